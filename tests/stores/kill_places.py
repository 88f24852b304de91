"""The stores whose builds are killed, and their processes (Linux: reads /proc)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from neo4j_server import Neo4jServer

from deltatrunk.graph import embedded
from deltatrunk.graph.address import Credentials
from deltatrunk.graph.errors import DeltatrunkError
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.store import BoltStore


class Place(Protocol):
    """A store that can be killed."""

    name: str
    where: str
    credentials: Credentials | None
    at_once: int
    """How many things of a first load go into one transaction, 0 for the usual number."""

    def victims(self, client: int) -> dict[str, int]:
        """Return the processes of a build by what they are, as far as they run."""

    def mend(self) -> None:
        """Do what an operator's service manager does before the next command: nothing for a folder."""

    def ready(self) -> None:
        """Bring about the situation in which a build is to be killed."""

    def reader(self) -> BoltStore | None:
        """Open the store for a reader beside the builds, None while nothing runs that it could read."""

    def close(self) -> None:
        """End what still runs."""


@dataclass(slots=True)
class OneUse:
    """A folder whose server is started by each command."""

    where: str
    name: str = "embedded"
    credentials: Credentials | None = None
    at_once: int = 0

    def victims(self, client: int) -> dict[str, int]:
        """Find the supervisor under the client, and java under the supervisor."""
        return {"client": client, **server_under(client)}

    def mend(self) -> None:
        """Nothing: the next command starts a server by itself."""

    def ready(self) -> None:
        """Nothing: each build starts its server."""

    def reader(self) -> BoltStore | None:
        """Nobody can read beside a build with a server of its own."""
        return None

    def close(self) -> None:
        """Nothing: a server ends with its command."""


@dataclass(slots=True)
class Lasting:
    """A folder whose server stays (``deltatrunk store start``)."""

    folder: Path
    name: str = "embedded, server stays"
    where: str = field(init=False)
    credentials: Credentials | None = None
    at_once: int = 0

    def __post_init__(self) -> None:
        self.where = str(self.folder)
        embedded.start(self.folder)

    def victims(self, client: int) -> dict[str, int]:
        """Find the server that stays."""
        info = embedded.status(self.folder)
        return {"client": client, **({"supervisor": info.pid, **_java_under(info.pid)} if info else {})}

    def mend(self) -> None:
        """Nothing: the next command starts a server by itself."""

    def ready(self) -> None:
        """Let a server stay again, after the next command was answered without one."""
        embedded.start(self.folder)

    def reader(self) -> BoltStore | None:
        """Open the server that stays, and no other one."""
        info = embedded.status(self.folder)
        if info is None:
            return None
        return BoltStore(info.uri, info.writer, info.reader, exclusive=partial(embedded.loading, self.folder))

    def close(self) -> None:
        """End the server that stays."""
        embedded.stop(self.folder)


@dataclass(slots=True)
class Neo4jPlace:
    """A Neo4j that is started again when it was killed."""

    server: Neo4jServer
    name: str = "neo4j"
    where: str = field(init=False)
    credentials: Credentials | None = field(init=False)
    at_once: int = 0

    def __post_init__(self) -> None:
        self.where, self.credentials = self.server.uri, self.server.credentials

    def victims(self, client: int) -> dict[str, int]:
        """Name the one java process."""
        return {"client": client, "java": self.server.pid}

    def mend(self) -> None:
        """Start it again if it is dead."""
        if not runs(self.server.pid):
            self.server.restart()

    def ready(self) -> None:
        """Nothing: it runs."""

    def reader(self) -> BoltStore | None:
        """Open it, None while it is dead."""
        try:
            return open_store(self.where, self.credentials)
        except DeltatrunkError:
            return None

    def close(self) -> None:
        """End the server."""
        self.server.kill()


def environment(place: Place) -> dict[str, str]:
    """Return the environment of a command: a Neo4j's user and password go no other way."""
    found = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    if place.credentials is not None:
        found |= {"NEO4J_USERNAME": place.credentials.user, "NEO4J_PASSWORD": place.credentials.password}
        found |= {"NEO4J_DATABASE": place.credentials.database}
    return found


def _processes() -> Iterator[tuple[int, int, str]]:
    """Yield pid, parent and command line of every process."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
            yield int(entry.name), parent, command


def server_under(client: int, store: Path | None = None) -> dict[str, int]:
    """Return the processes of a client's server; with ``store`` of the one that holds that folder."""
    for pid, parent, command in _processes():
        if parent == client and "supervisor.py" in command:
            found = {"supervisor": pid, **_java_under(pid, store)}
            if store is None or "java" in found:
                return found
    return {}


def _java_under(supervisor: int, store: Path | None = None) -> dict[str, int]:
    for pid, parent, command in _processes():
        if parent == supervisor and "ArcadeDBServer" in command and str(store or "") in command:
            return {"java": pid}
    return {}


def runs(pid: int) -> bool:
    """Tell whether a process runs; one that ended and that nobody asked for yet does not."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
