"""The in-memory graph and its merge rules.

Facts with the same identity become one node or one relationship; evidence, aliases and added
labels are united, never overwritten. The result does not depend on the order of the facts.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .facts import Entity, Evidence, Fact, Relation, Skip, Value
from .ids import fold
from .schema import Schema, schema


@dataclass(frozen=True, slots=True)
class Node:
    """A node: id, labels (the core label first) and flat properties as stores and exports carry them."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]

    @property
    def name(self) -> str:
        """The canonical name."""
        return str(self.properties["name"])

    @property
    def confidence(self) -> float:
        """The best confidence of its evidence."""
        return float(self.properties["confidence"])  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship: id, type, the ids of its ends and flat properties."""

    id: str
    type: str
    start: str
    end: str
    properties: Mapping[str, Value]

    @property
    def confidence(self) -> float:
        """The best confidence of its evidence."""
        return float(self.properties["confidence"])  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and relationships by id, sorted by id, and what was seen but not placed."""

    nodes: Mapping[str, Node]
    relationships: Mapping[str, Relationship]
    skipped: tuple[Skip, ...] = ()

    def counts(self) -> Mapping[str, int]:
        """Count nodes by core label and relationships by type."""
        found = Counter(node.labels[0] for node in self.nodes.values())
        found.update(r.type for r in self.relationships.values())
        return MappingProxyType(dict(sorted(found.items())))


BORDERLINE = 0.5
"""Confidence under which a fact is what a careful reader could as well leave out (ontology, rule 3)."""

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=list)
_JSON = json.JSONEncoder(ensure_ascii=False, default=list)


def digest(*parts: object) -> str:
    """Return a short content hash of JSON-like parts, equal on every machine."""
    text = _CANONICAL.encode(parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _evidence(
    pieces: Iterable[Evidence], document_of: Mapping[str, str], *, structure: bool = False
) -> dict[str, Value]:
    """Flatten evidence; what belongs to the document's structure is its own passage and names none."""
    best: dict[tuple[str, int, int], Evidence] = {}
    for piece in pieces:
        key = (piece.file, piece.start, piece.end)
        old = best.get(key)
        if old is None or (-piece.confidence, piece.rule, piece.passage) < (-old.confidence, old.rule, old.passage):
            best[key] = piece
    ordered = _supporting([best[key] for key in sorted(best)])
    if structure:
        return {
            "evidence": tuple(p.span for p in ordered),
            "rules": tuple(p.rule for p in ordered),
            "confidence": round(max(p.confidence for p in ordered), 3),
        }
    documents = sorted({document_of[p.passage] for p in ordered if p.passage in document_of})
    found: dict[str, Value] = {
        "evidence": tuple(p.span for p in ordered),
        "passages": tuple(p.passage for p in ordered),
        "rules": tuple(p.rule for p in ordered),
        "confidence": round(max(p.confidence for p in ordered), 3),
    }
    if documents:
        found["documents"] = tuple(documents)
    return found


def _supporting(pieces: list[Evidence]) -> list[Evidence]:
    """Leave out the files that only pass by a fact which another file states.

    What one plan develops, another may mention in passing: the passing words are no evidence that the second plan
    states it. Its mentions stay, each with its own confidence.
    """
    stated = {p.file for p in pieces if p.confidence >= BORDERLINE}
    return [p for p in pieces if p.file in stated] if stated else pieces


def _united(values: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    """Unite properties: of two values the most frequent wins, then the smaller, whatever the order."""
    sources = [v for v in values if v]
    if len(sources) <= 1:
        return dict(sources[0]) if sources else {}
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    value_of: dict[tuple[str, str], Value] = {}
    for properties in sources:
        for key, value in properties.items():
            text = _JSON.encode(value)
            seen[key][text] += 1
            value_of[key, text] = value
    return {key: value_of[key, min(c, key=lambda t: (-c[t], t))] for key, c in sorted(seen.items())}


def merged_node(facts: list[Entity], document_of: Mapping[str, str]) -> Node:
    """Merge the facts of one node."""
    first = min(facts, key=lambda f: (f.name, f.scope))
    core = first.label
    extra = sorted({label for f in facts for label in f.extra_labels})
    names = Counter(f.name for f in facts)
    name = min(names, key=lambda n: (-names[n], n))
    forms = {fold(a): a for f in facts for a in sorted((*f.aliases, f.name), reverse=True)}
    forms.pop(fold(name), None)
    properties: dict[str, Value] = {
        **_united(f.properties for f in facts),
        **_evidence((e for f in facts for e in f.evidence), document_of),
        "id": first.id,
        "name": name,
    }
    if forms:
        properties["aliases"] = tuple(sorted(forms.values()))
    labels = (core, *extra)
    properties["hash"] = digest(labels, properties)
    return Node(first.id, labels, MappingProxyType(dict(sorted(properties.items()))))


def merged_relationship(
    facts: Iterable[Relation], s: Schema, label_of: Mapping[str, str], document_of: Mapping[str, str]
) -> tuple[Relationship | None, list[Skip]]:
    """Merge the facts of one relationship, None where none of them fits the schema; and what does not fit.

    ``label_of`` has the core labels of those of its ends that are nodes.
    """
    fitting: list[Relation] = []
    skips: list[Skip] = []
    for fact in facts:
        if problem := relation_problem(fact, s, label_of):
            skips.append(schema_skip(problem, fact.evidence))
        else:
            fitting.append(directed(fact, s))
    if not fitting:
        return None, skips
    first = fitting[0]
    evidence = (e for f in fitting for e in f.evidence)
    properties: dict[str, Value] = {
        **_united(f.properties for f in fitting),
        **_evidence(evidence, document_of, structure=s.relationships[first.type].structure),
        "id": first.id,
    }
    properties["hash"] = digest(properties)
    in_order = MappingProxyType(dict(sorted(properties.items())))
    return Relationship(first.id, first.type, first.head, first.tail, in_order), skips


def entity_problem(fact: Entity, s: Schema) -> str:
    """Say why an entity does not fit the schema, or return an empty string."""
    label = s.labels.get(fact.label)
    if label is None or not label.core:
        return f"标签 {fact.label} 不在本体中"
    if not fact.name.strip():
        return f"{fact.label} 没有名称"
    if not fact.evidence:
        return f"{fact.label} {fact.name} 没有出处"
    for extra in fact.extra_labels:
        if extra not in s.labels or fact.label not in s.labels[extra].extends:
            return f"{fact.label} 不能附加标签 {extra}"
    for key, value in fact.properties.items():
        wanted = s.node_property((fact.label, *fact.extra_labels), key)
        if wanted is None or not wanted.accepts(value):
            return f"{fact.label}.{key} 不接受 {value!r}"
    return ""


def relation_problem(fact: Relation, s: Schema, label_of: Mapping[str, str]) -> str:
    """Say why a relation does not fit the schema, or return an empty string; ``label_of`` has its ends' labels."""
    kind = s.relationships.get(fact.type)
    if kind is None:
        return f"关系 {fact.type} 不在本体中"
    if fact.head not in label_of or fact.tail not in label_of:
        missing = fact.head if fact.head not in label_of else fact.tail
        return f"{fact.type} 的端点 {missing} 不存在"
    if fact.head == fact.tail:
        return f"{fact.type} 指向自身 {fact.head}"
    if not kind.joins(label_of[fact.head], label_of[fact.tail]):
        return f"{fact.type} 不能从 {label_of[fact.head]} 指向 {label_of[fact.tail]}"
    if not fact.evidence:
        return f"{fact.type} {fact.head} → {fact.tail} 没有出处"
    for key, value in fact.properties.items():
        wanted = s.relationship_property(fact.type, key)
        if wanted is None or not wanted.accepts(value):
            return f"{fact.type}.{key} 不接受 {value!r}"
    return ""


def directed(fact: Relation, s: Schema) -> Relation:
    """Return a relation as it is stored: a symmetric one from the smaller id to the greater one."""
    kind = s.relationships.get(fact.type)
    if kind is not None and kind.symmetric and fact.head > fact.tail:
        return Relation(fact.type, fact.tail, fact.head, fact.evidence, fact.properties)
    return fact


def merge(
    facts: Iterable[Fact],
    *,
    document_of: Mapping[str, str] | None = None,
    skipped: Iterable[Skip] = (),
    against: Schema | None = None,
) -> Graph:
    """Merge facts into a graph.

    ``document_of`` maps the ids of passages and sections to the id of the document that holds them.
    A fact that does not fit the schema is left out and returned in ``Graph.skipped`` (kind
    ``schema``). A symmetric relation is stored from the smaller id to the greater one. O(n log n).
    """
    s = against or schema()
    where = document_of or {}
    skips = list(skipped)
    entities: dict[str, list[Entity]] = defaultdict(list)
    relations: dict[str, list[Relation]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Relation):
            relations[directed(fact, s).id].append(fact)
            continue
        problem = entity_problem(fact, s)
        if problem:
            skips.append(schema_skip(problem, fact.evidence))
        else:
            entities[fact.id].append(fact)
    label_of = {id_: group[0].label for id_, group in entities.items()}
    nodes = {id_: merged_node(entities[id_], where) for id_ in sorted(entities)}
    edges: dict[str, Relationship] = {}
    for id_, group in sorted(relations.items()):
        merged, unfit = merged_relationship(group, s, label_of, where)
        skips.extend(unfit)
        if merged is not None:
            edges[id_] = merged
    return Graph(MappingProxyType(nodes), MappingProxyType(edges), tuple(sorted(skips)))


def schema_skip(problem: str, evidence: tuple[Evidence, ...]) -> Skip:
    """Count a fact that does not fit the schema."""
    if not evidence:
        return Skip("schema", problem)
    return Skip("schema", problem, evidence[0].file, evidence[0].start, evidence[0].end)
