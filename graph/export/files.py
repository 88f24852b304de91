"""Write a file whole or not at all.

Every output goes to a temporary neighbour first and takes its place in one step, so that a failure
(no space, no permission, an interruption) leaves what was there before.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from ..errors import ExportError, reason
from ..model import Node, Relationship


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file atomically; raises :class:`ExportError` and leaves an existing file as it was."""
    write_chunks(path, (data,))


def write_chunks(path: Path, chunks: Iterable[bytes], *, mode: int | None = None) -> None:
    """Write what comes piece by piece as :func:`write_bytes` writes it whole; ``mode`` are the permissions.

    What ``chunks`` raises leaves an existing file as it was.
    """
    with _reported(path):
        _refuse_folder(path)
        handle, name = tempfile.mkstemp(dir=_parent(path), prefix=".deltatrunk-", suffix=".part")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                out.writelines(chunks)
                out.flush()
                os.fsync(out.fileno())
            temporary.chmod(_mode(path) if mode is None else mode)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text atomically, with the line ends as given."""
    write_bytes(path, text.encode("utf-8"))


def write_folder(path: Path, fill: Callable[[Path], None], *, replaceable: Callable[[Path], bool]) -> None:
    """Fill a new folder and let it take the place of ``path``.

    An existing folder is replaced only where every file in it is ``replaceable`` (an earlier export);
    anything else in it is a person's, and the export is refused.
    """
    with _reported(path):
        if path.exists() and (not path.is_dir() or not all(map(replaceable, path.iterdir()))):
            raise ExportError("目标已存在，且含有别的文件", where=str(path), hint="请换一个新的文件夹名")
        temporary = Path(tempfile.mkdtemp(dir=_parent(path), prefix=".deltatrunk-", suffix=".part"))
        old = temporary.with_suffix(".old")
        try:
            fill(temporary)
            temporary.chmod(0o777 & ~_umask())
            if path.exists():
                path.replace(old)
            temporary.replace(path)
        except BaseException:
            if old.exists() and not path.exists():
                old.replace(path)
            raise
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


class GraphWriter(Protocol):
    """What takes a graph thing by thing, nodes before relationships."""

    def add_node(self, node: Node) -> None:
        """Take a node."""

    def add_relationship(self, relationship: Relationship) -> None:
        """Take a relationship."""


def fill_graph(writer: GraphWriter, nodes: Iterable[Node], relationships: Iterable[Relationship]) -> None:
    """Give a writer everything of a graph that may be larger than memory."""
    for node in nodes:
        writer.add_node(node)
    for relationship in relationships:
        writer.add_relationship(relationship)


def _parent(path: Path) -> Path:
    parent = path.absolute().parent
    if not parent.is_dir():
        raise ExportError(f"文件夹 {parent} 不存在", where=str(path), hint="请先建立该文件夹，或改用别的路径")
    return parent


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise ExportError("这是一个文件夹，不是文件", where=str(path), hint="请给出文件名")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _mode(path: Path) -> int:
    """Keep an existing file's permissions; a new one gets what ``open`` would give (mkstemp gives 0600)."""
    return path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask()


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            what, hint = "磁盘空间不足", "请腾出空间，或换一个磁盘上的路径"
        elif isinstance(error, PermissionError):
            what, hint = "没有写入权限，或文件正被别的程序打开", "请关闭打开它的程序（如 Excel），或换一个路径"
        elif error.errno == errno.ENAMETOOLONG:
            what, hint = "文件名太长", "请换一个短些的文件名"
        else:
            what, hint = f"写不了这个文件：{reason(error)}", "请换一个路径再试"
        raise ExportError(what, where=str(path), hint=hint) from error
