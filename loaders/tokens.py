"""A sentence cut into name runs and what stands between them: verbs, separators, stops, brackets."""

from __future__ import annotations

import re
from typing import NamedTuple

from .grammar import Grammar, Words, grammar
from .naming import inside_name

_STOPS = "，；：。！？!?…—"
_MAX_PARENTHESIS = 16
_MAX_QUOTE = 24
_MEASURES = "个家项条%元人种类级岁年倍名座所"
_COUNTS = "二两三四五六七八九十"
_PREPOSITIONS = "为到对向从于在以由将被把使按让"
_BEHIND_NAMES = tuple("、等和与及，；。）")
_SPECIAL = frozenset(_STOPS + _COUNTS + "、《“”（）〔〕")
_CONJUNCTIONS = frozenset("和与及或")
_NO_RUN = _SPECIAL | _CONJUNCTIONS | {"以"}
_COUNT_CLOSES = re.compile(r"[二两三四五六七八九十]大(?![学厦道湾数型气陆会])")


class Token(NamedTuple):  # made for every few characters of a text: a frozen dataclass takes three times as long
    """A piece of a sentence: what it is and where it stands."""

    kind: str  # N name run, H boundary verb or particle, S 、, C 和, E 等, P stop, T 《》, O （list, X ）
    start: int
    end: int


def _measured(c: str) -> bool:
    return c.isdigit() or c in _MEASURES


def _closings(text: str, opening: str, closing: str) -> dict[int, int]:
    """Map each opening bracket that is closed to its closing one."""
    found: dict[int, int] = {}
    still_open: list[int] = []
    for k, c in enumerate(text):
        if c == opening:
            still_open.append(k)
        elif c == closing and still_open:
            found[still_open.pop()] = k
    return found


class _Tokenizer:
    """Cuts a text into name runs and what stands between them."""

    def __init__(self, text: str, names: Words, g: Grammar) -> None:
        self._text = text
        self._names = names
        self._g = g
        self._no_run = _NO_RUN | g.hard.singles
        self._found: list[Token] = []
        self._run = -1
        self._closed: dict[str, dict[int, int]] = {}

    def tokens(self) -> list[Token]:
        at, text, found = 0, self._text, self._found
        no_run, (own, beside), (hard, _) = self._no_run, self._names.begins, self._g.hard.begins
        while at < len(text):
            if text[at] in no_run:
                kind, end = self._next(at)
            elif (pair := text[at : at + 2]) in beside or pair in hard or pair in own:
                kind, end = self._word(at)
            else:
                kind, end = "N", at + 1
            if kind == "N":
                if self._run < 0:
                    self._run = at
            else:
                if self._run >= 0:
                    found.append(Token("N", self._run, at))
                    self._run = -1
                found.append(Token(kind, at, end))
            at = end
        if self._run >= 0:
            found.append(Token("N", self._run, at))
        return _joined_names(text, found) if any(token.kind == "C" for token in found) else found

    def _next(self, at: int) -> tuple[str, int]:
        text, c = self._text, self._text[at]
        if c not in _SPECIAL:
            return self._word(at)
        if c in _COUNTS:
            # A、B三大产业: the count closes the list as 等 does
            return ("E", at + 2) if self._run >= 0 and _COUNT_CLOSES.match(text, at) else self._word(at)
        if c in _STOPS:
            return "P", at + 1
        if c == "、":
            return "S", at + 1
        if c == "《":
            end = self._closing(at, "》")
            return "T", end + 1 if end > 0 else at + 1
        if c == "“":
            if self._run >= 0 and text[at - 1] == "”" and text[self._run] == "“":
                return "S", at  # “甲”“乙”平台: two names without a comma
            end = text.find("”", at)
            inside = text[at + 1 : end] if end > 0 else "，"
            return ("P", at + 1) if len(inside) > _MAX_QUOTE or any(s in inside for s in "，。；") else ("N", end + 1)
        if c in "（〔":
            end = self._closing(at, "）" if c == "（" else "〕")
            inside = text[at + 1 : end] if end > 0 else "，"
            whole = len(inside) <= _MAX_PARENTHESIS and not any(s in inside for s in "，。；、：")
            return ("N", end + 1) if self._run >= 0 and whole else ("O", at + 1)
        return "X", at + 1

    def _closing(self, at: int, closing: str) -> int:
        """Return where the bracket at a place is closed, -1 where it is not; all of a text are looked for once."""
        if closing not in self._closed:
            self._closed[closing] = _closings(self._text, self._text[at], closing)
        return self._closed[closing].get(at, -1)

    def _word(self, at: int) -> tuple[str, int]:
        text = self._text
        if at and text[at] == "以" and text[at + 1 : at + 2] in ("上", "下") and _measured(text[at - 1]):
            return "N", at + 2
        name = len(self._names.match(text, at))
        hard = self._g.hard.match(text, at)
        if len(hard) == 1 and hard in _PREPOSITIONS and text[at + 1 : at + 2] in _BEHIND_NAMES:
            return "N", at + 1  # 航天大为、甲公司: no preposition stands before a comma
        if hard and len(hard) > name:
            return ("E" if hard in ("等", "等等") else "H"), at + len(hard)
        if name > 1:
            return "N", at + name
        if text.startswith("以及", at):
            return "C", at + 2
        if text[at] in _CONJUNCTIONS:
            return "C", at + 1
        return "N", at + 1


def _joined_names(text: str, tokens: list[Token]) -> list[Token]:
    """Join A与B中心 where 与, 及 or 和 stands inside one name.

    It does where what stands before it names nothing and what follows ends like an institution, and
    where a list goes on behind (A、B和C、D: the 和 before the last item only would close the list).
    """
    found: list[Token] = []
    k = 0
    while k < len(tokens):
        token = tokens[k]
        if token.kind == "C" and found and found[-1].kind == "N" and k + 1 < len(tokens) and tokens[k + 1].kind == "N":
            left, right = text[found[-1].start : found[-1].end], text[tokens[k + 1].start : tokens[k + 1].end]
            in_list = len(found) > 1 and found[-2].kind == "S"
            behind = tokens[k + 2].kind if k + 2 < len(tokens) else ""
            # before 等 a list is written with 、 throughout, so 与 stands inside the last item
            goes_on = in_list and (behind == "S" or (behind == "E" and text[token.start] == "与"))
            if text[token.start : token.end] in ("与", "及", "和") and inside_name(
                left, right, goes_on=goes_on, in_list=in_list
            ):
                found[-1] = Token("N", found[-1].start, tokens[k + 1].end)
                k += 2
                continue
        found.append(token)
        k += 1
    return found


def tokens(text: str, names: Words) -> list[Token]:
    """Cut a normalised sentence; ``names`` are words that no boundary may cut."""
    return _Tokenizer(text, names, grammar()).tokens()
