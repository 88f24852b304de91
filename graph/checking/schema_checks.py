"""Whether a graph is what the schema says, and each thing's hash that of its content."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from ..facts import Value
from ..ids import fold, relationship_id
from ..model import Graph, Node, Relationship, digest
from ..schema import Property, Schema, schema
from .model import Check, Result

_BY_HAND = "是手工改动留下的：请用 deltatrunk build 重新建图，或 deltatrunk restore 恢复备份"
_SPANS = ("start", "end")


def check_schema(graph: Graph, s: Schema | None = None) -> tuple[Result, ...]:
    """Check labels, types, ends, properties, ids and hashes. O(n).

    A property that the schema does not know is a person's own: it is not judged and is no part of the hash.
    """
    known = s or schema()
    labels = Check("labels", "节点的标签符合本体", advice=_BY_HAND)
    ends = Check("ends", "关系的类型和两端符合本体", advice=_BY_HAND)
    properties = Check("properties", "属性齐全，类型和范围正确", advice=_BY_HAND)
    ids = Check("ids", "标识与名称、两端一致", advice=_BY_HAND)
    hashes = Check("hashes", "内容与摘要一致", advice=_BY_HAND)
    for node in graph.nodes.values():
        labels.saw(node.id, _label_problems(node, known))
        properties.saw(node.id, _node_property_problems(node, known))
        ids.saw(node.id, _node_id_problems(node))
        hashes.saw(node.id, _hash_problems(node.properties, node.labels, own=_own(node, known)))
    for edge in graph.relationships.values():
        ends.saw(edge.id, _end_problems(edge, graph, known))
        properties.saw(edge.id, _edge_property_problems(edge, known))
        ids.saw(edge.id, _edge_id_problems(edge, known))
        hashes.saw(edge.id, _hash_problems(edge.properties, own=_own(edge, known)))
    return tuple(check.result() for check in (labels, ends, properties, ids, hashes))


def check_constraints(constrained: Iterable[str], graph: Graph, s: Schema | None = None) -> Result:
    """Check that every core label's id is unique in the store; ``constrained`` are the labels whose is."""
    check = Check("constraints", "每种标签的标识都有唯一性约束", advice="请运行一次 deltatrunk build，它会补上约束")
    if not graph.nodes:
        check.unchecked = "图库是空的，第一次建图时才加约束"
        return check.result()
    found = set(constrained)
    for label in (s or schema()).core_labels:
        check.saw(label, () if label in found else (f"标签 {label} 没有 id 的唯一性约束",))
    return check.result()


def check_counts(graph: Graph, counted: Mapping[str, int]) -> Result:
    """Check that nothing stands twice in the store: ``counted`` counts rows, the graph counts ids."""
    check = Check("twice", "没有重复的标识", advice="同一标识在图库里有几份：请用 deltatrunk restore 恢复备份")
    once = graph.counts()
    for kind in sorted({*counted, *once}):
        have, want = counted.get(kind, 0), once.get(kind, 0)
        check.saw(kind, () if have == want else (f"图库里有 {have} 个，不同的标识只有 {want} 个",))
    return check.result()


def _label_problems(node: Node, s: Schema) -> Iterator[str]:
    cores = [label for label in node.labels if label in s.labels and s.labels[label].core]
    if len(cores) != 1:
        yield f"应有一个核心标签，有 {len(cores)} 个：{'、'.join(cores)}"
        return
    for label in node.labels:
        if label not in s.labels:
            yield f"标签 {label} 不在本体中"
        elif label != cores[0] and cores[0] not in s.labels[label].extends:
            yield f"{cores[0]} 不能附加标签 {label}"


def _end_problems(edge: Relationship, graph: Graph, s: Schema) -> Iterator[str]:
    kind = s.relationships.get(edge.type)
    missing = [end for end in (edge.start, edge.end) if end not in graph.nodes]
    if kind is None:
        yield f"关系 {edge.type} 不在本体中"
    elif missing:
        yield f"端点 {'、'.join(map(str, missing))} 不在图中"
    else:
        head, tail = (graph.nodes[end].labels[0] for end in (edge.start, edge.end))
        if not kind.joins(head, tail):
            yield f"{edge.type} 不能从 {head} 指向 {tail}"
        if edge.start == edge.end:
            yield "指向自身"
        if kind.symmetric and edge.start > edge.end:
            yield "没有方向的关系应从较小的标识指向较大的"


def _node_property_problems(node: Node, s: Schema) -> Iterator[str]:
    yield from _missing(node.properties, s.node_properties)
    for name, value in node.properties.items():
        yield from _value_problems(name, value, s.node_property(node.labels, name))
    first, last = (node.properties.get(name) for name in _SPANS)
    if isinstance(first, int) and isinstance(last, int) and not 0 <= first < last:
        yield f"起止 {first}-{last} 不成一段"


def _edge_property_problems(edge: Relationship, s: Schema) -> Iterator[str]:
    yield from _missing(edge.properties, s.relationship_properties)
    for name, value in edge.properties.items():
        yield from _value_problems(name, value, s.relationship_property(edge.type, name))


def _missing(properties: Mapping[str, Value], wanted: Mapping[str, Property]) -> Iterator[str]:
    for name, one in wanted.items():
        if one.required and properties.get(name) in (None, "", ()):
            yield f"缺少{one.title} {name}"


def _value_problems(name: str, value: Value, wanted: Property | None) -> Iterator[str]:
    if wanted is None:
        return  # a person's own
    if not wanted.accepts(value):
        yield f"{name} 应为 {wanted.type}，是 {_short(value)}"
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{name} 不是有限的数"
    elif name == "confidence" and not 0 <= float(value) <= 1:  # type: ignore[arg-type]
        yield f"置信度 {value} 不在 0 到 1 之间"


def _node_id_problems(node: Node) -> Iterator[str]:
    if node.properties.get("id") != node.id or not node.id.startswith(f"{node.labels[0]}:"):
        yield f"标识应以 {node.labels[0]}: 开头"
    name = node.properties.get("name")
    if isinstance(name, str) and not node.id.endswith(fold(name)):
        yield f"标识不是由名称“{_short(name)}”得来"


def _edge_id_problems(edge: Relationship, s: Schema) -> Iterator[str]:
    if edge.type in s.relationships and edge.id != relationship_id(edge.type, edge.start, edge.end):
        yield f"实际连接 {edge.start} → {edge.end}"


def _hash_problems(properties: Mapping[str, Value], *labels: tuple[str, ...], own: set[str]) -> Iterator[str]:
    content = {key: value for key, value in properties.items() if key != "hash" and key not in own}
    if digest(*labels, content) != properties.get("hash"):
        yield "内容被改动过，与摘要不符"


def _own(thing: Node | Relationship, s: Schema) -> set[str]:
    """Return the properties that the schema does not know: a person's own, which loads leave alone."""
    if isinstance(thing, Node):
        return {name for name in thing.properties if s.node_property(thing.labels, name) is None}
    return {name for name in thing.properties if s.relationship_property(thing.type, name) is None}


def _short(value: object) -> str:
    text = repr(value) if not isinstance(value, str) else value
    return text if len(text) <= 40 else f"{text[:40]}…"
