"""空间布局: the schematic of a trunk, east to the right: axis, pillars on it, bases beside it, belts across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..graph.model import Graph
from .bearing import KNOWN_NOTE
from .geometry import rectangle
from .places import draw_parts
from .reading import Reader
from .sheet import GAP, Item, Sheet
from .spaces import Space, read_space, seat, with_industries
from .view import Area, Scene, View, ViewNode

MARGIN = 18.0
PILLAR = 184.0
BASE = 236.0
END = 112.0
NAME = 190.0
NARROW = 760.0
"""The axis is at least so long."""
LINE_GAP = 36.0
STACK = 4
"""So many bases of an area stand above each other before they take two columns."""
RATIO = 1.95
NAMES, HEADS = 19, 22
"""Sizes of the letters of bases and belts, and of what names a row (十个基座)."""
WHOLE, STRONG, AREA = 25, 23, 22
"""Sizes of the letters of the space itself, its pillars and its areas."""
TOP = 70.0
"""Height of the row of belt names above everything."""


def build_trunk(graph: Graph, *, space: str | None = None, places: str | None = None, borderline: bool = False) -> View:
    """Build the schematic map of a space with grouped parts; without a name, of the largest one.

    With ``places``, a file of coordinates, its parts are drawn at those instead.

    Raises :class:`ViewError` where the graph has no space with groups such as 五大支柱.
    """
    reader = Reader(graph, borderline=borderline)
    # Positions are schematic: a borderline "it lies there" may move a box, it is not drawn as a fact.
    finder = Reader(graph, borderline=True)
    parts = read_space(reader, space, finder)
    if places:
        return draw_parts(reader, places, "trunk", parts)
    sheet = Sheet(reader)
    layout = _Layout(sheet, parts, finder)
    width, height = layout.draw()
    if width / height > RATIO:
        sheet = Sheet(reader)
        layout = _Layout(sheet, parts, finder, slack=width / RATIO - height)
        width, height = layout.draw()
    east = "东在右，西在左，" if layout.directed else "文件未写明东西方位，"
    notes = [f"示意图：{east}不表示实际距离与边界", *([KNOWN_NOTE] if layout.directed else [])]
    left = [group.name for group in parts.groups if group.role in ("layer", "line")]
    for group in parts.groups:
        if group.role == "layer":
            names = "、".join(item.node.name for item in group.members[:4])
            notes.append(f"{names}{'' if len(group.members) < 5 else ' 等'}圈层见圈层图")
        elif group.role == "line":
            notes.append(f"{group.name}未画入本图")
    if parts.ungrouped:
        notes.append(f"另有 {parts.ungrouped} 个未分组的组成部分未画出")
    shown = [group for group in parts.groups if group.name not in left]
    order = ("pillar", "base", "belt", "area")
    shown.sort(key=lambda group: order.index(group.role))
    # 一城两翼 stands in the facts as one part of the space; its three areas are what is drawn.
    counts = [len(parts.areas) if group.role == "area" else len(group.members) for group in shown]
    said = " · ".join(f"{group.name} {count}" for group, count in zip(shown, counts, strict=True))
    title = f"{parts.whole.name} · 空间布局"
    view = sheet.view("trunk", title, subtitle=said, width=width, height=height, notes=notes)
    return replace(view, scenes=tuple(layout.scenes))


class _Layout:
    """Columns of areas from west to east over one axis; what has no known place stands beneath it."""

    def __init__(self, sheet: Sheet, space: Space, finder: Reader, slack: float = 0) -> None:
        self.sheet, self.space, self.finder, self.slack = sheet, space, finder, slack
        self.scenes: list[Scene] = []
        self.pillars = self._seated(space.of("pillar"))
        self.bases = self._seated([with_industries(sheet.reader, item) for item in space.of("base")])
        self.columns = [area.node.id for area in space.areas]
        if self.pillars.get("") or not self.columns:
            # A core stands in the middle by its name; what else has no known place stands at the end.
            core = any("核" in group.name for group in space.groups if group.role == "pillar")
            self.columns.insert(len(self.columns) // 2 if core else len(self.columns), "")
        self.axis_left = MARGIN + (END + 8 if space.west else 0)
        self.left = self.axis_left + (196 if space.corridors else 0)
        if not space.corridors:
            self.left = max(self.left, MARGIN + NAME + 12)

    @property
    def directed(self) -> bool:
        """Whether anything tells what is further east."""
        pillars = self.space.of("pillar")
        ranks = {seat(self.finder, self.space, item)[1] for item in pillars}
        return len(self.space.areas) > 1 or (None not in ranks and len(ranks) > 1)

    def _seated(self, items: Sequence[Item]) -> dict[str, list[Item]]:
        """Sort parts into areas, west to east in each; what has no known place keeps the list's order."""
        found: dict[str, list[tuple[int, Item]]] = defaultdict(list)
        for item in items:
            area, rank = seat(self.finder, self.space, item)
            found[area].append((99 if rank is None else rank, item))
        for area, ranked in found.items():
            if area or all(rank < 99 for rank, _ in ranked):
                ranked.sort(key=lambda pair: pair[0])
        return {area: [item for _, item in ranked] for area, ranked in found.items()}

    def _cells(self, area: str) -> tuple[int, float]:
        """Return how many bases stand side by side in an area, and the area's width."""
        bases = self.bases.get(area, []) if area else []
        across = 1 if len(bases) <= STACK else 2
        wide = max(across * BASE + 20, len(self.pillars.get(area, [])) * (PILLAR + 16) + 24, 190)
        return across, wide

    def draw(self) -> tuple[float, float]:
        """Put everything onto the sheet; return the drawing's width and height."""
        belts = self.space.of("belt")
        widths = [self._cells(area)[1] for area in self.columns]
        spare = max(0.0, max(NARROW, 250.0 * len(belts)) - sum(widths)) / len(widths)
        widths = [width + spare for width in widths]
        inner = sum(widths) + GAP * (len(widths) - 1)
        right = self.left + inner
        east = END + 8 if self.space.east else 0
        width = right + east + MARGIN
        top = MARGIN + (TOP if belts else 0)
        upper = [
            self.sheet.rack_height(self.bases.get(area, []), self._cells(area)[0], BASE, NAMES) if area else 0
            for area in self.columns
        ]
        lines = max(1, len(self.space.corridors))
        half = max(44.0, lines * LINE_GAP / 2 + 8) + min(24.0, self.slack * 0.12)
        free = self.slack * 0.6
        above = 62 + max(upper, default=0) + (26 if any(upper) else 6)
        heads = 110.0 if self.space.title("base") and any(upper) else 64.0
        axis = top + max(above, self._name()[2] + self._lift() + heads) + free + half
        whole = self._axis(axis, half, right + east, width)
        self._areas(widths, upper, whole, top=top, axis=axis, half=half)
        self._rows(top, axis - half, upper)
        bottom = self._beneath(axis + half + 30 + self.slack * 0.1, width, right, axis, whole)
        self._belts(belts, self.left, right, axis + half + 34, whole)
        return width, bottom + MARGIN

    def _rows(self, top: float, axis: float, upper: Sequence[float]) -> None:
        """Name the rows of belts, areas and bases at their left."""
        space = self.space
        if space.of("belt"):
            self._head(space.title("belt"), MARGIN, MARGIN + 24)
        if space.areas:
            self._head(space.title("area"), MARGIN, top + 31)
        if any(upper):
            y = max(top + 70, (top + 54 + axis) / 2 - self._name()[2])
            self._head(space.title("base"), MARGIN, min(y, axis - self._lift() - self._name()[2] - 24))

    def _name(self) -> tuple[Item, float, float]:
        """Return the space's own box with its width and height."""
        item, width = Item(self.space.whole, None, "", 2), self.left - MARGIN - 12
        return item, width, self.sheet.measure(item, width, WHOLE, icon=False)[1] + 6

    def _axis(self, axis: float, half: float, right: float, width: float) -> ViewNode:
        """Draw the corridors' lines, their names, the ends and the space's own name above the west end."""
        sheet, space = self.sheet, self.space
        item, name_width, tall = self._name()
        lift = self._lift()
        y = axis - half - lift - tall / 2
        whole = sheet.place(item, MARGIN + name_width / 2, y, name_width, tall, font=WHOLE, icon=False)
        if space.corridors:
            self._head(space.title("pillar"), self.left - 14, axis - half - lift / 2 + 3, align="right")
        corridors = space.corridors or (None,)
        for index, corridor in enumerate(corridors):
            y = axis + (index - (len(corridors) - 1) / 2) * (half * 2 - 16) / len(corridors)
            sheet.areas.append(Area("line", ((self.axis_left, y), (right, y)), f"line{index % 3}", width=7))
            if corridor is not None:
                node = sheet.place(corridor, self.axis_left + 98, y, 188, 32, font=17, lines=1)
                # Up the gutter between the ends and the corridors' names.
                lane = self.axis_left - 3
                sheet.join(corridor.link, node, whole, ((node.x - 94, y), (lane, y), (lane, axis - half - lift)))
        self._end(space.west, self.axis_left - END / 2 - 8, axis, half)
        self._end(space.east, right - END / 2, axis, half)
        if self.directed:
            sheet.areas.append(Area("label", (), "quiet", "← 西", (MARGIN, axis + half + 25), HEADS))
            sheet.areas.append(Area("label", (), "quiet", "东 →", (width - MARGIN, axis + half + 25), HEADS, "right"))
        return whole

    def _lift(self) -> float:
        """Return how far above the axis' lines the space's own name stands."""
        return 46.0 if self.space.corridors and self.space.of("pillar") else 18.0

    def _head(self, title: str, x: float, y: float, *, align: str = "left") -> None:
        """Write what names a row into the column west of everything."""
        if title:
            self.sheet.areas.append(Area("label", (), "quiet", title, (x, y), HEADS, align))

    def _end(self, items: Sequence[Item], x: float, axis: float, half: float) -> None:
        tall = min(40.0, (2 * half - 8) / max(1, len(items)) - 6)
        for index, item in enumerate(items):
            y = axis + (index - (len(items) - 1) / 2) * (tall + 8)
            self.sheet.place(item, x, y, END - 8, tall, font=NAMES, lines=1)

    def _areas(
        self,
        widths: Sequence[float],
        upper: Sequence[float],
        whole: ViewNode,
        *,
        top: float,
        axis: float,
        half: float,
    ) -> None:
        named = {area.node.id: area for area in self.space.areas}
        left = self.left
        for index, area in enumerate(self.columns):
            width = widths[index]
            if area:
                field = (left, top, left + width, axis + half + 12)
                self.sheet.field_of(field, f"area{index % 3}")
                self.scenes.append(Scene(named[area].node.name, *field))
                node = self.sheet.place(
                    named[area], left + width / 2, top + 31, min(width - 20, 230), 42, font=AREA, lines=1, icon=False
                )
                link = named[area].link
                if link is not None and link.end == self.space.whole.id:
                    self.sheet.join(link, node, whole, ((node.x, node.y), (node.x, node.y + 1)))
                across, _ = self._cells(area)
                bases = self.bases.get(area, [])
                cell = min((width - 12) / across, 300)
                start_y = (top + 54 + axis - half - upper[index]) / 2
                start_x = left + (width - across * cell - 12) / 2
                self.sheet.rack(bases, start_x, start_y, across, cell, source=whole, bus=axis, font=NAMES)
            self._stand(self._noted(area), whole, left=left, width=width, axis=axis, half=half)
            left += width + GAP

    def _noted(self, area: str) -> list[Item]:
        """Return an area's pillars; where no document tells the place, the box says so."""
        untold = not area and self.space.areas and self.columns[-1] == ""
        return [replace(item, note="方位未写明") if untold else item for item in self.pillars.get(area, [])]

    def _stand(
        self, pillars: Sequence[Item], whole: ViewNode, *, left: float, width: float, axis: float, half: float
    ) -> None:
        for index, item in enumerate(pillars):
            x = left + width * (index + 0.5) / len(pillars)
            wide = min(PILLAR, width / len(pillars) - 14)
            node = self.sheet.place(
                replace(item, emphasis=2), x, axis, wide, min(2 * half - 8, 112), font=STRONG, lines=3
            )
            self.sheet.join(item.link, node, whole, ((x, axis), (x - 1, axis)))

    def _beneath(self, top: float, width: float, right: float, axis: float, whole: ViewNode) -> float:
        """Put the bases whose place no document tells beneath the axis, in the order of the list."""
        items = self.bases.get("", [])
        if not items:
            return top - 8
        room = width - 2 * MARGIN - 16
        most = max(1, int(room // (BASE - 14)))
        rows = -(-len(items) // most)
        columns = -(-len(items) // rows)
        head = top + 12
        bus = head + 36
        end = self.sheet.rack(
            items,
            MARGIN + 8,
            head + 46,
            columns,
            room / columns,
            source=whole,
            start=((right + 5, axis), (right + 5, bus)),
            bus=bus,
            font=NAMES,
        )
        title = (
            f"{self.space.title('base')}：文件未写明方位的，按序号排列"
            if self.space.areas
            else self.space.title("base")
        )
        self.sheet.areas.append(Area("area", rectangle(MARGIN, head, width - MARGIN, end + 14), "quiet"))
        self._head(title, MARGIN + 12, head + 19)
        self.scenes.append(Scene(self.space.title("base"), MARGIN, head, width - MARGIN, end + 14))
        return end + 14

    def _belts(self, belts: Sequence[Item], left: float, right: float, bottom: float, whole: ViewNode) -> None:
        """Draw each belt as a soft slanted stripe with its name at the upper end."""
        if not belts:
            return
        step = (right - left) / len(belts)
        wide, lean = min(150.0, step * 0.4), min(120.0, step * 0.3)
        for index, item in enumerate(belts):
            wide_name = min(step - 16, 244)
            x = min(left + step * (index + 0.5) + lean / 2, right - wide_name / 2)
            top = MARGIN + 22
            low = x - lean
            points = ((x - wide / 2, top), (x + wide / 2, top), (low + wide / 2, bottom), (low - wide / 2, bottom))
            self.sheet.areas.append(Area("band", points, f"belt{index % 3}"))
            node = self.sheet.place(item, x, top, wide_name, 46, font=NAMES + 1, lines=2)
            self.sheet.join(item.link, node, whole, ((x, top), (x, top + 1)))
