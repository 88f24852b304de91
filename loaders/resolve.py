"""Which names are one thing: aliases, legal names, and one label a name, over all documents.

Nothing is guessed from spelling alone: a short form joins a legal name only where exactly one loaded
legal name holds it (ontology rule 2); a register entry joins the forms that it lists.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph.ids import fold
from . import lexicon
from .findings import Findings, Key
from .naming import core_name
from .rules.head import same_title

_LEGAL = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|集团公司|公司)$")
_SPACES = ("Place", "Zone", "Park")
_ORDER = (
    "Document Person Company Place Corridor Programme Park Zone Project Platform Organization Event "
    "IndustryChain Segment Technology Scenario"
).split()
_LEAST_SHORT_FORM = 2
_LEAST_PROGRAMME = 4
_STRUCTURE = ("heading", "table", "list", "bracket", "sentence", "head")
_STRUCTURE_WEIGHT = 10
"""A heading or a table outweighs so many sentences in what a name's label is."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The key that each key as written stands for; a key that is not in it stands for itself."""

    canonical: Mapping[Key, Key]

    def of(self, key: Key) -> Key:
        """Return the canonical key; what it belongs to is resolved too."""
        owner = self.of(key.owner) if key.owner is not None else None
        plain = Key(key.label, key.name)
        found = self.canonical.get(plain, plain)
        return Key(found.label, found.name, owner)


def resolve(found: Iterable[Findings]) -> Resolution:
    """Decide over all documents which keys are one."""
    everything = tuple(found)
    votes: dict[Key, float] = defaultdict(float)
    aliases: dict[Key, set[str]] = defaultdict(set)
    for findings in everything:
        for mention in findings.mentions:
            plain = Key(mention.key.label, mention.key.name)
            weight = _STRUCTURE_WEIGHT if mention.place.rule.startswith(_STRUCTURE) else 1
            votes[plain] += weight * mention.place.confidence
            aliases[plain].update(mention.aliases)
    canonical: dict[Key, Key] = {}
    _documents(votes, canonical)
    _registered(votes, canonical)
    _companies(votes, aliases, canonical)
    _stated_aliases(votes, aliases, canonical)
    _programmes(votes, canonical)
    _one_label(votes, canonical)
    _same_fold(votes, canonical)
    return Resolution({key: _end(key, canonical) for key in {*votes, *canonical}})


def _end(key: Key, canonical: Mapping[Key, Key]) -> Key:
    seen = {key}
    while key in canonical and canonical[key] not in seen:
        key = canonical[key]
        seen.add(key)
    return key


def _documents(votes: Mapping[Key, float], canonical: dict[Key, Key]) -> None:
    """A title with and without its years or 草案 is one document where only one such title is loaded."""
    titles = sorted((k for k in votes if k.label == "Document"), key=lambda k: (-len(k.name), k.name))
    for short in titles:
        longer = [t for t in titles if len(t.name) > len(short.name) and same_title(t.name, short.name)]
        if len(longer) == 1:
            canonical[short] = longer[0]


def _registered(votes: Mapping[Key, float], canonical: dict[Key, Key]) -> None:
    """Forms of a place or a department that the lexicons list are one."""
    for key in votes:
        lexicons = {"Place": lexicon.places, "IndustryChain": lexicon.industries}.get(key.label)
        if lexicons is None:
            continue
        terms = lexicons().find(key.name)
        if terms and terms[0].name != key.name and not lexicons().is_ambiguous(key.name):
            canonical[key] = Key(key.label, terms[0].name)


def _companies(votes: Mapping[Key, float], aliases: Mapping[Key, set[str]], canonical: dict[Key, Key]) -> None:
    companies = sorted((k for k in votes if k.label == "Company"), key=lambda k: k.name)
    legal = [k for k in companies if _LEGAL.search(k.name) and len(k.name) >= 7]
    cores = {k: core_name(k.name) for k in legal}
    by_alias: dict[str, set[Key]] = defaultdict(set)
    for key in legal:
        for alias in aliases.get(key, ()):
            by_alias[fold(alias)].add(key)
    for short in companies:
        if short in cores or len(short.name) < _LEAST_SHORT_FORM:
            continue
        direct = by_alias.get(fold(short.name), set())
        stem = re.sub(r"(?:集团|公司)$", "", short.name)
        named = direct or {k for k in legal if _holds(cores[k], k.name, stem if len(stem) >= 2 else short.name)}
        if not named:
            named = {k for k in legal if k.name != short.name and _registered_form(short.name, k.name)}
        if len(named) == 1:
            canonical[short] = next(iter(named))
    for short in companies:
        if short in canonical or short in cores:
            continue
        term = lexicon.companies().find(short.name)
        if len(term) == 1 and term[0].name != short.name:
            other = [c for c in companies if c != short and c.name in term[0].forms]
            target = next((c for c in other if c.name == term[0].name), None) or (
                min(other, key=lambda c: (-len(c.name), c.name)) if other else None
            )
            if target is not None and len(target.name) > len(short.name):
                canonical[short] = target


def _holds(core: str, legal: str, short: str) -> bool:
    """Tell whether a legal name holds a short form at the head of its core or of itself."""
    return core.startswith(short) or legal.startswith(short)


def _registered_form(short: str, legal: str) -> bool:
    """Tell whether the register lists both forms as one company."""
    terms = lexicon.companies().find(short)
    return len(terms) == 1 and legal in terms[0].forms


def _stated_aliases(votes: Mapping[Key, float], aliases: Mapping[Key, set[str]], canonical: dict[Key, Key]) -> None:
    """A name that a document itself gives as another form (以下简称, second name in brackets) joins it."""
    owners: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for key in votes:
        for alias in aliases.get(key, ()):
            owners[key.label, alias].add(_end(key, canonical))
            if key.label in _SPACES:
                for label in _SPACES:
                    owners[label, alias].add(_end(key, canonical))
    for key in sorted(votes, key=lambda k: (k.label, k.name)):
        who = owners.get((key.label, key.name), set()) - {key}
        if len(who) == 1 and key not in canonical:
            target = next(iter(who))
            if _end(target, canonical) != key:
                canonical[key] = target


def _programmes(votes: Mapping[Key, float], canonical: dict[Key, Key]) -> None:
    """G60星链 and G60星链计划 are one: a programme with and without its last word."""
    names = {key.name for key in votes if key.label == "Programme"}
    for name in names:
        short = re.sub(r"(?:计划|行动|工程)$", "", name)
        if short != name and len(short) >= _LEAST_PROGRAMME and short in names:
            canonical[Key("Programme", short)] = Key("Programme", name)


def _one_label(votes: Mapping[Key, float], canonical: dict[Key, Key]) -> None:
    """One name has one label: the one with the most support, then the more specific."""
    by_name: dict[str, Counter[str]] = defaultdict(Counter)
    name_of: dict[tuple[str, str], str] = {}
    for key, support in votes.items():
        end = _end(key, canonical)
        if end.label in _ORDER:
            by_name[fold(end.name)][end.label] += int(100 * support)
            name_of[fold(end.name), end.label] = end.name
    for folded, labels in by_name.items():
        if len(labels) < 2:
            continue
        best = min(labels, key=lambda one: (-labels[one], _ORDER.index(one)))
        target = Key(best, name_of[folded, best])
        for label in labels:
            if label != best:
                canonical[Key(label, name_of[folded, label])] = target


def _same_fold(votes: Mapping[Key, float], canonical: dict[Key, Key]) -> None:
    """Spellings that differ in widths, spaces, quotes or dashes are one name."""
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for key, support in votes.items():
        end = _end(key, canonical)
        groups[end.label, fold(end.name)][end.name] += int(100 * support)
    for (label, _), names in groups.items():
        if len(names) > 1 and label not in ("Task", "Indicator", "Target"):
            best = min(names, key=lambda n: (-names[n], n))
            for name in names:
                if name != best:
                    canonical[Key(label, name)] = Key(label, best)
