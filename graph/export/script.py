"""The graph as a Cypher script that fills an empty Neo4j (browser, ``cypher-shell -f``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..cypher import constraints
from ..facts import Value
from ..model import Graph

BATCH = 200
"""Rows a statement: small enough for the browser's editor, large enough to be quick."""


def to_script(graph: Graph) -> Iterator[str]:
    """Yield statements, each ending in ``;`` and a line end.

    Constraints first, then nodes by label set, then relationships by type. Statements MERGE on the
    id, so running the script twice changes nothing; a property that is gone from the graph is
    removed (``SET n = …``), a node that is gone is not.
    """
    yield "// deltatrunk：先建约束，再写节点与关系；可重复执行\n"
    for constraint in constraints():
        yield f"{constraint};\n"
    by_labels: dict[tuple[str, ...], list[Mapping[str, Value]]] = defaultdict(list)
    for node in graph.nodes.values():
        by_labels[node.labels].append(node.properties)
    for labels in sorted(by_labels):
        for rows in _batched(by_labels[labels]):
            yield (
                f"UNWIND [\n{_rows(rows)}\n] AS row\n"
                f"MERGE (n:{':'.join(labels)} {{id: row.id}}) SET n = row;\n"
            )  # fmt: skip
    by_ends: dict[tuple[str, str, str], list[Mapping[str, Value]]] = defaultdict(list)
    for r in graph.relationships.values():
        ends = (r.type, graph.nodes[r.start].labels[0], graph.nodes[r.end].labels[0])
        by_ends[ends].append({"_start": r.start, "_end": r.end, **r.properties})
    for type_, head, tail in sorted(by_ends):
        for rows in _batched(by_ends[type_, head, tail]):
            names = sorted({name for row in rows for name in row} - {"_start", "_end"})
            taken = ", ".join(f"{name}: row.{name}" for name in names)
            yield (
                f"UNWIND [\n{_rows(rows)}\n] AS row\n"
                f"MATCH (a:{head} {{id: row._start}}) MATCH (b:{tail} {{id: row._end}})\n"
                f"MERGE (a)-[r:{type_} {{id: row.id}}]->(b) SET r = {{{taken}}};\n"
            )


def _batched(rows: Sequence[Mapping[str, Value]]) -> Iterator[Sequence[Mapping[str, Value]]]:
    return (rows[first : first + BATCH] for first in range(0, len(rows), BATCH))


def _rows(rows: Iterable[Mapping[str, Value]]) -> str:
    return ",\n".join("{" + ", ".join(f"{k}: {literal(v)}" for k, v in row.items()) + "}" for row in rows)


def literal(value: Value) -> str:
    r"""Write a value as a Cypher literal, on one line.

    Tried on both stores: a doubled backslash before ``u0041`` stays text and is not taken for an escape.

    >>> literal(("a'b", "c"))
    "['a\\'b', 'c']"
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return "'" + "".join(_ESCAPES.get(c, c) for c in value) + "'"


_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\0": "\\u0000"}
