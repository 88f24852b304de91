"""The graph as the layouts read it: neighbours by type, borderline facts left out unless asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from ..graph.errors import ViewError
from ..graph.facts import BORDERLINE
from ..graph.ids import fold
from ..graph.model import Graph, Node, Relationship
from ..graph.quotes import split_span
from ..graph.schema import Schema, schema

Link = tuple[Relationship, Node]


class Reader:
    """Answers "what leads from here, what leads to here" over one graph.

    Facts under the borderline confidence are not seen unless ``borderline`` is true. All answers
    come in the order of the documents (first piece of evidence), then by id.
    """

    def __init__(self, graph: Graph, *, borderline: bool = False) -> None:
        self.graph = graph
        self.borderline = borderline
        self.schema: Schema = schema()
        self._out: dict[str, list[Relationship]] = defaultdict(list)
        self._into: dict[str, list[Relationship]] = defaultdict(list)
        for relationship in graph.relationships.values():
            kind = self.schema.relationships.get(relationship.type)
            if kind is None or kind.structure or not self.shows(relationship):
                continue
            self._out[relationship.start].append(relationship)
            self._into[relationship.end].append(relationship)

    def shows(self, item: Node | Relationship) -> bool:
        """Tell whether an item is sure enough to be drawn."""
        return self.borderline or item.confidence >= BORDERLINE

    def out(self, id_: str, type_: str, *labels: str) -> list[Link]:
        """Return the relationships of a type that leave a node, with the nodes at their other end."""
        return self._links(((r, r.end) for r in self._out.get(id_, ())), type_, labels)

    def into(self, id_: str, type_: str, *labels: str) -> list[Link]:
        """Return the relationships of a type that reach a node, with the nodes at their other end."""
        return self._links(((r, r.start) for r in self._into.get(id_, ())), type_, labels)

    def around(self, id_: str) -> list[Relationship]:
        """Return every relationship of a node, leaving ones first."""
        found = self._out.get(id_, []) + self._into.get(id_, [])
        return sorted(found, key=lambda r: (r.start != id_, r.type, first_place(r), r.id))

    def nodes(self, label: str) -> list[Node]:
        """Return the nodes with a label that are sure enough to be drawn, in document order."""
        found = [n for n in self.graph.nodes.values() if label in n.labels and self.shows(n)]
        return sorted(found, key=lambda n: (first_place(n), n.id))

    def find(self, name: str, label: str, *, title: str) -> Node:
        """Find a node by its name, an alias or its id.

        Raises :class:`ViewError` that names the nearest names where there is none.
        """
        wanted = {_key(name), fold(name).casefold()}
        names: dict[str, Node] = {}
        for node in sorted((n for n in self.graph.nodes.values() if label in n.labels), key=lambda n: n.id):
            for form in aliases(node):
                names.setdefault(_key(form), node)
            names.setdefault(fold(node.id).casefold(), node)
        for node in (n for n in self.graph.nodes.values() if label in n.labels):
            names[_key(node.name)] = node
        for form in sorted(wanted):
            if form in names:
                return names[form]
        near = get_close_matches(_key(name), list(names), n=5, cutoff=0.4)
        near += [form for form in names if _key(name) in form and form not in near]
        known = list(dict.fromkeys(names[form].name for form in near))[:5]
        hint = (
            f"相近的有：{'、'.join(known)}"
            if known
            else f"图中没有相近的{title}名称，请先用 deltatrunk info 查看图中内容"
        )
        raise ViewError(f"没有找到{title}“{name}”", hint=hint)

    def _links(self, pairs: Iterator[tuple[Relationship, str]], type_: str, labels: tuple[str, ...]) -> list[Link]:
        found = []
        for relationship, other in pairs:
            node = self.graph.nodes.get(other)
            if relationship.type != type_ or node is None or not self.shows(node):
                continue
            if not labels or any(label in node.labels for label in labels):
                found.append((relationship, node))
        return sorted(found, key=lambda link: (first_place(link[0]), link[1].id))


def first_place(item: Node | Relationship) -> tuple[str, int, int]:
    """Return the file and span of the first piece of evidence, for document order."""
    spans = item.properties.get("evidence")
    return split_span(spans[0]) if isinstance(spans, tuple) and spans else ("", 0, 0)


def aliases(node: Node) -> tuple[str, ...]:
    """Return a node's other names."""
    value = node.properties.get("aliases")
    return value if isinstance(value, tuple) else ()


def text_of(item: Node | Relationship, key: str) -> str:
    """Return a property as text, empty where it is absent."""
    value = item.properties.get(key)
    return "" if value is None else "、".join(value) if isinstance(value, tuple) else str(value)


def order_of(item: Node | Relationship) -> int:
    """Return the ``order`` property; what has none comes last."""
    value = item.properties.get("order")
    return value if isinstance(value, int) else 1_000_000


def display_type(node: Node) -> str:
    """Return the label that gives a node its colour and shape: 链主 before 合伙人 before the core label."""
    for label in ("ChainLeader", "Partner"):
        if label in node.labels:
            return label
    return node.labels[0]


def _key(name: str) -> str:
    folded = fold(name).casefold()
    for suffix in ("产业链", "产业", "行业"):
        if folded.endswith(suffix) and len(folded) > len(suffix):
            return folded.removesuffix(suffix)
    return folded
