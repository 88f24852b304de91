"""One plan whole: programmes and tasks as tidy trees folded into columns, the units under tasks and in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .chain_overview import MARGIN, RATIO
from .plan_parts import Branch, Plan, units_by_load, with_units
from .plan_units import UnitRow
from .reading import Reader, text_of
from .sheet import GAP, GUTTER, Item, Sheet
from .tidy import LANE, Layer, Tree, fold_columns
from .view import Scene, View, ViewNode

_PAD = 12.0
_ALONE = 236.0
_Drawing = tuple[Sheet, float, float, tuple[Scene, ...]]


def draw_plan(reader: Reader, plan: Plan) -> View:
    """Draw all programmes and tasks of a plan."""
    tried = [
        _draw(Sheet(reader), plan, columns, width)
        for columns in range(1, 6)
        for width in (220.0, 240.0, 260.0, 290.0, 330.0, 380.0)
    ]
    sheet, width, height, scenes = min(tried, key=lambda drawn: (round(max(drawn[1] / RATIO, drawn[2])), drawn[1]))
    tasks = sum("Task" in branch.node.labels for branch in plan.all())
    units = len(units_by_load(plan.all()))
    said = (("计划", len(plan.programmes)), ("任务", tasks), ("责任单位", units))
    view = sheet.view(
        "programmes",
        plan.document.name,
        subtitle=" · ".join(f"{title} {count}" for title, count in said if count),
        width=width,
        height=height,
        notes=["任务名下的小字为责任单位" if units else "文件未写明任务的责任单位"],
    )
    return replace(view, scenes=scenes)


def _draw(sheet: Sheet, plan: Plan, count: int, task: float) -> _Drawing:
    """Draw the plan's name, the divided programmes and tasks in columns, then what is not divided, then the units."""
    divided = [branch for branch in plan.branches if branch.branches]
    tree = Tree(
        (Layer(158, 17), *(Layer(task, 16) for _ in range(1, max((b.depth() for b in divided), default=1)))),
        gap=6,
        item=told,
    )
    heights = [tree.tall(sheet, branch) for branch in divided]
    columns = fold_columns(heights, count, tree.group_gap)
    width = max(2 * MARGIN + len(columns) * tree.width + (len(columns) - 1) * GAP, 3 * _ALONE + 2 * MARGIN)
    head = Item(plan.document, None, text_of(plan.document, "number"), 2)
    wide = min(760.0, width - 2 * MARGIN)
    tall = sheet.measure(head, wide, 20)[1]
    root = sheet.place(head, width / 2, MARGIN + tall / 2, wide, tall, font=20)
    bottom, scenes = _columns(sheet, tree, divided, columns, root) if divided else (MARGIN + tall, [])
    room = width - 2 * MARGIN
    for title, tone, alone in (
        ("文件未写明任务的计划", "quiet", [b for b in plan.programmes if not b.branches]),
        (
            "不属于计划的任务" if plan.programmes else "不再细分的任务",
            "platform",
            [b for b in plan.loose if not b.branches],
        ),
    ):
        if alone:
            bottom = _alone(sheet, f"{title} {len(alone)}", tone, alone, bottom + GAP, room)
    row = UnitRow.of(plan.all(), room)
    end = row.draw(sheet, MARGIN, bottom + GAP) if row.units else bottom
    return sheet, width, end + MARGIN, tuple(scenes)


def _columns(
    sheet: Sheet, tree: Tree, divided: Sequence[Branch], columns: Sequence[Sequence[int]], root: ViewNode
) -> tuple[float, list[Scene]]:
    """Draw the trees in columns, each tied to the plan by a lane at its left; return the lower edge and the steps."""
    under = root.y + root.height / 2
    bus = under + 10
    bottom = bus
    scenes = []
    for number, column in enumerate(columns):
        left = MARGIN + number * (tree.width + GAP)
        lane, y = left + LANE / 2, bus + 14
        for index in column:
            branch, tall = divided[index], tree.tall(sheet, divided[index])
            node, _ = tree.grow(sheet, branch, left, y)
            path = ((root.x, under), (root.x, bus), (lane, bus), (lane, node.y), (node.x - node.width / 2, node.y))
            sheet.join(branch.item.link, root, node, path)
            scenes.append(Scene(branch.node.name, left, y - 8, left + tree.width + 8, y + tall + 8))
            y += tall + tree.group_gap
        bottom = max(bottom, y - tree.group_gap)
    return bottom, scenes


def _alone(sheet: Sheet, title: str, tone: str, branches: Sequence[Branch], top: float, room: float) -> float:
    """Draw what has no parts in a titled field, in rows; return the lower edge."""
    most = max(1, int((room - 2 * _PAD) // _ALONE))
    columns = -(-len(branches) // -(-len(branches) // most)) if len(branches) > most else most
    cell = (room - 2 * _PAD) / columns
    items = [with_units(branch, cell - GUTTER, 16) for branch in branches]
    end = sheet.rack(items, MARGIN + _PAD - GUTTER / 2, top + 34, columns, cell, font=16, level=1)
    sheet.field_of((MARGIN, top, MARGIN + room, end + _PAD), tone, title)
    return end + _PAD


def told(branch: Branch, layer: Layer) -> Item:
    """Return a programme as a strong box, a task with its units as its note."""
    if "Programme" in branch.node.labels:
        return replace(branch.item, emphasis=1, note=f"任务 {branch.tasks()}")
    return with_units(branch, layer.width, layer.font)
