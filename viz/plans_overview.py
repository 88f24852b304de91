"""All plans at once: a field a plan, its programmes in order, each with the number of its tasks and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .chain_overview import MARGIN, RATIO
from .geometry import wrap
from .plan_parts import Branch, Plan
from .plan_units import UnitRow
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .view import Area, Scene, View

PLAN = 236.0
CELL = 206.0
_PAD = 12.0


def draw_plans(reader: Reader, plans: Sequence[Plan]) -> View:
    """Draw every plan with its programmes, or with its tasks where it has none, and the busiest units beneath."""
    tried = [_draw(Sheet(reader), plans, columns) for columns in range(4, 13)]
    sheet, width, height, scenes = min(tried, key=lambda drawn: (round(max(drawn[1] / RATIO, drawn[2])), drawn[1]))
    programmes = sum(len(plan.programmes) for plan in plans)
    tasks = sum("Task" in branch.node.labels for plan in plans for branch in plan.all())
    notes = ["数字为该文件写明的任务数和责任单位数；用 --plan、--programme、--unit 看一个文件、计划或单位的全部任务"]
    view = sheet.view(
        "programmes",
        "行动计划图 · 全部文件",
        subtitle=f"文件 {len(plans)} · 计划 {programmes} · 任务 {tasks}",
        width=width,
        height=height,
        notes=notes,
    )
    return replace(view, scenes=scenes)


def _draw(sheet: Sheet, plans: Sequence[Plan], columns: int) -> tuple[Sheet, float, float, tuple[Scene, ...]]:
    width = 2 * MARGIN + _PAD + PLAN + GUTTER + columns * CELL + _PAD
    y = MARGIN
    scenes = []
    for plan in plans:
        bottom = _field(sheet, plan, y, columns, width)
        scenes.append(Scene(plan.document.name, 0, y - MARGIN / 2, width, bottom + MARGIN / 2))
        y = bottom + GAP
    row = UnitRow.of((branch for plan in plans for branch in plan.all()), width - 2 * MARGIN, rows=1)
    y = row.draw(sheet, MARGIN, y, width - 2 * MARGIN) + (GAP if row.units else 0)
    return sheet, width, y - GAP + MARGIN, tuple(scenes)


def _field(sheet: Sheet, plan: Plan, top: float, columns: int, width: float) -> float:
    """Draw one plan: its document at the left, its programmes in rows at the right; return the lower edge."""
    shown, hidden = _shown(plan)
    tasks = sum("Task" in branch.node.labels for branch in plan.all())
    counts = (("计划", len(plan.programmes)), ("任务", tasks))
    head = Item(plan.document, None, " · ".join(f"{title} {count}" for title, count in counts if count), 2)
    tall = sheet.measure(head, PLAN, 18, lines=4)[1]
    label = wrap(f"另有 {hidden} 项任务不属于计划、不再细分，未列出", (PLAN - 4) / 14, 2) if hidden else ()
    rack = sheet.rack_height(shown, columns, CELL, 16)
    left, beside = MARGIN + _PAD, MARGIN + _PAD + PLAN
    bottom = max(top + _PAD + tall + 6 + 19 * len(label), top + _PAD + rack) + _PAD
    box = sheet.place(head, left + PLAN / 2, top + _PAD + tall / 2, PLAN, tall, font=18, lines=4)
    lane = beside + GUTTER / 2
    sheet.rack(
        shown,
        beside + GUTTER - GUTTER / 2,
        top + _PAD,
        columns,
        CELL,
        source=box,
        start=((beside, box.y), (lane - 4, box.y)),
        bus=top + 6,
        font=16,
        level=1,
    )
    for at, line in enumerate(label):
        y = top + _PAD + tall + 16 + 19 * at
        sheet.areas.append(Area("label", (), "quiet", line, (left + 2, y), 14))
    sheet.field_of((MARGIN, top, width - MARGIN, bottom), "chain" if plan.programmes else "quiet")
    return bottom


def _shown(plan: Plan) -> tuple[list[Item], int]:
    """Return the boxes of a plan, and how many tasks without programme and parts are not among them."""
    divided = any(branch.branches for branch in plan.branches) or bool(plan.programmes)
    shown = [b for b in plan.branches if not divided or b.branches or b in plan.programmes]
    return [_summary(branch) for branch in shown], len(plan.branches) - len(shown)


def _summary(branch: Branch) -> Item:
    units = {unit.id for part in branch.all() for _, unit in part.units}
    programme = "Programme" in branch.node.labels
    counts = (("任务" if programme else "分任务", branch.tasks()), ("单位", len(units)))
    said = " · ".join(f"{title} {count}" for title, count in counts if count)
    if programme and not branch.tasks():
        said = "任务文件未写明"
    return replace(branch.item, note=said, emphasis=1 if programme and branch.tasks() else 0)
