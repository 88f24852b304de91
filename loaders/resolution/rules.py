"""What is one over all documents: titles, registers, legal names, stated aliases, one label a name.

Nothing is guessed from spelling alone: a short form joins a legal name only where exactly one loaded
legal name holds it (ontology rule 2) and no guard tells them apart; a register entry joins the forms
that it lists.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ...graph.ids import fold
from .. import lexicon
from ..findings import Key
from ..naming import core_name
from ..rules.head import same_title
from .guards import why_apart
from .joining import Joiner
from .model import Apart, Ballot, Where

Votes = Mapping[Key, float]
Aliases = Mapping[Key, frozenset[str]]

_LEGAL = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|集团公司|公司)$")
_LEAST_STEM = 3
_GROUP = re.compile(r"(?:集团|公司)$")
_DEED = re.compile(r"(?:计划|行动|工程)$")
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_SPACES = ("Place", "Zone", "Park")
_ORDER = (
    "Document Person Company Place Corridor Programme Park Zone Project Platform Organization Event "
    "IndustryChain Segment Technology Scenario"
).split()
_LEAST_LEGAL = 7
_LEAST_SHORT_FORM = 2
_LEAST_PROGRAMME = 4


def placed(ballots: Iterable[Ballot], local: Mapping[Where, Mapping[Key, Key]]) -> Iterator[Ballot]:
    """Yield the ballots with every key as its document means it."""
    for ballot in ballots:
        here = local.get(ballot.where)
        if not here:
            yield ballot
            continue
        votes: dict[Key, float] = defaultdict(float)
        aliases: dict[Key, frozenset[str]] = {}
        for key, support in ballot.votes.items():
            votes[here.get(key, key)] += support
        for key, stated in ballot.aliases.items():
            end = here.get(key, key)
            aliases[end] = aliases.get(end, frozenset()) | stated
        yield replace(ballot, votes=votes, aliases=aliases)


def documents(votes: Votes, joiner: Joiner) -> None:
    """Join a title with and without its years or 草案 where only one such title is loaded."""
    alike: dict[str, list[Key]] = defaultdict(list)
    for key in votes:
        if key.label == "Document":
            alike[fold(_BRACKETS.sub("", key.name))].append(key)
    for titles in alike.values():
        for short in sorted(titles, key=lambda k: (-len(k.name), k.name)):
            longer = [t for t in titles if len(t.name) > len(short.name) and same_title(t.name, short.name)]
            if len(longer) == 1:
                joiner.join(short, longer[0], "title", "标题只差括号里的年份或“草案”")


def registered(votes: Votes, joiner: Joiner) -> None:
    """Join the forms of a place or an industry that the lexicons list."""
    for key in votes:
        lexicons = {"Place": lexicon.places, "IndustryChain": lexicon.industries}.get(key.label)
        if lexicons is None:
            continue
        terms = lexicons().find(key.name)
        if terms and terms[0].name != key.name and not lexicons().is_ambiguous(key.name):
            joiner.join(key, Key(key.label, terms[0].name), "register", f"词表：{terms[0].source}")


def companies(votes: Votes, aliases: Aliases, joiner: Joiner) -> None:
    """Join short forms to the one legal name that holds them, then to the register's name."""
    every = sorted((k for k in votes if k.label == "Company"), key=lambda k: k.name)
    legal = {k.name: k for k in every if _LEGAL.search(k.name) and len(k.name) >= _LEAST_LEGAL}
    index = _Openings(legal.values())
    by_alias: dict[str, set[Key]] = defaultdict(set)
    for key in legal.values():
        for alias in aliases.get(key, ()):
            by_alias[fold(alias)].add(key)
    left: list[Key] = []
    for short in every:
        if short.name in legal or len(short.name) < _LEAST_SHORT_FORM:
            continue
        stem = _GROUP.sub("", short.name)
        stem = stem if len(stem) >= _LEAST_STEM else short.name  # 临港集团 is not each 临港…有限公司
        found, rule, why = by_alias.get(fold(short.name), set()), "stated", "文件给出的简称"
        if not found:
            found, rule = index.holding(stem if len(stem) >= _LEAST_SHORT_FORM else short.name), "legal-name"
            why = f"载入的企业全称里只有一个以“{stem}”开头"
        if not found:
            found, rule, why = _registered_legal(short.name, legal), "register", "企业词表列为同一家"
        if len(found) != 1:
            left.append(short)
            continue
        (target,) = found
        guarded = why_apart(short.name, target.name, whole=False) if rule == "legal-name" else ""
        if guarded:
            joiner.apart.append(Apart(short.name, target.name, rule, guarded))
            left.append(short)
        else:
            joiner.join(short, target, rule, why)
    names = {k.name: k for k in every}
    for short in left:
        _registered_form(short, names, joiner)


class _Openings:
    """Finds the legal names that open with a word, by their cores or whole: O(log n) a question."""

    def __init__(self, legal: Iterable[Key]) -> None:
        entries = [(text, key.name, key) for key in legal for text in {core_name(key.name), key.name}]
        self._entries = sorted(entries, key=lambda entry: entry[:2])
        self._texts = [entry[0] for entry in self._entries]

    def holding(self, word: str) -> set[Key]:
        """Return the names that open with a word; two are enough to know that it is not one."""
        found: set[Key] = set()
        at = bisect_left(self._texts, word)
        while at < len(self._texts) and self._texts[at].startswith(word) and len(found) < 2:
            found.add(self._entries[at][2])
            at += 1
        return found


def _registered_legal(short: str, legal: Mapping[str, Key]) -> set[Key]:
    """The loaded legal names that the register lists with a form; none where it lists the form twice."""
    terms = lexicon.companies().find(short)
    return {legal[form] for form in terms[0].forms if form in legal and form != short} if len(terms) == 1 else set()


def _registered_form(short: Key, names: Mapping[str, Key], joiner: Joiner) -> None:
    """Join a short form to the register's name, or to the longest form of it that a document uses."""
    terms = lexicon.companies().find(short.name)
    if len(terms) != 1 or terms[0].name == short.name:
        return
    other = [names[form] for form in terms[0].forms if form in names and form != short.name]
    target = names.get(terms[0].name) or min(other, key=lambda c: (-len(c.name), c.name), default=None)
    if target is not None and len(target.name) > len(short.name):
        joiner.join(short, target, "register", f"企业词表列为同一家（{terms[0].name}）")


def stated_aliases(votes: Votes, aliases: Aliases, joiner: Joiner) -> Mapping[tuple[str, str], set[Key]]:
    """Join names that documents themselves give as other forms (以下简称, a second name in brackets).

    Returns who owns each alias: what several own is settled document by document.
    """
    owners: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for key, stated in aliases.items():
        labels = {key.label, *(_SPACES if key.label in _SPACES else ())}
        for alias in stated:
            for label in labels:
                owners[label, alias].add(joiner.end(key))
    for key in sorted(votes, key=lambda k: (k.label, k.name)):
        who = owners.get((key.label, key.name), set()) - {key}
        if len(who) == 1 and not joiner.joined(key):
            (target,) = who
            joiner.join(key, target, "stated", f"文件把它写作“{target.name}”的另一名称")
    return owners


def programmes(votes: Votes, joiner: Joiner) -> None:
    """Join G60星链 and G60星链计划: a programme with and without its last word."""
    names = {key.name for key in votes if key.label == "Programme"}
    for name in sorted(names):
        short = _DEED.sub("", name)
        if short != name and len(short) >= _LEAST_PROGRAMME and short in names:
            joiner.join(Key("Programme", short), Key("Programme", name), "last-word", "只差最后的“计划、行动、工程”")


def one_label(votes: Votes, joiner: Joiner) -> None:
    """Give one name one label: the one with the most support, then the more specific."""
    by_name: dict[str, Counter[str]] = defaultdict(Counter)
    name_of: dict[tuple[str, str], str] = {}
    for key, support in votes.items():
        end = joiner.end(key)
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
                joiner.join(Key(label, name_of[folded, label]), target, "one-label", "同一名称取依据最多的类型")


def same_fold(votes: Votes, joiner: Joiner) -> None:
    """Join spellings that differ in widths, spaces, quotes or dashes."""
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for key, support in votes.items():
        end = joiner.end(key)
        groups[end.label, fold(end.name)][end.name] += int(100 * support)
    for (label, _), names in groups.items():
        if len(names) > 1 and label not in ("Task", "Indicator", "Target"):
            best = min(names, key=lambda n: (-names[n], n))
            for name in names:
                if name != best:
                    joiner.join(Key(label, name), Key(label, best), "spelling", "只差全半角、空格、引号或连接号")
