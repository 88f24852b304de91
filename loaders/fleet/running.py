"""A corpus from documents to a graph, stage by stage; each stage is many tasks, and what is done is not done again.

    scan        files → names that structure states            gather     names of all files, a bucket of forms each
    sentences   files, names → drafts and ballots               survey     ballots → what may mean different things
    tally       support of departments, shared titles           decide     what names mean in single documents
    votes       ballots → votes for keys                        count      keys with votes, a bucket each, and hubs
    edges       keys that may influence each other              components by rounds
    settle      the rules of resolution, a bucket of components  answer     what became of keys, for each chunk
    facts       drafts, answers → entities and relations        nodes, relationships   merged, a bucket of ids each

No stage but ``decide`` needs more than a chunk of documents or a bucket of names, keys or ids in memory, and the
names that sentences share.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from ...graph.errors import ExportError, InputError
from . import components, facts, keys, lake, local, reading, settling, shared
from .engine import Engine, Listed, listed
from .inputs import Input, bucket_count, chunks, find_inputs
from .work import Work, code

Step = Callable[[str, int, int], None]
"""Told the stage's Chinese title, how many of its tasks are done, and how many there are."""
PROBLEMS = pa.schema([("file", pa.string()), ("what", pa.string()), ("hint", pa.string())])
_NAMES_A_BUCKET = 8
"""Buckets of facts for one of names: names are fewer."""
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found: files used, counts by label and type, what could not be used or placed, tasks done anew."""

    files: int
    counts: Mapping[str, int]
    skipped: Mapping[str, int]
    problems: tuple[InputError, ...]
    facts: int


@dataclass(slots=True)
class _Run:
    engine: Engine
    work: Work
    step: Step

    def map(self, title: str, function: Callable[..., Any], items: Sequence[tuple[Any, ...]]) -> list[Any]:
        """Run one stage."""
        self.step(title, 0, len(items))
        items = [(self.work, *item) for item in items]
        return self.engine.map(function, items, lambda done, total: self.step(title, done, total))

    def list(self, items: Sequence[str]) -> Listed:
        return listed(self.work.root, items)


def corpus(
    addresses: Sequence[str],
    out: str,
    engine: Engine,
    *,
    text: bool = True,
    chunk: int = 0,
    step: Step = lambda *_: None,
) -> Report:
    """Extract a corpus to partitioned Parquet at any address of fsspec; see the module.

    A file that cannot be used is reported, in ``problems`` and in the table of that name. ``chunk`` is the wanted
    number of files a task, by default in proportion to the square root of all. Raises :class:`ExportError` where
    the folder holds something else.
    """
    _claim(out)
    inputs, problems = find_inputs(addresses)
    if not inputs:
        return Report(0, {}, {}, problems, 0)
    count = bucket_count(len(inputs))
    work = Work(out, max(2, count // _NAMES_A_BUCKET), count, text)
    run = _Run(engine, work, step)
    read, more = _read(run, inputs, chunk)
    problems += more
    found = _facts(run, read)
    noded = run.map("归并节点", facts.nodes, [(b, run.list(found)) for b in range(work.facts)])
    lists = run.list(found), run.list(noded)
    related = run.map("归并关系", facts.relationships, [(b, *lists) for b in range(work.facts)])
    files = facts.results(work, found, noded, related)
    return _finish(run, files, problems, len(inputs) - len(more))


def _read(run: _Run, inputs: Sequence[Input], chunk: int) -> tuple[list[str], tuple[InputError, ...]]:
    """Read structure, then sentences, of all files."""
    scanned: list[reading.Scanned] = run.map("读取", reading.scan, [(one,) for one in chunks(inputs, chunk)])
    stated = run.list([one.key for one in scanned])
    names = run.map("汇总名称", shared.gather, [(b, stated) for b in range(run.work.names)])
    named = run.list([run.work.at("names", key) for key in names])
    read: list[str] = run.map("提取", reading.sentences, [(one, named) for one in scanned])
    problems = run.map("汇总问题", reading.problems, [(key,) for key in read])
    return read, tuple(InputError(what, where=file, hint=hint) for several in problems for file, what, hint in several)


def _facts(run: _Run, read: Sequence[str]) -> list[str]:
    """Resolve names over all documents and turn drafts into facts."""
    buckets = range(run.work.names)
    surveys = run.list(run.map("各地名称", local.survey, [(key,) for key in read]))
    tallies = run.list(run.map("各地名称", local.tally, [(b, surveys) for b in buckets]))
    (decided,) = run.map("各地名称", local.decide, [(surveys, tallies)])
    voted = run.list(run.map("归一", keys.votes, [(key, decided, n) for n, key in enumerate(read)]))
    counted = run.map("归一", keys.count, [(b, voted) for b in buckets])
    hubs = run.list(counted)
    edged = run.list(run.map("归一", keys.edges, [(b, hubs) for b in buckets]))
    labels = _labels(run, edged)
    pairs = zip(counted, labels, strict=True)
    grouped = run.list(run.map("归一", components.group, [(key, label) for key, label in pairs]))
    settled = run.list(run.map("归一", settling.settle, [(b, grouped) for b in buckets]))
    answers = run.list(run.map("归一", settling.answer, [(b, settled, voted) for b in buckets]))
    found: list[str] = run.map("写事实", facts.facts, [(key, decided, answers, n) for n, key in enumerate(read)])
    return found


def _labels(run: _Run, edged: Listed) -> list[str]:
    """Find the component of every key, by rounds until nothing changes."""
    buckets = range(run.work.names)
    found = run.map("归一", components.start, [(b, edged) for b in buckets])
    for _ in range(components.MOST_ROUNDS):
        sent = run.list([key for key, _ in found])
        found = run.map("归一", components.spread, [(b, edged, found[b][0], sent) for b in buckets])
        if not any(changed for _, changed in found):
            break
    return [key for key, _ in found]


def _claim(out: str) -> None:
    """Refuse a folder that holds anything but a corpus."""
    fs, path = lake.opened(out)
    here = lake.listed(out)
    if fs.isfile(path) or (here and "work" not in here):
        raise ExportError("这里已有别的内容", where=out, hint="请换一个空的文件夹")


def _finish(run: _Run, files: Sequence[str], problems: Sequence[InputError], used: int) -> Report:
    """Write the problems and the manifest, and take away what an earlier run left in the folders of results."""
    root = run.work.root
    rows = [(p.where, p.what, p.hint) for p in problems]
    lake.write(lake.below(root, "problems.parquet"), lake.plain_parquet(rows, PROBLEMS))
    summed = run.map("写清单", summary, [(address,) for address in files])
    counts: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for name, kinds, _, _ in summed:
        if name in ("nodes", "relationships"):
            counts.update(kinds)
        elif name == "skips":
            skipped.update(kinds)
    stated = sum(sum(kinds.values()) for name, kinds, _, _ in summed if name in ("entities", "relations"))
    manifest = {
        "format": _FORMAT, "code": code(), "files_used": used, "problems": len(problems),
        "counts": dict(sorted(counts.items())), "skipped": dict(sorted(skipped.items())), "facts": stated,
        "files": {
            address.removeprefix(root).lstrip("/"): {"size": size, "sha256": digest}
            for address, (_, _, size, digest) in zip(files, summed, strict=True)
        },
    }  # fmt: skip
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    lake.write(lake.below(root, "manifest.json"), f"{text}\n".encode())
    kept = set(files)
    for folder in ("facts/entities", "facts/relations", "nodes", "relationships", "skips"):
        at = lake.below(root, folder)
        lake.remove(lake.below(at, name) for name in lake.listed(at) if lake.below(at, name) not in kept)
    return Report(used, dict(sorted(counts.items())), dict(sorted(skipped.items())), tuple(problems), stated)


def summary(_: Work, address: str) -> tuple[str, dict[str, int], int, str]:
    """Return a result's folder, its rows by kind, its size and its checksum."""
    name = address.rsplit("/", 2)[1]
    column = {"nodes": "labels", "relationships": "type", "skips": "kind", "entities": "label", "relations": "type"}[
        name
    ]
    data = lake.read(address)
    values = lake.table_of(address, [column])[column].to_pylist()
    kinds = Counter(value[0] if isinstance(value, list) else value for value in values)
    return name, dict(kinds), len(data), hashlib.sha256(data).hexdigest()
