"""Cypher text built from the schema. Only schema names are interpolated, after validation.

Every text runs the same on ArcadeDB and Neo4j. A node is "ours" when it has one of our core labels,
an id that begins with that label and a ``hash``: a shared Neo4j may hold other people's data, and no
text here matches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .errors import SchemaError
from .schema import Schema, schema

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
LOCK_LABEL = "DeltatrunkLock"
STAMP_LABEL = "DeltatrunkStore"
"""One node that is ours and no part of the graph: it tells readers that a load is being committed."""
RECORD_LABEL = "DeltatrunkRecord"
"""Nodes that are ours and no part of the graph: the files that it was made from, and what each load changed."""

_BESIDE = f"n:{LOCK_LABEL} OR n:{STAMP_LABEL} OR n:{RECORD_LABEL}"


def constraints(s: Schema | None = None) -> tuple[str, ...]:
    """Return one statement a core label: its nodes' ``id`` is unique (and thereby indexed)."""
    return tuple(_unique(label) for label in (s or schema()).core_labels)


def own_constraints() -> tuple[str, ...]:
    """Return the statements that keep the lock, the stamp and every record one node each."""
    return _unique(LOCK_LABEL), _unique(STAMP_LABEL), _unique(RECORD_LABEL, "key")


def take_lock() -> str:
    """Return the text that lets one load wait for another until its transaction ends.

    The node is made and deleted inside the transaction: nobody ever sees it. Neo4j holds the second
    ``MERGE`` back by the constraint's index; ArcadeDB the second commit while the first is applied.
    """
    return f"MERGE (l:{LOCK_LABEL} {{id: 'load'}}) DELETE l"


def read_stamp() -> str:
    """Return the text that reads the stamp: begun (its number), settled (no commit is under way), filling.

    ``filling``: a first load has written a part of its graph (:mod:`deltatrunk.graph.commit`).
    An ArcadeDB that is killed while it makes the very first stamp may keep a node without numbers: none has begun then.
    """
    return (
        f"MATCH (s:{STAMP_LABEL} {{id: 'store'}}) "
        "RETURN coalesce(s.begun, 0) AS begun, coalesce(s.begun, 0) = coalesce(s.done, 0) AS settled, "
        "coalesce(s.filling, false) AS filling"
    )


def begin_stamp() -> str:
    """Return the text that says: a commit begins. It returns the commit's number."""
    return (
        f"MERGE (s:{STAMP_LABEL} {{id: 'store'}}) "
        "SET s.begun = coalesce(s.begun, 0) + 1, s.done = coalesce(s.done, 0) RETURN s.begun AS begun"
    )


def claim_stamp() -> str:
    """Return the text that ties a transaction to the open stamp of number ``$begun``; a row, or none where it is lost.

    It comes inside the transaction and writes before it compares: Neo4j lets one transaction after another through
    here, ArcadeDB refuses the commit of the second of two. ``$filling`` says that this one writes a part only.
    """
    return (
        f"MATCH (s:{STAMP_LABEL} {{id: 'store'}}) SET s.filling = $filling, s.claims = coalesce(s.claims, 0) + 1 "
        "WITH s WHERE s.begun = $begun AND s.done < $begun RETURN s.begun AS begun"
    )


def take_over_stamp() -> str:
    """Return the text that gives the stamp another number and leaves it open: nobody can claim it by the old one."""
    return f"MATCH (s:{STAMP_LABEL} {{id: 'store'}}) SET s.begun = s.begun + 1 RETURN s.begun AS begun"


def end_stamp() -> str:
    """Return the text that says: the commit of number ``$begun`` is over; a later one may have begun."""
    return (
        f"MATCH (s:{STAMP_LABEL} {{id: 'store'}}) WHERE coalesce(s.done, 0) < $begun "
        "SET s.done = $begun, s.filling = false"
    )


def list_records() -> str:
    """Return the text that lists the records of ``$kinds`` without data and body: key, kind, note, digest."""
    return (
        f"MATCH (r:{RECORD_LABEL}) WHERE r.kind IN $kinds "
        "RETURN r.key AS key, r.kind AS kind, r.note AS note, r.digest AS digest ORDER BY key"
    )


def last_record() -> str:
    """Return the text that reads the last record of ``$kind`` by key, as :func:`list_records` does: a row, or none."""
    return (
        f"MATCH (r:{RECORD_LABEL} {{kind: $kind}}) "
        "RETURN r.key AS key, r.kind AS kind, r.note AS note, r.digest AS digest ORDER BY key DESC LIMIT 1"
    )


def read_records(part: str) -> str:
    """Return the text that reads the ``data`` or the ``body`` of the records of ``$keys``: key, value."""
    return f"UNWIND $keys AS key MATCH (r:{RECORD_LABEL} {{key: key}}) RETURN r.key AS key, r.{_safe(part)} AS value"


def merge_records() -> str:
    """Return the text that makes or rewrites records from ``$rows`` (key, properties)."""
    return f"UNWIND $rows AS row MERGE (r:{RECORD_LABEL} {{key: row.key}}) SET r = row.properties"


def delete_records() -> str:
    """Return the text that deletes the records of ``$keys``."""
    return f"UNWIND $keys AS key MATCH (r:{RECORD_LABEL} {{key: key}}) DELETE r"


def _unique(label: str, key: str = "id") -> str:
    name = f"deltatrunk_{label.lower()}_{key}"
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"


def any_node() -> str:
    """Return the text that tells whether anything but our lock, stamp and records is in the store: a row, or none."""
    return f"MATCH (n) WHERE NOT ({_BESIDE}) RETURN 1 AS one LIMIT 1"


def count_nodes() -> str:
    """Return the text that counts all nodes, somebody else's too, but our lock, stamp and records: nodes."""
    return f"MATCH (n) WHERE NOT ({_BESIDE}) RETURN count(n) AS nodes"


def stored_nodes(s: Schema | None = None) -> str:
    """Return the text that lists every node under our labels with an id: id, labels, hash, ours.

    Rows with ``ours`` false are other people's nodes; the writer refuses to take over their ids.
    """
    return " UNION ALL ".join(
        f"MATCH (n:{label}) WHERE n.id IS NOT NULL "
        f"RETURN n.id AS id, labels(n) AS labels, n.hash AS hash, {_ours('n', label)} AS ours"
        for label in (s or schema()).core_labels
    )


def stored_relationships(s: Schema | None = None) -> str:
    """Return the text that lists our relationships: id, type, start, end, hash."""
    return " UNION ALL ".join(
        f"MATCH (a)-[r:{type_}]->(b) WHERE {_our_relationship(type_)} "
        f"RETURN r.id AS id, '{type_}' AS type, a.id AS start, b.id AS end, r.hash AS hash"
        for type_ in (s or schema()).relationships
    )


def some_nodes(label: str, s: Schema | None = None) -> str:
    """Return the text that lists nodes of ``$ids`` as :func:`stored_nodes` does."""
    core = _core(label, s or schema())
    return (
        f"UNWIND $ids AS id MATCH (n:{core} {{id: id}}) RETURN n.id AS id, labels(n) AS labels, n.hash AS hash, "
        f"{_ours('n', core)} AS ours"
    )


def whole_nodes(label: str, s: Schema | None = None) -> str:
    """Return the text that reads nodes of ``$ids`` with everything on them."""
    return f"UNWIND $ids AS id MATCH (n:{_core(label, s or schema())} {{id: id}}) RETURN properties(n) AS properties"


def some_relationships(type_: str, head: str, tail: str, s: Schema | None = None) -> str:
    """Return the text that lists our relationships of ``$rows`` (id, start, end): id, hash."""
    return f"{_these_relationships(type_, head, tail, s)} RETURN r.id AS id, r.hash AS hash"


def whole_relationships(type_: str, head: str, tail: str, s: Schema | None = None) -> str:
    """Return the text that reads our relationships of ``$rows`` (id, start, end) with everything on them."""
    return f"{_these_relationships(type_, head, tail, s)} RETURN r.id AS id, properties(r) AS properties"


def _these_relationships(type_: str, head: str, tail: str, s: Schema | None) -> str:
    _match_ends(type_, head, tail, s)
    return (
        f"UNWIND $rows AS row MATCH (a:{head} {{id: row.start}})-[r:{type_}]->(b:{tail} {{id: row.end}}) "
        "WHERE r.hash IS NOT NULL AND r.id = row.id"
    )


def relationships_of(label: str, s: Schema | None = None) -> str:
    """Return the text that reads our relationships at the nodes of ``$ids``: type, start, end, properties."""
    core = _core(label, s or schema())
    return (
        f"UNWIND $ids AS id MATCH (n:{core} {{id: id}})-[r]-() WHERE r.hash IS NOT NULL "
        "RETURN type(r) AS type, startNode(r).id AS start, endNode(r).id AS end, properties(r) AS properties"
    )


def all_nodes(s: Schema | None = None) -> str:
    """Return the text that reads our nodes with everything on them."""
    return " UNION ALL ".join(
        f"MATCH (n:{label}) WHERE {_ours('n', label)} RETURN labels(n) AS labels, properties(n) AS properties"
        for label in (s or schema()).core_labels
    )


def all_relationships(s: Schema | None = None) -> str:
    """Return the text that reads our relationships with everything on them."""
    return " UNION ALL ".join(
        f"MATCH (a)-[r:{type_}]->(b) WHERE {_our_relationship(type_)} "
        f"RETURN '{type_}' AS type, a.id AS start, b.id AS end, properties(r) AS properties"
        for type_ in (s or schema()).relationships
    )


def counts(s: Schema | None = None) -> str:
    """Return the text that counts our nodes by core label and relationships by type (name, total)."""
    known = s or schema()
    parts = [
        f"MATCH (n:{label}) WHERE {_ours('n', label)} RETURN '{label}' AS name, count(n) AS total"
        for label in known.core_labels
    ]
    parts += [
        f"MATCH ()-[r:{type_}]->() WHERE {_our_relationship(type_)} RETURN '{type_}' AS name, count(r) AS total"
        for type_ in known.relationships
    ]
    return " UNION ALL ".join(parts)


def create_nodes(labels: Iterable[str], s: Schema | None = None) -> str:
    """Return the text that makes nodes of one full label set from ``$rows`` (id, properties), known to be missing."""
    full = ":".join(_labels(labels, s))
    return f"UNWIND $rows AS row CREATE (n:{full} {{id: row.id}}) SET n = row.properties"


def merge_nodes(labels: Iterable[str], s: Schema | None = None) -> str:
    """Return the text that makes or rewrites nodes of one full label set from ``$rows`` (id, properties).

    The whole label set stands in the MERGE: ArcadeDB cannot set a label on a node that the same
    transaction made under a constraint.
    """
    full = ":".join(_labels(labels, s))
    return f"UNWIND $rows AS row MERGE (n:{full} {{id: row.id}}) SET n = row.properties"


def relabel_nodes(core: str, added: Iterable[str], removed: Iterable[str], s: Schema | None = None) -> str:
    """Return the text that gives stored nodes other added labels and properties from ``$rows``.

    Tried: both servers add labels to nodes that an earlier transaction made, or take labels away,
    and keep their relationships. ArcadeDB cannot do both to one node in one transaction.
    """
    known = s or schema()
    parts = [f"UNWIND $rows AS row MATCH (n:{_core(core, known)} {{id: row.id}})"]
    plus, minus = ":".join(_extra(added, known)), ":".join(_extra(removed, known))
    if minus:
        parts.append(f"REMOVE n:{minus}")
    if plus:
        parts.append(f"SET n:{plus}")
    return " ".join([*parts, "SET n = row.properties"])


def create_relationships(type_: str, head: str, tail: str, s: Schema | None = None) -> str:
    """Return the text that makes relationships from ``$rows`` (start, end, properties) that are known to be missing.

    MERGE looks through what is tied to one of the ends for each of them, and a zone or a document is tied to much.
    """
    match = _match_ends(type_, head, tail, s)
    return f"{match} CREATE (a)-[r:{type_}]->(b) SET r = row.properties RETURN count(r) AS written"


def merge_relationships(type_: str, head: str, tail: str, s: Schema | None = None) -> str:
    """Return the text that makes or rewrites relationships from ``$rows`` (id, start, end, properties)."""
    match = _match_ends(type_, head, tail, s)
    return f"{match} MERGE (a)-[r:{type_} {{id: row.id}}]->(b) SET r = row.properties RETURN count(r) AS written"


def delete_relationships(type_: str, head: str, tail: str, s: Schema | None = None) -> str:
    """Return the text that deletes our relationships of ``$rows`` (id, start, end)."""
    _match_ends(type_, head, tail, s)
    return (
        f"UNWIND $rows AS row MATCH (a:{head} {{id: row.start}})-[r:{type_} {{id: row.id}}]->(b:{tail} {{id: row.end}})"
        " WHERE r.hash IS NOT NULL DELETE r"
    )


def delete_torn(type_: str, s: Schema | None = None) -> str:
    """Return the text that deletes our relationships of ``$ids`` wherever they stand: a scan of the type."""
    if type_ not in (s or schema()).relationships:
        raise SchemaError(f"{type_!r} 不是本体中的关系", hint="见 docs/schema.md")
    return f"MATCH ()-[r:{_safe(type_)}]->() WHERE r.hash IS NOT NULL AND r.id IN $ids DELETE r"


def strangers_at(label: str, s: Schema | None = None) -> str:
    """Return the text that finds, among the nodes of ``$ids``, one that other people's relationships touch."""
    core = _core(label, s or schema())
    return f"UNWIND $ids AS id MATCH (n:{core} {{id: id}})-[r]-() WHERE r.hash IS NULL RETURN n.id AS id LIMIT 1"


def delete_nodes(label: str, s: Schema | None = None) -> str:
    """Return the text that deletes our nodes of ``$ids``, whose relationships are deleted before."""
    core = _core(label, s or schema())
    return f"UNWIND $ids AS id MATCH (n:{core} {{id: id}}) WHERE {_ours('n', core)} DELETE n"


def clearing(s: Schema | None = None, at_once: int = 20_000) -> tuple[str, ...]:
    """Return the texts that delete, each run until it changes nothing, everything of ours; so much a transaction."""
    known = s or schema()
    edges = (
        f"MATCH ()-[r:{type_}]->() WHERE {_our_relationship(type_)} WITH r LIMIT {at_once} DELETE r"
        for type_ in known.relationships
    )
    nodes = (
        f"MATCH (n:{label}) WHERE {_ours('n', label)} WITH n LIMIT {at_once} DELETE n" for label in known.core_labels
    )
    return (*edges, *nodes)


def every_text(s: Schema | None = None) -> tuple[str, ...]:
    """Return one example of every text above, for the check that all Cypher is portable."""
    known = s or schema()
    texts = [*constraints(known), *own_constraints(), take_lock(), read_stamp(), begin_stamp(), end_stamp()]
    texts += [claim_stamp(), take_over_stamp(), *clearing(known)]
    texts += [list_records(), last_record(), read_records("data"), read_records("body")]
    texts += [merge_records(), delete_records(), count_nodes()]
    texts += [any_node(), stored_nodes(known), stored_relationships(known)]
    texts += [all_nodes(known), all_relationships(known), counts(known)]
    for label in known.core_labels:
        texts += [
            create_nodes((label,), known),
            merge_nodes((label,), known),
            strangers_at(label, known),
            delete_nodes(label, known),
        ]
        texts += [some_nodes(label, known), whole_nodes(label, known), relationships_of(label, known)]
    for added in known.labels.values():
        texts += [merge_nodes((core, added.name), known) for core in added.extends]
        texts += [relabel_nodes(core, (added.name,), (added.name,), known) for core in added.extends]
    for kind in known.relationships.values():
        texts.append(delete_torn(kind.name, known))
        for heads, tails in kind.ends:
            for head in sorted(heads):
                texts += [create_relationships(kind.name, head, tail, known) for tail in sorted(tails)]
                texts += [merge_relationships(kind.name, head, tail, known) for tail in sorted(tails)]
                texts += [delete_relationships(kind.name, head, tail, known) for tail in sorted(tails)]
                texts += [some_relationships(kind.name, head, tail, known) for tail in sorted(tails)]
                texts += [whole_relationships(kind.name, head, tail, known) for tail in sorted(tails)]
    return tuple(texts)


def _ours(variable: str, label: str) -> str:
    return f"({variable}.hash IS NOT NULL AND {variable}.id STARTS WITH '{label}:')"


def _our_relationship(type_: str) -> str:
    return f"r.hash IS NOT NULL AND r.id STARTS WITH '{type_}|'"


def _safe(name: str) -> str:
    """Refuse a schema name that would need quoting: nothing else is ever interpolated."""
    if not _NAME.fullmatch(name):
        raise SchemaError(f"名称 {name!r} 不能写进 Cypher", hint="标签和关系类型只用英文字母、数字和下划线")
    return name


def _core(label: str, s: Schema) -> str:
    if label not in s.labels or not s.labels[label].core:
        raise SchemaError(f"{label!r} 不是核心标签", hint="见 docs/schema.md")
    return _safe(label)


def _extra(labels: Iterable[str], s: Schema) -> list[str]:
    found = sorted(labels)
    for label in found:
        if label not in s.labels or s.labels[label].core:
            raise SchemaError(f"{label!r} 不是附加标签", hint="见 docs/schema.md")
    return [_safe(label) for label in found]


def _labels(labels: Iterable[str], s: Schema | None) -> list[str]:
    known, found = s or schema(), list(labels)
    core = known.core_of(found)
    return [_core(core, known), *_extra(set(found) - {core}, known)]


def _match_ends(type_: str, head: str, tail: str, s: Schema | None) -> str:
    known = s or schema()
    kind = known.relationships.get(type_)
    if kind is None or not kind.joins(head, tail):
        raise SchemaError(f"关系 {type_} 不能从 {head} 指向 {tail}", hint="见 docs/schema.md")
    heads, tails = _core(head, known), _core(tail, known)
    _safe(type_)
    return f"UNWIND $rows AS row MATCH (a:{heads} {{id: row.start}}), (b:{tails} {{id: row.end}})"
