"""What a check found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["error", "warning"]
State = Literal["passed", "warned", "failed", "unchecked"]
KEPT = 1000
"""Findings of one check that are kept with their place; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: where (an id, a span, a file, a record) and what, in Chinese."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Result:
    """One check's outcome. ``looked`` counts what was looked at, ``failed`` what is wrong of it.

    ``level`` tells what a finding means; ``advice`` what to do about one. ``unchecked`` says why nothing was
    looked at, where that is so.
    """

    name: str
    title: str
    level: Level
    looked: int
    failed: int
    findings: tuple[Finding, ...]
    advice: str = ""
    unchecked: str = ""

    @property
    def state(self) -> State:
        """How it ended."""
        if self.failed:
            return "failed" if self.level == "error" else "warned"
        return "unchecked" if self.unchecked else "passed"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of all checks, in their order."""

    results: tuple[Result, ...]

    def passed(self, *, strict: bool = False) -> bool:
        """Whether nothing failed; with ``strict`` a warning is a failure too."""
        return not any(one.state == "failed" or (strict and one.state == "warned") for one in self.results)

    def __getitem__(self, name: str) -> Result:
        """Return the result of a check by its name."""
        return next(one for one in self.results if one.name == name)

    def as_dict(self, *, strict: bool = False) -> dict[str, Any]:
        """Return the plain form that ``--json`` prints."""
        return {
            "passed": self.passed(strict=strict),
            "checks": [{"state": one.state, **asdict(one)} for one in self.results],
        }


class Check:
    """Collects the findings of one check."""

    def __init__(self, name: str, title: str, level: Level = "error", *, advice: str = "") -> None:
        self.name = name
        self.title = title
        self.level: Level = level
        self.advice = advice
        self.looked = 0
        self.unchecked = ""
        self._failed = 0
        self._findings: list[Finding] = []

    def saw(self, where: str, problems: Iterable[str]) -> None:
        """Count one thing that was looked at, and what is wrong with it."""
        self.looked += 1
        found = [*problems]
        if found:
            self.add(where, "；".join(found))

    def add(self, where: str, what: str) -> None:
        """Add a finding."""
        self._failed += 1
        if len(self._findings) < KEPT:
            self._findings.append(Finding(where, what))

    def result(self) -> Result:
        """Return the outcome."""
        return Result(
            self.name, self.title, self.level, self.looked, self._failed, tuple(self._findings), self.advice,
            self.unchecked,
        )  # fmt: skip
