"""Layers of a space (圈层), innermost first, as the facts tell them, with what stands on each.

Two ways to write them are known: one series whose members are the layers (数字天元, 数字三体 …), and
several series that are layers themselves (核心圈, 紧密圈 …), whose members stand on them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..graph.errors import ViewError
from ..graph.model import Node
from .reading import Link, Reader, first_place, order_of
from .series import SPACE_LABELS, find_space, grouped_spaces, links_by_group, role_of
from .sheet import Item

STEPS = 3
"""So many steps of 位于 or 组成 are followed from a layer to what may hold it."""
_COUNTED = re.compile(r"[一二两三四五六七八九十百\d]+[个大条层圈]*")
_ON_RING = (*SPACE_LABELS, "Corridor", "Platform")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer: its name, its own entity where it has one, what it covers and what stands on it."""

    name: str
    item: Item | None
    members: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Layers:
    """A space and its layers, innermost first."""

    whole: Node
    layers: tuple[Layer, ...]


def is_layered(reader: Reader, whole: Node, group: str, links: Sequence[Link]) -> bool:
    """Tell whether a series of a space is an order of layers.

    Its name says so (四个圈层), or it is not a counted series (五大支柱) and the facts put one member
    inside the next. A single pair is enough, as long as no other pair says the reverse.
    """
    if role_of(group) == "layer":
        return True
    if role_of(group) != "base" or _COUNTED.match(group):
        return False
    return _turns(reader, whole, [node for _, node in links]) in ((True, False), (False, True))


def read_layers(reader: Reader, name: str | None) -> Layers:
    """Read the layers of a space; without a name, of the one that has most.

    Raises :class:`ViewError` where the graph knows no such space, or none with layers.
    """
    known = _layered(reader)
    whole = find_space(reader, name) if name else max(known, key=lambda n: len(_layers(reader, n)), default=None)
    if whole is None:
        raise ViewError(
            "图中没有写明圈层的空间（如 某核心圈 ⊂ 某协同圈）", hint="请先用 deltatrunk build 载入写明空间层次的文件"
        )
    layers = _layers(reader, whole)
    if not layers:
        raise ViewError(
            f"图中没有“{whole.name}”的圈层",
            hint=f"有圈层的空间：{'、'.join(node.name for node in known) or '无，请载入写明空间层次的文件'}",
        )
    return Layers(whole, tuple(layers))


def _layered(reader: Reader) -> list[Node]:
    return [node for node in grouped_spaces(reader) if _layers(reader, node)]


def _layers(reader: Reader, whole: Node) -> list[Layer]:
    groups = {
        group: links
        for group, links in links_by_group(reader, whole).items()
        if is_layered(reader, whole, group, links)
    }
    of_layers = [group for group in groups if role_of(group) == "layer" and not _COUNTED.match(group)]
    if len(of_layers) > 1:
        order = sorted(of_layers, key=lambda group: ("核" not in group, first_place(groups[group][0][0]), group))
        return [Layer(group, None, tuple(Item(node, link) for link, node in groups[group])) for group in order]
    if not groups:
        return []
    chosen = max(groups, key=lambda group: (len(groups[group]), group))
    links = sorted(groups[chosen], key=lambda pair: (order_of(pair[0]), first_place(pair[0]), pair[1].id))
    if _turns(reader, whole, [node for _, node in links]) == (False, True):
        links.reverse()
    return _ringed(reader, whole, links)


def _ringed(reader: Reader, whole: Node, links: Sequence[Link]) -> list[Layer]:
    """Give each layer what it covers and what is part of it; an inner layer keeps what an outer one shares."""
    taken = {whole.id, *(node.id for _, node in links)}
    found = []
    for index, (link, node) in enumerate(links, 1):
        members: list[Item] = []
        grounds = reader.out(node.id, "LOCATED_IN", *SPACE_LABELS)
        for other, ground in grounds:
            members.append(Item(ground, other, "所指范围", 1))
        for holder in (node, *(ground for _, ground in grounds)):
            for type_ in ("PART_OF", "LOCATED_IN"):
                members += [Item(part, other) for other, part in reader.into(holder.id, type_, *_ON_RING)]
        fresh = {item.node.id: item for item in reversed(members) if item.node.id not in taken}
        taken |= set(fresh)
        kept = sorted(fresh.values(), key=members.index)
        order = order_of(link)
        badge = str(order if order < 1_000 else index)
        found.append(Layer(node.name, Item(node, link, badge=badge, emphasis=2), tuple(kept)))
    return found


def _turns(reader: Reader, whole: Node, nodes: Sequence[Node]) -> tuple[bool, bool]:
    """Tell whether some node lies inside the next one, and whether some next one lies inside it."""
    pairs = list(pairwise(nodes))
    return (
        any(_inside(reader, whole, one, two) for one, two in pairs),
        any(_inside(reader, whole, two, one) for one, two in pairs),
    )


def _inside(reader: Reader, whole: Node, one: Node, two: Node) -> bool:
    """Tell whether facts lead from one space outwards to another, or to what the other covers."""
    wanted = {two.id, *(node.id for _, node in reader.out(two.id, "LOCATED_IN", *SPACE_LABELS))}
    seen, level = {one.id, whole.id}, {one.id}
    for _ in range(STEPS):
        level = {
            node.id
            for inner in level
            for type_ in ("LOCATED_IN", "PART_OF")
            for _, node in reader.out(inner, type_, *SPACE_LABELS)
        } - seen
        if level & wanted:
            return True
        seen |= level
    return False
