"""An answer as a table: Chinese column titles, plain values, and the files that officers open."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..graph.errors import QueryError
from ..graph.export.tables import cell_text, csv_bytes
from ..graph.model import Node, Relationship
from ..graph.table_html import table_html
from .cells import Value
from .header import Column

if TYPE_CHECKING:
    import pandas

Cell = Value


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
        """Return a workbook of one sheet, see :func:`deltatrunk.queries.workbook.workbook`."""
        from .workbook import Sheet, SheetColumn, workbook  # noqa: PLC0415 - only this format needs it

        columns = tuple(SheetColumn(column.title) for column in self.columns)
        return workbook((Sheet(self.title or self.query, columns, self.rows),), title=self.title)


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


def _shown(value: Cell) -> str:
    if value is None:
        return ""
    return "；".join(value) if isinstance(value, tuple) else str(value)
