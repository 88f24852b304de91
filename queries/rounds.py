"""Two rounds of a plan: what the later one keeps, adds and no longer mentions.

The same rules as the queries ``rounds-tasks``, ``rounds-tasks-gone`` and ``rounds-names`` state in Cypher, for
those that hold a graph and no store; a test holds both to the same answers. Only names are compared, not
meaning: a measure or programme whose wording changed counts as one gone and one new.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from ..graph.facts import BORDERLINE
from ..graph.model import Graph, Node

KEPT, NEW, GONE = "留存", "新增", "不再提及"
SHARED = 2
"""So many names two measures share to count as one that goes on."""
TASK_RULE = f"两个任务同名，或共有的企业、园区、平台、产业不少于 {SHARED} 个，才算对应；措辞改了的对不上，请对照原文"
NAME_RULE = "同一名称（含别名）在两轮文件里都写到才算留存；改了名字的算一个不再提及、一个新增"


@dataclass(frozen=True, slots=True)
class Continued:
    """A measure of the later round and one of the earlier that it goes on with, as ids.

    ``names`` are what both name, sorted; ``alike`` tells that their titles are equal.
    """

    later: str
    earlier: str
    names: tuple[str, ...]
    alike: bool


@dataclass(frozen=True, slots=True)
class Rounds:
    """Two rounds compared: measures that go on, and what became of each programme that one of them names."""

    earlier: str
    later: str
    continued: tuple[Continued, ...]
    changes: tuple[tuple[str, str], ...]

    def change(self, id_: str) -> str:
        """Return what became of a programme: 留存, 新增 or 不再提及; empty where neither round names it."""
        return dict(self.changes).get(id_, "")


def compare_rounds(
    graph: Graph, earlier: str, later: str, *, shared: int = SHARED, min_confidence: float = BORDERLINE
) -> Rounds:
    """Compare two documents (by id) by the names of their measures and programmes. O(tasks of both, multiplied)."""
    tasks = [node for node in graph.nodes.values() if "Task" in node.labels]
    named = _named(graph, min_confidence)
    pairs = [
        found
        for two in tasks
        for one in tasks
        if one.id != two.id and _says(one, earlier) and _says(two, later)
        if (found := _continued(one, two, named, shared, min_confidence))
    ]
    names = {id_: node.name for id_, node in graph.nodes.items()}
    pairs.sort(key=lambda p: (-len(p.names), names[p.later], names[p.earlier], p.later, p.earlier))
    return Rounds(earlier, later, tuple(pairs), _changes(graph, earlier, later, min_confidence))


def find_rounds(graph: Graph, *, min_confidence: float = BORDERLINE) -> tuple[Node, Node] | None:
    """Return the two loaded documents that define most programmes in common, the earlier period first.

    None where no two documents of different periods define a programme in common.
    """
    defined: dict[str, set[str]] = defaultdict(set)
    for relation in graph.relationships.values():
        if relation.type == "DEFINED_IN" and relation.confidence >= min_confidence:
            start = graph.nodes[relation.start]
            if "Programme" in start.labels and start.confidence >= min_confidence:
                defined[relation.end].add(relation.start)
    dated = sorted((_period(graph.nodes[id_]), id_) for id_ in defined if _period(graph.nodes[id_]))
    pairs = [
        (-len(defined[one] & defined[two]), one, two)
        for (first, one), (second, two) in combinations(dated, 2)
        if first < second and defined[one] & defined[two]
    ]
    if not pairs:
        return None
    _, one, two = min(pairs)
    return graph.nodes[one], graph.nodes[two]


def _period(node: Node) -> int:
    start = node.properties.get("period_start")
    return start if isinstance(start, int) else 0


def _says(node: Node, document: str) -> bool:
    documents = node.properties.get("documents")
    return isinstance(documents, tuple) and document in documents


def _named(graph: Graph, min_confidence: float) -> dict[str, set[str]]:
    """Return what each measure relies on or develops, as ids."""
    named: dict[str, set[str]] = defaultdict(set)
    for relation in graph.relationships.values():
        if relation.type in ("INVOLVES", "FOCUSES_ON") and relation.confidence >= min_confidence:
            named[relation.start].add(relation.end)
    return named


def _continued(
    one: Node, two: Node, named: dict[str, set[str]], shared: int, min_confidence: float
) -> Continued | None:
    """Tell whether a later measure goes on with an earlier one."""
    if two.confidence < min_confidence:
        return None
    both = named.get(one.id, set()) & named.get(two.id, set())
    alike = one.name == two.name and one.confidence >= min_confidence
    if len(both) < shared and not alike:
        return None
    return Continued(two.id, one.id, tuple(sorted(both)), alike)


def _changes(graph: Graph, earlier: str, later: str, min_confidence: float) -> tuple[tuple[str, str], ...]:
    programmes = [n for n in graph.nodes.values() if "Programme" in n.labels and n.confidence >= min_confidence]
    found = []
    for node in sorted(programmes, key=lambda n: n.id):
        before, after = (_cites(node, graph.nodes[id_]) for id_ in (earlier, later))
        if before or after:
            found.append((node.id, KEPT if before and after else GONE if before else NEW))
    return tuple(found)


def _cites(node: Node, document: Node) -> bool:
    """Tell whether a node was found in a document, with a place in its file."""
    evidence = node.properties.get("evidence")
    file = document.properties.get("file")
    if not isinstance(evidence, tuple) or not isinstance(file, str) or not _says(node, document.id):
        return False
    return any(span.startswith(f"{file}:") for span in evidence)
