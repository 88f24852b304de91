"""Rings about a middle: those one step away inside, those two steps away outside, kin beside kin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, inf, pi, sin, sqrt

from .apart import Rect, push_apart
from .geometry import em
from .graph_layout import RATIO, Placed
from .view import Area, Point

_FIRST = 1.35
"""Radius of the innermost ring, in boxes."""
_SPACE = 1.12
_MARGIN = 16.0
_TITLE = 17


@dataclass(frozen=True, slots=True)
class Wedge:
    """Neighbours that belong together: a title, and their positions in the sequence of boxes."""

    title: str
    members: tuple[int, ...]


def rings(
    boxes: Sequence[Rect], wedges: Sequence[Wedge], outer: Sequence[tuple[int, Sequence[int]]]
) -> tuple[Placed, tuple[Area, ...]]:
    """Place the first box in the middle, the wedges' members on rings about it, and ``outer`` beyond them.

    ``outer`` are positions with the positions of those nearer the middle to which they are tied. Each wedge gets
    as much of the circle as it has members and dependents. Rings are stretched to a screen's shape.
    """
    inner = [member for wedge in wedges for member in wedge.members]
    share = dict.fromkeys(inner, 1.0)
    for _, near in outer:
        for one in near:
            share[one] += 0.8 / len(near)
    # A narrow gap between wedges, so that their fields do not touch.
    whole = sum(share.values()) + 0.35 * len(wedges)
    angle: dict[int, float] = {}
    bounds: list[tuple[float, float]] = []
    done = 0.0
    for wedge in wedges:
        start = done
        done += 0.175
        for member in wedge.members:
            angle[member] = 2 * pi * (done + share[member] / 2) / whole
            done += share[member]
        done += 0.175
        bounds.append((2 * pi * start / whole, 2 * pi * done / whole))
    reach, last = _ringed(inner, _FIRST)
    wanted = sorted((sum(angle[one] for one in near) / len(near), position) for position, near in outer if near)
    for index, (_, position) in enumerate(wanted):
        angle[position] = 2 * pi * (index + 0.5) / len(wanted)
    if wanted:
        _matched(angle, [position for _, position in wanted], [aim for aim, _ in wanted])
        beyond, last = _ringed([position for _, position in wanted], last + 1.15)
        reach |= beyond
    wide, tall = _unit(boxes)
    points = [(0.0, 0.0)] * len(boxes)
    for position, turn in angle.items():
        # From the top, clockwise.
        points[position] = (
            round(reach[position] * wide * sin(turn), 2),
            round(-reach[position] * tall * cos(turn), 2),
        )
    points = push_apart(points, boxes, gap=8, fixed=0)
    rim = last + 0.75
    return _framed(boxes, points, wedges, bounds, (rim * wide, rim * tall))


def _matched(angle: dict[int, float], order: Sequence[int], aims: Sequence[float]) -> None:
    """Turn evenly spread positions together so that they stand nearest to where they would like to."""
    shift = sum(aim - angle[position] for position, aim in zip(order, aims, strict=True)) / len(order)
    for position in order:
        angle[position] += shift


def _ringed(members: Sequence[int], first: float) -> tuple[dict[int, float], float]:
    """Spread members in their order over as many rings as they need; return the radius of each and of the last."""
    radii = [first]
    while sum(_capacity(radius) for radius in radii) < len(members):
        radii.append(radii[-1] + 1.05)
    total = sum(_capacity(radius) for radius in radii)
    owed = [0.0] * len(radii)
    found: dict[int, float] = {}
    for member in members:
        for ring, radius in enumerate(radii):
            owed[ring] += _capacity(radius) / total
        ring = max(range(len(radii)), key=lambda r: (owed[r], -r))
        owed[ring] -= 1
        found[member] = radii[ring]
    return found, radii[-1]


def _capacity(radius: float) -> int:
    return max(1, int(2 * pi * radius / _SPACE))


def _unit(boxes: Sequence[Rect]) -> tuple[float, float]:
    """Return the half axes of a ring of radius 1: a common box, in a screen's shape."""
    wides, talls = sorted(wide for wide, _ in boxes), sorted(tall for _, tall in boxes)
    wide, tall = wides[len(wides) * 3 // 4] + 14, talls[len(talls) * 3 // 4] + 14
    return max(wide, tall * RATIO), max(tall, wide / RATIO)


def _framed(
    boxes: Sequence[Rect],
    points: Sequence[tuple[float, float]],
    wedges: Sequence[Wedge],
    bounds: Sequence[tuple[float, float]],
    rim: tuple[float, float],
) -> tuple[Placed, tuple[Area, ...]]:
    """Move everything into a drawing with its corner at the origin, with a soft field and a title for each wedge."""
    far_x = max([rim[0], *(abs(x) + w / 2 for (x, _), (w, _) in zip(points, boxes, strict=True))])
    far_y = max([rim[1], *(abs(y) + h / 2 for (_, y), (_, h) in zip(points, boxes, strict=True))])
    fields: list[Area] = []
    titles: list[Area] = []
    if len(wedges) > 1:
        fields = [
            Area("field", ((0.0, 0.0), *_arc(start, end, (far_x, far_y))), _TONES[index % len(_TONES)])
            for index, (start, end) in enumerate(bounds)
        ]
        titles = _titles(wedges, bounds, (far_x, far_y))
    spans = [_span(title) for title in titles]
    right = max([far_x, *(end for _, end in spans), *(-start for start, _ in spans)]) + _MARGIN
    down = max([far_y, *(abs(title.at[1]) + _TITLE for title in titles)]) + _MARGIN
    areas = tuple(_moved(area, right, down) for area in (*fields, *titles))
    moved = tuple((round(right + x, 1), round(down + y, 1)) for x, y in points)
    return Placed(moved, round(2 * right, 1), round(2 * down, 1)), areas


def _titles(wedges: Sequence[Wedge], bounds: Sequence[tuple[float, float]], rim: Point) -> list[Area]:
    """Return the wedges' titles just outside the rim, those on one side one beneath another."""
    found = []
    lowest = {True: -inf, False: inf}
    for wedge, (start, end) in zip(wedges, bounds, strict=True):
        middle = (start + end) / 2
        across, up = sin(middle), cos(middle)
        rightward = across >= 0
        y = -rim[1] * up + (-_TITLE if up > 0.2 else _TITLE if up < -0.2 else 0)
        # Clockwise: down the right side, then up the left one.
        y = max(y, lowest[True] + 1.5 * _TITLE) if rightward else min(y, lowest[False] - 1.5 * _TITLE)
        lowest[rightward] = y
        inside = min(1.0, abs(y) / rim[1])
        x = rim[0] * sqrt(1 - inside * inside) + 10
        align = "center" if abs(across) < 0.25 else "left" if rightward else "right"
        at = (rim[0] * across if align == "center" else x if rightward else -x, y)
        found.append(Area("label", (), "quiet", wedge.title, at, _TITLE, align))
    return found


def _span(title: Area) -> tuple[float, float]:
    """Return where a title begins and ends."""
    wide, x = em(title.title) * title.font, title.at[0]
    left = x - wide / 2 if title.align == "center" else x if title.align == "left" else x - wide
    return left, left + wide


def _moved(area: Area, right: float, down: float) -> Area:
    points = tuple((round(x + right, 1), round(y + down, 1)) for x, y in area.points)
    return replace(area, points=points, at=(round(area.at[0] + right, 1), round(area.at[1] + down, 1)))


_TONES = ("quiet", "platform", "park", "chain", "office", "lead")


def _arc(start: float, end: float, rim: tuple[float, float]) -> list[tuple[float, float]]:
    steps = max(2, int((end - start) / 0.08))
    turns = (start + (end - start) * at / steps for at in range(steps + 1))
    return [(rim[0] * sin(turn), -rim[1] * cos(turn)) for turn in turns]
