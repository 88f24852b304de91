"""Time a build on the embedded store from nothing: start, read, extract, load.

    python benchmarks/build.py [FOLDER] [--repeat N]

FOLDER holds the documents (default: ``../shared/documents``). The bundled facts are built as well, or alone where there
is no such folder. Every round takes a new store folder and new processes. Each figure is the median of the rounds, in
seconds. ``start`` is the store's own start, from the first call to the first answer; the rest is what the build adds to
it. ``command`` is the whole of ``deltatrunk build``, Python's start included.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "documents"
BUNDLED = "-"
STAGES = ("start", "import", "read", "extract", "load")


def stages(folder: Path | None, store: Path) -> Mapping[str, float]:
    """Build once in this process and return the seconds of every stage."""
    clock = time.perf_counter
    begun = clock()
    from deltatrunk import loaders  # noqa: PLC0415 - what is imported is part of what is timed
    from deltatrunk.graph.opening import open_store  # noqa: PLC0415

    imported = clock()
    if folder is None:
        graph, seconds = loaders.bundled(), {"read": clock() - imported, "extract": 0.0}
    else:
        found = loaders.extract((folder,))
        graph, seconds = found.graph, dict(found.seconds)
    extracted = clock()
    with open_store(store) as opened:
        opened.read("RETURN 1 AS one")
        started = clock()
        opened.load(graph)
        loaded = clock()
    return {**seconds, "import": imported - begun, "start": started - extracted, "load": loaded - started}


def command(folder: Path | None, store: Path) -> float:
    """Run ``deltatrunk build`` once and return the seconds that it took."""
    words = ["build", *([str(folder)] if folder else []), "--store", str(store), "-q"]
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "deltatrunk", *words], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def in_fresh_process(folder: Path | None, store: Path) -> Mapping[str, float]:
    """Run :func:`stages` in a process of its own, so that nothing is imported or cached yet."""
    words = [sys.executable, __file__, str(folder or BUNDLED), "--stages", str(store)]
    printed = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return {name: float(seconds) for name, seconds in map(str.split, printed.splitlines())}


def report(rounds: list[Mapping[str, float]]) -> Iterator[str]:
    """Write the medians as lines."""
    middle = {name: statistics.median(one[name] for one in rounds) for name in (*STAGES, "command")}
    for name in STAGES:
        yield f"{name:<10}{middle[name]:>8.2f} s"
    start, whole = middle["start"], middle["command"]
    beyond = sum(middle[name] for name in STAGES) - start
    yield f"{'beyond':<10}{beyond:>8.2f} s   all but the start: {beyond / start:.1f} times the start"
    yield f"{'command':<10}{whole:>8.2f} s   the start and {whole - start:.2f} s: {whole / start:.1f} times the start"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DOCUMENTS if DOCUMENTS.is_dir() else None)
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--stages", type=Path, metavar="STORE", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stages:
        folder = None if str(given.folder) == BUNDLED else given.folder
        for name, seconds in stages(folder, given.stages).items():
            print(name, seconds)
        return
    for folder in (given.folder, None) if given.folder else (None,):
        rounds: list[Mapping[str, float]] = []
        for _ in range(given.repeat):
            with tempfile.TemporaryDirectory() as scratch:
                timed = in_fresh_process(folder, Path(scratch) / "stages")
                rounds.append({**timed, "command": command(folder, Path(scratch) / "command")})
        print(f"build of {folder or 'the bundled facts'}, median of {given.repeat}")
        print("\n".join(report(rounds)), end="\n\n")


if __name__ == "__main__":
    main()
