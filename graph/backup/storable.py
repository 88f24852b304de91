"""What a graph must be so that a store can hold it and find it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from ..errors import ExportError
from ..model import Graph
from ..schema import schema

_WHOLE = 1 << 63


def require_storable(graph: Graph) -> None:
    """Raise :class:`ExportError` for the first node or relationship that no load could write or would find again.

    That is much less than what the schema asks: a store is kept as it is, with what a person changed in it.
    """
    s = schema()
    for node in graph.nodes.values():
        core = node.labels[0]
        if core not in s.labels or not s.labels[core].core:
            _refuse(node.id, f"标签 {core} 不在本体中")
        for extra in node.labels[1:]:
            if extra not in s.labels or s.labels[extra].core:
                _refuse(node.id, f"附加标签 {extra} 不在本体中")
        _require_own(node.id, f"{core}:", node.properties)
    for one in graph.relationships.values():
        kind = s.relationships.get(one.type)
        if kind is None:
            _refuse(one.id, f"关系 {one.type} 不在本体中")
        for end in (one.start, one.end):
            if end not in graph.nodes:
                _refuse(one.id, f"端点 {end} 不在图中")
        head, tail = (graph.nodes[end].labels[0] for end in (one.start, one.end))
        if not kind.joins(head, tail):
            _refuse(one.id, f"{one.type} 不能从 {head} 指向 {tail}")
        _require_own(one.id, f"{one.type}|", one.properties)


def _require_own(id_: str, prefix: str, properties: Mapping[str, object]) -> None:
    if not isinstance(id_, str) or properties.get("id") != id_ or not id_.startswith(prefix):
        _refuse(str(id_), f"标识应以 {prefix} 开头，且与属性 id 相同")
    if not isinstance(properties.get("hash"), str):
        _refuse(id_, "没有内容摘要")
    for name, value in properties.items():
        if not _is_value(value):
            _refuse(id_, f"属性 {name} 的值不能存入图库")


def _is_value(value: object) -> bool:
    if isinstance(value, tuple):
        return len({type(item) for item in value}) <= 1 and all(
            not isinstance(item, tuple) and _is_value(item) for item in value
        )
    if isinstance(value, int):
        return -_WHOLE <= value < _WHOLE
    return isinstance(value, str | float)


def _refuse(id_: str, what: str) -> NoReturn:
    raise ExportError(what, where=id_)
