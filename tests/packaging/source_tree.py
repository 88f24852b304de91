"""The repository's own files, for the tests that look at them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = {
    "deltatrunk": "src/deltatrunk",
    **{f"deltatrunk.{name}": name for name in ("graph", "loaders", "queries", "viz")},
}
"""Where each part of the package stands."""

NEIGHBOURS = ("tests", "benchmarks", "notebooks", "docs", ".ci")
READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def pyproject() -> dict[str, object]:
    """Return pyproject.toml as data."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def packages() -> dict[str, Path]:
    """Return every folder that holds a module, by its name as a package."""
    found: dict[str, Path] = {}
    for name, place in ROOMS.items():
        for folder in sorted({file.parent for file in (ROOT / place).rglob("*.py")}):
            inside = folder.relative_to(ROOT / place).parts
            found[".".join((name, *inside))] = folder
    return found


def package_files() -> dict[str, Path]:
    """Return every file of the package by its path inside a wheel."""
    found: dict[str, Path] = {}
    for name, place in ROOMS.items():
        for file in sorted((ROOT / place).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found["/".join((*name.split("."), *file.relative_to(ROOT / place).parts))] = file
    return found


def sources(suffix: str) -> Iterator[Path]:
    """Yield the repository's files of a kind, without what tools leave behind."""
    yield from sorted(ROOT.glob(f"*{suffix}"))
    for place in (*ROOMS.values(), *NEIGHBOURS):
        for file in sorted((ROOT / place).rglob(f"*{suffix}")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


def blocks(readme: str, language: str) -> list[str]:
    """Return the fenced blocks of a language in a file at the top."""
    return [text for marked, text in BLOCK.findall((ROOT / readme).read_text("utf-8")) if marked == language]
