"""Which indicators measure which chain: the graph ties them to places and parks, their words name the chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ...graph.ids import fold
from ...graph.model import Graph, Node, Relationship
from .network import confident

_AREAS = ("平方", "亩", "公顷")
"""Units of ground: 建筑面积 measures no building industry."""
Span = tuple[str, int, int]


def indicators_of(graph: Graph, least: float) -> Mapping[str, frozenset[str]]:
    """Return for each chain the indicators with a value that name it.

    An indicator names a chain whose mention lies inside its words, and else the chain by whose name or
    alias its own begins, the longest of them. What is measured in square metres is none.
    """
    units: dict[str, set[str]] = defaultdict(set)
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for relation in confident(graph, least):
        if relation.type == "HAS_VALUE":
            units[relation.start].add(str(graph.nodes[relation.end].properties.get("unit", "")))
        elif relation.type == "MENTIONS" and relation.end.startswith("IndustryChain:"):
            for file, start, end in _spans(relation):
                mentions[file].append((start, end, relation.end))
    forms = _forms(graph, least)
    found: dict[str, set[str]] = defaultdict(set)
    for id_, measured_in in units.items():
        if any(word in unit for unit in measured_in for word in _AREAS):
            continue
        node = graph.nodes[id_]
        named = {
            chain
            for file, start, end in _spans(node)
            for first, last, chain in mentions[file]
            if start <= first and last <= end
        }
        for chain in named or _opening(fold(node.name), forms):
            found[chain].add(id_)
    return {chain: frozenset(ids) for chain, ids in found.items()}


def _opening(name: str, forms: Mapping[str, str]) -> set[str]:
    lengths = (length for length in range(len(name), 1, -1) if name[:length] in forms)
    longest = next(lengths, 0)
    return {forms[name[:longest]]} if longest else set()


def _forms(graph: Graph, least: float) -> dict[str, str]:
    """Return the chain of every name and alias; a name goes before an alias, then the smaller id."""
    found: dict[str, str] = {}
    chains = [n for n in graph.nodes.values() if n.labels[0] == "IndustryChain" and n.confidence >= least]
    chains.sort(key=lambda node: node.id)
    for node in chains:
        found.setdefault(fold(node.name), node.id)
    for node in chains:
        aliases = node.properties.get("aliases")
        for alias in aliases if isinstance(aliases, tuple) else ():
            found.setdefault(fold(str(alias)), node.id)
    return found


def _spans(fact: Node | Relationship) -> Iterator[Span]:
    spans = fact.properties.get("evidence")
    for span in spans if isinstance(spans, tuple) else ():
        file, _, places = str(span).rpartition(":")
        start, _, end = places.partition("-")
        yield file, int(start), int(end)
