"""Exports of the in-memory graph, all written whole or not at all.

jsonl    JSON lines as ``apoc.export.json`` writes them: the exact form, read back by `read_jsonl`
cypher   a script of constraints and MERGE statements
graphml  for yEd, networkx, igraph
gexf     for Gephi
csv      a folder of tables for Excel
admin-import  a folder for ``neo4j-admin database import full``
parquet  a folder of three tables for data lakes, read back by `read_parquet`; wants the extra ``[parquet]``
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ..errors import ExportError
from ..jsonl import from_lines, to_lines
from ..model import Graph
from .admin_import import write_admin_import
from .files import write_bytes, write_chunks, write_folder, write_text
from .networks import to_gexf, to_graphml, to_networkx
from .parquet import write_parquet
from .parquet_reading import read_parquet
from .script import to_script
from .tables import is_table, to_tables

__all__ = ["FORMATS", "read_jsonl", "read_parquet", "to_networkx", "write", "write_bytes", "write_chunks", "write_text"]


def _jsonl(graph: Graph, path: Path) -> None:
    write_text(path, "".join(f"{line}\n" for line in to_lines(graph)))


def _cypher(graph: Graph, path: Path) -> None:
    write_text(path, "".join(to_script(graph)))


def _graphml(graph: Graph, path: Path) -> None:
    write_bytes(path, to_graphml(graph))


def _gexf(graph: Graph, path: Path) -> None:
    write_bytes(path, to_gexf(graph))


def _csv(graph: Graph, path: Path) -> None:
    def fill(folder: Path) -> None:
        for name, data in to_tables(graph):
            folder.joinpath(name).write_bytes(data)

    write_folder(path, fill, replaceable=lambda file: file.is_file() and is_table(file.name))


def _admin_import(graph: Graph, path: Path) -> None:
    write_admin_import(path, graph.nodes.values(), graph.relationships.values())


def _parquet(graph: Graph, path: Path) -> None:
    write_parquet(path, graph.nodes.values(), graph.relationships.values())


_WRITERS: Mapping[str, Callable[[Graph, Path], None]] = MappingProxyType(
    {
        "jsonl": _jsonl,
        "cypher": _cypher,
        "graphml": _graphml,
        "gexf": _gexf,
        "csv": _csv,
        "admin-import": _admin_import,
        "parquet": _parquet,
    }
)
FORMATS = tuple(_WRITERS)
"""The names that :func:`write` takes."""


def write(graph: Graph, format: str, path: Path) -> None:  # noqa: A002 - the field's word
    """Export a graph to a file (``csv``, ``admin-import``, ``parquet``: to a folder).

    Raises :class:`ExportError` for an unknown format, a missing parent folder, no permission, no space
    or a missing extra; what stood at ``path`` is then untouched.
    """
    if format not in _WRITERS:
        raise ExportError(f"没有导出格式 {format}", hint=f"可用的格式：{'、'.join(FORMATS)}")
    _WRITERS[format](graph, path)


def read_jsonl(path: Path) -> Graph:
    """Read a graph from a ``jsonl`` export; raises :class:`ExportError` naming the file and line."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return from_lines(lines, source=path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError("读不了这个文件", where=str(path), hint="请给出 deltatrunk 导出的 .jsonl 文件") from error
