"""Positions of one connected network by attraction and repulsion, from coarse to fine.

A network is shrunk step by step (nodes join their closest neighbours), the smallest one is laid out, and each
larger one starts from the places of the smaller: communities come apart and 20,000 nodes take seconds. Only
``+ - * /`` and square roots are used, which every machine rounds alike, and no chance: the same network has the
same places everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

Link = tuple[int, int]
_TURN = (-0.7373688780783197, 0.6754902942615238)
"""Cosine and sine of the golden angle: points that turn by it never line up."""
_SMALLEST = 24
"""A network of so few nodes is not shrunk further."""
_WHOLE = 130
"""Up to so many nodes every pair repels; above, near ones do, and far ones by the middles of their cells."""
_FAR = 1200
"""Above so many nodes only near ones repel, for a few rounds: the coarser steps did the rest."""
_PUSH = 0.35
_PULL = 0.6


@dataclass(frozen=True, slots=True)
class _Level:
    """A network on the way: what each node weighs, its links with their weights, and who it became above."""

    masses: list[float]
    links: list[tuple[int, int, float]]
    parents: list[int]


def settle(count: int, links: Sequence[Link]) -> list[tuple[float, float]]:
    """Return a place for each of ``count`` nodes, about one unit apart; the network has to be connected.

    Loops and repeated links are allowed (the latter pull no harder). O(n + m) a round, some 200 rounds
    for small networks and a few for the finest step of large ones.
    """
    levels = _coarser(count, links)
    xs, ys = [0.0], [0.0]
    for at in range(len(levels) - 1, -1, -1):
        level = levels[at]
        if at == len(levels) - 1:
            xs, ys = _spiral(len(level.masses), 1.0)
        else:
            xs, ys = _unfolded(level, xs, ys)
        _relax(level, xs, ys, first=at == len(levels) - 1)
    return list(zip(xs, ys, strict=True))


def _coarser(count: int, links: Sequence[Link]) -> list[_Level]:
    """Return the network and its ever smaller pictures, the network first."""
    pairs = sorted({(a, b) if a < b else (b, a) for a, b in links if a != b})
    masses = [1.0] * count
    weighted = [(a, b, 1.0) for a, b in pairs]
    levels: list[_Level] = []
    while True:
        parents, held = _joined(masses, weighted)
        if len(masses) <= _SMALLEST or held > 0.85 * len(masses):
            return [*levels, _Level(masses, weighted, [])]
        levels.append(_Level(masses, weighted, parents))
        above = [0.0] * held
        for node, parent in enumerate(parents):
            above[parent] += masses[node]
        sums: dict[Link, float] = {}
        for a, b, weight in weighted:
            one, two = parents[a], parents[b]
            if one != two:
                key = (one, two) if one < two else (two, one)
                sums[key] = sums.get(key, 0.0) + weight
        masses = above
        weighted = [(a, b, weight) for (a, b), weight in sums.items()]


def _joined(masses: list[float], links: list[tuple[int, int, float]]) -> tuple[list[int], int]:
    """Let every node join the group of its closest neighbour; return each one's group and how many there are.

    Nodes with few links choose first, so that leaves join their hub; a group of others stays small.
    """
    count = len(masses)
    near: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for a, b, weight in links:
        near[a].append((b, weight))
        near[b].append((a, weight))
    most = 3.2 * sum(masses) / max(1, count)
    group = [-1] * count
    size = list(masses)
    for node in sorted(range(count), key=lambda n: (len(near[n]), n)):
        if group[node] >= 0:
            continue
        best, bid = -1, 0.0
        for other, weight in near[node]:
            head = group[other] if group[other] >= 0 else other
            if len(near[node]) > 1 and size[head] + masses[node] > most:
                continue
            offer = weight / size[head]
            if offer > bid:
                best, bid = head, offer
        if best < 0:
            group[node] = node
            continue
        group[node] = group[best] = best
        size[best] += masses[node]
    heads: dict[int, int] = {}
    return [heads.setdefault(head, len(heads)) for head in group], len(heads)


def _spiral(count: int, step: float) -> tuple[list[float], list[float]]:
    """Return points on a sunflower's spiral, evenly dense."""
    xs, ys = [], []
    cos, sin = 1.0, 0.0
    for at in range(count):
        reach = step * sqrt(at + 0.3)
        xs.append(reach * cos)
        ys.append(reach * sin)
        cos, sin = cos * _TURN[0] - sin * _TURN[1], cos * _TURN[1] + sin * _TURN[0]
    return xs, ys


def _unfolded(level: _Level, xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
    """Put each node of a level about the place of the one that it became above."""
    seen = [0] * len(xs)
    turns = _spiral(max(1, len(level.masses)), 0.5)
    found_x, found_y = [], []
    for node, parent in enumerate(level.parents):
        at = seen[parent]
        seen[parent] += 1
        reach = sqrt(level.masses[node])
        found_x.append(xs[parent] + turns[0][at] * reach)
        found_y.append(ys[parent] + turns[1][at] * reach)
    return found_x, found_y


def _relax(level: _Level, xs: list[float], ys: list[float], *, first: bool) -> None:
    """Move the nodes until they rest, or until enough rounds are over; places are changed in place."""
    count = len(xs)
    spacing = sqrt(sum(level.masses) / count)
    large = count > _FAR
    rounds = 140 if first else 50 if count <= _WHOLE else 4 if large else 22
    start = spacing * (sqrt(count) * 0.4 if first else 0.35 if large else 1.0)
    masses = level.masses
    pulls = _pulls(level)
    for at in range(rounds):
        left = 1 - at / rounds
        heat = start * left * left
        fx, fy = [0.0] * count, [0.0] * count
        if count <= _WHOLE:
            _repel(range(count), range(count), xs, ys, masses, fx, fy, inf)
        elif not large:
            _repel_all(xs, ys, masses, fx, fy)
        else:
            _repel_near(xs, ys, masses, fx, fy, 1.8 * spacing)
        for a, b, pull_a, pull_b in pulls:
            dx, dy = xs[b] - xs[a], ys[b] - ys[a]
            fx[a] += dx * pull_a
            fy[a] += dy * pull_a
            fx[b] -= dx * pull_b
            fy[b] -= dy * pull_b
        for node in range(count):
            x, y = fx[node], fy[node]
            length = sqrt(x * x + y * y)
            if length > heat:
                x *= heat / length
                y *= heat / length
            xs[node] += x
            ys[node] += y


def _pulls(level: _Level) -> list[tuple[int, int, float, float]]:
    """Return the links with how strongly either end follows the other: who has many links is held by all of them."""
    held = [0.0] * len(level.masses)
    for a, b, weight in level.links:
        held[a] += weight
        held[b] += weight
    found = []
    for a, b, weight in level.links:
        strength = _PULL * weight / min(held[a], held[b])
        share = held[b] / (held[a] + held[b])
        found.append((a, b, strength * share, strength * (1 - share)))
    return found


def _cells(xs: list[float], ys: list[float], side: float) -> dict[Link, list[int]]:
    """Return the nodes by the cell of a grid in which they stand."""
    cells: dict[Link, list[int]] = {}
    for node in range(len(xs)):
        key = (int(xs[node] // side), int(ys[node] // side))
        held = cells.get(key)
        if held is None:
            cells[key] = [node]
        else:
            held.append(node)
    return cells


_BESIDE = ((1, 0), (-1, 1), (0, 1), (1, 1))


def _repel_near(
    xs: list[float],
    ys: list[float],
    masses: list[float],
    fx: list[float],
    fy: list[float],
    side: float,
    within: float = 0.0,
) -> dict[Link, list[int]]:
    """Let nodes of the same and of neighbouring cells repel each other; return the cells."""
    cells = _cells(xs, ys, side)
    none: list[int] = []
    for (column, row), own in cells.items():
        others = own.copy()
        for right, down in _BESIDE:
            others += cells.get((column + right, row + down), none)
        _repel(own, others, xs, ys, masses, fx, fy, within or side * side)
    return cells


def _repel_all(xs: list[float], ys: list[float], masses: list[float], fx: list[float], fy: list[float]) -> None:
    """Let near nodes repel each other one by one, and far ones by the middles of their cells."""
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    side = max(wide, tall, 1e-6) / max(4, min(12, int(sqrt(len(xs)) / 2.5)))
    cells = _repel_near(xs, ys, masses, fx, fy, side, inf)
    middles = []
    for (column, row), held in cells.items():
        mass = sum(masses[node] for node in held)
        x = sum(xs[node] * masses[node] for node in held) / mass
        y = sum(ys[node] * masses[node] for node in held) / mass
        middles.append((column, row, x, y, mass, held))
    push_x, push_y = [0.0] * len(middles), [0.0] * len(middles)
    for at, (column, row, x, y, mass, _) in enumerate(middles):
        for to in range(at + 1, len(middles)):
            other_column, other_row, other_x, other_y, other_mass, _ = middles[to]
            if -1 <= column - other_column <= 1 and -1 <= row - other_row <= 1:
                continue
            dx, dy = x - other_x, y - other_y
            force = _PUSH / (dx * dx + dy * dy)
            dx *= force
            dy *= force
            push_x[at] += dx * other_mass
            push_y[at] += dy * other_mass
            push_x[to] -= dx * mass
            push_y[to] -= dy * mass
    for at, middle in enumerate(middles):
        for node in middle[5]:
            fx[node] += push_x[at]
            fy[node] += push_y[at]


def _repel(
    own: Sequence[int],
    others: Sequence[int],
    xs: list[float],
    ys: list[float],
    masses: list[float],
    fx: list[float],
    fy: list[float],
    within: float,
) -> None:
    """Push apart each of ``own`` and those of ``others`` that come after it (``others`` begins with ``own``)."""
    for at, node in enumerate(own):
        x, y, mass = xs[node], ys[node], _PUSH * masses[node]
        sum_x = sum_y = 0.0
        for other in others[at + 1 :]:
            dx, dy = x - xs[other], y - ys[other]
            square = dx * dx + dy * dy
            if square < within:
                square += 0.01
                back = mass / square
                force = _PUSH * masses[other] / square
                sum_x += dx * force
                sum_y += dy * force
                fx[other] -= dx * back
                fy[other] -= dy * back
        fx[node] += sum_x
        fy[node] += sum_y
