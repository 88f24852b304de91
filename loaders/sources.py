"""What a load keeps of each file, so that the set of documents can change without reading the rest again.

The head is small: what the file says of names. Deciding which names are one needs the heads of all files.
The body is the text and its drafts. Both are kept beside the graph (:mod:`deltatrunk.graph.records`).
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from types import MappingProxyType
from typing import Any, TypeVar, cast

import msgspec

from ..graph.errors import ExportError
from ..graph.facts import Skip
from ..graph.records import SETTING, SOURCE, Record
from .findings import Key, Mention
from .given import GIVEN
from .lexicon_files import Term
from .pipeline import Body, Head
from .resolution import Resolution
from .resolution.decisions import NO_DECISIONS, Decisions
from .resolution.model import Ballot, Where
from .resolution.places import Setting

T = TypeVar("T")
_LARGEST = 1 << 30
"""Bytes that one kept source may unfold to: a damaged or made-up one is no reason to run out of memory."""


def record_of(head: Head, body: Body) -> Record:
    """Return the record that a store keeps of a file."""
    note = {
        "file": head.file, "sha256": head.sha256, "titles": list(head.titles),
        "characters": len(body.source.text), "reader": reader(), "given": body.source.encoding == GIVEN,
    }  # fmt: skip
    return Record.of(SOURCE, head.file, note, pack_head(head), pack_body(body))


def records_of(read: Sequence[tuple[Head, Body]], decisions: Decisions = NO_DECISIONS) -> tuple[Record, ...]:
    """Return what a store keeps of the files that a graph was made from, and of the decisions on their names."""
    return (*(record_of(head, body) for head, body in read), decisions_record(decisions))


def decisions_record(decisions: Decisions) -> Record:
    """Return the record of the decisions by which names were joined: with others, all have to be joined anew."""
    plain = [(d.kind, d.one, d.other) for d in decisions.items]
    digest = hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()
    return Record.of(SETTING, "decisions", {"digest": digest, "count": len(plain)})


@cache
def reader() -> str:
    """Return the version that reads documents: what another one kept is read anew when something changes."""
    return version("deltatrunk")


def pack_head(head: Head) -> str:
    """Return a head as text."""
    plain = _PlainHead(head.file, head.sha256, tuple(map(_plain_ballot, head.ballots)), head.stated)
    return _packed(plain)


def unpack_head(text: str) -> Head:
    """Read a head back; raises :class:`ExportError` where it is damaged."""
    plain = _unpacked(text, _PlainHead)
    return Head(plain.file, plain.sha256, tuple(map(_ballot, plain.ballots)), plain.stated)


def pack_body(body: Body) -> str:
    """Return a body as text."""
    return _packed(body)


def unpack_body(text: str) -> Body:
    """Read a body back; raises :class:`ExportError` where it is damaged."""
    return _unpacked(text, Body)


def pack(value: object) -> bytes:
    """Return a dataclass of plain values as bytes, for what lies between two passes."""
    return _ENCODER.encode(value)


def unpack(data: bytes, kind: type[T]) -> T:
    """Read bytes of :func:`pack` back."""
    found: T = _decoder(cast("Hashable", kind)).decode(data)
    return found


@dataclass(frozen=True, slots=True)
class _PlainBallot:
    """A ballot in the shapes that a file format has: no keys that are objects."""

    where: Where
    chain: tuple[Term, ...]
    votes: tuple[tuple[Key, float], ...]
    aliases: tuple[tuple[Key, tuple[str, ...]], ...]
    stated: tuple[tuple[Key, tuple[str, ...]], ...]
    before: dict[str, str]


@dataclass(frozen=True, slots=True)
class _PlainHead:
    file: str
    sha256: str
    ballots: tuple[_PlainBallot, ...]
    stated: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class PlainResolution:
    """A resolution without its reasons, in the shapes that a file format has."""

    canonical: tuple[tuple[Key, Key], ...]
    local: tuple[tuple[Where, tuple[tuple[Key, Key], ...]], ...]
    skips: tuple[Skip, ...]


def plain_resolution(one: Resolution) -> PlainResolution:
    """Return what turning drafts into facts needs of a resolution, in plain shapes."""
    local = tuple((where, tuple(names.items())) for where, names in one.local.items())
    return PlainResolution(tuple(one.canonical.items()), local, one.skips)


def resolution_of(plain: PlainResolution) -> Resolution:
    """Return the resolution again."""
    return Resolution(dict(plain.canonical), {where: dict(names) for where, names in plain.local}, skips=plain.skips)


def _plain_ballot(one: Ballot) -> _PlainBallot:
    return _PlainBallot(
        one.where,
        one.setting.chain,
        tuple(one.votes.items()),
        tuple((key, tuple(sorted(forms))) for key, forms in one.aliases.items()),
        tuple((key, tuple(sorted(forms))) for key, forms in one.stated.items()),
        dict(one.before),
    )


def _ballot(plain: _PlainBallot) -> Ballot:
    return Ballot(
        plain.where,
        Setting(plain.chain),
        dict(plain.votes),
        {key: frozenset(forms) for key, forms in plain.aliases},
        {key: frozenset(forms) for key, forms in plain.stated},
        plain.before,
    )


def _hook(value: Any) -> Any:
    if isinstance(value, MappingProxyType | Mapping):
        return dict(value)
    if isinstance(value, frozenset):
        return sorted(value)  # the same bytes in every process
    raise NotImplementedError(f"{type(value).__name__} is no plain value")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_hook)


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


def _packed(value: object) -> str:
    return b64encode(zlib.compress(pack(value), 6)).decode("ascii")


def _unpacked(text: str, kind: type[T]) -> T:
    try:
        unfolding = zlib.decompressobj()
        data = unfolding.decompress(b64decode(text, validate=True), _LARGEST)
        if unfolding.unconsumed_tail or not unfolding.eof:
            raise ValueError("cut off or too large")
        return unpack(data, kind)
    except (ValueError, zlib.error, msgspec.DecodeError) as error:
        raise ExportError(
            "图库里保存的文件记录已损坏，或由另一个版本写成", hint="请用 deltatrunk build 从原文件重新建图"
        ) from error
