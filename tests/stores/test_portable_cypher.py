"""All Cypher of the project avoids what differs between the two stores."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deltatrunk.graph import cypher
from deltatrunk.graph.errors import SchemaError
from deltatrunk.graph.portable import violations

ROOT = Path(__file__).parents[2]
SOURCES = ("graph", "loaders", "queries", "viz", "src", "benchmarks")
_LOOKS_LIKE_CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|CREATE)\b[^\n]*[({]|\bCALL (db|apoc|dbms)\.")

FORBIDDEN = {
    "SHORTEST": "MATCH p = SHORTEST 2 (a)-[r]->+(b) RETURN p AS p",
    "ALL SHORTEST": "MATCH p = ALL SHORTEST (a)-[r]->+(b) RETURN p AS p",
    "apoc call": "CALL apoc.meta.graph() YIELD nodes RETURN nodes AS n",
    "apoc function": "RETURN apoc.text.join(['a'], ',') AS t",
    "CYPHER prefix": "CYPHER 5 MATCH (n) RETURN n AS n",
    "USE prefix": "USE neo4j MATCH (n) RETURN n AS n",
    "any label": "MATCH (n:$any($labels)) RETURN n AS n",
    "dynamic label": "MATCH (n:$($label)) RETURN n AS n",
    "dynamic type": "MATCH ()-[r:$(t)]->() RETURN r AS r",
    "db.labels": "CALL db.labels() YIELD label RETURN label AS l",
    "db.propertyKeys": "CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey AS k",
    "db.schema": "CALL db.schema.visualization()",
    "SHOW FUNCTIONS": "SHOW FUNCTIONS",
    "SHOW PROCEDURES": "show procedures yield name return name as name",
    "IS NOT NULL constraint": "CREATE CONSTRAINT x FOR (n:Company) REQUIRE n.name IS NOT NULL",
    "relationship in braces alone": "MATCH (c)-[r:LEADS]->(i) MATCH (p:Passage {id: r.passages[0]}) RETURN p.id AS id",
    "escaped ASCII": "RETURN '\\u0027' AS x",
}
ALLOWED = {
    "shortestPath": "MATCH p = shortestPath((a)-[*..5]-(b)) WHERE a <> b RETURN p AS p",
    "allShortestPaths": "MATCH p = allShortestPaths((a)-[*..5]-(b)) WHERE a <> b RETURN p AS p",
    "words in strings": "RETURN 'SHORTEST 1, apoc.x, :$any(' AS x // db.labels()",
    "any()": "MATCH (n) WHERE any(l IN labels(n) WHERE l IN $labels) RETURN n AS n",
    "parameter in a map": "MATCH (n {name:$name}) RETURN n AS n",
    "property named shortest": "MATCH (n) RETURN n.shortest AS shortest",
    "relationship in braces and in WHERE": (
        "MATCH (c)-[r:LEADS]->(i) WHERE r.confidence > 0 MATCH (p:Passage {id: r.passages[0]}) RETURN p.id AS id"
    ),
    "relationship of a subquery": "MATCH (i) WHERE (true OR EXISTS { (i)-[q:LEADS]-() WHERE q.x > 0 }) RETURN 1 AS x",
    "relationship in braces of a value": "MATCH (c)-[r:LEADS]->(i) RETURN {id: r.id} AS m",
    "SHOW CONSTRAINTS": "SHOW CONSTRAINTS YIELD name RETURN name AS name",
    "full text": "CALL db.index.fulltext.queryNodes('Passage[text]', $q) YIELD node RETURN node AS n",
}


@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_violations_finds(text: str) -> None:
    found = violations(text)
    assert found
    assert all(v.hint and str(v) for v in found)


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED.keys())
def test_violations_lets_pass(text: str) -> None:
    assert violations(text) == ()


def test_violations_names_the_line() -> None:
    assert [v.line for v in violations("MATCH (n)\nWITH n\nCALL db.labels() YIELD label\nRETURN label AS l")] == [3]


def _cypher_files() -> list[Path]:
    return sorted(file for name in SOURCES for file in (ROOT / name).rglob("*.cypher"))


def _strings(tree: ast.AST) -> Iterator[str]:
    """Every string of a module that is no docstring; the holes of an f-string are one name."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [str(p.value) if isinstance(p, ast.Constant) else "hole" for p in node.values]
            yield "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_every_cypher_file_is_portable() -> None:
    problems = [(file.name, str(v)) for file in _cypher_files() for v in violations(file.read_text("utf-8"))]
    assert problems == []


def test_every_cypher_string_of_the_source_is_portable() -> None:
    seen, problems = 0, []
    for file in sorted(file for name in SOURCES for file in (ROOT / name).rglob("*.py")):
        for text in _strings(ast.parse(file.read_text("utf-8"))):
            if _LOOKS_LIKE_CYPHER.search(text):
                seen += 1
                problems += [(file.name, str(v)) for v in violations(text)]
    assert problems == []
    assert seen >= 10


def test_every_text_built_from_the_schema_is_portable() -> None:
    texts = cypher.every_text()
    assert len(texts) > 200
    assert [(text, v) for text in texts for v in violations(text)] == []


@pytest.mark.parametrize("name", ["Company) DETACH DELETE (n", "Company`", "", "公司", "Partner", "Nosuch"])
def test_cypher_refuses_a_label_that_is_no_core_label_of_the_schema(name: str) -> None:
    with pytest.raises(SchemaError):
        cypher.merge_nodes((name,))
    with pytest.raises(SchemaError):
        cypher.delete_nodes(name)
    with pytest.raises(SchemaError):
        cypher.merge_relationships("LEADS", name, "IndustryChain")


def test_cypher_refuses_ends_that_the_schema_does_not_join() -> None:
    with pytest.raises(SchemaError):
        cypher.merge_relationships("LEADS", "IndustryChain", "Company")
    with pytest.raises(SchemaError):
        cypher.delete_relationships("LEADS]->() DETACH DELETE a //", "Company", "IndustryChain")


def test_cypher_refuses_an_added_label_as_core_and_the_other_way_round() -> None:
    with pytest.raises(SchemaError):
        cypher.relabel_nodes("Company", ("Zone",), ())
    with pytest.raises(SchemaError):
        cypher.merge_nodes(("Company", "Zone"))
