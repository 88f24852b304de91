"""Where the files of a run lie, and what makes their names: what each was made from, and by which code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from . import lake

_CODE = (".py", ".yaml")


@dataclass(frozen=True, slots=True)
class Work:
    """A run's folder, and into how many buckets names and facts go; small enough to travel with every task."""

    root: str
    names: int
    facts: int
    text: bool = True

    def at(self, stage: str, key: str) -> str:
        """Return the address of what a stage made from something between two stages."""
        return lake.below(self.root, "work", stage, f"{key}.parquet")


@cache
def code() -> str:
    """Return what identifies the code and its lexicons: another version's work is not taken for done."""
    seen = hashlib.sha256()
    package = __package__.split(".", maxsplit=1)[0]
    for folder in ("graph", "loaders"):
        for one in sorted(_sources(files(f"{package}.{folder}")), key=lambda one: (one.name, str(one))):
            seen.update(one.name.encode() + b"\0" + one.read_bytes())
    return seen.hexdigest()[:16]


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for one in folder.iterdir():
        if one.is_dir():
            found += _sources(one)
        elif one.name.endswith(_CODE):
            found.append(one)
    return found
