"""Backups: everything that a store holds in one checked file, the same whichever store it came from.

`back_up` writes one, `read_backup` checks one, `restore` makes a store equal to one. See ``docs/backup.md``.
"""

from __future__ import annotations

from .manifest import Manifest
from .reading import Backup, read_backup
from .storing import Restored, back_up, restore

__all__ = ["Backup", "Manifest", "Restored", "back_up", "read_backup", "restore"]
