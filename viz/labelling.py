"""Labels beside true points, pushed apart until none covers another, a point or a line to a point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

from .view import Point

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
NEAR = 9.0
"""A label at this distance of its point needs no line to it."""
_STEPS = (NEAR, 26.0, 48.0, 76.0, 110.0, 150.0, 200.0, 260.0, 330.0, 420.0)
_TURNS = (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11)
"""Sixteenths of a turn in the order in which they are tried: right, left, above, below, then between."""
APART = 4.0


@dataclass(slots=True)
class Labelling:
    """Places labels one by one inside a frame; the first ones come nearest to their points."""

    frame: Box
    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    def place(self, at: Point, width: float, height: float, *, over: bool = False) -> tuple[Box, Point] | None:
        """Return a free box for a point's label and where its line ends, or None where nothing is free.

        With ``over`` the label may stand on the point itself, as a name does on its area.
        """
        for box in _tries(at, width, height, over=over):
            end = (min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3]))
            if self._free(at, box, end):
                self.boxes.append(box)
                self.lines.append((at, end))
                return box, end
        return None

    def _free(self, at: Point, box: Box, end: Point) -> bool:
        left, top, right, bottom = self.frame
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        if any(_meet(box, other) for other in self.boxes):
            return False
        if any(point != at and _holds(box, point) for point in self.points):
            return False
        if any(crosses(line, box) for line in self.lines if line[0] != line[1]):
            return False
        return end == at or not any(crosses((at, end), other) for other in self.boxes)


def _tries(at: Point, width: float, height: float, *, over: bool) -> Iterator[Box]:
    x, y = at
    if over:
        yield x - width / 2, y - height / 2, x + width / 2, y + height / 2
    for step in _STEPS:
        for turn in _TURNS:
            ux, uy = cos(turn * pi / 8), -sin(turn * pi / 8)
            mx, my = x + ux * step + _sign(ux) * width / 2, y + uy * step + _sign(uy) * height / 2
            yield mx - width / 2, my - height / 2, mx + width / 2, my + height / 2


def _sign(value: float) -> float:
    return 0.0 if abs(value) < 0.01 else 1.0 if value > 0 else -1.0


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] + APART and two[0] < one[2] + APART and one[1] < two[3] + APART and two[1] < one[3] + APART


def _holds(box: Box, point: Point) -> bool:
    return box[0] - APART < point[0] < box[2] + APART and box[1] - APART < point[1] < box[3] + APART


def crosses(line: tuple[Point, Point], box: Box) -> bool:
    """Tell whether a straight line runs through a rectangle (Liang and Barsky's test)."""
    (x, y), (ex, ey) = line
    begin, end = 0.0, 1.0
    for delta, low, high in ((ex - x, box[0] - x, box[2] - x), (ey - y, box[1] - y, box[3] - y)):
        if abs(delta) < 1e-9:
            if low > 0 or high < 0:
                return False
            continue
        one, two = sorted((low / delta, high / delta))
        begin, end = max(begin, one), min(end, two)
    return begin < end


def simplified(points: tuple[Point, ...], tolerance: float) -> tuple[Point, ...]:
    """Leave out the corners of a line that lie nearer than ``tolerance`` to it (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = max(
            ((_aside(points[i], points[first], points[last]), i) for i in range(first + 1, last)), default=(0, 0)
        )
        if far > tolerance:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return tuple(points[at] for at in sorted(kept))


def _aside(point: Point, one: Point, two: Point) -> float:
    dx, dy = two[0] - one[0], two[1] - one[1]
    long = hypot(dx, dy)
    if long < 1e-9:
        return hypot(point[0] - one[0], point[1] - one[1])
    return abs(dx * (one[1] - point[1]) - dy * (one[0] - point[0])) / long
