"""The difference to a graph, written: in the load's transaction, or a large first load in parts of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol

from . import cypher
from .difference import Difference, StoredRelationship
from .errors import StoreError
from .messages import ROWS
from .model import Graph
from .transactions import Transaction, batched, batches, run, write

AT_ONCE = 20_000
"""Things of a first load that go into the load's own transaction; more are written in parts."""
PART = 5 * ROWS
"""Things of a part, about: those of one label set or type."""
Row = Callable[[str], dict[str, Any]]


class Parts(Protocol):
    """Where a part of a large first load goes: a transaction of its own (:mod:`deltatrunk.graph.commit`)."""

    def __call__(self, work: Callable[[Transaction], object]) -> None:
        """Do the work in a transaction and commit it."""


def write_difference(
    tx: Transaction,
    graph: Graph,
    found: Difference,
    own: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    *,
    parts: Parts | None = None,
) -> None:
    """Write the difference to a graph inside a transaction; raises :class:`StoreError` before deleting under strangers.

    ``own`` are the properties by id that somebody else wrote on what is rewritten. ``parts`` takes what is to come
    where it is much and nothing of ours stands; it is for a difference to the whole store only.
    """
    if found.is_first and parts is not None:
        _write_first(parts if found.total > AT_ONCE else lambda work: work(tx), graph, found)
        return
    for (type_, head, tail), gone in found.removed_relationships.items():
        write(tx, cypher.delete_relationships(type_, head, tail), gone, _stored_row)
    for label, ids in found.removed_nodes.items():
        for batch in batches(ids):
            for record in run(tx, cypher.strangers_at(label), {"ids": batch}):
                raise StoreError(
                    f"图库里有不属于本图的关系连着将要删除的节点 {record['id']}",
                    hint="请换一个数据库，或先删去那些关系",
                )
            run(tx, cypher.delete_nodes(label), {"ids": batch}).consume()
    node_row, edge_row = _rows(graph, own)
    for (core, gained, lost), nodes in found.relabelled.items():
        write(tx, cypher.relabel_nodes(core, gained, lost), nodes, node_row)
    for labels, nodes in found.merged_nodes.items():
        write(tx, cypher.merge_nodes(labels), nodes, node_row)
    for ends, edges in found.created_relationships.items():
        _write_edges(tx, cypher.create_relationships(*ends), edges, edge_row)
    for ends, edges in found.merged_relationships.items():
        _write_edges(tx, cypher.merge_relationships(*ends), edges, edge_row)


def _write_first(put: Parts, graph: Graph, found: Difference) -> None:
    node_row, edge_row = _rows(graph, {})
    for labels, nodes in found.merged_nodes.items():
        for some in batches(nodes, PART):
            put(partial(write, text=cypher.create_nodes(labels), things=some, row=node_row))
    for ends, edges in found.created_relationships.items():
        for some in batches(edges, PART):
            put(partial(_write_edges, text=cypher.create_relationships(*ends), edges=some, row=edge_row))


def _rows(graph: Graph, own: Mapping[str, Mapping[str, Any]]) -> tuple[Row, Row]:
    """Return what makes the row of a node and of a relationship from its id."""

    # Later keys win; the driver sends tuples as lists.
    def node_row(id_: str) -> dict[str, Any]:
        return {"id": id_, "properties": {**own.get(id_, {}), **graph.nodes[id_].properties}}

    def edge_row(id_: str) -> dict[str, Any]:
        r = graph.relationships[id_]
        return {"id": id_, "start": r.start, "end": r.end, "properties": {**own.get(id_, {}), **r.properties}}

    return node_row, edge_row


def _write_edges(tx: Transaction, text: str, edges: Sequence[str], row: Row) -> None:
    for written, wanted in batched(tx, text, edges, row):
        if written.single(strict=True)["written"] != wanted:
            type_ = edges[0].partition("|")[0]
            raise StoreError(f"{type_} 关系的端点在图库里缺失，没有写入", hint="请重新运行；仍然如此请报告")


def _stored_row(r: StoredRelationship) -> dict[str, Any]:
    return {"id": r.id, "start": r.start, "end": r.end}
