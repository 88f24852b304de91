"""``deltatrunk corpus``: what the person at the console is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import synthetic_corpus
from fixture_types import Command

from deltatrunk.graph.export.admin_import import write_admin_import
from deltatrunk.loaders import extract


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Two short documents and one that is none."""
    synthetic_corpus.write(tmp_path / "corpus", 2, 1, least=0.7, most=1.0)
    folder = tmp_path / "corpus" / "documents"
    folder.joinpath("recipe.txt").write_text("水煮沸后放面。\n", "utf-8")
    return folder


def test_a_corpus_is_counted_and_what_cannot_be_used_is_named(
    command: Command, documents: Path, tmp_path: Path
) -> None:
    found = command("corpus", documents, "-o", tmp_path / "out")
    assert found.code == 1
    assert "2 份文件" in found.err
    assert "不能用，已略过 1 份" in found.err
    assert "recipe.txt：看不出政策文件的结构" in found.err
    assert (tmp_path / "out" / "manifest.json").is_file()


def test_json_says_the_same_to_programs(command: Command, documents: Path, tmp_path: Path) -> None:
    found = json.loads(command("corpus", documents, "-o", tmp_path / "out", "--json").out)
    assert found["files"] == 2
    assert found["counts"]["Document"] >= 2
    assert [one["where"] for one in found["unusable"]] == ["recipe.txt"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("corpus", "nowhere", "-o", "out"), "文件不存在"),
        (("corpus", "strange://x", "-o", "out"), "打不开这种地址"),
        (("corpus", "nowhere", "-o", "out", "--scheduler", "nonsense://1"), "连不上 Dask 调度器"),
    ],
    ids=["missing", "unknown address", "unknown scheduler"],
)
def test_mistakes_are_told_in_chinese(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    found = command(*words)
    assert found.code == 1
    assert what in found.err
    assert "Traceback" not in found.err
    assert not (tmp_path / "out").exists()


def test_a_corpus_is_handed_over_as_files_for_admin_import(command: Command, documents: Path, tmp_path: Path) -> None:
    command("corpus", documents, "-o", tmp_path / "out", "--admin-import", tmp_path / "import")
    graph = extract([documents]).graph
    write_admin_import(tmp_path / "alone", graph.nodes.values(), graph.relationships.values())
    rows = [
        {path.name: sorted(path.read_text("utf-8").splitlines()) for path in folder.glob("*.csv")}
        for folder in (tmp_path / "import", tmp_path / "alone")
    ]
    assert rows[0] == rows[1]
    assert len(rows[0]) > 10
