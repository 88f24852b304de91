"""The graph as what ``neo4j-admin database import full`` (Neo4j 5.26) takes: CSV files with typed headers.

One file a label set and one a relationship type, written row by row in flat memory, so that a graph of any size can
pass through. Text stands in double quotes, doubled inside; a missing property is nothing at all, an empty text is
``""``. Items of lists and labels are parted by U+001F, the control character that is made for it. What such a file
cannot say (an empty list, a list of one empty text, an item that itself holds U+001F, a property that the schema does
not know) goes into ``after-import.cypher``, which makes the constraints as well, so that nothing is lost or refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from ..errors import ExportError
from ..facts import Value
from ..model import Node, Relationship
from ..schema import Property, schema
from .admin_guide import AFTER, FIXED_FILES, Written, guide_files
from .after_import import AfterImport
from .files import fill_graph, write_folder

ITEM_SEPARATOR = "\x1f"
"""What parts the items of a list, and labels: given to the tool as ``--array-delimiter=U+001F``."""
TYPES: Mapping[str, str] = {
    "string": "string", "integer": "long", "float": "double", "boolean": "boolean", "strings": "string[]",
}  # fmt: skip
"""The tool's word for each type of the schema."""
_LONG = range(-(1 << 63), 1 << 63)
_UNSAYABLE = (UnicodeEncodeError, OverflowError)
_REPORT = "import.report"


def _text(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _string(value: Value) -> str | None:
    return _text(value) if isinstance(value, str) else None


def _strings(value: Value) -> str | None:
    if not isinstance(value, tuple | list) or not all(isinstance(item, str) for item in value):
        return None
    joined = ITEM_SEPARATOR.join(value)
    # The tool takes an empty cell for a missing list, and any U+001F for the end of an item.
    return _text(joined) if joined and joined.count(ITEM_SEPARATOR) == len(value) - 1 else None


def _integer(value: Value) -> str | None:
    if type(value) is not int:
        return None
    if value not in _LONG:
        raise OverflowError
    return str(value)


def _float(value: Value) -> str | None:
    if not isinstance(value, float):
        return None
    if value - value == 0:
        return repr(value)
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"  # noqa: PLR0124 - only NaN is unequal


def _boolean(value: Value) -> str | None:
    return str(value).lower() if isinstance(value, bool) else None


# What writes a value of each type as a cell, or says by None that no cell can hold it.
_CELL: Mapping[str, Callable[[Value], str | None]] = {
    "string": _string, "integer": _integer, "float": _float, "boolean": _boolean, "strings": _strings,
}  # fmt: skip


def _refused(id_: str, error: Exception) -> ExportError:
    what = "整数超出 64 位" if isinstance(error, OverflowError) else "文字里有残缺的字符"
    return ExportError(f"{what}，写不进导入文件", where=repr(id_)[1:-1], hint="请改正这个节点或关系后重试")


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the properties of a label set or a relationship type are called and of which type they are."""

    types: Mapping[str, str]
    floats: tuple[str, ...]

    @classmethod
    def of(cls, *sources: Mapping[str, Property]) -> Self:
        types = {name: spec.type for source in sources for name, spec in source.items() if name != "id"}
        return cls(types, tuple(name for name, type_ in types.items() if type_ == "float"))

    def whole(self, properties: Mapping[str, Value]) -> tuple[str, ...]:
        """Return the numbers with a fraction by schema that are whole ones here: 2800 is not 2800.0."""
        return tuple(name for name in self.floats if type(properties.get(name)) is int)


class _Table:
    """One CSV file that grows; it remembers what the tool must be told about it."""

    def __init__(self, path: Path, file: BinaryIO, columns: _Columns, whole: Iterable[str]) -> None:
        self.path = path
        self.types = {**columns.types, **dict.fromkeys(whole, "integer")}
        self.rows = 0
        self.multiline = False
        self.longest = 0
        self._file = file

    def header(self, first: Iterable[str], last: str) -> None:
        """Write the first line."""
        columns = (f"{name}:{TYPES[type_]}" for name, type_ in self.types.items())
        self._file.write((",".join([*first, *columns, last]) + "\n").encode("ascii"))

    def cells(self, properties: Mapping[str, Value]) -> tuple[list[str], list[str]]:
        """Return the cells of a row and the names of the properties that no cell can carry."""
        cells, kept = [], 1 if "id" in properties else 0
        lost = []
        for name, type_ in self.types.items():
            value = properties.get(name)
            if value is None:
                cells.append("")
                continue
            cell = _CELL[type_](value)
            kept += 1
            if cell is None:
                lost.append(name)
            cells.append(cell or "")
        if kept != len(properties):
            lost.extend(sorted(properties.keys() - self.types.keys() - {"id"}))
        return cells, lost

    def write(self, cells: Iterable[str]) -> None:
        """Append a row; raises :class:`UnicodeEncodeError` for half a surrogate pair."""
        line = ",".join(cells)
        data = line.encode("utf-8")
        self._file.write(data)
        self._file.write(b"\n")
        self.rows += 1
        self.longest = max(self.longest, len(data))
        self.multiline = self.multiline or "\n" in line or "\r" in line


class AdminImportWriter:
    """Write nodes and relationships, in any order and number, into an existing folder.

    Memory does not grow with the graph: ids are not remembered, so a node given twice or a relationship without ends
    is found by the tool (``--bad-tolerance=0``, ``--strict=true``) and not here. ``close`` writes what goes with the
    tables: ``args.txt``, ``import.sh``, ``import.bat``, ``README.txt``, the end of ``after-import.cypher``; left by an
    exception, the folder lacks them and is no export. Equal input in equal order gives equal bytes.

    Raises :class:`ExportError` for a whole number beyond 64 bits or a text that is no Unicode, :class:`SchemaError`
    for labels or a type that the schema does not have, and :class:`OSError` where the disk refuses.

        with AdminImportWriter(folder) as writer:
            for node in nodes:
                writer.add_node(node)
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = schema()
        self._tables: dict[tuple[str, ...], _Table] = {}
        self._columns: dict[tuple[str, ...], _Columns] = {}
        self._files = ExitStack()
        self._closed = False
        self._after = AfterImport(self._files.enter_context(folder.joinpath(AFTER).open("wb")))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._files.close()

    def add_node(self, node: Node) -> None:
        """Write one node."""
        table = self._table(("nodes", *node.labels), node.properties)
        try:
            cells, lost = table.cells(node.properties)
            table.write([_text(node.id), *cells, f'"{ITEM_SEPARATOR.join(node.labels)}"'])
            for name in lost:
                self._after.node(node, name)
        except _UNSAYABLE as error:
            raise _refused(node.id, error) from error

    def add_relationship(self, relationship: Relationship) -> None:
        """Write one relationship; its ends may be written before or after it."""
        r = relationship
        table = self._table(("relationships", r.type), r.properties)
        try:
            cells, lost = table.cells(r.properties)
            table.write([_text(r.start), _text(r.end), _text(r.id), *cells, r.type])
            for name in lost:
                self._after.relationship(r, name)
        except _UNSAYABLE as error:
            raise _refused(r.id, error) from error

    def close(self) -> None:
        """End the files and write those that say how to import them. Closing twice is fine."""
        if self._closed:
            return
        self._closed = True
        with self._files:
            if not any(key[0] == "nodes" for key in self._tables):
                self._table(("nodes", self._schema.core_labels[0]), {})  # the tool wants one file of nodes at least
            self._after.close()
        tables = [self._tables[key] for key in sorted(self._tables, key=lambda k: self._tables[k].path.name)]
        guide_files(self._folder, [Written(t.path.name, t.rows, t.longest, t.multiline) for t in tables])

    def _table(self, kind: tuple[str, ...], properties: Mapping[str, Value]) -> _Table:
        columns = self._columns.get(kind)
        if columns is None:
            columns = self._columns[kind] = self._properties(kind)
        whole = columns.whole(properties)
        key = (*kind, *whole)
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = self._open(kind, columns, whole)
        return table

    def _properties(self, kind: tuple[str, ...]) -> _Columns:
        s = self._schema
        if kind[0] == "nodes":
            s.core_of(kind[1:])
            return _Columns.of(s.node_properties, *(s.labels[label].properties for label in kind[1:]))
        if kind[1] not in s.relationships:
            raise ExportError(f"关系 {kind[1]} 不在本体中", hint="见 docs/schema.md")
        return _Columns.of(s.relationship_properties, s.relationships[kind[1]].properties)

    def _open(self, kind: tuple[str, ...], columns: _Columns, whole: tuple[str, ...]) -> _Table:
        name = "-".join(kind) + "".join(f".{column}-long" for column in whole)
        path = self._folder / f"{name}.csv"
        table = _Table(path, self._files.enter_context(path.open("wb")), columns, whole)
        if kind[0] == "nodes":
            table.header(["id:ID"], ":LABEL")
        else:
            table.header([":START_ID", ":END_ID", "id:string"], ":TYPE")
        return table


def write_admin_import(path: Path, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> None:
    """Write the folder ``path`` whole or not at all; a folder that this wrote before is replaced.

    Raises :class:`ExportError` as :func:`deltatrunk.graph.export.write` does.
    """

    def fill(folder: Path) -> None:
        with AdminImportWriter(folder) as writer:
            fill_graph(writer, nodes, relationships)

    write_folder(path, fill, replaceable=lambda file: file.is_file() and is_import_file(file.name))


def is_import_file(name: str) -> bool:
    """Tell whether a file name is one that this export, or the tool beside it, writes."""
    table = name.endswith(".csv") and name.startswith(("nodes-", "relationships-"))
    return table or name in FIXED_FILES or name == _REPORT
