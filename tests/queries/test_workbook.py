"""Workbooks, read back with openpyxl."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from deltatrunk.graph.errors import QueryError
from deltatrunk.queries.workbook import Link, Sheet, SheetColumn, workbook

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "#N/A", '=HYPERLINK("x")', "x" * 40_000, "a\x01b")
COLUMNS = (SheetColumn("名称", 12), SheetColumn("数值", 10, "0.0%"), SheetColumn("内容"))
SHEET = Sheet(
    "清单/一", COLUMNS, (("甲", 0.25, ("一", "二")), (Link("去封面", "封面"), 3, True), (None, None, "长" * 100)),
    title="清单一", notes=("说明", "再说明"), frozen=1,
)  # fmt: skip
COVER = Sheet("封面", (SheetColumn("清单"),), ((Link("清单一", "清单/一"),), (Link("没有", "别处"),)), filters=False)


def opened(data: bytes, name: str) -> Worksheet:
    sheet = load_workbook(io.BytesIO(data))[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_a_sheet_has_title_notes_header_and_rows() -> None:
    sheet = opened(workbook((COVER, SHEET)), "清单 一")
    assert [sheet.cell(row, 1).value for row in range(1, 7)] == ["清单一", "说明", "再说明", "名称", "甲", "去封面"]
    assert [cell.value for cell in sheet[5]] == ["甲", 0.25, "一；二"]
    assert [cell.value for cell in sheet[6]] == ["去封面", 3, "是"]
    assert sheet.freeze_panes == "B5"
    assert sheet.auto_filter.ref == "A4:C7"
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:C1", "A2:C2", "A3:C3"}


def test_numbers_stay_numbers_with_their_format() -> None:
    sheet = opened(workbook((SHEET,)), "清单 一")
    assert (sheet["B5"].data_type, sheet["B5"].number_format) == ("n", "0.0%")
    assert sheet["B5"].alignment.horizontal == "right"
    long = Sheet("数", (SheetColumn("数"),), ((10**15,), (float("inf"),), (float("nan"),), (-2.5,)))
    found = opened(workbook((long,)), "数")
    assert [found.cell(row, 1).value for row in range(2, 6)] == ["1000000000000000", None, None, -2.5]


def test_widths_and_heights_show_long_texts_whole() -> None:
    sheet = opened(workbook((SHEET,)), "清单 一")
    assert [sheet.column_dimensions[x].width for x in "ABC"] == [12, 10, 62]
    assert sheet["C7"].alignment.wrap_text
    heights = [sheet.row_dimensions[row].height for row in (5, 7)]
    assert heights[0] is not None
    assert heights[1] is not None
    assert heights[1] >= 3 * heights[0] - 10  # 200 wide in a column of 62


def test_every_font_is_a_chinese_one() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook((COVER, SHEET)))) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert set(re.findall(r'<name val="([^"]+)"', styles)) == {"等线"}


def test_links_lead_to_sheets_that_exist() -> None:
    data = workbook((COVER, SHEET))
    cover, sheet = opened(data, "封面"), opened(data, "清单 一")
    assert cover["A2"].hyperlink is not None
    assert cover["A2"].hyperlink.location == "'清单 一'!A1"
    assert sheet["A6"].hyperlink is not None
    assert sheet["A6"].hyperlink.location == "'封面'!A1"
    assert (cover["A3"].value, cover["A3"].hyperlink) == ("没有", None)
    assert cover.auto_filter.ref is None


def test_hostile_cells_are_text() -> None:
    data = workbook((Sheet("试", (SheetColumn("=甲"),), tuple((text,) for text in HOSTILE), title="=1+1"),))
    sheet = opened(data, "试")
    cells = [sheet.cell(row, 1) for row in range(1, len(HOSTILE) + 3)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:6]] == ["=1+1", "=甲", *HOSTILE[:4]]
    assert all(cell.quotePrefix for cell in cells[:8])
    assert cells[7].value == "\n=1"
    assert len(str(cells[11].value)) == 32_767
    assert cells[12].value == "a\ufffdb"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_it_prints_on_a4_with_page_numbers() -> None:
    sheet = opened(workbook((Sheet("甲&乙", COLUMNS, ()),)), "甲&乙")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    for place, text in ((sheet.oddFooter, "第 &P 页 共 &N 页"), (sheet.oddHeader, "甲&&乙")):
        assert place is not None
        assert place.center.text == text


def test_the_same_sheets_give_the_same_bytes() -> None:
    day = datetime.date(2026, 11, 21)
    assert workbook((COVER, SHEET), date=day) == workbook((COVER, SHEET), date=day)
    book = load_workbook(io.BytesIO(workbook((SHEET,), title="题", date=day)))
    for stamp in (book.properties.created, book.properties.modified):
        assert stamp is not None
        assert stamp.isoformat() == "2026-11-21T00:00:00"
    assert (book.properties.title, book.properties.creator) == ("题", "deltatrunk")
    with zipfile.ZipFile(io.BytesIO(workbook((SHEET,)))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_excel_cannot_hold_is_refused() -> None:
    with pytest.raises(QueryError, match="没有可以写的工作表"):
        workbook(())
    with pytest.raises(QueryError, match="超出 Excel 的上限"):
        workbook((Sheet("宽", tuple(SheetColumn("x") for _ in range(16_385)), ()),))
