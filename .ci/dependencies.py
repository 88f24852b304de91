"""What a plain install brings with it, under which licence: written to docs/dependencies.md, or compared with it.

    python .ci/dependencies.py --write | --check

Walks from deltatrunk's own requirements, and from those of the extras that users install, through what is installed
here. --check fails for a licence that is not on the list of permissive ones, for a package or a licence that the page
does not have, and for requirements that do not fit together. A package of the page that is not installed here is no
failure: other systems and versions need other ones.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).resolve().parent.parent / "docs" / "dependencies.md"
OURS = "deltatrunk"
DEVELOPERS = ("test", "dev", "notebooks")
PERMISSIVE = ("MIT", "BSD", "Apache-2.0", "ISC", "PSF-2.0", "MPL-2.0")
"""MPL-2.0 asks for the source of its own files only; they are used as they are."""
KNOWN = (
    (re.compile(r"\bA?GPL|\bLGPL|SSPL|Proprietary|Commercial", re.IGNORECASE), "not permissive"),
    (re.compile(r"\bMIT\b", re.IGNORECASE), "MIT"),
    (re.compile(r"\bBSD\b|BSD-[23]", re.IGNORECASE), "BSD"),
    (re.compile(r"\bApache\b", re.IGNORECASE), "Apache-2.0"),
    (re.compile(r"\bISC\b", re.IGNORECASE), "ISC"),
    (re.compile(r"\bPSF\b|Python-2\.0|Python Software Foundation", re.IGNORECASE), "PSF-2.0"),
    (re.compile(r"\bMPL\b|Mozilla Public", re.IGNORECASE), "MPL-2.0"),
)
HEAD = """# Dependencies

What `pip install deltatrunk` brings with it and under which licence. `python .ci/dependencies.py --check` compares this
page with what is installed, and refuses licences that are not permissive; `--write` writes it anew.

Beside these: the wheel `arcadedb-embedded` holds ArcadeDB's jars (Apache-2.0) and a Java runtime (OpenJDK, GPL-2.0 with
the Classpath Exception), `pypdfium2` holds PDFium (BSD). The JavaScript in the pages stands in `viz/static` beside its
licences.

| package | licence | needed by |
| --- | --- | --- |
"""


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """An installed package, its licences, and what asked for it."""

    name: str
    licences: tuple[str, ...]
    needed_by: tuple[str, ...]

    def row(self) -> str:
        """Return the page's row."""
        return f"| {self.name} | {', '.join(self.licences) or 'unknown'} | {', '.join(self.needed_by)} |"


def licences(metadata: importlib.metadata.PackageMetadata) -> tuple[str, ...]:
    """Return the licences that a package names: its expression, else its classifiers, else its licence field."""
    classifiers = [c for c in metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    for said in (
        metadata.get("License-Expression") or "",
        " ".join(classifiers),
        (metadata.get("License") or "")[:200],
    ):
        found = tuple(sorted({name for pattern, name in KNOWN if pattern.search(said)}))
        if found:
            return found
    return ()


def requirements(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    """Yield what a package asks for here, with some of its extras."""
    for line in importlib.metadata.requires(name) or []:
        wanted = Requirement(line)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": e}) for e in extras | {""}):
            yield wanted


def installed() -> tuple[Package, ...]:
    """Return everything that the plain install and the users' extras bring, as far as it is installed."""
    extras = frozenset(importlib.metadata.metadata(OURS).get_all("Provides-Extra") or ()) - set(DEVELOPERS)
    asked: dict[str, set[str]] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    todo: list[tuple[str, frozenset[str]]] = [(OURS, extras)]
    while todo:
        name, of = todo.pop()
        if (name, of) in seen:
            continue
        seen.add((name, of))
        for wanted in requirements(name, of):
            other = canonicalize_name(wanted.name)
            try:
                importlib.metadata.distribution(other)
            except importlib.metadata.PackageNotFoundError:
                continue
            if other != OURS:
                asked.setdefault(other, set()).add(name)
            todo.append((other, frozenset(wanted.extras)))
    found = ((name, licences(importlib.metadata.metadata(name)), by) for name, by in asked.items())
    return tuple(sorted(Package(name, said, tuple(sorted(by))) for name, said, by in found))


def problems(packages: tuple[Package, ...], page: str) -> list[str]:
    """Return what is wrong: licences, and what the page does not have."""
    rows = {cells[1].strip(): cells[2].strip() for line in page.splitlines() if len(cells := line.split("|")) == 5}
    found = []
    for package in packages:
        said = ", ".join(package.licences)
        if not package.licences or not set(package.licences) <= set(PERMISSIVE):
            found.append(f"{package.name}: {said or 'no licence known'} is not on the list of permissive licences")
        if package.name not in rows:
            found.append(f"{package.name}: not in {PAGE.name}; run python .ci/dependencies.py --write")
        elif rows[package.name] != said:
            found.append(f"{package.name}: {PAGE.name} says {rows[package.name]}, the package {said}")
    return found


def misfits() -> Iterator[str]:
    """Yield requirements of deltatrunk that what is installed does not meet."""
    for wanted in requirements(OURS, frozenset()):
        try:
            version = importlib.metadata.version(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            yield f"{wanted.name} is not installed"
            continue
        if not wanted.specifier.contains(version, prereleases=True):
            yield f"{wanted.name} {version} is not {wanted.specifier}"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--write", action="store_true")
    group.add_argument("--check", action="store_true")
    packages = installed()
    if parser.parse_args().write:
        PAGE.write_text(HEAD + "".join(f"{package.row()}\n" for package in packages), "utf-8")
    found = [*problems(packages, PAGE.read_text("utf-8")), *misfits()]
    sys.stdout.write("".join(f"{line}\n" for line in found) or f"{len(packages)} packages, permissive licences only\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
