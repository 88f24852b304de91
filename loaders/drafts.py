"""Drafts: what one document yields, with its passages and sections, before names are resolved.

A draft holds no views and no section tree, only names, keys and spans: it can be kept, sent and read
again. Resolution over all documents turns it into facts, as often as the documents beside it change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from ..graph.facts import Entity, Evidence, Fact, Relation, Skip, Value
from ..graph.ids import node_id
from .deciding import FIELDS
from .documents import Document
from .findings import Findings, Key, Link, Mention, Place
from .outline import Passage, Section
from .resolution import Names
from .resolution.places import level
from .text import SourceText

_STRUCTURE = "structure"


@dataclass(frozen=True, slots=True)
class Part:
    """A section or passage: its node's label, name, scope and properties, its span, and what holds it.

    ``parent`` is the id of the section that it stands in; empty where that is the document itself.
    """

    label: str
    name: str
    scope: str
    parent: str
    passage: str
    start: int
    end: int
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Draft:
    """One document before resolution; ``mentioned`` and ``linked`` are the passages of mentions and links."""

    document: Key
    file: str
    parts: tuple[Part, ...]
    mentions: tuple[Mention, ...]
    mentioned: tuple[str, ...]
    links: tuple[Link, ...]
    linked: tuple[str, ...]
    skips: tuple[Skip, ...]


def draft(document: Document, findings: Findings) -> Draft:
    """Put down what a document yields."""
    index = _Passages(findings.passages)
    return Draft(
        findings.document,
        findings.file,
        tuple(_parts(document)),
        findings.mentions,
        tuple(index.id_at(m.place) for m in findings.mentions),
        findings.links,
        tuple(index.id_at(link.place) for link in findings.links),
        findings.skips,
    )


def facts_of(one: Draft, names: Names, words: str | None) -> tuple[tuple[Fact, ...], dict[str, str]]:
    """Turn a draft into facts and the document of each of its passages; ``words`` is the text that passages quote."""
    document_id = id_of(one.document, names)
    facts = [*_structure(one, document_id, words), *_entities(one, names), *_relations(one, names)]
    return tuple(facts), {part_id(part): document_id for part in one.parts}


def facts_about(one: Draft, names: Names, words: str | None, nodes: Set[str], ends: Set[str]) -> list[Fact]:
    """Return those facts of a draft that are about given nodes, or relate nodes that are both among ``ends``.

    The same as :func:`facts_of` and a choice from it, without making the many that are about others.
    """
    document_id = id_of(one.document, names)
    ids: dict[Key, str] = {}

    def known(key: Key) -> str:
        found = ids.get(key)
        if found is None:
            found = ids[key] = id_of(key, names)
        return found

    mentions = [k for k, m in enumerate(one.mentions) if known(m.key) in nodes]
    links = [k for k, link in enumerate(one.links) if known(link.head) in ends and known(link.tail) in ends]
    parts = one.parts if any(part_id(part) in nodes for part in one.parts[:1]) else ()
    less = replace(
        one, parts=parts,
        mentions=tuple(one.mentions[k] for k in mentions), mentioned=tuple(one.mentioned[k] for k in mentions),
        links=tuple(one.links[k] for k in links), linked=tuple(one.linked[k] for k in links),
    )  # fmt: skip
    return [*_structure(less, document_id, words), *_entities(less, names), *_relations(less, names)]


def id_of(key: Key, names: Names) -> str:
    """Return the node id of a key after resolution."""
    end = names.of(key)
    scope = _scope(end)
    return node_id(end.label, end.name, scope)


def part_id(part: Part) -> str:
    """Return the id of a section's or passage's node."""
    return node_id(part.label, part.name, part.scope)


def _scope(end: Key) -> str:
    if end.owner is None:
        return ""
    return node_id(end.owner.label, end.owner.name, _scope(end.owner)).split(":", 1)[1]


class _Passages:
    """Finds the passage that holds a span: O(log n) a look-up."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        ordered = sorted(passages, key=lambda p: (p.view.start, -p.view.end))
        self._starts = [p.view.start for p in ordered]
        self._ordered = ordered

    def id_at(self, place: Place) -> str:
        """Return the id of the passage around a place; empty where none is."""
        found = self._at(place.start, place.end)
        return found.id if found is not None else ""

    def _at(self, start: int, end: int) -> Passage | None:
        k = bisect_right(self._starts, start) - 1
        while k >= 0:
            one = self._ordered[k]
            if one.view.end >= end:
                return one
            if one.view.end <= start and start - one.view.start > 20000:
                return None
            k -= 1
        return None


def _parts(document: Document) -> Iterator[Part]:
    source = document.source
    for above, section in document.root.walk():
        here = next((s.id for s in reversed(above) if s.heading is not None), "")
        if section.heading is not None:
            yield _section(section, section.heading, here)
            here = section.id
            yield _passage(section.heading, here, source)
        for passage in section.passages:
            yield _passage(passage, here, source)
        for table in section.tables:
            if table.header_passage is not None:
                yield _passage(table.header_passage, here, source)
            for row in table.rows:
                yield _passage(row.passage, here, source)


def _section(section: Section, heading: Passage, parent: str) -> Part:
    last = max((p.view.end for _, s in section.walk() for p in s.passages), default=heading.view.end)
    number = {"number": section.number} if section.number else {}
    return Part(
        "Section", section.title.text, f"{section.file}@{section.title.start}", parent, heading.id,
        heading.view.start, heading.view.end,
        {
            "path": " > ".join(section.path), "level": len(section.path), **number,
            "order": heading.order, "file": section.file,
            "start": heading.view.start, "end": max(last, heading.view.end),
        },
    )  # fmt: skip


def _passage(passage: Passage, parent: str, source: SourceText) -> Part:
    properties: dict[str, Value] = {
        "path": " > ".join(passage.path), "kind": passage.kind, "order": passage.order,
        "file": passage.file, "start": passage.view.start, "end": passage.view.end,
    }  # fmt: skip
    mark = source.mark(passage.view.start)
    if mark is not None and mark.page is not None:
        properties["page"] = mark.page
    if mark is not None and mark.cell:
        properties["cell"] = mark.cell
    view = passage.view
    return Part("Passage", passage.name, passage.file, parent, passage.id, view.start, view.end, properties)


def _structure(one: Draft, document_id: str, words: str | None) -> Iterator[Fact]:
    for part in one.parts:
        evidence = (Evidence(one.file, part.start, part.end, part.passage, _STRUCTURE, 1.0),)
        properties = part.properties
        if words is not None and part.label == "Passage":
            properties = {**properties, "text": words[part.start : part.end]}
        entity = Entity(part.label, part.name, evidence, part.scope, properties=properties)
        yield entity
        yield Relation(f"HAS_{part.label.upper()}", part.parent or document_id, entity.id, evidence)


def _evidence(place: Place, passage: str) -> tuple[Evidence, ...]:
    return (Evidence(place.file, place.start, place.end, passage, place.rule, place.confidence),)


def _entities(one: Draft, names: Names) -> Iterator[Fact]:
    for mention, passage in zip(one.mentions, one.mentioned, strict=True):
        end = names.of(mention.key)
        evidence = _evidence(mention.place, passage)
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
        if passage:
            yield Relation("MENTIONS", passage, entity.id, evidence)


def _relations(one: Draft, names: Names) -> Iterator[Fact]:
    for link, passage in zip(one.links, one.linked, strict=True):
        head, tail = id_of(link.head, names), id_of(link.tail, names)
        if head != tail:
            yield Relation(_retyped(link, names), head, tail, _evidence(link.place, passage), link.properties)


def _retyped(link: Link, names: Names) -> str:
    """A measure involves things and focuses on fields: resolution may have told a field to be a thing."""
    label = names.of(link.tail).label
    if link.type == "INVOLVES" and label in FIELDS:
        return "FOCUSES_ON"
    if link.type == "FOCUSES_ON" and label not in FIELDS and link.head.label in ("Task", "Programme"):
        return "INVOLVES"
    return link.type
