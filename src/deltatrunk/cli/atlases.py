"""``atlas``: everything that the store holds as one page that opens anywhere."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from .answering import DOCUMENTS
from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out
from .heatmaps import CONFIDENCE


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value.strip())
    except ValueError as error:
        raise click.BadParameter(f"应写成 2026-11-21 的样子，得到 {value}", context, parameter) from error


@click.command(cls=ChineseCommand)
@option("-o", "--output", type=PATH, required=True, metavar="文件.html", help="写到哪个文件")
@option("--title", default="", metavar="标题", help="写在首页的标题")
@option("--date", callback=_day, metavar="年-月-日", help="印在首页的日期；不写则页上没有日期")
@option("--borderline", is_flag=True, help="各图和实体页连同置信度低于 0.5 的边缘事实")
@CONFIDENCE
@DOCUMENTS
@common
@click.pass_obj
def atlas(
    app: App,
    *,
    output: Path,
    title: str,
    date: datetime.date | None,
    borderline: bool,
    min_confidence: float,
    documents: Path | None,
) -> None:
    """图谱合集：全部的图、每个实体、清单和指标，合成一个可以离线打开的网页。例如 deltatrunk atlas -o trunk.html

    各图为页签；可按名称、别名、拼音首字母查每个实体的事实和原文；清单可筛选、排序；指标画成折线和条形。
    """
    if output.suffix.lower() not in {".html", ".htm"}:
        suffix = output.suffix or "没有后缀的"
        raise click.UsageError(f"不会写 {suffix} 文件，只写 .html", click.get_current_context())
    with app.open() as store, app.work("读取图库、查询清单并画图"):
        store.atlas(
            output, title=title, date=date, borderline=borderline, min_confidence=min_confidence, documents=documents
        )
    size = output.stat().st_size
    if app.machine:
        out(json.dumps({"output": str(output), "bytes": size}, ensure_ascii=False))
    else:
        app.note(f"写入 {output}（{size / 1e6:.1f} MB），用浏览器打开即可")
