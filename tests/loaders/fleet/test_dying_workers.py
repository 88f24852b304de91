"""Workers that die as they start: once, each time, and all of them in the middle of a run."""

from __future__ import annotations

import importlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import Client

from deltatrunk.graph.errors import DeltatrunkError
from deltatrunk.loaders.fleet.engine import Fleet, engine, local_cluster

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no SIGKILL")

ENGINE = importlib.import_module("deltatrunk.loaders.fleet.engine")  # the package's own `engine` is its function
DIES = """
import os, signal
from pathlib import Path
deaths = Path({deaths!r})
def dask_setup(worker):
    left = int(deaths.read_text())
    if left:
        deaths.write_text(str(left - 1))
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def deaths(tmp_path: Path) -> Iterator[Path]:
    """A file that says how many of the workers that start from now on die of it."""
    file = tmp_path / "deaths"
    file.write_text("0")
    preload = tmp_path / "dies.py"
    preload.write_text(DIES.format(deaths=str(file)))
    with dask.config.set({"distributed.worker.preload": [str(preload)]}):
        yield file


def test_a_worker_that_dies_as_it_starts_is_started_again(deaths: Path) -> None:
    deaths.write_text("1")
    with (
        local_cluster(2) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        assert len(client.run(os.getpid)) == 2
    assert deaths.read_text() == "0"


def test_workers_that_always_die_as_they_start_are_told(deaths: Path) -> None:
    deaths.write_text("1000")
    with (
        pytest.raises(DeltatrunkError, match="启动 3 次都意外终止") as told,
        engine(workers=2),
    ):
        pass
    assert "--workers" in told.value.hint


def test_a_run_that_loses_all_its_workers_ends(deaths: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ENGINE, "_NO_WORKERS_FOR", 3)
    began = time.monotonic()
    with engine(workers=2) as fleet:
        assert isinstance(fleet, Fleet)

        def kill_them(done: int, _: int) -> None:
            if done == 1:
                deaths.write_text("1000")
                for pid in set(fleet._client.run(os.getpid).values()):
                    os.kill(pid, signal.SIGKILL)

        with pytest.raises(DeltatrunkError, match="没有一个工作进程在运行"):
            fleet.map(time.sleep, [(0.1,)] + [(0.5,)] * 40, kill_them)
    assert time.monotonic() - began < 60


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ENGINE, "_NO_WORKERS_FOR", 1)
    with (
        local_cluster(0) as cluster,
        pytest.raises(DeltatrunkError, match="没有一个工作进程") as told,
        engine(cluster.scheduler_address),
    ):
        pass
    assert "dask worker" in told.value.hint
