"""Merging on disk gives the lines of merging in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deltatrunk.graph.errors import ExportError
from deltatrunk.graph.facts import Entity, Evidence, Fact, Relation
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import merge
from deltatrunk.graph.spilling import Rows, Spill


def at(start: int, rule: str = "r", confidence: float = 0.8, passage: str = "p1") -> tuple[Evidence, ...]:
    return (Evidence("甲.txt", start, start + 2, passage, rule, confidence),)


DOCUMENTS = {"p1": "Document:甲", "p2": "Document:乙"}
FACTS: tuple[Fact, ...] = (
    Entity("Document", "甲", at(0)),
    Entity("Company", "华为", at(4), aliases=("华为公司",)),
    Entity("Company", "华为", at(9, passage="p2"), extra_labels=("Partner",)),
    Entity("Company", "比亚迪", at(6, "s", 0.3)),
    Entity("IndustryChain", "汽车", at(7)),
    Entity("Dragon", "不是标签", at(8)),
    Relation("LEADS", "Company:比亚迪", "IndustryChain:汽车", at(6), {"role": "链主"}),
    Relation("LEADS", "Company:比亚迪", "IndustryChain:汽车", at(6, "t", 0.9, "p2"), {"role": "龙头"}),
    Relation("LEADS", "IndustryChain:汽车", "Company:比亚迪", at(6)),
    Relation("LEADS", "Company:没有", "IndustryChain:汽车", at(6)),
    Relation("FLIES", "Company:比亚迪", "IndustryChain:汽车", at(6)),
    Relation("COOPERATES_WITH", "Company:比亚迪", "Company:华为", at(6)),
    Relation("COOPERATES_WITH", "Company:华为", "Company:比亚迪", at(3)),
)


@pytest.mark.parametrize("facts", [FACTS, FACTS[::-1]], ids=["forwards", "backwards"])
def test_lines_counts_and_skips_are_those_of_the_graph(facts: tuple[Fact, ...], tmp_path: Path) -> None:
    graph = merge(facts, document_of=DOCUMENTS)
    with Spill(tmp_path / "facts") as spill:
        for k in range(0, len(facts), 3):
            spill.add(Rows(facts[k : k + 3], DOCUMENTS))
        lines = list(spill.lines())
    assert lines == list(to_lines(graph))
    assert dict(sorted(spill.counts.items())) == graph.counts()
    assert tuple(sorted(spill.skips)) == graph.skipped
    assert len(graph.skipped) >= 4


def test_a_disk_that_takes_nothing_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="临时文件") as raised:
        Spill(tmp_path / "no folder" / "facts")
    assert raised.value.hint


def test_what_the_reader_of_lines_raises_stays_what_it_is(tmp_path: Path) -> None:
    def failing(lines: Iterator[str]) -> None:
        next(lines)
        raise KeyError("甲")

    with Spill(tmp_path / "facts") as spill:
        spill.add(Rows(FACTS, DOCUMENTS))
        with pytest.raises(KeyError, match="甲"):
            failing(spill.lines())


@pytest.mark.parametrize("facts", [FACTS, FACTS[::-1]], ids=["forwards", "backwards"])
def test_a_graph_on_disk_is_the_graph_in_memory(facts: tuple[Fact, ...], tmp_path: Path) -> None:
    graph = merge(facts, document_of=DOCUMENTS)
    with Spill(tmp_path / "facts") as spill:
        for k in range(0, len(facts), 3):
            spill.add(Rows(facts[k : k + 3], DOCUMENTS))
        found = spill.graph(graph.skipped[:1])
        assert found.skipped == graph.skipped
        assert found.counts() == graph.counts()
        for ours, theirs in ((found.nodes, graph.nodes), (found.relationships, graph.relationships)):
            assert list(ours) == list(theirs)
            assert list(ours.values()) == list(theirs.values())
            assert dict(ours.items()) == dict(theirs)
            assert len(ours) == len(theirs)
            assert "Company:没有" not in ours
            with pytest.raises(KeyError):
                ours["Company:没有"]
