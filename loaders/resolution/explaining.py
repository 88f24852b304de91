"""Why a name is one node with its other forms, and why it is not one with what looks like it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...graph.ids import fold
from .decisions import Decisions
from .lookalikes import Name, Pair, nearest
from .model import Apart, Merge, Resolution

RULES = {
    "decision": "人工决定",
    "department": "部门写法",
    "last-word": "计划名的末字",
    "legal-name": "唯一的全称",
    "of-a-city": "各地通称",
    "one-label": "一名一类",
    "place": "地名",
    "register": "词表",
    "spelling": "写法",
    "stated": "文件自述",
    "title": "文件标题",
}
"""The rules that merge, by their Chinese names."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A node that holds a name: its forms with their reasons, and its nearest names with what keeps them apart."""

    node: Name
    merges: tuple[Merge, ...]
    near: tuple[tuple[Pair, str], ...]


def explain(
    name: str, names: Iterable[Name], resolution: Resolution | None, decisions: Decisions
) -> tuple[Explanation, ...]:
    """Explain every node that has a name or one of its forms; none where no document has it."""
    every = tuple(names)
    folded = fold(name)
    merges = resolution.merges if resolution is not None else ()
    apart = resolution.apart if resolution is not None else ()
    nodes = [n for n in every if folded in {fold(n.name), *map(fold, n.aliases)}]
    found: list[Explanation] = []
    for node in nodes:
        forms = {node.name, *node.aliases}
        mine = tuple(m for m in merges if m.into == node.name or (m.form in forms and m.into in forms))
        near = tuple((pair, _reason(pair, apart, decisions)) for pair in nearest(node, every))
        found.append(Explanation(node, mine, near))
    return tuple(found)


def _reason(pair: Pair, apart: Iterable[Apart], decisions: Decisions) -> str:
    """Say what keeps a pair apart: a person, a guard, or that no rule joins them."""
    decided = decisions.forbids(pair.one.name, pair.other.name)
    if decided is not None:
        return f"人工决定不是同一个：{decided.because}"
    names = {pair.one.name, pair.other.name}
    refused = next((a.because for a in apart if {a.one, a.other} == names), "")
    return refused or "；".join(pair.guards) or "没有规则说它们是同一个；只凭字形相近不合并"
