"""实地分布: entities at the coordinates and within the boundaries that the user brings.

The projection is equirectangular at the mean latitude: north up, true to scale in the middle of a
map the size of a province. What the file gives no coordinates for is listed at the side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, dist, floor, log10, pi, radians, sin

from ..graph.errors import ViewError
from ..graph.model import Graph
from .geometry import em, rectangle
from .labelling import NEAR, Labelling, Wish, simplified
from .naming import Names
from .places_file import Located, read_places
from .reading import Reader
from .series import grouped_spaces
from .sheet import Item, Sheet
from .spaces import Space, read_space
from .view import Area, Point, View

WIDTH, HEIGHT = 1560.0, 800.0
MARGIN = 14.0
ROOM = (130.0, 46.0)
"""Room for labels between the outermost coordinates and the frame."""
SIDE = 236.0
STRONG, NAME, FIELD = 21, 18, 20
WIDEST = 240.0
LIST, COLUMNS, PASSES = 44.0, 4, 4
MISSING, CROWDED = "坐标文件中没有的", "过密而只画点的"
GROUNDS = ("area0", "area1", "area2", "office", "park", "chain")
"""Tones of boundaries, in turns."""
KM = 111.32
"""Kilometres a degree of latitude."""
LEAST = 0.02
"""A map of a single point shows so many degrees around it."""
OWN_NOTE = "坐标与边界由使用者提供"
LAW_NOTE = "公开发布含行政边界的地图须使用经审核的底图并标注审图号"


def build_places(
    graph: Graph, *, places: str | None = None, space: str | None = None, borderline: bool = False
) -> View:
    """Build the map of everything that a file of coordinates names, and of a space's parts.

    Raises :class:`ViewError` without a file, and where none of its names is in the graph.
    """
    if not places:
        raise ViewError(
            "没有给出坐标文件", hint="请用 --places 给出 CSV（名称,经度,纬度）或 GeoJSON 文件；程序不附带边界数据"
        )
    reader = Reader(graph, borderline=borderline)
    if space is None and not grouped_spaces(reader):
        return draw_places(reader, places, "places", "实地分布", ())
    return draw_parts(reader, places, "places", read_space(reader, space, Reader(graph, borderline=True)))


def draw_parts(reader: Reader, path: str, name: str, parts: Space) -> View:
    """Draw the parts of a space, its ground, lines and ends at the coordinates of a file."""
    kept = [replace(item, emphasis=2) for item in parts.of("pillar")]
    kept += [*parts.of("base"), *parts.of("belt"), *parts.areas, *parts.corridors, *parts.west, *parts.east]
    return draw_places(reader, path, name, f"{parts.whole.name} · 实地分布", kept)


def draw_places(reader: Reader, path: str, name: str, title: str, members: Sequence[Item]) -> View:
    """Draw members and whatever else the file names at the file's coordinates."""
    located = read_places(path)
    names = Names(reader)
    known: dict[str, Item] = {}
    for item in members:
        known.setdefault(item.node.id, item)
    things: dict[str, _Thing] = {}
    loose: list[Located] = []
    for place in located:
        node = names.find(place.name)
        if node is None:
            loose.append(place)
        else:
            thing = things.setdefault(node.id, _Thing(known.get(node.id, Item(node)), []))
            thing.located.append(place)
    if not any(thing.has_place for thing in things.values()):
        shown = "、".join(dict.fromkeys(item.node.name for item in members))[:60]
        raise ViewError(
            "坐标文件中没有一个名称在图中",
            where=str(path),
            hint=f"名称须与图中一致{f'，例如 {shown}' if shown else ''}；可用 deltatrunk search 查找名称",
        )
    return _Map(Sheet(reader), list(things.values()), loose).view(name, title, list(known.values()))


@dataclass(frozen=True, slots=True)
class _Thing:
    """An entity with what the file says of its place."""

    item: Item
    located: list[Located]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points that the file gives for it."""
        return tuple(point for place in self.located for point in place.points)

    @property
    def has_place(self) -> bool:
        """Whether the file gives any coordinate for it."""
        return any(place.points or place.lines or place.rings for place in self.located)


class _Map:
    """A frame with boundaries, lines, points and their labels, and a list at the side."""

    def __init__(self, sheet: Sheet, things: list[_Thing], loose: list[Located]) -> None:
        self.sheet, self.things, self.loose = sheet, things, loose
        self.width, self.height = WIDTH, HEIGHT

    def view(self, name: str, title: str, members: Sequence[Item]) -> View:
        """Draw everything and return the view."""
        placed = [thing for thing in self.things if thing.has_place]
        have = {thing.item.node.id for thing in placed}
        asked = {thing.item.node.id: thing.item for thing in self.things}
        every = {item.node.id: item for item in members} | asked
        missing = [item for item in every.values() if item.node.id not in have]
        crowded: list[Item] = []
        for _ in range(PASSES):
            # What finds no room for its name is listed too, which takes room: once more with the longer list.
            listed = len(missing) + len(crowded)
            crowded = self._draw(placed, missing, crowded)
            if len(missing) + len(crowded) <= listed:
                break
        self._side(missing, crowded)
        said = [OWN_NOTE, LAW_NOTE]
        unknown = [place.name for place in self.loose if not place.rings and not place.lines]
        if unknown:
            more = f" 等 {len(unknown)} 个" if len(unknown) > 5 else ""
            said.append(f"坐标文件中图库没有的名称，未画出：{'、'.join(unknown[:5])}{more}")
        subtitle = f"有坐标 {len(placed)}" + (f" · 无坐标 {len(missing)}，列于右侧" if missing else "")
        if crowded:
            subtitle += f" · 过密而只画点 {len(crowded)}，列于右侧"
        return self.sheet.view(name, title, subtitle=subtitle, width=self.width, height=self.height, notes=said)

    def _draw(self, placed: Sequence[_Thing], missing: Sequence[Item], crowded: Sequence[Item]) -> list[Item]:
        """Draw the frame and what is in it, with room for the lists at the side; return what found no room."""
        self.sheet = Sheet(self.sheet.reader)
        columns = self._columns([*missing, *crowded])
        side = columns * SIDE + 20 if columns else 0
        self.frame = (MARGIN, MARGIN, self.width - MARGIN - side, self.height - MARGIN)
        drawn = [place for place in self.loose if place.rings or place.lines]
        self._scale([place for thing in placed for place in thing.located] + drawn)
        self.sheet.areas.append(Area("area", rectangle(*self.frame), "quiet"))
        labels = Labelling((self.frame[0] + 6, self.frame[1] + 6, self.frame[2] - 6, self.frame[3] - 6))
        self._legend(labels)
        self._grounds()
        left = self._things(labels, placed)
        self._ground_names(labels)
        return left

    def _scale(self, located: Sequence[Located]) -> None:
        """Fit all coordinates into the frame."""
        every = [point for place in located for run in (place.points, *place.lines, *place.rings) for point in run]
        lons, lats = [lon for lon, _ in every], [lat for _, lat in every]
        self.squeeze = cos(radians((min(lats) + max(lats)) / 2))
        wide = max((max(lons) - min(lons)) * self.squeeze, LEAST)
        tall = max(max(lats) - min(lats), LEAST)
        left, top, right, bottom = self.frame
        self.scale = min((right - left - 2 * ROOM[0]) / wide, (bottom - top - 2 * ROOM[1]) / tall)
        self.middle = ((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2)
        self.centre = ((left + right) / 2, (top + bottom) / 2)

    def _at(self, point: Point) -> Point:
        x = self.centre[0] + (point[0] - self.middle[0]) * self.squeeze * self.scale
        return round(x, 1), round(self.centre[1] - (point[1] - self.middle[1]) * self.scale, 1)

    def _run(self, points: Sequence[Point]) -> tuple[Point, ...]:
        return simplified(tuple(self._at(point) for point in points), 0.6)

    def _legend(self, labels: Labelling) -> None:
        """Draw the scale and the arrow to the north; labels keep off them."""
        left, top, right, bottom = self.frame
        km = _nice(150 * KM / self.scale)
        long = km * self.scale / KM
        y = bottom - 18
        self.sheet.areas.append(Area("line", ((left + 18, y), (left + 18 + long, y)), "line0", width=3))
        said = f"{km:g} 公里" if km >= 1 else f"{km * 1000:g} 米"
        self.sheet.areas.append(Area("label", (), "quiet", said, (left + 18, y - 18), 17))
        labels.boxes.append((left + 8, y - 34, left + 28 + max(long, em(said) * 17), bottom))
        self.sheet.areas.append(Area("label", (), "quiet", "北 ↑", (right - 18, top + 22), NAME, "right"))
        labels.boxes.append((right - 76, top, right, top + 42))

    def _grounds(self) -> None:
        """Draw the boundaries and lines."""
        shades = 0
        for place in (*(place for thing in self.things for place in thing.located), *self.loose):
            runs = [self._run(ring) for ring in place.rings]
            for run in runs:
                self.sheet.areas.append(Area("field", run, GROUNDS[shades % len(GROUNDS)]))
            for line in place.lines:
                self.sheet.areas.append(Area("line", self._run(line), f"line{shades % 3}", width=5))
            shades += bool(place.rings)

    def _ground_names(self, labels: Labelling) -> None:
        """Write the names of boundaries and lines that are no entity of the graph, as plain texts."""
        for place in self.loose:
            on = self._on(place)
            spot = labels.place(Wish(on[0], em(place.name) * FIELD + 8, FIELD * 1.4, on)) if on else None
            if spot is not None:
                at = ((spot[0][0] + spot[0][2]) / 2, (spot[0][1] + spot[0][3]) / 2)
                self.sheet.areas.append(Area("label", (), "quiet", place.name, at, FIELD, "center"))

    def _on(self, place: Located) -> tuple[Point, ...]:
        """Return where a name may stand on its largest boundary or its longest line."""
        if place.rings:
            rings = [tuple(map(self._at, ring)) for ring in place.rings]
            return _inside(max(rings, key=lambda ring: abs(_area(ring))))
        if place.lines:
            line = [self._at(point) for point in max(place.lines, key=len)]
            return tuple(sorted(line, key=lambda point: abs(line.index(point) - len(line) // 2)))
        return ()

    def _things(self, labels: Labelling, placed: Sequence[_Thing]) -> list[Item]:
        """Draw points, and the labels of all entities, emphasised ones first; return those without room."""
        for thing in placed:
            strong = thing.item.emphasis == 2
            for point in (self._at(point) for one in thing.located for point in one.points):
                labels.points.append(point)
                self.sheet.areas.append(Area("field", _dot(point, 8 if strong else 6), "line1" if strong else "line0"))
        ordered = sorted(placed, key=lambda thing: (-thing.item.emphasis, not thing.points))
        wishes = []
        for thing in ordered:
            font = STRONG if thing.item.emphasis == 2 else NAME
            width = min(WIDEST, em(thing.item.node.name) * font + font + 32)
            height = self.sheet.measure(thing.item, width, font)[1]
            on = () if thing.points else next(filter(None, map(self._on, thing.located)))
            wishes.append(Wish(self._at(thing.points[0]) if thing.points else on[0], width, height, on))
        crowded = []
        for thing, wish, spot in zip(ordered, wishes, labels.place_all(wishes), strict=True):
            item, font = thing.item, STRONG if thing.item.emphasis == 2 else NAME
            if spot is None:
                crowded.append(item)
                continue
            (left, top, right, bottom), end = spot
            self.sheet.place(item, (left + right) / 2, (top + bottom) / 2, right - left, bottom - top, font=font)
            if not wish.on and dist(wish.at, end) > NEAR + 1:
                line = (wish.at, (round(end[0], 1), round(end[1], 1)))
                self.sheet.areas.append(Area("line", line, "line0", width=1.5))
        return crowded

    def _columns(self, items: Sequence[Item]) -> int:
        """Return how many columns the lists at the side need; very long ones make the whole map larger."""
        if not items:
            return 0
        room = HEIGHT - 2 * MARGIN - 2 * LIST
        tall = [self.sheet.rack_height(items, columns, SIDE, NAME - 1) for columns in range(1, COLUMNS + 1)]
        columns = next((at for at, height in enumerate(tall, 1) if height <= room), COLUMNS)
        self.height = max(HEIGHT, tall[columns - 1] + HEIGHT - room)
        self.width = max(WIDTH, self.height * WIDTH / HEIGHT)
        return columns

    def _side(self, missing: Sequence[Item], crowded: Sequence[Item]) -> None:
        """List what the file gives no coordinates for, then what has only its point on the map."""
        right, bottom = self.width - MARGIN, self.height - MARGIN
        left, y = self.frame[2] + 12, MARGIN
        columns = round((right - left) // SIDE)
        lists = [(title, items) for title, items in ((MISSING, missing), (CROWDED, crowded)) if items]
        for at, (title, items) in enumerate(lists):
            end = bottom
            if at + 1 < len(lists):
                end = y + LIST + self.sheet.rack_height(items, columns, SIDE, NAME - 1) + 10
            self.sheet.field_of((left, y, right, end), "quiet", f"{title} {len(items)} 处")
            self.sheet.rack(items, left - 6, y + LIST - 8, columns, SIDE, font=NAME - 1)
            y = end + 8


def _nice(km: float) -> float:
    """Return the round number (1, 2, 5, 10 …) that is not above a length."""
    power = 10.0 ** floor(log10(km))
    return max(step * power for step in (1, 2, 5) if step * power <= km * 1.000001)


def _dot(at: Point, radius: float) -> tuple[Point, ...]:
    turns = [turn * pi / 8 for turn in range(16)]
    return tuple((round(at[0] + radius * cos(t), 1), round(at[1] + radius * sin(t), 1)) for t in turns)


def _area(ring: Sequence[Point]) -> float:
    return sum(x * ey - ex * y for (x, y), (ex, ey) in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def _inside(ring: Sequence[Point]) -> tuple[Point, ...]:
    """Return points inside a ring for its name: the middles of its widest stretches, about half its height first."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    found = []
    for part in range(2, 19):
        y = low + (high - low) * part / 20
        cuts = sorted(
            ax + (y - ay) * (bx - ax) / (by - ay)
            for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True)
            if (ay > y) != (by > y)
        )
        for one, two in zip(cuts[::2], cuts[1::2], strict=False):
            for share, worth in ((0.5, 1.0), (0.3, 0.7), (0.7, 0.7), (0.15, 0.4), (0.85, 0.4)):
                x = one + (two - one) * share
                found.append(((two - one) * (1 - abs(part - 10) * 0.04) * worth, (round(x, 1), round(y, 1))))
    return tuple(point for _, point in sorted(found, key=lambda pair: (-pair[0], pair[1]))) or tuple(ring[:1])
