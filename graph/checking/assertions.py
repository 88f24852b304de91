"""Data assertions: how many of something there must be, written as YAML by whoever knows the data.

``docs/backup.md`` describes the format. Each assertion counts nodes of a label, relationships of a type, or
what a query returns, and has a floor, a ceiling or both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn, cast

import yaml

from ..errors import DeltatrunkError, SchemaError, UnreadableFile, reason
from ..guard import require_reading
from ..model import Graph, Node, Relationship
from ..rows import Rows
from ..schema import Schema, schema
from .model import Check, Level, Result

Ask = Callable[[str], Rows]
"""Runs a reading statement on the store."""

ANY = "*"
COUNT = "count"
"""The column whose value is the count; without it the rows of a query are counted."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = frozenset({"name", "title", "advice", "level", "label", "type", "query", "having", "lacking", "min", "max"})
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")


@dataclass(frozen=True, slots=True)
class Bound:
    """A floor or a ceiling: a number, or a share of all things of the kind (``share``, 0..1)."""

    number: int = 0
    share: float | None = None

    def __str__(self) -> str:
        return str(self.number) if self.share is None else f"{self.share * 100:g}%"


@dataclass(frozen=True, slots=True)
class Assertion:
    """One assertion; exactly one of ``label``, ``type`` and ``query`` is set. ``*`` is every label or type.

    Counted are those that have all properties of ``having`` and none of ``lacking``.
    """

    name: str
    title: str
    label: str = ""
    type: str = ""
    query: str = ""
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    min: Bound | None = None
    max: Bound | None = None
    level: Level = "error"
    advice: str = ""


@cache
def bundled_assertions() -> tuple[Assertion, ...]:
    """Return what holds for every store, read once."""
    return parse_assertions(files(__package__).joinpath("assertions.yaml").read_text("utf-8"), "assertions.yaml")


def read_assertions(path: Path) -> tuple[Assertion, ...]:
    """Read a person's own file; raises :class:`SchemaError` that names the assertion which is badly written."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"读不了断言文件：{reason(error)}", where=str(path), hint="请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile("断言文件不是 UTF-8 文字", where=str(path), hint="请另存为 UTF-8") from error
    return parse_assertions(text, str(path))


def parse_assertions(text: str, where: str) -> tuple[Assertion, ...]:
    """Read assertions from YAML text; raises as :func:`read_assertions` does."""
    try:
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{where} 第 {mark.line + 1} 行" if mark is not None else where
        raise SchemaError("断言文件不是 YAML", where=place, hint="格式见 docs/backup.md") from error
    if not isinstance(raw, dict) or raw.get("version") != 1 or set(raw) != {"version", "assertions"}:
        _refuse(where, "开头应是 version: 1 和 assertions:")
    if not isinstance(raw["assertions"], list):
        _refuse(where, "assertions 应是一列断言")
    found: dict[str, Assertion] = {}
    for number, one in enumerate(raw["assertions"], 1):
        assertion = _assertion(one, f"{where} 第 {number} 条断言")
        if assertion.name in found:
            _refuse(f"{where} 第 {number} 条断言", f"名称 {assertion.name} 重复")
        found[assertion.name] = assertion
    return tuple(found.values())


def check_assertions(assertions: Iterable[Assertion], graph: Graph, ask: Ask | None = None) -> tuple[Result, ...]:
    """Count what each assertion speaks of; without ``ask`` those with a query stay unchecked."""
    return tuple(_checked(one, graph, ask) for one in assertions)


def _checked(one: Assertion, graph: Graph, ask: Ask | None) -> Result:
    check = Check(f"assertion/{one.name}", one.title, one.level, advice=one.advice)
    if one.query:
        if ask is None:
            check.unchecked = "没有图库可问"
            return check.result()
        try:
            counted, shown = _asked(ask(one.query))
        except DeltatrunkError as error:
            check.add(one.name, f"查询没有成功：{error.what}")
            return check.result()
        check.looked = counted
        _compare(check, one, counted, counted, shown, ())
        return check.result()
    things = _things(one, graph)
    fits = [thing.id for thing in things if _fits(one, thing)]
    check.looked = len(things)
    shares = any(bound is not None and bound.share is not None for bound in (one.min, one.max))
    others = sorted({thing.id for thing in things}.difference(fits)) if shares else []
    _compare(check, one, len(fits), len(things), fits, others)
    return check.result()


def _compare(
    check: Check, one: Assertion, counted: int, total: int, fits: Iterable[str], others: Iterable[str]
) -> None:
    """Add a finding a thing where the things can be named, else one with both numbers."""
    share = "" if total == counted else f"（共 {total}）"
    if one.min is not None and _under(counted, total, one.min):
        said = [*others] if one.min.share is not None else []
        for id_ in said:
            check.add(id_, f"不符合；有 {counted} 个符合{share}，至少应有 {one.min}")
        if not said:
            check.add(one.name, f"有 {counted} 个{share}，至少应有 {one.min}")
    elif one.max is not None and _over(counted, total, one.max):
        said = [*fits]
        for id_ in said:
            check.add(id_, f"有 {counted} 个这样的{share}，至多 {one.max}")
        if not said:
            check.add(one.name, f"有 {counted} 个{share}，至多 {one.max}")


def _under(counted: int, total: int, bound: Bound) -> bool:
    return counted < bound.number if bound.share is None else counted < bound.share * total


def _over(counted: int, total: int, bound: Bound) -> bool:
    return counted > bound.number if bound.share is None else counted > bound.share * total


def _asked(rows: Rows) -> tuple[int, list[str]]:
    """Return the count of an answer, and names of what was counted."""
    if rows.columns == (COUNT,) and len(rows) == 1 and isinstance(rows.rows[0][0], int):
        return rows.rows[0][0], []
    return len(rows), ["，".join(map(_shown, row)) for row in rows]


def _shown(value: object) -> str:
    return value.id if isinstance(value, Node | Relationship) else str(value)


def _things(one: Assertion, graph: Graph) -> list[Node | Relationship]:
    if one.label:
        return [node for node in graph.nodes.values() if one.label == ANY or one.label in node.labels]
    return [edge for edge in graph.relationships.values() if one.type in (ANY, edge.type)]


def _fits(one: Assertion, thing: Node | Relationship) -> bool:
    def has(name: str) -> bool:
        return thing.properties.get(name) not in (None, "", ())

    return all(map(has, one.having)) and not any(map(has, one.lacking))


def _assertion(raw: Any, where: str) -> Assertion:
    if not isinstance(raw, dict):
        _refuse(where, "应是 name、title 等各一行")
    unknown = sorted(str(key) for key in raw if key not in _KEYS)
    if unknown:
        _refuse(where, f"不认识 {'、'.join(unknown)}，可用 {'、'.join(sorted(_KEYS))}")
    name, title = raw.get("name"), raw.get("title")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        _refuse(where, "name 应由小写英文字母、数字和连字符组成")
    where = f"{where}（{name}）"
    if not isinstance(title, str) or not title.strip():
        _refuse(where, "title 应是一句中文，说明应当怎样")
    level = raw.get("level", "error")
    if level not in ("error", "warning"):
        _refuse(where, "level 应是 error 或 warning")
    subject = {key: raw[key] for key in ("label", "type", "query") if key in raw}
    if len(subject) != 1 or not all(isinstance(value, str) and value.strip() for value in subject.values()):
        _refuse(where, "label、type、query 应有且只有一个")
    having, lacking = (_names(raw.get(key, []), key, where) for key in ("having", "lacking"))
    _require_known(subject, (*having, *lacking), where, schema())
    least, most = (_bound(raw.get(key), key, where) for key in ("min", "max"))
    if least is None and most is None:
        _refuse(where, "min 和 max 至少要有一个")
    if "query" in subject and any(bound is not None and bound.share is not None for bound in (least, most)):
        _refuse(where, "query 的 min、max 只能是个数，不能是百分比")
    advice = raw.get("advice", "")
    if not isinstance(advice, str):
        _refuse(where, "advice 应是一句话")
    return Assertion(
        name, title.strip(), **subject, having=having, lacking=lacking, min=least, max=most,
        level=cast("Level", level), advice=advice,
    )  # fmt: skip


def _require_known(subject: Mapping[str, str], properties: tuple[str, ...], where: str, s: Schema) -> None:
    label, type_, query = (subject.get(key, "") for key in ("label", "type", "query"))
    if label and label != ANY and label not in s.labels:
        _refuse(where, f"标签 {label} 不在本体中")
    if type_ and type_ != ANY and type_ not in s.relationships:
        _refuse(where, f"关系 {type_} 不在本体中")
    if query:
        if properties:
            _refuse(where, "query 里自己写条件，不用 having 和 lacking")
        try:
            require_reading(query)
        except DeltatrunkError as error:
            _refuse(where, f"query 不能用：{error.what}")
    for name in properties:
        known = s.relationship_property(type_, name) if type_ else s.node_property((label,), name)
        if known is None and ANY not in (label, type_):
            _refuse(where, f"{label or type_} 没有属性 {name}")


def _names(raw: Any, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(name, str) for name in raw):
        _refuse(where, f"{key} 应是一列属性名，如 [name, evidence]")
    return tuple(raw)


def _bound(raw: Any, key: str, where: str) -> Bound | None:
    if raw is None:
        return None
    if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0:
        return Bound(number=raw)
    share = _SHARE.fullmatch(raw) if isinstance(raw, str) else None
    if share is None or float(share[1]) > 100:
        _refuse(where, f"{key} 应是不小于 0 的整数，或 0% 到 100% 的百分比")
    return Bound(share=float(share[1]) / 100)


def _refuse(where: str, what: str) -> NoReturn:
    raise SchemaError(what, where=where, hint="格式见 docs/backup.md")
