"""Resolution of whole components by the rules of one machine, and its answers to those who ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from ..findings import Key
from ..resolution import Names, rules
from ..resolution.decisions import NO_DECISIONS
from ..resolution.joining import Joiner
from ..resolution.model import Ballot
from . import lake
from .components import GROUPED
from .keys import ASK, ROWS, ballot_aliases, number_of
from .work import Work, code

ENDS = pa.schema(
    [("label", pa.string()), ("name", pa.string()), ("into_label", pa.string()), ("into_name", pa.string()),
     ("contested", pa.bool_())]
)  # fmt: skip
_SEVERAL = 2


def settle(work: Work, bucket: int, grouped: Sequence[str]) -> str:
    """Decide which keys of one bucket of components are one; see :func:`..resolution.resolve.settle`.

    What components lie beside each other in a bucket does not matter: no rule joins keys of two.
    """
    key = lake.fingerprint(code(), bucket, list(grouped))
    address = work.at("settled", key)
    if lake.exists(address):
        return key
    table = lake.bucket_of((work.at("grouped", one) for one in grouped), bucket, GROUPED).sort_by("first")
    votes: dict[Key, float] = {}
    aliases: dict[Key, frozenset[str]] = {}
    for label, name, support, stated in lake.rows_of(table, "label", "name", "support", "aliases"):
        votes[Key(label, name)] = support
        if stated:
            aliases[Key(label, name)] = frozenset(stated)
    joiner = Joiner(NO_DECISIONS)
    rules.documents(votes, joiner)
    rules.registered(votes, joiner)
    rules.companies(votes, aliases, joiner)
    owners = rules.stated_aliases(votes, aliases, joiner)
    rules.programmes(votes, joiner)
    rules.one_label(votes, joiner)
    rules.same_fold(votes, joiner)
    rows: list[lake.Row] = []
    for one in votes:
        contested = len(owners.get((one.label, one.name), ())) >= _SEVERAL
        if joiner.joined(one) or contested:
            end = joiner.end(one)
            rows.append((one.label, one.name, end.label, end.name, contested))
    buckets = [number_of(label, name) % work.names for label, name, *_ in rows]
    lake.write(address, lake.bucketed(rows, buckets, ENDS))
    return key


def answer(work: Work, bucket: int, settled: Sequence[str], voted: Sequence[str]) -> str:
    """Write for each chunk what became of the keys of one bucket that it asked for."""
    key = lake.fingerprint(code(), bucket, list(settled), list(voted))
    address = work.at("answers", key)
    if lake.exists(address):
        return key
    ends = lake.bucket_of((work.at("settled", one) for one in settled), bucket, ENDS)
    known = {(label, name): rest for label, name, *rest in lake.rows_of(ends)}
    rows: list[lake.Row] = []
    chunks: list[int] = []
    for number, one in enumerate(voted):
        table = lake.bucket_of([work.at("votes", one)], bucket, ROWS, ["kind", "label", "name"])
        for kind, label, name in lake.rows_of(table):
            if kind == ASK and (label, name) in known:
                chunks.append(number)
                rows.append((label, name, *known[label, name]))
    lake.write(address, lake.bucketed(rows, chunks, ENDS))
    return key


@dataclass(frozen=True, slots=True)
class Ends:
    """What became of the keys that a chunk asked for, and which short forms several names own."""

    canonical: Mapping[Key, Key]
    contested: frozenset[Key]

    def names(self, ballot: Ballot, meant: Mapping[Key, Key]) -> Names:
        """Return the names as a document uses them; ``meant`` are those that mean something else in it."""
        local = dict(meant)
        for form, key in ballot_aliases(ballot):
            if form in self.contested and form not in local:
                local[form] = local.get(key, key)
        return Names(self.canonical, {key: self.canonical.get(end, end) for key, end in local.items()})


def ends_of(work: Work, answers: Sequence[str], chunk: int) -> tuple[Ends, list[tuple[Any, ...]]]:
    """Read what the buckets answered a chunk, and the rows themselves."""
    table = lake.bucket_of((work.at("answers", one) for one in answers), chunk, ENDS)
    rows = sorted(lake.rows_of(table))
    canonical: dict[Key, Key] = {}
    contested: set[Key] = set()
    for label, name, into_label, into_name, several in rows:
        one, end = Key(label, name), Key(into_label, into_name)
        if end != one:
            canonical[one] = end
        if several:
            contested.add(one)
    return Ends(canonical, frozenset(contested)), rows
