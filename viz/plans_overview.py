"""All plans at once: a field a plan, its programmes in order, each with the number of its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .chain_overview import MARGIN, RATIO
from .plan_parts import Branch, Plan
from .plan_units import UnitRow
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .tidy import fold_columns
from .view import Area, Scene, View

_PAD = 12.0
_FONT = 17
_BUS = 8.0

_Drawing = tuple[Sheet, float, float, tuple[Scene, ...]]


def draw_plans(reader: Reader, plans: Sequence[Plan]) -> View:
    """Draw every plan with its programmes, or with its tasks where it has none, and the busiest units beneath."""
    tried = [
        _draw(Sheet(reader), plans, columns, grid, cell)
        for columns in range(1, 5)
        for grid in range(2, 6)
        for cell in (194.0, 220.0)
    ]
    sheet, width, height, scenes = min(tried, key=lambda drawn: (round(max(drawn[1] / RATIO, drawn[2])), drawn[1]))
    programmes = len({branch.node.id for plan in plans for branch in plan.programmes})
    tasks = sum("Task" in branch.node.labels for plan in plans for branch in plan.all())
    view = sheet.view(
        "programmes",
        "行动计划图 · 全部文件",
        subtitle=f"文件 {len(plans)} · 计划 {programmes} · 任务 {tasks}",
        width=width,
        height=height,
        notes=["圆内数字为该文件写明的任务数，没有数字的未写明"],
    )
    return replace(view, scenes=scenes)


def _draw(sheet: Sheet, plans: Sequence[Plan], columns: int, grid: int, cell: float) -> _Drawing:
    """Fold the plans' fields into columns, with so many programmes side by side in each field."""
    wide = 2 * _PAD + grid * cell
    talls = [_field(Sheet(sheet.reader), plan, 0, 0, grid, cell) for plan in plans]
    folded = fold_columns(talls, columns, GAP)
    width = 2 * MARGIN + len(folded) * wide + (len(folded) - 1) * GAP
    bottom = MARGIN
    scenes = []
    for number, column in enumerate(folded):
        left, y = MARGIN + number * (wide + GAP), MARGIN
        for at in column:
            end = _field(sheet, plans[at], left, y, grid, cell)
            scenes.append(Scene(plans[at].document.name, left - 8, y - 8, left + wide + 8, end + 8))
            y = end + GAP
        bottom = max(bottom, y)
    row = UnitRow.of((branch for plan in plans for branch in plan.all()), width - 2 * MARGIN)
    bottom = row.draw(sheet, MARGIN, bottom) + (GAP if row.units else 0)
    return sheet, width, bottom - GAP + MARGIN, tuple(scenes)


def _field(sheet: Sheet, plan: Plan, left: float, top: float, grid: int, cell: float) -> float:
    """Draw one plan: its document at the head, its programmes in rows under it; return the lower edge."""
    shown, hidden = _shown(plan)
    tasks = sum("Task" in branch.node.labels for branch in plan.all())
    counts = (("计划", len(plan.programmes)), ("任务", tasks))
    head = Item(plan.document, None, " · ".join(f"{title} {count}" for title, count in counts if count), 2)
    wide = grid * cell
    tall = sheet.measure(head, wide, _FONT + 1, lines=3)[1]
    box = sheet.place(head, left + _PAD + wide / 2, top + _PAD + tall / 2, wide, tall, font=_FONT + 1)
    bottom = top + _PAD + tall
    lane = left + _PAD + GUTTER / 2
    end = sheet.rack(
        shown,
        left + _PAD,
        bottom + 2 * _BUS,
        grid,
        cell,
        source=box,
        start=((lane, bottom), (lane, bottom + _BUS)),
        bus=bottom + _BUS,
        font=_FONT - 1,
        level=1,
    )
    if hidden:
        text = f"另有 {hidden} 项任务不属于计划，也不再细分，未列出"
        sheet.areas.append(Area("label", (), "quiet", text, (left + _PAD + GUTTER, end + 15), 14))
        end += 18
    tone = "chain" if plan.programmes else "quiet"
    sheet.field_of((left, top, left + wide + 2 * _PAD, end + _PAD), tone)
    return end + _PAD


def _shown(plan: Plan) -> tuple[list[Item], int]:
    """Return the boxes of a plan, and how many tasks without programme and parts are not among them."""
    divided = any(branch.branches for branch in plan.branches) or bool(plan.programmes)
    shown = [b for b in plan.branches if not divided or b.branches or b in plan.programmes]
    return [_summary(branch) for branch in shown], len(plan.branches) - len(shown)


def _summary(branch: Branch) -> Item:
    tasks = branch.tasks()
    programme = "Programme" in branch.node.labels
    return replace(branch.item, badge=str(tasks or ""), emphasis=1 if programme and tasks else 0)
