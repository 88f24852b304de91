"""Partners as documents place them: batch, district, park, industries, and the measures that name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..graph.errors import ViewError
from ..graph.ids import fold
from ..graph.model import Node, Relationship
from .reading import Link, Reader, aliases, first_place, order_of, text_of

SEATS = ("Park", "Zone", "Place")
STEPS = ("Programme", "Task")
DEPTH = 4
"""So many steps of 组成 or 位于 lead from a seat to its district, as in the query ``partners-by-district``."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner with what documents say of it; each part may be empty.

    ``seats`` are the parks, zones and places where it sits, ``steps`` the programmes and tasks that involve
    it or that it answers for.
    """

    node: Node
    joined: Relationship
    seats: tuple[Link, ...]
    districts: tuple[Node, ...]
    industries: tuple[Node, ...]
    steps: tuple[Link, ...]

    @property
    def batch(self) -> str:
        """The batch in which it joined, empty where no document says."""
        return text_of(self.joined, "batch")


def read_partners(reader: Reader) -> tuple[Partner, ...]:
    """Return the partners in the order of batches and of the lists in them."""
    found: dict[str, Partner] = {}
    for node in (*reader.nodes("Company"), *reader.nodes("Organization")):
        links = reader.out(node.id, "PARTNER_OF")
        if links and node.id not in found:
            found[node.id] = _partner(reader, node, links[0][0])
    return tuple(
        sorted(found.values(), key=lambda p: (first_place(p.joined)[0], p.batch == "", order_of(p.joined), p.node.id))
    )


def _partner(reader: Reader, node: Node, joined: Relationship) -> Partner:
    seats = sorted(reader.out(node.id, "LOCATED_IN", *SEATS), key=lambda link: _kind(link[1]))
    districts = [place for _, seat in seats for place in _districts(reader, seat)]
    steps = [*reader.into(node.id, "INVOLVES", *STEPS), *reader.out(node.id, "RESPONSIBLE_FOR", *STEPS)]
    return Partner(
        node,
        joined,
        tuple(seats),
        tuple({place.id: place for place in districts}.values()),
        tuple({chain.id: chain for chain in _industries(reader, node)}.values()),
        tuple(steps),
    )


def _kind(node: Node) -> int:
    """Rank what tells more of where a partner sits: a park, then a zone, then a district."""
    return next((rank for rank, label in enumerate(SEATS) if label in node.labels), len(SEATS))


def _districts(reader: Reader, seat: Node) -> list[Node]:
    """Return the districts that hold a seat, the nearest first."""
    found, seen, edge = [], {seat.id}, [seat]
    for _ in range(DEPTH + 1):
        found += [node for node in edge if node.properties.get("kind") == "区县"]
        around = [n for at in edge for type_ in ("LOCATED_IN", "PART_OF") for _, n in reader.out(at.id, type_, *SEATS)]
        edge = [node for node in {n.id: n for n in around}.values() if node.id not in seen]
        seen |= {node.id for node in edge}
    return found


def _industries(reader: Reader, node: Node) -> list[Node]:
    """Return the chains that a partner leads or takes part in, directly or by its segment, project or platform."""
    found = []
    for type_ in ("LEADS", "PARTICIPATES_IN", "BUILDS"):
        for _, what in reader.out(node.id, type_):
            if "IndustryChain" in what.labels:
                found.append(what)
            elif {"Segment", "Project", "Platform"} & set(what.labels):
                found += [n for t in ("PARTICIPATES_IN", "PART_OF") for _, n in reader.out(what.id, t, "IndustryChain")]
    return found


def narrowed(
    partners: Sequence[Partner], *, place: str | None, chain: str | None, batch: str | None
) -> tuple[Partner, ...]:
    """Keep the partners of a place, an industry or a batch; refuse what none of them has, and name what they have."""
    kept = tuple(partners)
    if place:
        held = {p.node.id: {n.id: n for n in (*p.districts, *(seat for _, seat in p.seats))} for p in kept}
        wanted = _wanted(place, [n for nodes in held.values() for n in nodes.values()], "区县、园区或片区")
        kept = tuple(p for p in kept if wanted in held[p.node.id])
    if chain:
        known = [n for p in kept for n in p.industries]
        wanted = _wanted(chain, known, "产业链")
        kept = tuple(p for p in kept if wanted in {n.id for n in p.industries})
    if batch:
        batches = list(dict.fromkeys(p.batch for p in kept if p.batch))
        found = [name for name in batches if fold(batch) in (fold(name), fold(name).strip("第批"))]
        if not found:
            raise ViewError(f"没有批次为“{batch}”的合伙人", hint=f"图中的批次：{'、'.join(batches) or '文件未写明'}")
        kept = tuple(p for p in kept if p.batch in found)
    return kept


def _wanted(name: str, known: Iterable[Node], title: str) -> str:
    nodes = {node.id: node for node in known}
    for node in nodes.values():
        if _key(name) in {_key(node.name), _key(node.id), *map(_key, aliases(node))}:
            return node.id
    names = "、".join(dict.fromkeys(node.name for node in nodes.values()))
    raise ViewError(f"没有写明{title}为“{name}”的合伙人", hint=f"合伙人中写明的{title}：{names or '无'}")


def _key(name: str) -> str:
    folded = fold(name).casefold()
    for suffix in ("产业链", "产业", "行业"):
        if folded.endswith(suffix) and len(folded) > len(suffix):
            return folded.removesuffix(suffix)
    return folded
