"""How long a search takes on a warm store: the embedded one and a Neo4j side by side.

    python benchmarks/search.py [DOCUMENTS] [--repeat N] [--limit MILLISECONDS]

Both stores hold the graph of DOCUMENTS, or the bundled facts, which have no words, where none are given. Thirty
searches as people type them are asked through :class:`deltatrunk.queries.search.Searcher`; what is timed is the whole
answer, snippets included. After one round that nobody counts, in which names are read and pypinyin is imported, the
stores take turns for N rounds. Printed are the median and the 95th percentile of all answers and of each search, the
share of answers within the limit, and whether both stores answered alike. The Neo4j is the one that the tests start;
where it cannot run, the embedded store is measured alone and that is said.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from warm import p95, warm_stores

import deltatrunk
from deltatrunk.queries.search import Searcher

LIMIT = 50.0
SEARCHES = (
    "氢能", "集成电路", "人工智能", "低空经济", "数字经济", "数字", "华为", "链主", "市西", "青浦", "园区", "经委",
    "合伙人", "氢", "集成电路 园区", "氢能 园区", "2025年 数字经济规模", "人工智能 企业", "G60 科创走廊",
    '"G60 科创走廊"', "ｇ６０", "6G", "qpgyyq", "qingpu", "hw", "qpgongyeyq", "csjszgx",
    "清浦工业园区", "集成电璐", "没有这样的词汇吧",
)  # fmt: skip
Times = Mapping[str, list[float]]


def measure(searchers: Mapping[str, Searcher], repeat: int) -> tuple[Mapping[str, Times], int]:
    """Return the milliseconds of every answer by store and search, and how many searches differ between the stores."""
    differing = 0
    for text in SEARCHES:
        differing += len({searcher.search(text).to_json() for searcher in searchers.values()}) > 1
    found: dict[str, dict[str, list[float]]] = {name: {text: [] for text in SEARCHES} for name in searchers}
    for _ in range(repeat):
        for text in SEARCHES:
            for name, searcher in searchers.items():
                begun = time.perf_counter()
                searcher.search(text)
                found[name][text].append((time.perf_counter() - begun) * 1000)
    return found, differing


def report(found: Mapping[str, Times], limit: float) -> Iterator[str]:
    """Write the figures as lines."""
    first = next(iter(found))
    yield f"{'':<28}" + "".join(f"{name + ' p50':>16}{name + ' p95':>16}" for name in found) + "   ms"
    every = {name: [t for of in times.values() for t in of] for name, times in found.items()}
    cells = "".join(f"{statistics.median(times):>16.1f}{p95(times):>16.1f}" for times in every.values())
    yield f"{f'all {len(SEARCHES)} searches':<28}{cells}"
    for text in sorted(SEARCHES, key=lambda text: -p95(found[first][text])):
        cells = "".join(f"{statistics.median(of[text]):>16.1f}{p95(of[text]):>16.1f}" for of in found.values())
        wide = sum(ord(c) > 0x2E7F for c in text)
        yield f"  {text}{' ' * (26 - len(text) - wide)}{cells}"
    for name, times in every.items():
        share = sum(t <= limit for t in times) / len(times)
        yield f"{name}: {share:.1%} of {len(times)} answers within {limit:g} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", type=Path, help="files to build the stores from (default: bundled)")
    parser.add_argument("--repeat", type=int, default=20, help="rounds that are counted (default 20)")
    parser.add_argument("--limit", type=float, default=LIMIT, help="milliseconds that are asked for (default 50)")
    given = parser.parse_args()
    graph = deltatrunk.load(given.documents) if given.documents else deltatrunk.bundled()
    with warm_stores(graph) as stores:
        found, differing = measure({name: Searcher(store) for name, store in stores.items()}, given.repeat)
        print("\n".join(report(found, given.limit)))
        if len(stores) > 1:
            print(f"{len(SEARCHES) - differing} of {len(SEARCHES)} searches answered alike by both stores")


if __name__ == "__main__":
    main()
