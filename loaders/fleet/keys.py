"""Names as keys: their votes over all documents, and which of them could ever be one thing.

Resolution joins keys by a handful of features (:mod:`..resolution.rules`): the folded name, a stated alias, a title
without brackets, an entry of a register, a programme's name without its last word, a legal name that opens with a
short form. Each feature is a word here, a *hub*. Keys that share a hub may influence each other, and none else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

import pyarrow as pa

from ...graph.ids import fold
from .. import lexicon
from ..findings import Key
from ..naming import core_name
from ..resolution.model import Ballot
from ..resolution.rules import (
    _BRACKETS,
    _DEED,
    _GROUP,
    _LEAST_LEGAL,
    _LEAST_SHORT_FORM,
    _LEAST_STEM,
    _LEGAL,
    _SPACES,
    placed,
)
from ..sources import unpack
from . import lake
from .local import ballots_of, local_of
from .work import Work, code

VOTE, ALIAS, ASK = range(3)
ROWS = pa.schema(
    [("kind", pa.int8()), ("label", pa.string()), ("name", pa.string()), ("alias", pa.string()),
     ("support", pa.float64()), ("chunk", pa.int32())]
)  # fmt: skip
KEYS = pa.schema(
    [("number", pa.int64()), ("label", pa.string()), ("name", pa.string()), ("support", pa.float64()),
     ("first", pa.int64()), ("aliases", pa.list_(pa.string()))]
)  # fmt: skip
HUBS = pa.schema([("hub", pa.string()), ("number", pa.int64()), ("role", pa.int8()), ("text", pa.string())])
EDGES = pa.schema([("number", pa.int64()), ("other", pa.int64())])
MEMBER, OWNER, LEGAL, SHORT = range(4)
"""Why a key is at a hub: it has the feature; it states the alias; it is a legal name; it may be one's short form."""
_ENOUGH = 2
"""A short form that opens two legal names joins none: more need not be known."""


def number_of(label: str, name: str) -> int:
    """Return a key's number; two keys of one number would only be looked at together."""
    return lake.number_of(label, name)


def votes(work: Work, read: str, local: str, chunk: int) -> str:
    """Write what a chunk's documents say of names as they mean them, and which names its facts will ask for."""
    key = lake.fingerprint(code(), work.names, read, local, chunk)
    address = work.at("votes", key)
    if lake.exists(address):
        return key
    rows: list[lake.Row] = []
    asked: set[tuple[str, str]] = set()

    def row(kind: int, one: Key, alias: str = "", support: float = 0.0) -> None:
        rows.append((kind, one.label, one.name, alias, support, chunk))

    meant = local_of(work.at("local", local))
    for ballot in ballots_of(work, read):
        here = meant.of(ballot)
        (one,) = placed([ballot], {ballot.where: here})
        for name, support in one.votes.items():
            row(VOTE, name, support=support)
        for name, forms in one.aliases.items():
            for alias in sorted(forms):
                row(ALIAS, name, alias)
        asked.update((k.label, k.name) for k in (*ballot.votes, *here.values()))
    for data in lake.table_of(work.at("read", read), ["keys"])["keys"].to_pylist():
        if data:
            asked.update(unpack(data, tuple[tuple[str, str], ...]))
    for pair in sorted(asked):
        row(ASK, Key(*pair))
    buckets = [number_of(label, name) % work.names for _, label, name, *_ in rows]
    lake.write(address, lake.bucketed(rows, buckets, ROWS))
    return key


def count(work: Work, bucket: int, voted: Sequence[str]) -> str:
    """Add up one bucket of keys over all chunks, document by document in order, and name each key's hubs."""
    key = lake.fingerprint(code(), bucket, list(voted))
    address = work.at("keys", key)
    if lake.exists(address):
        return key
    support: dict[Key, float] = {}
    first: dict[Key, int] = {}
    aliases: dict[Key, set[str]] = defaultdict(set)
    for chunk, one in enumerate(voted):
        table = lake.bucket_of([work.at("votes", one)], bucket, ROWS)
        for at, (kind, label, name, alias, weight, _) in enumerate(lake.rows_of(table)):
            if kind == VOTE:
                named = Key(label, name)
                support[named] = support.get(named, 0.0) + weight
                first.setdefault(named, chunk << 32 | at)
            elif kind == ALIAS:
                aliases[Key(label, name)].add(alias)
    rows: list[lake.Row] = []
    hubs: list[lake.Row] = []
    for named, weight in support.items():
        number, stated = number_of(named.label, named.name), sorted(aliases.get(named, ()))
        rows.append((number, named.label, named.name, weight, first[named], stated))
        hubs.extend((hub, number, role, text) for hub, role, text in sorted(set(hubs_of(named, stated))))
    buckets = [lake.number_of(hub) % work.names for hub, *_ in hubs]
    lake.write(work.at("hubs", key), lake.bucketed(hubs, buckets, HUBS))
    lake.write(address, lake.plain_parquet(rows, KEYS))
    return key


def hubs_of(key: Key, aliases: Sequence[str]) -> Iterator[tuple[str, int, str]]:
    """Yield the features by which a key may come together with others: hub, role, and what a short form opens."""
    yield f"fold {fold(key.name)}", MEMBER, ""
    for label in _labels(key.label):
        for alias in aliases:
            yield f"alias {label} {fold(alias)}", OWNER, ""
    yield f"alias {key.label} {fold(key.name)}", MEMBER, ""
    if key.label == "Document":
        yield f"title {fold(_BRACKETS.sub('', key.name))}", MEMBER, ""
    elif key.label in ("Place", "IndustryChain"):
        terms = (lexicon.places if key.label == "Place" else lexicon.industries)().find(key.name)
        if terms:
            yield f"fold {fold(terms[0].name)}", MEMBER, ""
    elif key.label == "Programme":
        yield f"programme {key.name}", MEMBER, ""
        yield f"programme {_DEED.sub('', key.name)}", MEMBER, ""
    elif key.label == "Company":
        yield from _company(key.name)


def _labels(label: str) -> set[str]:
    return {label, *(_SPACES if label in _SPACES else ())}


def _company(name: str) -> Iterator[tuple[str, int, str]]:
    for term in lexicon.companies().find(name):
        yield f"register {term.name}", MEMBER, ""
    if _LEGAL.search(name) and len(name) >= _LEAST_LEGAL:
        for text in {core_name(name), name}:
            yield f"opening {text[:2]}", LEGAL, text
    elif len(name) >= _LEAST_SHORT_FORM:
        stem = _GROUP.sub("", name)
        stem = stem if len(stem) >= _LEAST_STEM else name
        yield f"opening {stem[:2]}", SHORT, stem if len(stem) >= _LEAST_SHORT_FORM else name


def edges(work: Work, bucket: int, counted: Sequence[str]) -> str:
    """Write which keys of one bucket of hubs may influence each other, as edges in both directions."""
    key = lake.fingerprint(code(), bucket, list(counted))
    address = work.at("edges", key)
    if lake.exists(address):
        return key
    hubs: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    table = lake.bucket_of((work.at("hubs", one) for one in counted), bucket, HUBS)
    for hub, number, role, text in lake.rows_of(table):
        hubs[hub].append((number, role, text))
    found: set[tuple[int, int]] = set()
    for at in hubs.values():
        roles = {role for _, role, _ in at}
        if OWNER in roles and MEMBER not in roles:
            continue  # an alias that no document uses as a name joins nothing
        members = sorted({number for number, role, _ in at if role in (MEMBER, OWNER)})
        found.update((members[0], other) for other in members[1:])
        found.update(_opened(at))
    pairs = sorted({(a, b) for a, b in found if a != b} | {(b, a) for a, b in found if a != b})
    lake.write(address, lake.bucketed(pairs, [number % work.names for number, _ in pairs], EDGES))
    return key


def _opened(at: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Pairs of a short form and the legal names that open with it, two for each at most."""
    legal = sorted((text, number) for number, role, text in at if role == LEGAL)
    texts = [text for text, _ in legal]
    for number, role, word in at:
        if role != SHORT:
            continue
        holding: set[int] = set()
        for k in range(bisect_left(texts, word), len(legal)):
            if not texts[k].startswith(word) or len(holding) >= _ENOUGH:
                break
            holding.add(legal[k][1])
        yield from ((number, other) for other in sorted(holding))


def ballot_aliases(ballot: Ballot) -> Iterator[tuple[Key, Key]]:
    """Yield the short forms that a document defines for one of its names and uses as a name: (form, name)."""
    stated: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, forms in ballot.stated.items():
        for alias in forms:
            stated[key.label, alias].append(key)
    for (label, alias), keys in stated.items():
        form = Key(label, alias)
        if form in ballot.votes and form not in keys and len(keys) == 1:
            yield form, keys[0]
