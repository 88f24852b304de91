"""The Python API as notebooks use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fixture_types import Server
from small_graph import TEXT, small_graph

import deltatrunk
from deltatrunk.graph.errors import QueryError, UnreadableFile, WriteRefused


def opened(server: Server) -> deltatrunk.Store:
    if server.name == "arcadedb":
        return deltatrunk.open_store(server.where)
    login = server.writer
    return deltatrunk.open_store(server.where, user=login.user, password=login.password, database=login.database)


def test_importing_costs_nothing() -> None:
    heavy = ("neo4j", "networkx", "yaml", "click", "rich", "pyvis", "openpyxl")
    code = f"import sys, deltatrunk; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in deltatrunk.__all__:
        assert getattr(deltatrunk, name) is not None
    assert set(deltatrunk.__all__) <= set(dir(deltatrunk))
    with pytest.raises(AttributeError, match="nothing"):
        deltatrunk.nothing  # noqa: B018


def test_a_store_loads_answers_and_gives_back(server: Server) -> None:
    graph = small_graph()
    with opened(server) as store:
        receipt = store.load(graph)
        assert sum(receipt.nodes.added.values()) == len(graph.nodes)
        assert store.load(graph).is_empty
        assert store.counts() == graph.counts()
        assert store.run("chain-companies", chain="集成电路").column("company") == ("云帆公司",)
        assert store.cypher("MATCH (n:Company {name: $name}) RETURN n.id AS id", name="星河公司").rows == (
            ("Company:星河公司",),
        )
        assert set(store.picture("chain-leaders-picture").nodes) == {
            "Company:星河公司", "IndustryChain:人工智能", "Park:云园",
        }  # fmt: skip
        assert store.to_networkx().number_of_edges() == len(graph.relationships)
        assert dict(store.graph().nodes) == dict(graph.nodes)
        assert store.driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1
        assert "chain-leaders" in store.queries
        assert "chain-leaders-picture" not in store.queries


def test_a_store_writes_the_maps_of_a_chain(server: Server, tmp_path: Path) -> None:
    with opened(server) as store:
        store.load(small_graph())
        index = store.maps(tmp_path / "四图", chain="人工智能")
    assert index == tmp_path / "四图" / "index.html"
    assert {"chain.html", "chain-leaders.html", "distribution.html"} <= {path.name for path in index.parent.iterdir()}


def test_a_store_refuses_what_it_should(server: Server) -> None:
    with opened(server) as store:
        store.load(small_graph())
        before = store.counts()
        with pytest.raises(WriteRefused):
            store.cypher("MATCH (n) DETACH DELETE n")
        with pytest.raises(QueryError, match="没有查询"):
            store.run("no-such-query")
        with pytest.raises(QueryError, match="没有参数"):
            store.run("chain-leaders", ketten="人工智能")
        assert store.counts() == before


def test_an_own_pack_is_asked_like_the_others(server: Server, tmp_path: Path) -> None:
    tmp_path.joinpath("names.cypher").write_text(
        "// name: names\n// title: 名\n// question: 有哪些企业？\n// kind: rows\n// columns: {name: 名称}\n"
        "MATCH (n:Company) RETURN n.name AS name ORDER BY n.id\n",
        "utf-8",
    )
    where, login = server.where, server.writer
    with deltatrunk.open_store(where, user=login.user, password=login.password, packs=[tmp_path]) as store:
        store.load(small_graph())
        assert len(store.run("names")) == 3


def test_documents_become_a_graph(tmp_path: Path) -> None:
    tmp_path.joinpath("方案.txt").write_text(TEXT, "utf-8")
    graph = deltatrunk.load(tmp_path)
    assert graph.counts()["Document"] >= 1


def test_an_unusable_file_warns_and_the_rest_is_read(tmp_path: Path) -> None:
    tmp_path.joinpath("方案.txt").write_text(TEXT, "utf-8")
    tmp_path.joinpath("空.txt").write_bytes(b"")
    with pytest.warns(UserWarning, match=r"空\.txt"):
        graph = deltatrunk.load([tmp_path])
    assert graph.counts()["Document"] >= 1


def test_no_usable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        deltatrunk.load(tmp_path / "none.txt")
