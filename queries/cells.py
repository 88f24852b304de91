"""What a cell of a sheet may hold, how wide it is and how high: pure functions on text."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence

Value = str | int | float | bool | tuple[str, ...] | None
"""What a cell holds; a list is a tuple of strings."""

LONGEST = 32_767
"""Characters that Excel keeps in a cell, counted as UTF-16 does."""
TALLEST = 409.0
"""Points that a row may be high."""

_LINE, _PADDING = 15.0, 4.0  # points a line of 10-point type takes in the tallest of the usual fonts
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_RESERVED = {"history"}
_LONGEST_NAME = 31


def shown(value: Value) -> str:
    """Return a value as the text that a sheet holds.

    Control characters become U+FFFD, so that one sees that something stood there; line ends are
    line feeds; a text that is too long ends in ….
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    text = "；".join(value) if isinstance(value, tuple) else str(value)
    text = _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ESCAPE.sub("_x005F_", text)  # Excel would read _x0041_ as A
    return text if _units(text) <= LONGEST else _cut(text, LONGEST - 1) + "…"


def is_formula(text: str) -> bool:
    """Tell whether a text begins as what some spreadsheet would run."""
    return text.startswith(_FORMULA)


def width(text: str) -> int:
    """Return the columns that the longest line of a text takes: a Chinese character is two wide."""
    return max((sum(map(_wide, line)) for line in text.split("\n")), default=0)


def digits(value: float, format_: str) -> int:
    """Return the characters that a number takes; a column that is narrower shows ``###``."""
    if format_.endswith("%"):
        return len(f"{value:.{len(format_.partition('.')[2]) - 1 if '.' in format_ else 0}%}")
    return len(f"{value:.{len(format_.partition('.')[2])}f}" if format_.startswith("0") else f"{value:.12g}")


def height(cells: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row whose cells hold these texts in columns of these widths."""
    lines = max((_lines(text, wide) for text, wide in cells), default=1)
    return min(lines * _LINE + _PADDING, TALLEST)


def sheet_names(names: Sequence[str]) -> list[str]:
    """Return names that Excel takes for sheets, each different from the others in any case of letters."""
    taken: set[str] = set()
    found: list[str] = []
    for name in names:
        plain = _UNPRINTABLE.sub(" ", name.translate(_FORBIDDEN_IN_NAMES)).strip(" '\t\n\r") or "表"
        candidate, number = _cut(plain, _LONGEST_NAME), 2
        while candidate.casefold() in taken | _RESERVED:
            mark = f"（{number}）"
            candidate, number = _cut(plain, _LONGEST_NAME - len(mark)) + mark, number + 1
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def _lines(text: str, wide: float) -> int:
    """Guess on how many lines a text is set, rather one more than one less.

    A column counts in digits of 11 points, cells are set in 10: a Chinese character takes about 1.7 of
    them where the font is a Chinese one.
    """
    room = max(wide - 1.5, 2)  # the frame, and the space that a character leaves that no longer fits
    return sum(max(1, math.ceil(_room(line) / room)) for line in text.split("\n"))


def _room(line: str) -> float:
    return sum(1.78 if _wide(character) == 2 else 1.0 for character in line)


def _wide(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def _units(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def _cut(text: str, units: int) -> str:
    """Return the beginning of a text that takes at most so many UTF-16 units."""
    if _units(text) <= units:
        return text
    used, end = 0, 0
    for end, character in enumerate(text):  # noqa: B007
        used += 2 if character > "\uffff" else 1
        if used > units:
            break
    return text[:end]
