"""Where things stand on the maps."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from drawn_graph import Writer, drawn_facts, drawn_graph

from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.facts import Entity
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import build, views
from deltatrunk.viz.geometry import em, outside, overlaps, size, wrap
from deltatrunk.viz.view import View, ViewNode

MAPS: list[tuple[str, dict[str, object]]] = [
    ("chain-leaders", {}),
    ("chain-leaders", {"borderline": True}),
    ("chain-leaders", {"chain": "光伏"}),
    ("chain-leaders", {"chain": "光伏", "borderline": True}),
    ("trunk", {}),
    ("trunk", {"space": "另一示范区"}),
]
IDS = [f"{name}{''.join(f' {k}={v}' for k, v in options.items())}" for name, options in MAPS]


def node(view: View, name: str) -> ViewNode:
    found = [n for n in view.nodes if n.label == name]
    assert found, f"{name} is not on the map"
    return found[0]


@pytest.mark.parametrize(("name", "options"), MAPS, ids=IDS)
def test_boxes_do_not_overlap_and_stay_inside(graph: Graph, name: str, options: dict[str, object]) -> None:
    view = build(name, graph, **options)
    assert view.nodes
    assert overlaps(view.nodes) == ()
    assert outside(view) == ()


@pytest.mark.parametrize(("name", "options"), MAPS, ids=IDS)
def test_labels_fit_their_boxes(graph: Graph, name: str, options: dict[str, object]) -> None:
    for one in build(name, graph, **options).nodes:
        wide, tall = size(one.lines, one.font, icon=one.icon)
        assert wide <= one.width + 1, one.label
        assert tall <= one.height + 12, one.label


@pytest.mark.parametrize(("name", "options"), MAPS, ids=IDS)
def test_view_is_equal_when_facts_come_in_another_order(name: str, options: dict[str, object]) -> None:
    facts = drawn_facts()
    one, two = merge(facts), merge(facts[::-1])
    assert build(name, one, **options) == build(name, two, **options)


@pytest.mark.parametrize(("name", "options"), MAPS, ids=IDS)
def test_every_box_and_line_points_to_a_fact(graph: Graph, name: str, options: dict[str, object]) -> None:
    view = build(name, graph, **options)
    cards = {card.id: card for card in view.cards}
    places = {n.id: n for n in view.nodes}
    assert {n.entity for n in view.nodes} == set(cards)
    for edge in view.edges:
        source = cards[places[edge.source].entity]
        assert edge.relationship in {fact.id for fact in source.facts}


def test_lines_do_not_cross_boxes_when_one_chain_is_drawn(graph: Graph) -> None:
    view = build("chain-leaders", graph, chain="光伏")
    for edge in view.edges:
        ends = {edge.source, edge.target}
        for one in view.nodes:
            if one.id in ends:
                continue
            for (ax, ay), (bx, by) in zip(edge.path, edge.path[1:], strict=False):
                apart = (
                    max(ax, bx) <= one.x - one.width / 2
                    or min(ax, bx) >= one.x + one.width / 2
                    or max(ay, by) <= one.y - one.height / 2
                    or min(ay, by) >= one.y + one.height / 2
                )
                assert apart, f"{edge.label} runs through {one.label}"


def test_segments_run_from_upstream_to_downstream(graph: Graph) -> None:
    view = build("chain-leaders", graph, chain="光伏")
    places = [node(view, name).x for name in ("硅料", "组件", "电站")]
    assert places == sorted(places)
    assert [e.arrow for e in view.edges if e.type == "FEEDS"] == [True, True]


def test_leaders_stand_above_and_places_below_the_chain(graph: Graph) -> None:
    view = build("chain-leaders", graph, chain="光伏")
    chain = node(view, "光伏")
    assert node(view, "甲星公司").y < chain.y < node(view, "北园").y
    assert node(view, "副区长").y < chain.y < node(view, "测试平台").y
    assert node(view, "甲星公司").emphasis == 2
    assert node(view, "甲星公司").note == "链主"
    assert node(view, "乙镜公司").y > node(view, "组件").y


def test_borderline_facts_are_left_out_unless_asked(graph: Graph) -> None:
    sure = build("chain-leaders", graph, chain="光伏")
    assert "边缘公司" not in {n.label for n in sure.nodes}
    assert any("0.5" in note for note in sure.notes)
    asked = build("chain-leaders", graph, chain="光伏", borderline=True)
    assert "边缘公司" in {n.label for n in asked.nodes}
    assert [e.borderline for e in asked.edges if e.source.endswith("边缘公司")] == [True]


@pytest.mark.parametrize("name", ["光伏", "太阳能", "光伏产业链", "太阳能 产业", "IndustryChain:光伏"])
def test_chain_is_found_by_name_alias_suffix_or_id(graph: Graph, name: str) -> None:
    assert build("chain-leaders", graph, chain=name).title.startswith("光伏")


def test_unknown_chain_names_the_nearest(graph: Graph) -> None:
    with pytest.raises(ViewError) as caught:
        build("chain-leaders", graph, chain="光伏设备")
    assert "光伏" in caught.value.hint


def test_chain_with_nothing_around_it_says_so(graph: Graph) -> None:
    with pytest.raises(ViewError, match="无人问津"):
        build("chain-leaders", graph, chain="无人问津")


def test_overview_repeats_a_company_of_two_chains_and_counts_it_once(graph: Graph) -> None:
    view = build("chain-leaders", graph)
    places = [n for n in view.nodes if n.label == "甲星公司"]
    assert len(places) == 2
    assert len({n.entity for n in places}) == 1
    assert next(e.count for e in view.legend if e.type == "ChainLeader") == 1
    assert any("另有 1 条产业链" in note for note in view.notes)


def test_trunk_puts_east_to_the_right(graph: Graph) -> None:
    view = build("trunk", graph)
    assert view.title.startswith("试验干线")
    assert node(view, "西客厅").x < node(view, "中心城").x < node(view, "东枢纽").x
    assert node(view, "青西片区").x < node(view, "新城片区").x < node(view, "青东片区").x
    assert any("示意图" in note for note in view.notes)


def test_trunk_seats_bases_by_their_names_and_lists_the_others(graph: Graph) -> None:
    view = build("trunk", graph)
    pillars = [node(view, name).y for name in ("东枢纽", "西客厅", "中心城", "某支柱")]
    assert len(set(pillars)) == 1
    axis = pillars[0]
    assert node(view, "朱家角园").y < axis
    assert abs(node(view, "朱家角园").x - node(view, "青西片区").x) < node(view, "青西片区").width
    others = [node(view, name) for name in ("甲产业园", "乙产业园", "丙产业园", "丁产业园")]
    assert all(one.y > axis for one in others)
    assert [one.badge for one in others] == ["2", "3", "5", "6"]


def test_trunk_crosses_it_with_a_band_for_each_belt(graph: Graph) -> None:
    view = build("trunk", graph)
    axis = node(view, "东枢纽").y
    bands = [area for area in view.areas if area.kind == "band"]
    assert len(bands) == 3
    assert all(min(y for _, y in a.points) < axis < max(y for _, y in a.points) for a in bands)


def test_trunk_draws_groups_of_another_document(graph: Graph) -> None:
    view = build("trunk", graph, space="另一示范区")
    assert node(view, "西部融合区").x < node(view, "核心城").x or node(view, "东部融合区").x > node(view, "核心城").x
    assert {"甲基地", "乙基地", "丙基地", "核心城"} <= {n.label for n in view.nodes}
    assert "一核 1" in view.subtitle


def test_trunk_without_groups_says_what_is_missing() -> None:
    plain = drawn_graph()
    bare = {
        id_: replace(r, properties=MappingProxyType({k: v for k, v in r.properties.items() if k != "group"}))
        for id_, r in plain.relationships.items()
    }
    with pytest.raises(ViewError, match="分组"):
        build("trunk", Graph(plain.nodes, MappingProxyType(bare)))


@pytest.mark.parametrize(
    ("name", "options"), [("不存在", {}), ("trunk", {"colour": "red"})], ids=["unknown map", "unknown option"]
)
def test_build_names_what_can_be_asked(graph: Graph, name: str, options: dict[str, object]) -> None:
    with pytest.raises(ViewError) as caught:
        build(name, graph, **options)
    assert "可用" in caught.value.hint


def test_empty_graph_is_refused() -> None:
    for spec in views():
        with pytest.raises(ViewError):
            build(spec.name, merge([]))


def test_many_companies_still_do_not_overlap() -> None:
    w = Writer()
    for number in range(60):
        company = w.node("Company", f"第{number:02d}号很长名称的测试装备制造股份有限公司")
        w.link("PARTICIPATES_IN", company, "IndustryChain:光伏" if number % 2 else "Segment:电站")
    view = build("chain-leaders", drawn_graph(tuple(w.facts)), chain="光伏")
    assert sum(isinstance(fact, Entity) for fact in w.facts) == 60
    assert len(view.nodes) >= 60
    assert overlaps(view.nodes) == ()
    assert outside(view) == ()


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("北斗及高分遥感数字产业园", 8, 2),
        ("短名", 8, 1),
        ("“云汉芯城ICkey”电子产业互联网服务平台", 8, 3),
        ("长" * 500, 8, 3),
        ("", 8, 1),
    ],
    ids=["two lines", "one line", "quotes and latin", "hostile length", "empty"],
)
def test_wrap_keeps_to_the_width(text: str, limit: float, lines: int) -> None:
    found = wrap(text, limit)
    assert len(found) == lines
    assert all(em(line) <= limit + 1 for line in found)
    if len(text) < 100:
        assert "".join(found) == text
    else:
        assert found[-1].endswith("…")


@pytest.mark.parametrize("limit", [0.2, 0.5, 1.0])
def test_wrap_ends_where_no_letter_has_room(limit: float) -> None:
    assert wrap("云园云园云园", limit, 2)[-1] == "…"
