"""技术路线图: a chain's technologies and products with the measures that develop them, by the years of the plans."""

from __future__ import annotations

from ..graph.errors import ViewError
from ..graph.model import Graph, Node
from .chain_board import Board, draw_board
from .chain_ledger import draw_ledger, ledger_lane, ledger_rows
from .chain_ties import Tie, chain_ties, items, stages
from .lanes import Block, Lane
from .reading import Reader
from .sheet import Item
from .view import View

COLUMNS = ("任务、载体或环节", "平台与项目", "技术", "环节与产品", "应用领域")


def build_technology(graph: Graph, *, chain: str | None = None, borderline: bool = False) -> View:
    """Build the technology map of one chain (by name or alias), or all chains with their technologies.

    Raises :class:`ViewError` where the chain is unknown, or nothing tells what is developed for it.
    """
    reader = Reader(graph, borderline=borderline)
    if chain is None:
        return _overview(reader)
    return _single(reader, reader.find(chain, "IndustryChain", title="产业链"))


def _single(reader: Reader, chain: Node) -> View:
    ties = chain_ties(reader, chain)
    telling = [tie for tie in ties if _cells(tie) != ((), (), (), ())]
    others = [tie for tie in ties if tie not in telling and tie.measure]
    own_blocks, placed = _of_segments(reader, chain)
    own = _own(reader, chain, placed | {i.node.id for tie in telling for cell in _cells(tie) for i in cell})
    if not telling and not own and not own_blocks and not others:
        raise ViewError(
            f"图中没有“{chain.name}”产业链的技术、产品、平台或研发任务",
            hint="不加 --chain 可看全部产业链；边缘事实可用 --borderline 画出",
        )
    blocks = [*own_blocks]
    blocks += [
        Block(title, f"area{at % 3}", tuple(Lane(tie.item, _cells(tie)) for tie in found))
        for at, (title, found) in enumerate(stages(telling))
    ]
    if others:
        title = f"写到发展{chain.name}、未写技术与产品的任务和计划"
        blocks.append(Block(title, "quiet", tuple(Lane(tie.item) for tie in others)))
    known = {i.node.id for tie in telling for i in tie.technologies} | placed
    known |= {i.node.id for i in own if i.node.labels[0] == "Technology"}
    technologies = sum(reader.graph.nodes[id_].labels[0] == "Technology" for id_ in known)
    if technologies:
        words = (
            "从左到右：谁来做、依托的平台、技术、产品、应用；各栏按规划年份先后。"
            "一行是一项任务，同行的技术由这项任务写到，任务也可能写到别的产业链。"
        )
    else:
        words = (
            f"文件未写明{chain.name}的技术名称；下面是写到它的任务和计划，以及任务依托的平台与项目，按规划年份排列。"
        )
    board = Board(chain, own, words, tuple(blocks), COLUMNS)
    sheet, width, height = draw_board(board, reader)
    notes = ["示意图：先后按文件的规划年份，不表示研发进度"]
    if technologies and not own_blocks:
        notes.append("技术与产业链由同一任务或载体写到，文件未另写明技术之间的先后")
    said = _counts(
        ("技术", technologies),
        ("环节与产品", len({i.node.id for tie in telling for i in tie.segments})),
        ("任务与计划", sum(tie.measure for tie in ties)),
        ("平台与项目", len({i.node.id for tie in telling for i in tie.platforms} | _platforms(own))),
    )
    return sheet.view(
        "technology", f"{chain.name} · 技术路线图", subtitle=said, width=width, height=height, notes=notes
    )


def _cells(tie: Tie) -> tuple[tuple[Item, ...], ...]:
    return tie.platforms, tie.technologies, tie.segments, tie.scenarios


def _own(reader: Reader, chain: Node, placed: set[str]) -> tuple[Item, ...]:
    """Return the chain's own technologies, products and platforms that stand in no lane."""
    found = [
        *items(reader.into(chain.id, "PART_OF", "Technology")),
        *items(reader.into(chain.id, "PART_OF", "Segment", "IndustryChain")),
        *items(reader.into(chain.id, "PARTICIPATES_IN", "Platform", "Project")),
    ]
    return tuple(item for item in found if item.node.id not in placed)


def _of_segments(reader: Reader, chain: Node) -> tuple[list[Block], set[str]]:
    """Return a field of the segments that technologies are part of, and what stands in it."""
    lanes = []
    placed: set[str] = set()
    for item in items(reader.into(chain.id, "PART_OF", "Segment")):
        technologies = items(reader.into(item.node.id, "PART_OF", "Technology"))
        platforms = items(reader.into(item.node.id, "PARTICIPATES_IN", "Platform", "Project"))
        if technologies:
            lanes.append(Lane(item, (platforms, technologies, (), ())))
            placed |= {item.node.id, *(i.node.id for i in (*technologies, *platforms))}
    return ([Block("环节的技术", "park", tuple(lanes))] if lanes else []), placed


def _platforms(own: tuple[Item, ...]) -> set[str]:
    return {item.node.id for item in own if item.node.labels[0] in ("Platform", "Project")}


def _counts(*counts: tuple[str, int]) -> str:
    return " · ".join(f"{title} {count}" for title, count in counts if count)


def _overview(reader: Reader) -> View:
    chains = reader.nodes("IndustryChain")
    if not chains:
        raise ViewError("图中没有产业链", hint="请先用 deltatrunk build 载入写到产业链的文件")
    rows = ledger_rows(reader, "Technology")
    stated = []
    for chain in chains:
        own = items(reader.into(chain.id, "PART_OF", "Technology"))
        for segment in items(reader.into(chain.id, "PART_OF", "Segment")):
            own += items(reader.into(segment.node.id, "PART_OF", "Technology"))
        if own:
            stated.append(Lane(Item(chain), ((), tuple(Item(item.node) for item in own))))
    if not rows and not stated:
        raise ViewError("图中没有写明技术的产业链", hint="边缘事实可用 --borderline 画出；单链图仍可画出平台与任务")
    lanes = {row[0].item.node.id: ledger_lane(row) for row in rows}
    blocks = [Block("文件写明的产业链的技术", "park", tuple(stated))] if stated else []
    blocks += [
        Block(title, f"area{at % 3}", tuple(lanes[tie.item.node.id] for tie in found))
        for at, (title, found) in enumerate(stages([row[0] for row in rows]))
    ]
    sheet, width, height = draw_ledger(reader, blocks, ("任务、计划与载体", "写到的产业链", "写到的技术"))
    told = {item.node.id for row in rows for item in row[1]} | {lane.head.node.id for lane in stated}
    technologies = {item.node.id for row in rows for item in row[2]}
    technologies |= {item.node.id for lane in stated for item in lane.cells[1]}
    notes = ["一行是一项任务、计划或载体；文件在其中同时写到这些产业链与技术，未写明两两对应"]
    if len(told) < len(chains):
        notes.append(f"另有 {len(chains) - len(told)} 条产业链，文件未写明技术，未列入")
    said = f"{len(told)} 条产业链 · {len(technologies)} 项技术"
    return sheet.view("technology", "技术路线图 · 全部产业链", subtitle=said, width=width, height=height, notes=notes)
