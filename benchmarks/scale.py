"""What a corpus costs against its size: documents and facts a second, peak memory, bytes a fact on disk.

    python benchmarks/scale.py [--sizes 250 1000 4000 20000] [--workers 1 2] [--least 0.7] [--most 1.2] [--folder F]

Runs ``deltatrunk corpus`` on synthetic corpora of short documents (0.7 to 1.2 KB, one or two chapters: a corpus of
twenty thousand has to end while somebody waits) and prints a row for each run as it ends. ``CPU`` counts the seconds
of all processes: on a machine that others use, too, it is what tells whether the work grows in proportion. The last
column compares CPU seconds a document with the first row of as many workers.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import synthetic_corpus
from extract import resident

_MEASURED_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its size and what it cost."""

    documents: int
    workers: int
    seconds: float
    cpu: float
    memory: int
    facts: int
    handed: int
    between: int

    @property
    def row(self) -> str:
        """The run as a line of figures."""
        speed = f"{self.documents / self.seconds:8.1f} {self.documents / self.cpu:8.1f}"
        disk = f"{self.handed / self.facts:7.1f} {self.between / self.facts:7.1f}"
        return (
            f"{self.documents:9,} {self.workers:7} {self.seconds:9.1f} {self.cpu:9.1f} {speed} {self.facts:11,}"
            f" {self.facts / self.seconds:9,.0f} {self.memory / 2**20:8,.0f} {disk}"
        )


_TITLES = "documents workers   seconds       CPU   docs/s docs/CPU       facts   facts/s peak MiB  B/fact between"


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def run(documents: int, workers: int, folder: Path, *, least: float, most: float) -> Run:
    """Make a corpus of a size and extract it."""
    source, out = folder / f"in-{documents}", folder / f"out-{documents}-{workers}"
    if not source.exists():
        synthetic_corpus.write(source, documents, 1, least=least, most=most, facts=False)
    shutil.rmtree(out, ignore_errors=True)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    words = ["corpus", str(source / "documents"), "-o", str(out), "--workers", str(workers), "-q"]
    process = subprocess.Popen([sys.executable, "-m", "deltatrunk", *words])
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(_MEASURED_EVERY)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"deltatrunk corpus ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    facts = int(json.loads((out / "manifest.json").read_text("utf-8"))["facts"])
    between = size_of(out / "work")
    handed = size_of(out) - between
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    shutil.rmtree(out)
    return Run(documents, workers, seconds, cpu, peak, facts, handed, between)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 1000, 4000, 20000], metavar="N")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--least", type=float, default=0.7, metavar="KB")
    parser.add_argument("--most", type=float, default=1.2, metavar="KB")
    parser.add_argument("--folder", type=Path, help="where corpora and results lie; a temporary folder by default")
    given = parser.parse_args()
    print(f"{_TITLES}    ratio", flush=True)
    with tempfile.TemporaryDirectory(dir=given.folder) as scratch:
        for workers in given.workers:
            first = 0.0
            for documents in given.sizes:
                one = run(documents, workers, Path(scratch), least=given.least, most=given.most)
                first = first or one.cpu / documents
                print(f"{one.row} {one.cpu / documents / first:8.2f}", flush=True)


if __name__ == "__main__":
    main()
