"""What a list is: its description in ``lists.yaml``, read once and checked against the queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NoReturn

import yaml

from ..graph.errors import QueryError
from .reader import Catalogue, Query, bundled

FILE = "lists.yaml"
NEEDED = ("document", "section", "quote")
"""Columns that every list shows: where a row stands and its words."""

_FIELDS = {"title", "purpose", "handed_in", "queries", "together", "frozen", "rules", "columns"}
_OPTIONAL = {"together", "frozen"}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column that a list shows: its name in the queries, its width and its number format."""

    name: str
    width: float
    format: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: what it is for, who hands it in, the queries that make it and its rules in words."""

    name: str
    title: str
    purpose: str
    handed_in: str
    queries: tuple[Query, ...]
    columns: tuple[ListColumn, ...]
    rules: tuple[tuple[str, str], ...]
    together: str = ""
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class Listings:
    """All lists in the order in which they are handed in, and the rules that hold for each."""

    lists: Mapping[str, Listing]
    common: tuple[tuple[str, str], ...]

    def chosen(self, names: Iterable[str]) -> tuple[Listing, ...]:
        """Return lists by name or Chinese title, each once; all of them for no name.

        Raises :class:`QueryError` that names the closest ones.
        """
        titles = {found.title: found for found in self.lists.values()}
        picked: dict[str, Listing] = {}
        for name in names:
            found = self.lists.get(name) or titles.get(name)
            if found is None:
                close = get_close_matches(name, [*self.lists, *titles], n=3, cutoff=0.3)
                raise QueryError(f"没有清单 {name}", hint=f"可用的清单：{'、'.join(close or self.lists)}")
            picked[found.name] = found
        return tuple(picked.values()) or tuple(self.lists.values())


@cache
def listings() -> Listings:
    """Return the lists that come with the package."""
    return parse_listings(files(__package__).joinpath(FILE).read_text("utf-8"), bundled())


def parse_listings(text: str, catalogue: Catalogue) -> Listings:
    """Read descriptions of lists; raises :class:`QueryError` naming the list and what is wrong with it."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise QueryError("不是有效的 YAML", where=FILE) from error
    if not isinstance(value, dict) or set(value) != {"common", "lists"} or not isinstance(value["lists"], dict):
        raise QueryError("应写成 common: … 和 lists: …", where=FILE)
    found = {str(name): _listing(str(name), fields, catalogue) for name, fields in value["lists"].items()}
    return Listings(MappingProxyType(found), _texts(value["common"], "common"))


def _listing(name: str, fields: Any, catalogue: Catalogue) -> Listing:
    if not isinstance(fields, dict):
        _fail(name, "应是“项: 内容”的清单")
    unknown, missing = set(fields) - _FIELDS, _FIELDS - _OPTIONAL - set(fields)
    if unknown or missing:
        _fail(name, f"多了 {'、'.join(sorted(unknown)) or '（无）'}，少了 {'、'.join(sorted(missing)) or '（无）'}")
    if not isinstance(fields["queries"], list) or not fields["queries"]:
        _fail(name, "queries 应是查询名的清单")
    queries = tuple(catalogue.find(str(query)) for query in fields["queries"])
    known = [column.name for column in queries[0].columns]
    for query in queries:
        if query.kind != "rows" or [column.name for column in query.columns] != known:
            _fail(name, f"查询 {query.name} 的列与 {queries[0].name} 的不同")
    columns = _columns(name, fields["columns"])
    shown = [column.name for column in columns]
    if wrong := [column for column in shown if column not in known]:
        _fail(name, f"查询没有列 {'、'.join(wrong)}")
    if lacking := [column for column in NEEDED if column not in shown]:
        _fail(name, f"缺少列 {'、'.join(lacking)}")
    together, frozen = fields.get("together", ""), fields.get("frozen", 0)
    if together and together not in known:
        _fail(name, f"together 写的 {together} 不是列名")
    if not isinstance(frozen, int) or not 0 <= frozen < len(shown):
        _fail(name, "frozen 应是小于列数的整数")
    title, purpose, handed_in = (_text(name, fields, field) for field in ("title", "purpose", "handed_in"))
    return Listing(
        name, title, purpose, handed_in, queries, columns, _texts(fields["rules"], name), str(together), frozen
    )


def _columns(name: str, value: Any) -> tuple[ListColumn, ...]:
    if not isinstance(value, dict) or not value:
        _fail(name, "columns 应是“列名: 宽度”的清单")
    found = []
    for column, given in value.items():
        written = given if isinstance(given, dict) else {"width": given}
        width = written.get("width")
        if set(written) - {"width", "format"} or isinstance(width, bool) or not isinstance(width, int | float):
            _fail(name, f"列 {column} 应写成宽度，或 {{width: …, format: …}}")
        found.append(ListColumn(str(column), float(width), str(written.get("format", ""))))
    return tuple(found)


def _text(name: str, fields: Mapping[str, Any], field: str) -> str:
    value = fields[field]
    if not isinstance(value, str) or not value.strip():
        _fail(name, f"{field} 应是一行文字")
    return value.strip()


def _texts(value: Any, name: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(text, str) and text for text in value.values()):
        _fail(name, "规则应是“名称: 说明”的清单")
    return tuple((str(key), text) for key, text in value.items())


def _fail(name: str, what: str) -> NoReturn:
    raise QueryError(what, where=f"{FILE} 的 {name}")
