from __future__ import annotations

import json
import math
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pyvis.network import Network

from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.model import Graph
from deltatrunk.graph.schema import schema
from deltatrunk.viz import build, from_pyvis, pyvis_bridge, to_pyvis
from deltatrunk.viz.geometry import outside
from deltatrunk.viz.html import book_block, to_html, view_block
from deltatrunk.viz.pyvis_values import color, number, text, text_ids
from deltatrunk.viz.view import View


def coloured(view: View, id_: str) -> tuple[str, str]:
    """Return the colour and shape with which the page draws a node."""
    type_ = next(node.type for node in view.nodes if node.id == id_)
    look = next(look for look in json.loads(view_block(view))["legend"] if look["type"] == type_)
    return look["color"], look["shape"]


def ends(view: View) -> list[tuple[str, str]]:
    return [(edge.source, edge.target) for edge in view.edges]


def network_of(nodes: list[dict[str, Any]], edges: list[dict[str, Any]] | None = None) -> Network:
    """Return a network whose lists were filled by hand, past what ``add_node`` checks."""
    network = Network()
    network.nodes.extend(nodes)
    network.edges.extend(edges or [])
    return network


def test_to_pyvis_keeps_places_colours_and_every_line(graph: Graph) -> None:
    view = build("chain-leaders", graph, chain="光伏")
    network = to_pyvis(view)
    assert {n["id"] for n in network.nodes} == {n.id for n in view.nodes}
    assert len(network.edges) == len(view.edges)
    star = next(n for n in network.nodes if n["id"] == "Company:甲星公司")
    place = next(n for n in view.nodes if n.id == "Company:甲星公司")
    assert (star["x"], star["y"], star["physics"]) == (place.x, place.y, False)
    assert star["color"] == schema().labels["ChainLeader"].color
    network.add_node("own", label="自己加的")
    assert "own" in network.get_nodes()
    network.add_edge("own", "Company:甲星公司")
    assert network.neighbors("Company:甲星公司")
    assert r"\u81ea\u5df1\u52a0\u7684" in network.generate_html()


def test_to_pyvis_of_a_graph_has_every_sure_entity_and_relation(graph: Graph) -> None:
    network = to_pyvis(graph)
    kinds = schema().labels
    entities = {n.id for n in graph.nodes.values() if not any(kinds[name].structure for name in n.labels)}
    assert set(network.get_nodes()) == entities
    assert "Passage:plan.txt/2" not in entities
    assert len({(n["x"], n["y"]) for n in network.nodes}) == len(network.nodes)
    shy = ("Company:边缘公司", "IndustryChain:光伏")
    assert shy not in {(e["from"], e["to"]) for e in network.edges}
    every = pyvis_bridge.to_pyvis(graph, borderline=True)
    assert next(e for e in every.edges if (e["from"], e["to"]) == shy)["dashes"] is True


@pytest.mark.parametrize("of", ["graph", "view"])
def test_there_and_back_keeps_nodes_labels_types_and_lines(graph: Graph, of: str) -> None:
    network = to_pyvis(graph if of == "graph" else build("chain-leaders", graph, chain="光伏"))
    view = from_pyvis(network)
    assert {n.id: n.label for n in view.nodes} == {n["id"]: n["name"] for n in network.nodes}
    assert ends(view) == [(e["from"], e["to"]) for e in network.edges]
    assert (
        coloured(view, "Company:甲星公司")
        == ("#d55e00", "star")
        == coloured(from_pyvis(to_pyvis(view)), "Company:甲星公司")
    )
    assert {e.type for e in view.edges} <= set(schema().relationships)
    there = {n["id"]: (n["x"], n["y"]) for n in network.nodes}
    back = {n.id: (n.x, n.y) for n in view.nodes}
    one, *others = there
    for id_ in others:
        assert back[id_][0] - back[one][0] == pytest.approx(there[id_][0] - there[one][0], abs=0.2)
        assert back[id_][1] - back[one][1] == pytest.approx(there[id_][1] - there[one][1], abs=0.2)


def test_colours_shapes_and_groups_reach_the_page() -> None:
    network = Network(directed=True)
    network.add_node(1, label="红方", color="red", shape="square")
    network.add_node(2, label="普通")
    network.add_node(3, label="甲组", group="甲")
    network.add_node(4, label="乙组", group="乙", shape="star")
    network.add_node(
        5, label="短", color={"background": "#0f0", "border": "black"}, shape="image", image="https://x/y.png"
    )
    view = from_pyvis(network)
    assert coloured(view, "1") == ("#ff0000", "square")
    assert coloured(view, "2") == ("#97c2fc", "dot")
    assert coloured(view, "4")[1] == "star"
    assert coloured(view, "3")[0] != coloured(view, "4")[0]
    assert coloured(view, "5") == ("#00ff00", "square")
    assert {"甲", "乙"} < {entry.title for entry in view.legend}
    assert sum(entry.count for entry in view.legend if entry.kind == "node") == 5
    assert "https://x" not in to_html(view)


def test_colours_of_groups_come_from_the_options_of_the_network() -> None:
    network = Network()
    network.add_node("a", group="园区")
    network.set_options('{"groups": {"园区": {"color": {"background": "teal"}, "shape": "diamond"}}}')
    assert coloured(from_pyvis(network), "a") == ("#008080", "diamond")


def test_legend_stays_short_when_every_node_has_a_colour_of_its_own() -> None:
    network = Network()
    for at in range(300):
        network.add_node(at, color=f"#{at % 256:02x}40{255 - at % 256:02x}")
    view = from_pyvis(network)
    assert len([entry for entry in view.legend if entry.kind == "node"]) == 24
    assert sum(entry.count for entry in view.legend) == 300


def test_places_are_kept_where_given_and_computed_elsewhere() -> None:
    network = Network()
    network.add_node("a", x=-100, y=np.float64(50))
    network.add_node("b", x=200, y=50)
    network.add_node("c", x=float("nan"), y=1)
    network.add_node("d")
    network.add_edge("c", "d")
    view = from_pyvis(network)
    at = {node.id: node for node in view.nodes}
    assert at["b"].x - at["a"].x == 300
    assert at["a"].y == at["b"].y
    assert min(at["c"].y, at["d"].y) > at["a"].y + at["a"].height
    assert (at["c"].x, at["c"].y) != (at["d"].x, at["d"].y)
    assert all(0 < node.x < view.width and 0 < node.y < view.height for node in view.nodes)
    assert any("部分位置" in note for note in view.notes)
    assert to_html(view) == to_html(from_pyvis(network))


def test_places_of_a_few_units_are_spread_until_symbols_stand_apart() -> None:
    network = Network()
    for at, (x, y) in enumerate([(0, 0), (1, 0), (0, 1), (1, 1)]):
        network.add_node(at, x=x, y=y)
    nodes = from_pyvis(network).nodes
    assert nodes[1].x - nodes[0].x > nodes[0].width
    assert nodes[2].y - nodes[0].y == pytest.approx(nodes[1].x - nodes[0].x)


def test_layout_of_the_caller_is_used() -> None:
    network = Network()
    network.add_nodes(["a", "b"])
    asked = []

    network.add_edge("b", "a")

    def row(sizes: Any, links: Any) -> list[tuple[float, float]]:
        asked.append((len(sizes), list(links)))
        return [(200.0 * at, 0.0) for at in range(len(sizes))]

    view = pyvis_bridge.from_pyvis(network, layout=row)
    assert asked == [(2, [(1, 0)])]
    assert view.nodes[1].x - view.nodes[0].x == 200


def test_lines_keep_direction_dashes_widths_loops_and_parallels() -> None:
    network = Network(directed=True)
    network.add_nodes(["a", "b"])
    network.add_edge("a", "b", title="投资", width=9, dashes=True)
    network.add_edge("b", "a", label="供应", title="2030 年起")
    network.add_edge("a", "a")
    network.add_edge("a", "b", arrows="from")
    network.add_edge("a", "b", arrows={"to": {"enabled": False}}, hidden=np.False_)
    view = from_pyvis(network)
    one, two, loop, back, plain_one = view.edges
    assert (one.label, one.borderline, one.emphasis, one.arrow) == ("投资", True, 1, True)
    assert (two.source, two.target, two.label) == ("b", "a", "供应")
    assert (loop.source, loop.target) == ("a", "a")
    assert (back.source, back.target, back.arrow) == ("b", "a", True)
    assert plain_one.arrow is False
    straight = [edge.bend if edge.source == "a" else -edge.bend for edge in (one, two, back, plain_one)]
    assert len(set(straight)) == 4
    assert [edge.note for edge in (one, two)] == ["", "2030 年起"]


def test_undirected_network_has_no_arrows() -> None:
    network = Network()
    network.add_nodes(["a", "b"])
    network.add_edge("a", "b")
    assert [edge.arrow for edge in from_pyvis(network).edges] == [False]


def test_what_is_hidden_or_loose_is_counted() -> None:
    network = network_of(
        [{"id": "a"}, {"id": "b"}, {"id": "h", "hidden": True}, {"id": "a", "label": "再来"}],
        [{"from": "a", "to": "b"}, {"from": "a", "to": "h"}, {"from": "a", "to": "gone"}],
    )
    view = from_pyvis(network)
    assert [node.id for node in view.nodes] == ["a", "b"]
    assert ends(view) == [("a", "b")]
    assert {"2 个隐藏或重复的节点未画出", "2 条隐藏或缺少端点的连线未画出"} < set(view.notes)


def test_different_ids_never_fall_together() -> None:
    ids = [1, "1", 1.5, "1.5", "", " ", None, "None", "\ud800", "\udfff", "\\ud800", "__proto__", "constructor",
           date(2030, 1, 2), "2030-01-02", ("a", 1), ["a", 1], np.int64(7), "7", "a" * 10_000]  # fmt: skip
    texts = text_ids(ids)
    assert len(set(texts.values())) == len(ids)
    assert [texts[one] for one in ("1", "1.5", "None", "constructor")] == ["1", "1.5", "None", "constructor"]
    assert texts[1] == "1 #2"
    network = network_of([{"id": id_, "label": f"第{at}个"} for at, id_ in enumerate(ids)], [{"from": 1, "to": "1"}])
    view = from_pyvis(network)
    assert [node.label for node in view.nodes] == [f"第{at}个" for at in range(len(ids))]
    assert ends(view) == [("1 #2", "1")]
    written = json.loads(to_html(view).split('id="view">')[1].split("</script>")[0])
    assert len(set(written["nodes"]["c"]["id"]["v"])) == len(ids)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.int64(3), "3"), (np.float32(2.5), "2.5"), (np.str_("甲"), "甲"), (np.array([1, 2]), "1、2"),
        (np.datetime64("2030-01-02"), "2030-01-02"), (pd.Timestamp("2030-01-02 03:04"), "2030-01-02 03:04:00"),
        (pd.NaT, ""), (pd.NA, ""), (date(2030, 1, 2), "2030-01-02"), (None, ""), (float("nan"), ""), (True, "True"),
        (4.0, "4"), (b"\xe7\x94\xb2\xff", "甲\ufffd"), ({"年": 2030}, "年：2030"), (("甲", None), "甲、"),
        ("a\u202eb\nc", "a b c"),
    ],
    ids=str,
)  # fmt: skip
def test_any_value_becomes_text(value: object, said: str) -> None:
    assert text(value) == said
    view = from_pyvis(network_of([{"id": "x", "label": value, "title": value, "size": value, "某项": value}]))
    assert view.nodes[0].label == (said or "x")
    assert dict(view.cards[0].properties).get("某项", "") == said
    assert json.loads(view_block(view))["nodes"]["n"] == 1
    assert json.loads(book_block(view.cards, view.quotes))["cards"]["n"] == 1


@pytest.mark.parametrize(
    ("value", "read"),
    [(np.int64(3), 3.0), ("12", 12.0), (float("inf"), None), (1e300, None), (10**400, None), (True, None), ("x", None),
     (None, None), (1j, None), ([1], None)],
    ids=lambda v: str(v)[:9],
)  # fmt: skip
def test_numbers_are_finite_or_none(value: object, read: float | None) -> None:
    assert number(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("#ABC", "#aabbcc"), ("#11223344", "#112233"), ("DarkOrange", "#ff8c00"), ("rgba(255, 0, 300, .5)", "#ff00ff"),
        ("rgb(100% 0% 0%)", "#ff0000"), ("hsl(120deg, 100%, 50%)", "#00ff00"), ("rgb(a,b,c)", ""), ("rgb(nan,0,0)", ""),
        ("url(javascript:alert(1))", ""), ("red;}</style><script>", ""), (None, ""), (7, ""), (["red"], ""),
        ({"background": "blue"}, "#0000ff"), ({"color": "#123456"}, "#123456"), ({}, ""),
    ],
    ids=str,
)  # fmt: skip
def test_colours_become_six_digits_or_nothing(value: object, read: str) -> None:
    assert color(value) == read


def test_title_is_text_of_the_card() -> None:
    network = Network()
    network.add_node("a", title="<b>营收</b>\n<a href='javascript:alert(1)'>详见</a>", revenue=np.float64(3.5))
    view = from_pyvis(network)
    assert view.cards[0].properties == (
        ("说明", "<b>营收</b>；<a href='javascript:alert(1)'>详见</a>"),
        ("revenue", "3.5"),
    )
    assert "<b>营收" not in to_html(view)


def test_sizes_follow_size_or_value() -> None:
    network = Network()
    network.add_node("a", value=1)
    network.add_node("b", value=np.int32(9))
    network.add_node("c", size=40)
    network.add_node("d")
    assert [node.width for node in from_pyvis(network).nodes] == [20, 60, 80, 19]
    network.add_node("e", x=1, y=1)
    assert [node.width for node in from_pyvis(network).nodes] == [20, 60, 80, 50, 50]


def test_broken_label_is_one_name() -> None:
    network = Network()
    network.add_node("a", label="北斗及高分\n遥感产业园")
    network.add_node("b", label=" ")
    one, two = from_pyvis(network).nodes
    assert (one.label, one.lines) == ("北斗及高分遥感产业园", ("北斗及高分", "遥感产业园"))
    assert (two.label, two.lines) == ("b", ("",))


def test_network_without_nodes_is_refused() -> None:
    with pytest.raises(ViewError, match="没有可画的节点"):
        from_pyvis(Network())


def test_computed_places_leave_room_between_symbols() -> None:
    nodes = [{"id": at, "size": 25} for at in range(60)]
    view = from_pyvis(network_of(nodes, [{"from": at, "to": at // 3} for at in range(1, 60)]))
    apart = [math.hypot(one.x - two.x, one.y - two.y) for at, one in enumerate(view.nodes) for two in view.nodes[:at]]
    assert min(apart) > 50
    assert outside(view) == ()


def test_sizes_of_a_large_network_shrink_together() -> None:
    view = from_pyvis(network_of([{"id": at, "size": 50 if at == 0 else 25} for at in range(400)]))
    assert sum(node.width for node in view.nodes) / 400 == pytest.approx(24, abs=0.5)
    assert view.nodes[0].width == pytest.approx(2 * view.nodes[1].width, rel=0.02)


def test_any_object_with_the_lists_of_a_network_is_read() -> None:
    view = from_pyvis(SimpleNamespace(nodes=[{"id": 1}], edges=[], heading=None, options=None))
    assert view.title == "网络图"


@pytest.mark.parametrize(
    ("title", "told"), [("云园", ()), ("云园（园区）", ()), ("占地 3 平方公里", ("占地 3 平方公里",))]
)
def test_a_title_that_only_repeats_the_name_is_not_told_again(title: str, told: tuple[str, ...]) -> None:
    network = Network()
    network.add_node("a", label="云园", title=title, type="Park")
    assert tuple(text for name, text in from_pyvis(network).cards[0].properties if name == "说明") == told
