"""The embedded server: who ends whom, who waits for whom, what stays secret."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from store_graphs import small_graph

from deltatrunk.graph import arcadedb, embedded, supervisor
from deltatrunk.graph.errors import QueryFailed, StoreBusy, StoreUnavailable
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.launching import SERVER_FILE, ServerInfo, credentials_of
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.waiting import Waiting

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

CLIENT = """
import sys
from pathlib import Path
from deltatrunk.graph import embedded
with embedded.running(Path(sys.argv[1])) as info:
    print(info.uri, info.pid, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A store folder; a server that stays over it is ended."""
    yield tmp_path / "图库"
    embedded.stop(tmp_path / "图库")


@pytest.fixture
def client(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int, int]]:
    """Another process that uses the store: the process, its server's port, its supervisor's pid."""
    process = subprocess.Popen(
        [sys.executable, "-c", CLIENT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    uri, pid = process.stdout.readline().split()
    yield process, port_of(uri), int(pid)
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def port_of(uri: str) -> int:
    return int(uri.rpartition(":")[2])


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def soon(what: Callable[[], bool], within: float = 10.0) -> bool:
    deadline = time.monotonic() + within
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def processes_of(folder: Path) -> dict[int, str]:
    """The command lines of all processes that name the folder."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                said = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if str(folder) in said and "ArcadeDBServer" in said:
                found[int(entry.name)] = said
    return found


def sockets_of(pid: int) -> set[str]:
    """The local addresses (hexadecimal, as the kernel writes them) on which a process listens."""
    inodes = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            inodes.add(str(link.readlink()).removeprefix("socket:[").removesuffix("]"))
        except OSError:
            continue
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found.add(fields[1].partition(":")[0])
    return found


class TestOneUse:
    def test_server_ends_with_its_use(self, folder: Path) -> None:
        with embedded.running(folder) as info:
            assert listens(port_of(info.uri))
        assert not listens(port_of(info.uri))
        assert not (folder / SERVER_FILE).exists()
        assert not (folder / supervisor.OWNER).exists()

    def test_graph_is_there_when_the_store_is_opened_again(self, folder: Path) -> None:
        with open_store(folder) as store:
            store.load(small_graph())
        with open_store(folder) as store:
            assert store.load(small_graph()).is_empty

    def test_two_stores_of_one_process_share_a_server(self, folder: Path) -> None:
        with open_store(folder) as one:
            with open_store(folder) as other:
                assert one.uri == other.uri
            one.check()
        assert not listens(port_of(one.uri))

    def test_passwords_change_with_every_start(self, folder: Path) -> None:
        with embedded.running(folder) as first:
            pass
        with embedded.running(folder) as second:
            pass
        assert len({first.writer.password, first.reader.password, second.writer.password, second.reader.password}) == 4

    @linux
    def test_server_listens_on_this_machine_only(self, folder: Path) -> None:
        with embedded.running(folder):
            (pid,) = processes_of(folder)
            addresses = sockets_of(pid)
        # 127.0.0.1, also as an IPv6 socket writes it
        assert addresses
        assert addresses <= {"0100007F", "0000000000000000FFFF00000100007F"}

    @linux
    def test_passwords_are_in_no_command_line_environment_or_file(self, folder: Path) -> None:
        with embedded.running(folder) as info:
            secrets = (info.writer.password, info.reader.password)
            (java,) = processes_of(folder)
            seen = [
                Path(f"/proc/{pid}/{what}").read_bytes() for pid in (java, info.pid) for what in ("cmdline", "environ")
            ]
            seen += [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
            assert len(seen) > 5
            assert not any(secret.encode() in content for secret in secrets for content in seen)
            assert all(secret not in repr(info) for secret in secrets)

    @pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
    def test_folder_and_users_are_private(self, folder: Path) -> None:
        with embedded.running(folder):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert stat.S_IMODE((folder / "config/server-users.jsonl").stat().st_mode) == 0o600


@linux
class TestSuddenEnds:
    def test_server_ends_when_its_command_is_killed(
        self, folder: Path, client: tuple[subprocess.Popen[str], int, int]
    ) -> None:
        process, port, pid = client
        assert listens(port)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert soon(lambda: not listens(port))
        assert soon(lambda: not processes_of(folder))
        assert soon(lambda: not Path(f"/proc/{pid}").exists())

    def test_server_ends_when_its_supervisor_is_killed(
        self, folder: Path, client: tuple[subprocess.Popen[str], int, int]
    ) -> None:
        _, port, pid = client
        os.kill(pid, signal.SIGKILL)
        assert soon(lambda: not listens(port))
        assert soon(lambda: not processes_of(folder))

    def test_graph_is_whole_after_a_kill(self, folder: Path) -> None:
        with open_store(folder) as store:
            store.load(small_graph())
            (pid,) = processes_of(folder)
            os.kill(pid, signal.SIGKILL)
            with pytest.raises(StoreUnavailable):
                store.counts()
        with open_store(folder) as store:
            assert list(to_lines(store.graph())) == list(to_lines(small_graph()))

    def test_folder_heals_after_a_kill(self, folder: Path, client: tuple[subprocess.Popen[str], int, int]) -> None:
        process, _, pid = client
        os.kill(pid, signal.SIGKILL)
        process.kill()
        assert (folder / supervisor.LOCK).exists()
        assert (folder / supervisor.OWNER).exists()
        with open_store(folder) as store:
            store.check()

    def test_lasting_server_that_was_killed_is_replaced(self, folder: Path) -> None:
        first = embedded.start(folder)
        os.kill(first.pid, signal.SIGKILL)
        assert soon(lambda: not listens(port_of(first.uri)))
        assert (folder / SERVER_FILE).exists()
        assert embedded.status(folder) is None
        second = embedded.start(folder)
        assert second.pid != first.pid
        assert embedded.status(folder) == second


class TestLastingServer:
    def test_start_status_stop(self, folder: Path) -> None:
        assert embedded.status(folder) is None
        info = embedded.start(folder)
        assert embedded.start(folder) == info
        assert embedded.status(folder) == info
        assert info.shared
        assert embedded.stop(folder) is True
        assert embedded.status(folder) is None
        assert not listens(port_of(info.uri))
        assert embedded.stop(folder) is False

    @pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
    def test_server_file_is_private(self, folder: Path) -> None:
        embedded.start(folder)
        assert stat.S_IMODE((folder / SERVER_FILE).stat().st_mode) == 0o600

    def test_commands_share_it_and_leave_it_running(self, folder: Path) -> None:
        info = embedded.start(folder)
        with open_store(folder) as store:
            assert store.uri == info.uri
            store.load(small_graph())
        with open_store(folder) as store:
            assert store.counts() == small_graph().counts()
        assert embedded.status(folder) == info

    def test_it_outlives_the_process_that_started_it(self, folder: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from deltatrunk.graph import embedded\n"
            "embedded.start(Path(sys.argv[1]))"
        )
        subprocess.run([sys.executable, "-W", "error", "-c", code, str(folder)], check=True)
        assert embedded.status(folder) is not None

    def test_it_ends_when_its_folder_is_deleted(self, folder: Path) -> None:
        info = embedded.start(folder)
        (folder / SERVER_FILE).unlink()
        assert soon(lambda: not listens(port_of(info.uri)))

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param("", id="empty"),
            pytest.param("{]", id="broken"),
            pytest.param('{"uri": "bolt://127.0.0.1:1"}', id="incomplete"),
            pytest.param(
                '{"uri": "bolt://127.0.0.1:1", "writer": ["root", "x"], "reader": ["reader", "x"], "pid": 1}',
                id="nobody-there",
            ),
        ],
    )
    def test_stale_server_file_heals(self, folder: Path, content: str) -> None:
        folder.mkdir()
        (folder / SERVER_FILE).write_text(content, "utf-8")
        assert embedded.status(folder) is None
        with open_store(folder) as store:
            store.check()
        assert not (folder / SERVER_FILE).exists()

    def test_stop_clears_a_stale_server_file(self, folder: Path) -> None:
        folder.mkdir()
        (folder / SERVER_FILE).write_text("{}", "utf-8")
        assert embedded.stop(folder) is False
        assert not (folder / SERVER_FILE).exists()


class TestTwoCommands:
    def test_second_waits_and_says_for_whom(self, folder: Path, client: tuple[subprocess.Popen[str], int, int]) -> None:
        process, port, _ = client
        told: list[Waiting] = []

        def on_wait(waiting: Waiting) -> None:
            told.append(waiting)
            assert process.stdin is not None
            threading.Timer(0.3, lambda: process.communicate("\n")).start()

        with open_store(folder, on_wait=on_wait) as store:
            store.check()
            assert port_of(store.uri) != port
        assert [(w.where, w.pid) for w in told] == [(folder, process.pid)]
        assert str(process.pid) in str(told[0])
        assert str(folder) in str(told[0])

    def test_second_gives_up_after_its_time_limit(
        self, folder: Path, client: tuple[subprocess.Popen[str], int, int]
    ) -> None:
        started = time.monotonic()
        with pytest.raises(StoreBusy, match=str(client[0].pid)) as caught:
            open_store(folder, timeout=0.5)
        assert time.monotonic() - started < 5
        assert caught.value.hint

    def test_lock_file_that_nobody_holds_does_not_hold_anyone_up(self, folder: Path) -> None:
        folder.mkdir()
        (folder / supervisor.LOCK).write_text("")
        (folder / supervisor.OWNER).write_text(json.dumps({"pid": 1}))
        told: list[Waiting] = []
        with open_store(folder, on_wait=told.append) as store:
            store.check()
        assert told == []

    def test_load_waits_for_another_load(self, folder: Path) -> None:
        folder.mkdir()
        with FileLock(folder / embedded.LOAD_LOCK), pytest.raises(StoreBusy), embedded.loading(folder, timeout=0.2):
            pytest.fail("the lock was given twice")

    def test_load_lock_is_given_back(self, folder: Path) -> None:
        folder.mkdir()
        for _ in range(2):
            with embedded.loading(folder, timeout=0):
                assert folder.exists()

    def test_full_disk_is_named_when_a_load_fails(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        monkeypatch.setattr(embedded, "_NEARLY_FULL", 1 << 62)  # as if this disk were full
        with pytest.raises(StoreUnavailable, match="磁盘空间不足") as caught, embedded.loading(folder):
            raise QueryFailed("什么也没说")
        assert isinstance(caught.value.__cause__, QueryFailed)

    def test_many_at_once_all_get_a_server(self, folder: Path) -> None:
        code = (
            "import sys; from deltatrunk.graph.opening import open_store\n"
            "with open_store(sys.argv[1]) as store: print(len(store.read('RETURN 1 AS one')))"
        )
        running = [
            subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        assert [process.communicate(timeout=60)[0].strip() for process in running] == ["1", "1", "1"]


class TestUnusable:
    @pytest.mark.parametrize(
        "place", [pytest.param("/proc/store", id="read-only"), pytest.param("file/store", id="under-a-file")]
    )
    def test_folder_that_cannot_be_written(self, tmp_path: Path, place: str) -> None:
        if place.startswith("/proc") and sys.platform != "linux":
            pytest.skip("no /proc")
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreUnavailable, match="不能使用") as caught:
            open_store(tmp_path / place)
        assert caught.value.hint
        assert caught.value.where

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
    def test_folder_without_write_permission(self, folder: Path) -> None:
        folder.mkdir(mode=0o500)
        with pytest.raises(StoreUnavailable):
            open_store(folder)

    def test_missing_wheel_says_that_a_neo4j_is_needed(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(arcadedb, "WHEEL", "a_wheel_that_nobody_has")
        with pytest.raises(StoreUnavailable) as caught:
            open_store(folder)
        assert "neo4j://" in caught.value.hint

    def test_server_that_dies_at_once_is_reported_with_its_last_words(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> tuple[str, ...]:
            return (sys.executable, "-c", "raise SystemExit('SomeException: no heap')")

        monkeypatch.setattr(arcadedb, "command", broken)
        with pytest.raises(StoreUnavailable, match="no heap") as caught:
            open_store(folder)
        assert "console.log" in caught.value.hint

    def test_program_that_cannot_be_run_is_reported(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(arcadedb, "command", lambda *_, **__: ("/nonexistent/java",))
        with pytest.raises(StoreUnavailable, match="没有启动"):
            open_store(folder)


def test_hash_of_a_password_has_the_servers_form() -> None:
    algorithm, iterations, salt, digest = arcadedb.hashed("geheim").split("$")
    assert (algorithm, int(iterations) > 0, len(salt), len(digest)) == ("PBKDF2WithHmacSHA256", True, 44, 44)
    assert arcadedb.hashed("geheim") != arcadedb.hashed("geheim")


def test_server_info_hides_its_passwords() -> None:
    credentials = credentials_of("root", "geheim")
    info = ServerInfo(Path("x"), "bolt://127.0.0.1:1", credentials, credentials, 1, shared=False)
    assert "geheim" not in repr(info)
