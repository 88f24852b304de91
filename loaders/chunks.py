"""A sentence to its noun phrases, grouped into the lists that they stand in.

Lists are the grammar of this genre: ``依托A、B、C等企业`` says that A, B and C are companies. A
:class:`Phrase` is one item; items of one list share ``group``; ``cue`` is the governing verb before
the list, ``tail`` the class noun after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .grammar import Grammar, Words, grammar
from .normal import View
from .tokens import Token, tokens

_TAIL_REACH = 16
_FIRMS_OF = re.compile(r"的([\u4e00-\u9fff]{2,8}?)(?:类|领域)?企业")
_DEGREES = tuple("级化性型")
_OURS = re.compile(r"(?:我|本|全)(?:区|市|省|县|州)[^，。；、的]{0,8}的")
_IN_FOCUS = ("为特色", "为重点", "为主", "为主导", "为核心", "为方向")
_LEADING = ("链主", "为龙头")
_MEANS = tuple("抓题线体旨")
"""为主抓手, 为主题, 为主线: what is so governed is a means, no industry."""
_REPRESENTS = ("为代表", "为龙头", "为引领")
_COUNTS = frozenset("一二三四五六七八九十两数几")
_COUNTED = re.compile(
    r"^(?:\d+(?:[-~]\d+)?|[一二三四五六七八九十两数几]+)(?:余|多)?(?:个|家|项|条|座|幢|栋|所|批|类|种|大|支|处|片|名|位|款|场|次)(?:以上|左右)?"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase ``text[start:end]`` of a sentence.

    ``group`` numbers the list that it stands in, ``size`` counts that list's items, ``cue`` holds the
    verbs before the list, ``tail`` the class noun after 等, ``tail_of`` the words between
    (工业互联网 of 等工业互联网平台), ``etc`` whether 等 closes the list,
    ``clause`` numbers the clause, ``generic`` tells that a quantifier or degree word opened it,
    ``outer`` is the group before an open bracket, ``after`` the boundary word behind the phrase.
    """

    text: str
    start: int
    end: int
    group: int
    index: int
    cue: str
    clause: int
    size: int = 1
    tail: str = ""
    tail_of: str = ""
    etc: bool = False
    generic: bool = False
    outer: int = -1
    after: str = ""


class Chunker:
    """Cuts sentences into phrases; ``names`` are words that no boundary may cut."""

    def __init__(self, names: Words) -> None:
        self._names = names
        self._g = grammar()

    def phrases(self, sentence: View) -> tuple[Phrase, ...]:
        """Return the noun phrases of a sentence in order, with their lists."""
        return _Lists(sentence.text, tokens(sentence.text, self._names), self._names, self._g).read()


class _Draft:
    """A phrase under construction: what stands behind a list is known only after its items."""

    __slots__ = (
        "after",
        "clause",
        "cue",
        "end",
        "etc",
        "generic",
        "group",
        "index",
        "outer",
        "start",
        "tail",
        "tail_of",
        "text",
    )

    def __init__(self, text: str, start: int, end: int, cue: str, clause: int, generic: bool) -> None:
        self.text, self.start, self.end, self.cue, self.clause, self.generic = text, start, end, cue, clause, generic
        self.group, self.index, self.outer = -1, 0, -1
        self.tail = self.tail_of = self.after = ""
        self.etc = False

    def phrase(self, size: int) -> Phrase:
        """Return the finished phrase."""
        return Phrase(
            self.text, self.start, self.end, self.group, self.index, self.cue, self.clause, size,
            self.tail, self.tail_of, self.etc, self.generic, self.outer, self.after,
        )  # fmt: skip


class _Lists:
    """Groups a sentence's name runs into lists."""

    def __init__(self, text: str, tokens: list[Token], names: Words, g: Grammar) -> None:
        self._text = text
        self._tokens = tokens
        self._names = names
        self._g = g
        self._found: list[_Draft] = []
        self._items: list[int] = []  # the phrases of the list that is open
        self._joined = False  # a separator stands right before this token
        self._group = -1
        self._clause = 0
        self._cue: list[str] = []
        self._outer: list[int] = []

    def read(self) -> tuple[Phrase, ...]:
        k = 0
        while k < len(self._tokens):
            token = self._tokens[k]
            if token.kind == "N":
                self._name(token)
            elif token.kind in "SC":
                self._joined = bool(self._items)
            elif token.kind == "E":
                k += self._close_list(k)
            elif token.kind == "O":
                self._outer.append(self._group)
                self._items, self._joined = [], False
            elif token.kind == "X":
                if self._outer:
                    outside = self._outer.pop()
                    self._items = [n for n, p in enumerate(self._found) if p.group == outside]
                self._joined = False
            else:
                self._boundary(token)
            k += 1
        sizes: dict[int, int] = {}
        for phrase in self._found:
            sizes[phrase.group] = sizes.get(phrase.group, 0) + 1
        return tuple(d.phrase(sizes[d.group]) for d in self._found)

    def _boundary(self, token: Token) -> None:
        word = self._text[token.start : token.end]
        if token.kind == "P":
            self._clause += 1
            self._cue = []
        else:
            self._cue = [*self._cue, word][-3:]
        if token.kind == "H" and word in _IN_FOCUS and self._text[token.end : token.end + 1] not in _MEANS:
            for n in self._items:
                if "以" in self._found[n].cue:
                    self._found[n].tail = "重点产业"
        if self._items and token.kind == "H":
            for n in self._items if word.endswith(_LEADING) else self._items[-1:]:
                self._found[n].after = word
        self._items, self._joined = [], False

    def _name(self, token: Token) -> None:
        phrase = self._phrase(token)
        if phrase is None:
            self._cue = [*self._cue, self._text[token.start : token.end]][-3:]
            self._items = []
        else:
            if not self._joined:
                self._group += 1
                self._items = []
            outer = self._outer[-1] if self._outer else -1
            self._items.append(len(self._found))
            phrase.group, phrase.index, phrase.outer = self._group, len(self._items) - 1, outer
            self._found.append(phrase)
        self._joined = False

    def _phrase(self, token: Token) -> _Draft | None:
        start, end = token.start, token.end
        generic = False
        words = list(self._cue)
        while start < end and not self._names.match(self._text, start):
            soft = self._g.soft.match(self._text, start)
            actor = self._g.tails.match(self._text, start)
            if actor and self._g.soft.match(self._text, start + len(actor)):
                start += len(actor)  # 推动园区建设X: the actor is a class, what it builds is the name
                continue
            c = self._text[start]
            counted = _COUNTED.match(self._text[start:end]) if c in _COUNTS or c.isdecimal() else None
            if counted and start + counted.end() < end:
                start += counted.end()
                generic = True
                continue
            kind = self._g.quantifiers.match(self._text, start)
            if soft and start + len(soft) <= end:
                start += len(soft)
                words.append(soft)
            elif kind and start + len(kind) < end:
                generic = True
                start += len(kind)
            else:
                break
        if end - start < 2:
            return None
        return _Draft(self._text[start:end], start, end, "".join(words[-3:]), self._clause, generic)

    def _close_list(self, k: int) -> int:
        """Give the open list its class noun; return how many tokens that noun takes."""
        ours = _OURS.match(self._text, self._tokens[k].end)
        if ours is not None:
            passed = sum(ours.start() <= t.start < ours.end() for t in self._tokens)
            if k + 1 + passed < len(self._tokens) and self._tokens[k + 1 + passed].kind == "N":
                return passed + self._class_noun(k + passed, k)
        return self._class_noun(k, k)

    def _class_noun(self, k: int, etc: int) -> int:
        """Read the class noun behind token ``k``; token ``etc`` is the 等 that closes the list."""
        tail, of, taken = "", "", 0
        at_once = self._g.tails.match(self._text, self._tokens[k].end)
        if at_once and k + 1 < len(self._tokens) and self._tokens[k + 1].kind == "H":
            # the class noun begins with a boundary word (研究机构)
            tail, end = at_once, self._tokens[k].end + len(at_once)
            while k + 1 + taken < len(self._tokens) and self._tokens[k + 1 + taken].end <= end:
                taken += 1
            if k + 1 + taken < len(self._tokens) and self._tokens[k + 1 + taken].start < end:
                cut = self._tokens[k + 1 + taken]
                self._tokens[k + 1 + taken] = Token(cut.kind, end, cut.end)
        elif k + 1 < len(self._tokens) and self._tokens[k + 1].kind == "N":
            token = self._tokens[k + 1]
            run = self._text[token.start : token.end]
            for at in range(min(len(run), _TAIL_REACH)):
                tail = self._g.tails.match(run, at)
                if tail and run[at + len(tail) : at + len(tail) + 1] in _DEGREES:
                    tail = ""  # 行业级平台 is no 行业
                if tail and run.startswith("合作", at + len(tail)):
                    tail = ""  # 与A、B等数字产业合作: the class noun is of the cooperation
                    break
                if tail:
                    of = run[:at]
                    rest = token.start + at + len(tail)
                    taken = 1 if token.end - rest < 2 else 0
                    self._tokens[k + 1] = Token("N", rest, token.end)
                    break
        elif k + 1 < len(self._tokens) and self._token_text(k + 1) in _REPRESENTS:
            tail = "代表"
        if tail == "领域":
            # A、B等领域的金融科技企业: A and B are links of that chain
            firms = _FIRMS_OF.match(self._text, self._text.find(tail, self._tokens[etc].end) + len(tail))
            tail, of = ("环节", firms[1]) if firms else (tail, of)
        for n in self._items:
            self._found[n].tail, self._found[n].tail_of, self._found[n].etc = tail, of, True
        self._items, self._joined = [], False
        return taken

    def _token_text(self, k: int) -> str:
        return self._text[self._tokens[k].start : self._tokens[k].end]
