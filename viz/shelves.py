"""Fields of lanes on shelves: side by side in their order, as many as fit, each shelf of one height."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from .chain_overview import RATIO
from .geometry import em
from .lanes import CELL, MARGIN, Block, Grid, bus_of, draw_lanes, grid_of
from .sheet import GAP, GUTTER, Sheet
from .view import Point, ViewNode

FRAME = 24.0
"""What a field is wider than its lanes."""
SPINE = MARGIN + 10
"""Where the line from the chain runs down to the shelves."""
WIDEST = 300.0
WIDTHS = (640, 760, 900, 1060, 1240, 1420, 1600, 1800, 2000, 2200, 2400, 2700, 3000, 3400, 3800)
ROWS = (1, 2, 3, 4, 6, 8, 12, 16)


@dataclass(frozen=True, slots=True)
class Form:
    """How fields are laid out: the drawing's width, lanes above each other, cells of a column side by side."""

    width: float
    rows: int
    most: int
    wrap: bool = True
    cell: float = CELL


@dataclass(frozen=True, slots=True)
class _Sized:
    block: Block
    grid: Grid
    panels: int
    width: float


def best_form(
    blocks: Sequence[Block], draw: Callable[[Form], tuple[Sheet, float, float]], cell: float = CELL
) -> tuple[Sheet, float, float]:
    """Draw in several forms and return what a projector shows largest: the sheet, its width and height.

    Widths are tried upwards and end where a wider drawing could only be shown smaller.
    """
    most = max((len(cell) for block in blocks for lane in block.lanes for cell in lane.cells), default=1)
    longest = max((len(block.lanes) for block in blocks), default=1)
    heights = sorted({min(rows, longest) for rows in ROWS})
    abreast = sorted({min(across, most) for across in (1, 2, 3)})
    best: tuple[Sheet, float, float] | None = None
    narrowest = max((_least_width(block, cell) for block in blocks), default=0.0)
    for width in WIDTHS:
        if best is None and width < min(narrowest + 2 * MARGIN, WIDTHS[-1]):
            continue
        if best is not None and width / RATIO >= shown_size(*best[1:]):
            break
        for rows, across in product(heights, abreast):
            drawn = draw(Form(float(width), rows, across, cell=cell))
            if best is None or shown_size(*drawn[1:]) < shown_size(*best[1:]):
                best = drawn
    assert best is not None
    return best


def shown_size(width: float, height: float) -> float:
    """Return how large a drawing is for a screen; the smaller, the larger its letters."""
    return round(max(width / RATIO, height), 1)


def draw_shelves(
    sheet: Sheet, blocks: Sequence[Block], chain: ViewNode | None, form: Form, top: float, columns: Sequence[str] = ()
) -> float:
    """Draw fields from left to right, shelf under shelf, tied to the chain; return the next free edge.

    With ``form.wrap`` false they keep to one shelf, whatever its width: order then means direction.
    """
    room = form.width - 2 * MARGIN
    for shelf in _shelves([_size(block, form, room) for block in blocks], room, wrap=form.wrap):
        spare = room - sum(one.width for one in shelf) - GAP * (len(shelf) - 1)
        total = sum(one.width for one in shelf)
        left, bottoms, places = MARGIN, [], []
        for one in shelf:
            right = left + one.width + spare * one.width / total
            start = _spine(chain, top) if chain is not None else ()
            widest = one.panels * (1 + sum(one.grid.across)) * WIDEST + FRAME
            box = (left, top, min(right, left + widest))
            bottoms.append(
                draw_lanes(sheet, one.block, one.grid, box, panels=one.panels, chain=chain, start=start, titles=columns)
            )
            places.append((left, right))
            left = right + GAP
        bottom = max(bottoms) + 12
        for one, (left, right) in zip(shelf, places, strict=True):
            sheet.field_of((left, top, right, bottom), one.block.tone, one.block.title, indent=12 + GUTTER)
        top = bottom + GAP
    return top


def shelf_width(blocks: Sequence[Block], form: Form) -> float:
    """Return the width of a drawing in which these fields stand on one shelf."""
    sized = [_size(block, form, float("inf")) for block in blocks]
    return 2 * MARGIN + sum(one.width for one in sized) + GAP * max(0, len(sized) - 1)


def _size(block: Block, form: Form, room: float) -> _Sized:
    grids = (grid_of([block], most, form.cell) for most in range(form.most, 0, -1))
    grid = next((one for one in grids if one.width + FRAME <= room), grid_of([block], 1, form.cell))
    panels = -(-len(block.lanes) // form.rows)
    if form.wrap:
        fit = max(1, int((room - FRAME) // grid.width))
        panels = min(panels, fit)
        panels = -(-len(block.lanes) // -(-len(block.lanes) // panels))
    return _Sized(block, grid, panels, max(panels * grid.width + FRAME, min(_title_width(block), room)))


def _least_width(block: Block, cell: float) -> float:
    """Return the width under which a field would squeeze its names or its title."""
    return max(_title_width(block), grid_of([block], 1, cell).width + FRAME)


def _title_width(block: Block) -> float:
    return em(block.title) * 16 + 2 * GUTTER + FRAME


def _shelves(sized: Sequence[_Sized], room: float, *, wrap: bool) -> list[list[_Sized]]:
    shelves: list[list[_Sized]] = []
    for one in sized:
        used = sum(other.width + GAP for other in shelves[-1]) if shelves else 0.0
        if shelves and (not wrap or used + one.width <= room):
            shelves[-1].append(one)
        else:
            shelves.append([one])
    return shelves


def _spine(chain: ViewNode, top: float) -> tuple[Point, ...]:
    """Return the corners from the chain's box down the left edge to the line under a field's title."""
    return (chain.x - chain.width / 2, chain.y), (SPINE, chain.y), (SPINE, bus_of(top))
