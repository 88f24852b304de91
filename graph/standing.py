"""What stands in a store, as a difference compares it: the whole, or the things of given ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from sys import intern
from typing import Any

import neo4j

from . import cypher
from .difference import StoredNode, StoredRelationship, core_of
from .model import Relationship
from .rows import to_properties
from .schema import schema
from .transactions import Transaction, batches, grouped, run


def stored(tx: Transaction) -> tuple[list[StoredNode], list[StoredRelationship]]:
    """List everything of ours, and other people's nodes under our labels."""
    if run(tx, cypher.any_node()).single() is None:
        return [], []  # a first load: planning the two long texts takes Neo4j seconds
    nodes = [_node(r) for r in run(tx, cypher.stored_nodes())]
    # Each row of the driver brings strings of its own: a million relationships would hold every id three times.
    ids = {n.id: n.id for n in nodes}
    types = {type_: type_ for type_ in schema().relationships}
    edges = [
        StoredRelationship(
            r["id"], types[r["type"]], ids.get(r["start"], r["start"]), ids.get(r["end"], r["end"]), r["hash"]
        )
        for r in run(tx, cypher.stored_relationships())
    ]
    return nodes, edges


def stored_part(
    tx: Transaction, node_ids: Collection[str], relationships: Collection[tuple[str, str, str]]
) -> tuple[list[StoredNode], list[StoredRelationship]]:
    """List those nodes of ours, and relationships of a type, start and end, that stand in the store."""
    nodes: list[StoredNode] = []
    for label, ids in grouped(sorted(node_ids), core_of):
        for some in batches(ids):
            nodes.extend(_node(r) for r in run(tx, cypher.some_nodes(label), {"ids": some}))
    edges: list[StoredRelationship] = []
    wanted = [StoredRelationship(f"{type_}|{start}|{end}", type_, start, end, "")
              for type_, start, end in sorted(relationships)]  # fmt: skip
    for found, r in _asked(tx, wanted, cypher.some_relationships):
        edges.append(StoredRelationship(found.id, found.type, found.start, found.end, str(r["hash"])))
    return nodes, edges


def whole_relationships(
    tx: Transaction, wanted: Sequence[StoredRelationship]
) -> Iterator[tuple[StoredRelationship, Mapping[str, Any]]]:
    """Yield those of the relationships that stand in the store, with everything on them."""
    for found, r in _asked(tx, wanted, cypher.whole_relationships):
        yield found, r["properties"]


def _asked(
    tx: Transaction, wanted: Sequence[StoredRelationship], text: Callable[[str, str, str], str]
) -> Iterator[tuple[StoredRelationship, neo4j.Record]]:
    for (type_, head, tail), group in grouped(wanted, lambda r: r.ends):
        known = {r.id: r for r in group}
        for some in batches(group):
            rows = [{"id": r.id, "start": r.start, "end": r.end} for r in some]
            for r in run(tx, text(type_, head, tail), {"rows": rows}):
                yield known[r["id"]], r


def around(tx: Transaction, ids: Sequence[str]) -> Iterator[Relationship]:
    """Yield every relationship of ours at the nodes of these ids."""
    for label, group in grouped(ids, core_of):
        for some in batches(group):
            for r in run(tx, cypher.relationships_of(label), {"ids": some}):
                properties = to_properties(r["properties"])
                yield Relationship(str(properties["id"]), r["type"], r["start"], r["end"], properties)


def _node(r: neo4j.Record) -> StoredNode:
    return StoredNode(str(r["id"]), _labels(tuple(r["labels"])), str(r["hash"]), bool(r["ours"]))


@lru_cache(1000)
def _labels(labels: tuple[str, ...]) -> frozenset[str]:
    """One set for all nodes that have these labels."""
    return frozenset(map(intern, labels))
