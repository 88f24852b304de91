"""Restoring: a store gets a graph and records back exactly, whatever was done to it by hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from . import cypher
from .difference import StoredNode, StoredRelationship, difference
from .loading import Wanted, changed_sources, standing_evidence, tallied
from .model import Graph, Node, Relationship
from .receipt import Changes, Receipt
from .record_store import list_records, read_part, write_records
from .records import KINDS, SOURCE, Record
from .rows import to_properties
from .standing import stored
from .transactions import Transaction, run
from .writing import Parts, write_difference


def restore(
    tx: Transaction, graph: Graph, records: Sequence[Record], *, dry: bool = False, parts: Parts | None = None
) -> tuple[Receipt, Changes, bool]:
    """Make the store hold exactly this graph and these records, and tell both changes and whether anything is written.

    Contents are compared, not hashes: what a person changed by hand goes back too. No receipt is kept of it,
    because the receipts are part of what is restored.
    """
    found = difference(graph, *_as_they_are(tx, graph, dry=dry))
    listed = {r.key: r for r in list_records(tx, KINDS)}
    files = {key: r for key, r in listed.items() if r.kind == SOURCE}
    documents, _, _ = changed_sources(files, Wanted(graph, tuple(r for r in records if r.kind == SOURCE)))
    tally = tallied(graph, found, standing_evidence(tx, graph, found)[0])
    receipt = Receipt(
        tally.nodes, tally.relationships, found.before, graph.counts(), 0.0, tally.evidence, documents, tally.details,
        command="restore",
    )  # fmt: skip
    new = {r.key: r for r in records}
    both = sorted(set(new) & set(listed))
    other = {key for key in both if replace(new[key], data="", body="") != listed[key]}
    for part in ("data", "body"):
        other.update(key for key, value in read_part(tx, part, both) if value != getattr(new[key], part))
    added, gone = sorted(set(new) - set(listed)), sorted(set(listed) - set(new))
    kept = Changes(*(Counter(key.partition("/")[0] for key in keys) for keys in (added, sorted(other), gone)))
    written = not dry and not (found.is_empty and kept.total == 0)
    if written:
        write_difference(tx, graph, found, parts=parts)
        write_records(tx, [new[key] for key in (*added, *sorted(other))], gone)
    return receipt, kept, written


def _as_they_are(tx: Transaction, graph: Graph, *, dry: bool) -> tuple[list[StoredNode], list[StoredRelationship]]:
    """List what is stored; what has a thing's hash and not its content is listed with another hash.

    A relationship that stands twice or between other nodes than its id says is deleted, to be made again.
    """
    nodes, edges = stored(tx)
    if not nodes:
        return [], []
    edited = {
        r["properties"]["id"]
        for r in run(tx, cypher.all_nodes())
        if not _has(graph.nodes.get(r["properties"]["id"]), r["properties"])
    }
    times: Counter[str] = Counter()
    for r in run(tx, cypher.all_relationships()):
        id_ = r["properties"]["id"]
        times[id_] += 1
        if not _has(graph.relationships.get(id_), r["properties"]):
            edited.add(id_)
    kept: dict[str, StoredRelationship] = {}
    torn: defaultdict[str, set[str]] = defaultdict(set)
    for e in edges:
        wanted = graph.relationships.get(e.id)
        if times[e.id] == 1 and e.id == f"{e.type}|{e.start}|{e.end}":
            kept[e.id] = replace(e, hash=f"{e.hash}*") if e.id in edited else e
            continue
        torn[e.type].add(e.id)
        if wanted is not None:
            kept[e.id] = StoredRelationship(e.id, e.type, wanted.start, wanted.end, f"{e.hash}*")
    for type_, ids in sorted(torn.items()):
        if not dry:
            run(tx, cypher.delete_torn(type_), {"ids": sorted(ids)}).consume()
    return [replace(n, hash=f"{n.hash}*") if n.ours and n.id in edited else n for n in nodes], list(kept.values())


def _has(thing: Node | Relationship | None, properties: Mapping[str, Any]) -> bool:
    """Whether a thing has exactly these properties, types of numbers too."""
    return thing is not None and repr(dict(thing.properties)) == repr(dict(to_properties(properties)))
