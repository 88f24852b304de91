"""The graph as Parquet for data lakes: ``nodes``, ``relationships`` and ``evidence``, a row a piece of evidence.

A column a property of the schema, of the schema's type; the columns are the same for every graph. What a column
cannot hold (a property that the schema does not know, a value of another type) stands as JSON in ``other``, and the
names of numbers that are whole ones in a column of doubles in ``whole``, so that reading gives the same graph again.
``docs/exports.md`` describes every column. pyarrow comes with the extra ``[parquet]`` and is imported only here.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..difference import core_of
from ..errors import ExportError
from ..facts import Value
from ..model import Node, Relationship
from ..schema import Property, schema
from .evidence_rows import EVIDENCE, EvidenceRow, evidence_rows
from .files import fill_graph, write_folder

FILES = ("nodes.parquet", "relationships.parquet", "evidence.parquet")
ROW_GROUP = 16_384
"""Rows a group, and the most that is held in memory of each file. Fixed: equal graphs give equal bytes."""
_LONG = range(-(1 << 63), 1 << 63)


class ParquetGraphWriter:
    """Write nodes and relationships, in any order and number, into an existing folder, in flat memory.

    Raises :class:`ExportError` where pyarrow is missing or a text is no Unicode, :class:`SchemaError` for labels that
    the schema does not have, and :class:`OSError` where the disk refuses. Equal input in equal order gives equal
    bytes with the same version of pyarrow, whose name the format carries.

        with ParquetGraphWriter(folder) as writer:
            for node in nodes:
                writer.add_node(node)
    """

    def __init__(self, folder: Path) -> None:
        pyarrow()
        self._schema = schema()
        self._closed = False
        self._files = ExitStack()
        with ExitStack() as opened:
            tables = [
                _Table(opened, folder / name, fields)
                for name, fields in zip(FILES, (node_fields(), relationship_fields(), evidence_fields()), strict=True)
            ]
            self._files = opened.pop_all()
        self._nodes, self._relationships, self._evidence = tables

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
            return
        with suppress(Exception):  # what broke the writing may break its end: the first error is the one that tells
            self._files.close()

    def add_node(self, node: Node) -> None:
        """Write one node and its evidence."""
        core = self._schema.core_of(node.labels)
        row: dict[str, Any] = {"id": node.id, "label": core, "labels": node.labels}
        self._add(self._nodes, row, node.properties, "node", core)

    def add_relationship(self, relationship: Relationship) -> None:
        """Write one relationship and its evidence."""
        r = relationship
        row: dict[str, Any] = {
            "id": r.id, "type": r.type, "start": r.start, "start_label": core_of(r.start),
            "end": r.end, "end_label": core_of(r.end),
        }  # fmt: skip
        self._add(self._relationships, row, r.properties, "relationship", r.type)

    def close(self) -> None:
        """Write what is still held and end the files. Closing twice is fine."""
        if self._closed:
            return
        self._closed = True
        with self._files:
            for table in (self._nodes, self._relationships, self._evidence):
                table.flush()

    def _add(self, table: _Table, row: dict[str, Any], properties: Mapping[str, Value], kind: str, type_: str) -> None:
        pieces = evidence_rows(properties)
        whole: list[str] = []
        other: dict[str, Value] = {}
        for name, value in properties.items():
            if name == "id" or (pieces and name in EVIDENCE):
                continue
            wanted = table.types.get(name)
            if wanted is None or not _fits(wanted, value):
                other[name] = value
                continue
            if wanted.type != "float" or isinstance(value, float):
                row[name] = value
            elif _doubles(value):
                row[name] = float(value)  # type: ignore[arg-type]
                whole.append(name)
            else:
                other[name] = value
        row["whole"] = whole or None
        row["other"] = json.dumps(other, ensure_ascii=False, sort_keys=True, default=list) if other else None
        table.add(row)
        for number, piece in enumerate(pieces, 1):
            self._evidence.add({"kind": kind, "owner": row["id"], "type": type_, "number": number, **_columns(piece)})


def write_parquet(path: Path, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> None:
    """Write the folder ``path`` whole or not at all; a folder that this wrote before is replaced.

    Raises :class:`ExportError` as :func:`deltatrunk.graph.export.write` does.
    """

    def fill(folder: Path) -> None:
        with ParquetGraphWriter(folder) as writer:
            fill_graph(writer, nodes, relationships)

    pyarrow()
    write_folder(path, fill, replaceable=lambda file: file.is_file() and file.name in FILES)


def pyarrow() -> Any:
    """Return pyarrow; raises :class:`ExportError` with the command that installs it."""
    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        raise ExportError("没有安装 pyarrow", hint='请运行 pip install "deltatrunk[parquet]"') from error


def node_fields() -> Mapping[str, Property]:
    """Return the columns of ``nodes.parquet`` in order."""
    s = schema()
    own = (
        Property("id", "string", "标识", "as in the graph", required=True),
        Property("label", "string", "核心标签", "the label that identifies it", required=True),
        Property("labels", "strings", "全部标签", "the core label first", required=True),
    )
    return _fields(own, s.node_properties, *(label.properties for label in s.labels.values()))


def relationship_fields() -> Mapping[str, Property]:
    """Return the columns of ``relationships.parquet`` in order."""
    s = schema()
    own = (
        Property("id", "string", "标识", "as in the graph", required=True),
        Property("type", "string", "关系类型", "the relationship type", required=True),
        Property("start", "string", "起点", "id of the node that it leaves", required=True),
        Property("start_label", "string", "起点标签", "core label of that node", required=True),
        Property("end", "string", "终点", "id of the node that it reaches", required=True),
        Property("end_label", "string", "终点标签", "core label of that node", required=True),
    )
    return _fields(own, s.relationship_properties, *(kind.properties for kind in s.relationships.values()))


def evidence_fields() -> Mapping[str, Property]:
    """Return the columns of ``evidence.parquet`` in order."""
    found = (
        Property("kind", "string", "节点或关系", "node or relationship", required=True),
        Property("owner", "string", "所属", "id of the node or relationship", required=True),
        Property("type", "string", "标签或类型", "core label or relationship type of the owner", required=True),
        Property("number", "integer", "序号", "position among the owner's pieces, from 1", required=True),
        Property("file", "string", "文件", "source file", required=True),
        Property("start", "integer", "起", "first character in the file's text", required=True),
        Property("end", "integer", "止", "end (exclusive)", required=True),
        Property("passage", "string", "段落", "id of the Passage or Section; none on structure"),
        Property("rule", "string", "规则", "the rule that found it"),
    )
    return {one.name: one for one in found}


def _fields(own: Iterable[Property], *sources: Mapping[str, Property]) -> Mapping[str, Property]:
    last = (
        Property("whole", "strings", "整数列", "names of float columns whose number is a whole one in the graph"),
        Property("other", "string", "其他属性", "JSON object of what no column holds"),
    )
    found: dict[str, Property] = {}
    for one in chain(own, *(source.values() for source in sources), last):
        if one.name not in EVIDENCE:
            found.setdefault(one.name, one)
    return found


def _fits(wanted: Property, value: Value) -> bool:
    return wanted.accepts(value) and (wanted.type != "integer" or value in _LONG)


def _doubles(value: Value) -> bool:
    """Whether a whole number is the same as a double."""
    return isinstance(value, int) and abs(value) <= 1 << 53


def _columns(piece: EvidenceRow) -> dict[str, Any]:
    return {
        "file": piece.file, "start": piece.start, "end": piece.end, "passage": piece.passage, "rule": piece.rule,
    }  # fmt: skip


class _Table:
    """One file: rows are held until a group is full."""

    def __init__(self, files: ExitStack, path: Path, fields: Mapping[str, Property]) -> None:
        self.types = fields
        self._rows: list[dict[str, Any]] = []
        self._arrow = pyarrow()
        self._fields = arrow_schema(fields)
        parquet = importlib.import_module("pyarrow.parquet")
        out = files.enter_context(path.open("wb"))
        self._writer = files.enter_context(
            parquet.ParquetWriter(out, self._fields, version="2.6", compression="zstd", data_page_version="1.0")
        )

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        if len(self._rows) == ROW_GROUP:
            self.flush()

    def flush(self) -> None:
        if not self._rows:
            return
        rows, self._rows = self._rows, []
        try:
            batch = self._arrow.Table.from_pylist(rows, schema=self._fields)
        except UnicodeEncodeError as error:
            raise ExportError("文字里有残缺的字符，写不进 Parquet", hint="请改正后重试") from error
        self._writer.write_table(batch, row_group_size=ROW_GROUP)


def arrow_schema(fields: Mapping[str, Property]) -> Any:
    """Return the Arrow schema of some columns, with their Chinese titles in the metadata."""
    arrow = pyarrow()
    types = {
        "string": arrow.string(), "integer": arrow.int64(), "float": arrow.float64(), "boolean": arrow.bool_(),
        "strings": arrow.list_(arrow.string()),
    }  # fmt: skip

    def field(one: Property) -> Any:
        said = {"title": one.title, "description": one.description}
        return arrow.field(one.name, types[one.type], nullable=not one.required, metadata=said)

    return arrow.schema([field(one) for one in fields.values()])
