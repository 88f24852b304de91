"""The whole way from paths to a graph: order, repetition, refusals, the schema's border."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_documents import FOLDER

from deltatrunk.graph.errors import NotAPolicyDocument, UnreadableFile
from deltatrunk.graph.jsonl import from_lines, to_lines
from deltatrunk.graph.model import Graph
from deltatrunk.graph.schema import schema
from deltatrunk.loaders.findings import Key, Place, Recorder
from deltatrunk.loaders.normal import normalise
from deltatrunk.loaders.pipeline import Extraction, extract
from deltatrunk.loaders.reading import Reading
from deltatrunk.loaders.rules.head import read_head

GOOD = ("action-plan.txt", "lists.txt", "measures.txt", "task-list.txt")


def lines(graph: Graph) -> str:
    return "\n".join(to_lines(graph))


@pytest.fixture
def mixed_folder(tmp_path: Path) -> Path:
    """A good document beside an empty, a binary and a strange file."""
    (tmp_path / "b-方案.txt").write_text((FOLDER / "task-list.txt").read_text("utf-8"), "utf-8")
    (tmp_path / "a-空.txt").write_bytes(b"")
    (tmp_path / "c-图.txt").write_bytes(b"\x89PNG\x00\x00")
    (tmp_path / "d-菜谱.md").write_text((FOLDER / "recipe.txt").read_text("utf-8"), "utf-8")
    (tmp_path / "e-表.xlsx").write_bytes(b"PK")
    return tmp_path


def test_graph_is_the_same_whatever_the_order_of_the_paths() -> None:
    graphs = {lines(extract([FOLDER / n for n in names]).graph) for names in itertools.permutations(GOOD[:3])}
    assert len(graphs) == 1


def test_graph_is_the_same_when_read_again_and_when_a_path_is_given_twice() -> None:
    once = extract([FOLDER / n for n in GOOD])
    twice = extract([FOLDER / n for n in (*GOOD, *GOOD)])
    assert lines(once.graph) == lines(twice.graph)
    assert once.graph.skipped == twice.graph.skipped


def test_lines_are_byte_identical_in_processes_with_other_hash_seeds() -> None:
    program = (
        "import sys, pathlib; from deltatrunk.loaders import extract; from deltatrunk.graph.jsonl import to_lines;"
        "g = extract([pathlib.Path(sys.argv[1])]).graph;"
        "sys.stdout.buffer.write('\\n'.join((*to_lines(g), *map(repr, g.skipped))).encode())"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(FOLDER)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "4242")
    ]
    one, two = (process.communicate(timeout=60)[0] for process in running)
    assert [process.returncode for process in running] == [0, 0]
    assert one == two
    assert one.count(b"\n") > 200


def test_lines_read_back_are_the_graph(everything: Extraction) -> None:
    graph = everything.graph
    again = from_lines(to_lines(graph))
    assert (again.nodes, again.relationships) == (graph.nodes, graph.relationships)


def test_files_that_cannot_be_used_are_listed_and_the_rest_is_read(mixed_folder: Path) -> None:
    found = extract([mixed_folder, mixed_folder / "没有.txt"])
    assert [s.file for s in found.sources] == ["b-方案.txt"]
    assert sorted((type(p), Path(p.where).name) for p in found.problems if isinstance(p, NotAPolicyDocument)) == [
        (NotAPolicyDocument, "d-菜谱.md")
    ]
    unreadable = {Path(p.where).name for p in found.problems if isinstance(p, UnreadableFile)}
    assert unreadable == {"a-空.txt", "c-图.txt", "e-表.xlsx", "没有.txt"}
    assert lines(found.graph) == lines(extract([mixed_folder / "b-方案.txt"]).graph)


def test_strict_stops_at_the_first_file_that_cannot_be_used(mixed_folder: Path) -> None:
    with pytest.raises(UnreadableFile, match="a-空"):
        extract([mixed_folder], strict=True)
    for name in ("a-空.txt", "c-图.txt", "e-表.xlsx"):
        (mixed_folder / name).unlink()
    with pytest.raises(NotAPolicyDocument, match="d-菜谱"):
        extract([mixed_folder], strict=True)
    (mixed_folder / "d-菜谱.md").unlink()
    assert extract([mixed_folder], strict=True).problems == ()


def test_nothing_to_read_is_an_empty_graph_with_its_problem(tmp_path: Path) -> None:
    found = extract([tmp_path])
    assert (dict(found.graph.nodes), dict(found.graph.relationships), found.sources) == ({}, {}, ())
    assert [p.what for p in found.problems] == ["文件夹里没有可读的文件"]


def test_progress_names_every_file_once(mixed_folder: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    extract([mixed_folder], on_progress=lambda *step: seen.append(step))
    names = ("a-空.txt", "b-方案.txt", "c-图.txt", "d-菜谱.md", "e-表.xlsx")
    assert seen == [(name, number, 5) for number, name in enumerate(names, 1)]


def test_passages_carry_their_words_only_when_asked() -> None:
    paths = [FOLDER / "action-plan.txt"]
    text = (FOLDER / "action-plan.txt").read_text("utf-8")
    passages = [n.properties for n in extract(paths).graph.nodes.values() if n.labels[0] == "Passage"]
    assert passages
    assert all(p["text"] == text[int(str(p["start"])) : int(str(p["end"]))] for p in passages)
    bare = extract(paths, text=False)
    assert [n.id for n in bare.graph.nodes.values() if "text" in n.properties] == []
    assert set(bare.graph.nodes) == set(extract(paths).graph.nodes)


def test_every_fact_fits_the_schema(everything: Extraction) -> None:
    s, graph = schema(), everything.graph
    for node in graph.nodes.values():
        assert s.core_of(node.labels) == node.labels[0]
        for key, value in node.properties.items():
            wanted = s.node_property(node.labels, key)
            assert wanted is not None, (node.id, key)
            assert wanted.accepts(value), (node.id, key)
    for r in graph.relationships.values():
        ends = graph.nodes[r.start].labels[0], graph.nodes[r.end].labels[0]
        assert s.relationships[r.type].joins(*ends), r.id
        for key, value in r.properties.items():
            wanted = s.relationship_property(r.type, key)
            assert wanted is not None, (r.id, key)
            assert wanted.accepts(value), (r.id, key)


def test_fact_that_does_not_fit_the_schema_is_skipped_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [FOLDER / "task-list.txt"]
    clean = extract(paths).graph

    def careless(reading: Reading) -> None:
        read_head(reading)
        view = normalise(reading.document.source.text, 0, 4)
        recorder = reading.recorder
        task = recorder.mention(Key("Task", "甲", reading.key), view, "test", 0.9)
        person = recorder.mention(Key("Person", "乙"), view, "test", 0.9)
        recorder.mention(Key("Galaxy", "丙"), view, "test", 0.9)
        recorder.mention(Key("Person", "丁"), view, "test", 0.9, height=180)
        recorder.link("LEADS", person, task, view, "test", 0.9)
        recorder.link("ADMIRES", person, task, view, "test", 0.9)
        recorder.link("RESPONSIBLE_FOR", Key("Person", "没有提到"), task, view, "test", 0.9)

    monkeypatch.setattr("deltatrunk.loaders.pipeline.read_head", careless)
    found = extract(paths).graph
    added = [s for s in found.skipped if s.kind == "schema" and s not in clean.skipped]
    assert len([s for s in added if s.detail.startswith(("标签 Galaxy", "Person.height"))]) == 2
    assert len([s for s in added if s.detail.startswith(("LEADS", "关系 ADMIRES", "RESPONSIBLE_FOR"))]) == 3
    assert all((s.file, s.start, s.end) == ("task-list.txt", 0, 4) for s in added)
    assert not {n.name for n in found.nodes.values()} & {"丙", "丁", "没有提到"}
    assert {r.type for r in found.relationships.values()} == {r.type for r in clean.relationships.values()}


def test_recorder_leaves_out_what_is_empty() -> None:
    view = normalise("甲乙", 0, 2)
    recorder = Recorder(Key("Document", "方案"), "a.txt")
    key = recorder.mention(Key("Park", "甲乙"), view, "test", 0.9, area=None, kind="", order=0)
    recorder.link("PART_OF", key, key, view, "test", 0.9)
    found = recorder.findings(())
    assert dict(found.mentions[0].properties) == {"order": 0}
    assert found.mentions[0].place == Place("a.txt", 0, 2, "test", 0.9)
    assert found.links == ()


def test_seconds_are_given_for_every_stage(everything: Extraction) -> None:
    assert set(everything.seconds) >= {"read", "extract"}
    assert all(seconds >= 0 for seconds in everything.seconds.values())
