"""Figures as this genre writes them: number, range, comparator, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = (
    r"个百分点|百分点|万亿元|亿美元|亿元|万元|亿吨标准煤|万吨标准煤|亿吨|万吨|千克|吨|元|万千瓦|千瓦时|万平方米|万平米|平方公里|平方米|万亩|公顷|亩|公里|千米|米|"
    r"亿人次|万人次|人次|万人|亿台|亿部|万部|亿条|万条|万单|万户|万辆|万台|万架次|架次|万架|万小时|万个|万件|万家|万名|万张|万册|万|亿|家|个|项|件|条|座|处|户|辆|台|套|架|名|人|"
    r"幢|栋|所|支|只|款|种|类|场|次|张|期|天|小时|分钟|秒|毫秒|岁|分|位|倍|级|%|‰|"
    r"EFLOPS|PFLOPS|EFlops|PFlops|EB|PB|TB|Gbps|Mbps|kbps|GWh|MWh|kWh|GW|MW|kW|兆瓦|吉瓦"
)
_BEFORE = (
    r"(?P<before>不低于|不少于|不小于|不超过|不高于|不多于|至少|大于|小于|高于|低于|超过|超|突破|约|近|逾|≥|≤|>|<|~)?"
)
_AFTER = r"(?P<after>左右|上下|以上|及以上|以下|以内|以上水平|级)?"
FIGURE = re.compile(
    rf"{_BEFORE}(?P<low>{_NUMBER})(?P<more>[多余])?(?:(?:~|-|—|至|到)(?P<high>{_NUMBER}))?(?P<more2>[多余])?(?P<unit>{_UNIT})?(?P<more3>[多余])?{_AFTER}"
)
_AT_LEAST = {"不低于", "不少于", "不小于", "至少", "≥", "以上", "及以上", "以上水平"}
_MORE = {"大于", "高于", "超过", "超", "突破", "逾", ">"}
_AT_MOST = {"不超过", "不高于", "不多于", "≤", "以下", "以内"}
_LESS = {"小于", "低于", "<"}
_ABOUT = {"约", "近", "~", "左右", "上下", "级"}
_LARGEST = 1e15
"""A figure from here on is words: nothing is counted so, and beyond it a float is not exact."""
_DASHES = {"", "—", "-", "——", "/", "--", "－"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as written: number, end of a range, comparator (=, >=, >, <=, <, ~), unit, words."""

    value: float | None
    value_max: float | None
    comparator: str
    unit: str
    raw: str


def comparator(before: str, after: str, more: bool) -> str:
    """Return the comparator that the words around a number state.

    >>> comparator("", "以上", False), comparator("超过", "", False), comparator("", "左右", False)
    ('>=', '>', '~')
    """
    for words, sign in ((_AT_LEAST, ">="), (_MORE, ">"), (_AT_MOST, "<="), (_LESS, "<"), (_ABOUT, "~")):
        if before in words or after in words:
            return sign
    return ">" if more else "="


def figure_of(match: re.Match[str], unit: str = "") -> Figure:
    """Build a figure from a match of :data:`FIGURE`; ``unit`` serves where the match has none."""
    more = bool(match["more"] or match["more2"] or match["more3"])
    low, high = float(match["low"]), float(match["high"]) if match["high"] else None
    sign = comparator(match["before"] or "", match["after"] or "", more)
    named = match["unit"] or unit
    if named == "亿" and match["after"] == "级":
        named = "亿元"  # 5000亿级 is of money where nothing else is said
    if max(low, high or 0.0) >= _LARGEST:
        return Figure(None, None, "=", named, match[0])
    return Figure(low, high, sign, named, match[0])


def cell_figure(text: str, unit: str) -> Figure | None:
    """Read a table cell; None for an empty one, words (高于全市平均水平) as a figure without a number."""
    plain = text.strip()
    if plain in _DASHES:
        return None
    match = FIGURE.fullmatch(plain) or FIGURE.fullmatch(plain.lstrip("达到为"))
    if match:
        return figure_of(match, unit)
    return Figure(None, None, "=", unit, plain)
