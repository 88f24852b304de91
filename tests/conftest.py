"""Both stores for every test: the embedded server and a real Neo4j 5.26."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import neo4j
import pytest
from fixture_types import Command, Outcome, Server
from neo4j_server import CannotRun, neo4j_server

from deltatrunk.cli import main
from deltatrunk.graph import embedded
from deltatrunk.graph.address import Credentials
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.store import BoltStore


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files of the queries anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests (kills, faults, the real import tool) to who asks for them: they take many minutes."""
    asked = config.getoption("-m") or os.environ.get("DELTATRUNK_SLOW") == "1"
    for item in items:
        if not asked and item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow; pytest -m slow runs it"))


@pytest.fixture
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(pytestconfig.getoption("--update-golden"))


def _cannot(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def arcadedb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("arcadedb")
    with embedded.running(folder) as info:
        yield Server("arcadedb", str(folder), info.uri, info.writer, info.reader)


@pytest.fixture(scope="session")
def neo4j_session_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    uri = os.environ.get("NEO4J_URI")
    if uri:
        if "PYTEST_XDIST_WORKER" in os.environ:
            pytest.fail("several processes would empty the one database of NEO4J_URI for each other: pytest -n 0")
        given = Credentials(
            os.environ.get("NEO4J_USERNAME", "neo4j"),
            os.environ.get("NEO4J_PASSWORD", ""),
            os.environ.get("NEO4J_DATABASE", "neo4j"),
        )
        with open_store(uri, given) as store:
            if store.read("MATCH (n) RETURN count(n) AS total").rows != ((0,),):
                pytest.fail(f"the database at {uri} is not empty, and these tests empty it: give them another one")
        yield Server("neo4j", uri, uri, given, given)
        return
    home: Path = tmp_path_factory.mktemp("neo4j")
    try:
        running = neo4j_server(home)
        with running as (address, credentials):
            yield Server("neo4j", address, address, credentials, credentials)
    except CannotRun as why:
        _cannot(str(why))


@pytest.fixture(params=["arcadedb", "neo4j"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the two servers, emptied."""
    name = "arcadedb_server" if request.param == "arcadedb" else "neo4j_session_server"
    found: Server = request.getfixturevalue(name)
    auth = (found.writer.user, found.writer.password)
    with neo4j.GraphDatabase.driver(found.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=found.writer.database)
    return found


@pytest.fixture
def store(server: Server) -> Iterator[BoltStore]:
    """An open, empty store on each of the two servers."""
    with server.open() as opened:
        yield opened


@pytest.fixture
def reading(server: Server) -> Iterator[neo4j.Session]:
    """A session as reading uses it, without the guard before it."""
    with (
        neo4j.GraphDatabase.driver(server.uri, auth=(server.reader.user, server.reader.password)) as driver,
        driver.session(database=server.reader.database, default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        yield session


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Command:
    """Run ``deltatrunk`` with some words in this process; no store is named, and nobody's own data are read."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Outcome:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run
