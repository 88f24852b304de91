"""Text sizes, line breaks and overlaps, without a browser.

Chinese glyphs are one em wide in every CJK font, so a label's size is known before it is drawn;
Latin letters are estimated on the wide side, and the template squeezes a line that still is wider.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from .view import Point, View, ViewNode

_TOKEN = re.compile(r"[A-Za-z0-9.+&·/-]{1,14}|.", re.DOTALL)
_NO_START = set("，。、；：）》」』”’！？·)],.;:!?%")
_NO_END = set("（《「『“‘([")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")
LINE = 1.28
"""Line height in em."""


def plain(text: str) -> str:
    """Return a label's text on one line, without control and direction marks."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def em(text: str) -> float:
    """Return the width of a text in em."""
    total = 0.0
    for char in text:
        if unicodedata.east_asian_width(char) in "WFA":
            total += 1.0
        elif char.isupper() or char.isdigit():
            total += 0.68
        else:
            total += 0.58
    return total


@lru_cache(maxsize=1 << 14)
def wrap(text: str, limit: float, lines: int = 3) -> tuple[str, ...]:
    """Break a label into lines of at most ``limit`` em, of about equal length; the rest becomes ``…``.

    >>> wrap("北斗及高分遥感数字产业园", 8)
    ('北斗及高分遥', '感数字产业园')
    """
    text = plain(text)[:400]
    needed = min(max(1, -int(-em(text) // limit)), lines)
    target = min(limit, max(em(text) / needed, min(limit, 3.0)) + 0.01) if em(text) <= limit * lines else limit
    for width in (target, min(limit, target + 1), limit):
        found = _fill(text, width)
        if len(found) <= needed:
            return found
    if len(found) <= lines:
        return found
    last = found[lines - 1]
    while last and em(last) > limit - 1:
        last = last[:-1]
    return (*found[: lines - 1], last + "…")


def _fill(text: str, limit: float) -> tuple[str, ...]:
    found: list[str] = []
    line = ""
    for token in _TOKEN.findall(text):
        if line and em(line + token) > limit and token not in _NO_START:
            kept = line[-1] if line[-1] in _NO_END and len(line) > 1 else ""
            found.append(line[: len(line) - len(kept)].strip())
            line = kept
        line += token
    return tuple(part for part in (*found, line.strip()) if part) or ("",)


def size(lines: tuple[str, ...], font: int, note: str = "", *, icon: bool = True) -> tuple[float, float]:
    """Return width and height of the box around a label, its note and its symbol."""
    wide = max((em(line) for line in lines), default=0) * font
    small = note_font(font)
    wide = max(wide, em(note) * small)
    tall = len(lines) * font * LINE + (small * LINE if note else 0)
    return round(wide + 20 + (font + 6 if icon else 0), 1), round(tall + 14, 1)


def note_font(font: int) -> int:
    """Return the size of the small line under a label."""
    return max(12, round(font * 0.8))


def box(node: ViewNode) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a node."""
    return (
        node.x - node.width / 2,
        node.y - node.height / 2,
        node.x + node.width / 2,
        node.y + node.height / 2,
    )


def overlaps(nodes: Iterable[ViewNode], margin: float = 0) -> tuple[tuple[str, str], ...]:
    """Return the pairs of nodes whose boxes, widened by half the margin, cover each other. O(n²)."""
    found = []
    for one, two in combinations(nodes, 2):
        if abs(one.x - two.x) < (one.width + two.width) / 2 + margin and (
            abs(one.y - two.y) < (one.height + two.height) / 2 + margin
        ):
            found.append((one.id, two.id))
    return tuple(found)


def outside(view: View) -> tuple[str, ...]:
    """Return the ids of the nodes and edges that leave the drawing."""

    def off(x: float, y: float) -> bool:
        return not (0 <= x <= view.width and 0 <= y <= view.height)

    corners = ((node.id, rectangle(*box(node))) for node in view.nodes)
    paths = ((edge.id, edge.path) for edge in view.edges)
    return tuple(id_ for id_, points in (*corners, *paths) if any(off(x, y) for x, y in points))


def without_returns(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return a line's corners without those at which it would run back over itself.

    >>> without_returns([(0, 0), (0, 9), (0, 5), (7, 5)])
    ((0, 0), (0, 5), (7, 5))
    """
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def rectangle(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    """Return the four corners of a rectangle, clockwise."""
    return (left, top), (right, top), (right, bottom), (left, bottom)
