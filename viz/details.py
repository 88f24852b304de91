"""Cards: what the panel tells of every entity and relation on a map, with the sentences behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ..graph.facts import Value
from ..graph.model import Node, Relationship
from ..graph.quotes import quotes
from ..graph.schema import Label, RelationshipType
from .geometry import plain
from .reading import Reader, aliases, display_type
from .view import Card, Fact, LegendEntry, QuoteLine, ViewEdge, ViewNode

QUOTES = 6
"""So many pieces of evidence a fact shows; the count of the others is said."""
_CHAIN = "IndustryChain"
_MARKS = re.compile(r"\*\*|^#+ *|(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*|(?<=\n)\n+")
_INTERNAL = {
    "id",
    "name",
    "aliases",
    "evidence",
    "passages",
    "rules",
    "documents",
    "hash",
    "sha256",
    "encoding",
    "start",
    "end",
}
_WORDS = {"target": "目标", "actual": "实际", "True": "是", "False": "否"}


class Details:
    """Collects cards, and each quote once, for the entities of a map."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._quotes: dict[QuoteLine, int] = {}
        self._sources: tuple[str, ...] = ()
        self._of_fact: dict[str, tuple[int, ...]] = {}

    def cards(self, ids: Iterable[str]) -> tuple[Card, ...]:
        """Return one card an entity, sorted by id."""
        nodes = [self.reader.graph.nodes[id_] for id_ in sorted(set(ids))]
        said = {name for node in nodes for name in self._names(node)}
        said |= {name for node in nodes for r in self.reader.around(node.id) for name in self._names(r)}
        self._sources = tuple(sorted(said))
        return tuple(self._card(node) for node in nodes)

    def quotes(self) -> tuple[QuoteLine, ...]:
        """Return every quote that the cards point to."""
        return tuple(self._quotes)

    def sources(self) -> tuple[str, ...]:
        """Return the names of the documents that speak of the cards' entities and relations, sorted."""
        return self._sources

    def marked(self, edge: ViewEdge) -> ViewEdge:
        """Return an edge with the confidence and the documents of its relationship."""
        relationship = self.reader.graph.relationships[edge.relationship]
        return replace(edge, confidence=relationship.confidence, documents=self._documents(relationship))

    def _names(self, item: Node | Relationship) -> tuple[str, ...]:
        """Return the names of the documents that say an item; a document's id where the graph has no name for it."""
        known = item.properties.get("documents")
        nodes = self.reader.graph.nodes
        return (
            tuple(plain(nodes[id_].name if id_ in nodes else id_) for id_ in known) if isinstance(known, tuple) else ()
        )

    def _documents(self, item: Node | Relationship) -> tuple[int, ...]:
        return tuple(sorted({self._sources.index(name) for name in self._names(item)}))

    def _chains(self, node: Node) -> tuple[str, ...]:
        """Return the chains that an entity is, stands in or is tied to, directly or through its segment."""
        found = {node.name} if _CHAIN in node.labels else set()
        for other in self._others(node.id):
            if _CHAIN in other.labels:
                found.add(other.name)
            elif "Segment" in other.labels:
                found |= {beyond.name for beyond in self._others(other.id) if _CHAIN in beyond.labels}
        return tuple(sorted(map(plain, found)))

    def _others(self, id_: str) -> list[Node]:
        around = self.reader.around(id_)
        return [self.reader.graph.nodes[r.end if r.start == id_ else r.start] for r in around]

    def _card(self, node: Node) -> Card:
        labels = self.reader.schema.labels
        return Card(
            id=node.id,
            name=plain(node.name),
            type=display_type(node),
            types=tuple(labels[name].title for name in node.labels if name in labels),
            aliases=tuple(plain(form) for form in aliases(node)),
            properties=self._properties(node),
            facts=tuple(self._fact(r, node.id) for r in self.reader.around(node.id)),
            quotes=self._lines(node),
            chains=self._chains(node),
            documents=self._documents(node),
            confidence=node.confidence,
        )

    def _properties(self, item: Node | Relationship) -> tuple[tuple[str, str], ...]:
        found = []
        for key, value in sorted(item.properties.items()):
            if key in _INTERNAL:
                continue
            if isinstance(item, Node):
                known = self.reader.schema.node_property(item.labels, key)
            else:
                known = self.reader.schema.relationship_property(item.type, key)
            found.append((known.title if known else key, _text(value)))
        return tuple(found)

    def _fact(self, relationship: Relationship, of: str) -> Fact:
        outward = relationship.start == of
        other = self.reader.graph.nodes[relationship.end if outward else relationship.start]
        kind = self.reader.schema.relationships[relationship.type]
        words = [f"{title}：{text}" for title, text in self._properties(relationship) if title != "置信度"]
        return Fact(
            id=relationship.id,
            type=relationship.type,
            title=kind.title,
            outward=outward,
            other=other.id,
            name=plain(other.name),
            note="；".join(words),
            borderline=relationship.confidence < 0.5,
            quotes=self._lines(relationship),
        )

    def _lines(self, item: Node | Relationship) -> tuple[int, ...]:
        if item.id not in self._of_fact:
            lines = []
            for found in quotes(item, self.reader.graph)[:QUOTES]:
                place = f"{found.file} 第 {found.start}–{found.end} 字符"
                text, exact = _readable(found.text or ""), _readable(found.exact or "")
                line = QuoteLine(found.document, found.path, text, exact, place, found.rule)
                lines.append(self._quotes.setdefault(line, len(self._quotes)))
            self._of_fact[item.id] = tuple(dict.fromkeys(lines))
        return self._of_fact[item.id]


def legend(reader: Reader, nodes: Iterable[ViewNode], edges: Iterable[ViewEdge]) -> tuple[LegendEntry, ...]:
    """Return the types on a map in the schema's order, with the number of entities and of relations."""
    entities = {node.entity: node.type for node in nodes}
    relations = {edge.relationship: edge.type for edge in edges}
    of_type, of_relation = Counter(entities.values()), Counter(relations.values())
    labels = [_label(reader.schema.labels[name], n) for name, n in of_type.items()]
    kinds = [_kind(reader.schema.relationships[name], n) for name, n in of_relation.items()]
    order = list(reader.schema.labels) + list(reader.schema.relationships)
    return tuple(sorted((*labels, *kinds), key=lambda entry: order.index(entry.type)))


def _label(label: Label, count: int) -> LegendEntry:
    return LegendEntry(label.name, label.title, label.color, label.shape, count)


def _kind(kind: RelationshipType, count: int) -> LegendEntry:
    return LegendEntry(kind.name, kind.title, "", "line", count, "edge")


def _readable(text: str) -> str:
    """Return a quote without markdown's marks and without the line breaks of the source."""
    return plain(_MARKS.sub("", text))


def _text(value: Value) -> str:
    if isinstance(value, tuple):
        return "、".join(plain(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain(_WORDS.get(str(value), str(value)))
