"""Columns from left to right by the distance from a source, ordered so that few lines cross."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .forces import Link

_SWEEPS = 12


def ordered_layers(layer_of: Sequence[int], links: Sequence[Link]) -> list[list[int]]:
    """Return the nodes of each layer from top to bottom.

    Each sweep puts a node at the mean place of those that it is tied to in the layer before (then after); of
    all sweeps the order with fewest crossings is kept, the first of several. Ties stay in the given order.
    """
    layers: list[list[int]] = [[] for _ in range(max(layer_of, default=-1) + 1)]
    for node, layer in enumerate(layer_of):
        layers[layer].append(node)
    near: dict[int, list[int]] = {node: [] for node in range(len(layer_of))}
    for a, b in links:
        if layer_of[a] != layer_of[b]:
            near[a].append(b)
            near[b].append(a)
    best = [list(layer) for layer in layers]
    fewest = crossings(best, layer_of, links)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for at in range(1, len(layers)) if forward else range(len(layers) - 2, -1, -1):
            beside = layers[at - 1 if forward else at + 1]
            place = {node: (index + 0.5) / len(beside) for index, node in enumerate(beside)}
            layers[at] = _sorted(layers[at], near, place)
        count = crossings(layers, layer_of, links)
        if count < fewest:
            best, fewest = [list(layer) for layer in layers], count
    return best


def _sorted(layer: list[int], near: Mapping[int, list[int]], place: Mapping[int, float]) -> list[int]:
    own = {node: (index + 0.5) / len(layer) for index, node in enumerate(layer)}

    def wish(node: int) -> float:
        seats = [place[other] for other in near[node] if other in place]
        return sum(seats) / len(seats) if seats else own[node]

    return sorted(layer, key=lambda node: (wish(node), own[node]))


def crossings(layers: Sequence[Sequence[int]], layer_of: Sequence[int], links: Sequence[Link]) -> int:
    """Count the pairs of lines between neighbouring layers that cross."""
    place = {node: index for layer in layers for index, node in enumerate(layer)}
    between: dict[int, set[tuple[int, int]]] = {}
    for a, b in links:
        one, two = (a, b) if layer_of[a] < layer_of[b] else (b, a)
        if layer_of[two] - layer_of[one] == 1:
            between.setdefault(layer_of[one], set()).add((place[one], place[two]))
    total = 0
    for pairs in between.values():
        lines = sorted(pairs)
        total += sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(lines) for c, d in lines[i + 1 :])
    return total
