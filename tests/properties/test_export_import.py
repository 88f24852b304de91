"""Export and import give the same graph; merging does not depend on the order; columns are read back as they were."""

from __future__ import annotations

import io
import json
import random
import re
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from made_facts import bounded, facts, graphs

from deltatrunk.graph.export import read_jsonl, write
from deltatrunk.graph.export.networks import to_graphml, to_networkx
from deltatrunk.graph.facts import Fact
from deltatrunk.graph.jsonl import from_lines, to_lines
from deltatrunk.graph.model import Graph, digest, merge
from deltatrunk.viz.columns import columns

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(graph: Graph) -> tuple[Any, Any]:
    return dict(graph.nodes), dict(graph.relationships)


@given(graphs)
@bounded()
def test_lines_are_read_back_as_the_graph_was(graph: Graph) -> None:
    lines = list(to_lines(graph))
    assert not any("\n" in line for line in lines)
    again = from_lines(lines)
    assert plain(again) == plain(graph)
    assert list(to_lines(again)) == lines


@given(graphs)
@bounded(40)
def test_file_is_read_back_as_the_graph_was(graph: Graph) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.jsonl"
        write(graph, "jsonl", path)
        assert plain(read_jsonl(path)) == plain(graph)


@given(graphs)
@bounded(40)
def test_graphml_is_read_by_networkx_with_every_node_and_edge(graph: Graph) -> None:
    read = nx.read_graphml(io.BytesIO(to_graphml(graph)), force_multigraph=True)

    def without(text: str) -> str:
        return NOT_XML.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")

    assert {without(node.name) for node in graph.nodes.values()} == {
        without(str(values["name"])) for _, values in read.nodes(data=True)
    }
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(graph.nodes), len(graph.relationships))


@given(graphs)
@bounded(40)
def test_networkx_graph_holds_what_the_graph_holds(graph: Graph) -> None:
    made = to_networkx(graph)
    assert set(made.nodes) == set(graph.nodes)
    assert {key for _, _, key in made.edges(keys=True)} == set(graph.relationships)


@given(facts(), st.randoms(use_true_random=False))
@bounded()
def test_order_of_the_facts_changes_nothing(given_: tuple[Fact, ...], dice: random.Random) -> None:
    mixed = list(given_)
    dice.shuffle(mixed)
    assert plain(merge(mixed)) == plain(merge(given_))


@given(facts())
@bounded(40)
def test_facts_given_twice_change_nothing_that_counts(given_: tuple[Fact, ...]) -> None:
    once, twice = merge(given_), merge((*given_, *given_))
    assert plain(twice) == plain(once)


@given(facts())
@bounded(60)
def test_every_fact_is_in_the_graph_or_among_the_skipped(given_: tuple[Fact, ...]) -> None:
    graph = merge(given_)
    known = {*graph.nodes, *graph.relationships}
    reversed_ = {f"{r.type}|{r.end}|{r.start}" for r in graph.relationships.values()}
    missing = [fact for fact in given_ if fact.id not in known | reversed_]
    assert len(graph.skipped) >= len(missing)


@given(graphs)
@bounded(40)
def test_hash_tells_whether_two_things_are_the_same(graph: Graph) -> None:
    for node in graph.nodes.values():
        properties = {key: value for key, value in node.properties.items() if key != "hash"}
        backwards = dict(sorted(properties.items(), reverse=True))
        assert digest(node.labels, backwards) == node.properties["hash"]
        assert digest(node.labels, {**properties, "name": f"{node.name}!"}) != node.properties["hash"]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(allow_nan=False, allow_infinity=False),
              st.text(max_size=3)),
    lambda inner: st.lists(inner, max_size=3), max_leaves=4,
)  # fmt: skip


@given(st.lists(st.one_of(JSON, st.sampled_from(["a", "b", 1, True])), max_size=12))
@bounded(200)
def test_columns_are_read_back_as_the_rows_were(values: list[Any]) -> None:
    rows = [{"value": value, "at": at} for at, value in enumerate(values)]
    told = json.loads(json.dumps(columns(rows)))
    read = [{name: _at(column, at) for name, column in told["c"].items()} for at in range(told["n"])]
    assert json.dumps(read) == json.dumps(rows)


def _at(column: dict[str, Any], at: int) -> Any:
    """Read one value of a column as ``static/data.js`` does."""
    if "i" in column:
        return column["t"][column["i"][at]]
    if "d" not in column:
        return column["v"][at]
    return column["v"][column["at"].index(at)] if at in column.get("at", ()) else column["d"]
