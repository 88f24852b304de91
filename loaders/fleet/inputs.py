"""The documents of a corpus: listed at any address, cut into chunks that stay when documents come and go."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ...graph.errors import InputError, UnreadableFile
from ..text import ARCHIVE, SUFFIXES, check_size, unknown_type
from . import lake

_LEAST, _MOST = 16, 2048
_LONGEST = 4
"""A chunk is cut by force at so many times the wanted size."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: the name that evidence carries, its address, its size in bytes."""

    name: str
    address: str
    size: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files that one task reads together."""

    number: int
    inputs: tuple[Input, ...]


def find_inputs(addresses: Sequence[str]) -> tuple[tuple[Input, ...], tuple[InputError, ...]]:
    """List the files to read, sorted by the names that evidence carries, and what cannot be read.

    Files are named as :func:`..text.find_files` names them. An archive is refused: its members have no
    addresses of their own.
    """
    found: dict[str, tuple[set[str], int]] = {}
    problems: list[InputError] = []
    for address in addresses:
        fs, path = lake.opened(address)
        if fs.isdir(path):
            listed = sorted(fs.find(path, detail=True).items())
            inside = [(one, info) for one, info in listed if not one.rsplit("/", 1)[-1].startswith(".")]
            if not any(_suffix(one) in SUFFIXES for one, _ in inside):
                problems.append(UnreadableFile("文件夹里没有可读的文件", where=address, hint="请检查地址"))
            root = path.rstrip("/")
            for one, info in inside:
                _list(fs, one, one[len(root) :].lstrip("/"), info, found, problems)
        elif fs.exists(path):
            _list(fs, path, path.rsplit("/", 1)[-1], fs.info(path), found, problems)
        else:
            problems.append(UnreadableFile("文件不存在", where=address, hint="请检查地址"))
    names = {at: max(forms, key=lambda n: (n.count("/"), n)) for at, (forms, _) in found.items()}
    listed_ = [Input(name, at, found[at][1]) for at, name in _told_apart(names).items()]
    return tuple(sorted(listed_, key=lambda one: one.name)), tuple(problems)


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _list(
    fs: Any, path: str, name: str, info: dict[str, Any], found: dict[str, tuple[set[str], int]],
    problems: list[InputError],
) -> None:  # fmt: skip
    suffix = _suffix(path)
    if suffix == ARCHIVE:
        problems.append(UnreadableFile("是压缩包，成批提取时不读", where=name, hint="请先解压"))
    elif suffix not in SUFFIXES:
        problems.append(unknown_type(suffix, name))
    else:
        size = int(info.get("size") or 0)
        try:
            check_size(size, name)
        except UnreadableFile as error:
            problems.append(error)
            return
        found.setdefault(fs.unstrip_protocol(path), (set(), size))[0].add(name)


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """Put folders before names that two files share, as many as it takes."""
    while True:
        counts = Counter(names.values())
        shared = [at for at, name in names.items() if counts[name] > 1]
        if not shared:
            return names
        for at in shared:
            names[at] = "/".join(at.split("/")[-(names[at].count("/") + 2) :])


def chunks(inputs: Sequence[Input], wanted: int = 0) -> tuple[Chunk, ...]:
    """Cut a sorted list of files into chunks.

    A name itself says whether a chunk ends with it, so that a new file changes one chunk and not all behind it.
    ``wanted`` files a chunk on average; by default it grows with the square root of their number, which keeps
    chunks times buckets in proportion to the documents. O(n).
    """
    size = wanted or chunk_size(len(inputs))
    found: list[Chunk] = []
    here: list[Input] = []
    for one in inputs:
        here.append(one)
        if zlib.crc32(one.name.encode()) % size == 0 or len(here) >= _LONGEST * size:
            found.append(Chunk(len(found), tuple(here)))
            here = []
    if here:
        found.append(Chunk(len(found), tuple(here)))
    return tuple(found)


def chunk_size(documents: int) -> int:
    """Return the files a chunk for a corpus: a power of two, so that it seldom changes while the corpus grows."""
    size = _LEAST
    while size < _MOST and size * size < documents:
        size *= 2
    return size


def bucket_count(documents: int) -> int:
    """Return into how many parts names and facts are distributed: a power of two, about 400 documents each."""
    count = 4
    while count * 400 < documents and count < 1 << 15:
        count *= 2
    return count


def digest_of(read: Iterable[tuple[str, str, int]]) -> str:
    """Return what identifies files by name, checksum and size."""
    return lake.fingerprint(sorted(read))
