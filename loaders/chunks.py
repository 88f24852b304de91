"""A sentence to its noun phrases, grouped into the lists that they stand in.

Lists are the grammar of this genre: ``依托A、B、C等企业`` says that A, B and C are companies. A
:class:`Phrase` is one item; items of one list share ``group``; ``cue`` is the governing verb before
the list, ``tail`` the class noun after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .grammar import Grammar, Words, grammar
from .naming import inside_name
from .normal import View

_STOPS = "，；：。！？!?…—"
_MAX_PARENTHESIS = 16
_MAX_QUOTE = 24
_MEASURES = "个家项条%元人种类级岁年倍名座所"
_TAIL_REACH = 16
_FIRMS_OF = re.compile(r"的([\u4e00-\u9fff]{2,8}?)(?:类|领域)?企业")
_COUNT_CLOSES = re.compile(r"[二两三四五六七八九十]大(?![学厦道湾数型气陆会])")
_DEGREES = tuple("级化性型")
_IN_FOCUS = ("为特色", "为重点", "为主", "为主导", "为核心", "为方向")
_REPRESENTS = ("为代表", "为龙头", "为引领")
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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # N name run, H boundary verb or particle, S 、, C 和, E 等, P stop, T 《》, O （list, X ）
    start: int
    end: int


def _closing(text: str, at: int, opening: str, closing: str) -> int:
    depth = 0
    for k in range(at, len(text)):
        if text[k] == opening:
            depth += 1
        elif text[k] == closing:
            depth -= 1
            if depth == 0:
                return k
    return -1


class _Tokenizer:
    """Cuts a text into name runs and what stands between them."""

    def __init__(self, text: str, names: Words, g: Grammar) -> None:
        self._text = text
        self._names = names
        self._g = g
        self._found: list[_Token] = []
        self._run = -1

    def tokens(self) -> list[_Token]:
        at = 0
        while at < len(self._text):
            kind, end = self._next(at)
            if kind == "N":
                self._run = at if self._run < 0 else self._run
            else:
                self._flush(at)
                self._found.append(_Token(kind, at, end))
            at = end
        self._flush(at)
        return _joined_names(self._text, self._found)

    def _flush(self, at: int) -> None:
        if self._run >= 0:
            self._found.append(_Token("N", self._run, at))
            self._run = -1

    def _next(self, at: int) -> tuple[str, int]:
        text, c = self._text, self._text[at]
        if self._run >= 0 and _COUNT_CLOSES.match(text, at):
            return "E", at + 2  # A、B三大产业: the count closes the list as 等 does
        if c in _STOPS:
            return "P", at + 1
        if c == "、":
            return "S", at + 1
        if c == "《":
            end = _closing(text, at, "《", "》")
            return "T", end + 1 if end > 0 else at + 1
        if c == "“":
            end = text.find("”", at)
            inside = text[at + 1 : end] if end > 0 else "，"
            return ("P", at + 1) if len(inside) > _MAX_QUOTE or any(s in inside for s in "，。；") else ("N", end + 1)
        if c in "（〔":
            end = _closing(text, at, c, "）" if c == "（" else "〕")
            inside = text[at + 1 : end] if end > 0 else "，"
            whole = len(inside) <= _MAX_PARENTHESIS and not any(s in inside for s in "，。；、：")
            return ("N", end + 1) if self._run >= 0 and whole else ("O", at + 1)
        if c in "）〕”":
            return "X", at + 1
        return self._word(at)

    def _word(self, at: int) -> tuple[str, int]:
        text = self._text
        if text.startswith(("以上", "以下"), at) and at and (text[at - 1].isdigit() or text[at - 1] in _MEASURES):
            return "N", at + 2
        name = max(len(self._names.match(text, at)), len(self._g.protect.match(text, at)))
        hard = self._g.hard.match(text, at)
        if hard and len(hard) > name:
            return ("E" if hard in ("等", "等等") else "H"), at + len(hard)
        if name > 1:
            return "N", at + name
        if text.startswith("以及", at):
            return "C", at + 2
        if text[at] in "和与及或":
            return "C", at + 1
        return "N", at + 1


def _joined_names(text: str, tokens: list[_Token]) -> list[_Token]:
    """Join A与B中心 where 与, 及 or 和 stands inside one name.

    It does where what stands before it names nothing and what follows ends like an institution, and
    where a list goes on behind (A、B和C、D: the 和 before the last item only would close the list).
    """
    found: list[_Token] = []
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
                found[-1] = _Token("N", found[-1].start, tokens[k + 1].end)
                k += 2
                continue
        found.append(token)
        k += 1
    return found


class Chunker:
    """Cuts sentences into phrases; ``names`` are words that no boundary may cut."""

    def __init__(self, names: Words) -> None:
        self._names = names
        self._g = grammar()

    def phrases(self, sentence: View) -> tuple[Phrase, ...]:
        """Return the noun phrases of a sentence in order, with their lists."""
        return _Lists(
            sentence.text, _Tokenizer(sentence.text, self._names, self._g).tokens(), self._names, self._g
        ).read()


class _Lists:
    """Groups a sentence's name runs into lists."""

    def __init__(self, text: str, tokens: list[_Token], names: Words, g: Grammar) -> None:
        self._text = text
        self._tokens = tokens
        self._names = names
        self._g = g
        self._found: list[Phrase] = []
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
        return tuple(replace(p, size=sizes[p.group]) for p in self._found)

    def _boundary(self, token: _Token) -> None:
        word = self._text[token.start : token.end]
        if token.kind == "P":
            self._clause += 1
            self._cue = []
        else:
            self._cue = [*self._cue, word][-3:]
        if token.kind == "H" and word in _IN_FOCUS:
            for n in self._items:
                if "以" in self._found[n].cue:
                    self._found[n] = replace(self._found[n], tail="重点产业")
        if self._items and token.kind == "H":
            self._found[self._items[-1]] = replace(self._found[self._items[-1]], after=word)
        self._items, self._joined = [], False

    def _name(self, token: _Token) -> None:
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
            self._found.append(replace(phrase, group=self._group, index=len(self._items) - 1, outer=outer))
        self._joined = False

    def _phrase(self, token: _Token) -> Phrase | None:
        start, end = token.start, token.end
        generic = False
        words = list(self._cue)
        while start < end and not self._names.match(self._text, start) and not self._g.protect.match(self._text, start):
            soft = self._g.soft.match(self._text, start)
            actor = self._g.tails.match(self._text, start)
            if actor and self._g.soft.match(self._text, start + len(actor)):
                start += len(actor)  # 推动园区建设X: the actor is a class, what it builds is the name
                continue
            counted = _COUNTED.match(self._text[start:end])
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
        return Phrase(self._text[start:end], start, end, -1, 0, "".join(words[-3:]), self._clause, generic=generic)

    def _close_list(self, k: int) -> int:
        """Give the open list its class noun; return how many tokens that noun takes."""
        tail, of, taken = "", "", 0
        at_once = self._g.tails.match(self._text, self._tokens[k].end)
        if at_once and k + 1 < len(self._tokens) and self._tokens[k + 1].kind == "H":
            # the class noun begins with a boundary word (研究机构)
            tail, end = at_once, self._tokens[k].end + len(at_once)
            while k + 1 + taken < len(self._tokens) and self._tokens[k + 1 + taken].end <= end:
                taken += 1
            if k + 1 + taken < len(self._tokens) and self._tokens[k + 1 + taken].start < end:
                cut = self._tokens[k + 1 + taken]
                self._tokens[k + 1 + taken] = _Token(cut.kind, end, cut.end)
        elif k + 1 < len(self._tokens) and self._tokens[k + 1].kind == "N":
            token = self._tokens[k + 1]
            run = self._text[token.start : token.end]
            for at in range(min(len(run), _TAIL_REACH)):
                tail = self._g.tails.match(run, at)
                if tail and run[at + len(tail) : at + len(tail) + 1] in _DEGREES:
                    tail = ""  # 行业级平台 is no 行业
                if tail:
                    of = run[:at]
                    rest = token.start + at + len(tail)
                    taken = 1 if token.end - rest < 2 else 0
                    self._tokens[k + 1] = _Token("N", rest, token.end)
                    break
        elif k + 1 < len(self._tokens) and self._token_text(k + 1) in _REPRESENTS:
            tail = "代表"
        if tail == "领域":
            # A、B等领域的金融科技企业: A and B are links of that chain
            firms = _FIRMS_OF.match(self._text, self._text.find(tail, self._tokens[k].end) + len(tail))
            tail, of = ("环节", firms[1]) if firms else (tail, of)
        for n in self._items:
            self._found[n] = replace(self._found[n], tail=tail, tail_of=of, etc=True)
        self._items, self._joined = [], False
        return taken

    def _token_text(self, k: int) -> str:
        return self._text[self._tokens[k].start : self._tokens[k].end]
