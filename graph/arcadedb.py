"""What an ArcadeDB server needs to run from the wheel: program, settings, users. No process is started here."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from .errors import StoreUnavailable

WHEEL = "arcadedb_embedded"
DATABASE = "trunk"
WRITER = "root"
READER = "reader"
_NEO4J_INSTEAD = "请安装 arcadedb-embedded，或用 --store neo4j://主机:7687 指定一个 Neo4j"
_UNUSED = ("arcadedb-mcp", "arcadedb-console", "arcadedb-postgresw", "arcadedb-redisw", "arcadedb-graphql")
"""Jars left off the class path: protocols and tools that would start, or could be asked to, and are not needed."""
COMMAND_WITHIN = 300
"""Seconds after which the server ends a statement by itself, also one that nobody waits for any more.

It does not know the driver's own time limit, so this is the ceiling of every one."""
_ITERATIONS = 1000
"""The passwords have 192 random bits: stretching them would only slow each connection down."""


def find_wheel() -> Path:
    """Return the folder of the installed wheel; raises :class:`StoreUnavailable` where there is none.

    The package is located, not imported: importing it would load a Java virtual machine's bindings.
    """
    found = importlib.util.find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise StoreUnavailable("这台机器上没有内置图库（arcadedb-embedded 没有安装）", hint=_NEO4J_INSTEAD)
    folder = Path(next(iter(found.submodule_search_locations)))
    if not java(folder).exists() or not any((folder / "jars").glob("*.jar")):
        raise StoreUnavailable("内置图库的安装不完整", where=str(folder), hint="请重新安装 arcadedb-embedded")
    return folder


def command(wheel: Path, folder: Path, bolt_port: int, http_port: int, *, lasting: bool) -> tuple[str, ...]:
    """Return the command line of a server over a store folder. It carries no password.

    ``lasting`` is for a server that stays: it may compile what runs often for speed. One that is
    started for a single command answers half a second earlier without that compiler.
    """
    settings: Mapping[str, object] = {
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt_port,
        "bolt.defaultDatabase": DATABASE,
        # HTTP cannot be switched off: it stays on this machine and behind the same users.
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": http_port,
        "server.httpWorkerThreads": 2,
        "server.name": "deltatrunk",
        "server.rootPath": folder,
        "server.logsDirectory": folder / "log",
        # The default of this wait is longer than the supervisor's own; what is given up is replayed by the next start.
        "server.shutdownTimeout": 3000,
        "server.defaultDatabases": f"{DATABASE}[]",
        # Production mode answers every mistake with "see the server log"; what it would harden is set here.
        "server.mode": "development",
        "txWalFlush": 1,
        "command.timeout": COMMAND_WITHIN * 1000,
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "server.security.importBlockLocalNetworks": "true",
        "studio.enabled": "false",
        "backup.enabled": "false",
        "serverMetrics": "false",
        "server.healthCheck.enabled": "false",
        "support.autoRegister": "false",
        "polyglotEngineEnabled": "false",
    }
    jars = sorted(jar for jar in (wheel / "jars").glob("*.jar") if not jar.name.startswith(_UNUSED))
    return (
        str(java(wheel)),
        "-XX:MaxRAMPercentage=25",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        *(() if lasting else ("-XX:TieredStopAtLevel=1",)),
        *("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
        "-Djava.awt.headless=true",
        *(f"-Darcadedb.{key}={value}" for key, value in settings.items()),
        *("-cp", os.pathsep.join(map(str, jars)), "com.arcadedb.server.ArcadeDBServer"),
    )


def security_files(writer_password: str, reader_password: str) -> dict[str, str]:
    """Return the server's user and group files by name: one user who may do all, one who may only read.

    They hold salted hashes, so no password stands in a file, a command line or an environment.
    """
    users = [
        {"name": WRITER, "password": hashed(writer_password), "databases": {"*": ["admin"]}},
        {"name": READER, "password": hashed(reader_password), "databases": {DATABASE: ["reader"]}},
    ]
    limits = {"resultSetLimit": -1, "readTimeout": -1}
    everything = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    groups = {
        "admin": {
            "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
            "types": {"*": {"access": everything}},
            **limits,
        },
        "reader": {"access": [], "types": {"*": {"access": ["readRecord"]}}, **limits},
    }
    return {
        "config/server-users.jsonl": "".join(json.dumps(user) + "\n" for user in users),
        "config/server-groups.json": json.dumps({"databases": {"*": {"groups": groups}}, "version": 1}),
    }


def hashed(password: str) -> str:
    """Return a password as ArcadeDB stores it: ``algorithm$iterations$salt$hash``, the salt used as written."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ITERATIONS, 32)
    return f"PBKDF2WithHmacSHA256${_ITERATIONS}${salt}${base64.b64encode(digest).decode()}"


def java(wheel: Path) -> Path:
    """Return the Java program that the wheel brings."""
    return wheel / "jre" / "bin" / ("java.exe" if os.name == "nt" else "java")
