"""The map of partners."""

from __future__ import annotations

import pytest
from plan_checks import check, names, node
from plan_graph import PlanWriter, plan_facts, plan_graph

import deltatrunk
from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import build

OPTIONS: list[dict[str, object]] = [
    {},
    {"borderline": True},
    {"place": "虹桥区"},
    {"place": "西园"},
    {"chain": "光伏产业"},
    {"batch": "二"},
]


def said(options: dict[str, object]) -> str:
    return " ".join(f"{key}={value}" for key, value in options.items()) or "all"


@pytest.fixture(scope="module")
def partners() -> Graph:
    return plan_graph()


@pytest.mark.parametrize("options", OPTIONS, ids=said)
def test_everything_is_clear_when_a_small_graph_is_drawn(partners: Graph, options: dict[str, object]) -> None:
    check(build("partners", partners, **options))


@pytest.mark.parametrize(
    "options", [{}, {"borderline": True}, {"place": "数字信息产业园"}, {"chain": "人工智能"}, {"batch": "1"}], ids=said
)
def test_everything_is_clear_when_the_bundled_facts_are_drawn(options: dict[str, object]) -> None:
    if "batch" in options:
        options = {"batch": "第一批"}
    check(build("partners", deltatrunk.bundled(), **options))


@pytest.mark.parametrize("options", OPTIONS, ids=said)
def test_view_is_equal_when_facts_come_in_another_order(options: dict[str, object]) -> None:
    facts = plan_facts()
    assert build("partners", plan_graph(facts), **options) == build("partners", plan_graph(facts[::-1]), **options)


def test_partners_stand_in_the_field_of_their_district_and_park(partners: Graph) -> None:
    view = build("partners", partners)
    titles = {area.title for area in view.areas}
    assert {"虹桥区 1", "区县未写明 1", "所在未写明 3", "光伏 1", "存储 1", "产业未写明 1"} <= titles
    assert abs(node(view, "甲星公司").x - node(view, "东园").x) < node(view, "东园").width / 2
    assert node(view, "东园").y < node(view, "甲星公司").y < node(view, "加强园区招商").y
    assert "文件只列入名单，未写明所在、产业和任务的 2 家" in "".join(
        a.title for a in view.areas if a.title.startswith(("文件只", "的", "产业和", "任务的")) or "家" in a.title
    )
    assert view.subtitle == "第一批 4 家 · 第二批 3 家 · 写明所在 2 · 产业 3 · 任务 3"


def test_batches_stand_as_badges_where_there_are_several(partners: Graph) -> None:
    view = build("partners", partners)
    assert [node(view, name).badge for name in ("甲星公司", "丁云公司", "戊港公司")] == ["1", "1", "2"]
    assert {n.badge for n in build("partners", partners, batch="第一批").nodes} == {""}


def test_partners_are_tied_to_parks_and_tasks(partners: Graph) -> None:
    view = build("partners", partners)
    labels = {n.id: n.label for n in view.nodes}
    tied = {(e.type, labels[e.source], labels[e.target]) for e in view.edges}
    assert tied == {
        ("LOCATED_IN", "甲星公司", "东园"),
        ("LOCATED_IN", "乙镜公司", "西园"),
        ("INVOLVES", "加强园区招商", "甲星公司"),
        ("INVOLVES", "持续加强园区招商", "丙算公司"),
        ("INVOLVES", "共同计划", "丁云公司"),
        ("RESPONSIBLE_FOR", "丁云公司", "持续加强园区招商"),
    }
    assert node(view, "持续加强园区招商").note == "共同计划"


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"place": "虹桥"}, {"甲星公司"}),
        ({"place": "西园"}, {"乙镜公司"}),
        ({"chain": "光伏"}, {"甲星公司", "戊港公司"}),
        ({"batch": "第二批"}, {"戊港公司", "己船公司", "庚车公司"}),
    ],
    ids=["district by alias", "park", "chain by segment", "batch"],
)
def test_map_is_narrowed_when_asked(partners: Graph, options: dict[str, object], kept: set[str]) -> None:
    assert {name for name in names(build("partners", partners, **options)) if name.endswith("公司")} == kept


def test_borderline_partners_are_left_out_unless_asked(partners: Graph) -> None:
    assert "边缘公司" not in names(build("partners", partners))
    assert "边缘公司" in names(build("partners", partners, borderline=True))


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"place": "南园"}, "东园"),
        ({"chain": "氢能"}, "存储"),
        ({"batch": "第九批"}, "第二批"),
    ],
    ids=["place", "chain", "batch"],
)
def test_unknown_names_are_answered_with_the_known(partners: Graph, options: dict[str, object], hint: str) -> None:
    with pytest.raises(ViewError) as caught:
        build("partners", partners, **options)
    assert hint in caught.value.hint


def test_graph_without_partners_is_refused() -> None:
    with pytest.raises(ViewError, match="没有合伙人"):
        build("partners", merge([]))


def test_eighty_partners_still_do_not_overlap() -> None:
    w = PlanWriter(plan_facts(), 10_000)
    parks = [w.node("Park", f"第{number}产业园") for number in range(6)]
    for number in range(80):
        company = w.node("Company", f"第{number:02d}号很长名称的测试装备制造股份有限公司", extra=("Partner",))
        w.link("PARTNER_OF", company, "Zone:试验干线", batch="第三批", order=100 + number)
        if number % 2:
            w.link("LOCATED_IN", company, parks[number % 6])
        if number % 5 == 0:
            w.link("LEADS", company, "IndustryChain:存储" if number % 10 else "IndustryChain:光伏")
        if number % 4 == 0:
            w.link("INVOLVES", "Programme:共同计划", company)
    view = build("partners", plan_graph(w.facts))
    check(view)
    assert len([n for n in view.nodes if n.type == "Partner"]) == 87
