"""The names that a document states itself, and the words that no boundary may cut."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .findings import Mention
from .grammar import Words
from .naming import core_name, known_words

SHORTEST_SHORT_FORM = 3
_STRUCTURE_VOTES = 10
"""A heading, a table or a bracket outweighs so many sentences in what a name's label is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a form names in a document, and how sure."""

    label: str
    name: str
    confidence: float


class Names:
    """The names that a document states itself, with their label."""

    def __init__(self, beside: Names | None = None) -> None:
        self._beside = beside
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        self._canonical: dict[str, str] = {}
        self._cores: dict[str, str] = {}

    def add(self, form: str, label: str, confidence: float, canonical: str = "") -> None:
        """Add a vote that a form names a thing of a label."""
        if len(form) >= 2 and label not in ("Task", "Indicator", "Target", "Document", "Section", "Passage"):
            self._votes[form][label] += int(100 * confidence)
            if canonical:
                self._canonical.setdefault(form, canonical)
            if label == "Company" and form.endswith("公司"):
                self._cores.setdefault(core_name(form), form)
                self._cores.setdefault(form, form)

    def find(self, form: str) -> Known | None:
        """Return what a form names in this document, or None; a legal name's opening counts as its short form."""
        return self.stated(form) or self._short_form(form)

    def stated(self, form: str) -> Known | None:
        """Return what a form as written names in this document, or None."""
        votes = self._votes.get(form)
        if not votes:
            return self._beside.stated(form) if self._beside else None
        label = min(votes, key=lambda one: (-votes[one], one))
        return Known(label, self._canonical.get(form, form), min(0.95, votes[label] / 100))

    def _short_form(self, form: str) -> Known | None:
        """A word that opens exactly one stated legal name (华东电脑 of 上海华东电脑系统有限公司)."""
        if len(form) < SHORTEST_SHORT_FORM:
            return None
        legal = {name for core, name in self._cores.items() if core.startswith(form)}
        return Known("Company", form, 0.8) if len(legal) == 1 else None

    def forms(self) -> Iterable[str]:
        """All forms."""
        return {*self._votes, *(self._beside.forms() if self._beside else ())}


def stated_names(mentions: Iterable[Mention], beside: Names | None = None) -> Names:
    """Collect the names that structure rules recorded (headings, tables, brackets, lists).

    ``beside`` are names of other documents, asked where this one says nothing.
    """
    names = Names(beside)
    for mention in mentions:
        if mention.place.confidence >= 0.5:
            sure = _STRUCTURE_VOTES * mention.place.confidence
            names.add(mention.key.name, mention.key.label, sure, mention.key.name)
            for alias in mention.aliases:
                names.add(alias, mention.key.label, sure, mention.key.name)
    return names


def boundaries(names: Names) -> Words:
    """Return the words of the lexicons and of a document that no boundary may cut."""
    return known_words().union(added_words(names))


def added_words(names: Names) -> frozenset[str]:
    """Return the forms of a document that no lexicon holds."""
    known = known_words()
    return frozenset(f for f in names.forms() if len(f) >= 2 and f not in known)
