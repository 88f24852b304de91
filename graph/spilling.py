"""Merging on disk: what ``merge`` would give, as lines or as a graph that lies on disk, in bounded memory.

The facts of thousands of documents do not fit into memory with all their evidence. They go as rows
into a SQLite file that lives as long as the run; it sorts them by id, and one node or relationship
at a time is merged and written.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from .facts import Entity, Evidence, Fact, Relation, Skip
from .jsonl import node_line, relationship_line
from .model import (
    Graph,
    Node,
    Relationship,
    directed,
    entity_problem,
    merged_node,
    merged_relationship,
    schema_skip,
)
from .on_disk import TABLES, on_disk, pack_node, pack_relationship, reported
from .schema import Schema, schema

_CACHE = 32 * 1024
"""KiB of pages that SQLite keeps; what it sorts beyond that goes to its own temporary files."""
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE entity (id TEXT, fact BLOB);
CREATE TABLE relation (id TEXT, start TEXT, finish TEXT, fact BLOB);
CREATE TABLE labels (id TEXT PRIMARY KEY, labels TEXT) WITHOUT ROWID;
"""


class Rows:
    """Facts in the form in which they are stored: plain values, so that processes hand them on quickly."""

    __slots__ = ("entities", "relations", "skips")

    def __init__(self, facts: Iterable[Fact], document_of: Mapping[str, str]) -> None:
        s = schema()
        self.entities: list[tuple[str, bytes]] = []
        self.relations: list[tuple[str, str, str, bytes]] = []
        self.skips: list[Skip] = []
        for fact in facts:
            evidence = tuple(
                (e.file, e.start, e.end, e.passage, e.rule, e.confidence, document_of.get(e.passage, ""))
                for e in fact.evidence
            )
            if isinstance(fact, Entity):
                problem = entity_problem(fact, s)
                if problem:
                    self.skips.append(schema_skip(problem, fact.evidence))
                    continue
                plain = (fact.label, fact.name, fact.scope, fact.extra_labels, fact.aliases, dict(fact.properties))
                self.entities.append((fact.id, marshal.dumps((plain, evidence))))
            else:
                stored = directed(fact, s)
                written = (fact.type, fact.head, fact.tail, dict(fact.properties))
                self.relations.append((stored.id, stored.head, stored.tail, marshal.dumps((written, evidence))))


class Spill:
    """Rows on disk; ``counts`` and ``skips`` are complete when every line is taken, or the graph made."""

    def __init__(self, path: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.skips: list[Skip] = []
        self._schema = schema()
        with reported():
            # A load may read the graph in a thread of its own; two never read at once.
            self._db = sqlite3.connect(path, check_same_thread=False)
            self._db.executescript(f"PRAGMA cache_size = -{_CACHE};{_TABLES}{TABLES}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, rows: Rows) -> None:
        """Store the facts of some documents; their order does not matter."""
        with reported():
            self._db.executemany("INSERT INTO entity VALUES (?, ?)", rows.entities)
            self._db.executemany("INSERT INTO relation VALUES (?, ?, ?, ?)", rows.relations)
        self.skips.extend(rows.skips)

    def lines(self) -> Iterator[str]:
        """Merge and yield the lines of the nodes, then those of the relationships."""
        with reported():
            for node in self._nodes():
                yield node_line(node)
            for merged, start, end in self._relationships():
                yield relationship_line(merged, start, end)

    def graph(self, skipped: Iterable[Skip] = ()) -> Graph:
        """Merge into a graph that lies on disk: its things are read as they are asked for, while the spill is open.

        ``skipped`` is what was not placed before.
        """
        with reported():
            self._db.executemany(
                "INSERT INTO node VALUES (?, ?)",
                ((node.id, pack_node(node)) for node in self._nodes()),
            )
            self._db.executemany(
                "INSERT INTO relationship VALUES (?, ?)",
                ((merged.id, pack_relationship(merged)) for merged, _, _ in self._relationships()),
            )
            self._db.executescript("DROP TABLE entity; DROP TABLE relation; DROP TABLE labels;")
        return Graph(*on_disk(self._db), tuple(sorted({*self.skips, *skipped})))

    def _nodes(self) -> Iterator[Node]:
        found = self._db.execute("SELECT id, fact FROM entity ORDER BY id")
        for id_, rows in groupby(found, key=itemgetter(0)):
            document_of: dict[str, str] = {}
            node = merged_node([_entity(fact, document_of) for _, fact in rows], document_of)
            self._db.execute("INSERT INTO labels VALUES (?, ?)", (id_, " ".join(node.labels)))
            self.counts[node.labels[0]] += 1
            yield node

    def _relationships(self) -> Iterator[tuple[Relationship, list[str], list[str]]]:
        """Merge each relationship; beside it the labels of its start and of its end."""
        found = self._db.execute(
            "SELECT r.id, a.labels, b.labels, r.fact FROM relation r"
            " LEFT JOIN labels a ON a.id = r.start LEFT JOIN labels b ON b.id = r.finish ORDER BY r.id"
        )
        for _, group in groupby(found, key=itemgetter(0)):
            rows = list(group)
            document_of: dict[str, str] = {}
            start, end = ((labels or "").split() for labels in rows[0][1:3])
            facts = [_relation(row[3], document_of) for row in rows]
            label_of = _labels(facts[0], self._schema, start, end)
            merged, skips = merged_relationship(facts, self._schema, label_of, document_of)
            self.skips.extend(skips)
            if merged is not None:
                self.counts[merged.type] += 1
                yield merged, start, end


def _labels(fact: Relation, s: Schema, start: list[str], end: list[str]) -> dict[str, str]:
    """The core labels of the ends that are nodes."""
    stored = directed(fact, s)
    return {id_: labels[0] for id_, labels in ((stored.head, start), (stored.tail, end)) if labels}


def _evidence(raw: Iterable[tuple[Any, ...]], document_of: dict[str, str]) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for *place, document in raw:
        found.append(Evidence(*place))
        if document:
            document_of[place[3]] = document
    return tuple(found)


def _entity(data: bytes, document_of: dict[str, str]) -> Entity:
    (label, name, scope, extra, aliases, properties), evidence = marshal.loads(data)  # noqa: S302 - this run wrote it
    return Entity(label, name, _evidence(evidence, document_of), scope, extra, aliases, properties)


def _relation(data: bytes, document_of: dict[str, str]) -> Relation:
    (type_, head, tail, properties), evidence = marshal.loads(data)  # noqa: S302 - this run wrote it
    return Relation(type_, head, tail, _evidence(evidence, document_of), properties)
