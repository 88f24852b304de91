"""Folders of thousands of documents: the same facts as :func:`~.pipeline.extract` gives, on several cores.

What lies between the stages lies on disk: :func:`extract_lines` hands the lines of the ``jsonl`` export on one by
one, :func:`build` gives a graph whose things are read as they are asked for.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..graph.errors import InputError
from ..graph.facts import Skip
from ..graph.model import Graph
from ..graph.records import Record
from ..graph.spilling import Spill
from .bundled import bundled
from .findings import Mention
from .given import given
from .passes import File, body_of, fact_pass, keep_names, keep_resolution, sentence_pass, structure_pass
from .pipeline import Body, Head, Step, extract
from .resolution import settle
from .resolution.decisions import NO_DECISIONS, Decisions
from .sources import decisions_record, record_of, records_of
from .text import find_files, on_disk
from .workers import Workers

ALONE = 1024 * 1024
"""Bytes of files up to which one process is done before others have started."""


@dataclass(frozen=True, slots=True)
class Written:
    """What :func:`extract_lines` wrote: counts by label and type, files used, what could not be placed or used."""

    counts: Mapping[str, int]
    files: int
    skipped: tuple[Skip, ...]
    problems: tuple[InputError, ...]
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Build:
    """What a store loads: the graph, the records of its files; files used, files that could not be, seconds a stage."""

    graph: Graph
    records: tuple[Record, ...]
    files: int
    problems: tuple[InputError, ...]
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Passed:
    """Files whose bodies lie on disk."""

    workers: Workers
    files: tuple[File, ...]
    heads: list[Head]
    """Taken out once names are resolved: they are what is large in memory."""
    problems: tuple[InputError, ...]
    folder: Path
    on_step: Step | None


def is_small(paths: Sequence[Path]) -> bool:
    """Tell whether one process is done with the files before others have started."""
    total = 0
    for path in sorted({on_disk(path) for path, _ in find_files(tuple(paths))[0]}):
        try:
            total += path.stat().st_size
        except OSError:
            continue  # reading it says what is wrong
    return total <= ALONE


def extract_lines(
    paths: Sequence[Path],
    write: Callable[[Iterator[str]], None],
    *,
    strict: bool = False,
    text: bool = True,
    jobs: int = 1,
    decisions: Decisions = NO_DECISIONS,
    on_step: Step | None = None,
) -> Written:
    """Extract and hand ``write`` the lines of the ``jsonl`` export, equal to those of the graph, byte for byte.

    Only names, ids of documents and what could not be placed are kept in memory; facts lie in a temporary
    folder, about six times the size of the text. ``write`` is not called where no file can be used.
    """
    started = time.perf_counter()
    with _passed(paths, strict=strict, jobs=jobs, on_step=on_step) as passed:
        after_read = time.perf_counter()
        if not passed.files:
            return Written({}, 0, (), passed.problems, {})
        with Spill(passed.folder / "facts") as spill:
            skips = _spilled(passed, spill, decisions, text=text)
            write(spill.lines())
            skips.update(spill.skips)
            counts = dict(sorted(spill.counts.items()))
    seconds = {"read": after_read - started, "extract": time.perf_counter() - after_read}
    return Written(counts, len(passed.files), tuple(sorted(skips)), passed.problems, seconds)


@contextmanager
def build(
    paths: Sequence[Path],
    *,
    strict: bool = False,
    jobs: int = 1,
    decisions: Decisions = NO_DECISIONS,
    on_step: Step | None = None,
    on_read: Callable[[], None] | None = None,
) -> Iterator[Build]:
    """Read files and folders into what a store loads; it lives as long as the block.

    Small files become a graph in memory; of others, or with several processes (``jobs``), it lies in a temporary
    folder, about twenty times the size of the text. It is the same graph. The rest as for :func:`.pipeline.extract`.
    """
    started = time.perf_counter()
    if jobs == 1 and is_small(paths):
        found = extract(paths, strict=strict, decisions=decisions, on_step=on_step, on_read=on_read)
        yield Build(found.graph, records_of(found.read, decisions), len(found.read), found.problems, found.seconds)
        return
    with _passed(paths, strict=strict, jobs=jobs, on_step=on_step, on_read=on_read) as passed:
        after_read = time.perf_counter()
        if not passed.files:
            yield Build(Graph({}, {}), (), 0, passed.problems, {})
            return
        with Spill(passed.folder / "facts") as spill:
            records: list[Record] = [decisions_record(decisions)]
            skips = _spilled(passed, spill, decisions, text=True, on_body=lambda *one: records.append(record_of(*one)))
            graph = spill.graph(skips)
            seconds = {"read": after_read - started, "extract": time.perf_counter() - after_read}
            yield Build(graph, tuple(records), len(passed.files), passed.problems, seconds)


def bundled_build() -> Build:
    """Return the facts that come with the package as what a store loads."""
    graph = bundled()
    read = given(graph)
    return Build(graph, records_of(read), len(read), (), {})


def _spilled(
    passed: _Passed,
    spill: Spill,
    decisions: Decisions,
    *,
    text: bool,
    on_body: Callable[[Head, Body], None] | None = None,
) -> set[Skip]:
    """Resolve names over all files and put their facts into a spill; returns what had no place."""
    resolved = settle(tuple(ballot for head in passed.heads for ballot in head.ballots), decisions)
    resolution = keep_resolution(resolved, passed.folder / "resolution")
    del resolved
    heads = passed.heads[::-1] if on_body is not None else []
    passed.heads.clear()
    skips: set[Skip] = set()
    work = partial(fact_pass, resolution=resolution, text=text)
    done = zip(passed.files, passed.workers.map(work, passed.files), strict=True)
    for number, (file, (rows, skipped)) in enumerate(done, 1):
        if passed.on_step is not None:
            passed.on_step("facts", file.name, number, len(passed.files))
        spill.add(rows)
        skips.update(skipped)
        if on_body is not None:
            on_body(heads.pop(), body_of(file))
        file.body.unlink()
    passed.workers.close()
    return skips


@contextmanager
def _passed(
    paths: Sequence[Path],
    *,
    strict: bool,
    jobs: int,
    on_step: Step | None = None,
    on_read: Callable[[], None] | None = None,
) -> Iterator[_Passed]:
    """Read structure and sentences of all files into a temporary folder that lives as long as the block."""
    listed, unreadable = find_files(tuple(paths))
    problems: list[InputError] = list(unreadable)
    if strict and problems:
        raise problems[0]
    with tempfile.TemporaryDirectory(prefix="deltatrunk-") as name, Workers(jobs) as workers:
        folder = Path(name)
        files = [File(path, called, number, folder) for number, (path, called) in enumerate(listed)]
        usable: list[File] = []
        stated: list[Mention] = []
        for number, seen in enumerate(workers.map(structure_pass, files), 1):
            if on_step is not None:
                on_step("read", seen.file.name, number, len(files))
            if seen.problem is not None:
                if strict:
                    raise seen.problem
                problems.append(seen.problem)
                continue
            usable.append(seen.file)
            stated.extend(seen.stated)
        if on_read is not None and usable:
            on_read()
        work = partial(sentence_pass, shared=keep_names(tuple(stated), folder / "names"))
        del stated
        heads: list[Head] = []
        for number, head in enumerate(workers.map(work, usable), 1):
            if on_step is not None:
                on_step("sentences", usable[number - 1].name, number, len(usable))
            heads.append(head)
        yield _Passed(workers, tuple(usable), heads, tuple(problems), folder, on_step)
