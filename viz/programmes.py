"""行动计划图: plan -> programme -> task -> responsible unit, from left to right.

All plans at once are an overview by programme with counts. One plan, one programme or one unit's share is drawn
whole. Lines from tasks to units are drawn where they can be followed (one programme, one unit); in a whole plan
the units stand under their tasks and, the busiest first, in a row beneath, since their lines would be a tangle.
"""

from __future__ import annotations

from ..graph.errors import ViewError
from ..graph.model import Graph, Node
from .plan_parts import UNITS, Plan, read_plan, read_plans
from .plan_shares import draw_programme, draw_unit
from .plan_trees import draw_plan
from .plans_overview import draw_plans
from .reading import Reader
from .view import View


def build_programmes(
    graph: Graph,
    *,
    plan: str | None = None,
    programme: str | None = None,
    unit: str | None = None,
    borderline: bool = False,
) -> View:
    """Draw all plans, or one plan, programme or unit's share of them.

    ``plan`` narrows the other two to one document. Raises :class:`ViewError` for an unknown name, and where a plan,
    programme or unit has no task.
    """
    reader = Reader(graph, borderline=borderline)
    if programme and unit:
        raise ViewError(
            "--programme 与 --unit 只能给一个", hint="要看一个单位在一个计划里的任务，请用 --unit 加 --plan"
        )
    plans = _plans(reader, plan)
    if unit:
        return draw_unit(reader, _unit(reader, unit), plans)
    if programme:
        return draw_programme(reader, reader.find(programme, "Programme", title="计划"), plans)
    return draw_plan(reader, plans[0]) if plan else draw_plans(reader, plans)


def _unit(reader: Reader, name: str) -> Node:
    """Find a unit of any type that can be responsible; the hint names the nearest of all types."""
    hints = []
    for label in UNITS:
        try:
            return reader.find(name, label, title="单位")
        except ViewError as error:
            hints.append(error.hint)
    near = next((hint for hint in hints if hint.startswith("相近")), hints[0])
    raise ViewError(f"没有找到单位“{name}”", hint=near)


def _plans(reader: Reader, name: str | None) -> tuple[Plan, ...]:
    if name is None:
        plans = read_plans(reader)
        if not plans:
            raise ViewError("图中没有计划或任务", hint="请先用 deltatrunk build 载入行动方案、建设方案一类的文件")
        return plans
    found = read_plan(reader, reader.find(name, "Document", title="文件"))
    if not found.branches:
        known = "、".join(plan.document.name for plan in read_plans(reader))
        raise ViewError(f"图中没有“{found.document.name}”的计划或任务", hint=f"有计划或任务的文件：{known or '无'}")
    return (found,)
