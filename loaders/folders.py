"""Folders of thousands of documents: the same facts as :func:`~.pipeline.extract` gives, on several cores.

:func:`extract` gives a graph, which a store needs whole. :func:`extract_lines` hands the lines of the
``jsonl`` export on one by one, in memory that does not grow with the documents' text.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from ..graph.errors import InputError
from ..graph.facts import Skip
from ..graph.spilling import Spill
from . import pipeline
from .findings import Mention
from .passes import File, body_of, fact_pass, keep_names, keep_resolution, sentence_pass, structure_pass
from .pipeline import Extraction, Head, Progress, Step, joined
from .resolution import settle
from .resolution.decisions import NO_DECISIONS, Decisions
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
class _Passed:
    """Files whose bodies lie on disk."""

    workers: Workers
    files: tuple[File, ...]
    heads: tuple[Head, ...]
    problems: tuple[InputError, ...]
    folder: Path


def is_small(paths: Sequence[Path]) -> bool:
    """Tell whether one process is done with the files before others have started."""
    total = 0
    for path in sorted({on_disk(path) for path, _ in find_files(tuple(paths))[0]}):
        try:
            total += path.stat().st_size
        except OSError:
            continue  # reading it says what is wrong
    return total <= ALONE


def extract(
    paths: Sequence[Path],
    *,
    strict: bool = False,
    text: bool = True,
    jobs: int = 1,
    decisions: Decisions = NO_DECISIONS,
    on_progress: Progress | None = None,
    on_step: Step | None = None,
    on_read: Callable[[], None] | None = None,
) -> Extraction:
    """Read files and folders into one graph, on ``jobs`` processes; see :func:`.pipeline.extract`.

    The graph is the same whatever the number of processes. ``on_step`` is told of every file in both passes.
    """
    if jobs == 1:
        return pipeline.extract(
            paths, strict=strict, text=text, decisions=decisions,
            on_progress=on_progress, on_step=on_step, on_read=on_read,
        )  # fmt: skip
    started = time.perf_counter()
    with _passed(paths, strict=strict, jobs=jobs, step=_steps(on_progress, on_step), on_read=on_read) as passed:
        read = tuple((head, body_of(file)) for head, file in zip(passed.heads, passed.files, strict=True))
    after_read = time.perf_counter()
    graph, resolution = joined(read, decisions, text=text)
    seconds = {"read": after_read - started, "extract": time.perf_counter() - after_read}
    return Extraction(graph, read, passed.problems, MappingProxyType(seconds), resolution)


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
    step = _steps(None, on_step)
    with _passed(paths, strict=strict, jobs=jobs, step=step) as passed:
        after_read = time.perf_counter()
        if not passed.files:
            return Written({}, 0, (), passed.problems, {})
        resolved = settle(tuple(ballot for head in passed.heads for ballot in head.ballots), decisions)
        resolution = keep_resolution(resolved, passed.folder / "resolution")
        del resolved
        skips: set[Skip] = set()
        with Spill(passed.folder / "facts") as spill:
            work = partial(fact_pass, resolution=resolution, text=text)
            for number, (rows, skipped) in enumerate(passed.workers.map(work, passed.files), 1):
                step("facts", passed.files[number - 1].name, number, len(passed.files))
                spill.add(rows)
                skips.update(skipped)
                passed.files[number - 1].body.unlink()
            passed.workers.close()
            write(spill.lines())
            skips.update(spill.skips)
            counts = dict(sorted(spill.counts.items()))
    seconds = {"read": after_read - started, "extract": time.perf_counter() - after_read}
    return Written(counts, len(passed.files), tuple(sorted(skips)), passed.problems, seconds)


def _steps(on_progress: Progress | None, on_step: Step | None) -> Step:
    def step(stage: str, name: str, number: int, total: int) -> None:
        if on_progress is not None and stage == "read":
            on_progress(name, number, total)
        if on_step is not None:
            on_step(stage, name, number, total)

    return step


@contextmanager
def _passed(
    paths: Sequence[Path], *, strict: bool, jobs: int, step: Step, on_read: Callable[[], None] | None = None
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
            step("read", seen.file.name, number, len(files))
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
            step("sentences", usable[number - 1].name, number, len(usable))
            heads.append(head)
        yield _Passed(workers, tuple(usable), tuple(heads), tuple(problems), folder)
