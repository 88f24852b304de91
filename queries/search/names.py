"""Names and aliases in memory, and how they answer to words.

They are read once a load; a search of some thousand names takes a few milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from ...graph.errors import SchemaError
from ...graph.rows import Rows
from ...graph.schema import schema
from . import pinyin
from .words import Term, Wanted, fold

Ways = tuple[tuple[str, ...], ...]
"""What may be typed for each character of a form."""


class How(IntEnum):
    """How a name answers, the best first."""

    NAME = 0
    ALIAS = 1
    BEGINNING = 2
    INSIDE = 3
    PINYIN = 4
    TYPE = 5
    SOUND = 6
    SPELLING = 7

    @property
    def title(self) -> str:
        """The Chinese title."""
        return _TITLES[self]


_TITLES = ("名称", "别名", "开头", "包含", "拼音", "类型", "谐音", "相近")


@dataclass(frozen=True, slots=True)
class Name:
    """What the store knows under a name. ``forms`` are name and aliases as they are compared."""

    id: str
    labels: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    confidence: float
    support: int
    span: str
    documents: tuple[str, ...]
    file: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """How well one word fits a name (``grade`` orders within a kind) and which form it fits."""

    how: How
    grade: int
    form: int


class Names:
    """The names of a store as one load left them; ``stamp`` says which, ``texts`` how many passages have words."""

    def __init__(self, names: Iterable[Name], stamp: tuple[object, ...], texts: int) -> None:
        self.stamp = stamp
        self.texts = texts
        self.all = tuple(names)
        self.by_id: Mapping[str, Name] = {name.id: name for name in self.all}

    @cached_property
    def _typed(self) -> tuple[tuple[Ways, ...], ...]:
        return tuple(tuple(tuple(map(pinyin.ways, form)) for form in name.forms) for name in self.all)

    @cached_property
    def _beginnings(self) -> Mapping[str, tuple[tuple[int, int, int], ...]]:
        """Name, form and place of every character, by what may be typed first for it."""
        found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for at, forms in enumerate(self._typed):
            for form, ways in enumerate(forms):
                for place, typed in enumerate(ways):
                    for first in {way[0] for way in typed if way}:
                        found[first].append((at, form, place))
        return {first: tuple(places) for first, places in found.items()}

    @cached_property
    def _forms(self) -> tuple[tuple[int, int, str], ...]:
        return tuple((at, i, form) for at, name in enumerate(self.all) for i, form in enumerate(name.forms))

    def find(self, words: Wanted, *, closely: bool = False) -> tuple[tuple[Name, Match], ...]:
        """Return the names that answer to all words, or to all of them in a row, the best first.

        With ``closely`` also what sounds alike or differs by a character or two.
        """
        look = self._close if closely else self._matches
        each = [dict(look(term)) for term in words.terms]
        best = {at: max((of[at] for of in each), key=_order) for at in each[0] if all(at in of for of in each[1:])}
        if len(words.terms) > 1:
            if all(at_type(of) for of in each):  # types alone, such as 园区 企业, name nothing
                best = {}
            for at, match in self._matches(words.phrase):
                if at not in best or _order(match) < _order(best[at]):
                    best[at] = match
        found = [(self.all[at], match) for at, match in best.items()]
        return tuple(sorted(found, key=lambda hit: (*_order(hit[1]), -hit[0].support, hit[0].id)))

    def _matches(self, term: Term) -> Iterator[tuple[int, Match]]:
        label = next((k for k, v in schema().labels.items() if fold(v.title) == term.text), "")
        letters = self._letters(term.text) if pinyin.is_typed(term.text) else {}
        for at, name in enumerate(self.all):
            match = _written(term.text, name) or letters.get(at)
            if match is None and label in name.labels:
                match = Match(How.TYPE, 0, 0)
            if match is not None:
                yield at, match

    def _letters(self, typed: str) -> dict[int, Match]:
        found: dict[int, Match] = {}
        for at, form, place in self._beginnings.get(typed[0], ()):
            fit = pinyin.fit(typed, self._typed[at][form], place)
            if fit is not None and (at not in found or (fit, form) < (found[at].grade, found[at].form)):
                found[at] = Match(How.PINYIN, fit, form)
        return found

    def _close(self, term: Term) -> Iterator[tuple[int, Match]]:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only where nothing else was found

        length, found = len(term.text), dict(self._matches(term))
        if length >= 2:
            for at, i, form in self._forms:
                if at not in found and pinyin.sounds_in(term.text, form):
                    found[at] = Match(How.SOUND, 0, i)
        if length >= 3:
            least = 100 * (length - (1 if length < 6 else 2)) / length
            forms = [form for _, _, form in self._forms]
            rated: dict[int, Match] = {}
            for form, rate, number in process.extract_iter(
                term.text, forms, scorer=fuzz.partial_ratio, score_cutoff=least
            ):
                at, i, _ = self._forms[number]
                match = Match(How.SPELLING, -round(rate), i)
                # A form that is shorter than the word would be a part of it.
                if len(form) >= length - 1 and (at not in rated or _order(match) < _order(rated[at])):
                    rated[at] = match
            found = rated | found
        yield from found.items()


def at_type(found: Mapping[int, Match]) -> bool:
    """Tell whether a word is nothing but the title of a type."""
    return bool(found) and all(match.how is How.TYPE for match in found.values())


def read_names(rows: Rows) -> Names:
    """Build the names from the rows of ``names.cypher``; other people's nodes in a shared database are left out."""
    names: list[Name] = []
    stamp: tuple[object, ...] = ()
    texts = 0
    for row in rows.as_dicts():
        if row["row"] == "stamp":
            stamp = (row["support"], row["span"])
        elif row["row"] == "texts":
            texts = int(row["support"])
        elif (name := _name(row)) is not None:
            names.append(name)
    return Names(sorted(names, key=lambda n: n.id), stamp, texts)


def _name(row: Mapping[str, object]) -> Name | None:
    labels = tuple(sorted(_texts(row["labels"])))
    try:
        core = schema().core_of(labels)
    except SchemaError:
        return None
    name, aliases = str(row["name"]), _texts(row["aliases"])
    return Name(
        id=str(row["id"]),
        labels=(core, *(label for label in labels if label != core and label in schema().labels)),
        name=name,
        aliases=aliases,
        confidence=float(str(row["confidence"] or 0)),
        support=int(str(row["support"] or 0)),
        span=str(row["span"] or ""),
        documents=_texts(row["documents"]),
        file=str(row["file"] or ""),
        forms=tuple(map(fold, (name, *aliases))),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _written(text: str, name: Name) -> Match | None:
    if not any(text in form for form in name.forms):
        return None
    found = []
    for at, form in enumerate(name.forms):
        if form == text:
            found.append(Match(How.ALIAS if at else How.NAME, 0, at))
        elif form.startswith(text):
            found.append(Match(How.BEGINNING, 0, at))
        elif text in form:
            found.append(Match(How.INSIDE, 0, at))
    return min(found, key=_order)


def _order(match: Match) -> tuple[int, int]:
    return match.how, match.grade
