"""An answer as a table: Chinese column titles, plain values, and the files that officers open."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.errors import QueryError
from ..graph.export.tables import cell_text, csv_bytes
from ..graph.model import Node, Relationship
from ..graph.table_html import table_html
from .header import Column

if TYPE_CHECKING:
    import pandas
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | bool | tuple[str, ...] | None
"""What a table holds; a list is a tuple of strings."""

_WIDEST, _NARROWEST = 60, 8
_FORBIDDEN_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titled columns; ``query`` and ``title`` name the question that they answer."""

    query: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> list[dict[str, Cell]]:
        """Return one dict a row, keyed by column name (for programs; :meth:`to_pandas` keeps the Chinese titles)."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return one column's cells; raises :class:`QueryError` naming the known columns."""
        names = [column.name for column in self.columns]
        if name not in names:
            raise QueryError(f"没有列 {name}", where=self.query, hint=f"可用的列：{'、'.join(names)}")
        return tuple(row[names.index(name)] for row in self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a ``pandas.DataFrame`` under the Chinese titles; pandas comes with the extra ``notebooks``."""
        import pandas  # noqa: PLC0415 - optional, and heavy

        return pandas.DataFrame(list(self.rows), columns=[column.title for column in self.columns])

    def _repr_html_(self) -> str:
        return table_html([column.title for column in self.columns], self.rows, self.title)

    def to_json(self) -> str:
        """Return JSON for machines: the query, its columns with titles, and one object a row."""
        value = {
            "query": self.query,
            "title": self.title,
            "columns": [{"name": c.name, "title": c.title} for c in self.columns],
            "rows": self.records(),
        }
        return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"

    def to_csv(self) -> bytes:
        """Return CSV as Excel opens it: Chinese titles, UTF-8 with BOM, no cell that runs as a formula."""
        titles = tuple(cell_text(c.title) for c in self.columns)
        return csv_bytes([titles, *(tuple(map(cell_text, row)) for row in self.rows)])

    def to_xlsx(self) -> bytes:
        """Return a workbook: frozen header, filter, fitted widths, numbers as numbers, text as text."""
        from openpyxl import Workbook  # noqa: PLC0415 - a heavy import that only this format needs
        from openpyxl.utils.exceptions import IllegalCharacterError  # noqa: PLC0415

        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = self.title.translate(_FORBIDDEN_IN_SHEET_NAMES)[:31] or self.query[:31]
        try:
            _fill(sheet, self)
        except IllegalCharacterError as error:
            raise QueryError(
                "结果里有 Excel 不能保存的控制字符", where=self.query, hint="请改用 --format csv"
            ) from error
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def plain(value: object) -> Cell:
    """Turn whatever a statement may return into a cell: nodes, relationships and paths by name and type."""
    match value:
        case float() if not math.isfinite(value):
            return None  # JSON and Excel have no such number
        case None | str() | bool() | int() | float():
            return value
        case Node():
            return value.name if "name" in value.properties else value.id
        case Relationship():
            return value.id
        case Mapping():
            return json.dumps({str(k): plain(v) for k, v in value.items()}, ensure_ascii=False, default=list)
        case list() | tuple():
            return tuple(_shown(plain(item)) for item in value)
        case _:
            return str(value)


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for row, cells in enumerate([tuple(c.title for c in table.columns), *table.rows], 1):
        for number, value in enumerate(cells, 1):
            cell = sheet.cell(row, number)
            shown = "；".join(value) if isinstance(value, tuple) else value
            cell.value = shown
            if isinstance(shown, str):
                cell.data_type = "s"  # a text that begins with = + - @ stays a text, never a formula
                cell.quotePrefix = shown.startswith(("=", "+", "-", "@"))
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(shown, str) and _width(shown) > _WIDEST)
            if row == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="DDEBF7")
    for number, column in enumerate(table.columns, 1):
        texts = [column.title, *(_shown(row[number - 1]) for row in table.rows)]
        widest = max(map(_width, texts))
        sheet.column_dimensions[get_column_letter(number)].width = min(max(widest, _NARROWEST), _WIDEST) + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = _fit_to_width()


def _fit_to_width() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    return PageSetupProperties(fitToPage=True)


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    return "；".join(value) if isinstance(value, tuple) else str(value)


def _width(text: str) -> int:
    """Columns that a text takes: a Chinese character is two wide."""
    return max((sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in text.split("\n")), default=0)
