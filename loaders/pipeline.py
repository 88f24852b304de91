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
from .entities import typed_sentences
from .findings import Findings, Key, Recorder
from .measures import Unit, units
from .names import Names, stated_names
from .reading import Reading, passages_of, theme
from .resolution import Resolution, resolve
from .resolution.decisions import NO_DECISIONS, Decisions
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
class Extraction:
    """What a load found: the graph, the files read, the ones that could not be used, seconds a stage."""

    graph: Graph
    sources: tuple[SourceText, ...]
    problems: tuple[InputError, ...]
    seconds: Mapping[str, float]
    resolution: Resolution


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


def read_documents(documents_: Sequence[Document], on_step: Step | None = None) -> tuple[Findings, ...]:
    """Run every rule over documents that are loaded together.

    What the structure of one document names (a heading, a table) is a name in the sentences of all.
    """
    structures = [read_structure(document) for document in documents_]
    shared = stated_names(m for s in structures for m in s.reading.recorder.mentions)
    found: list[Findings] = []
    for number, one in enumerate(structures, 1):
        if on_step is not None:
            on_step("sentences", one.reading.document.file, number, len(structures))
        found.append(read_sentences(one, shared))
    return tuple(found)


def read_sentences(one: Structure, shared: Names) -> Findings:
    """Run the rules over the sentences of a document; ``shared`` are the names that all documents state."""
    recorder = one.reading.recorder
    names = stated_names(recorder.mentions, beside=shared)
    typed = typed_sentences(one.units, names, one.taken)
    read_relations(one.reading, typed)
    report_items(one.reading, typed)
    return recorder.findings(tuple(passages_of(one.reading.root)))


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
    sources: list[SourceText] = []
    read: list[Document] = []
    for number, (path, name) in enumerate(listed, 1):
        if on_progress is not None:
            on_progress(name, number, len(listed))
        if on_step is not None:
            on_step("read", name, number, len(listed))
        try:
            source = read_source(path, name)
            read.extend(documents(source))
            sources.append(source)
        except InputError as error:
            if strict:
                raise
            problems.append(error)
    after_read = time.perf_counter()
    if on_read is not None and read:
        on_read()
    found = read_documents(read, on_step=on_step)
    resolution = resolve(found, decisions)
    facts = assemble(tuple(read), found, resolution, text=text)
    graph = merge(facts.facts, document_of=facts.document_of, skipped=facts.skips)
    done = time.perf_counter()
    seconds = MappingProxyType({"read": after_read - started, "extract": done - after_read})
    return Extraction(graph, tuple(sources), tuple(problems), seconds, resolution)
