"""核心与拓展图: the core in the middle, the areas that it expands into and the bases in their directions.

Directions are what the names say (东部, 西翼), else where any map has them; what has none stands in a
row at the bottom that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sin

from ..graph.model import Graph
from .bearing import KNOWN_NOTE, said_bearing
from .core_areas import BASE, CORE, EXPANSION, CoreSpace, Part, names_of, read_cores
from .geometry import rectangle
from .places import draw_places
from .reading import Reader
from .sheet import GUTTER, Item, Sheet
from .spaces import with_industries
from .view import Area, Point, Scene, View

RATIO = 1.95
MARGIN = 16.0
PAD = 14.0
BLOCK = 306.0
"""Width of an area and of a base."""
CORE_WIDTH = 260.0
ARROW = 92.0
"""So much room an arrow from the core to an area has."""
GAP = 26.0
CORE_FONT, TITLE, NAME = 30, 25, 21
SERIES = 22
"""Size of the letters of a series' name (三个产业基地)."""
SERIES_LINE, CORE_LINE = 34.0, 40.0
ACROSS = 4
MANY = 6
"""An area with more parts shows them in two columns."""


def build_cores(graph: Graph, *, space: str | None = None, places: str | None = None, borderline: bool = False) -> View:
    """Build the map of a space with a core; without a name, of the one that tells most of it.

    With ``places``, a file of coordinates, its parts and theirs are drawn at those instead.

    Raises :class:`ViewError` where the graph has no space with a series such as 一核 or 一城两翼.
    """
    reader = Reader(graph, borderline=borderline)
    read = read_cores(reader, space)
    if places:
        members = [replace(part.item, emphasis=2 if part.role == CORE else 0) for part in read.parts]
        members += [item for part in read.parts for item in part.inner]
        return draw_places(reader, places, "cores", f"{read.whole.name} · 实地分布", members)
    sheet = Sheet(reader)
    # The width that gives the largest letters on a screen; then what is missing to its shape as free room.
    tried = [(wide, _Layout(Sheet(reader), read, wide).draw()) for wide in range(0, 2400, 120)]
    wide, (width, height, _) = min(tried, key=lambda one: (round(max(one[1][0] / RATIO, one[1][1])), one[0]))
    more = max(0.0, height * RATIO - width)
    width, height, scenes = _Layout(sheet, read, wide + more, max(0.0, width / RATIO - height)).draw()
    turned = any(part.turn is not None for part in read.parts)
    looked_up = any(part.turn is not None and said_bearing(names_of(part.item.node)) is None for part in read.parts)
    said = [f"{part.series} {sum(p.series == part.series for p in read.parts)}" for part in read.parts if part.series]
    loose = sum(not part.series for part in read.parts)
    view = sheet.view(
        "cores",
        f"{read.whole.name} · 核心与拓展",
        subtitle=" · ".join([*dict.fromkeys(said), *([f"未列入分组的组成部分 {loose}"] if loose else [])]),
        width=width,
        height=height,
        notes=[
            f"示意图：{'上北下南，' if turned else '文件未写明方位，'}不表示实际距离与边界",
            *([KNOWN_NOTE] if looked_up else []),
        ],
    )
    return replace(view, scenes=scenes)


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A part with the room that it takes: a base is a box, an area a field with its own parts in it."""

    part: Part
    height: float
    head: float


class _Layout:
    """Rows in the north and south, columns in the west and east, the core between them."""

    def __init__(self, sheet: Sheet, read: CoreSpace, wide: float = 0, tall: float = 0) -> None:
        self.sheet, self.read, self.wide, self.tall = sheet, read, wide, tall
        self.scenes: list[Scene] = []
        self.sides: dict[str, list[_Block]] = {side: [] for side in ("north", "south", "west", "east", "")}
        for part in (*read.of(EXPANSION), *read.of(BASE)):
            self.sides[_side(part)].append(self._block(part))
        for side in ("north", "south"):
            self.sides[side].sort(key=lambda block: round(cos(radians(block.part.turn or 0)), 3))
        self.cores = [with_industries(sheet.reader, replace(part.item, emphasis=2)) for part in read.of(CORE)]

    def draw(self) -> tuple[float, float, tuple[Scene, ...]]:
        """Put everything onto the sheet; return the drawing's width and height, and its parts as scenes."""
        sides = self.sides
        side = BLOCK if sides["west"] or sides["east"] else 0.0
        core_wide, core_tall = self._core_size()
        across = core_wide + (2 * (ARROW + side) if side else 0)
        rows = max(min(len(sides[name]), ACROSS) * (BLOCK + GAP) for name in ("north", "south", ""))
        width = max(across, rows, 760.0) + self.wide + 2 * MARGIN
        y = MARGIN
        rows_used = sum(bool(sides[name]) for name in ("north", "south", ""))
        spare = self.tall / (2 + rows_used)
        boxes: list[tuple[_Block, Box]] = []
        if sides["north"]:
            y = self._row("north", y + spare / 2, width, boxes) + GAP + spare / 2
        middle = max(core_tall, _stack(sides["west"]), _stack(sides["east"])) + 2 * spare
        if any(block.part.role == EXPANSION for block in sides["north"]):
            y += ARROW
        if any(block.part.role == EXPANSION for block in sides["south"]):
            middle += ARROW
        centre = (width / 2, y + middle / 2)
        for name, x in (("west", MARGIN + side / 2), ("east", width - MARGIN - side / 2)):
            top = centre[1] - _stack(sides[name]) / 2
            for block in sides[name]:
                boxes.append((block, self._stand(block, x, top)))
                top += block.height + GAP
        y += middle
        for name in ("south", ""):
            if sides[name]:
                y = self._row(name, y + GAP + spare / 2, width, boxes) + spare / 2
        self._core(centre, core_wide, core_tall)
        for index, (block, box) in enumerate(pair for pair in boxes if pair[0].part.role == EXPANSION):
            if block.part.turn is not None:
                arrow = _arrow(centre, core_wide / 2, core_tall / 2, box)
                self.sheet.areas.append(Area("band", arrow, f"belt{index % 3}"))
        return width, y + MARGIN, tuple(self.scenes)

    def _core_size(self) -> tuple[float, float]:
        """Return the axes of the ellipse around the cores' boxes and the name of their series."""
        tall = sum(self._core_box(item)[1] + 12 for item in self.cores) + (CORE_LINE if self.read.series(CORE) else 0)
        return CORE_WIDTH * 1.5, max(tall * 1.5, 250.0)

    def _core_box(self, item: Item) -> tuple[float, float]:
        return CORE_WIDTH, self.sheet.measure(item, CORE_WIDTH, CORE_FONT, icon=False)[1] + 12

    def _core(self, centre: Point, wide: float, tall: float) -> None:
        x, y = centre
        turns = [radians(3 * at) for at in range(120)]
        points = tuple((round(x + wide / 2 * cos(t), 1), round(y - tall / 2 * sin(t), 1)) for t in turns)
        self.sheet.areas.append(Area("field", points, "lead"))
        self.scenes.append(Scene(self.cores[0].node.name, x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))
        series = self.read.series(CORE)
        sizes = [self._core_box(item) for item in self.cores]
        top = y - (sum(height for _, height in sizes) + 12 * (len(sizes) - 1) + (CORE_LINE if series else 0)) / 2
        if series:
            self.sheet.areas.append(Area("label", (), "lead", series, (x, top + CORE_LINE / 2 - 4), SERIES, "center"))
            top += CORE_LINE
        for item, (width, height) in zip(self.cores, sizes, strict=True):
            self.sheet.place(item, x, top + height / 2, width, height, font=CORE_FONT, icon=False)
            top += height + 12

    def _block(self, part: Part) -> _Block:
        item = with_industries(self.sheet.reader, part.item, (BLOCK - NAME - 26) / (NAME * 0.8))
        part = replace(part, item=item)
        if part.role == BASE and not part.inner:
            return _Block(part, self.sheet.measure(item, BLOCK, NAME)[1] + 8, 0)
        head = self.sheet.measure(item, BLOCK - 2 * PAD, TITLE)[1] + 4
        columns, cell, font = _grid(part)
        inner = self.sheet.rack_height(part.inner, columns, cell, font)
        series = SERIES_LINE if part.series and part.role == EXPANSION else 0.0
        return _Block(part, head + series + 2 * PAD + (inner + 14 if part.inner else 0), head)

    def _stand(self, block: _Block, x: float, top: float) -> Box:
        """Put a block with its upper edge at ``top``; return its rectangle."""
        part, left = block.part, x - BLOCK / 2
        box = (left, top, left + BLOCK, top + block.height)
        self.scenes.append(Scene(part.item.node.name, *box))
        if not block.head:
            self.sheet.place(part.item, x, top + block.height / 2, BLOCK, block.height, font=NAME)
            return box
        y = top + PAD
        self.sheet.areas.append(Area("area", rectangle(*box), f"area{len(self.sheet.areas) % 3}"))
        if part.series and part.role == EXPANSION:
            at = (left + PAD, y + SERIES_LINE / 2 - 4)
            self.sheet.areas.append(Area("label", (), "quiet", part.series, at, SERIES - 3))
            y += SERIES_LINE
        item = replace(part.item, emphasis=1)
        title = self.sheet.place(item, x, y + block.head / 2, BLOCK - 2 * PAD, block.head, font=TITLE)
        columns, cell, font = _grid(part)
        y += block.head
        start = ((left + PAD + GUTTER / 2, y),)
        self.sheet.rack(part.inner, left + PAD, y + 14, columns, cell, source=title, start=start, bus=y + 7, font=font)
        return box

    def _row(self, side: str, top: float, width: float, boxes: list[tuple[_Block, Box]]) -> float:
        """Put a side's blocks into rows across the drawing, the name of their series above; return the bottom."""
        blocks = self.sides[side]
        bases = [block for block in blocks if block.part.role == BASE]
        title = "、".join(dict.fromkeys(block.part.series for block in bases if block.part.series))
        if not side:
            title = f"{title or '其余组成部分'}：文件未写明方位" + ("，按序号排列" if title else "")
        start = top
        if title:
            top += PAD / 2
            self.sheet.areas.append(
                Area("label", (), "quiet", title, (MARGIN + PAD, top + SERIES_LINE / 2 - 4), SERIES)
            )
            top += SERIES_LINE
        most = max(1, int((width - 2 * MARGIN + GAP) // (BLOCK + GAP)))
        lines, begun = -(-len(blocks) // most), len(self.sheet.areas)
        across = -(-len(blocks) // lines)
        for at in range(0, len(blocks), across):
            line = blocks[at : at + across]
            slot = (width - 2 * MARGIN - (2 * PAD if title else 0)) / across
            begin = MARGIN + (PAD if title else 0)
            tall = max(block.height for block in line)
            line = [block if block.head else replace(block, height=tall) for block in line]
            for index, block in enumerate(line):
                x = begin + slot * (index + 0.5)
                boxes.append((block, self._stand(block, x, top + (tall - block.height) / 2)))
            top += tall + GAP
        if title:
            frame = rectangle(MARGIN, start, width - MARGIN, top - GAP + PAD)
            self.sheet.areas.insert(begun, Area("area", frame, "park" if side else "quiet"))
            return top - GAP + PAD
        return top - GAP


def _side(part: Part) -> str:
    """Return where a part stands: an area with 西 or 东 in its direction beside the core, a base rather above it."""
    if part.turn is None:
        return ""
    x, y = cos(radians(part.turn)), sin(radians(part.turn))
    if abs(y) > 0.1 and (part.role == BASE or abs(x) < 0.1):
        return "north" if y > 0 else "south"
    return "east" if x > 0 else "west"


def _grid(part: Part) -> tuple[int, float, int]:
    """Return columns, width of a cell and size of the letters for an area's own parts."""
    columns = 1 if len(part.inner) < MANY else 2
    return columns, (BLOCK - 2 * PAD) / columns, NAME - 2 if columns == 1 else NAME - 4


def _stack(blocks: Sequence[_Block]) -> float:
    return sum(block.height for block in blocks) + GAP * max(0, len(blocks) - 1)


def _arrow(centre: Point, wide: float, tall: float, box: Box) -> tuple[Point, ...]:
    """Return the corners of an arrow from the edge of the core's ellipse to the nearest edge of a rectangle."""
    x, y = centre
    left, top, right, bottom = box
    beside = top <= y <= bottom
    goal = (
        (left if left > x else right, y) if beside else (min(max(x, left + 40), right - 40), bottom if y > top else top)
    )
    away = hypot((goal[0] - x) / wide, (goal[1] - y) / tall)
    begin = (x + (goal[0] - x) / away, y + (goal[1] - y) / away)
    long = max(1.0, hypot(goal[0] - begin[0], goal[1] - begin[1]))
    ux, uy = (goal[0] - begin[0]) / long, (goal[1] - begin[1]) / long
    head = min(34.0, long * 0.6)

    def at(along: float, aside: float) -> Point:
        return round(begin[0] + ux * along - uy * aside, 1), round(begin[1] + uy * along + ux * aside, 1)

    end, neck = long - 4, long - 4 - head
    return at(2, 16), at(neck, 16), at(neck, 34), at(end, 0), at(neck, -34), at(neck, -16), at(2, -16)
