"""What a check found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands: nothing to do, something to know, something that does not work."""

    FINE = "正常"
    NOTICE = "注意"
    BROKEN = "有误"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination: what was looked at, how it stands, what was found, how to mend it (or nothing)."""

    check: str
    title: str
    state: State
    found: str
    mend: str = ""


def guarded(check: str, title: str, look: Callable[[], Iterator[Finding]]) -> tuple[Finding, ...]:
    """Run a check; one that fails itself is a finding too, so that the others still run."""
    found: list[Finding] = []
    try:
        found.extend(look())
    except Exception as error:
        said = f"检查时出错（{type(error).__name__}：{' '.join(str(error).split())[:200]}）"
        found.append(Finding(check, title, State.BROKEN, said, "请把这一行报告给开发者，或重新安装 deltatrunk"))
    return tuple(found)
