"""Files of a corpus run at any address that fsspec knows, and the Parquet that lies between its stages.

A file is written whole or not at all: under another name and then moved, or in one request where the storage knows
no moving. Its name says what it was made from, so a file that exists is done.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem

from ...graph.errors import ExportError, reason

_BUCKETS = b"buckets"
_CODEC = "zstd"
_ROW_GROUP = 1 << 16

Row = tuple[Any, ...]
"""The cells of one row, in the order of the schema."""


def fingerprint(*parts: object) -> str:
    """Return a name for JSON-like parts, equal on every machine."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def number_of(*parts: str) -> int:
    """Return a number for words, equal on every machine: what they are distributed by."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big") >> 1


@lru_cache
def opened(address: str) -> tuple[Any, str]:
    """Return the file system of an address and the path in it; raises :class:`ExportError` for an unknown kind."""
    try:
        fs, path = fsspec.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise ExportError(
            f"打不开这种地址（{error}）",
            where=address,
            hint="请检查地址的写法；S3 需另装 s3fs，其他存储需装相应的 fsspec 插件",
        ) from error
    return fs, path


def below(address: str, *names: str) -> str:
    """Return the address of something in a folder."""
    return "/".join((address.rstrip("/"), *names))


def exists(address: str) -> bool:
    """Tell whether a file is there."""
    fs, path = opened(address)
    return bool(fs.exists(path))


def read(address: str) -> bytes:
    """Return the bytes of a file."""
    fs, path = opened(address)
    data: bytes = fs.cat_file(path)
    return data


def write(address: str, data: bytes) -> None:
    """Write a file as a whole; raises :class:`ExportError` where the storage refuses."""
    fs, path = opened(address)
    try:
        if not isinstance(fs, LocalFileSystem):
            fs.pipe_file(path, data)  # one request: seen whole or not at all
            return
        folder = os.path.dirname(path)  # noqa: PTH120 - a path of a file system that may be another one
        fs.makedirs(folder, exist_ok=True)
        passing = below(folder, f".{uuid.uuid4().hex}.tmp")
        try:
            fs.pipe_file(passing, data)
            os.replace(passing, path)  # noqa: PTH105
        finally:
            if fs.exists(passing):
                fs.rm_file(passing)
    except OSError as error:
        raise ExportError(f"写不进去：{reason(error)}", where=address, hint="请检查地址、权限和剩余空间") from error


def listed(address: str) -> list[str]:
    """Return the names of the files right in a folder, sorted; none where there is no folder."""
    fs, path = opened(address)
    if not fs.isdir(path):
        return []
    return sorted(found.rsplit("/", 1)[-1] for found in fs.ls(path, detail=False))


def remove(addresses: Iterable[str]) -> None:
    """Remove files."""
    for address in addresses:
        fs, path = opened(address)
        fs.rm_file(path)


def parquet(tables: Mapping[int, pa.Table], kind: pa.Schema) -> bytes:
    """Return tables by bucket as one Parquet file: a row group a bucket, empty buckets left out."""
    kept = {bucket: table for bucket, table in sorted(tables.items()) if table.num_rows}
    out = io.BytesIO()
    numbers = {_BUCKETS: json.dumps(list(kept)).encode()}
    with pq.ParquetWriter(out, kind.with_metadata(numbers), compression=_CODEC) as writer:
        for table in kept.values():
            writer.write_table(table.replace_schema_metadata(numbers), row_group_size=table.num_rows)
    return out.getvalue()


def plain_parquet(rows: Sequence[Row], kind: pa.Schema) -> bytes:
    """Return rows as a Parquet file."""
    out = io.BytesIO()
    pq.write_table(_table(rows, kind), out, compression=_CODEC, row_group_size=_ROW_GROUP)
    return out.getvalue()


def bucketed(rows: Sequence[Row], buckets: Sequence[int], kind: pa.Schema) -> bytes:
    """Return rows as one Parquet file with a row group a bucket; their order within a bucket stays."""
    order = sorted(range(len(buckets)), key=buckets.__getitem__)
    table = _table(rows, kind).take(pa.array(order, pa.int64()))
    tables: dict[int, pa.Table] = {}
    start = 0
    for bucket, several in groupby(order, key=buckets.__getitem__):
        length = sum(1 for _ in several)
        tables[bucket] = table.slice(start, length)
        start += length
    return parquet(tables, kind)


def bucket_of(addresses: Iterable[str], bucket: int, kind: pa.Schema, columns: Sequence[str] = ()) -> pa.Table:
    """Return one bucket of several files, in the order of the files: only its row groups are read."""
    found = [part for address in addresses for part in _row_groups(address, bucket, columns)]
    wanted = pa.schema([field for field in kind if not columns or field.name in columns])
    return pa.concat_tables(found).combine_chunks() if found else wanted.empty_table()


def _row_groups(address: str, bucket: int, columns: Sequence[str]) -> Iterator[pa.Table]:
    fs, path = opened(address)
    with fs.open(path, "rb") as data, pq.ParquetFile(data) as file:
        numbers = json.loads(file.schema_arrow.metadata[_BUCKETS])
        if bucket in numbers:
            table = file.read_row_group(numbers.index(bucket), columns=list(columns) or None)
            yield table.replace_schema_metadata(None)


def rows_of(table: pa.Table, *names: str) -> Iterator[Any]:
    """Yield the rows of a table, or the cells of some columns, as Python objects: all of them are made at once."""
    return zip(*(table[name].to_pylist() for name in names or table.column_names), strict=True)


def _table(rows: Sequence[Row], kind: pa.Schema) -> pa.Table:
    return pa.table({name: [row[k] for row in rows] for k, name in enumerate(kind.names)}, schema=kind)


def table_of(address: str, columns: Sequence[str] = ()) -> pa.Table:
    """Return a whole Parquet file, or some of its columns."""
    fs, path = opened(address)
    with fs.open(path, "rb") as data:
        return pq.read_table(data, columns=list(columns) or None).replace_schema_metadata(None)
