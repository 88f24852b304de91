"""The command tree."""

from __future__ import annotations

import click

from .. import __version__
from . import (
    analysing,
    ask,
    atlases,
    backups,
    building,
    changing,
    checking,
    corpus,
    cypher,
    doctor,
    dossiers,
    evidence,
    heatmaps,
    listing,
    map_sets,
    maps,
    output,
    resolving,
    searching,
    serving,
    upkeep,
)
from .app import App, common
from .chinese import ChineseGroup
from .console import out


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        out(f"deltatrunk {__version__}")
        context.exit()


@click.group(cls=ChineseGroup)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="显示版本并退出")
@common
def root() -> None:
    """长三角数字干线政策文件的知识图谱：建图、查询、画图，每一个事实都能回到原文。

    第一次使用：deltatrunk build 载入随附的事实，deltatrunk query list 看能问什么，
    deltatrunk map list 看能画什么图。
    """


@root.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), default="bash", metavar="[bash|zsh|fish]")
def completion(shell: str) -> None:
    """说明怎样让终端补全命令。"""
    files = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/deltatrunk.fish"}
    line = f'eval "$(_DELTATRUNK_COMPLETE={shell}_source deltatrunk)"'
    if shell == "fish":
        line = "_DELTATRUNK_COMPLETE=fish_source deltatrunk | source"
    out(f"# 把下面一行加到 {files[shell]}，重新打开终端即可")
    out(line)


for _command in (
    building.build,
    changing.add,
    changing.remove,
    changing.history,
    changing.diff,
    building.extract,
    corpus.corpus,
    resolving.resolve,
    ask.info,
    searching.search,
    ask.query,
    cypher.cypher,
    listing.lists,
    analysing.analyze,
    maps.map_,
    map_sets.maps,
    atlases.atlas,
    heatmaps.heatmap,
    dossiers.dossier,
    evidence.evidence,
    output.export,
    backups.backup,
    backups.restore,
    checking.check,
    serving.store,
    doctor.doctor,
    upkeep.docs,
    upkeep.snapshot,
):
    root.add_command(_command)
root.commands["completion"] = root.commands.pop("completion")  # the least used stands last

__all__ = ["App", "root"]
