"""Measures' values on the nodes of a graph, for maps and exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from ...graph.facts import Value
from ...graph.model import Graph, Node
from .measure import Finding, Measure, Options
from .network import confident

STRUCTURE = frozenset({"Document", "Section", "Passage"})
"""Labels of what a document is made of, which would drown what it speaks of."""


def with_values(graph: Graph, measure: Measure, finding: Finding) -> Graph:
    """Return the graph with a measure's value as a property of each node that has one.

    Where the value is a number with a name, the name stands beside it as ``KEY_name``. The result is for
    drawing and for exports; it is not loaded into a store, whose schema knows only what documents say.
    """
    return Graph(
        MappingProxyType({id_: _with(node, measure.key, finding) for id_, node in graph.nodes.items()}),
        graph.relationships,
        graph.skipped,
    )


def marked_graph(graph: Graph, measures: Iterable[Measure], options: Options) -> Graph:
    """Return what the documents speak of, with the values of these measures on its nodes."""
    made = without_structure(graph, options.min_confidence)
    for measure in measures:
        made = with_values(made, measure, measure.compute(graph, options))
    return made


def without_structure(graph: Graph, least: float) -> Graph:
    """Return what the documents speak of: no documents, sections and passages, no fact of less confidence."""
    nodes = {
        id_: node
        for id_, node in graph.nodes.items()
        if node.labels[0] not in STRUCTURE and node.confidence >= least
    }  # fmt: skip
    ties = {r.id: r for r in confident(graph, least) if r.start in nodes and r.end in nodes}
    return Graph(MappingProxyType(nodes), MappingProxyType(ties))


def _with(node: Node, key: str, finding: Finding) -> Node:
    added: Mapping[str, Value] = {
        **({key: finding.values[node.id]} if node.id in finding.values else {}),
        **({f"{key}_name": finding.names[node.id]} if node.id in finding.names else {}),
    }
    return replace(node, properties=MappingProxyType({**node.properties, **added})) if added else node
