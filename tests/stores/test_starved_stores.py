"""Full and read-only disks, no file descriptors, servers that die: an error that says so, and the graph as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fixture_types import Command
from kill_places import server_under
from neo4j_server import Neo4jServer
from store_graphs import many_companies

from deltatrunk.graph.commit import Commit
from deltatrunk.graph.errors import StoreError, StoreUnavailable
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.store import BoltStore
from deltatrunk.graph.transactions import Transaction

pytestmark = pytest.mark.slow

linux = pytest.mark.skipif(sys.platform != "linux", reason="mounts disks, reads /proc")
OLD, NEW = many_companies(40, "旧"), many_companies(50, "新")
ENDLESS = "MATCH (a:Company), (b:Company), (c:Company), (d:Company) WHERE a.id + b.id + c.id = d.id RETURN a.id AS a"


def lines(graph: Graph) -> list[str]:
    return list(to_lines(graph))


def large() -> Graph:
    """A graph of some 12 MB."""
    return many_companies(500, "大" * 8000)


@contextmanager
def full(disk: Path, *, leaving: int) -> Iterator[None]:
    """Fill a disk but for so many bytes, and make room again."""
    filler = disk / "filler"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with filler.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(free - leaving, 1))
    try:
        yield
    finally:
        filler.unlink()


@linux
class TestFullDisk:
    def test_build_says_so_and_the_graph_stays_when_the_folders_disk_is_full(self, small_disk: Path) -> None:
        folder = small_disk / "store"
        with open_store(folder) as store:
            store.load(OLD)
            with full(small_disk, leaving=2 << 20), pytest.raises(StoreUnavailable, match="磁盘空间不足") as caught:
                store.load(large())
            assert "腾出空间" in caught.value.hint
        with open_store(folder) as store:
            assert lines(store.graph()) == lines(OLD)
            store.load(NEW)
            assert lines(store.graph()) == lines(NEW)

    def test_command_says_so_when_no_store_can_be_made(self, small_disk: Path, command: Command) -> None:
        with full(small_disk, leaving=1 << 16):
            said = command("build", "--store", small_disk / "store")
        assert said.code == 1
        assert "磁盘空间不足" in said.err
        assert "Traceback" not in said.err

    def test_build_says_why_and_the_graph_stays_when_neo4js_disk_is_full(self, spare_neo4j: Neo4jServer) -> None:
        if not os.path.ismount(spare_neo4j.home):
            pytest.skip("this Neo4j is on the machine's own disk")
        with open_store(spare_neo4j.uri, spare_neo4j.credentials) as store:
            store.load(OLD)
            with full(spare_neo4j.home, leaving=4 << 20), pytest.raises(StoreError) as caught:
                store.load(large())
            assert caught.value.hint
        spare_neo4j.restart()  # Neo4j stops its database when it cannot write; its operator starts it again
        with open_store(spare_neo4j.uri, spare_neo4j.credentials) as store:
            assert lines(store.graph()) == lines(OLD)
            store.load(NEW)


@linux
def test_command_says_so_when_the_disk_is_read_only(small_disk: Path, command: Command) -> None:
    folder = small_disk / "store"
    with open_store(folder) as store:
        store.load(OLD)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        said = command("info", "--store", folder)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert said.code == 1
    assert "不能使用" in said.err
    assert "Traceback" not in said.err
    with open_store(folder) as store:
        assert lines(store.graph()) == lines(OLD)


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]),) * 2)
from deltatrunk.cli import main
sys.exit(main(sys.argv[2:]))
"""


@linux
@pytest.mark.parametrize("descriptors", [12, 24, 100, 160])
def test_command_says_so_or_is_done_when_file_descriptors_run_out(tmp_path: Path, descriptors: int) -> None:
    folder = tmp_path / "store"
    with open_store(folder) as store:
        store.load(OLD)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(descriptors), "build", "--store", str(folder)],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or (done.returncode == 1 and "错误：" in done.stderr and "请：" in done.stderr)
    with open_store(folder) as store:
        found = lines(store.graph())
        assert (found == lines(OLD)) == (done.returncode == 1)


class _Asking:
    """A question that does not end, asked beside the test."""

    def __init__(self, store: BoltStore) -> None:
        self.error: BaseException | None = None
        self._store = store
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()
        time.sleep(1.0)  # it may be killed before it runs: the same has to hold then

    def _ask(self) -> None:
        try:
            self._store.read(ENDLESS, timeout=200)
        except BaseException as error:
            self.error = error

    def end(self) -> BaseException | None:
        self._thread.join(150)
        assert not self._thread.is_alive()
        return self.error


class TestDeath:
    @linux
    def test_question_says_so_when_the_embedded_server_is_killed_under_it(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "store") as store:
            store.load(many_companies(300, "x"))
            asking = _Asking(store)
            os.kill(server_under(os.getpid(), tmp_path / "store")["java"], 9)
            assert isinstance(asking.end(), StoreUnavailable)

    def test_question_says_so_when_neo4j_is_killed_under_it(self, spare_neo4j: Neo4jServer) -> None:
        with open_store(spare_neo4j.uri, spare_neo4j.credentials) as store:
            store.load(many_companies(300, "x"))
            asking = _Asking(store)
            spare_neo4j.kill()
            assert isinstance(asking.end(), StoreUnavailable)

    def test_load_says_so_and_can_be_repeated_when_neo4j_is_restarted_in_it(
        self, spare_neo4j: Neo4jServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begin = Commit.begin

        def restarting(commit: Commit, tx: Transaction) -> None:
            monkeypatch.setattr(Commit, "begin", begin)
            begin(commit, tx)
            spare_neo4j.restart()

        with open_store(spare_neo4j.uri, spare_neo4j.credentials) as store:
            store.load(OLD)
            monkeypatch.setattr(Commit, "begin", restarting)
            try:
                store.load(NEW)
                expected = lines(NEW)
            except StoreUnavailable:
                expected = lines(OLD)
            assert lines(store.graph()) == expected
            store.load(NEW)
            assert lines(store.graph()) == lines(NEW)
