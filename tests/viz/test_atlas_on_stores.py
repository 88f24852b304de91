"""The atlas is the same file, byte for byte, whichever store it is asked of."""

from __future__ import annotations

from pathlib import Path

import neo4j
from fixture_types import Server

from deltatrunk import bundled
from deltatrunk.api import Store


def atlas_of(server: Server, path: Path) -> bytes:
    """Empty a server, load the bundled facts and write their atlas."""
    auth = (server.writer.user, server.writer.password)
    with neo4j.GraphDatabase.driver(server.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.writer.database)
    with server.open() as bolt:
        bolt.load(bundled())
        return Store(bolt).atlas(path, title="试验图谱").read_bytes()


def test_both_stores_give_the_same_atlas(arcadedb_server: Server, neo4j_session_server: Server, tmp_path: Path) -> None:
    one = atlas_of(arcadedb_server, tmp_path / "one.html")
    assert atlas_of(neo4j_session_server, tmp_path / "two.html") == one
    assert len(one) <= 4_000_000
