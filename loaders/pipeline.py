"""The whole way from paths to a graph: read, extract, resolve, assemble, merge."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..graph.errors import InputError
from ..graph.model import Graph, merge
from .assemble import assemble
from .documents import Document, documents
from .drafts import Draft, draft
from .entities import typed_sentences
from .findings import Findings, Key, Mention, Recorder
from .measures import Unit, units
from .names import STATED, Names, stated_names
from .reading import Reading, passages_of, theme
from .resolution import Resolution, observe, settle
from .resolution.decisions import NO_DECISIONS, Decisions
from .resolution.model import Ballot
from .rules.abbreviations import read_abbreviations
from .rules.chain_tables import read_chain_tables
from .rules.enterprise_tables import read_enterprise_tables
from .rules.head import read_citations, read_head
from .rules.indicators import read_indicators
from .rules.layout import read_layout
from .rules.lists import read_lists
from .rules.programmes import read_programmes
from .rules.projects import read_projects
from .rules.prose_values import read_values
from .rules.relations import read_relations
from .rules.responsibility import read_responsibility
from .rules.unplaced import report_items, report_structure
from .text import SourceText, find_files, read_source

Progress = Callable[[str, int, int], None]
Step = Callable[[str, str, int, int], None]
"""Told the stage (``read``, ``sentences``, ``facts``), the file, its number and how many there are."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a file says of names: the ballots of its documents, and the names that its structure states."""

    file: str
    sha256: str
    ballots: tuple[Ballot, ...]
    stated: tuple[Mention, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of its documents."""
        return tuple(ballot.where[1] for ballot in self.ballots)


@dataclass(frozen=True, slots=True)
class Body:
    """A file's text and the drafts of its documents."""

    source: SourceText
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a load found: the graph, the files read, the ones that could not be used, seconds a stage."""

    graph: Graph
    read: tuple[tuple[Head, Body], ...]
    problems: tuple[InputError, ...]
    seconds: Mapping[str, float]
    resolution: Resolution

    @property
    def sources(self) -> tuple[SourceText, ...]:
        """The files read."""
        return tuple(body.source for _, body in self.read)


@dataclass(frozen=True, slots=True)
class Structure:
    """A document whose structure is read and whose sentences are not yet."""

    reading: Reading
    units: tuple[Unit, ...]
    taken: dict[int, int]


def read_structure(document: Document) -> Structure:
    """Run the rules that need nothing but headings, tables, brackets and fixed sentence forms."""
    key = Key("Document", document.name)
    zone, area = theme(document)
    reading = Reading(document, key, zone, area, Recorder(key, document.file))
    found = units(document)
    read_head(reading)
    read_citations(reading)
    read_abbreviations(reading)
    read_lists(reading)
    read_indicators(reading)
    read_projects(reading)
    read_chain_tables(reading)
    read_enterprise_tables(reading)
    read_programmes(reading, found)
    taken = read_responsibility(reading, found)
    read_layout(reading, found)
    read_values(reading, found)
    report_structure(reading, found)
    return Structure(reading, found, taken)


def read_sentences(one: Structure, shared: Names) -> Findings:
    """Run the rules over the sentences of a document; ``shared`` are the names that all documents state."""
    recorder = one.reading.recorder
    names = stated_names(recorder.mentions, beside=shared)
    typed = typed_sentences(one.units, names, one.taken)
    read_relations(one.reading, typed)
    report_items(one.reading, typed)
    return recorder.findings(tuple(passages_of(one.reading.root)))


def structures_of(source: SourceText) -> tuple[Structure, ...]:
    """Read the structure of a file's documents; raises :class:`InputError` where there is none."""
    return tuple(read_structure(document) for document in documents(source))


def stated_by(structures: Sequence[Structure]) -> tuple[Mention, ...]:
    """Return the names that structure states, as :func:`.names.stated_names` takes them, without their properties."""
    return tuple(
        Mention(m.key, m.place, m.aliases, properties={})
        for one in structures
        for m in one.reading.recorder.mentions
        if m.place.confidence >= STATED
    )


def finish(
    source: SourceText, structures: Sequence[Structure], stated: tuple[Mention, ...], shared: Names
) -> tuple[Head, Body]:
    """Read the sentences of a file's documents and put down what they yield.

    ``stated`` is what :func:`stated_by` gave for the structures before sentences were read.
    """
    ballots: list[Ballot] = []
    drafts: list[Draft] = []
    for one in structures:
        found = read_sentences(one, shared)
        ballots.append(observe(found))
        drafts.append(draft(one.reading.document, found))
    return Head(source.file, source.sha256, tuple(ballots), stated), Body(source, tuple(drafts))


def joined(read: Sequence[tuple[Head, Body]], decisions: Decisions, *, text: bool) -> tuple[Graph, Resolution]:
    """Resolve names over all files and merge their facts; with ``text`` the passages carry their words."""
    resolution = settle(tuple(ballot for head, _ in read for ballot in head.ballots), decisions)
    drafts = ((one, body.source.text or None if text else None) for _, body in read for one in body.drafts)
    facts = assemble(drafts, resolution)
    return merge(facts.facts, document_of=facts.document_of, skipped=facts.skips), resolution


def extract(
    paths: Sequence[Path],
    *,
    strict: bool = False,
    text: bool = True,
    decisions: Decisions = NO_DECISIONS,
    on_progress: Progress | None = None,
    on_step: Step | None = None,
    on_read: Callable[[], None] | None = None,
) -> Extraction:
    """Read files and folders into one graph.

    A file that cannot be used is returned in ``problems`` and the rest goes on; with ``strict`` the
    first one is raised. ``text`` decides whether passages carry their words; ``decisions`` are a
    person's on which names are one. ``on_progress`` is called with the file, its number and how many
    there are, ``on_step`` with the stage before these, ``on_read`` once when every file is read and at
    least one can be used: from there on nothing can fail for the files' sake.
    """
    started = time.perf_counter()
    listed, unreadable = find_files(tuple(paths))
    problems: list[InputError] = list(unreadable)
    if strict and problems:
        raise problems[0]
    opened: list[tuple[SourceText, tuple[Document, ...]]] = []
    for number, (path, name) in enumerate(listed, 1):
        if on_progress is not None:
            on_progress(name, number, len(listed))
        if on_step is not None:
            on_step("read", name, number, len(listed))
        try:
            source = read_source(path, name)
            opened.append((source, tuple(documents(source))))
        except InputError as error:
            if strict:
                raise
            problems.append(error)
    after_read = time.perf_counter()
    if on_read is not None and opened:
        on_read()
    read = read_files(opened, on_step=on_step)
    graph, resolution = joined(read, decisions, text=text)
    done = time.perf_counter()
    seconds = MappingProxyType({"read": after_read - started, "extract": done - after_read})
    return Extraction(graph, read, tuple(problems), seconds, resolution)


def read_files(
    opened: Sequence[tuple[SourceText, Sequence[Document]]], on_step: Step | None = None
) -> tuple[tuple[Head, Body], ...]:
    """Run every rule over files that are loaded together.

    What the structure of one document names (a heading, a table) is a name in the sentences of all.
    """
    structures = [tuple(read_structure(document) for document in found) for _, found in opened]
    stated = [stated_by(found) for found in structures]
    shared = stated_names(mention for mentions in stated for mention in mentions)
    read: list[tuple[Head, Body]] = []
    for number, ((source, _), found, names) in enumerate(zip(opened, structures, stated, strict=True), 1):
        if on_step is not None:
            on_step("sentences", source.file, number, len(opened))
        read.append(finish(source, found, names, shared))
    return tuple(read)
