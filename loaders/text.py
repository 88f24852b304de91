r"""Files to text whose characters stay as the file has them.

All later stages carry character spans into :attr:`SourceText.text`, so nothing is stripped or
translated here: a byte order mark stays a character, ``\r\n`` stays two.
"""

from __future__ import annotations

import hashlib
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..graph.errors import UnreadableFile, reason

SUFFIXES = (".txt", ".md")
"""File types that are read now; other types are reported, not guessed at."""

MAX_BYTES = 64 * 1024 * 1024
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = frozenset(chr(c) for c in range(32)) - set("\t\n\r\f\x0b\x1a")
_MAX_CONTROL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded file: its name as evidence carries it, its text, the digest of its bytes, its encoding."""

    file: str
    text: str
    sha256: str
    encoding: str


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Decode bytes as UTF-8, UTF-16 with a byte order mark, or GB18030; return text and encoding.

    Raises :class:`UnreadableFile` for empty, binary and undecodable content.
    """
    if not data.strip():
        raise UnreadableFile("文件是空的", where=file, hint="请换成有内容的文本文件")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data.decode(encoding, errors="replace"), encoding, file)
    if b"\0" in data:
        raise UnreadableFile("是二进制文件，不是文本", where=file, hint="请先另存为 UTF-8 编码的 .txt")
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding), encoding, file)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        "编码既不是 UTF-8 也不是 GB18030，或者内容已损坏", where=file, hint="请用记事本另存为 UTF-8 编码"
    )


def _checked(text: str, encoding: str, file: str) -> tuple[str, str]:
    strange = sum(c in _CONTROL or c == "\ufffd" for c in text)
    if strange > max(2, _MAX_CONTROL_SHARE * len(text)):
        raise UnreadableFile("是二进制文件或编码已损坏，不是文本", where=file, hint="请先另存为 UTF-8 编码的 .txt")
    return text, encoding


def read_source(path: Path, file: str) -> SourceText:
    """Read and decode one file; ``file`` is the name that evidence carries.

    Raises :class:`UnreadableFile` naming the file and what to do.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile("不是普通文件", where=file, hint="请换成文本文件")
        size = status.st_size
        if size > MAX_BYTES:
            raise UnreadableFile(f"文件有 {size // 2**20} MiB，超过 64 MiB 的上限", where=file, hint="请拆分后再载入")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"读不了：{reason(error)}", where=file, hint="请检查路径和权限") from error
    text, encoding = decode(data, file)
    return SourceText(file, text, hashlib.sha256(data).hexdigest(), encoding)


def find_files(paths: tuple[Path, ...]) -> tuple[tuple[tuple[Path, str], ...], tuple[UnreadableFile, ...]]:
    """List the files to read, each with its evidence name, and what cannot be read.

    A file is named by its own name, a file of a folder by its path below that folder; two files
    that would share a name are told apart by the folders above them. Sorted, so that the order of
    the arguments does not matter.
    """
    found: dict[Path, set[str]] = {}
    problems: list[UnreadableFile] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            usable = [p for p in inside if p.suffix.lower() in SUFFIXES]
            if not usable:
                problems.append(
                    UnreadableFile("文件夹里没有可读的文件", where=str(path), hint=f"可读的类型：{'、'.join(SUFFIXES)}")
                )
            for p in usable:
                found.setdefault(p.resolve(), set()).add(p.relative_to(path).as_posix())
            problems.extend(
                UnreadableFile(
                    f"不认识的文件类型 {p.suffix or '（无后缀）'}", where=str(p), hint="请另存为 .txt 或 .md"
                )
                for p in inside
                if p.suffix.lower() not in SUFFIXES
            )
        elif not path.exists():
            problems.append(UnreadableFile("文件不存在", where=str(path), hint="请检查路径"))
        elif path.suffix.lower() not in SUFFIXES:
            problems.append(
                UnreadableFile(
                    f"不认识的文件类型 {path.suffix or '（无后缀）'}", where=str(path), hint="请另存为 .txt 或 .md"
                )
            )
        else:
            found.setdefault(path.resolve(), set()).add(path.name)
    names = {path: max(forms, key=lambda n: (n.count("/"), n)) for path, forms in found.items()}
    return tuple(sorted(_told_apart(names).items(), key=lambda pair: pair[1])), tuple(problems)


def _told_apart(names: dict[Path, str]) -> dict[Path, str]:
    """Put folders before names that two files share, as many as it takes: evidence names one file."""
    while True:
        counts = Counter(names.values())
        shared = [path for path, name in names.items() if counts[name] > 1]
        if not shared:
            return names
        for path in shared:
            names[path] = "/".join(path.parts[-(names[path].count("/") + 2) :])
