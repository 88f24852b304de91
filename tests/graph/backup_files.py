"""Backups made for the tests: a good one, and ones that somebody put together by hand."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from deltatrunk.graph.backup.manifest import DIGEST, GRAPH, MANIFEST, RECORDS, SEAL
from deltatrunk.graph.backup.writing import Writing
from deltatrunk.graph.model import Graph
from deltatrunk.graph.records import RECEIPT, SOURCE, Record

RECORDED = (
    Record.of(RECEIPT, "000001", {"number": 1}),
    Record.of(SOURCE, "plan.txt", {"sha256": "ab", "titles": ["规划"]}, "head", "body"),
)


def backup_bytes(graph: Graph, records: tuple[Record, ...] = RECORDED) -> bytes:
    """Return a backup as it is written."""
    return b"".join(Writing(graph, records, made_by="0.1.0").chunks())


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the unpacked parts of a backup."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def remade(
    data: bytes,
    *,
    graph: bytes | None = None,
    records: bytes | None = None,
    manifest: Mapping[str, Any] | None = None,
    counts: Mapping[str, int] | None = None,
) -> bytes:
    """Return a backup with other contents whose sizes, checksums and seal are all right again."""
    parts = parts_of(data)
    parts[GRAPH] = parts[GRAPH] if graph is None else graph
    parts[RECORDS] = parts[RECORDS] if records is None else records
    raw = json.loads(parts[MANIFEST])
    raw["parts"] = [
        {"name": name, "lines": parts[name].count(b"\n"), "size": len(parts[name]),
         "sha256": hashlib.sha256(parts[name]).hexdigest()}
        for name in (GRAPH, RECORDS)
    ]  # fmt: skip
    raw["counts"] = raw["counts"] if counts is None else dict(counts)
    return sealed({**parts, MANIFEST: json.dumps({**raw, **(manifest or {})}).encode()})


def sealed(parts: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of parts with a right seal."""
    data = zipped(parts.items(), compression=compression, comment=SEAL + b"0" * DIGEST)[:-DIGEST]
    return data + hashlib.sha256(data).hexdigest().encode()


def zipped(parts: Any, *, compression: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """Return a zip of name and bytes pairs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.comment = comment
        for name, data in parts:
            archive.writestr(name, data)
    return out.getvalue()
