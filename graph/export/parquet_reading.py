"""A graph from the Parquet files that :mod:`deltatrunk.graph.export.parquet` writes."""

from __future__ import annotations

import importlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..errors import ExportError
from ..facts import Value
from ..model import Graph, Node, Relationship
from .evidence_rows import EvidenceRow, evidence_properties
from .parquet import FILES, evidence_fields, node_fields, pyarrow, relationship_fields

_NODE = frozenset({"label", "labels", "whole", "other"})
_RELATIONSHIP = frozenset({"type", "start", "start_label", "end", "end_label", "whole", "other"})


def read_parquet(folder: Path) -> Graph:
    """Read the graph that a folder of an export holds, equal to what was written.

    A name of a file may also be a folder of parts, as a fleet writes it. Raises :class:`ExportError` where pyarrow
    is missing or a file is no such table.
    """
    nodes_at, relationships_at, evidence_at = (folder / name for name in FILES)
    evidence: defaultdict[tuple[str, str], list[tuple[int, EvidenceRow]]] = defaultdict(list)
    for row in _rows(evidence_at, evidence_fields()):
        piece = EvidenceRow(row["file"], row["start"], row["end"], row["passage"], row["rule"])
        evidence[row["kind"], row["owner"]].append((row["number"], piece))

    def properties(row: dict[str, Any], kind: str, own: frozenset[str]) -> Mapping[str, Value]:
        pieces = [piece for _, piece in sorted(evidence.pop((kind, row["id"]), []), key=lambda one: one[0])]
        return _properties(row, own, evidence_properties(pieces))

    nodes = {
        row["id"]: Node(row["id"], tuple(row["labels"]), properties(row, "node", _NODE))
        for row in _rows(nodes_at, node_fields())
    }
    edges = {
        row["id"]: Relationship(
            row["id"], row["type"], row["start"], row["end"], properties(row, "relationship", _RELATIONSHIP)
        )
        for row in _rows(relationships_at, relationship_fields())
    }
    return Graph(MappingProxyType(dict(sorted(nodes.items()))), MappingProxyType(dict(sorted(edges.items()))))


def _rows(path: Path, wanted: Iterable[str]) -> Iterator[dict[str, Any]]:
    arrow = pyarrow()
    datasets = importlib.import_module("pyarrow.dataset")
    try:
        found = datasets.dataset(path, format="parquet")
        for batch in found.to_batches(columns=list(wanted)):
            yield from batch.to_pylist()
    except (OSError, arrow.ArrowException) as error:
        hint = "请给出 deltatrunk export --format parquet 写出的文件夹"
        raise ExportError("读不了这个 Parquet 文件", where=str(path), hint=hint) from error


def _properties(row: Mapping[str, Any], own: frozenset[str], evidence: Mapping[str, Value]) -> Mapping[str, Value]:
    found: dict[str, Value] = dict(evidence)
    whole = row["whole"] or ()
    for name, value in row.items():
        if value is None or name in own:
            continue
        if name in whole:
            found[name] = int(value)
        else:
            found[name] = tuple(value) if isinstance(value, list) else value
    for name, value in json.loads(row["other"] or "{}").items():
        found[name] = tuple(value) if isinstance(value, list) else value
    return MappingProxyType(dict(sorted(found.items())))
