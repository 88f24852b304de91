"""Kill workers of a corpus run, and the run itself, and compare its results with an undisturbed run's.

    python benchmarks/fleet_kills.py [--documents 4000] [--kills 12] [--seed 1] [--folder F]

Runs ``deltatrunk corpus`` on a synthetic corpus of short documents with two workers, first undisturbed. Then the same
into another folder: at random moments of the time that the first took, a worker is killed by SIGKILL, and each third
time the command with all its workers; then the same command is given again, as a user would. Prints each kill and
compares the manifest and the SHA-256 of every Parquet file, also of those between the stages. Exit code 1 where
something differs, or the run was over before the first kill. Linux only.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil
import synthetic_corpus

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "loaders" / "fleet"))

from fleet_runs import checksums

_LOOKED_EVERY = 0.1
_HANGS_AFTER = 3600.0


def started(source: Path, out: Path) -> subprocess.Popen[bytes]:
    """Give the command."""
    words = ["corpus", str(source / "documents"), "-o", str(out), "--workers", "2", "-q"]
    return subprocess.Popen([sys.executable, "-m", "deltatrunk", *words])


def workers_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Return the workers of a running command."""
    try:
        children = psutil.Process(process.pid).children()
        return [one for one in children if any("spawn_main" in word for word in one.cmdline())]
    except psutil.NoSuchProcess:
        return []


def kill(worker: psutil.Process) -> None:
    """Kill a worker that may have come to its own end by now."""
    with suppress(psutil.NoSuchProcess):
        worker.kill()


def undisturbed(source: Path, out: Path) -> float:
    """Run the command; return its seconds."""
    begun = time.perf_counter()
    if status := started(source, out).wait(_HANGS_AFTER):
        raise SystemExit(f"deltatrunk corpus ended with {status}")
    return time.perf_counter() - begun


def disturbed(source: Path, out: Path, moments: Sequence[tuple[float, bool]], chance: random.Random) -> Iterator[str]:
    """Run the command while it and its workers are killed at moments, in seconds of running; yield what was done."""
    process, begun, waiting = started(source, out), time.perf_counter(), list(moments)
    while True:
        time.sleep(_LOOKED_EVERY)
        if (status := process.poll()) is not None:
            if status:
                raise SystemExit(f"deltatrunk corpus ended with {status} after its workers were killed")
            return
        if (ran := time.perf_counter() - begun) > _HANGS_AFTER:
            process.kill()
            raise SystemExit("deltatrunk corpus hangs")
        if not waiting or ran < waiting[0][0]:
            continue
        workers = workers_of(process)
        if not workers:  # they have not started yet, or the next ones have not
            continue
        if waiting.pop(0)[1]:
            process.kill()
            for one in workers:
                kill(one)
            process.wait()
            process = started(source, out)
            yield f"{ran:7.1f} s  command and {len(workers)} workers, and given again"
        else:
            kill(chance.choice(workers))
            yield f"{ran:7.1f} s  one of {len(workers)} workers"


def results(out: Path) -> dict[str, str]:
    """Return the manifest, and the SHA-256 of every Parquet file of a folder."""
    return {**checksums(out), "manifest.json": (out / "manifest.json").read_text("utf-8")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=4000, metavar="N")
    parser.add_argument("--kills", type=int, default=12, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where corpus and results lie; a temporary folder by default")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(dir=given.folder) as scratch:
        source, calm, hit = (Path(scratch) / name for name in ("corpus", "undisturbed", "disturbed"))
        synthetic_corpus.write(source, given.documents, 1, least=0.7, most=1.2, facts=False)
        seconds = undisturbed(source, calm)
        print(f"undisturbed: {seconds:.1f} s", flush=True)
        times = sorted(chance.uniform(0, 0.9 * seconds) for _ in range(given.kills))
        killed = 0
        for line in disturbed(source, hit, [(at, number % 3 == 2) for number, at in enumerate(times)], chance):
            print(line, flush=True)
            killed += 1
        expected, found = results(calm), results(hit)
        different = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    print(f"{len(expected)} files; different after {killed} of {given.kills} kills: {len(different)}")
    for name in different:
        print(f"  {name}")
    return 1 if different or not killed else 0


if __name__ == "__main__":
    raise SystemExit(main())
