"""All industry chains at once: a card a chain, those with leaders and companies first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .chain_parts import ACTORS, ChainParts
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .view import Area, Scene, View

RATIO = 1.95
"""Width to height of a drawing that fills a projector's screen under the map's header."""
CARD = 286.0
PILL = 190.0
MARGIN = 16.0


def draw_overview(reader: Reader, led: Sequence[ChainParts], others: Sequence[ChainParts], silent: int) -> View:
    """Draw cards for chains with leaders or companies, pills for chains that only have places or platforms.

    Companies that a document calls 链主 without saying of which chain have a band of their own.
    """
    loose = chainless_leaders(reader, led)
    tried = [_draw(Sheet(reader), led, others, loose, columns) for columns in range(3, 12)]
    # The largest letters on a projector's screen, the fewest columns where that is the same.
    sheet, width, height = min(tried, key=lambda drawn: (round(max(drawn[1] / RATIO, drawn[2])), drawn[1]))
    said = f"{len(led)} 条产业链写明企业"
    if loose:
        said += f" · {len(loose)} 家链主未写明产业链"
    if others:
        said += f" · {len(others)} 条只写明园区、平台或环节"
    notes = ["示意图：一家企业参与几条产业链，就在几张卡片上各出现一次"]
    if silent:
        notes.append(f"另有 {silent} 条产业链没有可画的企业、园区、平台或环节，未列入")
    return sheet.view("chain-leaders", "链主图 · 全部产业链", subtitle=said, width=width, height=height, notes=notes)


def chainless_leaders(reader: Reader, led: Sequence[ChainParts]) -> tuple[Item, ...]:
    """Return the companies called 链主 that lead none of the chains drawn."""
    leading = {item.node.id for parts in led for item in parts.leaders}
    return tuple(Item(n, None, "链主", 1) for n in reader.nodes("ChainLeader") if n.id not in leading)


def _draw(
    sheet: Sheet, led: Sequence[ChainParts], others: Sequence[ChainParts], loose: Sequence[Item], columns: int
) -> tuple[Sheet, float, float]:
    """Put each card into the shortest column, then the pills beneath; return sheet, width and height."""
    width = 2 * MARGIN + columns * CARD + (columns - 1) * GAP
    top = _leader_band(sheet, loose, width) + GAP if loose else MARGIN
    bottoms = [top] * columns
    for parts in led:
        column = min(range(columns), key=lambda i: (bottoms[i], i))
        left = MARGIN + column * (CARD + GAP)
        bottoms[column] = _card(sheet, parts, left, bottoms[column]) + GAP
    y = max(bottoms)
    if others:
        # Beneath the shorter columns to the right of tall ones, where that keeps the drawing lower.
        spans = [(i, MARGIN + i * (CARD + GAP), max(bottoms[i:])) for i in range(columns)]
        spot = min(spans, key=lambda span: max(y, span[2] + _pills_height(sheet, others, width - span[1])))
        y = max(y, _pills(sheet, others, spot[1], width, spot[2]) + GAP)
    return sheet, width, y - GAP + MARGIN


def _leader_band(sheet: Sheet, loose: Sequence[Item], width: float) -> float:
    """Draw the 链主 without a chain in a band above the cards; return its lower edge."""
    columns = max(1, int((width - 2 * MARGIN - 24) // CARD))
    cell = (width - 2 * MARGIN - 24) / columns
    end = sheet.rack(loose, MARGIN + 12 - GUTTER / 2, MARGIN + 34, columns, cell, level=1)
    sheet.field_of((MARGIN, MARGIN, width - MARGIN, end + 12), "lead", "链主企业（文件未写明所属产业链）")
    return end + 12


def _card(sheet: Sheet, parts: ChainParts, left: float, top: float) -> float:
    members: list[Item] = []
    hidden = 0
    for items, cap in _shown(parts):
        members += items[:cap]
        hidden += max(0, len(items) - cap)
    counts = (("环节", len(parts.segments)), ("企业", parts.actors), ("园区", len(parts.parks)))
    note = " · ".join(f"{title} {count}" for title, count in counts if count)
    head = Item(parts.chain, None, note, 2)
    inner = CARD - 20
    _, tall = sheet.measure(head, inner, 20)
    chain = sheet.place(head, left + CARD / 2, top + 10 + tall / 2, inner, tall, font=20)
    lane = left + 10 + GUTTER / 2
    bottom = top + 10 + tall
    end = sheet.rack(members, left + 10, bottom + 12, 1, inner, source=chain, start=((lane, bottom),), bus=bottom + 6)
    if hidden:
        end += 22
    sheet.field_of((left, top, left + CARD, end + 12), "chain")
    sheet.scenes.append(Scene(parts.chain.name, left, top, left + CARD, end + 12))
    if hidden:
        text = f"另有 {hidden} 项，见该链的单链图"
        sheet.areas.append(Area("label", (), "quiet", text, (left + CARD / 2, end - 4), 15, "center"))
    return end + 12


def _shown(parts: ChainParts) -> tuple[tuple[Sequence[Item], int], ...]:
    """Return what a card lists, in order, and how many of each."""
    known = {item.node.id for item in (*parts.leaders, *parts.companies)}
    seated: list[Item] = []
    for segment in parts.segments:
        for item in segment.members:
            if item.node.labels[0] in ACTORS and item.node.id not in known:
                known.add(item.node.id)
                seated.append(replace(item, note=segment.item.node.name))
    return (
        (parts.heads, 2),
        (parts.leaders, 12),
        ((*parts.companies, *seated), 8),
        (parts.parks, 2),
        (parts.platforms, 2),
    )


def _pill_grid(room: float) -> tuple[int, float]:
    columns = max(1, int((room - MARGIN - 24) // PILL))
    return columns, (room - MARGIN - 24) / columns


def _pills_height(sheet: Sheet, others: Sequence[ChainParts], room: float) -> float:
    columns, cell = _pill_grid(room)
    return 34 + sheet.rack_height([Item(parts.chain) for parts in others], columns, cell, 17) + 12


def _pills(sheet: Sheet, others: Sequence[ChainParts], left: float, width: float, top: float) -> float:
    columns, cell = _pill_grid(width - left)
    items = [Item(parts.chain) for parts in others]
    end = sheet.rack(items, left + 12 - GUTTER / 2, top + 34, columns, cell, level=1)
    sheet.field_of((left, top, width - MARGIN, end + 12), "quiet", "只写明园区、平台或环节的产业链")
    return end + 12
