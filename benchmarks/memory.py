"""Peak memory of a build of many documents, and of building them again.

    python benchmarks/memory.py [--documents N] [--least KB] [--most KB] [--folder F]

Runs ``deltatrunk build`` twice over N invented plans (2,000 of 2 to 20 KB) into one new store folder, and prints for
each run the seconds, what the store holds, what was written, and the peaks in MiB: of the command's own process, of its
workers together, and of the embedded server, which takes what it is allowed. The exit code is 1
where the command and its workers together took more than a GiB.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import psutil
import synthetic_corpus

_MEASURED_EVERY = 0.25
LIMIT = 1024.0


def watched(words: list[str]) -> tuple[float, dict[str, float], bytes]:
    """Run a command; return its seconds, peaks in MiB by part (command, workers, server, python), and its output."""
    started = time.perf_counter()
    peaks: defaultdict[str, float] = defaultdict(float)
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([sys.executable, "-m", "deltatrunk", *words], stdout=out)
        here = psutil.Process(process.pid)
        while process.poll() is None:
            now: defaultdict[str, float] = defaultdict(float)
            try:
                for one in (here, *here.children(recursive=True)):
                    part = "command" if one == here else "server" if one.name().startswith("java") else "workers"
                    now[part] += one.memory_info().rss / 2**20
            except psutil.NoSuchProcess:
                continue
            now["python"] = now["command"] + now["workers"]
            for part, size in now.items():
                peaks[part] = max(peaks[part], size)
            time.sleep(_MEASURED_EVERY)
        out.seek(0)
        said = out.read()
    if process.returncode:
        raise SystemExit(f"deltatrunk build ended with {process.returncode}")
    return time.perf_counter() - started, peaks, said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000, metavar="N")
    parser.add_argument("--least", type=float, default=2, metavar="KB")
    parser.add_argument("--most", type=float, default=20, metavar="KB")
    parser.add_argument("--folder", type=Path, help="where corpus and store lie; a temporary folder by default")
    given = parser.parse_args()
    most = 0.0
    print("run        seconds       things  written   command   workers  both at once    server (MiB)", flush=True)
    with tempfile.TemporaryDirectory(dir=given.folder) as scratch:
        os.environ["XDG_DATA_HOME"] = scratch
        corpus = Path(scratch) / "corpus"
        synthetic_corpus.write(corpus, given.documents, 1, least=given.least, most=given.most, facts=False)
        words = ["build", str(corpus / "documents"), "--store", str(Path(scratch) / "store"), "--json", "-q"]
        for run in ("first", "second"):
            seconds, peaks, said = watched(words)
            found = json.loads(said)
            written = sum(
                sum(n.values()) for kind in ("nodes", "relationships") for n in found["receipt"][kind].values()
            )
            print(
                f"{run:8} {seconds:9.0f} {sum(found['counts'].values()):12,} {written:8,} {peaks['command']:9.0f}"
                f" {peaks['workers']:9.0f} {peaks['python']:13.0f} {peaks['server']:9.0f}",
                flush=True,
            )
            most = max(most, peaks["python"])
    return 0 if most <= LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
