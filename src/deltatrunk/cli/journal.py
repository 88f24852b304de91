"""``--log FILE``: what a command did, a JSON line an event, for whoever has to find out afterwards.

    {"time": "2026-11-21T15:23:01.123Z", "level": "info", "event": "stage", "command": "deltatrunk build", "pid": 7,
     "stage": "写入图库", "seconds": 1.52}

Events: ``started``, ``stage``, ``document`` (with ``-v``), ``unusable``, ``receipt``, ``failed``, ``ended``. What is
logged under ``deltatrunk`` with the standard library's logging and ``extra={"fields": …}`` comes along. Passwords,
addresses with credentials and the documents' sentences do not: addresses and known passwords are blotted out, and of
an error that is not this package's own only its kind and its place are written.
"""

from __future__ import annotations

import json
import logging
import os
import re
import stat
import sys
import traceback
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ..graph.errors import DeltatrunkError, ExportError, InputError, reason

if TYPE_CHECKING:
    from ..graph.receipt import Receipt

_ROOT = logging.getLogger("deltatrunk")
_CREDENTIALS = re.compile(r"(?<=://)[^\s\"'<>]*@")
_LONGEST = 500
_SHORTEST_SECRET = 4
_BLOT = "***"


class Journal:
    """The log file of one run; nothing is written while it is not open."""

    def __init__(self) -> None:
        self.command = ""
        self.verbose = False
        self._secrets: set[str] = set()
        self._handler: _File | None = None

    @property
    def is_open(self) -> bool:
        """Whether events are written."""
        return self._handler is not None

    def hide(self, secrets: Iterable[str]) -> None:
        """Blot words out of whatever is written from now on."""
        self._secrets.update(secret for secret in secrets if len(secret) >= _SHORTEST_SECRET)

    def open(self, path: Path) -> None:
        """Append to a file that only this user can read; raises :class:`ExportError` where it cannot be written."""
        try:
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            if stat.S_ISREG(os.fstat(handle).st_mode) and hasattr(os, "fchmod"):
                os.fchmod(handle, 0o600)
        except OSError as error:
            hint = "请检查 --log 后面的路径和权限"
            raise ExportError(f"写不了日志：{reason(error)}", where=str(path), hint=hint) from error
        stream = os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n")
        self._handler = _File(stream)
        self._handler.setFormatter(_Lines(self, self._secrets))
        _ROOT.addHandler(self._handler)
        _ROOT.setLevel(logging.DEBUG)
        _ROOT.propagate = False

    def event(self, event: str, *, level: int = logging.INFO, **fields: object) -> None:
        """Write one event."""
        if self._handler is not None and (self.verbose or level > logging.DEBUG):
            _ROOT.log(level, event, extra={"fields": fields})

    def failed(self, error: BaseException) -> None:
        """Write why the command fails: kind, what, where; of a foreign error its kind and the places it came by."""
        if isinstance(error, DeltatrunkError):
            cause = type(error.__cause__).__name__ if error.__cause__ is not None else None
            self.event("failed", level=logging.ERROR, kind=type(error).__name__, what=error.what, where=error.where,
                       cause=cause)  # fmt: skip
        else:
            self.event("failed", level=logging.ERROR, kind=type(error).__name__, where=_places(error.__traceback__))

    def close(self) -> None:
        """Close the file."""
        if self._handler is not None:
            _ROOT.removeHandler(self._handler)
            _ROOT.propagate = True
            self._handler.close()
            self._handler = None


class _File(logging.StreamHandler):  # type: ignore[type-arg]
    """A log file; where writing fails (the disk is full) the command goes on without it and says so once."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - the base class' signature
        _ROOT.removeHandler(self)
        sys.stderr.write("日志写不进去了，之后的步骤没有记录\n")

    def close(self) -> None:
        super().close()
        try:
            self.stream.close()
        except OSError:
            return  # what could not be written was said when it happened


class _Lines(logging.Formatter):
    def __init__(self, journal: Journal, secrets: Collection[str]) -> None:
        super().__init__()
        self._journal = journal
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        time = datetime.fromtimestamp(record.created, UTC).replace(tzinfo=None)
        row = {
            "time": f"{time.isoformat(timespec='milliseconds')}Z",
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "command": self._journal.command,
            "pid": record.process,
            **{key: value for key, value in fields.items() if value is not None},
        }
        return json.dumps(self._clean(row), ensure_ascii=False)

    def _clean(self, value: object) -> object:
        if isinstance(value, Mapping):
            return {str(key): self._clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._clean(item) for item in value]
        if value is None or isinstance(value, bool | int):
            return value
        if isinstance(value, float):
            return round(value, 3)
        text = _CREDENTIALS.sub(f"{_BLOT}@", str(value))
        for secret in self._secrets:
            text = text.replace(secret, _BLOT)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def log_receipt(receipt: Receipt) -> None:
    """Write what a load changed, in numbers."""
    parts = {"nodes": receipt.nodes, "relationships": receipt.relationships, "evidence": receipt.evidence}
    counts = {
        name: {what: sum(getattr(changes, what).values()) for what in ("added", "changed", "removed")}
        for name, changes in parts.items()
    }
    _ROOT.info("receipt", extra={"fields": {"number": receipt.number, "seconds": receipt.seconds, **counts}})


def log_unusable(problems: Iterable[InputError]) -> None:
    """Write which documents could not be used, and why."""
    for one in problems:
        fields = {"document": one.where, "kind": type(one).__name__, "what": one.what}
        _ROOT.info("unusable", extra={"fields": fields})


def secrets_of(store: str | None, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return what must not be written: the passwords of the environment and of the store's address."""
    addresses = (store or "", environment.get("NEO4J_URI", ""))
    told = (address.partition("://")[2].rpartition("@")[0].partition(":")[2] for address in addresses)
    return tuple(secret for secret in (environment.get("NEO4J_PASSWORD", ""), *told) if secret)


def _places(trace: TracebackType | None) -> list[str]:
    """Return where an error came by, the last places of it: files below the package, lines, functions; no values."""
    frames = traceback.extract_tb(trace)[-6:]
    return [f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames]
