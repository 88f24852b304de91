"""The networks that measures look at: which facts count, as networkx graphs with integer nodes.

Integers, because the order of a set of strings changes with every start of Python.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import networkx as nx

from ...graph.model import Graph, Node, Relationship

BUSINESS = frozenset(
    {"LEADS", "PARTICIPATES_IN", "LOCATED_IN", "FOCUSES_ON", "BUILDS", "COOPERATES_WITH", "INVOLVES", "FEEDS"}
)
"""Relations that tie companies, chains, spaces and measures. Lists (PARTNER_OF), responsibility and the order of
spaces are left out: one trunk or one department in the middle would bring everybody close to everybody."""
ACTORS = frozenset(
    {"Company", "Organization", "Park", "Zone", "Platform", "Project", "IndustryChain", "Segment", "Technology"}
)
MEASURES = frozenset({"Task", "Programme"})
"""Tasks and programmes tie what they name; places are left out, because a district holds everything."""


@dataclass(frozen=True, slots=True)
class Network:
    """An undirected simple network; ``ids`` gives the node of each number, in the order of ids."""

    graph: nx.Graph[int]
    ids: tuple[str, ...]

    def number(self, id_: str) -> int | None:
        """Return the number of a node id, None where the network does not hold it."""
        at = bisect_left(self.ids, id_)
        return at if at < len(self.ids) and self.ids[at] == id_ else None

    def neighbours(self, number: int) -> list[str]:
        """Return the ids of a node's neighbours, sorted."""
        return sorted(self.ids[other] for other in self.graph[number])


def network(graph: Graph, least: float, labels: Collection[str] = ACTORS | MEASURES) -> Network:
    """Return the network of the facts of at least this confidence. O(nodes + relationships).

    A segment and a technology stand by their chain: PART_OF between them counts too. The weight of an
    edge is how many relations tie the two.
    """
    held = [relation for relation in confident(graph, least) if _counts(relation, graph, labels)]
    ids = tuple(sorted({id_ for relation in held for id_ in (relation.start, relation.end)}))
    number = {id_: at for at, id_ in enumerate(ids)}
    made: nx.Graph[int] = nx.Graph()
    made.add_nodes_from(range(len(ids)))
    for relation in sorted(held, key=lambda r: r.id):
        one, two = number[relation.start], number[relation.end]
        if one == two:
            continue
        before = made.get_edge_data(one, two, {"weight": 0})["weight"]
        made.add_edge(one, two, weight=before + 1)
    return Network(made, ids)


def confident(graph: Graph, least: float) -> Iterator[Relationship]:
    """Yield the relationships of at least this confidence whose ends are as sure."""
    for relation in graph.relationships.values():
        ends = graph.nodes[relation.start], graph.nodes[relation.end]
        if relation.confidence >= least and all(node.confidence >= least for node in ends):
            yield relation


def name_of(graph: Graph, id_: str) -> str:
    """Return a node's name."""
    return graph.nodes[id_].name


def is_partner(node: Node) -> bool:
    """Tell whether a node stands in a partner list."""
    return "Partner" in node.labels


def _counts(relation: Relationship, graph: Graph, labels: Collection[str]) -> bool:
    one, two = graph.nodes[relation.start].labels[0], graph.nodes[relation.end].labels[0]
    if one not in labels or two not in labels:
        return False
    return relation.type in BUSINESS or (relation.type == "PART_OF" and one in {"Segment", "Technology"})
