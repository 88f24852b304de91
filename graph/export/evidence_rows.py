"""Evidence of a node or relationship as rows, and back: the three parallel lists of its properties."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..facts import Value

EVIDENCE = frozenset({"evidence", "passages", "rules"})
"""The properties that hold evidence, one item a piece, in one order."""
_SPAN = re.compile(r"(.*):(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,17})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One place of one document; what belongs to a document's structure names no passage."""

    file: str
    start: int
    end: int
    passage: str | None
    rule: str | None


def evidence_rows(properties: Mapping[str, Value]) -> tuple[EvidenceRow, ...]:
    """Return the evidence as rows, or nothing where rows could not give back the very same properties."""
    spans = properties.get("evidence")
    passages, rules = properties.get("passages"), properties.get("rules")
    if not isinstance(spans, tuple) or not spans or not _beside(spans, passages) or not _beside(spans, rules):
        return ()
    found = []
    for at, span in enumerate(spans):
        place = _SPAN.fullmatch(span) if isinstance(span, str) else None
        if place is None:
            return ()
        found.append(EvidenceRow(place[1], int(place[2]), int(place[3]), _item(passages, at), _item(rules, at)))
    return tuple(found)


def evidence_properties(rows: Sequence[EvidenceRow]) -> dict[str, Value]:
    """Return the properties that gave these rows."""
    if not rows:
        return {}
    found: dict[str, Value] = {"evidence": tuple(f"{row.file}:{row.start}-{row.end}" for row in rows)}
    if rows[0].passage is not None:
        found["passages"] = tuple(row.passage or "" for row in rows)
    if rows[0].rule is not None:
        found["rules"] = tuple(row.rule or "" for row in rows)
    return found


def _beside(spans: tuple[str, ...], items: Value | None) -> bool:
    if items is None:
        return True
    return isinstance(items, tuple) and len(items) == len(spans) and all(isinstance(item, str) for item in items)


def _item(items: Value | None, at: int) -> str | None:
    return items[at] if isinstance(items, tuple) else None
