"""The graph as CSV tables for Excel: a file a label, a file a relationship type, a file that explains."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..facts import Value
from ..model import Graph
from ..schema import Property, schema
from .networks import LIST_SEPARATOR

BOM = "\ufeff"
"""Excel takes a CSV file without it for the system's old code page."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUIDE = "README.csv"


def to_tables(graph: Graph) -> Iterator[tuple[str, bytes]]:
    """Yield file names and contents: ``nodes-LABEL.csv``, ``relationships-TYPE.csv``, ``README.csv``.

    Columns are the schema's property names; relationships also carry the names of their ends.
    ``README.csv`` gives the Chinese title of every file and column.
    """
    s = schema()
    guide: list[tuple[str, ...]] = [("file", "标题", "行数", "column", "列标题")]
    by_label: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for node in graph.nodes.values():
        by_label[node.labels[0]].append({"labels": node.labels, **node.properties})
    for label in s.core_labels:
        if rows := by_label.get(label):
            extra = [s.labels[x].properties for x in s.labels if label in s.labels[x].extends]
            titles = {"id": "标识", "labels": "标签", **_titles(s.node_properties, s.labels[label].properties, *extra)}
            yield from _file(f"nodes-{label}.csv", s.labels[label].title, titles, rows, guide)
    by_type: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for r in graph.relationships.values():
        ends: dict[str, Value] = {
            "start": r.start, "start_name": graph.nodes[r.start].name,
            "end": r.end, "end_name": graph.nodes[r.end].name,
        }  # fmt: skip
        by_type[r.type].append({**ends, **r.properties})
    for type_, kind in s.relationships.items():
        if rows := by_type.get(type_):
            titles = {
                "id": "标识", "start": "起点", "start_name": "起点名称", "end": "终点", "end_name": "终点名称",
                **_titles(s.relationship_properties, kind.properties),
            }  # fmt: skip
            yield from _file(f"relationships-{type_}.csv", kind.title, titles, rows, guide)
    yield _GUIDE, csv_bytes(guide)


def is_table(name: str) -> bool:
    """Tell whether a file name is one that :func:`to_tables` gives."""
    return name == _GUIDE or (name.endswith(".csv") and name.startswith(("nodes-", "relationships-")))


def csv_bytes(rows: list[tuple[str, ...]]) -> bytes:
    """Return CSV as Excel reads it: UTF-8 with BOM, CRLF."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return (BOM + out.getvalue()).encode("utf-8")


def cell_text(value: Value | None) -> str:
    """Write one value as CSV text.

    Text that a spreadsheet would run as a formula gets a leading apostrophe: a document's words must
    not become a command on an officer's machine.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else repr(value)
    text = LIST_SEPARATOR.join(value) if isinstance(value, tuple | list) else value
    return f"'{text}" if text.startswith(_FORMULA) else text


def _titles(*sources: Mapping[str, Property]) -> dict[str, str]:
    return {name: spec.title for source in sources for name, spec in source.items()}


def _file(
    name: str, title: str, titles: Mapping[str, str], rows: list[dict[str, Value]], guide: list[tuple[str, ...]]
) -> Iterator[tuple[str, bytes]]:
    columns = [column for column in titles if any(column in row for row in rows)]
    guide.extend((name, title, str(len(rows)), column, titles[column]) for column in columns)
    yield name, csv_bytes([tuple(columns), *(tuple(cell_text(row.get(c)) for c in columns) for row in rows)])
