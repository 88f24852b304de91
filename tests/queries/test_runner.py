"""Parameters in, tables out, with a store that answers what it is told to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from deltatrunk.graph.errors import QueryError
from deltatrunk.graph.model import Node
from deltatrunk.graph.rows import Rows
from deltatrunk.queries import Query, advice, bind, bundled, picture, run
from deltatrunk.queries.reader import parse_query
from deltatrunk.queries.table import plain

HEADER = """\
// name: probe
// title: 试
// question: 问
// kind: rows
// parameters:
//   name: {type: string, title: 名称, example: 甲, values: "MATCH (n:Company) RETURN n.name AS value ORDER BY value"}
//   year: {type: integer, title: 年, default: null}
//   least: {type: float, title: 最低, default: 0.5}
//   all: {type: boolean, title: 全部, default: false}
// columns: {name: 名称, items: 内容}
MATCH (n:Company) WHERE n.name = $name AND $year IS NULL AND $least > 0 AND $all
RETURN n.name AS name, n.aliases AS items ORDER BY n.id
"""


@dataclass
class Told:
    """A store that gives the rows it was told and remembers what it was asked."""

    rows: Rows
    asked: list[Mapping[str, Any]] = field(default_factory=list)

    def read(self, text: str, parameters: Mapping[str, object] | None = None) -> Rows:
        self.asked.append(dict(parameters or {}))
        return self.rows


@pytest.fixture
def query() -> Query:
    return parse_query(HEADER, pack="own", file="own/probe.cypher", stem="probe")


def test_strings_of_a_command_line_become_typed_values(query: Query) -> None:
    bound = bind(query, {"name": "甲", "year": "2025", "least": "1", "all": "是"})
    assert bound == {"name": "甲", "year": 2025, "least": 1.0, "all": True}
    assert type(bound["least"]) is float


def test_values_left_out_take_their_defaults(query: Query) -> None:
    assert bind(query, {"name": "甲"}) == {"name": "甲", "year": None, "least": 0.5, "all": False}


@pytest.mark.parametrize(
    ("given", "what", "hint"),
    [
        ({}, "缺少参数 name", "-p name=甲"),
        ({"name": "甲", "jahr": 1}, "没有参数 jahr", "year（年，integer）"),
        ({"name": "甲", "year": "二〇二五"}, "year", "-p year=2025"),
        ({"name": "甲", "year": 2025.5}, "year", "-p year="),
        ({"name": "甲", "least": True}, "least", "-p least=0.5"),
        ({"name": "甲", "all": "maybe"}, "all", "-p all="),
        ({"name": 7}, "name", "-p name=甲"),
        ({"name": None}, "name", "-p name=甲"),
    ],
    ids=["missing", "unknown", "no number", "no integer", "truth for a number", "no truth", "no text", "null"],
)
def test_a_wrong_parameter_says_what_is_known(query: Query, given: dict[str, object], what: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        bind(query, given)
    assert what in caught.value.what
    assert hint in caught.value.hint
    assert caught.value.where == "probe"


def test_columns_come_in_the_header_s_order(query: Query) -> None:
    store = Told(Rows(("items", "name"), ((["a", "b"], "甲"),)))
    table = run(store, query, {"name": "甲"})
    assert table.rows == (("甲", ("a", "b")),)
    assert table.records() == [{"name": "甲", "items": ("a", "b")}]
    assert table.column("name") == ("甲",)
    assert store.asked == [{"name": "甲", "year": None, "least": 0.5, "all": False}]
    with pytest.raises(QueryError, match="没有列 x"):
        table.column("x")


def test_no_rows_need_no_column_names(query: Query) -> None:
    assert run(Told(Rows((), ())), query, {"name": "甲"}).rows == ()


def test_an_unknown_value_is_explained(query: Query) -> None:
    store = Told(Rows(("value",), (("甲公司",), ("乙厂",))))
    assert advice(store, query, {"name": "甲公"}) == "图中没有名称“甲公”，相近的有 甲公司"
    assert advice(store, query, {"name": "甲公司"}) == ""


def test_rows_and_pictures_are_told_apart(query: Query) -> None:
    store = Told(Rows((), ()))
    with pytest.raises(QueryError, match="不是一张图"):
        picture(store, query, {"name": "甲"})
    with pytest.raises(QueryError, match="是一张图"):
        run(store, bundled().find("chain-leaders-picture"))


def test_an_unknown_query_names_the_closest() -> None:
    with pytest.raises(QueryError) as caught:
        bundled().find("chain-leader")
    assert "chain-leaders" in caught.value.hint


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Node("Company:甲", ("Company",), {"name": "甲"}), "甲"),
        ([1, "a", None], ("1", "a", "")),
        ({"a": [1, 2]}, '{"a": ["1", "2"]}'),
        (2.5, 2.5),
        (None, None),
    ],
    ids=["node", "list", "map", "number", "null"],
)
def test_any_value_of_a_statement_has_a_cell(value: object, shown: object) -> None:
    assert plain(value) == shown
