"""Excel files: sheets of plain values to the bytes of a workbook that an office prints and hands in.

The only place that writes Excel. The same sheets give the same bytes: the time stamps of the file are
the ``date`` that is given. A text stays a text whatever it begins with; what Excel cannot hold is
shortened or replaced, so that a document's words never make a file that does not open.
"""

from __future__ import annotations

import datetime
import io
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.errors import QueryError
from .cells import Value, digits, height, is_formula, sheet_names, shown, width

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "等线"
"""Stands on every Chinese Windows with Office; elsewhere the program takes its own Chinese font."""

_EPOCH = datetime.date(1980, 1, 1)  # the first day that a zip archive knows
_ROWS, _COLUMNS = 1_048_576, 16_384
_WIDEST, _NARROWEST = 60, 8
_TITLE, _NOTE, _HEAD, _PLAIN, _BAND, _LINK = "清单标题", "清单说明", "清单表头", "清单正文", "清单隔行", "清单链接"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to another sheet of the workbook, named as in its :class:`Sheet`."""

    text: str
    sheet: str


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, its width in characters (two a Chinese one; fitted where None), its number format."""

    title: str
    width: float | None = None
    format: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under a header; above them a title and notes where there are any.

    Columns up to ``frozen`` stay in sight when one moves to the right. ``filters`` puts a filter on
    the header. Cells may be texts, numbers, booleans (shown as 是 and 否), tuples of texts (joined by
    ；), links and None.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value | Link, ...], ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    frozen: int = 0
    filters: bool = True


def workbook(sheets: Sequence[Sheet], *, title: str = "", date: datetime.date | None = None) -> bytes:
    """Return a workbook of these sheets as the bytes of an ``.xlsx`` file.

    Raises :class:`QueryError` for no sheet at all and for a sheet that is larger than Excel allows.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a heavy import that only this format needs

    if not sheets:
        raise QueryError("没有可以写的工作表")
    book = Workbook()
    book.remove(book.worksheets[0])
    _add_styles(book)
    names = sheet_names([sheet.name for sheet in sheets])
    tabs = {sheet.name: name for sheet, name in zip(reversed(sheets), reversed(names), strict=True)}
    for sheet, name in zip(sheets, names, strict=True):
        _require_room(sheet)
        _fill(book.create_sheet(name), sheet, tabs)
    book.properties.title = shown(title) or None
    book.properties.creator = "deltatrunk"
    return saved(book, date)


def _require_room(sheet: Sheet) -> None:
    lines = len(sheet.rows) + len(sheet.notes) + 2
    if lines > _ROWS or len(sheet.columns) > _COLUMNS:
        raise QueryError(
            f"工作表“{sheet.name}”有 {lines} 行 {len(sheet.columns)} 列，超出 Excel 的上限", hint="请加条件，或改用 CSV"
        )


def _fill(tab: Worksheet, sheet: Sheet, tabs: dict[str, str]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    widths = [_fitted(sheet, at) for at in range(len(sheet.columns))]
    for at, wide in enumerate(widths, 1):
        tab.column_dimensions[get_column_letter(at)].width = wide
    above = [(sheet.title, _TITLE)] if sheet.title else []
    above += [(note, _NOTE) for note in sheet.notes]
    for row, (text, style) in enumerate(above, 1):
        _write(tab.cell(row, 1), text, style)
        if len(widths) > 1:
            tab.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
        tab.row_dimensions[row].height = 28 if style == _TITLE else height([(shown(text), sum(widths))])
    head = len(above) + 1
    for at, column in enumerate(sheet.columns, 1):
        _write(tab.cell(head, at), column.title, _HEAD)
    tab.row_dimensions[head].height = height([(shown(c.title), w) for c, w in zip(sheet.columns, widths, strict=True)])
    for row, cells in enumerate(sheet.rows, head + 1):
        style = _PLAIN if (row - head) % 2 else _BAND
        for at, value in enumerate(cells, 1):
            _write(tab.cell(row, at), value, style, tabs, sheet.columns[at - 1].format)
        tab.row_dimensions[row].height = height([(_text(v), w) for v, w in zip(cells, widths, strict=True)])
    last = get_column_letter(max(len(widths), 1))
    tab.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{head + 1}"
    if sheet.filters and widths:
        tab.auto_filter.ref = f"A{head}:{last}{head + len(sheet.rows)}"
    _set_up_print(tab, sheet, head)


def _fitted(sheet: Sheet, at: int) -> float:
    """Return the width of a column: the given one, or that of its texts; always wide enough for its numbers."""
    column, cells = sheet.columns[at], [row[at] for row in sheet.rows]
    numbers = [digits(n, column.format) for cell in cells if isinstance(n := _as_number(cell), int | float)]
    least = max(numbers, default=0) + 3
    if column.width is not None:
        return max(column.width, least)
    widest = max(map(width, [column.title, *map(_text, cells)]))
    return max(min(max(widest, _NARROWEST), _WIDEST) + 2, least)


def _text(value: Value | Link) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return shown(value.text if isinstance(value, Link) else value)


def _write(
    cell: Cell | Any, value: Value | Link, style: str, tabs: dict[str, str] | None = None, format_: str = ""
) -> None:
    """Write one cell; numbers stay numbers, everything else is text that no program runs."""
    cell.style = style
    number = _as_number(value)
    if number is not None:
        cell.style = f"{style}数"
        cell.value = number
        if format_:
            cell.number_format = format_
        return
    text = _text(value)
    if not text:
        return
    cell.value = text
    cell.data_type = "s"  # openpyxl takes `=…` for a formula and `#N/A` for an error
    cell.quotePrefix = is_formula(text)
    if isinstance(value, Link) and tabs and value.sheet in tabs:
        from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

        target = tabs[value.sheet].replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!A1", display=text)
        cell.style = _LINK


def _as_number(value: Value | Link) -> int | float | None:
    """Return a number that Excel holds exactly as it is; a whole one of more than 15 digits stays a text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    fits = abs(value) < 10**15 if isinstance(value, int) else math.isfinite(value)
    return value if fits else None


def _add_styles(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side  # noqa: PLC0415
    from openpyxl.utils.indexed_list import IndexedList  # noqa: PLC0415

    # Columns are as wide as digits of the first font and of the style Normal, which openpyxl lets nobody name.
    normal = Font(name=FONT, size=11)
    book._fonts = IndexedList([normal])  # type: ignore[attr-defined]
    book._named_styles["Normal"].font = normal  # type: ignore[attr-defined]
    line = Side(style="thin", color="BFBFBF")
    box = Border(left=line, right=line, top=line, bottom=line)
    top, middle = Alignment(vertical="top", wrap_text=True), Alignment(vertical="center", wrap_text=True)
    number = Alignment(horizontal="right", vertical="top", indent=1)
    plain, grey = Font(name=FONT, size=10), PatternFill("solid", fgColor="F2F2F2")
    link = Font(name=FONT, size=10, color="0563C1", underline="single")
    for style in (
        NamedStyle(_TITLE, font=Font(name=FONT, size=16, bold=True), alignment=middle),
        NamedStyle(_NOTE, font=Font(name=FONT, size=10, color="595959"), alignment=top),
        NamedStyle(_HEAD, font=Font(name=FONT, size=10, bold=True), border=box, alignment=middle,
                   fill=PatternFill("solid", fgColor="D9E2F3")),
        NamedStyle(_PLAIN, font=plain, border=box, alignment=top),
        NamedStyle(_BAND, font=plain, border=box, alignment=top, fill=grey),
        NamedStyle(f"{_PLAIN}数", font=plain, border=box, alignment=number),
        NamedStyle(f"{_BAND}数", font=plain, border=box, alignment=number, fill=grey),
        NamedStyle(_LINK, font=link, border=box, alignment=top),
    ):  # fmt: skip
        book.add_named_style(style)


def _set_up_print(tab: Worksheet, sheet: Sheet, head: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    tab.print_title_rows = f"{head}:{head}"
    tab.page_setup.paperSize = tab.PAPERSIZE_A4
    tab.page_setup.orientation = "landscape"
    tab.page_setup.fitToWidth, tab.page_setup.fitToHeight = 1, 0
    tab.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    tab.page_margins.left = tab.page_margins.right = 0.4
    tab.page_margins.top = tab.page_margins.bottom = 0.75
    tab.page_margins.header = tab.page_margins.footer = 0.3
    above = shown(sheet.title or sheet.name)[:80].replace("&", "&&")
    for place, text in ((tab.oddHeader, above), (tab.oddFooter, "第 &P 页 共 &N 页")):
        if place is not None:
            place.center.text = text


def saved(book: Workbook, date: datetime.date | None = None) -> bytes:
    """Return a book's bytes without the clock: neither the properties nor the archive carry the time of writing."""
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    stamp = max(date or _EPOCH, _EPOCH)
    book.properties.created = book.properties.modified = datetime.datetime(stamp.year, stamp.month, stamp.day)  # noqa: DTZ001 - openpyxl wants it without a zone
    raw, out = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(raw, "w")).save()  # Workbook.save would stamp the time of writing
    with zipfile.ZipFile(raw) as written, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in written.namelist():
            entry = zipfile.ZipInfo(name, (stamp.year, stamp.month, stamp.day, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 0
            fixed.writestr(entry, written.read(name))
    return out.getvalue()
