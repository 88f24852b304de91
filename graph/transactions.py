"""Statements inside a transaction: parameters checked, rows cut into messages, the server busy while rows are made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import neo4j

from .errors import QueryFailed
from .messages import ROWS, messages

Transaction = neo4j.ManagedTransaction | neo4j.Transaction
T = TypeVar("T")


def run(tx: Transaction, text: str, parameters: dict[str, Any] | None = None) -> neo4j.Result:
    """Run a statement; raises :class:`QueryFailed` for a parameter that cannot be sent."""
    try:
        return tx.run(text, parameters or {})
    except (TypeError, ValueError, OverflowError) as error:
        raise QueryFailed("有一个参数的类型不能发送给图库", hint="参数可以是文字、数字、真假、列表和映射") from error


def batches(things: Sequence[T], size: int = ROWS) -> Iterator[list[T]]:
    """Cut a sequence."""
    for at in range(0, len(things), size):
        yield list(things[at : at + size])


def batched(
    tx: Transaction, text: str, things: Sequence[T], row: Callable[[T], dict[str, Any]]
) -> Iterator[tuple[neo4j.Result, int]]:
    """Run a statement batch by batch; yields each result and how many rows it got.

    The rows of the next batch are made while the server works on one.
    """
    made = messages(row(one) for one in things)
    with ThreadPoolExecutor(1) as maker:
        upcoming = maker.submit(next, made, None)
        while (rows := upcoming.result()) is not None:
            upcoming = maker.submit(next, made, None)
            result = run(tx, text, {"rows": rows})
            count = len(rows)
            rows.clear()  # they are sent; the driver keeps the parameters of all statements until the transaction ends
            yield result, count


def write(tx: Transaction, text: str, things: Sequence[T], row: Callable[[T], dict[str, Any]]) -> None:
    """Run a statement over all rows, batch by batch."""
    for result, _ in batched(tx, text, things, row):
        result.consume()


def grouped(things: Sequence[T], key: Any) -> list[tuple[Any, list[T]]]:
    """Group things by a key, the groups in order."""
    groups: defaultdict[Any, list[T]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return sorted(groups.items())
