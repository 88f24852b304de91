"""What a person decided about names: ``same`` and ``different``, with who, why and when.

    - same: [华为, 华为技术有限公司]
      by: 张三
      why: 同一家企业
      date: 2026-11-21
    - different: [长三办, 长三角区域合作办公室]
      by: 张三
      why: 前者是区里的办公室
      date: 2026-11-21

A decision wins over every rule. The file is a list that a person may edit; mistakes are named with
file and line, two decisions that contradict each other with both lines.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import yaml

from ...graph.errors import DecisionError, reason
from ...graph.ids import fold

KINDS = ("same", "different")
_FIELDS = ("same", "different", "by", "why", "date")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WRITTEN = "每条写成 same（或 different）: [名称一, 名称二]，加 by、why、date"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: ``same`` or ``different``, the two names, who, why, when, and its line in the file."""

    kind: str
    one: str
    other: str
    by: str
    why: str
    date: str
    line: int = 0

    @property
    def because(self) -> str:
        """The decision as a reason."""
        return f"{self.by}，{self.date}：{self.why}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Every decision of a file, checked against each other."""

    items: tuple[Decision, ...] = ()
    _apart: Mapping[str, Mapping[str, Decision]] = field(default_factory=dict)

    @property
    def same(self) -> tuple[Decision, ...]:
        """The decisions that join."""
        return tuple(d for d in self.items if d.kind == "same")

    def forbids(self, one: str, other: str) -> Decision | None:
        """Return the decision that two names are different, or None."""
        return self._apart.get(fold(one), {}).get(fold(other))

    def forbid_any(self, one: str, others: Iterable[str]) -> bool:
        """Tell whether a name is decided to be different from one of the others."""
        apart = self._apart.get(fold(one))
        return apart is not None and any(fold(other) in apart for other in others)

    def apart_from(self, name: str) -> Mapping[str, Decision]:
        """Return the folded names that a name is decided to be different from."""
        return self._apart.get(fold(name), {})


NO_DECISIONS = Decisions()


def of(items: Iterable[Decision], *, file: str = "") -> Decisions:
    """Check decisions against each other; raises :class:`DecisionError` naming the lines that contradict."""
    found = tuple(items)
    joined: dict[str, list[tuple[str, Decision]]] = defaultdict(list)
    apart: dict[str, dict[str, Decision]] = defaultdict(dict)
    for one in found:
        a, b = fold(one.one), fold(one.other)
        if one.kind == "same":
            joined[a].append((b, one))
            joined[b].append((a, one))
        else:
            apart[a][b] = apart[b][a] = one
    for one in found:
        if one.kind == "different" and (path := _path(joined, fold(one.one), fold(one.other))):
            lines = "、".join(_line(line) for line in sorted({d.line for d in path}))
            raise DecisionError(
                f"{_line(one.line)}说“{one.one}”和“{one.other}”不是同一个，{lines}却把它们合为一个",
                where=file,
                hint="改掉其中一条",
            )
    return Decisions(found, apart)


def _line(number: int) -> str:
    return f"第 {number} 行" if number else "新的这一条"


def _path(joined: Mapping[str, list[tuple[str, Decision]]], start: str, goal: str) -> list[Decision]:
    """The decisions that join two names, directly or by others in between; none where they are not joined."""
    came: dict[str, tuple[str, Decision]] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        if here == goal and came:
            path: list[Decision] = []
            while here != start:
                here, decision = came[here]
                path.append(decision)
            return path
        for there, decision in joined.get(here, ()):
            if there not in came and there != start:
                came[there] = (here, decision)
                queue.append(there)
    return []


def read(path: Path, *, required: bool = False) -> Decisions:
    """Read a decisions file; one that does not exist holds none unless it is ``required``.

    Raises :class:`DecisionError` naming the file, and the line where one is wrong.
    """
    return parse(text_of(path, required=required), file=str(path))


def text_of(path: Path, *, required: bool = False) -> str:
    """Return the text of a decisions file; empty where it does not exist and need not."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        if not required:
            return ""
        raise DecisionError(
            "没有这个归一决定文件", where=str(path), hint="检查路径；deltatrunk resolve same 会新建它"
        ) from error
    except UnicodeDecodeError as error:
        raise DecisionError("归一决定文件不是 UTF-8 文本", where=str(path), hint="另存为 UTF-8 编码") from error
    except OSError as error:
        raise DecisionError(f"读不了归一决定文件：{reason(error)}", where=str(path), hint="检查路径和权限") from error


def parse(text: str, *, file: str) -> Decisions:
    """Read decisions from YAML text; raises :class:`DecisionError` naming file and line."""
    reader = _Reader(file)
    return of(reader.decisions(text), file=file)


def added(text: str, decision: Decision, *, file: str) -> str:
    """Return a file's text with one more decision; the text of the same when it already holds it.

    Raises :class:`DecisionError` where the new one contradicts what the file says.
    """
    known = parse(text, file=file)
    pair = {fold(decision.one), fold(decision.other)}
    if len(pair) < 2:
        raise DecisionError(f"两个名称其实一样：{decision.one}", where=file, hint="换成两个不同的名称")
    if any(d.kind == decision.kind and {fold(d.one), fold(d.other)} == pair for d in known.items):
        return text
    of([*known.items, decision], file=file)
    now = f"{text.rstrip()}\n{written(decision)}".lstrip("\n")
    try:
        parse(now, file=file)
    except DecisionError as error:
        raise DecisionError(
            "加不进这个文件", where=file, hint="先把它写成一列顶格的“- same:”或“- different:”"
        ) from error
    return now


def written(decision: Decision) -> str:
    """Return a decision as a block of the file; names and reasons are quoted as YAML needs it."""
    pair = ", ".join(_scalar(name) for name in (decision.one, decision.other))
    return (
        f"- {decision.kind}: [{pair}]\n  by: {_scalar(decision.by)}\n  why: {_scalar(decision.why)}\n"
        f"  date: {_scalar(decision.date)}\n"
    )


def _scalar(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{plain}"'


class _Reader:
    """Walks the YAML's nodes, because only nodes know their lines."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, what: str, line: int) -> NoReturn:
        raise DecisionError(what, where=f"{self.file} 第 {line} 行", hint=_WRITTEN)

    def decisions(self, text: str) -> list[Decision]:
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.fail("不是有效的 YAML", mark.line + 1 if mark else 1)
        except RecursionError:
            self.fail("嵌套太深", 1)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fail("应是一列决定，每条以“- same:”或“- different:”开头", self.line(node))
        return [self.decision(item) for item in node.value]

    @staticmethod
    def line(node: yaml.Node) -> int:
        return int(node.start_mark.line) + 1

    def decision(self, node: yaml.Node) -> Decision:
        line = self.line(node)
        if not isinstance(node, yaml.MappingNode):
            self.fail("这一条不是键值结构", line)
        fields: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in _FIELDS:
                self.fail(f"不认识的项 {name}", self.line(key))
            if name in fields:
                self.fail(f"{name} 写了两次", self.line(key))
            fields[name] = value
        kinds = [kind for kind in KINDS if kind in fields]
        if len(kinds) != 1:
            self.fail("应有 same 或 different 中的一个", line)
        one, other = self.pair(fields[kinds[0]])
        by, why, date = (self.text(fields, name, line) for name in ("by", "why", "date"))
        if not _DATE.fullmatch(date):
            self.fail(f"date 应写成 2026-11-21 的样子，得到 {date}", self.line(fields["date"]))
        return Decision(kinds[0], one, other, by, why, date, line)

    def pair(self, node: yaml.Node) -> tuple[str, str]:
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        names = [str(i.value).strip() for i in items if isinstance(i, yaml.ScalarNode)]
        if len(items) != 2 or len(names) != 2 or not all(names):
            self.fail("应写两个名称：[名称一, 名称二]", self.line(node))
        if fold(names[0]) == fold(names[1]):
            self.fail(f"两个名称其实一样：{names[0]}", self.line(node))
        return names[0], names[1]

    def text(self, fields: Mapping[str, yaml.Node], name: str, line: int) -> str:
        node = fields.get(name)
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fail(f"缺少 {name}", self.line(node) if node is not None else line)
        return str(node.value).strip()
