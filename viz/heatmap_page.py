"""招商热力图 as one HTML page: a semantic table whose cells open their facts.

Without scripts the facts stand beneath the table and each cell links to its own; on paper the table
comes in bands of columns that fit a landscape sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..queries.heatmap import EMPTY, KINDS, ORDER, RULE, Cell, Heatmap, Side, Tie
from .page import render_page, shown

TITLE = "招商热力图"
BAND = 20
"""Columns that an A4 sheet takes side by side at a size that can be read."""
_NAME, _HEAD = 40, 14
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Level:
    """A class of numbers that shares a colour: 1 is the lightest."""

    number: int
    label: str
    most: int


@dataclass(frozen=True, slots=True)
class _Head:
    name: str
    full: str
    words: str
    note: str
    total: int
    cells: tuple[_Square | None, ...] = ()


@dataclass(frozen=True, slots=True)
class _Square:
    id: str
    total: int
    level: int
    told: str
    counted: str
    park: str
    chain: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class _Band:
    label: str
    columns: tuple[_Head, ...]
    rows: tuple[_Head, ...]
    spare: range


def heatmap_html(heatmap: Heatmap) -> str:
    """Return the whole page. The same heatmap gives the same text, byte for byte."""
    steps = levels(max((cell.total for cell in heatmap.cells), default=1))
    squares = {(cell.row, cell.column): _square(heatmap, cell, steps) for cell in heatmap.cells}
    columns = tuple(_head(side, _HEAD) for side in heatmap.columns)
    rows = tuple(
        _head(side, _NAME, tuple(squares.get((at, column)) for column in range(len(columns))))
        for at, side in enumerate(heatmap.rows)
    )
    return render_page(
        "heatmap.html",
        styles=("page.css", "heatmap.css"),
        scripts=("heatmap.js",),
        title=TITLE,
        subtitle=subtitle(heatmap),
        levels=steps,
        rows=rows,
        columns=columns,
        cells=tuple(squares.values()),
        bands=_bands(columns, rows),
        total=heatmap.total,
        rule=RULE,
        empty=EMPTY,
        order=ORDER,
        chosen=heatmap.chosen,
        documents=heatmap.documents,
    )


def subtitle(heatmap: Heatmap) -> str:
    """Say how much the matrix shows, and of how many."""
    known = f"（文件共写到 {heatmap.parks_known} 个园区）" if heatmap.parks_known else ""
    zones = sum(side.type != "园区" for side in heatmap.rows)
    parks = f"{len(heatmap.rows) - zones} 个园区{known}" + (f"、{zones} 个片区" if zones else "")
    return f"{parks} × {len(heatmap.columns)} 条产业链，{heatmap.total} 条事实"


def levels(highest: int) -> tuple[Level, ...]:
    """Return at most five classes of numbers up to the highest, finer at the lower end.

    >>> [level.label for level in levels(3)], [level.label for level in levels(32)]
    (['1', '2', '3'], ['1–2', '3–4', '5–8', '9–16', '17–32'])
    """
    tops = sorted({min(highest, step if highest <= _STEPS else round(highest ** (step / _STEPS)))
                   for step in range(1, _STEPS + 1)})  # fmt: skip
    found, low = [], 1
    for number, top in enumerate(tops, 1):
        found.append(Level(number, str(top) if top == low else f"{low}–{top}", top))
        low = top + 1
    return tuple(found)


def counted(cell: Cell) -> str:
    """Say how many facts of each kind a cell has."""
    return "，".join(f"{kind} {n}" for kind, n in zip(KINDS, cell.counts, strict=True) if n)


def _head(side: Side, most: int, cells: tuple[_Square | None, ...] = ()) -> _Head:
    full = shown(side.name)
    note = shown("、".join(side.notes), 60) if cells else ""
    words = " ".join([full, *(shown(name, 60) for name in side.notes)]).lower()
    told = full if cells or not side.notes else f"{full}（又作 {shown('、'.join(side.notes), 120)}）"
    return _Head(shown(side.name, most), told, words, note, side.total, cells)


def _square(heatmap: Heatmap, cell: Cell, steps: Sequence[Level]) -> _Square:
    park, chain = shown(heatmap.rows[cell.row].name, 80), shown(heatmap.columns[cell.column].name, 80)
    level = next(step.number for step in steps if cell.total <= step.most)
    said = f"{cell.total} 条：{counted(cell)}"
    told = f"{park} × {chain}，{said}"
    return _Square(f"c{cell.row}-{cell.column}", cell.total, level, told, said, park, chain, cell.ties)


def _bands(columns: Sequence[_Head], rows: Sequence[_Head]) -> tuple[_Band, ...]:
    """Cut the columns into bands for paper; a band lists the rows that have something in it."""
    found = []
    for start in range(0, len(columns), BAND):
        part = slice(start, start + BAND)
        kept = [(row, row.cells[part]) for row in rows if any(row.cells[part])]
        label = f"产业链 {start + 1}–{min(start + BAND, len(columns))}"
        found.append(
            _Band(
                label,
                tuple(columns[part]),
                tuple(_Head(r.name, r.full, "", "", r.total, cells) for r, cells in kept),
                range(BAND - len(columns[part]) if start else 0),
            )
        )
    return tuple(found)
