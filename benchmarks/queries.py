"""How long the queries of the packs take on a warm store: the embedded one and a Neo4j side by side.

    python benchmarks/queries.py [--repeat N] [--slowest N] [--limit MILLISECONDS]

Both stores hold the bundled facts. Every query is asked with its defaults (a required parameter with its example)
through :func:`deltatrunk.queries.run`, so what is timed is what a person waits for, rows and titles included. After
one round that nobody counts, the stores take turns for N rounds. Printed are the median and the 95th percentile of
all answers, the slowest queries, and the share of queries whose own 95th percentile is within the limit. The Neo4j is
the one that the tests start; where it cannot run, the embedded store is measured alone and that is said.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Mapping

from warm import p95, warm_stores

from deltatrunk import loaders
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import Query, bundled, picture, run
from deltatrunk.queries.trial import usual

LIMIT = 50.0
Times = Mapping[str, list[float]]


def ask(store: BoltStore, query: Query) -> float:
    """Ask once and return the milliseconds."""
    given = usual(query)
    begun = time.perf_counter()
    if query.kind == "picture":
        picture(store, query, given)
    else:
        run(store, query, given)
    return (time.perf_counter() - begun) * 1000


def measure(stores: Mapping[str, BoltStore], repeat: int) -> Mapping[str, Times]:
    """Return the milliseconds of every answer by store and query."""
    queries = list(bundled().queries.values())
    for store in stores.values():
        for query in queries:
            ask(store, query)
    found: dict[str, dict[str, list[float]]] = {name: {q.name: [] for q in queries} for name in stores}
    for _ in range(repeat):
        for query in queries:
            for name, store in stores.items():
                found[name][query.name].append(ask(store, query))
    return found


def report(found: Mapping[str, Times], slowest: int, limit: float) -> Iterator[str]:
    """Write the figures as lines."""
    first = next(iter(found))
    yield f"{'':<28}" + "".join(f"{name + ' p50':>16}{name + ' p95':>16}" for name in found) + "   ms"
    every = {name: [t for of in times.values() for t in of] for name, times in found.items()}
    cells = "".join(f"{statistics.median(times):>16.1f}{p95(times):>16.1f}" for times in every.values())
    yield f"{f'all {len(found[first])} queries':<28}{cells}"
    for query in sorted(found[first], key=lambda name: -p95(found[first][name]))[:slowest]:
        cells = "".join(f"{statistics.median(of[query]):>16.1f}{p95(of[query]):>16.1f}" for of in found.values())
        yield f"  {query:<26}{cells}"
    for name, times in found.items():
        within = sum(p95(of) <= limit for of in times.values())
        yield f"{name}: {within} of {len(times)} queries have their p95 within {limit:g} ms"
    if len(every) > 1:
        one, two = every.values()
        yield f"ratio of the medians, {' / '.join(every)}: {statistics.median(one) / statistics.median(two):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=20, help="rounds that are counted (default 20)")
    parser.add_argument("--slowest", type=int, default=10, help="how many of the slowest queries are listed")
    parser.add_argument("--limit", type=float, default=LIMIT, help="milliseconds that are asked for (default 50)")
    given = parser.parse_args()
    with warm_stores(loaders.bundled()) as stores:
        print("\n".join(report(measure(stores, given.repeat), given.slowest, given.limit)))


if __name__ == "__main__":
    main()
