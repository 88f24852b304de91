"""What the shared fixtures give; a module of its own because several folders have a ``conftest``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deltatrunk.graph.address import Credentials
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.store import BoltStore


@dataclass(frozen=True)
class Server:
    """A running server: how a user names it, and what reads there."""

    name: str
    where: str
    uri: str
    writer: Credentials
    reader: Credentials

    def open(self) -> BoltStore:
        return open_store(self.where, None if self.name == "arcadedb" else self.writer)


@dataclass(frozen=True)
class Outcome:
    """What a command left on the console."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]
