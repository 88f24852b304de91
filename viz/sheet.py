"""A sheet on which a layout puts boxes, lines and areas, and which becomes a view.

Lines run in the free gutters between boxes: from a source along a bus, down (or up) a column's
gutter and into the left side of the box, as on an organisation chart. So no line crosses a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..graph.facts import BORDERLINE
from ..graph.model import Node, Relationship
from .bends import bend_apart
from .details import Details, legend
from .geometry import plain, rectangle, size, without_returns, wrap
from .reading import Reader, display_type
from .view import Area, Point, Scene, View, ViewEdge, ViewNode

GUTTER = 22.0
GAP = 12.0
LAYERS = ("area", "field", "band", "line", "label")
"""What lies behind what, from the ground up."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entity that waits for a place, with the relation that ties it to its source."""

    node: Node
    link: Relationship | None = None
    note: str = ""
    emphasis: int = 0
    badge: str = ""


@dataclass(slots=True)
class Sheet:
    """Collects what a layout places. Not shared, not kept: a layout fills one and returns its view."""

    reader: Reader
    nodes: list[ViewNode] = field(default_factory=list)
    edges: list[ViewEdge] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    _copies: dict[str, int] = field(default_factory=dict)

    def measure(
        self, item: Item, width: float, font: int, *, lines: int = 3, icon: bool = True
    ) -> tuple[tuple[str, ...], float]:
        """Return an item's label broken to a box of this width, and the height that it needs."""
        room = (width - 20 - (font + 6 if icon else 0)) / font
        text = wrap(item.node.name, max(room, 2), lines)
        return text, size(text, font, item.note, icon=icon)[1]

    def place(
        self,
        item: Item,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        font: int = 17,
        lines: int = 3,
        icon: bool = True,
        level: int = 0,
    ) -> ViewNode:
        """Put an item's box with its centre at x, y; a second box of one entity is a copy of it."""
        copy = self._copies.get(item.node.id, 0)
        self._copies[item.node.id] = copy + 1
        text, _ = self.measure(item, width, font, lines=lines, icon=icon)
        node = ViewNode(
            id=item.node.id if copy == 0 else f"{item.node.id}#{copy + 1}",
            entity=item.node.id,
            type=display_type(item.node),
            label=plain(item.node.name),
            lines=text,
            x=round(x, 1),
            y=round(y, 1),
            width=round(width, 1),
            height=round(height, 1),
            font=font,
            note=item.note,
            emphasis=item.emphasis,
            level=level,
            icon=icon,
            badge=item.badge,
        )
        self.nodes.append(node)
        return node

    def join(
        self,
        link: Relationship | None,
        one: ViewNode,
        two: ViewNode,
        path: Sequence[Point] = (),
        *,
        arrow: bool = False,
    ) -> None:
        """Draw a relation between two boxes, with or against its direction; None draws nothing."""
        if link is None:
            return
        source, target = (one, two) if link.start == one.entity else (two, one)
        points = tuple((round(x, 1), round(y, 1)) for x, y in path)
        self.edges.append(
            ViewEdge(
                id=f"{link.id}@{len(self.edges)}",
                relationship=link.id,
                type=link.type,
                source=source.id,
                target=target.id,
                label=self.reader.schema.relationships[link.type].title,
                path=points if source is one else points[::-1],
                arrow=arrow,
                emphasis=1 if link.type == "LEADS" else 0,
                borderline=link.confidence < BORDERLINE,
            )
        )

    def rack_height(self, items: Sequence[Item], columns: int, cell: float, font: int) -> float:
        """Return the height that :meth:`rack` takes for these items."""
        return sum(self._rows(items, columns, cell, font)) + GAP * max(0, -(-len(items) // columns) - 1)

    def rack(
        self,
        items: Sequence[Item],
        left: float,
        top: float,
        columns: int,
        cell: float,
        *,
        source: ViewNode | None = None,
        start: Sequence[Point] = (),
        bus: float = 0,
        font: int = 17,
        level: int = 0,
    ) -> float:
        """Put items row by row into columns, tie each to the source, and return the bottom.

        A cell is a gutter and a box. ``start`` are the first corners of every line (from the source
        to the height of the bus), ``bus`` is that height, above or below the rack.
        """
        rows = self._rows(items, columns, cell, font)
        y = top
        for index, item in enumerate(items):
            row, column = divmod(index, columns)
            if column == 0 and row:
                y += rows[row - 1] + GAP
            edge = left + column * cell
            middle = y + rows[row] / 2
            width = cell - GUTTER
            node = self.place(item, edge + GUTTER + width / 2, middle, width, rows[row], font=font, level=level)
            if source is not None:
                lane = edge + GUTTER / 2
                path = (*start, (lane, bus), (lane, middle), (edge + GUTTER, middle))
                self.join(item.link, source, node, without_returns(path))
        return y + (rows[-1] if rows else 0)

    def _rows(self, items: Sequence[Item], columns: int, cell: float, font: int) -> list[float]:
        tall = [self.measure(item, cell - GUTTER, font)[1] for item in items]
        return [max(tall[i : i + columns]) for i in range(0, len(tall), columns)]

    def field_of(
        self, box: tuple[float, float, float, float], tone: str, title: str = "", *, indent: float = 12
    ) -> None:
        """Draw an outlined field (left, top, right, bottom) with a title in its upper left corner."""
        left, top, right, bottom = box
        corners = rectangle(left, top, right, bottom)
        self.areas.append(Area("area", corners, tone, title, (left + indent, top + 17), 16))

    def view(
        self, name: str, title: str, *, subtitle: str, width: float, height: float, notes: Sequence[str] = ()
    ) -> View:
        """Freeze the sheet into a view with its cards, quotes and legend."""
        details = Details(self.reader)
        cards = details.cards(node.entity for node in self.nodes)
        said = list(notes)
        if not self.reader.borderline:
            said.append("置信度低于 0.5 的边缘事实未画出")
        return View(
            name=name,
            title=plain(title),
            subtitle=plain(subtitle),
            width=round(width, 1),
            height=round(height, 1),
            nodes=tuple(self.nodes),
            edges=bend_apart(details.marked(edge) for edge in self.edges),
            areas=tuple(sorted(self.areas, key=lambda area: LAYERS.index(area.kind))),
            cards=cards,
            quotes=details.quotes(),
            legend=legend(self.reader, self.nodes, self.edges),
            notes=tuple(said),
            sources=details.sources(),
            scenes=tuple(self.scenes),
        )
