"""What resolution is told and what it answers: ballots in, canonical keys and their reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...graph.facts import Skip
from ..findings import Findings, Key
from .places import Setting, named_before, setting

Where = tuple[str, str]
"""A document: its file and its name."""

_STRUCTURE = ("heading", "table", "list", "bracket", "sentence", "head")
_IN_PASSING = ("phrase.", "chain.named")
_STRUCTURE_WEIGHT = 10
"""A heading or a table outweighs so many sentences in what a name's label is."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one document says of names: support for each key, the aliases that it states, its own place.

    ``stated`` are the aliases that headings, tables and 以下简称 give, not those of a passing short form.
    ``before`` holds the place that stands right before a homonymous place's name (舟山市 before 普陀区).
    """

    where: Where
    setting: Setting
    votes: Mapping[Key, float]
    aliases: Mapping[Key, frozenset[str]]
    stated: Mapping[Key, frozenset[str]]
    before: Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """A form that stands for another name, with the rule that joined them and what it rests on.

    ``document`` names the one document in which that holds; empty: in all of them. ``source`` is the first
    document that states what the reason rests on: the alias, else the name.
    """

    label: str
    form: str
    into: str
    into_label: str
    rule: str
    because: str
    document: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Apart:
    """Two names that a rule would have joined and that a guard or a person keeps apart."""

    one: str
    other: str
    rule: str
    because: str


@dataclass(slots=True)
class Names:
    """The canonical keys as one document sees them; keys are remembered, because facts repeat them."""

    canonical: Mapping[Key, Key]
    local: Mapping[Key, Key]
    _known: dict[Key, Key] = field(default_factory=dict)

    def of(self, key: Key) -> Key:
        """Return the canonical key; what it belongs to is resolved too."""
        found = self._known.get(key)
        if found is None:
            owner = self.of(key.owner) if key.owner is not None else None
            plain = Key(key.label, key.name)
            plain = self.local.get(plain, plain)
            plain = self.canonical.get(plain, plain)
            found = self._known[key] = Key(plain.label, plain.name, owner)
        return found


@dataclass(frozen=True, slots=True)
class Resolution:
    """The key that each key stands for, over all documents and in single ones, with every reason."""

    canonical: Mapping[Key, Key]
    local: Mapping[Where, Mapping[Key, Key]]
    merges: tuple[Merge, ...] = ()
    apart: tuple[Apart, ...] = ()
    skips: tuple[Skip, ...] = ()

    def within(self, document: Where) -> Names:
        """Return the names as a document uses them."""
        return Names(self.canonical, self.local.get(document, {}))


def where(findings: Findings) -> Where:
    """Return what identifies a document of a load: two cities may give two plans one title."""
    return findings.file, findings.document.name


def observe(findings: Findings) -> Ballot:
    """Count what a document says of names; small beside its findings, so that a load can keep one a document."""
    votes: dict[Key, float] = {}
    aliases: dict[Key, frozenset[str]] = {}
    stated: dict[Key, frozenset[str]] = {}
    for mention in findings.mentions:
        plain = Key(mention.key.label, mention.key.name)
        weight = _STRUCTURE_WEIGHT if mention.place.rule.startswith(_STRUCTURE) else 1
        votes[plain] = votes.get(plain, 0.0) + weight * mention.place.confidence
        if mention.aliases:
            aliases[plain] = aliases.get(plain, frozenset()).union(mention.aliases)
            if not mention.place.rule.startswith(_IN_PASSING):
                stated[plain] = stated.get(plain, frozenset()).union(mention.aliases)
    return Ballot(where(findings), setting(findings), votes, aliases, stated, named_before(findings))


def total(ballots: Iterable[Ballot]) -> tuple[dict[Key, float], dict[Key, frozenset[str]]]:
    """Add up the support of every key and the aliases that any document states for it."""
    votes: dict[Key, float] = {}
    aliases: dict[Key, frozenset[str]] = {}
    for ballot in ballots:
        for key, support in ballot.votes.items():
            votes[key] = votes.get(key, 0.0) + support
        for key, stated in ballot.aliases.items():
            aliases[key] = aliases.get(key, frozenset()) | stated
    return votes, aliases
