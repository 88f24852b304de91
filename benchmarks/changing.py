"""Add one document to a store of many, beside building all of them anew.

    python benchmarks/changing.py [--documents N] [--added N] [--least KB] [--most KB] [--neo4j]

Builds a store of N invented plans (1,000) from an empty one, adds ``--added`` further ones (3) one by one, removes the
last of them again, and adds it back; then builds all of them into the same store. Says for each how long it took and
how many nodes and relationships were written, of how many that stand there. The last build has to find nothing to
write: what the additions made is what a build makes. The exit code is 1 where it writes something.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import synthetic_corpus
from warm import neo4j_server

from deltatrunk import changing, loaders
from deltatrunk.graph import embedded
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.receipt import Receipt
from deltatrunk.graph.store import BoltStore


def build(store: BoltStore, folder: Path) -> Receipt:
    """Make the store equal to a folder, on all cores."""
    with loaders.build([folder]) as found:
        return store.load(found.graph, found.records, command="build")


def say(what: str, started: float, receipt: Receipt) -> float:
    """Print one step and return the seconds since it began."""
    seconds = time.perf_counter() - started
    written = receipt.nodes.total + receipt.relationships.total
    print(f"{what:28} {seconds:9.2f} s {written:10,} of {sum(receipt.after.values()):10,} written", flush=True)
    return seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000, metavar="N")
    parser.add_argument("--added", type=int, default=3, metavar="N")
    parser.add_argument("--least", type=float, default=2, metavar="KB")
    parser.add_argument("--most", type=float, default=20, metavar="KB")
    parser.add_argument("--neo4j", action="store_true", help="in a Neo4j instead of the embedded store")
    given = parser.parse_args()
    with ExitStack() as opened:
        scratch = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        total = given.documents + given.added
        synthetic_corpus.write(scratch / "corpus", total, 1, least=given.least, most=given.most, facts=False)
        folder, aside = scratch / "documents", scratch / "later"
        folder.mkdir()
        aside.mkdir()
        later: list[Path] = []
        for number, path in enumerate(sorted((scratch / "corpus" / "documents").rglob("*.txt"))):
            if number < given.documents:
                path.rename(folder / path.name)
            else:
                later.append(path.rename(aside / path.name))
        if given.neo4j:
            store = opened.enter_context(open_store(*opened.enter_context(neo4j_server(scratch / "neo4j"))))
        else:
            embedded.start(scratch / "store")
            opened.callback(embedded.stop, scratch / "store")
            store = opened.enter_context(open_store(scratch / "store"))
        started = time.perf_counter()
        first = say(f"build {given.documents:,} documents", started, build(store, folder))
        name = ""
        times: list[float] = []
        for path in later:
            started = time.perf_counter()
            done = changing.add(store, [path])
            name = next(iter(done.receipt.documents.added))
            times.append(say(f"add {name} ({len(done.reread)} read again)", started, done.receipt))
        started = time.perf_counter()
        say(f"remove {name}", started, changing.remove(store, [name]).receipt)
        started = time.perf_counter()
        say(f"add {name} again", started, changing.add(store, later[-1:]).receipt)
        for path in later:
            path.rename(folder / path.name)
        started = time.perf_counter()
        last = build(store, folder)
        whole = say("build all of them again", started, last)
        usual = statistics.median(times)
        print(f"one addition: {usual / whole:.3f} of building again, {usual / first:.3f} of the first build")
        return 0 if last.is_empty else 1


if __name__ == "__main__":
    raise SystemExit(main())
