"""Records in a store: listed, read in parts, written and deleted inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import neo4j

from . import cypher
from .records import Record
from .transactions import Transaction, batches, run, write


def list_records(tx: Transaction, kinds: Sequence[str]) -> list[Record]:
    """List records by key, without data and body."""
    return [_listed(r) for r in run(tx, cypher.list_records(), {"kinds": list(kinds)})]


def last_record(tx: Transaction, kind: str) -> Record | None:
    """Return the last record of a kind, as :func:`list_records` does."""
    found = run(tx, cypher.last_record(), {"kind": kind}).single()
    return _listed(found) if found is not None else None


def read_part(tx: Transaction, part: str, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield key and ``data`` or ``body`` of records."""
    for some in batches(keys, 50):
        for r in run(tx, cypher.read_records(part), {"keys": some}):
            yield r["key"], r["value"]


def write_records(tx: Transaction, records: Sequence[Record], dropped: Sequence[str] = ()) -> None:
    """Write records and delete those of the given keys."""
    for keys in batches(dropped):
        run(tx, cypher.delete_records(), {"keys": keys}).consume()
    write(tx, cypher.merge_records(), records, _record_row)


def _listed(r: neo4j.Record) -> Record:
    return Record(r["key"], r["kind"], r["note"], digest=r["digest"])


def _record_row(one: Record) -> dict[str, Any]:
    properties = {"key": one.key, "kind": one.kind, "note": one.note, "digest": one.digest, "data": one.data,
                  "body": one.body}  # fmt: skip
    return {"key": one.key, "properties": properties}
