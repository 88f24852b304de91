"""A board for one chain: the chain on top with what is its own, fields of lanes beneath, sized for a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.model import Node
from .chain_overview import RATIO
from .geometry import em, wrap
from .lanes import CELL, MARGIN, Block, Grid, bus_of, draw_block, grid_of
from .sheet import GAP, GUTTER, Item, Sheet
from .view import Area, Point, ViewNode

CHAIN = 210.0
SPINE = MARGIN + 10
TITLES = 30.0
WORDS = 17


@dataclass(frozen=True, slots=True)
class Board:
    """What a board shows: the chain, its own things, words to the reader, fields, titles of the columns."""

    chain: Node
    own: tuple[Item, ...]
    words: str
    blocks: tuple[Block, ...]
    columns: tuple[str, ...] = ()


def fill_screen(sheets: Sequence[tuple[Sheet, float, float]]) -> tuple[Sheet, float, float]:
    """Return the drawing that a projector shows largest, the narrowest where several are alike."""
    return min(sheets, key=lambda drawn: (round(max(drawn[1] / RATIO, drawn[2])), drawn[1]))


def draw_board(board: Board, sheet: Sheet) -> tuple[Sheet, float, float]:
    """Try panels and cells, and return the filled sheet that suits a screen, its width and height."""
    tried = []
    for panels in range(1, 7):
        for most in (1, 2, 3, 4):
            grid = grid_of(board.blocks, most)
            tried.append(_draw(board, Sheet(sheet.reader), grid, panels))
            if grid.across == grid_of(board.blocks, most + 1).across:
                break
    return fill_screen(tried)


def _draw(board: Board, sheet: Sheet, grid: Grid, panels: int) -> tuple[Sheet, float, float]:
    width = max(2 * MARGIN + 24 + panels * grid.width, 900.0)
    chain, y = draw_chain(sheet, board, width)
    full = [block for block in board.blocks if not block.bare]
    if full and board.columns:
        y = _titles(sheet, board.columns, grid, panels, width=width, top=y)
    for block in full:
        bottom = draw_block(
            sheet, block, grid, (MARGIN, y, width - MARGIN), panels=panels, chain=chain, start=_spine(chain, y)
        )
        sheet.field_of((MARGIN, y, width - MARGIN, bottom + 12), block.tone, block.title, indent=12 + GUTTER)
        y = bottom + 12 + GAP
    y = draw_bare(sheet, [block for block in board.blocks if block.bare], chain, width, y)
    return sheet, width, y - GAP + MARGIN


def draw_bare(sheet: Sheet, blocks: Sequence[Block], chain: ViewNode, width: float, top: float) -> float:
    """Draw fields of things without columns, short ones side by side; return the next edge."""
    room = width - 2 * MARGIN - 24
    most = max(1, int(room // CELL))
    rows: list[list[Block]] = []
    for block in blocks:
        used = sum(len(one.lanes) for one in rows[-1]) if rows else most
        # A field needs room for its title, and its frame takes some of a cell.
        if rows and used + max(2, len(block.lanes)) < most:
            rows[-1].append(block)
        else:
            rows.append([block])
    for row in rows:
        bottoms, left = [], MARGIN
        cell = min(room / most, 290.0)
        for block in row:
            last = block is row[-1]
            right = width - MARGIN if last else left + 24 + max(2, len(block.lanes)) * cell
            fit = max(1, int((right - left - 24) // CELL))
            panels = -(-len(block.lanes) // -(-len(block.lanes) // fit))
            inner = min(right, left + 24 + panels * 330)
            bottoms.append(
                draw_block(
                    sheet, block, Grid(()), (left, top, inner), panels=panels, chain=chain, start=_spine(chain, top)
                )
            )
            left = right + GAP
        left = MARGIN
        for block in row:
            right = width - MARGIN if block is row[-1] else left + 24 + max(2, len(block.lanes)) * cell
            sheet.field_of((left, top, right, max(bottoms) + 12), block.tone, block.title, indent=12 + GUTTER)
            left = right + GAP
        top = max(bottoms) + 12 + GAP
    return top


def _spine(chain: ViewNode, top: float) -> tuple[Point, ...]:
    """Return the corners from the chain's box down the left edge to the line under a field's title."""
    return (chain.x - chain.width / 2, chain.y), (SPINE, chain.y), (SPINE, bus_of(top))


def draw_chain(sheet: Sheet, board: Board, width: float) -> tuple[ViewNode, float]:
    """Draw the chain's band with words and own things to its right; return its box and the next edge."""
    top = MARGIN
    item = Item(board.chain, None, "产业链", 2)
    _, tall = sheet.measure(item, CHAIN, 25, icon=False)
    tall = max(tall, 76)
    left = MARGIN + 12 + GUTTER
    chain = sheet.place(item, left + CHAIN / 2, top + 14 + tall / 2, CHAIN, tall, font=25, icon=False)
    first = left + CHAIN + 16
    room = width - MARGIN - 12 - first
    y = top + 14
    lines = wrap(board.words, room / WORDS, 3) if board.words else ()
    for line in lines:
        sheet.areas.append(Area("label", (), "quiet", line, (first + GUTTER, y + 13), WORDS))
        y += WORDS * 1.4
    if board.own:
        columns = max(1, int(room // 200))
        columns = -(-len(board.own) // -(-len(board.own) // columns))
        bus = y + 8
        edge = left + CHAIN
        start = ((edge, chain.y), (edge + 10, chain.y), (edge + 10, bus))
        cell = min(room / columns, 270.0)
        y = sheet.rack(board.own, first, bus + 8, columns, cell, source=chain, start=start, bus=bus)
    bottom = max(y, top + 14 + tall) + 12
    sheet.field_of((MARGIN, top, width - MARGIN, bottom), "chain")
    return chain, bottom + GAP


def _titles(sheet: Sheet, columns: Sequence[str], grid: Grid, panels: int, *, width: float, top: float) -> float:
    room = (width - 2 * MARGIN - 24) / panels
    cell = room / (1 + sum(grid.across))
    wide = [1, *grid.across]
    for panel in range(panels):
        x = MARGIN + 12 + panel * room
        for title, cells in zip(columns, wide, strict=False):
            if cells:
                font = 17 if em(title) * 17 < cells * cell - GUTTER else 14
                middle = x + GUTTER + (cells * cell - GUTTER) / 2
                sheet.areas.append(Area("label", (), "quiet", title, (middle, top + TITLES / 2 - 4), font, "center"))
            x += cells * cell
    return top + TITLES
