"""Joining keys step by step: every join says why, and none joins what a person keeps apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ...graph.facts import Skip
from ...graph.ids import fold
from ..findings import Key
from .decisions import Decision, Decisions
from .model import Apart, Merge

_KINDS = (
    ("Zone", "Park", "Place", "Corridor"),
    ("Company", "Organization", "Platform", "Park"),
    ("IndustryChain", "Segment", "Technology", "Scenario"),
    ("Programme", "Project", "Event", "Platform"),
)
"""Labels that careful readers give to one thing by turns; a decision may join within a row."""


class Joiner:
    """The canonical key of every key so far."""

    def __init__(self, decisions: Decisions) -> None:
        self.merges: list[Merge] = []
        self.apart: list[Apart] = []
        self.skips: list[Skip] = []
        self._decisions = decisions
        self._canonical: dict[Key, Key] = {}
        self._followers: set[Key] = set()
        self._decided: dict[Key, set[str]] = {}  # the names of a group that some decision keeps apart from others

    def end(self, key: Key) -> Key:
        """Return the key that a key stands for by now."""
        last = key
        while last in self._canonical:
            last = self._canonical[last]
        while key != last:
            self._canonical[key], key = last, self._canonical[key]
        return last

    def joined(self, key: Key) -> bool:
        """Tell whether a key stands for another one."""
        return key in self._canonical

    def join(self, key: Key, into: Key, rule: str, because: str) -> bool:
        """Let a key, with all that joined it, stand for another; refuses what a person keeps apart."""
        one, target = self.end(key), self.end(into)
        if one == target:
            return False
        refused = self._refused(one, target)
        if refused is not None:
            self.apart.append(Apart(key.name, into.name, rule, f"人工决定不是同一个（{refused.because}）"))
            return False
        if key in self._followers and rule != "decision":
            one, target, key = target, one, into  # the first name of a decision leads: 海思's legal name follows 华为
        self._canonical[one] = target
        names = self._names(one) | self._names(target)
        if names:
            self._decided[target] = names
        if one.name != target.name or one.label != target.label:
            self.merges.append(Merge(key.label, key.name, target.name, target.label, rule, because))
        return True

    def decide(self, votes: Mapping[Key, float], aliases: Mapping[Key, frozenset[str]]) -> None:
        """Join what a person says is the same; names that no document has wait for one that does."""
        if not self._decisions.same:
            return
        known: dict[str, set[Key]] = defaultdict(set)
        for key in votes:
            known[fold(key.name)].add(key)
        for key, stated in aliases.items():
            for alias in stated:
                if fold(alias) not in known:
                    known[fold(alias)].add(key)
        for decision in self._decisions.same:
            self._same(decision, known[fold(decision.one)], known[fold(decision.other)], votes)

    def _same(self, decision: Decision, ones: Iterable[Key], others: Iterable[Key], votes: Mapping[Key, float]) -> None:
        pairs = [(a, b) for a in ones for b in others if compatible(a.label, b.label)]
        if not pairs and ones and others:
            what = "、".join(f"{k.name}是 {k.label}" for k in sorted({*ones, *others}, key=str))
            detail = f"第 {decision.line} 行的决定不能执行，类型不同：{what}"
            self.skips.append(Skip("decision", detail))
            return
        by_support = sorted(pairs, key=lambda p: (p[0].label != p[1].label, -votes.get(p[0], 0), str(p)))
        for one, other in by_support:
            if self.join(other, one, "decision", decision.because):
                self._followers.add(other)

    def _names(self, end: Key) -> set[str]:
        found = self._decided.get(end)
        if found is None:
            found = {fold(end.name)} if self._decisions.apart_from(end.name) else set()
        return found

    def _refused(self, one: Key, other: Key) -> Decision | None:
        others = self._names(other)
        for name in self._names(one) if others else ():
            apart = self._decisions.apart_from(name)
            for hit in others & apart.keys():
                return apart[hit]
        return None


def compatible(one: str, other: str) -> bool:
    """Tell whether a decision may join things of two labels."""
    return one == other or any(one in kinds and other in kinds for kinds in _KINDS)
