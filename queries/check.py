"""Check a query's Cypher against the schema and against its own header, without a server.

What is looked at: node labels, relationship types and properties in patterns and in ``variable.name``
accesses, the columns after the last RETURN of every UNION branch, the parameters, the order. What
is not: names inside strings (``type(r) IN ['LEADS']``), property types, variables of maps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..graph.lexing import Token
from ..graph.lexing import tokens as tokenize
from ..graph.schema import Schema

_NAMES = {"word", "name", "quoted"}
_AFTER_RETURN = {"ORDER", "SKIP", "LIMIT", "UNION", "OFFSET"}
_SUBQUERIES = {"EXISTS", "COUNT", "COLLECT", "CALL"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at which line of the Cypher (1 is its first)."""

    line: int
    what: str
    hint: str = ""


@dataclass(slots=True)
class _Found:
    """Labels, types and properties as a query names them."""

    labels: list[Token] = field(default_factory=list)
    types: list[Token] = field(default_factory=list)
    nodes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    edges: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    keys: list[tuple[str, str, Token]] = field(default_factory=list)  # variable, "node"/"edge", key
    open: set[str] = field(default_factory=set)  # variables of a pattern without or with a negated label


def schema_problems(cypher: str, schema: Schema) -> list[Problem]:
    """List every label, relationship type and property that the schema does not have."""
    tokens = tokenize(cypher)
    found = _patterns(tokens)
    problems = [
        Problem(t.line, f"标签 {_text(t)} 不在本体中", _near(_text(t), schema.labels))
        for t in found.labels if _text(t) not in schema.labels
    ]  # fmt: skip
    problems += [
        Problem(t.line, f"关系类型 {_text(t)} 不在本体中", _near(_text(t), schema.relationships))
        for t in found.types if _text(t) not in schema.relationships
    ]  # fmt: skip
    accesses = [*found.keys, *_accesses(tokens, found)]
    problems += [
        Problem(key.line, f"属性 {_text(key)} 不属于 {owner}")
        for variable, kind, key in accesses
        if (owner := _unknown_owner(variable, kind, _text(key), found, schema))
    ]
    return sorted(problems, key=lambda p: p.line)


def shape_problems(cypher: str, *, columns: Sequence[str], parameters: Sequence[str], ordered: bool) -> list[Problem]:
    """List where a query's RETURN, parameters or order differ from what its header declares."""
    tokens = tokenize(cypher)
    problems: list[Problem] = []
    branches = _returned(tokens)
    if not branches:
        problems.append(Problem(1, "查询没有 RETURN"))
    for line, names in branches:
        missing = [c for c in columns if c not in names]
        extra = [n for n in names if n not in columns]
        if missing:
            problems.append(Problem(line, f"查询头的列 {'、'.join(missing)} 没有被 RETURN", "每一列都写 AS 列名"))
        if extra:
            problems.append(Problem(line, f"RETURN 的列 {'、'.join(extra)} 不在查询头的 columns 里"))
        if not missing and not extra and list(names) != list(columns):
            problems.append(Problem(line, "RETURN 的列与查询头的 columns 顺序不同"))
    used = {t.text.removeprefix("$"): t.line for t in tokens if t.kind == "parameter"}
    problems += [
        Problem(line, f"参数 ${name} 没有在查询头里声明") for name, line in used.items() if name not in parameters
    ]
    problems += [Problem(1, f"参数 {name} 没有被用到") for name in parameters if name not in used]
    if ordered and branches and not any(_is_word(t, "ORDER") for t in tokens):
        problems.append(Problem(branches[-1][0], "没有 ORDER BY：同一问题每次要得到同样的顺序"))
    return problems


def _text(token: Token) -> str:
    return token.text[1:-1].replace("``", "`") if token.kind == "quoted" else token.text


def _is_word(token: Token, keyword: str) -> bool:
    return token.kind == "word" and token.upper == keyword


def _near(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only on an error

    close = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"是否想写 {'、'.join(close)}" if close else "见 docs/schema.md"


def _patterns(tokens: Sequence[Token]) -> _Found:
    """Walk the brackets: ``(`` opens a node or an expression, ``-[`` a relationship, ``{`` a map or a subquery."""
    found = _Found()
    stack: list[tuple[str, str]] = []  # what is open: node, edge, map, block, other; its variable
    for i, token in enumerate(tokens):
        before = tokens[i - 1] if i else None
        match token.text if token.kind == "mark" else "":
            case "(":
                stack.append(("node", _variable(tokens, i)))
                if _variable(tokens, i) and _starts_pattern(tokens, i) and not _has_label(tokens, i):
                    found.open.add(_variable(tokens, i))
            case "[":
                edge = before is not None and before.text in {"-", "<-"}
                stack.append(("edge" if edge else "other", _variable(tokens, i) if edge else ""))
                if edge and not _has_label(tokens, i):
                    found.open.add(_variable(tokens, i))
            case "{":
                owner = stack[-1] if stack else ("block", "")
                in_pattern = owner[0] in {"node", "edge"} and before is not None and before.text not in {"(", ","}
                if before is not None and (before.upper in _SUBQUERIES or before.text == ")"):
                    stack.append(("block", ""))
                elif in_pattern and not (before is not None and before.text == "="):
                    stack.append((f"{owner[0]} map", owner[1]))
                else:
                    stack.append(("map", ""))
            case ")" | "]" | "}":
                if stack:
                    stack.pop()
            case ":":
                _colon(tokens, i, stack[-1] if stack else ("block", ""), found)
    return found


def _colon(tokens: Sequence[Token], i: int, where: tuple[str, str], found: _Found) -> None:
    kind, variable = where
    if kind in {"node map", "edge map"}:
        found.keys.append((variable, kind.split()[0], tokens[i - 1]))
        return
    if kind == "map" or i == 0:
        return
    names, negated = _expression(tokens, i + 1)
    owner = _text(tokens[i - 1]) if tokens[i - 1].kind in _NAMES else ""
    if kind == "edge":
        found.types.extend(names)
        found.edges[owner].update(map(_text, names))
    else:
        found.labels.extend(names)
        found.nodes[owner].update(map(_text, names))
    if negated:
        found.open.add(owner)


def _expression(tokens: Sequence[Token], i: int) -> tuple[list[Token], bool]:
    """Read ``A|B&!C`` and say whether a ``!`` or ``%`` stands in it."""
    names: list[Token] = []
    negated = False
    depth = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind in _NAMES and (not names or tokens[i - 1].text in {"|", "&", "!", ":", "("}):
            names.append(token)
        elif token.text in {"!", "%"}:
            negated = True
        elif token.text == "(" and (not names or tokens[i - 1].text in {"|", "&", "!", ":"}):
            depth += 1
        elif token.text == ")" and depth:
            depth -= 1
        elif token.text not in {"|", "&", ":"}:
            break
        i += 1
    return names, negated


def _variable(tokens: Sequence[Token], i: int) -> str:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return _text(after) if after is not None and after.kind in _NAMES else ""


def _has_label(tokens: Sequence[Token], i: int) -> bool:
    skip = 2 if _variable(tokens, i) else 1
    return i + skip < len(tokens) and tokens[i + skip].text == ":"


def _starts_pattern(tokens: Sequence[Token], i: int) -> bool:
    before = tokens[i - 1] if i else None
    return before is None or before.kind == "mark" or before.upper in {"MATCH", "MERGE", "CREATE", "WHERE"}


def _accesses(tokens: Sequence[Token], found: _Found) -> list[tuple[str, str, Token]]:
    bound = {**dict.fromkeys(found.nodes, "node"), **dict.fromkeys(found.edges, "edge")}
    accesses: list[tuple[str, str, Token]] = []
    for i in range(1, len(tokens) - 1):
        if tokens[i].text != "." or tokens[i - 1].kind not in _NAMES or tokens[i + 1].kind not in _NAMES:
            continue
        owner = _text(tokens[i - 1])
        if owner in bound and owner not in found.open:
            accesses.append((owner, bound[owner], tokens[i + 1]))
        elif owner in found.open:
            accesses.append(("", "any", tokens[i + 1]))
    return accesses


def _unknown_owner(variable: str, kind: str, key: str, found: _Found, schema: Schema) -> str:
    """Return what the property does not belong to, or nothing where it is known."""
    labels = sorted(found.nodes.get(variable, ())) if kind == "node" and variable not in found.open else []
    types = sorted(found.edges.get(variable, ())) if kind == "edge" and variable not in found.open else []
    if labels:
        known = any(schema.node_property((label,), key) for label in _with_extras(labels, schema))
        return "" if known else "|".join(labels)
    if types:
        return "" if any(schema.relationship_property(t, key) for t in types) else "|".join(types)
    every = any(schema.node_property((label,), key) for label in schema.labels)
    return "" if every or any(schema.relationship_property(t, key) for t in schema.relationships) else "任何标签或关系"


def _with_extras(labels: Sequence[str], schema: Schema) -> set[str]:
    """Add what an added label may stand on: its nodes have those properties too."""
    return {*labels, *(core for label in labels if label in schema.labels for core in schema.labels[label].extends)}


def _returned(tokens: Sequence[Token]) -> list[tuple[int, tuple[str, ...]]]:
    """Return line and column names of each top-level RETURN."""
    branches: list[tuple[int, tuple[str, ...]]] = []
    depth = 0
    for i, token in enumerate(tokens):
        depth += (token.kind == "mark" and token.text in "([{") - (token.kind == "mark" and token.text in ")]}")
        if depth == 0 and _is_word(token, "RETURN"):
            branches.append((token.line, _names(tokens[i + 1 :])))
    return branches


def _names(tokens: Sequence[Token]) -> tuple[str, ...]:
    items: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind == "mark" and token.text in "([{") - (token.kind == "mark" and token.text in ")]}")
        if depth == 0 and (token.text == ";" or (token.kind == "word" and token.upper in _AFTER_RETURN)):
            break
        if depth == 0 and token.text == "," and token.kind == "mark":
            items.append([])
        else:
            items[-1].append(token)
    return tuple(_name(item) for item in items if item)


def _name(item: Sequence[Token]) -> str:
    if len(item) >= 3 and _is_word(item[-2], "AS"):
        return _text(item[-1])
    return "".join(t.text for t in item)
