"""Measure extraction against gold facts, with and without the lists of known names.

    python benchmarks/accuracy.py [DOCUMENTS] [SCORE] [--own FOLDER] [--write docs/accuracy.md]

DOCUMENTS is the folder of the documents, SCORE the folder with ``score.py`` and one ``NAME.jsonl`` of gold for each
``NAME.txt`` that has any (defaults: ``../shared/documents`` and ``../shared/score``). Where they are missing there is
nothing to measure, which is said and is no error. FOLDER holds documents of other styles, each beside its gold
(default: ``tests/loaders/gold``); they are measured with the same scorer. ``--write`` puts the tables between the
marks of a file.

Without names means: a copy of the package whose lists of companies, places and spaces hold one invented name each. The
copy is made of files, so the package needs no switch for it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "loaders" / "gold"
ROOMS = ("graph", "loaders", "queries", "viz")
NAMES = ("companies", "places", "spaces")
NOBODY = "无名氏〇"
EXTRACT = (
    "import sys; from pathlib import Path; from deltatrunk.loaders import extract;"
    "from deltatrunk.graph.export import write;"
    "write(extract((Path(sys.argv[1]),), text=False).graph, 'jsonl', Path(sys.argv[2]))"
)
BANDS = ((0.9, 1.01), (0.7, 0.9), (0.5, 0.7), (0.0, 0.5))
KINDS = ("entities", "relations", "values")
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"

Figures = dict[str, Any]


def package(target: Path, *, names: bool) -> Path:
    """Copy the package into a folder for ``PYTHONPATH``; without ``names`` its lists of names are emptied."""
    home = target / "deltatrunk"
    hidden = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "deltatrunk", home, ignore=hidden)
    for room in ROOMS:
        shutil.copytree(ROOT / room, home / room, ignore=hidden)
    if not names:
        for name in NAMES:
            empty(home / "loaders" / "data" / f"{name}.yaml")
    return target


def empty(file: Path) -> None:
    """Leave one invented name in a list of names; endings and cue words stay."""
    data = yaml.safe_load(file.read_text("utf-8"))
    kept = {key: value for key, value in data["groups"][0].items() if key in ("name", "source", "label", "level")}
    data["groups"] = [{**kept, "terms": [NOBODY]}]
    data.pop("ambiguous", None)
    if "collectives" in data:
        data["collectives"] = [{"name": f"{NOBODY}合称", "source": "none", "members": [NOBODY]}]
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def extracted(documents: Path, target: Path, *, names: bool) -> Path:
    """Extract the documents with one of the two packages and return the file of facts."""
    file = target / "graph.jsonl"
    home = package(target, names=names)
    environment = {**os.environ, "PYTHONPATH": str(home)}
    subprocess.run([sys.executable, "-c", EXTRACT, str(documents), str(file)], check=True, env=environment)
    return file


def score(graph: Path, gold: Path, documents: Path, scorer: Path) -> Figures:
    """Return what ``score.py`` says about a graph and one document."""
    command = [sys.executable, str(scorer), str(graph), str(gold)]
    command += ["--source", f"{gold.stem}.txt", "--documents", str(documents), "--json"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    found: Figures = json.loads(printed)
    return found


def in_band(graph: Path, target: Path, low: float, high: float, kind: str) -> Path:
    """Copy a graph with the facts of one kind and band of confidence only, shown to the scorer as certain."""
    wanted = "node" if kind == "entities" else "relationship"
    with target.open("w", encoding="utf-8") as out:
        for line in graph.read_text("utf-8").splitlines():
            fact = json.loads(line)
            if fact["type"] == wanted and not low <= fact["properties"].get("confidence", 1.0) < high:
                continue
            fact["properties"]["confidence"] = 1.0
            out.write(json.dumps(fact, ensure_ascii=False) + "\n")
    return target


def table(titles: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    shown = [list(titles), *([str(cell) for cell in row] for row in rows)]
    shown.insert(1, ["---"] * len(shown[0]))
    return "".join(f"| {' | '.join(row)} |\n" for row in shown)


def overall(found: Figures, kind: str) -> Figures:
    figures: Figures = found[kind] if kind == "values" else found[kind]["all"]
    return figures


def pooled(several: Iterable[Figures]) -> Figures:
    """Add up hits and misses (micro average)."""
    counts = list(several)
    tp, fp, fn = (sum(one[name] for one in counts) for name in ("tp", "fp", "fn"))
    precision, recall = (tp / (tp + other) if tp + other else 0.0 for other in (fp, fn))
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": both, "tp": tp, "fp": fp, "fn": fn}


def names_of(found: Figures) -> Figures:
    """Return the figures of companies and organizations together."""
    return pooled(found["entities"][label] for label in ("Company", "Organization") if label in found["entities"])


def cells(figures: Figures) -> list[object]:
    rates = [f"{figures[name]:.3f}" for name in ("precision", "recall", "f1")]
    return [*rates, figures["tp"], figures["fp"], figures["fn"]]


def result_rows(document: str, label: str, found: list[Figures]) -> Iterator[list[object]]:
    yield [document, label, "companies, organizations", *cells(pooled(names_of(f) for f in found))]
    for kind in KINDS:
        yield [document, label, kind, *cells(pooled(overall(f, kind) for f in found))]


def type_rows(found: list[Figures]) -> Iterator[list[object]]:
    for kind in ("entities", "relations"):
        labels = dict.fromkeys(label for f in found for label in f[kind] if label != "all")
        for label in labels:
            yield [kind, label, *cells(pooled(f[kind][label] for f in found if label in f[kind]))]


def band_rows(measured: list[Measured], scratch: Path) -> Iterator[list[object]]:
    for low, high in BANDS:
        row: list[object] = [f"{low:.1f} to {min(high, 1.0):.1f}"]
        for kind in ("entities", "relations"):
            hits = [overall(one.in_band(scratch / "band.jsonl", low, high, kind), kind) for one in measured]
            right, wrong = sum(h["tp"] for h in hits), sum(h["fp"] for h in hits)
            row += [f"{right / (right + wrong):.3f}" if right + wrong else "", right + wrong]
        yield row


def grounding_rows(found: Iterable[Figures]) -> Iterator[list[object]]:
    for one in found:
        g = one["grounding"]
        counts = [g[name] for name in ("facts", "with_evidence", "spans", "valid", "holding_a_name")]
        yield [one["source"].removesuffix(".txt"), *counts]


@dataclass(frozen=True, slots=True)
class Measured:
    """A document with its gold and the facts that one package found in its folder."""

    gold: Path
    documents: Path
    graph: Path
    scorer: Path

    def figures(self) -> Figures:
        """Return what the scorer says."""
        return score(self.graph, self.gold, self.documents, self.scorer)

    def in_band(self, target: Path, low: float, high: float, kind: str) -> Figures:
        """Return what the scorer says of one kind of facts in one band of confidence."""
        banded = in_band(self.graph, target, low, high, kind)
        return score(banded, self.gold, self.documents, self.scorer)


def extracted_sets(sets: list[Set], scorer: Path, target: Path, *, names: bool) -> list[list[Measured]]:
    """Extract each set of documents and pair what was found with the gold."""
    found: list[list[Measured]] = []
    for number, one in enumerate(sets):
        home = target / str(number)
        home.mkdir(parents=True)
        graph = extracted(one.documents, home, names=names)
        found.append([Measured(gold, one.documents, graph, scorer) for gold in one.golds])
    return found


@dataclass(frozen=True, slots=True)
class Set:
    """Documents that are extracted together, and the gold of those that have any."""

    title: str
    documents: Path
    golds: tuple[Path, ...]


def measure(sets: list[Set], scorer: Path) -> str:
    """Return every table as Markdown."""
    columns = ("document", "names", "facts", "precision", "recall", "F1", "found", "wrong", "missed")
    parts: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        known = extracted_sets(sets, scorer, place / "known", names=True)
        bare = extracted_sets(sets, scorer, place / "bare", names=False)
        scored = [[one.figures() for one in some] for some in known]
        plain = [[one.figures() for one in some] for some in bare]
        for one, with_names, without in zip(sets, scored, plain, strict=True):
            rows: list[list[object]] = []
            for a, b in zip(with_names, without, strict=True):
                document = a["source"].removesuffix(".txt")
                rows += [*result_rows(document, "with", [a]), *result_rows(document, "without", [b])]
            rows += [*result_rows("all", "with", with_names), *result_rows("all", "without", without)]
            parts += [f"### {one.title}\n", table(columns, rows)]
        everything = [one for some in known for one in some]
        figures = [one for some in scored for one in some]
        parts += [
            "### By type, all documents together, with names\n",
            table(("facts", "type", *columns[3:]), type_rows(figures)),
        ]
        parts.append(
            "### Precision by confidence, all documents together (borderline facts, under 0.5, are not counted above)\n"
        )
        parts.append(table(("confidence", "entities", "judged", "relations", "judged"), band_rows(everything, place)))
    parts.append("### Grounding\n")
    parts.append(
        table(("document", "facts", "with evidence", "spans", "valid", "holding a name"), grounding_rows(figures))
    )
    return "\n".join(parts)


def write(file: Path, figures: str) -> None:
    """Put the figures between the marks of a file."""
    before, begins, rest = file.read_text("utf-8").partition(BEGIN)
    _, ends, after = rest.partition(END)
    if not (begins and ends):
        sys.exit(f"{file} has no marks for the figures")
    file.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", "utf-8")


def found_set(title: str, documents: Path, golds: Path) -> Set:
    """Collect the gold files of a folder that have a document."""
    found = (file for file in sorted(golds.glob("*.jsonl")) if (documents / f"{file.stem}.txt").is_file())
    return Set(title, documents, tuple(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", type=Path, default=SHARED / "documents")
    parser.add_argument("score", nargs="?", type=Path, default=SHARED / "score")
    parser.add_argument("--own", type=Path, default=OWN, help="documents of other styles beside their gold")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of this file")
    given = parser.parse_args()
    scorer = given.score / "score.py"
    if not scorer.is_file():
        print(f"nothing to measure with: no score.py in {given.score.name}")
        return
    sets = [
        found_set("Development documents", given.documents, given.score),
        found_set("Other styles", given.own, given.own),
    ]
    figures = measure([one for one in sets if one.golds], scorer)
    print(figures)
    if given.write:
        write(given.write, figures)


if __name__ == "__main__":
    main()
