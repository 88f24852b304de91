"""A store over Bolt: the same code for the embedded ArcadeDB and for Neo4j."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from . import cypher
from .address import Credentials
from .asking import WITHIN, Reader
from .changes import Changes
from .difference import Difference, StoredNode, StoredRelationship, difference
from .driver_errors import mapped
from .errors import QueryFailed, StoreBusy, StoreError
from .facts import Value
from .guard import require_harmless, require_reading
from .model import Graph, Node, Relationship
from .receipt import Receipt
from .rows import Rows, to_node, to_properties, to_rows
from .schema import schema

# The driver reports retries and server notices by logging; unhandled, Python would print them.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

BATCH = 2000
"""Rows a statement: some 2 MB of a passage's text, well under the servers' limits."""
CONNECT_WITHIN = 10.0
RETRY_WITHIN = 8.0
READS_WITHIN = 15.0
"""Longer than a stamp stays open that a dead process left behind (see :func:`cypher.read_stamp`)."""
WHOLE_WITHIN = 300.0
T = TypeVar("T")


class BoltStore:
    """A graph in a server that speaks Bolt.

    ``reader`` are the credentials that everything that reads uses; without them reading uses
    ``writer`` in a READ session, which is enough on Neo4j and not on ArcadeDB. ``exclusive`` gives
    a context that lets one load wait for another where the server cannot. ``on_close`` runs once.
    """

    def __init__(
        self,
        uri: str,
        writer: Credentials,
        reader: Credentials | None = None,
        *,
        exclusive: Callable[[], AbstractContextManager[object]] | None = None,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        self.uri = uri
        self._credentials = writer
        self._database = writer.database or None
        self._exclusive = exclusive
        self._on_close = on_close
        self._prepared = False
        with mapped(uri):
            # Only Neo4j knows how to keep its notices ("no such type yet") to itself.
            self._writer = _driver(uri, writer, quiet=reader is None)
            # Another driver even for the same user: giving up a question closes its connections.
            self._reader = Reader(uri, self._database, lambda: _driver(uri, reader or writer, quiet=reader is None))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"BoltStore({self.uri!r})"

    @property
    def driver(self) -> neo4j.Driver:
        """The official driver, with the rights of the user who loads."""
        return self._writer

    @property
    def credentials(self) -> Credentials:
        """The credentials of the user who loads; their repr hides the password."""
        return self._credentials

    def close(self) -> None:
        """Close the connections and end a server that was started for this store. Closing twice is fine."""
        self._reader.close()
        self._writer.close()
        finish, self._on_close = self._on_close, None
        if finish is not None:
            finish()

    def check(self) -> None:
        """Ask for one answer, so that a wrong address or password shows now and not in the middle."""
        with mapped(self.uri), self._reader.session() as session:
            session.run("RETURN 1 AS one").consume()  # tried once: an address that is wrong stays wrong

    def read(
        self,
        text: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        timeout: float = WITHIN,
    ) -> Rows:
        """Run a statement that only reads and return its rows.

        At most ``limit`` rows are fetched; :attr:`Rows.truncated` tells whether there are more. Raises
        :class:`WriteRefused` for a statement that would write, change the schema or reach files or
        the network, :class:`QueryFailed` for what the server does not understand, and
        :class:`QueryTimeout` after ``timeout`` seconds.
        """
        checked = require_reading(text)

        def work(tx: neo4j.Transaction | neo4j.ManagedTransaction) -> Rows:
            result = _run(tx, checked, dict(parameters or {}))
            columns = result.keys()
            records = [record.values() for record in (result if limit is None else islice(result, limit + 1))]
            truncated = limit is not None and len(records) > limit
            return to_rows(columns, records[:limit] if truncated else records, truncated=truncated)

        return self._reading(work, timeout=timeout)

    def write(self, text: str, parameters: Mapping[str, Any] | None = None, *, timeout: float = WITHIN) -> Changes:
        """Run one statement that may change the graph, in one transaction, and say what it changed.

        Files, the network, the schema, users and statements that commit by themselves stay refused
        (:class:`WriteRefused`). Readers see the graph before or after it. The embedded server ends
        a statement after its own limit only (:data:`deltatrunk.graph.arcadedb.COMMAND_WITHIN`).
        """
        checked = require_harmless(text)

        @neo4j.unit_of_work(timeout=timeout)
        def work(tx: neo4j.ManagedTransaction) -> Changes:
            if self._exclusive is None:
                _run(tx, cypher.take_lock()).consume()
            result = _run(tx, checked, dict(parameters or {}))
            rows = to_rows(result.keys(), [record.values() for record in result])
            return Changes.of(rows, result.consume().counters)

        self.prepare()
        with mapped(self.uri), (self._exclusive or nullcontext)(), self._writer.session(database=self._database) as s:
            # Before the statement and not before its commit: it may hold the stamp's node itself.
            begun = [s.run(cypher.begin_stamp()).single(strict=True)["begun"]]
            try:
                return s.execute_write(work)
            finally:
                with suppress(DriverError, Neo4jError):  # the first error is the one that tells
                    self._end(begun)

    def counts(self) -> Mapping[str, int]:
        """Count our nodes by core label and our relationships by type; zeros are left out."""
        rows = self.read(cypher.counts())
        return MappingProxyType({name: total for name, total in sorted(rows) if total})

    def graph(self) -> Graph:
        """Read everything of ours back, equal to what was loaded."""
        nodes, edges = self._reading(_everything, timeout=WHOLE_WITHIN)
        return Graph(MappingProxyType(nodes), MappingProxyType(edges))

    def prepare(self) -> None:
        """Make the constraints that a load needs, once; done early it costs no one any waiting."""
        if self._prepared:
            return
        with mapped(self.uri), (self._exclusive or nullcontext)(), self._writer.session(database=self._database) as s:
            for statement in (*cypher.constraints(), *cypher.own_constraints()):
                s.run(statement).consume()
        self._prepared = True

    def load(self, graph: Graph) -> Receipt:
        """Make the store hold exactly this graph and say what that took.

        Only the difference to what is stored is written, in one transaction: a reader sees the old
        graph until it sees the new one, and a failure leaves the old one. Other people's nodes and
        relationships in the database are not touched; where the graph would have to, it refuses.
        """
        started = time.monotonic()
        self.prepare()
        with mapped(self.uri), (self._exclusive or nullcontext)(), self._writer.session(database=self._database) as s:
            begun: list[int] = []
            try:
                written = s.execute_write(self._write, graph, begun)
            except BaseException:
                with suppress(DriverError, Neo4jError):  # the first error is the one that tells
                    self._end(begun)
                raise
            self._end(begun)
        return Receipt(
            nodes=written.nodes,
            relationships=written.relationships,
            before=written.before,
            after=dict(graph.counts()),
            seconds=time.monotonic() - started,
        )

    def _write(self, tx: neo4j.ManagedTransaction, graph: Graph, begun: list[int]) -> Difference:
        if self._exclusive is None:
            _run(tx, cypher.take_lock()).consume()
        nodes, relationships = _stored(tx)
        found = difference(graph, nodes, relationships)
        if found.nodes.total or found.relationships.total:
            write_difference(tx, found)
            with self._writer.session(database=self._database) as other:
                begun.append(other.run(cypher.begin_stamp()).single(strict=True)["begun"])
        return found

    def _end(self, begun: Sequence[int]) -> None:
        if begun:
            with self._writer.session(database=self._database) as session:
                session.run(cypher.end_stamp(), begun=begun[-1]).consume()

    def _reading(self, work: Callable[[neo4j.Transaction | neo4j.ManagedTransaction], T], *, timeout: float) -> T:
        """Read the graph before a load or after it, never a mixture.

        Both servers read committed: a query that runs while a commit is applied sees parts of both.
        So a load stamps the store just before and just after its commit, and what was read between
        two stamps that differ, or while one is open, is read again.
        """
        started = time.monotonic()
        with mapped(self.uri):
            while True:
                before = self._stamped()
                if before.settled:
                    found = self._reader.ask(work, timeout=timeout)
                    if self._stamped() == before:
                        return found
                if time.monotonic() > started + max(READS_WITHIN, timeout):
                    raise StoreBusy("图库一直在被改写，读不到完整的图", where=self.uri, hint="请等载入结束后再试")
                time.sleep(0.02)

    def _stamped(self) -> _Stamp:
        with self._reader.session() as session:
            return session.execute_read(_stamp)


@dataclass(frozen=True, slots=True)
class _Stamp:
    """How many commits have begun, and whether none is under way."""

    begun: int = 0
    settled: bool = True


def _stamp(tx: neo4j.ManagedTransaction) -> _Stamp:
    record = _run(tx, cypher.read_stamp()).single()
    return _Stamp() if record is None else _Stamp(record["begun"], record["settled"])


def write_difference(tx: neo4j.ManagedTransaction | neo4j.Transaction, found: Difference) -> None:
    """Write a difference inside a transaction; raises :class:`StoreError` before deleting under strangers."""
    for (type_, head, tail), gone in found.removed_relationships.items():
        rows = [{"id": r.id, "start": r.start, "end": r.end} for r in gone]
        _batched(tx, cypher.delete_relationships(type_, head, tail), rows)
    for label, ids in found.removed_nodes.items():
        for batch in _batches(ids):
            for record in _run(tx, cypher.strangers_at(label), {"ids": batch}):
                raise StoreError(
                    f"图库里有不属于本图的关系连着将要删除的节点 {record['id']}",
                    hint="请换一个数据库，或先删去那些关系",
                )
            _run(tx, cypher.delete_nodes(label), {"ids": batch}).consume()
    for (core, gained, lost), nodes in found.relabelled.items():
        _batched(tx, cypher.relabel_nodes(core, gained, lost), [_row(n) for n in nodes])
    for labels, nodes in found.merged_nodes.items():
        _batched(tx, cypher.merge_nodes(labels), [_row(n) for n in nodes])
    for (type_, head, tail), edges in found.merged_relationships.items():
        for part in _batches(edges):
            rows = [_row(r) | {"start": r.start, "end": r.end} for r in part]
            record = _run(tx, cypher.merge_relationships(type_, head, tail), {"rows": rows}).single(strict=True)
            if record["written"] != len(rows):
                raise StoreError(f"{type_} 关系的端点在图库里缺失，没有写入", hint="请重新运行；仍然如此请报告")


def _row(thing: Node | Relationship) -> dict[str, Any]:
    return {"id": thing.id, "properties": {k: _sendable(v) for k, v in thing.properties.items()}}


def _sendable(value: Value) -> str | float | bool | list[str]:
    return list(value) if isinstance(value, tuple) else value


def _batches(things: Sequence[T]) -> Iterator[list[T]]:
    for at in range(0, len(things), BATCH):
        yield list(things[at : at + BATCH])


def _batched(tx: neo4j.ManagedTransaction | neo4j.Transaction, text: str, rows: Sequence[dict[str, Any]]) -> None:
    for batch in _batches(rows):
        _run(tx, text, {"rows": batch}).consume()


def _run(
    tx: neo4j.ManagedTransaction | neo4j.Transaction, text: str, parameters: dict[str, Any] | None = None
) -> neo4j.Result:
    try:
        return tx.run(text, parameters or {})
    except (TypeError, ValueError, OverflowError) as error:
        raise QueryFailed("有一个参数的类型不能发送给图库", hint="参数可以是文字、数字、真假、列表和映射") from error


def _stored(tx: neo4j.ManagedTransaction) -> tuple[list[StoredNode], list[StoredRelationship]]:
    nodes = [
        StoredNode(str(r["id"]), frozenset(r["labels"]), str(r["hash"]), bool(r["ours"]))
        for r in _run(tx, cypher.stored_nodes())
    ]
    edges = [
        StoredRelationship(r["id"], r["type"], r["start"], r["end"], r["hash"])
        for r in _run(tx, cypher.stored_relationships())
    ]
    return nodes, edges


def _everything(tx: neo4j.ManagedTransaction | neo4j.Transaction) -> tuple[dict[str, Node], dict[str, Relationship]]:
    known = schema().labels
    # A user's own mark on one of our nodes is no part of the graph.
    nodes = _by_id(
        to_node([label for label in r["labels"] if label in known], r["properties"])
        for r in _run(tx, cypher.all_nodes())
    )
    edges = []
    for r in _run(tx, cypher.all_relationships()):
        properties = to_properties(r["properties"])
        edges.append(Relationship(str(properties["id"]), r["type"], r["start"], r["end"], properties))
    return nodes, _by_id(edges)


Thing = TypeVar("Thing", Node, Relationship)


def _by_id(things: Iterable[Thing]) -> dict[str, Thing]:
    return {thing.id: thing for thing in sorted(things, key=lambda t: t.id)}


def _driver(uri: str, credentials: Credentials, *, quiet: bool) -> neo4j.Driver:
    auth = (credentials.user, credentials.password) if credentials.password else None
    return neo4j.GraphDatabase.driver(
        uri,
        auth=auth,
        connection_timeout=CONNECT_WITHIN,
        max_transaction_retry_time=RETRY_WITHIN,
        notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF if quiet else None,
    )
