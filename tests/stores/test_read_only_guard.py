"""The guard before every statement that only reads."""

from __future__ import annotations

import pytest

from deltatrunk.graph.errors import QueryFailed, WriteRefused
from deltatrunk.graph.guard import require_reading

HOSTILE = [
    pytest.param(text, id=name)
    for name, text in {
        "create": "CREATE (n)",
        "insert": "INSERT (n:X)",
        "merge-lower-case": "merge (n:X {id: 1})",
        "set": "MATCH (n) SET n.x = 1",
        "set-map": "MATCH (n) SET n = {}",
        "remove": "MATCH (n) REMOVE n.x",
        "delete": "MATCH (n) DELETE n",
        "detach": "MATCH (n) DETACH DELETE n",
        "drop": "DROP CONSTRAINT x",
        "foreach": "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
        "in-subquery": "CALL { MATCH (n) SET n.x = 1 } RETURN 1 AS one",
        "in-scoped-subquery": "MATCH (n) CALL (n) { SET n.x = 1 } RETURN n AS n",
        "after-comment": "MATCH (n) /* only reads */ SET n.x = 1",
        "comment-between": "MATCH (n) SE/**/T n.x = 1 CREATE/**/(m)",
        "after-line-comment": "MATCH (n) // RETURN n\nSET n.x = 1",
        "after-string": "MATCH (n) WHERE n.name = 'it\\'s' SET n.x = 'RETURN'",
        "after-double-quoted": 'MATCH (n) WHERE n.name = "a\\\\" SET n.x = 1',
        "after-quoted-name": "MATCH (n:`a``b`) SET n.x = 1",
        "after-number": "MATCH (n) WHERE n.x > 1. SET n.x = 2",
        "after-range": "MATCH (a)-[*1..2]->(b) SET a.x = 1",
        "after-list": "WITH [1] AS l SET l.x = 1",
        "after-alias": "WITH 1 AS x CREATE (n)",
        "alias-named-set": "MATCH (n) WITH n AS SET SET SET.x = 1",
        "no-space": "MATCH(n)SET n.x=1",
        "no-break-space": "MATCH (n)\u00a0SET\u00a0n.x = 1",
        "unicode-quote": "MATCH (n) WHERE n.x = '\\u0027 SET n.x = 1 //' RETURN n",
        "unicode-word": "MATCH (n) \\u0053ET n.x = 1",
        "second-statement": "RETURN 1 AS x; CREATE (n)",
        "load-csv": "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
        "load-csv-lower": "load   csv with headers from 'https://example.org' as l return l",
        "apoc-load": "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
        "apoc-quoted": "CALL `apoc`.`load`.json('x') YIELD value RETURN value",
        "apoc-spaced": "CALL apoc . load . json('x') YIELD value RETURN value",
        "apoc-function": "RETURN apoc.util.sleep(1) AS x",
        "dbms": "CALL dbms.listConfig() YIELD name RETURN name",
        "unknown-procedure": "CALL db.createLabel('X')",
        "algorithms": "CALL gds.graph.drop('x')",
        "user": "CREATE USER eve SET PASSWORD 'abcdefgh'",
        "alter-user": "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
        "grant": "GRANT ROLE admin TO eve",
        "show-users": "SHOW USERS",
        "show-settings": "SHOW SETTINGS YIELD name, value",
        "show-transactions": "SHOW TRANSACTIONS",
        "stop-database": "STOP DATABASE neo4j",
        "terminate": "TERMINATE TRANSACTIONS 'x'",
        "use": "USE system SHOW USERS",
        "explained": "EXPLAIN CREATE (n)",
        "profiled-admin": "PROFILE SHOW USERS",
        "prefixed-admin": "CYPHER 5 runtime=slotted SHOW USERS",
    }.items()
]

HONEST = [
    pytest.param(text, id=name)
    for name, text in {
        "match": "MATCH (n:Company)-[r:LEADS]->(c) WHERE n.name = $name RETURN n AS n, r AS r, c AS c",
        "words-in-string": "MATCH (n) WHERE n.name CONTAINS 'DELETE' OR n.name = \"SET\" RETURN n AS n",
        "words-in-comment": "MATCH (n) /* SET */ RETURN n AS n // CREATE",
        "words-in-quoted-name": "MATCH (n:`CREATE`) RETURN n.`SET` AS `DELETE`",
        "property": "MATCH (n) RETURN n.set AS s, n.start AS b, n.load AS l",
        "label-and-type": "MATCH (n:Set)-[r:CREATE|MERGE]->(m:!Delete&Drop) RETURN n AS n",
        "map-key": "RETURN {set: 1, create: 2} AS m",
        "case-in-map": "MATCH (n)-[r]->(m) RETURN {way: CASE type(r) WHEN 'A' THEN 1 ELSE 2 END, n: n.set} AS m",
        "projection": "MATCH (n) RETURN n {.set, .create} AS m",
        "parameter": "RETURN $set AS s, $create AS c",
        "alias": "MATCH (n) RETURN n.name AS set, count(*) AS create",
        "variable-in-call": "UNWIND [1] AS set RETURN count(set) AS c",
        "chinese": "MATCH (企业:Company) RETURN 企业.name AS 名称",
        "subqueries": "MATCH (n) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS c } RETURN c AS c",
        "old-subquery": "CALL { MATCH (n) RETURN count(n) AS c } RETURN c AS c",
        "exists": "MATCH (n) WHERE EXISTS { (n)-[:LEADS]->() } RETURN COUNT { (n)--() } AS c",
        "full-text": "CALL db.index.fulltext.queryNodes('Passage[text]', $q) YIELD node RETURN node AS n",
        "labels": "CALL db.labels() YIELD label RETURN label AS l",
        "indexes": "SHOW INDEXES YIELD name RETURN name AS n",
        "fulltext-indexes": "SHOW FULLTEXT INDEXES",
        "trailing-semicolon": "RETURN 1 AS one;",
        "unicode-character": "RETURN '\\u4e2d' AS x",
        "named-load": "MATCH (t:Target) WITH t, t.load AS load RETURN load AS load ORDER BY load, t.id",
        "empty": "",
    }.items()
]


@pytest.mark.parametrize("text", HOSTILE)
def test_guard_refuses(text: str) -> None:
    with pytest.raises((WriteRefused, QueryFailed)) as caught:
        require_reading(text)
    assert caught.value.hint


@pytest.mark.parametrize("text", HONEST)
def test_guard_lets_pass(text: str) -> None:
    require_reading(text)


def test_guard_names_the_line_and_the_word() -> None:
    with pytest.raises(WriteRefused, match=r"第 2 行.*SET") as caught:
        require_reading("MATCH (n)\nSET n.x = 1")
    assert caught.value.where == "第 2 行"
