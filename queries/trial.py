"""Run every query once on a store and say which fail, are slow or find nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..graph.errors import DeltatrunkError
from .header import Scalar
from .reader import Query
from .runner import Reader, bind, values

SLOW = 50.0
"""Milliseconds from which an answer is slow for somebody who waits for it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a query did: its rows, the milliseconds of its second run, and the error where it failed."""

    query: Query
    rows: int
    milliseconds: float
    problem: str = ""

    def verdict(self, slow: float = SLOW) -> str:
        """Return the finding in Chinese; empty where there is nothing to say."""
        if self.problem:
            return f"失败：{self.problem}"
        found = ["没有结果"] if not self.rows else []
        return "；".join([*found, *([f"慢于 {slow:g} 毫秒"] if self.milliseconds > slow else [])])


def try_out(store: Reader, queries: Iterable[Query], clock: Callable[[], float] = time.perf_counter) -> Iterator[Trial]:
    """Run each query with its defaults, a required parameter with its example, and list its parameters' values.

    Each runs twice and the second counts: a server reads from disk and plans at the first.
    """
    for query in queries:
        try:
            parameters = bind(query, usual(query))
            for parameter in query.parameters:
                values(store, parameter)
            store.read(query.cypher, parameters)
            started = clock()
            rows = len(store.read(query.cypher, parameters))
            yield Trial(query, rows, (clock() - started) * 1000)
        except DeltatrunkError as error:
            yield Trial(query, 0, 0.0, str(error))


def usual(query: Query) -> dict[str, Scalar]:
    """Return the values with which a query can be tried: the examples of what has no default."""
    return {p.name: p.example for p in query.parameters if p.required}
