"""How two rounds are drawn: rows with a half a plan, programmes in the middle, tasks outwards in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..queries.rounds import GONE, KEPT, NEW, Rounds
from .chain_overview import MARGIN
from .plan_parts import Plan
from .sheet import GAP, GUTTER, Item, Sheet
from .view import Area, Scene, ViewNode

CENTRE = 110.0
"""Room between the two halves, where the lines of what is kept run."""
HEAD = 176.0
_PAD = 8.0
_TONES = {KEPT: "park", GONE: "quiet", NEW: "lead", "": "platform"}


@dataclass(frozen=True, slots=True)
class Half:
    """A programme of one plan with its tasks, and what became of it; no head for tasks without programme."""

    change: str
    head: Item | None
    tasks: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: the earlier plan's half and the later one's."""

    left: Half | None
    right: Half | None

    def holds(self, id_: str) -> bool:
        """Tell whether a half is of this programme."""
        return any(half and half.head and half.head.node.id == id_ for half in (self.left, self.right))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished drawing with its size and steps."""

    sheet: Sheet
    width: float
    height: float
    scenes: tuple[Scene, ...]


@dataclass(slots=True)
class RoundsSheet:
    """Draws rows of two halves with so many columns of tasks a half. Not shared, not kept."""

    sheet: Sheet
    rounds: Rounds
    plans: tuple[Plan, Plan]
    columns: int
    cell: float
    _tasks: dict[str, tuple[ViewNode, float]] = field(default_factory=dict)

    @property
    def half(self) -> float:
        """The width of one half."""
        return HEAD + self.columns * self.cell + 2 * _PAD + 4

    @property
    def width(self) -> float:
        """The width of the drawing."""
        return 2 * MARGIN + 2 * self.half + CENTRE

    def draw(self, rows: Sequence[Row], others: Sequence[tuple[str, tuple[Item, ...]]]) -> Drawn:
        """Draw the two plans, the rows, the lines across, and the programmes that are only named."""
        y = self._heads() + GAP
        scenes = []
        for row in rows:
            bottom = self._row(row, y)
            head = next(half.head for half in (row.left, row.right) if half)
            if head:
                scenes.append(Scene(head.node.name, 0, y - GAP, self.width, bottom + GAP))
            y = bottom + GAP
        self._lines()
        if others:
            y = self._named(others, y) + GAP
        return Drawn(self.sheet, self.width, y - GAP + MARGIN, tuple(scenes))

    def _heads(self) -> float:
        items = [Item(plan.document, None, self._counts(plan), 2) for plan in self.plans]
        wide = min(self.half, 560.0)
        tall = max(self.sheet.measure(item, wide, 20)[1] for item in items)
        for item, x in zip(
            items, (MARGIN + self.half - wide / 2, self.width - MARGIN - self.half + wide / 2), strict=True
        ):
            self.sheet.place(item, x, MARGIN + tall / 2, wide, tall, font=20)
        words = ("前一轮", "后一轮")
        for word, x in zip(words, (-28, 28), strict=True):
            at = (self.width / 2 + x, MARGIN + tall / 2)
            self.sheet.areas.append(Area("label", (), "quiet", word, at, 15, "center"))
        return MARGIN + tall

    @staticmethod
    def _counts(plan: Plan) -> str:
        tasks = sum("Task" in branch.node.labels for branch in plan.all())
        return f"计划 {len(plan.programmes)} · 任务 {tasks}"

    def _row(self, row: Row, top: float) -> float:
        """Draw a row and return its lower edge."""
        tall = max(self._tall(half) for half in (row.left, row.right) if half) + 2 * _PAD
        inner = (MARGIN + self.half, self.width - MARGIN - self.half)
        heads = []
        for half, side in ((row.left, 0), (row.right, 1)):
            left = MARGIN if side == 0 else inner[1]
            if half is None:
                continue
            self.sheet.field_of((left, top, left + self.half, top + tall), _TONES[half.change])
            heads.append(self._half(half, left, top, tall, side))
        if row.left and row.right and row.left.change == KEPT and len(heads) == 2:
            y = top + tall / 2
            self.sheet.areas.append(Area("line", ((inner[0], y), (inner[1], y)), "line2", "", width=5))
            self.sheet.areas.append(Area("label", (), "quiet", KEPT, (self.width / 2 - 22, y - 14), 16, "center"))
        return top + tall

    def _tall(self, half: Half) -> float:
        own = self.sheet.measure(half.head, HEAD, 17)[1] if half.head else 44
        return max(own, self.sheet.rack_height(half.tasks, self.columns, self.cell, 16))

    def _half(self, half: Half, left: float, top: float, tall: float, side: int) -> None:
        """Draw a programme at the inner side and its tasks at the outer."""
        x = left + self.half - _PAD - HEAD / 2 if side == 0 else left + _PAD + HEAD / 2
        if half.head:
            own = self.sheet.measure(half.head, HEAD, 17)[1]
            self.sheet.place(half.head, x, top + tall / 2, HEAD, own)
        else:
            self.sheet.areas.append(Area("label", (), "quiet", "不属于计划的任务", (x, top + tall / 2), 16, "center"))
        rack = self.sheet.rack_height(half.tasks, self.columns, self.cell, 16)
        start = left + _PAD - GUTTER / 2 if side == 0 else left + _PAD + HEAD + 2
        before = len(self.sheet.nodes)
        self.sheet.rack(half.tasks, start, top + (tall - rack) / 2, self.columns, self.cell, font=16, level=1)
        for node in self.sheet.nodes[before:]:
            self._tasks[node.entity] = (node, top + tall)

    def _lines(self) -> None:
        """Join the tasks that go on: down to the free room under their row, across, and up again."""
        pairs = [p for p in self.rounds.continued if p.earlier in self._tasks and p.later in self._tasks]
        # What shares an earlier task shares its lane, so that lines only part where tasks do.
        sources = list(dict.fromkeys(pair.earlier for pair in pairs))
        for pair in pairs:
            (one, low), (two, under) = self._tasks[pair.earlier], self._tasks[pair.later]
            number = sources.index(pair.earlier)
            lane = self.width / 2 + 16 + 7 * (number % 5)
            start, end = one.x - one.width / 2, two.x - two.width / 2
            points = (
                (start, one.y), (start - GUTTER / 2, one.y), (start - GUTTER / 2, low + GAP / 2),
                (lane, low + GAP / 2), (lane, under + GAP / 2), (end - GUTTER / 2, under + GAP / 2),
                (end - GUTTER / 2, two.y), (end, two.y),
            )  # fmt: skip
            rounded = tuple((round(x, 1), round(y, 1)) for x, y in points)
            self.sheet.areas.append(Area("line", rounded, "line2", width=2))

    def _named(self, others: Sequence[tuple[str, tuple[Item, ...]]], top: float) -> float:
        """Draw the programmes that a round names without tasks of their own: gone at the left, new at the right."""
        bottom = top
        columns = max(1, int((self.half - 2 * _PAD) // 200))
        cell = (self.half - 2 * _PAD) / columns
        y = {GONE: top, NEW: top, KEPT: top}
        for change, items in others:
            left = self.width - MARGIN - self.half if change == NEW else MARGIN
            head = y[change] if change != GONE else max(y[GONE], y[KEPT])
            end = self.sheet.rack(items, left + _PAD - GUTTER / 2, head + 32, columns, cell, font=16, level=1)
            title = {KEPT: "两轮都提到", GONE: "前一轮提到、后一轮不再提及", NEW: "后一轮新提到"}[change]
            box = (left, head, left + self.half, end + _PAD)
            self.sheet.field_of(box, _TONES[change], f"{title}的其他计划、政策")
            y[change] = end + _PAD + GAP
            bottom = max(bottom, end + _PAD)
        return bottom
