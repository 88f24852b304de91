"""应用领域图: from a chain over its technologies and measures to the fields in which it is applied."""

from __future__ import annotations

from dataclasses import replace

from ..graph.errors import ViewError
from ..graph.model import Graph, Node
from .chain_board import Board, draw_board
from .chain_ledger import draw_ledger, ledger_lane, ledger_rows
from .chain_ties import Tie, chain_ties, items
from .lanes import Block, Lane
from .reading import Reader
from .sheet import Item
from .view import View

WORDS = ("应用", "示范", "场景", "试点", "赋能", "推广")
"""Words in a measure's name that say that it applies something."""
COLUMNS = ("技术、任务与载体", "应用领域", "平台、项目与地点")


def build_application(graph: Graph, *, chain: str | None = None, borderline: bool = False) -> View:
    """Build the map of one chain's fields of application (by name or alias), or of all chains.

    Raises :class:`ViewError` where the chain is unknown, or nothing tells of its use.
    """
    reader = Reader(graph, borderline=borderline)
    if chain is None:
        return _overview(reader)
    return _single(reader, reader.find(chain, "IndustryChain", title="产业链"))


def _single(reader: Reader, chain: Node) -> View:
    ties = chain_ties(reader, chain)
    direct = _direct(reader, chain)
    technologies = _technologies(reader, chain, ties)
    fields = [tie for tie in ties if tie.scenarios]
    named = [tie for tie in ties if tie not in fields and any(w in tie.item.node.name for w in WORDS)]
    projects = items(reader.into(chain.id, "PARTICIPATES_IN", "Project"))
    places = [tie for tie in ties if tie not in (*fields, *named) and not tie.measure]
    blocks = [
        Block("技术的应用领域", "park", tuple(technologies)),
        Block("同一任务、计划或载体写到的应用领域", "area0", tuple(_lane(reader, tie) for tie in fields)),
        Block("应用、示范类任务与计划（未写应用领域名称）", "area1", tuple(_lane(reader, tie) for tie in named)),
        Block("建设项目", "platform", tuple(Lane(item) for item in projects)),
        Block(f"重点发展{chain.name}的园区、片区与区域", "quiet", tuple(Lane(tie.item) for tie in places)),
    ]
    shown = tuple(block for block in blocks if block.lanes)
    if not shown and not direct:
        raise ViewError(
            f"图中没有“{chain.name}”产业链的应用领域、应用任务、项目或园区",
            hint="不加 --chain 可看全部产业链；边缘事实可用 --borderline 画出",
        )
    board = Board(chain, direct, _words(chain, direct, technologies, fields), shown, COLUMNS)
    sheet, width, height = draw_board(board, reader)
    scenarios = {i.node.id for i in direct} | {i.node.id for tie in fields for i in tie.scenarios}
    scenarios |= {i.node.id for lane in technologies for i in lane.cells[0]}
    counts = (
        ("应用领域", len(scenarios)),
        ("应用类任务与计划", len([tie for tie in (*fields, *named) if tie.measure])),
        ("项目", len(projects)),
        ("园区与区域", len([tie for tie in ties if not tie.measure])),
    )
    said = " · ".join(f"{title} {count}" for title, count in counts if count)
    notes = ["示意图：位置不表示主次"]
    if direct and any(item.link is None for item in direct):
        notes.append("“名称写明”：应用领域由名称（产业链+领域）得出")
    return sheet.view(
        "application", f"{chain.name} · 应用领域图", subtitle=said, width=width, height=height, notes=notes
    )


def _words(chain: Node, direct: tuple[Item, ...], technologies: list[Lane], fields: list[Tie]) -> str:
    way = "从左到右：产业链、技术或任务、应用领域、相关平台与地点。"
    if any(item.link is not None for item in direct):
        return way + "右侧为文件写明的直接应用。"
    if direct:
        return way + f"文件未另写明{chain.name}的直接应用，右侧由名称得出。"
    if technologies:
        return way + f"文件未写明{chain.name}的直接应用，只写明其技术的应用。"
    if fields:
        return f"文件未直接写明{chain.name}应用于哪里；下面的应用领域与它由同一任务、计划或载体写到。"
    return f"文件未写明{chain.name}的应用领域；下面是写到它的应用类任务、建设项目和园区。"


def _direct(reader: Reader, chain: Node) -> tuple[Item, ...]:
    """Return the fields that a chain is applied in, and chains whose name is this chain's plus a field."""
    stated = items(reader.out(chain.id, "APPLIED_IN"))
    known = {item.node.id for item in stated}
    named = [
        Item(node, None, "名称写明")
        for node in reader.nodes("IndustryChain")
        if node.name.startswith(f"{chain.name}+") and node.id not in known
    ]
    return (*stated, *named)


def _technologies(reader: Reader, chain: Node, ties: tuple[Tie, ...]) -> list[Lane]:
    """Return a lane for each technology of the chain that is applied in a field."""
    own = [*items(reader.into(chain.id, "PART_OF", "Technology"))]
    for segment in items(reader.into(chain.id, "PART_OF", "Segment")):
        own += [
            replace(item, link=None, note=segment.node.name)
            for item in items(reader.into(segment.node.id, "PART_OF", "Technology"))
        ]
    own += [Item(item.node, None) for tie in ties for item in tie.technologies]
    found: dict[str, Lane] = {}
    for item in own:
        fields = items(reader.out(item.node.id, "APPLIED_IN"))
        if fields and item.node.id not in found:
            found[item.node.id] = Lane(item, (fields, ()))
    return list(found.values())


def _lane(reader: Reader, tie: Tie) -> Lane:
    places = items(reader.out(tie.item.node.id, "INVOLVES", "Park", "Zone", "Place")) if tie.measure else ()
    return Lane(tie.item, (tie.scenarios, (*tie.platforms, *places)))


def _overview(reader: Reader) -> View:
    chains = reader.nodes("IndustryChain")
    if not chains:
        raise ViewError("图中没有产业链", hint="请先用 deltatrunk build 载入写到产业链的文件")
    rows = ledger_rows(reader, "Scenario")
    stated, named = [], []
    for chain in chains:
        fields = _direct(reader, chain)
        sure = tuple(Item(item.node) for item in fields if item.link is not None)
        by_name = tuple(Item(item.node) for item in fields if item.link is None)
        if sure:
            stated.append(Lane(Item(chain), ((), sure)))
        if by_name:
            named.append(Lane(Item(chain), ((), by_name)))
    technologies = [
        Lane(Item(node), ((), items(reader.out(node.id, "APPLIED_IN"))))
        for node in reader.nodes("Technology")
        if reader.out(node.id, "APPLIED_IN")
    ]
    blocks = [
        Block("文件写明的产业链应用领域", "park", tuple(stated)),
        Block("技术的应用领域", "platform", tuple(technologies)),
        Block("同一任务、计划或载体写到的产业链与应用领域", "area0", tuple(map(ledger_lane, rows))),
        Block("名称写明的应用（产业链+领域）", "area1", tuple(named)),
    ]
    blocks = [block for block in blocks if block.lanes]
    if not blocks:
        raise ViewError("图中没有写明应用领域的产业链", hint="边缘事实可用 --borderline 画出；单链图仍可画出任务与园区")
    sheet, width, height = draw_ledger(reader, blocks, ("由谁写到", "写到的产业链", "应用领域"))
    told = {item.node.id for row in rows for item in row[1]} | {lane.head.node.id for lane in (*stated, *named)}
    notes = []
    if rows:
        notes.append("同一任务写到：文件在其中同时写到这些产业链与应用领域，未写明两两对应")
    if len(told) < len(chains):
        notes.append(f"另有 {len(chains) - len(told)} 条产业链，文件未写明应用领域，未列入")
    said = f"{len(told)} 条产业链写到应用领域"
    return sheet.view("application", "应用领域图 · 全部产业链", subtitle=said, width=width, height=height, notes=notes)
