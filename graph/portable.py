"""Check that Cypher text runs the same on ArcadeDB and Neo4j.

What is listed was compared on both servers: one refuses it, or, worse, silently answers otherwise.
A query pack and every Cypher text of this project passes this check; a user's own statement need not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lexing import Token, hides_ascii, tokens

_SAME = "请改写成两种图库都支持的写法"
_PROCEDURES = ("db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.", "dbms.", "apoc.")
_BEFORE_NO_PATTERN = frozenset({"(", ",", ")", "EXISTS", "COUNT", "COLLECT", "CALL"})
_SHOW_ALLOWED = frozenset({"INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS"})


@dataclass(frozen=True, slots=True)
class Violation:
    """A form that does not run the same on both stores: its line, what it is, what to write instead."""

    line: int
    form: str
    hint: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.form}；{self.hint}"


def violations(text: str) -> tuple[Violation, ...]:
    """Return what in a statement is not portable, in the order of the text; empty when it is.

    >>> [v.form for v in violations("MATCH p = SHORTEST 1 (a)-[r]->+(b) RETURN p AS p")]
    ['SHORTEST']
    """
    found = tokens(text)
    problems = list(_prefixes(found))
    for at, token in enumerate(found):
        problems.extend(_at(found, at, token))
    problems.extend(_lost(found))
    if hides_ascii(text):
        problems.append(Violation(1, "\\u 写成的普通字符", "请直接写出该字符"))
    return tuple(sorted(problems, key=lambda v: v.line))


def _prefixes(found: Sequence[Token]) -> Iterator[Violation]:
    if found and found[0].upper in ("CYPHER", "USE", "EXPLAIN", "PROFILE"):
        yield Violation(found[0].line, f"{found[0].upper} 前缀", "请去掉前缀")


def _at(found: Sequence[Token], at: int, token: Token) -> Iterator[Violation]:
    after = [t.upper for t in found[at + 1 : at + 3]] + ["", ""]
    before = found[at - 1].text if at else ""
    if token.kind == "word":
        if token.upper == "SHORTEST" and after[0] not in (".", ",", ")", "="):
            yield Violation(token.line, "SHORTEST", "请用 shortestPath 或 allShortestPaths")
        if token.upper == "SHOW" and _SHOW_ALLOWED.isdisjoint(after):
            yield Violation(token.line, f"SHOW {after[0]}".strip(), _SAME)
        if at and token.upper == "USE" and found[at - 1].text == "{":
            yield Violation(token.line, "USE 子句", "请去掉 USE")
        if after[0] == "." and before != ".":
            name = _dotted(found, at).lower()
            if name.startswith(_PROCEDURES):
                yield Violation(token.line, name, _SAME)
    # `:$any(`, `:$(t)`: ArcadeDB answers nothing or everything. A map value `{key: $p}` is no label.
    dynamic = token.text == "$" or (token.kind == "parameter" and after[0] == "(")
    if dynamic and before in (":", "&", "|", "!"):
        yield Violation(token.line, "动态标签或类型", "请用 any(l IN labels(n) WHERE l IN $ls) 或 type(r) IN $ts")
    if token.kind == "word" and token.upper == "REQUIRE" and "NULL" in {t.upper for t in found[at : at + 8]}:
        yield Violation(token.line, "IS NOT NULL 约束", "Neo4j 社区版不支持")


def _lost(found: Sequence[Token]) -> Iterator[Violation]:
    """Yield relationships that are used in braces of later nodes alone: ArcadeDB forgets them, and finds nothing.

    ``MATCH (c)-[r:LEADS]->(i) MATCH (p:Passage {id: r.passages[0]}) RETURN p.id AS id`` answers no row there.
    """
    inside = _in_node_maps(found)
    for at, token in enumerate(found[:-1]):
        bound = at >= 2 and found[at - 1].text == "[" and found[at - 2].text in ("-", "<-")
        if not bound or token.kind not in ("word", "name"):
            continue
        uses = [
            k
            for k, other in enumerate(found)
            if k != at and other.text == token.text and other.kind in ("word", "name") and found[k - 1].text != "."
        ]
        if uses and all(k in inside for k in uses):
            hint = f"请在 WHERE、WITH 或 RETURN 里也用到 {token.text}"
            yield Violation(token.line, f"关系变量 {token.text} 只在节点的花括号里用到", hint)


def _in_node_maps(found: Sequence[Token]) -> set[int]:
    """Return the places inside ``(n:Label {…})``."""
    inside: set[int] = set()
    stack: list[str] = []
    for at, token in enumerate(found):
        if token.kind == "mark" and token.text in ("(", "[", "{"):
            pattern = token.text == "{" and stack[-1:] == ["("] and found[at - 1].upper not in _BEFORE_NO_PATTERN
            stack.append("map" if pattern else token.text)
        elif token.kind == "mark" and token.text in (")", "]", "}") and stack:
            stack.pop()
        if "map" in stack:
            inside.add(at)
    return inside


def _dotted(found: Sequence[Token], at: int) -> str:
    end = at
    while end < len(found) and (found[end].text == "." or (end - at) % 2 == 0) and found[end].text not in ("(", ")"):
        end += 1
    return "".join(t.text for t in found[at:end]).replace("`", "")
