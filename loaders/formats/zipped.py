"""Zip files under limits: archives of documents, and the packages that .docx and .xlsx are.

Nothing is written to disk. What a member claims (size, ratio) is checked before it is unpacked, and
no more than it claims is unpacked.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from ...graph.errors import UnreadableFile
from ..text import MAX_BYTES

MAX_MEMBERS = 5_000
MAX_TOTAL = 512 * 1024 * 1024
MAX_RATIO = 200
"""Text and XML pack 5 to 30 times; what packs 200 times is repetition."""

_SMALL = 4 * 1024 * 1024
"""Under this size a member may pack as well as it likes."""
_ENCRYPTED = 0x1
_UTF8 = 0x800


class Zipped:
    """A zip file that is open for reading, its members by their decoded names.

    Raises :class:`UnreadableFile` for what is no zip, is damaged, or unpacks beyond the limits.
    """

    def __init__(self, data: bytes | IO[bytes], file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data) if isinstance(data, bytes) else data)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableFile("压缩内容已损坏", where=file, hint="请重新下载或重新保存") from error
        infos = [i for i in self._zip.infolist() if not i.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise UnreadableFile(f"内含 {len(infos)} 个文件，超过 {MAX_MEMBERS} 个的上限", where=file, hint="请拆分")
        if sum(i.file_size for i in infos) > MAX_TOTAL:
            raise UnreadableFile("解压后超过 512 MiB 的上限", where=file, hint="请确认内容，拆分后再载入")
        self.members = {_name(i): i for i in infos}

    def __enter__(self) -> Zipped:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, name: str, *, where: str = "") -> bytes:
        """Unpack one member; raises :class:`UnreadableFile` where it is missing, locked, damaged or a bomb."""
        where = where or self.file
        info = self.members.get(name)
        if info is None:
            raise UnreadableFile(f"缺少 {name}，内容不完整", where=where, hint="请重新保存")
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableFile("设有密码", where=where, hint="请换成没有密码的版本")
        if info.file_size > MAX_BYTES:
            raise UnreadableFile(
                f"解压后有 {info.file_size // 2**20} MiB，超过 64 MiB 的上限", where=where, hint="请拆分"
            )
        if info.file_size > max(_SMALL, MAX_RATIO * info.compress_size):
            raise UnreadableFile("压缩比异常，像是压缩炸弹，没有解压", where=where, hint="请确认文件来源")
        try:
            with self._zip.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
            raise UnreadableFile("压缩内容已损坏", where=where, hint="请重新下载或重新保存") from error
        if len(data) > info.file_size:
            raise UnreadableFile("压缩内容与目录不符", where=where, hint="请确认文件来源")
        return data


def _name(info: zipfile.ZipInfo) -> str:
    """Decode a member's name: UTF-8 where flagged, else UTF-8 or GB18030 (what Chinese Windows writes)."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
