"""Cells that span rows and columns to a plain grid, and a grid to lines.

A value that spans rows stands in each of them, because a row is read by itself; a value that spans
columns stands in the first. A header of several rows becomes one.
"""

from __future__ import annotations

from dataclasses import dataclass

from .lines import Lines

MAX_COLUMNS = 200
MAX_SPAN_ROWS = 1_000
_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text and how many rows and columns it spans."""

    text: str
    rows: int = 1
    columns: int = 1


def grid(rows: list[list[Cell]]) -> list[list[str]]:
    """Lay the cells of a table out, each row as wide as the widest."""
    found: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    header_ends = _header_rows(rows)
    most = min(max((len(row) for row in rows), default=0), MAX_COLUMNS)  # "over all columns" may say 100
    for number, row in enumerate(rows):
        line: list[str] = []
        cells = iter(row)
        cell = next(cells, None)
        while len(line) < MAX_COLUMNS and (cell is not None or any(k >= len(line) for k in below)):
            here = len(line)
            if here in below:
                left, text = below.pop(here)
                line.append("" if number < header_ends else text)
                if left > 1:
                    below[here] = (left - 1, text)
                continue
            if cell is None:
                line.append("")
                continue
            for k in range(min(cell.columns, most, MAX_COLUMNS - here)):
                # a header over several columns belongs to each of them, any other text stands once
                text = cell.text if k == 0 or number < header_ends - 1 else ""
                line.append(text)
                if cell.rows > 1:
                    below[here + k] = (min(cell.rows, MAX_SPAN_ROWS) - 1, text)
            cell = next(cells, None)
        found.append(line)
    width = max((len(line) for line in found), default=0)
    full = [line + [""] * (width - len(line)) for line in found]
    if header_ends > 1:
        header = ["".join(dict.fromkeys(t for t in column if t)) for column in zip(*full[:header_ends], strict=True)]
        full[:header_ends] = [header]
    return full


def _header_rows(rows: list[list[Cell]]) -> int:
    """Count the rows of the header: as many as its tallest cell, where another cell of it spans columns."""
    first = rows[0] if rows else []
    tallest = max((c.rows for c in first), default=1)
    wide = any(c.columns > 1 for c in first) and len(first) > 1
    return tallest if wide and 1 < tallest <= min(_HEADER_ROWS, len(rows)) else 1


def add_rows(lines: Lines, rows: list[list[str]], *, body: bool = False) -> None:
    """Write a grid: a row of one value before the header is a line of its own, others keep their cells.

    With ``body`` the rows go on with a table whose header stands above.
    """
    for row in rows:
        filled = [text for text in row if text]
        if not filled:
            continue
        if len(filled) == 1 and not body:
            lines.add(filled[0])
            continue
        body = True
        lines.row(row)
