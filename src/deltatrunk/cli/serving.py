"""``store``: keep the embedded server running, so that the commands after it answer at once."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..graph.errors import StoreUnavailable
from .app import App, common
from .chinese import ChineseGroup
from .console import out


@click.group(cls=ChineseGroup)
def store() -> None:
    """管理随附的图库服务：start 常驻，stop 停止，status 查看。"""


@store.command()
@common
@click.pass_obj
def start(app: App) -> None:
    """让图库服务常驻，之后的命令不必每次启动。"""
    from ..graph import embedded

    folder = _folder(app)
    with app.work("启动图库"):
        info = embedded.start(folder, on_wait=lambda waiting: app.note(str(waiting)))
    if app.machine:
        out(json.dumps({"running": True, "folder": str(folder), "uri": info.uri, "pid": info.pid}, ensure_ascii=False))
    else:
        out(f"图库已启动：{info.uri}（文件夹 {folder}，进程 {info.pid}）")


@store.command()
@common
@click.pass_obj
def stop(app: App) -> None:
    """停止常驻的图库服务。"""
    from ..graph import embedded

    folder = _folder(app)
    with app.work("停止图库"):
        stopped = embedded.stop(folder, on_wait=lambda waiting: app.note(str(waiting)))
    if app.machine:
        out(json.dumps({"stopped": stopped, "folder": str(folder)}, ensure_ascii=False))
    else:
        out("图库已停止。" if stopped else "没有常驻的图库在运行。")


@store.command()
@common
@click.pass_obj
def status(app: App) -> None:
    """查看图库服务是否在运行。"""
    from ..graph import embedded

    folder = _folder(app)
    info = embedded.status(folder)
    if app.machine:
        found = {"running": info is not None, "folder": str(folder)}
        out(json.dumps(found | ({"uri": info.uri, "pid": info.pid} if info else {}), ensure_ascii=False))
    elif info is None:
        out(f"没有常驻的图库在运行（文件夹 {folder}）。")
    else:
        out(f"图库在运行：{info.uri}（文件夹 {folder}，进程 {info.pid}）")


def _folder(app: App) -> Path:
    where = app.settings.store
    if isinstance(where, Path):
        return where
    raise StoreUnavailable(
        "这是一个 Neo4j 的地址，不由 deltatrunk 启动和停止", hint="用 --store 给出文件夹，或直接管理那个 Neo4j"
    )
