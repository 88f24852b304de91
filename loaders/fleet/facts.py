"""Drafts of a chunk to facts, and the facts of all chunks to nodes and relationships, a bucket of ids at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
import pyarrow as pa

from ...graph.facts import Entity, Evidence, Relation, Skip, Value
from ...graph.model import (
    directed,
    entity_problem,
    merged_node,
    merged_relationship,
    schema_skip,
)
from ...graph.schema import schema
from ..drafts import facts_of
from ..sources import unpack_body, unpack_head
from . import lake
from .local import local_of
from .results import properties_of
from .settling import ends_of
from .work import Work, code

_EVIDENCE = [
    ("file", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("passage", pa.string()), ("rule", pa.string()),
    ("confidence", pa.float64()), ("document", pa.string()),
]  # fmt: skip
ENTITIES = pa.schema(
    [("id", pa.string()), ("label", pa.string()), ("name", pa.string()), ("scope", pa.string()),
     ("extra_labels", pa.list_(pa.string())), ("aliases", pa.list_(pa.string())), ("properties", pa.string()),
     *_EVIDENCE]
)  # fmt: skip
RELATIONS = pa.schema(
    [("id", pa.string()), ("type", pa.string()), ("head", pa.string()), ("tail", pa.string()),
     ("properties", pa.string()), *_EVIDENCE]
)  # fmt: skip
SKIPS = pa.schema(
    [("kind", pa.string()), ("detail", pa.string()), ("file", pa.string()), ("start", pa.int64()), ("end", pa.int64())]
)  # fmt: skip
TAILS = pa.schema([("id", pa.string()), ("bucket", pa.int32())])
LABELS = pa.schema([("id", pa.string()), ("labels", pa.list_(pa.string()))])
NODES = pa.schema(
    [("id", pa.string()), ("labels", pa.list_(pa.string())), ("name", pa.string()), ("confidence", pa.float64()),
     ("properties", pa.string())]
)  # fmt: skip
RELATIONSHIPS = pa.schema(
    [("id", pa.string()), ("type", pa.string()), ("start", pa.string()), ("start_labels", pa.list_(pa.string())),
     ("end", pa.string()), ("end_labels", pa.list_(pa.string())), ("confidence", pa.float64()),
     ("properties", pa.string())]
)  # fmt: skip
_JSON = msgspec.json.Encoder(order="sorted")


def _written(properties: Mapping[str, Value]) -> str:
    """Return properties as JSON; of two equal ones the text is equal."""
    return _JSON.encode(dict(properties)).decode() if properties else "{}"


def facts(work: Work, read: str, local: str, answers: Sequence[str], chunk: int) -> str:
    """Turn a chunk's drafts into facts unless its files and what its names mean are as they were."""
    meant, (ends, rows) = local_of(work.at("local", local)), ends_of(work, answers, chunk)
    table = lake.table_of(work.at("read", read), ["head"])
    heads = [unpack_head(head) if head else None for head in table["head"].to_pylist()]
    here = {ballot.where: meant.of(ballot) for head in heads if head is not None for ballot in head.ballots}
    said = [(where, sorted((k.label, k.name, v.name) for k, v in names.items())) for where, names in here.items()]
    key = lake.fingerprint(code(), read, work.facts, work.text, rows, said)
    if lake.exists(_skips(work, key)):
        return key
    entities: list[tuple[Any, ...]] = []
    relations: list[tuple[Any, ...]] = []
    skips: list[Skip] = []
    s = schema()
    for head, data in zip(heads, lake.table_of(work.at("read", read), ["body"])["body"].to_pylist(), strict=True):
        if head is None:
            continue
        body = unpack_body(data)
        words = body.source.text if work.text else None
        for ballot, draft in zip(head.ballots, body.drafts, strict=True):
            found, document_of = facts_of(draft, ends.names(ballot, here[ballot.where]), words)
            skips.extend(draft.skips)
            for fact in found:
                (piece,) = fact.evidence
                place = (
                    piece.file, piece.start, piece.end, piece.passage, piece.rule, piece.confidence,
                    document_of.get(piece.passage, ""),
                )  # fmt: skip
                if isinstance(fact, Relation):
                    stored = directed(fact, s)
                    written = _written(fact.properties)
                    relations.append((stored.id, stored.type, stored.head, stored.tail, written, *place))
                elif problem := entity_problem(fact, s):
                    skips.append(schema_skip(problem, fact.evidence))
                else:
                    entities.append(
                        (fact.id, fact.label, fact.name, fact.scope, list(fact.extra_labels), list(fact.aliases),
                         _written(fact.properties), *place)
                    )  # fmt: skip
    _write_facts(work, key, entities, relations)
    kept = [(one.kind, one.detail, one.file, one.start, one.end) for one in sorted(skips)]
    lake.write(_skips(work, key), lake.plain_parquet(kept, SKIPS))
    return key


def _write_facts(work: Work, key: str, entities: list[tuple[Any, ...]], relations: list[tuple[Any, ...]]) -> None:
    at = [lake.number_of(row[0]) % work.facts for row in entities]
    lake.write(_entities(work, key), lake.bucketed(entities, at, ENTITIES))
    at = [lake.number_of(row[2]) % work.facts for row in relations]
    lake.write(_relations(work, key), lake.bucketed(relations, at, RELATIONS))
    tails = sorted({(row[3], bucket) for row, bucket in zip(relations, at, strict=True)})
    buckets = [lake.number_of(id_) % work.facts for id_, _ in tails]
    lake.write(work.at("tails", key), lake.bucketed(tails, buckets, TAILS))


def _entities(work: Work, key: str) -> str:
    return lake.below(work.root, "facts", "entities", f"{key}.parquet")


def _relations(work: Work, key: str) -> str:
    return lake.below(work.root, "facts", "relations", f"{key}.parquet")


def _skips(work: Work, key: str) -> str:
    return lake.below(work.root, "skips", f"{key}.parquet")


def part(kind: str, work: Work, bucket: int, key: str) -> str:
    """Return the address of a bucket of ``nodes`` or ``relationships``."""
    return lake.below(work.root, kind, f"part-{bucket:05d}-{key}.parquet")


def results(work: Work, facts: Sequence[str], nodes: Sequence[str], relationships: Sequence[str]) -> list[str]:
    """Return the addresses of all that a run hands over."""
    found = [address for key in facts for address in (_entities(work, key), _relations(work, key))]
    found += [part("nodes", work, bucket, key) for bucket, key in enumerate(nodes)]
    found += [part("relationships", work, bucket, key) for bucket, key in enumerate(relationships)]
    return [*found, *(_skips(work, key) for key in (*facts, *relationships))]


def _rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table sorted by id, a batch of them as Python objects at a time."""
    for batch in table.sort_by("id").to_batches(max_chunksize=4096):
        yield from lake.rows_of(batch)


def _evidence(place: Sequence[Any], document_of: dict[str, str]) -> tuple[Evidence, ...]:
    *piece, document = place
    if document:
        document_of[piece[3]] = document
    return (Evidence(*piece),)


def nodes(work: Work, bucket: int, keys: Sequence[str]) -> str:
    """Merge the entities of one bucket of ids into nodes, and tell other buckets the labels that they ask for."""
    key = lake.fingerprint(code(), bucket, list(keys))
    address = part("nodes", work, bucket, key)
    if lake.exists(address):
        return key
    found: list[tuple[Any, ...]] = []
    labels: dict[str, list[str]] = {}
    entities = lake.bucket_of((_entities(work, one) for one in keys), bucket, ENTITIES)
    for id_, group in groupby(_rows(entities), key=itemgetter(0)):
        document_of: dict[str, str] = {}
        merging = [
            Entity(label, name, _evidence(place, document_of), scope, tuple(extra), tuple(forms), properties_of(text))
            for _, label, name, scope, extra, forms, text, *place in group
        ]
        node = merged_node(merging, document_of)
        labels[id_] = list(node.labels)
        found.append((id_, list(node.labels), node.name, node.confidence, _written(node.properties)))
    asked = lake.bucket_of((work.at("tails", one) for one in keys), bucket, TAILS)
    wanted = sorted(set(lake.rows_of(asked, "id", "bucket")))
    told = [(id_, labels[id_], at) for id_, at in wanted if id_ in labels]
    answers = lake.bucketed(told, [at for _, _, at in told], LABELS)
    lake.write(work.at("told", key), answers)
    lake.write(address, lake.plain_parquet(found, NODES))
    return key


def relationships(work: Work, bucket: int, keys: Sequence[str], noded: Sequence[str]) -> str:
    """Merge the relations that start in one bucket of ids; what does not fit the schema is reported."""
    key = lake.fingerprint(code(), bucket, list(keys), list(noded))
    address = part("relationships", work, bucket, key)
    if lake.exists(address):
        return key
    labels: dict[str, list[str]] = {}
    for table in (
        lake.table_of(part("nodes", work, bucket, noded[bucket]), ["id", "labels"]),
        lake.bucket_of((work.at("told", one) for one in noded), bucket, LABELS),
    ):
        labels.update(lake.rows_of(table, "id", "labels"))
    s = schema()
    found: list[tuple[Any, ...]] = []
    skips: list[tuple[Any, ...]] = []
    relations = lake.bucket_of((_relations(work, one) for one in keys), bucket, RELATIONS)
    for id_, group in groupby(_rows(relations), key=itemgetter(0)):
        document_of: dict[str, str] = {}
        merging = [
            Relation(type_, head, tail, _evidence(place, document_of), properties_of(text))
            for _, type_, head, tail, text, *place in group
        ]
        label_of = {end: labels[end][0] for end in (merging[0].head, merging[0].tail) if end in labels}
        r, unfit = merged_relationship(merging, s, label_of, document_of)
        skips.extend((one.kind, one.detail, one.file, one.start, one.end) for one in unfit)
        if r is not None:
            ends = r.start, labels[r.start], r.end, labels[r.end]
            found.append((id_, r.type, *ends, r.confidence, _written(r.properties)))
    lake.write(_skips(work, key), lake.plain_parquet(skips, SKIPS))
    lake.write(address, lake.plain_parquet(found, RELATIONSHIPS))
    return key
