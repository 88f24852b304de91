"""How fast documents become facts, against segmentation alone, and what many documents cost.

    python benchmarks/extract.py [FOLDER] [--quick] [--documents N] [--repeat N]

Speed: everything from text to facts on one core, beside ``jieba.lcut`` of the same texts in the same run; both
have loaded their dictionaries, and the load is printed apart. ``cold`` forgets what phrases were met before each
round. Linearity: copies of the documents with other names in them, because equal copies share all their keys.
Folder: ``deltatrunk extract`` of N documents with other names, time and peak memory of all its processes.
"""

from __future__ import annotations

import argparse
import functools
import gc
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from deltatrunk.loaders import extract
from deltatrunk.loaders.assemble import assemble
from deltatrunk.loaders.documents import documents
from deltatrunk.loaders.pipeline import read_files
from deltatrunk.loaders.resolution import settle
from deltatrunk.loaders.text import SourceText

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "documents"
OWN = ROOT / "tests" / "loaders" / "documents"
RENAMED = ("Company", "Organization", "Park", "Zone", "Platform", "Project", "Programme")
_CHARACTERS = "宏泰恒瑞盛华晟睿嘉禾景弘致尚拓远翰博岳峰澜汐沐辰昊朗逸轩铭毅钧鼎源润沛茂"


def timed(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def to_facts(sources: Sequence[SourceText]) -> None:
    """Text to facts: structure, sentences, resolution, evidence."""
    read = read_files([(source, documents(source)) for source in sources])
    resolution = settle(tuple(ballot for head, _ in read for ballot in head.ballots))
    assemble(((draft, None) for _, body in read for draft in body.drafts), resolution)


def forget() -> None:
    """Empty what the loaders remember of single phrases; lexicons stay loaded."""
    for module in [m for name, m in sys.modules.items() if name.startswith("deltatrunk.loaders")]:
        for one in vars(module).values():
            if isinstance(one, functools._lru_cache_wrapper) and one.cache_parameters()["maxsize"] is not None:
                one.cache_clear()


def report_speed(sources: Sequence[SourceText], repeat: int) -> None:
    import jieba  # type: ignore[import-untyped]  # noqa: PLC0415 - its load is measured

    texts = [source.text for source in sources]
    jieba.setLogLevel(60)
    print(f"loads: lexicons and rules {timed(lambda: to_facts(sources[:1])):.2f} s (with one document),", end=" ")
    print(f"jieba's dictionary {timed(jieba.initialize):.2f} s")
    rounds: dict[str, list[float]] = {"text to facts": [], "text to facts, cold": [], "jieba.lcut": []}
    to_facts(sources)
    for text in texts:
        jieba.lcut(text)
    for _ in range(repeat):
        rounds["text to facts"].append(timed(lambda: to_facts(sources)))
        rounds["jieba.lcut"].append(timed(lambda: [jieba.lcut(text) for text in texts]))
        forget()
        rounds["text to facts, cold"].append(timed(lambda: to_facts(sources)))
    characters = sum(map(len, texts))
    print(f"speed: {len(texts)} documents, {characters:,} characters, {repeat} rounds, one core")
    for name, seconds in rounds.items():
        least, median = min(seconds), statistics.median(seconds)
        ratio = least / min(rounds["jieba.lcut"])
        print(
            f"  {name:20} min {least:6.3f} s  median {median:6.3f} s  {characters / least:9,.0f} characters/s", end=""
        )
        print(f"  {ratio:5.2f} x jieba.lcut")


class Copies:
    """Copies of documents in which every name of a company, park, platform … is another one of the same length."""

    def __init__(self, sources: Sequence[SourceText], folder: Path) -> None:
        self._sources = sources
        graph = extract([folder, *([OWN] if OWN.is_dir() else [])]).graph
        places = {node.name for node in graph.nodes.values() if node.labels[0] == "Place"}
        names = {
            n.name for n in graph.nodes.values() if n.labels[0] in RENAMED and re.match(r"[\u4e00-\u9fff]{4}", n.name)
        }
        self._spans = [self._spans_of(source.text, names, places) for source in sources]

    def _spans_of(self, text: str, names: set[str], places: set[str]) -> list[int]:
        """Where the two characters stand that tell a name from the same name in another copy."""
        lengths = sorted({len(name) for name in names}, reverse=True)
        found: list[int] = []
        at = 0
        while at < len(text):
            name = next((text[at : at + n] for n in lengths if text[at : at + n] in names), "")
            if name:
                found.append(at + 2 if name[:2] in places and len(name) >= 6 else at)
            at += len(name) or 1
        return found

    def texts(self, number: int) -> Iterator[SourceText]:
        """Yield the documents as copy ``number`` has them; copy 0 is the original."""
        size = len(_CHARACTERS)
        pair = _CHARACTERS[number % size] + _CHARACTERS[number // size % size]
        for source, spans in zip(self._sources, self._spans, strict=True):
            pieces: list[str] = []
            last = 0
            for at in spans if number else []:
                pieces += [source.text[last:at], pair]
                last = at + 2
            text = "".join([*pieces, source.text[last:]])
            yield SourceText(f"{number:04d}-{source.file}", text, source.sha256, source.encoding)


def report_linearity(copies: Copies, numbers: Sequence[int]) -> None:
    print("linearity: copies with other names, text to facts, one core")
    first = 0.0
    for number in numbers:
        sources = [source for k in range(number) for source in copies.texts(k)]
        forget()
        seconds = timed(lambda sources=sources: to_facts(sources))  # type: ignore[misc]
        first = first or seconds / number
        print(f"  {number:4} x  {seconds:8.2f} s  = {seconds / first:6.1f} x one")


def resident(pid: int) -> int:
    """Return the resident bytes of a process and of those it started (Linux; elsewhere 0)."""
    total = 0
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
        total += int(match[1]) * 1024 if (match := re.search(r"VmRSS:\s+(\d+) kB", status)) else 0
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            total += sum(resident(int(child)) for child in children.read_text("ascii").split())
    except OSError:
        pass
    return total


def report_folder(copies: Copies, number: int, jobs: Sequence[int]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "documents"
        folder.mkdir()
        written = size = 0
        while written < number:
            for source in copies.texts(written // len(copies._sources)):
                if written < number:
                    data = source.text.encode()
                    folder.joinpath(source.file.replace("/", "-")).write_bytes(data)
                    written, size = written + 1, size + len(data)
        print(f"deltatrunk extract of {written} documents, {size / 1e6:.1f} MB")
        for count in jobs:
            output = Path(scratch) / f"{count}.jsonl"
            words = ["extract", str(folder), "-o", str(output), "--jobs", str(count), "-q"]
            started = time.perf_counter()
            process = subprocess.Popen([sys.executable, "-m", "deltatrunk", *words])
            peak = 0
            while process.poll() is None:
                peak = max(peak, resident(process.pid))
                time.sleep(0.1)
            seconds = time.perf_counter() - started
            print(f"  --jobs {count}: {seconds:7.1f} s, {size / 1e6 / seconds:5.2f} MB/s, ", end="")
            print(f"peak memory of all processes {peak / 1e6:,.0f} MB, output {output.stat().st_size / 1e6:,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED if SHARED.is_dir() else OWN)
    parser.add_argument("--quick", action="store_true", help="small settings, under 20 s")
    parser.add_argument("--documents", type=int, default=2000, metavar="N", help="documents in the folder (2000)")
    parser.add_argument("--repeat", type=int, default=7, metavar="N", help="rounds of speed (7)")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2], metavar="N", help="numbers of processes (1 2)")
    given = parser.parse_args()
    sources = extract([given.folder]).sources
    report_speed(sources, 2 if given.quick else given.repeat)
    own = extract([OWN]).sources if OWN.is_dir() and given.folder != OWN else ()
    copies = Copies((*(sources[:1] if given.quick else sources), *own), given.folder)
    report_linearity(copies, (1, 2, 4) if given.quick else (1, 10, 100))
    report_folder(copies, 20 if given.quick else given.documents, given.jobs)


if __name__ == "__main__":
    main()
