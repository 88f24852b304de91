"""All chains as cards of one kind: the chain, its count, and a few of the things that the map is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.model import Node
from .chain_board import fill_screen
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .view import Area

MARGIN = 16.0
CARD = 250.0
MOST = 6
"""So many things a card lists; the others are counted on it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A chain with a note under its name and the things that belong to it, the most telling first."""

    chain: Node
    note: str
    members: tuple[Item, ...]


def draw_cards(reader: Reader, cards: Sequence[Card], most: int = MOST) -> tuple[Sheet, float, float, int]:
    """Draw the fullest cards first into balanced columns; return sheet, width, height and what is hidden."""
    ordered = sorted(cards, key=lambda card: -len(card.members))
    tried = [_draw(Sheet(reader), ordered, columns, most) for columns in range(3, 16)]
    sheet, width, height = fill_screen(tried)
    return sheet, width, height, sum(max(0, len(card.members) - most) for card in cards)


def _draw(sheet: Sheet, cards: Sequence[Card], columns: int, most: int) -> tuple[Sheet, float, float]:
    width = 2 * MARGIN + columns * CARD + (columns - 1) * GAP
    bottoms = [MARGIN] * columns
    for card in cards:
        column = min(range(columns), key=lambda at: (bottoms[at], at))
        left = MARGIN + column * (CARD + GAP)
        bottoms[column] = _card(sheet, card, left, bottoms[column], most) + GAP
    return sheet, width, max(bottoms) - GAP + MARGIN


def _card(sheet: Sheet, card: Card, left: float, top: float, most: int) -> float:
    head = Item(card.chain, None, card.note, 2)
    inner = CARD - 20
    _, tall = sheet.measure(head, inner, 19)
    chain = sheet.place(head, left + CARD / 2, top + 10 + tall / 2, inner, tall, font=19)
    lane, bottom = left + 10 + GUTTER / 2, top + 10 + tall
    shown = card.members[:most]
    end = sheet.rack(shown, left + 10, bottom + 12, 1, inner, source=chain, start=((lane, bottom),), bus=bottom + 6)
    if len(card.members) > most:
        text = f"另有 {len(card.members) - most} 项"
        sheet.areas.append(Area("label", (), "quiet", text, (left + CARD / 2, end + 14), 15, "center"))
        end += 22
    sheet.field_of((left, top, left + CARD, end + 10), "chain")
    return end + 10
