"""Drafts to facts: sections, passages and resolved entities and relations of a load with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph.facts import Fact, Skip
from .drafts import Draft, facts_of
from .resolution import Resolution


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of a load, the document of every passage and section, and what could not be placed."""

    facts: tuple[Fact, ...]
    document_of: Mapping[str, str]
    skips: tuple[Skip, ...]


def assemble(drafts: Iterable[tuple[Draft, str | None]], resolution: Resolution) -> Facts:
    """Turn drafts into facts; the text beside a draft is what its passages quote, None for none."""
    facts: list[Fact] = []
    document_of: dict[str, str] = {}
    skips: list[Skip] = list(resolution.skips)
    for one, words in drafts:
        found, parts = facts_of(one, resolution.within((one.file, one.document.name)), words)
        facts.extend(found)
        document_of.update(parts)
        skips.extend(one.skips)
    return Facts(tuple(facts), document_of, tuple(skips))
