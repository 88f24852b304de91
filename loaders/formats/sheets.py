"""Sheets of .xlsx and .csv files to titled tables, each row with the cells that it stands in."""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from ...graph.errors import UnreadableFile
from ..text import check_lines, decode
from .grid import MAX_COLUMNS, Cell, grid
from .lines import Extracted, Lines, one_cell
from .zipped import Zipped

if TYPE_CHECKING:
    from .sheet_merges import Merge

MAX_ROWS = 100_000
_MAX_CELLS = 2_000_000
_MAX_EMPTY = 10_000
"""What stands below that many empty rows is a slip or an attack."""
_MAX_CELL = 32_767
"""Excel's own limit."""
_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表|表格?|table)\s*\d*$", re.IGNORECASE)
_PERCENT = re.compile(r"^0(?:\.(0+))?%$")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet's name and its rows from the first, as cells with what they span."""

    name: str
    rows: list[list[Cell]]


def read_xlsx(data: bytes, file: str) -> Extracted:
    """Read the visible sheets of a workbook; raises :class:`UnreadableFile` for what is broken or hostile."""
    import openpyxl  # noqa: PLC0415 - takes longer to start than a sheet takes to read

    from .package import check_package  # noqa: PLC0415
    from .sheet_merges import merges  # noqa: PLC0415

    with Zipped(data, file) as zipped:
        check_package(zipped, "xl/workbook.xml", "Excel")
        merged = merges(zipped)
    try:
        # the library prints and warns about styles that it does not find: nothing that a reader of facts needs
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                sheets = [
                    _Sheet(sheet.title, _rows(sheet, merged.get(sheet.title, ()), file))
                    for sheet in book.worksheets
                    if sheet.sheet_state == "visible"
                ]
            finally:
                book.close()
    except (zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, SyntaxError, OSError) as error:
        # the library checks little of what it reads
        raise UnreadableFile("工作簿已损坏", where=file, hint="请用 Excel 或 WPS 打开后重新另存") from error
    return _written(sheets, file, "xlsx")


def read_csv(data: bytes, file: str) -> Extracted:
    """Read values between commas, semicolons or tabs; raises :class:`UnreadableFile`."""
    text, encoding = decode(data, file)
    text = check_lines(text, file).lstrip("\ufeff")
    first = text[:65536].split("\n", 1)[0]
    delimiter = max((",", "\t", ";", "，"), key=first.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([Cell(one_cell(cell.splitlines())) for cell in row[:MAX_COLUMNS]])
            if len(rows) > MAX_ROWS:
                raise UnreadableFile(f"超过 {MAX_ROWS} 行的上限", where=file, hint="请拆分后再载入")
    except csv.Error as error:
        raise UnreadableFile("不是规整的 CSV 表格", where=file, hint="请用 Excel 打开，另存为 .xlsx") from error
    return _written([_Sheet("", rows)], file, encoding)


def _rows(sheet: Any, merged: tuple[Merge, ...], file: str) -> list[list[Cell]]:
    sheet.reset_dimensions()  # what a file says of its size need not be true
    found: list[list[Cell]] = []
    waiting = sorted(merged, key=lambda m: -m.top)
    active: list[Merge] = []
    filled = cells = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
        while waiting and waiting[-1].top <= number:
            active.append(waiting.pop())
        active = [m for m in active if m.bottom >= number]
        line = _row(row, number, active)
        found.append(line)
        cells += len(line)
        filled = len(found) if any(c.text for c in line) else filled
        if len(found) - filled > _MAX_EMPTY:
            break
        if filled > MAX_ROWS or cells > _MAX_CELLS:
            raise UnreadableFile(f"工作表超过 {MAX_ROWS} 行的上限", where=file, hint="请拆分后再载入")
    return found[:filled]


def _row(row: Sequence[Any], number: int, active: list[Merge]) -> list[Cell]:
    """Return the cells of a row that are no continuation of a merged one."""
    covered = {c for m in active for c in range(m.left, min(m.right, MAX_COLUMNS) + 1)}
    starts = {m.left: m for m in active if m.top == number}
    width = max((c for c, cell in enumerate(row, 1) if cell.value is not None), default=0)
    found: list[Cell] = []
    for c, cell in enumerate(row[: max(width, max(covered, default=0))], 1):
        merge = starts.get(c)
        if merge is not None:
            tall, wide = merge.bottom - merge.top + 1, merge.right - merge.left + 1
            found.append(Cell(_text(cell), tall, wide))
        elif c not in covered:
            found.append(Cell(_text(cell)))
    return found


def _text(cell: Any) -> str:
    """Write a value as the sheet shows it, as far as its kind says."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, float | int):
        percent = _PERCENT.match(str(cell.number_format or ""))
        number = round(value * 100, 6) if percent else value
        text = str(int(number)) if abs(number) < 1e15 and number == int(number) else repr(round(number, 10))
        return f"{text}%" if percent else text
    return one_cell(str(value)[:_MAX_CELL].splitlines())


def _written(sheets: list[_Sheet], file: str, encoding: str) -> Extracted:
    """Write each sheet as a title and a table, several sheets under a heading each.

    A sheet without a title goes by the file's name, or by its own where it is the only one.
    """
    lines = Lines(file)
    sheets = [sheet for sheet in sheets if sheet.rows]
    for sheet in sheets:
        rows = sheet.rows
        first = next((k for k, row in enumerate(rows) if sum(bool(c.text) for c in row) > 1), len(rows))
        titles = [(k, c.text) for k, row in enumerate(rows[:first]) for c in row if c.text]
        table = grid(rows[first:])
        several = len(sheets) > 1
        if not titles:
            given = "" if several or _DEFAULT_NAME.match(sheet.name) else sheet.name
            titles = [(first, given or PurePosixPath(file).stem)]
        if several:
            lines.mark(cell=_place(sheet.name, 1, 1))
            lines.add(f"# {sheet.name}")
        for k, title in titles:
            lines.mark(cell=_place(sheet.name, k + 1, 1))
            lines.add(title)
        collapsed = len(rows) - first - len(table)
        for k, row in enumerate(table):
            if any(row):
                lines.mark(cell=_place(sheet.name, first + k + 1 + (collapsed if k else 0), len(row)))
                lines.row(row)
    return lines.extracted(encoding, tabular=True)


def _place(sheet: str, row: int, columns: int) -> str:
    """Name the cells of a row as Excel's name box takes them.

    >>> _place("企业", 5, 3), _place("", 2, 1)
    ('企业!A5:C5', 'A2')
    """
    last, rest = "", columns
    while rest:
        rest, letter = divmod(rest - 1, 26)
        last = chr(ord("A") + letter) + last
    quoted = f"'{sheet}'" if re.search(r"[^\w]", sheet) else sheet
    cells = f"A{row}:{last}{row}" if columns > 1 else f"A{row}"
    return f"{quoted}!{cells}" if sheet else cells
