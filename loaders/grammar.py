"""The genre's grammar as data: boundary words, list tails, read from ``grammar.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import add

import yaml


class Words:
    """A set of words with longest match at a position: O(longest word) a look-up, one step where none begins.

    ``beside`` are words that count too; they are shared, not copied.
    """

    __slots__ = ("_layers", "_lengths", "_pairs", "_singles", "_words")

    def __init__(self, words: Iterable[str], beside: Words | None = None) -> None:
        own = frozenset(words)
        pairs: dict[str, set[int]] = {}
        for word in own:
            pairs.setdefault(word[:2], set()).add(len(word))
        # most positions of a text begin no word: its first two characters tell
        by_pair = {p: tuple(sorted(lengths, reverse=True)) for p, lengths in pairs.items() if len(p) > 1}
        singles = frozenset(p for p in pairs if len(p) == 1)
        self._pairs = frozenset(by_pair), frozenset[str]()
        lengths = {len(word) for word in own}
        self._words: tuple[frozenset[str], ...] = (own,)
        self._layers: tuple[tuple[dict[str, tuple[int, ...]], frozenset[str]], ...] = ((by_pair, own),)
        if beside is not None:
            self._words += beside._words
            self._layers += beside._layers
            singles |= beside._singles
            self._pairs = self._pairs[0], beside._all_pairs()
            lengths.update(beside._lengths)
        self._singles: frozenset[str] = singles
        self._lengths: tuple[int, ...] = tuple(sorted(lengths, reverse=True))

    def _all_pairs(self) -> frozenset[str]:
        if self._pairs[1]:
            self._pairs = frozenset[str](), self._pairs[0] | self._pairs[1]
        return self._pairs[0] or self._pairs[1]

    def union(self, words: Iterable[str]) -> Words:
        """Return a set that holds these words too, at the cost of the new words only."""
        return Words(words, self)

    @property
    def singles(self) -> frozenset[str]:
        """The words of one character."""
        return self._singles

    @property
    def begins(self) -> tuple[frozenset[str], frozenset[str]]:
        """The first two characters of every word of two or more: of its own words, and of those beside."""
        return self._pairs

    def match(self, text: str, at: int) -> str:
        """Return the longest word that starts at a position, or an empty string."""
        pair = text[at : at + 2]
        found = pair[:1] if pair[:1] in self._singles else ""
        for by_pair, words in self._layers:
            for length in by_pair.get(pair, ()):
                if length <= len(found):
                    break
                word = text[at : at + length]
                if word in words:
                    found = word
                    break
        return found

    def occur_in(self, text: str) -> bool:
        """Tell whether any of the words stands anywhere in a text."""
        if any(not pairs.isdisjoint(map(add, text, text[1:])) for pairs in self._pairs):
            own, beside = self._pairs
            pairs = enumerate(map(add, text, text[1:]))
            if any((pair in own or pair in beside) and self.match(text, k) for k, pair in pairs):
                return True
        return not self._singles.isdisjoint(text)

    def match_end(self, text: str) -> str:
        """Return the longest word that the text ends with, or an empty string."""
        for length in self._lengths:
            if text[-length:] in self:
                return text[-length:]
        return ""

    def __contains__(self, word: str) -> bool:
        for words in self._words:  # noqa: SIM110 - asked for every phrase, a generator costs more than the answer
            if word in words:
                return True
        return False

    def __iter__(self) -> Iterator[str]:
        for words in self._words:
            yield from words


@dataclass(frozen=True, slots=True)
class Grammar:
    """Boundary words, quantifiers and what the nouns that close a list say of its items."""

    hard: Words
    protect: Words
    soft: Words
    quantifiers: Words
    plain_fronts: Words
    continuations: Words
    common_ends: Words
    tails: Words
    tail_label: dict[str, str]


@cache
def grammar() -> Grammar:
    """Return the grammar, read once."""
    raw = yaml.safe_load(files(__package__).joinpath("data/grammar.yaml").read_text("utf-8"))
    tail_label = {word: label for label, words in raw["tails"].items() for word in words.split()}
    return Grammar(
        hard=Words(raw["hard"].split()),
        protect=Words(raw["protect"].split()),
        soft=Words(raw["soft"].split()),
        quantifiers=Words(raw["quantifiers"].split()),
        plain_fronts=Words(raw["plain_fronts"].split()),
        continuations=Words(raw["continuations"].split()),
        common_ends=Words(raw["common_ends"].split()),
        tails=Words(tail_label),
        tail_label=tail_label,
    )
