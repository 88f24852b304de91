"""A graph that passes every check, and ways to spoil it in one place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from small_graph import DOCUMENT, TEXT, small_graph

from deltatrunk.graph.facts import Value
from deltatrunk.graph.ids import relationship_id
from deltatrunk.graph.model import Graph, Node, Relationship, digest

SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def sound() -> Graph:
    """A small graph of one loaded document, with its text."""
    return edited(small_graph(), DOCUMENT, sha256=SHA256)


def edited(graph: Graph, id_: str, *, rehash: bool = True, **properties: Value | None) -> Graph:
    """Return a graph with other properties on one thing (None: without); the hash follows unless told not to."""
    thing = graph.nodes.get(id_) or graph.relationships[id_]
    wanted = {**thing.properties, **properties}
    return _with(graph, thing, {key: value for key, value in wanted.items() if value is not None}, rehash=rehash)


def labelled(graph: Graph, id_: str, *labels: str) -> Graph:
    """Return a graph with other labels on a node."""
    node = graph.nodes[id_]
    return _with(graph, replace(node, labels=labels), dict(node.properties), rehash=True)


def without(graph: Graph, *ids: str) -> Graph:
    """Return a graph without some things; relationships of removed nodes stay."""
    nodes = {key: node for key, node in graph.nodes.items() if key not in ids}
    edges = {key: edge for key, edge in graph.relationships.items() if key not in ids}
    return Graph(MappingProxyType(nodes), MappingProxyType(edges))


def linked(graph: Graph, type_: str, start: str, end: str) -> Graph:
    """Return a graph with one more relationship, whose evidence is another's."""
    other = next(iter(graph.relationships.values()))
    id_ = relationship_id(type_, start, end)
    return _with(graph, Relationship(id_, type_, start, end, {}), {**other.properties, "id": id_}, rehash=True)


def copied(graph: Graph, id_: str, new: str, *, drop: Iterable[str] = (), **properties: Value) -> Graph:
    """Return a graph with one more node, like another."""
    node = graph.nodes[id_]
    kept = {key: value for key, value in node.properties.items() if key not in set(drop)}
    return _with(graph, replace(node, id=new), {**kept, "id": new, **properties}, rehash=True)


def _with(graph: Graph, thing: Node | Relationship, properties: dict[str, Value], *, rehash: bool) -> Graph:
    content = {key: value for key, value in sorted(properties.items()) if key != "hash"}
    if rehash:
        content["hash"] = digest(thing.labels, content) if isinstance(thing, Node) else digest(content)
    elif "hash" in properties:
        content["hash"] = properties["hash"]
    made = replace(thing, properties=MappingProxyType(dict(sorted(content.items()))))
    nodes, edges = dict(graph.nodes), dict(graph.relationships)
    if isinstance(made, Node):
        nodes[made.id] = made
    else:
        edges[made.id] = made
    return Graph(MappingProxyType(dict(sorted(nodes.items()))), MappingProxyType(dict(sorted(edges.items()))))
