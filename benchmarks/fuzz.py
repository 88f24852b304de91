"""Feed thousands of damaged and hostile documents to the loaders: no crash, no hang, no growth of memory.

    python benchmarks/fuzz.py [--cases N] [--seed N] [--limit SECONDS] [--minutes N] [--jobs N]
    python benchmarks/fuzz.py --seed N --case N [--keep FILE]

Each case is a file that :mod:`mutations` makes of the seed and its number; `deltatrunk.loaders.extract` reads it in a
child process. Right is a graph that is the same after export and import, whose passages and evidence slice the text
that was read, or an error of deltatrunk's own with a hint. Wrong is any other error, a case that takes longer than
--limit (the child then says where and ends), or a child whose memory is more than GROWTH above what it was after the
first WARM cases. Printed are counts by kind, the slowest cases, memory, and every case that went wrong. The exit code
is 1 where one did.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import json
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections import Counter
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from mutations import Case, case

from deltatrunk.graph.errors import DeltatrunkError
from deltatrunk.graph.jsonl import from_lines, to_lines
from deltatrunk.graph.model import Graph, Node, Relationship
from deltatrunk.graph.quotes import split_span
from deltatrunk.loaders import extract
from deltatrunk.loaders.formats import pdf_reading
from deltatrunk.loaders.text import SourceText

WARM = 1_000
"""Cases after which the loaders' bounded memories of phrases count as filled."""
GROWTH = 128.0
"""MiB that memory may grow after that: the memories of phrases still fill up to their bounds."""
_RARE = ("crash", "hang", "died")


class Wrong(Exception):
    """A graph whose places are not in the text."""


@dataclass(slots=True)
class Tally:
    """What the cases came to."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    slow: list[tuple[float, int]] = field(default_factory=list)
    failures: list[tuple[int, str, str]] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    """Of each child: MiB after the first WARM cases and at its end."""
    done: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, number: int, kind: str, outcome: str, seconds: float, words: str) -> None:
        """Note one case."""
        with self.lock:
            self.done += 1
            self.outcomes[kind, outcome] += 1
            self.slow = sorted((*self.slow, (seconds, number)), reverse=True)[:8]
            if outcome in _RARE:
                self.failures.append((number, outcome, words))


def check(made: Case, folder: Path) -> tuple[str, str]:
    """Read a case; return ``read`` or ``refused`` and why, ``crash`` and where."""
    path = folder / made.name
    path.write_bytes(made.data)
    printed = io.StringIO()
    try:
        with redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter("error")
            found = extract([path])
        if printed.getvalue():
            raise Wrong(f"something printed {printed.getvalue()[:100]!r}")
        _slices(found.graph, found.sources)
        again = from_lines(to_lines(found.graph))
        if (again.nodes, again.relationships) != (found.graph.nodes, found.graph.relationships):
            raise Wrong("the graph is not the same after export and import")
        if found.problems and not found.sources:
            return _refused(found.problems[0])
    except DeltatrunkError as error:
        return _refused(error)
    except Exception:
        return "crash", traceback.format_exc(limit=-8)
    finally:
        path.unlink()
    return "read", ""


def _refused(error: DeltatrunkError) -> tuple[str, str]:
    if not error.hint:
        return "crash", f"an error without a hint: {error}"
    return "refused", str(error)


def _slices(graph: Graph, sources: tuple[SourceText, ...]) -> None:
    """Raise where a passage's words, or a place of evidence, are not in the text that was read."""
    texts = {source.file: source.text for source in sources}
    for node in graph.nodes.values():
        words, first, last = (node.properties.get(key) for key in ("text", "start", "end"))
        if node.labels[0] == "Passage" and isinstance(first, int) and isinstance(last, int):
            file = split_span(node.properties["evidence"][0])[0]  # type: ignore[index]
            if texts[file][first:last] != words:
                raise Wrong(f"{node.id} is not at {first}-{last}")
    items: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    for item in items:
        for key, value in item.properties.items():
            if isinstance(value, float | int) and not abs(value) < 2**63:
                raise Wrong(f"{item.id}: no store takes {key} {value}")
        places = item.properties.get("evidence")
        for place in places if isinstance(places, tuple) else ():
            file, start, end = split_span(str(place))
            if not 0 <= start < end <= len(texts[file]):
                raise Wrong(f"{item.id}: {place} is not in the text")


def rss() -> float:
    """Return the MiB of this process in memory; 0 where the system does not say (only Linux does here)."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 2**20
    except (OSError, ValueError):
        return 0.0


def work(seed: int, first: int, last: int, step: int, limit: float) -> None:
    """Read cases in this process, a JSON line before and after each."""
    pdf_reading.SECONDS = limit / 2
    with tempfile.TemporaryDirectory() as name:
        for number in range(first, last, step):
            print(json.dumps({"start": number}), flush=True)
            made = case(seed, number)
            faulthandler.dump_traceback_later(limit, exit=True)
            started = time.process_time()
            outcome, words = check(made, Path(name))
            seconds = time.process_time() - started
            faulthandler.cancel_dump_traceback_later()
            kind = made.name.rpartition(".")[2]
            print(json.dumps({"kind": kind, "outcome": outcome, "seconds": seconds, "words": words, "rss": rss()}),
                  flush=True)  # fmt: skip


def watch(tally: Tally, seed: int, first: int, last: int, step: int, limit: float, deadline: float) -> None:
    """Have children read cases until all are read or the time is up; a child that ends early is replaced."""
    while first < last and time.monotonic() < deadline:
        words = ("--seed", seed, "--worker", first, last, step, "--limit", limit)
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
            subprocess.Popen([sys.executable, __file__, *map(str, words)], stdout=subprocess.PIPE, stderr=said,
                             text=True) as child,
        ):  # fmt: skip
            assert child.stdout is not None
            open_case, count, warm, now = False, 0, 0.0, 0.0
            for line in child.stdout:
                row = json.loads(line)
                if "start" in row:
                    first, open_case = row["start"], True
                    continue
                open_case = False
                tally.count(first, row["kind"], row["outcome"], row["seconds"], row["words"])
                count, now = count + 1, row["rss"]
                warm = now if count <= WARM else warm
                first += step
                if time.monotonic() > deadline:
                    child.kill()
                    break
            child.wait()
            if count > WARM:
                tally.memory.append((warm, now))
            if open_case:
                said.seek(0)
                words_said = said.read()[-2_000:]
                outcome = "hang" if "Timeout" in words_said else "died"
                tally.count(first, case(seed, first).name.rpartition(".")[2], outcome, limit, words_said)
                first += step
            elif child.returncode and time.monotonic() <= deadline:
                said.seek(0)
                raise SystemExit(f"a worker failed between two cases: {said.read()[-2_000:]}")


def report(tally: Tally, seed: int, wanted: int, seconds: float) -> int:
    """Print what the cases came to; return the exit code."""
    kinds = sorted({kind for kind, _ in tally.outcomes})
    print(f"seed {seed}: {tally.done} of {wanted} cases in {seconds:.0f} s")
    print(f"{'kind':8}{'read':>8}{'refused':>9}{'crash':>8}{'hang':>8}{'died':>8}")
    for kind in kinds:
        row = [tally.outcomes[kind, outcome] for outcome in ("read", "refused", *_RARE)]
        print(f"{kind:8}{row[0]:8}{row[1]:9}{row[2]:8}{row[3]:8}{row[4]:8}")
    print("slowest: " + ", ".join(f"case {number} {taken:.2f} s" for taken, number in tally.slow))
    for warm, end in tally.memory:
        print(f"memory: {warm:.0f} MiB after {WARM} cases, {end:.0f} MiB at the end")
    for number, outcome, words in sorted(tally.failures):
        print(f"\nFAILED case {number} ({outcome}): python benchmarks/fuzz.py --seed {seed} --case {number}\n{words}")
    grown = [end - warm for warm, end in tally.memory if end - warm > GROWTH]
    if grown:
        print(f"FAILED: memory grew by {max(grown):.0f} MiB")
    if tally.done < wanted:
        print(f"FAILED: the time was up after {tally.done} cases")
    return 1 if tally.failures or grown or tally.done < wanted else 0


def one(seed: int, number: int, keep: Path | None) -> int:
    """Read a single case here."""
    made = case(seed, number)
    if keep is not None:
        keep.write_bytes(made.data)
    with tempfile.TemporaryDirectory() as name:
        started = time.process_time()
        outcome, words = check(made, Path(name))
    print(f"{made.name}, {len(made.data)} bytes: {outcome} in {time.process_time() - started:.2f} s\n{words}")
    return int(outcome in _RARE)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds a case")
    parser.add_argument("--minutes", type=float, default=60.0, help="for all cases")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--case", type=int, help="read this one only, in this process")
    parser.add_argument("--keep", type=Path, help="write the file of --case here")
    parser.add_argument("--worker", type=int, nargs=3, metavar=("FIRST", "LAST", "STEP"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        first, last, step = chosen.worker
        work(chosen.seed, first, last, step, chosen.limit)
        return 0
    if chosen.case is not None:
        return one(chosen.seed, chosen.case, chosen.keep)
    started, tally = time.monotonic(), Tally()
    deadline = started + 60 * chosen.minutes
    threads = [
        threading.Thread(target=watch, args=(tally, chosen.seed, k, chosen.cases, chosen.jobs, chosen.limit, deadline))
        for k in range(chosen.jobs)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return report(tally, chosen.seed, chosen.cases, time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main())
