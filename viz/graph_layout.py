"""Places for any network: its connected parts laid out by forces, then put side by side on a wide screen.

No library: those that are fast enough for 20,000 nodes bring 200 MB of others or a licence that we cannot
take (see ``DECISIONS.md``), and their places differ from machine to machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from .apart import Rect, push_apart
from .forces import Link, settle
from .packing import pack

RATIO = 1.95
"""Width to height of a drawing that fills a projector's screen under the map's header."""
LABELLED = 320
"""Up to so many nodes every label has room of its own; in larger networks the page shows those of weight."""
ROOM = 1850.0
"""Square units that a node of a larger network gets: 1,000 of them fill a screen."""
_FILL = 0.5
"""Part of a small picture that its labels cover before they are pushed apart."""
_MARGIN = 14.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the middle of each rectangle stands, in a drawing of this size with its corner at the origin."""

    points: tuple[tuple[float, float], ...]
    width: float
    height: float


def lay_out(sizes: Sequence[Rect], links: Sequence[Link], *, ratio: float = RATIO) -> Placed:
    """Place rectangles (a symbol with its label) that links join by their positions in ``sizes``.

    The same input gives the same output on every machine. Up to ``LABELLED`` rectangles do not cover each
    other; of more, each gets equal room. Raises nothing: loops, repeated links and lonely nodes are fine.
    """
    if not sizes:
        return Placed((), 2 * _MARGIN, 2 * _MARGIN)
    parts = _parts(len(sizes), links)
    at = {node: (part, place) for part, held in enumerate(parts) for place, node in enumerate(held)}
    inner: list[list[Link]] = [[] for _ in parts]
    for a, b in links:
        if a != b:
            part, place = at[a]
            inner[part].append((place, at[b][1]))
    labelled = len(sizes) <= LABELLED
    rooms = [_room([sizes[node] for node in held], labelled) for held in parts]
    drawn = []
    for held, own, room in zip(parts, inner, rooms, strict=True):
        boxes = [sizes[node] for node in held]
        drawn.append(_drawn(boxes, own, room, ratio * max(0.62, room / sum(rooms)), labelled))
    corners = pack([(wide + _MARGIN, tall + _MARGIN) for _, wide, tall in drawn], ratio)
    found: dict[int, tuple[float, float]] = {}
    for held, (own_points, _, _), (left, top) in zip(parts, drawn, corners, strict=True):
        for node, (x, y) in zip(held, own_points, strict=True):
            found[node] = (round(_MARGIN + left + x, 1), round(_MARGIN + top + y, 1))
    width = max(left + wide for (_, wide, _), (left, _) in zip(drawn, corners, strict=True))
    height = max(top + tall for (_, _, tall), (_, top) in zip(drawn, corners, strict=True))
    points = tuple(found[node] for node in range(len(sizes)))
    return Placed(points, round(width + 2 * _MARGIN, 1), round(height + 2 * _MARGIN, 1))


def _parts(count: int, links: Sequence[Link]) -> list[list[int]]:
    """Return the connected parts, the largest first, each in the order of its nodes."""
    head = list(range(count))

    def find(node: int) -> int:
        while head[node] != node:
            head[node] = head[head[node]]
            node = head[node]
        return node

    for a, b in links:
        one, two = find(a), find(b)
        if one != two:
            head[max(one, two)] = min(one, two)
    held: dict[int, list[int]] = {}
    for node in range(count):
        held.setdefault(find(node), []).append(node)
    return sorted(held.values(), key=lambda nodes: (-len(nodes), nodes[0]))


def _room(boxes: Sequence[Rect], labelled: bool) -> float:
    if not labelled:
        return ROOM * len(boxes)
    return sum((wide + 10) * (tall + 10) for wide, tall in boxes) / (_FILL if len(boxes) > 2 else 1)


def _drawn(
    boxes: Sequence[Rect], links: Sequence[Link], room: float, ratio: float, labelled: bool
) -> tuple[list[tuple[float, float]], float, float]:
    """Lay out one connected part; return its points from its own corner, its width and its height."""
    points = _turned(settle(len(boxes), links)) if len(boxes) > 1 else [(0.0, 0.0)]
    wide, tall = _extent(points)
    if len(boxes) > 2:
        # A chain stays long and a round cloud becomes as wide as the screen: up to two times its own shape.
        shape = min(max(ratio, wide / max(tall, 1e-9) / 2), 8.0)
        height = sqrt(room / shape)
        across, down = height * shape / max(wide, 1e-9), height / max(tall, 1e-9)
        down = min(down, across * 2.5)
        points = [(x * across, y * down) for x, y in points]
    elif len(boxes) == 2:
        points = [(0.0, 0.0), ((boxes[0][0] + boxes[1][0]) / 2 + 70, 0.0)]
    if labelled:
        points = push_apart(points, boxes)
    edges = boxes if labelled else [(14.0, 14.0)] * len(boxes)
    left = min(x - w / 2 for (x, _), (w, _) in zip(points, edges, strict=True))
    top = min(y - h / 2 for (_, y), (_, h) in zip(points, edges, strict=True))
    right = max(x + w / 2 for (x, _), (w, _) in zip(points, edges, strict=True))
    bottom = max(y + h / 2 for (_, y), (_, h) in zip(points, edges, strict=True))
    return [(x - left, y - top) for x, y in points], right - left, bottom - top


def _extent(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs), max(ys) - min(ys)


def _turned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Turn points so that they reach furthest from left to right."""
    count = len(points)
    mid_x, mid_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    xx = sum((x - mid_x) ** 2 for x, _ in points)
    yy = sum((y - mid_y) ** 2 for _, y in points)
    xy = sum((x - mid_x) * (y - mid_y) for x, y in points)
    spread = sqrt((xx - yy) ** 2 / 4 + xy * xy)
    if spread < 1e-9:
        return list(points)
    cos = sqrt(max(0.0, (1 + (xx - yy) / 2 / spread) / 2))
    sin = sqrt(max(0.0, 1 - cos * cos)) * (1 if xy >= 0 else -1)
    return [((x - mid_x) * cos + (y - mid_y) * sin, (y - mid_y) * cos - (x - mid_x) * sin) for x, y in points]
