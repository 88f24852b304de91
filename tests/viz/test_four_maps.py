"""四图: what stands where on the maps of a chain's segments, technologies, applications and places."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from drawn_graph import Writer, drawn_graph
from rich_chain import rich_graph

from deltatrunk import bundled
from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.facts import Fact
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import build
from deltatrunk.viz.geometry import box, em, outside, overlaps, size
from deltatrunk.viz.view import Area, View, ViewNode

FOUR = ("chain", "technology", "application", "distribution")
CASES = [(name, chain) for name in FOUR for chain in ("机床", "光伏", None)]
EVERY = pytest.mark.parametrize(("name", "chain"), CASES, ids=[f"{n} {c or 'all'}" for n, c in CASES])
Rect = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def rich() -> Graph:
    return rich_graph()


@pytest.fixture(scope="module")
def real() -> Graph:
    return bundled()


def drawn(name: str, graph: Graph, chain: str | None) -> View:
    return build(name, graph, **({} if chain is None else {"chain": chain}))


def node(view: View, name: str) -> ViewNode:
    found = [n for n in view.nodes if n.label == name]
    assert found, f"{name} is not on the map"
    return found[0]


def titles(view: View) -> set[str]:
    return {area.title for area in view.areas if area.title}


def words(area: Area) -> Rect:
    """Return where an area's title stands."""
    wide, tall = em(area.title) * area.font, area.font
    left = area.at[0] - {"left": 0.0, "center": wide / 2, "right": wide}[area.align]
    return left, area.at[1] - tall / 2, left + wide, area.at[1] + tall / 2


def apart(one: Rect, two: Rect, slack: float = 0.5) -> bool:
    return (
        one[2] <= two[0] + slack
        or two[2] <= one[0] + slack
        or one[3] <= two[1] + slack
        or two[3] <= one[1] + slack
    )  # fmt: skip


def faults(view: View) -> list[str]:
    """Name every overlap, everything outside, every line that crosses a box or a text."""
    texts = [(area.title, words(area)) for area in view.areas if area.title]
    boxes = [(one.id, box(one)) for one in view.nodes]
    found = [f"{a} covers {b}" for a, b in overlaps(view.nodes)] + [f"{id_} is outside" for id_ in outside(view)]
    for at, (text, rect) in enumerate(texts):
        if not (rect[0] >= 0 and rect[2] <= view.width and rect[1] >= 0 and rect[3] <= view.height):
            found.append(f"text {text} is outside")
        found += [f"text {text} lies on {id_}" for id_, other in boxes if not apart(rect, other)]
        found += [f"text {text} lies on text {more}" for more, other in texts[at + 1 :] if not apart(rect, other)]
    for edge in view.edges:
        assert edge.path, edge.id
        for (ax, ay), (bx, by) in pairwise(edge.path):
            line = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            others = [item for item in boxes if item[0] not in (edge.source, edge.target)]
            found += [f"{edge.id} crosses {name}" for name, rect in (*others, *texts) if not apart(line, rect)]
    return found


@EVERY
def test_nothing_overlaps_nor_leaves_nor_crosses_a_label(rich: Graph, name: str, chain: str | None) -> None:
    view = drawn(name, rich, chain)
    assert view.nodes
    assert faults(view) == []


@EVERY
def test_labels_fit_their_boxes(rich: Graph, name: str, chain: str | None) -> None:
    for one in drawn(name, rich, chain).nodes:
        wide, tall = size(one.lines, one.font, icon=one.icon)
        assert wide <= one.width + 1, one.label
        assert tall <= one.height + 12, one.label


@EVERY
def test_view_is_equal_when_facts_come_in_another_order(rich: Graph, name: str, chain: str | None) -> None:
    assert drawn(name, rich, chain) == drawn(name, rich_graph(backwards=True), chain)


@EVERY
def test_every_line_is_a_fact_of_its_ends(rich: Graph, name: str, chain: str | None) -> None:
    view = drawn(name, rich, chain)
    places = {n.id: n.entity for n in view.nodes}
    for edge in view.edges:
        fact = rich.relationships[edge.relationship]
        assert (fact.start, fact.end) == (places[edge.source], places[edge.target])


def test_chain_puts_segments_from_upstream_with_companies_under_them(rich: Graph) -> None:
    view = build("chain", rich, chain="工作母机")
    steps = [node(view, name) for name in ("铸件", "主轴", "整机", "维保")]
    assert [(s.y, s.x) for s in steps] == sorted((s.y, s.x) for s in steps)
    for company, segment in (("铁心铸造", "铸件"), ("转轴精机", "主轴"), ("母机集团", "整机")):
        under, over = node(view, company), node(view, segment)
        assert under.y > over.y
        assert abs(under.x - over.x) < over.width
    assert len([e for e in view.edges if e.type == "FEEDS" and e.arrow]) == 4
    assert "企业：未提及" in titles(view)
    assert "未落到环节的企业与机构" in titles(view)
    assert node(view, "漂泊机床").y > max(s.y for s in steps)


def test_chain_without_segments_says_so(rich: Graph) -> None:
    view = build("chain", rich, chain="存储")
    assert any("未写明存储的环节" in text for text in titles(view))
    assert "环节" not in view.subtitle


def test_chains_stand_as_strips_in_the_order_of_their_segments(rich: Graph) -> None:
    view = build("chain", rich)
    row = [node(view, name) for name in ("硅料", "组件", "电站")]
    assert [(s.y, s.x) for s in row] == sorted((s.y, s.x) for s in row)
    assert node(view, "组件").note == "中游 · 企业 1"
    assert node(view, "硅料").note == "上游 · 企业未提及"
    assert "文件未写明环节的产业链" in titles(view)


def test_technology_orders_fields_by_the_years_of_the_plans(rich: Graph) -> None:
    view = build("technology", rich, chain="机床")
    fields = [area for area in view.areas if area.kind == "area" and area.title]
    years = [area.title for area in sorted(fields, key=lambda a: (a.at[1], a.at[0])) if "—" in area.title]
    assert [title[:9] for title in years] == ["2026—2028", "2029—2030"]
    task = node(view, "攻关数控系统")
    row = [task.x, node(view, "机床研究院").x, node(view, "五轴联动").x, node(view, "误差补偿").x]
    assert row[0] < row[1] < row[2]
    assert max(x for x in row) < view.width
    assert node(view, "主轴").x < node(view, "磁悬浮轴承").x
    assert node(view, "超精密加工").y < task.y
    assert "技术 4" in view.subtitle


def test_technology_without_names_tells_the_measures(rich: Graph) -> None:
    view = build("technology", rich, chain="光伏")
    assert any("未写明光伏的技术名称" in text for text in titles(view))
    assert node(view, "测试平台")


def test_technologies_of_all_chains_keep_the_measure_between(rich: Graph) -> None:
    view = build("technology", rich)
    task = node(view, "攻关数控系统")
    assert {e.target for e in view.edges if e.source == task.id} >= {"Technology:五轴联动", "Technology:误差补偿"}
    assert not [e for e in view.edges if e.source.startswith("IndustryChain") and e.target.startswith("Technology")]
    assert any("未写明两两对应" in note for note in view.notes)


def test_application_tells_stated_fields_from_those_of_a_measure(rich: Graph) -> None:
    view = build("application", rich, chain="机床")
    stated = {(e.source.split("#")[0], e.target) for e in view.edges if e.type == "APPLIED_IN"}
    assert ("IndustryChain:机床", "Scenario:模具制造") in stated
    assert ("Technology:超精密加工", "Scenario:航空发动机") in stated
    assert ("Technology:磁悬浮轴承", "Scenario:真空泵") in stated
    assert node(view, "机床+船舶").note == "名称写明"
    assert node(view, "开展示范应用").x < node(view, "汽车零部件").x
    assert node(view, "推广应用机床云")
    assert "招引机床企业" not in {n.label for n in view.nodes}


def test_application_without_fields_says_so(rich: Graph) -> None:
    view = build("application", rich, chain="光伏")
    assert any("未写明光伏的应用领域" in text for text in titles(view))
    assert node(view, "北园")


def test_distribution_puts_districts_from_west_to_east(rich: Graph) -> None:
    view = build("distribution", rich, chain="机床")
    west_to_east = [node(view, name) for name in ("西园", "中园", "东园")]
    assert [n.x for n in west_to_east] == sorted(n.x for n in west_to_east)
    fields = {a.title: a for a in view.areas if a.kind == "area"}
    for park, district in zip(west_to_east, ("青浦区", "松江区", "宝山区"), strict=True):
        (left, top), _, (right, bottom), _ = fields[district].points
        assert left < park.x < right
        assert top < park.y < bottom
    (left, _), _, (right, _), _ = fields["松江区"].points
    assert left < node(view, "松江科技城").x < right
    assert node(view, "铁心铸造").x > node(view, "西园").x
    assert node(view, "无名园").y > node(view, "西园").y
    assert {"文件未写明所属区的园区与片区", "文件未写明地点的企业、平台与项目"} <= set(fields)


def test_distribution_of_all_chains_counts_parks_by_district(rich: Graph) -> None:
    view = build("distribution", rich)
    row, column = node(view, "机床"), node(view, "松江区")
    near = [a for a in view.areas if a.kind == "label" and a.title.isdigit() and abs(a.at[1] - row.y) < 2]
    assert sorted(a.title for a in near) == ["1", "1", "1", "2"]
    two = next(a for a in near if a.title == "2")
    assert abs(two.at[0] - column.x) < column.width / 2 + 3
    assert node(view, "青浦区").x < column.x < node(view, "宝山区").x


def test_many_things_still_stand_apart() -> None:
    w = Writer()
    for number in range(40):
        label = ("Company", "Task", "Park", "Platform")[number % 4]
        one = w.node(label, f"第{number:02d}号很长名称的测试装备制造与应用")
        type_ = "PARTICIPATES_IN" if label in ("Company", "Platform") else "FOCUSES_ON"
        w.link(type_, one, "IndustryChain:光伏" if number % 8 < 4 else "Segment:电站")
        if label == "Task":
            for other in range(number % 7):
                w.link("FOCUSES_ON", one, w.node("Technology", f"技术{number}之{other}"))
                w.link("FOCUSES_ON", one, w.node("Scenario", f"领域{number}之{other}"))
    graph = drawn_graph(tuple(w.facts))
    for name in FOUR:
        assert faults(build(name, graph, chain="光伏")) == [], name


def test_hostile_names_are_drawn_as_text(hostile: Graph) -> None:
    for name in ("chain", "distribution"):
        view = build(name, hostile, chain="光伏")
        assert faults(view) == []
        assert all("\u202e" not in n.label for n in view.nodes)


@pytest.mark.parametrize("name", FOUR)
def test_borderline_facts_are_left_out_unless_asked(rich: Graph, name: str) -> None:
    sure = {n.label for n in build(name, rich, chain="光伏").nodes}
    assert "边缘公司" not in sure
    if name in ("chain", "distribution"):
        assert "边缘公司" in {n.label for n in build(name, rich, chain="光伏", borderline=True).nodes}


@pytest.mark.parametrize("name", FOUR)
def test_chain_with_nothing_around_it_says_so(rich: Graph, name: str) -> None:
    with pytest.raises(ViewError, match="无人问津"):
        build(name, rich, chain="无人问津")


@pytest.mark.parametrize("name", FOUR)
def test_graph_without_chains_is_refused(name: str) -> None:
    with pytest.raises(ViewError):
        build(name, merge(nothing()))


def nothing() -> Iterable[Fact]:
    return ()


def told_or_refused(name: str, graph: Graph, chain: str) -> View | None:
    try:
        return build(name, graph, chain=chain)
    except ViewError as error:
        if graph.nodes[chain].name not in error.what:
            raise
    return None


@pytest.mark.parametrize("name", FOUR)
def test_chains_of_the_bundled_graph_are_drawn_or_refused_in_words(real: Graph, name: str) -> None:
    told = 0
    # A seventh of them, and the fullest: all of them take minutes.
    chains = sorted(n.id for n in real.nodes.values() if "IndustryChain" in n.labels)
    for chain in (*chains[::7], *(f"IndustryChain:{full}" for full in ("人工智能", "集成电路", "生物医药"))):
        view = told_or_refused(name, real, chain)
        told += view is not None
        assert view is None or faults(view) == [], chain
    assert told > 10
    assert faults(build(name, real)) == []
