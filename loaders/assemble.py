"""Findings to facts: sections, passages and resolved entities and relations with their evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph.facts import Entity, Evidence, Fact, Relation, Skip
from ..graph.ids import node_id
from .deciding import FIELDS
from .documents import Document
from .findings import Findings, Key, Link, Place
from .outline import Passage, Section
from .resolution import Names, Resolution
from .resolution.places import level
from .text import SourceText

_STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of a load, the document of every passage and section, and what could not be placed."""

    facts: tuple[Fact, ...]
    document_of: Mapping[str, str]
    skips: tuple[Skip, ...]


class _Passages:
    """Finds the passage that holds a span: O(log n) a look-up."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        ordered = sorted(passages, key=lambda p: (p.view.start, -p.view.end))
        self._starts = [p.view.start for p in ordered]
        self._ordered = ordered

    def at(self, start: int, end: int) -> Passage | None:
        k = bisect_right(self._starts, start) - 1
        while k >= 0:
            one = self._ordered[k]
            if one.view.end >= end:
                return one
            if one.view.end <= start and start - one.view.start > 20000:
                return None
            k -= 1
        return None


def id_of(key: Key, names: Names) -> str:
    """Return the node id of a key after resolution."""
    end = names.of(key)
    scope = _scope(end)
    return node_id(end.label, end.name, scope)


def _scope(end: Key) -> str:
    if end.owner is None:
        return ""
    return node_id(end.owner.label, end.owner.name, _scope(end.owner)).split(":", 1)[1]


def assemble(
    documents: tuple[Document, ...], found: tuple[Findings, ...], resolution: Resolution, *, text: bool
) -> Facts:
    """Turn all findings into facts; with ``text`` the passages carry their words."""
    facts: list[Fact] = []
    document_of: dict[str, str] = {}
    skips: list[Skip] = list(resolution.skips)
    for document, findings in zip(documents, found, strict=True):
        names = resolution.within(findings)
        document_id = id_of(findings.document, names)
        index = _Passages(findings.passages)
        facts.extend(_structure(document, document_id, document_of, text=text))
        facts.extend(_entities(findings, names, index))
        facts.extend(_relations(findings, names, index))
        skips.extend(findings.skips)
    return Facts(tuple(facts), document_of, tuple(skips))


def _evidence(place: Place, index: _Passages) -> tuple[Evidence, ...]:
    passage = index.at(place.start, place.end)
    return (Evidence(place.file, place.start, place.end, passage.id if passage else "", place.rule, place.confidence),)


def _entities(findings: Findings, names: Names, index: _Passages) -> Iterable[Fact]:
    for mention in findings.mentions:
        end = names.of(mention.key)
        evidence = _evidence(mention.place, index)
        forms = tuple(sorted({mention.key.name, *mention.aliases} - {end.name}))
        core = end.label == mention.key.label
        properties = mention.properties if core else {}
        if end.label == "Place" and (kind := level(end.name)):
            properties = {**properties, "kind": kind}
        entity = Entity(
            end.label, end.name, evidence, _scope(end),
            mention.extra_labels if core else (), forms, properties,
        )  # fmt: skip
        yield entity
        passage = evidence[0].passage
        if passage:
            yield Relation("MENTIONS", passage, entity.id, evidence)


def _relations(findings: Findings, names: Names, index: _Passages) -> Iterable[Fact]:
    for link in findings.links:
        head, tail = id_of(link.head, names), id_of(link.tail, names)
        if head != tail:
            yield Relation(_retyped(link, names), head, tail, _evidence(link.place, index), link.properties)


def _retyped(link: Link, names: Names) -> str:
    """A measure involves things and focuses on fields: resolution may have told a field to be a thing."""
    label = names.of(link.tail).label
    if link.type == "INVOLVES" and label in FIELDS:
        return "FOCUSES_ON"
    if link.type == "FOCUSES_ON" and label not in FIELDS and link.head.label in ("Task", "Programme"):
        return "INVOLVES"
    return link.type


def _structure(document: Document, document_id: str, document_of: dict[str, str], *, text: bool) -> Iterable[Fact]:
    source = document.source
    for above, section in document.root.walk():
        parent = next((s.id for s in reversed(above) if s.heading is not None), document_id)
        here = parent
        if section.heading is not None:
            here = section.id
            yield from _section(section, parent)
            document_of[here] = document_id
            yield from _passage(section.heading, here, document_of, document_id, source, text=text)
        for passage in section.passages:
            yield from _passage(passage, here, document_of, document_id, source, text=text)
        for table in section.tables:
            if table.header_passage is not None:
                yield from _passage(table.header_passage, here, document_of, document_id, source, text=text)
            for row in table.rows:
                yield from _passage(row.passage, here, document_of, document_id, source, text=text)


def _section(section: Section, parent: str) -> Iterable[Fact]:
    heading = section.heading
    if heading is None:
        return
    evidence = (Evidence(section.file, heading.view.start, heading.view.end, heading.id, _STRUCTURE, 1.0),)
    last = max((p.view.end for _, s in section.walk() for p in s.passages), default=heading.view.end)
    number = {"number": section.number} if section.number else {}
    yield Entity(
        "Section", section.title.text, evidence, f"{section.file}@{section.title.start}",
        properties={
            "path": " > ".join(section.path), "level": len(section.path), **number,
            "order": heading.order, "file": section.file,
            "start": heading.view.start, "end": max(last, heading.view.end),
        },
    )  # fmt: skip
    yield Relation("HAS_SECTION", parent, section.id, evidence)


def _passage(
    passage: Passage, parent: str, document_of: dict[str, str], document_id: str, source: SourceText, *, text: bool
) -> Iterable[Fact]:
    document_of[passage.id] = document_id
    evidence = (Evidence(passage.file, passage.view.start, passage.view.end, passage.id, _STRUCTURE, 1.0),)
    properties: dict[str, str | int] = {
        "path": " > ".join(passage.path), "kind": passage.kind, "order": passage.order,
        "file": passage.file, "start": passage.view.start, "end": passage.view.end,
    }  # fmt: skip
    mark = source.mark(passage.view.start)
    if mark is not None and mark.page is not None:
        properties["page"] = mark.page
    if mark is not None and mark.cell:
        properties["cell"] = mark.cell
    if text:
        properties["text"] = source.text[passage.view.start : passage.view.end]
    yield Entity("Passage", passage.name, evidence, passage.file, properties=properties)
    yield Relation("HAS_PASSAGE", parent, passage.id, evidence)
