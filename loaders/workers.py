"""Work on many files in order: in this process, or on several.

Processes are spawned, not forked, on every system: the same everywhere, and safe beside threads.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

from ..graph.errors import DeltatrunkError

Item = TypeVar("Item")
Result = TypeVar("Result")
COLLECT_AFTER = 100_000
"""Objects after which Python looks for cycles: extraction makes many objects and no cycles, looking costs a tenth."""
_AHEAD = 4
"""Tasks that wait for each process: enough to keep it busy, few enough for results to stay small."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Runs functions over items; the results come in the order of the items whatever the number of processes.

    What a function raises is raised here. A process that dies (killed, out of memory) ends the work
    with a clear error; nothing waits for it.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        if self._jobs > 1:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_begin)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes: what comes next needs their memory and not them."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` of every item, in order."""
        if self._pool is None:
            yield from map(function, items)
            return
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                with _children_leave_interrupts():
                    waiting.append(self._pool.submit(function, item))
                if len(waiting) >= self._jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise DeltatrunkError(
                "一个提取进程意外终止了（可能是内存不足，或被强行结束）",
                hint="请加 --jobs 1 重试，或把文件分成几批",
            ) from error


@contextmanager
def _children_leave_interrupts() -> Iterator[None]:
    """Let a process that is started here be deaf to Ctrl-C from its first moment: it inherits what is ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin() -> None:
    """Leave Ctrl-C to the main process: it ends the work, and a worker ends with the file that it is at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(COLLECT_AFTER)
