"""Facts that were given, not read, as drafts: merging them gives the graph back."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_documents import FOLDER

from deltatrunk import bundled
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph
from deltatrunk.loaders.given import given
from deltatrunk.loaders.pipeline import extract, joined
from deltatrunk.loaders.resolution.decisions import NO_DECISIONS


def small() -> Graph:
    return extract([path for path in sorted(Path(FOLDER).iterdir()) if path.name != "recipe.txt"]).graph


@pytest.mark.parametrize("graph", [bundled, small], ids=["bundled", "small documents"])
def test_given_facts_merge_into_the_same_graph(graph: object) -> None:
    whole: Graph = graph()  # type: ignore[operator]
    found, resolution = joined(given(whole), NO_DECISIONS, text=True)
    assert list(to_lines(found)) == list(to_lines(whole))
    assert not found.skipped
    assert not resolution.merges


def test_given_files_are_those_that_evidence_names() -> None:
    heads = [head for head, _ in given(bundled())]
    assert len(heads) == 5
    assert all(head.sha256 and head.titles for head in heads)
