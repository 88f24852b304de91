"""The two READMEs: true, complete, and saying the same in both languages."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from fixture_types import Command, Server
from source_tree import READMES, ROOT, blocks

from deltatrunk.cli.reference import commands
from deltatrunk.cli.root import root
from deltatrunk.graph import embedded
from deltatrunk.queries import bundled
from deltatrunk.viz import views

LANGUAGES = ("bash", "powershell", "python")
NEO4J = "neo4j://127.0.0.1:7687"
PLAN = """\
# 云川区数字经济行动方案（2024-2026年）

## 一、园区

### （一）云川软件园

重点发展人工智能、云计算产业。
"""


def without_remarks(block: str) -> list[str]:
    """Return a block's lines without the remarks at their ends, which are in the reader's language."""
    return [line for raw in block.splitlines() if (line := re.sub(r"\s+# .*", "", raw).rstrip())]


def command_lines(readme: str) -> list[str]:
    lines = [line for block in blocks(readme, "bash") for line in without_remarks(block)]
    return [line for line in lines if line.startswith("deltatrunk ")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_show_the_same_code(language: str) -> None:
    english, chinese = ([without_remarks(block) for block in blocks(readme, language)] for readme in READMES)
    assert english
    assert english == chinese


@pytest.mark.parametrize("readme", READMES)
def test_readme_shows_every_command(readme: str) -> None:
    shown = command_lines(readme)
    known = [context.command_path for context in commands(click.Context(root, info_name="deltatrunk"))]
    assert [path for path in known if not any(line.startswith(path) for line in shown)] == []


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_pack_and_map_and_only_queries_that_exist(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    packs = [pack.name for pack in bundled().packs]
    assert [name for name in (*packs, *(view.name for view in views())) if f"`{name}`" not in text] == []
    examples = {name for row in re.findall(r"^\| `\w+` \|.*\| (`.*`) \|$", text, re.M) for name in row.split("`")[1::2]}
    assert len(examples) >= len(packs)
    assert examples - set(bundled().queries) == set()


@pytest.mark.parametrize("readme", READMES)
def test_readme_links_lead_to_files(readme: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", (ROOT / readme).read_text("utf-8"))
    assert "docs/schema.md" in links
    assert [link for link in links if not (ROOT / link).is_file()] == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder as the README's reader has it: with a folder of documents."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "plan.md").write_text(PLAN, "utf-8")
    (tmp_path / "places.csv").write_text("名称,经度,纬度\n西岑科创中心,120.98,31.10\n水乡客厅,120.91,31.06\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def running_store(folder: Path) -> Iterator[Path]:
    """A store whose server runs for the whole test, as a user's does after ``store start``."""
    with embedded.running(folder / "store") as info:
        yield info.folder


def test_commands_of_the_readme_do_what_they_say(
    command: Command, folder: Path, running_store: Path, neo4j_session_server: Server
) -> None:
    neo4j = neo4j_session_server
    known = f"://{neo4j.writer.user}:{neo4j.writer.password}@"
    assert command("build", "--store", running_store).code == 0
    for line in command_lines("README.md"):
        words = shlex.split(line)[1:]
        if words[0] == "store":  # has tests of its own; here the test itself keeps the server
            continue
        if NEO4J in words:
            words[words.index(NEO4J)] = f"{neo4j.where.replace('://', known)}/{neo4j.writer.database}"
        else:
            words += ["--store", str(running_store)] if words[0] != "completion" else []
        done = command(*words)
        assert done.code == 0, f"{line}\n{done.err}"
        if "-o" in words:
            assert Path(words[words.index("-o") + 1]).stat().st_size > 0, line
        else:
            assert done.out.strip(), line


def test_python_of_the_readme_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = blocks("README.md", "python")
    exec(compile(block, "README.md", "exec"), {"__name__": "readme"})
    printed = capsys.readouterr().out
    assert "人工智能" in printed
    assert "('云川软件园',)" in printed
