"""The passes over many documents, a file at a time: what lies between two passes lies on disk.

Structure first, because what one document's headings and tables name is a name in the sentences of
all; then sentences; then, when names are resolved over all documents, facts. Each function here works
on one file and answers with little, so that any number of processes may share the files.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..graph.errors import InputError
from ..graph.facts import Skip
from ..graph.spilling import Rows
from .assemble import assemble
from .documents import Document, documents
from .findings import Findings, Mention
from .names import STATED, Names
from .pipeline import Structure, read_sentences, read_structure
from .resolution import Resolution
from .text import read_source


@dataclass(frozen=True, slots=True)
class File:
    """A file of a load: where it is, what evidence calls it, its number, the folder for what lies between."""

    path: Path
    name: str
    number: int
    between: Path

    @property
    def structure(self) -> Path:
        """Where its structure lies."""
        return self.between / f"{self.number}.structure"

    @property
    def findings(self) -> Path:
        """Where its findings lie."""
        return self.between / f"{self.number}.findings"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first pass answers: the names that a file's structure states, or why it cannot be used."""

    file: File
    stated: tuple[Mention, ...]
    problem: InputError | None = None


def structure_pass(file: File) -> Seen:
    """Read a file and the structure of its documents."""
    try:
        found = [read_structure(document) for document in documents(read_source(file.path, file.name))]
    except InputError as error:
        return Seen(file, (), error)
    _write(file.structure, found)
    stated = tuple(
        Mention(m.key, m.place, m.aliases, properties={})
        for one in found
        for m in one.reading.recorder.mentions
        if m.place.confidence >= STATED
    )
    return Seen(file, stated)


def sentence_pass(file: File, shared: Path) -> None:
    """Read the sentences of a file's documents with the names that all documents share."""
    read: list[Structure] = _read(file.structure)
    names = _kept(shared)
    found = tuple(read_sentences(one, names) for one in read)
    _write(file.findings, (tuple(one.reading.document for one in read), found))
    file.structure.unlink()


def fact_pass(file: File, resolution: Path, *, text: bool) -> tuple[Rows, tuple[Skip, ...]]:
    """Turn a file's findings into rows of facts, and give back what could not be placed."""
    read, found = findings_of(file)
    facts = assemble(read, found, _kept(resolution), text=text)
    return Rows(facts.facts, facts.document_of), facts.skips


def findings_of(file: File) -> tuple[tuple[Document, ...], tuple[Findings, ...]]:
    """Return a file's documents and findings as the second pass left them."""
    return _read(file.findings)  # type: ignore[no-any-return]


def all_findings(files: tuple[File, ...]) -> Iterator[Findings]:
    """Yield the findings of all files; only one file's are in memory at a time."""
    for file in files:
        yield from findings_of(file)[1]


def keep(value: Names | Resolution, path: Path) -> Path:
    """Write what every process needs."""
    _write(path, value)
    return path


@lru_cache(1)
def _kept(path: Path):  # type: ignore[no-untyped-def]
    return _read(path)


def _write(path: Path, value: object) -> None:
    with path.open("wb") as out:
        pickle.dump(value, out, pickle.HIGHEST_PROTOCOL)


def _read(path: Path):  # type: ignore[no-untyped-def]
    with path.open("rb") as data:
        return pickle.load(data)  # noqa: S301 - this run wrote it, into a folder of its own
