"""The files that officers open."""

from __future__ import annotations

import csv
import io
import json

from openpyxl import load_workbook

from deltatrunk.queries import Column, Table

COLUMNS = (Column("name", "名称"), Column("value", "数值"), Column("items", "内容"), Column("done", "完成"))
TABLE = Table(
    "probe",
    "试：表/一",
    COLUMNS,
    (
        ("=1+1", 2800.0, ("甲", "乙"), True),
        ("+x", 7, (), False),
        ("-y", None, None, None),
        ("@z", 0.1, ("=cmd",), None),
        ("平常", -3, ("a,b", 'c"d'), True),
    ),
)


def test_csv_is_what_excel_reads() -> None:
    data = TABLE.to_csv()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["名称", "数值", "内容", "完成"]
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'+x", "'-y", "'@z", "平常"]
    assert rows[1] == ["'=1+1", "2800", "甲；乙", "true"]
    assert rows[5] == ["平常", "-3", 'a,b；c"d', "true"]


def test_json_keeps_types() -> None:
    found = json.loads(TABLE.to_json())
    assert found["columns"][0] == {"name": "name", "title": "名称"}
    assert found["rows"][0] == {"name": "=1+1", "value": 2800.0, "items": ["甲", "乙"], "done": True}


def test_xlsx_keeps_text_text_and_numbers_numbers() -> None:
    sheet = load_workbook(io.BytesIO(TABLE.to_xlsx())).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == ["名称", "数值", "内容", "完成"]
    assert [row[0].data_type for row in rows[1:]] == ["s"] * 5
    assert rows[1][0].value == "=1+1"
    assert (rows[1][1].value, rows[1][1].data_type) == (2800, "n")
    assert rows[4][2].data_type == "s"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D6"
    assert sheet.title == "试：表 一"
    assert sheet.column_dimensions["A"].width >= 10


def test_xlsx_shows_where_a_control_character_stood() -> None:
    sheet = load_workbook(io.BytesIO(Table("probe", "试", COLUMNS[:1], (("a\x01b",),)).to_xlsx())).active
    assert sheet is not None
    assert sheet["A2"].value == "a\ufffdb"


def test_a_notebook_shows_escaped_cells_and_counts_the_rest() -> None:
    shown = Table("probe", "<试>", COLUMNS[:2], (("<script>x</script>", 0.1),) * 60)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "&lt;试&gt;：60 行，这里显示前 50 行" in shown
    assert shown.count("<tr>") == 51
    assert "text-align:right" in shown


def test_a_data_frame_has_the_titles_and_keeps_numbers() -> None:
    frame = TABLE.to_pandas()
    assert list(frame.columns) == ["名称", "数值", "内容", "完成"]
    assert frame["数值"].sum() == 2804.1
    assert frame["内容"][0] == ("甲", "乙")


def test_an_empty_table_still_has_its_header() -> None:
    empty = Table("probe", "试", COLUMNS, ())
    assert empty.to_csv().decode("utf-8-sig") == "名称,数值,内容,完成\r\n"
    sheet = load_workbook(io.BytesIO(empty.to_xlsx())).active
    assert sheet is not None
    assert sheet.max_row == 1
