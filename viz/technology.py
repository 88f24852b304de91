"""技术路线图: a chain's technologies and products with the measures that develop them, by the years of the plans."""

from __future__ import annotations

from ..graph.errors import ViewError
from ..graph.model import Graph, Node
from .chain_board import Board, draw_board
from .chain_cards import Card, draw_cards
from .chain_ties import Tie, chain_ties, items, stages
from .lanes import Block, Lane
from .reading import Reader
from .sheet import Item, Sheet
from .view import View

COLUMNS = ("任务、计划与载体", "平台与项目", "技术", "环节与产品", "应用领域")


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
        words = "从左到右：谁来做、依托的平台、技术、产品、应用；自上而下按规划年份。一行是一项任务，同行的技术由这项任务写到。"
    else:
        words = (
            f"文件未写明{chain.name}的技术名称；下面是写到它的任务和计划，以及任务依托的平台与项目，按规划年份排列。"
        )
    board = Board(chain, own, words, tuple(blocks), COLUMNS)
    sheet, width, height = draw_board(board, Sheet(reader))
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
    cards, silent = [], 0
    for chain in chains:
        ties = chain_ties(reader, chain)
        own = items(reader.into(chain.id, "PART_OF", "Technology"))
        found = {i.node.id: Item(i.node) for i in (*own, *(t for tie in ties for t in tie.technologies))}
        if found:
            measures = sum(bool(tie.technologies) for tie in ties)
            cards.append(Card(chain, f"技术 {len(found)} · 任务等 {measures}", tuple(found.values())))
        else:
            silent += 1
    if not cards:
        raise ViewError("图中没有写明技术的产业链", hint="边缘事实可用 --borderline 画出；单链图仍可画出平台与任务")
    notes = ["技术与产业链由同一任务或载体写到；一项技术属于几条产业链，就在几张卡片上各出现一次"]
    if silent:
        notes.append(f"另有 {silent} 条产业链，文件未写明技术，未列入")
    sheet, width, height, hidden = draw_cards(reader, cards)
    if hidden:
        notes.append(f"卡片上未列的 {hidden} 项见该链的单链图")
    said = f"{len(cards)} 条产业链写明技术"
    return sheet.view("technology", "技术路线图 · 全部产业链", subtitle=said, width=width, height=height, notes=notes)
