"""The bundled packs as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from deltatrunk.graph.guard import require_reading
from deltatrunk.queries import Pack, Query, bundled, read_pack

QUERIES = sorted(bundled().queries.values(), key=lambda q: q.name)
ASKED_FOR = {
    "about", "chain-companies", "chain-leaders", "document-citations", "indicator-values", "park-companies",
    "parks-by-industry", "partners-by-district", "programme-tasks", "ten-bases",
}  # fmt: skip


def test_the_ten_questions_are_there() -> None:
    assert set(bundled().queries) >= ASKED_FOR


def test_every_file_of_the_folder_is_read() -> None:
    packs = Path(__file__).parents[2] / "queries" / "packs"
    assert sorted(path.stem for path in packs.rglob("*.cypher")) == [query.name for query in QUERIES]


@pytest.mark.parametrize("pack", bundled().packs, ids=lambda pack: pack.name)
def test_a_pack_passes_the_checks_of_a_persons_own(pack: Pack) -> None:
    assert read_pack(Path(__file__).parents[2] / "queries" / "packs" / pack.name) == pack


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: q.name)
def test_a_query_only_reads(query: Query) -> None:
    for text in (query.cypher, *(p.values for p in query.parameters if p.values)):
        require_reading(text)


@pytest.mark.parametrize("query", [q for q in QUERIES if q.kind == "rows"], ids=lambda q: q.name)
def test_a_row_says_where_it_stands(query: Query) -> None:
    assert {"section", "span"} <= {column.name for column in query.columns}
    if query.pack != "general":
        assert "quote" in [column.name for column in query.columns if column.shows == "quote"]
    assert query.question.endswith("？")


@pytest.mark.parametrize(
    "query", [q for q in QUERIES if not q.name.startswith("evidence") and q.pack != "quality"], ids=lambda q: q.name
)
def test_borderline_facts_stay_out_by_default(query: Query) -> None:
    assert {p.name: p.default for p in query.parameters}["min_confidence"] == 0.5
