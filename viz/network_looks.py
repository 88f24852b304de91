"""Which nodes of a network look alike: a type on the map for each group, or colour and symbol where there are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..graph.schema import schema
from .pyvis_values import color, shape, text
from .view import LegendEntry

MOST = 24
"""So many looks a legend can hold; rarer ones take the nearest colour."""
NODE = "节点"
_PLAIN = "#97c2fc"
"""pyvis' colour for a node that has none."""
_PALETTE = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00",
    "#332288", "#999933", "#882255", "#117733", "#aa4499", "#44aa99",
)  # fmt: skip
"""Okabe and Ito's colours, then Tol's: told apart by colour-blind eyes."""
_Look = tuple[str, str, str]


class Looks:
    """The types of some nodes, in the order of the nodes, and the legend that explains them.

    A node's own colour and shape come before its group's, its group's (from the network's options)
    before ours. Types have names of their own (``g1``), so that no group's name meets one of the
    schema's; a node that says it is of a type of the schema keeps that type.
    """

    def __init__(self, nodes: Sequence[Mapping[str, Any]], groups: Mapping[str, Any]) -> None:
        self._groups = groups
        self._palette: dict[str, str] = {}
        looks = [self._look(node) for node in nodes]
        counts = Counter(looks)
        if len(counts) > MOST:
            kept = [look for look, _ in counts.most_common(MOST)]
            nearest = {look: look if look in kept else min(kept, key=lambda k: _far(look, k)) for look in counts}
            looks = [nearest[look] for look in looks]
            counts = Counter(looks)
        entries = _entries(counts)
        self.types = [entries[look].type for look in looks]
        self.titles = [_title(look[0]) for look in looks]
        self.legend = tuple(entries.values())

    def _look(self, node: Mapping[str, Any]) -> _Look:
        type_ = node.get("type")
        if node.get("group") is None and isinstance(type_, str) and type_ in schema().labels:
            label = schema().labels[type_]
            return type_, color(node.get("color")) or label.color, shape(node.get("shape") or label.shape)
        group = text(node.get("group"))[:60]
        given = self._groups.get(group)
        style = given if isinstance(given, Mapping) else {}
        own = color(node.get("color")) or color(style.get("color"))
        if not own and group:
            own = self._palette.setdefault(group, _PALETTE[len(self._palette) % len(_PALETTE)])
        return f"={group}", own or _PLAIN, shape(style.get("shape", node.get("shape")))


def _entries(counts: Counter[_Look]) -> dict[_Look, LegendEntry]:
    several = Counter(group for group, _, _ in counts)
    seen: Counter[str] = Counter()
    found = {}
    for at, (look, count) in enumerate(counts.items(), 1):
        group, paint, form = look
        seen[group] += 1
        title = _title(group)
        known = not group.startswith("=") and seen[group] == 1
        numbered = f"{title} {seen[group]}" if several[group] > 1 else title
        found[look] = LegendEntry(group if known else f"g{at}", numbered, paint, form, count)
    return found


def _title(group: str) -> str:
    return group[1:] or NODE if group.startswith("=") else schema().labels[group].title


def _far(one: _Look, two: _Look) -> tuple[bool, bool, int]:
    """Tell how unlike two looks are: another group, another symbol, then the distance of the colours."""
    apart = sum((int(one[1][i : i + 2], 16) - int(two[1][i : i + 2], 16)) ** 2 for i in (1, 3, 5))
    return one[0] != two[0], one[2] != two[2], apart
