"""What a command prints and where: answers to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress

SHOW_AFTER = 1.0
"""Seconds of work after which progress is shown."""


def use_utf8() -> None:
    """Write UTF-8 whatever the console's code page: a GBK console or a redirection must not lose characters.

    A stream that the caller closed (``>&-``) is None in Python: what goes there is dropped.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, _nowhere())
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def drop_output() -> None:
    """Write answers nowhere from now on: Python would try the broken stream again when it ends."""
    sys.stdout = _nowhere()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def report(what: str, hint: str) -> None:
    """Print what went wrong and what to do, one line each, to standard error."""
    _write(sys.stderr, f"错误：{_one_line(what)}\n请：{_one_line(hint).removeprefix('请')}\n")


def note(text: str) -> None:
    """Print a remark to standard error."""
    _write(sys.stderr, f"{text}\n")


def out(text: str) -> None:
    """Print a line of the answer."""
    _write(sys.stdout, f"{text}\n")


def out_bytes(data: bytes) -> None:
    """Write bytes of the answer as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def table(titles: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Print a table; in a file or a pipe it takes the width that it needs, on a screen it wraps."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if title:
        out(title)
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    cells = [[_shown(cell) for cell in row] for row in rows]
    for at, heading in enumerate(titles):
        numeric = bool(cells) and all(_is_number(row[at]) for row in cells)
        made.add_column(Text(heading), justify="right" if numeric else "left", overflow="fold")
    for row in cells:
        made.add_row(*(Text(cell) for cell in row))
    console = Console(file=sys.stdout, highlight=False, soft_wrap=False)
    if not console.is_terminal:
        widest = Console(width=100_000).measure(made).maximum
        console = Console(file=sys.stdout, highlight=False, width=max(widest, 1), color_system=None)
    console.print(made)


class Working:
    """Progress on standard error: shown after a second of work, never where nobody looks."""

    def __init__(self, text: str, *, quiet: bool, on_step: Callable[[str, int, int], None] | None = None) -> None:
        self._text = text
        self._on_step = on_step
        self._done = 0
        self._total: int | None = None
        self._progress: Progress | None = None
        self._lock = threading.Lock()
        self._ended = False
        self._timer = threading.Timer(SHOW_AFTER, self._show)
        self._timer.daemon = True
        self._shown = not quiet and sys.stderr.isatty()

    def __enter__(self) -> Self:
        if self._shown:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._ended = True
            if self._progress is not None:
                self._progress.stop()

    def say(self, text: str) -> None:
        """Change what the progress line says."""
        self._change(text, 0, None)

    def step(self, text: str, done: int, total: int) -> None:
        """Say what is being done and show a bar of how much of it is done."""
        if self._on_step is not None:
            self._on_step(text, done, total)
        self._change(text, done, total)

    def _change(self, text: str, done: int, total: int | None) -> None:
        with self._lock:
            self._text, self._done, self._total = text, done, total
            if self._progress is not None:
                self._update(self._progress)

    def _update(self, progress: Progress) -> None:
        task = progress.tasks[0]
        if self._total is not None and self._done < task.completed:
            progress.update(task.id, total=self._total + 1)  # another pass: its speed is not the last one's
        bar = "" if self._total is None else f" {self._done}/{self._total}"
        progress.update(task.id, description=f"{self._text}{bar}", completed=self._done, total=self._total)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        from .progress import columns

        with self._lock:
            if not self._ended:
                console = Console(file=sys.stderr, highlight=False, markup=False)
                self._progress = Progress(*columns(), console=console, transient=True)
                self._progress.add_task(self._text, total=None)
                self._update(self._progress)
                self._progress.start()


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)
    stream.flush()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, tuple | list):
        return "；".join(_shown(item) for item in cell)
    return str(cell)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdigit() or not text
