"""A space and its parts as documents state them: groups in order, and what lies further east.

A group's name says which role its members play on the map: pillars or a core stand on the axis,
bases beside it, belts cross it, wings and expansion areas are its ground, corridors are its lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

from ..graph.errors import ViewError
from ..graph.model import Node
from .geometry import em
from .nesting import is_layered
from .reading import Reader, aliases, order_of, text_of
from .series import SPACE_LABELS, find_space, grouped_spaces, links_by_group, role_of, space_names
from .sheet import Item

DEPTH = 3
"""So many steps of 位于 or 组成 are followed from a part to the area that holds it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A named series of parts (五大支柱) with its role on the map."""

    name: str
    role: str
    members: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Space:
    """A space, its groups, its corridors and the areas that are its ground, west to east."""

    whole: Node
    groups: tuple[Group, ...]
    corridors: tuple[Item, ...]
    areas: tuple[Item, ...]
    west: tuple[Item, ...]
    east: tuple[Item, ...]
    ungrouped: int

    def of(self, role: str) -> tuple[Item, ...]:
        """Return the members of all groups with a role."""
        return tuple(item for group in self.groups if group.role == role for item in group.members)

    def title(self, role: str) -> str:
        """Return the names of the groups with a role."""
        return "、".join(group.name for group in self.groups if group.role == role)


@dataclass(frozen=True, slots=True)
class Directions:
    """The east-west order of names, and the ends of known trunks."""

    rank: Mapping[str, int]
    ends: Mapping[str, Mapping[str, tuple[str, ...]]]

    def of(self, *names: str) -> int | None:
        """Return the place in the order of the longest known name that stands in one of the names."""
        found = max(((len(w), r) for n in names for w, r in self.rank.items() if w in n), default=None)
        return found[1] if found else None


@cache
def directions() -> Directions:
    """Return the east-west order, read once."""
    raw = yaml.safe_load(files(__package__).joinpath("data/east_west.yaml").read_text("utf-8"))
    rank = {name: position for position, names in enumerate(raw["order"]) for name in names}
    ends = {name: {side: tuple(places) for side, places in sides.items()} for name, sides in raw["ends"].items()}
    return Directions(rank, ends)


def read_space(reader: Reader, name: str | None, finder: Reader) -> Space:
    """Read the parts of a space; without a name, of the one with most grouped parts.

    ``finder`` also sees borderline facts: they may tell the ground on which parts are arranged, which
    is drawn without a line. Raises :class:`ViewError` where the graph knows no such space or none
    with grouped parts.
    """
    whole = find_space(reader, name) if name else _largest(reader)
    groups, corridors, ungrouped = _groups(reader, whole)
    if groups and all(group.role == "layer" for group in groups):
        raise ViewError(
            f"“{whole.name}”的组成都是圈层，没有可沿轴线排开的部分", hint=f"请画圈层图：map layers --space {whole.name}"
        )
    if not groups:
        raise ViewError(
            f"图中没有“{whole.name}”的分组组成（如 五大支柱、十个基座）",
            hint=f"有分组组成的空间：{space_names(reader) or '无，请载入写明空间布局的文件'}",
        )
    members = [item for group in groups for item in group.members]
    own = [part for group in groups if group.role == "area" for item in group.members for part in _wings(reader, item)]
    areas = own or _ground(finder, whole, members)
    ends = directions().ends.get(whole.name, {})
    return Space(
        whole=whole,
        groups=tuple(groups),
        corridors=tuple(corridors),
        areas=tuple(_west_to_east(areas)),
        west=_ends(reader, ends.get("west", ())),
        east=_ends(reader, ends.get("east", ())),
        ungrouped=ungrouped,
    )


def seat(reader: Reader, space: Space, item: Item) -> tuple[str, int | None]:
    """Tell in which area a part lies and its east-west rank, or ("", rank or None) where nothing tells.

    Read from what holds it, then from its own name, then from the pillars that share its tenants. A
    part that lies in two areas has no single place.
    """
    areas = {area.node.id for area in space.areas}
    rank = directions().of(*_names(item.node))
    for ids in _holders(reader, item.node.id, space.whole.id):
        held = ids & areas
        if held:
            return (held.pop(), rank) if len(held) == 1 else ("", rank)
        if rank is None:
            ranks = {directions().of(*_names(reader.graph.nodes[id_])) for id_ in ids} - {None}
            near = {_nearest(space, r) for r in ranks}
            if len(near) > 1:
                return "", None
            rank = min((r for r in ranks if r is not None), default=None)
    if rank is None:
        rank = _tenants(reader, space, item)
    return _nearest(space, rank), rank


def with_industries(reader: Reader, item: Item, room: float = 13.5) -> Item:
    """Return a part with the chains that it focuses on as its small line, as many as ``room`` em hold."""
    names: list[str] = []
    for _, node in reader.out(item.node.id, "FOCUSES_ON", "IndustryChain"):
        if em(" · ".join([*names, node.name])) > room or len(names) == 3:
            break
        names.append(node.name)
    return replace(item, note=" · ".join(names))


def _wings(reader: Reader, item: Item) -> list[Item]:
    """Return the areas that a plan in one name (一城两翼) is made of, else the area itself."""
    parts = [
        (link, node) for link, node in reader.into(item.node.id, "PART_OF", *SPACE_LABELS) if text_of(link, "group")
    ]
    return [Item(node, link) for link, node in sorted(parts, key=lambda pair: order_of(pair[0]))] or [item]


def _nearest(space: Space, rank: int | None) -> str:
    ranked = [(directions().of(*_names(area.node)), area.node.id) for area in space.areas]
    known = [(abs(r - rank), id_) for r, id_ in ranked if r is not None and rank is not None]
    return min(known)[1] if known else ""


def _tenants(reader: Reader, space: Space, item: Item) -> int | None:
    mine = {node.id for _, node in reader.into(item.node.id, "LOCATED_IN", "Company")}
    for pillar in space.of("pillar"):
        theirs = {node.id for _, node in reader.into(pillar.node.id, "LOCATED_IN", "Company")}
        if mine & theirs and pillar.node.id != item.node.id:
            return directions().of(*_names(pillar.node))
    return None


def _holders(reader: Reader, id_: str, whole: str) -> list[set[str]]:
    """Return what holds a part, step by step outwards, without the space itself."""
    seen, level, steps = {id_, whole}, {id_}, []
    for _ in range(DEPTH):
        outer = {
            node.id
            for inner in level
            for type_ in ("LOCATED_IN", "PART_OF")
            for _, node in reader.out(inner, type_, *SPACE_LABELS)
        }
        level = outer - seen
        if not level:
            break
        seen |= level
        steps.append(level)
    return steps


def _largest(reader: Reader) -> Node:
    known = grouped_spaces(reader)
    flat = [
        node
        for node in known
        if any(
            group and not is_layered(reader, node, group, links)
            for group, links in links_by_group(reader, node).items()
        )
    ]
    known = flat or known
    if not known:
        raise ViewError(
            "图中没有写明分组的空间布局（如 五大支柱、十个基座）",
            hint="请先用 deltatrunk build 载入写明空间布局的文件",
        )
    return known[0]


def _groups(reader: Reader, whole: Node) -> tuple[list[Group], list[Item], int]:
    found = links_by_group(reader, whole)
    corridors = [Item(node, link) for link, node in reader.into(whole.id, "PART_OF", "Corridor")]
    ungrouped = len(found.pop("", ()))
    groups = []
    for name, links in found.items():
        role = "layer" if is_layered(reader, whole, name, links) else role_of(name)
        items = tuple(
            Item(node, link, badge=_badge(link, index) if role in ("pillar", "base") else "")
            for index, (link, node) in enumerate(links, 1)
        )
        groups.append(Group(name, role, items))
    return groups, corridors, ungrouped


def _badge(link: object, index: int) -> str:
    order = getattr(link, "properties", {}).get("order")
    return str(order if isinstance(order, int) else index)


def _ground(reader: Reader, whole: Node, members: list[Item]) -> list[Item]:
    """Find the series of areas (一城两翼) that holds the space's parts."""
    inside = {id_ for item in members for step in _holders(reader, item.node.id, whole.id) for id_ in step}
    best: list[Item] = []
    for node in reader.nodes("Zone"):
        links = reader.into(node.id, "PART_OF", "Zone", "Place")
        named = role_of(node.name) == "area" and not any(text_of(link, "group") for link, _ in links)
        series = [
            Item(part, link)
            for link, part in links
            if (named or role_of(text_of(link, "group") or "-") == "area") and part.id != whole.id
        ]
        if len(series) > max(1, len(best)) and any(item.node.id in inside for item in series):
            best = series
    return best


def _west_to_east(areas: list[Item]) -> list[Item]:
    def key(item: Item) -> tuple[float, int, str]:
        rank = directions().of(*_names(item.node))
        return (99 if rank is None else rank, order_of(item.link) if item.link else 0, item.node.id)

    return sorted(areas, key=key)


def _ends(reader: Reader, names: tuple[str, ...]) -> tuple[Item, ...]:
    found = []
    for name in names:
        node = next(
            (n for n in reader.nodes("Place") if name in (n.name, *aliases(n)) or n.name.startswith(name)), None
        )
        if node is not None:
            found.append(Item(node))
    return tuple(found)


def _names(node: Node) -> tuple[str, ...]:
    return (node.name, *aliases(node))
