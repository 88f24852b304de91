"""Where a row of an answer stands: document, section, span and, where they can be had, the words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .table import Cell


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One place in a document; ``quote`` is empty where nobody has the words."""

    document: str
    section: str
    span: str
    quote: str = ""


def source_of(row: Mapping[str, Cell], prefix: str = "") -> Source:
    """Return the place that a row's columns document, section, span and quote name."""
    return Source(*(text(row[prefix + name]) for name in ("document", "section", "span", "quote")))


def documents_of(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return the names of the documents in which places stand, each once, sorted."""
    return tuple(sorted({source.document for source in sources if source.document}))


def text(value: Cell) -> str:
    """Return a cell as text, empty where it holds nothing."""
    return "" if value is None else "、".join(value) if isinstance(value, tuple) else str(value)


def texts(value: Cell) -> tuple[str, ...]:
    """Return a cell that holds a list."""
    return value if isinstance(value, tuple) else ()


def number(value: Cell) -> float:
    """Return a cell that holds a number."""
    return float(value) if isinstance(value, int | float) else 0.0
