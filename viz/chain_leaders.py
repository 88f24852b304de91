"""链主图: one chain with its leaders, segments, companies, parks and platforms; or all chains as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..graph.errors import ViewError
from ..graph.model import Graph
from .chain_overview import RATIO, draw_overview
from .chain_parts import ChainParts, SegmentPart, chain_parts
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .view import View, ViewNode

MARGIN = 20.0
CELL = 224.0
WIDEST = 270.0
SEGMENT = 176.0
HEAD = 34.0
WIDTHS = (1060, 1240, 1420, 1600, 1800, 2000, 2300, 2600, 3000)


def build_chain_leaders(graph: Graph, *, chain: str | None = None, borderline: bool = False) -> View:
    """Build the map of one chain (by name or alias), or the overview of all chains.

    Raises :class:`ViewError` where the chain is unknown or the graph has no chain to draw.
    """
    reader = Reader(graph, borderline=borderline)
    if chain is None:
        return _overview(reader)
    node = reader.find(chain, "IndustryChain", title="产业链")
    return _single(reader, chain_parts(reader, node))


@dataclass(frozen=True, slots=True)
class Band:
    """A titled field of items above or below the chain."""

    title: str
    items: tuple[Item, ...]
    tone: str


def _single(reader: Reader, parts: ChainParts) -> View:
    for width in WIDTHS:
        sheet = Sheet(reader)
        height = _draw(sheet, parts, float(width))
        if width / height >= RATIO:
            break
    name = parts.chain.name
    notes = ["示意图：位置只表示上下游与从属关系"]
    if not parts.segments:
        notes.append("文件未写明该产业链的环节")
    elif not parts.ordered:
        notes.append("文件未写明环节的上下游，按出现先后排列")
    if not parts.actors and not parts.parks and not parts.platforms and not parts.segments:
        raise ViewError(
            f"图中没有“{name}”产业链的企业、环节、园区或平台",
            hint="不加 --chain 可看全部产业链；边缘事实可用 --borderline 画出",
        )
    said = [
        f"{title} {count}"
        for title, count in (
            ("引领企业", len(parts.leaders)),
            ("其他企业与机构", parts.actors - len(parts.leaders)),
            ("环节", len(parts.segments)),
            ("园区与区域", len(parts.parks)),
            ("平台与项目", len(parts.platforms)),
        )
        if count
    ]
    return sheet.view(
        "chain-leaders", f"{name} · 链主图", subtitle=" · ".join(said), width=width, height=height, notes=notes
    )


def _draw(sheet: Sheet, parts: ChainParts, width: float) -> float:
    """Draw the bands from top to bottom, tied to the chain by a spine at the left; return the height."""
    above = _rows_of_bands(
        [
            Band("链长与责任单位", parts.heads, "office"),
            Band("引领与参与企业", (*parts.leaders, *parts.companies), "lead"),
        ],
        width,
    )
    below = _rows_of_bands(
        [Band("园区与区域", parts.parks, "park"), Band("平台与项目", parts.platforms, "platform")], width
    )
    chain, bottom = _chain_band(sheet, parts, width, MARGIN + sum(_height(sheet, row, width) + GAP for row in above))
    y = MARGIN
    for row in above:
        y = _draw_row(sheet, row, width, y, chain)
    y = bottom + GAP
    for row in below:
        y = _draw_row(sheet, row, width, y, chain)
    return y - GAP + MARGIN


def _grid(width: float, count: int) -> tuple[int, float]:
    """Return in how many columns a number of items stands, rows about equally full, and a cell's width."""
    room = width - 2 * MARGIN - 24
    most = max(1, int(room // CELL))
    columns = -(-count // -(-count // most)) if count > most else most
    return columns, min(room / columns, WIDEST)


def _rows_of_bands(bands: Sequence[Band], width: float) -> list[tuple[Band, ...]]:
    """Leave out empty bands, and put two short ones side by side."""
    full = [band for band in bands if band.items]
    most, _ = _grid(width, 1)
    if len(full) == 2 and sum(len(band.items) for band in full) < most:
        return [tuple(full)]
    return [(band,) for band in full]


def _height(sheet: Sheet, row: Sequence[Band], width: float) -> float:
    columns, cell = _grid(width, sum(len(band.items) for band in row))
    return HEAD + 20 + max(sheet.rack_height(band.items, columns, cell, 17) for band in row)


def _draw_row(sheet: Sheet, row: Sequence[Band], width: float, top: float, chain: ViewNode) -> float:
    """Draw the bands of a row, the last one to the right margin; return the top of the next row."""
    columns, cell = _grid(width, sum(len(band.items) for band in row))
    bottom = top + _height(sheet, row, width)
    spine, bus = MARGIN + 12, top + HEAD - 2
    start = ((chain.x - chain.width / 2, chain.y), (spine, chain.y), (spine, bus))
    left = MARGIN
    for index, band in enumerate(row):
        last = index == len(row) - 1
        right = width - MARGIN if last else left + 24 + len(band.items) * cell
        sheet.rack(band.items, left + 12, top + HEAD + 6, columns, cell, source=chain, start=start, bus=bus)
        sheet.field_of((left, top, right, bottom), band.tone, band.title, indent=12 + GUTTER)
        left = right + GAP
    return bottom + GAP


def _chain_band(sheet: Sheet, parts: ChainParts, width: float, top: float) -> tuple[ViewNode, float]:
    box_width = 210.0
    left = MARGIN + 12 + GUTTER
    right = left + box_width
    first = right + 36
    room = width - MARGIN - 14 - first
    columns = max(1, int((room + GUTTER) // (SEGMENT + GUTTER)))
    if parts.segments:
        columns = min(columns, -(-len(parts.segments) // -(-len(parts.segments) // columns)))
    cell = min((room + GUTTER) / columns, 250.0)
    item = Item(parts.chain, None, "产业链", 2)
    _, tall = sheet.measure(item, box_width, 25, icon=False)
    tall = max(tall, 84)
    middle = top + HEAD + 8 + tall / 2
    chain = sheet.place(item, left + box_width / 2, middle, box_width, tall, font=25, icon=False)
    y = top + HEAD - 6
    drawn: dict[str, ViewNode] = {}
    for i in range(0, len(parts.segments), columns):
        y = (
            _segment_row(sheet, parts.segments[i : i + columns], chain, first=first, cell=cell, top=y, drawn=drawn)
            + GAP
        )
    _feeds(sheet, parts, drawn)
    bottom = max(y, middle + tall / 2 + 14)
    title = "产业链与环节（上游 → 下游）" if parts.ordered else "产业链与环节" if parts.segments else "产业链"
    sheet.field_of((MARGIN, top, width - MARGIN, bottom), "chain", title, indent=12 + GUTTER)
    return chain, bottom


def _segment_row(
    sheet: Sheet,
    row: Sequence[SegmentPart],
    chain: ViewNode,
    *,
    first: float,
    cell: float,
    top: float,
    drawn: dict[str, ViewNode],
) -> float:
    """Put one row of segments with their members beneath them; return the bottom."""
    box = cell - GUTTER
    tall = max(sheet.measure(part.item, box, 17)[1] for part in row)
    tall = max(tall, 44)
    bus, edge = top + 6, chain.x + chain.width / 2
    middle = top + 22 + tall / 2
    bottom = middle + tall / 2
    for index, part in enumerate(row):
        left = first + index * cell
        node = sheet.place(part.item, left + box / 2, middle, box, tall)
        drawn[part.item.node.id] = node
        lane = edge + 18
        path = ((edge, chain.y), (lane, chain.y), (lane, bus), (node.x, bus), (node.x, middle - tall / 2))
        sheet.join(part.item.link, chain, node, path)
        if part.members:
            start = ((left + GUTTER / 2, middle + tall / 2),)
            end = sheet.rack(
                part.members,
                left,
                middle + tall / 2 + 10,
                1,
                box,
                source=node,
                start=start,
                bus=middle + tall / 2 + 4,
                font=16,
            )
            bottom = max(bottom, end)
    return bottom + 6


def _feeds(sheet: Sheet, parts: ChainParts, drawn: dict[str, ViewNode]) -> None:
    """Draw the arrows from what feeds to what is fed: straight between neighbours, else beneath them."""
    lanes = 0
    for link in parts.feeds:
        one, two = drawn[link.start], drawn[link.end]
        near = 0 < two.x - one.x <= one.width + GUTTER + 1 and one.y == two.y
        if near:
            path = [(one.x + one.width / 2, one.y), (two.x - two.width / 2, two.y)]
        else:
            lane = 5.0 + 4 * (lanes % 3)
            lanes += 1
            side = one.x + one.width / 2
            entry = two.x - two.width / 2
            path = [(side, one.y), (side + lane, one.y), (side + lane, one.y - one.height / 2 - 4 - lane / 2)]
            path += [(entry - lane, one.y - one.height / 2 - 4 - lane / 2), (entry - lane, two.y), (entry, two.y)]
        sheet.join(link, one, two, path, arrow=True)


def _overview(reader: Reader) -> View:
    chains = [chain_parts(reader, node) for node in reader.nodes("IndustryChain")]
    if not chains:
        raise ViewError("图中没有产业链", hint="请先用 deltatrunk build 载入写到产业链的文件")
    led = [parts for parts in chains if parts.actors]
    led.sort(key=lambda parts: (-len(parts.leaders), -parts.actors))
    others = [parts for parts in chains if not parts.actors and (parts.parks or parts.platforms or parts.segments)]
    silent = len(chains) - len(led) - len(others)
    return draw_overview(reader, led, others, silent)
