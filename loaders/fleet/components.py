"""Keys that may influence each other, brought together: connected components by the spread of the smallest number.

Each round, the keys of one partition take the smallest number that their neighbours sent and send on what became
smaller; it ends when nothing does. No process holds more than its partition of keys and edges. Rounds are as many as
the longest chain of features is long, which does not grow with the corpus: a handful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pyarrow as pa

from . import lake
from .keys import EDGES, KEYS
from .work import Work, code

LABELS = pa.schema([("number", pa.int64()), ("label", pa.int64())])
GROUPED = KEYS.append(pa.field("component", pa.int64()))
MOST_ROUNDS = 1000


def start(work: Work, bucket: int, edged: Sequence[str]) -> tuple[str, int]:
    """Let every key that has neighbours know its own number, and send it to them; returns key and changes."""
    key = lake.fingerprint(code(), bucket, list(edged))
    address = work.at("labels", key)
    if not lake.exists(address):
        neighbours = _neighbours(work, bucket, edged)
        lake.write(work.at("sent", key), _messages(work, neighbours, {number: number for number in neighbours}))
        _write(address, {number: number for number in neighbours})
    return key, lake.table_of(address, ["number"]).num_rows


def spread(work: Work, bucket: int, edged: Sequence[str], before: str, sent: Sequence[str]) -> tuple[str, int]:
    """Take what neighbours sent and send on what became smaller; returns the key of the labels and how many did."""
    key = lake.fingerprint(code(), bucket, before, list(sent))
    address = work.at("labels", key)
    labels = _labels(work.at("labels", before))
    changed: dict[int, int] = {}
    table = lake.bucket_of((work.at("sent", one) for one in sent), bucket, LABELS)
    for number, label in lake.rows_of(table):
        if label < labels[number]:
            labels[number] = changed[number] = label
    if not lake.exists(address):
        neighbours = _neighbours(work, bucket, edged) if changed else {}
        lake.write(work.at("sent", key), _messages(work, neighbours, changed))
        _write(address, labels)
    return key, len(changed)


def group(work: Work, counted: str, labels: str) -> str:
    """Write a bucket of keys by the component that each belongs to."""
    key = lake.fingerprint(code(), work.names, counted, labels)
    address = work.at("grouped", key)
    if lake.exists(address):
        return key
    component = _labels(work.at("labels", labels))
    table = lake.table_of(work.at("keys", counted))
    rows = [(number, *rest, component.get(number, number)) for number, *rest in lake.rows_of(table, *KEYS.names)]
    lake.write(address, lake.bucketed(rows, [row[-1] % work.names for row in rows], GROUPED))
    return key


def _neighbours(work: Work, bucket: int, edged: Sequence[str]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    table = lake.bucket_of((work.at("edges", one) for one in edged), bucket, EDGES)
    for number, other in lake.rows_of(table):
        found[number].append(other)
    return dict(sorted(found.items()))


def _messages(work: Work, neighbours: dict[int, list[int]], changed: dict[int, int]) -> bytes:
    """The smallest number for each neighbour, where it can be smaller than the neighbour's own."""
    least: dict[int, int] = {}
    for number, label in changed.items():
        for other in neighbours[number]:
            if label < other:
                least[other] = min(least.get(other, other), label)
    rows = sorted(least.items())
    return lake.bucketed(rows, [number % work.names for number, _ in rows], LABELS)


def _labels(address: str) -> dict[int, int]:
    return dict(lake.rows_of(lake.table_of(address)))


def _write(address: str, labels: dict[int, int]) -> None:
    lake.write(address, lake.plain_parquet(list(labels.items()), LABELS))
