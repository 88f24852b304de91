"""The columns of the progress line; apart because rich is imported only where progress is shown."""

from __future__ import annotations

from rich.progress import BarColumn, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

_MINUTE, _HOUR = 60, 3600


class Remaining(ProgressColumn):
    """The time that is left at the present speed; nothing where nobody knows how much there is to do."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        """Write one task's."""
        left = task.time_remaining
        if task.total is None or left is None or task.finished:
            return Text("")
        return Text(f"剩余约 {in_words(left)}", style="progress.remaining")


def in_words(seconds: float) -> str:
    """Write a length of time as one says it.

    >>> in_words(48), in_words(150), in_words(5400)
    ('48 秒', '3 分钟', '1.5 小时')
    """
    if seconds < _MINUTE:
        return f"{max(1, round(seconds))} 秒"
    if seconds < _HOUR:
        return f"{round(seconds / _MINUTE)} 分钟"
    return f"{seconds / _HOUR:.1f} 小时"


def columns() -> tuple[ProgressColumn, ...]:
    """Return what stands on the progress line."""
    return (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
        Remaining(),
    )
