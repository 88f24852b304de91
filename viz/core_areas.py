"""A core, the areas that it expands into and the bases around it (一核两拓三基地, 一城两翼), as facts tell them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..graph.errors import ViewError
from ..graph.model import Node
from .bearing import bearing, said_bearing
from .nesting import is_layered
from .reading import Link, Reader, aliases, first_place, order_of
from .series import SPACE_LABELS, find_space, grouped_spaces, links_by_group
from .sheet import Item

_DIGITS = {"一": 1, "二": 2, "两": 2, "双": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_PIECE = re.compile(r"([一二两双三四五六七八九十])(?:个|大|条)?([^一二两双三四五六七八九十、，]+)")
_ROLES = (("expansion", ("拓", "翼", "扩", "辐射", "轴", "带", "廊")), ("core", ("核", "心", "极", "城")))
CORE, EXPANSION, BASE = "core", "expansion", "base"


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its role, the series that lists it, its direction in degrees, and what it is made of itself."""

    item: Item
    role: str
    series: str
    turn: int | None
    inner: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class CoreSpace:
    """A space with a core."""

    whole: Node
    parts: tuple[Part, ...]

    def of(self, role: str) -> tuple[Part, ...]:
        """Return the parts with a role."""
        return tuple(part for part in self.parts if part.role == role)

    def series(self, role: str) -> str:
        """Return the names of the series that list the parts with a role."""
        return "、".join(dict.fromkeys(part.series for part in self.of(role) if part.series))


def core_role(series: str) -> str:
    """Return the role that a series' name gives its members; ``base`` where it says neither core nor expansion.

    >>> [core_role(name) for name in ("一个核心区", "两个拓展区", "三基地", "两翼")]
    ['core', 'expansion', 'base', 'expansion']
    """
    return next((role for role, words in _ROLES if any(word in series for word in words)), BASE)


def pieces(series: str) -> tuple[tuple[int, str], ...]:
    """Split a series' name into numbers and what they count.

    >>> pieces("一城两翼"), pieces("三个产业基地")
    (((1, '城'), (2, '翼')), ((3, '产业基地'),))
    """
    return tuple((_DIGITS[count], unit) for count, unit in _PIECE.findall(series))


def read_cores(reader: Reader, name: str | None) -> CoreSpace:
    """Read a space with a core; without a name, the one that has a series of its own for it, and most parts.

    Raises :class:`ViewError` where the graph knows no such space, or none with a core.
    """
    known = [space for node in grouped_spaces(reader) if (space := _read(reader, node)).of(CORE)]
    if name:
        space = _read(reader, find_space(reader, name))
        if space.of(CORE):
            return space
        names = "、".join(one.whole.name for one in known)
        raise ViewError(
            f"图中没有“{space.whole.name}”的核心（如 一核、一城）",
            hint=f"有核心的空间：{names or '无，请载入写明核心区与拓展区的文件'}",
        )
    if not known:
        raise ViewError(
            "图中没有写明核心与拓展的空间（如 一核两拓三基地、一城两翼）",
            hint="请先用 deltatrunk build 载入写明核心区与拓展区的文件",
        )
    return max(known, key=_weight)


def _weight(space: CoreSpace) -> tuple[bool, int, int]:
    own = any("核" in part.series for part in space.of(CORE))
    roles = len({part.role for part in space.parts})
    return own, roles, len(space.parts)


def _read(reader: Reader, whole: Node) -> CoreSpace:
    parts: list[Part] = []
    for series, links in links_by_group(reader, whole).items():
        if series and is_layered(reader, whole, series, links):
            continue
        parts += _ungrouped(reader, links) if not series else _series(reader, series, links)
    order = {CORE: 0, EXPANSION: 1, BASE: 2}
    return CoreSpace(whole, tuple(sorted(parts, key=lambda part: order[part.role])))


def _series(reader: Reader, series: str, links: Sequence[Link]) -> list[Part]:
    """Give the members of 一城两翼 the roles of its two pieces, those of a plain series the role of its name."""
    links = sorted(links, key=lambda pair: (order_of(pair[0]), first_place(pair[0]), pair[1].id))
    counted = pieces(series)
    if len(counted) < 2 or sum(count for count, _ in counted) != len(links):
        return [_part(reader, link, core_role(series), series, at) for at, link in enumerate(links, 1)]
    left, parts = list(links), []
    for count, unit in counted:
        named = [pair for pair in left if unit in pair[1].name]
        chosen = named if len(named) == count else left[:count]
        left = [pair for pair in left if pair not in chosen]
        number = next(word for word, value in _DIGITS.items() if value == count)
        title = series if len(counted) < 2 else f"{'两' if count == 2 else number}{unit}"
        parts += [_part(reader, link, core_role(unit), title, at) for at, link in enumerate(chosen, 1)]
    return parts


def _ungrouped(reader: Reader, links: Sequence[Link]) -> list[Part]:
    """Parts that no series lists: an area if its name says a direction, else a base."""
    found = []
    for link in links:
        role = EXPANSION if said_bearing(names_of(link[1])) is not None else BASE
        found.append(replace(_part(reader, link, role, "", 0), item=Item(link[1], link[0])))
    return found


def _part(reader: Reader, pair: Link, role: str, series: str, at: int) -> Part:
    link, node = pair
    order = order_of(link)
    badge = str(order if order < 1_000 else at) if role == BASE and at else ""
    inner = sorted(reader.into(node.id, "PART_OF", *SPACE_LABELS), key=lambda one: order_of(one[0]))
    return Part(
        Item(node, link, badge=badge), role, series, bearing(names_of(node)), tuple(Item(n, one) for one, n in inner)
    )


def names_of(node: Node) -> tuple[str, ...]:
    """Return a node's name and aliases."""
    return (node.name, *aliases(node))
