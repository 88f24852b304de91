"""What a phrase names: a label by the lexicons, by the suffix of the name, or by what a rule learnt.

Every guess says how it was made, so that a fact names the rule that found it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from . import lexicon
from .grammar import Words, grammar

_LEGAL = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|集团公司|总公司|分公司|子公司|公司|集团)$")
_PROPER = re.compile(r"[A-Za-z]+\d|\d+[A-Za-z]|[A-Z]{2,}|“")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """A label for a name: how sure (0..1), by what, the canonical name where a lexicon gives one."""

    label: str
    confidence: float
    how: str
    name: str = ""


@cache
def known_words() -> Words:
    """Every unambiguous form of every lexicon: words that no boundary may cut."""
    words: set[str] = set()
    for one in _lexicons():
        for form, terms in one.by_form.items():
            if len(form) >= 2 and not (len(form) == 2 and any(form in t.ambiguous for t in terms)):
                words.add(form)
    words.update(form for s in lexicon.segments() for form in s.forms)
    return Words(words)


@cache
def _lexicons() -> tuple[lexicon.Lexicon, ...]:
    return (
        lexicon.places(), lexicon.organizations(), lexicon.companies(), lexicon.spaces(),
        lexicon.industries(), lexicon.technologies(), lexicon.scenarios(),
    )  # fmt: skip


@cache
def _suffixes() -> dict[str, lexicon.Suffix]:
    found: dict[str, lexicon.Suffix] = {}
    for name in ("spaces", "organizations", "companies"):
        for suffix in lexicon.suffixes(name):
            found.setdefault(suffix.text, suffix)
    return found


@cache
def _suffix_words() -> Words:
    return Words(_suffixes())


def suffix_of(name: str) -> lexicon.Suffix | None:
    """Return the longest known name ending of a phrase, or None."""
    plain = re.sub(r"（[^）]*）$", "", name).rstrip("”")
    word = _suffix_words().match_end(plain)
    return _suffixes()[word] if word else None


def place_at_start(name: str) -> str:
    """Return the place name that opens a phrase, or an empty string."""
    for length in range(min(len(name), 8), 1, -1):
        if lexicon.places().find(name[:length]):
            return name[:length]
    return ""


def is_proper(name: str, suffix: str) -> bool:
    """Tell whether what stands before a suffix singles one thing out: a place, a brand, a code, a quotation."""
    front = name[: len(name) - len(suffix)] if name.endswith(suffix) else name
    if _PROPER.search(front) or place_at_start(front):
        return True
    return any(
        lexicon.companies().find(front[:k]) or lexicon.spaces().find(front[:k]) for k in range(2, len(front) + 1)
    )


def is_generic(name: str, suffix: str) -> bool:
    """Tell whether what stands before a suffix is made of generic words only."""
    front = name[: len(name) - len(suffix)]
    at = 0
    while at < len(front):
        word = grammar().generic.match(front, at)
        if not word:
            return False
        at += len(word)
    return True


@cache
def guess(name: str) -> Guess | None:
    """Guess the label of a whole phrase from the lexicons and the suffixes; None where neither knows it."""
    if len(name) < 2:
        return None
    for one in _lexicons():
        terms = one.find(name)
        if terms:
            sure = not any(name in t.ambiguous for t in terms)
            return Guess(terms[0].label, 0.95 if sure else 0.45, f"lexicon:{one.name}", terms[0].name)
    if _LEGAL.search(name) and len(name) >= 5:
        return Guess("Company", 0.95, "suffix:legal-form")
    suffix = suffix_of(name)
    if suffix is None or len(name) - len(suffix.text) < 2:
        return None
    if is_generic(re.sub(r"（[^）]*）$", "", name), suffix.text):
        return Guess(suffix.label, 0.3, f"suffix:{suffix.text}:generic")
    proper = is_proper(name, suffix.text)
    if suffix.strong:
        return Guess(suffix.label, 0.9 if proper else 0.7, f"suffix:{suffix.text}")
    return Guess(suffix.label, 0.75 if proper else 0.45, f"suffix:{suffix.text}:weak")


def industry(name: str) -> tuple[str, float] | None:
    """Return the canonical industry name of a phrase and how sure, or None.

    产业, 产业链 and 行业 are dropped (ontology rule 2); a name that no lexicon knows counts where the
    phrase itself says that it is an industry.
    """
    stem = re.sub(r"(?:创新型)?(?:产业链|产业集群|产业|行业|全产业链)$", "", name)
    terms = lexicon.industries().find(stem) or lexicon.industries().find(name)
    if terms:
        return terms[0].name, 0.9
    if stem != name and len(stem) >= 2 and not is_generic(stem, ""):
        return stem, 0.65
    return None
