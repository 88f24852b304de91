"""The real ``neo4j-admin database import`` of Neo4j 5.26, over a store that holds what a load by Bolt holds."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from fixture_types import Server
from hostile_graph import LONG, hostile_graph
from neo4j_server import CannotRun, neo4j_admin, neo4j_server
from store_graphs import rich_graph

from deltatrunk import bundled
from deltatrunk.graph.export import write
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import bundled as packs
from deltatrunk.queries import run
from deltatrunk.queries.trial import usual

pytestmark = pytest.mark.slow

IMPORT_WITHIN = 300.0


@dataclass(frozen=True)
class Imported:
    """A store on an imported database, the folder that was imported, and what the tool said."""

    store: BoltStore
    folder: Path
    said: str


def union(*graphs: Graph) -> Graph:
    """Every node and relationship of some graphs; of two with one id the first."""
    nodes = {id_: node for graph in reversed(graphs) for id_, node in graph.nodes.items()}
    edges = {id_: edge for graph in reversed(graphs) for id_, edge in graph.relationships.items()}
    return Graph(MappingProxyType(dict(sorted(nodes.items()))), MappingProxyType(dict(sorted(edges.items()))))


@pytest.fixture(scope="module")
def source() -> Graph:
    """The bundled facts, small documents and everything hostile, in one graph."""
    return union(bundled(), rich_graph(), hostile_graph())


def run_import(home: Path, folder: Path, *options: str) -> str:
    """Run the folder's own script with the real tool and return what it printed."""
    done = subprocess.run(
        ["sh", str(folder / "import.sh"), *options],
        env={**os.environ, "NEO4J_ADMIN": str(neo4j_admin(home))},
        capture_output=True,
        encoding="utf-8",
        timeout=IMPORT_WITHIN,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def statements(folder: Path) -> list[str]:
    """The statements of the script that is run after an import."""
    text = folder.joinpath("after-import.cypher").read_bytes().decode("utf-8").partition("\n")[2]
    return [statement for statement in text.split(";\n") if statement]


@pytest.fixture(scope="module")
def imported(source: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """A Neo4j of its own whose database was made by the import tool."""
    if os.name == "nt":
        pytest.skip("the tool is run through a shell script here")
    home = tmp_path_factory.mktemp("imported")
    folder = tmp_path_factory.mktemp("export") / "给 Neo4j 的 'CSV'"
    write(source, "admin-import", folder)
    try:
        said = run_import(home, folder, "neo4j")
        with neo4j_server(home) as (uri, credentials), open_store(uri, credentials) as store:
            for statement in statements(folder):
                store.driver.execute_query(statement, database_="neo4j")
            yield Imported(store, folder, said)
    except CannotRun as why:
        if os.environ.get("CI") == "true":
            pytest.fail(str(why))
        pytest.skip(str(why))


@pytest.fixture(scope="module")
def by_bolt(source: Graph, neo4j_session_server: Server) -> Iterator[BoltStore]:
    """The same graph, loaded over Bolt into the other tests' Neo4j."""
    with neo4j_session_server.open() as store:
        store.driver.execute_query("MATCH (n) DETACH DELETE n", database_=store.credentials.database)
        store.load(source)
        yield store
        store.driver.execute_query("MATCH (n) DETACH DELETE n", database_=store.credentials.database)


def everything(store: BoltStore) -> tuple[list[str], list[str]]:
    """All that a database holds but our stamp and records, as JSON lines that tell 1 from 1.0 and true."""
    texts = (
        "MATCH (n:!DeltatrunkStore&!DeltatrunkRecord) RETURN labels(n) AS labels, properties(n) AS properties",
        "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties",
    )

    def line(row: dict[str, Any]) -> str:
        labels = sorted(row.pop("labels", ()))
        return json.dumps({**row, "labels": labels}, sort_keys=True, ensure_ascii=False)

    nodes, edges = (
        sorted(line(record.data()) for record in store.driver.execute_query(text, database_="neo4j").records)
        for text in texts
    )
    return nodes, edges


def test_imported_graph_is_the_source_to_the_byte(imported: Imported, source: Graph) -> None:
    assert f"{len(source.nodes)} nodes" in imported.said
    assert f"{len(source.relationships)} relationships" in imported.said
    found = imported.store.graph()
    assert list(to_lines(found)) == list(to_lines(source))
    assert imported.store.counts() == source.counts()


def test_imported_database_is_what_bolt_loads(imported: Imported, by_bolt: BoltStore, source: Graph) -> None:
    ours, theirs = everything(imported.store), everything(by_bolt)
    assert (len(theirs[0]), len(theirs[1])) == (len(source.nodes), len(source.relationships))
    assert ours == theirs


def test_imported_database_has_the_constraints_of_a_store(imported: Imported, by_bolt: BoltStore) -> None:
    def constraints(store: BoltStore) -> set[tuple[object, ...]]:
        rows = store.read("SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN *")
        named = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
        return {(r["name"], r["type"], *r["labelsOrTypes"], *r["properties"]) for r in named}

    imported.store.prepare()
    assert constraints(imported.store) == constraints(by_bolt)
    assert len(constraints(by_bolt)) > 20


def test_queries_answer_alike_on_both(imported: Imported, by_bolt: BoltStore) -> None:
    asked = [query for pack in packs().packs for query in pack.queries[:2] if query.kind != "picture"]
    answered = 0
    for query in asked:
        ours, theirs = (run(store, query, usual(query)) for store in (imported.store, by_bolt))
        assert ours == theirs, query.name
        answered += bool(ours.rows)
    assert answered > len(asked) / 2


def test_load_on_an_imported_database_writes_nothing_or_the_difference(imported: Imported, source: Graph) -> None:
    assert imported.store.load(source).is_empty
    gone = "Park:自加"
    less = Graph(MappingProxyType({k: v for k, v in source.nodes.items() if k != gone}), source.relationships)
    assert imported.store.load(less).nodes.removed == {"Park": 1}
    assert imported.store.load(source).nodes.added == {"Park": 1}
    assert list(to_lines(imported.store.graph())) == list(to_lines(source))


def test_tool_is_told_of_long_rows_and_of_line_breaks(imported: Imported) -> None:
    lines = imported.folder.joinpath("args.txt").read_text("utf-8").splitlines()
    buffers = [int(line.partition("=")[2]) for line in lines if line.startswith("--read-buffer-size=")]
    assert buffers[0] > len(LONG.encode()) > 4 << 20
    broken = next(line for line in lines if line.startswith("--multiline-fields="))
    assert "nodes-Passage.csv" in broken
    assert "nodes-Section.csv" not in broken
