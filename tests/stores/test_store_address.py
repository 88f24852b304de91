"""Store addresses and the credentials in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from deltatrunk.graph.address import BoltAddress, Credentials, EmbeddedAddress, parse_address
from deltatrunk.graph.errors import StoreUnavailable


@pytest.mark.parametrize("where", ["图库", "./trunk", "/var/lib/trunk", "C:\\Users\\x\\trunk", Path("neo4j:/x")])
def test_path_is_an_embedded_store(where: str | Path) -> None:
    assert parse_address(where) == EmbeddedAddress(Path(where))


def test_home_folder_is_expanded() -> None:
    assert parse_address("~/trunk") == EmbeddedAddress(Path.home() / "trunk")


@pytest.mark.parametrize(
    ("where", "uri", "credentials"),
    [
        ("neo4j://host:7687", "neo4j://host:7687", Credentials()),
        ("bolt://host", "bolt://host", Credentials()),
        ("NEO4J+S://db.example.org:7687", "neo4j+s://db.example.org:7687", Credentials()),
        ("bolt+ssc://[::1]:7687", "bolt+ssc://[::1]:7687", Credentials()),
        ("neo4j://me:p%40ss%2F@host:7687/trunk", "neo4j://host:7687", Credentials("me", "p@ss/", "trunk")),
    ],
)
def test_server_address(where: str, uri: str, credentials: Credentials) -> None:
    assert parse_address(where) == BoltAddress(uri, credentials)


def test_given_credentials_win_over_those_in_the_address() -> None:
    given = Credentials("reader", "geheim", "trunk")
    assert parse_address("neo4j://me:other@host:7687/x", given) == BoltAddress("neo4j://host:7687", given)


def test_password_is_never_shown() -> None:
    address = parse_address("neo4j://me:geheim@host:7687")
    assert "geheim" not in f"{address} {address!r}"


@pytest.mark.parametrize(
    "where",
    [
        "http://me:geheim@host:7474",
        "neo4j://",
        "neo4j://me:geheim@host:port",
        "bolt://host:99999",
        "bolt://host?x=geheim",
        "",
    ],
)
def test_address_that_cannot_be_used_is_refused_without_showing_it(where: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        parse_address(where)
    assert caught.value.hint
    assert "geheim" not in f"{caught.value} {caught.value.hint} {caught.value.where}"
