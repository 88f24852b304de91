"""Lines between the same two boxes, bent apart so that each is seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from .view import ViewEdge

STEP = 0.14
"""How much further aside each next line goes, as a part of its length."""


def bend_apart(edges: Iterable[ViewEdge]) -> tuple[ViewEdge, ...]:
    """Return the edges with a bend where several straight ones join the same two boxes, in the same order.

    A single line stays straight, of three the first does; lines that have a path keep it. Bends are
    told as seen from the edge's own source, so opposite relations part as parallel ones do.
    """
    kept = list(edges)
    between: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, edge in enumerate(kept):
        if not edge.path:
            between[min(edge.source, edge.target), max(edge.source, edge.target)].append(at)
    for (first, _), places in between.items():
        if len(places) == 1:
            continue
        for bend, at in zip(_bends(len(places)), places, strict=True):
            side = bend if kept[at].source == first else -bend
            kept[at] = replace(kept[at], bend=round(side, 3))
    return tuple(kept)


def _bends(count: int) -> list[float]:
    """Return bends about the straight line: 0, +, -, ++ … for an odd number, +, -, ++ … for an even one."""
    bends = [0.0] if count % 2 else []
    for step in range(1, count // 2 + 1):
        aside = STEP * (step if count % 2 else step - 0.5)
        bends += [aside, -aside]
    return bends
