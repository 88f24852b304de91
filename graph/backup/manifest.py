"""What a backup says of itself: its format, who wrote it, and size and checksum of each part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

FORMAT, VERSION = "deltatrunk-backup", 1
MANIFEST, GRAPH, RECORDS = "manifest.json", "graph.jsonl", "records.jsonl"
PARTS = (GRAPH, RECORDS)
SEAL = b"deltatrunk-backup sha256:"
"""What the zip's comment begins with; after it, and last in the file, stands the digest of all bytes before."""
DIGEST = 64


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, how many lines it has, its bytes before packing and their SHA-256."""

    name: str
    lines: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup's contents. The checksum of the part ``graph.jsonl`` is that of the whole graph.

    ``counts`` counts nodes by label and relationships by type, ``records`` what is kept beside the graph by
    kind; ``deltatrunk`` is the version that wrote it, ``schema`` the version of the schema.
    """

    deltatrunk: str
    schema: int
    counts: Mapping[str, int]
    records: Mapping[str, int]
    parts: tuple[Part, ...]
    format: str = field(default=FORMAT)
    version: int = field(default=VERSION)

    @property
    def graph_sha256(self) -> str:
        """The checksum of the graph's sorted lines."""
        return next(part.sha256 for part in self.parts if part.name == GRAPH)

    def as_dict(self) -> dict[str, Any]:
        """Return the plain form."""
        return {
            "format": self.format,
            "version": self.version,
            "deltatrunk": self.deltatrunk,
            "schema": self.schema,
            "counts": dict(sorted(self.counts.items())),
            "records": dict(sorted(self.records.items())),
            "parts": [asdict(part) for part in self.parts],
        }

    def to_bytes(self) -> bytes:
        """Return the file's form."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2).encode()


def manifest_of(raw: Any) -> Manifest:
    """Read the plain form back; raises :class:`ValueError` where a field is missing or of another type."""
    parts = tuple(
        Part(_text(one, "name"), _count(one, "lines"), _count(one, "size"), _text(one, "sha256"))
        for one in _of(raw, "parts", list)
    )
    if tuple(part.name for part in parts) != PARTS:
        raise ValueError("parts")
    return Manifest(
        _text(raw, "deltatrunk"), _count(raw, "schema"), _counts(raw, "counts"), _counts(raw, "records"), parts
    )


def _of(raw: Any, name: str, kind: type) -> Any:
    if not isinstance(raw, dict) or not isinstance(raw.get(name), kind):
        raise ValueError(name)
    return raw[name]


def _text(raw: Any, name: str) -> str:
    return str(_of(raw, name, str))


def _count(raw: Any, name: str) -> int:
    found = _of(raw, name, int)
    if isinstance(found, bool) or found < 0:
        raise ValueError(name)
    return int(found)


def _counts(raw: Any, name: str) -> Mapping[str, int]:
    found = _of(raw, name, dict)
    return MappingProxyType({str(key): _count(found, key) for key in sorted(found)})
