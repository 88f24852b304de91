"""What stands around one industry chain: leaders, companies, segments in order, parks, platforms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..graph.model import Node, Relationship
from .reading import Reader, first_place, text_of
from .sheet import Item

ACTORS = ("Company", "Organization")
POSITIONS = {"上游": 0, "中游": 1, "下游": 2}


@dataclass(frozen=True, slots=True)
class SegmentPart:
    """A segment with what stands at it: sub-segments, companies, parks that develop it."""

    item: Item
    members: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ChainParts:
    """The parts of a chain in the order in which they are drawn."""

    chain: Node
    heads: tuple[Item, ...]
    leaders: tuple[Item, ...]
    companies: tuple[Item, ...]
    segments: tuple[SegmentPart, ...]
    feeds: tuple[Relationship, ...]
    parks: tuple[Item, ...]
    platforms: tuple[Item, ...]

    @property
    def ordered(self) -> bool:
        """Whether a document says which segment is further upstream."""
        return bool(self.feeds) or any(segment.item.note for segment in self.segments)

    @property
    def actors(self) -> int:
        """The number of leaders, companies and institutions, at the chain or at a segment."""
        at_segments = {m.node.id for s in self.segments for m in s.members if m.node.labels[0] in ACTORS}
        return len({i.node.id for i in (*self.leaders, *self.companies)} | at_segments)


def chain_parts(reader: Reader, chain: Node) -> ChainParts:
    """Collect what the graph says of a chain."""
    id_ = chain.id
    leaders = _leaders(reader, id_)
    led = {item.node.id for item in leaders}
    segments, feeds = _segments(reader, id_)
    seated = {m.node.id for s in segments for m in s.members}
    participants = [
        Item(node, link)
        for link, node in reader.into(id_, "PARTICIPATES_IN", *ACTORS)
        if node.id not in led and node.id not in seated
    ]
    places = reader.into(id_, "FOCUSES_ON", "Park", "Zone", "Place")
    parks = sorted(
        (Item(node, link) for link, node in places),
        key=lambda i: (("Park", "Zone", "Place").index(i.node.labels[0]), i.node.id in seated),
    )
    return ChainParts(
        chain=chain,
        heads=_heads(reader, id_),
        leaders=leaders,
        companies=tuple(sorted(participants, key=lambda i: i.node.labels[0] != "Company")),
        segments=segments,
        feeds=feeds,
        parks=tuple(parks),
        platforms=tuple(Item(node, link) for link, node in reader.into(id_, "PARTICIPATES_IN", "Platform", "Project")),
    )


def _leaders(reader: Reader, chain: str) -> tuple[Item, ...]:
    """链主 first (by label or by the document's word), then the other leaders."""
    found = []
    for link, node in reader.into(chain, "LEADS", "Company"):
        role = text_of(link, "role")
        strongest = "ChainLeader" in node.labels or role == "链主"
        found.append(Item(node, link, role or ("链主" if strongest else "引领"), 2 if strongest else 1))
    return tuple(sorted(found, key=lambda item: -item.emphasis))


def _heads(reader: Reader, chain: str) -> tuple[Item, ...]:
    """链长 first, then the lead units, then the others."""
    rank = {"链长": 0, "牵头": 1}
    found = [Item(node, link, text_of(link, "role") or "责任") for link, node in reader.into(chain, "RESPONSIBLE_FOR")]
    return tuple(sorted(found, key=lambda item: rank.get(item.note, 2)))


def _segments(reader: Reader, chain: str) -> tuple[tuple[SegmentPart, ...], tuple[Relationship, ...]]:
    links = {node.id: (link, node) for link, node in reader.into(chain, "PART_OF", "Segment")}
    feeds = [
        (link, node.id, id_)
        for id_ in links
        for link, node in reader.into(id_, "FEEDS", "Segment")
        if node.id in links and node.id != id_
    ]
    rank = {id_: (POSITIONS.get(text_of(link, "position"), 1), first_place(link)) for id_, (link, _) in links.items()}
    ordered = flow_order(list(links), [(one, two) for _, one, two in feeds], lambda id_: (*rank[id_], id_))
    parts = []
    for id_ in ordered:
        link, node = links[id_]
        members = [Item(n, r) for r, n in reader.into(id_, "PART_OF", "Segment", "Technology") if n.id not in links]
        members += [Item(n, r) for r, n in reader.into(id_, "PARTICIPATES_IN")]
        members += [Item(n, r) for r, n in reader.into(id_, "FOCUSES_ON", "Park", "Zone")]
        parts.append(SegmentPart(Item(node, link, text_of(link, "position")), tuple(members)))
    return tuple(parts), tuple(link for link, _, _ in feeds)


def flow_order(ids: Sequence[str], pairs: Sequence[tuple[str, str]], key: Callable[[str], Any]) -> list[str]:
    """Order ids so that what feeds stands before what is fed, near each other, else by the key.

    A ring of feeds is cut at its first member. O(n²), for the dozen segments of a chain.

    >>> flow_order(["c", "b", "a", "x"], [("b", "c"), ("a", "b")], lambda i: i)
    ['a', 'b', 'c', 'x']
    """
    left = sorted(ids, key=key)
    found: list[str] = []
    while left:
        free = [i for i in left if not any(two == i and one in left for one, two in pairs)] or left[:1]
        fed = [i for i in free if found and (found[-1], i) in pairs]
        chosen = (fed or free)[0]
        found.append(chosen)
        left.remove(chosen)
    return found
