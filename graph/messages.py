"""How much goes into one message: ArcadeDB drops one of more than 16 MiB and never answers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from .errors import StoreError

ROWS = 2000
"""Rows a statement, or less where they are long."""
USUAL = 4_000_000
"""Bytes a statement, about."""
LARGEST = 16_000_000
"""Bytes of one row, all its values together."""
_ENCODER = msgspec.msgpack.Encoder()
T = TypeVar("T")


def messages(rows: Iterable[T]) -> Iterator[list[T]]:
    """Cut rows into what one statement takes; raises :class:`StoreError` for a row that none can take."""
    batch: list[T] = []
    held = 0
    for row in rows:
        size = size_of(row)
        if size > LARGEST:
            raise StoreError(f"有一条记录太长（{size // 1_000_000} MB），图库不能接收", hint="请把那份文件分成几份再试")
        if batch and (len(batch) == ROWS or held + size > USUAL):
            yield batch
            batch, held = [], 0
        batch.append(row)
        held += size
    if batch:
        yield batch


def size_of(row: object) -> int:
    """Return how many bytes a row takes, but for some: MessagePack writes as PackStream does."""
    try:
        return len(_ENCODER.encode(row))
    except (TypeError, ValueError, OverflowError):  # half a character, a number too large: the driver refuses the row
        return 0
