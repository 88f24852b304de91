"""What the bundled facts have no case of, on both stores: paths round weak facts, parks that complete a chain,
what partners build.

The facts are made up; every one stands at the same passage.
"""

from __future__ import annotations

import pytest

from deltatrunk.graph.facts import Entity, Evidence, Relation, Value
from deltatrunk.graph.ids import node_id
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import bundled, picture, run

FILE = "丙区方案.txt"
DOCUMENT, PASSAGE = node_id("Document", "丙区方案"), node_id("Passage", "1", FILE)
NODES = (
    ("Zone", "丙带"), ("Park", "东园"), ("Park", "西园"), ("Park", "南园"), ("IndustryChain", "氢能"),
    ("Segment", "电堆"), ("Segment", "整车"), ("Company", "星河公司"), ("Company", "云帆公司"), ("Company", "远山公司"),
    ("Platform", "制氢平台"), ("Task", "建氢谷"), ("Place", "丁镇"),
)  # fmt: skip
PARTNERS = {"星河公司", "云帆公司", "远山公司"}
FACTS = (
    ("FOCUSES_ON", "东园", "电堆", 0.9), ("FOCUSES_ON", "西园", "整车", 0.9), ("FOCUSES_ON", "南园", "整车", 0.4),
    ("PART_OF", "电堆", "氢能", 0.9), ("PART_OF", "整车", "氢能", 0.9),
    ("PARTNER_OF", "星河公司", "丙带", 0.9), ("PARTNER_OF", "云帆公司", "丙带", 0.9),
    ("PARTNER_OF", "远山公司", "丙带", 0.9),
    ("BUILDS", "星河公司", "制氢平台", 0.9), ("PARTICIPATES_IN", "制氢平台", "氢能", 0.9),
    ("INVOLVES", "建氢谷", "星河公司", 0.9), ("RESPONSIBLE_FOR", "云帆公司", "建氢谷", 0.9),
    ("INVOLVES", "建氢谷", "远山公司", 0.4),
    ("FOCUSES_ON", "丁镇", "氢能", 0.4), ("FOCUSES_ON", "丁镇", "电堆", 0.9),
    ("COOPERATES_WITH", "远山公司", "丁镇", 0.4),
)  # fmt: skip


def _graph() -> Graph:
    labels = {name: label for label, name in NODES}

    def at(confidence: float) -> tuple[Evidence, ...]:
        return (Evidence(FILE, 0, 8, PASSAGE, "by hand", confidence),)

    passage: dict[str, Value] = {"file": FILE, "start": 0, "end": 8, "text": "丙区建设氢谷区。"}
    entities = [
        Entity("Document", "丙区方案", at(0.9), properties={"loaded": True, "file": FILE}),
        Entity("Passage", "1", at(0.9), FILE, properties=passage),
        *(Entity(label, name, at(0.9), extra_labels=("Partner",) if name in PARTNERS else ()) for label, name in NODES),
    ]
    relations = [
        Relation(type_, node_id(labels[head], head), node_id(labels[tail], tail), at(confidence), {})
        for type_, head, tail, confidence in FACTS
    ]
    graph = merge([*entities, *relations], document_of={PASSAGE: DOCUMENT})
    if graph.skipped:
        raise ValueError(graph.skipped)
    return graph


@pytest.fixture
def spaces(store: BoltStore) -> BoltStore:
    """A store of each kind with the facts above."""
    store.load(_graph())
    return store


def _rows(store: BoltStore, name: str, width: int, **given: object) -> list[tuple[object, ...]]:
    return [row[:width] for row in run(store, bundled().find(name), given).rows]


@pytest.mark.parametrize(
    ("least", "stops"),
    [(0.5, ["丁镇", "电堆", "氢能", "制氢平台"]), (0.4, ["丁镇", "氢能", "制氢平台"])],
    ids=["round-weak-facts", "through-weak-facts"],
)
def test_a_path_uses_weak_facts_only_when_asked(spaces: BoltStore, least: float, stops: list[str]) -> None:
    given = {"source": "丁镇", "target": "制氢平台", "min_confidence": least}
    found = run(spaces, bundled().find("path"), given).rows
    assert [str(row[1]) for row in found] + [str(row[5]) for row in found[-1:]] == stops
    drawn = picture(spaces, bundled().find("path-picture"), given)
    assert sorted(str(node.properties["name"]) for node in drawn.nodes.values()) == sorted(stops)
    assert len(drawn.relationships) == len(stops) - 1


@pytest.mark.parametrize("target", ["丁镇", "不存在"], ids=["itself", "unknown"])
def test_a_path_is_empty_where_there_is_none(spaces: BoltStore, target: str) -> None:
    assert _rows(spaces, "path", 1, source="丁镇", target=target) == []


def test_parks_complete_a_chain_by_different_segments(spaces: BoltStore) -> None:
    assert _rows(spaces, "parks-completing", 5) == [
        ("氢能", "东园", "电堆", "西园", "整车"),
        ("氢能", "西园", "整车", "东园", "电堆"),
    ]


def test_what_a_partner_builds_tells_its_chain(spaces: BoltStore) -> None:
    assert _rows(spaces, "partner-builds", 4) == [("星河公司", "制氢平台", "平台载体", ("氢能",))]
    assert _rows(spaces, "partners-by-industry", 4) == [("氢能", "星河公司", "建设的项目或平台属于它", "制氢平台")]


def test_a_partner_that_answers_for_a_task_is_named_there(spaces: BoltStore) -> None:
    assert _rows(spaces, "partners-in-programmes", 4) == [
        ("云帆公司", "建氢谷", "任务", "负责"),
        ("星河公司", "建氢谷", "任务", "涉及"),
    ]
    assert [row[0] for row in _rows(spaces, "partners-unnamed", 1)] == ["远山公司"]
