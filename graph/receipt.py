"""What a load did to a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Changes:
    """Counts by name: added, changed (same id, other content), removed. Zeros are left out."""

    added: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    changed: Mapping[str, int] = field(default_factory=lambda: NOTHING)
    removed: Mapping[str, int] = field(default_factory=lambda: NOTHING)

    @property
    def total(self) -> int:
        """How many things changed in any way."""
        return sum(sum(part.values()) for part in (self.added, self.changed, self.removed))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a load added, changed and removed, what stood there before and after, and how long it took.

    ``nodes`` counts by core label, ``relationships`` by type, ``before`` and ``after`` by both.
    """

    nodes: Changes
    relationships: Changes
    before: Mapping[str, int]
    after: Mapping[str, int]
    seconds: float

    @property
    def is_empty(self) -> bool:
        """Whether the store already held exactly this graph, so that nothing was written."""
        return self.nodes.total == 0 and self.relationships.total == 0

    def as_dict(self) -> dict[str, Any]:
        """Return the plain form that ``--json`` prints."""

        def plain(changes: Changes) -> dict[str, dict[str, int]]:
            return {
                "added": dict(changes.added),
                "changed": dict(changes.changed),
                "removed": dict(changes.removed),
            }

        return {
            "nodes": plain(self.nodes),
            "relationships": plain(self.relationships),
            "before": dict(self.before),
            "after": dict(self.after),
            "seconds": round(self.seconds, 3),
        }
