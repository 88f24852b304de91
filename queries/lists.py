"""The lists of a promotion office, asked of a store: tables that say where each row stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..graph.errors import QueryError
from .header import Column, Scalar
from .listing import Listing, listings
from .quoting import Texts
from .reader import Query, bundled
from .runner import Reader, nearest, run
from .table import Cell, Table

DOCUMENTS = "list-documents"
"""The query that says which documents were loaded."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists with their rows, and what was asked for.

    ``totals`` holds for each list of how many its rows are, in words; ``wordless`` counts the rows
    whose sentence nobody has.
    """

    listings: tuple[Listing, ...]
    tables: tuple[Table, ...]
    totals: tuple[str, ...]
    documents: Table
    wordless: int
    chain: str | None
    min_confidence: float


def compile_lists(
    store: Reader,
    names: Iterable[str] = (),
    *,
    chain: str | None = None,
    min_confidence: float = 0.5,
    texts: Texts | None = None,
    step: Callable[[str, int, int], None] = lambda _title, _done, _of: None,
) -> Lists:
    """Ask a store for lists by name or Chinese title, all of them for no name.

    ``chain`` keeps to one industry chain where a list is about chains; ``step`` is told which list
    comes next. Raises :class:`QueryError` for an unknown list, and for a chain that the store does not
    know, with what is like it.
    """
    chosen = listings().chosen(names)
    _require_chain(store, chosen, chain)
    tables, totals, wordless = [], [], 0
    for done, listing in enumerate(chosen):
        step(listing.title, done, len(chosen))
        answers = [run(store, query, _given(query, chain, min_confidence), texts) for query in listing.queries]
        table, missing = _joined(listing, answers)
        wordless += missing
        tables.append(table)
        totals.append(_total(store, listing, min_confidence))
    documents = run(store, bundled().find(DOCUMENTS), {})
    return Lists(chosen, tuple(tables), tuple(totals), documents, wordless, chain, min_confidence)


def _require_chain(store: Reader, chosen: Sequence[Listing], chain: str | None) -> None:
    asked = [p for listing in chosen for query in listing.queries for p in query.parameters if p.name == "chain"]
    close = nearest(store, asked[0], chain) if asked and chain is not None else None
    if close is not None:
        hint = f"相近的有 {'、'.join(close)}" if close else "用 deltatrunk query show list-gaps-chains --values 看全部"
        raise QueryError(f"图中没有产业链“{chain}”", hint=hint)


def _given(query: Query, chain: str | None, min_confidence: float) -> dict[str, Scalar]:
    given: dict[str, Scalar] = {"chain": chain, "min_confidence": min_confidence}
    return {p.name: given[p.name] for p in query.parameters if p.name in given}


def _joined(listing: Listing, answers: Sequence[Table]) -> tuple[Table, int]:
    """Put the rows of a list's queries into one table; count those without words."""
    columns = answers[0].columns
    rows = [row for answer in answers for row in answer.rows]
    at = {column.name: place for place, column in enumerate(columns)}
    if listing.together:
        first: dict[Cell, int] = {}
        for row in rows:
            first.setdefault(row[at[listing.together]], len(first))
        rows.sort(key=lambda row: first[row[at[listing.together]]])
    missing = sum(row[at["quote"]] is None for row in rows)
    shown = tuple(
        tuple(
            f"见 {row[at['span']]}" if column.name == "quote" and row[at["quote"]] is None else row[at[column.name]]
            for column in listing.columns
        )
        for row in rows
    )
    titles = {column.name: column for column in columns}
    kept: tuple[Column, ...] = tuple(titles[column.name] for column in listing.columns)
    return Table(listing.name, listing.title, kept, shown), missing


def _total(store: Reader, listing: Listing, min_confidence: float) -> str:
    """Say of how many the rows are: the answers of the counts that belong to the list's queries."""
    names = {query.name for query in listing.queries}
    counts = [query for query in bundled().queries.values() if query.kind == "count" and query.header.of in names]
    return "，".join(
        f"{query.columns[0].title} {run(store, query, _given(query, None, min_confidence)).rows[0][0]}"
        for query in counts
    )
