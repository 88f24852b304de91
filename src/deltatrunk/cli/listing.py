"""``lists``: the lists that a promotion office hands in, as a workbook or CSV files."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .answering import DOCUMENTS
from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out, table

if TYPE_CHECKING:
    from ..queries import Lists


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    from ..queries import listings

    return [name for name in ("list", *listings().lists) if name.startswith(incomplete)]


@click.command(cls=ChineseCommand)
@click.argument("names", nargs=-1, metavar="[名称]...", shell_complete=_complete)
@option("--chain", metavar="产业链", help="只要这条产业链的内容（指标对比表除外）")
@option("--min-confidence", type=float, default=0.5, metavar="数", help="最低置信度，默认 0.5")
@option("--title", default="", metavar="标题", help="封面标题")
@option("--date", metavar="日期", help="封面上的编制日期，如 2026-11-21；不给则不写，同样的图库得到同样的文件")
@option("--format", "format_", type=click.Choice(("xlsx", "csv")), metavar="[xlsx|csv]",
        help="xlsx 一个工作簿；csv 一个文件夹，一张清单一个文件；默认按 -o 的后缀")  # fmt: skip
@option("-o", "--output", type=PATH, metavar="文件", help="写到哪个 .xlsx 文件（csv：文件夹）")
@option("--list", "only_list", is_flag=True, help="只列出有哪些清单")
@DOCUMENTS
@common
@click.pass_obj
def lists(
    app: App,
    names: tuple[str, ...],
    *,
    chain: str | None,
    min_confidence: float,
    title: str,
    date: str | None,
    format_: str | None,
    output: Path | None,
    only_list: bool,
    documents: Path | None,
) -> None:
    """做出可以交的清单：补链固链强链、招商、合作、项目库、企业库、磁力企业、任务责任、指标对比。

    不写名称就是全部八张。例如 deltatrunk lists --chain 人工智能 -o lists.xlsx；deltatrunk lists list 列出名称。
    """
    from ..queries import compile_lists, listings
    from ..texts import Folder

    if only_list or names == ("list",):
        _show(app)
        return
    listings().chosen(names)  # what is wrong shows before a server starts
    day = _date(date)
    _check_target(app, format_, output)
    texts = Folder(documents) if documents is not None else None
    with app.open() as store, app.work("查询清单") as working:
        found = compile_lists(
            store.bolt, names, chain=chain, min_confidence=min_confidence, texts=texts, step=working.step
        )
    if output is not None:
        from ..queries.list_book import write_lists

        with app.work("写文件"):
            write_lists(found, output, title=title, date=day, format_=format_)
    _report(app, found, output)


def _show(app: App) -> None:
    from ..queries import listings

    known = listings().lists.values()
    if app.machine:
        rows = [{"name": x.name, "title": x.title, "purpose": x.purpose, "handed_in": x.handed_in,
                 "queries": [query.name for query in x.queries]} for x in known]  # fmt: skip
        out(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table(("名称", "清单", "用途"), [(x.name, x.title, x.purpose) for x in known])


def _date(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError as error:
        raise click.UsageError(f"--date 应写成 2026-11-21 的样子，得到 {text}", click.get_current_context()) from error


def _check_target(app: App, format_: str | None, output: Path | None) -> None:
    """Refuse what cannot be written as named, before any work is done."""
    context = click.get_current_context()
    if output is None:
        if not app.machine:
            raise click.UsageError("要用 -o 写到文件，例如 -o lists.xlsx；只看有哪些清单用 --list", context)
        return
    suffix = output.suffix.lower()
    if suffix not in ("", ".xlsx") and format_ != "csv":
        raise click.UsageError(f"不会写 {suffix} 文件；写成 .xlsx，或用 --format csv 给一个文件夹名", context)
    if format_ == "csv" and suffix == ".xlsx":
        raise click.UsageError("--format csv 写的是文件夹，-o 不要写 .xlsx", context)


def _report(app: App, found: Lists, output: Path | None) -> None:
    if app.machine:
        rows = [
            {"name": listing.name, "title": listing.title, "rows": len(answer)}
            if output is not None
            else {"name": listing.name, "title": listing.title, "rows": answer.records()}
            for listing, answer in zip(found.listings, found.tables, strict=True)
        ]
        answer = {"output": str(output), "lists": rows} if output is not None else {"lists": rows}
        out(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    counts = "，".join(f"{answer.title} {len(answer)} 条" for answer in found.tables)
    app.note(f"写入 {output}：{counts}")
    if found.wordless:
        app.note(f"{found.wordless} 条没有原文；加 --documents 文件夹（放有原文件）即有原文")
