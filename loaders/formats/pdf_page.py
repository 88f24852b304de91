"""One page of a PDF: its characters and its ruling lines, as the library gives them, to lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .grid import Cell, grid
from .lines import one_cell
from .pdf_tables import Ruled, Stroke, ruled_tables

_LETTER = re.compile(r"[A-Za-z]")
_SPACE = (" ", "\u3000", "\xa0", "\t")


@dataclass(frozen=True, slots=True)
class Char:
    """A character and its box, in points from the page's lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box; ``size`` is the height of its characters."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page in reading order: lines, and tables as rows of cells."""

    number: int
    pieces: tuple[Line | tuple[tuple[str, ...], ...], ...]
    height: float


def shaped(number: int, height: float, chars: list[Char], strokes: list[Stroke]) -> Page:
    """Put the characters of a page into lines and, where ruling lines form grids, into tables."""
    tables = ruled_tables(strokes) if chars else ()
    return Page(number, tuple(_pieces(chars, tables)), height)


def _pieces(chars: list[Char], tables: tuple[Ruled, ...]) -> Iterator[Line | tuple[tuple[str, ...], ...]]:
    """Put characters into lines and tables; a table stands where its first character stands."""
    inside: dict[int, dict[tuple[int, int], list[Char]]] = {}
    order: list[tuple[str, int]] = []
    line: list[Char] = []
    lines: list[list[Char]] = []
    for char in chars:
        k = next((k for k, t in enumerate(tables) if t.holds(*_middle(char))), None)
        if k is not None:
            if k not in inside:
                inside[k] = {}
                order.append(("table", k))
                line = []
            inside[k].setdefault(tables[k].cell_at(*_middle(char)), []).append(char)
            continue
        if not line or not _same_line(line[-1], char):
            if char.text in _SPACE:
                continue
            line = []
            lines.append(line)
            order.append(("line", len(lines) - 1))
        line.append(char)
    for kind, k in order:
        if kind == "line":
            yield _line(lines[k])
        else:
            rows = _rows(tables[k], inside[k])
            yield tuple(tuple(row) for row in grid(rows))


def _middle(char: Char) -> tuple[float, float]:
    return (char.left + char.right) / 2, (char.bottom + char.top) / 2


def _same_line(before: Char, char: Char) -> bool:
    """Tell whether a character goes on with a line: level with it and not far to the left of its end."""
    height = max(before.top - before.bottom, char.top - char.bottom, 1.0)
    level = min(before.top, char.top) - max(before.bottom, char.bottom) > 0.4 * min(
        max(before.top - before.bottom, 1.0), max(char.top - char.bottom, 1.0)
    )
    return level and char.left > before.left - 0.6 * height


def _line(chars: list[Char]) -> Line:
    while chars and chars[-1].text in _SPACE:
        chars.pop()
    inked = [c for c in chars if c.text not in _SPACE]
    sizes = sorted(c.top - c.bottom for c in inked)
    text: list[str] = []
    for k, char in enumerate(chars):
        previous = chars[k - 1] if k else None
        if previous is not None and char.left - previous.right > 0.9 * max(sizes[len(sizes) // 2], 1.0):
            text.append("" if text[-1] in _SPACE or char.text in _SPACE else " ")
        text.append(char.text)
    return Line(
        "".join(text), min(c.left for c in inked), max(c.right for c in inked),
        min(c.bottom for c in inked), max(c.top for c in inked), sizes[len(sizes) // 2],
    )  # fmt: skip


def _rows(table: Ruled, inside: dict[tuple[int, int], list[Char]]) -> list[list[Cell]]:
    return [
        [Cell(_cell_text(inside.get((r, c), [])), rows, columns) for c, rows, columns in row]
        for r, row in enumerate(table.cells())
    ]


def _cell_text(chars: list[Char]) -> str:
    """Join the lines of a cell: broken by its edge, not by its author, but where each line ends a name."""
    lines: list[list[Char]] = []
    for char in chars:
        if not lines or not _same_line(lines[-1][-1], char):
            lines.append([])
        lines[-1].append(char)
    texts = [t for t in (_line(one).text for one in lines if any(c.text not in _SPACE for c in one)) if t]
    return one_cell(wrapped(texts))


def wrapped(lines: list[str]) -> list[str]:
    """Join lines that an edge broke; a space stays between two Latin words, none inside a number."""
    found = ""
    for line in lines:
        latin = found and (_LETTER.match(found[-1]) or _LETTER.match(line[0])) and found[-1].isascii()
        found += (" " if latin and found[-1].isalnum() and line[0].isascii() and line[0].isalnum() else "") + line
    return [found] if found else []
