"""Documents of other styles than the five, each beside gold facts that were written down by reading.

Measures in articles without names, a task list whose brackets have no label, tables of projects and parks. The gold
follows the guide of the accuracy figures; what is asked for here is how much of it is found, and how much of what is
found is in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deltatrunk.graph.ids import fold
from deltatrunk.graph.model import Graph, Node
from deltatrunk.loaders import extract

GOLD = Path(__file__).parent / "gold"
BORDERLINE = 0.5
SPACES = {"Zone", "Park", "Place"}
SOFT = {"Segment", "Technology", "Scenario", "Indicator", "Target", "Section", "Passage"}
UNSCORED = {"DEFINED_IN", "APPLIED_IN", "FEEDS", "HAS_INDICATOR", "HAS_VALUE", "MENTIONS", "HAS_PASSAGE", "HAS_SECTION"}


@dataclass(frozen=True, slots=True)
class Read:
    """A document's graph and the rows of its gold."""

    graph: Graph
    gold: tuple[dict[str, Any], ...]

    def rows(self, kind: str) -> list[dict[str, Any]]:
        return [row for row in self.gold if row["kind"] == kind]

    def sure(self) -> list[Node]:
        return [n for n in self.graph.nodes.values() if n.labels[0] not in SOFT and n.confidence >= BORDERLINE]


def read(name: str) -> Read:
    graph = extract([GOLD / f"{name}.txt"]).graph
    lines = (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
    return Read(graph, tuple(json.loads(line) for line in lines if line.strip()))


def types_of(row: dict[str, Any]) -> set[str]:
    types = {row["type"], *row.get("alt", [])}
    return types | SPACES if types & SPACES else types


def forms(node: Node) -> set[str]:
    aliases = node.properties.get("aliases", ())
    assert isinstance(aliases, tuple)
    return {fold(str(form)) for form in (node.name, *aliases)}


def is_same(node: Node, row: dict[str, Any]) -> bool:
    return bool(set(node.labels) & types_of(row)) and bool(
        forms(node) & {fold(form) for form in (row["name"], *row.get("surface", []))}
    )


def share(found: list[bool]) -> float:
    return sum(found) / len(found)


@pytest.mark.parametrize(("name", "least"), [("policy-measures", 0.9), ("task-list", 0.84), ("project-table", 0.95)])
def test_entities_that_a_reader_writes_down_are_found(name: str, least: float) -> None:
    one = read(name)
    wanted = [r for r in one.rows("entity") if not r.get("optional") and r["type"] not in SOFT]
    assert share([any(is_same(node, row) for node in one.sure()) for row in wanted]) >= least


@pytest.mark.parametrize(("name", "least"), [("policy-measures", 0.9), ("task-list", 0.9), ("project-table", 0.95)])
def test_entities_that_are_found_are_the_readers(name: str, least: float) -> None:
    one = read(name)
    gold = one.rows("entity")
    assert share([any(forms(n) & {fold(f) for f in (r["name"], *r.get("surface", []))} for r in gold)
                  for n in one.sure()]) >= least  # fmt: skip


@pytest.mark.parametrize(("name", "least"), [("policy-measures", 0.85), ("task-list", 0.75), ("project-table", 0.95)])
def test_relations_that_a_reader_writes_down_are_found(name: str, least: float) -> None:
    one = read(name)
    row_of = {row["name"]: row for row in one.rows("entity")}
    nodes = one.graph.nodes
    stated = [r for r in one.graph.relationships.values() if r.confidence >= BORDERLINE]
    wanted = [r for r in one.rows("relation") if not r.get("optional") and r["type"] not in UNSCORED]
    wanted = [r for r in wanted if not {row_of[r["head"]]["type"], row_of[r["tail"]]["type"]} & SOFT]
    found = [
        any(
            r.type in {row["type"], *row.get("alt", [])}
            and is_same(nodes[r.start], row_of[row["head"]])
            and is_same(nodes[r.end], row_of[row["tail"]])
            for r in stated
        )
        for row in wanted
    ]
    assert share(found) >= least


@pytest.mark.parametrize(("name", "least"), [("policy-measures", 1.0), ("task-list", 0.8), ("project-table", 0.9)])
def test_values_that_a_reader_writes_down_are_found(name: str, least: float) -> None:
    one = read(name)
    targets = [n.properties for n in one.graph.nodes.values() if n.labels[0] == "Target" and n.confidence >= BORDERLINE]
    found = {(p.get("year"), p.get("kind"), p.get("value"), p.get("unit")) for p in targets}
    wanted = [r for r in one.rows("value") if not r.get("optional") and r["value"] is not None]
    assert share([(r["year"], r["valuekind"], float(r["value"]), r["unit"]) in found for r in wanted]) >= least


def test_money_that_is_given_is_no_value() -> None:
    one = read("policy-measures")
    units = {
        n.properties.get("unit")
        for n in one.graph.nodes.values()
        if n.labels[0] == "Target" and n.confidence >= BORDERLINE
    }
    assert "万元" not in units
