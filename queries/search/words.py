"""What is looked for: a person's words in the one form in which they are compared.

Case, width, white space, control characters and quotation marks make no difference:
``Ｇ６０ 科创走廊`` is ``g60科创走廊``. Nothing here is a query language: every other character stands for itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...graph.errors import QueryError

LONGEST = 200
"""Characters of a search; a sentence that somebody pastes fits, a page does not."""
MOST_WORDS = 12
_QUOTES = frozenset("\"'“”‘’„‟「」『』《》〈〉＂＇")
_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』|＂([^＂]*)＂|(\S+)')
_LEFT_OUT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@lru_cache(maxsize=1 << 15)
def folded(character: str) -> str:
    """Return a character as it is compared; empty where it does not count."""
    if character in _QUOTES or character.isspace() or unicodedata.category(character) in _LEFT_OUT:
        return ""
    return "".join(c for c in unicodedata.normalize("NFKC", character).casefold() if not c.isspace())


def fold(text: str) -> str:
    """Return a text as it is compared.

    >>> fold("“Ｇ６０ 科创走廊”")
    'g60科创走廊'
    """
    return "".join(map(folded, text))


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a quoted phrase: as it is compared, and the forms in which a stored text may have it."""

    text: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a search, all of which must be there, and all of them as one phrase."""

    terms: tuple[Term, ...]
    phrase: Term

    def fewer(self) -> tuple[Wanted, str]:
        """Return the search without its shortest word, the last of those, and that word."""
        shortest = min(reversed(self.terms), key=lambda term: len(term.text))
        kept = tuple(term for term in self.terms if term is not shortest)
        return Wanted(kept, _term("".join(term.text for term in kept))), shortest.text


def wanted(text: str) -> Wanted:
    """Split a search into words; what stands in quotation marks is one word.

    Raises :class:`QueryError` for one without any word and for one that is too long.

    >>> [term.text for term in wanted('氢能 "G60 科创走廊"').terms]
    ['氢能', 'g60科创走廊']
    """
    clean = "".join(" " if c.isspace() or unicodedata.category(c) in _LEFT_OUT else c for c in text).strip()
    if len(clean) > LONGEST:
        raise QueryError(f"要找的文字太长：{len(clean)} 个字，最多 {LONGEST} 个", hint="只写几个关键的词")
    parts = [next((part for part in found if part), "") for found in _PHRASE.findall(clean)]
    terms = tuple({fold(part): _term(part) for part in parts if fold(part)}.values())
    if not terms:
        raise QueryError("没有写要找什么", hint="例如 deltatrunk search 氢能")
    if len(terms) > MOST_WORDS:
        raise QueryError(f"要找的词太多：{len(terms)} 个，最多 {MOST_WORDS} 个", hint="只写几个关键的词")
    return Wanted(terms, _term("".join(parts)))


def _term(part: str) -> Term:
    text = fold(part)
    plain = "".join(c for c in part.lower() if not c.isspace() and c not in _QUOTES)
    forms = (text, plain, _widened(text, letters=True), _widened(text, letters=False))
    return Term(text, tuple(dict.fromkeys(form for form in forms if form)))


def _widened(text: str, *, letters: bool) -> str:
    """Write ASCII full-width, as some texts do: all of it, or the punctuation only."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and (letters or not c.isalnum()) else c for c in text)


def occurrences(text: str, terms: tuple[Term, ...]) -> tuple[tuple[int, int, int], ...]:
    """Return where terms stand in a text: start, end (in its own characters) and the term's number, in order."""
    places = [at for at, character in enumerate(text) for _ in folded(character)]
    words = fold(text)
    found = [
        (places[at], places[at + len(term.text) - 1] + 1, number)
        for number, term in enumerate(terms)
        for at in _starts(words, term.text)
    ]
    return tuple(sorted(found))


def _starts(words: str, part: str) -> Iterator[int]:
    at = words.find(part)
    while at >= 0:
        yield at
        at = words.find(part, at + len(part))
