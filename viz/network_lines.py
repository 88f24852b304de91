"""The lines of a network: whence and whither, which way, how strong, in what words."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..graph.schema import schema
from .bends import bend_apart
from .pyvis_values import key, number, text
from .view import LegendEntry, ViewEdge

LINK = "link"
LINK_TITLE = "连线"


@dataclass(frozen=True, slots=True)
class Line:
    """An edge that can be drawn, between the texts of two ids."""

    id: str
    source: str
    target: str
    type: str
    title: str
    note: str
    arrow: bool
    dashed: bool
    strong: bool


def read_lines(edges: Sequence[Mapping[str, Any]], ids: Mapping[Hashable, str]) -> tuple[Line, ...]:
    """Return the edges that are not hidden and whose ends are there, in their order."""
    kinds = schema().relationships
    widths = [number(edge.get("width", edge.get("value"))) or 1.0 for edge in edges]
    usual = statistics.median(widths or (1.0,))
    found = []
    for at, (edge, width) in enumerate(zip(edges, widths, strict=True)):
        source, target = ids.get(key(edge.get("from"))), ids.get(key(edge.get("to")))
        if source is None or target is None or edge.get("hidden") is True:
            continue
        backwards, arrow = _arrow(edge.get("arrows"))
        if backwards:
            source, target = target, source
        type_ = edge.get("type")
        known = kinds[type_] if isinstance(type_, str) and type_ in kinds else None
        words = list(dict.fromkeys(filter(None, (text(edge.get("label")), text(edge.get("title"))))))
        title = words[0] if words else known.title if known else LINK_TITLE
        found.append(
            Line(
                id=f"e{at}",
                source=source,
                target=target,
                type=known.name if known else LINK,
                title=title,
                note="；".join(words[1:]),
                arrow=arrow,
                # A list is a pattern of dashes.
                dashed=bool(edge.get("dashes")),
                strong=width >= 2 * usual,
            )
        )
    return tuple(found)


def drawn_lines(lines: Sequence[Line]) -> tuple[ViewEdge, ...]:
    """Return the lines as a view draws them: several between the same two nodes bent apart."""
    return bend_apart(
        ViewEdge(
            id=f"{line.id}@{at}",
            relationship=line.id,
            type=line.type,
            source=line.source,
            target=line.target,
            label=line.title,
            arrow=line.arrow,
            emphasis=int(line.strong),
            borderline=line.dashed,
            note=line.note,
        )
        for at, line in enumerate(lines)
    )


def lines_legend(lines: Sequence[Line]) -> tuple[LegendEntry, ...]:
    """Return the kinds of lines with their numbers."""
    kinds = schema().relationships
    return tuple(
        LegendEntry(type_, kinds[type_].title if type_ in kinds else LINK_TITLE, "", "line", count, "edge")
        for type_, count in Counter(line.type for line in lines).items()
    )


def _arrow(value: object) -> tuple[bool, bool]:
    """Tell whether a line runs from its end to its start, and whether it has an arrow."""
    if isinstance(value, Mapping):
        ends = {
            name for name, on in value.items() if on and not (isinstance(on, Mapping) and on.get("enabled") is False)
        }
    else:
        ends = set(text(value).replace(",", " ").replace("、", " ").split())
    return ends >= {"from"} and "to" not in ends, bool(ends & {"from", "to", "middle"})
