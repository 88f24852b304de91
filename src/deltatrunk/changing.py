"""The documents of a store: build from them, add some, remove some, see what that changes or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .graph.errors import InputError, StoreError
from .graph.loading import Part, Wanted
from .graph.model import Graph
from .graph.receipt import Change, Receipt, backwards, between, receipt_of
from .graph.records import RECEIPT, SETTING, SOURCE, Record
from .graph.store import BoltStore
from .loaders.changing import Bodies, Changed, Kept, change
from .loaders.documents import Document, documents
from .loaders.given import given
from .loaders.pipeline import Body, joined
from .loaders.resolution.decisions import NO_DECISIONS, Decisions
from .loaders.sources import decisions_record, reader, records_of, unpack_body, unpack_head
from .loaders.text import SourceText, find_files, read_source

Step = Callable[[str, str, int, int], None]
_AT_ONCE = 40
_NOTHING = Wanted(Graph({}, {}), part=Part(frozenset(), frozenset()))


@dataclass(frozen=True, slots=True)
class Done:
    """What adding or removing documents did: the receipt, files that could not be used, files read again."""

    receipt: Receipt
    problems: tuple[InputError, ...] = ()
    reread: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    """Files that the store holds just so."""


@dataclass(frozen=True, slots=True)
class _State:
    """The documents that a store is made of, as of its last receipt."""

    kept: Kept
    notes: Mapping[str, Mapping[str, object]]
    since: int
    missing: tuple[Record, ...] = ()
    """Records that the store does not have yet: its graph was loaded without any."""
    other_decisions: bool = False


def add(
    bolt: BoltStore,
    paths: Sequence[Path],
    *,
    strict: bool = False,
    beside: bool = False,
    dry: bool = False,
    decisions: Decisions = NO_DECISIONS,
    on_step: Step | None = None,
    command: str = "",
) -> Done:
    """Add files to the documents of a store.

    A file that has the name or the title of one that is there takes its place, as its newer version; with ``beside``
    it stands beside it. A file that cannot be used is named in the answer and left out; with ``strict``, or where
    none can be used, the first raises :class:`InputError`. With ``dry`` nothing is written.
    """
    state = _state(bolt, decisions)
    opened, problems = _open(paths, state, beside=beside)
    if problems and (strict or not opened):
        raise problems[0]
    already = tuple(s.file for s, _ in opened if state.notes.get(s.file, {}).get("sha256") == s.sha256)
    fresh = [(s, found) for s, found in opened if s.file not in already]
    older = () if beside else _older(fresh, state)
    return _change(bolt, state, fresh, older, decisions, on_step, dry, command, tuple(problems), already)


def remove(
    bolt: BoltStore,
    names: Sequence[str],
    *,
    dry: bool = False,
    decisions: Decisions = NO_DECISIONS,
    on_step: Step | None = None,
    command: str = "",
) -> Done:
    """Remove documents by the name of their file or by their title; raises :class:`InputError` for an unknown one."""
    state = _state(bolt, decisions)
    dropped = sorted({_known(name, state) for name in names})
    return _change(bolt, state, (), dropped, decisions, on_step, dry, command, (), ())


def history(bolt: BoltStore) -> tuple[Receipt, ...]:
    """Return the receipts of every load that changed something, the first first, without their details."""
    return tuple(receipt_of(record.noted) for record in bolt.records(RECEIPT))


def receipt(bolt: BoltStore, number: int) -> Receipt:
    """Return one receipt with its details; raises :class:`StoreError` where there is none of that number."""
    for record in bolt.records(RECEIPT):
        if int(record.name) == number:
            return receipt_of(record.noted, bolt.record_parts("body", [record.key]).get(record.key, ""))
    raise StoreError(f"没有第 {number} 次改动的记录", hint="用 deltatrunk history 查看有哪些")


def difference(bolt: BoltStore, old: int, new: int) -> tuple[Change, ...]:
    """Return what changed between two states of a store, named by the receipts that led to them; 0 is the empty one.

    Raises :class:`StoreError` for a number that no receipt has, or one whose details were too many to keep.
    """
    low, high = sorted((old, new))
    known = {int(record.name): record for record in bolt.records(RECEIPT)}
    for number in (low, high):
        if number and number not in known:
            raise StoreError(f"没有第 {number} 次改动的记录", hint="用 deltatrunk history 查看有哪些")
    steps = [known[number] for number in sorted(known) if low < number <= high]
    bodies = bolt.record_parts("body", [record.key for record in steps])
    found: list[tuple[Change, ...]] = []
    for record in steps:
        body = bodies.get(record.key, "")
        if not body:
            raise StoreError(
                f"第 {record.noted['number']} 次改动太大，没有逐条记录", hint="用 deltatrunk history 看它的合计"
            )
        found.append(receipt_of(record.noted, body).details)
    folded = between(found)
    return folded if old <= new else backwards(folded)


def _state(bolt: BoltStore, decisions: Decisions) -> _State:
    records = bolt.records()
    since = max((int(r.name) for r in records if r.kind == RECEIPT), default=0)
    listed = [r for r in records if r.kind == SOURCE]
    if not listed:
        return _given_state(bolt.graph(), since, decisions)
    data = bolt.record_parts("data", [r.key for r in listed])
    heads = tuple(unpack_head(data[r.key]) for r in listed)
    notes = {r.name: r.noted for r in listed}
    stale = frozenset(name for name, note in notes.items() if note.get("reader") != reader())
    wanted = decisions_record(decisions).digest
    other = any(r.digest != wanted for r in records if r.kind == SETTING)
    return _State(Kept(heads, _bodies(bolt), stale), notes, since, other_decisions=other)


def _given_state(graph: Graph, since: int, decisions: Decisions) -> _State:
    """A graph that a program loaded: what it states is kept as if it had been read."""
    read = given(graph)
    bodies = {head.file: body for head, body in read}
    records = records_of(read, decisions)
    kept = Kept(tuple(head for head, _ in read), lambda names: (bodies[name] for name in names))
    return _State(kept, {r.name: r.noted for r in records if r.kind == SOURCE}, since, records)


def _bodies(bolt: BoltStore) -> Bodies:
    def read(names: Sequence[str]) -> Iterator[Body]:
        for at in range(0, len(names), _AT_ONCE):
            keys = [f"{SOURCE}/{name}" for name in names[at : at + _AT_ONCE]]
            found = bolt.record_parts("body", keys)
            for key in keys:
                yield unpack_body(found[key])

    return read


def _open(
    paths: Sequence[Path], state: _State, *, beside: bool
) -> tuple[list[tuple[SourceText, tuple[Document, ...]]], list[InputError]]:
    listed, unreadable = find_files(tuple(paths))
    problems: list[InputError] = list(unreadable)
    opened: list[tuple[SourceText, tuple[Document, ...]]] = []
    titles = {head.file: set(head.titles) for head in state.kept.heads}
    for path, name in listed:
        try:
            source = read_source(path, name)
            found = tuple(documents(source))
            if name in titles and (beside or not titles[name] & {d.name for d in found}):
                # Another document under a name that is taken: evidence names one file.
                source = read_source(path, _free(path, name, titles))
                found = tuple(documents(source))
            opened.append((source, found))
        except InputError as error:
            problems.append(error)
    return opened, problems


def _free(path: Path, name: str, taken: Mapping[str, object]) -> str:
    """Put folders before a name until no other file has it."""
    parts = path.resolve().parts
    for depth in range(name.count("/") + 2, len(parts) + 1):
        longer = "/".join(parts[-depth:]).lstrip("/")
        if longer not in taken:
            return longer
    raise InputError("图库里已有同名的文件", where=name, hint="请改一个文件名再加入")


def _older(fresh: Sequence[tuple[SourceText, Sequence[Document]]], state: _State) -> tuple[str, ...]:
    """The files that fresh ones are newer versions of: all their documents have titles that come again."""
    titles = {d.name for _, found in fresh for d in found}
    names = {s.file for s, _ in fresh}
    return tuple(h.file for h in state.kept.heads if h.titles and h.file not in names and set(h.titles) <= titles)


def _known(name: str, state: _State) -> str:
    found = [h.file for h in state.kept.heads if name in (h.file, *h.titles)]
    found = found or [h.file for h in state.kept.heads if any(name in one for one in (h.file, *h.titles))]
    if len(found) == 1:
        return found[0]
    have = "、".join((found or [h.file for h in state.kept.heads])[:8]) or "图库里没有文件"
    what = f"“{name}”可以是几个文件" if found else f"图库里没有文件“{name}”"
    raise InputError(what, hint=f"请写明文件名或标题：{have}")


def _change(
    bolt: BoltStore,
    state: _State,
    opened: Sequence[tuple[SourceText, Sequence[Document]]],
    dropped: Sequence[str],
    decisions: Decisions,
    on_step: Step | None,
    dry: bool,
    command: str,
    problems: tuple[InputError, ...],
    already: tuple[str, ...],
) -> Done:
    if not opened and not dropped and not state.other_decisions:
        return Done(bolt.change(_NOTHING, dry=True), problems, (), already)
    found = change(state.kept, opened, dropped, decisions, on_step)
    if state.other_decisions:
        wanted = _joined_anew(state, found, decisions, command)
    else:
        part = Part(found.nodes, found.relationships, tuple(dropped))
        records = {r.key: r for r in (*state.missing, *records_of(found.read, decisions))}
        gone = {f"{SOURCE}/{name}" for name in dropped}
        put = tuple(r for key, r in sorted(records.items()) if key not in gone)
        wanted = Wanted(found.graph, put, part, state.since, command)
    return Done(bolt.change(wanted, dry=dry), problems, found.reread, already)


def _joined_anew(state: _State, found: Changed, decisions: Decisions, command: str) -> Wanted:
    """Other decisions on names may reach any document: all are joined again, from what is kept of them."""
    read = {head.file: (head, body) for head, body in found.read}
    rest = [head for head in state.kept.heads if head.file not in read and head.file not in found.dropped]
    for head, body in zip(rest, state.kept.bodies([h.file for h in rest]), strict=True):
        read[head.file] = (head, body)
    every = tuple(one for _, one in sorted(read.items()))
    return Wanted(joined(every, decisions, text=True)[0], records_of(every, decisions), None, state.since, command)
