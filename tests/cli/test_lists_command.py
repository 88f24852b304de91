"""``lists`` on the embedded store, over one small graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fixture_types import Command, Outcome, Server
from openpyxl import load_workbook
from small_graph import PLACES, SENTENCE, small_graph

from deltatrunk.graph.opening import open_store

NAMES = ["gaps", "promotion", "cooperation", "projects", "companies", "magnets", "duties", "indicators"]


class Console:
    """Commands that all go to one store."""

    def __init__(self, run: Command, store: str) -> None:
        self.run, self.store = run, store

    def __call__(self, *words: object) -> Outcome:
        return self.run("lists", *words, "--store", self.store)


@pytest.fixture
def console(command: Command, arcadedb_server: Server) -> Console:
    """A console on the embedded store, which holds the small graph."""
    with open_store(arcadedb_server.where) as store:
        store.load(small_graph())
    return Console(command, arcadedb_server.where)


def test_the_lists_are_shown_without_a_store(command: Command) -> None:
    shown = command("lists", "list")
    assert shown.code == 0
    assert "补链固链强链清单" in shown.out
    assert command("lists", "--list").out == shown.out
    assert [row["name"] for row in json.loads(command("lists", "list", "--json").out)] == NAMES


def test_a_workbook_of_all_lists_is_written(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "lists.xlsx"
    done = console("-o", file, "--date", "2026-11-21", "--title", "甲区清单")
    assert done.code == 0
    assert f"写入 {file}：补链固链强链清单 " in done.err
    assert "没有原文" not in done.err
    book = load_workbook(file)
    assert len(book.sheetnames) == 10
    assert book["封面"]["A1"].value == "甲区清单"
    assert book["封面"]["A2"].value == "编制日期：2026 年 11 月 21 日"
    companies = [[cell.value for cell in row] for row in book["企业目标库"].iter_rows(min_row=4)]
    star = next(row for row in companies if row[0] == "星河公司")
    assert star[1:3] == ["人工智能", "链主"]
    assert PLACES[SENTENCE] in star
    again = tmp_path / "again.xlsx"
    assert console("-o", again, "--date", "2026-11-21", "--title", "甲区清单", "-q").err == ""
    assert again.read_bytes() == file.read_bytes()


def test_some_lists_of_one_chain_are_written_as_csv(console: Console, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert console("gaps", "企业目标库", "--chain", "AI", "--format", "csv", "-o", folder).code == 0
    assert {file.name for file in folder.iterdir()} == {"补链固链强链清单.csv", "企业目标库.csv", "规则与来源.csv"}
    lines = folder.joinpath("补链固链强链清单.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("人工智能,（全链）,,强链,文件称 1 家企业")


def test_machines_get_the_rows_or_where_they_are(console: Console, tmp_path: Path) -> None:
    (found,) = json.loads(console("duties", "--json").out)["lists"]
    assert found["name"] == "duties"
    first = found["rows"][0]
    assert (first["task"], first["leading"], first["units"]) == ("建云园", ["经委"], ["未提及"])
    file = tmp_path / "lists.xlsx"
    written = json.loads(console("duties", "--json", "-o", file).out)
    assert written == {"output": str(file), "lists": [{"name": "duties", "title": "任务责任清单", "rows": 2}]}


def test_rows_without_words_are_counted(command: Command, arcadedb_server: Server, tmp_path: Path) -> None:
    with open_store(arcadedb_server.where) as store:
        store.load(small_graph(text=False))
    done = Console(command, arcadedb_server.where)("duties", "-o", tmp_path / "lists.xlsx")
    assert "2 条没有原文；加 --documents" in done.err


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ((), "要用 -o 写到文件"),
        (("-o", "lists.docx"), "不会写 .docx 文件"),
        (("-o", "lists.xlsx", "--format", "csv"), "写的是文件夹"),
        (("-o", "lists.xlsx", "--date", "昨天"), "--date 应写成"),
        (("gap", "-o", "lists.xlsx"), "没有清单 gap"),
    ],
)
def test_wrong_usage_is_said_before_a_store_opens(command: Command, words: tuple[str, ...], what: str) -> None:
    done = command("lists", *words, "--store", "/nowhere/at/all")
    assert done.code == 2
    assert what in done.err


def test_an_unknown_chain_names_what_is_close(console: Console, tmp_path: Path) -> None:
    done = console("--chain", "人工", "-o", tmp_path / "lists.xlsx")
    assert done.code == 2
    assert "图中没有产业链“人工”" in done.err
    assert "人工智能" in done.err
    assert not tmp_path.joinpath("lists.xlsx").exists()
