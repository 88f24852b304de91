"""Two rounds of a plan side by side."""

from __future__ import annotations

import pytest
from plan_checks import check, names, node
from plan_graph import EARLIER, LATER, plan_facts, plan_graph

import deltatrunk
from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import build

OPTIONS: list[dict[str, object]] = [
    {},
    {"tasks": True},
    {"programme": "共同计划"},
    {"programme": "新计划"},
    {"earlier": EARLIER, "later": LATER, "borderline": True},
]


def said(options: dict[str, object]) -> str:
    return " ".join(f"{key}={value}" for key, value in options.items()) or "default"


@pytest.fixture(scope="module")
def plans() -> Graph:
    return plan_graph()


@pytest.mark.parametrize("options", OPTIONS, ids=said)
def test_everything_is_clear_when_a_small_graph_is_drawn(plans: Graph, options: dict[str, object]) -> None:
    check(build("rounds", plans, **options))


@pytest.mark.parametrize(
    "options", [{}, {"tasks": True}, {"programme": "梧桐100计划"}, {"borderline": True, "tasks": True}], ids=said
)
def test_everything_is_clear_when_the_bundled_facts_are_drawn(options: dict[str, object]) -> None:
    check(build("rounds", deltatrunk.bundled(), **options))


@pytest.mark.parametrize("options", OPTIONS, ids=said)
def test_view_is_equal_when_facts_come_in_another_order(options: dict[str, object]) -> None:
    facts = plan_facts()
    assert build("rounds", plan_graph(facts), **options) == build("rounds", plan_graph(facts[::-1]), **options)


def test_earlier_plan_stands_left_of_the_later(plans: Graph) -> None:
    view = build("rounds", plans)
    middle = view.width / 2
    assert node(view, EARLIER).x < middle < node(view, LATER).x
    kept = sorted(n.x for n in view.nodes if n.label == "共同计划")
    assert kept[0] < middle < kept[1]
    assert node(view, "旧计划").x < middle < node(view, "新计划").x
    assert view.subtitle == "计划留存 1 · 不再提及 1 · 新增 1"


def test_kept_is_joined_across_and_the_rest_told_in_words(plans: Graph) -> None:
    view = build("rounds", plans)
    across = [a for a in view.areas if a.kind == "line" and len(a.points) == 2]
    assert len(across) == 1
    titles = {area.title for area in view.areas}
    assert {"留存", "任务 2 · 按名称对应 1", "不再提及 · 任务 1", "新增 · 任务 1"} <= titles
    tones = {area.tone for area in view.areas if area.kind == "area"}
    assert {"park", "quiet", "lead"} <= tones
    assert {"加强园区招商", "持续加强园区招商", "加强领导"} <= names(view)
    assert "办好讲堂" not in names(view)


def test_all_tasks_and_named_programmes_are_drawn_when_asked(plans: Graph) -> None:
    view = build("rounds", plans, tasks=True)
    assert {"办好讲堂", "退出的任务", "建设新港", "随口一提计划"} <= names(view)
    lines = [a for a in view.areas if a.kind == "line" and len(a.points) > 2]
    assert len(lines) == 2
    assert [node(view, name).emphasis for name in ("加强园区招商", "办好讲堂")] == [1, 0]


def test_one_programme_lines_its_tasks_up_across_the_middle(plans: Graph) -> None:
    view = build("rounds", plans, programme="共同计划")
    assert names(view) == {EARLIER, LATER, "共同计划", "加强园区招商", "办好讲堂", "持续加强园区招商", "开放数据"}
    line = next(a for a in view.areas if a.kind == "line")
    assert line.points[0][0] < view.width / 2 < line.points[-1][0]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"earlier": LATER}, "两个不同的文件"),
        ({"earlier": "乙区方案"}, "没有找到文件"),
        ({"programme": "随口一提计划"}, "没有写"),
    ],
    ids=["one document twice", "unknown document", "programme without tasks"],
)
def test_what_cannot_be_compared_is_said(plans: Graph, options: dict[str, object], told: str) -> None:
    with pytest.raises(ViewError, match=told) as caught:
        build("rounds", plans, **options)
    assert caught.value.hint


def test_graph_without_rounds_is_refused() -> None:
    with pytest.raises(ViewError, match="两轮"):
        build("rounds", merge([]))
