"""Measure extraction against gold facts, with and without the lists of known names.

    python benchmarks/accuracy.py [DOCUMENTS] [SCORE] [--write docs/accuracy.md]

DOCUMENTS is the folder of the documents, SCORE the folder with ``score.py`` and one ``NAME.jsonl`` of gold for each
``NAME.txt`` that has any (defaults: ``../shared/documents`` and ``../shared/score``). Where they are missing there is
nothing to measure, which is said and is no error. ``--write`` puts the tables between the marks of a file.

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
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
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


def score(graph: Path, gold: Path, documents: Path) -> Figures:
    """Return what ``score.py`` says about a graph and one document."""
    command = [sys.executable, str(gold.parent / "score.py"), str(graph), str(gold)]
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


def result_rows(label: str, found: Figures) -> Iterator[list[object]]:
    document = found["source"].removesuffix(".txt")
    for kind in KINDS:
        figures = overall(found, kind)
        rates = [f"{figures[name]:.3f}" for name in ("precision", "recall", "f1")]
        yield [document, label, kind, *rates, figures["tp"], figures["fp"], figures["fn"]]


def band_rows(graph: Path, golds: list[Path], documents: Path, scratch: Path) -> Iterator[list[object]]:
    for low, high in BANDS:
        row: list[object] = [f"{low:.1f} to {min(high, 1.0):.1f}"]
        for kind in ("entities", "relations"):
            part = in_band(graph, scratch / "band.jsonl", low, high, kind)
            hits = [overall(score(part, gold, documents), kind) for gold in golds]
            right, wrong = sum(h["tp"] for h in hits), sum(h["fp"] for h in hits)
            row += [f"{right / (right + wrong):.3f}" if right + wrong else "", right + wrong]
        yield row


def grounding_rows(found: Iterable[Figures]) -> Iterator[list[object]]:
    for one in found:
        g = one["grounding"]
        yield [
            one["source"].removesuffix(".txt"),
            g["facts"],
            g["with_evidence"],
            g["spans"],
            g["valid"],
            g["holding_a_name"],
        ]


def measure(documents: Path, golds: list[Path]) -> str:
    """Return every table as Markdown."""
    with tempfile.TemporaryDirectory() as scratch:
        known, plain = Path(scratch) / "known", Path(scratch) / "plain"
        with_names = extracted(documents, known, names=True)
        without = extracted(documents, plain, names=False)
        scored = [score(with_names, gold, documents) for gold in golds]
        bare = [score(without, gold, documents) for gold in golds]
        pairs = zip(scored, bare, strict=True)
        rows = [row for a, b in pairs for row in (*result_rows("with", a), *result_rows("without", b))]
        bands = list(band_rows(with_names, golds, documents, Path(scratch)))
    parts = (
        table(("document", "names", "facts", "precision", "recall", "F1", "found", "wrong", "missed"), rows),
        "Precision by confidence, all documents together (borderline facts, under 0.5, are not counted above):\n",
        table(("confidence", "entities", "judged", "relations", "judged"), bands),
        "Grounding:\n",
        table(("document", "facts", "with evidence", "spans", "valid", "holding a name"), grounding_rows(scored)),
    )
    return "\n".join(parts)


def write(file: Path, figures: str) -> None:
    """Put the figures between the marks of a file."""
    before, begins, rest = file.read_text("utf-8").partition(BEGIN)
    _, ends, after = rest.partition(END)
    if not (begins and ends):
        sys.exit(f"{file} has no marks for the figures")
    file.write_text(f"{before}{BEGIN}\n{figures}\n{END}{after}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="?", type=Path, default=SHARED / "documents")
    parser.add_argument("score", nargs="?", type=Path, default=SHARED / "score")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables between the marks of this file")
    given = parser.parse_args()
    golds = [file for file in sorted(given.score.glob("*.jsonl")) if (given.documents / f"{file.stem}.txt").is_file()]
    if not golds:
        print(f"nothing to measure: no gold in {given.score.name} for a document in {given.documents.name}")
        return
    figures = measure(given.documents, golds)
    print(figures)
    if given.write:
        write(given.write, figures)


if __name__ == "__main__":
    main()
