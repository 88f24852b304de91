"""产业链条图: a chain's segments from upstream to downstream, each with what documents put there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..graph.errors import ViewError
from ..graph.model import Graph
from .chain_board import Board, draw_chain
from .chain_parts import ACTORS, ChainParts, SegmentPart, chain_parts
from .chain_strips import draw_strips
from .chain_ties import MEASURES, items
from .lanes import MARGIN, Block, Lane
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .shelves import SPINE, Form, best_form, draw_shelves
from .view import Area, Point, View, ViewNode

CELL = 226.0
PAD = 12.0
ARROW = 44.0
FONT = 17
INDENT = 22.0
"""Room for the line from the chain at the left of the segments."""
SILENT = "未提及"
_PLATFORMS = ("Platform", "Project")
_PLACES = ("Park", "Zone", "Place")
_PARTS = ("Segment", "Technology", "IndustryChain")


def build_chain(graph: Graph, *, chain: str | None = None, borderline: bool = False) -> View:
    """Build the map of one chain's segments (by name or alias), or of all chains as strips.

    Raises :class:`ViewError` where the chain is unknown or nothing stands at it.
    """
    reader = Reader(graph, borderline=borderline)
    if chain is None:
        return draw_strips(reader)
    return _single(reader, chain_parts(reader, reader.find(chain, "IndustryChain", title="产业链")))


@dataclass(frozen=True, slots=True)
class _Group:
    """Things of one kind under a segment or at the chain; ``silent`` groups say that nothing is mentioned."""

    title: str
    items: tuple[Item, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class _Step:
    """A segment with its groups."""

    item: Item
    groups: tuple[_Group, ...]


def _single(reader: Reader, parts: ChainParts) -> View:
    name = parts.chain.name
    steps = [_step(reader, segment) for segment in parts.segments]
    seated = {item.node.id for step in steps for group in step.groups for item in group.items}
    loose = _loose(reader, parts, seated)
    if not steps and not loose:
        raise ViewError(
            f"图中没有“{name}”产业链的环节、企业、园区、平台或任务",
            hint="不加 --chain 可看全部产业链；边缘事实可用 --borderline 画出",
        )
    prefix = "未落到环节的" if steps else ""
    blocks = [Block(prefix + group.title, group.tone, tuple(map(Lane, group.items))) for group in loose]
    sheet, width, height = best_form(blocks, lambda form: _draw(Sheet(reader), parts, steps, blocks, form))
    notes = ["示意图：位置只表示上下游与从属关系"]
    if steps and not parts.ordered:
        notes.append("文件未写明环节的上下游，按出现先后排列")
    if any(not _actors(step) for step in steps):
        notes.append("“未提及”：文件未写到该环节的企业，不等于当地没有")
    counts = (
        ("环节", len(steps)),
        ("企业与机构", parts.actors),
        ("平台与项目", _count(steps, loose, "平台与项目")),
        ("园区与区域", _count(steps, loose, "园区与区域")),
        ("任务与计划", _count(steps, loose, "任务与计划")),
    )
    said = " · ".join(f"{title} {count}" for title, count in counts if count)
    return sheet.view("chain", f"{name} · 产业链条图", subtitle=said, width=width, height=height, notes=notes)


def _actors(step: _Step) -> bool:
    return any(item.node.labels[0] in ACTORS for group in step.groups for item in group.items)


def _count(steps: Sequence[_Step], loose: Sequence[_Group], title: str) -> int:
    groups = [*(group for step in steps for group in step.groups), *loose]
    return len({item.node.id for group in groups if group.title == title for item in group.items})


def _step(reader: Reader, part: SegmentPart) -> _Step:
    id_ = part.item.node.id
    tasks = items(reader.into(id_, "FOCUSES_ON", *MEASURES))
    places = items(reader.into(id_, "FOCUSES_ON", *_PLACES))
    members = [item for item in part.members if item.node.labels[0] not in _PLACES]
    groups = _sorted(members, places, tasks)
    if not any(group.title == "企业与机构" for group in groups):
        groups = [_Group("企业", (), "lead"), *groups]
    return _Step(part.item, tuple(groups))


def _sorted(members: Sequence[Item], places: Sequence[Item], tasks: Sequence[Item]) -> list[_Group]:
    def of(labels: Sequence[str]) -> tuple[Item, ...]:
        return tuple(item for item in members if item.node.labels[0] in labels)

    groups = [
        _Group("企业与机构", of(ACTORS), "lead"),
        _Group("产品与技术", of(_PARTS), "chain"),
        _Group("平台与项目", of(_PLATFORMS), "platform"),
        _Group("园区与区域", tuple(places), "park"),
        _Group("任务与计划", tuple(tasks), "office"),
    ]
    return [group for group in groups if group.items]


def _loose(reader: Reader, parts: ChainParts, seated: set[str]) -> list[_Group]:
    """Return what stands at the chain, not at a segment of it."""
    id_ = parts.chain.id
    tasks = items(reader.into(id_, "FOCUSES_ON", *MEASURES))
    chains = items(reader.into(id_, "PART_OF", "IndustryChain", "Technology"))
    members = (*parts.leaders, *parts.companies, *parts.platforms, *chains)
    return _sorted(*([item for item in found if item.node.id not in seated] for found in (members, parts.parks, tasks)))


def _draw(
    sheet: Sheet, parts: ChainParts, steps: Sequence[_Step], blocks: Sequence[Block], form: Form
) -> tuple[Sheet, float, float]:
    chain, y = draw_chain(sheet, Board(parts.chain, parts.heads, _words(parts, steps), ()), form.width)
    if steps:
        drawn: dict[str, Place] = {}
        most = max(1, int((form.width - 2 * MARGIN - INDENT + ARROW) // (CELL + ARROW)))
        across = -(-len(steps) // -(-len(steps) // most))
        for at in range(0, len(steps), across):
            row = steps[at : at + across]
            y = _row(sheet, row, chain, width=form.width, across=across, top=y, drawn=drawn) + GAP
        _flow(sheet, parts, steps, drawn)
    y = draw_shelves(sheet, blocks, chain, form, y)
    return sheet, form.width, y - GAP + MARGIN


def _words(parts: ChainParts, steps: Sequence[_Step]) -> str:
    name = parts.chain.name
    if not steps:
        return f"文件未写明{name}的环节；写到该产业链的企业、平台、园区和任务列在下面。"
    said = "环节由上游（左）到下游（右）。" if parts.ordered else "文件未写明环节的上下游，按出现先后排列。"
    if not any(map(_actors, steps)):
        said += "文件没有把企业写到环节上。"
    return said


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment stands: its box, the left edge of its field, and the free strip above its row."""

    node: ViewNode
    left: float
    right: float
    strip: float


def _row(
    sheet: Sheet,
    steps: Sequence[_Step],
    chain: ViewNode,
    *,
    width: float,
    across: int,
    top: float,
    drawn: dict[str, Place],
) -> float:
    """Draw one row of segments as fields of one height; return its lower edge."""
    field = (width - 2 * MARGIN - INDENT - (across - 1) * ARROW) / across
    head = max(sheet.measure(step.item, field - 2 * PAD, 20)[1] for step in steps)
    bus, fields, bottoms = top + 6, top + 22, []
    for at, step in enumerate(steps):
        left = MARGIN + INDENT + at * (field + ARROW)
        middle = fields + PAD + head / 2
        item = replace(step.item, emphasis=1)
        node = sheet.place(item, left + field / 2, middle, field - 2 * PAD, head, font=20)
        drawn[step.item.node.id] = Place(node, left, left + field, top + 14)
        path = ((chain.x - chain.width / 2, chain.y), (SPINE, chain.y), (SPINE, bus), (node.x, bus))
        sheet.join(step.item.link, chain, node, (*path, (node.x, middle - head / 2)))
        bottoms.append(_groups(sheet, step, node, left, field))
    bottom = max(bottoms) + PAD
    for at in range(len(steps)):
        left = MARGIN + INDENT + at * (field + ARROW)
        sheet.field_of((left, fields, left + field, bottom), "chain")
    return bottom


def _groups(sheet: Sheet, step: _Step, node: ViewNode, left: float, field: float) -> float:
    y = node.y + node.height / 2
    lane = left + PAD + GUTTER / 2
    across = max(1, int((field - 2 * PAD) // CELL))
    for group in step.groups:
        title = group.title if group.items else f"{group.title}：{SILENT}"
        sheet.areas.append(Area("label", (), "quiet", title, (left + PAD + GUTTER, y + 16), 15))
        y += 30
        if group.items:
            start = ((lane, node.y + node.height / 2), (lane, y))
            count = min(across, len(group.items))
            cell = (field - 2 * PAD) / count
            y = sheet.rack(group.items, left + PAD, y + 4, count, cell, source=node, start=start, bus=y, font=FONT) + 4
    return y


def _flow(sheet: Sheet, parts: ChainParts, steps: Sequence[_Step], drawn: dict[str, Place]) -> None:
    """Draw the arrows of FEEDS, and a plain arrow between neighbours that only their positions order."""
    fed = set()
    for link in parts.feeds:
        one, two = drawn[link.start], drawn[link.end]
        fed.add((link.start, link.end))
        near = one.node.y == two.node.y and 0 < two.left - one.right <= ARROW + 1
        path = _near(one, two) if near else _far(one, two)
        sheet.join(link, one.node, two.node, path, arrow=True)
    for first, second in itertools.pairwise(steps):
        ids = first.item.node.id, second.item.node.id
        one, two = drawn[ids[0]], drawn[ids[1]]
        if first.item.note != second.item.note and ids not in fed and one.node.y == two.node.y:
            at = ((one.right + two.left) / 2, one.node.y)
            sheet.areas.append(Area("label", (), "quiet", "→", at, 26, "center"))


def _near(one: Place, two: Place) -> tuple[Point, ...]:
    y = one.node.y
    return (one.node.x + one.node.width / 2, y), (two.node.x - two.node.width / 2, y)


def _far(one: Place, two: Place) -> tuple[Point, ...]:
    """Go through the gap behind the one, along the strip above the other's row, into its left side."""
    away, into = one.right + ARROW * 0.3, two.left - ARROW * 0.3
    if two.left <= MARGIN + INDENT:
        into = two.left - 7
    y, goal = one.node.y, two.node.y
    corners = ((away, y), (away, two.strip), (into, two.strip), (into, goal))
    return ((one.node.x + one.node.width / 2, y), *corners, (two.node.x - two.node.width / 2, goal))
