"""Connections that are cut or fall silent, other loads, clocks that jump: an error or success, never a half graph."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from fixture_types import Command, Server
from line import Line
from neo4j.exceptions import Neo4jError
from store_graphs import many_companies, small_graph

from deltatrunk.graph import cypher, embedded, launching, turns, waiting
from deltatrunk.graph.commit import Commit
from deltatrunk.graph.driver_errors import to_store_error
from deltatrunk.graph.errors import DeltatrunkError, QueryTimeout, StoreBusy, StoreUnavailable
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.launching import SERVER_FILE
from deltatrunk.graph.model import Graph
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.store import BoltStore
from deltatrunk.graph.transactions import Transaction
from deltatrunk.graph.waiting import Waiting

pytestmark = pytest.mark.slow

OLD, NEW = many_companies(40, "旧"), many_companies(50, "新")


def lines(graph: Graph) -> list[str]:
    return list(to_lines(graph))


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with Line(int(server.uri.rpartition(":")[2])) as line:
        yield line


@pytest.fixture
def far(server: Server, line: Line) -> Iterator[BoltStore]:
    """The store at the other end of the line, holding the old graph."""
    with server.open() as near:
        near.load(OLD)
    exclusive = None
    if server.name == "arcadedb":
        folder = Path(server.where)

        def exclusive(timeout: float, on_wait: waiting.OnWait | None = None) -> AbstractContextManager[None]:
            return embedded.loading(folder, timeout, on_wait)

    with BoltStore(f"bolt://127.0.0.1:{line.port}", server.writer, server.reader, exclusive=exclusive) as store:
        store.prepare()
        yield store


def at_the_commit(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Act once when a load has written everything and said that it commits."""
    begin = Commit.begin

    def acting(commit: Commit, tx: Transaction) -> None:
        begin(commit, tx)
        monkeypatch.setattr(Commit, "begin", begin)
        act()

    monkeypatch.setattr(Commit, "begin", acting)


class TestConnections:
    def test_reading_goes_on_when_the_connection_was_cut(self, far: BoltStore, line: Line) -> None:
        assert far.counts() == OLD.counts()
        line.cut()
        assert far.counts() == OLD.counts()

    def test_load_ends_or_says_why_when_the_connection_is_cut_in_it(
        self, server: Server, far: BoltStore, line: Line, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at_the_commit(monkeypatch, line.cut)
        said = "完成"
        try:
            far.load(NEW)
        except StoreUnavailable as error:
            said = error.hint
        with server.open() as near:
            found = lines(near.graph())
            assert (found == lines(NEW) and said == "完成") or (found == lines(OLD) and "重新运行" in said)
            near.load(NEW)
            assert lines(near.graph()) == lines(NEW)

    def test_load_is_given_up_when_the_server_falls_silent(
        self, server: Server, far: BoltStore, line: Line, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(turns, "ANSWERS_WITHIN", 1.0)
        monkeypatch.setattr(turns, "_ASKS_EVERY", 0.1)
        at_the_commit(monkeypatch, line.fall_silent)
        with pytest.raises(StoreUnavailable, match="没有任何回答") as caught:
            far.load(NEW)
        assert "重新运行" in caught.value.hint
        line.cut()
        with server.open() as near:
            assert lines(near.graph()) == lines(OLD)
            near.load(NEW)

    def test_question_is_given_up_when_the_server_falls_silent(
        self, far: BoltStore, line: Line, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert far.counts() == OLD.counts()
        monkeypatch.setattr(turns, "_STAMPS_WITHIN", 0.5)
        line.fall_silent()
        with pytest.raises(QueryTimeout):
            far.counts()


def test_wrong_password_is_two_lines_at_the_console(server: Server, command: Command) -> None:
    address = server.uri.replace("bolt://", f"bolt://{server.writer.user}:geheim-und-falsch@")
    said = command("build", "--store", f"{address}/{server.writer.database}")
    assert said.code == 1
    assert "用户名或密码" in said.err
    assert "geheim" not in said.err + said.out
    assert "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 2


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Neo.ClientError.Security.Unauthorized", "用户名或密码"),
        ("Neo.ClientError.Security.CredentialsExpired", "已过期"),
        ("Neo.ClientError.Security.AuthenticationRateLimit", "错得太多"),
        ("Neo.ClientError.Transaction.Terminated", "中止"),
    ],
)
def test_refusals_of_the_server_are_told_apart(code: str, said: str) -> None:
    error = to_store_error(Neo4jError._hydrate_neo4j(code=code, message="details"), "bolt://here")
    assert said in error.what
    assert error.hint


def test_address_where_something_is_silent_is_not_taken_for_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launching, "ANSWERS_WITHIN", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        stale = {"uri": uri, "writer": ["root", "x" * 8], "reader": ["reader", "x" * 8], "pid": 1}
        (tmp_path / SERVER_FILE).write_text(json.dumps(stale), "utf-8")
        assert embedded.status(tmp_path) is None


@contextmanager
def another_load(server: Server) -> Iterator[None]:
    """What a load holds until its commit is applied."""
    with server.open() as other, other.driver.session(database=other.credentials.database) as session:
        if server.name == "arcadedb":
            with embedded.loading(Path(server.where)):
                yield
            return
        with session.begin_transaction() as tx:
            tx.run(cypher.take_lock()).consume()
            yield


class TestTurns:
    def test_load_says_that_it_waits_and_gives_up_in_time(
        self, server: Server, store: BoltStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.load(OLD)
        monkeypatch.setattr(turns, "WAITS", 1.0)
        monkeypatch.setattr(waiting, "TELLS_AFTER", 0.1)
        told: list[Waiting] = []
        credentials = None if server.name == "arcadedb" else server.writer
        with another_load(server), open_store(server.where, credentials, on_wait=told.append) as second:
            with pytest.raises(StoreBusy) as caught:
                second.load(NEW)
            assert caught.value.hint
        assert [("正在载入" in str(one), "1 秒" in str(one)) for one in told] == [(True, True)]
        assert lines(store.graph()) == lines(OLD)

    def test_reader_closes_the_stamp_of_a_dead_load(self, store: BoltStore) -> None:
        store.load(OLD)
        store.driver.execute_query(cypher.begin_stamp(), database_=store.credentials.database)
        assert lines(store.graph()) == lines(OLD)
        (stamp,) = store.driver.execute_query(cypher.read_stamp(), database_=store.credentials.database).records
        assert stamp["settled"] is True

    def test_reader_waits_as_long_as_a_load_holds_its_lock(
        self, server: Server, store: BoltStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.load(OLD)
        monkeypatch.setattr(turns, "COMMITS_WITHIN", 1.0)
        monkeypatch.setattr(turns, "_USUAL", 0.2)
        monkeypatch.setattr(turns, "_LOCKS_WITHIN", 0.5)
        with another_load(server):
            store.driver.execute_query(cypher.begin_stamp(), database_=store.credentials.database)
            with pytest.raises(StoreBusy, match="改写"):
                store.read("MATCH (n) RETURN count(n) AS total", timeout=1.0)
        assert lines(store.graph()) == lines(OLD)

    def test_ten_readers_see_whole_graphs_while_builds_run(self, server: Server, store: BoltStore) -> None:
        store.load(OLD)
        text = "MATCH (n:Company) UNWIND n.aliases AS a RETURN count(*) AS c, collect(DISTINCT a) AS marks"
        ended = threading.Event()
        seen: set[tuple[int, tuple[str, ...]]] = set()
        failures: list[DeltatrunkError] = []

        def read() -> None:
            try:
                with server.open() as mine:
                    while not ended.is_set():
                        seen.update((count, tuple(marks)) for count, marks in mine.read(text))
            except DeltatrunkError as error:
                failures.append(error)

        readers = [threading.Thread(target=read) for _ in range(10)]
        for reader in readers:
            reader.start()
        try:
            for turn in range(3):
                store.load((NEW, OLD)[turn % 2])
        finally:
            ended.set()
            for reader in readers:
                reader.join()
        assert failures == []
        assert seen == {(40, ("旧",)), (50, ("新",))}


class TestClocks:
    def test_no_statement_asks_the_servers_clock(self) -> None:
        asked = [text for text in cypher.every_text() for word in ("timestamp(", "datetime(", "time(") if word in text]
        assert asked == []

    def test_load_and_reader_do_not_care_when_the_clock_jumps(
        self, store: BoltStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real, jumps = time.time, iter([10**6, -(10**6)] * 10**6)
        monkeypatch.setattr(time, "time", lambda: real() + next(jumps))
        receipt = store.load(small_graph())
        assert receipt.after == store.counts() == small_graph().counts()
        assert 0 < receipt.seconds < 600
