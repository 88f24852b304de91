"""Where the nodes of a network stand and how large they are: as they say, or computed for those that do not say."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from .pyvis_values import number
from .sunflower import Layout
from .view import Point

SIZE = 25.0
"""pyvis' radius of a node that has none."""
MARGIN = 60.0
_SMALLEST, _LARGEST = 10.0, 30.0
_TINY = 20.0


def sizes(nodes: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Return a radius for every node: its ``size``, or its ``value`` scaled as pyvis scales it."""
    values = {id_: value for id_, node in nodes.items() if (value := number(node.get("value"))) is not None}
    low, high = (min(values.values()), max(values.values())) if values else (0.0, 0.0)
    found = {}
    for id_, node in nodes.items():
        size = number(node.get("size"))
        if id_ in values:
            part = (values[id_] - low) / (high - low) if high > low else 0.5
            size = _SMALLEST + part * (_LARGEST - _SMALLEST)
        found[id_] = round(min(200.0, max(4.0, size)), 1) if size is not None else SIZE
    return found


def places(
    nodes: Mapping[str, Mapping[str, Any]], pairs: Sequence[tuple[str, str]], layout: Layout, seed: int
) -> tuple[dict[str, Point], int]:
    """Return a place for every node, and how many of them are computed.

    Nodes that give x and y keep them; the others are laid out among themselves and stand below. A
    drawing of a few units across, as networkx computes them, is spread until its symbols stand apart.
    """
    given = {id_: (x, y) for id_, node in nodes.items() if (x := number(node.get("x"))) is not None
             and (y := number(node.get("y"))) is not None}  # fmt: skip
    rest = [id_ for id_ in nodes if id_ not in given]
    if not rest:
        return _spread(given), 0
    among = set(rest)
    computed = dict(layout(rest, [pair for pair in pairs if among.issuperset(pair)], seed))
    if not given:
        return computed, len(rest)
    given = _spread(given)
    left, _, right, bottom = bounds(given)
    new_left, new_top, new_right, _ = bounds(computed)
    aside = (left + right - new_left - new_right) / 2
    below = bottom + 2 * MARGIN - new_top
    return given | {id_: (x + aside, y + below) for id_, (x, y) in computed.items()}, len(rest)


def framed(
    found: Mapping[str, Point], radii: Mapping[str, float], order: Sequence[str]
) -> tuple[dict[str, Point], float, float]:
    """Return the places moved into a drawing that begins at the origin, and its width and height."""
    edge = max(radii.values()) + MARGIN
    left, top, right, bottom = bounds(found)
    moved = {id_: (round(found[id_][0] - left + edge, 1), round(found[id_][1] - top + edge, 1)) for id_ in order}
    return moved, round(right - left + 2 * edge, 1), round(bottom - top + 2 * edge, 1)


def bounds(found: Mapping[str, Point]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of some places."""
    xs, ys = [x for x, _ in found.values()], [y for _, y in found.values()]
    return min(xs), min(ys), max(xs), max(ys)


def _spread(given: Mapping[str, Point]) -> dict[str, Point]:
    left, top, right, bottom = bounds(given)
    across = max(right - left, bottom - top)
    if not 0 < across < _TINY:
        return dict(given)
    by = 4 * SIZE * math.sqrt(len(given)) / across
    return {id_: (x * by, y * by) for id_, (x, y) in given.items()}
