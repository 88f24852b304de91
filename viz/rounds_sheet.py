"""How two rounds are drawn: rows with a half a plan, programmes in the middle, tasks outwards in columns.

A drawing of one programme has its tasks in the middle instead, so that lines go straight across.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from ..graph.model import Node
from ..queries.rounds import GONE, KEPT, NEW, Rounds
from .chain_overview import MARGIN
from .plan_parts import Plan, listed
from .sheet import GUTTER, Item, Sheet
from .tidy import bracket
from .view import Area, Scene, ViewNode

CENTRE = 110.0
"""Room between the two halves, where the lines of what is kept run."""
GAP = 8.0
"""Room between rows; the lines of tasks run in the middle of it."""
_PAD = 5.0
_FONT = 18
_TONES = {KEPT: "park", GONE: "quiet", NEW: "lead", "": "platform"}


class Detail(Enum):
    """How much is drawn: only tasks that go on, all tasks, or one programme."""

    KEPT = "kept"
    ALL = "all"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Step:
    """A task with the tasks of the other round that it goes on with."""

    item: Item
    others: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """A programme of one plan with its tasks, and what became of it; no head for tasks without programme."""

    earlier: bool
    change: str
    head: Item | None
    tasks: tuple[Step, ...]

    def told(self) -> str:
        """Say in words what became of the programme and of how many of its tasks."""
        kept = sum(bool(task.others) for task in self.tasks)
        words = [self.change] if self.change in (GONE, NEW) else []
        words.append(f"任务 {len(self.tasks)}" if self.tasks else "任务文件未写明")
        if self.tasks and self.change not in (GONE, NEW):
            words.append(f"按名称对应 {kept}")
        return " · ".join(words)


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
    detail: Detail
    columns: int
    cell: float
    _tasks: dict[str, tuple[ViewNode, float]] = field(default_factory=dict)
    _drawn: frozenset[str] = frozenset()

    @property
    def head(self) -> float:
        """The width of a programme's box."""
        return 240.0

    @property
    def beside(self) -> float:
        """The room for words beside a programme's box, where its tasks are not all drawn."""
        return 178.0 if self.detail is Detail.KEPT else 0.0

    @property
    def half(self) -> float:
        """The width of one half."""
        return self.head + self.beside + self.columns * self.cell + 2 * _PAD + 4

    @property
    def width(self) -> float:
        """The width of the drawing."""
        return 2 * MARGIN + 2 * self.half + CENTRE

    def draw(self, rows: Sequence[Row], others: Sequence[tuple[str, tuple[Item, ...]]]) -> Drawn:
        """Draw the two plans, the rows, the lines across, and the programmes that are only named."""
        halves = [half for row in rows for half in (row.left, row.right) if half]
        self._drawn = frozenset(task.item.node.id for half in halves for task in half.tasks)
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
        items = [Item(plan.document, None, _counts(plan), 2) for plan in self.plans]
        wide = min(self.half, 640.0)
        tall = max(self.sheet.measure(item, wide, 20)[1] for item in items)
        inner = MARGIN + self.half - wide / 2
        for item, x in zip(items, (inner, self.width - inner), strict=True):
            self.sheet.place(item, x, MARGIN + tall / 2, wide, tall, font=20)
        for word, aside in (("前一轮", -27), ("后一轮", 27)):
            at = (self.width / 2 + aside, MARGIN + tall / 2)
            self.sheet.areas.append(Area("label", (), "quiet", word, at, 16, "center"))
        return MARGIN + tall

    def _row(self, row: Row, top: float) -> float:
        """Draw a row and return its lower edge."""
        tall = max(self._tall(half) for half in (row.left, row.right) if half) + 2 * _PAD
        inner = (MARGIN + self.half, self.width - MARGIN - self.half)
        for half, left in ((row.left, MARGIN), (row.right, inner[1])):
            if half:
                self.sheet.field_of((left, top, left + self.half, top + tall), _TONES[half.change])
                self._half(half, left, top, tall)
        if row.left and row.right and row.left.change == KEPT and self.detail is not Detail.ONE:
            y = top + tall / 2
            self.sheet.areas.append(Area("line", ((inner[0], y), (inner[1], y)), "line2", "", width=5))
            self.sheet.areas.append(Area("label", (), "quiet", KEPT, (self.width / 2 - 24, y - 13), 16, "center"))
        return top + tall

    def _tall(self, half: Half) -> float:
        own = self.sheet.measure(self._headed(half, half.head), self.head, _FONT)[1] if half.head else 36
        return max(own, self.sheet.rack_height(self._items(half), self.columns, self.cell, 16))

    def _headed(self, half: Half, head: Item) -> Item:
        strength = {GONE: 0, NEW: 2}.get(half.change, 1)
        return replace(head, note="" if self.detail is Detail.KEPT else half.told(), emphasis=strength)

    def _items(self, half: Half) -> list[Item]:
        """Return the tasks that are drawn, those that go on as strong boxes."""
        shown = [task for task in half.tasks if task.others or self.detail is not Detail.KEPT]
        return [self._item(task, half) for task in shown]

    def _item(self, task: Step, half: Half) -> Item:
        # Of one programme, what its tasks go on with may stand under another one: then the box says so.
        away = [node.name for node in task.others if node.id not in self._drawn] if self.detail is Detail.ONE else []
        word = "后一轮另见 " if half.earlier else "前一轮另见 "
        note = word + listed(away, self.cell - GUTTER - 78, 16) if away else ""
        return replace(task.item, note=note, emphasis=1 if task.others else 0)

    def _half(self, half: Half, left: float, top: float, tall: float) -> None:
        """Draw a programme at the inner side and its tasks at the outer; of one programme the other way round."""
        inner = half.earlier == (self.detail is not Detail.ONE)
        x = left + self.half - _PAD - self.head / 2 if inner else left + _PAD + self.head / 2
        middle = top + tall / 2
        head = None
        if half.head:
            item = self._headed(half, half.head)
            own = self.sheet.measure(item, self.head, _FONT)[1]
            head = self.sheet.place(item, x, middle, self.head, own, font=_FONT)
        else:
            self.sheet.areas.append(Area("label", (), "quiet", "不属于计划的任务", (x, middle), 17, "center"))
        if self.beside:
            at = x + (-1 if inner else 1) * (self.head / 2 + 10)
            self.sheet.areas.append(
                Area("label", (), "quiet", half.told(), (at, middle), 15, "right" if inner else "left")
            )
        items = self._items(half)
        rack = self.sheet.rack_height(items, self.columns, self.cell, 16)
        start = left + _PAD - GUTTER / 2 if inner else left + _PAD + self.head + self.beside + 2
        before = len(self.sheet.nodes)
        self.sheet.rack(items, start, middle - rack / 2, self.columns, self.cell, font=16, level=1)
        for item, node in zip(items, self.sheet.nodes[before:], strict=True):
            self._tasks[node.entity] = (node, top + tall)
            if self.detail is Detail.ONE and head:
                one, two = (node, head) if inner else (head, node)
                self.sheet.join(item.link, one, two, bracket(one, two, two.x - two.width / 2 - GUTTER / 2))

    def _lines(self) -> None:
        """Join the tasks that go on: down to the free room under their row, across, and up again."""
        pairs = [p for p in self.rounds.continued if p.earlier in self._tasks and p.later in self._tasks]
        # What shares an earlier task shares its lane, so that lines only part where tasks do.
        sources = list(dict.fromkeys(pair.earlier for pair in pairs))
        for pair in pairs:
            (one, low), (two, under) = self._tasks[pair.earlier], self._tasks[pair.later]
            number = sources.index(pair.earlier)
            lane, aside = self.width / 2 + 14 + 8 * (number % 5), 2.5 * (number % 3 - 1)
            start, end = one.x - one.width / 2, two.x - two.width / 2
            if self.detail is Detail.ONE:
                points = bracket(one, two, lane - 20)
            else:
                out, into = start - GUTTER / 2 + 1.5 * aside, end - GUTTER / 2 + 1.5 * aside
                down, up = low + GAP / 2 + aside, under + GAP / 2 + aside
                points = (
                    (start, one.y), (out, one.y), (out, down), (lane, down),
                    (lane, up), (into, up), (into, two.y), (end, two.y),
                )  # fmt: skip
            rounded = tuple((round(x, 1), round(y, 1)) for x, y in points)
            self.sheet.areas.append(Area("line", rounded, "line2", width=2.4))

    def _named(self, others: Sequence[tuple[str, tuple[Item, ...]]], top: float) -> float:
        """Draw the programmes that a round names without tasks of their own: gone at the left, new at the right."""
        columns = max(1, int((self.half - 2 * _PAD) // 220))
        cell = (self.half - 2 * _PAD) / columns
        y = {"left": top, "right": top}
        for change, items in others:
            side = "right" if change == NEW else "left"
            left, head = (self.width - MARGIN - self.half if change == NEW else MARGIN), y[side]
            end = self.sheet.rack(items, left + _PAD - GUTTER / 2, head + 32, columns, cell, font=16, level=1)
            title = {KEPT: "两轮都提到", GONE: "前一轮提到、后一轮不再提及", NEW: "后一轮新提到"}[change]
            box = (left, head, left + self.half, end + _PAD)
            self.sheet.field_of(box, _TONES[change], f"{title}的其他计划、政策 {len(items)}")
            y[side] = end + _PAD + GAP
        return max(y.values()) - GAP


def _counts(plan: Plan) -> str:
    tasks = sum("Task" in branch.node.labels for branch in plan.all())
    return f"计划 {len(plan.programmes)} · 任务 {tasks}"
