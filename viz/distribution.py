"""分布区域图: where a chain is developed: districts from west to east, their parks and zones, the companies in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..graph.errors import ViewError
from ..graph.model import Graph, Node
from .chain_board import Board, draw_chain
from .chain_parts import chain_parts
from .chain_ties import PLACES, chain_ties
from .distribution_matrix import draw_matrix
from .districts import ORDER_NOTE, SEAT_NOTE, Region, region
from .lanes import MARGIN, Block, Lane
from .reading import Reader
from .sheet import GAP, Item, Sheet
from .shelves import Form, best_form, draw_shelves, shelf_width
from .view import View


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
    board = Board(chain, (), _words(chain, districts, seated), ())
    east = [Block(field.title, f"area{at % 3}", field.lanes) for at, field in enumerate(districts)]
    beneath = [Block(field.title, "quiet", field.lanes) for field in others]
    if loose:
        beneath.append(Block("文件未写明地点的企业、平台与项目", "lead", tuple(map(Lane, loose))))
    sheet, width, height = best_form([*east, *beneath], lambda form: _draw(Sheet(reader), board, east, beneath, form))
    counts = (
        ("区", len(districts)),
        ("园区、片区与区域", len(lanes)),
        ("落位企业等", len(seated)),
        ("未写明地点的", len(loose)),
    )
    said = " · ".join(f"{title} {count}" for title, count in counts if count)
    notes = [ORDER_NOTE if len(districts) > 1 else "示意图：位置不表示实际距离与边界"]
    if districts:
        notes.append(SEAT_NOTE)
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
    sheet: Sheet, board: Board, districts: Sequence[Block], others: Sequence[Block], form: Form
) -> tuple[Sheet, float, float]:
    """Draw the districts side by side, what has no district beneath them."""
    row = replace(form, wrap=False)
    form = replace(form, width=max(form.width, shelf_width(districts, row)))
    chain, y = draw_chain(sheet, board, form.width)
    y = draw_shelves(sheet, districts, chain, replace(row, width=form.width), y)
    y = draw_shelves(sheet, others, chain, form, y)
    return sheet, form.width, y - GAP + MARGIN
