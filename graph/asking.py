"""Ask a server with a limit of time, whether or not the server keeps one.

Neo4j ends a transaction at the driver's time limit. ArcadeDB does not know that limit, and fetches a
result to its end when it is closed early; so a question that is over is given up with its connections.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from .driver_errors import too_slow
from .rows import Rows

WITHIN = 30.0
"""Seconds that a question may take where nobody says otherwise."""
_GRACE = 1.0
"""Seconds that the server's own limit goes first."""
_RETRIES = 3
T = TypeVar("T")


class Reader:
    """The driver that everything that reads uses; it is made anew where a question was given up.

    Other questions of the same store that run at that moment lose their connection too and are asked again.
    """

    def __init__(self, uri: str, database: str | None, connect: Callable[[], neo4j.Driver]) -> None:
        self._uri = uri
        self._database = database
        self._connect = connect
        self._driver = connect()
        self._lock = threading.Lock()
        self._closed = False

    def session(self) -> neo4j.Session:
        """Open a session that reads."""
        return self._driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS)

    def close(self) -> None:
        """Close the connections; closing twice is fine."""
        self._closed = True
        self._driver.close()

    def ask(self, work: Callable[[neo4j.Transaction], T], *, timeout: float) -> T:
        """Run work in one transaction; raises :class:`QueryTimeout` after ``timeout`` seconds.

        The answer's remaining rows are not fetched where it says that it is truncated.
        """
        deadline, tries = time.monotonic() + timeout, 0
        while True:
            tries += 1
            left = deadline - time.monotonic()
            if left <= 0:
                raise too_slow(self._uri)
            try:
                return self._once(work, left)
            except (DriverError, Neo4jError) as error:
                if time.monotonic() >= deadline:
                    raise too_slow(self._uri) from error
                if tries == _RETRIES or not error.is_retryable():
                    raise

    def check(self, *, timeout: float) -> None:
        """Ask for one answer, once: an address that is wrong stays wrong."""
        self._once(lambda tx: tx.run("RETURN 1 AS one").consume(), timeout)

    def _once(self, work: Callable[[neo4j.Transaction], T], timeout: float) -> T:
        driver = self._driver
        with (
            after(timeout + _GRACE, lambda: self._give_up(driver)),
            driver.session(database=self._database, default_access_mode=neo4j.READ_ACCESS) as session,
        ):
            tx = session.begin_transaction(timeout=timeout)
            try:
                found = work(tx)
                if isinstance(found, Rows) and found.truncated:
                    self._give_up(driver)
            finally:
                with suppress(DriverError, Neo4jError):  # it only reads: there is nothing to lose
                    tx.close()
            return found

    def _give_up(self, driver: neo4j.Driver) -> None:
        with self._lock:
            if self._driver is driver and not self._closed:
                self._driver = self._connect()
        driver.close()


@contextmanager
def after(seconds: float, act: Callable[[], None]) -> Iterator[None]:
    """Act when the block lasts longer than it may."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
