"""Ruling lines of a page to tables: which lines form a grid, which cells of it are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_NEAR = 3.0
"""Points by which the ends of ruling lines miss each other."""
_SHORTEST = 6.0
_MAX_EDGES = 600
_MAX_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A level or upright ruling line: where it lies, from where to where."""

    at: float
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """A grid of ruling lines: its columns from left, its rows from the top, what covers them.

    ``owner`` holds for every square of the grid the square that its merged cell starts with.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in the table."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def cell_at(self, x: float, y: float) -> tuple[int, int]:
        """Return the row and column of the cell that holds a point of the table."""
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, -y, key=lambda v: -v) - 1, 0), len(self.ys) - 2)
        return self.owner[row][column]

    def cells(self) -> Iterator[list[tuple[int, int, int]]]:
        """Yield for every row its cells: column, rows and columns that it spans."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for r, row in enumerate(self.owner):
            for c, start in enumerate(row):
                tall, wide = spans.get(start, (1, 1))
                spans[start] = max(tall, r - start[0] + 1), max(wide, c - start[1] + 1)
        for r, row in enumerate(self.owner):
            yield [(c, *spans[r, c]) for c, start in enumerate(row) if start == (r, c)]


def ruled_tables(strokes: list[Stroke]) -> tuple[Ruled, ...]:
    """Find the grids of at least two rows and two columns, from the top of the page down."""
    level = _joined([Edge((s.y0 + s.y1) / 2, *sorted((s.x0, s.x1))) for s in strokes if abs(s.y0 - s.y1) < 1.5])
    upright = _joined([Edge((s.x0 + s.x1) / 2, *sorted((s.y0, s.y1))) for s in strokes if abs(s.x0 - s.x1) < 1.5])
    found: list[Ruled] = []
    for rows, columns in _connected(level, upright):
        ys = tuple(sorted(_places(rows), reverse=True))
        xs = tuple(sorted(_places(columns)))
        if len(ys) > 2 and len(xs) > 2 and len(ys) * len(xs) <= _MAX_CELLS:
            found.append(Ruled(xs, ys, _owners(xs, ys, rows, columns)))
    return tuple(sorted(found, key=lambda t: (-t.ys[0], t.xs[0])))


def _joined(edges: list[Edge]) -> list[Edge]:
    """Join lines that lie on one another or go on from one another; drop what is too short to rule."""
    found: list[Edge] = []
    for edge in sorted(
        (e for e in edges if e.last - e.first > 0.5), key=lambda e: (round(e.at / 1.5), e.first, e.last)
    ):
        last = found[-1] if found else None
        if last is not None and abs(last.at - edge.at) < 1.6 and edge.first <= last.last + _NEAR:
            found[-1] = Edge(last.at, last.first, max(last.last, edge.last))
        else:
            found.append(edge)
    return sorted((e for e in found if e.last - e.first >= _SHORTEST), key=lambda e: e.first - e.last)[:_MAX_EDGES]


def _places(edges: list[Edge]) -> list[float]:
    """Return where lines lie, those that are one line for the eye once."""
    found: list[float] = []
    for at in sorted(e.at for e in edges):
        if not found or at - found[-1] > _NEAR:
            found.append(at)
    return found


def _connected(level: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Group lines that cross or touch."""
    group = list(range(len(level) + len(upright)))

    def root(k: int) -> int:
        while group[k] != k:
            group[k] = group[group[k]]
            k = group[k]
        return k

    for i, one in enumerate(level):
        for j, two in enumerate(upright, len(level)):
            across = one.first - _NEAR <= two.at <= one.last + _NEAR
            if across and two.first - _NEAR <= one.at <= two.last + _NEAR:
                group[root(i)] = root(j)
    found: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for k, edge in enumerate([*level, *upright]):
        found.setdefault(root(k), ([], []))[0 if k < len(level) else 1].append(edge)
    return list(found.values())


def _owners(
    xs: tuple[float, ...], ys: tuple[float, ...], level: list[Edge], upright: list[Edge]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Merge squares that no line parts: to the left first, then upwards where the whole cell is open."""
    owner = [[(r, c) for c in range(len(xs) - 1)] for r in range(len(ys) - 1)]
    for r in range(len(ys) - 1):
        middle = (ys[r] + ys[r + 1]) / 2
        for c in range(1, len(xs) - 1):
            if not _ruled(upright, xs[c], middle):
                owner[r][c] = owner[r][c - 1]
    for r in range(1, len(ys) - 1):
        for c in range(len(xs) - 1):
            if owner[r][c] != (r, c):
                continue
            columns = [k for k in range(len(xs) - 1) if owner[r][k] == (r, c)]
            above = {owner[r - 1][k] for k in columns}
            start = next(iter(above))
            same = len(above) == 1 and [k for k in range(len(xs) - 1) if owner[r - 1][k] == start] == columns
            if same and not any(_ruled(level, ys[r], (xs[k] + xs[k + 1]) / 2) for k in columns):
                for k in columns:
                    owner[r][k] = start
    return tuple(tuple(row) for row in owner)


def _ruled(edges: list[Edge], at: float, across: float) -> bool:
    return any(abs(e.at - at) <= _NEAR and e.first <= across <= e.last for e in edges)
