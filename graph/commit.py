"""One turn to write into a store: its lock, its stamp, and a first load in parts that is whole or nothing all the same.

Both servers keep what a transaction writes in memory until it is over. So a large graph goes into a store that holds
nothing of ours in transactions of its own, one part after another:

- The load's transaction stays open from before the first part and holds the lock. It writes the records, and the same
  commit says on the stamp that the store is no longer being filled.
- Until then readers wait, as they do for any commit.
- Where it does not come to that commit, whoever meets the stamp and gets the lock deletes everything of ours, in parts
  too, and then closes the stamp: the store is as it was.
- Nobody writes behind the back of who clears: every transaction claims the stamp by its number, and who clears gives
  it another number first. So a part that a dying process left to the server is over before that, or is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from . import cypher
from .errors import StoreBusy
from .transactions import Transaction

PART_WITHIN = 600.0
"""Seconds for one part of a first load, or of clearing one."""


class Commit:
    """One turn to write, in one transaction and the parts of a first load that it covers."""

    def __init__(self, session: Callable[[], neo4j.Session]) -> None:
        self._session = session
        self._open = False
        self.number: int | None = None

    def take_lock(self, tx: Transaction) -> None:
        """Hold the lock until the transaction is over, applied whole or rolled back. Comes first in it.

        What a first load left that did not come to its end is cleared away.
        """
        tx.run(cypher.take_lock()).consume()
        self._open = False
        with self._session() as other:
            clear(other)

    def part(self, work: Callable[[Transaction], object]) -> None:
        """Write a part of a first load in a transaction of its own."""
        self._begin()

        @neo4j.unit_of_work(timeout=PART_WITHIN)
        def whole(tx: neo4j.ManagedTransaction) -> None:
            self._claim(tx, filling=True)
            work(tx)

        with self._session() as other:
            other.execute_write(whole)

    def begin(self, tx: Transaction) -> None:
        """Say to readers that the commit may begin; under the lock, and before what may touch the stamp itself."""
        self._begin()
        self._claim(tx, filling=False)

    def end(self) -> None:
        """Say to readers that the commit is over. Where that fails, the next reader finds out by the lock."""
        if self.number is not None:
            with suppress(DriverError, Neo4jError), self._session() as session:
                session.run(cypher.end_stamp(), begun=self.number).consume()

    def _begin(self) -> None:
        if not self._open:
            with self._session() as other:
                self.number = other.run(cypher.begin_stamp()).single(strict=True)["begun"]
            self._open = True

    def _claim(self, tx: Transaction, *, filling: bool) -> None:
        if tx.run(cypher.claim_stamp(), begun=self.number, filling=filling).single() is None:
            raise StoreBusy("图库被另一个命令接手了，没有写入", hint="请再运行一次")


def clear(session: neo4j.Session) -> None:
    """Delete what a first load left that did not come to its end, and close its stamp; under the lock."""
    stamp = session.run(cypher.read_stamp()).single()
    if stamp is None or not stamp["filling"]:
        return
    number = session.execute_write(lambda tx: tx.run(cypher.take_over_stamp()).single(strict=True)["begun"])
    for text in cypher.clearing():
        while session.execute_write(_deletes, text):
            pass
    session.execute_write(lambda tx: tx.run(cypher.end_stamp(), begun=number).consume())


@neo4j.unit_of_work(timeout=PART_WITHIN)
def _deletes(tx: neo4j.ManagedTransaction, text: str) -> bool:
    return tx.run(text).consume().counters.contains_updates
