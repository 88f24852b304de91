"""What a run handed over, read back: nodes and relationships, a file of them at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from ...graph.errors import ExportError
from ...graph.facts import Value
from ...graph.jsonl import node_line, relationship_line
from ...graph.model import Node, Relationship
from . import lake


def nodes_of(out: str) -> Iterator[Node]:
    """Yield the nodes of a corpus; raises :class:`ExportError` where there is none."""
    for id_, labels, _, _, properties in _rows(out, "nodes/"):
        yield Node(id_, tuple(labels), properties_of(properties))


def relationships_of(out: str) -> Iterator[Relationship]:
    """Yield the relationships of a corpus."""
    for id_, type_, start, _, end, _, _, properties in _rows(out, "relationships/"):
        yield Relationship(id_, type_, start, end, properties_of(properties))


def lines_of(out: str) -> Iterator[str]:
    """Yield the lines of the ``jsonl`` export, in the order of the files."""
    for node in nodes_of(out):
        yield node_line(node)
    for id_, type_, start, at, end, to, _, properties in _rows(out, "relationships/"):
        yield relationship_line(Relationship(id_, type_, start, end, properties_of(properties)), at, to)


def properties_of(text: str) -> dict[str, Value]:
    """Return properties from their JSON; a list is a tuple again."""
    if text == "{}":
        return {}
    return {k: tuple(v) if isinstance(v, list) else v for k, v in msgspec.json.decode(text).items()}


def _rows(out: str, folder: str) -> Iterator[tuple[Any, ...]]:
    address = lake.below(out, "manifest.json")
    if not lake.exists(address):
        raise ExportError("这里没有成批提取的结果", where=out, hint="请先运行 deltatrunk corpus")
    files = json.loads(lake.read(address))["files"]
    for name in sorted(files):
        if name.startswith(folder):
            for batch in lake.table_of(lake.below(out, name)).to_batches(max_chunksize=4096):
                yield from lake.rows_of(batch)
