"""Every query of the packs over the bundled facts, on both stores: the rows of the files in ``golden``.

``golden/NAME.csv`` holds the answer with the defaults (a required parameter with its example),
``golden/NAME.CASE.csv`` one with the parameters of its first line. Quotes and section paths are left
out: the files hold no text of documents. ``pytest tests/queries/test_golden.py --update-golden`` writes them anew;
what changes is then read against the documents before it is kept.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import Query, bundled, picture, run
from deltatrunk.queries.trial import usual

FOLDER = Path(__file__).parent / "golden"
WHOLE = 40
"""Rows that a file holds; of longer answers it holds the first and a digest of all."""


TEXTUAL = ("section", "seat_section", "stage", "earlier_section", "later_section")
"""Columns of section paths; the span beside them says the same place."""


@dataclass(frozen=True, slots=True)
class Case:
    """One answer that is written down."""

    file: Path

    @property
    def query(self) -> Query:
        return bundled().find(self.file.name.split(".")[0])

    @property
    def given(self) -> dict[str, Any]:
        if self.file.name.count(".") == 1 or not self.file.exists():
            return dict(usual(self.query))
        first = self.file.read_text("utf-8").split("\n", 1)[0]
        found: dict[str, Any] = json.loads(first.removeprefix("#"))
        return found


CASES = [
    Case(file) for file in sorted({*(FOLDER / f"{name}.csv" for name in bundled().queries), *FOLDER.glob("*.csv")})
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file.name.removesuffix(".csv"))
def test_an_answer_is_the_one_written_down(full_store: BoltStore, case: Case, update_golden: bool) -> None:
    found = _answer(full_store, case)
    if update_golden:
        case.file.parent.mkdir(exist_ok=True)
        case.file.write_text(found, "utf-8", newline="\n")
        return
    assert case.file.exists(), f"{case.file.name} is missing: run with --update-golden and read what it holds"
    assert found == case.file.read_text("utf-8")


def _answer(store: BoltStore, case: Case) -> str:
    query, given = case.query, case.given
    head = "" if case.file.name.count(".") == 1 else f"#{json.dumps(given, ensure_ascii=False)}\n"
    if query.kind == "picture":
        drawn = picture(store, query, given)
        rows = [["node", id_] for id_ in drawn.nodes] + [["relationship", id_] for id_ in drawn.relationships]
        return head + _text([["part", "id"], *rows])
    answer = run(store, query, given)
    kept = [at for at, column in enumerate(answer.columns) if column.shows != "quote" and column.name not in TEXTUAL]
    titles = [answer.columns[at].name for at in kept]
    return head + _text([titles, *([_cell(row[at]) for at in kept] for row in answer.rows)])


def _text(rows: list[list[str]]) -> str:
    whole = _csv(rows)
    if len(rows) - 1 <= WHOLE:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:16]
    return _csv(rows[: WHOLE + 1]) + f"# {len(rows) - 1} rows, all together {digest}\n"


def _csv(rows: list[list[str]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return "；".join(value) if isinstance(value, tuple) else str(value)
