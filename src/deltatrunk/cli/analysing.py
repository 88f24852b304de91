"""``analyze``: measures of the whole graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .answering import FORMAT, OUTPUT, format_of, give
from .app import App, common
from .chinese import ChineseCommand, option
from .console import out, table

if TYPE_CHECKING:
    from ..graph.model import Graph
    from ..queries import Table

NETWORKS = ("graphml", "gexf")
"""Suffixes under which the graph itself is written, with the values on its nodes."""


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    from ..queries.analysis import measures

    return [name for name in ("list", "all", *(m.name for m in measures())) if name.startswith(incomplete)]


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="名称", default="list", shell_complete=_complete)
@option("--chain", default="", metavar="产业链", help="只看与一条产业链有关的行")
@option("--top", type=click.IntRange(min=0), default=0, metavar="行数", help="只要前几行；0 是全部")
@option("--min-confidence", type=click.FloatRange(0, 1), default=0.5, metavar="置信度", help="最低置信度，默认 0.5")
@FORMAT
@OUTPUT
@common
@click.pass_obj
def analyze(
    app: App,
    name: str,
    *,
    chain: str,
    top: int,
    min_confidence: float,
    format_: str | None,
    output: Path | None,
) -> None:
    """分析图：list 列出全部分析，all 全部算出（写成 .xlsx），其余是一个分析的名称。

    例如 deltatrunk analyze bridges --top 10。-o 图.graphml 或 图.gexf 写出带分析值的图，供 Gephi 等画图。
    """
    from ..queries.analysis import Options, close_chains, find, marked_graph, measures, tables_of_all

    if name == "list":
        _list(app)
        return
    options = Options(min_confidence, chain, top)
    measure = None if name == "all" else find(name)  # what is wrong shows before a server starts
    network = output.suffix.lower().removeprefix(".") if output is not None else ""
    if output is not None and network in NETWORKS:
        if format_ is not None:
            raise click.UsageError(f"--format {format_} 不能写成 .{network} 文件", click.get_current_context())
        with app.open() as store, app.work("读取图库"):
            graph = store.graph()
        with app.work("分析"):
            marked = marked_graph(graph, measures() if measure is None else (measure,), options)
        _write_network(app, marked, network, output)
        return
    if measure is None and (output is None or output.suffix.lower() != ".xlsx" or format_ not in (None, "xlsx")):
        raise click.UsageError(
            "all 写成一个工作簿或一张图：请用 -o 文件.xlsx、.graphml 或 .gexf", click.get_current_context()
        )
    chosen = format_of(app, format_, output)
    with app.open() as store, app.work("读取图库"):
        graph = store.graph()
    with app.work("分析"):
        tables = tables_of_all(graph, options) if measure is None else ()
        found = measure.table(measure.compute(graph, options), options) if measure is not None else None
    if found is None:
        assert output is not None  # refused above
        _write_all(app, tables, output)
        return
    give(app, found, chosen, output)
    if not found.rows:
        close = close_chains(graph, chain) if chain else ()
        also = f"，相近的有 {'、'.join(close)}" if close else ""
        app.note("没有结果。" + (f"检查 --chain {chain}{also}" if chain else ""))
    elif chosen == "table":
        app.note(f"{len(found)} 行")


def _list(app: App) -> None:
    from ..queries.analysis import measures

    if app.machine:
        rows = [{"name": m.name, "title": m.title, "question": m.question, "key": m.key} for m in measures()]
        out(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table(("名称", "标题", "问题"), [(m.name, m.title, m.question) for m in measures()])


def _write_all(app: App, tables: tuple[Table, ...], output: Path) -> None:
    from ..graph.export import write_bytes
    from ..queries.workbook import Sheet, SheetColumn, workbook

    sheets = [Sheet(t.title, tuple(SheetColumn(c.title) for c in t.columns), t.rows) for t in tables]
    write_bytes(output, workbook(sheets, title="分析"))
    app.note(f"写入 {output}：{len(sheets)} 个工作表")


def _write_network(app: App, graph: Graph, format_: str, output: Path) -> None:
    from ..graph.export import write

    write(graph, format_, output)
    nodes, ties = len(graph.nodes), len(graph.relationships)
    if app.machine:
        made = {"output": str(output), "format": format_, "nodes": nodes, "relationships": ties}
        out(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        app.note(f"写入 {output}：{nodes} 个节点，{ties} 个关系")
