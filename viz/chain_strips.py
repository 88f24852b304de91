"""All chains as strips: the chain with its counts, its segments beside it in order, each with who stands at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..graph.errors import ViewError
from .chain_board import fill_screen
from .chain_parts import ACTORS, ChainParts, SegmentPart, chain_parts
from .chain_ties import MEASURES
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .view import Area, View, ViewNode

MARGIN = 16.0
CHAIN = 216.0
SEGMENT = 178.0
PILL = 190.0
MOST = 48
"""So many chains without segments are listed; the others are counted."""


def draw_strips(reader: Reader) -> View:
    """Draw the chains whose segments documents name as strips, the others with their counts beneath.

    Raises :class:`ViewError` where the graph has no chain to draw.
    """
    chains = [chain_parts(reader, node) for node in reader.nodes("IndustryChain")]
    told = sorted((parts for parts in chains if parts.segments), key=lambda parts: -len(parts.segments))
    others = [(parts, _note(reader, parts)) for parts in chains if not parts.segments]
    others = sorted((pair for pair in others if pair[1][1]), key=lambda pair: -pair[1][1])
    if not told and not others:
        raise ViewError("图中没有可画的产业链", hint="请先用 deltatrunk build 载入写到产业链的文件")
    listed = others[:MOST]
    tried = [_draw(Sheet(reader), told, listed, panels, most) for panels in range(1, 4) for most in range(2, 8)]
    sheet, width, height = fill_screen(tried)
    notes = ["示意图：位置只表示上下游与从属关系；卡片上的数字是写到的个数"]
    if any(not parts.ordered for parts in told):
        notes.append("没有箭头的环节，文件未写明上下游，按出现先后排列")
    if len(others) > MOST:
        notes.append(f"另有 {len(others) - MOST} 条产业链只写到园区、任务等，未列入")
    silent = len(chains) - len(told) - len(others)
    if silent:
        notes.append(f"另有 {silent} 条产业链没有可画的内容，未列入")
    said = f"{len(told)} 条产业链写明环节" if told else "文件未写明任何产业链的环节"
    if others:
        said += f" · {len(others)} 条未写明环节"
    return sheet.view("chain", "产业链条图 · 全部产业链", subtitle=said, width=width, height=height, notes=notes)


def _note(reader: Reader, parts: ChainParts) -> tuple[str, int]:
    """Return the counts of a chain in words, and their sum."""
    tasks = len({node.id for _, node in reader.into(parts.chain.id, "FOCUSES_ON", *MEASURES)})
    counts = (
        ("企业", parts.actors),
        ("平台", len(parts.platforms)),
        ("园区", len(parts.parks)),
        ("任务", tasks),
    )
    said = " ".join(f"{title}{count}" for title, count in counts if count)
    return said, sum(count for _, count in counts)


def _draw(
    sheet: Sheet,
    told: Sequence[ChainParts],
    others: Sequence[tuple[ChainParts, tuple[str, int]]],
    panels: int,
    most: int,
) -> tuple[Sheet, float, float]:
    """Put the strips into panels, then the chains without segments; return sheet, width and height."""
    panel = 20 + CHAIN + most * SEGMENT
    width = 2 * MARGIN + panels * panel + (panels - 1) * GAP
    bottoms = [MARGIN] * panels
    for parts in told:
        at = min(range(panels), key=lambda index: (bottoms[index], index))
        left = MARGIN + at * (panel + GAP)
        bottoms[at] = _strip(sheet, parts, left, bottoms[at], panel, most) + GAP
    y = max(bottoms)
    if others:
        columns = max(1, int((width - 2 * MARGIN - 24) // PILL))
        cell = (width - 2 * MARGIN - 24) / columns
        items = [Item(parts.chain, None, note) for parts, (note, _) in others]
        end = sheet.rack(items, MARGIN + 12 - GUTTER / 2, y + 34, columns, cell, level=1)
        sheet.field_of((MARGIN, y, width - MARGIN, end + 12), "quiet", "文件未写明环节的产业链")
        y = end + 12 + GAP
    return sheet, width, y - GAP + MARGIN


def _strip(sheet: Sheet, parts: ChainParts, left: float, top: float, panel: float, most: int) -> float:
    """Draw one chain with its segments to the right; return its lower edge."""
    item = Item(parts.chain, None, _note(sheet.reader, parts)[0], 2)
    box = CHAIN - GUTTER
    tall = max(sheet.measure(item, box, 20)[1], 60)
    count = len(parts.segments)
    across = -(-count // -(-count // most))
    cell = min((panel - CHAIN - 20) / across, 260.0)
    notes = [_at(segment) for segment in parts.segments]
    boxes = [replace(segment.item, note=note) for segment, note in zip(parts.segments, notes, strict=True)]
    y = top + 10
    first = left + 10 + CHAIN
    high = sheet.rack_height(boxes, across, cell, 17)
    middle = y + 8 + max(high, tall) / 2
    chain = sheet.place(item, left + 10 + box / 2, middle, box, tall, font=20)
    edge = left + 10 + box
    drawn = _segments(sheet, boxes, chain, first=first, top=middle - high / 2, across=across, cell=cell, edge=edge)
    _arrows(sheet, parts, drawn)
    bottom = max(middle + max(high, tall) / 2, y) + 12
    sheet.field_of((left, top, left + panel, bottom), "chain")
    return bottom


def _segments(
    sheet: Sheet,
    boxes: Sequence[Item],
    chain: ViewNode,
    *,
    first: float,
    top: float,
    across: int,
    cell: float,
    edge: float,
) -> dict[str, ViewNode]:
    """Put the segments row by row, each tied to the chain over the strip above its row."""
    drawn: dict[str, ViewNode] = {}
    y = top
    for at in range(0, len(boxes), across):
        row = boxes[at : at + across]
        tall = max(sheet.measure(item, cell - GUTTER, 17)[1] for item in row)
        bus = y - GAP / 2
        for index, item in enumerate(row):
            x = first + index * cell + (cell - GUTTER) / 2
            node = sheet.place(item, x, y + tall / 2, cell - GUTTER, tall)
            drawn[item.node.id] = node
            lane = edge + GUTTER / 2
            sheet.join(item.link, chain, node, ((edge, chain.y), (lane, chain.y), (lane, bus), (x, bus), (x, y)))
        y += tall + GAP
    return drawn


def _at(segment: SegmentPart) -> str:
    """Return a segment's position and the number of companies and institutions at it."""
    actors = len({item.node.id for item in segment.members if item.node.labels[0] in ACTORS})
    said = [segment.item.note] if segment.item.note else []
    return " · ".join([*said, f"企业 {actors}" if actors else "企业未提及"])


def _arrows(sheet: Sheet, parts: ChainParts, drawn: dict[str, ViewNode]) -> None:
    """Draw FEEDS between neighbours, and an arrow where only positions tell the order."""
    fed = {(link.start, link.end): link for link in parts.feeds}
    for first, second in zip(parts.segments, parts.segments[1:], strict=False):
        one, two = drawn[first.item.node.id], drawn[second.item.node.id]
        link = fed.get((one.entity, two.entity))
        if one.y != two.y:
            continue
        out, into = one.x + one.width / 2, two.x - two.width / 2
        if link is not None:
            sheet.join(link, one, two, ((out, one.y), (into, two.y)), arrow=True)
        elif first.item.note != second.item.note:
            sheet.areas.append(Area("label", (), "quiet", "→", ((out + into) / 2, one.y), 18, "center"))
