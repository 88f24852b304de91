"""Let pass only statements of which every part is known to be harmless, before they are sent.

An allow-list over tokens (:mod:`deltatrunk.graph.allowed`): what may begin a statement or a subquery,
what may stand behind a finished expression, which functions and procedures may be called. What a
comment or odd white space could hide is not argued about: it is taken out, and the text that was
checked is the text that is sent. The stores' own guards (a user who may only read, a READ session)
come after this one; neither of them covers files and the network.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from .allowed import (
    BEGINNING,
    FOLLOWING,
    FUNCTIONS,
    PROCEDURES,
    RESERVED,
    SHOWN,
    SHOWN_KINDS,
    SUBQUERIES,
    WRITING,
)
from .errors import QueryFailed, WriteRefused
from .lexing import Token, hides_ascii, plain, tokens

_READ = "这里只能查询；要改动图，请改文件后重新运行 deltatrunk build，或用 deltatrunk cypher --write"
_WRITE = "请改写语句；库的管理、文件和网络不在这里"
_NUMBER = re.compile(
    r"0x[0-9a-f]+|0o[0-7]+|\d+(_\d+)*(\.\d+(_\d+)*)?(e\d+)?|\d+(_\d+)*(\.\d+)?e", re.ASCII | re.IGNORECASE
)
_PARAMETER = re.compile(r"\$(?:[^\W\d]\w*|[0-9]+|)")
_MARKS = frozenset("( ) [ ] { } , . : ; | & ! + - * / % ^ = < > <= >= <> =~ -> <- ..".split())
_OPERAND, _AFTER, _CLAUSE, _PATTERN, _DONE = "operand", "after", "clause", "pattern", "done"
_NAMED = ("word", "name", "quoted")


def require_reading(text: str) -> str:
    """Return a statement as it may be sent when it only reads; raise :class:`WriteRefused` otherwise.

    The result has no comments and plain white space, and is else the same text.

    >>> require_reading("MATCH (n:Company) /* all */ WHERE n.name CONTAINS 'SET' RETURN n.set AS s")
    "MATCH (n:Company)   WHERE n.name CONTAINS 'SET' RETURN n.set AS s"
    """
    return _checked(text, writing=False)


def require_harmless(text: str) -> str:
    """Return a statement as it may be sent when it reads or writes the graph and does nothing else."""
    return _checked(text, writing=True)


def _checked(text: str, *, writing: bool) -> str:
    hint = _WRITE if writing else _READ
    if hides_ascii(text):
        raise WriteRefused("查询语句里有用 \\u 写成的普通字符", hint="请直接写出该字符")
    found = tokens(text)
    _require_plain(found)
    _Walk(found, writing, hint).walk()
    return plain(text)


def _require_plain(found: Sequence[Token]) -> None:
    """Refuse what two lexers could split differently: unclosed quotes, glued numbers, look-alike letters."""
    for at, token in enumerate(found):
        what = _oddity(token)
        if token.kind == "string" and at and found[at - 1].kind == "string":
            what = "两段引号里的文字直接相连"
        if what:
            raise WriteRefused(f"查询语句里{what}", where=f"第 {token.line} 行", hint="请改写这一处")


def _oddity(token: Token) -> str:
    text = token.text
    match token.kind:
        case "string" if not re.fullmatch(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", text, re.DOTALL):
            return "有没有结束的引号"
        case "quoted" if not re.fullmatch(r"`(?:[^`\\]|``)+`", text):
            return "有没有结束的反引号，或反引号里有反斜杠"
        case "number" if not _NUMBER.fullmatch(text):
            return f"数字 {text} 与文字连在一起"
        case "parameter" if not _PARAMETER.fullmatch(text):
            return f"参数 {text} 的写法不清楚"
        case "comment":
            return "有没有结束的注释"
        case "word" | "name" if not text.isascii():
            folded = unicodedata.normalize("NFKC", text).casefold()
            if folded.isascii():
                return f"有形似英文字母的字符（{text}）"
        case "mark" if text not in _MARKS:
            shown = text if text.isprintable() else f"U+{ord(text):04X}"
            return "的引号之外有反斜杠" if text == "\\" else f"有不认识的字符 {shown}"
    return ""


@dataclass(slots=True)
class _Walk:
    """One pass over the tokens that knows what may come next; ``open`` has the brackets' kinds."""

    found: Sequence[Token]
    writing: bool
    hint: str
    state: str = _CLAUSE
    open: list[str] = field(default_factory=list)

    def walk(self) -> None:
        at = self._shown()
        while at < len(self.found):
            token = self.found[at]
            before = self.found[at - 1] if at else None
            if token.kind == "mark":
                self._mark(at, token)
            elif token.kind in _NAMED:
                at = self._named(at, token, before)
            else:
                self._require_operand(token)
                self._require_gap(token, before)
                self.state = _AFTER
            at += 1
        if self.open:
            raise self._refusal(self.found[-1], "括号没有配对")

    def _shown(self) -> int:
        """Step over ``SHOW [FULLTEXT] INDEXES``; whatever follows is read as usual."""
        if self.writing or not self.found or self.found[0].upper != "SHOW" or self.found[0].kind != "word":
            return 0
        at = 2 if len(self.found) > 1 and self.found[1].upper in SHOWN_KINDS else 1
        if at < len(self.found) and self.found[at].kind == "word" and self.found[at].upper in SHOWN:
            self.state = _AFTER
            return at + 1
        raise self._refusal(self.found[0], "SHOW 只能显示索引和约束")

    # marks

    def _mark(self, at: int, token: Token) -> None:
        text = token.text
        if text == ";":
            if at + 1 < len(self.found) or self.open:
                raise WriteRefused("一次只能执行一条查询语句", where=f"第 {token.line} 行", hint="请去掉分号后面的内容")
            return
        if text in "([{":
            self._opens(at, token)
        elif text in ")]}":
            self._closes(token)
        else:
            self._require_operand(token)
            if text == "|" and self.open and self.open[-1] == "foreach":
                self.state = _CLAUSE
            else:
                # `RETURN *`, `count(*)`: the star stands for a value
                star = text == "*" and self._is_word(at - 1, "RETURN", "WITH", "DISTINCT", "YIELD")
                self.state = _AFTER if star else _OPERAND

    def _opens(self, at: int, token: Token) -> None:
        kind = token.text
        if token.text == "{" and self._subquery(at):
            kind = "call" if self.state == _DONE else "block"
            self.state = _PATTERN if self._is_word(at - 1, "EXISTS", "COUNT") else _CLAUSE
        elif token.text == "(" and self.state == _DONE:
            kind, self.state = "scope", _OPERAND
        else:
            if token.text == "(" and self._is_word(at - 1, "FOREACH"):
                kind = "foreach"
            elif token.text == "(":
                self._require_function(at)
                if at and self.found[at - 1].kind == "parameter":
                    raise self._refusal(token, "动态的标签或类型")
            self._require_operand(token)
            self.state = _OPERAND
        self.open.append(kind)

    def _closes(self, token: Token) -> None:
        pairs = {")": ("(", "scope", "foreach"), "]": ("[",), "}": ("{", "block", "call")}
        if not self.open or self.open[-1] not in pairs[token.text]:
            raise self._refusal(token, "括号没有配对")
        kind = self.open.pop()
        self.state = {"scope": _DONE, "call": "called"}.get(kind, _AFTER)

    def _subquery(self, at: int) -> bool:
        if self.state == _DONE:  # behind CALL or CALL (x)
            return True
        return at > 0 and self.found[at - 1].kind == "word" and self.found[at - 1].upper in SUBQUERIES

    def _require_operand(self, token: Token) -> None:
        """Refuse a value, a mark or a bracket where a clause has to begin."""
        if self.state == _PATTERN and (token.text == "(" or token.kind in _NAMED):
            self.state = _OPERAND
        if self.state in (_CLAUSE, _PATTERN, _DONE, "called"):
            raise self._refusal(token, f"这里应是一个子句，得到 {token.text[:40]}")

    def _require_gap(self, token: Token, before: Token | None) -> None:
        """Refuse two values side by side: ``CREATE USER $name`` would be such."""
        if self.state == _AFTER and not (before is not None and before.text == "$"):
            raise self._refusal(token, f"{token.text[:40]} 前面缺少运算符或子句")

    # words

    def _named(self, at: int, token: Token, before: Token | None) -> int:
        if token.kind == "quoted" or (token.kind == "name" and self.state not in (_CLAUSE, _DONE, "called")):
            self._require_operand(token)
            self._require_gap(token, before)
            self.state = _AFTER
            return at
        word = token.upper
        if word == "CALL":
            return self._call(at, token)
        if self.state in (_CLAUSE, "called"):
            beginning = BEGINNING | (WRITING if self.writing else frozenset())
            if self.state == "called":
                beginning |= {"UNION"}
            if word in ("ALL", "DISTINCT") and self._is_word(at - 1, "UNION"):
                return at
            if word not in beginning:
                raise self._refusal(token, self._why(word, at))
            self._clause(word)
            return at
        if self.state == _PATTERN:
            if word in BEGINNING:
                self._clause(word)
                return at
            self.state = _OPERAND
        if word in FOLLOWING or (self.writing and (word in WRITING or self._is_on(at))):
            self._following(word, at, token)
            return at
        if self.state == _AFTER and word not in RESERVED:
            near = get_close_matches(word, sorted(FOLLOWING), n=1, cutoff=0.6)
            hint = f"是否想写 {near[0]}" if near else "请检查查询语句"
            raise QueryFailed(f"不认识 {token.text[:40]}", where=f"第 {token.line} 行", hint=hint)
        if self.state == _AFTER or (word in RESERVED and not self._is_variable(at)):
            raise self._refusal(token, self._why(word, at))
        self.state = _AFTER if word != "CASE" else _OPERAND
        return at

    def _following(self, word: str, at: int, token: Token) -> None:
        if self._is_variable(at) and self.state == _OPERAND:
            self.state = _AFTER
        elif word == "UNION":
            if self.open and self.open[-1] not in ("block", "call"):
                raise self._refusal(token, "UNION 只能在两条查询之间")
            self.state = _CLAUSE
        elif word in ("END", "ASC", "ASCENDING", "DESC", "DESCENDING"):
            self.state = _AFTER
        else:
            self._clause(word)

    def _clause(self, word: str) -> None:
        self.state = _CLAUSE if word == "UNION" else _OPERAND

    def _is_on(self, at: int) -> bool:
        """Tell whether this is the ON of ``ON CREATE SET``."""
        return self._is_word(at, "ON") and self._is_word(at + 1, "CREATE", "MATCH") and self._is_word(at + 2, "SET")

    def _call(self, at: int, token: Token) -> int:
        if self.state == _OPERAND and at and self.found[at - 1].text in (".", "AS"):
            raise self._refusal(token, "CALL 不能作名称")
        following = self.found[at + 1] if at + 1 < len(self.found) else None
        if following is not None and following.text in ("{", "("):
            self.state = _DONE
            return at
        name, end = self._dotted(at + 1)
        if name.lower() not in PROCEDURES:
            raise self._refusal(token, f"过程 {name or '（无名）'} 不在允许之列")
        self.state = _AFTER
        if end < len(self.found) and self.found[end].text == "(":
            self.open.append("(")
            self.state = _OPERAND
            return end
        return end - 1

    def _dotted(self, at: int) -> tuple[str, int]:
        """Read ``a.b.c`` from a token on; the name without back-ticks, and where it ends."""
        parts: list[str] = []
        while at < len(self.found) and self.found[at].kind in _NAMED:
            parts.append(self.found[at].text.strip("`"))
            at += 1
            if at >= len(self.found) or self.found[at].text != ".":
                break
            at += 1
        return ".".join(parts), at

    def _require_function(self, at: int) -> None:
        """Look back from ``(``: a name right before it is called as a function."""
        end = at
        parts: list[str] = []
        while end > 0 and self.found[end - 1].kind in _NAMED:
            parts.insert(0, self.found[end - 1].text.strip("`"))
            end -= 1
            if end == 0 or self.found[end - 1].text != ".":
                break
            end -= 1
        if not parts:
            return
        last = self.found[at - 1]
        if len(parts) == 1 and last.kind == "word" and last.upper in FOLLOWING | WRITING | {"CASE"}:
            return
        name = ".".join(parts)
        if name.lower() not in FUNCTIONS:
            near = [FUNCTIONS[n] for n in get_close_matches(name.lower(), list(FUNCTIONS), n=3, cutoff=0.6)]
            also = f"相近的有 {'、'.join(near)}" if near else "可用的函数见 docs/queries.md"
            raise WriteRefused(f"函数 {name} 不在允许之列", where=f"第 {last.line} 行", hint=also)

    def _is_word(self, at: int, *words: str) -> bool:
        return 0 <= at < len(self.found) and self.found[at].kind == "word" and self.found[at].upper in words

    def _is_variable(self, at: int) -> bool:
        """Tell a variable that is named like a clause from the clause: ``count(set)``.

        Only the places where no clause can stand: between brackets or commas, on both sides.
        """
        before = self.found[at - 1].text if at else ""
        after = self.found[at + 1].text if at + 1 < len(self.found) else ""
        if self._is_word(at, "LOAD") and self.state == _OPERAND:
            return after.upper() != "CSV"
        return before in ("(", "[", ",") and (after in (")", "]", ",", ".") or self._is_word(at + 1, "AS"))

    def _why(self, word: str, at: int) -> str:
        if word in WRITING or word in ("INSERT", "NODETACH"):
            return f"{word} 会改动图"
        if word == "LOAD":
            return "LOAD CSV 会读取文件或网络"
        if word in ("EXPLAIN", "PROFILE"):
            return f"{word} 的结果这里不显示"
        if word == "IN" and self.state == "called":
            return "CALL … IN TRANSACTIONS 自己提交改动"
        if at == 0 or word in RESERVED:
            return f"{word} 是管理语句或不在允许之列"
        return f"{self.found[at].text[:40]} 不是允许的子句"

    def _refusal(self, token: Token, what: str) -> WriteRefused:
        start = "语句不能执行" if self.writing else "只读查询不能执行"
        return WriteRefused(f"{start}：{what}", where=f"第 {token.line} 行", hint=self.hint)
