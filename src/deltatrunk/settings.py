"""What a command works with, read once and passed down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .graph.address import Credentials
from .graph.errors import StoreUnavailable

VARIABLES = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")
"""The environment variables of the Neo4j ecosystem; `settings` reads no others."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is and how to enter it (None: the address says it, or it is a folder)."""

    store: str | Path
    credentials: Credentials | None = None


def default_store() -> Path:
    """Return the folder of the store that is used where none is named: one a user."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where a store is named

    return user_data_path("deltatrunk", appauthor=False) / "store"


def default_decisions() -> Path:
    """Return the file of a person's decisions on names where none is named: beside the user's own store."""
    return default_store().with_name("decisions.yaml")


def settings(store: str | None, environment: Mapping[str, str]) -> Settings:
    """Decide on the store: the named one, else ``NEO4J_URI``, else the user's own folder.

    A named address without ``user:password@`` takes user, password and database from the
    environment; one that carries them is taken at its word. Raises :class:`StoreUnavailable` for an
    empty name: it is a variable that was not set, never a wish for the default.
    """
    if store is not None and not store.strip():
        raise StoreUnavailable("没有给出图库的位置", hint="--store 后面写文件夹或 neo4j://主机:7687")
    where = store or environment.get("NEO4J_URI") or ""
    if not where:
        return Settings(default_store())
    if "://" not in where:
        return Settings(Path(where).expanduser())
    if "@" in where or not any(environment.get(name) for name in VARIABLES[1:]):
        return Settings(where)
    return Settings(
        where,
        Credentials(
            user=environment.get("NEO4J_USERNAME") or "neo4j",
            password=environment.get("NEO4J_PASSWORD") or "",
            database=environment.get("NEO4J_DATABASE") or where.partition("://")[2].partition("/")[2],
        ),
    )
