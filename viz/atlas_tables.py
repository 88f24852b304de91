"""The atlas' tables: what a row shows at once and what it shows when it is opened, with its place in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..queries.atlas import Answers
from ..queries.header import Column
from ..queries.listing import Listing
from ..queries.sources import text
from ..queries.table import Cell, Table
from .geometry import em
from .page import shown

EVIDENCE = frozenset({"document", "section", "span", "quote", "confidence", "rule", "actual_span"})
"""Columns that tell where a row comes from; they are seen when a row is opened."""
WIDEST = 10
"""So many columns stand side by side; the others are seen when a row is opened."""
_LONGEST = 1200
_NARROW, _WIDE = 11.0, 26.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: title, share of the width, whether it holds numbers, and ``main`` where it is always seen."""

    name: str
    title: str
    width: float
    number: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the atlas: its rules in words, its columns, its rows of texts and numbers."""

    name: str
    title: str
    purpose: str
    rules: tuple[tuple[str, str], ...]
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str | int | float, ...], ...]


def list_sheets(answers: Answers) -> tuple[Sheet, ...]:
    """Return the lists of a promotion office as sheets."""
    found = []
    for listing, table in zip(answers.lists.listings, answers.lists.tables, strict=True):
        widths = {column.name: column.width for column in listing.columns}
        purpose = f"{listing.purpose}；{listing.handed_in}"
        found.append(_sheet(table, purpose, _rules(listing), widths))
    return tuple(found)


def indicator_sheets(answers: Answers) -> tuple[Sheet, ...]:
    """Return the tables behind the charts: values, targets beside achievements, chains in numbers."""
    tables = (answers.values, answers.compared, answers.chains)
    said = (
        "每个主体、每项指标在文件里写明的全部数值",
        "目标与离它最近一年的实际",
        "每条产业链在文件里点名的企业、园区等各有几个",
    )
    return tuple(_sheet(table, purpose, (), {}) for table, purpose in zip(tables, said, strict=True))


def _rules(listing: Listing) -> tuple[tuple[str, str], ...]:
    return tuple((shown(name, 60), shown(rule)) for name, rule in listing.rules)


def _sheet(table: Table, purpose: str, rules: tuple[tuple[str, str], ...], widths: Mapping[str, float]) -> Sheet:
    seen = [column.name for column in table.columns if column.name not in EVIDENCE]
    numbers = [_is_number(table.column(column.name)) for column in table.columns]
    rows = tuple(tuple(_cell(cell, number) for cell, number in zip(row, numbers, strict=True)) for row in table.rows)
    # A column in which nothing is said tells nothing; it stays with what a row shows when it is opened.
    said = [name for name in seen if any(cell not in (None, "", ()) for cell in table.column(name))]
    main = set(said[:WIDEST])
    wide = [_width(column, [row[at] for row in rows], widths) for at, column in enumerate(table.columns)]
    headings = tuple(
        Heading(column.name, column.title, width, number, column.name in main)
        for column, width, number in zip(table.columns, wide, numbers, strict=True)
    )
    return Sheet(table.query, table.title, purpose, rules, headings, rows)


def _width(column: Column, cells: Sequence[str | int | float], widths: Mapping[str, float]) -> float:
    """Return a column's share: the list's own, else by what three of four cells need; short words stay unbroken."""
    needed = sorted(em(str(cell)) for cell in cells) or [0.0]
    whole = min(_NARROW, max(needed[-1], em(column.title)) + 1.5)
    return round(max(whole, widths.get(column.name, min(_WIDE, needed[len(needed) * 3 // 4] + 1.5))), 1)


def _is_number(cells: Sequence[Cell]) -> bool:
    held = [cell for cell in cells if cell is not None]
    return bool(held) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in held)


def _cell(cell: Cell, number: bool) -> str | int | float:
    if number and isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return shown(text(cell), _LONGEST)
