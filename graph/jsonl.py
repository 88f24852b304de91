"""The graph as JSON lines in the shape of ``apoc.export.json``: one object a line, nodes first.

    {"type":"node","id":ID,"labels":[...],"properties":{...}}
    {"type":"relationship","id":ID,"label":TYPE,"start":{"id":ID,"labels":[...]},"end":{...},"properties":{...}}

Lines are sorted by id, keys are sorted, so two equal graphs give equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Any

from .errors import ExportError
from .facts import Value
from .model import Graph, Node, Relationship
from .schema import schema

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=list)


def _dump(row: dict[str, Any]) -> str:
    return _ENCODER.encode(row)


def to_lines(graph: Graph) -> Iterator[str]:
    """Yield one line a node, then one a relationship, without line ends."""
    for node in graph.nodes.values():
        yield node_line(node)
    for r in graph.relationships.values():
        yield relationship_line(r, graph.nodes[r.start].labels, graph.nodes[r.end].labels)


def node_line(node: Node) -> str:
    """Return the line of a node."""
    return _dump({"type": "node", "id": node.id, "labels": sorted(node.labels), "properties": dict(node.properties)})


def relationship_line(r: Relationship, start: Iterable[str], end: Iterable[str]) -> str:
    """Return the line of a relationship; ``start`` and ``end`` are the labels of its ends."""
    return _dump(
        {
            "type": "relationship",
            "id": r.id,
            "label": r.type,
            "start": {"id": r.start, "labels": sorted(start)},
            "end": {"id": r.end, "labels": sorted(end)},
            "properties": dict(r.properties),
        }
    )


def _value(raw: Any) -> Value:
    return tuple(raw) if isinstance(raw, list) else raw


def from_lines(lines: Iterable[str], *, source: str = "jsonl") -> Graph:
    """Read a graph back; raises :class:`ExportError` naming the line that is no such object."""
    s = schema()
    nodes: dict[str, Node] = {}
    edges: dict[str, Relationship] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            properties = MappingProxyType({k: _value(v) for k, v in sorted(row["properties"].items())})
            if row["type"] == "node":
                core = s.core_of(row["labels"])
                extra = sorted(set(row["labels"]) - {core})
                nodes[row["id"]] = Node(row["id"], (core, *extra), properties)
            else:
                edges[row["id"]] = Relationship(
                    row["id"], row["label"], row["start"]["id"], row["end"]["id"], properties
                )
        except (KeyError, TypeError, ValueError) as error:
            raise ExportError(
                "不是图的一行 JSON", where=f"{source} 第 {number} 行", hint="请用 deltatrunk export 重新导出"
            ) from error
    return Graph(MappingProxyType(dict(sorted(nodes.items()))), MappingProxyType(dict(sorted(edges.items()))))
