"""Whose turn it is in a store: loads one after another, and readers before or after a commit, never in it.

Both servers read committed: a question that runs while a commit is applied sees parts of both graphs.
So a load takes a lock, stamps the store just before and just after its commit, and what was read
between two stamps that differ, or under an open one, is read again.

A load whose process died leaves its stamp open, and the server may still be applying its commit. Who
meets such a stamp takes the lock: it is given when no load runs any more (tried: both servers hold it
until a commit is applied whole, also one that nobody waits for), and then the stamp is closed; the parts
of a first load that did not come to its end are cleared away before (:mod:`deltatrunk.graph.commit`). No
clock is asked: those of client and server differ, and jump.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from . import cypher
from .asking import Reader, after
from .commit import Commit, clear
from .errors import StoreBusy, StoreUnavailable
from .transactions import Transaction
from .waiting import TELLS_AFTER, OnWait, Patience, Waiting

WAITS = 60.0
"""Seconds that a load waits for another one."""
COMMITS_WITHIN = 120.0
"""Seconds that a reader waits for a commit, beside the time of its question."""
LOADS_WITHIN = 3600.0
"""Seconds after which a load is given up, also by a server whose client went away without a word."""
ANSWERS_WITHIN = 60.0
"""Seconds within which a server answers a trifle, whatever else it does; after them it is given up."""
_ASKS_EVERY = 5.0
_STAMPS_WITHIN = 30.0
_USUAL = 1.0
"""Seconds that a commit usually lasts: an open stamp is looked into after them."""
_STANDS_STILL = 10.0
"""Seconds after which a reader without the right to write believes that a stamp's process died."""
_LOCKS_WITHIN = 5.0
_CLOSES_WITHIN = 30.0
"""Seconds for closing a stamp, whatever the server does; they are more than the driver tries again."""
_AGAIN = "图库里是旧图或新图，都是完整的；请重新运行"
T = TypeVar("T")


class Exclusive(Protocol):
    """What lets one load wait for another where the server cannot; raises :class:`StoreBusy` after the time."""

    def __call__(self, timeout: float, on_wait: OnWait | None = None) -> AbstractContextManager[object]:
        """Return a context in which nobody else loads."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """How many commits have begun, whether the last of them is over, and whether it is a first load in parts."""

    begun: int = 0
    settled: bool = True
    filling: bool = False


class _Closed(Enum):
    """What came of closing a dead load's stamp."""

    YES = auto()
    LOADING = auto()
    REFUSED = auto()


class Turns:
    """The turns of one store, as one process takes them.

    ``exclusive`` holds the embedded store's lock between processes; without it the server's own lock
    is waited for, as Neo4j can. ``on_wait`` is told of a wait that lasts longer than a moment.
    """

    def __init__(
        self,
        where: str,
        writer: neo4j.Driver,
        database: str | None,
        reader: Reader,
        *,
        exclusive: Exclusive | None,
        on_wait: OnWait | None,
    ) -> None:
        self._where = where
        self._writer = writer
        self._database = database
        self._reader = reader
        self._exclusive = exclusive
        self._on_wait = on_wait

    def session(self) -> neo4j.Session:
        """Open a session that may write."""
        return self._writer.session(database=self._database)

    @contextmanager
    def writing(self) -> Iterator[Commit]:
        """Wait for other loads, then give a turn to write; raises :class:`StoreBusy` where they do not end.

        A server that answers nothing any more is given up with :class:`StoreUnavailable`.
        """
        with self._alone(), self._answered():
            commit = Commit(self.session)
            try:
                yield commit
            except BaseException:
                # What failed may be the answer alone, and the server still at the commit.
                with suppress(DriverError, Neo4jError):
                    self._end_locked(commit.number)
                raise
            commit.end()

    def reading(self, work: Callable[[Transaction], T], *, timeout: float) -> T:
        """Read the graph before a load or after it, never a mixture; ``timeout`` is for the work alone."""
        waiting = Waiting(self._where, limit=COMMITS_WITHIN + timeout, doing="正在改写图库")
        patience, open_since, opened, known_dead = Patience(waiting, self._on_wait), 0.0, _Stamp(), False
        while True:
            before = self._stamp()
            if before != opened:
                opened, open_since, known_dead = before, time.monotonic(), False
            if before.settled or known_dead:
                found = self._reader.ask(work, timeout=timeout)
                if self._stamp() == before:
                    return found
            elif time.monotonic() > open_since + _USUAL:
                closed = self._close(before)
                # A first load that died has left a part: only who may write can clear it away.
                known_dead = (
                    closed is _Closed.REFUSED and not before.filling and time.monotonic() > open_since + _STANDS_STILL
                )
            if not patience.lasts():
                what = (
                    "第一次载入还没有完成，没有完整的图可读" if before.filling else "图库一直在被改写，读不到完整的图"
                )
                raise StoreBusy(what, where=self._where, hint="请等载入结束后再试；载入已中断的，请再运行一次载入")
            time.sleep(0.02)

    def _stamp(self) -> _Stamp:
        def work(tx: Transaction) -> _Stamp:
            record = tx.run(cypher.read_stamp()).single()
            return _Stamp() if record is None else _Stamp(record["begun"], record["settled"], record["filling"])

        return self._reader.ask(work, timeout=_STAMPS_WITHIN)

    def _close(self, stamp: _Stamp) -> _Closed:
        """Close the stamp of a load that is over; a load that runs keeps the lock, and the stamp stays."""
        try:
            with self._held(0.0):
                self._end_locked(stamp.begun)
        except StoreBusy:
            return _Closed.LOADING
        except Neo4jError as error:
            return _Closed.LOADING if _held_back(error) else _Closed.REFUSED
        except (DriverError, StoreUnavailable):
            return _Closed.REFUSED
        return _Closed.YES

    def _end_locked(self, number: int | None) -> None:
        """Take the lock and close the stamp; what a first load left is cleared away before."""

        @neo4j.unit_of_work(timeout=_LOCKS_WITHIN)
        def end(tx: neo4j.ManagedTransaction) -> bool:
            tx.run(cypher.take_lock()).consume()
            record = tx.run(cypher.read_stamp()).single()
            if record is not None and record["filling"]:
                return False
            tx.run(cypher.end_stamp(), begun=number).consume()
            return True

        @neo4j.unit_of_work(timeout=LOADS_WITHIN)
        def tidy(tx: neo4j.ManagedTransaction) -> None:
            # A load may have come between; the hour is for clearing, not for waiting until it is over.
            with after(_CLOSES_WITHIN, self._writer.close):
                tx.run(cypher.take_lock()).consume()
            with self.session() as other:
                clear(other)

        if number is None:
            return
        with self.session() as session:
            with after(_CLOSES_WITHIN, self._writer.close):
                ended = session.execute_write(end)
            if not ended:
                with self._answered():
                    session.execute_write(tidy)

    def _held(self, timeout: float) -> AbstractContextManager[object]:
        return self._exclusive(timeout, self._on_wait) if self._exclusive is not None else nullcontext()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait until no other load runs. Behind Neo4j's own lock a wait has no end, so it is tried before."""
        if self._exclusive is not None:
            with self._exclusive(WAITS, self._on_wait):
                yield
            return
        waiting = Waiting(self._where, limit=WAITS, doing="正在载入")
        patience = Patience(waiting, self._on_wait)
        while not self._lock_is_free(min(TELLS_AFTER, max(patience.left, 0.1))):
            if not patience.lasts():
                raise StoreBusy("另一个载入还没有结束", where=self._where, hint="请等它结束后再试")
        yield

    def _lock_is_free(self, within: float) -> bool:
        try:
            with self.session() as session:
                session.run(neo4j.Query(cypher.take_lock(), timeout=within)).consume()
        except Neo4jError as error:
            if not _held_back(error):
                raise
            return False
        return True

    @contextmanager
    def _answered(self) -> Iterator[None]:
        """Give the server up when it answers nothing: neither it nor the driver limits the wait for an answer."""
        ended, silent = threading.Event(), threading.Event()

        def give_up() -> None:
            silent.set()
            self._writer.close()

        def listen() -> None:
            while not ended.wait(_ASKS_EVERY):
                with after(ANSWERS_WITHIN, give_up), suppress(DriverError, Neo4jError), self.session() as session:
                    session.run("RETURN 1 AS one").consume()

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        try:
            with after(LOADS_WITHIN, give_up):
                yield
        except (DriverError, Neo4jError, OSError) as error:
            if silent.is_set():
                what = "图库在限定时间内没有任何回答，已放弃"
                raise StoreUnavailable(what, where=self._where, hint=_AGAIN) from error
            if isinstance(error, Neo4jError):
                raise
            raise StoreUnavailable("写入时与图库的连接断了", where=self._where, hint=_AGAIN) from error
        finally:
            ended.set()
            listener.join(_ASKS_EVERY)


def _held_back(error: Neo4jError) -> bool:
    """Tell whether a statement waited in vain for a lock: the servers end it in several ways."""
    return error.is_retryable() or any(word in (error.code or "") for word in ("TimedOut", "Terminated", "Lock"))
