"""Run a query of a pack on a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Protocol

from ..graph.errors import QueryError, SchemaError
from ..graph.model import Graph, Node, Relationship
from ..graph.rows import Rows
from ..graph.schema import schema
from .header import Column, Parameter, Scalar
from .quoting import Texts, quoted
from .reader import Query
from .table import Cell, Table

_TRUE, _FALSE = {"true", "yes", "1", "是", "真"}, {"false", "no", "0", "否", "假"}


class Reader(Protocol):
    """What a store must do to be asked."""

    def read(self, text: str, parameters: Mapping[str, object] | None = None) -> Rows:
        """Run a statement that only reads."""
        ...


def run(
    store: Reader, query: Query, parameters: Mapping[str, object] | None = None, texts: Texts | None = None
) -> Table:
    """Ask a query and return its rows (a count has one row).

    Parameters may be strings, as a command line gives them; ``texts`` gives the words of sentences
    that the store does not hold. Raises :class:`QueryError` for an unknown, missing or ill-typed
    parameter and for a picture (see :func:`picture`).
    """
    require_rows(query)
    answer = store.read(query.cypher, bind(query, parameters or {}))
    # ArcadeDB names no columns where there are no rows.
    order = [answer.columns.index(column.name) for column in query.columns] if answer.rows else []
    rows = tuple(
        tuple(_cell(row[at], column, texts) for at, column in zip(order, query.columns, strict=True))
        for row in answer.rows
    )
    return Table(query.name, query.title, query.columns, rows)


def require_rows(query: Query) -> None:
    """Raise :class:`QueryError` for a query that answers with a picture."""
    if query.kind == "picture":
        raise QueryError(f"{query.name} 是一张图，不是一张表", hint=f"改为查询 {query.header.of or '一张表'}")


def picture(store: Reader, query: Query, parameters: Mapping[str, object] | None = None) -> Graph:
    """Ask a query for its paths and return what they hold as a graph, for a map."""
    if query.kind != "picture":
        raise QueryError(f"{query.name} 不是一张图", hint="kind: picture 的查询才能画成图")
    return drawn(store.read(query.cypher, bind(query, parameters or {})))


def drawn(answer: Rows) -> Graph:
    """Return what rows hold of nodes, relationships, paths and lists of these as a graph, for a map.

    A relationship whose ends the rows do not hold is left out.
    """
    nodes: dict[str, Node] = {}
    edges: dict[str, Relationship] = {}
    waiting: list[object] = [value for row in answer.rows for value in row]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Node):
            nodes[part.id] = part
        elif isinstance(part, Relationship):
            edges[part.id] = part
        elif isinstance(part, tuple | list):
            waiting.extend(part)
    held = {id_: edge for id_, edge in edges.items() if edge.start in nodes and edge.end in nodes}
    return Graph(MappingProxyType(dict(sorted(nodes.items()))), MappingProxyType(dict(sorted(held.items()))))


def bind(query: Query, given: Mapping[str, object]) -> dict[str, Scalar]:
    """Complete and convert parameters; raises :class:`QueryError` that lists the known ones."""
    known = {parameter.name: parameter for parameter in query.parameters}
    listed = "、".join(_described(p) for p in query.parameters) or "此查询没有参数"
    for name in given:
        if name not in known:
            raise QueryError(f"没有参数 {name}", where=query.name, hint=f"可用的参数：{listed}")
    missing = [p for p in query.parameters if p.required and p.name not in given]
    if missing:
        raise QueryError(
            f"缺少参数 {'、'.join(_described(p) for p in missing)}",
            where=query.name,
            hint=f"例如 -p {missing[0].name}={missing[0].example}",
        )
    return {p.name: _converted(given[p.name], p, query) if p.name in given else p.default for p in query.parameters}


def values(store: Reader, parameter: Parameter) -> tuple[str, ...]:
    """List what the store knows as values of a parameter; empty where the query gives no list."""
    if not parameter.values:
        return ()
    return tuple(str(row[0]) for row in store.read(parameter.values, {}).rows if row[0] is not None)


def nearest(store: Reader, parameter: Parameter, value: object) -> tuple[str, ...] | None:
    """Return up to five known values that are like one that the store does not know.

    None where the value is known, or where nobody can tell.
    """
    known = values(store, parameter)
    text = str(value)
    if not known or text in known:
        return None
    inside = [name for name in known if text in name or name in text]
    close = get_close_matches(text, known, n=5, cutoff=0.3)
    return tuple(dict.fromkeys([*inside, *close]))[:5]


def advice(store: Reader, query: Query, given: Mapping[str, object]) -> str:
    """Say why an answer may be empty: a given value that the store does not know, and what is like it."""
    for parameter in query.parameters:
        close = nearest(store, parameter, given[parameter.name]) if given.get(parameter.name) is not None else None
        if close is not None:
            also = f"，相近的有 {'、'.join(close)}" if close else ""
            return f"图中没有{parameter.title}“{given[parameter.name]}”{also}"
    return ""


def _described(parameter: Parameter) -> str:
    return f"{parameter.name}（{parameter.title}，{parameter.type}）"


def _boolean(text: str) -> bool:
    word = text.strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(text)
    return word in _TRUE


_CONVERT: Mapping[str, Callable[[str], Scalar]] = {"string": str, "integer": int, "float": float, "boolean": _boolean}


def _converted(value: object, parameter: Parameter, query: Query) -> Scalar:
    if value is None and not parameter.required:
        return None
    try:
        if isinstance(value, str):
            return _CONVERT[parameter.type](value)
        match parameter.type, value:
            case "boolean", bool():
                return value
            case (("integer" | "float"), bool()):
                raise TypeError(value)
            case "integer", int():
                return value
            case "float", int() | float():
                return float(value)
            case _:
                raise TypeError(value)
    except (ValueError, TypeError) as error:
        raise QueryError(
            f"参数 {_described(parameter)} 不接受 {value!r}",
            where=query.name,
            hint=f"例如 -p {parameter.name}={_sample(parameter)}",
        ) from error


def _sample(parameter: Parameter) -> Scalar:
    if parameter.example is not None:
        return parameter.example
    fallback: dict[str, Scalar] = {"string": "名称", "integer": 2025, "float": 0.5, "boolean": "true"}
    return parameter.default if parameter.default is not None else fallback[parameter.type]


def _cell(value: object, column: Column, texts: Texts | None) -> Cell:
    if column.shows == "quote":
        return quoted(value, texts)
    if column.shows and value is not None:
        return _titled(value, column)
    if isinstance(value, tuple | list):
        return tuple(str(item) for item in value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _titled(value: object, column: Column) -> str:
    """Show schema names in Chinese: ``["Company", "Partner"]`` as 企业（合伙人）."""
    s = schema()
    if column.shows == "relationship":
        return s.relationships[str(value)].title if value in s.relationships else str(value)
    names = [str(item) for item in value] if isinstance(value, tuple | list) else [str(value)]
    try:
        core = s.core_of(names)
    except SchemaError:
        return "、".join(sorted(names))
    extra = [label.title for name, label in s.labels.items() if name in names and name != core]
    return s.labels[core].title + (f"（{'、'.join(extra)}）" if extra else "")
