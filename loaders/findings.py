"""What reading a document yields before names are resolved across documents.

A finding refers to things by :class:`Key`, label and name as the document writes it. Only after all
documents are read does resolution decide which keys are one thing; then findings become facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..graph.facts import EMPTY, Skip, Value
from .normal import View
from .outline import Passage


@dataclass(frozen=True, slots=True)
class Key:
    """A thing as one document names it; ``owner`` is what it belongs to (Task, Indicator, Target)."""

    label: str
    name: str
    owner: Key | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: file and character span, the rule that found it, its confidence."""

    file: str
    start: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a thing."""

    key: Key
    place: Place
    aliases: tuple[str, ...] = ()
    extra_labels: tuple[str, ...] = ()
    properties: Mapping[str, Value] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class Link:
    """A place that states a relation."""

    type: str
    head: Key
    tail: Key
    place: Place
    properties: Mapping[str, Value] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one document yields, in reading order."""

    document: Key
    file: str
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    passages: tuple[Passage, ...]
    skips: tuple[Skip, ...]


class Recorder:
    """Collects the findings of one document; the only mutable thing that rules share."""

    def __init__(self, document: Key, file: str) -> None:
        self.document = document
        self.file = file
        self.mentions: list[Mention] = []
        self.links: list[Link] = []
        self.skips: list[Skip] = []

    def mention(
        self,
        key: Key,
        view: View,
        rule: str,
        confidence: float,
        *,
        aliases: tuple[str, ...] = (),
        extra_labels: tuple[str, ...] = (),
        **properties: Value | None,
    ) -> Key:
        """Record that the words of ``view`` name a thing; properties that are None are left out."""
        kept = {k: v for k, v in properties.items() if v is not None and v != ""}
        place = Place(self.file, view.start, view.end, rule, confidence)
        self.mentions.append(Mention(key, place, aliases, extra_labels, kept))
        return key

    def link(
        self, type_: str, head: Key, tail: Key, view: View, rule: str, confidence: float, **properties: Value | None
    ) -> None:
        """Record that the words of ``view`` (a sentence, an item, a row) state a relation."""
        if head == tail:
            return
        kept = {k: v for k, v in properties.items() if v is not None and v != ""}
        self.links.append(Link(type_, head, tail, Place(self.file, view.start, view.end, rule, confidence), kept))

    def skip(self, kind: str, detail: str, view: View | None) -> None:
        """Record something that was seen and not placed."""
        start, end = (view.start, view.end) if view else (0, 0)
        self.skips.append(Skip(kind, detail, self.file, start, end))

    def findings(self, passages: tuple[Passage, ...]) -> Findings:
        """Close the collection."""
        return Findings(self.document, self.file, tuple(self.mentions), tuple(self.links), passages, tuple(self.skips))
