"""``dossier``: 链长制 “五个一”, one page a chain."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .answering import DOCUMENTS
from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out
from .heatmaps import CONFIDENCE

if TYPE_CHECKING:
    from ..queries.dossier import Dossier


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """Take a day as it is printed."""
    try:
        return datetime.date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise click.BadParameter("应写成 2026-01-31 这样的日期", context, parameter) from None


@click.command(cls=ChineseCommand)
@option("--chain", metavar="产业链", help="哪条产业链（名称或别名）；与 -o 同用")
@option("-o", "--output", type=PATH, metavar="文件.html", help="写到哪个文件")
@option("--all", "every", is_flag=True, help="全部产业链，一链一页，另有目录；与 -d 同用")
@option("-d", "--directory", type=PATH, metavar="文件夹", help="写到哪个文件夹")
@CONFIDENCE
@option("--date", callback=_day, metavar="年-月-日", help="印在页脚的日期；不写则页上没有日期")
@DOCUMENTS
@common
@click.pass_obj
def dossier(
    app: App,
    *,
    chain: str | None,
    output: Path | None,
    every: bool,
    directory: Path | None,
    min_confidence: float,
    date: str,
    documents: Path | None,
) -> None:
    """链长制“五个一”：一链一页，可打印。例如 deltatrunk dossier --chain 集成电路 -o dossier.html

    页上有一张图、一份企业名单、一批园区和载体、一套政策、一张责任网，另列文件未提及的（补链）；每一行都注明出处。
    """
    from ..viz import write_dossier, write_dossiers

    _require(chain, output, every, directory)
    with app.open() as store, app.work("查询"):
        found: tuple[Dossier, ...]
        if chain is not None:
            found = (store.dossier(chain, min_confidence=min_confidence, documents=documents),)
        else:
            found = store.dossiers(min_confidence=min_confidence, documents=documents)
    with app.work("写文件"):
        if output is not None:
            path = write_dossier(found[0], output, date=date)
        else:
            path = write_dossiers(found, directory or Path(), date=date)
    if app.machine:
        pages = [{"chain": d.chain, "facts": d.facts, "gaps": len(d.gaps)} for d in found]
        out(json.dumps({"output": str(path), "pages": pages}, ensure_ascii=False, indent=2))
    elif every:
        out(str(path))
        app.note(f"{len(found)} 页，从上面的目录打开")
    else:
        app.note(f"写入 {path}：{found[0].facts} 条事实，{len(found[0].gaps)} 项未提及")


def _require(chain: str | None, output: Path | None, every: bool, directory: Path | None) -> None:
    """Refuse words that do not say one thing."""
    context = click.get_current_context()
    if every == (chain is not None):
        raise click.UsageError("用 --chain 指定一条产业链，或用 --all 写全部，二选一", context)
    if chain is not None and (output is None or directory is not None):
        raise click.UsageError("一条产业链用 -o 写到文件", context)
    if every and (directory is None or output is not None):
        raise click.UsageError("全部产业链用 -d 写到文件夹", context)
    if output is not None and output.suffix.lower() not in {".html", ".htm"}:
        raise click.UsageError(f"不会写 {output.suffix or '没有后缀的'} 文件，只写 .html", context)
