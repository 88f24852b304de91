"""The packed snapshot: the same graph without its sentences, or a clear refusal."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from small_documents import FOLDER, SHARED

from deltatrunk.graph.errors import ExportError
from deltatrunk.graph.model import Graph
from deltatrunk.loaders.bundled import bundled, dump, load
from deltatrunk.loaders.pipeline import extract

SNAPSHOT = files("deltatrunk.loaders").joinpath("data/bundled.jsonl")


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The small documents without their words."""
    return extract([FOLDER], text=False).graph


@pytest.fixture(scope="module")
def snapshot(graph: Graph) -> tuple[str, ...]:
    """Its packed lines."""
    return tuple(dump(graph))


def test_snapshot_read_back_is_the_graph(graph: Graph, snapshot: tuple[str, ...]) -> None:
    again = load(snapshot)
    assert again.nodes == graph.nodes
    assert again.relationships == graph.relationships
    assert list(again.nodes) == list(graph.nodes)


def test_snapshot_of_the_snapshot_is_the_same(snapshot: tuple[str, ...]) -> None:
    assert tuple(dump(load(snapshot))) == snapshot


def test_snapshot_leaves_out_the_words_of_passages(snapshot: tuple[str, ...]) -> None:
    full = extract([FOLDER]).graph
    assert tuple(dump(full)) == snapshot


def test_snapshot_starts_with_its_format_files_and_rules(snapshot: tuple[str, ...]) -> None:
    head = json.loads(snapshot[0])
    assert head["format"] == 1
    assert head["files"] == sorted(p.name for p in FOLDER.glob("*.txt") if p.name != "recipe.txt")
    assert head["rules"] == sorted(head["rules"])


def damaged(lines: tuple[str, ...], how: str) -> tuple[str, ...]:
    head, first, *rest = lines
    return {
        "empty": (),
        "no json": ("not json", first, *rest),
        "no format": ("{}", first, *rest),
        "head is a list": ("[]", first, *rest),
        "cut line": (head, first[: len(first) // 2], *rest),
        "cut file": (head, *rest[: len(rest) // 2]),
        "unknown file number": (head, '["Park:甲",["Park"],{"name":"甲","confidence":1.0},[[99,0,1,0,0]]]', *rest),
        "unknown node number": (*lines, '["PART_OF",99999,0,{"confidence":1.0},[[0,0,1,0,0]]]'),
        "no object": (head, "5", *rest),
    }[how]


@pytest.mark.parametrize(
    "how",
    [
        "empty",
        "no json",
        "no format",
        "head is a list",
        "cut line",
        "cut file",
        "unknown file number",
        "unknown node number",
        "no object",
    ],
)
def test_damaged_snapshot_is_refused(snapshot: tuple[str, ...], how: str) -> None:
    with pytest.raises(ExportError) as refused:
        load(damaged(snapshot, how))
    assert refused.value.hint


def test_snapshot_of_another_format_is_refused(snapshot: tuple[str, ...]) -> None:
    head = {**json.loads(snapshot[0]), "format": 99}
    with pytest.raises(ExportError, match="版本"):
        load((json.dumps(head), *snapshot[1:]))


@pytest.mark.skipif(not SNAPSHOT.is_file(), reason="the snapshot is not built yet")
class TestBundled:
    def test_bundled_graph_has_no_sentences(self) -> None:
        assert [n.id for n in bundled().nodes.values() if "text" in n.properties] == []
        assert bundled() is bundled()

    @pytest.mark.skipif(not (SHARED / "documents").is_dir(), reason="../shared/documents is not at hand")
    def test_bundled_graph_is_what_the_documents_yield(self) -> None:
        fresh = extract([SHARED / "documents"], text=False).graph
        assert bundled().nodes == fresh.nodes
        assert bundled().relationships == fresh.relationships
