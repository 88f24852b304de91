"""Passages: how well they fit, and what of them is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...graph.quotes import sentence
from .words import Term, occurrences

SNIPPET = 120
"""Characters of a snippet; a sentence that is longer is cut around its first hit."""
_LEAD = 30
_LOOKED_AT = 60
_WORTH = (0, 10, 14, 16, 17)
"""What the first, second … occurrence of a word adds up to: the fifth says nothing new."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage before its words are fetched. Whole numbers only, so that two stores order alike."""

    id: str
    file: str
    start: int
    score: int
    span: str = ""


def score(hits: Sequence[int], *, length: int, heading: bool, together: bool, titled: int) -> int:
    """Return how well a passage fits: more of the words, words in a row, a heading, the section's title; not length.

    ``hits`` are the occurrences of each word, ``titled`` how many of the words the section's path has.
    """
    words = sum(_WORTH[min(count, len(_WORTH) - 1)] for count in hits)
    row = 10 if together and len(hits) > 1 else 0
    return words + row + (6 if heading else 0) + 3 * titled - min(length // 100, 6)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a passage: its text, the hits in it, and the first hit's place in the passage."""

    text: str
    marks: tuple[tuple[int, int], ...]
    hit: tuple[int, int]


def snippet(text: str, terms: tuple[Term, ...]) -> Snippet | None:
    """Cut the sentence with most of the words out of a passage; None where none of them is there.

    White space is shown as single blanks, on one line.
    """
    found = occurrences(text, terms)[:_LOOKED_AT]
    if not found:
        return None
    best: tuple[int, int, int] | None = None  # other words in it, its start, its end
    for start, end, _ in found:
        if best is not None and best[1] <= start < best[2]:
            continue
        first, last = _bounds(text, start, end)
        words = len({number for a, b, number in found if first <= a and b <= last})
        if best is None or words > best[0]:
            best = (words, first, last)
    assert best is not None  # there is a hit, so there is a sentence
    _, first, last = best
    inside = [(a, b) for a, b, _ in found if first <= a and b <= last]
    if last - first > SNIPPET:
        low = max(first, inside[0][0] - _LEAD)
        first, last, cut = low, min(last, low + SNIPPET), (low > first, low + SNIPPET < last)
    else:
        cut = (False, False)
    inside = [(a, min(b, last)) for a, b in inside if a < last]
    shown, marks = _one_line(text, first, last, inside)
    lead = "…" if cut[0] else ""
    shifted = tuple((a + len(lead), b + len(lead)) for a, b in marks)
    return Snippet(f"{lead}{shown}{'…' if cut[1] else ''}", shifted, inside[0])


def plain(text: str, start: int, end: int) -> Snippet:
    """Cut the sentence around a place out of a passage, without marks for words: the place itself is marked."""
    first, last = _bounds(text, start, end)
    low = max(first, start - _LEAD) if last - first > SNIPPET else first
    high = min(last, max(low + SNIPPET, end))
    shown, marks = _one_line(text, low, high, [(start, end)])
    lead = "…" if low > first else ""
    shifted = tuple((a + len(lead), b + len(lead)) for a, b in marks)
    return Snippet(f"{lead}{shown}{'…' if high < last else ''}", shifted, (start, end))


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    around = sentence(text, start, end)
    first = text.find(around, max(0, end - len(around)))
    return (first, first + len(around)) if 0 <= first <= start else (start, end)


def _one_line(
    text: str, first: int, last: int, marks: Sequence[tuple[int, int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a part of a text with white space as single blanks, and marks moved along and joined where they touch."""
    shown: list[str] = []
    moved: dict[int, int] = {}
    for at in range(first, last):
        moved[at] = len(shown)
        character = text[at]
        if not character.isspace():
            shown.append(character)
        elif shown and shown[-1] != " ":
            shown.append(" ")
    moved[last] = len(shown)
    joined: list[tuple[int, int]] = []
    for start, end in sorted((moved[a], moved[b]) for a, b in marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return "".join(shown), tuple(joined)
