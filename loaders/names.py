"""The names that a document states itself, and the words that no boundary may cut."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from .findings import Mention
from .grammar import Words
from .naming import core_name, known_words

SHORTEST_SHORT_FORM = 3
STATED = 0.5
"""Names of structure that are less sure than this are no names in sentences."""
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
        self._sorted_cores: list[str] = []
        self._known: dict[str, Known] = {}
        self._openings: set[str] = set()
        self._words: Words | None = None

    def add(self, form: str, label: str, confidence: float, canonical: str = "") -> None:
        """Add a vote that a form names a thing of a label."""
        if len(form) >= 2 and label not in ("Task", "Indicator", "Target", "Document", "Section", "Passage"):
            if form not in self._votes:
                self._words = None
                self._openings.add(form[:2])
            self._known.pop(form, None)
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
        known = self._known.get(form)
        if known is not None:
            return known
        votes = self._votes.get(form)
        if not votes:
            return self._beside.stated(form) if self._beside else None
        label = min(votes, key=lambda one: (-votes[one], one))
        known = self._known[form] = Known(label, self._canonical.get(form, form), min(0.95, votes[label] / 100))
        return known

    def open(self, text: str) -> bool:
        """Tell whether a form may open a text: two characters decide, so that most texts cost nothing."""
        return text[:2] in self._openings or (self._beside is not None and self._beside.open(text))

    def _short_form(self, form: str) -> Known | None:
        """A word that opens exactly one stated legal name (华东电脑 of 上海华东电脑系统有限公司)."""
        if len(form) < SHORTEST_SHORT_FORM or not self._cores:
            return None
        if len(self._sorted_cores) != len(self._cores):
            self._sorted_cores = sorted(self._cores)
        legal = ""
        for k in range(bisect_left(self._sorted_cores, form), len(self._sorted_cores)):
            core = self._sorted_cores[k]
            if not core.startswith(form):
                break
            if legal and self._cores[core] != legal:
                return None
            legal = self._cores[core]
        return Known("Company", form, 0.8) if legal else None

    def forms(self) -> Set[str]:
        """The forms that this document states."""
        return self._votes.keys()

    def words(self) -> Words:
        """Return the words of the lexicons and of the documents that no boundary may cut."""
        if self._words is None:
            beside = self._beside.words() if self._beside is not None else known_words()
            self._words = beside.union(form for form in self._votes if form not in beside)
        return self._words


def stated_names(mentions: Iterable[Mention], beside: Names | None = None) -> Names:
    """Collect the names that structure rules recorded (headings, tables, brackets, lists).

    ``beside`` are names of other documents, asked where this one says nothing.
    """
    names = Names(beside)
    for mention in mentions:
        if mention.place.confidence >= STATED:
            sure = _STRUCTURE_VOTES * mention.place.confidence
            names.add(mention.key.name, mention.key.label, sure, mention.key.name)
            for alias in mention.aliases:
                names.add(alias, mention.key.label, sure, mention.key.name)
    return names
