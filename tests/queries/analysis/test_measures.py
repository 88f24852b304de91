"""Measures on small networks whose answers can be worked out by hand."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from random import Random

import pytest

from deltatrunk.graph.errors import QueryError
from deltatrunk.graph.facts import Entity, Evidence, Relation
from deltatrunk.graph.ids import node_id
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.schema import schema
from deltatrunk.queries.analysis import Measure, Options, analyze, find, measures, tables_of_all, with_values

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
    assert [(row["name"], row["betweenness"], row["cut"]) for row in rows] == [
        ("东园", 70.0, True),
        ("西园", 40.0, True),
    ]


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
    assert row["share"] == 0.5
    assert row["without"] == ("中游", "下游", "平台载体", "项目", "任务计划", "责任单位")


def test_the_loss_of_a_company_counts_chains_and_what_is_cut_off() -> None:
    edges = [*CHAINS, ("Company:丙", "BUILDS", "Project:算力中心")]
    rows = analyze(graph_of(edges), "robustness").records()
    # Without 丙, 算力 has no company, and 算力 and 算力中心 are apart from the rest; without 甲, 丙's part is.
    assert [(r["company"], r["loss"], r["chains"], r["names"]) for r in rows] == [
        ("丙", 3, ("算力",), ("算力", "算力中心")),
        ("甲", 2, (), ("乙", "氢能")),
    ]


def test_alike_parks_share_what_the_documents_say_of_both() -> None:
    def tells(park: str, chains: str) -> list[Edge]:
        return [(f"Park:{park}", "FOCUSES_ON", f"IndustryChain:{c}") for c in chains]

    rows = analyze(
        graph_of([*tells("东园", "甲乙丙"), *tells("西园", "乙丙丁"), *tells("南园", "甲")]), "park-similarity"
    )
    assert rows.rows == (("东园", "西园", 0.5, 2, 4, ("丙", "乙")),)


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
