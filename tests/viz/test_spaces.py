"""The spatial layouts: rings of layers, cores with their areas, and the series that tell them."""

from __future__ import annotations

from itertools import pairwise, product
from math import hypot

import pytest
from drawn_graph import Writer, drawn_facts, drawn_graph

from deltatrunk import bundled
from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.facts import Fact
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import build
from deltatrunk.viz.bearing import bearing, said_bearing
from deltatrunk.viz.core_areas import core_role, pieces
from deltatrunk.viz.geometry import outside, overlaps, size
from deltatrunk.viz.labelling import crosses
from deltatrunk.viz.layers import ASPECT
from deltatrunk.viz.view import View, ViewNode

MAPS = [("layers", None), ("layers", "环城"), ("cores", None), ("cores", "甲县"), ("cores", "四方城"), ("trunk", None)]
IDS = [f"{name} {space or 'largest'}" for name, space in MAPS]


def layered_facts() -> list[Fact]:
    """Return facts of two spaces with layers and three with cores."""
    w = Writer()
    whole = w.node("Zone", "大圈")
    home, town, hill = w.node("Place", "河口县"), w.node("Place", "吴江区"), w.node("Place", "山前县")
    cluster = w.node("Place", "外围城市群")
    core, middle, outer = (w.node("Zone", name) for name in ("内元", "中体", "外座"))
    far = w.node("Zone", "远云")
    for order, zone in enumerate((core, middle, outer, far), 1):
        w.link("PART_OF", zone, whole, group="布局", order=order)
    w.link("LOCATED_IN", core, home)
    w.link("LOCATED_IN", outer, cluster)
    for place in (home, town, hill):
        w.link("PART_OF", place, middle)
    for name in ("西部片", "东部片", "新片"):
        w.link("PART_OF", w.node("Zone", name), home)
    w.link("LOCATED_IN", w.node("Zone", "影子片"), home, confidence=0.3)
    ring = w.node("Zone", "环城")
    for group, names in {
        "核心圈": ("老城",),
        "紧密圈": tuple(f"紧密第{number:02d}号镇" for number in range(26)),
        "辐射圈": ("远郊南部片", "远郊北部片"),
    }.items():
        for name in names:
            w.link("PART_OF", w.node("Zone", name), ring, group=group)
    county = w.node("Place", "甲县")
    for order, name in enumerate(("中央新城", "南翼片区", "北翼片区"), 1):
        w.link("PART_OF", w.node("Zone", name), county, group="一城两翼", order=order)
    square = w.node("Zone", "四方城")
    w.link("PART_OF", w.node("Zone", "正中"), square, group="一核", order=1)
    for order, name in enumerate(("东北拓展区", "西南拓展区", "南部拓展区"), 1):
        area = w.node("Zone", name)
        w.link("PART_OF", area, square, group="三个拓展区", order=order)
        for part in range(order * 3):
            w.link("PART_OF", w.node("Park", f"{name[:2]}第{part}号园"), area, order=part)
    for order in range(1, 10):
        wind = "北部" if order < 3 else ""
        w.link("PART_OF", w.node("Park", f"第{order}{wind}基地"), square, group="九大基地", order=order)
    return [*drawn_facts(), *w.facts]


@pytest.fixture(scope="module")
def spaces() -> Graph:
    return merge(layered_facts())


def drawn(graph: Graph, name: str, space: str | None) -> View:
    return build(name, graph, **({"space": space} if space else {}))


def node(view: View, name: str) -> ViewNode:
    found = [n for n in view.nodes if n.label == name]
    assert found, f"{name} is not on the map"
    return found[0]


@pytest.mark.parametrize(("name", "space"), MAPS, ids=IDS)
def test_boxes_keep_apart_and_inside(spaces: Graph, name: str, space: str | None) -> None:
    view = drawn(spaces, name, space)
    assert len(view.nodes) > 2
    assert overlaps(view.nodes, 4) == ()
    assert outside(view) == ()
    for area in view.areas:
        assert all(-1 <= x <= view.width + 1 and -1 <= y <= view.height + 1 for x, y in area.points)
    for scene in view.scenes:
        assert 0 <= scene.left < scene.right <= view.width + 1
        assert 0 <= scene.top < scene.bottom <= view.height + 1


@pytest.mark.parametrize(("name", "space"), MAPS, ids=IDS)
def test_labels_fit_and_no_line_runs_through_one(spaces: Graph, name: str, space: str | None) -> None:
    view = drawn(spaces, name, space)
    for one in view.nodes:
        wide, tall = size(one.lines, one.font, one.note, icon=one.icon)
        assert wide <= one.width + 1, one.label
        assert tall <= one.height + 12, one.label
        assert not any(line.endswith("…") for line in one.lines)
    for edge, one in product(view.edges, view.nodes):
        if one.id not in (edge.source, edge.target):
            box = (one.x - one.width / 2, one.y - one.height / 2, one.x + one.width / 2, one.y + one.height / 2)
            assert not any(crosses(line, box) for line in pairwise(edge.path)), f"a line runs through {one.label}"


@pytest.mark.parametrize(("name", "space"), MAPS, ids=IDS)
def test_shape_fills_a_projector(spaces: Graph, name: str, space: str | None) -> None:
    view = drawn(spaces, name, space)
    assert 1.5 <= view.width / view.height <= 2.1


@pytest.mark.parametrize(("name", "space"), MAPS, ids=IDS)
def test_view_is_equal_when_the_graph_comes_in_another_order(spaces: Graph, name: str, space: str | None) -> None:
    turned = Graph(dict([*spaces.nodes.items()][::-1]), dict([*spaces.relationships.items()][::-1]))
    assert drawn(spaces, name, space) == drawn(turned, name, space)


def test_layers_stand_innermost_first_one_around_the_other(spaces: Graph) -> None:
    view = drawn(spaces, "layers", "大圈")
    assert view.subtitle == "由内到外：内元 ⊂ 中体 ⊂ 外座 ⊂ 远云"
    tops = [node(view, name).y for name in ("内元", "中体", "外座", "远云")]
    assert tops == sorted(tops, reverse=True)
    rings = [area for area in view.areas if area.kind == "field"]
    heights = [max(y for _, y in ring.points) - min(y for _, y in ring.points) for ring in rings]
    assert heights == sorted(heights, reverse=True)
    assert len({round(sum(y for _, y in ring.points) / len(ring.points)) for ring in rings}) == 1


def test_layers_hold_their_members_on_their_own_ring(spaces: Graph) -> None:
    view = drawn(spaces, "layers", "大圈")
    rings = [area for area in view.areas if area.kind == "field"][::-1]
    radii = [(max(y for _, y in ring.points) - min(y for _, y in ring.points)) / 2 for ring in rings]
    x, y = view.width / 2, view.height / 2

    def ring_of(name: str) -> int:
        one = node(view, name)
        away = hypot((one.x - x) / ASPECT, one.y - y)
        return next(at for at, radius in enumerate(radii) if away < radius)

    assert {name: ring_of(name) for name in ("河口县", "西部片", "吴江区", "山前县", "外围城市群")} == {
        "河口县": 0,
        "西部片": 0,
        "吴江区": 1,
        "山前县": 1,
        "外围城市群": 2,
    }
    assert len([n for n in view.nodes if n.label == "河口县"]) == 1
    assert "影子片" not in {n.label for n in view.nodes}
    assert "影子片" in {n.label for n in build("layers", spaces, space="大圈", borderline=True).nodes}


def test_layers_put_west_to_the_left_and_say_what_is_not_written(spaces: Graph) -> None:
    view = drawn(spaces, "layers", "大圈")
    assert node(view, "西部片").x < node(view, "新片").x < node(view, "东部片").x
    assert node(view, "吴江区").x < view.width / 2
    assert node(view, "吴江区").y < view.height / 2
    assert node(view, "远云").note == "文件未写明成员"
    assert {area.title for area in view.areas} >= {"← 西", "东 →"}
    assert any(note.startswith("示意图：东在右") for note in view.notes)
    assert any("通行地图" in note for note in view.notes)
    assert not any("通行地图" in note for note in drawn(spaces, "cores", "四方城").notes)


def test_layers_that_are_series_have_names_without_boxes(spaces: Graph) -> None:
    view = drawn(spaces, "layers", "环城")
    assert {"核心圈", "紧密圈", "辐射圈"} <= {area.title for area in view.areas}
    assert view.subtitle == "由内到外：核心圈 ⊂ 紧密圈 ⊂ 辐射圈"
    assert len(view.nodes) == 29
    assert node(view, "远郊北部片").y < node(view, "老城").y < node(view, "远郊南部片").y


def test_layers_are_turned_when_the_document_lists_the_outermost_first() -> None:
    w = Writer()
    whole, big, small = w.node("Zone", "总区"), w.node("Zone", "大区"), w.node("Zone", "小区")
    for order, zone in enumerate((big, small), 1):
        w.link("PART_OF", zone, whole, group="空间", order=order)
    w.link("LOCATED_IN", small, big)
    assert build("layers", merge(w.facts)).subtitle == "由内到外：小区 ⊂ 大区"


def test_counted_series_are_no_layers_though_one_lies_in_another() -> None:
    w = Writer()
    whole, big, small = w.node("Zone", "总区"), w.node("Zone", "大区"), w.node("Zone", "小区")
    for order, zone in enumerate((small, big), 1):
        w.link("PART_OF", zone, whole, group="两个基地", order=order)
    w.link("LOCATED_IN", small, big)
    with pytest.raises(ViewError, match="圈层"):
        build("layers", merge(w.facts))


@pytest.mark.parametrize(("name", "word"), [("layers", "圈层"), ("cores", "核心")])
def test_space_without_what_a_view_shows_names_those_that_have_it(spaces: Graph, name: str, word: str) -> None:
    with pytest.raises(ViewError, match=word) as caught:
        build(name, spaces, space="试验干线")
    assert ("大圈" if name == "layers" else "四方城") in caught.value.hint
    with pytest.raises(ViewError, match="没有这个空间"):
        build(name, spaces, space="没有这个空间")


def test_cores_stand_in_the_middle_with_areas_in_their_directions(spaces: Graph) -> None:
    view = drawn(spaces, "cores", "四方城")
    core = node(view, "正中")
    assert abs(core.x - view.width / 2) < 2
    assert node(view, "东北拓展区").x > core.x + core.width
    assert node(view, "西南拓展区").x < core.x - core.width
    assert node(view, "南部拓展区").y > core.y
    assert node(view, "第1北部基地").y < core.y
    arrows = [area for area in view.areas if area.kind == "band"]
    assert len(arrows) == 3
    assert any("九大基地：文件未写明方位" in area.title for area in view.areas)
    unknown = [node(view, f"第{order}基地") for order in range(3, 10)]
    assert [one.badge for one in unknown] == [str(order) for order in range(3, 10)]
    assert min(one.y for one in unknown) > core.y
    assert view.subtitle == "一核 1 · 三个拓展区 3 · 九大基地 9"


def test_cores_split_a_series_of_two_pieces(spaces: Graph) -> None:
    view = drawn(spaces, "cores", "甲县")
    assert node(view, "北翼片区").y < node(view, "中央新城").y < node(view, "南翼片区").y
    assert view.subtitle == "一城 1 · 两翼 2"


def test_cores_take_parts_without_a_series_by_their_direction() -> None:
    w = Writer()
    whole = w.node("Zone", "示范总区")
    w.link("PART_OF", w.node("Zone", "中心城"), whole, group="一个核心区", order=1)
    for name in ("东部新区", "西部新区"):
        w.link("PART_OF", w.node("Zone", name), whole)
    view = build("cores", merge(w.facts))
    assert node(view, "西部新区").x < node(view, "中心城").x < node(view, "东部新区").x
    assert "未列入分组的组成部分 2" in view.subtitle


@pytest.mark.parametrize(
    ("series", "found"),
    [
        ("一核两拓三基地", ((1, "核"), (2, "拓"), (3, "基地"))),
        ("一城两翼", ((1, "城"), (2, "翼"))),
        ("三个产业基地", ((3, "产业基地"),)),
        ("空间布局", ()),
    ],
)
def test_pieces_are_numbers_and_what_they_count(series: str, found: tuple[tuple[int, str], ...]) -> None:
    assert pieces(series) == found


@pytest.mark.parametrize(
    ("series", "role"),
    [("一个核心区", "core"), ("两个拓展区", "expansion"), ("两翼", "expansion"), ("三个产业基地", "base")],
)
def test_role_of_a_series_is_in_its_name(series: str, role: str) -> None:
    assert core_role(series) == role


@pytest.mark.parametrize(
    ("name", "said", "known"),
    [("东部产城融合示范区", 0, 0), ("西南翼", 225, 225), ("嘉善县", None, 225), ("某基地", None, None)],
)
def test_bearing_is_what_a_name_says_or_any_map_has(name: str, said: int | None, known: int | None) -> None:
    assert said_bearing([name]) == said
    assert bearing([name]) == known


def test_trunk_leaves_layers_to_their_own_view() -> None:
    w = Writer()
    for order, name in enumerate(("内元", "外座"), 1):
        w.link("PART_OF", w.node("Zone", name), "Zone:试验干线", group="空间布局", order=order)
    w.link("LOCATED_IN", "Zone:内元", "Zone:外座")
    view = build("trunk", drawn_graph(tuple(w.facts)))
    assert "内元" not in {n.label for n in view.nodes}
    assert any("内元、外座" in note and "圈层图" in note for note in view.notes)


@pytest.mark.parametrize("name", ["trunk", "layers", "cores"])
def test_bundled_documents_are_drawn_without_overlap(name: str) -> None:
    view = build(name, bundled())
    assert overlaps(view.nodes, 4) == ()
    assert outside(view) == ()
    assert len(view.nodes) >= 11
    assert 1.85 <= view.width / view.height <= 2.05


def test_bundled_trunk_reads_from_wujiang_to_hongqiao() -> None:
    view = build("trunk", bundled())
    order = ("吴江区", "水乡客厅", "西岑科创中心", "新城5F数字之城", "智能化国家物流枢纽", "虹桥中央商务区")
    places = [node(view, name).x for name in order]
    assert places == sorted(places)
    assert {n.badge for n in view.nodes if n.type == "Park"} == {str(number) for number in range(1, 11)}
