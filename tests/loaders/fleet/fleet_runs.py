"""What tests of a corpus run ask of its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from deltatrunk.loaders.fleet import Report, corpus, engine
from deltatrunk.loaders.fleet.results import lines_of


def run(inputs: Sequence[object], out: object, *, chunk: int = 4, workers: int = 1, processes: bool = True) -> Report:
    """Extract a corpus in small chunks."""
    with engine(workers=workers, processes=processes) as opened:
        return corpus([str(one) for one in inputs], str(out), opened, chunk=chunk)


def lines(out: Path) -> list[str]:
    """Return the lines of the ``jsonl`` export, sorted."""
    return sorted(lines_of(str(out)))


def checksums(out: Path) -> dict[str, str]:
    """Return the checksum of every Parquet file of a folder."""
    files = sorted(out.rglob("*.parquet"))
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
