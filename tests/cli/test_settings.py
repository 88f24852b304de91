"""Which store a command uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from deltatrunk.graph.address import Credentials
from deltatrunk.settings import Settings, default_store, settings

LOGIN = {"NEO4J_USERNAME": "reader", "NEO4J_PASSWORD": "secret", "NEO4J_DATABASE": "trunk"}
URI = {"NEO4J_URI": "neo4j://graph:7687"}


@pytest.mark.parametrize(
    ("store", "environment", "expected"),
    [
        (None, {}, Settings(default_store())),
        (None, LOGIN, Settings(default_store())),
        ("here", URI | LOGIN, Settings(Path("here"))),
        (None, URI | LOGIN, Settings("neo4j://graph:7687", Credentials("reader", "secret", "trunk"))),
        ("bolt://h:1", URI | LOGIN, Settings("bolt://h:1", Credentials("reader", "secret", "trunk"))),
        ("bolt://u:p@h:1", LOGIN, Settings("bolt://u:p@h:1")),
        ("bolt://h:1", {}, Settings("bolt://h:1")),
        ("bolt://h:1/own", {"NEO4J_PASSWORD": "x"}, Settings("bolt://h:1/own", Credentials("neo4j", "x", "own"))),
        ("bolt://h:1", {"NEO4J_PASSWORD": "x"}, Settings("bolt://h:1", Credentials("neo4j", "x", ""))),
    ],
    ids=["nothing", "login only", "folder wins", "environment", "address with login of environment",
         "login in address", "bare address", "database in address", "default database"],
)  # fmt: skip
def test_the_store_is_decided(store: str | None, environment: dict[str, str], expected: Settings) -> None:
    assert settings(store, environment) == expected


def test_a_password_is_not_shown() -> None:
    assert "secret" not in repr(settings(None, URI | LOGIN))
