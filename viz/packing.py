"""Put rectangles side by side into a picture of a given shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from .apart import Rect

_TRIES = 9


def pack(sizes: Sequence[Rect], ratio: float) -> list[tuple[float, float]]:
    """Return the upper left corners of rectangles in a picture of about ``ratio`` (width to height).

    Tall ones come first, each to the lowest place of the skyline where it fits, the leftmost of several; of
    some widths of the picture the one is taken that makes everything largest on a screen of that shape.
    """
    if not sizes:
        return []
    order = sorted(range(len(sizes)), key=lambda i: (-sizes[i][1], -sizes[i][0], i))
    widest, area = max(wide for wide, _ in sizes), sum(wide * tall for wide, tall in sizes)
    least = max(widest, sqrt(area * ratio))
    best: list[tuple[float, float]] = []
    score = 0.0
    for step in range(_TRIES if len(sizes) > 1 else 1):
        corners, width, height = _packed(sizes, order, least * (1 + 0.08 * step))
        size = max(width / ratio, height)
        if not best or size < score - 1e-9:
            best, score = corners, size
    return best


def _packed(sizes: Sequence[Rect], order: Sequence[int], room: float) -> tuple[list[tuple[float, float]], float, float]:
    skyline: list[tuple[float, float, float]] = [(0.0, room, 0.0)]  # left, right, height so far
    corners = [(0.0, 0.0)] * len(sizes)
    width = height = 0.0
    for index in order:
        wide, tall = sizes[index]
        left, top = _spot(skyline, wide, room)
        corners[index] = (left, top)
        width, height = max(width, left + wide), max(height, top + tall)
        skyline = _raised(skyline, left, left + wide, top + tall)
    return corners, width, height


def _spot(skyline: list[tuple[float, float, float]], wide: float, room: float) -> tuple[float, float]:
    """Return the leftmost of the highest places (y grows downwards) where a rectangle of this width fits."""
    best = (0.0, max(part[2] for part in skyline))
    for at, (left, _, top) in enumerate(skyline):
        if left + wide > room + 1e-6:
            break
        reach = top
        for other_left, _, other_top in skyline[at + 1 :]:
            if other_left >= left + wide - 1e-6:
                break
            reach = max(reach, other_top)
        if reach < best[1] - 1e-6:
            best = (left, reach)
    return best


def _raised(
    skyline: list[tuple[float, float, float]], left: float, right: float, top: float
) -> list[tuple[float, float, float]]:
    parts = [(a, min(b, left), h) for a, b, h in skyline if a < left - 1e-6]
    parts.append((left, right, top))
    parts += [(max(a, right), b, h) for a, b, h in skyline if b > right + 1e-6]
    merged: list[tuple[float, float, float]] = []
    for part in parts:
        if merged and abs(merged[-1][2] - part[2]) < 1e-6:
            merged[-1] = (merged[-1][0], part[1], part[2])
        else:
            merged.append(part)
    return merged
