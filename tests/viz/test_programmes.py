"""The map of plans: all plans, one plan, one programme, one unit."""

from __future__ import annotations

import pytest
from plan_checks import check, names, node
from plan_graph import EARLIER, LATER, PlanWriter, plan_facts, plan_graph

import deltatrunk
from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import build
from deltatrunk.viz.tidy import fold_columns

OPTIONS: list[dict[str, object]] = [
    {},
    {"borderline": True},
    {"plan": EARLIER},
    {"plan": LATER, "borderline": True},
    {"programme": "共同计划"},
    {"unit": "经委"},
    {"unit": "数据局", "plan": LATER},
]
REAL: list[dict[str, object]] = [
    {},
    {"plan": "长三角数字干线青浦区行动方案（2024-2025年）（草案）"},
    {"plan": "松江新城G60数字经济创新产业示范区建设方案"},
    {"plan": "上海市数字经济发展“十四五”规划"},
    {"plan": "关于加快推进南北转型发展的实施意见", "borderline": True},
    {"plan": "长三角数字干线发展规划纲要"},
    {"programme": "功能引领赋能计划"},
    {"programme": "数字城市建设改造计划"},
    {"unit": "经委"},
    {"unit": "西虹桥公司"},
]


def said(options: dict[str, object]) -> str:
    return " ".join(f"{key}={value}" for key, value in options.items()) or "all"


@pytest.fixture(scope="module")
def plans() -> Graph:
    return plan_graph()


@pytest.mark.parametrize("options", OPTIONS, ids=said)
def test_everything_is_clear_when_a_small_graph_is_drawn(plans: Graph, options: dict[str, object]) -> None:
    check(build("programmes", plans, **options))


@pytest.mark.parametrize("options", REAL, ids=said)
def test_everything_is_clear_when_the_bundled_facts_are_drawn(options: dict[str, object]) -> None:
    check(build("programmes", deltatrunk.bundled(), **options))


@pytest.mark.parametrize("options", OPTIONS, ids=said)
def test_view_is_equal_when_facts_come_in_another_order(options: dict[str, object]) -> None:
    facts = plan_facts()
    assert build("programmes", plan_graph(facts), **options) == build("programmes", plan_graph(facts[::-1]), **options)


def test_overview_counts_tasks_in_each_plan(plans: Graph) -> None:
    view = build("programmes", plans)
    kept = sorted((n for n in view.nodes if n.label == "共同计划"), key=lambda n: n.id)
    assert [n.badge for n in kept] == ["2", "2"]
    assert [node(view, name).badge for name in ("旧计划", "新计划")] == ["1", "1"]
    assert node(view, EARLIER).note == "计划 2 · 任务 4"
    assert view.subtitle == "文件 2 · 计划 3 · 任务 10"
    assert {area.title for area in view.areas} >= {
        "另有 1 项任务不属于计划，也不再细分，未列出",
        "另有 3 项任务不属于计划，也不再细分，未列出",
    }


def test_units_stand_once_with_the_busiest_first(plans: Graph) -> None:
    view = build("programmes", plans, plan=LATER)
    units = [n for n in view.nodes if n.label in ("经委", "数据局", "丁云公司", "东镇")]
    assert [(n.label, n.badge) for n in sorted(units, key=lambda n: n.x)][:2] == [("经委", "2"), ("数据局", "2")]
    assert len(units) == 4


def test_task_names_its_units_when_a_plan_is_drawn(plans: Graph) -> None:
    view = build("programmes", plans, plan=LATER)
    assert node(view, "持续加强园区招商").note == "经委（牵头） 等 3 个"
    assert node(view, "共同计划").x < node(view, "开放数据").x
    assert "退出的任务" not in names(view)


def test_roles_are_told_apart_when_a_unit_has_several() -> None:
    w = PlanWriter(plan_facts(), 5_000)
    w.link("RESPONSIBLE_FOR", "Organization:经委", w.task("配合的任务", LATER), LATER, role="配合")
    titles = {area.title for area in build("programmes", plan_graph(w.facts), unit="经委").areas}
    assert {"牵头 · 与 东镇", "配合 · 单独负责"} <= titles


def test_plan_says_when_no_unit_is_written(plans: Graph) -> None:
    assert "文件未写明任务的责任单位" in build("programmes", plans, plan=EARLIER).notes


def test_programme_runs_from_plan_to_units(plans: Graph) -> None:
    view = build("programmes", plans, programme="共同计划")
    order = [node(view, name).x for name in (LATER, "共同计划", "持续加强园区招商", "数据局")]
    assert order == sorted(set(order))
    assert node(view, "持续加强园区招商").note == "涉及 西园、东园、丙算公司"
    tied = {(e.source, e.target) for e in view.edges if e.type == "RESPONSIBLE_FOR"}
    assert len(tied) == 4
    assert "建设新港" not in names(view)


def test_unit_is_tied_to_its_tasks_only(plans: Graph) -> None:
    view = build("programmes", plans, unit="经委")
    assert names(view) == {LATER, "共同计划", "新计划", "持续加强园区招商", "建设新港", "经委"}
    assert {"与 数据局、丁云公司", "与 东镇"} <= {area.title for area in view.areas}
    assert "角色都写作“牵头”" in view.notes
    sure = {e.target for e in view.edges if e.type == "RESPONSIBLE_FOR"}
    asked = build("programmes", plans, unit="经委", borderline=True)
    assert len(sure) == 2
    assert "未必的任务" in names(asked)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"plan": "乙区行动方案"}, "没有找到文件"),
        ({"programme": "随口一提计划"}, "没有写明"),
        ({"unit": "无名局"}, "没有找到单位"),
        ({"unit": "西园"}, "没有写明"),
        ({"unit": "经委", "programme": "共同计划"}, "只能给一个"),
    ],
    ids=["unknown plan", "no tasks", "unknown unit", "idle unit", "unit and programme"],
)
def test_what_cannot_be_drawn_is_said(plans: Graph, options: dict[str, object], told: str) -> None:
    with pytest.raises(ViewError, match=told) as caught:
        build("programmes", plans, **options)
    assert caught.value.hint


def test_graph_without_plans_is_refused() -> None:
    with pytest.raises(ViewError, match="没有计划"):
        build("programmes", merge([]))


@pytest.mark.parametrize(
    ("heights", "count", "columns"),
    [
        ([3, 1, 1, 1], 2, ((0,), (1, 2, 3))),
        ([1, 1, 1], 5, ((0,), (1,), (2,))),
        ([1, 1], 1, ((0, 1),)),
        ([], 3, ()),
    ],
    ids=["balanced", "more columns than parts", "one column", "nothing"],
)
def test_folding_keeps_order(heights: list[float], count: int, columns: tuple[tuple[int, ...], ...]) -> None:
    assert fold_columns(heights, count, 0) == columns
