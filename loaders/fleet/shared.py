"""The names that documents state in headings, tables and lists, shared by the sentences of all documents.

Votes for a form are whole numbers, so chunks add up their own and buckets of forms add up those of the chunks. Every
process that reads sentences holds the table of all forms as Arrow columns and takes from it what may stand in a chunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cache, lru_cache
from typing import Any

import pyarrow as pa

from ..names import _STRUCTURE_VOTES, Names
from . import lake
from .work import Work, code

STATED = pa.schema(
    [("form", pa.string()), ("label", pa.string()), ("votes", pa.int64()), ("name", pa.string()), ("file", pa.string()),
     ("at", pa.int64())]
)  # fmt: skip
NAMES = pa.schema([("form", pa.string()), ("label", pa.string()), ("votes", pa.int64()), ("name", pa.string())])

Row = tuple[str, str, int, str]


@cache
def _counts(label: str) -> bool:
    """Tell whether things of a label are names in sentences."""
    names = Names()
    names.add("甲乙", label, 1.0)
    return bool(names.forms())


def stated_rows(mentions: Iterable[tuple[str, int, Any]], buckets: int) -> tuple[list[lake.Row], list[int]]:
    """Add up the votes of a chunk's mentions, each with its file and number, as :func:`..names.stated_names` does."""
    votes: dict[tuple[str, str], int] = {}
    first: dict[str, tuple[str, str, int]] = {}
    for file, at, (label, name, aliases, confidence) in mentions:
        if not _counts(label):
            continue
        for form in (name, *aliases):
            votes[form, label] = votes.get((form, label), 0) + int(100 * (_STRUCTURE_VOTES * confidence))
            first.setdefault(form, (name, file, at))
    rows = [(form, label, number, *first[form]) for (form, label), number in sorted(votes.items())]
    return rows, [lake.number_of(form) % buckets for form, *_ in rows]


def gather(work: Work, bucket: int, scanned: Sequence[str]) -> str:
    """Add up one bucket of forms over all chunks; the first document that states a form says what it stands for."""
    key = lake.fingerprint(code(), bucket, work.names, list(scanned))
    address = work.at("names", key)
    if lake.exists(address):
        return key
    votes: dict[tuple[str, str], int] = {}
    first: dict[str, tuple[str, int, str]] = {}
    table = lake.bucket_of((work.at("stated", one) for one in scanned), bucket, STATED)
    for form, label, number, name, file, at in lake.rows_of(table):
        votes[form, label] = votes.get((form, label), 0) + number
        first[form] = min(first.get(form, (file, at, name)), (file, at, name))
    rows = [(form, label, number, first[form][2]) for (form, label), number in sorted(votes.items())]
    lake.write(address, lake.plain_parquet(rows, NAMES))
    return key


class Lookup:
    """All shared names, as every process holds them."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table.sort_by("form")
        self._openings: dict[str, tuple[int, int]] = {}
        opening, start = "", 0
        for k, form in enumerate(self._table["form"].to_pylist()):
            if form[:2] != opening:
                if k:
                    self._openings[opening] = (start, k)
                opening, start = form[:2], k
        if self._table.num_rows:
            self._openings[opening] = (start, self._table.num_rows)

    def within(self, pairs: Set[str]) -> list[Row]:
        """Return the rows of the forms that are made of such pairs of characters; a few too many do no harm."""
        found: list[Row] = []
        for opening in sorted(pairs & self._openings.keys()):
            start, end = self._openings[opening]
            part = self._table.slice(start, end - start)
            for row in lake.rows_of(part):
                form = row[0]
                if all(form[k : k + 2] in pairs for k in range(1, len(form) - 1)):
                    found.append(row)
        return sorted(found)

    @staticmethod
    def names(rows: Iterable[Row]) -> Names:
        """Return such rows as the names that sentences are read with."""
        names = Names()
        for form, label, votes, name in rows:
            names.add(form, label, (votes + 0.5) / 100, name)  # add() multiplies and cuts off: the half keeps it whole
        return names


@lru_cache(1)
def lookup(addresses: tuple[str, ...]) -> Lookup:
    """Read the names of all buckets; once a process."""
    return Lookup(pa.concat_tables([lake.table_of(address) for address in addresses]))
