"""A corpus run gives the graph of one machine, line by line, however documents and names are cut up."""

from __future__ import annotations

from pathlib import Path

import pytest
from entangled import write_entangled
from fleet_runs import lines, run
from small_documents import FOLDER, SHARED

from deltatrunk.graph.jsonl import to_lines
from deltatrunk.loaders import extract

ENTANGLING = {"department", "last-word", "legal-name", "of-a-city", "one-label", "place", "register", "stated", "title"}
"""Reasons to join names that these documents give; a cut that goes through one of them would show."""


def test_small_documents_and_a_synthetic_corpus_give_the_same_graph(tmp_path: Path, small: Path) -> None:
    found = run([FOLDER, small], tmp_path / "out")
    alone = extract([FOLDER, small])
    assert lines(tmp_path / "out") == sorted(to_lines(alone.graph))
    assert dict(found.counts) == dict(alone.graph.counts())
    assert sum(found.skipped.values()) == len(alone.graph.skipped)
    assert sorted(p.where for p in found.problems) == sorted(p.where for p in alone.problems)


@pytest.mark.parametrize(("seed", "chunk"), [(1, 2), (2, 7)])
def test_entangled_names_give_the_same_graph(tmp_path: Path, seed: int, chunk: int) -> None:
    write_entangled(tmp_path / "in", 24, seed)
    run([tmp_path / "in"], tmp_path / "out", chunk=chunk)
    alone = extract([tmp_path / "in"])
    assert {m.rule for m in alone.resolution.merges} >= ENTANGLING
    assert lines(tmp_path / "out") == sorted(to_lines(alone.graph))


def test_the_shared_documents_give_the_same_graph(tmp_path: Path) -> None:
    if not (SHARED / "documents").is_dir():
        pytest.skip("../shared/documents is not at hand")
    run([SHARED / "documents"], tmp_path / "out", chunk=2)
    assert lines(tmp_path / "out") == sorted(to_lines(extract([SHARED / "documents"]).graph))
