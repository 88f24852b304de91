"""The field's general knowledge as data: names and cue words, read once from ``data/*.yaml``.

What is general (a register of places, companies that any plan may name, the genre's verbs) stands in the data files;
what only one text says is found in that text by the loaders, never looked up here. :mod:`.lexicon_files` describes the
format; a file that is wrong raises :class:`SchemaError` naming file and entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from .lexicon_files import (
    Collective,
    Lexicon,
    SegmentTerm,
    Suffix,
    Term,
    WordGroup,
    parse_collectives,
    parse_segments,
    parse_suffixes,
    parse_terms,
    parse_words,
)

__all__ = [
    "Collective", "Lexicon", "SegmentTerm", "Suffix", "Term", "WordGroup",
    "collectives", "companies", "industries", "organizations", "places", "scenarios", "segments", "spaces", "suffixes",
    "technologies", "words",
]  # fmt: skip


def places() -> Lexicon:
    """Return provinces, cities, districts, towns, city clusters and macro-regions, with level and parent."""
    return _terms("places")


def organizations() -> Lexicon:
    """Return departments, ministries, universities, institutes and associations."""
    return _terms("organizations")


def companies() -> Lexicon:
    """Return well-known companies; the name is the legal one where it is certain."""
    return _terms("companies")


def industries() -> Lexicon:
    """Return industries and chains without the suffix 产业, synonyms grouped."""
    return _terms("industries")


def technologies() -> Lexicon:
    """Return named technologies."""
    return _terms("technologies")


def scenarios() -> Lexicon:
    """Return fields of application."""
    return _terms("scenarios")


def spaces() -> Lexicon:
    """Return well-known zones, parks, corridors, events, programmes and platforms of the country."""
    return _terms("spaces")


@cache
def segments() -> tuple[SegmentTerm, ...]:
    """Return the usual links of the well-known chains; every chain is a term of :func:`industries`."""
    return parse_segments("industries.yaml", _text("industries"), industries())


@cache
def suffixes(name: str) -> tuple[Suffix, ...]:
    """Return the name endings of ``organizations``, ``companies`` or ``spaces``, longest first."""
    return parse_suffixes(f"{name}.yaml", _text(name))


@cache
def collectives() -> tuple[Collective, ...]:
    """Return nicknames of several companies at once."""
    return parse_collectives("companies.yaml", _text("companies"), companies())


@cache
def words(name: str) -> Mapping[str, WordGroup]:
    """Return the ``words`` groups of a file by name (``verbs``; prefixes and generic heads of the others)."""
    return parse_words(f"{name}.yaml", _text(name))


@cache
def _terms(name: str) -> Lexicon:
    return parse_terms(f"{name}.yaml", _text(name))


def _text(name: str) -> str:
    return files(__package__).joinpath("data", f"{name}.yaml").read_text("utf-8")
