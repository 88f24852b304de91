"""Pinyin of names, as people type them: initials (``qpgyyq``), syllables (``qingpu``) and both mixed.

Every reading of a character counts (长 is ``chang`` and ``zhang``): who types does not ask which one is right here.
pypinyin is imported when the first letters are looked for; its tables take a seventh of a second.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from .words import folded

_DOUBLE = ("zh", "ch", "sh")
_INSIDE = 3
"""Letters from which a match may begin inside a name; two letters stand inside every second name."""


class Fit(IntEnum):
    """How much of a name the letters cover, the best first."""

    WHOLE = 0
    BEGINNING = 1
    INSIDE = 2


@lru_cache(maxsize=1 << 15)
def readings(character: str) -> tuple[str, ...]:
    """Return the syllables of a character without tones, ü as v; empty for what is no Chinese character.

    >>> readings("长")
    ('chang', 'zhang')
    """
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - see above

    found = PINYIN_DICT.get(ord(character), "") if len(character) == 1 else ""
    return tuple(sorted({_plain(syllable) for syllable in found.split(",") if syllable}))


def is_typed(text: str) -> bool:
    """Tell whether a word may be pinyin: it has letters, two at least.

    >>> is_typed("青浦gyyq"), is_typed("氢能"), is_typed("2025")
    (True, False, False)
    """
    return sum("a" <= c <= "z" for c in text) >= 2


@lru_cache(maxsize=1 << 15)
def ways(character: str) -> tuple[str, ...]:
    """Return everything that may be typed for a character: syllable, initial, itself; nothing for a mark."""
    own = folded(character)
    if not own.isalnum():
        return ("", own)
    found = {own}
    for syllable in readings(character):
        found |= {syllable, syllable[0], *(pair for pair in _DOUBLE if syllable.startswith(pair))}
        if "v" in syllable:
            found |= {syllable.replace("v", "u"), syllable.replace("ve", "ue")}
    return tuple(sorted(found))


def fit(typed: str, name: Sequence[tuple[str, ...]], start: int = 0) -> Fit | None:
    """Say how letters fit a name from a character on; None where they do not.

    The name is given as the :func:`ways` of its characters.

    >>> fit("qpgyyq", tuple(map(ways, "青浦工业园区")))
    <Fit.WHOLE: 0>
    """
    if start and len(typed) < _INSIDE:
        return None
    end = _reach(typed, name, start)
    if not end:
        return None
    return Fit.INSIDE if start else Fit.WHOLE if end == len(name) else Fit.BEGINNING


def sounds_in(text: str, form: str) -> bool:
    """Tell whether a part of a form is :func:`alike` a text."""
    size = len(text)
    if len(set(text).intersection(form)) * 2 < len(set(text)) - 1:
        return False
    return any(alike(text, form[at : at + size]) for at in range(len(form) - size + 1))


def alike(one: str, other: str) -> bool:
    """Tell whether two texts of one length sound alike and share half of their characters (清浦, 青浦)."""
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return same * 2 >= len(one) - 1 and all(
        a == b or not set(readings(a)).isdisjoint(readings(b)) for a, b in zip(one, other, strict=True)
    )


def _reach(typed: str, name: Sequence[tuple[str, ...]], start: int) -> int:
    """Return the end of the characters that the letters cover from ``start`` on; 0 where they do not fit."""
    at = {0}
    for number in range(start, len(name)):
        after: set[int] = set()
        for place in at:
            for way in name[number]:
                if typed.startswith(way, place):
                    after.add(place + len(way))
                elif len(typed) - place >= 2 and way.startswith(typed[place:]):
                    return number + 1  # the last syllable is being typed
        if len(typed) in after:
            return number + 1
        if not after:
            return 0
        at = after
    return 0


def _plain(syllable: str) -> str:
    marked = unicodedata.normalize("NFD", syllable.replace("ü", "v").translate(_UMLAUTS))
    return "".join(c for c in marked if not unicodedata.combining(c))


_UMLAUTS = str.maketrans(dict.fromkeys("ǖǘǚǜ", "v"))
