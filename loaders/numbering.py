"""The numbering styles of Chinese official documents (GB/T 9704-2012, 7.3.3) and their ranks.

The standard order is 一、 （一） 1. （1）; documents add 第一章, 第一条, ①, —— and bare lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CN = "一二三四五六七八九十百零〇"
_SERIAL_DIGITS = 10
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}

_STYLES: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("chapter", 0, re.compile(rf"第([{_CN}]+|\d{{1,2}})(?:章|部分|编|篇)")),
    ("cn", 1, re.compile(rf"([{_CN}]{{1,3}})、")),
    ("cn_paren", 2, re.compile(rf"（([{_CN}]{{1,3}})）、?")),
    ("article", 2, re.compile(rf"第([{_CN}]+|\d{{1,3}})条")),
    ("arabic", 3, re.compile(r"(\d{1,2})(?:[.、](?!\d))")),
    ("arabic_paren", 4, re.compile(r"（(\d{1,2})）")),
    ("arabic_half_paren", 4, re.compile(r"(\d{1,2})）")),
    ("circled", 5, re.compile(r"([①-⑳])")),
    ("dash", 6, re.compile(r"(——|--|—(?!—)|[·●◆■▪▲★◇➢※])")),
)
_SECTIONED = re.compile(rf"第([{_CN}]+)节")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number at the start of a line: its style, rank (0 is the highest), value and length."""

    style: str
    rank: int
    ordinal: int
    length: int


def chinese_number(text: str) -> int:
    """Return the value of 一 … 九十九 and of digits; 0 where it is no number.

    >>> chinese_number("二十三"), chinese_number("十"), chinese_number("7")
    (23, 10, 7)
    """
    if text.isdecimal():
        return int(text)
    tens, mark, units = text.partition("十")
    if mark:
        return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(units, 0) if units else 0)
    return _DIGITS.get(text, 0)


def serial(text: str) -> int | None:
    """Return the number in a table's first column; None for words, ① and what has more digits than a table has rows."""
    return int(text) if text.isdecimal() and len(text) < _SERIAL_DIGITS else None


def numbering(line: str) -> Numbering | None:
    """Recognise the number that opens a normalised line, or None."""
    chapter = _SECTIONED.match(line)
    if chapter:
        return Numbering("section", 1, chinese_number(chapter[1]), chapter.end())
    for style, rank, pattern in _STYLES:
        match = pattern.match(line)
        if match:
            value = ord(match[1]) - ord("①") + 1 if style == "circled" else chinese_number(match[1])
            return Numbering(style, rank, value, match.end())
    return None
