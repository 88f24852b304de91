"""The genre's grammar as data: boundary words, list tails, read from ``grammar.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


class Words:
    """A set of words with longest match at a position: O(longest word) a look-up."""

    __slots__ = ("_by_head", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        heads: dict[str, set[int]] = {}
        for word in self._words:
            heads.setdefault(word[:1], set()).add(len(word))
        self._by_head = {head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()}

    def union(self, words: Iterable[str]) -> Words:
        """Return a set that holds these words too, at the cost of the new words only."""
        both = Words(words)
        for head, lengths in self._by_head.items():
            more = both._by_head.get(head)
            both._by_head[head] = lengths if more is None else tuple(sorted({*lengths, *more}, reverse=True))
        both._words |= self._words
        return both

    def match(self, text: str, at: int) -> str:
        """Return the longest word that starts at a position, or an empty string."""
        for length in self._by_head.get(text[at : at + 1], ()):
            word = text[at : at + length]
            if word in self._words:
                return word
        return ""

    def occur_in(self, text: str) -> bool:
        """Tell whether any of the words stands anywhere in a text."""
        heads = self._by_head
        return any(c in heads and self.match(text, k) for k, c in enumerate(text))

    def match_end(self, text: str) -> str:
        """Return the longest word that the text ends with, or an empty string."""
        for length in range(min(len(text), 12), 0, -1):
            if text[-length:] in self._words:
                return text[-length:]
        return ""

    def __contains__(self, word: str) -> bool:
        return word in self._words


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
