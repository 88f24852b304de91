"""An embedded store and a Neo4j side by side, loaded and kept running, and what their times come to."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deltatrunk.graph import embedded
from deltatrunk.graph.model import Graph
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.store import BoltStore

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "stores"))
from neo4j_server import CannotRun, neo4j_admin, neo4j_server

__all__ = ["neo4j_admin", "neo4j_server", "p95", "warm_stores"]


@contextmanager
def warm_stores(graph: Graph) -> Iterator[Mapping[str, BoltStore]]:
    """Yield open stores by name that hold a graph.

    The Neo4j is the one that the tests start; where it cannot run, the embedded store is alone and
    that is said.
    """
    with ExitStack() as opened:
        scratch = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        # A server that stays, as `deltatrunk store start` gives: what is asked often is compiled.
        embedded.start(scratch / "arcadedb")
        opened.callback(embedded.stop, scratch / "arcadedb")
        stores = {"arcadedb": opened.enter_context(open_store(scratch / "arcadedb"))}
        try:
            address, credentials = opened.enter_context(neo4j_server(scratch / "neo4j"))
            stores["neo4j"] = opened.enter_context(open_store(address, credentials))
        except CannotRun as why:
            print(f"no Neo4j to compare with: {why}")
        for store in stores.values():
            store.load(graph)
        yield stores


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
