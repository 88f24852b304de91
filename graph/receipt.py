"""What a load did to a store: counts, documents, and every thing that it added, changed or removed."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from .errors import StoreError
from .schema import schema

NOTHING: Mapping[str, int] = MappingProxyType({})
ADDED, CHANGED, REMOVED = "added", "changed", "removed"
DETAILS_AT_MOST = 200_000
"""Changes that a receipt lists one by one; of a larger load the counts are kept, and what was removed is told."""


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

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Return the plain form."""
        return {ADDED: dict(self.added), CHANGED: dict(self.changed), REMOVED: dict(self.removed)}


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One node or relationship that a load touched.

    ``before`` and ``after`` are content hashes, empty where it was not there; ``gained`` and ``lost`` are spans
    of evidence.
    """

    id: str
    kind: str
    before: str
    after: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def what(self) -> Literal["added", "changed", "removed"]:
        """What happened to it."""
        return "added" if not self.before else "changed" if self.after else "removed"

    @property
    def is_structure(self) -> bool:
        """Whether it belongs to a document's outline, or is a passage's mention, and is no fact of its own."""
        s = schema()
        kind = s.relationships.get(self.kind)
        return self.kind in ("Section", "Passage", "MENTIONS") or (kind is not None and kind.structure)


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """Files that came, went or have other content; ``renewed`` pairs a file with the newer one of the same title."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renewed: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> int:
        """How many files changed in any way."""
        return len(self.added) + len(self.changed) + len(self.removed) + 2 * len(self.renewed)

    def as_dict(self) -> dict[str, list[Any]]:
        """Return the plain form."""
        renewed = [{"from": old, "to": new} for old, new in self.renewed]
        return {
            ADDED: list(self.added), CHANGED: list(self.changed), REMOVED: list(self.removed), "renewed": renewed
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a load added, changed and removed, what stood there before and after, and how long it took.

    ``nodes`` counts by core label, ``relationships`` by type, ``before`` and ``after`` by both, ``evidence`` by
    file. ``number`` counts the loads of a store that changed something; 0 where nothing was kept.
    """

    nodes: Changes
    relationships: Changes
    before: Mapping[str, int]
    after: Mapping[str, int]
    seconds: float
    evidence: Changes = field(default_factory=Changes)
    documents: DocumentChanges = field(default_factory=DocumentChanges)
    details: tuple[Change, ...] = ()
    number: int = 0
    at: str = ""
    command: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the store already held exactly this graph and these files, so that nothing was written."""
        return self.nodes.total == 0 and self.relationships.total == 0 and self.documents.total == 0

    @property
    def lost(self) -> tuple[Change, ...]:
        """The facts that lost their last evidence, and with it their place in the graph."""
        return tuple(one for one in self.details if one.what == REMOVED and not one.is_structure)

    def as_dict(self) -> dict[str, Any]:
        """Return the plain form that ``--json`` prints."""
        return {
            "number": self.number,
            "at": self.at,
            "command": self.command,
            "documents": self.documents.as_dict(),
            "nodes": self.nodes.as_dict(),
            "relationships": self.relationships.as_dict(),
            "evidence": self.evidence.as_dict(),
            "lost": [one.id for one in self.lost],
            "before": dict(self.before),
            "after": dict(self.after),
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """Changes counted: nodes by label, relationships by type, evidence by file."""

    nodes: Changes
    relationships: Changes
    evidence: Changes
    details: tuple[Change, ...]
    """The changes by id: all, or those that removed something."""


def counted(changes: Iterable[Change], *, listed: bool = True) -> Tally:
    """Count changes, which may be more than memory holds: only with ``listed`` all of them are kept."""
    labels = schema().labels
    nodes: dict[str, Counter[str]] = {ADDED: Counter(), CHANGED: Counter(), REMOVED: Counter()}
    edges: dict[str, Counter[str]] = {ADDED: Counter(), CHANGED: Counter(), REMOVED: Counter()}
    gained, lost = Counter[str](), Counter[str]()
    kept: list[Change] = []
    for one in changes:
        (nodes if one.kind in labels else edges)[one.what][one.kind] += 1
        for spans, found in ((one.gained, gained), (one.lost, lost)):
            for span in spans:
                found[file_of(span)] += 1
        if listed or one.what == REMOVED:
            kept.append(one)
    evidence = Changes(_sorted(gained), NOTHING, _sorted(lost))
    return Tally(_changes(nodes), _changes(edges), evidence, tuple(sorted(kept)))


def file_of(span: str) -> str:
    """Return the file of ``FILE:START-END``."""
    return span.rpartition(":")[0]


def between(steps: Iterable[Iterable[Change]]) -> tuple[Change, ...]:
    """Fold the changes of loads that followed each other into one step; what came and went again is left out."""
    found: dict[str, Change] = {}
    for step in steps:
        for one in step:
            first = found.get(one.id)
            if first is None:
                found[one.id] = one
                continue
            gained, lost = Counter(first.gained), Counter(first.lost)
            gained.update(one.gained)
            lost.update(one.lost)
            found[one.id] = Change(
                one.id, one.kind, first.before, one.after,
                tuple(sorted((gained - lost).elements())), tuple(sorted((lost - gained).elements())),
            )  # fmt: skip
    return tuple(one for _, one in sorted(found.items()) if one.before != one.after)


def backwards(details: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that lead back."""
    return tuple(Change(one.id, one.kind, one.after, one.before, one.lost, one.gained) for one in details)


def pack_details(details: Iterable[Change]) -> str:
    """Return changes as text that a store keeps."""
    rows = [(one.id, one.kind, one.before, one.after, one.gained, one.lost) for one in details]
    return b64encode(zlib.compress(msgspec.json.encode(rows), 6)).decode("ascii")


def unpack_details(text: str) -> tuple[Change, ...]:
    """Read changes back; raises :class:`StoreError` where they are damaged."""
    try:
        rows = json.loads(zlib.decompress(b64decode(text, validate=True)))
        return tuple(Change(i, k, b, a, tuple(gained), tuple(lost)) for i, k, b, a, gained, lost in rows)
    except (ValueError, TypeError, zlib.error) as error:
        raise StoreError("图库里的一条改动记录已损坏", hint="图本身不受影响；可用 deltatrunk check 检查") from error


def receipt_of(note: Mapping[str, Any], body: str = "") -> Receipt:
    """Read a kept receipt back, with its details where ``body`` is given."""

    def changes(raw: Mapping[str, Mapping[str, int]]) -> Changes:
        return Changes(dict(raw[ADDED]), dict(raw[CHANGED]), dict(raw[REMOVED]))

    files = note["documents"]
    return Receipt(
        changes(note["nodes"]), changes(note["relationships"]), dict(note["before"]), dict(note["after"]),
        note["seconds"], changes(note["evidence"]),
        DocumentChanges(
            tuple(files[ADDED]), tuple(files[CHANGED]), tuple(files[REMOVED]),
            tuple((one["from"], one["to"]) for one in files["renewed"]),
        ),
        unpack_details(body) if body else (), note["number"], note["at"], note["command"],
    )  # fmt: skip


def _changes(counts: Mapping[str, Counter[str]]) -> Changes:
    return Changes(_sorted(counts[ADDED]), _sorted(counts[CHANGED]), _sorted(counts[REMOVED]))


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
