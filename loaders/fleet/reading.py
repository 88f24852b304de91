"""The two passes over a chunk of files: what their structure states, then their sentences.

As on one machine (:mod:`..passes`), with the names of all documents in between. The first pass also notes which
pairs of characters a file's sentences hold: by them the second finds the names that may stand there without asking
for all names, and sees whether any of these changed since it was last done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import add

import pyarrow as pa

from ...graph.errors import InputError, UnreadableFile, reason
from ..drafts import Draft
from ..findings import Key
from ..formats import extraction
from ..pipeline import Structure, finish, stated_by, structures_of
from ..sources import pack, pack_body, pack_head
from ..text import SourceText
from . import lake
from .inputs import Chunk, Input
from .shared import STATED, Lookup, lookup, stated_rows
from .work import Work, code

SCANNED = pa.schema(
    [("file", pa.string()), ("size", pa.int64()), ("sha256", pa.string()), ("what", pa.string()), ("hint", pa.string()),
     ("pairs", pa.string())]
)  # fmt: skip
READ = pa.schema(
    [("file", pa.string()), ("head", pa.string()), ("body", pa.string()), ("keys", pa.binary()), ("what", pa.string()),
     ("hint", pa.string())]
)  # fmt: skip
_CHANGED = UnreadableFile("在提取途中被改动了", hint="请等文件不再变动后重新运行")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the first pass answers: the chunk, the key of what it wrote, how many files can be used."""

    chunk: Chunk
    key: str
    usable: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes, or why there are none."""

    input: Input
    data: bytes
    sha256: str
    problem: InputError | None = None


def opened(chunk: Chunk) -> Iterator[Opened]:
    """Read the files of a chunk."""
    for one in chunk.inputs:
        try:
            data = lake.read(one.address)
        except OSError as error:
            problem = UnreadableFile(f"读不了：{reason(error)}", where=one.name, hint="请检查路径和权限")
            yield Opened(one, b"", "", problem)
            continue
        yield Opened(one, data, hashlib.sha256(data).hexdigest())


def scan(work: Work, chunk: Chunk) -> Scanned:
    """Read the structure of a chunk's files unless that is done: the files themselves say whether it is."""
    read = list(opened(chunk))
    key = lake.fingerprint(code(), work.names, [(one.input.name, one.sha256, len(one.data)) for one in read])
    address, stated = work.at("scanned", key), work.at("stated", key)
    if lake.exists(address):
        usable = sum(not what for what in lake.table_of(address, ["what"])["what"].to_pylist())
        return Scanned(chunk, key, usable)
    rows: list[lake.Row] = []
    mentions: list[tuple[str, int, tuple[object, ...]]] = []
    for one in read:
        problem, pairs = one.problem, ""
        if problem is None:
            try:
                structures = structures_of(extraction.source(one.data, one.input.name))
                mentions += [(one.input.name, k, m) for k, m in enumerate(_plain(structures))]
                pairs = "".join(sorted(_pairs(structures)))
            except Exception as error:
                problem = _problem(error, one.input.name)
        what, hint = (problem.what, problem.hint) if problem is not None else ("", "")
        rows.append((one.input.name, len(one.data), one.sha256, what, hint, pairs))
    forms, buckets = stated_rows(mentions, work.names)
    lake.write(stated, lake.bucketed(forms, buckets, STATED))
    lake.write(address, lake.plain_parquet(rows, SCANNED))
    return Scanned(chunk, key, sum(not what for *_, what, _, _ in rows))


def _problem(error: Exception, name: str) -> InputError:
    if isinstance(error, InputError):
        return error
    what = f"提取时程序出错（{type(error).__name__}：{error}）"
    return InputError(what, where=name, hint="请把这个文件和这一行报告给开发者")


def _plain(structures: tuple[Structure, ...]) -> Iterator[tuple[object, ...]]:
    for m in stated_by(structures):
        yield m.key.label, m.key.name, m.aliases, m.place.confidence


def _pairs(structures: tuple[Structure, ...]) -> set[str]:
    """Every two characters that stand side by side in a sentence: any name in it is made of them."""
    found: set[str] = set()
    for one in structures:
        for unit in one.units:
            texts = [view.text for _, view in unit.texts]
            for text in (unit.title.text, *texts) if unit.title is not None else texts:
                found.update(map(add, text, text[1:]))
    return found


def problems(work: Work, read: str) -> list[tuple[str, ...]]:
    """Return the files of a chunk that could not be used, with what and what to do."""
    table = lake.table_of(work.at("read", read), ["file", "what", "hint"])
    return [row for row in lake.rows_of(table, "file", "what", "hint") if row[1]]


def sentences(work: Work, scanned: Scanned, named: Sequence[str]) -> str:
    """Read the sentences of a chunk's files unless that is done; returns the key of what was written.

    What it depends on are the files and those shared names that may stand in them.
    """
    table = lake.table_of(work.at("scanned", scanned.key))
    pairs = {text[k : k + 2] for text in table["pairs"].to_pylist() for k in range(0, len(text), 2)}
    rows = lookup(tuple(named)).within(pairs)
    key = lake.fingerprint(scanned.key, rows)
    address = work.at("read", key)
    if lake.exists(address):
        return key
    shared = Lookup.names(rows)
    refused = {file: (what, hint) for file, what, hint in lake.rows_of(table, "file", "what", "hint") if what}
    sha256 = dict(lake.rows_of(table, "file", "sha256"))
    out: list[lake.Row] = []
    for one in opened(scanned.chunk):
        name = one.input.name
        cells: tuple[object, ...] = (name, "", "", b"", *refused.get(name, ("", "")))
        if name not in refused:
            try:
                if one.sha256 != sha256[name]:
                    raise _CHANGED
                source = extraction.source(one.data, name)
                cells = _read(source, shared)
            except Exception as error:
                problem = _problem(error, name)
                cells = (name, "", "", b"", problem.what, problem.hint)
        out.append(cells)
    lake.write(address, lake.plain_parquet(out, READ))
    return key


def _read(source: SourceText, shared: object) -> tuple[object, ...]:
    structures = structures_of(source)
    head, body = finish(source, structures, (), shared)  # type: ignore[arg-type]
    keys = pack(tuple(sorted({plain for one in body.drafts for plain in _keys(one)})))
    return source.file, pack_head(head), pack_body(body), keys, "", ""


def _keys(one: Draft) -> Iterator[tuple[str, str]]:
    """Every name that a draft's facts will ask for."""
    ends = [
        one.document,
        *(m.key for m in one.mentions),
        *(key for link in one.links for key in (link.head, link.tail)),
    ]
    for end in ends:
        key: Key | None = end
        while key is not None:
            yield key.label, key.name
            key = key.owner
