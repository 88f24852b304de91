"""The one error tree of deltatrunk.

    DeltatrunkError            anything this package reports; carries what / where / hint
    ├── InputError             a source cannot be used; the rest of the load goes on unless --strict
    │   ├── UnreadableFile     missing, empty, binary, broken encoding, nothing to read in a folder
    │   └── NotAPolicyDocument the text has no structure that a policy document has
    ├── SchemaError            a fact, query or file names a type or property that the schema does not have
    ├── DecisionError          a person's decisions on names cannot be read, or contradict each other
    ├── StoreError             the store cannot do what was asked; the graph in it is as it was
    │   ├── StoreUnavailable   not reachable, wrong password, no embedded server on this machine, no space
    │   ├── StoreBusy          another process holds the store and did not let go in time
    │   ├── QueryFailed        the server refuses the Cypher text or its parameters
    │   ├── QueryTimeout       a statement took longer than it may; it was ended
    │   └── WriteRefused       a statement would write in a session that only reads
    ├── QueryError             a query pack, a query name or a parameter is wrong
    ├── ViewError              a map cannot be drawn: unknown view, nothing to draw
    └── ExportError            an export or import file cannot be written or read

Lower errors (driver, operating system) are mapped once, where they are met, with ``raise … from``.
"Skipped and counted" is no error: see :class:`deltatrunk.graph.facts.Skip`.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

_REASONS: Mapping[int, str] = MappingProxyType(
    {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "磁盘是只读的",
        errno.ENOENT: "路径不存在",
        errno.EEXIST: "那里已有同名的文件",
        errno.ENOTDIR: "路径中间有一段不是文件夹",
        errno.EISDIR: "那是一个文件夹",
        errno.ENOSPC: "磁盘空间不足",
        errno.ENAMETOOLONG: "名称太长",
        errno.ELOOP: "链接绕成了圈",
    }
)


def reason(error: OSError) -> str:
    """Say in Chinese why the operating system refused; its own words where none are known."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


class DeltatrunkError(Exception):
    """What happened, where, and what to do about it.

    ``what`` and ``hint`` are written for the person at the console (Chinese); ``where`` names a
    file, a line, a character span or a query.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}：{self.what}" if self.where else self.what


class InputError(DeltatrunkError):
    """A source cannot be used."""


class UnreadableFile(InputError):
    """A file is missing, empty, binary, or in an encoding that cannot be decoded."""


class NotAPolicyDocument(InputError):
    """A text without any structure of a policy document."""


class SchemaError(DeltatrunkError):
    """A name or a value that the schema does not allow."""


class DecisionError(DeltatrunkError):
    """The decisions on names are badly written or contradict each other."""


class StoreError(DeltatrunkError):
    """The store cannot do what was asked; the graph in it is as it was."""


class StoreUnavailable(StoreError):
    """The store cannot be reached or started."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class QueryFailed(StoreError):
    """The server refuses a statement."""


class QueryTimeout(StoreError):
    """A statement took longer than it may."""


class WriteRefused(StoreError):
    """A statement would write where only reading is allowed."""


class QueryError(DeltatrunkError):
    """A query pack, a query name or a parameter is wrong."""


class ViewError(DeltatrunkError):
    """A map cannot be drawn."""


class ExportError(DeltatrunkError):
    """A graph file cannot be written or read."""
