"""A load inside its transaction: what is stored is compared with what is wanted, the difference is written.

A load either makes the store hold exactly a graph, or changes a part of it (:class:`Part`): the things of given
ids get the content of a graph or go, and nothing else is read or written.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TypeVar

import neo4j

from . import cypher
from .difference import Difference, StoredNode, StoredRelationship, core_of, difference
from .errors import QueryFailed, StoreBusy, StoreError
from .messages import LARGEST, ROWS, messages
from .model import Graph, Node, Relationship
from .receipt import DETAILS_AT_MOST, Change, Changes, DocumentChanges, Receipt, counted, pack_details, receipt_of
from .records import KINDS, RECEIPT, SETTING, SOURCE, Record
from .rows import to_properties
from .schema import schema

Transaction = neo4j.ManagedTransaction | neo4j.Transaction
T = TypeVar("T")


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


def apply(tx: Transaction, wanted: Wanted, *, dry: bool = False) -> tuple[Receipt, bool]:
    """Do a load; returns its receipt without the time taken, and whether anything was written.

    With ``dry`` nothing is written. Raises :class:`StoreBusy` where another load came between.
    """
    last = _last_receipt(tx)
    if wanted.since is not None and (last.number if last else 0) != wanted.since:
        raise StoreBusy("图库在计算期间被另一个命令改动了，没有写入", hint="请再运行一次")
    found = _compared(tx, wanted)
    listed = {r.key: r for r in list_records(tx, (SOURCE, SETTING))}
    documents, put, drop = _sources(listed, wanted)
    details, own = _details(tx, found)
    nodes, relationships, evidence = counted(details)
    before = found.before if wanted.part is None else _counts(tx, last)
    receipt = Receipt(
        nodes, relationships, before, _after(before, nodes, relationships), 0.0, evidence, documents, details,
        (last.number if last else 0) + 1, datetime.now(UTC).isoformat(timespec="seconds"), wanted.command,
    )  # fmt: skip
    kept = [] if receipt.is_empty else [_record(receipt)]
    written = not dry and bool(kept or put or drop)
    if written:
        write_difference(tx, found, own)
        write_records(tx, [*put, *kept], drop)
    return (receipt if kept else Receipt(nodes, relationships, before, receipt.after, 0.0)), written


def restore(
    tx: Transaction, graph: Graph, records: Sequence[Record], *, dry: bool = False
) -> tuple[Receipt, Changes, bool]:
    """Make the store hold exactly this graph and these records, and tell both changes and whether anything is written.

    Contents are compared, not hashes: what a person changed by hand goes back too. No receipt is kept of it,
    because the receipts are part of what is restored.
    """
    found = difference(graph, *_as_they_are(tx, graph, dry=dry))
    listed = {r.key: r for r in list_records(tx, KINDS)}
    files = {key: r for key, r in listed.items() if r.kind == SOURCE}
    documents, _, _ = _sources(files, Wanted(graph, tuple(r for r in records if r.kind == SOURCE)))
    details, _ = _details(tx, found)
    nodes, relationships, evidence = counted(details)
    receipt = Receipt(
        nodes, relationships, found.before, graph.counts(), 0.0, evidence, documents, details, command="restore"
    )
    new = {r.key: r for r in records}
    both = sorted(set(new) & set(listed))
    other = {key for key in both if replace(new[key], data="", body="") != listed[key]}
    for part in ("data", "body"):
        other.update(key for key, value in read_part(tx, part, both) if value != getattr(new[key], part))
    added, gone = sorted(set(new) - set(listed)), sorted(set(listed) - set(new))
    kept = Changes(*(Counter(key.partition("/")[0] for key in keys) for keys in (added, sorted(other), gone)))
    written = not dry and not (found.is_empty and kept.total == 0)
    if written:
        write_difference(tx, found)
        write_records(tx, [new[key] for key in (*added, *sorted(other))], gone)
    return receipt, kept, written


def list_records(tx: Transaction, kinds: Sequence[str]) -> list[Record]:
    """List records by key, without data and body."""
    rows = run(tx, cypher.list_records(), {"kinds": list(kinds)})
    return [Record(r["key"], r["kind"], r["note"], digest=r["digest"]) for r in rows]


def read_part(tx: Transaction, part: str, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield key and ``data`` or ``body`` of records."""
    for some in batches(keys, 50):
        for r in run(tx, cypher.read_records(part), {"keys": some}):
            yield r["key"], r["value"]


def write_records(tx: Transaction, records: Sequence[Record], dropped: Sequence[str] = ()) -> None:
    """Write records and delete those of the given keys."""
    for keys in batches(dropped):
        run(tx, cypher.delete_records(), {"keys": keys}).consume()
    _write(tx, cypher.merge_records(), records, _record_row)


def write_difference(
    tx: Transaction, found: Difference, own: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
) -> None:
    """Write a difference inside a transaction; raises :class:`StoreError` before deleting under strangers.

    ``own`` are the properties by id that somebody else wrote on what is rewritten.
    """

    # Later keys win; the driver sends tuples as lists.
    def node_row(node: Node) -> dict[str, Any]:
        return {"id": node.id, "properties": {**own.get(node.id, {}), **node.properties}}

    def edge_row(r: Relationship) -> dict[str, Any]:
        return {"id": r.id, "start": r.start, "end": r.end, "properties": {**own.get(r.id, {}), **r.properties}}

    for (type_, head, tail), gone in found.removed_relationships.items():
        _write(tx, cypher.delete_relationships(type_, head, tail), gone, _stored_row)
    for label, ids in found.removed_nodes.items():
        for batch in batches(ids):
            for record in run(tx, cypher.strangers_at(label), {"ids": batch}):
                raise StoreError(
                    f"图库里有不属于本图的关系连着将要删除的节点 {record['id']}",
                    hint="请换一个数据库，或先删去那些关系",
                )
            run(tx, cypher.delete_nodes(label), {"ids": batch}).consume()
    for (core, gained, lost), nodes in found.relabelled.items():
        _write(tx, cypher.relabel_nodes(core, gained, lost), nodes, node_row)
    for labels, nodes in found.merged_nodes.items():
        _write(tx, cypher.merge_nodes(labels), nodes, node_row)
    for ends, edges in found.created_relationships.items():
        _write_edges(tx, cypher.create_relationships(*ends), edges, edge_row)
    for ends, edges in found.merged_relationships.items():
        _write_edges(tx, cypher.merge_relationships(*ends), edges, edge_row)


def _write_edges(
    tx: Transaction, text: str, edges: Sequence[Relationship], row: Callable[[Relationship], dict[str, Any]]
) -> None:
    for written, wanted in _batched(tx, text, edges, row):
        if written.single(strict=True)["written"] != wanted:
            raise StoreError(f"{edges[0].type} 关系的端点在图库里缺失，没有写入", hint="请重新运行；仍然如此请报告")


def run(tx: Transaction, text: str, parameters: dict[str, Any] | None = None) -> neo4j.Result:
    """Run a statement; raises :class:`QueryFailed` for a parameter that cannot be sent."""
    try:
        return tx.run(text, parameters or {})
    except (TypeError, ValueError, OverflowError) as error:
        raise QueryFailed("有一个参数的类型不能发送给图库", hint="参数可以是文字、数字、真假、列表和映射") from error


def batches(things: Sequence[T], size: int = ROWS) -> Iterator[list[T]]:
    """Cut a sequence."""
    for at in range(0, len(things), size):
        yield list(things[at : at + size])


def _compared(tx: Transaction, wanted: Wanted) -> Difference:
    if wanted.part is None:
        return difference(wanted.graph, *_stored(tx))
    nodes, relationships = _stored_part(tx, wanted.part)
    found = difference(wanted.graph, nodes, relationships)
    if not found.remade:
        return found
    # A node that has to be made again takes its relationships along, those that the part is not about too.
    around = {r.id: r for r in _around(tx, found.remade)}
    beside = {id_: r for id_, r in around.items() if (r.type, r.start, r.end) not in wanted.part.relationships}
    kept = dict(sorted({**wanted.graph.relationships, **beside}.items()))
    stored = [StoredRelationship(r.id, r.type, r.start, r.end, str(r.properties["hash"])) for r in beside.values()]
    return difference(Graph(wanted.graph.nodes, MappingProxyType(kept)), nodes, [*relationships, *stored])


def _stored(tx: Transaction) -> tuple[list[StoredNode], list[StoredRelationship]]:
    if run(tx, cypher.any_node()).single() is None:
        return [], []  # a first load: planning the two long texts takes Neo4j seconds
    nodes = [
        StoredNode(str(r["id"]), frozenset(r["labels"]), str(r["hash"]), bool(r["ours"]))
        for r in run(tx, cypher.stored_nodes())
    ]
    edges = [
        StoredRelationship(r["id"], r["type"], r["start"], r["end"], r["hash"])
        for r in run(tx, cypher.stored_relationships())
    ]
    return nodes, edges


def _as_they_are(tx: Transaction, graph: Graph, *, dry: bool) -> tuple[list[StoredNode], list[StoredRelationship]]:
    """List what is stored; what has a thing's hash and not its content is listed with another hash.

    A relationship that stands twice or between other nodes than its id says is deleted, to be made again.
    """
    nodes, edges = _stored(tx)
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


def _stored_part(tx: Transaction, part: Part) -> tuple[list[StoredNode], list[StoredRelationship]]:
    nodes: list[StoredNode] = []
    for label, ids in _by(sorted(part.nodes), core_of):
        for some in batches(ids):
            nodes.extend(
                StoredNode(str(r["id"]), frozenset(r["labels"]), str(r["hash"]), bool(r["ours"]))
                for r in run(tx, cypher.some_nodes(label), {"ids": some})
            )
    edges: list[StoredRelationship] = []
    wanted = [StoredRelationship(f"{type_}|{start}|{end}", type_, start, end, "")
              for type_, start, end in sorted(part.relationships)]  # fmt: skip
    for found, hash_, _ in _some_relationships(tx, wanted):
        edges.append(StoredRelationship(found.id, found.type, found.start, found.end, hash_))
    return nodes, edges


def _some_relationships(
    tx: Transaction, wanted: Sequence[StoredRelationship]
) -> Iterator[tuple[StoredRelationship, str, Mapping[str, Any]]]:
    for (type_, head, tail), group in _by(wanted, lambda r: r.ends):
        known = {r.id: r for r in group}
        for some in batches(group):
            rows = [{"id": r.id, "start": r.start, "end": r.end} for r in some]
            for r in run(tx, cypher.some_relationships(type_, head, tail), {"rows": rows}):
                yield known[r["id"]], str(r["hash"]), r["properties"]


def _around(tx: Transaction, ids: Sequence[str]) -> Iterator[Relationship]:
    for label, group in _by(ids, core_of):
        for some in batches(group):
            for r in run(tx, cypher.relationships_of(label), {"ids": some}):
                properties = to_properties(r["properties"])
                yield Relationship(str(properties["id"]), r["type"], r["start"], r["end"], properties)


def _details(tx: Transaction, found: Difference) -> tuple[tuple[Change, ...], dict[str, dict[str, Any]]]:
    """List every change with the evidence that it gained and lost, and what other people wrote on what changes.

    What stood there is read for that; a property that the schema does not know is somebody's own, and stays.
    """
    s = schema()
    stood = [*(old for old, _ in found.changed), *found.gone]
    labels = {new.id: new.labels for _, new in found.changed if isinstance(new, Node)}
    evidence: dict[str, tuple[str, ...]] = {}
    own: dict[str, dict[str, Any]] = {}
    for label, group in _by([n for n in stood if isinstance(n, StoredNode)], lambda n: n.kind):
        for some in batches([n.id for n in group]):
            for r in run(tx, cypher.whole_nodes(label), {"ids": some}):
                properties = r["properties"]
                id_ = properties["id"]
                evidence[id_] = tuple(properties.get("evidence") or ())
                known = labels.get(id_, (label,))
                own[id_] = {k: v for k, v in properties.items() if s.node_property(known, k) is None}
    for one, _, properties in _some_relationships(tx, [r for r in stood if isinstance(r, StoredRelationship)]):
        evidence[one.id] = tuple(properties.get("evidence") or ())
        own[one.id] = {k: v for k, v in properties.items() if s.relationship_property(one.type, k) is None}
    details = [Change(n.id, _kind(n), "", str(n.properties["hash"]), _spans(n)) for n in found.added]
    for old, new in found.changed:
        was, now = evidence.get(old.id, ()), _spans(new)
        before, after = set(was), set(now)
        gained, lost = (e for e in now if e not in before), (e for e in was if e not in after)
        details.append(Change(new.id, _kind(new), old.hash, str(new.properties["hash"]), tuple(gained), tuple(lost)))
    details += [Change(old.id, old.kind, old.hash, "", (), evidence.get(old.id, ())) for old in found.gone]
    return tuple(sorted(details)), {id_: kept for id_, kept in own.items() if kept}


def _kind(thing: Node | Relationship) -> str:
    return thing.labels[0] if isinstance(thing, Node) else thing.type


def _spans(thing: Node | Relationship) -> tuple[str, ...]:
    found = thing.properties.get("evidence", ())
    return found if isinstance(found, tuple) else ()


def _sources(listed: Mapping[str, Record], wanted: Wanted) -> tuple[DocumentChanges, list[Record], list[str]]:
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
    found = list_records(tx, (RECEIPT,))
    return receipt_of(found[-1].noted) if found else None


def _record(receipt: Receipt) -> Record:
    note = {key: value for key, value in receipt.as_dict().items() if key != "lost"}
    body = pack_details(receipt.details) if len(receipt.details) <= DETAILS_AT_MOST else ""
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


K = TypeVar("K")


def _by(things: Sequence[T], key: Any) -> list[tuple[Any, list[T]]]:
    groups: defaultdict[Any, list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return sorted(groups.items())


def _record_row(one: Record) -> dict[str, Any]:
    properties = {"key": one.key, "kind": one.kind, "note": one.note, "digest": one.digest, "data": one.data,
                  "body": one.body}  # fmt: skip
    return {"key": one.key, "properties": properties}


def _stored_row(r: StoredRelationship) -> dict[str, Any]:
    return {"id": r.id, "start": r.start, "end": r.end}


def _batched(
    tx: Transaction, text: str, things: Sequence[T], row: Callable[[T], dict[str, Any]]
) -> Iterator[tuple[neo4j.Result, int]]:
    """Run a statement batch by batch; yields each result and its rows once those of the next batch are made.

    So the server works on one while the other is made.
    """
    pending: tuple[neo4j.Result, int] | None = None
    for rows in messages(row(one) for one in things):
        if pending is not None:
            yield pending
        pending = run(tx, text, {"rows": rows}), len(rows)
    if pending is not None:
        yield pending


def _write(tx: Transaction, text: str, things: Sequence[T], row: Callable[[T], dict[str, Any]]) -> None:
    for result, _ in _batched(tx, text, things, row):
        result.consume()
