"""Labels beside true points, pushed apart until none covers another, a point or a line to a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import cos, dist, hypot, pi, sin

from .view import Point

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Spot = tuple[Box, Point]
"""A label's box and the point of it that its line reaches."""
ROUNDS = 8
MANY = 40
"""More labels are tried in the given order only."""
NEAR = 9.0
"""A label at this distance of its point needs no line to it."""
_STEPS = (NEAR, 18.0, 30.0, 46.0, 66.0, 90.0, 120.0, 160.0, 210.0, 270.0, 340.0, 420.0)
_TURNS = (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11)
"""Sixteenths of a turn in the order in which they are tried: right, left, above, below, then between."""
APART = 4.0
DOT, CLEAR = 9.0, 5.0
"""How far labels, and lines to other points, keep off a point."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that wants a place near a point, or, as a name on its area, on one of the points of ``on``."""

    at: Point
    width: float
    height: float
    on: tuple[Point, ...] = ()


@dataclass(slots=True)
class Labelling:
    """Places labels one by one inside a frame; the first ones come nearest to their points."""

    frame: Box
    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    def place_all(self, wishes: Sequence[Wish]) -> list[Spot | None]:
        """Return a place for every label, None for one that finds none.

        Tried in several orders, the given one first; where one finds no place, all are placed anew with
        it in front. Of the order that places most with the shortest lines every label then moves nearer
        where it can, and what is left takes a line that crosses others.
        """
        best: tuple[tuple[int, float], dict[int, Spot]] | None = None
        for order in _orders(wishes):
            for _ in range(ROUNDS):
                tried = Labelling(self.frame, list(self.boxes), list(self.lines), self.points)
                found = {at: spot for at in order if (spot := tried.place(wishes[at])) is not None}
                long = sum(dist(wishes[at].at, spot[1]) for at, spot in found.items() if not wishes[at].on)
                if best is None or (-len(found), long) < best[0]:
                    best = ((-len(found), long), found)
                if len(found) == len(wishes):
                    break
                order.sort(key=lambda at: at in found)
        return self._kept(wishes, best[1] if best else {})

    def _kept(self, wishes: Sequence[Wish], found: dict[int, Spot]) -> list[Spot | None]:
        boxes, lines = list(self.boxes), list(self.lines)
        for at in [*sorted(found), *sorted(found), *(at for at in range(len(wishes)) if at not in found)]:
            others = [(wishes[other].at, spot) for other, spot in found.items() if other != at]
            self.boxes = boxes + [box for _, (box, _) in others]
            self.lines = lines + [(begin, end) for begin, (_, end) in others]
            spot = self.place(wishes[at]) or self.place(wishes[at], tidy=False)
            if spot is not None:
                found[at] = spot
        return [found.get(at) for at in range(len(wishes))]

    def place(self, wish: Wish, *, tidy: bool = True) -> Spot | None:
        """Return a free box for a label and where its line ends, or None where nothing is free.

        Unless ``tidy`` the line may cross another or pass over a point, never over a label.
        """
        for at, box in _tries(wish):
            end = (min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3]))
            if self._free(at, box, end, tidy=tidy):
                self.boxes.append(box)
                self.lines.append((at, end))
                return box, end
        return None

    def _free(self, at: Point, box: Box, end: Point, *, tidy: bool) -> bool:
        left, top, right, bottom = self.frame
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        if any(_meet(box, other) for other in self.boxes):
            return False
        if any(point != at and _holds(box, point) for point in self.points):
            return False
        if any(crosses(line, box) for line in self.lines if line[0] != line[1]):
            return False
        if end == at:
            return True
        if tidy and any(point != at and crosses((at, end), _around(point)) for point in self.points):
            return False
        if tidy and any(line[0] != line[1] and _cut((at, end), line) for line in self.lines):
            return False
        return not any(crosses((at, end), other) for other in self.boxes)


def _orders(wishes: Sequence[Wish]) -> Iterator[list[int]]:
    given = list(range(len(wishes)))
    yield list(given)
    if len(wishes) <= MANY:
        for ux, uy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)):
            # Names on areas stay last: they have most choice.
            keys = [(bool(wish.on), wish.at[0] * ux + wish.at[1] * uy) for wish in wishes]
            yield sorted(given, key=keys.__getitem__)


def _around(point: Point) -> Box:
    return point[0] - CLEAR, point[1] - CLEAR, point[0] + CLEAR, point[1] + CLEAR


def _tries(wish: Wish) -> Iterator[tuple[Point, Box]]:
    """Yield a label's boxes, the best first, each with the point that its line starts from."""
    wide, tall = wish.width / 2, wish.height / 2
    for x, y in wish.on:
        yield (x, y), (x - wide, y - tall, x + wide, y + tall)
    x, y = wish.at
    for step in _STEPS:
        for turn in _TURNS:
            ux, uy = cos(turn * pi / 8), -sin(turn * pi / 8)
            mx, my = x + ux * step + _sign(ux) * wide, y + uy * step + _sign(uy) * tall
            yield wish.at, (mx - wide, my - tall, mx + wide, my + tall)


def _sign(value: float) -> float:
    return 0.0 if abs(value) < 0.01 else 1.0 if value > 0 else -1.0


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] + APART and two[0] < one[2] + APART and one[1] < two[3] + APART and two[1] < one[3] + APART


def _holds(box: Box, point: Point) -> bool:
    return box[0] - DOT < point[0] < box[2] + DOT and box[1] - DOT < point[1] < box[3] + DOT


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


def _cut(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """Tell whether two straight lines cross."""
    return _side(one, two[0]) * _side(one, two[1]) < 0 and _side(two, one[0]) * _side(two, one[1]) < 0


def _side(line: tuple[Point, Point], point: Point) -> float:
    (x, y), (ex, ey) = line
    return (ex - x) * (point[1] - y) - (ey - y) * (point[0] - x)


def simplified(points: tuple[Point, ...], tolerance: float) -> tuple[Point, ...]:
    """Leave out the corners of a line that lie nearer than ``tolerance`` to it (Douglas and Peucker)."""
    if len(points) < 3:
        return points
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        between = ((_aside(points[at], points[first], points[last]), at) for at in range(first + 1, last))
        far, at = max(between, default=(0.0, 0))
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
