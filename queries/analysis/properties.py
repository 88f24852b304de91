"""A measure's values on the nodes of a graph, for maps and exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from ...graph.model import Graph, Node
from .measure import Finding, Measure


def with_values(graph: Graph, measure: Measure, finding: Finding) -> Graph:
    """Return the graph with a measure's value as a property of each node that has one.

    The result is for drawing and for exports; it is not loaded into a store, whose schema knows only
    what documents say.
    """
    return Graph(
        MappingProxyType({id_: _with(node, measure.key, finding.values) for id_, node in graph.nodes.items()}),
        graph.relationships,
        graph.skipped,
    )


def _with(node: Node, key: str, values: Mapping[str, float | int | str]) -> Node:
    if node.id not in values:
        return node
    return replace(node, properties=MappingProxyType({**node.properties, key: values[node.id]}))
