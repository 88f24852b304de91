"""Places for the nodes of a network: the best connected in the middle, the others about it like a sunflower's seeds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from .view import Point

Layout = Callable[[Sequence[str], Sequence[tuple[str, str]], int], Mapping[str, Point]]
"""From ids, pairs of ids and a seed to a place each, in drawing units, so that symbols 50 across stand apart."""

_TURN = math.pi * (3 - math.sqrt(5))
_STEP = 64.0


def sunflower(ids: Sequence[str], pairs: Sequence[tuple[str, str]], seed: int) -> Mapping[str, Point]:
    """Return a place for every id. No two are nearer than a symbol's width, however many there are.

    O(n log n). The seed turns the whole; ids with the same number of lines keep the order in which they come.
    """
    lines = Counter(id_ for pair in pairs for id_ in pair)
    found = {}
    for at, id_ in enumerate(sorted(ids, key=lambda id_: -lines[id_])):
        away, angle = _STEP * math.sqrt(at + 0.5), at * _TURN + seed
        # Screens are wider than high.
        found[id_] = (1.4 * away * math.cos(angle), away * math.sin(angle) / 1.05)
    return found
