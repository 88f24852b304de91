"""The generated pages are what the schema and the commands say now."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from fixture_types import Command
from source_tree import ROOT

from deltatrunk.cli.reference import commands
from deltatrunk.cli.reference import markdown as command_page
from deltatrunk.cli.root import root
from deltatrunk.graph.schema import Label, RelationshipType, parse_schema, schema
from deltatrunk.graph.schema_docs import markdown as schema_page
from deltatrunk.queries import bundled
from deltatrunk.queries.analysis import measures
from deltatrunk.queries.analysis.analysis_docs import markdown as analysis_page
from deltatrunk.queries.pack_docs import markdown as query_page
from deltatrunk.viz import views

SMALL = """
version: 7
node_properties: {}
relationship_properties: {}
labels:
  Thing:
    {title: 事物, description: a thing, color: "#000000", shape: dot,
     properties: {size: {type: float, required: true, title: 大小, description: "small | large"}}}
  Marked: {title: 标记, description: a marked thing, color: "#111111", shape: dot, extends: [Thing], properties: {}}
relationships:
  NEAR: {title: 邻近, description: stands near, symmetric: true, ends: [[[Thing], [Thing]]], properties: {}}
"""


def test_schema_page_is_current() -> None:
    assert (ROOT / "docs" / "schema.md").read_text("utf-8") == schema_page(schema())


def test_command_page_is_current() -> None:
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == command_page(root)


def test_query_page_is_current_and_names_every_query() -> None:
    page = (ROOT / "docs" / "packs.md").read_text("utf-8")
    assert page == query_page(bundled())
    assert [q.name for q in bundled().queries.values() if f"| `{q.name}` {q.title} |" not in page] == []


def test_analysis_page_is_current_and_defines_every_measure() -> None:
    page = (ROOT / "docs" / "analysis.md").read_text("utf-8")
    assert page == analysis_page()
    for measure in measures():
        told = (measure.title, measure.question, measure.definition, measure.source, measure.counts, measure.limits)
        assert [text for text in told if not text or text not in page] == [], measure.name


def test_maps_page_and_readmes_name_every_map() -> None:
    for file in ("docs/maps.md", "README.md", "README.zh.md"):
        page = (ROOT / file).read_text("utf-8")
        assert [spec.name for spec in views() if f"| `{spec.name}` |" not in page] == [], file


def test_schema_page_names_every_label_type_and_property() -> None:
    page = schema_page(schema())
    kinds: list[Label | RelationshipType] = [*schema().labels.values(), *schema().relationships.values()]
    assert [kind.name for kind in kinds if f"### {kind.name}\n" not in page] == []
    assert [p for kind in kinds for p in kind.properties if f"| `{p}` |" not in page] == []


def test_schema_page_tells_ends_marks_and_needs() -> None:
    page = schema_page(parse_schema(SMALL))
    assert "(version 7)" in page
    assert "| `size` | 大小 | float, required | small \\| large |" in page
    assert "标记. A marked thing. Added to `Thing`." in page
    assert "邻近. Stands near. Without direction.\n\n- `Thing` → `Thing`" in page


def test_command_page_shows_every_command_and_option() -> None:
    page = command_page(root)
    for context in commands(click.Context(root, info_name="deltatrunk")):
        section = page.partition(f"## {context.command_path}\n")[2].partition("\n## ")[0]
        assert section, context.command_path
        for parameter in context.command.params:
            if isinstance(parameter, click.Option) and parameter.expose_value:
                assert all(f"`{name}" in section for name in parameter.opts), parameter.name


def test_maintenance_commands_stay_out_of_help_and_page(command: Command) -> None:
    assert "snapshot" not in command("--help").out
    assert "deltatrunk snapshot" not in command_page(root)


def test_docs_check_names_the_page_that_differs(command: Command, tmp_path: Path) -> None:
    assert command("docs", tmp_path).code == 0
    assert command("docs", tmp_path, "--check").code == 0
    (tmp_path / "cli.md").write_text("old", "utf-8")
    done = command("docs", tmp_path, "--check")
    assert done.code == 1
    assert f"{tmp_path / 'cli.md'}：与生成的不同" in done.err
    assert (tmp_path / "cli.md").read_text("utf-8") == "old"


def test_the_example_of_a_query_page_is_a_query(command: Command, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "queries.md").read_text("utf-8")
    example = re.search(r"```cypher\n(.*?)```", page, re.DOTALL)
    assert example is not None
    (tmp_path / "pack.yaml").write_text("title: 我的查询\n", "utf-8")
    (tmp_path / "zone-parks.cypher").write_text(example[1], "utf-8")
    done = command("query", "show", "zone-parks", "--pack", tmp_path)
    assert done.code == 0, done.err
    assert "一个片区里有哪些园区" in done.out


PLAN = "# 云川区数字经济行动方案（2024-2026年）\n\n## 一、总体要求\n\n到2026年，建设3个园区。\n"


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    return folder


def test_snapshot_check_fails_when_documents_and_snapshot_differ(
    command: Command, documents: Path, tmp_path: Path
) -> None:
    file = tmp_path / "facts.jsonl"
    assert command("snapshot", documents, file).code == 0
    assert command("snapshot", documents, file, "--check").code == 0
    (documents / "plan.txt").write_text(PLAN.replace("云川", "青崖"), "utf-8")
    assert command("snapshot", documents, file, "--check").code == 1


def test_snapshot_holds_no_words_of_a_passage(command: Command, documents: Path, tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    command("snapshot", documents, file)
    assert "云川区数字经济行动方案" in file.read_text("utf-8")
    assert "建设3个园区" not in file.read_text("utf-8")


def test_snapshot_of_the_dev_documents_is_the_bundled_one(command: Command) -> None:
    shared = ROOT.parent / "shared" / "documents"
    if not shared.is_dir():
        pytest.skip("the documents are not at hand")
    done = command("snapshot", shared, ROOT / "loaders" / "data" / "bundled.jsonl", "--check")
    assert done.code == 0, done.err
