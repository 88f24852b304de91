"""A backup's bytes: a zip whose order, dates and modes are fixed, so that equal stores give equal files."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Generator, Iterable, Iterator

from ..jsonl import to_lines
from ..model import Graph
from ..records import Record
from ..schema import schema
from .manifest import DIGEST, GRAPH, MANIFEST, RECORDS, SEAL, Manifest, Part

_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_CHUNK = 1 << 18


class Writing:
    """A backup that is being made; ``manifest`` is there when every chunk is taken.

    ``records`` may come as they are read, ordered by key: nothing but the piece in hand is held.
    """

    manifest: Manifest

    def __init__(self, graph: Graph, records: Iterable[Record], *, made_by: str) -> None:
        self._graph = graph
        self._records = records
        self._made_by = made_by
        self._kinds: Counter[str] = Counter()

    def chunks(self) -> Iterator[bytes]:
        """Yield the file piece by piece."""
        sink = _Sink()
        parts = []
        with zipfile.ZipFile(sink, "w") as archive:
            archive.comment = SEAL + b"0" * DIGEST
            for name, lines in ((GRAPH, to_lines(self._graph)), (RECORDS, self._record_lines())):
                part = yield from _part(archive, sink, name, lines)
                parts.append(part)
            self.manifest = Manifest(
                self._made_by, schema().version, self._graph.counts(), dict(self._kinds), tuple(parts)
            )
            archive.writestr(_info(MANIFEST), self.manifest.to_bytes())
        yield sink.sealed()

    def _record_lines(self) -> Iterator[str]:
        for one in self._records:
            self._kinds[one.kind] += 1
            yield record_line(one)


def record_line(one: Record) -> str:
    """Return the line of a record."""
    fields = {
        "key": one.key, "kind": one.kind, "note": one.note, "data": one.data, "body": one.body, "digest": one.digest
    }  # fmt: skip
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class _Sink:
    """What the zip is written to: hands the bytes on, and knows their digest.

    It has no ``tell``: zipfile then writes front to back and never returns to what was handed on.
    """

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._digest = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever takes the bytes flushes them."""

    def close(self) -> None:
        """Do nothing."""

    def take(self) -> bytes:
        """Return what has come since."""
        taken = bytes(self._waiting)
        self._waiting.clear()
        self._digest.update(taken)
        return taken

    def sealed(self) -> bytes:
        """Return the rest, with the digest of everything before in the place kept for it."""
        rest = bytes(self._waiting[:-DIGEST])
        self._digest.update(rest)
        return rest + self._digest.hexdigest().encode()


def _part(archive: zipfile.ZipFile, sink: _Sink, name: str, lines: Iterable[str]) -> Generator[bytes, None, Part]:
    digest = hashlib.sha256()
    count = size = 0
    with archive.open(_info(name), "w", force_zip64=True) as out:
        for piece, n in _pieces(lines):
            digest.update(piece)
            count, size = count + n, size + len(piece)
            out.write(piece)
            yield sink.take()
    return Part(name, count, size, digest.hexdigest())


def _pieces(lines: Iterable[str]) -> Iterator[tuple[bytes, int]]:
    """Join lines to pieces worth packing; yield each with its number of lines."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line.encode() + b"\n")
        size += len(held[-1])
        if size >= _CHUNK:
            yield b"".join(held), len(held)
            held, size = [], 0
    if held:
        yield b"".join(held), len(held)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = 0o100600 << 16
    return info
