"""Help pages and wrong usage: Chinese, two lines, exit code 2, no server needed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from fixture_types import Command

from deltatrunk.cli.root import root
from deltatrunk.queries import Column, Table
from deltatrunk.queries.table import plain

ENGLISH = re.compile(r"\b(Usage|Options|Commands|Show this|required|default|Error|Missing|Invalid|No such)\b")
TWO_LINES = re.compile(r"错误：[^\n]+\n请：[^\n]+\n")


def pages(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from pages(found, (*words, name))
        else:
            yield (*words, name)


PAGES = list(pages(root))


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_a_help_page_is_chinese(command: Command, words: tuple[str, ...]) -> None:
    shown = command(*words, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("用法：deltatrunk")
    assert not ENGLISH.search(shown.out)


@pytest.mark.parametrize("words", [p for p in PAGES if p and p not in {("completion",)}], ids=" ".join)
def test_every_command_takes_the_common_options(command: Command, words: tuple[str, ...]) -> None:
    shown = command(*words, "--help").out
    if "命令:" not in shown:
        assert all(option in shown for option in ("--store", "--json", "--quiet", "--verbose"))


WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "unknown command": (("nope",), "没有命令 nope"),
    "unknown sub-command": (("query", "nope"), "没有命令 nope"),
    "unknown option": (("build", "--storee", "x"), "--store"),
    "no name": (("query", "run"), "缺少 名称"),
    "no path": (("extract", "-o", "g.jsonl"), "缺少 文件或文件夹"),
    "no output": (("extract", "x"), "-o/--output"),
    "extra words": (("info", "x"), "x"),
    "option without its word": (("info", "--store"), "--store"),
    "unknown format": (("export", "--format", "rdf", "-o", "x"), "rdf"),
    "unknown map": (("map", "nope", "-o", "x.html"), "chain-leaders"),
    "unknown query": (("query", "run", "chain-leader"), "没有查询 chain-leader"),
    "unknown parameter": (("query", "run", "chain-leaders", "-p", "x=1"), "min_confidence"),
    "parameter without value": (("query", "run", "chain-leaders", "-p", "chain"), "参数=值"),
    "parameter of another type": (("query", "run", "chain-leaders", "-p", "min_confidence=高"), "min_confidence"),
    "missing parameter": (("query", "run", "about"), "-p name="),
    "picture as rows": (("query", "run", "about-picture"), "是一张图"),
    "xlsx on the screen": (("query", "run", "chain-leaders", "--format", "xlsx"), "-o"),
    "table into a file": (("query", "run", "chain-leaders", "--format", "table", "-o", "x.txt"), "table"),
    "atlas of another kind": (("atlas", "-o", "a.pdf"), ".html"),
    "atlas of a day in other words": (("atlas", "-o", "a.html", "--date", "今天"), "2026-11-21"),
    "heatmap of another kind": (("heatmap", "-o", "h.pdf"), ".html、.xlsx"),
    "confidence out of range": (("heatmap", "-o", "h.html", "--min-confidence", "3"), "0 到 1"),
    "dossier of nothing": (("dossier", "-o", "d.html"), "二选一"),
    "dossier of one and all": (("dossier", "--all", "--chain", "x", "-d", "d"), "二选一"),
    "one dossier without its file": (("dossier", "--chain", "x", "-d", "d"), "-o"),
    "all dossiers without a folder": (("dossier", "--all"), "-d"),
    "dossier of another kind": (("dossier", "--chain", "x", "-o", "d.docx"), ".html"),
    "a date in other words": (("dossier", "--chain", "x", "-o", "d.html", "--date", "今天"), "2026-01-31"),
    "maps without a folder": (("maps", "--chain", "x"), "-d"),
    "no pack": (("query", "list", "--pack", "nowhere"), "nowhere"),
    "unknown shell": (("completion", "tcsh"), "tcsh"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG.keys())
def test_wrong_usage_says_what_and_what_to_do(command: Command, words: tuple[str, ...], said: str) -> None:
    done = command(*words)
    assert (done.code, done.out) == (2, "")
    assert TWO_LINES.fullmatch(done.err), done.err
    assert said in done.err
    assert not ENGLISH.search(done.err)


def test_no_words_show_the_help(command: Command) -> None:
    shown = command()
    assert shown.code == 0
    assert shown.out.startswith("用法：deltatrunk [选项] 命令")


def test_the_version_is_shown(command: Command) -> None:
    import deltatrunk

    assert command("--version").out == f"deltatrunk {deltatrunk.__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_explained(command: Command, shell: str) -> None:
    assert f"_DELTATRUNK_COMPLETE={shell}_source" in command("completion", shell).out


@pytest.fixture
def broken_command() -> Iterator[None]:
    @root.command("break-down")
    def break_down() -> None:
        raise RuntimeError("坏了\n第二行")

    yield
    del root.commands["break-down"]


def test_an_unexpected_error_shows_no_traceback(command: Command, broken_command: None) -> None:
    done = command("break-down")
    assert done.code == 1
    assert TWO_LINES.fullmatch(done.err)
    assert "RuntimeError" in done.err
    assert "Traceback" in command("-v", "break-down").err


@pytest.mark.parametrize("encoding", ["gbk", "cp437", "ascii"])
def test_output_is_utf8_on_any_console(encoding: str, tmp_path: Path) -> None:
    import os

    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "deltatrunk", "query", "list"],
        capture_output=True, env=environment, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert "十个基座依次是哪些" in done.stdout.decode("utf-8")


def test_help_and_lists_start_no_server_and_import_no_driver() -> None:
    code = (
        "import sys; from deltatrunk.cli import main; main(['--help']); main(['query', 'list']);"
        "print([m for m in ('neo4j', 'networkx', 'pyvis', 'openpyxl') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("extract", "", "-o", "g.jsonl"), "路径是空的"),
        (("build", ""), "路径是空的"),
        (("query", "run", "chain-companies", "-o", "a.pdf"), "不会写 .pdf 文件"),
        (("query", "run", "chain-companies", "-o", "a"), "看不出 a 是什么格式"),
        (("query", "run", "chain-companies", "-p", "chain=a", "-p", "chain=b"), "参数 chain 给了两次"),
    ],
)
def test_wrong_usage_is_named_before_anything_runs(command: Command, words: tuple[str, ...], says: str) -> None:
    done = command(*words)
    assert done.code == 2
    assert says in done.err


def test_an_empty_store_name_is_not_the_default_store(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    done = command("info", "--store", "")
    assert done.code == 1
    assert "没有给出图库的位置" in done.err
    assert list(tmp_path.iterdir()) == []


def test_numbers_that_json_does_not_know_are_null() -> None:
    table = Table("q", "题", (Column("x", "数"),), ((plain(float("nan")),), (plain(float("inf")),)))
    assert json.loads(table.to_json())["rows"] == [{"x": None}, {"x": None}]


def test_an_interrupt_is_told_even_where_closing_fails_over_it(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise BufferError("cannot be re-sized")

    monkeypatch.setattr("deltatrunk.cli.ask._catalogue", interrupted)
    done = command("query", "list")
    assert (done.code, done.err.splitlines()[0]) == (1, "错误：已中断")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_the_output_is_told() -> None:
    words = [sys.executable, "-m", "deltatrunk", "query", "list"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert "写不出结果：磁盘空间不足" in done.stderr.decode("utf-8")
