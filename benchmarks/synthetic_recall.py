"""How many of a synthetic corpus' known facts extraction finds, by kind.

    python benchmarks/synthetic_recall.py [--documents 60] [--seed 1]

A fact counts as found where the graph has it with a piece of evidence in its own document: an entity by any of its
names, a relation by its type and any of its ends' names, a value by indicator, year, figure and unit.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from synthetic_corpus import Written, corpus

from deltatrunk.graph.ids import fold
from deltatrunk.graph.model import Graph, Node, Relationship
from deltatrunk.loaders import extract


def recall(documents: Iterable[Written], graph: Graph) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Return found and known by kind and type, and the missed facts as text; files are named as the corpus does."""
    stated = _stated(graph)
    found: Counter[str] = Counter()
    known: Counter[str] = Counter()
    missed: list[str] = []
    for one in documents:
        for fact in one.facts:
            kind = f"{fact['kind']} {fact['type']}" if fact["kind"] != "value" else "value"
            known[kind] += 1
            if _key(fact) in stated[one.file]:
                found[kind] += 1
            else:
                missed.append(f"{one.file} {fact}")
    return {kind: (found[kind], known[kind]) for kind in sorted(known)}, missed


def _key(fact: Mapping[str, object]) -> tuple[object, ...]:
    if fact["kind"] == "entity":
        return fact["type"], fold(str(fact["name"]))
    if fact["kind"] == "relation":
        return fact["type"], fold(str(fact["head"])), fold(str(fact["tail"]))
    return fact["indicator"], fact["year"], fact["value"], fact["unit"]


def _stated(graph: Graph) -> dict[str, set[tuple[object, ...]]]:
    """What the graph holds of each file."""
    stated: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    forms = {node.id: _forms(node) for node in graph.nodes.values()}
    for node in graph.nodes.values():
        for file in _files(node):
            stated[file].update((node.labels[0], form) for form in forms[node.id])
    for r in graph.relationships.values():
        keys = [(r.type, head, tail) for head in forms[r.start] for tail in forms[r.end]]
        if r.type == "HAS_VALUE":
            target = graph.nodes[r.end].properties
            keys = [(graph.nodes[r.start].name, target.get("year"), target.get("value"), target.get("unit"))]  # type: ignore[list-item]
        for file in _files(r):
            stated[file].update(keys)
    return stated


def _forms(node: Node) -> set[str]:
    aliases = node.properties.get("aliases", ())
    return {fold(name) for name in (node.name, *(aliases if isinstance(aliases, tuple) else ()))}


def _files(item: Node | Relationship) -> set[str]:
    evidence = item.properties["evidence"]
    return {span.rpartition(":")[0] for span in evidence} if isinstance(evidence, tuple) else set()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="print so many facts that were not found")
    given = parser.parse_args()
    documents = list(corpus(given.documents, given.seed))
    with tempfile.TemporaryDirectory() as scratch:
        for one in documents:
            path = Path(scratch) / one.file
            path.parent.mkdir(exist_ok=True)
            path.write_text(one.text, "utf-8", newline="\n")
        graph = extract([Path(scratch)]).graph
    counted, missed = recall(documents, graph)
    for kind, (found, known) in counted.items():
        print(f"{kind:30} {found:6} of {known:6}  {found / known:6.1%}")
    found, known = (sum(numbers) for numbers in zip(*counted.values(), strict=True))
    print(f"{'all':30} {found:6} of {known:6}  {found / known:6.1%}")
    for fact in missed[: given.missed]:
        print(fact)


if __name__ == "__main__":
    main()
