"""分布区域图: where a chain is developed: districts from west to east, their parks and zones, the companies in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..graph.errors import ViewError
from ..graph.model import Graph, Node
from .chain_board import SPINE, Board, draw_bare, draw_chain, fill_screen
from .chain_parts import chain_parts
from .chain_ties import PLACES, chain_ties
from .distribution_matrix import draw_matrix
from .districts import ORDER_NOTE, Region, region
from .lanes import CELL, MARGIN, Block, Grid, Lane, bus_of, draw_block, grid_of
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .view import View, ViewNode


def build_distribution(graph: Graph, *, chain: str | None = None, borderline: bool = False) -> View:
    """Build the map of where one chain is developed (by name or alias), or the matrix of places and chains.

    Raises :class:`ViewError` where the chain is unknown or no document says where it is developed.
    """
    reader = Reader(graph, borderline=borderline)
    if chain is None:
        return draw_matrix(reader)
    return _single(reader, reader.find(chain, "IndustryChain", title="产业链"))


@dataclass(frozen=True, slots=True)
class _Field:
    """A region with its carriers and the companies in them."""

    region: Region
    lanes: tuple[Lane, ...]

    @property
    def title(self) -> str:
        """Return what stands at the field's upper edge."""
        if not self.region.id:
            return "文件未写明所属区的园区与片区"
        return self.region.name if self.region.district else f"{self.region.name}（文件未写明所属区）"


def _single(reader: Reader, chain: Node) -> View:
    fields, loose = _fields(reader, chain)
    if not fields and not loose:
        raise ViewError(
            f"图中没有写明“{chain.name}”产业链落在哪里",
            hint="不加 --chain 可看全部产业链；边缘事实可用 --borderline 画出",
        )
    districts = [field for field in fields if field.region.district]
    others = [field for field in fields if not field.region.district]
    lanes = [lane for field in fields for lane in field.lanes]
    seated = {item.node.id for lane in lanes for cell in lane.cells for item in cell}
    words = _words(chain, districts, seated)
    board = Board(chain, (), words, ())
    tried = [
        _draw(Sheet(reader), board, districts, others, loose, rows, most)
        for rows in range(1, max((len(field.lanes) for field in fields), default=1) + 1)
        for most in (1, 2)
    ]
    sheet, width, height = fill_screen(tried)
    counts = (
        ("区", len(districts)),
        ("园区、片区与区域", len(lanes)),
        ("落位企业、平台与项目", len(seated)),
        ("未写明地点的企业、平台与项目", len(loose)),
    )
    said = " · ".join(f"{title} {count}" for title, count in counts if count)
    notes = [ORDER_NOTE if len(districts) > 1 else "示意图：位置不表示实际距离与边界"]
    return sheet.view(
        "distribution", f"{chain.name} · 分布区域图", subtitle=said, width=width, height=height, notes=notes
    )


def _words(chain: Node, districts: Sequence[_Field], seated: set[str]) -> str:
    said = "左西右东，一块底色是一个区；" if len(districts) > 1 else ""
    said += f"框是重点发展{chain.name}的园区、片区或区域"
    return said + ("，右侧是落在其中的企业、平台与项目。" if seated else "。文件未写明落在其中的企业。")


def _fields(reader: Reader, chain: Node) -> tuple[list[_Field], tuple[Item, ...]]:
    """Return the regions with their lanes, and the members of the chain whose place no document tells."""
    parts = chain_parts(reader, chain)
    carriers = {tie.item.node.id: tie.item for tie in chain_ties(reader, chain) if not tie.measure}
    members = {i.node.id: i for i in (*parts.leaders, *parts.companies, *parts.platforms)}
    for segment in parts.segments:
        for item in segment.members:
            if item.node.labels[0] in ("Company", "Organization", "Platform", "Project"):
                members.setdefault(item.node.id, replace(item, note=segment.item.node.name))
    held: dict[str, list[Item]] = defaultdict(list)
    loose = []
    for member in members.values():
        places = reader.out(member.node.id, "LOCATED_IN", *PLACES)
        for link, place in places:
            held[place.id].append(replace(member, link=link))
            carriers.setdefault(place.id, Item(place, None, "企业所在地"))
        if not places:
            loose.append(member)
    found: dict[Region, list[Lane]] = defaultdict(list)
    for id_, carrier in carriers.items():
        found[region(reader, carrier.node)].append(Lane(carrier, (tuple(held.get(id_, ())),)))
    order = ("Place", "Zone", "Park")
    fields = []
    for one in sorted(found, key=lambda r: r.key):
        lanes = sorted(found[one], key=lambda lane: order.index(lane.head.node.labels[0]))
        fields.append(_Field(one, tuple(lanes)))
    return fields, tuple(loose)


def _draw(
    sheet: Sheet,
    board: Board,
    districts: Sequence[_Field],
    others: Sequence[_Field],
    loose: Sequence[Item],
    rows: int,
    most: int,
) -> tuple[Sheet, float, float]:
    """Draw the districts side by side, at most about so many lanes high, what has no district beneath."""
    grids = [grid_of([Block("", "", field.lanes)], most) for field in districts]
    panels = [-(-len(field.lanes) // rows) for field in districts]
    natural = [count * grid.width + 24 for count, grid in zip(panels, grids, strict=True)]
    inner = sum(natural) + GAP * max(0, len(natural) - 1)
    beneath = max((min(len(field.lanes), 4) for field in others), default=3) * CELL + 24
    width = 2 * MARGIN + max(inner, beneath, 860.0)
    stretch = (width - 2 * MARGIN - inner) / max(1, len(natural))
    chain, top = draw_chain(sheet, board, width)
    y = top
    if districts:
        y = _districts(sheet, districts, grids, panels, [n + stretch for n in natural], chain, top) + GAP
    y = _others(sheet, others, chain, width, y, most)
    if loose:
        block = Block("文件未写明地点的企业、平台与项目", "lead", tuple(map(Lane, loose)))
        y = draw_bare(sheet, [block], chain, width, y)
    return sheet, width, y - GAP + MARGIN


def _districts(
    sheet: Sheet,
    fields: Sequence[_Field],
    grids: Sequence[Grid],
    panels: Sequence[int],
    widths: Sequence[float],
    chain: ViewNode,
    top: float,
) -> float:
    start = ((chain.x - chain.width / 2, chain.y), (SPINE, chain.y), (SPINE, bus_of(top)))
    left, bottoms = MARGIN, []
    for at, field in enumerate(fields):
        box = (left, top, left + widths[at])
        block = Block(field.title, "", field.lanes)
        bottoms.append(draw_block(sheet, block, grids[at], box, panels=panels[at], chain=chain, start=start))
        left += widths[at] + GAP
    left, bottom = MARGIN, max(bottoms) + 12
    for at, field in enumerate(fields):
        sheet.field_of((left, top, left + widths[at], bottom), f"area{at % 3}", field.title, indent=12 + GUTTER)
        left += widths[at] + GAP
    return bottom


def _others(sheet: Sheet, fields: Sequence[_Field], chain: ViewNode, width: float, top: float, most: int) -> float:
    """Draw the fields without a district, each over the whole width; return the next edge."""
    for field in fields:
        block = Block(field.title, "quiet", field.lanes)
        if block.bare:
            top = draw_bare(sheet, [block], chain, width, top)
            continue
        grid = grid_of([block], most)
        panels = max(1, min(len(field.lanes), int((width - 2 * MARGIN - 24) // grid.width)))
        start = ((chain.x - chain.width / 2, chain.y), (SPINE, chain.y), (SPINE, bus_of(top)))
        box = (MARGIN, top, width - MARGIN)
        bottom = draw_block(sheet, block, grid, box, panels=panels, chain=chain, start=start) + 12
        sheet.field_of((MARGIN, top, width - MARGIN, bottom), block.tone, block.title, indent=12 + GUTTER)
        top = bottom + GAP
    return top
