"""Any part of the graph as a map: symbols with their names, straight lines, cards as on the other maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..graph.model import Node, Relationship
from .apart import Rect
from .geometry import LINE, em, plain, wrap
from .graph_layout import Placed, lay_out
from .reading import Reader, display_type, first_place
from .sheet import Sheet
from .view import Area, View, ViewNode

FONT = 16
_STEPS = ((20, 40.0), (8, 32.0), (3, 25.0), (0, 19.0))
"""Diameters of symbols by the number of relations drawn."""
_EM = 8.0
_LINES = 3
Placing = Callable[[Sequence[Rect], Sequence[tuple[int, int]]], Placed]


@dataclass(frozen=True, slots=True)
class Dot:
    """An entity with the size of its symbol and its label, before it has a place."""

    node: Node
    size: float
    lines: tuple[str, ...]
    weight: float
    emphasis: int

    @property
    def box(self) -> Rect:
        """Width and height of the symbol with the label beneath it."""
        return max(self.size, max(map(em, self.lines)) * FONT) + 4, self.size + self.tall + 4

    @property
    def tall(self) -> float:
        """Height of the label."""
        return len(self.lines) * FONT * LINE

    def above(self, y: float) -> float:
        """Return where the symbol's middle stands when the middle of the box is at y."""
        return y - self.box[1] / 2 + 2 + self.size / 2


def network_view(
    reader: Reader,
    ids: Iterable[str],
    relationships: Iterable[Relationship],
    *,
    name: str,
    title: str,
    subtitle: str = "",
    notes: Sequence[str] = (),
    strong: Collection[str] = (),
    placing: Placing = lay_out,
    areas: Sequence[Area] = (),
) -> View:
    """Draw entities as symbols with their names, and the relations between them as lines.

    Symbols grow with the number of relations drawn; ``strong`` ids stand out and are named first, then 链主.
    ``placing`` gives places to boxes (in the order of :func:`dots`); ends that are not drawn drop their line.
    """
    held, links = part(reader, ids, relationships)
    drawn = dots(held, links, strong)
    at = {dot.node.id: index for index, dot in enumerate(drawn)}
    placed = placing([dot.box for dot in drawn], [(at[r.start], at[r.end]) for r in links])
    sheet = Sheet(reader)
    sheet.areas.extend(areas)  # after placing, which may have drawn them
    shown: dict[str, ViewNode] = {}
    for dot, (x, y) in zip(drawn, placed.points, strict=True):
        shown[dot.node.id] = _shown(dot, x, y)
    sheet.nodes.extend(shown.values())
    for link in links:
        sheet.join(link, shown[link.start], shown[link.end], arrow=not reader.schema.relationships[link.type].symmetric)
    said = subtitle or f"{len(drawn)} 个名称 · {len(links)} 条关系"
    return sheet.view(name, title, subtitle=said, width=placed.width, height=placed.height, notes=notes)


def part(
    reader: Reader, ids: Iterable[str], relationships: Iterable[Relationship]
) -> tuple[list[Node], list[Relationship]]:
    """Return the nodes and the relations between them in the order of the documents, each once."""
    nodes = {id_: reader.graph.nodes[id_] for id_ in ids if id_ in reader.graph.nodes}
    links = {r.id: r for r in relationships if r.start in nodes and r.end in nodes and r.start != r.end}
    return (
        sorted(nodes.values(), key=lambda n: (first_place(n), n.id)),
        sorted(links.values(), key=lambda r: (first_place(r), r.id)),
    )


def dots(nodes: Sequence[Node], links: Sequence[Relationship], strong: Collection[str] = ()) -> list[Dot]:
    """Return the symbols of nodes, in the same order, sized by the number of their relations."""
    degree: Mapping[str, int] = Counter(end for link in links for end in (link.start, link.end))
    found = []
    for node in nodes:
        count = degree.get(node.id, 0)
        emphasis = 2 if node.id in strong else 1 if "ChainLeader" in node.labels else 0
        size = next(size for least, size in _STEPS if count >= least)
        # Strong ones first, leaders as if they had twice their relations and five.
        weight = count + (100_000 if emphasis == 2 else count + 5 if emphasis else 0)
        found.append(
            Dot(node, max(size, 36.0) if emphasis == 2 else size, wrap(node.name, _EM, _LINES), weight, emphasis)
        )
    return found


def _shown(dot: Dot, x: float, y: float) -> ViewNode:
    return ViewNode(
        id=dot.node.id,
        entity=dot.node.id,
        type=display_type(dot.node),
        label=plain(dot.node.name),
        lines=dot.lines,
        x=round(x, 1),
        y=round(dot.above(y), 1),
        width=dot.size,
        height=dot.size,
        font=FONT,
        emphasis=dot.emphasis,
        mark="dot",
        weight=dot.weight,
    )
