"""The maps of any part of the graph: neighbourhood, path, query."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

import pytest
from drawn_graph import Writer, drawn_facts, drawn_graph
from fixture_types import Command

from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import bundled, drawn, picture
from deltatrunk.viz import build
from deltatrunk.viz.geometry import LINE, em, outside, overlaps
from deltatrunk.viz.html import to_html
from deltatrunk.viz.view import View, ViewNode

MAPS: list[tuple[str, dict[str, object]]] = [
    ("neighbourhood", {"name": "光伏"}),
    ("neighbourhood", {"name": "光伏", "depth": 2}),
    ("neighbourhood", {"name": "甲星", "depth": 3}),
    ("neighbourhood", {"name": "试验干线", "depth": 2, "borderline": True}),
    ("path", {"source": "乙镜公司", "target": "存储"}),
    ("path", {"source": "甲星公司", "target": "光伏"}),
]
IDS = [f"{name} {'，'.join(map(str, options.values()))}" for name, options in MAPS]


def ways_graph() -> Graph:
    """Return two companies with two shortest ways between them and a longer one, and a document that holds all."""
    w = Writer()
    a, b = w.node("Company", "起公司"), w.node("Company", "终公司")
    one, two, far = w.node("IndustryChain", "甲链"), w.node("IndustryChain", "乙链"), w.node("Park", "远园")
    w.link("PARTICIPATES_IN", a, two, confidence=0.6)
    w.link("LEADS", a, one)
    w.link("PARTICIPATES_IN", b, one)
    w.link("PARTICIPATES_IN", b, two)
    w.link("LOCATED_IN", a, far)
    place = w.node("Place", "某区")
    w.link("LOCATED_IN", far, place)
    w.link("LOCATED_IN", b, place)
    lonely = w.node("Company", "孤公司")
    w.link("PARTICIPATES_IN", lonely, w.node("IndustryChain", "孤链"))
    w.link("PARTICIPATES_IN", lonely, one, confidence=0.3)
    doc = w.node("Document", "某文件")
    for name in ("甲任务", "乙任务"):
        task = w.node("Programme", name)
        w.link("DEFINED_IN", task, doc)
        w.link("INVOLVES", task, lonely if name == "甲任务" else b)
    return merge(w.facts)


def label_boxes(view: View) -> list[ViewNode]:
    """Return the room that each label beneath its dot takes, as boxes."""
    found = []
    for node in view.nodes:
        wide, tall = max(map(em, node.lines)) * node.font, len(node.lines) * node.font * LINE
        y = node.y + node.height / 2 + tall / 2
        found.append(ViewNode(node.id, node.entity, node.type, node.label, node.lines, node.x, y, wide, tall))
    return found


@pytest.mark.parametrize(("name", "options"), MAPS, ids=IDS)
def test_nothing_overlaps_and_all_is_inside(graph: Graph, name: str, options: dict[str, object]) -> None:
    view = build(name, graph, **options)
    assert overlaps(view.nodes) == ()
    assert outside(view) == ()
    if name != "path":
        labels = label_boxes(view)
        assert overlaps(labels) == ()
        for one in labels:
            assert one.width / 2 <= one.x <= view.width - one.width / 2
            assert one.y + one.height / 2 <= view.height
        for dot, label in ((d, one) for d in view.nodes for one in labels if one.id != d.id):
            assert not overlaps((dot, ViewNode(label.id, "", "", "", (), label.x, label.y, label.width, label.height)))


@pytest.mark.parametrize(("name", "options"), MAPS, ids=IDS)
def test_view_is_equal_when_the_graph_is_in_another_order(name: str, options: dict[str, object]) -> None:
    facts = drawn_facts()
    one = merge(facts)
    two = Graph(
        MappingProxyType(dict(list(one.nodes.items())[::-1])),
        MappingProxyType(dict(list(one.relationships.items())[::-1])),
    )
    assert build(name, one, **options) == build(name, two, **options) == build(name, merge(facts[::-1]), **options)


@pytest.mark.parametrize(("name", "options"), MAPS, ids=IDS)
def test_every_dot_and_line_points_to_a_fact(graph: Graph, name: str, options: dict[str, object]) -> None:
    view = build(name, graph, **options)
    cards = {card.id: card for card in view.cards}
    entity = {n.id: n.entity for n in view.nodes}
    assert set(entity.values()) == set(cards)
    for edge in view.edges:
        assert edge.relationship in {fact.id for fact in cards[entity[edge.source]].facts}


def test_hostile_names_stay_text_on_the_map(hostile: Graph) -> None:
    page = to_html(build("neighbourhood", hostile, name="光伏", depth=2))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


# neighbourhood


def test_neighbours_stand_nearer_than_theirs(graph: Graph) -> None:
    view = build("neighbourhood", graph, name="光伏", depth=2)
    places = {n.label: n for n in view.nodes}
    middle = places["光伏"]

    def far(name: str) -> float:
        return ((places[name].x - middle.x) / 1.95) ** 2 + (places[name].y - middle.y) ** 2

    assert "存储" in places
    assert far("甲星公司") < far("存储")
    assert middle.emphasis == 2
    assert middle.weight == max(n.weight for n in view.nodes)


def test_neighbours_are_grouped_by_relation(graph: Graph) -> None:
    titles = [area.title for area in build("neighbourhood", graph, name="光伏").areas if area.kind == "label"]
    assert "组成 · 环节 3" in titles
    assert "引领 · 企业 1" in titles


def test_neighbourhood_keeps_to_depth_and_says_what_it_left_out(graph: Graph) -> None:
    one = {n.label for n in build("neighbourhood", graph, name="光伏").nodes}
    assert "乙镜公司" not in one
    assert "乙镜公司" in {n.label for n in build("neighbourhood", graph, name="光伏", depth=2).nodes}
    cut = build("neighbourhood", graph, name="光伏", limit=4)
    assert len(cut.nodes) == 4
    assert any(f"另有 {len(one) - 4} 个名称未画出" in note for note in cut.notes)


def test_every_step_gets_room_when_there_are_many_neighbours() -> None:
    w = Writer()
    middle = w.node("IndustryChain", "中心")
    for at in range(60):
        company, park = w.node("Company", f"企业{at}"), w.node("Park", f"园区{at}")
        w.link("PARTICIPATES_IN", company, middle)
        w.link("LOCATED_IN", company, park)
    labels = [n.type for n in build("neighbourhood", merge(w.facts), name="中心", depth=2, limit=40).nodes]
    assert len(labels) == 40
    assert labels.count("Company") >= 20
    assert labels.count("Park") >= 10
    # What the second step does not need, the first one gets.
    assert len(build("neighbourhood", merge(w.facts), name="中心", depth=2, limit=100).nodes) == 100


def test_borderline_neighbours_come_only_when_asked(graph: Graph) -> None:
    assert "边缘公司" not in {n.label for n in build("neighbourhood", graph, name="光伏").nodes}
    view = build("neighbourhood", graph, name="光伏", borderline=True)
    assert "边缘公司" in {n.label for n in view.nodes}


def test_documents_do_not_tie_neighbours_together() -> None:
    view = build("neighbourhood", ways_graph(), name="甲任务", depth=3)
    assert "某文件" not in {n.label for n in view.nodes}
    assert "甲任务" in {n.label for n in build("neighbourhood", ways_graph(), name="某文件").nodes}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "要写明"),
        ({"name": "光伏设备"}, "光伏设备"),
        ({"name": "光伏", "depth": 4}, "1 到 3"),
        ({"name": "光伏", "depth": 0}, "1 到 3"),
        ({"name": "光伏", "limit": 1}, "最少"),
        ({"name": "无人问津"}, "没有可画的关系"),
    ],
)
def test_impossible_neighbourhood_is_refused_in_chinese(graph: Graph, options: dict[str, object], words: str) -> None:
    with pytest.raises(ViewError, match=words) as caught:
        build("neighbourhood", graph, **options)
    assert caught.value.hint


def test_large_neighbourhood_is_laid_out_without_rings() -> None:
    w = Writer()
    middle = w.node("IndustryChain", "中心")
    for at in range(160):
        w.link("PARTICIPATES_IN", w.node("Company", f"第{at}号长名称科技有限公司"), middle)
    view = build("neighbourhood", merge(w.facts), name="中心", limit=161)
    assert len(view.nodes) == 161
    assert overlaps(label_boxes(view)) == ()


# path


def test_all_shortest_ways_are_drawn_from_left_to_right() -> None:
    view = build("path", ways_graph(), source="起公司", target="终公司")
    places = {n.label: n for n in view.nodes}
    assert set(places) == {"起公司", "甲链", "乙链", "终公司"}
    assert places["起公司"].x < places["甲链"].x == places["乙链"].x < places["终公司"].x
    assert sorted(e.label for e in view.edges) == ["参与", "参与", "参与", "引领"]
    assert "最短 2 步，2 条路径" in view.subtitle


def test_surest_way_is_kept_when_few_are_asked_for() -> None:
    view = build("path", ways_graph(), source="起公司", target="终公司", limit=1)
    assert {n.label for n in view.nodes} == {"起公司", "甲链", "终公司"}
    assert any("1 条" in note for note in view.notes)


def test_every_relation_between_two_neighbours_is_drawn() -> None:
    w = Writer()
    a, b = w.node("Company", "起公司"), w.node("IndustryChain", "甲链")
    w.link("LEADS", a, b)
    w.link("PARTICIPATES_IN", a, b)
    view = build("path", merge(w.facts), source="起公司", target="甲链")
    assert len(view.edges) == 2
    assert len({edge.bend for edge in view.edges}) == 2


def test_no_way_leads_through_a_document_or_a_borderline_fact() -> None:
    with pytest.raises(ViewError, match="没有 8 步以内的路径"):
        build("path", ways_graph(), source="孤公司", target="终公司")
    view = build("path", ways_graph(), source="孤公司", target="终公司", borderline=True)
    assert "甲链" in {n.label for n in view.nodes}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"source": "起公司"}, "起点和终点"),
        ({"source": "起公司", "target": "起公司"}, "同一个"),
        ({"source": "起公司", "target": "无此名"}, "终点“无此名”"),
        ({"source": "起公司", "target": "终公司", "limit": 0}, "最少"),
    ],
)
def test_impossible_path_is_refused_in_chinese(options: dict[str, object], words: str) -> None:
    with pytest.raises(ViewError, match=words) as caught:
        build("path", ways_graph(), **options)
    assert caught.value.hint


# query


def test_picture_query_becomes_a_map_with_its_evidence(store: BoltStore) -> None:
    store.load(drawn_graph())
    part = picture(store, bundled().find("chain-leaders-picture"), {"chain": "光伏"})
    view = build("query", store.graph(), part=part, title="链主")
    assert {"甲星公司", "光伏"} <= {n.label for n in view.nodes}
    assert [e.label for e in view.edges if e.type == "LEADS"]
    card = next(card for card in view.cards if card.name == "甲星公司")
    assert any(view.quotes[at].exact for fact in card.facts for at in fact.quotes)


def test_statement_becomes_the_same_map_from_both_stores(store: BoltStore) -> None:
    store.load(drawn_graph())
    text = "MATCH p = (a)-[r:FEEDS|LEADS|PARTICIPATES_IN]->(b) RETURN p, collect(r) AS rs"
    view = build("query", store.graph(), part=drawn(store.read(text)))
    expected = drawn_graph()
    held = [r for r in expected.relationships.values() if r.type in ("FEEDS", "LEADS", "PARTICIPATES_IN")]
    ids = {end for r in held for end in (r.start, r.end)}
    part = Graph({i: expected.nodes[i] for i in ids}, {r.id: r for r in held})
    assert to_html(view) == to_html(build("query", expected, part=part))


def test_opposite_relations_are_both_drawn_and_bent_apart() -> None:
    w = Writer()
    a, b = w.node("Segment", "甲段"), w.node("Segment", "乙段")
    w.link("FEEDS", a, b)
    w.link("FEEDS", b, a)
    graph = merge(w.facts)
    view = build("query", graph, part=graph)
    assert len(view.edges) == 2
    one, two = view.edges
    assert (one.source, one.target) == (two.target, two.source)
    assert one.bend == two.bend != 0
    assert one.arrow
    assert two.arrow


def test_answer_without_nodes_and_one_with_too_many_are_refused(graph: Graph) -> None:
    with pytest.raises(ViewError, match="没有可画的节点"):
        build("query", graph, part=Graph({}, {}))
    w = Writer()
    for at in range(2001):
        w.node("Company", f"企业{at}")
    many = merge(w.facts)
    with pytest.raises(ViewError, match="最多画 2000"):
        build("query", many, part=many)
    with pytest.raises(ViewError, match="要写明"):
        build("query", graph)


def test_whole_small_graph_is_drawn_without_overlap(graph: Graph) -> None:
    view = build("query", graph, part=graph)
    labels = label_boxes(view)
    assert not [pair for pair in combinations(labels, 2) if overlaps(pair)]
    assert any("章节" in note for note in view.notes)


# command line


@pytest.fixture
def folder(tmp_path: Path, command: Command) -> Path:
    where = tmp_path / "store"
    assert command("build", "--store", where, "-q").code == 0
    return where


def test_maps_are_written_by_the_command_line(folder: Path, tmp_path: Path, command: Command) -> None:
    statement = tmp_path / "ask.cypher"
    statement.write_text("MATCH p = (:Company)-[:LEADS]->(c {name: $chain}) RETURN p", "utf-8")
    for words in (
        ("neighbourhood", "--name", "华为", "--depth", 2),
        ("path", "--source", "华为", "--target", "氢能"),
        ("query", "parks-by-industry"),
        ("query", "--file", statement, "-p", "chain=人工智能", "--title", "谁引领人工智能"),
    ):
        target = tmp_path / f"{words[0]}{len(words)}.html"
        outcome = command("map", *words, "--store", folder, "-o", target, "--json")
        assert outcome.code == 0, outcome.err
        assert json.loads(outcome.out) == {"map": words[0], "output": str(target)}
        assert "</html>" in target.read_text("utf-8")
    assert "谁引领人工智能" in (tmp_path / "query7.html").read_text("utf-8")
    refused = command(
        "map", "query", "chain-leaders", "-p", "chain=没有这条链", "--store", folder, "-o", tmp_path / "x"
    )
    assert refused.code != 0
    assert "没有这条链" in refused.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("neighbourhood",), "--name"),
        (("neighbourhood", "--name", "华为", "--depth", "远"), "不是整数"),
        (("query",), "三者取一"),
        (("query", "park-profile", "--cypher", "RETURN 1"), "三者取一"),
        (("query", "parks-of-nowhere"), "没有查询"),
        (("query", "document-issuers"), "能画成图的查询"),
        (("query", "--cypher", "MATCH (n) DETACH DELETE n"), "改动"),
        (("query", "--file", "/no/such/file.cypher"), "读不了"),
        (("query", "park-profile", "-p", "nothing=1"), "没有参数"),
    ],
)
def test_wrong_words_are_refused_before_a_server_starts(
    words: tuple[str, ...], said: str, tmp_path: Path, command: Command
) -> None:
    outcome = command("map", *words, "--store", tmp_path / "none", "-o", tmp_path / "x.html")
    assert outcome.code != 0
    assert said in outcome.err
    assert not (tmp_path / "none").exists()
