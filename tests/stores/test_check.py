"""The checks over both stores: what is sound passes, what is spoiled in the store is named."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from checked_graphs import sound
from fixture_types import Server
from small_graph import small_graph

from deltatrunk.checking import check
from deltatrunk.graph.checking import Finding, Report, parse_assertions
from deltatrunk.graph.errors import StoreBusy
from deltatrunk.graph.model import Graph, Node, digest
from deltatrunk.graph.records import SOURCE, Record
from deltatrunk.graph.store import BoltStore
from deltatrunk.loaders.pipeline import extract
from deltatrunk.loaders.sources import record_of

pytestmark = pytest.mark.slow

STAR = "Company:星河公司"
PLAN = """镜湖市数字经济行动方案
（2024—2025年）
为推进数字经济发展，制定本方案。
一、总体要求
打造镜湖数字走廊。
二、重点任务
（一）支持人工智能企业落户云谷产业园。
责任单位：市经信局。
"""


def query(store: BoltStore, text: str, **parameters: Any) -> None:
    store.driver.execute_query(text, parameters, database_=store.credentials.database)


def states(report: Report, *wanted: str) -> dict[str, str]:
    return {one.name: one.state for one in report.results if one.state in wanted}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Graph, Record]:
    """A folder with one small plan, its graph, and the record that a store keeps of it."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    found = extract([folder])
    ((head, body),) = found.read
    return folder, found.graph, record_of(head, body)


@pytest.fixture
def built(store: BoltStore, read: tuple[Path, Graph, Record]) -> BoltStore:
    """A store that was built from the plan."""
    _, graph, source = read
    store.load(graph, [source], command="build")
    return store


def test_a_store_that_was_built_passes_with_the_texts_that_it_keeps(built: BoltStore) -> None:
    report = check(built)
    assert states(report, "failed", "warned", "unchecked") == {}
    assert report["evidence-words"].looked > 10
    assert report["constraints"].looked == 21
    assert report["records"].looked == 2


def test_a_folder_of_documents_counts_where_it_is_the_same(
    store: BoltStore, read: tuple[Path, Graph, Record], tmp_path: Path
) -> None:
    folder, graph, _ = read
    store.load(graph, command="build")
    assert check(store)["evidence-words"].state == "unchecked"
    with_folder = check(store, documents=folder)
    assert states(with_folder, "failed", "warned") == {}
    assert with_folder["evidence-words"].looked > 10
    (tmp_path / "plan.txt").write_text(PLAN + "三、附则\n另行说明。\n", "utf-8")
    other = check(store, documents=tmp_path)
    assert states(other, "failed", "warned") == {"documents": "warned"}
    assert other["documents"].findings[0].where == "plan.txt"


def test_an_empty_store_has_nothing_to_fail(store: BoltStore) -> None:
    report = check(store)
    assert report.passed()
    assert states(report, "warned") == {"assertion/documents-are-there": "warned"}
    assert report["constraints"].state == "unchecked"


def test_what_somebody_changed_in_the_store_is_named(built: BoltStore) -> None:
    edits = (
        "MATCH (n:Park) SET n.name = '改名园'",
        "MATCH (a)-[r:HAS_PASSAGE]->(b) CREATE (a)-[q:HAS_PASSAGE]->(b) SET q = properties(r)",
        "MATCH (n:Organization)<-[r:MENTIONS]-() DELETE r",
        "MATCH (r:DeltatrunkRecord {kind: 'source'}) SET r.data = 'x'",
        "DROP CONSTRAINT deltatrunk_park_id",
    )
    parks = [node.id for node in built.graph().nodes.values() if node.labels[0] == "Park"]
    twice = built.counts()["HAS_PASSAGE"]
    for edit in edits:
        query(built, edit)
    report = check(built)
    assert not report.passed()
    assert {f.where for f in report["hashes"].findings} == set(parks)
    assert {f.where for f in report["ids"].findings} == set(parks)
    assert report["twice"].findings == (Finding("HAS_PASSAGE", f"图库里有 {2 * twice} 个，不同的标识只有 {twice} 个"),)
    assert report["records"].findings == (Finding("source/plan.txt", "内容与校验和不符"),)
    assert report["constraints"].findings == (Finding("Park", "标签 Park 没有 id 的唯一性约束"),)
    assert [f.what for f in report["receipts"].findings if "MENTIONS" in f.what] != []


def test_a_body_that_cannot_be_read_fails(store: BoltStore, read: tuple[Path, Graph, Record]) -> None:
    _, graph, source = read
    store.load(graph, [Record.of(SOURCE, source.name, source.noted, source.data, "!")], command="build")
    assert "已损坏" in check(store)["evidence-words"].findings[0].what


def test_bundled_assertions_find_what_they_are_for(store: BoltStore) -> None:
    graph = small_graph()
    nodes = dict(graph.nodes)

    def spoil(id_: str, **properties: Any) -> None:
        content = {**nodes[id_].properties, **properties}
        content = {key: value for key, value in sorted(content.items()) if key != "hash" and value is not None}
        nodes[id_] = Node(
            id_, nodes[id_].labels, MappingProxyType({**content, "hash": digest(nodes[id_].labels, content)})
        )

    spoil("Document:甲区行动方案", period_start=2026, period_end=2024)
    spoil("Target:甲区/数字经济规模/2025目标", value_max=1.0, year=20255)
    gone = ("HAS_PASSAGE|", "HAS_SECTION|", "HAS_VALUE|", "PARTNER_OF|")
    edges = {id_: edge for id_, edge in graph.relationships.items() if not id_.startswith(gone)}
    store.load(Graph(nodes, edges))
    found = states(check(store), "failed", "warned")
    assert {name.removeprefix("assertion/"): state for name, state in found.items() if "/" in name} == {
        "documents-are-known": "failed",  # the small graph has no checksum
        "passages-have-a-place": "failed",
        "sections-have-a-place": "failed",
        "values-have-an-indicator": "failed",
        "ranges-go-up": "warned",
        "years-are-near": "warned",
        "periods-go-forward": "warned",
        "partners-are-listed": "warned",
    }


def test_half_of_the_relationships_may_be_doubtful_and_not_more(store: BoltStore) -> None:
    graph = small_graph()

    def doubtful(share: float) -> Graph:
        edges = {}
        for at, (id_, edge) in enumerate(graph.relationships.items()):
            if at >= share * len(graph.relationships):
                edges[id_] = edge
                continue
            content = {**edge.properties, "confidence": 0.3}
            del content["hash"]
            edges[id_] = type(edge)(
                id_, edge.type, edge.start, edge.end, MappingProxyType({**content, "hash": digest(content)})
            )
        return Graph(graph.nodes, edges)

    store.load(doubtful(0.4))
    assert check(store)["assertion/confident-relationships"].state == "passed"
    store.load(doubtful(0.8))
    assert check(store)["assertion/confident-relationships"].state == "warned"


def test_own_assertions_ask_the_store(built: BoltStore) -> None:
    text = """
version: 1
assertions:
  - {name: parks, title: 园区不超过一千个, label: Park, max: 1000}
  - {name: many, title: 至少三十家企业, query: "MATCH (n:Company) RETURN count(n) AS count", min: 30}
  - {name: broken, title: 写错的查询, query: "MATCH (n:Company) RETURN nothing.id AS id", max: 0}
"""
    report = check(built, parse_assertions(text, "own.yaml"))
    assert report["assertion/parks"].state == "passed"
    assert "至少应有 30" in report["assertion/many"].findings[0].what
    assert "查询没有成功" in report["assertion/broken"].findings[0].what


def test_check_begins_anew_when_a_load_comes_between(arcadedb_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with arcadedb_server.open() as built:
        built.load(sound(), command="build")
        _check_while_loads_come(built, monkeypatch)


def _check_while_loads_come(built: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, loads = built.graph, [small_graph()]

    def graph() -> Graph:
        found = whole()
        if loads:
            built.load(loads.pop(), command="build")
        return found

    monkeypatch.setattr(built, "graph", graph)
    assert check(built)["receipts"].state == "passed"

    def never() -> Graph:
        found = whole()
        built.load(small_graph(text=len(found.nodes) % 2 == 0), command="build")
        built.load(Graph({}, {}), command="build")
        return found

    monkeypatch.setattr(built, "graph", never)
    with pytest.raises(StoreBusy, match="没有检查完"):
        check(built)
