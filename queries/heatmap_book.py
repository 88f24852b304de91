"""招商热力图 as an Excel workbook: the matrix, counts by kind, every fact with its place, the rules.

The same heatmap gives the same bytes. A text that begins like a formula stays a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from .cells import height, is_formula, shown
from .heatmap import EMPTY, KINDS, ORDER, RULE, Heatmap
from .sources import Source
from .workbook import FONT, saved

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Border
    from openpyxl.worksheet.worksheet import Worksheet

MATRIX, COUNTS, FACTS, NOTES = "热力图", "分类计数", "事实", "说明"
_FACT_TITLES = (
    "园区", "类型", "所属", "产业链", "联系", "依据", "依据类型", "与产业链的关系", "角色", "环节或技术",
    "文件", "章节", "出处", "原文", "所在的文件", "所在的章节", "所在的出处", "所在的原文", "置信度",
)  # fmt: skip
_FACT_WIDTHS = (26, 10, 24, 16, 10, 26, 16, 14, 10, 16, 34, 40, 34, 60, 34, 40, 34, 60, 9)
_SUM, _HEAD, _LINK = "F3F6F9", "DDEBF7", "0B57B8"
_ACROSS = 24
"""Chains that a landscape A4 page takes side by side."""


def heatmap_xlsx(heatmap: Heatmap) -> bytes:
    """Return the workbook's bytes. A cell of the matrix leads to its first fact, a fact back to the matrix."""
    from openpyxl import Workbook  # noqa: PLC0415 - a heavy import that only this needs

    book = Workbook()
    matrix = book.worksheets[0]
    matrix.title = MATRIX
    _matrix(matrix, heatmap)
    _counts(book.create_sheet(COUNTS), heatmap)
    _facts(book.create_sheet(FACTS), heatmap)
    _notes(book.create_sheet(NOTES), heatmap)
    return saved(book)


def _matrix(sheet: Worksheet, heatmap: Heatmap) -> None:
    from openpyxl.formatting.rule import ColorScaleRule  # noqa: PLC0415
    from openpyxl.styles import Alignment  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    width, height = len(heatmap.columns), len(heatmap.rows)
    for column, title in enumerate(("园区", "所属", *(side.name for side in heatmap.columns), "合计"), 1):
        cell = _put(sheet, 1, column, title, bold=True, fill=_HEAD)
        upright = 2 < column <= width + 2
        cell.alignment = Alignment(
            text_rotation=255 if upright else 0, horizontal="center" if upright else "left", vertical="bottom",
            wrap_text=not upright,
        )  # fmt: skip
        sheet.column_dimensions[get_column_letter(column)].width = {1: 32, 2: 24, width + 3: 8}.get(column, 4.5)
    longest = max(len(side.name) for side in heatmap.columns)
    sheet.row_dimensions[1].height = min(max(15 * longest + 8, 60), 400)
    for row, side in enumerate(heatmap.rows, 2):
        notes = "、".join(side.notes)
        _put(sheet, row, 1, side.name, wrap=True)
        _put(sheet, row, 2, notes, wrap=True)
        _tall(sheet, row, ((side.name, 32), (notes, 24)))
        _put(sheet, row, width + 3, side.total, bold=True, fill=_SUM)
    for at in ((row, column) for row in range(2, height + 2) for column in range(1, width + 4)):
        sheet.cell(*at).border = _thin()
    first = 2
    for held in heatmap.cells:
        cell = _put(sheet, held.row + 2, held.column + 3, held.total)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        _lead(cell, f"'{FACTS}'!A{first}", f"{side_names(heatmap, held.row, held.column)}：看事实")
        first += held.total
    _put(sheet, height + 2, 1, "合计", bold=True, fill=_SUM)
    _put(sheet, height + 2, 2, "", fill=_SUM)
    for column, total in enumerate((*(side.total for side in heatmap.columns), heatmap.total), 3):
        _put(sheet, height + 2, column, total, bold=True, fill=_SUM).alignment = Alignment(horizontal="center")
    scale = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="num", start_value=1, start_color="E1EDF8", end_type="max", end_color="7DB3DD"
    )
    sheet.conditional_formatting.add(f"C2:{get_column_letter(width + 2)}{height + 1}", scale)
    _page(sheet, freeze="C2", filtered="")
    sheet.page_setup.fitToWidth = -(-width // _ACROSS)
    sheet.print_title_cols = "A:A"


def _counts(sheet: Worksheet, heatmap: Heatmap) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    _header(sheet, ("园区", "产业链", *KINDS, "合计"), (32, 20, 10, 8, 8, 8, 8))
    for row, cell in enumerate(heatmap.cells, 2):
        values: tuple[str | int, ...] = (
            heatmap.rows[cell.row].name,
            heatmap.columns[cell.column].name,
            *cell.counts,
            cell.total,
        )
        for column, value in enumerate(values, 1):
            _put(sheet, row, column, value)
    for column in range(3, 4 + len(KINDS)):
        sheet.cell(1, column).alignment = Alignment(horizontal="right")
    _page(sheet, freeze="C2", filtered=f"A1:G{len(heatmap.cells) + 1}")


def _facts(sheet: Worksheet, heatmap: Heatmap) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    _header(sheet, _FACT_TITLES, _FACT_WIDTHS)
    row = 2
    for cell in heatmap.cells:
        back = f"'{MATRIX}'!{get_column_letter(cell.column + 3)}{cell.row + 2}"
        for tie in cell.ties:
            seat = tie.seat or Source("", "", "")
            values: tuple[str | float, ...] = (
                tie.park, tie.park_type, "、".join(tie.whole), tie.chain, tie.kind, tie.via, tie.via_type, tie.relation,
                tie.role, tie.segment, *_place(tie.source), *_place(seat), tie.confidence,
            )  # fmt: skip
            for column, value in enumerate(values, 1):
                _put(sheet, row, column, value, wrap=True)
            _lead(cast("Cell", sheet.cell(row, 1)), back, "回到热力图")
            _tall(sheet, row, zip(values, _FACT_WIDTHS, strict=True))
            row += 1
    _page(sheet, freeze="B2", filtered=f"A1:{get_column_letter(len(_FACT_TITLES))}{row - 1}")
    sheet.page_setup.paperSize = 8  # A3: nineteen columns, two pages side by side
    sheet.page_setup.fitToWidth = 2
    sheet.print_title_cols = "A:A"


def _notes(sheet: Worksheet, heatmap: Heatmap) -> None:
    lines = [
        ("怎样数", RULE),
        ("空格", EMPTY),
        ("次序", ORDER),
        ("怎样看", f"点“{MATRIX}”里的数，到“{FACTS}”表中这一格的第一条事实；“{FACTS}”表可按园区、产业链筛选。"),
        ("全部", f"{len(heatmap.rows)} 行，{len(heatmap.columns)} 条产业链，{heatmap.total} 条事实。"),
        ("园区总数", f"文件共写到 {heatmap.parks_known} 个园区。"),
        *heatmap.chosen,
        *(("来源文件", name) for name in heatmap.documents),
    ]  # fmt: skip
    _header(sheet, ("项目", "说明"), (16, 100))
    for row, (title, value) in enumerate(lines, 2):
        _put(sheet, row, 1, title)
        _put(sheet, row, 2, value, wrap=True)
        _tall(sheet, row, ((value, 100),))
    _page(sheet, freeze="A2", filtered="")


def side_names(heatmap: Heatmap, row: int, column: int) -> str:
    """Return a cell's park and chain."""
    return f"{heatmap.rows[row].name} × {heatmap.columns[column].name}"[:120]


def _place(source: Source) -> tuple[str, str, str, str]:
    return source.document, source.section, source.span, source.quote


def _header(sheet: Worksheet, titles: Sequence[str], widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for column, (title, width) in enumerate(zip(titles, widths, strict=True), 1):
        _put(sheet, 1, column, title, bold=True, fill=_HEAD)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _put(
    sheet: Worksheet, row: int, column: int, value: str | float, *, bold: bool = False, fill: str = "",
    wrap: bool = False,
) -> Cell:  # fmt: skip
    """Write a cell; a text never becomes a formula, and what Excel cannot hold is left out of it."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    cell = cast("Cell", sheet.cell(row, column))  # nothing is merged here
    if isinstance(value, str):
        value = shown(value)
    cell.value = value or None if isinstance(value, str) else value
    if isinstance(value, str) and value:
        cell.data_type = "s"
        cell.quotePrefix = is_formula(value)
    cell.alignment = Alignment(vertical="center" if not wrap else "top", wrap_text=wrap)
    if bold:
        cell.font = Font(name=FONT, bold=True)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    return cell


def _tall(sheet: Worksheet, row: int, cells: Iterable[tuple[object, float]]) -> None:
    """Make a row as high as the longest of its texts needs in a column of that width; Excel does not by itself."""
    sheet.row_dimensions[row].height = height([(str(value), wide) for value, wide in cells])


def _thin() -> Border:
    from openpyxl.styles import Border, Side  # noqa: PLC0415

    side = Side(style="thin", color="D0D7DF")
    return Border(left=side, right=side, top=side, bottom=side)


def _lead(cell: Cell, location: str, tip: str) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.worksheet.hyperlink import Hyperlink  # noqa: PLC0415

    shown = cell.value
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location, tooltip=tip.translate(_NO_CONTROLS))
    cell.value = shown  # a hyperlink without an address of its own must not replace what is shown
    if isinstance(shown, str):
        cell.data_type = "s"
        cell.font = Font(name=FONT, color=_LINK, underline="single")


_NO_CONTROLS = dict.fromkeys([*range(32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], " ")


def _page(sheet: Worksheet, *, freeze: str, filtered: str) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    sheet.freeze_panes = freeze
    if filtered:
        sheet.auto_filter.ref = filtered
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter.center if sheet.oddFooter is not None else None
    if footer is not None:
        footer.text = "第 &P 页，共 &N 页"
