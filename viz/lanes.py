"""Lanes: a head at the left and what it develops in columns to its right, many lanes in a titled field.

A lane's lines run along the free strip above it and down the gutters of its columns; the lines from the
chain run along the strip under the field's title and down the gutters of the heads. So no line
crosses a label, and a thing that two measures name stands in both lanes instead of tangling them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .geometry import wrap
from .sheet import GUTTER, Item, Sheet
from .view import Area, Point, ViewNode

MARGIN = 20.0
HEAD = 40.0
"""Room of a field's title and of the line under it."""
TITLES = 22.0
"""Room of the columns' titles."""
STRIP = 14.0
"""Room above a lane for its line."""
CELL = 200.0
FONT = 17


@dataclass(frozen=True, slots=True)
class Lane:
    """A head with its things, column by column."""

    head: Item
    cells: tuple[tuple[Item, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A titled field of lanes."""

    title: str
    tone: str
    lanes: tuple[Lane, ...]

    @property
    def bare(self) -> bool:
        """Whether it has heads only."""
        return not any(cell for lane in self.lanes for cell in lane.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """How wide a lane is: a head's cell, and so many cells in each column."""

    across: tuple[int, ...]
    cell: float = CELL

    @property
    def width(self) -> float:
        """The width of a lane with the gutter at its left."""
        return self.cell * (1 + sum(self.across))

    def lefts(self) -> tuple[float, ...]:
        """Return where each column begins, from the lane's left edge."""
        return tuple(self.cell * (1 + sum(self.across[:at])) for at in range(len(self.across)))


def grid_of(blocks: Sequence[Block], most: int, cell: float = CELL) -> Grid:
    """Return a grid with as many cells a column as its fullest lane has things, at most ``most``."""
    columns = max((len(lane.cells) for block in blocks for lane in block.lanes), default=0)
    fullest = [
        max((len(lane.cells[at]) for block in blocks for lane in block.lanes if at < len(lane.cells)), default=0)
        for at in range(columns)
    ]
    return Grid(tuple(min(most, count) for count in fullest), cell)


def draw_lanes(
    sheet: Sheet,
    block: Block,
    grid: Grid,
    box: tuple[float, float, float],
    *,
    panels: int,
    chain: ViewNode | None,
    start: Sequence[Point],
    titles: Sequence[str] = (),
) -> float:
    """Put a block's lanes side by side into panels, tie their heads to the chain, return the lowest edge.

    ``box`` is left, top and right of the field, which the caller draws; ``start`` are the corners from
    the chain's box to the field's upper left; ``titles`` name the heads and each column.
    A head whose
    relation is with something else than the chain (a segment of it) is not tied.
    """
    left, top, right = box
    room = (right - left - 24) / panels
    stretched = Grid(grid.across, room / (1 + sum(grid.across)))
    first = top + HEAD
    if titles and not block.bare:
        first += TITLES
        for panel in range(min(panels, len(block.lanes))):
            _titles(sheet, titles, stretched, left + 12 + panel * room, top + HEAD + TITLES / 2 - 2)
    bottoms = [first] * panels
    for lane in block.lanes:
        at = min(range(panels), key=lambda panel: (bottoms[panel], panel))
        x = left + 12 + at * room
        node, bottoms[at] = _lane(sheet, lane, stretched, x, bottoms[at])
        link = lane.head.link
        if chain is None or link is None or chain.entity not in (link.start, link.end):
            continue
        bus, gutter = bus_of(top), x + GUTTER / 2
        path = (*start, (gutter, bus), (gutter, node.y), (node.x - node.width / 2, node.y))
        sheet.join(link, chain, node, path)
    return max(bottoms) + 2


def _titles(sheet: Sheet, titles: Sequence[str], grid: Grid, left: float, y: float) -> None:
    x = left
    for title, cells in zip(titles, (1, *grid.across), strict=False):
        if cells and grid.across:
            text = wrap(title, (cells * grid.cell - GUTTER) / 14, 1)[0]
            sheet.areas.append(Area("label", (), "quiet", text, (x + GUTTER, y), 14))
        x += cells * grid.cell


def bus_of(top: float) -> float:
    """Return the height of the line under a field's title."""
    return top + HEAD - 8


def _lane(sheet: Sheet, lane: Lane, grid: Grid, left: float, top: float) -> tuple[ViewNode, float]:
    """Put one lane; return its head's box and its lower edge."""
    width = grid.cell - GUTTER
    _, tall = sheet.measure(lane.head, width, FONT)
    racks = [
        (items, across, x)
        for items, across, x in zip(lane.cells, grid.across, grid.lefts(), strict=False)
        if items and across
    ]
    bus = top + STRIP / 2
    y = top + STRIP
    high = max([tall, *(sheet.rack_height(items, across, grid.cell, FONT) for items, across, _ in racks)])
    head = sheet.place(lane.head, left + GUTTER + width / 2, y + tall / 2, width, tall, font=FONT)
    out = left + GUTTER + width
    start = ((out, head.y), (out + GUTTER / 2, head.y), (out + GUTTER / 2, bus))
    for items, across, x in racks:
        sheet.rack(items, left + x, y, across, grid.cell, source=head, start=start, bus=bus, font=FONT)
    return head, y + high
