"""What runs the tasks of a corpus: one process, or the workers of a Dask cluster.

A task is a function of this package with plain arguments; it answers with a key. When a worker dies its tasks run
again on another, where what they had already written is found. Dask itself sends tasks and answers as pickles:
a scheduler has to be in a network that one trusts, and none is asked unless its address is given.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from distributed import CancelledError, Client, KilledWorker, LocalCluster, as_completed
from distributed.comm.core import CommClosedError
from distributed.scheduler import NoWorkerError

from ...graph.errors import DeltatrunkError
from ..workers import COLLECT_AFTER
from . import lake

Done = Callable[[int, int], None]
_DEATHS = 5
"""Workers that one task may take with it before the run ends: more is no accident."""
_STARTS = 3
"""How often a cluster of this machine is started when one of its workers dies as it starts."""
_NO_WORKERS_FOR = 120
"""Seconds that tasks wait while no worker lives: more than a slow machine takes to start one again."""
_HERE = "127.0.0.1"
_LOST = "请检查集群是否还在运行，再用同样的命令继续：做完的不会重做"


@dataclass(frozen=True, slots=True)
class Listed:
    """A long list that many tasks take: it lies in a file, and only its address travels."""

    address: str


def listed(root: str, items: Sequence[str]) -> Listed:
    """Write a list for many tasks."""
    address = lake.below(root, "work", "lists", f"{lake.fingerprint(list(items))}.json")
    if not lake.exists(address):
        lake.write(address, json.dumps(list(items)).encode())
    return Listed(address)


@lru_cache(16)
def _read(address: str) -> tuple[str, ...]:
    return tuple(json.loads(lake.read(address)))


def call(function: Callable[..., Any], *arguments: Any) -> Any:
    """Run one task."""
    gc.set_threshold(COLLECT_AFTER)
    return function(*(_read(one.address) if isinstance(one, Listed) else one for one in arguments))


class Engine(Protocol):
    """Runs a function over many arguments."""

    def map(self, function: Callable[..., Any], items: Sequence[tuple[Any, ...]], done: Done) -> list[Any]:
        """Return the answers in the order of the items; ``done`` is told how many of how many are there."""
        ...


class Alone:
    """One process does everything, one task after the other."""

    def map(self, function: Callable[..., Any], items: Sequence[tuple[Any, ...]], done: Done) -> list[Any]:
        """Return the answers in the order of the items."""
        found: list[Any] = []
        for number, item in enumerate(items, 1):
            found.append(call(function, *item))
            done(number, len(items))
        return found


class Fleet:
    """The workers of a Dask cluster do the tasks, in any order."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def map(self, function: Callable[..., Any], items: Sequence[tuple[Any, ...]], done: Done) -> list[Any]:
        """Return the answers in the order of the items; raises what a task raised, or that workers kept dying."""
        futures = [self._client.submit(call, function, *item, pure=False) for item in items]
        at = {future.key: number for number, future in enumerate(futures)}
        found: list[Any] = [None] * len(items)
        try:
            for number, future in enumerate(as_completed(futures, loop=self._client.loop), 1):
                found[at[future.key]] = future.result()
                done(number, len(items))
        except KilledWorker as error:
            raise DeltatrunkError(
                f"同一个任务让 {_DEATHS} 个工作进程意外终止（可能是内存不足）",
                hint="请减少 --workers，或给每个进程更多内存",
            ) from error
        except NoWorkerError as error:
            raise DeltatrunkError(f"{error.timeout:.0f} 秒内没有一个工作进程在运行", hint=_LOST) from error
        except (CommClosedError, CancelledError) as error:
            raise DeltatrunkError("与 Dask 调度器的连接断了", hint=_LOST) from error
        finally:
            self._client.cancel([future for future in futures if not future.done()])
        return found


@contextmanager
def engine(scheduler: str = "", workers: int = 1, *, processes: bool = True) -> Iterator[Engine]:
    """Open what runs the tasks: a scheduler's workers, so many local processes, or this process for one.

    Raises :class:`DeltatrunkError` where the scheduler does not answer or has no workers, or local ones do not start. A
    local cluster listens on this machine only and shows no dashboard.
    """
    if not scheduler and workers == 1:
        yield Alone()
        return
    import dask  # noqa: PLC0415 - one process needs no cluster

    quiet: dict[str, list[str]] = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
    limits = {
        "distributed.scheduler.allowed-failures": _DEATHS,
        "distributed.scheduler.no-workers-timeout": f"{_NO_WORKERS_FOR}s",
    }
    with dask.config.set({**limits, **quiet}):
        if scheduler:
            try:
                client = Client(scheduler, timeout=10, set_as_default=False)
            except (OSError, TimeoutError, ValueError) as error:
                raise DeltatrunkError(
                    "连不上 Dask 调度器",
                    where=scheduler,
                    hint="检查地址（如 tcp://主机:8786）和网络；各机器须装同一版本的 deltatrunk[fleet]",
                ) from error
            with client:
                try:
                    client.wait_for_workers(1, timeout=_NO_WORKERS_FOR)
                except TimeoutError as error:
                    raise DeltatrunkError(
                        f"Dask 调度器在 {_NO_WORKERS_FOR} 秒内没有一个工作进程",
                        where=scheduler,
                        hint=f"请先在各机器上启动：dask worker {scheduler}",
                    ) from error
                yield Fleet(client)
            return
        with local_cluster(workers, processes=processes) as cluster, Client(cluster, set_as_default=False) as client:
            yield Fleet(client)


def local_cluster(workers: int, *, processes: bool = True) -> LocalCluster:
    """Start workers on this machine: reachable from this machine only, and without pages to look at.

    Raises :class:`DeltatrunkError` where workers die as they start, and do so again.
    """
    died: RuntimeError | None = None
    for _ in range(_STARTS):
        try:
            return LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=processes,
                host=_HERE if processes else None,
                dashboard_address=f"{_HERE}:0",
                worker_dashboard_address=f"{_HERE}:0",
                memory_limit=None,
                silence_logs=50,
            )
        except RuntimeError as error:
            died = error
    raise DeltatrunkError(
        f"工作进程启动 {_STARTS} 次都意外终止（可能是内存不足）",
        hint='请减少 --workers，再用同样的命令继续；从自己的脚本里调用时，要写在 if __name__ == "__main__": 之下',
    ) from died
