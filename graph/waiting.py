"""Why a command does not go on yet, and how long it will wait: every wait has a limit and says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TELLS_AFTER = 3.0
"""Seconds of waiting after which the user is told what for."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Another process (``pid``, 0 where unknown) uses ``where``; waiting ends after ``limit`` seconds."""

    where: Path | str
    pid: int = 0
    limit: float = 0.0
    doing: str = "正在使用图库"

    @property
    def reason(self) -> str:
        """The reason alone, for an error after the wait."""
        return f"{f'进程 {self.pid}' if self.pid else '另一个进程'}{' ' if self.pid else ''}{self.doing} {self.where}"

    def __str__(self) -> str:
        limit = f"，最多等 {self.limit:.0f} 秒" if self.limit else ""
        return f"{self.reason}，等它结束{limit}……"


OnWait = Callable[[Waiting], None]


class Patience:
    """One wait: when to tell the user of it, and when it is over. No clock that can be set is asked."""

    def __init__(self, waiting: Waiting, on_wait: OnWait | None) -> None:
        self._waiting = waiting
        self._on_wait = on_wait
        self._started = time.monotonic()
        self._tells_at = self._started + TELLS_AFTER

    @property
    def left(self) -> float:
        """Seconds until the limit."""
        return self._started + self._waiting.limit - time.monotonic()

    def lasts(self) -> bool:
        """Tell whether to wait on; says once on the way what is waited for."""
        if self._on_wait is not None and time.monotonic() >= self._tells_at:
            self._on_wait(self._waiting)
            self._on_wait = None
        return self.left > 0
