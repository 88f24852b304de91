"""A store over Bolt: the same code for the embedded ArcadeDB and for Neo4j."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from types import MappingProxyType, TracebackType
from typing import Any, Literal, Protocol, Self, TypeVar

import neo4j

from . import cypher
from .address import Credentials
from .asking import WITHIN, Reader
from .changes import Changes
from .commit import Commit
from .driver_errors import mapped
from .guard import require_harmless, require_reading
from .loading import Wanted, apply
from .model import Graph, Node, Relationship
from .receipt import Changes as Counted
from .receipt import Receipt
from .record_store import list_records, read_part
from .records import KINDS, Record
from .restoring import restore
from .rows import Rows, to_node, to_properties, to_rows
from .schema import schema
from .transactions import Transaction, run
from .turns import LOADS_WITHIN, WAITS, Exclusive, Turns
from .waiting import OnWait
from .writing import Parts

# The driver reports retries and server notices by logging; unhandled, Python would print them.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

CONNECT_WITHIN = 10.0
GREETS_WITHIN = 20.0
"""Seconds until a new connection is of use: what took it may never answer."""
ANSWERS_WITHIN = 30.0
RETRY_WITHIN = 8.0
WHOLE_WITHIN = 300.0
T = TypeVar("T")


class BoltStore:
    """A graph in a server that speaks Bolt.

    ``reader`` are the credentials that everything that reads uses; without them reading uses
    ``writer`` in a READ session, which is enough on Neo4j and not on ArcadeDB. ``exclusive`` lets one
    load wait for another where the server cannot; ``on_wait`` is told of longer waits. ``on_close``
    runs once.
    """

    def __init__(
        self,
        uri: str,
        writer: Credentials,
        reader: Credentials | None = None,
        *,
        exclusive: Exclusive | None = None,
        on_wait: OnWait | None = None,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        self.uri = uri
        self._credentials = writer
        self._database = writer.database or None
        self._on_close = on_close
        self._prepared = False
        with mapped(uri):
            # Only Neo4j knows how to keep its notices ("no such type yet") to itself.
            self._writer = _driver(uri, writer, quiet=reader is None)
            # Another driver even for the same user: giving up a question closes its connections.
            self._reader = Reader(uri, self._database, lambda: _driver(uri, reader or writer, quiet=reader is None))
            self._turns = Turns(uri, self._writer, self._database, self._reader, exclusive=exclusive, on_wait=on_wait)

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
        with mapped(self.uri):
            self._reader.check(timeout=ANSWERS_WITHIN)

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

        def work(tx: Transaction) -> Rows:
            result = run(tx, checked, dict(parameters or {}))
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

        def work(tx: neo4j.ManagedTransaction, commit: Commit) -> Changes:
            commit.take_lock(tx)
            commit.begin(tx)  # before the statement: it may hold the stamp's node itself
            result = run(tx, checked, dict(parameters or {}))
            rows = to_rows(result.keys(), [record.values() for record in result])
            return Changes.of(rows, result.consume().counters)

        self.prepare()
        with mapped(self.uri), self._turns.writing() as commit, self._turns.session() as session:
            return session.execute_write(neo4j.unit_of_work(timeout=timeout)(work), commit)

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
        with mapped(self.uri), self._turns.writing(), self._turns.session() as session:
            for statement in (*cypher.constraints(), *cypher.own_constraints()):
                session.run(neo4j.Query(statement, timeout=WAITS)).consume()
        self._prepared = True

    def load(self, graph: Graph, sources: Sequence[Record] = (), *, command: str = "", dry: bool = False) -> Receipt:
        """Make the store hold exactly this graph, made from these sources, and say what that took.

        Only the difference to what is stored is written, in one transaction (a large first load in parts):
        a reader sees the old graph until it sees the new one, and a failure leaves the old one. Other
        people's nodes and relationships in the database are not touched; where the graph would have to, it
        refuses. ``command`` is what the receipt says was run; with ``dry`` nothing is written.
        """
        return self._apply(Wanted(graph, tuple(sources), command=command), dry=dry)

    def change(self, wanted: Wanted, *, dry: bool = False) -> Receipt:
        """Change a part of the graph, as :meth:`load` does the whole; nothing else is read or written.

        Raises :class:`StoreBusy` where another load came between working the change out and this.
        """
        return self._apply(wanted, dry=dry)

    def restore(self, graph: Graph, records: Sequence[Record], *, dry: bool = False) -> tuple[Receipt, Counted]:
        """Make the store hold exactly this graph and, beside it, exactly these records, whole or not at all.

        Returns what that changed in the graph and its files, and in the records by kind; no receipt is kept.
        With ``dry`` nothing is written.
        """
        kept: list[Counted] = []

        def work(tx: Transaction, *, dry: bool = False, parts: Parts | None = None) -> tuple[Receipt, bool]:
            receipt, records_changed, written = restore(tx, graph, records, dry=dry, parts=parts)
            kept[:] = [records_changed]
            return receipt, written

        return self._do(work, dry=dry), kept[0]

    def _apply(self, wanted: Wanted, *, dry: bool) -> Receipt:
        return self._do(partial(apply, wanted=wanted), dry=dry)

    def _do(self, work: _Load, *, dry: bool) -> Receipt:
        started = time.monotonic()
        if dry:
            receipt, _ = self._reading(lambda tx: work(tx, dry=True), timeout=WHOLE_WITHIN)
            return replace(receipt, seconds=time.monotonic() - started)
        self.prepare()
        write = neo4j.unit_of_work(timeout=LOADS_WITHIN)(self._write)
        with mapped(self.uri), self._turns.writing() as commit, self._turns.session() as session:
            receipt = session.execute_write(write, work, commit)
        return replace(receipt, seconds=time.monotonic() - started)

    def _write(self, tx: neo4j.ManagedTransaction, work: _Load, commit: Commit) -> Receipt:
        commit.take_lock(tx)
        receipt, written = work(tx, parts=commit.part)
        if written:
            commit.begin(tx)
        return receipt

    def records(self, *kinds: str) -> tuple[Record, ...]:
        """List what is kept beside the graph, by kind and name, without data and bodies; all kinds for none."""
        wanted = kinds or KINDS
        return tuple(self._reading(lambda tx: list_records(tx, wanted), timeout=WHOLE_WITHIN))

    def record_parts(self, part: Literal["data", "body"], keys: Sequence[str]) -> Mapping[str, str]:
        """Read the data or the bodies of records; keys that are not there are left out."""
        return self._reading(lambda tx: dict(read_part(tx, part, keys)), timeout=WHOLE_WITHIN)

    def whole_records(self) -> tuple[Record, ...]:
        """Read everything that is kept beside the graph."""

        def work(tx: Transaction) -> tuple[Record, ...]:
            listed = list_records(tx, KINDS)
            keys = [r.key for r in listed]
            data, bodies = dict(read_part(tx, "data", keys)), dict(read_part(tx, "body", keys))
            return tuple(replace(r, data=data[r.key], body=bodies[r.key]) for r in listed)

        return self._reading(work, timeout=WHOLE_WITHIN)

    def _reading(self, work: Callable[[Transaction], T], *, timeout: float) -> T:
        with mapped(self.uri):
            return self._turns.reading(work, timeout=timeout)


class _Load(Protocol):
    """What a load does in its transaction; tells its receipt and whether it wrote."""

    def __call__(self, tx: Transaction, *, dry: bool = False, parts: Parts | None = None) -> tuple[Receipt, bool]: ...


def _everything(tx: Transaction) -> tuple[dict[str, Node], dict[str, Relationship]]:
    known = schema().labels
    # A user's own mark on one of our nodes is no part of the graph.
    nodes = _by_id(
        to_node([label for label in r["labels"] if label in known], r["properties"])
        for r in run(tx, cypher.all_nodes())
    )
    edges = []
    for r in run(tx, cypher.all_relationships()):
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
        connection_acquisition_timeout=GREETS_WITHIN,
        max_transaction_retry_time=RETRY_WITHIN,
        notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF if quiet else None,
    )
