"""A tidy tree from left to right: a column a layer, parents in the middle of their parts, lines in the gutters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .plan_parts import Branch
from .sheet import Item, Sheet
from .view import Point, ViewNode

LANE = 26.0
"""Room between two layers, where the lines run."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A column of the tree: the width of its boxes, the size of their letters and how many lines they hold."""

    width: float
    font: int = 17
    lines: int = 3


@dataclass(frozen=True, slots=True)
class Tree:
    """How a forest is drawn: its layers, the room between rows, and what a branch says in its box."""

    layers: tuple[Layer, ...]
    gap: float = 8
    group_gap: float = 16
    item: Callable[[Branch, Layer], Item] = lambda branch, _: branch.item

    @property
    def width(self) -> float:
        """Return the width of the whole tree, with the lane at its left."""
        return sum(LANE + layer.width for layer in self.layers)

    def left(self, depth: int) -> float:
        """Return where the boxes of a layer begin, from the left of the tree."""
        return LANE + sum(LANE + layer.width for layer in self.layers[:depth])

    def tall(self, sheet: Sheet, branch: Branch, depth: int = 0) -> float:
        """Return the height that a branch needs."""
        layer = self.layers[depth]
        own = sheet.measure(self.item(branch, layer), layer.width, layer.font, lines=layer.lines)[1]
        return max(own, self._parts(sheet, branch, depth))

    def _parts(self, sheet: Sheet, branch: Branch, depth: int) -> float:
        talls = [self.tall(sheet, part, depth + 1) for part in branch.branches]
        return sum(talls) + self.gap * (len(talls) - 1) if talls else 0

    def grow(
        self, sheet: Sheet, branch: Branch, left: float, top: float, *, depth: int = 0
    ) -> tuple[ViewNode, list[tuple[Branch, ViewNode]]]:
        """Draw a branch with its upper edge at ``top``; return its box, and all boxes with their branches."""
        layer, tall = self.layers[depth], self.tall(sheet, branch, depth)
        item = self.item(branch, layer)
        own = sheet.measure(item, layer.width, layer.font, lines=layer.lines)[1]
        x = left + self.left(depth)
        node = sheet.place(
            item,
            x + layer.width / 2,
            top + tall / 2,
            layer.width,
            own,
            font=layer.font,
            lines=layer.lines,
            level=min(depth, 2),
        )
        drawn = [(branch, node)]
        y = top + (tall - self._parts(sheet, branch, depth)) / 2
        for part in branch.branches:
            child, below = self.grow(sheet, part, left, y, depth=depth + 1)
            drawn += below
            sheet.join(part.item.link, node, child, bracket(node, child, x + layer.width + LANE / 2))
            y += self.tall(sheet, part, depth + 1) + self.gap
        return node, drawn


def bracket(one: ViewNode, two: ViewNode, lane: float) -> tuple[Point, ...]:
    """Return the corners of a line from a box to one at its right, by a lane between them."""
    start, end = (one.x + one.width / 2, one.y), (two.x - two.width / 2, two.y)
    if abs(one.y - two.y) < 0.5:
        return (start, (end[0], one.y))
    return (start, (lane, one.y), (lane, two.y), end)


def fold_columns(heights: Sequence[float], count: int, gap: float) -> tuple[tuple[int, ...], ...]:
    """Divide what stands in a row into at most so many columns, in order, the tallest as low as can be.

    >>> fold_columns([3, 1, 1, 1], 2, 0)
    ((0,), (1, 2, 3))
    """
    limits = sorted(
        {sum(heights[i:j]) + gap * (j - i - 1) for i in range(len(heights)) for j in range(i + 1, len(heights) + 1)}
    )
    for limit in limits:
        columns: list[list[int]] = []
        room = -1.0
        for index, tall in enumerate(heights):
            if not columns or room < tall + gap - 1e-6:
                columns.append([])
                room = limit + gap
            columns[-1].append(index)
            room -= tall + gap
        if len(columns) <= count and all(tall <= limit + 1e-6 for tall in heights):
            return tuple(map(tuple, columns))
    return ()
