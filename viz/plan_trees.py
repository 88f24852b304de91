"""One plan, one programme or one unit's share, whole, as a tidy tree from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..graph.errors import ViewError
from ..graph.model import Node
from .chain_overview import MARGIN, RATIO
from .plan_parts import Branch, Plan, listed, units_by_load, with_units
from .plan_units import UnitRow
from .reading import Reader, text_of
from .sheet import GAP, GUTTER, Item, Sheet
from .tidy import LANE, Layer, Tree, bracket, fold_columns
from .view import Scene, View, ViewNode

_INVOLVED = ("Company", "Park", "Zone", "Platform", "Project", "Event")


def draw_plan(reader: Reader, plan: Plan) -> View:
    """Draw all programmes and tasks of a plan, folded into columns, the units as notes and in a row beneath."""
    tried = [_plan(Sheet(reader), plan, columns, width) for columns in range(1, 6) for width in (240, 280, 330, 380)]
    sheet, width, height, scenes = min(tried, key=lambda drawn: (round(max(drawn[1] / RATIO, drawn[2])), drawn[1]))
    tasks = sum("Task" in branch.node.labels for branch in plan.all())
    units = len(units_by_load(plan.all()))
    said = (("计划", len(plan.programmes)), ("任务", tasks), ("责任单位", units))
    notes = ["任务名下的小字为责任单位；" + ("同一单位只在下方列一次" if units else "文件未写明任务的责任单位")]
    notes = [notes[0] if units else "文件未写明任务的责任单位"]
    view = sheet.view(
        "programmes",
        f"{plan.document.name} · 行动计划图",
        subtitle=" · ".join(f"{title} {count}" for title, count in said if count),
        width=width,
        height=height,
        notes=notes,
    )
    return replace(view, scenes=scenes)


def _plan(sheet: Sheet, plan: Plan, count: int, task: float) -> tuple[Sheet, float, float, tuple[Scene, ...]]:
    depth = max(_depth(branch) for branch in plan.branches)
    layers = (Layer(170, 17), *(Layer(task, 16) for _ in range(1, depth)))
    tree = Tree(layers, gap=6, item=_told)
    heights = [tree.tall(sheet, branch) for branch in plan.branches]
    columns = fold_columns(heights, count, tree.group_gap)
    width = 2 * MARGIN + len(columns) * tree.width + (len(columns) - 1) * GAP
    head = Item(plan.document, None, text_of(plan.document, "number"), 2)
    wide = min(760.0, width - 2 * MARGIN)
    tall = sheet.measure(head, wide, 20)[1]
    root = sheet.place(head, width / 2, MARGIN + tall / 2, wide, tall, font=20)
    bus = MARGIN + tall + 10
    top = bus + 14
    bottom = top
    scenes = []
    for number, column in enumerate(columns):
        left = MARGIN + number * (tree.width + GAP)
        lane = left + LANE / 2
        y = top
        for index in column:
            branch = plan.branches[index]
            node, _ = tree.grow(sheet, branch, left, y)
            path = (
                (root.x, MARGIN + tall),
                (root.x, bus),
                (lane, bus),
                (lane, node.y),
                (node.x - node.width / 2, node.y),
            )
            sheet.join(branch.item.link, root, node, path)
            if branch.branches:
                scenes.append(Scene(branch.node.name, left, y - 8, left + tree.width + 8, y + heights[index] + 8))
            y += heights[index] + tree.group_gap
        bottom = max(bottom, y - tree.group_gap)
    row = UnitRow.of(plan.all(), width - 2 * MARGIN)
    end = row.draw(sheet, MARGIN, bottom + GAP, width - 2 * MARGIN) if row.units else bottom
    return sheet, width, end + MARGIN, tuple(scenes)


def _told(branch: Branch, layer: Layer) -> Item:
    """Return a programme as a strong box, a task with its units as its note."""
    if "Programme" in branch.node.labels:
        tasks = branch.tasks()
        return replace(branch.item, emphasis=1, note=f"任务 {tasks}" if tasks else "任务文件未写明")
    return with_units(branch, layer.width, layer.font)


def _depth(branch: Branch) -> int:
    return 1 + max((_depth(part) for part in branch.branches), default=0)


def draw_unit(reader: Reader, unit: Node, plans: Sequence[Plan]) -> View:
    """Draw what a unit answers for: plan, programme, task, and the unit at the right of them all."""

    def own(branch: Branch) -> bool:
        return any(node.id == unit.id for _, node in branch.units)

    def told(branch: Branch, layer: Layer) -> Item:
        if not own(branch):
            return branch.item
        link = next(link for link, node in branch.units if node.id == unit.id)
        others = [node.name for _, node in branch.units if node.id != unit.id]
        role = text_of(link, "role")
        beside = "与 " + listed(others, layer.width - 90, layer.font) if others else "单独负责"
        return replace(branch.item, note=" · ".join(part for part in (role, beside) if part))

    forest = []
    for plan in plans:
        parts = tuple(found for branch in plan.branches if (found := branch.kept(own)))
        if parts:
            forest.append(Branch(Item(plan.document, None, text_of(plan.document, "number"), 1), (), parts))
    if not forest:
        raise ViewError(
            f"文件没有写明“{unit.name}”负责的任务", hint="不加 --unit 可看全部计划；任务最多的单位在图的下方"
        )
    return _with_units(
        reader,
        forest,
        Tree(_layers(forest, (200, 190, 400)), gap=6, item=told),
        title=f"{unit.name} · 负责的任务",
        shown=(unit.id,),
    )


def draw_programme(reader: Reader, programme: Node, plans: Sequence[Plan]) -> View:
    """Draw a programme: the plans that define it, its tasks in each, and the units that answer for them."""
    forest = []
    for plan in plans:
        parts = tuple(branch for branch in plan.programmes if branch.node.id == programme.id)
        if parts and any(branch.branches for branch in parts):
            strong = tuple(replace(part, item=replace(part.item, emphasis=2)) for part in parts)
            forest.append(Branch(Item(plan.document, None, text_of(plan.document, "number"), 1), (), strong))
    if not forest:
        raise ViewError(f"文件没有写明“{programme.name}”的任务", hint="不加 --programme 可看全部计划，框内写有任务数")

    def told(branch: Branch, layer: Layer) -> Item:
        involved = [node.name for _, node in reader.out(branch.node.id, "INVOLVES", *_INVOLVED)]
        if "Task" not in branch.node.labels or not involved:
            return branch.item
        return replace(branch.item, note="涉及 " + listed(involved, layer.width - 36, layer.font))

    return _with_units(
        reader,
        forest,
        Tree(_layers(forest, (200, 190, 420)), gap=10, item=told),
        title=f"{programme.name} · 任务与责任单位",
    )


def _layers(forest: Sequence[Branch], widths: tuple[float, float, float]) -> tuple[Layer, ...]:
    depth = max(_depth(branch) for branch in forest)
    return (Layer(widths[0], 17), Layer(widths[1], 17), *(Layer(widths[2], 17) for _ in range(2, depth)))


def _with_units(
    reader: Reader, forest: Sequence[Branch], tree: Tree, *, title: str, shown: tuple[str, ...] = ()
) -> View:
    """Draw the forest and, at its right, the units of its tasks (or only those shown), each with a lane of its own."""
    sheet = Sheet(reader)
    drawn: list[tuple[Branch, ViewNode]] = []
    y = MARGIN
    left = MARGIN - LANE
    for branch in forest:
        drawn += tree.grow(sheet, branch, left, y)[1]
        y += tree.tall(sheet, branch) + 2 * tree.group_gap
    height = y - 2 * tree.group_gap + MARGIN
    loads = [(unit, n) for unit, n in units_by_load(b for b, _ in drawn) if not shown or unit.id in shown]
    lanes = left + tree.width + 10
    step = 9.0
    edge = lanes + step * max(len(loads), 1) + 10
    height = max(height, _place_units(sheet, loads, drawn, lanes=lanes, step=step, left=edge, height=height))
    tasks = sum("Task" in branch.node.labels for branch, _ in drawn)
    said = f"文件 {len(forest)} · 任务 {tasks}" + (f" · 责任单位 {len(loads)}" if not shown else "")
    width = (edge + 200 if loads else left + tree.width) + MARGIN
    notes = [] if loads else ["文件未写明这些任务的责任单位"]
    return sheet.view("programmes", title, subtitle=said, width=width, height=height, notes=notes)


def _place_units(
    sheet: Sheet,
    loads: Sequence[tuple[Node, int]],
    drawn: Sequence[tuple[Branch, ViewNode]],
    *,
    lanes: float,
    step: float,
    left: float,
    height: float,
) -> float:
    """Place the units in a column, the busiest first, draw the lines, and return the height that they need."""
    width, gap = 200.0, 12.0
    items = [Item(node, None, badge=str(count), emphasis=1) for node, count in loads]
    talls = [sheet.measure(item, width, 17)[1] for item in items]
    total = sum(talls) + gap * (len(items) - 1) if items else 0
    owners = [box for branch, box in drawn if branch.units]
    middle = (owners[0].y + owners[-1].y) / 2 if owners else height / 2
    y = max(MARGIN, middle - total / 2)
    for number, (item, tall) in enumerate(zip(items, talls, strict=True)):
        unit = sheet.place(item, left + width / 2, y + tall / 2, width, tall)
        lane = lanes + step * (len(items) - number - 0.5)
        for branch, box in drawn:
            for link, node in branch.units:
                if node.id == item.node.id:
                    sheet.join(link, box, unit, bracket(box, unit, lane))
        y += tall + gap
    return y - gap + MARGIN if items else 0
