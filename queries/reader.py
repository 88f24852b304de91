"""Query packs: folders of ``.cypher`` files, a question a file.

    packs/chain/pack.yaml               title: 产业链
    packs/chain/chain-leaders.cypher    header in // lines, then Cypher

The bundled packs are read from the installed package; :func:`read_pack` also reads a person's own
folder. A person's file is checked when it is read: a mistake is an error that names file and line. The
bundled ones were checked by the tests; what every command would pay for at its start is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

import yaml

from ..graph.errors import QueryError, SchemaError
from ..graph.portable import violations
from ..graph.schema import Schema, schema
from .check import Problem, schema_problems, shape_problems
from .header import Column, Header, Kind, Parameter, parse, split

_VALUE_COLUMN = ("value",)


@dataclass(frozen=True, slots=True)
class Query:
    """A question: its header, its Cypher and where it comes from."""

    pack: str
    header: Header
    cypher: str
    file: str

    @property
    def name(self) -> str:
        """The name by which it is run."""
        return self.header.name

    @property
    def title(self) -> str:
        """The Chinese title."""
        return self.header.title

    @property
    def question(self) -> str:
        """The question in Chinese."""
        return self.header.question

    @property
    def kind(self) -> Kind:
        """``rows``, ``picture`` or ``count``."""
        return self.header.kind

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters in the header's order."""
        return self.header.parameters

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the answer."""
        return self.header.columns


@dataclass(frozen=True, slots=True)
class Pack:
    """A folder of queries with a Chinese title."""

    name: str
    title: str
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All queries that can be run, by name."""

    packs: tuple[Pack, ...]
    queries: Mapping[str, Query]

    def find(self, name: str) -> Query:
        """Return a query; raises :class:`QueryError` that names the closest ones."""
        if name in self.queries:
            return self.queries[name]
        close = get_close_matches(name, list(self.queries), n=3, cutoff=0.4)
        hint = f"是否想问 {'、'.join(close)}" if close else "用 deltatrunk query list 看全部查询"
        raise QueryError(f"没有查询 {name}", hint=hint)

    def picture_of(self, name: str) -> Query:
        """Return the picture of a query: itself, or the picture that says that it belongs to it.

        Raises :class:`QueryError` for an unknown name and for a query without a picture.
        """
        found = self.find(name)
        if found.kind == "picture":
            return found
        for query in self.queries.values():
            if query.kind == "picture" and query.header.of == name:
                return query
        listed = "、".join(query.name for query in self.queries.values() if query.kind == "picture")
        raise QueryError(f"{name} 不是一张图", hint=f"能画成图的查询：{listed}")


@cache
def bundled() -> Catalogue:
    """Return the packs that come with the package, read and checked once."""
    root = files(__package__).joinpath("packs")
    folders = sorted(
        (f for f in root.iterdir() if f.is_dir() and not f.name.startswith(("_", "."))), key=lambda f: f.name
    )
    return catalogue(read_folder(folder, checked=False) for folder in folders)


def with_packs(folders: Iterable[Path]) -> Catalogue:
    """Return the bundled packs together with a person's own folders."""
    return catalogue([*bundled().packs, *(read_pack(folder) for folder in folders)])


def catalogue(packs: Iterable[Pack]) -> Catalogue:
    """Join packs; raises :class:`QueryError` where two queries share a name or ``of`` names none."""
    found = tuple(packs)
    queries: dict[str, Query] = {}
    for query in (q for pack in found for q in pack.queries):
        if query.name in queries:
            raise QueryError(
                f"查询名 {query.name} 用了两次", where=query.file, hint=f"另一处在 {queries[query.name].file}，请改名"
            )
        queries[query.name] = query
    for query in queries.values():
        if query.header.of and query.header.of not in queries:
            line = query.header.lines["of"]
            raise QueryError(f"of 指向的查询 {query.header.of} 不存在", where=f"{query.file} 第 {line} 行")
    return Catalogue(found, MappingProxyType(queries))


def read_pack(folder: Path) -> Pack:
    """Read a person's own pack; raises :class:`QueryError` or :class:`SchemaError` naming file and line."""
    if not folder.is_dir():
        raise QueryError("不是文件夹", where=str(folder), hint="请给出放有 .cypher 文件的文件夹")
    pack = read_folder(folder)
    if not pack.queries:
        raise QueryError("文件夹里没有 .cypher 文件", where=str(folder), hint="一个问题一个 .cypher 文件")
    return pack


def read_folder(folder: Traversable, *, checked: bool = True) -> Pack:
    """Read every ``.cypher`` file of a folder, in the order of their names; ``checked`` looks at their Cypher too."""
    entries = {entry.name: entry for entry in folder.iterdir()}
    title = folder.name
    if "pack.yaml" in entries:
        try:
            title = str(yaml.safe_load(_text(entries["pack.yaml"], folder.name))["title"])
        except (yaml.YAMLError, KeyError, TypeError) as error:
            raise QueryError("应写成 title: 中文标题", where=f"{folder.name}/pack.yaml") from error
    names = sorted(name for name in entries if name.endswith(".cypher"))
    return Pack(folder.name, title, tuple(_read(entries[name], folder.name, checked) for name in names))


def _text(file: Traversable, pack: str) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError("读不了这个文件", where=f"{pack}/{file.name}", hint="请存成 UTF-8 编码") from error


def _read(file: Traversable, pack: str, checked: bool) -> Query:
    stem = file.name.removesuffix(".cypher")
    return parse_query(_text(file, pack), pack=pack, file=f"{pack}/{file.name}", stem=stem, checked=checked)


def parse_query(
    text: str, *, pack: str, file: str, stem: str, against: Schema | None = None, checked: bool = True
) -> Query:
    """Build a query from a file's text; unless ``checked`` is false, compare its Cypher with header and schema.

    Raises :class:`QueryError` for the header, the shape of the answer and forms that the two stores
    read differently; :class:`SchemaError` for a label, type or property that the schema lacks.
    """
    yaml_text, cypher, first = split(text)
    header = parse(yaml_text, file=file)
    if header.name != stem:
        raise QueryError(
            f"name 是 {header.name}，文件名却是 {stem}.cypher", where=f"{file} 第 {header.lines['name']} 行"
        )
    if not cypher:
        raise QueryError("查询头之后没有 Cypher", where=f"{file} 第 {first} 行")
    if checked:
        _check(header, cypher, file, first, against or schema())
    return Query(pack, header, cypher, file)


def _check(header: Header, cypher: str, file: str, first: int, known: Schema) -> None:
    shape = shape_problems(
        cypher,
        columns=[c.name for c in header.columns],
        parameters=[p.name for p in header.parameters],
        ordered=header.kind == "rows",
    )
    _refuse(shape, file, first, QueryError)
    checked = [
        (cypher, first),
        *((p.values, header.lines[f"parameters.{p.name}"]) for p in header.parameters if p.values),
    ]
    for part, line in checked:
        _refuse(
            [Problem(v.line, f"{v.form} 在两种图库上不同", v.hint) for v in violations(part)], file, line, QueryError
        )
        _refuse(schema_problems(part, known), file, line, SchemaError)
    for part, line in checked[1:]:
        _refuse(shape_problems(part, columns=_VALUE_COLUMN, parameters=(), ordered=True), file, line, QueryError)


def _refuse(problems: list[Problem], file: str, first: int, kind: type[QueryError] | type[SchemaError]) -> None:
    for problem in problems:
        raise kind(problem.what, where=f"{file} 第 {first + problem.line - 1} 行", hint=problem.hint)
