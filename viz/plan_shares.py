"""One programme or one unit's share: plan, programme, task from left to right, the units at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..graph.errors import ViewError
from ..graph.model import Node
from .chain_overview import MARGIN
from .plan_parts import Branch, Plan, listed, short, units_by_load
from .reading import Reader, text_of
from .sheet import Item, Sheet
from .tidy import LANE, Layer, Tree, bracket
from .view import Area, View, ViewNode

_INVOLVED = ("Company", "Park", "Zone", "Platform", "Project", "Event")
_UNIT = 210.0
_BESIDE = 270.0
"""Room for the names of those who share a task with a unit, above the line that ties them."""


def draw_unit(reader: Reader, unit: Node, plans: Sequence[Plan]) -> View:
    """Draw what a unit answers for: plan, programme, task, and the unit at the right of them all."""

    def own(branch: Branch) -> bool:
        return any(node.id == unit.id for _, node in branch.units)

    forest = []
    for plan in plans:
        parts = tuple(found for branch in plan.branches if (found := branch.kept(own)))
        if parts:
            forest.append(Branch(_document(plan), (), parts))
    if not forest:
        raise ViewError(
            f"文件没有写明“{unit.name}”负责的任务", hint="不加 --unit 可看全部计划；任务最多的单位在图的下方"
        )
    sheet, tree = Sheet(reader), Tree(_layers(forest, 330), gap=8, item=lambda branch, _: branch.item)
    drawn, bottom = _forest(sheet, tree, forest)
    right = MARGIN - LANE + tree.width
    owned = [(branch, box) for branch, box in drawn if own(branch)]
    roles = {role for branch, _ in owned for role in _roles(branch, unit)}
    for branch, box in owned:
        at = (box.x + box.width / 2 + 8, box.y - 11)
        sheet.areas.append(Area("label", (), "quiet", _sharing(branch, unit, len(roles) > 1), at, 15))
    lane = right + _BESIDE
    item = Item(unit, None, f"负责 {len(owned)} 项任务", 2)
    tall = sheet.measure(item, _UNIT, 19)[1]
    node = sheet.place(item, lane + 14 + _UNIT / 2, (owned[0][1].y + owned[-1][1].y) / 2, _UNIT, tall, font=19)
    for branch, box in owned:
        link = next(link for link, other in branch.units if other.id == unit.id)
        sheet.join(link, box, node, bracket(box, node, lane))
    only = [f"角色都写作“{role}”" for role in roles if role] if len(roles) == 1 else []
    alone = sum(len(branch.units) == 1 for branch, _ in owned)
    return sheet.view(
        "programmes",
        f"{unit.name} · 负责的任务",
        subtitle=f"文件 {len(forest)} · 任务 {len(owned)} · 与别的单位共同负责 {len(owned) - alone}",
        width=lane + 14 + _UNIT + MARGIN,
        height=max(bottom, node.y + tall / 2) + MARGIN,
        notes=[f"线上的小字为{'角色和' if len(roles) > 1 else ''}共同负责的单位", *only],
    )


def _roles(branch: Branch, unit: Node) -> list[str]:
    return [text_of(link, "role") for link, node in branch.units if node.id == unit.id]


def _sharing(branch: Branch, unit: Node, said: bool) -> str:
    """Say with whom a unit answers for a task, and in which role where the roles differ."""
    role = next((role for role in _roles(branch, unit) if role and said), "")
    others = [short(node) for _, node in branch.units if node.id != unit.id]
    beside = "与 " + listed(others, _BESIDE + 4 - 15 * len(role), 18) if others else "单独负责"
    return f"{role} · {beside}" if role else beside


def draw_programme(reader: Reader, programme: Node, plans: Sequence[Plan]) -> View:
    """Draw a programme: the plans that define it, its tasks in each, and the units that answer for them."""
    forest = []
    for plan in plans:
        parts = tuple(branch for branch in plan.programmes if branch.node.id == programme.id and branch.branches)
        if parts:
            strong = tuple(replace(part, item=replace(part.item, emphasis=2)) for part in parts)
            forest.append(Branch(_document(plan), (), strong))
    if not forest:
        raise ViewError(f"文件没有写明“{programme.name}”的任务", hint="不加 --programme 可看全部计划，框内写有任务数")

    def told(branch: Branch, layer: Layer) -> Item:
        links = reader.out(branch.node.id, "INVOLVES", *_INVOLVED) if "Task" in branch.node.labels else []
        # A name that stands in the task's own title says nothing more.
        names = list(dict.fromkeys(short(node) for _, node in links if node.name not in branch.node.name))
        return (
            replace(branch.item, note="涉及 " + listed(names, layer.width - 42, layer.font)) if names else branch.item
        )

    sheet, tree = Sheet(reader), Tree(_layers(forest, 440), gap=10, item=told)
    drawn, bottom = _forest(sheet, tree, forest)
    loads = units_by_load(branch for branch, _ in drawn)
    right = MARGIN - LANE + tree.width
    end = _units(sheet, loads, drawn, right) if loads else bottom
    tasks = sum("Task" in branch.node.labels for branch, _ in drawn)
    edge = right + 20 + _LANE * len(loads) + _UNIT if loads else right
    return sheet.view(
        "programmes",
        f"{programme.name} · 任务与责任单位",
        subtitle=f"文件 {len(forest)} · 任务 {tasks} · 责任单位 {len(loads) or '文件未写明'}",
        width=edge + MARGIN,
        height=max(bottom, end) + MARGIN,
        notes=["责任单位前的数字为其在本计划中负责的任务数"] if loads else ["文件未写明这些任务的责任单位"],
    )


_LANE = 9.0


def _document(plan: Plan) -> Item:
    return Item(plan.document, None, text_of(plan.document, "number"), 1)


def _layers(forest: Sequence[Branch], task: float) -> tuple[Layer, ...]:
    depth = max(branch.depth() for branch in forest)
    return (Layer(214, 17, 4), Layer(190, 17), *(Layer(task, 17) for _ in range(2, depth)))


def _forest(sheet: Sheet, tree: Tree, forest: Sequence[Branch]) -> tuple[list[tuple[Branch, ViewNode]], float]:
    """Draw the trees one under the other; return their boxes and the lower edge."""
    drawn: list[tuple[Branch, ViewNode]] = []
    y = MARGIN
    for branch in forest:
        drawn += tree.grow(sheet, branch, MARGIN - LANE, y)[1]
        y += tree.tall(sheet, branch) + 2 * tree.group_gap
    return drawn, y - 2 * tree.group_gap


def _units(
    sheet: Sheet, loads: Sequence[tuple[Node, int]], drawn: Sequence[tuple[Branch, ViewNode]], right: float
) -> float:
    """Place the units in a column, the busiest first, each with a lane of its own; return the lower edge."""
    gap = 10.0
    items = [Item(node, None, badge=str(count), emphasis=1) for node, count in loads]
    talls = [sheet.measure(item, _UNIT, 17)[1] for item in items]
    owners = [box for branch, box in drawn if branch.units]
    total = sum(talls) + gap * (len(items) - 1)
    y = max(MARGIN, (owners[0].y + owners[-1].y) / 2 - total / 2)
    left = right + 20 + _LANE * len(items)
    for number, (item, tall) in enumerate(zip(items, talls, strict=True)):
        unit = sheet.place(item, left + _UNIT / 2, y + tall / 2, _UNIT, tall)
        lane = right + 10 + _LANE * (len(items) - number - 0.5)
        for branch, box in drawn:
            for link in (link for link, node in branch.units if node.id == item.node.id):
                sheet.join(link, box, unit, bracket(box, unit, lane))
        y += tall + gap
    return y - gap
