"""``heatmap``: parks and chains as a matrix, for Excel or a browser."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .answering import DOCUMENTS
from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out


def _confidence(context: click.Context, parameter: click.Parameter, value: float) -> float:
    if not 0 <= value <= 1:
        raise click.BadParameter("应是 0 到 1 之间的数", context, parameter)
    return value


CONFIDENCE = option(
    "--min-confidence", type=float, default=0.5, callback=_confidence, metavar="数", help="最低置信度，0 到 1，默认 0.5"
)


@click.command(cls=ChineseCommand)
@option("-o", "--output", type=PATH, required=True, metavar="文件", help="写到哪个文件：.html 为网页，.xlsx 为 Excel")
@option("--chain", metavar="产业链", help="只看一条产业链（名称或别名）")
@option("--place", metavar="区域", help="只看一个区域、片区或园区之内的园区，不论隔几层")
@option("--spaces", is_flag=True, help="连同片区")
@CONFIDENCE
@DOCUMENTS
@common
@click.pass_obj
def heatmap(
    app: App,
    *,
    output: Path,
    chain: str | None,
    place: str | None,
    spaces: bool,
    min_confidence: float,
    documents: Path | None,
) -> None:
    """招商热力图：园区与产业链之间有几条事实，每一格都能看到原文。例如 deltatrunk heatmap -o heatmap.html"""
    suffix = output.suffix.lower()
    if suffix not in {".html", ".xlsx"}:
        raise click.UsageError(f"不会写 {suffix or '没有后缀的'} 文件，可用 .html、.xlsx", click.get_current_context())
    with app.open() as store, app.work("查询"):
        found = store.heatmap(
            chain=chain, place=place, spaces=spaces, min_confidence=min_confidence, documents=documents
        )
    with app.work("写文件"):
        if suffix == ".html":
            from ..viz import write_heatmap

            write_heatmap(found, output)
        else:
            from ..graph.export import write_bytes
            from ..queries.heatmap_book import heatmap_xlsx

            write_bytes(output, heatmap_xlsx(found))
    if app.machine:
        counts = {"rows": len(found.rows), "chains": len(found.columns), "facts": found.total}
        out(json.dumps({"output": str(output), **counts}, ensure_ascii=False))
    else:
        app.note(f"写入 {output}：{len(found.rows)} 行 × {len(found.columns)} 条产业链，{found.total} 条事实")
