"""What a query file says about itself: the YAML in its leading ``//`` lines.

    // name: chain-leaders
    // title: 产业链引领企业
    // question: 谁引领哪条产业链？
    // kind: rows
    // parameters:
    //   chain: {type: string, title: 产业链, default: null, values: "MATCH …"}
    // columns:
    //   chain: 产业链
    MATCH …

A parameter without ``default`` must be given; ``example`` then says what to try. ``values`` is a
query whose one column ``value`` lists what the store knows. ``of`` ties a picture or a count to the
query whose rows it draws or counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NoReturn, cast

import yaml

from ..graph.errors import QueryError

Kind = Literal["rows", "picture", "count"]
ParameterType = Literal["string", "integer", "float", "boolean"]
Shows = Literal["", "label", "relationship", "quote"]
Scalar = str | int | float | bool | None

KINDS = ("rows", "picture", "count")
SHOWN = ("label", "relationship", "quote")
PARAMETER_TYPES: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"string": (str,), "integer": (int,), "float": (int, float), "boolean": (bool,)}
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where the wheel has it: there are headers by the hundred."""
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")
_FIELDS = {"name", "title", "question", "kind", "parameters", "columns", "of"}
_PARAMETER_FIELDS = {"type", "title", "default", "example", "values"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the person who asks may choose."""

    name: str
    type: ParameterType
    title: str
    required: bool
    default: Scalar
    example: Scalar = None
    values: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer and its Chinese title.

    ``shows`` says what the statement returns where that is not what a reader sees: ``label`` for
    ``labels(n)`` and ``relationship`` for ``type(r)``, which are shown by their Chinese titles, and
    ``quote`` for ``[span, p.start, p.end, p.text, d.sha256]`` (of a fact's Passage p and its Document
    d), which is shown as the sentence.
    """

    name: str
    title: str
    shows: Shows = ""


@dataclass(frozen=True, slots=True)
class Header:
    """A query's description; ``lines`` maps fields, ``columns.NAME`` and ``parameters.NAME`` to lines of the file."""

    name: str
    title: str
    question: str
    kind: Kind
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    of: str
    lines: Mapping[str, int]


def split(text: str) -> tuple[str, str, int]:
    """Split a file into its header's YAML, its Cypher and the number of the Cypher's first line."""
    lines = text.removeprefix("\ufeff").splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    header = "\n".join(line[2:].removeprefix(" ") for line in lines[:end])
    return header, "\n".join(lines[end:]).strip("\n"), end + 1 + _blank(lines[end:])


def parse(text: str, *, file: str) -> Header:
    """Read a header; raises :class:`QueryError` naming the file and the line."""
    return _Reader(file).header(text)


def _blank(lines: list[str]) -> int:
    return next((i for i, line in enumerate(lines) if line.strip()), 0)


class _Reader:
    """Walks the YAML's nodes, because only nodes know their lines."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, what: str, line: int, hint: str = "") -> NoReturn:
        raise QueryError(what, where=f"{self.file} 第 {line} 行", hint=hint or "写法见 docs/queries.md")

    def header(self, text: str) -> Header:
        try:
            node = yaml.compose(text, Loader=_LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self.fail("查询头不是有效的 YAML", mark.line + 1 if mark else 1)
        if not isinstance(node, yaml.MappingNode):
            self.fail("没有查询头：文件应以 // name: … 开头", 1)
        fields = self.fields(node, _FIELDS)
        name = self.text(fields, "name", node)
        if not _NAME.fullmatch(name):
            self.fail(f"名称 {name} 只能用小写字母、数字和连字符", self.line(fields["name"]))
        kind = self.text(fields, "kind", node)
        if kind not in KINDS:
            self.fail(f"kind 是 {kind}，应为 {'、'.join(KINDS)} 之一", self.line(fields["kind"]))
        columns = self.columns(fields, node)
        parameters = self.parameters(fields)
        of = self.text(fields, "of", node) if "of" in fields else ""
        if of and kind == "rows":
            self.fail("只有 picture 和 count 才写 of", self.line(fields["of"]))
        return Header(
            name=name,
            title=self.text(fields, "title", node),
            question=self.text(fields, "question", node),
            kind=cast("Kind", kind),
            parameters=tuple(parameter for parameter, _ in parameters),
            columns=tuple(column for column, _ in columns),
            of=of,
            lines=MappingProxyType(
                {
                    **{key: self.line(value) for key, value in fields.items()},
                    **{f"columns.{column.name}": line for column, line in columns},
                    **{f"parameters.{parameter.name}": line for parameter, line in parameters},
                }
            ),
        )

    @staticmethod
    def line(node: yaml.Node) -> int:
        return int(node.start_mark.line) + 1

    def fields(self, node: yaml.MappingNode, known: set[str] | None = None) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if known is not None and key.value not in known:
                self.fail(f"查询头里有不认识的项 {key.value}", self.line(key), f"可用的项：{'、'.join(sorted(known))}")
            if key.value in found:
                self.fail(f"{key.value} 写了两次", self.line(key))
            found[key.value] = value
        return found

    def text(self, fields: Mapping[str, yaml.Node], name: str, owner: yaml.Node) -> str:
        if name not in fields:
            self.fail(f"缺少 {name}", self.line(owner))
        node = fields[name]
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fail(f"{name} 应是一行文字", self.line(node))
        return str(node.value).strip()

    def columns(self, fields: Mapping[str, yaml.Node], owner: yaml.Node) -> list[tuple[Column, int]]:
        if "columns" not in fields:
            self.fail("缺少 columns", self.line(owner))
        node = fields["columns"]
        if not isinstance(node, yaml.MappingNode) or not node.value:
            self.fail("columns 应是“列名: 中文标题”的清单", self.line(node))
        found = self.fields(node)
        return [(self.column(name, value), self.line(value)) for name, value in found.items()]

    def column(self, name: str, node: yaml.Node) -> Column:
        if not _VARIABLE.fullmatch(name):
            self.fail(f"列名 {name} 只能用小写字母、数字和下划线", self.line(node))
        if not isinstance(node, yaml.MappingNode):
            return Column(name, self.text({name: node}, name, node))
        fields = self.fields(node, {"title", "shows"})
        shows = self.text(fields, "shows", node)
        if shows not in SHOWN:
            self.fail(f"列 {name} 的 shows 应为 {'、'.join(SHOWN)} 之一", self.line(node))
        return Column(name, self.text(fields, "title", node), cast("Shows", shows))

    def parameters(self, fields: Mapping[str, yaml.Node]) -> list[tuple[Parameter, int]]:
        if "parameters" not in fields:
            return []
        node = fields["parameters"]
        if not isinstance(node, yaml.MappingNode):
            self.fail("parameters 应是“参数名: {type, title, default}”的清单", self.line(node))
        return [(self.parameter(name, value), self.line(value)) for name, value in self.fields(node).items()]

    def parameter(self, name: str, node: yaml.Node) -> Parameter:
        line = self.line(node)
        if not _VARIABLE.fullmatch(name):
            self.fail(f"参数名 {name} 只能用小写字母、数字和下划线", line)
        if not isinstance(node, yaml.MappingNode):
            self.fail(f"参数 {name} 应写成 {{type: …, title: …, default: …}}", line)
        fields = self.fields(node, _PARAMETER_FIELDS)
        type_ = self.text(fields, "type", node)
        if type_ not in PARAMETER_TYPES:
            self.fail(f"参数 {name} 的类型 {type_} 未知", line, f"可用的类型：{'、'.join(PARAMETER_TYPES)}")
        required = "default" not in fields
        if required and "example" not in fields:
            self.fail(f"参数 {name} 没有 default，应给出 example", line)
        return Parameter(
            name=name,
            type=cast("ParameterType", type_),
            title=self.text(fields, "title", node),
            required=required,
            default=None if required else self.scalar(name, type_, fields["default"], optional=True),
            example=self.scalar(name, type_, fields["example"], optional=False) if "example" in fields else None,
            values=self.text(fields, "values", node) if "values" in fields else "",
        )

    def scalar(self, name: str, type_: str, node: yaml.Node, *, optional: bool) -> Scalar:
        value = yaml.safe_load(yaml.serialize(node))
        allowed = PARAMETER_TYPES[type_]
        fits = isinstance(value, allowed) and (bool in allowed or not isinstance(value, bool))
        if not (fits or (optional and value is None)):
            self.fail(f"参数 {name} 的值 {value!r} 不是 {type_}", self.line(node))
        return cast("Scalar", value)
