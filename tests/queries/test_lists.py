"""The lists over the bundled facts, on both stores, and what is handed in."""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from deltatrunk.api import Store
from deltatrunk.graph.errors import ExportError, QueryError
from deltatrunk.graph.rows import Rows
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import Lists, Table, compile_lists, listings
from deltatrunk.queries.list_book import is_list_file, lists_csv, lists_workbook, write_lists

TITLES = [found.title for found in listings().lists.values()]


@pytest.fixture(scope="module")
def whole(full_store: BoltStore) -> Lists:
    return compile_lists(full_store)


def named(lists: Lists, name: str) -> Table:
    return next(table for table in lists.tables if table.query == name)


def sheet(data: bytes, name: str) -> Worksheet:
    found = load_workbook(io.BytesIO(data))[name]
    assert isinstance(found, Worksheet)
    return found


def test_all_lists_have_rows_that_say_where_they_stand(whole: Lists) -> None:
    assert [table.title for table in whole.tables] == TITLES
    for table in whole.tables:
        assert len(table) > 0
        assert all(table.column("document")), table.title
        assert all(str(words).startswith("见 ") for words in table.column("quote")), table.title
    assert whole.wordless == sum(map(len, whole.tables))


def test_gaps_follow_their_rule(whole: Lists) -> None:
    for row in named(whole, "gaps").records():
        companies = row["companies"]
        count = 0 if companies == ("未提及",) else len(companies) if isinstance(companies, tuple) else -1
        leads = bool(row["leaders"]) and row["object"] == "（全链）"
        wanted = "强链" if leads or count > 2 else "固链" if count else "补链"
        assert row["action"] == wanted, row


def test_segments_stand_under_their_chain(whole: Lists) -> None:
    chains = named(whole, "gaps").column("chain")
    starts = [chain for at, chain in enumerate(chains) if at == 0 or chains[at - 1] != chain]
    assert len(starts) == len(set(starts))
    assert named(whole, "gaps").column("object")[:4] == ("（全链）", "核心零部件制造", "本体制造", "系统集成服务")


def test_a_magnet_meets_as_many_criteria_as_its_row_explains(whole: Lists) -> None:
    for row in named(whole, "magnets").records():
        counts = [row[name] for name in ("builds", "chains", "parks", "tasks", "cooperations")]
        met = sum(row[name] == "是" for name in ("leader", "partner")) + sum(n != 0 for n in counts)
        explained = row["explained"]
        assert isinstance(explained, tuple)
        assert row["met"] == met == len(explained) >= 2


def test_differences_are_those_of_the_numbers_beside_them(whole: Lists) -> None:
    compared = [row for row in named(whole, "indicators").records() if row["actual"] is not None]
    assert len(compared) > 5
    for row in compared:
        actual, value, difference, rate = (row[name] for name in ("actual", "value", "difference", "rate"))
        assert isinstance(actual, float)
        assert isinstance(value, float)
        assert difference == pytest.approx(actual - value)
        assert rate == pytest.approx(actual / value, abs=1e-6)


def test_one_chain_keeps_to_that_chain(full_store: BoltStore) -> None:
    found = compile_lists(full_store, ["gaps", "companies", "项目库"], chain="卫星互联网")
    assert [table.query for table in found.tables] == ["gaps", "companies", "projects"]
    assert set(found.tables[0].column("chain")) == set(found.tables[1].column("chain")) == {"卫星互联网"}
    assert Counter(found.tables[2].column("source"))["项目表"] >= 2


def test_a_chain_that_nobody_mentions_is_refused_with_what_is_like_it(full_store: BoltStore) -> None:
    with pytest.raises(QueryError, match="图中没有产业链“人工智"):
        compile_lists(full_store, ["gaps"], chain="人工智")
    with pytest.raises(QueryError) as refused:
        compile_lists(full_store, chain="人工智")
    assert "人工智能" in refused.value.hint


def test_the_workbook_has_cover_lists_and_rules(whole: Lists) -> None:
    data = lists_workbook(whole, date=datetime.date(2026, 11, 21))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["封面", *TITLES, "规则与来源"]
    cover = [[cell.value for cell in row] for row in sheet(data, "封面").iter_rows()]
    text = "\n".join(str(row[0]) for row in cover)
    assert cover[0][0] == "长三角数字干线招商清单"
    assert "编制日期：2026 年 11 月 21 日" in text
    assert f"共 {sum(map(len, whole.tables))} 条，来自 " in text
    assert "--documents" in text
    assert [row[1] for row in cover if row[1] in TITLES] == TITLES
    gaps = sheet(data, TITLES[0])
    assert gaps.freeze_panes == "C4"
    assert gaps.max_row == len(whole.tables[0]) + 3
    assert "（环节总数 " in str(gaps["A2"].value)
    rules = {row[1].value: row for row in sheet(data, "规则与来源").iter_rows()}
    assert rules["长三角数字干线发展规划纲要"][3].value == "青府发〔2022〕13号"
    assert {"未提及", "置信度", "补链", "固链", "强链"} <= set(rules)


def test_the_same_store_gives_the_same_bytes(full_store: BoltStore, whole: Lists) -> None:
    assert lists_workbook(whole) == lists_workbook(compile_lists(full_store))
    assert lists_csv(whole) == lists_csv(compile_lists(full_store))


def test_csv_is_a_file_a_list(whole: Lists, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    write_lists(whole, folder)
    assert sorted(file.name for file in folder.iterdir()) == sorted(f"{title}.csv" for title in (*TITLES, "规则与来源"))
    assert all(is_list_file(file.name) for file in folder.iterdir())
    data = folder.joinpath("项目库.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0][:3] == ["序号", "项目", "来源"]
    assert len(rows) == len(named(whole, "projects")) + 1
    write_lists(whole, folder)  # an earlier one is replaced
    folder.joinpath("mine.txt").write_text("", "utf-8")
    with pytest.raises(ExportError, match="含有别的文件"):
        write_lists(whole, folder)
    with pytest.raises(ExportError, match=r"不会写 \.doc 文件"):
        write_lists(whole, tmp_path / "lists.doc")


def test_the_api_gives_tables_and_files(full_store: BoltStore, tmp_path: Path) -> None:
    store = Store(full_store)
    (projects,) = store.lists("projects", chain="人工智能")
    assert "腾讯长三角人工智能先进计算中心" in projects.column("project")
    store.write_lists(tmp_path / "lists.xlsx", "projects", title="试", date=datetime.date(2026, 1, 2))
    book = load_workbook(tmp_path / "lists.xlsx")
    assert book.sheetnames == ["封面", "项目库", "规则与来源"]
    assert book.properties.title == "试"


class Empty:
    """A store that holds nothing."""

    def read(self, text: str, parameters: Mapping[str, object] | None = None) -> Rows:
        counted = "AS total" in text
        return Rows(("total",), ((0,),)) if counted else Rows((), ())


def test_an_empty_store_gives_lists_without_rows() -> None:
    steps: list[tuple[str, int, int]] = []
    found = compile_lists(Empty(), step=lambda *step: steps.append(step))
    assert steps == [(title, at, 8) for at, title in enumerate(TITLES)]
    data = lists_workbook(found)
    assert "没有符合条件的内容" in str(sheet(data, "项目库")["A2"].value)
    assert sheet(data, "项目库").max_row == 3
    assert "文件日期：未提及" in [row[0].value for row in sheet(data, "封面").iter_rows()]
