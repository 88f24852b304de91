"""圈层图: the layers of a space as concentric rings, the innermost in the middle, east to the right.

A layer's name stands at the top of its ring, what it covers and what is part of it on the ring: in
the direction that its name or any map tells, else spread over the lower half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import cos, hypot, radians, sin

from ..graph.model import Graph, Node
from .bearing import KNOWN_NOTE, bearing
from .geometry import em
from .nesting import Layer, Layers, read_layers
from .places import draw_places
from .reading import Reader, aliases
from .sheet import Item, Sheet
from .spaces import directions
from .view import Area, Point, Scene, View

ASPECT = 1.95
"""Width to height of every ring, as of a projector's screen under the map's header."""
MARGIN = 12.0
GAP = 12.0
TITLE, NAME = 30, 26
"""Sizes of the letters of a layer's name and of what stands on it."""
WIDEST = 332.0
TONES = ("lead", "area1", "area0", "area2", "quiet")
"""From the innermost ring outwards; further rings keep the last."""
UNTOLD = "文件未写明成员"
TURN = 2
"""So many degrees further along the ring the next free place is looked for."""


def build_layers(
    graph: Graph, *, space: str | None = None, places: str | None = None, borderline: bool = False
) -> View:
    """Build the rings of a space with layers; without a name, of the one that has most.

    With ``places``, a file of coordinates, what stands on the rings is drawn at those instead.

    Raises :class:`ViewError` where the graph has no space whose facts tell layers.
    """
    reader = Reader(graph, borderline=borderline)
    read = read_layers(reader, space)
    if places:
        members = [item for layer in read.layers for item in layer.members]
        return draw_places(reader, places, "layers", f"{read.whole.name} · 实地分布", members)
    sheet = Sheet(reader)
    rings = _Rings(sheet, read)
    width, height, scenes = rings.draw()
    east = "东在右，西在左，" if rings.directed else "文件未写明东西方位，"
    view = sheet.view(
        "layers",
        f"{read.whole.name} · 圈层图",
        subtitle=f"由内到外：{' ⊂ '.join(layer.name for layer in read.layers)}",
        width=width,
        height=height,
        notes=[f"示意图：{east}圈层大小不表示实际范围", *([KNOWN_NOTE] if rings.directed else [])],
    )
    return replace(view, scenes=scenes)


@dataclass(frozen=True, slots=True)
class _Box:
    """What waits for a place: an entity, or the name of a layer that is none."""

    item: Item | None
    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Seat:
    """A box with its place as seen from the middle of the rings."""

    box: _Box
    x: float
    y: float

    def meets(self, other: _Seat) -> bool:
        """Tell whether two boxes cover each other or nearly do."""
        wide, tall = (self.box.width + other.box.width) / 2, (self.box.height + other.box.height) / 2
        return abs(self.x - other.x) < wide + GAP and abs(self.y - other.y) < tall + GAP

    def reach(self) -> tuple[float, float]:
        """Return how far from the middle its nearest and its farthest corner are, as a ring's upright half axis."""
        left, right = self.x - self.box.width / 2, self.x + self.box.width / 2
        top, bottom = self.y - self.box.height / 2, self.y + self.box.height / 2
        near = hypot(max(left, -right, 0) / ASPECT, max(top, -bottom, 0))
        return near, hypot(max(-left, right) / ASPECT, max(-top, bottom))


class _Rings:
    """Rings from the middle outwards; a ring takes another track where its members find no place."""

    def __init__(self, sheet: Sheet, read: Layers) -> None:
        self.sheet, self.layers = sheet, read.layers
        self.heads = [self._head(layer) for layer in read.layers]
        self.members = [[self._member(item) for item in layer.members] for layer in read.layers]
        ranks = [rank for item in read.layers[0].members if (rank := _rank(item.node)) is not None]
        self.middle = (min(ranks), max(ranks)) if ranks else None
        known = [turn for layer in read.layers for item in layer.members if (turn := self._bearing(item)) is not None]
        self.directed = any(abs(cos(radians(turn))) > 0.1 for turn in known)
        outer = [box.height for box in self.heads[1:]] + [box.height for ring in self.members[1:] for box in ring]
        self.step = max([*outer, 60.0]) + 14
        self.core = self._core()
        self.tracks = [0] * len(self.layers)
        for index in range(1, len(self.layers)):
            self.tracks[index] = self._least(index)

    def draw(self) -> tuple[float, float, tuple[Scene, ...]]:
        """Put everything onto the sheet; return the drawing's width and height, and the rings as scenes."""
        while (seats := self._seats()) is None:
            pass
        outermost = self._radius(len(self.layers) - 1)
        x, y = MARGIN + outermost * ASPECT, MARGIN + outermost
        scenes = []
        for index in reversed(range(len(self.layers))):
            radius = self._radius(index)
            tone = TONES[min(index, len(TONES) - 1)]
            self.sheet.areas.append(Area("field", _ellipse(x, y, radius), tone))
            wide = radius * ASPECT
            scenes.append(Scene(self.layers[index].name, x - wide, y - radius, x + wide, y + radius))
        for seat in seats:
            self._put(seat, x, y)
        if self.directed:
            for text, at, align in (("← 西", MARGIN, "left"), ("东 →", 2 * x - MARGIN, "right")):
                self.sheet.areas.append(Area("label", (), "quiet", text, (at, 2 * y - MARGIN - 14), NAME, align))
        return 2 * x, 2 * y, tuple(reversed(scenes))

    def _head(self, layer: Layer) -> _Box:
        note = "" if layer.members else UNTOLD
        width = max(em(layer.name) * TITLE, em(note) * TITLE * 0.8) + TITLE + 44
        if layer.item is None:
            return _Box(None, layer.name, width, TITLE * 1.6)
        item = replace(layer.item, note=note)
        return _Box(item, layer.name, width, self.sheet.measure(item, width, TITLE)[1] + 4)

    def _member(self, item: Item) -> _Box:
        width = max(em(item.node.name) * NAME, em(item.note) * NAME * 0.8) + NAME + 32
        width = min(WIDEST, max(width, 110.0))
        return _Box(item, item.node.name, width, self.sheet.measure(item, width, NAME)[1])

    def _bearing(self, item: Item) -> int | None:
        told = bearing((item.node.name, *aliases(item.node)))
        rank = _rank(item.node)
        if told is not None or rank is None or self.middle is None:
            return told
        return 180 if rank < self.middle[0] else 0 if rank > self.middle[1] else None

    def _core(self) -> tuple[_Seat, ...]:
        """Stack the innermost layer's name and its members, west to east, so that they need the least round."""
        ground = [box for box in self.members[0] if box.item and box.item.note]
        parts = sorted((box for box in self.members[0] if box not in ground), key=self._eastness)
        across = max(3, round((len(parts) * 0.9) ** 0.5))
        rows = [[self.heads[0]], ground, *(parts[at : at + across] for at in range(0, len(parts), across))]
        seats: list[_Seat] = []
        y = 0.0
        for row in filter(None, rows):
            tall = max(box.height for box in row)
            x = -(sum(box.width for box in row) + GAP * (len(row) - 1)) / 2
            for box in row:
                seats.append(_Seat(box, x + box.width / 2, y + tall / 2))
                x += box.width + GAP
            y += tall + GAP
        shifts = [[replace(seat, y=seat.y - y * part / 100) for seat in seats] for part in range(20, 81, 2)]
        return tuple(min(shifts, key=lambda shifted: max(seat.reach()[1] for seat in shifted)))

    def _eastness(self, box: _Box) -> float:
        turn = self._bearing(box.item) if box.item else None
        return 0 if turn is None else round(cos(radians(turn)), 3)

    def _radius(self, index: int) -> float:
        """Return the upright half axis of a layer's outer edge."""
        return max(seat.reach()[1] for seat in self.core) + 14 + self.step * sum(self.tracks[: index + 1])

    def _least(self, index: int) -> int:
        """Return how many tracks a ring needs at least for its members."""
        need = sum((box.width + box.height) / 2 + GAP for box in self.members[index])
        tracks, room = 0, 0.0
        while not tracks or room < need:
            room += 0.8 * 9.7 * (self._radius(index - 1) + self.step * (tracks + 0.5))
            tracks += 1
        return tracks

    def _seats(self) -> list[_Seat] | None:
        """Return a place for everything; None, with one track more for the ring that is full."""
        seats = list(self.core)
        tops = [self.step * 0.5 - self._radius(index) for index in range(1, len(self.layers))]
        seats += [_Seat(head, 0, top) for head, top in zip(self.heads[1:], tops, strict=True)]
        for index in range(1, len(self.layers)):
            boxes = self.members[index]
            wishes = [self._bearing(box.item) if box.item else None for box in boxes]
            free = sum(wish is None for wish in wishes)
            spread = iter(_spread(free))
            # What has a direction of its own takes its place first.
            for box, wish in sorted(zip(boxes, wishes, strict=True), key=lambda pair: pair[1] is None):
                turn, most = (wish, 85) if wish is not None else (next(spread), 180)
                seat = next((s for s in self._tries(index, box, turn, most) if not any(map(s.meets, seats))), None)
                if seat is None:
                    self.tracks[index] += 1
                    return None
                seats.append(seat)
        return seats

    def _tries(self, index: int, box: _Box, turn: float, most: int) -> Iterator[_Seat]:
        """Yield places on a ring, nearest to the wished direction first: inside the ring, then over its edges."""
        inner, outer = self._radius(index - 1), self._radius(index)
        radii = [inner + self.step * (track + 0.5) for track in range(self.tracks[index])]
        for strict, reach in ((True, min(most, 50)), (False, most)):
            for aside in range(0, reach + 1, TURN):
                for angle in {turn + aside: 0, turn - aside: 0}:
                    for radius in radii:
                        seat = _Seat(box, radius * ASPECT * cos(radians(angle)), -radius * sin(radians(angle)))
                        near, far = seat.reach()
                        if not strict or (near > inner and far < outer):
                            yield seat

    def _put(self, seat: _Seat, x: float, y: float) -> None:
        box = seat.box
        if box.item is None:
            self.sheet.areas.append(Area("label", (), "quiet", box.name, (x + seat.x, y + seat.y), TITLE, "center"))
            return
        font = TITLE if box in self.heads else NAME
        self.sheet.place(box.item, x + seat.x, y + seat.y, box.width, box.height, font=font)


def _rank(node: Node) -> int | None:
    return directions().of(node.name, *aliases(node))


def _spread(count: int) -> list[float]:
    """Return directions for what has none: over the lower half, all around where there are many."""
    if count <= 8:
        return [180 + 180 * (at + 0.5) / count for at in range(count)]
    return [90 + 360 * (at + 0.5) / count for at in range(count)]


def _ellipse(x: float, y: float, radius: float) -> tuple[Point, ...]:
    turns = [radians(3 * at) for at in range(120)]
    return tuple((round(x + radius * ASPECT * cos(t), 1), round(y - radius * sin(t), 1)) for t in turns)
