"""Facts with evidence: what loaders hand over and the graph merges.

A fact is an entity or a relation as one place of one document states it. Facts are immutable and
hold no references to a document format; the graph (:mod:`deltatrunk.graph.model`) merges facts
with the same identity and keeps all their evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .ids import node_id, relationship_id

Value = str | int | float | bool | tuple[str, ...]
"""What a property may hold; a list holds strings only (both stores keep lists of one type)."""

EMPTY: Mapping[str, Value] = MappingProxyType({})
BORDERLINE = 0.5
"""Facts under this confidence are what a careful reader could as well leave out (ontology rule 3)."""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The exact place that states a fact.

    ``start`` and ``end`` count characters of the file's decoded text, so that ``text[start:end]``
    is the quote; ``passage`` is the id of the Passage (or Section) node that holds the span;
    ``rule`` names the pattern that found it; ``confidence`` lies in 0..1.
    """

    file: str
    start: int
    end: int
    passage: str
    rule: str
    confidence: float

    @property
    def span(self) -> str:
        """``FILE:START-END``, the form in which exports and stores carry it."""
        return f"{self.file}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a document names.

    ``label`` is the core label, ``extra_labels`` are added ones (Partner, ChainLeader). ``scope``
    is the id or name of what it belongs to where a name alone does not identify it (Task,
    Indicator, Target, Section, Passage); it becomes part of the id.
    """

    label: str
    name: str
    evidence: tuple[Evidence, ...]
    scope: str = ""
    extra_labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    properties: Mapping[str, Value] = field(default_factory=lambda: EMPTY)

    @property
    def id(self) -> str:
        """The node id, from natural parts."""
        return node_id(self.label, self.name, self.scope)


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, directed relation between two nodes, given by their ids."""

    type: str
    head: str
    tail: str
    evidence: tuple[Evidence, ...]
    properties: Mapping[str, Value] = field(default_factory=lambda: EMPTY)

    @property
    def id(self) -> str:
        """The relationship id, from natural parts."""
        return relationship_id(self.type, self.head, self.tail)


Fact = Entity | Relation


@dataclass(frozen=True, slots=True, order=True)
class Skip:
    """Something that was seen and could not be placed: counted and reported, never silent (rule 5).

    ``kind`` groups skips (``unknown_header``, ``unmatched_unit``, ``schema``, …); ``detail`` says
    what in Chinese; ``file``, ``start`` and ``end`` say where (zeros where there is no place).
    """

    kind: str
    detail: str
    file: str = ""
    start: int = 0
    end: int = 0
