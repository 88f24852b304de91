"""Zip archives of documents: listed and read as folders are, without unpacking them to disk.

A member has the path of the archive with its own path below it (``归档.zip/通知/方案.docx``), so that
what lists and reads files needs no second kind of file.
"""

from __future__ import annotations

from pathlib import Path

from ...graph.errors import UnreadableFile, reason
from ..text import ARCHIVE, SUFFIXES, unknown_type
from .zipped import Zipped

Parts = tuple[str, ...]
_FURNITURE = ("__MACOSX", "Thumbs.db", "desktop.ini")


def members(path: Path, name: str) -> tuple[tuple[Parts, ...], tuple[UnreadableFile, ...]]:
    """List the members of an archive that can be read, and why the others cannot."""
    try:
        with path.open("rb") as stream, Zipped(stream, name) as zipped:
            names = sorted(zipped.members)
    except OSError as error:
        return (), (UnreadableFile(f"读不了：{reason(error)}", where=name, hint="请检查路径和权限"),)
    except UnreadableFile as error:
        return (), (error,)
    found: list[Parts] = []
    problems: list[UnreadableFile] = []
    for member in names:
        parts = _parts(member)
        if parts is None:
            problems.append(UnreadableFile("压缩包里的路径不正常", where=f"{name}/{member}", hint="请重新打包"))
            continue
        if not parts or parts[0] in _FURNITURE or parts[-1] in _FURNITURE or parts[-1].startswith("."):
            continue
        suffix = Path(parts[-1]).suffix.lower()
        if suffix == ARCHIVE:
            problems.append(
                UnreadableFile("压缩包里又有压缩包，不往下读", where=f"{name}/{member}", hint="请先解压里面的一层")
            )
        elif suffix not in SUFFIXES:
            problems.append(unknown_type(Path(parts[-1]).suffix, f"{name}/{member}"))
        else:
            found.append(parts)
    if not found:
        problems.append(UnreadableFile("压缩包里没有可读的文件", where=name, hint=f"可读的类型：{'、'.join(SUFFIXES)}"))
    return tuple(found), tuple(problems)


def holder(path: Path) -> tuple[Path, Parts] | None:
    """Split the path of a member into its archive and the path inside; None for a file of its own."""
    for k, part in enumerate(path.parts[:-1], 1):
        if part.lower().endswith(ARCHIVE) and (archive := Path(*path.parts[:k])).is_file():
            return archive, path.parts[k:]
    return None


def member(archive: Path, parts: Parts, file: str) -> bytes:
    """Unpack one member; raises :class:`UnreadableFile`."""
    try:
        with archive.open("rb") as stream, Zipped(stream, file) as zipped:
            name = next((n for n in zipped.members if _parts(n) == parts), "/".join(parts))
            return zipped.read(name)
    except OSError as error:
        raise UnreadableFile(f"读不了：{reason(error)}", where=file, hint="请检查路径和权限") from error


def _parts(name: str) -> Parts | None:
    """Split a member's name; None for one that climbs out of the archive or names a drive."""
    parts = tuple(p for p in name.replace("\\", "/").split("/") if p not in ("", "."))
    bad = name.startswith(("/", "\\")) or any(p == ".." or ":" in p or "\0" in p for p in parts)
    return None if bad else parts
