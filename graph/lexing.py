"""Cypher text as tokens: just enough to tell clause words from names, strings and comments.

This is no parser. It knows what can hide a word (strings, back-ticked names, comments, unicode
escapes) and what makes a word a name (``n.set``, ``:SET``, ``{set: 1}``, ``$set``, ``AS set``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARTS = re.compile(
    r"""
      (?P<space>[\s\ufeff]+)
    | (?P<comment>//[^\r\n]*|/\*.*?(?:\*/|\Z))
    | (?P<string>'(?:[^'\\]|\\.)*(?:'|\Z)|"(?:[^"\\]|\\.)*(?:"|\Z))
    | (?P<quoted>`(?:[^`]|``)*(?:`|\Z))
    | (?P<number>\d\w*(?:\.\d\w*)?)
    | (?P<parameter>\$\w+|\$(?=`))
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>\.\.|<=|>=|<>|=~|->|<-|\\|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\[uU]+([0-9a-fA-F]{4,8})")

_PLAIN = re.compile(r"[^ \t\r\n]")
"""What is white space to some servers only."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a statement. ``kind`` is word, name, number, string, quoted, parameter or mark.

    A ``word`` stands where a clause or a function may begin; a ``name`` is a word that cannot (a
    property, a label, a map key, an alias). ``line`` counts from 1.
    """

    kind: str
    text: str
    line: int

    @property
    def upper(self) -> str:
        """The text in capitals, as clause words compare."""
        return self.text.upper()


def tokens(text: str) -> tuple[Token, ...]:
    """Split a statement into tokens, without comments and white space. O(n)."""
    found = tuple(_raw(text))
    return tuple(
        Token("name", token.text, token.line) if token.kind == "word" and _is_name(found, at) else token
        for at, token in enumerate(found)
    )


def hides_ascii(text: str) -> bool:
    r"""Tell whether a unicode escape stands for an ASCII character.

    Neo4j resolves ``\uXXXX`` before it parses, so ``'\u0027'`` ends a string there: what looks like
    text may be a clause. No honest query needs it.
    """
    return any(int(match[1], 16) < 128 or int(match[1][:4], 16) < 128 for match in _ESCAPE.finditer(text))


def used_parameters(text: str) -> frozenset[str]:
    """Return the names of the ``$parameters`` of a statement."""
    return frozenset(token.text[1:] for token in _raw(text) if token.kind == "parameter")


def plain(text: str) -> str:
    """Return a statement without its comments, with plain white space, and else as it is written.

    Servers differ in what they take as white space and where they end a comment; nobody has to ask
    any more. Lines stay lines, so that a server's message names the line of the original.
    """
    return "".join(
        _PLAIN.sub(" ", match[0]).replace("\r\n", "\n").replace("\r", "\n")
        if match.lastgroup == "space"
        else "\n" * match[0].count("\n") or " "
        if match.lastgroup == "comment"
        else match[0]
        for match in _PARTS.finditer(text)
    )


def _raw(text: str) -> Iterator[Token]:
    line = 1
    for match in _PARTS.finditer(text):
        # An unclosed comment is a token: whoever checks a text has to see it.
        if match.lastgroup == "comment" and match[0].startswith("/*") and (len(match[0]) < 4 or match[0][-2:] != "*/"):
            yield Token("comment", match[0], line)
        elif match.lastgroup not in ("space", "comment"):
            yield Token(str(match.lastgroup), match[0], line)
        line += match[0].count("\n")


def _is_name(found: tuple[Token, ...], at: int) -> bool:
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if before is not None:
        if before.kind == "mark" and before.text in (":", "&", "|", "!"):
            # `{way: CASE …}`: what follows a key is a value. A label there is taken for a word too, which is stricter.
            return not (before.text == ":" and at >= 3 and found[at - 3].text in ("{", ","))
        # `n.set` is a property and `n {.set}` a projection; `1. SET` would be a number and a clause.
        if before.text == "." and (at < 2 or found[at - 2].kind != "number"):
            return True
        if before.kind == "word" and before.upper == "AS":
            return True
    return after is not None and after.text == ":" and before is not None and before.text in ("{", ",")
