"""A board for one chain: the chain on top with what is its own, fields of lanes beneath, sized for a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.model import Node
from .geometry import wrap
from .lanes import MARGIN, Block
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .shelves import Form, best_form, draw_shelves, shown_size
from .view import Area, ViewNode

CHAIN = 210.0
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
    return min(sheets, key=lambda drawn: (shown_size(drawn[1], drawn[2]), drawn[1]))


def draw_board(board: Board, reader: Reader) -> tuple[Sheet, float, float]:
    """Try several forms, and return the filled sheet that suits a screen, its width and height."""
    return best_form(board.blocks, lambda form: _draw(board, Sheet(reader), form))


def _draw(board: Board, sheet: Sheet, form: Form) -> tuple[Sheet, float, float]:
    chain, y = draw_chain(sheet, board, form.width)
    y = draw_shelves(sheet, board.blocks, chain, form, y, board.columns)
    return sheet, form.width, y - GAP + MARGIN


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
