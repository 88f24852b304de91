"""What keeps a store safe: backups, and looking for what is wrong in it."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .graph.store import BoltStore

if TYPE_CHECKING:
    from .graph.backup import Manifest, Restored
    from .graph.checking import Report

PathLike = str | os.PathLike[str]


class Keeping(ABC):
    """The part of :class:`deltatrunk.Store` that backs it up, restores it and checks it."""

    @property
    @abstractmethod
    def bolt(self) -> BoltStore:
        """The store underneath."""

    def backup(self, path: PathLike) -> Manifest:
        """Write everything that the store holds to one checked file; raises and leaves an older one where it cannot.

        The file has the words of the documents; only its owner may read it. ``docs/backup.md`` describes it.
        """
        from .graph.backup import back_up  # noqa: PLC0415 - most programs make none

        return back_up(self.bolt, Path(path), made_by=__version__)

    def restore(self, path: PathLike, *, dry_run: bool = False) -> Restored:
        """Make the store equal to a backup, and say what that changed; with ``dry_run`` nothing is written.

        Raises :class:`deltatrunk.graph.errors.ExportError` for a file that is not as :meth:`backup` wrote it;
        the store is then as it was.
        """
        from .graph.backup import restore  # noqa: PLC0415

        return restore(self.bolt, Path(path), dry=dry_run)

    def check(self, *, assertions: PathLike | None = None, documents: PathLike | None = None) -> Report:
        """Look for what is wrong in the store; nothing is changed.

        ``assertions`` is a YAML file of one's own expectations (``docs/backup.md``), ``documents`` a folder of the
        source files, whose texts then count instead of those that the store keeps.

        >>> store.check().passed()      # doctest: +SKIP
        True
        """
        from .checking import check  # noqa: PLC0415 - most programs check nothing
        from .graph.checking import read_assertions  # noqa: PLC0415

        own = read_assertions(Path(assertions)) if assertions is not None else ()
        return check(self.bolt, own, Path(documents) if documents is not None else None)
