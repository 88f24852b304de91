"""``build`` and ``extract``: documents to a graph, to a store or a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..graph.facts import Skip
from ..graph.receipt import Changes, Receipt
from ..graph.schema import schema
from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import note, out, table

if TYPE_CHECKING:
    from ..graph.model import Graph
    from ..loaders import Extraction

_SKIPS = {
    "empty_cell": "表格里的空格",
    "no_subject": "不知属于谁的数值",
    "no_value": "读不出数值的指标",
    "schema": "不合本体的事实",
    "unmatched_unit": "对不上的责任单位",
}
_STAGES = {"read": "读取", "extract": "提取"}


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=PATH, metavar="[文件或文件夹]...")
@option("--strict", is_flag=True, help="有一个文件不能用就停止，图库保持原样")
@common
@click.pass_obj
def build(app: App, paths: tuple[Path, ...], strict: bool) -> int:
    """从文件建图并写入图库；不给路径时载入随附的五份文件的事实。

    图库会与这些文件完全一致：只写入有变化的部分，重复运行不会产生重复。
    """
    with app.opening() as opening:
        graph, extraction = _graph(app, paths, strict, on_read=opening.start)
        with app.work("打开图库"):
            store = opening.store()
        with app.work("写入图库"):
            receipt = store.load(graph)
    if app.machine:
        out(json.dumps({"receipt": receipt.as_dict(), **_report(graph, extraction)}, ensure_ascii=False, indent=2))
    else:
        _print_receipt(receipt)
        _print_skips(app, graph.skipped)
    return _problems(extraction)


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, type=PATH, required=True, metavar="文件或文件夹...")
@option("-o", "--output", type=PATH, required=True, metavar="文件.jsonl", help="写到哪里；- 为标准输出")
@option("--strict", is_flag=True, help="有一个文件不能用就停止")
@option("--no-text", is_flag=True, help="不写入段落原文")
@common
@click.pass_obj
def extract(app: App, paths: tuple[Path, ...], output: Path, strict: bool, no_text: bool) -> int:
    """从文件提取事实，写成 JSON 行，不用图库。"""
    from ..graph.export import write
    from ..graph.jsonl import to_lines

    graph, extraction = _graph(app, paths, strict, text=not no_text)
    if str(output) == "-":
        for line in to_lines(graph):
            out(line)
    else:
        write(graph, "jsonl", output)
        if app.machine:
            out(json.dumps({"output": str(output), **_report(graph, extraction)}, ensure_ascii=False, indent=2))
        else:
            app.note(f"写入 {output}：{len(graph.nodes)} 个节点，{len(graph.relationships)} 个关系")
            _print_skips(app, graph.skipped)
    return _problems(extraction)


def _graph(
    app: App,
    paths: Sequence[Path],
    strict: bool,
    *,
    text: bool = True,
    on_read: Callable[[], None] | None = None,
) -> tuple[Graph, Extraction | None]:
    from .. import loaders

    if not paths:
        if on_read is not None:
            on_read()
        with app.work("读取随附的事实"):
            return loaders.bundled(), None
    with app.work("读取并提取") as working:

        def progress(name: str, done: int, total: int) -> None:
            working.say(f"读取并提取 {done}/{total}：{name}")

        found = loaders.extract(paths, strict=strict, text=text, on_progress=progress, on_read=on_read)
    if app.verbose:
        for stage, seconds in found.seconds.items():
            note(f"  其中{_STAGES.get(stage, stage)}：{seconds:.2f} 秒")
    if found.problems and not found.sources:
        for problem in found.problems[1:]:
            note(f"不能用：{problem}（{problem.hint}）")
        raise found.problems[0]
    return found.graph, found


def _problems(extraction: Extraction | None) -> int:
    """Name what could not be used; the exit code says whether there was any."""
    if extraction is None or not extraction.problems:
        return 0
    for problem in extraction.problems:
        note(f"不能用，已略过：{problem}" + (f"\n  请：{problem.hint.removeprefix('请')}" if problem.hint else ""))
    return 1


def _report(graph: Graph, extraction: Extraction | None) -> dict[str, object]:
    return {
        "counts": dict(graph.counts()),
        "skipped": dict(sorted(Counter(skip.kind for skip in graph.skipped).items())),
        "unusable": [
            {"where": p.where, "what": p.what, "hint": p.hint} for p in (extraction.problems if extraction else ())
        ],
    }


def _print_receipt(receipt: Receipt) -> None:
    s = schema()
    rows: list[tuple[str, int, int, int, int]] = []
    for kinds, changes in ((s.labels, receipt.nodes), (s.relationships, receipt.relationships)):
        for name, kind in kinds.items():
            numbers = _numbers(name, changes, receipt.after)
            if any(numbers):
                rows.append((f"{kind.title} {name}", *numbers))
    totals = [sum(numbers) for numbers in zip(*(row[1:] for row in rows), strict=True)]
    table(("类型", "新增", "更改", "删除", "现有"), [*rows, ("合计", *totals)])
    if receipt.is_empty:
        out("图库已是最新，没有改动。")


def _numbers(name: str, changes: Changes, after: Mapping[str, int]) -> tuple[int, int, int, int]:
    return (
        changes.added.get(name, 0),
        changes.changed.get(name, 0),
        changes.removed.get(name, 0),
        after.get(name, 0),
    )


def _print_skips(app: App, skipped: Sequence[Skip]) -> None:
    if not skipped or app.quiet:
        return
    counted = Counter(skip.kind for skip in skipped)
    listed = "，".join(f"{_SKIPS.get(kind, kind)} {n} 处" for kind, n in sorted(counted.items()))
    note(f"看到而未能归位：{listed}" + ("" if app.verbose else "（加 -v 逐条列出）"))
    if app.verbose:
        for skip in skipped:
            place = f"{skip.file}:{skip.start}-{skip.end}" if skip.file else ""
            note(f"  {_SKIPS.get(skip.kind, skip.kind)}  {place}  {skip.detail}")
