"""Refuse statements that do more than read, before they are sent.

Belt and braces: the embedded server has a user who can only read and Neo4j has READ sessions; both
leave files and the network open (``LOAD CSV``, ``apoc.load``), and ArcadeDB ignores READ mode.
"""

from __future__ import annotations

from collections.abc import Sequence

from .errors import WriteRefused
from .lexing import Token, hides_ascii, tokens

WRITING = frozenset({"CREATE", "INSERT", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "DROP", "FOREACH"})
ADMINISTRATION = frozenset(
    {"ALTER", "GRANT", "DENY", "REVOKE", "START", "STOP", "TERMINATE", "ENABLE", "DEALLOCATE", "REALLOCATE", "RENAME"}
    | {"DRYRUN", "USE", "SHOW", "KILL"}
)
SHOWN = frozenset({"INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS"})
"""What SHOW may show: nothing about users, settings, other databases or running queries."""
PREFIXES = frozenset({"EXPLAIN", "PROFILE", "CYPHER"})
PROCEDURES = (
    "db.labels",
    "db.relationshiptypes",
    "db.propertykeys",
    "db.schema.visualization",
    "db.schema.nodetypeproperties",
    "db.schema.reltypeproperties",
    "db.index.fulltext.querynodes",
    "db.index.fulltext.queryrelationships",
)
"""Procedures that only read the graph; every other one is refused, known or not."""
NAMESPACES = ("apoc", "dbms", "genai")
"""Functions of these are refused too: they reach settings, files and the network."""
_HINT = "这里只能查询；要改动图，请改文件后重新运行 deltatrunk build"


def require_reading(text: str) -> None:
    """Return when a statement only reads; raise :class:`WriteRefused` naming what it would do.

    >>> require_reading("MATCH (n:Company) WHERE n.name CONTAINS 'SET' RETURN n.set AS s")
    """
    if hides_ascii(text):
        raise WriteRefused("查询语句里有用 \\u 写成的普通字符", hint="请直接写出该字符")
    found = tokens(text)
    _one_statement(found)
    for at, token in enumerate(found):
        if token.text == "\\":
            raise WriteRefused("查询语句的引号之外有反斜杠", hint="请删去反斜杠", where=f"第 {token.line} 行")
        if token.kind != "word":
            continue
        after = found[at + 1] if at + 1 < len(found) else None
        if token.upper in WRITING and not _is_variable(found, at):
            raise _refusal(token, f"{token.upper} 会改动图")
        if token.upper == "LOAD" and after is not None and after.upper == "CSV":
            raise _refusal(token, "LOAD CSV 会读取文件或网络")
        if token.upper == "CALL" and after is not None and after.text not in ("{", "("):
            _require_known(token, _dotted(found, at + 1))
        elif after is not None and after.text == "." and token.text.lower() in NAMESPACES:
            name = _dotted(found, at)
            if _follows(found, at, name, "("):
                raise _refusal(token, f"函数 {name} 不在允许之列")
    _require_no_administration(found)


def _refusal(token: Token, what: str) -> WriteRefused:
    return WriteRefused(f"只读查询不能执行：{what}", where=f"第 {token.line} 行", hint=_HINT)


def _one_statement(found: Sequence[Token]) -> None:
    for at, token in enumerate(found):
        if token.kind == "mark" and token.text == ";" and at + 1 < len(found):
            raise WriteRefused("一次只能执行一条查询语句", where=f"第 {token.line} 行", hint="请去掉分号后面的内容")


def _is_variable(found: Sequence[Token], at: int) -> bool:
    """Tell a variable that is named like a clause from the clause: ``count(set)``, ``RETURN set``.

    Only the places where no clause can stand: inside round or square brackets, after a comparison.
    """
    before = found[at - 1].text if at else ""
    after = found[at + 1].text if at + 1 < len(found) else ""
    return before in ("(", "[", ",", "=", "<", ">", "<>", "+") and after in (")", "]", ",", ".", "=", ":")


def _dotted(found: Sequence[Token], at: int) -> str:
    parts: list[str] = []
    while at < len(found) and (found[at].kind in ("word", "name", "quoted") or found[at].text == "."):
        if parts and parts[-1] != "." and found[at].text != ".":
            break
        parts.append(found[at].text.strip("`").strip())
        at += 1
    return "".join(parts)


def _follows(found: Sequence[Token], at: int, name: str, mark: str) -> bool:
    end = at + 2 * name.count(".") + 1
    return end < len(found) and found[end].text == mark


def _require_known(token: Token, name: str) -> None:
    if name.lower() not in PROCEDURES:
        raise _refusal(token, f"过程 {name or '（无名）'} 不在允许之列")


def _require_no_administration(found: Sequence[Token]) -> None:
    """Look at the first clause word, behind EXPLAIN, PROFILE or ``CYPHER option=value``."""
    at, prefixed = 0, False
    while at < len(found):
        token = found[at]
        if token.upper in PREFIXES:
            prefixed = True
        elif not (prefixed and (token.text == "=" or _is_option(found, at))):
            break
        at += 1
    if at >= len(found):
        return
    first, after = found[at], found[at + 1] if at + 1 < len(found) else None
    if first.upper == "SHOW" and after is not None:
        rest = [t.upper for t in found[at + 1 : at + 4]]
        if not SHOWN.isdisjoint(rest):
            return
    if first.upper in ADMINISTRATION:
        raise _refusal(first, f"{first.upper} 是管理语句")


def _is_option(found: Sequence[Token], at: int) -> bool:
    after = found[at + 1].text if at + 1 < len(found) else ""
    return after == "=" or found[at - 1].text == "=" or found[at].kind == "number"
