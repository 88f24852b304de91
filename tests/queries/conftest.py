"""The bundled facts in both stores, loaded once a module."""

from __future__ import annotations

from collections.abc import Iterator

import neo4j
import pytest
from fixture_types import Server

from deltatrunk.graph.store import BoltStore
from deltatrunk.loaders import bundled


@pytest.fixture(scope="module", params=["arcadedb", "neo4j"])
def full_store(request: pytest.FixtureRequest) -> Iterator[BoltStore]:
    """A store of each kind with the bundled facts. A module that uses it must not use ``store`` too."""
    name = "arcadedb_server" if request.param == "arcadedb" else "neo4j_session_server"
    server: Server = request.getfixturevalue(name)
    auth = (server.writer.user, server.writer.password)
    with neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.writer.database)
    with server.open() as store:
        store.load(bundled())
        yield store
