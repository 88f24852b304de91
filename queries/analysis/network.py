"""The networks that measures look at: which facts count, as networkx graphs with integer nodes.

Integers, because the order of a set of strings changes with every start of Python.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

import networkx as nx

from ...graph.ids import fold
from ...graph.model import Graph, Node, Relationship
from ...graph.schema import schema

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


def chains_called(graph: Graph, said: str) -> frozenset[str]:
    """Return the ids of the chains of a name or an alias, whatever its widths, and of their segments."""
    wanted = fold(said)
    chains = {node.id for node in _chains(graph) if wanted in map(fold, _forms(node))}
    segments = {r.start for r in graph.relationships.values() if r.type == "PART_OF" and r.end in chains}
    return frozenset(chains | {id_ for id_ in segments if graph.nodes[id_].labels[0] == "Segment"})


def close_chains(graph: Graph, said: str) -> tuple[str, ...]:
    """Return names of chains that read like one that the graph does not hold, at most three."""
    names = sorted({node.name for node in _chains(graph)})
    return tuple(get_close_matches(said, names, n=3, cutoff=0.5))


def touches(net: Network, number: int, ids: frozenset[str]) -> bool:
    """Tell whether a node is one of these or tied to one."""
    return net.ids[number] in ids or any(id_ in ids for id_ in net.neighbours(number))


def counted(labels: Collection[str]) -> str:
    """Say in Chinese which nodes and relations make the network of these labels."""
    s = schema()
    nodes = "、".join(label.title for label in s.labels.values() if label.name in labels)
    ties = "、".join(tie.title for tie in s.relationships.values() if tie.name in BUSINESS)
    return f"{nodes}之间的{ties}关系，以及环节在产业链里的组成；两端和关系都要达到置信度"


def span_of(node: Node) -> str | None:
    """Return the first place that says a node."""
    spans = node.properties.get("evidence")
    return str(spans[0]) if isinstance(spans, tuple) and spans else None


def name_of(graph: Graph, id_: str) -> str:
    """Return a node's name."""
    return graph.nodes[id_].name


def is_partner(node: Node) -> bool:
    """Tell whether a node stands in a partner list."""
    return "Partner" in node.labels


def _chains(graph: Graph) -> Iterator[Node]:
    return (node for node in graph.nodes.values() if node.labels[0] == "IndustryChain")


def _forms(node: Node) -> tuple[str, ...]:
    aliases = node.properties.get("aliases")
    return (node.name, *aliases) if isinstance(aliases, tuple) else (node.name,)


def _counts(relation: Relationship, graph: Graph, labels: Collection[str]) -> bool:
    one, two = graph.nodes[relation.start].labels[0], graph.nodes[relation.end].labels[0]
    if one not in labels or two not in labels:
        return False
    return relation.type in BUSINESS or (relation.type == "PART_OF" and one in {"Segment", "Technology"})
