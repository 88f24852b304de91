"""The numbers that Word puts before list paragraphs: they stand in no text and have to be counted.

Official documents number their headings so: 一、 （一） 1. (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand japaneseCounting "
    "chineseLegalSimplified ideographTraditional".split()
)
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, format, text with %1 … %9 for the levels' numbers."""

    start: int
    format: str
    text: str


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: heading level (0: none), its list and level, whether it is a contents entry."""

    heading: int = 0
    list_id: str = ""
    level: int = 0
    contents: bool = False


@dataclass(slots=True)
class Counter:
    """Counts the paragraphs of every list in document order."""

    lists: dict[str, dict[int, Level]]
    shared: dict[str, str]
    counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, list_id: str, level: int) -> str:
        """Count one paragraph and return the number to set before it; empty for bullets and unknown lists."""
        levels = self.lists.get(list_id)
        if levels is None or level not in levels or not 0 <= level < _LEVELS:
            return ""
        counts = self.counts.setdefault(self.shared[list_id], [0] * _LEVELS)
        for above in range(level):
            if counts[above] == 0:
                counts[above] = levels[above].start if above in levels else 1
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if levels[level].format in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            k = int(match[1]) - 1
            return written(counts[k], levels[k].format if k in levels else "decimal")

        return _PLACE.sub(number, levels[level].text)


def written(value: int, kind: str) -> str:
    """Write a number in one of Word's number formats; unknown ones in digits.

    >>> written(12, "chineseCounting"), written(3, "decimalEnclosedCircle"), written(4, "lowerRoman")
    ('十二', '③', 'iv')
    """
    if kind in _CHINESE and 0 < value < 100:
        tens, units = divmod(value, 10)
        return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[units] if units else "")
    if kind == "ideographDigital":
        return "".join(_DIGITS[int(d)] for d in str(value))
    if kind.startswith("decimalEnclosedCircle") and 0 < value <= len(_CIRCLED):
        return _CIRCLED[value - 1]
    if kind in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 % 5 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("upperRoman", "lowerRoman") and 0 < value < 40:
        found = ""
        for worth, sign in _ROMAN:
            found += sign * (value // worth)
            value %= worth
        return found.upper() if kind == "upperRoman" else found
    return f"{value:02d}" if kind == "decimalZero" else str(value)


def counter(numbering: etree._Element | None) -> Counter:
    """Read numbering.xml: the lists by their ids, with overridden levels."""
    if numbering is None:
        return Counter({}, {})
    abstract = {
        _value(a, f"{W}abstractNumId", own=True): dict(_levels(a)) for a in numbering.iterchildren(f"{W}abstractNum")
    }
    lists: dict[str, dict[int, Level]] = {}
    shared: dict[str, str] = {}
    for num in numbering.iterchildren(f"{W}num"):
        id_ = _value(num, f"{W}numId", own=True)
        base = _value(num, f"{W}abstractNumId")
        levels = dict(abstract.get(base, {}))
        restarts = False
        for override in num.iterchildren(f"{W}lvlOverride"):
            k = _int(override.get(f"{W}ilvl"))
            levels.update(_levels(override))
            start = override.find(f"{W}startOverride")
            if start is not None and k in levels:
                restarts = True
                levels[k] = Level(_int(start.get(VAL)), levels[k].format, levels[k].text)
        lists[id_] = levels
        shared[id_] = f"num {id_}" if restarts else f"abstract {base}"
    return Counter(lists, shared)


def _levels(holder: etree._Element) -> Iterator[tuple[int, Level]]:
    for lvl in holder.iterchildren(f"{W}lvl"):
        level = Level(
            _int(_value(lvl, f"{W}start") or "1"), _value(lvl, f"{W}numFmt") or "decimal", _value(lvl, f"{W}lvlText")
        )
        yield _int(lvl.get(f"{W}ilvl")), level


def styles(root: etree._Element | None) -> dict[str, Style]:
    """Read styles.xml: what each paragraph style says, with what it inherits."""
    if root is None:
        return {}
    raw = {s.get(f"{W}styleId", ""): s for s in root.iterchildren(f"{W}style")}
    return {id_: _style(id_, raw) for id_ in raw}


def _style(id_: str, raw: dict[str, etree._Element]) -> Style:
    heading, list_id, level, contents = 0, "", -1, False
    for _ in range(_DEEPEST_STYLE):
        style = raw.get(id_)
        if style is None:
            break
        name = _value(style, f"{W}name").lower()
        contents = contents or re.match(r"(?:toc|目录) ?\d$", name) is not None
        named = re.match(r"(?:heading|标题) ?([1-9])$", name)
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if not heading:
            if named:
                heading = int(named[1])
            elif outline is not None and _int(outline.get(VAL)) < _LEVELS:
                heading = _int(outline.get(VAL)) + 1
            elif name in ("title", "标题"):
                heading = 1
        numbers = style.find(f"{W}pPr/{W}numPr")
        if numbers is not None:
            list_id = list_id or _value(numbers, f"{W}numId")
            ilvl = _value(numbers, f"{W}ilvl")
            level = _int(ilvl) if level < 0 and ilvl else level
        id_ = _value(style, f"{W}basedOn")
    return Style(heading, list_id, max(level, 0), contents)


def _value(element: etree._Element, tag: str, *, own: bool = False) -> str:
    """Return an attribute of the element itself, or the value of a child; empty where it has none."""
    if own:
        return element.get(tag, "")
    child = element.find(tag)
    return child.get(VAL, "") if child is not None else ""


def _int(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else 0
