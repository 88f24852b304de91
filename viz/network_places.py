"""Where the nodes of a network stand and how large they are: as they say, or computed for those that do not say."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .apart import Rect
from .geometry import LINE, em
from .graph_layout import LABELLED, lay_out
from .pyvis_values import number
from .view import Point

Nodes = Mapping[str, Mapping[str, Any]]
Layout = Callable[[Sequence[Rect], Sequence[tuple[int, int]]], Sequence[Point]]
"""From the sizes of symbols with their labels, and links between them by their positions, to a middle each."""
RADIUS = 25.0
"""pyvis' radius of a node that has none."""
_BY_DEGREE = ((20, 20.0), (8, 16.0), (3, 12.5), (0, 9.5))
"""Radii by the number of lines, where places are computed and nodes have no size."""
_USUAL = 12.0
"""The usual radius in a large network."""
_SMALLEST, _LARGEST = 10.0, 30.0
_MARGIN = 60.0
_TINY = 20.0


def by_forces(sizes: Sequence[Rect], links: Sequence[tuple[int, int]]) -> Sequence[Point]:
    """Return places as on the other maps of networks."""
    return lay_out(sizes, links).points


def radii(nodes: Nodes, degree: Mapping[str, int], *, given: bool) -> dict[str, float]:
    """Return a radius for every node: its ``size``, or its ``value`` scaled as pyvis scales it.

    A node with neither is as large as in pyvis where the network's places are ``given``, in pyvis' units;
    else it grows with its number of lines. Sizes in a large network whose places are computed shrink
    together, as the symbols of our own do, so that its middle does not become one blot.
    """
    values = {id_: value for id_, node in nodes.items() if (value := number(node.get("value"))) is not None}
    low, high = (min(values.values()), max(values.values())) if values else (0.0, 0.0)
    found = {}
    for id_, node in nodes.items():
        size = number(node.get("size"))
        if id_ in values:
            part = (values[id_] - low) / (high - low) if high > low else 0.5
            size = _SMALLEST + part * (_LARGEST - _SMALLEST)
        if size is not None:
            found[id_] = round(min(200.0, max(4.0, size)), 1)
        else:
            found[id_] = RADIUS if given else next(r for least, r in _BY_DEGREE if degree[id_] >= least)
    usual = sum(found.values()) / len(found)
    if given or len(found) <= LABELLED or usual <= _USUAL:
        return found
    return {id_: max(3.0, round(size * _USUAL / usual, 1)) for id_, size in found.items()}


def given_places(nodes: Nodes) -> dict[str, Point]:
    """Return the places of the nodes that give both x and y, as numbers.

    A drawing of a few units across, as networkx computes them, is spread until its symbols stand apart.
    """
    found = {}
    for id_, node in nodes.items():
        x, y = number(node.get("x")), number(node.get("y"))
        if x is not None and y is not None:
            found[id_] = (x, y)
    if len(found) < 2:
        return found
    left, top, right, bottom = bounds(found)
    across = max(right - left, bottom - top)
    by = 4 * RADIUS * math.sqrt(len(found)) / across if 0 < across < _TINY else 1.0
    return {id_: (x * by, y * by) for id_, (x, y) in found.items()}


def boxes(lines: Mapping[str, tuple[str, ...]], sizes: Mapping[str, float], font: int) -> dict[str, Rect]:
    """Return width and height of every symbol with its label beneath it."""
    return {
        id_: (max(2 * sizes[id_], max(map(em, text)) * font) + 4, 2 * sizes[id_] + len(text) * font * LINE + 4)
        for id_, text in lines.items()
    }


def placed(
    found: Mapping[str, Point],
    sizes: Mapping[str, float],
    rooms: Mapping[str, Rect],
    pairs: Sequence[tuple[str, str]],
    layout: Layout,
) -> dict[str, Point]:
    """Return a place for everything that needs room: where it is found, else where the layout puts it.

    What is not found is laid out by itself and stands below the rest.
    """
    rest = [id_ for id_ in rooms if id_ not in found]
    if not rest:
        return dict(found)
    at = {id_: index for index, id_ in enumerate(rest)}
    links = [(at[one], at[two]) for one, two in pairs if one in at and two in at]
    points = layout([rooms[id_] for id_ in rest], links)
    # The label hangs beneath the symbol, which so stands above the middle of both.
    computed = {id_: (x, y - rooms[id_][1] / 2 + 2 + sizes[id_]) for id_, (x, y) in zip(rest, points, strict=True)}
    if not found:
        return computed
    left, _, right, bottom = bounds(found)
    new_left, new_top, new_right, _ = bounds(computed)
    aside, below = (left + right - new_left - new_right) / 2, bottom + 2 * _MARGIN - new_top
    return dict(found) | {id_: (x + aside, y + below) for id_, (x, y) in computed.items()}


def framed(found: Mapping[str, Point], rooms: Mapping[str, Rect]) -> tuple[dict[str, Point], float, float]:
    """Return the places moved into a drawing that begins at the origin, and its width and height."""
    edge = min(_MARGIN, max(max(room) for room in rooms.values()) / 2) + 8
    left, top, right, bottom = bounds(found)
    moved = {id_: (round(found[id_][0] - left + edge, 1), round(found[id_][1] - top + edge, 1)) for id_ in rooms}
    return moved, round(right - left + 2 * edge, 1), round(bottom - top + 2 * edge, 1)


def bounds(found: Mapping[str, Point]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of some places."""
    xs, ys = [x for x, _ in found.values()], [y for _, y in found.values()]
    return min(xs), min(ys), max(xs), max(ys)
