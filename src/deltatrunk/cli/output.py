"""``export``: the store's graph as a file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out

FORMATS = ("jsonl", "cypher", "graphml", "gexf", "csv", "admin-import", "parquet")


@click.command(cls=ChineseCommand)
@option("--format", "format_", type=click.Choice(FORMATS), required=True, metavar=f"[{'|'.join(FORMATS)}]",
        help="jsonl 完整；cypher 供 Neo4j；graphml、gexf 供 Gephi 等；csv 为一个文件夹的表格；"
             "admin-import 供 neo4j-admin 批量导入；parquet 供数据湖（需 deltatrunk[parquet]）")  # fmt: skip
@option("-o", "--output", type=PATH, required=True, metavar="路径",
        help="写到哪个文件（csv、admin-import、parquet：文件夹）")  # fmt: skip
@common
@click.pass_obj
def export(app: App, format_: str, output: Path) -> None:
    """把图库导出为文件。"""
    from ..graph.export import write

    with app.open() as store, app.work("读取图库"):
        graph = store.graph()
    with app.work("写文件"):
        write(graph, format_, output)
    if app.machine:
        counts = {"nodes": len(graph.nodes), "relationships": len(graph.relationships)}
        out(json.dumps({"output": str(output), "format": format_, **counts}, ensure_ascii=False, indent=2))
    else:
        app.note(f"写入 {output}：{len(graph.nodes)} 个节点，{len(graph.relationships)} 个关系")
