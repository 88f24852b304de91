"""Between a store and a backup's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import ExportError, StoreBusy
from ..export.files import write_chunks
from ..receipt import Changes, Receipt
from ..records import Record
from ..store import BoltStore
from .manifest import Manifest
from .reading import is_backup, read_backup
from .storable import require_storable
from .writing import Writing

_ATTEMPTS = 5
_AT_ONCE = 50
"""Records that are read and held at once: a source may have some MB."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore changed: the graph and files as a load tells it, and what is kept beside the graph by kind."""

    manifest: Manifest
    receipt: Receipt
    records: Changes

    @property
    def is_empty(self) -> bool:
        """Whether the store held exactly this already."""
        return self.receipt.is_empty and self.records.total == 0

    def as_dict(self) -> dict[str, Any]:
        """Return the plain form that ``--json`` prints."""
        return {
            "receipt": self.receipt.as_dict(), "records": self.records.as_dict(), "backup": self.manifest.as_dict()
        }  # fmt: skip


def back_up(store: BoltStore, path: Path, *, made_by: str) -> Manifest:
    """Write everything that a store holds to a file that only its owner may read, and say what that is.

    The file is written whole or not at all; an older backup of that name is replaced, any other file is
    refused. What is written is of one moment: where a load comes between, it begins anew, and gives up with
    :class:`StoreBusy`. Raises :class:`ExportError` for a graph that no store could take back.
    """
    if path.exists() and not path.is_dir() and not is_backup(path):
        raise ExportError("那里已有别的文件，不是备份", where=str(path), hint="请换一个文件名，或先移走那个文件")
    for _ in range(_ATTEMPTS):
        listed = _listed(store)
        graph = store.graph()
        try:
            require_storable(graph)
        except ExportError as error:
            raise ExportError(
                f"图库里有不能恢复的内容，没有备份：{error.what}",
                where=error.where, hint="请运行 deltatrunk check 看清楚，改正后再备份",
            ) from error  # fmt: skip
        writing = Writing(graph, _whole(store, listed), made_by=made_by)
        try:
            write_chunks(path, _settled(store, listed, writing), mode=0o600)
        except _Moved:
            continue
        return writing.manifest
    raise StoreBusy("图库一直在被改写，没有备份", where=store.uri, hint="请等载入结束后再试")


def restore(store: BoltStore, path: Path, *, dry: bool = False) -> Restored:
    """Make a store equal to a backup, whole or not at all, and say what that changed; with ``dry`` only say it.

    The file is checked first, every byte of it: one that is not as it was written raises
    :class:`ExportError`, and the store is as it was.
    """
    backup = read_backup(path)
    receipt, records = store.restore(backup.graph, backup.records, dry=dry)
    return Restored(backup.manifest, receipt, records)


class _Moved(Exception):
    """A load came between."""


def _listed(store: BoltStore) -> tuple[Record, ...]:
    return tuple(sorted(store.records(), key=lambda one: one.key))


def _whole(store: BoltStore, listed: tuple[Record, ...]) -> Iterator[Record]:
    for at in range(0, len(listed), _AT_ONCE):
        some = listed[at : at + _AT_ONCE]
        keys = [one.key for one in some]
        data, bodies = store.record_parts("data", keys), store.record_parts("body", keys)
        for one in some:
            if one.key not in data or one.key not in bodies:
                raise _Moved
            yield replace(one, data=data[one.key], body=bodies[one.key])


def _settled(store: BoltStore, listed: tuple[Record, ...], writing: Writing) -> Iterator[bytes]:
    """Yield the backup; raises :class:`_Moved` before its end where the store has changed since.

    Every load leaves a record, so the same records before and after mean that no load came between.
    """
    yield from writing.chunks()
    if _listed(store) != listed:
        raise _Moved
