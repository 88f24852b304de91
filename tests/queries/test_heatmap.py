"""The matrix of parks and chains: its numbers, its order, its workbook."""

from __future__ import annotations

import io
import random
import time
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from small_graph import small_graph

from deltatrunk.graph.errors import QueryError
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import heatmap_book
from deltatrunk.queries.heatmap import KINDS, Heatmap, Tie, arrange, heatmap, seriate
from deltatrunk.queries.heatmap_book import heatmap_xlsx
from deltatrunk.queries.sources import Source

PLACE = Source("甲区行动方案", "二、任务 > 1.园区", "甲区方案.txt:42-51", "建云园，经委牵头。")
SEAT = Source("甲区行动方案", "一、企业", "甲区方案.txt:12-24", "星河公司是人工智能链主。")
BAD = '=HYPERLINK("http://x.test","点我")'


def tie(park: str, chain: str, kind: str = "重点发展", via: str = "", *, whole: tuple[str, ...] = ()) -> Tie:
    company = kind != "重点发展"
    return Tie(park, "园区", whole, chain, kind, via or chain, "企业" if company else "产业链",
               "引领" if company else "重点发展", "", "", PLACE, SEAT if company else None, 0.9)  # fmt: skip


TIES = [
    tie("云园", "人工智能"),
    tie("云园", "人工智能", "企业", "星河公司"),
    tie("云园", "人工智能", "企业", "云帆公司"),
    tie("星园", "人工智能"),
    tie("星园", "氢能", "平台", "加氢站"),
    tie("孤园", "钢铁"),
]


def place_of(cell: Any) -> str:
    """Return where a cell of a workbook leads."""
    assert cell.hyperlink is not None
    return str(cell.hyperlink.location)


@pytest.fixture
def matrix() -> Heatmap:
    return arrange(TIES, parks_known=9, aliases={"人工智能": ("AI",)})


def test_a_number_is_the_number_of_its_facts(matrix: Heatmap) -> None:
    told = {(matrix.rows[c.row].name, matrix.columns[c.column].name): c for c in matrix.cells}
    assert {key: cell.total for key, cell in told.items()} == {
        ("云园", "人工智能"): 3,
        ("星园", "人工智能"): 1,
        ("星园", "氢能"): 1,
        ("孤园", "钢铁"): 1,
    }
    assert told["云园", "人工智能"].counts == (1, 2, 0, 0)
    assert all(cell.total == len(cell.ties) for cell in matrix.cells)
    assert matrix.total == len(TIES)
    assert sum(side.total for side in matrix.rows) == sum(side.total for side in matrix.columns) == len(TIES)


def test_what_is_tied_stands_together(matrix: Heatmap) -> None:
    assert [side.name for side in matrix.rows] == ["云园", "星园", "孤园"]
    assert [side.name for side in matrix.columns] == ["人工智能", "氢能", "钢铁"]


def test_the_order_of_facts_does_not_matter(matrix: Heatmap) -> None:
    mixed = TIES.copy()
    random.Random(7).shuffle(mixed)
    assert arrange(mixed, parks_known=9, aliases={"人工智能": ("AI",)}) == matrix


def test_two_blocks_come_apart() -> None:
    numbers = {(f"{block}{i}", f"{block}-{j}"): 1 for block in "ab" for i in range(4) for j in range(4)}
    shuffled = dict(random.Random(3).sample(list(numbers.items()), len(numbers)))
    rows, columns = seriate(shuffled)
    assert [row[0] for row in rows] == ["a"] * 4 + ["b"] * 4
    assert [column[0] for column in columns] == ["a"] * 4 + ["b"] * 4


def test_nothing_gives_an_empty_matrix() -> None:
    assert arrange([]) == Heatmap((), (), ())


def test_a_store_is_asked_for_the_facts(store: BoltStore) -> None:
    store.load(small_graph())
    found = heatmap(store)
    cells = {(found.rows[c.row].name, found.columns[c.column].name): c for c in found.cells}
    assert {key: cell.counts for key, cell in cells.items()} == {
        ("云园", "人工智能"): (1, 1, 0, 0),
        ("云园", "集成电路"): (1, 0, 0, 0),
    }
    focus, company = cells["云园", "人工智能"].ties
    assert (focus.source.quote, focus.seat) == ("建云园，经委牵头。", None)
    assert (company.via, company.role, company.relation) == ("星河公司", "链主", "引领")
    assert company.seat is not None
    assert company.seat.span == "甲区方案.txt:12-24"
    assert cells["云园", "集成电路"].ties[0].segment == "芯片"
    assert (found.parks_known, found.columns[0].notes) == (2, ("AI",))
    assert found.documents == ("甲区行动方案",)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"chain": "AI"}, {("云园", "人工智能")}),
        ({"place": "甲区"}, {("云园", "人工智能"), ("云园", "集成电路")}),
        ({"place": "丁镇", "chain": "集成电路"}, {("云园", "集成电路")}),
        ({"min_confidence": 0.2}, {("云园", "人工智能"), ("云园", "集成电路"), ("星园", "集成电路")}),
    ],
    ids=["alias", "place two steps up", "place and chain", "borderline"],
)
def test_filters_leave_what_they_name(
    store: BoltStore, given: dict[str, object], expected: set[tuple[str, str]]
) -> None:
    store.load(small_graph())
    found = heatmap(store, **given)  # type: ignore[arg-type]
    assert {(found.rows[c.row].name, found.columns[c.column].name) for c in found.cells} == expected


def test_an_unknown_place_names_what_is_like_it(store: BoltStore) -> None:
    store.load(small_graph())
    with pytest.raises(QueryError) as caught:
        heatmap(store, place="丁")
    assert "丁镇" in caught.value.hint


def test_the_workbook_holds_the_matrix_and_its_facts(matrix: Heatmap) -> None:
    book = load_workbook(io.BytesIO(heatmap_xlsx(matrix)))
    assert book.sheetnames == [heatmap_book.MATRIX, heatmap_book.COUNTS, heatmap_book.FACTS, heatmap_book.NOTES]
    sheet, facts = book[heatmap_book.MATRIX], book[heatmap_book.FACTS]
    grid = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert grid == [
        ["园区", "所属", "人工智能", "氢能", "钢铁", "合计"],
        ["云园", None, 3, None, None, 3],
        ["星园", None, 1, 1, None, 2],
        ["孤园", None, None, None, 1, 1],
        ["合计", None, 4, 1, 1, 6],
    ]
    assert sheet.freeze_panes == "C2"
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["C2:E4"]
    assert [cell.value for cell in book[heatmap_book.COUNTS][1]] == ["园区", "产业链", *KINDS, "合计"]
    assert facts.max_row == len(TIES) + 1
    assert facts.auto_filter.ref == f"A1:S{facts.max_row}"
    for row in sheet.iter_rows(min_row=2, max_row=4, min_col=3, max_col=5):
        for cell in row:
            if cell.value is None:
                continue
            first = facts[place_of(cell).removeprefix(f"'{facts.title}'!")].row
            for number in range(first, first + cell.value):
                assert facts.cell(number, 1).value == sheet.cell(cell.row, 1).value
                assert facts.cell(number, 4).value == sheet.cell(1, cell.column).value
                assert place_of(facts.cell(number, 1)) == f"'{sheet.title}'!{cell.coordinate}"
    titles = [cell.value for cell in facts[1]]
    company = dict(zip(titles, [cell.value for cell in facts[3]], strict=True))
    assert (company["文件"], company["章节"], company["出处"], company["原文"]) == (
        PLACE.document, PLACE.section, PLACE.span, PLACE.quote,
    )  # fmt: skip
    assert (company["所在的出处"], company["所在的原文"]) == (SEAT.span, SEAT.quote)


def test_the_workbook_is_the_same_a_while_later(matrix: Heatmap) -> None:
    one = heatmap_xlsx(matrix)
    time.sleep(2.1)  # the clock of a zip archive ticks every two seconds
    assert heatmap_xlsx(matrix) == one


@pytest.mark.parametrize(
    "name", [BAD, "+1+1", "-1", "@SUM(A1)", "长" * 40_000, "甲\x00\x1b乙", "坏\ud800字"],
    ids=["=", "+", "-", "@", "long", "control", "surrogate"],
)  # fmt: skip
def test_hostile_texts_stay_texts(name: str) -> None:
    ties = [replace(tie(name, name, whole=(name,)), source=replace(PLACE, quote=name, document=name))]
    book = load_workbook(io.BytesIO(heatmap_xlsx(arrange(ties, chosen=[("产业链", name)]))))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n"}, (sheet.title, cell.coordinate)
    held = book[heatmap_book.MATRIX]["A2"].value
    assert isinstance(held, str)
    assert held[0] == name[0]
    assert not set(held) & {"\x00", "\x1b", "\ud800"}
