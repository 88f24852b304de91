"""A graph of any size with the schema's own labels, types and properties, made of numbers: the same every time.

The shares are those of the bundled facts: half of the relationships are mentions in passages, every thing has one to
three places that state it, and texts, aliases and ids have the lengths that documents give them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from deltatrunk.graph.facts import Value
from deltatrunk.graph.model import Graph, Node, Relationship, digest

# Of a hundred nodes; what is left are passages.
_SHARES = {"Company": 22, "Park": 8, "IndustryChain": 6, "Organization": 8, "Task": 8, "Platform": 6, "Document": 2}
# Of a hundred relationships: type, head, tail, share, further properties.
_KINDS: tuple[tuple[str, str, str, int, Mapping[str, Value]], ...] = (
    ("MENTIONS", "Passage", "Company", 25, {}),
    ("MENTIONS", "Passage", "IndustryChain", 15, {}),
    ("HAS_PASSAGE", "Document", "Passage", 10, {}),
    ("LOCATED_IN", "Company", "Park", 12, {"role": "代表企业"}),
    ("PARTICIPATES_IN", "Company", "IndustryChain", 10, {}),
    ("LEADS", "Company", "IndustryChain", 2, {"role": "链主"}),
    ("FOCUSES_ON", "Park", "IndustryChain", 8, {}),
    ("RESPONSIBLE_FOR", "Organization", "Task", 8, {"role": "责任", "order": 1}),
    ("INVOLVES", "Task", "Platform", 6, {}),
    ("DEFINED_IN", "Task", "Document", 4, {}),
)
_TEXT = "聚焦数字经济重点领域，支持链主企业牵头组建创新联合体，推动上下游协同攻关，形成若干示范应用场景。"


def _nodes(count: int) -> Iterator[Node]:
    """Yield ``count`` nodes, label by label."""
    for label, total in _totals(count).items():
        for number in range(total):
            yield _node(label, number)


def _relationships(nodes: int, count: int) -> Iterator[Relationship]:
    """Yield up to ``count`` different relationships between the ``nodes`` of :func:`_nodes`."""
    totals = _totals(nodes)
    for type_, head, tail, share, more in _KINDS:
        heads, tails = totals[head], totals[tail]
        for number in range(min(count * share // 100, heads * tails)):
            # Every head in turn, each time with the next tail: no pair comes twice.
            yield _edge(type_, _id(head, number % heads), _id(tail, (number + number // heads) % tails), number, more)


def made_graph(nodes: int, relationships: int) -> Graph:
    """Return a graph of so many nodes and up to so many relationships."""
    found = {n.id: n for n in _nodes(nodes)}
    edges = {r.id: r for r in _relationships(nodes, relationships)}
    return Graph(MappingProxyType(dict(sorted(found.items()))), MappingProxyType(dict(sorted(edges.items()))))


def _totals(nodes: int) -> dict[str, int]:
    totals = {label: max(1, nodes * share // 100) for label, share in _SHARES.items()}
    return {**totals, "Passage": max(1, nodes - sum(totals.values()))}


def _id(label: str, number: int) -> str:
    return f"{label}:{_name(label, number)}"


def _name(label: str, number: int) -> str:
    return f"长三角数字科技{number}有限公司" if label == "Company" else f"{label}示范{number}"


def _node(label: str, number: int) -> Node:
    name = _name(label, number)
    properties: dict[str, Value] = {"name": name}
    labels: tuple[str, ...] = (label,)
    if label == "Passage":
        properties |= {
            "kind": "paragraph", "order": number, "file": _file(number), "start": number, "end": number + 99,
            "text": _TEXT * (1 + number % 4),
        }  # fmt: skip
    elif label == "Company":
        properties["aliases"] = (f"数字科技{number}", f"长三角{number}")
        labels = (label, "Partner") if number % 20 == 0 else labels
    return Node(f"{label}:{name}", labels, _with_evidence(f"{label}:{name}", number, properties, labels))


def _edge(type_: str, start: str, end: str, number: int, more: Mapping[str, Value]) -> Relationship:
    id_ = f"{type_}|{start}|{end}"
    return Relationship(id_, type_, start, end, _with_evidence(id_, number, more, ()))


def _file(number: int) -> str:
    return f"规划/plan-{number % 500:04d}.txt"


def _with_evidence(
    id_: str, number: int, properties: Mapping[str, Value], labels: tuple[str, ...]
) -> Mapping[str, Value]:
    pieces = range(number, number + 1 + number % 3)
    whole: dict[str, Value] = {
        **properties,
        "id": id_,
        "confidence": (0.6, 0.7, 0.9, 0.95)[number % 4],
        "evidence": tuple(f"{_file(n)}:{n}-{n + 42}" for n in pieces),
        "passages": tuple(f"Passage:{_file(n)}/{n}-{n + 99}" for n in pieces),
        "rules": tuple("made.numbers" for _ in pieces),
        "documents": tuple(sorted({f"Document:{_file(n)}" for n in pieces})),
    }
    whole["hash"] = digest(labels, whole)
    return MappingProxyType(dict(sorted(whole.items())))
