"""What names mean in single documents (:mod:`..resolution.local`), decided from far fewer ballots than documents.

What 市科委 means depends on the document's own place alone, so all documents of a place cast one ballot here. What a
homonymous place means depends on the places named beside it: documents that name the same ones cast one ballot. A
title that documents of several places share is decided with these documents' own ballots. The support of
departments' forms is added up document by document in order, because sums of fractions depend on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

import pyarrow as pa

from ..findings import Key
from ..lexicon_files import Term
from ..pipeline import Head
from ..resolution.decisions import NO_DECISIONS
from ..resolution.departments import is_kind, organ_of
from ..resolution.local import local_names
from ..resolution.model import Ballot
from ..resolution.places import Setting, chain_of, read_place, terms
from ..sources import pack, pack_head, unpack, unpack_head
from . import lake
from .work import Work, code

SURVEY = pa.schema(
    [("title", pa.bool_()), ("name", pa.string()), ("file", pa.string()), ("document", pa.string()),
     ("support", pa.float64()), ("setting", pa.binary())]
)  # fmt: skip
TALLY = pa.schema(
    [("name", pa.string()), ("support", pa.float64()), ("file", pa.string()), ("document", pa.string()),
     ("setting", pa.binary())]
)  # fmt: skip
SETTINGS = pa.schema([("head", pa.binary())])
LOCAL = pa.schema([("where", pa.string()), ("label", pa.string()), ("name", pa.string()), ("into", pa.string())])
_COMPLETE = "柯桥区"
"""A district of a city of a province: what is a department under no such place is one nowhere."""
_NAMED, _NOT_NAMED = -1.0, -2.0
"""In place of a support: a document that names a title, one that has it and does not name it."""
_OF_A_CITY = ("Zone", "Park", "Platform", "Organization")


def ballots_of(work: Work, read: str) -> Iterator[Ballot]:
    """Yield the ballots of a chunk in the order in which resolution counts them."""
    heads = [unpack_head(head) for head in lake.table_of(work.at("read", read), ["head"])["head"].to_pylist() if head]
    yield from sorted((ballot for head in heads for ballot in head.ballots), key=lambda ballot: ballot.where)


@cache
def _complete() -> Setting:
    return chain_of(terms(_COMPLETE)[0])


@lru_cache(1 << 18)
def _may_be_local(label: str, name: str) -> bool:
    """Tell whether a name may mean different things in documents of different places."""
    if label == "Place":
        return len(read_place(name)[0]) == 1
    if label == "Organization" and organ_of(name, _complete()) is not None:
        return True
    return label in _OF_A_CITY and is_kind(name)


def _homonyms(ballot: Ballot) -> tuple[list[Key], list[Key]]:
    """The homonymous places of a ballot, and the places named beside them that may decide which are meant."""
    meant = {k: found for k in ballot.votes if k.label == "Place" and len(found := read_place(k.name)[0]) > 1}
    upper = {term.parent for found in meant.values() for term in found}
    return sorted(meant, key=str), sorted((k for k in ballot.votes if k.label == "Place" and k.name in upper), key=str)


def _setting_mark(setting: Setting) -> str:
    return "s" + lake.fingerprint(pack(setting.chain).hex())


def _homonym_mark(ballot: Ballot, named: Sequence[Key], beside: Sequence[Key]) -> str:
    seen = [(key.name, ballot.before.get(key.name, "")) for key in named]
    return "h" + lake.fingerprint(pack(ballot.setting.chain).hex(), seen, [key.name for key in beside])


def _document_mark(ballot: Ballot) -> str:
    return "d" + "\x1f".join(ballot.where)


def marks(ballot: Ballot) -> tuple[str, ...]:
    """Return under which marks it is said what names mean in a document, the last one's word being final."""
    named, beside = _homonyms(ballot)
    homonyms = (_homonym_mark(ballot, named, beside),) if named else ()
    return (_setting_mark(ballot.setting), *homonyms, _document_mark(ballot))


def virtual(ballots: Iterable[Ballot]) -> dict[str, Ballot]:
    """Return one ballot for all documents of a place, and one for all that name the same homonyms."""
    votes: dict[str, dict[Key, float]] = defaultdict(dict)
    kept: dict[str, Ballot] = {}
    for ballot in ballots:
        mark = _setting_mark(ballot.setting)
        kept.setdefault(mark, ballot)
        votes[mark].update((key, 1.0) for key in ballot.votes if _may_be_local(key.label, key.name))
        named, beside = _homonyms(ballot)
        if named:
            mark = _homonym_mark(ballot, named, beside)
            kept.setdefault(mark, ballot)
            votes[mark].update((key, 1.0) for key in (*named, *beside))
    return {mark: Ballot((mark, ""), one.setting, votes[mark], {}, {}, one.before) for mark, one in kept.items()}


def survey(work: Work, read: str) -> str:
    """Write what a chunk says of names that may mean different things in different documents."""
    key = lake.fingerprint(code(), work.names, read)
    address = work.at("survey", key)
    if lake.exists(address):
        return key
    rows: list[lake.Row] = []
    ballots = list(ballots_of(work, read))
    for ballot in ballots:
        chain, own = pack(ballot.setting.chain), Key("Document", ballot.where[1])
        if own not in ballot.votes:
            rows.append((True, own.name, *ballot.where, _NOT_NAMED, chain))
        for one, support in ballot.votes.items():
            if one.label == "Document":
                rows.append((True, one.name, *ballot.where, _NAMED, chain))
            elif one.label == "Organization" and organ_of(one.name, _complete()) is not None:
                rows.append((False, one.name, *ballot.where, support, b""))
    buckets = [lake.number_of(name) % work.names for _, name, *_ in rows]
    settings = pack_head(Head("", "", tuple(virtual(ballots).values()), ()))
    lake.write(work.at("settings", key), lake.plain_parquet([(settings,)], SETTINGS))
    lake.write(address, lake.bucketed(rows, buckets, SURVEY))
    return key


def tally(work: Work, bucket: int, surveys: Sequence[str]) -> str:
    """Add up the support of departments, and keep what cites titles that documents of several places have."""
    key = lake.fingerprint(code(), bucket, list(surveys))
    address = work.at("tally", key)
    if lake.exists(address):
        return key
    support: dict[str, float] = {}
    places: dict[str, set[tuple[str, str]]] = defaultdict(set)
    citing: dict[str, list[tuple[float, str, str, bytes]]] = defaultdict(list)
    table = lake.bucket_of((work.at("survey", one) for one in surveys), bucket, SURVEY)
    for title, name, file, document, weight, chain in lake.rows_of(table):
        if not title:
            support[name] = support.get(name, 0.0) + weight
            continue
        citing[name].append((weight, file, document, chain))
        if name == document and (place := _chain(chain).place) is not None:
            places[name].add((place.name, place.parent))
    rows = [(name, total, "", "", b"") for name, total in support.items()]
    rows += [(n, *one) for n, several in places.items() if len(several) > 1 for one in citing[n]]
    lake.write(address, lake.plain_parquet(rows, TALLY))
    return key


@lru_cache(1 << 12)
def _chain(data: bytes) -> Setting:
    return Setting(unpack(data, tuple[Term, ...]))


def decide(work: Work, surveys: Sequence[str], tallies: Sequence[str]) -> str:
    """Decide what names mean, place by place: the one step that sees all of them in one process."""
    key = lake.fingerprint(code(), sorted(set(surveys)), list(tallies))
    address = work.at("local", key)
    if lake.exists(address):
        return key
    found: dict[str, Ballot] = {}
    for one in surveys:
        (head,) = lake.table_of(work.at("settings", one))["head"].to_pylist()
        for ballot in unpack_head(head).ballots:
            mark = ballot.where[0]
            old = found.get(mark)
            both = {**old.votes, **ballot.votes} if old is not None else ballot.votes
            found[mark] = Ballot((mark, ""), ballot.setting, both, {}, {}, ballot.before)
    written: dict[Key, float] = {}
    titles: dict[tuple[str, str], tuple[bytes, dict[Key, float]]] = {}
    for one in tallies:
        for name, support, file, document, chain in lake.rows_of(lake.table_of(work.at("tally", one))):
            if support >= 0:
                written[Key("Organization", name)] = support
                continue
            votes = titles.setdefault((file, document), (chain, {}))[1]
            if support == _NAMED:
                votes[Key("Document", name)] = 1.0
    ballots = [found[mark] for mark in sorted(found)]
    ballots += [Ballot(w, _chain(chain), votes, {}, {}, {}) for w, (chain, votes) in sorted(titles.items())]
    local, _ = local_names(ballots, written, NO_DECISIONS)
    rows = [
        (where[0] if where[0] in found else "d" + "\x1f".join(where), k.label, k.name, v.name)
        for where, names in sorted(local.items())
        for k, v in sorted(names.items(), key=str)
    ]
    lake.write(address, lake.plain_parquet(rows, LOCAL))
    return key


class Local:
    """What was decided, as every process holds it."""

    def __init__(self, table: pa.Table) -> None:
        self._into: dict[str, dict[Key, Key]] = defaultdict(dict)
        for where, label, name, into in lake.rows_of(table):
            self._into[where][Key(label, name)] = Key(label, into)

    def of(self, ballot: Ballot) -> Mapping[Key, Key]:
        """Return the names of a document that mean something else than their words."""
        found: dict[Key, Key] = {}
        for mark in marks(ballot):
            if mark in self._into:
                found |= {key: into for key, into in self._into[mark].items() if key in ballot.votes}
        return found


@lru_cache(1)
def local_of(address: str) -> Local:
    """Read what was decided; once a process."""
    return Local(lake.table_of(address))
