"""Kill builds at random moments and look what the next command finds: the old graph or the new one, whole.

    python benchmarks/kills.py [--kills 50] [--seed 1] [--store embedded|neo4j] [--part 4]

Each of the two stores gets so many kills by SIGKILL: of the client, of the store's processes, of both; spread over the
whole build, a third of them aimed at its commit. A third of them hits builds into an empty store that are written in
parts, as a large one is. A fifth of the embedded ones hits the first build into a new folder, two fifths a server that
stays, with a reader beside the builds. A Neo4j that was killed is started again, as a service
manager would. The checksum of what the next command exports has to be that of the graph before or after the build.
Nothing is mended in between. Exit code 1 where anything else is found, crashes or hangs. Linux only.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "stores"))

from kill_places import Lasting, Neo4jPlace, OneUse, Place
from killing import EMPTY, Found, Kill, changed, checksum, first_builds, kills, series, thinned, watched
from neo4j_server import Neo4jServer

import deltatrunk
from deltatrunk.graph.model import Graph

CLIENT, JAVA, SUPERVISOR = "client", "java", "supervisor"
EMBEDDED = (
    (CLIENT,), (JAVA,), (SUPERVISOR,), (CLIENT, JAVA), (CLIENT, SUPERVISOR), (JAVA, SUPERVISOR),
    (CLIENT, JAVA, SUPERVISOR),
)  # fmt: skip
STAYING = ((CLIENT,), (CLIENT,), (CLIENT, JAVA), (CLIENT, SUPERVISOR), (JAVA,))
NEO4J = ((CLIENT,), (JAVA,), (CLIENT, JAVA))
IN_PARTS = 300
"""Things of a part, where a first build is written in parts: so small that there are many of them."""


def embedded_store(count: int, chance: random.Random, folder: Path, old: Graph, new: Graph) -> Iterator[Found]:
    """Kill builds on the embedded store in its three situations."""
    for name in ("first", "parts", "use", "stay", "stay-parts"):
        (folder / name).mkdir()
    first, staying = count // 5, 2 * count // 5
    yield from first_builds(kills(chance, first // 2, EMBEDDED), folder / "first", old)
    yield from first_builds(kills(chance, first - first // 2, EMBEDDED), folder / "parts", old, at_once=IN_PARTS)
    place = OneUse(str(folder / "use" / "store"))
    yield from series(place, kills(chance, count - first - staying, EMBEDDED), folder / "use", old, new)
    lasting = Lasting(folder / "stay" / "store")
    yield from beside_a_reader(lasting, kills(chance, staying // 2, STAYING), folder / "stay", old, new)
    lasting = Lasting(folder / "stay-parts" / "store", name="embedded, stays, parts", at_once=IN_PARTS)
    planned = kills(chance, staying - staying // 2, STAYING)
    yield from beside_a_reader(lasting, planned, folder / "stay-parts", EMPTY, new)


def neo4j_store(count: int, chance: random.Random, folder: Path, old: Graph, new: Graph) -> Iterator[Found]:
    """Kill builds on a Neo4j."""
    for name in ("home", "parts"):
        (folder / name).mkdir()
    place = Neo4jPlace(Neo4jServer(folder / "home"))
    in_parts = count // 3
    yield from beside_a_reader(place, kills(chance, count - in_parts, NEO4J), folder, old, new)
    place = Neo4jPlace(Neo4jServer(folder / "parts"), name="neo4j, in parts", at_once=IN_PARTS)
    yield from beside_a_reader(place, kills(chance, in_parts, NEO4J), folder / "parts", EMPTY, new)


def beside_a_reader(place: Place, planned: Sequence[Kill], folder: Path, old: Graph, new: Graph) -> Iterator[Found]:
    """Kill builds while a reader looks at the graph all the time."""
    try:
        with watched(place, (checksum(EMPTY), checksum(old), checksum(new))) as watcher:
            yield from series(place, planned, folder, old, new)
            looks, wrong = watcher()
    finally:
        place.close()
    print(f"{place.name}: a reader beside the builds saw a whole graph {looks} times", flush=True)
    if wrong:
        raise RuntimeError(wrong)


def summary(store: str, found: Sequence[Found]) -> Iterator[str]:
    """Count what was found after the kills of one store."""
    wrong = sum(bool(one.wrong) for one in found)
    graphs = Counter(one.graph for one in found)
    answers = [one.answered for one in found]
    yield f"{store}: {len(found)} kills; found: old graph {graphs['old']}, new graph {graphs['new']}, wrong {wrong}"
    who = Counter("+".join(sorted(one.kill.victims)) for one in found)
    yield "  killed: " + ", ".join(f"{name} {number}" for name, number in sorted(who.items()))
    yield f"  in the commit or after its beginning: {sum(one.committing is not None for one in found)}"
    yield f"  next answer after {statistics.median(answers):.1f} s (median), {max(answers):.1f} s (longest)"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="kills a store (default 50)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=("embedded", "neo4j"), help="only this one")
    parser.add_argument("--part", type=int, default=4, help="each so-many-th of the bundled nodes (default 4; 1: all)")
    given = parser.parse_args()
    old = thinned(deltatrunk.bundled(), given.part)
    new = changed(old)
    lines, failed = [], False
    for name, build in (("embedded", embedded_store), ("neo4j", neo4j_store)):
        if given.store not in {None, name}:
            continue
        found: list[Found] = []
        started = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(prefix="kills-") as folder:
                for one in build(given.kills, random.Random(f"{given.seed} {name}"), Path(folder), old, new):
                    found.append(one)
                    print(f"{len(found):3} {one}", flush=True)
        except RuntimeError as error:
            failed = True
            print(f"WRONG: {error}", flush=True)
        failed = failed or any(one.wrong for one in found) or len(found) < given.kills
        lines += [*summary(name, found), f"  {time.monotonic() - started:.0f} s in all"]
    print("\n".join(lines))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
