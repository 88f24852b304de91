"""A load inside its transaction: what is stored is compared with what is wanted, the difference is written.

A load either makes the store hold exactly a graph, or changes a part of it (:class:`Part`): the things of given
ids get the content of a graph or go, and nothing else is read or written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from . import cypher
from .difference import Difference, StoredNode, StoredRelationship, difference
from .errors import StoreBusy
from .messages import LARGEST
from .model import Graph, Node, Relationship
from .receipt import DETAILS_AT_MOST, Change, DocumentChanges, Receipt, Tally, counted, pack_details, receipt_of
from .record_store import last_record, list_records, write_records
from .records import RECEIPT, SETTING, SOURCE, Record
from .schema import schema
from .standing import around, stored, stored_part, whole_relationships
from .transactions import Transaction, batches, grouped, run
from .writing import Parts, write_difference


@dataclass(frozen=True, slots=True)
class Part:
    """The ids that a partial load is about: whatever of them is not in its graph goes."""

    nodes: frozenset[str]
    relationships: frozenset[tuple[str, str, str]]
    """Type, start and end of each."""
    dropped: tuple[str, ...] = ()
    """Names of sources that go."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a load is to reach. ``part`` None: the graph and its sources are all that is to be there.

    ``since`` is the number of the receipt that a partial load was worked out from.
    """

    graph: Graph
    sources: tuple[Record, ...] = ()
    """Records of sources and settings."""
    part: Part | None = None
    since: int | None = None
    command: str = ""


def apply(tx: Transaction, wanted: Wanted, *, dry: bool = False, parts: Parts | None = None) -> tuple[Receipt, bool]:
    """Do a load; returns its receipt without the time taken, and whether anything was written.

    ``parts`` may take the things of a large first load. With ``dry`` nothing is written.
    Raises :class:`StoreBusy` where another load came between.
    """
    last = _last_receipt(tx)
    if wanted.since is not None and (last.number if last else 0) != wanted.since:
        raise StoreBusy("图库在计算期间被另一个命令改动了，没有写入", hint="请再运行一次")
    graph, found = _compared(tx, wanted)
    listed = {r.key: r for r in list_records(tx, (SOURCE, SETTING))}
    documents, put, drop = changed_sources(listed, wanted)
    evidence, own = standing_evidence(tx, graph, found)
    before = found.before if wanted.part is None else _counts(tx, last)
    empty = found.is_empty and documents.total == 0
    written = not dry and bool(not empty or put or drop)

    def made() -> tuple[Receipt, list[Record]]:
        tally = tallied(graph, found, evidence)
        after = _after(before, tally.nodes, tally.relationships)
        if empty:
            return Receipt(tally.nodes, tally.relationships, before, after, 0.0), []
        receipt = Receipt(
            tally.nodes, tally.relationships, before, after, 0.0, tally.evidence, documents, tally.details,
            (last.number if last else 0) + 1, datetime.now(UTC).isoformat(timespec="seconds"), wanted.command,
        )  # fmt: skip
        return receipt, [_record(receipt)] if written else []

    with ThreadPoolExecutor(1) as aside:  # counting takes a tenth of a first load, in which the server is waited for
        counting = aside.submit(made)
        if written:
            write_difference(tx, graph, found, own, parts=parts if wanted.part is None else None)
        receipt, kept = counting.result()
    if written:
        write_records(tx, [*put, *kept], drop)
    return receipt, written


def _compared(tx: Transaction, wanted: Wanted) -> tuple[Graph, Difference]:
    """Return what is to stand there, with what a part takes along, and the difference to it."""
    if wanted.part is None:
        return wanted.graph, difference(wanted.graph, *stored(tx))
    nodes, relationships = stored_part(tx, wanted.part.nodes, wanted.part.relationships)
    found = difference(wanted.graph, nodes, relationships)
    if not found.remade:
        return wanted.graph, found
    # A node that has to be made again takes its relationships along, those that the part is not about too.
    at_them = {r.id: r for r in around(tx, found.remade)}
    beside = {id_: r for id_, r in at_them.items() if (r.type, r.start, r.end) not in wanted.part.relationships}
    kept = dict(sorted({**wanted.graph.relationships, **beside}.items()))
    standing = [StoredRelationship(r.id, r.type, r.start, r.end, str(r.properties["hash"])) for r in beside.values()]
    graph = Graph(wanted.graph.nodes, MappingProxyType(kept))
    return graph, difference(graph, nodes, [*relationships, *standing])


def standing_evidence(
    tx: Transaction, graph: Graph, found: Difference
) -> tuple[dict[str, tuple[str, ...]], dict[str, dict[str, Any]]]:
    """Read, by id, the evidence of what changes or goes, and what other people wrote on it.

    A property that the schema does not know is somebody's own, and stays.
    """
    s = schema()
    stood = [*found.changed, *found.gone]
    labels = {old.id: graph.nodes[old.id].labels for old in found.changed if isinstance(old, StoredNode)}
    evidence: dict[str, tuple[str, ...]] = {}
    own: dict[str, dict[str, Any]] = {}
    for label, group in grouped([n for n in stood if isinstance(n, StoredNode)], lambda n: n.kind):
        for some in batches([n.id for n in group]):
            for r in run(tx, cypher.whole_nodes(label), {"ids": some}):
                properties = r["properties"]
                id_ = properties["id"]
                evidence[id_] = tuple(properties.get("evidence") or ())
                known = labels.get(id_, (label,))
                own[id_] = {k: v for k, v in properties.items() if s.node_property(known, k) is None}
    for one, properties in whole_relationships(tx, [r for r in stood if isinstance(r, StoredRelationship)]):
        evidence[one.id] = tuple(properties.get("evidence") or ())
        own[one.id] = {k: v for k, v in properties.items() if s.relationship_property(one.type, k) is None}
    return evidence, {id_: kept for id_, kept in own.items() if kept}


def tallied(graph: Graph, found: Difference, evidence: Mapping[str, tuple[str, ...]]) -> Tally:
    """Count every change with the evidence that it gained and lost."""
    return counted(_changes(graph, found, evidence), listed=found.total <= DETAILS_AT_MOST)


def _changes(graph: Graph, found: Difference, evidence: Mapping[str, tuple[str, ...]]) -> Iterator[Change]:
    for node in map(graph.nodes.__getitem__, found.added_nodes):
        yield Change(node.id, node.labels[0], "", str(node.properties["hash"]), _spans(node))
    for edge in map(graph.relationships.__getitem__, found.added_relationships):
        yield Change(edge.id, edge.type, "", str(edge.properties["hash"]), _spans(edge))
    for old in found.changed:
        new = graph.nodes[old.id] if isinstance(old, StoredNode) else graph.relationships[old.id]
        was, now = evidence.get(old.id, ()), _spans(new)
        before, after = set(was), set(now)
        gained, lost = (e for e in now if e not in before), (e for e in was if e not in after)
        yield Change(old.id, old.kind, old.hash, str(new.properties["hash"]), tuple(gained), tuple(lost))
    for old in found.gone:
        yield Change(old.id, old.kind, old.hash, "", (), evidence.get(old.id, ()))


def _spans(thing: Node | Relationship) -> tuple[str, ...]:
    found = thing.properties.get("evidence", ())
    return found if isinstance(found, tuple) else ()


def changed_sources(listed: Mapping[str, Record], wanted: Wanted) -> tuple[DocumentChanges, list[Record], list[str]]:
    """Decide which records of sources are written and which go, and say it in files."""
    new = {r.key: r for r in wanted.sources}
    if wanted.part is None:
        drop = sorted(set(listed) - set(new))
    else:
        drop = sorted(key for key in (f"{SOURCE}/{name}" for name in wanted.part.dropped) if key in listed)
    put = [r for key, r in sorted(new.items()) if key not in listed or listed[key].digest != r.digest]
    # A record may change because other documents make its sentences read otherwise: its file is the same.
    files = [r for r in put if r.kind == SOURCE and not (wanted.part and r.noted.get("given"))]
    came = {r.name: r for r in files if r.key not in listed}
    went = {listed[key].name: listed[key] for key in drop if listed[key].kind == SOURCE}
    changed = [r.name for r in files if r.key in listed and listed[r.key].noted.get("sha256") != r.noted.get("sha256")]
    title = {t: name for name, r in came.items() for t in r.noted.get("titles", ())}
    renewed = {name: new_name for name, r in went.items()
               for t in r.noted.get("titles", ()) if (new_name := title.get(t))}  # fmt: skip
    documents = DocumentChanges(
        tuple(sorted(set(came) - set(renewed.values()))),
        tuple(changed),
        tuple(sorted(set(went) - set(renewed))),
        tuple(sorted(renewed.items())),
    )
    return documents, put, drop


def _last_receipt(tx: Transaction) -> Receipt | None:
    found = last_record(tx, RECEIPT)
    return receipt_of(found.noted) if found is not None else None


def _record(receipt: Receipt) -> Record:
    note = {key: value for key, value in receipt.as_dict().items() if key != "lost"}
    whole = receipt.nodes.total + receipt.relationships.total <= DETAILS_AT_MOST
    body = pack_details(receipt.details) if whole else ""
    if len(body) > LARGEST // 2:
        body = ""
    return Record.of(RECEIPT, f"{receipt.number:06d}", note, body=body)


def _counts(tx: Transaction, last: Receipt | None) -> Mapping[str, int]:
    if last is not None:
        return last.after
    return {r["name"]: r["total"] for r in run(tx, cypher.counts()) if r["total"]}


def _after(before: Mapping[str, int], *changes: Any) -> dict[str, int]:
    found = defaultdict(int, before)
    for one in changes:
        for kind, n in one.added.items():
            found[kind] += n
        for kind, n in one.removed.items():
            found[kind] -= n
    return {kind: n for kind, n in sorted(found.items()) if n}
