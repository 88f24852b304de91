"""Read a backup, and believe nothing of it before it is checked.

Nothing is unpacked to disk and no name in the file is used as a path. What a part claims (size, ratio) is
checked before it is unpacked, and no more than it claims is unpacked. Checksums tell damage and edits; they
do not tell who wrote a file.
"""

from __future__ import annotations

import errno
import hashlib
import json
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, NoReturn

from ..errors import ExportError, SchemaError, reason
from ..jsonl import from_lines
from ..model import Graph
from ..records import KINDS, Record
from ..schema import schema
from .manifest import DIGEST, FORMAT, GRAPH, MANIFEST, PARTS, RECORDS, SEAL, VERSION, Manifest, Part, manifest_of
from .storable import require_storable

MAX_RATIO = 200
"""JSON lines pack 5 to 40 times; what packs 200 times is repetition."""
MAX_PART = 16 << 30
MAX_LINE = 512 << 20
MAX_MANIFEST = 1 << 20
_SMALL = 4 << 20
"""Under this size a part may pack as well as it likes."""
_LOCKED = 0x1
_AGAIN = "请换一个完好的备份；图库没有改动"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Backup:
    """A checked backup: what a store held."""

    manifest: Manifest
    graph: Graph
    records: tuple[Record, ...]


def read_backup(path: Path) -> Backup:
    """Read and check a backup; raises :class:`ExportError` that names the part which is not as it was written."""
    try:
        with path.open("rb") as file:
            return _Checked(file, str(path)).read()
    except OSError as error:
        raise ExportError(f"读不了这个备份：{reason(error)}", where=str(path), hint="请检查路径和权限") from error


def is_backup(path: Path) -> bool:
    """Tell whether a file ends as a backup does."""
    length = len(SEAL) + DIGEST
    try:
        with path.open("rb") as file:
            file.seek(-length, 2)
            return file.read(len(SEAL)) == SEAL
    except OSError:
        return False


class _Checked:
    def __init__(self, file: IO[bytes], where: str) -> None:
        self._file = file
        self._where = where

    def read(self) -> Backup:
        if self._file.read(4) != b"PK\x03\x04":
            raise ExportError(
                "这不是 deltatrunk 的备份，或文件开头已损坏",
                where=self._where, hint="请给出 deltatrunk backup 写成的文件；图库没有改动",
            )  # fmt: skip
        with self._broken("目录", "文件不完整，或已损坏"):
            archive = zipfile.ZipFile(self._file)
        with archive:
            self._members(archive)
            manifest = self._manifest(archive)
            graph_part, records_part = manifest.parts
            graph = self._graph(archive, manifest, graph_part)
            records = self._records(archive, manifest, records_part)
        self._sealed()
        return Backup(manifest, graph, records)

    def _members(self, archive: zipfile.ZipFile) -> None:
        names = [info.filename for info in archive.infolist()]
        if MANIFEST not in names:
            raise ExportError(
                "这个压缩包不是 deltatrunk 的备份",
                where=self._where, hint="请给出 deltatrunk backup 写成的文件；图库没有改动",
            )  # fmt: skip
        if sorted(names) != sorted((*PARTS, MANIFEST)):
            self._refuse("目录", f"应有 {'、'.join((*PARTS, MANIFEST))}，实有 {len(names)} 个部分")
        for info in archive.infolist():
            if info.flag_bits & _LOCKED:
                self._refuse(info.filename, "设有密码")
            if info.compress_type != zipfile.ZIP_DEFLATED:
                self._refuse(info.filename, "压缩方式不对")
            if info.file_size > (MAX_MANIFEST if info.filename == MANIFEST else MAX_PART):
                self._refuse(info.filename, f"解压后有 {info.file_size} 字节，超过上限")
            if info.file_size > max(_SMALL, MAX_RATIO * info.compress_size):
                self._refuse(info.filename, "压缩比异常，像是压缩炸弹，没有解压")

    def _manifest(self, archive: zipfile.ZipFile) -> Manifest:
        with self._broken(MANIFEST, "内容已损坏"), archive.open(MANIFEST) as stream:
            data = stream.read(MAX_MANIFEST + 1)
        with self._broken(MANIFEST, "内容不是备份的清单"):
            raw = json.loads(data)
            if not isinstance(raw, dict):
                raise ValueError("no object")
            version, wanted = raw.get("version"), raw.get("schema")
            if raw.get("format") != FORMAT:
                self._refuse(MANIFEST, f"格式是 {raw.get('format')!r}，不是 {FORMAT!r}")
            if version != VERSION or not isinstance(wanted, int) or wanted > schema().version:
                raise ExportError(
                    f"备份的格式是第 {version} 版（本体第 {wanted} 版），这里只会读第 {VERSION} 版"
                    f"（本体不高于第 {schema().version} 版）",
                    where=f"{self._where} 的 {MANIFEST}",
                    hint=f"请用写成它的 deltatrunk（{raw.get('deltatrunk')}）或更新的版本；图库没有改动",
                )
            return manifest_of(raw)

    def _graph(self, archive: zipfile.ZipFile, manifest: Manifest, part: Part) -> Graph:
        try:
            graph = from_lines(self._lines(archive, part), source=f"{self._where} 的 {GRAPH}")
        except (SchemaError, TypeError, RecursionError) as error:
            self._refuse(GRAPH, str(error) if isinstance(error, SchemaError) else "有一行不是节点或关系")
        if len(graph.nodes) + len(graph.relationships) != part.lines:
            self._refuse(GRAPH, "有重复的标识")
        if dict(graph.counts()) != dict(manifest.counts):
            self._refuse(GRAPH, "节点和关系的数目与清单不符")
        try:
            require_storable(graph)
        except ExportError as error:
            self._refuse(GRAPH, f"{error.where}：{error.what}")
        return graph

    def _records(self, archive: zipfile.ZipFile, manifest: Manifest, part: Part) -> tuple[Record, ...]:
        found: dict[str, Record] = {}
        for number, line in enumerate(self._lines(archive, part), 1):
            try:
                one = _record(json.loads(line))
            except (ValueError, TypeError, RecursionError):
                self._refuse(f"{RECORDS} 第 {number} 行", "不是一条记录")
            if one.key in found:
                self._refuse(f"{RECORDS} 第 {number} 行", f"记录 {one.key} 重复")
            found[one.key] = one
        if dict(Counter(one.kind for one in found.values())) != dict(manifest.records):
            self._refuse(RECORDS, "记录的数目与清单不符")
        return tuple(found.values())

    def _lines(self, archive: zipfile.ZipFile, part: Part) -> Iterator[str]:
        """Yield a part's lines; its size and checksum are compared when it ends."""
        info = archive.getinfo(part.name)
        if info.file_size != part.size:
            self._refuse(part.name, f"应有 {part.size} 字节，实有 {info.file_size} 字节")
        digest = hashlib.sha256()
        number = 0
        with self._broken(part.name, "内容已损坏"), archive.open(info) as packed:
            stream = BufferedReader(packed, 1 << 18)  # type: ignore[type-var]
            while line := stream.readline(MAX_LINE):
                number += 1
                digest.update(line)
                if not line.endswith(b"\n"):
                    self._refuse(f"{part.name} 第 {number} 行", "这一行不完整或太长")
                try:
                    text = line.decode()
                except UnicodeDecodeError:
                    self._refuse(f"{part.name} 第 {number} 行", "不是 UTF-8 文字")
                yield text
        if number != part.lines or digest.hexdigest() != part.sha256:
            self._refuse(part.name, "内容与清单里的校验和不符")

    def _sealed(self) -> None:
        """Compare every byte before the seal, headers and directory too, with the seal."""
        end = self._file.seek(0, 2) - DIGEST
        self._file.seek(end - len(SEAL))
        tail = self._file.read()
        self._file.seek(0)
        digest = hashlib.sha256()
        while end > 0 and (piece := self._file.read(min(end, 1 << 20))):
            digest.update(piece)
            end -= len(piece)
        if tail != SEAL + digest.hexdigest().encode():
            self._refuse("文件头和目录", "与封签的校验和不符，被改动过")

    @contextmanager
    def _broken(self, part: str, what: str) -> Iterator[None]:
        try:
            yield
        except (*_BROKEN, OSError) as error:
            if isinstance(error, OSError) and error.errno != errno.EINVAL:  # an offset that leads out of the file
                raise
            raise ExportError(f"备份{what}", where=f"{self._where} 的{_spaced(part)}", hint=_AGAIN) from error

    def _refuse(self, part: str, what: str) -> NoReturn:
        raise ExportError(f"备份不能用：{what}", where=f"{self._where} 的{_spaced(part)}", hint=_AGAIN)


def _spaced(part: str) -> str:
    return f" {part}" if part[0].isascii() else part


_FIELDS = frozenset(one.name for one in fields(Record))


def _record(raw: Any) -> Record:
    if not isinstance(raw, dict) or set(raw) != _FIELDS or not all(isinstance(value, str) for value in raw.values()):
        raise ValueError("fields")
    one = Record(**raw)
    if one.kind not in KINDS or not one.key.startswith(f"{one.kind}/"):
        raise ValueError("key")
    return one
