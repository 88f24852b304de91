"""Loading into both stores beside a plain loop over the driver, and admin-import beside Bolt.

    python benchmarks/load.py [--nodes N] [--relationships N] [--repeat N] [--limit RATIO]
    python benchmarks/load.py --million [--relationships N] [--heap SIZE]

``ours`` is ``store.load``: whole or nothing, compared with what is stored, with a receipt. ``raw`` is what an engineer
writes who has the rows at hand: constraints, UNWIND and MERGE (relationships: MATCH both ends, MERGE) in batches of as
many rows, a transaction a batch, rows grouped by labels and types and turned into maps before the clock starts; nothing
is compared, locked or kept. ``create`` is the same with CREATE in place of MERGE, which cannot be run twice. All write
the same properties into an empty store. They take turns on the same two servers; the order turns round each time, after
one round with a small graph that nobody counts. Figures are rows (nodes and relationships) a second, the median of the
rounds; the exit code is 1 where ours is slower than 0.8 of raw.

``--million`` writes a graph as the files of ``export --format admin-import``, runs Neo4j's own tool on them, starts the
server and makes the constraints; then it loads the same graph over Bolt into another Neo4j that runs already.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import neo4j
from made_graph import made_graph
from warm import neo4j_admin, neo4j_server, warm_stores

from deltatrunk import loaders
from deltatrunk.graph.export.admin_import import write_admin_import
from deltatrunk.graph.messages import ROWS
from deltatrunk.graph.model import Graph
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.store import BoltStore

LIMIT = 0.8
EMPTY = Graph(MappingProxyType({}), MappingProxyType({}))
Rows = Sequence[tuple[str, Sequence[dict[str, Any]]]]


def raw_rows(graph: Graph, verb: str) -> Rows:
    """Return statements with their rows, as the plain loop writes them."""
    nodes: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for node in graph.nodes.values():
        nodes[node.labels].append({"id": node.id, "properties": _plain(node.properties)})
    edges: defaultdict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for r in graph.relationships.values():
        ends = r.type, graph.nodes[r.start].labels[0], graph.nodes[r.end].labels[0]
        edges[ends].append({"start": r.start, "end": r.end, "properties": _plain(r.properties)})
    texts: list[tuple[str, Sequence[dict[str, Any]]]] = []
    for labels, rows in nodes.items():
        pattern = f"(n:{':'.join(labels)} {{id: row.id}})" if verb == "MERGE" else f"(n:{':'.join(labels)})"
        texts.append((f"UNWIND $rows AS row {verb} {pattern} SET n = row.properties", rows))
    for (type_, head, tail), rows in edges.items():
        match = f"MATCH (a:{head} {{id: row.start}}) MATCH (b:{tail} {{id: row.end}})"
        texts.append((f"UNWIND $rows AS row {match} {verb} (a)-[r:{type_}]->(b) SET r = row.properties", rows))
    return texts


def _plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def write_raw(store: BoltStore, texts: Rows) -> None:
    """Write rows in batches, a transaction each."""
    with store.driver.session(database=store.credentials.database or None) as session:
        for text, rows in texts:
            for at in range(0, len(rows), ROWS):
                batch = list(rows[at : at + ROWS])
                session.execute_write(_run, text, batch)


def _run(tx: neo4j.ManagedTransaction, text: str, batch: list[dict[str, Any]]) -> None:
    tx.run(text, rows=batch).consume()


def empty(store: BoltStore) -> None:
    """Delete everything, some thousand at a time."""
    for text in ("MATCH ()-[r]->() WITH r LIMIT 20000 DELETE r", "MATCH (n) WITH n LIMIT 20000 DELETE n"):
        while store.driver.execute_query(text, database_=store.credentials.database).summary.counters.contains_updates:
            pass


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def side_by_side(store: BoltStore, graph: Graph, repeat: int) -> Mapping[str, float]:
    """Return the median of the seconds of each way."""
    rows = {verb: raw_rows(graph, verb) for verb in ("MERGE", "CREATE")}
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: store.load(graph),
        "raw": lambda: write_raw(store, rows["MERGE"]),
        "create": lambda: write_raw(store, rows["CREATE"]),
    }
    taken: defaultdict[str, list[float]] = defaultdict(list)
    for turn in range(repeat):
        for name in list(ways)[:: -1 if turn % 2 else 1]:
            empty(store)
            taken[name].append(timed(ways[name]))
            if store.counts() != graph.counts():
                raise SystemExit(f"{name} did not write everything")
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def compare(graphs: Mapping[str, Graph], repeat: int, limit: float) -> Iterator[tuple[str, bool]]:
    """Yield a line a store and graph, and whether ours is fast enough there."""
    with warm_stores(EMPTY) as stores:
        for store in stores.values():
            store.prepare()
            side_by_side(store, made_graph(1000, 3000), 2)
        for title, graph in graphs.items():
            count = len(graph.nodes) + len(graph.relationships)
            for name, store in stores.items():
                seconds = side_by_side(store, graph, repeat)
                speed = {way: count / taken for way, taken in seconds.items()}
                ratio = speed["ours"] / speed["raw"]
                figures = "".join(f"{speed[way]:>10,.0f}" for way in ("ours", "raw", "create"))
                yield f"{title:<22}{name:<10}{count:>9,}{figures}{ratio:>8.2f}", ratio >= limit


def by_import(graph: Graph, heap: str) -> Iterator[tuple[str, float]]:
    """Yield what each step from a graph to a store took, in seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, home = Path(scratch) / "import", Path(scratch) / "imported"
        nodes, edges = graph.nodes.values(), graph.relationships.values()
        yield "files written", timed(lambda: write_admin_import(folder, nodes, edges))
        print(f"  {sum(p.stat().st_size for p in folder.iterdir()) / 1e6:,.0f} MB of files", flush=True)
        environment = {**os.environ, "NEO4J_ADMIN": str(neo4j_admin(home, heap=heap, quick=False))}
        command = ["sh", str(folder / "import.sh"), "neo4j"]
        with Path(scratch, "tool.log").open("wb") as log:
            yield "neo4j-admin", timed(lambda: subprocess.run(command, env=environment, stdout=log, check=True))
        begun = time.perf_counter()
        with neo4j_server(home, heap=heap, quick=False) as (uri, credentials), open_store(uri, credentials) as store:
            text = folder.joinpath("after-import.cypher").read_text("utf-8")
            for statement in filter(None, text.partition("\n")[2].split(";\n")):
                store.driver.execute_query(statement, database_="neo4j")
            store.driver.execute_query("CALL db.awaitIndexes(600)", database_="neo4j")
            yield "server, constraints", time.perf_counter() - begun
            if relationships_in(store) != len(edges):
                raise SystemExit("not everything was imported")


def by_bolt(graph: Graph, heap: str) -> Iterator[tuple[str, float]]:
    """Yield what loading a graph into a running Neo4j took, in seconds."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        neo4j_server(Path(scratch), heap=heap, quick=False) as (uri, credentials),
        open_store(uri, credentials) as store,
    ):
        yield "bolt", timed(lambda: store.load(graph))
        if relationships_in(store) != len(graph.relationships):
            raise SystemExit("not everything was loaded")


def relationships_in(store: BoltStore) -> int:
    """Count every relationship of a database."""
    found = store.driver.execute_query("MATCH ()-[r]->() RETURN count(r) AS total", database_="neo4j")
    return int(found.records[0]["total"])


def run_million(relationships: int, heap: str) -> None:
    """Print both ways, their rows a second and the ratio."""
    graph = made_graph(relationships * 3 // 10, relationships)
    rows = len(graph.nodes) + len(graph.relationships)

    def total(steps: Iterator[tuple[str, float]]) -> float:
        taken = 0.0
        for name, seconds in steps:
            print(f"{name:<20}{seconds:>9.1f} s", flush=True)
            taken += seconds
        print(f"  {rows:,} rows in {taken:.1f} s: {rows / taken:,.0f} rows a second", flush=True)
        return rows / taken

    print(f"admin-import is {total(by_import(graph, heap)) / total(by_bolt(graph, heap)):.1f} times as fast as Bolt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--relationships", type=int, help="60,000; with --million 1,000,000")
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--limit", type=float, default=LIMIT, help="what ours has to reach of raw (default 0.8)")
    parser.add_argument("--million", action="store_true", help="admin-import against Bolt")
    parser.add_argument("--heap", default="6g", help="with --million: of each server")
    given = parser.parse_args()
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    if given.million:
        run_million(given.relationships or 1_000_000, given.heap)
        return
    made = made_graph(given.nodes, given.relationships or 60_000)
    titles = "".join(f"{title:>10}" for title in ("ours", "raw", "create"))
    print(f"rows a second\n{'graph':<22}{'store':<10}{'rows':>9}{titles}{'ratio':>8}", flush=True)
    missed = 0
    for line, enough in compare({"made": made, "bundled": loaders.bundled()}, given.repeat, given.limit):
        print(line if enough else f"{line}  under {given.limit}", flush=True)
        missed += not enough
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
