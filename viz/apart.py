"""Push rectangles apart until none covers another, keeping who stands left of and above whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

Rect = tuple[float, float]
"""Width and height."""
_PATIENCE = 60
"""So many rounds of pushing; after them the whole picture grows a little a round, which always ends it."""
_GROWTH = 1.03


def push_apart(
    centres: Sequence[tuple[float, float]], sizes: Sequence[Rect], *, gap: float = 6.0, fixed: int = -1
) -> list[tuple[float, float]]:
    """Return centres at which no two rectangles come closer than ``gap``.

    Each pair that does is moved along the way that is shorter, by half each; ``fixed`` is one that stays.
    """
    xs, ys = [c[0] for c in centres], [c[1] for c in centres]
    wide, tall = [s[0] + gap for s in sizes], [s[1] + gap for s in sizes]
    if len(xs) < 2:
        return list(zip(xs, ys, strict=True))
    turn = 0
    while True:
        moved = False
        for a, b in _near(xs, ys, max(wide), max(tall)):
            over_x = (wide[a] + wide[b]) / 2 - abs(xs[a] - xs[b])
            over_y = (tall[a] + tall[b]) / 2 - abs(ys[a] - ys[b])
            if over_x <= 0.05 or over_y <= 0.05:
                continue
            moved = True
            values, over = (xs, over_x) if over_x < over_y else (ys, over_y)
            step = over / 2 + 0.05
            low, high = (a, b) if (values[a], a) <= (values[b], b) else (b, a)
            values[low] -= 2 * step if high == fixed else 0 if low == fixed else step
            values[high] += 2 * step if low == fixed else 0 if high == fixed else step
        if not moved:
            return list(zip(xs, ys, strict=True))
        turn += 1
        if turn > _PATIENCE:
            about_x, about_y = (xs[fixed], ys[fixed]) if fixed >= 0 else (0.0, 0.0)
            xs = [about_x + (x - about_x) * _GROWTH for x in xs]
            ys = [about_y + (y - about_y) * _GROWTH for y in ys]


def _near(xs: list[float], ys: list[float], wide: float, tall: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs that could cover each other, by a grid of the largest rectangle."""
    cells: dict[tuple[int, int], list[int]] = {}
    for node in range(len(xs)):
        cells.setdefault((int(xs[node] // wide), int(ys[node] // tall)), []).append(node)
    for (column, row), own in cells.items():
        for at, node in enumerate(own):
            for other in own[at + 1 :]:
                yield node, other
            for right, down in ((1, 0), (-1, 1), (0, 1), (1, 1)):
                for other in cells.get((column + right, row + down), ()):
                    yield node, other
