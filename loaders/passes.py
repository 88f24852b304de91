"""The passes over many documents, a file at a time: what lies between two passes lies on disk.

Structure first, because what one document's headings and tables name is a name in the sentences of
all; then sentences; then, when names are resolved over all documents, facts. Each function here works
on one file and answers with little, so that any number of processes may share the files. Between the
passes lie plain values (:mod:`.sources`), never objects that would run code when they are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..graph.errors import InputError
from ..graph.facts import Skip
from ..graph.spilling import Rows
from .assemble import assemble
from .findings import Mention
from .names import Names, stated_names
from .pipeline import Body, Head, finish, stated_by, structures_of
from .resolution import Resolution
from .sources import PlainResolution, pack, plain_resolution, resolution_of, unpack
from .text import SourceText, read_source


@dataclass(frozen=True, slots=True)
class File:
    """A file of a load: where it is, what evidence calls it, its number, the folder for what lies between."""

    path: Path
    name: str
    number: int
    between: Path

    @property
    def text(self) -> Path:
        """Where its text lies."""
        return self.between / f"{self.number}.text"

    @property
    def body(self) -> Path:
        """Where its body lies."""
        return self.between / f"{self.number}.body"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first pass answers: the names that a file's structure states, or why it cannot be used."""

    file: File
    stated: tuple[Mention, ...]
    problem: InputError | None = None


def structure_pass(file: File) -> Seen:
    """Read a file and the structure of its documents; only its text is kept, structure is soon read again."""
    try:
        source = read_source(file.path, file.name)
        stated = stated_by(structures_of(source))
    except InputError as error:
        return Seen(file, (), error)
    file.text.write_bytes(pack(source))
    return Seen(file, stated)


def sentence_pass(file: File, shared: Path) -> Head:
    """Read a file's documents with the names that all documents share."""
    source = unpack(file.text.read_bytes(), SourceText)
    structures = structures_of(source)
    head, body = finish(source, structures, stated_by(structures), _names(shared))
    file.body.write_bytes(pack(body))
    file.text.unlink()
    return head


def fact_pass(file: File, resolution: Path, *, text: bool) -> tuple[Rows, tuple[Skip, ...]]:
    """Turn a file's drafts into rows of facts, and give back what could not be placed."""
    body = body_of(file)
    words = body.source.text if text else None
    facts = assemble(((draft, words) for draft in body.drafts), _resolution(resolution))
    return Rows(facts.facts, facts.document_of), facts.skips


def body_of(file: File) -> Body:
    """Return a file's body as the second pass left it."""
    return unpack(file.body.read_bytes(), Body)


def keep_names(stated: tuple[Mention, ...], path: Path) -> Path:
    """Write the names that all documents share, for every process."""
    path.write_bytes(pack(stated))
    return path


def keep_resolution(resolution: Resolution, path: Path) -> Path:
    """Write what turning drafts into facts needs, for every process."""
    path.write_bytes(pack(plain_resolution(resolution)))
    return path


@lru_cache(1)
def _names(path: Path) -> Names:
    return stated_names(unpack(path.read_bytes(), tuple[Mention, ...]))


@lru_cache(1)
def _resolution(path: Path) -> Resolution:
    return resolution_of(unpack(path.read_bytes(), PlainResolution))
