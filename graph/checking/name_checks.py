"""Nodes that nothing leads to, and names that may be one thing twice: for a person to judge, so warnings."""

from __future__ import annotations

from collections import defaultdict

from ..ids import fold
from ..model import Graph
from ..schema import Schema, schema
from .model import Check, Result

_MERGE = "若是同一个，请用 deltatrunk resolve same 归一；若不是，请用 deltatrunk resolve different 记下"


def check_names(graph: Graph, s: Schema | None = None) -> tuple[Result, ...]:
    """Check for nodes without relationships, equal names, and names that are another node's alias. O(n).

    What a document only cites may stand alone. Names are compared within a label, and only where a name alone
    says what is meant: tasks, indicators, values, sections and passages belong to something.
    """
    known = s or schema()
    return _check_orphans(graph), *_check_doubles(graph, known)


def _check_orphans(graph: Graph) -> Result:
    check = Check("orphans", "没有孤立的节点", "warning", advice="没有任何关系的节点查不到、画不出：请看它的出处")
    touched = {end for edge in graph.relationships.values() for end in (edge.start, edge.end)}
    for node in graph.nodes.values():
        cited = node.labels[0] == "Document" and node.properties.get("loaded") is not True
        check.saw(node.id, () if node.id in touched or cited else ("没有任何关系",))
    return check.result()


def _check_doubles(graph: Graph, s: Schema) -> tuple[Result, Result]:
    names = Check("names", "同类中没有同名的节点", "warning", advice=_MERGE)
    aliases = Check("aliases", "别名不是同类中另一节点的名称", "warning", advice=_MERGE)
    told = [
        node
        for node in graph.nodes.values()
        if (label := s.labels.get(node.labels[0])) is not None and not label.scoped and not label.structure
    ]
    by_name: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for node in told:
        by_name[node.labels[0], fold(node.name)].append(node.id)
    for node in told:
        same = by_name[node.labels[0], fold(node.name)]
        names.saw(node.id, () if same[0] == node.id else (f"与 {same[0]} 同名",))
        given = node.properties.get("aliases", ())
        for alias in given if isinstance(given, tuple) else ():
            others = [id_ for id_ in by_name.get((node.labels[0], fold(alias)), ()) if id_ != node.id]
            aliases.saw(node.id, [f"别名“{alias}”是 {'、'.join(others)} 的名称"] if others else ())
    return names.result(), aliases.result()
