"""Who gets in at the embedded server: nobody without a password, and reading goes by the user who can only read."""

from __future__ import annotations

import base64
import http.client
import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import neo4j
import pytest
from fixture_types import Server
from neo4j.exceptions import AuthError
from store_graphs import small_graph

from deltatrunk.api import Store
from deltatrunk.graph import arcadedb, embedded
from deltatrunk.graph.address import Credentials
from deltatrunk.graph.errors import StoreError
from deltatrunk.graph.launching import ServerInfo
from deltatrunk.graph.store import BoltStore

pytestmark = pytest.mark.slow

PLACES = (
    "/", "/index.html", "/api/v1/server", "/api/v1/databases", "/api/v1/exists/trunk", "/api/v1/ready",
    "/api/v1/query/trunk/sql/select%20from%20Company", "/api/v1/query/trunk/cypher/MATCH%20(n)%20RETURN%20n", "/ws",
    "/studio", "/api/v1/openapi.json", "/prometheus", "/api/v1/mcp", "/metrics",
)  # fmt: skip
OPEN = ("/", "/index.html", "/api/v1/ready")
"""A page that says that the console is not installed, and an answer without content that says that it is up."""
PRIVATE = (
    "server.json", "store.lock", "owner.json", "config/server-users.jsonl", "config/server-groups.json"
)  # fmt: skip
TELLING = ("甲公司".encode(), b"<script", b"<form", b"<input", b"26.10", b"trunk")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[ServerInfo]:
    """A server over a store folder that holds the small graph."""
    with embedded.running(tmp_path / "store") as info:
        with BoltStore(info.uri, info.writer, info.reader) as store:
            store.load(small_graph())
        yield info


def http_port(info: ServerInfo) -> int:
    """Return the port of the HTTP side: the one that the server's own command line names."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        if f"-Darcadedb.server.rootPath={info.folder}" in words:
            return int(next(w for w in words if "httpIncomingPort" in w).rpartition("=")[2])
    raise AssertionError("the server's process was not found")


def asked(port: int, place: str, auth: Credentials | None = None) -> tuple[int, bytes]:
    """Ask over HTTP; return status and content."""
    headers = {}
    if auth is not None:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{auth.user}:{auth.password}".encode()).decode()
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", place, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads /proc")
def test_http_side_gives_nothing_without_a_password(running: ServerInfo) -> None:
    port = http_port(running)
    wrong = Credentials("root", "wrong-password")
    for place in PLACES:
        for auth in (None, wrong, Credentials("root", ""), Credentials("root", "playwithdata")):
            status, content = asked(port, place, auth)
            assert status in (401, 403, 404) or place in OPEN, (place, status)
            assert not [word for word in TELLING if word in content.lower()], (place, content)
    status, content = asked(port, "/api/v1/query/trunk/sql/select%20from%20Company", running.reader)
    assert (status, "甲公司".encode() in content) == (200, True)  # the question itself is a right one


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads /proc")
def test_console_is_not_there_with_a_password_either(running: ServerInfo) -> None:
    port = http_port(running)
    for place in ("/", "/index.html", "/studio", "/studio/index.html"):
        status, content = asked(port, place, running.writer)
        assert status == 404 or not [word for word in TELLING if word in content.lower()], (place, status)


@pytest.mark.parametrize("user", ["root", "reader", "neo4j", "", "admin"])
@pytest.mark.parametrize("password", ["", "wrong", "playwithdata", "neo4j"])
def test_bolt_side_gives_nothing_without_the_password(arcadedb_server: Server, user: str, password: str) -> None:
    with (
        neo4j.GraphDatabase.driver(arcadedb_server.uri, auth=(user, password)) as driver,
        pytest.raises((AuthError, neo4j.exceptions.ClientError)),
        driver.session() as session,
    ):
        session.run("RETURN 1 AS one").consume()


def test_all_reading_goes_by_the_user_who_can_only_read(running: ServerInfo) -> None:
    nobody = Credentials(running.writer.user, "not-the-password", running.writer.database)
    bolt = BoltStore(running.uri, nobody, running.reader)
    with Store(bolt) as store:
        assert bolt.read("MATCH (n:Company) RETURN count(n) AS n").rows == ((2,),)
        assert store.counts()["Company"] == 2
        assert "Company:甲公司" in store.graph().nodes
        assert store.run("chain-leaders").rows
        assert store.cypher("MATCH (n:Company) RETURN n.name AS name ORDER BY name").rows
        assert store.search("甲公司").names
        with pytest.raises(StoreError):
            store.write("MATCH (n:Company) SET n.x = 1")


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_every_file_that_tells_who_may_enter_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    embedded.start(folder)
    try:
        modes = {
            name: stat.S_IMODE((folder / name).stat().st_mode)
            for name in PRIVATE
        }  # fmt: skip
        assert set(modes.values()) == {0o600}, modes
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    finally:
        embedded.stop(folder)


def test_protocols_that_are_not_needed_are_not_on_the_class_path(tmp_path: Path) -> None:
    words = arcadedb.command(arcadedb.find_wheel(), tmp_path, 1, 2, lasting=True)
    jars = [Path(jar).name for jar in words[words.index("-cp") + 1].split(os.pathsep)]
    assert any(jar.startswith("arcadedb-bolt") for jar in jars)
    assert not [jar for jar in jars if jar.startswith(("arcadedb-mcp", "arcadedb-console", "arcadedb-postgresw"))]
    assert "-Darcadedb.studio.enabled=false" in words
    assert {w.rpartition("=")[2] for w in words if "Host=" in w or "host=" in w} == {"127.0.0.1"}
