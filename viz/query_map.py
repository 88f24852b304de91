"""What a query or a statement answers with, as a map."""

from __future__ import annotations

from ..graph.errors import ViewError
from ..graph.model import Graph
from .network import network_view
from .reading import Reader
from .view import View

LIMIT = 2000
"""More names than these are no picture any more, and a sign that the statement lacks a condition."""


def build_query(graph: Graph, *, part: Graph | None = None, title: str = "", borderline: bool = True) -> View:
    """Build the map of a part of the graph, such as a query's or a statement's answer.

    What the answer holds is drawn, sure or not: who asked has said how sure it is to be. Names and sentences
    come from ``graph``. Raises :class:`ViewError` where there is nothing to draw, or far too much.
    """
    if part is None:
        raise ViewError("查询图要写明画什么", hint="写一个图查询的名称，或用 --cypher 写一条只读语句")
    reader = Reader(graph, borderline=borderline)
    structure = {label for label, kind in reader.schema.labels.items() if kind.structure}
    ids = [id_ for id_, node in part.nodes.items() if id_ in graph.nodes and not structure & set(node.labels)]
    known = [r for r in part.relationships.values() if r.id in graph.relationships and not _structure(reader, r.type)]
    if not ids:
        raise ViewError(
            "查询没有可画的节点",
            hint="语句要返回节点、关系或路径，例如 MATCH p = (a:Company)-[r]->(b) RETURN p LIMIT 50",
        )
    if len(ids) > LIMIT:
        raise ViewError(f"查询返回 {len(ids)} 个节点，最多画 {LIMIT} 个", hint="请加条件或 LIMIT")
    notes = []
    left_out = len(part.nodes) - len(ids)
    if left_out:
        notes.append(f"另有 {left_out} 个章节、段落或图库以外的节点未画出")
    return network_view(reader, ids, known, name="query", title=f"{title or '查询结果'} · 查询图", notes=notes)


def _structure(reader: Reader, type_: str) -> bool:
    kind = reader.schema.relationships.get(type_)
    return kind is None or kind.structure
