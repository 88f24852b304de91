"""Limits of time and rows, and statements that may write, on both stores."""

from __future__ import annotations

import time

import pytest
from store_graphs import many_companies, small_graph

from deltatrunk import Store
from deltatrunk.graph.errors import QueryError, QueryFailed, QueryTimeout, StoreError, WriteRefused
from deltatrunk.graph.store import BoltStore

# No part of the condition stands alone, so no planner can join on it and be done early.
ENDLESS = (
    "MATCH (a:Company), (b:Company), (c:Company), (d:Company) WHERE a.id + b.id + c.id + d.id = 'x' RETURN a.id AS a"
)


def test_read_ends_a_statement_at_the_limit_of_time(store: BoltStore) -> None:
    store.load(many_companies(600, "x"))
    started = time.monotonic()
    with pytest.raises(QueryTimeout) as caught:
        store.read(ENDLESS, timeout=1.0)
    assert time.monotonic() - started < 8
    assert "--timeout" in caught.value.hint
    assert store.read("MATCH (n:Company) RETURN count(n) AS total").rows == ((600,),)


def test_read_fetches_no_more_rows_than_the_limit(store: BoltStore) -> None:
    store.load(many_companies(600, "x"))
    every = "MATCH (a:Company), (b:Company), (c:Company) RETURN a.id AS a, b.id AS b, c.id AS c"
    started = time.monotonic()
    some = store.read(every, limit=1500)
    assert time.monotonic() - started < 8  # 216 million rows would take minutes
    assert (len(some), some.truncated) == (1500, True)
    assert len(store.read("MATCH (n:Company) RETURN n.id AS i")) == 600


@pytest.mark.parametrize(("limit", "rows", "truncated"), [(1, 1, True), (2, 2, False), (3, 2, False), (None, 2, False)])
def test_truncated_is_said_only_when_there_are_more(
    store: BoltStore, limit: int | None, rows: int, truncated: bool
) -> None:
    found = store.read("UNWIND [1, 2] AS x RETURN x AS x", limit=limit)
    assert (len(found), found.truncated) == (rows, truncated)


def test_write_says_what_it_changed(store: BoltStore) -> None:
    store.load(small_graph())
    made = store.write(
        "MATCH (n:Company {id: $id}) CREATE (m:Note {text: 'x'})-[:ABOUT]->(n)", {"id": "Company:甲公司"}
    )
    assert dict(made.counts) == {
        "nodes_created": 1, "relationships_created": 1, "properties_set": 1, "labels_added": 1,
    }  # fmt: skip
    assert str(made) == "新建节点 1，新建关系 1，写入属性 1，加上标签 1"
    gone = store.write("MATCH (m:Note) DETACH DELETE m")
    assert dict(gone.counts) == {"nodes_deleted": 1, "relationships_deleted": 1}
    assert str(store.write("MATCH (m:Note) DETACH DELETE m")) == "没有改动"
    assert store.graph() == small_graph()


def test_write_returns_rows_and_readers_see_it(store: BoltStore) -> None:
    store.load(small_graph())
    changes = store.write("MATCH (n:Company) SET n.mark = 1 RETURN n.name AS name ORDER BY name")
    assert changes.rows.rows == (("乙公司",), ("甲公司",))
    assert store.read("MATCH (n {mark: 1}) RETURN count(n) AS total").rows == ((2,),)


def test_write_may_delete_everything_at_once(store: BoltStore) -> None:
    store.load(small_graph())
    store.write("MATCH (n) DETACH DELETE n")
    assert store.read("MATCH (n) RETURN count(n) AS total").rows == ((0,),)
    store.load(small_graph())
    assert store.graph() == small_graph()


def test_write_changes_nothing_when_it_fails(store: BoltStore) -> None:
    store.load(small_graph())
    with pytest.raises(StoreError):
        store.write("MATCH (n:Company) SET n.mark = 1 / (size(n.name) - 3)")
    assert store.graph() == small_graph()


@pytest.mark.parametrize(
    "text",
    [
        "LOAD CSV FROM 'file:///etc/passwd' AS l CREATE (:Line {text: l[0]})",
        "CREATE CONSTRAINT x FOR (n:X) REQUIRE n.id IS UNIQUE",
        "CREATE INDEX x FOR (n:X) ON (n.id)",
        "CREATE USER $u SET PASSWORD $p",
        "DROP CONSTRAINT deltatrunk_company_id",
        "UNWIND [1] AS x CALL (x) { CREATE (:X) } IN TRANSACTIONS",
        "CREATE (n:X); CREATE (m:X)",
        "CALL apoc.load.json('x') YIELD value CREATE (n:X)",
    ],
)
def test_write_refuses_files_schema_and_administration(store: BoltStore, text: str) -> None:
    with pytest.raises((WriteRefused, QueryFailed)):
        store.write(text, {"u": "u", "p": "p"})


def test_api_warns_of_further_rows_and_names_taken_parameters(store: BoltStore) -> None:
    api = Store(store)
    with pytest.warns(UserWarning, match="前 2 行"):
        assert len(api.cypher("UNWIND range(1, 9) AS x RETURN x AS x", limit=2)) == 2
    with pytest.raises(QueryError, match="limit"):
        api.cypher("UNWIND [1] AS x RETURN x AS x LIMIT $limit")
    rows = api.cypher("UNWIND [1, 2] AS x RETURN x AS x LIMIT $limit", parameters={"limit": 1})
    assert rows.rows == ((1,),)
    assert api.write("CREATE (:Note {text: $text})", text="x").counts["nodes_created"] == 1
