"""Seeded networks for the tests of layouts, and what the page does with their labels."""

from __future__ import annotations

import random
from collections.abc import Sequence

Rect = tuple[float, float]
Link = tuple[int, int]


def made_network(count: int, links: int, *, seed: int = 7) -> list[Link]:
    """Return links that mostly stay within communities of some fifty nodes, each about a few hubs."""
    chance = random.Random(seed)
    groups = max(4, count // 50)
    group = [chance.randrange(groups) for _ in range(count)]
    held: dict[int, list[int]] = {}
    for node, of in enumerate(group):
        held.setdefault(of, []).append(node)
    found: list[Link] = []
    while len(found) < links:
        one = chance.randrange(count)
        kin = held[group[one]] if chance.random() < 0.85 else range(count)
        two = kin[int(len(kin) * chance.random() ** 2.5)]
        if one != two:
            found.append((one, two))
    return found


def shown_labels(
    points: Sequence[tuple[float, float]],
    labels: Sequence[Rect],
    sizes: Sequence[float],
    weights: Sequence[float],
    scale: float,
) -> int:
    """Count the labels that find room beneath their symbols, the weightiest first, at a scale; labels are in pixels."""
    taken: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    shown = 0
    for node in sorted(range(len(points)), key=lambda n: (-weights[n], n)):
        (x, y), (wide, tall) = points[node], labels[node]
        left, top = x * scale - wide / 2, y * scale + sizes[node] * scale / 2 + 2
        mine = (left, top, left + wide, top + tall)
        cells = [
            (column, row)
            for column in range(int(mine[0] // 100), int(mine[2] // 100) + 1)
            for row in range(int(mine[1] // 100), int(mine[3] // 100) + 1)
        ]
        others = (other for cell in cells for other in taken.get(cell, ()))
        if any(mine[0] < o[2] and o[0] < mine[2] and mine[1] < o[3] and o[1] < mine[3] for o in others):
            continue
        shown += 1
        for cell in cells:
            taken.setdefault(cell, []).append(mine)
    return shown
