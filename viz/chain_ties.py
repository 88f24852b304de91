"""What measures and places tie to a chain: the technologies, segments, fields and platforms that they name with it.

Documents seldom say "this technology belongs to that chain"; they name both in one measure. So the
measure is kept between the two, and a map draws the measure: nothing is tied that no sentence ties.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..graph.model import Node, Relationship
from .reading import Link, Reader, first_place
from .sheet import Item

MEASURES = ("Programme", "Task")
PLACES = ("Park", "Zone", "Place")
Years = tuple[int, int]
NO_YEARS: Years = (9999, 9999)


@dataclass(frozen=True, slots=True)
class Tie:
    """A measure or place that develops a chain, with what else it develops, relies on or builds."""

    item: Item
    technologies: tuple[Item, ...]
    segments: tuple[Item, ...]
    scenarios: tuple[Item, ...]
    platforms: tuple[Item, ...]
    years: Years
    documents: tuple[str, ...]

    @property
    def measure(self) -> bool:
        """Whether it is a programme or a task, not a place."""
        return self.item.node.labels[0] in MEASURES


def chain_ties(reader: Reader, chain: Node) -> tuple[Tie, ...]:
    """Return what develops a chain, or one of its segments, in document order."""
    segments = {node.id for _, node in reader.into(chain.id, "PART_OF", "Segment")}
    parts = segments | {node.id for _, node in reader.into(chain.id, "PART_OF", "IndustryChain")}
    found: dict[str, Link] = {}
    for of in (chain.id, *sorted(segments)):
        for link, node in reader.into(of, "FOCUSES_ON", *MEASURES, *PLACES):
            found.setdefault(node.id, (link, node))
    ordered = sorted(found.values(), key=lambda pair: (first_place(pair[0]), pair[1].id))
    return tuple(tie_of(reader, link, node, parts) for link, node in ordered)


def tie_of(reader: Reader, link: Relationship, node: Node, parts: set[str]) -> Tie:
    """Return what a measure or place develops besides a chain; ``parts`` are the chain's segments and sub-chains."""
    others = len(reader.out(node.id, "FOCUSES_ON", "IndustryChain"))
    said = "同时写到" if node.labels[0] in MEASURES else "共重点发展"
    note = f"{said} {others} 条产业链" if others > 1 else ""
    focus = reader.graph.nodes[link.end]
    if "Segment" in focus.labels:
        note = f"环节：{focus.name}"
    documents = tuple(d for d in (reader.graph.nodes.get(i) for i in _ids(link)) if d is not None)
    return Tie(
        item=Item(node, link, note),
        technologies=items(reader.out(node.id, "FOCUSES_ON", "Technology")),
        segments=items(
            pair for pair in reader.out(node.id, "FOCUSES_ON", "Segment", "IndustryChain") if pair[1].id in parts
        ),
        scenarios=items(reader.out(node.id, "FOCUSES_ON", "Scenario")),
        platforms=items(reader.out(node.id, "INVOLVES", "Platform", "Project")),
        years=min((_years(document) for document in documents), default=NO_YEARS),
        documents=tuple(document.name for document in documents),
    )


def items(links: Iterable[Link]) -> tuple[Item, ...]:
    """Return linked nodes as items for a sheet, each node once."""
    seen: dict[str, Item] = {}
    for link, node in links:
        seen.setdefault(node.id, Item(node, link))
    return tuple(seen.values())


def stages(ties: Sequence[Tie]) -> tuple[tuple[str, tuple[Tie, ...]], ...]:
    """Group ties by the years that their documents plan for, the earliest first, those without years last."""
    found: dict[Years, list[Tie]] = {}
    for tie in ties:
        found.setdefault(tie.years, []).append(tie)
    return tuple((_title(years, found[years]), tuple(found[years])) for years in sorted(found))


def _title(years: Years, ties: Sequence[Tie]) -> str:
    documents = list(dict.fromkeys(tie.documents[0] for tie in ties if tie.documents))
    said = "、".join(f"《{name}》" for name in documents[:2]) + ("等" if len(documents) > 2 else "")
    start, end = years
    when = f"{start} 年" if start == end else f"{start}—{end} 年"
    if years == NO_YEARS:
        when = "文件未写明年份"
    return f"{when}　{said}" if said else when


def _years(document: Node) -> Years:
    start, end = document.properties.get("period_start"), document.properties.get("period_end")
    if not isinstance(start, int):
        return NO_YEARS
    return start, end if isinstance(end, int) else start


def _ids(link: Relationship) -> tuple[str, ...]:
    known = link.properties.get("documents")
    return tuple(i for i in known if isinstance(i, str)) if isinstance(known, tuple) else ()
