"""``maps``: 四图 and the chain leaders' map of one chain, or of all, as a folder with an index."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out


@click.command(cls=ChineseCommand)
@option("--chain", metavar="产业链", help="哪条产业链（名称或别名）；不写则画全部产业链的总图")
@option("-d", "--directory", type=PATH, required=True, metavar="文件夹", help="写到哪个文件夹")
@option("--borderline", is_flag=True, help="连同置信度低于 0.5 的边缘事实一起画出（虚线）")
@common
@click.pass_obj
def maps(app: App, *, chain: str | None, directory: Path, borderline: bool) -> None:
    """一次画出四图和链主图，另有目录页。例如 deltatrunk maps --chain 集成电路 -d 四图

    产业链条图、技术路线图、应用领域图、分布区域图、链主图，一图一个文件，离线打开；文件未写到、画不了的，目录里说明。
    """
    from ..viz.map_set import write_map_set

    with app.open() as store, app.work("读取图库"):
        graph = store.graph()
    with app.work("画图"):
        path, lines = write_map_set(graph, directory, chain=chain, borderline=borderline)
    if app.machine:
        pages = [{"map": line.name, "file": line.file or None, "missing": line.missing or None} for line in lines]
        out(json.dumps({"output": str(path), "maps": pages}, ensure_ascii=False, indent=2))
        return
    out(str(path))
    app.note(f"{sum(bool(line.file) for line in lines)} 张图，从上面的目录打开")
    for line in lines:
        if line.missing:
            app.note(f"没有画{line.title}：{line.missing}")
