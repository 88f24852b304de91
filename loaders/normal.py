"""Views of a text for matching, mapped back to the original offsets character by character.

Documents mix full-width and half-width digits and punctuation, break words at line ends, put stray
spaces between Chinese characters and carry OCR slips. Patterns match a :class:`View`, which has
none of that; :meth:`View.span` gives the place in the file's own text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MAP = str.maketrans({
    ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）",
    "﹙": "（", "﹚": "）", "[": "〔", "]": "〕", "［": "〔", "］": "〕", "【": "【", "】": "】",
    "「": "“", "」": "”", "『": "“", "』": "”", "＂": '"',
    "～": "~", "∼": "~", "〜": "~", "－": "-", "–": "-", "‑": "-", "─": "—", "―": "—",
    "‘": "‘", "’": "’", "•": "·", "・": "·", "‧": "·", "．": ".", "％": "%", "‰": "‰",
})  # fmt: skip
_KEEP = frozenset("，。；：？！（）、《》〈〉“”‘’【】〔〕—…·①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_PLAIN = re.compile(r"[^\s<*\ufeff\u200b-\u200d\u00ad‛]*")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff，。；：？！（）、《》〈〉“”‘’【】〔〕—…·]")
_TAG = re.compile(r"</?(?:sub|sup|b|i|u|br|strong|em)\s*/?>", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9]")


class _Folded(dict[int, str]):
    """What each character becomes, worked out when it is first met: a character that folds to white space, nothing."""

    def __missing__(self, code: int) -> str:
        c = chr(code)
        folded = c if c in _KEEP else unicodedata.normalize("NFKC", c).translate(_MAP)
        self[code] = folded = "".join(piece for piece in folded if not piece.isspace())
        if len(folded) != 1:
            _UNEVEN.add(c)
        return folded


_FOLDED = _Folded()
_UNEVEN: set[str] = set()
"""Characters met so far that become none or several."""


@dataclass(frozen=True, slots=True)
class View:
    """Normalised text and, for each of its characters, the offset of the original character.

    ``ends[i]`` is the end (exclusive) of the original character, so a span is exact also where one
    original character became several or several became one.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def start(self) -> int:
        """Original offset of the first character."""
        return self.starts[0]

    @property
    def end(self) -> int:
        """Original end (exclusive) of the last character."""
        return self.ends[-1]

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Return the original span of ``text[i:j]`` (``i < j``)."""
        return self.starts[i], self.ends[j - 1]

    def part(self, i: int, j: int) -> View:
        """Return the view of ``text[i:j]``."""
        return View(self.text[i:j], self.starts[i:j], self.ends[i:j])

    def shifted(self, by: int) -> View:
        """Return the view with its offsets moved, for a text cut out of a longer one."""
        return View(self.text, tuple(s + by for s in self.starts), tuple(e + by for e in self.ends))

    def strip(self, chars: str = " \t") -> View:
        """Return the view without the given characters at its ends."""
        i, j = 0, len(self.text)
        while i < j and self.text[i] in chars:
            i += 1
        while j > i and self.text[j - 1] in chars:
            j -= 1
        return self.part(i, j)

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Iterate over matches in the normalised text."""
        return pattern.finditer(self.text)


EMPTY = View("", (), ())


def join(views: list[View]) -> View:
    """Concatenate views (lines of one paragraph); a space stays only between two Latin words."""
    views = [view for view in views if view]
    if len(views) == 1:
        return views[0]
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for view in views:
        if (
            text
            and _WORD.match(text[-1])
            and _WORD.match(view.text[0])
            and not (text[-1].isdigit() and view.text[0].isdigit())
        ):
            text.append(" ")
            starts.append(ends[-1])
            ends.append(view.start)
        text.extend(view.text)
        starts.extend(view.starts)
        ends.extend(view.ends)
    return View("".join(text), tuple(starts), tuple(ends))


def normalise(text: str, start: int, end: int) -> View:
    """Return the normalised view of ``text[start:end]``.

    Widths and punctuation are folded to one form each, spaces next to a Chinese character vanish,
    runs of other spaces become one, ``**`` and simple HTML tags vanish, an OCR ``‛60`` reads ``G60``.
    """
    raw = text[start:end]
    bare = raw.strip()
    if _PLAIN.fullmatch(bare):
        start += len(raw) - len(raw.lstrip())
        folded = bare.translate(_FOLDED)
        if _UNEVEN.isdisjoint(bare):
            return View(folded, range(start, start + len(bare)), range(start + 1, start + len(bare) + 1))
        end = start + len(bare)
    return _character_by_character(text, start, end)


def _character_by_character(text: str, start: int, end: int) -> View:
    """Normalise what has white space, tags or characters that become several."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    i = start
    while i < end:
        c = text[i]
        if c == "<":
            tag = _TAG.match(text, i, end)
            if tag:
                i = tag.end()
                continue
        if c == "*" and text.startswith("**", i):
            i += 2
            continue
        if c in "\ufeff\u200b\u200c\u200d\u00ad":
            i += 1
            continue
        if c.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                starts.append(i)
                ends.append(i + 1)
            i += 1
            continue
        # optical character recognition reads the G of G50 and G60 as a reversed quote
        folded = "G" if c == "‛" and i + 1 < end and text[i + 1].isdigit() else _FOLDED[ord(c)]
        for piece in folded:
            chars.append(piece)
            starts.append(i)
            ends.append(i + 1)
        i += 1
    return _without_stray_spaces(chars, starts, ends)


def _without_stray_spaces(chars: list[str], starts: list[int], ends: list[int]) -> View:
    keep: list[int] = []
    last = len(chars) - 1
    for k, c in enumerate(chars):
        if c == " ":
            if k in (0, last) or _CJK.match(chars[k - 1]) or _CJK.match(chars[k + 1]):
                continue
            # "2022 ~ 2023" and "95 %" are one token; "AI Studio" is two words
            if not (_WORD.match(chars[k - 1]) and _WORD.match(chars[k + 1])):
                continue
        keep.append(k)
    return View("".join(chars[k] for k in keep), tuple(starts[k] for k in keep), tuple(ends[k] for k in keep))
