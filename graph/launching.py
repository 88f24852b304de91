"""Start a server over a store folder and wait for its first answer."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from . import arcadedb, supervisor
from .address import Credentials
from .asking import after
from .errors import StoreUnavailable

SERVER_FILE = "server.json"
STARTS_WITHIN = 60.0
ANSWERS_WITHIN = 10.0
_SAYS_WITHIN = 30.0
"""Seconds for the supervisor's one line; it comes before the server is up."""


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """A running server: where it answers and with which credentials; a repr hides the passwords.

    ``pid`` is the process that ends the server; ``shared`` says that it stays after this use.
    """

    folder: Path
    uri: str
    writer: Credentials
    reader: Credentials
    pid: int
    shared: bool


class DiedEarly(Exception):
    """The server ended before its first answer; the message is the last that it said."""


def launch(wheel: Path, home: Path, *, lasting: bool) -> tuple[ServerInfo, subprocess.Popen[bytes]] | None:
    """Start a supervisor with its server; None where another process was faster."""
    bolt, http = _free_ports()
    writer = credentials_of(arcadedb.WRITER, secrets.token_urlsafe(24))
    reader = credentials_of(arcadedb.READER, secrets.token_urlsafe(24))
    order = {
        "folder": str(home),
        "client": os.getpid(),
        "command": arcadedb.command(wheel, home, bolt, http, lasting=lasting),
        "files": arcadedb.security_files(writer.password, reader.password),
        "stale": [SERVER_FILE],
    }
    # By its path and not as a module: it needs neither this package nor the driver to start.
    process = subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", supervisor.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        said = _handshake(process, order)
        if said == "busy":
            finish(process)
            return None
        if not said.startswith("started"):
            raise StoreUnavailable(
                f"内置图库没有启动：{said.removeprefix('failed ') or '没有回答'}",
                where=str(home),
                hint="请检查文件夹能否写入、磁盘是否已满",
            )
        info = ServerInfo(home, f"bolt://127.0.0.1:{bolt}", writer, reader, process.pid, shared=lasting)
        _await_answer(info, process)
    except BaseException:
        finish(process)
        raise
    return info, process


def _handshake(process: subprocess.Popen[bytes], order: dict[str, object]) -> str:
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018 (opened as pipes)
    with after(_SAYS_WITHIN, process.kill):
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(order).encode() + b"\n")
            process.stdin.flush()
        said = process.stdout.readline().decode("utf-8", "replace").strip()
    process.stdout.close()
    return said


def _await_answer(info: ServerInfo, process: subprocess.Popen[bytes]) -> None:
    port = int(info.uri.rpartition(":")[2])
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DiedEarly(_last_words(info.folder))
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
            continue
        if answers(info):
            return
        time.sleep(0.02)
    raise DiedEarly("没有在限定时间内回答")


def answers(info: ServerInfo) -> bool:
    """Tell whether this very server answers: its port may have become another program's."""
    auth = (info.reader.user, info.reader.password)
    try:
        with (
            # Who listens there may take a connection and never say a word.
            neo4j.GraphDatabase.driver(info.uri, auth=auth, connection_acquisition_timeout=ANSWERS_WITHIN) as driver,
            after(ANSWERS_WITHIN, driver.close),
            driver.session(database=info.reader.database, default_access_mode=neo4j.READ_ACCESS) as session,
        ):
            session.run("RETURN 1 AS one").consume()
    except (DriverError, Neo4jError, OSError):
        return False
    return True


def finish(process: subprocess.Popen[bytes]) -> None:
    """Let go of the supervisor and wait until it has ended its server."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    if process.stdout is not None:
        process.stdout.close()
    try:
        process.wait(supervisor.ENDS_WITHIN + 5)
    except subprocess.TimeoutExpired:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(supervisor.ENDS_WITHIN)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(two.getsockname()[1])


def credentials_of(user: str, password: str) -> Credentials:
    """Return credentials for the one database of an embedded server."""
    return Credentials(user, password, arcadedb.DATABASE)


def _last_words(home: Path) -> str:
    try:
        lines = (home / "log" / "console.log").read_text("utf-8", "replace").strip().splitlines()
    except OSError:
        return "没有日志"
    telling = [line for line in lines if "xception" in line or "rror" in line] or lines
    return telling[-1].strip()[:200] if telling else "没有日志"
