"""Places for the nodes of a network: the best connected in the middle, the others about it like a sunflower's seeds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

from .view import Point

Rect = tuple[float, float]
Layout = Callable[[Sequence[Rect], Sequence[tuple[int, int]]], Sequence[Point]]
"""From the sizes of symbols with their labels, and links between them by their positions, to a middle each."""

_TURN = math.pi * (3 - math.sqrt(5))
_STEP = 64.0


def sunflower(sizes: Sequence[Rect], links: Sequence[tuple[int, int]]) -> Sequence[Point]:
    """Return a place for every node. No two are nearer than pyvis' symbols are wide, however many there are.

    O(n log n); nodes with the same number of links keep the order in which they come.
    """
    degree = Counter(end for link in links for end in link)
    found: list[Point] = [(0.0, 0.0)] * len(sizes)
    for at, node in enumerate(sorted(range(len(sizes)), key=lambda node: -degree[node])):
        away, angle = _STEP * math.sqrt(at + 0.5), at * _TURN
        # Screens are wider than high.
        found[node] = (1.4 * away * math.cos(angle), away * math.sin(angle) / 1.05)
    return found
