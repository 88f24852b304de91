"""How a command takes parameters and gives a table: on the screen, or as a file that Excel or a program reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .app import PATH, App
from .chinese import option
from .console import out_bytes, table

if TYPE_CHECKING:
    from ..queries import Table

FORMATS = ("table", "csv", "json", "xlsx")
FORMAT = option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    metavar="[table|csv|json|xlsx]",
    help="输出格式，默认按 -o 的后缀",
)
OUTPUT = option("-o", "--output", type=PATH, metavar="文件", help="写到文件")
DOCUMENTS = option(
    "--documents", type=PATH, metavar="文件夹", help="放有原文件的文件夹；校验和相同才取其中的原文，补图库里没有的句子"
)


def format_of(app: App, given: str | None, output: Path | None) -> str:
    """Decide on the format: the named one, else by the file's suffix; raises a usage error where they clash."""
    suffix = output.suffix.lower().lstrip(".") if output else ""
    if output is not None and given is None and not app.machine and suffix not in FORMATS:
        what = f"不会写 .{suffix} 文件" if suffix else f"看不出 {output} 是什么格式"
        raise click.UsageError(f"{what}，可用 .xlsx、.csv、.json", click.get_current_context())
    chosen = given or ("json" if app.machine else suffix if suffix in FORMATS else "csv" if output else "table")
    if chosen == "xlsx" and output is None:
        raise click.UsageError("xlsx 要用 -o 写到文件", click.get_current_context())
    if chosen == "table" and output is not None:
        raise click.UsageError("table 只显示在屏幕上；写文件请用 csv、json 或 xlsx", click.get_current_context())
    return chosen


def give(app: App, answer: Table, chosen: str, output: Path | None) -> None:
    """Print a table or write it to a file."""
    if chosen == "table":
        if answer.rows:
            table([c.title for c in answer.columns], answer.rows, title=answer.title)
        return
    data = {"csv": answer.to_csv, "json": lambda: answer.to_json().encode("utf-8"), "xlsx": answer.to_xlsx}[chosen]()
    if output is None:
        out_bytes(data)
        return
    from ..graph.export import write_bytes

    write_bytes(output, data)
    app.note(f"写入 {output}：{len(answer)} 行")


def parameters_of(given: tuple[str, ...]) -> dict[str, str]:
    """Split every ``-p name=value``; raises a usage error for another form and for a name that is given twice."""
    found: dict[str, str] = {}
    for text in given:
        name, mark, value = text.partition("=")
        if not mark or not name.strip():
            raise click.UsageError(f"-p 应写成 参数=值，得到 {text}", click.get_current_context())
        if name.strip() in found:
            raise click.UsageError(f"参数 {name.strip()} 给了两次", click.get_current_context())
        found[name.strip()] = value
    return found


def as_json(given: Mapping[str, str]) -> dict[str, Any]:
    """Read the values of a statement's parameters: numbers and truth values as JSON, everything else as text."""
    return {name: _json(text) for name, text in given.items()}


def read_statement(file: Path) -> str:
    """Read a statement from a file; raises :class:`QueryError` for one that cannot be read as UTF-8."""
    from ..graph.errors import QueryError

    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError("读不了这个文件", where=str(file), hint="请写明一个存成 UTF-8 编码的文本文件") from error


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
