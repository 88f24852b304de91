from __future__ import annotations

from deltatrunk.graph.model import Graph
from deltatrunk.graph.schema import schema
from deltatrunk.viz import build, to_pyvis


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
