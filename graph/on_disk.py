"""A graph in a SQLite file: mappings as those of a graph in memory, of which one thing at a time is in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from types import MappingProxyType
from typing import TypeVar

import msgspec

from .errors import ExportError
from .facts import Value
from .model import Node, Relationship

T = TypeVar("T")
_ENCODER = msgspec.msgpack.Encoder()
_NODE = msgspec.msgpack.Decoder(tuple[tuple[str, ...], dict[str, Value]])
_RELATIONSHIP = msgspec.msgpack.Decoder(tuple[str, str, str, dict[str, Value]])
TABLES = """
CREATE TABLE node (id TEXT PRIMARY KEY, thing BLOB) WITHOUT ROWID;
CREATE TABLE relationship (id TEXT PRIMARY KEY, thing BLOB) WITHOUT ROWID;
"""
"""What the file has to have: a row for each thing, packed."""


def on_disk(db: sqlite3.Connection) -> tuple[OnDisk[Node], OnDisk[Relationship]]:
    """Return the mappings over the two tables; they live as long as the connection."""
    return OnDisk(db, "node", _node), OnDisk(db, "relationship", _relationship)


def pack_node(node: Node) -> bytes:
    """Return what a row holds of a node beside its id."""
    return _ENCODER.encode((node.labels, dict(node.properties)))


def pack_relationship(one: Relationship) -> bytes:
    """Return what a row holds of a relationship beside its id."""
    return _ENCODER.encode((one.type, one.start, one.end, dict(one.properties)))


class OnDisk(Mapping[str, T]):
    """The nodes or the relationships of a graph in a SQLite file, by id, in the order of ids."""

    def __init__(self, db: sqlite3.Connection, table: str, made: Callable[[str, bytes], T]) -> None:
        self._db = db
        self._made = made
        self._one = f"SELECT thing FROM {table} WHERE id = ?"  # noqa: S608 - one of two names
        self._ids = f"SELECT id FROM {table} ORDER BY id"  # noqa: S608
        self._all = f"SELECT id, thing FROM {table} ORDER BY id"  # noqa: S608
        with reported():
            self._length: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608

    def __getitem__(self, id_: str) -> T:
        with reported():
            found = self._db.execute(self._one, (id_,)).fetchone()
        if found is None:
            raise KeyError(id_)
        return self._made(id_, found[0])

    def __iter__(self) -> Iterator[str]:
        with reported():
            for (id_,) in self._db.execute(self._ids):
                yield str(id_)

    def __len__(self) -> int:
        return self._length

    def __contains__(self, id_: object) -> bool:
        with reported():
            return self._db.execute(self._one, (id_,)).fetchone() is not None

    def values(self) -> ValuesView[T]:
        """Return the things, read one after another."""
        return _Values(self)

    def things(self) -> Iterator[T]:
        """Read the things one after another."""
        with reported():
            for id_, thing in self._db.execute(self._all):
                yield self._made(id_, thing)


class _Values(ValuesView[T]):
    _mapping: OnDisk[T]

    def __iter__(self) -> Iterator[T]:
        return self._mapping.things()


def _node(id_: str, data: bytes) -> Node:
    labels, properties = _NODE.decode(data)
    return Node(id_, labels, MappingProxyType(properties))


def _relationship(id_: str, data: bytes) -> Relationship:
    type_, start, end, properties = _RELATIONSHIP.decode(data)
    return Relationship(id_, type_, start, end, MappingProxyType(properties))


@contextmanager
def reported() -> Iterator[None]:
    """Say what is wrong with the file in words that help; raises :class:`ExportError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise ExportError(
            f"临时文件写不下去：{error}", hint="请腾出临时文件夹所在磁盘的空间（环境变量 TMPDIR 可以换一个位置）"
        ) from error
