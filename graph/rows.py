"""Rows of a query as plain values, equal whichever server answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .errors import QueryFailed, SchemaError
from .facts import Value
from .model import Node, Relationship
from .schema import schema
from .table_html import table_html

if TYPE_CHECKING:
    import neo4j.graph
    import pandas


_SCALARS = frozenset({str, int, float, bool, type(None)})
"""Most of what an answer holds; looked at first, because the tests for nodes and paths cost more than the rest."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: column names and rows of primitives, lists, maps, nodes, relationships and paths.

    A path is a tuple that begins and ends with a node and alternates nodes and relationships.
    ``truncated`` says that there are more rows than the limit of the question.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """Return a ``pandas.DataFrame``; pandas comes with the extra ``notebooks``."""
        import pandas  # noqa: PLC0415 - optional, and heavy

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        return table_html(self.columns, [tuple(map(_named, row)) for row in self.rows])

    def as_dicts(self) -> list[dict[str, Any]]:
        """Return one dict a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def to_rows(columns: Iterable[str], records: Sequence[Sequence[Any]], *, truncated: bool = False) -> Rows:
    """Convert the driver's values.

    A relationship names its ends by our ids. Over Bolt it carries only the server's ids of them, so
    the ends are looked up among the nodes of the same answer, then in its own id. Raises
    :class:`QueryFailed` where neither tells them.
    """
    ends: dict[str, str] = {}
    for record in records:
        for value in record:
            if type(value) not in _SCALARS:
                _remember(value, ends)
    rows = tuple(
        tuple(value if type(value) in _SCALARS else _plain(value, ends) for value in record) for record in records
    )
    return Rows(tuple(columns), rows, truncated)


def _named(value: Any) -> Any:
    """Return what a reader knows a node, a relationship or a path by."""
    if isinstance(value, Node):
        return value.properties.get("name", value.id)
    if isinstance(value, Relationship):
        return value.type
    return tuple(map(_named, value)) if isinstance(value, list | tuple) else value


def to_node(labels: Iterable[str], properties: Mapping[str, Any], fallback_id: str = "") -> Node:
    """Build a node from what a server returns: the core label first, lists as tuples, keys sorted."""
    names = sorted(labels)
    try:
        core = schema().core_of(names)
    except SchemaError:  # other people's node in a shared database
        ordered = tuple(names)
    else:
        ordered = (core, *(name for name in names if name != core))
    flat = to_properties(properties)
    return Node(str(flat.get("id", fallback_id)), ordered, flat)


def to_properties(properties: Mapping[str, Any]) -> Mapping[str, Value]:
    """Freeze properties as the in-memory graph has them: sorted keys, tuples for lists."""
    return MappingProxyType({key: _property(properties[key]) for key in sorted(properties)})


def _property(value: Any) -> Value:
    if isinstance(value, list):
        return tuple(_property(item) for item in value)  # type: ignore[misc]
    return _primitive(value)  # type: ignore[no-any-return]


def _primitive(value: Any) -> Any:
    """Turn temporal values into ISO strings and points into lists of coordinates."""
    if value is None or isinstance(value, bool | int | float | str | bytes):
        return value
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if hasattr(value, "srid"):
        return [float(part) for part in value]
    return str(value)


def _remember(value: Any, ends: dict[str, str]) -> None:
    import neo4j.graph  # noqa: PLC0415 (keeps `import deltatrunk.graph` light)

    if isinstance(value, neo4j.graph.Node):
        if "id" in value:
            ends[value.element_id] = str(value["id"])
    elif isinstance(value, neo4j.graph.Path):
        for node in value.nodes:
            _remember(node, ends)
    elif isinstance(value, list):
        for item in value:
            if type(item) not in _SCALARS:
                _remember(item, ends)
    elif isinstance(value, dict):
        for item in value.values():
            _remember(item, ends)


def _plain(value: Any, ends: Mapping[str, str]) -> Any:
    import neo4j.graph  # noqa: PLC0415

    if isinstance(value, neo4j.graph.Node):
        return to_node(value.labels, dict(value), value.element_id)
    if isinstance(value, neo4j.graph.Relationship):
        return _relationship(value, ends)
    if isinstance(value, neo4j.graph.Path):
        parts: list[Any] = [_plain(value.nodes[0], ends)]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            parts += [_plain(relationship, ends), _plain(node, ends)]
        return tuple(parts)
    if isinstance(value, list):
        return [item if type(item) in _SCALARS else _plain(item, ends) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, ends) for key, item in value.items()}
    return _primitive(value)


def _relationship(value: neo4j.graph.Relationship, ends: Mapping[str, str]) -> Relationship:
    properties = to_properties(dict(value))
    own = str(properties.get("id", value.element_id))
    named = own.split("|")
    start, end = (ends.get(node.element_id, "") if node is not None else "" for node in value.nodes)
    if not (start and end):
        if len(named) != 3 or named[0] != value.type:
            raise QueryFailed(f"{value.type} 关系的两端不在查询结果里", hint="请把关系两端的节点也写进 RETURN")
        start, end = named[1], named[2]
    return Relationship(own, value.type, start, end, properties)
