"""Measures on small networks whose answers can be worked out by hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from types import MappingProxyType

import networkx as nx
import pytest
from small_graph import small_graph

from deltatrunk import bundled
from deltatrunk.graph.errors import QueryError
from deltatrunk.graph.facts import Entity, Evidence, Relation, Value
from deltatrunk.graph.ids import node_id
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.schema import schema
from deltatrunk.queries.analysis import (
    Measure,
    Options,
    analyze,
    find,
    marked_graph,
    measures,
    tables_of_all,
    with_values,
    without_structure,
)
from deltatrunk.queries.analysis.cuts import cut_off

Edge = tuple[str, str, str]


def graph_of(edges: Iterable[Edge], *, confidence: float = 0.9, **properties: str) -> Graph:
    """Return a graph of ``Label:name`` ends; properties go on every relation that may have them."""
    facts: list[Entity | Relation] = []
    for start, type_, end in edges:
        at = (Evidence("方案.txt", 0, 2, node_id("Passage", "1", "方案.txt"), "by hand", confidence),)
        for id_ in (start, end):
            label, name = id_.split(":")
            facts.append(Entity(label, name, at, "", (), (), {}))
        own = schema().relationships[type_].properties
        facts.append(Relation(type_, start, end, at, {k: v for k, v in properties.items() if k in own}))
    return merge(facts, document_of={node_id("Passage", "1", "方案.txt"): node_id("Document", "方案")})


CHAINS = [
    ("Company:甲", "LEADS", "IndustryChain:氢能"),
    ("Company:乙", "PARTICIPATES_IN", "IndustryChain:氢能"),
    ("Company:丙", "PARTICIPATES_IN", "IndustryChain:算力"),
    ("Company:丙", "COOPERATES_WITH", "Company:甲"),
]


def test_a_company_in_the_middle_comes_first() -> None:
    rows = analyze(graph_of(CHAINS), "company-centrality").records()
    # 甲: 氢能 and 丙 at 1, 乙 and 算力 at 2: (1 + 1 + 1/2 + 1/2) / 4; 乙: 1, 1/2, 1/3, 1/4.
    assert [(row["name"], row["closeness"]) for row in rows] == [("甲", 75.0), ("丙", 70.8333), ("乙", 52.0833)]
    assert rows[0]["neighbours"] == ("氢能", "丙") or rows[0]["neighbours"] == ("丙", "氢能")


def test_only_neighbours_of_a_chain_when_one_is_named() -> None:
    rows = analyze(graph_of(CHAINS), "company-centrality", Options(chain="算力"))
    assert rows.column("name") == ("丙",)


BRIDGE = [
    ("Company:甲", "LOCATED_IN", "Park:东园"),
    ("Company:乙", "LOCATED_IN", "Park:东园"),
    ("Company:丙", "LOCATED_IN", "Park:西园"),
    ("Park:东园", "LOCATED_IN", "Zone:干线"),
    ("Park:西园", "LOCATED_IN", "Zone:干线"),
]


def test_a_park_that_ties_others_is_a_bridge() -> None:
    rows = analyze(graph_of(BRIDGE), "bridges").records()
    # 6 nodes, 10 pairs without the park itself. 东园: 甲-乙 and each of both with 3 others; 西园: 丙 with 4 others.
    assert [(row["name"], row["betweenness"], row["lost"]) for row in rows] == [("东园", 70.0, 2), ("西园", 40.0, 1)]
    assert [len(row["names"]) for row in rows] == [row["communities"] for row in rows]  # type: ignore[arg-type]


def test_two_groups_are_told_apart_and_named_after_their_middle() -> None:
    apart = [(f"Company:{name}", "PARTICIPATES_IN", f"IndustryChain:{chain}")
             for chain, names in (("氢能", "甲乙丙丁"), ("算力", "戊己庚")) for name in names]  # fmt: skip
    rows = analyze(graph_of(apart), "communities").records()
    assert [(row["size"], str(row["name"]).split("、")[0]) for row in rows] == [(5, "氢能"), (4, "算力")]


def test_completeness_counts_what_is_mentioned() -> None:
    edges = [("Segment:电堆", "PART_OF", "IndustryChain:氢能"), ("Park:东园", "FOCUSES_ON", "Segment:电堆"), *CHAINS]
    (row,) = analyze(
        graph_of(edges, position="上游", role="链主"), "chain-completeness", Options(chain="氢能")
    ).records()
    assert row["aspects"] == ("链主", "引领企业", "企业", "环节", "上游", "园区片区")
    assert row["share"] == round(6 / 13, 4)
    assert row["without"] == ("中游", "下游", "平台载体", "项目", "任务计划", "责任单位", "指标值")


def test_the_loss_of_a_company_counts_chains_and_what_is_cut_off() -> None:
    edges = [*CHAINS, ("Company:丙", "BUILDS", "Project:算力中心")]
    rows = analyze(graph_of(edges), "robustness").records()
    # Without 丙, 算力 has no company, and 算力 and 算力中心 are apart from the rest: 算力 counts once.
    # Without 甲, 乙 and 氢能 are apart from 丙's part, which is the larger.
    assert [(r["company"], r["loss"], r["chains"], r["names"]) for r in rows] == [
        ("丙", 2, ("算力",), ("算力", "算力中心")),
        ("甲", 2, (), ("乙", "氢能")),
    ]


def test_alike_parks_share_what_the_documents_say_of_both() -> None:
    def tells(park: str, chains: str) -> list[Edge]:
        return [(f"Park:{park}", "FOCUSES_ON", f"IndustryChain:{c}") for c in chains]

    rows = analyze(
        graph_of([*tells("东园", "甲乙丙"), *tells("西园", "乙丙丁"), *tells("南园", "甲")]), "park-similarity"
    )
    assert rows.rows == ((1, "东园", "西园", 0.5, 2, 4, ("丙", "乙"), "Park:东园", "Park:西园"),)


@pytest.mark.parametrize("measure", measures(), ids=lambda measure: measure.name)
def test_borderline_facts_are_left_out(measure: Measure) -> None:
    doubtful = graph_of([*CHAINS, *BRIDGE], confidence=0.3)
    assert analyze(doubtful, measure.name).rows == ()


def test_rows_do_not_depend_on_the_order_of_the_facts() -> None:
    edges = [*CHAINS, *BRIDGE]
    whole = [table.rows for table in tables_of_all(graph_of(edges))]
    for seed in range(3):
        Random(seed).shuffle(edges)
        assert [table.rows for table in tables_of_all(graph_of(edges))] == whole


def test_rows_are_the_same_whatever_the_hash_seed() -> None:
    code = (
        "import deltatrunk; from deltatrunk.queries.analysis import tables_of_all; "
        "print([t.to_json() for t in tables_of_all(deltatrunk.bundled())])"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_values_become_properties_of_a_graph_for_maps() -> None:
    graph = graph_of(CHAINS)
    measure = find("company-centrality")
    marked = with_values(graph, measure, measure.compute(graph, Options()))
    assert marked.nodes["Company:甲"].properties["centrality"] == 75.0
    assert "centrality" not in marked.nodes["IndustryChain:氢能"].properties
    assert "centrality" not in graph.nodes["Company:甲"].properties


def test_an_unknown_measure_names_the_closest() -> None:
    with pytest.raises(QueryError) as caught:
        analyze(graph_of(CHAINS), "bridge")
    assert "bridges" in caught.value.hint


def test_the_workbook_defines_every_measure() -> None:
    *tables, told = tables_of_all(graph_of(CHAINS))
    assert [table.title for table in tables] == list(told.column("title"))
    assert all(told.column("source"))


@pytest.mark.parametrize("measure", measures(), ids=lambda measure: measure.name)
@pytest.mark.parametrize("said", ["氢能", "氢能产业", "ＡＢ链"])
def test_a_chain_is_known_by_name_and_alias_in_every_measure(measure: Measure, said: str) -> None:
    edges = [
        *CHAINS,
        *BRIDGE,
        *((f"Park:{p}", "FOCUSES_ON", f"IndustryChain:{c}") for p in ("东园", "西园") for c in ("氢能", "丁")),
    ]
    graph = graph_of(edges)
    chain = graph.nodes["IndustryChain:氢能"]
    named = replace(chain, properties=MappingProxyType({**chain.properties, "aliases": ("AB链", "氢能产业")}))
    graph = replace(graph, nodes=MappingProxyType({**graph.nodes, chain.id: named}))
    found = analyze(graph, measure.name, Options(chain=said))
    assert found.rows == analyze(graph, measure.name, Options(chain="氢能")).rows
    assert found.rows or measure.name == "robustness"
    assert analyze(graph, measure.name, Options(chain="量子")).rows == ()


def indicator_graph(*indicators: tuple[str, str, int]) -> Graph:
    """Return chains 软件 (also 代码), 软件服务, 建筑, and indicators: name, unit, where the name begins."""
    where = node_id("Passage", "1", "方案.txt")

    def at(start: int, end: int) -> tuple[Evidence, ...]:
        return (Evidence("方案.txt", start, end, where, "by hand", 0.9),)

    facts: list[Entity | Relation] = [
        Entity("Passage", "1", at(0, 99), "方案.txt", (), (), {"file": "方案.txt", "start": 0, "end": 99}),
        Entity("IndustryChain", "软件", at(0, 2), "", (), ("代码",), {}),
        Entity("IndustryChain", "软件服务", at(0, 2), "", (), (), {}),
        Entity("IndustryChain", "建筑", at(0, 2), "", (), (), {}),
        Relation("MENTIONS", where, "IndustryChain:建筑", at(52, 54), {}),
    ]
    for name, unit, start in indicators:
        one = Entity("Indicator", name, at(start, start + len(name)), "甲区", (), (), {})
        goal: dict[str, Value] = {
            "year": 2025,
            "kind": "target",
            "value": 2.0,
            "comparator": "=",
            "unit": unit,
            "raw": f"2{unit}",
        }
        value = Entity("Target", "2025", at(start, start + 9), f"甲区/{name}", (), (), goal)
        facts += [one, value, Relation("HAS_VALUE", one.id, value.id, at(start, start + 9), {})]
    made = merge(facts, document_of={where: node_id("Document", "方案")})
    assert made.skipped == ()
    return made


@pytest.mark.parametrize(
    ("name", "unit", "start", "chains"),
    [
        ("软件服务收入", "亿元", 10, {"软件服务"}),
        ("软件收入", "亿元", 10, {"软件"}),
        ("代码行数", "行", 10, {"软件"}),
        ("引进软件企业", "家", 10, set()),
        ("智能建筑产值", "亿元", 50, {"建筑"}),
        ("建筑面积", "万平方米", 10, set()),
    ],
    ids=["longest-name", "name", "alias", "name-inside", "mention-inside", "ground"],
)
def test_an_indicator_counts_for_the_chain_that_its_words_name(
    name: str, unit: str, start: int, chains: set[str]
) -> None:
    rows = analyze(indicator_graph((name, unit, start)), "chain-completeness").records()
    assert {row["chain"] for row in rows if row["aspects"] == ("指标值",)} == chains
    assert {row["indicators"] for row in rows if row["chain"] in chains} == ({(name,)} if chains else set())


def test_a_segment_of_two_chains_counts_for_both() -> None:
    edges = [("Segment:电堆", "PART_OF", f"IndustryChain:{c}") for c in ("氢能", "汽车")]
    rows = analyze(graph_of([*edges, ("Company:甲", "PARTICIPATES_IN", "Segment:电堆")]), "chain-completeness")
    assert set(rows.column("aspects")) == {("企业", "环节")}
    assert set(rows.column("chain")) == {"氢能", "汽车"}


@pytest.mark.parametrize("seed", range(25))
def test_what_is_cut_off_is_what_removing_the_node_leaves_apart(seed: int) -> None:
    graph: nx.Graph[int] = nx.gnm_random_graph(24, 26, seed=seed)
    expected: dict[int, tuple[int, ...]] = {}
    for node in graph:
        inside = nx.node_connected_component(graph, node) - {node}
        parts = sorted(nx.connected_components(graph.subgraph(inside)), key=lambda part: (-len(part), min(part)))
        if len(parts) > 1:
            expected[node] = tuple(sorted(other for part in parts[1:] for other in part))
    assert dict(cut_off(graph)) == expected
    assert set(expected) == set(nx.articulation_points(graph))


def test_a_long_chain_of_names_needs_no_deep_stack() -> None:
    found = cut_off(nx.path_graph(3001))
    assert len(found) == 2999
    assert found[1] == (0,)
    assert found[1500] == tuple(range(1501, 3001))  # equal halves: the one with the smallest node stays


def test_communities_carry_their_names_into_a_graph_without_structure() -> None:
    graph = graph_of([*CHAINS, *((f"Company:{name}", "LEADS", "IndustryChain:氢能") for name in "丁戊己")])
    marked = marked_graph(graph, measures(), Options())
    found = marked.nodes["Company:乙"].properties
    assert [found["community_name"]] == list(analyze(graph, "communities", Options(chain="氢能")).column("name"))
    assert {"centrality", "community"} <= set(found)
    assert "community" not in graph.nodes["Company:乙"].properties


def test_borderline_facts_and_passages_stay_out_of_a_marked_graph() -> None:
    small = small_graph()
    marked = without_structure(small, 0.5)
    assert not {"Document", "Section", "Passage"} & {node.labels[0] for node in marked.nodes.values()}
    assert "Company:过客公司" in small.nodes
    assert "Company:过客公司" not in marked.nodes
    assert all({r.start, r.end} <= set(marked.nodes) for r in marked.relationships.values())
    assert "Company:过客公司" in without_structure(small, 0.0).nodes


@pytest.mark.parametrize("measure", measures(), ids=lambda measure: measure.name)
def test_every_row_names_its_nodes_and_every_value_is_one(measure: Measure) -> None:
    graph = bundled()
    found = measure.compute(graph, Options())
    table = measure.table(found, Options())
    assert table.rows
    for record in table.records():
        ids = [record[key] for key in ("id", "other_id") if key in record]
        assert all(id_ in graph.nodes for id_ in ids)
        assert record.get("span", "") is not None
    assert set(found.values) <= set(graph.nodes)
    ranks = table.column("number" if measure.name == "communities" else "rank")
    assert list(ranks) == sorted(set(ranks))  # type: ignore[type-var]
