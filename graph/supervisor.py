"""A small process between a command and its database server, so that the server never outlives its use.

It takes one JSON line on standard input, locks the store folder, starts the server, and says what
happened in one line on standard output. Then it holds on to standard input:

    end of input      the command has ended, however it ended: end the server
    detach "NAME"     the server is to stay until the file NAME is deleted or replaced

The lock belongs to this process until the server is gone, so a waiting command never meets a server
that is still closing its files. On Linux the kernel ends the server when this process is killed; on
other systems the next command finds the folder locked by the server itself and says so.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

LOCK = "store.lock"
OWNER = "owner.json"
ENDS_WITHIN = 15.0
LOOKS_EVERY = 0.25
_PR_SET_PDEATHSIG = 1
_LEFT_OUT = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")


def write_private(path: Path, text: str) -> None:
    """Write a file that only this user can read, complete or not at all."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    fresh.replace(path)


def main() -> int:
    """Run one server; returns the process's exit code."""
    order: dict[str, Any] = json.loads(sys.stdin.readline())
    folder = Path(order["folder"])
    try:
        held = FileLock(folder / LOCK, mode=0o600).acquire(timeout=1)
    except Timeout:
        _say("busy")
        return 1
    except OSError as error:
        _say(f"failed {error.strerror or error}")
        return 1
    with held:
        try:
            server = _start(folder, order)
        except OSError as error:
            _say(f"failed {error.strerror or error}")
            return 1
        _say(f"started {server.pid}")
        try:
            return _watch(server)
        finally:
            _end(server)
            (folder / OWNER).unlink(missing_ok=True)


def _start(folder: Path, order: dict[str, Any]) -> subprocess.Popen[bytes]:
    # What a crash left behind is void from here on: this process holds the lock.
    for stale in (*order["stale"], *order["files"]):
        (folder / stale).unlink(missing_ok=True)
    for name, text in order["files"].items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_private(folder / name, text)
    write_private(folder / OWNER, json.dumps({"pid": order["client"]}))
    log = folder / "log" / "console.log"
    log.parent.mkdir(exist_ok=True)
    environment = {key: value for key, value in os.environ.items() if key not in _LEFT_OUT}
    with log.open("wb") as out:
        return subprocess.Popen(
            order["command"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_me() if sys.platform == "linux" else None,  # noqa: PLW1509 (no thread runs yet)
        )


def _die_with_me() -> Callable[[], None] | None:
    """Return what asks the Linux kernel to end the server when this process is gone."""
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return None
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the request
            os._exit(1)

    return ask


def _watch(server: subprocess.Popen[bytes]) -> int:
    """Return when the server has ended or nobody needs it any more."""
    said: list[str] = []
    closed = threading.Event()

    def listen() -> None:
        said.append(sys.stdin.readline().strip())
        closed.set()

    threading.Thread(target=listen, daemon=True).start()
    while server.poll() is None and not closed.wait(LOOKS_EVERY):
        continue
    if not (said and said[0].startswith("detach ")):
        return server.poll() or 0
    marker = Path(json.loads(said[0].removeprefix("detach ")))
    token = _content(marker)
    while server.poll() is None and token and _content(marker) == token:
        time.sleep(LOOKS_EVERY)
    return server.poll() or 0


def _content(marker: Path) -> bytes:
    try:
        return marker.read_bytes()
    except OSError:
        return b""


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            server.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):  # a disk that hangs holds it even now
                server.wait(ENDS_WITHIN)


def _say(line: str) -> None:
    """Answer the command, then let go of its pipe: nobody reads a second line."""
    with contextlib.suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, sys.stdout.fileno())
        os.close(quiet)


if __name__ == "__main__":
    # A signal to the whole group (Ctrl-C at the console) is the command's to answer; its end is ours.
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    sys.exit(main())
