"""``corpus``: any number of documents to partitioned Parquet, on this machine or on a Dask cluster."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..graph.errors import DeltatrunkError
from ..graph.schema import schema
from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import note, out

if TYPE_CHECKING:
    from ..loaders.fleet import Report

_NAMED = 20
"""Problems that are named on the screen; all of them stand in the table."""


@click.command(cls=ChineseCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="位置...")
@option(
    "-o", "--output", required=True, metavar="位置", help="结果写到哪个文件夹；可以是已有的结果，只重做有变化的部分"
)
@option("--workers", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="在本机用几个进程")
@option(
    "--scheduler", default="", metavar="地址", help="用这个 Dask 调度器的集群，如 tcp://主机:8786；只连可信网络里的"
)
@option(
    "--admin-import", type=PATH, metavar="文件夹", help="把 neo4j-admin database import 的文件另写到本机的这个文件夹"
)
@option("--no-text", is_flag=True, help="不写入段落原文")
@common
@click.pass_obj
def corpus(
    app: App, inputs: tuple[str, ...], output: str, *, workers: int, scheduler: str, admin_import: Path | None,
    no_text: bool,
) -> int:  # fmt: skip
    """从成千上万份文件提取事实，写成分区的 Parquet。

    位置可以是本地的文件或文件夹，也可以是 s3:// 等 fsspec 认识的地址。不能用的文件记入 problems.parquet，
    其余照常进行。中断后用同样的命令继续：做完的不会重做。需先安装：pip install "deltatrunk[fleet]"。
    """
    try:
        from ..loaders import fleet
    except ModuleNotFoundError as error:
        raise DeltatrunkError(
            f"缺少成批提取所需的组件（{error.name}）", hint='请先运行 pip install "deltatrunk[fleet]"'
        ) from error
    processes = not any(address.startswith("memory:") for address in (*inputs, output))
    with app.work("成批提取") as working, fleet.engine(scheduler, workers, processes=processes) as engine:
        found = fleet.corpus(inputs, output, engine, text=not no_text, step=working.step)
    if not found.files and found.problems:
        raise found.problems[0]
    if admin_import is not None:
        from ..graph.export.admin_import import write_admin_import
        from ..loaders.fleet.results import nodes_of, relationships_of

        with app.work("写导入文件"):
            write_admin_import(admin_import, nodes_of(output), relationships_of(output))
    _say(app, output, found)
    return 1 if found.problems else 0


def _say(app: App, output: str, found: Report) -> None:
    if app.machine:
        out(json.dumps({
            "output": output, "files": found.files, "facts": found.facts, "counts": dict(found.counts),
            "skipped": dict(found.skipped),
            "unusable": [{"where": p.where, "what": p.what, "hint": p.hint} for p in found.problems],
        }, ensure_ascii=False, indent=2))  # fmt: skip
        return
    labels = schema().labels
    nodes = sum(number for kind, number in found.counts.items() if kind in labels)
    related = sum(found.counts.values()) - nodes
    app.note(f"{found.files} 份文件，{found.facts} 条事实，{nodes} 个节点，{related} 个关系，写入 {output}")
    if found.skipped:
        from ..loaders.report import title_of

        listed = "，".join(f"{title_of(kind)} {number} 处" for kind, number in found.skipped.items())
        app.note(f"看到而未能归位：{listed}（见 skips）")
    if found.problems:
        kinds = Counter(problem.what.split("（")[0] for problem in found.problems)
        note(
            f"不能用，已略过 {len(found.problems)} 份（见 problems.parquet）："
            + "，".join(f"{what} {number} 份" for what, number in kinds.most_common())
        )
        for problem in found.problems[:_NAMED]:
            note(f"  {problem}")
