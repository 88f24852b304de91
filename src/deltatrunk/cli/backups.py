"""``backup`` and ``restore``: everything that the store holds, in one checked file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..graph.receipt import Changes
from ..graph.records import RECEIPT, SETTING, SOURCE
from .app import PATH, App, common
from .chinese import ChineseCommand
from .console import out
from .receipts import DRY, print_receipt

if TYPE_CHECKING:
    from ..graph.backup import Manifest, Restored


@click.command(cls=ChineseCommand)
@click.argument("file", type=PATH, metavar="文件")
@common
@click.pass_obj
def backup(app: App, file: Path) -> None:
    """把整个图库（图、文件记录、变更记录）备份成一个带校验和的文件。

    内置图库和 Neo4j 的备份通用；内容相同的图库，备份逐字节相同。文件含有原文，只有本人可读。
    """
    with app.open() as store, app.work("备份"):
        manifest = store.backup(file)
    if app.machine:
        out(json.dumps({"output": str(file), "bytes": file.stat().st_size, **manifest.as_dict()},
                       ensure_ascii=False, indent=2))  # fmt: skip
    else:
        out(f"已备份到 {file}（{_size(file.stat().st_size)}）：{_contents(manifest)}。")


@click.command(cls=ChineseCommand)
@click.argument("file", type=PATH, metavar="文件")
@DRY
@common
@click.pass_obj
def restore(app: App, file: Path, *, dry_run: bool) -> None:
    """让图库与备份完全一致：多出的删去，缺少的补上，一次写完。

    先校验整个文件；损坏、不完整或改动过的备份不会恢复，图库保持原样。
    """
    with app.open() as store, app.work("校验并恢复"):
        restored = store.restore(file, dry_run=dry_run)
    if app.machine:
        out(json.dumps(restored.as_dict() | {"dry_run": dry_run}, ensure_ascii=False, indent=2))
    else:
        _print(app, file, restored, dry_run=dry_run)


def _print(app: App, file: Path, restored: Restored, *, dry_run: bool) -> None:
    if not restored.receipt.is_empty:
        print_receipt(restored.receipt, dry=dry_run)
    elif dry_run and not restored.is_empty:
        out("试运行：以下改动没有写入图库。")
    kept = _kept(restored.records)
    if kept:
        out(kept)
    if restored.is_empty:
        out(f"图库与备份 {file} 已经一致，没有改动。")
    elif not dry_run:
        out(f"图库已与备份 {file} 一致：{_contents(restored.manifest)}。")
    app.note(f"备份由 deltatrunk {restored.manifest.deltatrunk} 写成，图的校验和 {restored.manifest.graph_sha256}")


def _contents(manifest: Manifest) -> str:
    from ..graph.schema import schema

    nodes = sum(n for kind, n in manifest.counts.items() if kind in schema().labels)
    edges = sum(manifest.counts.values()) - nodes
    sources, receipts = manifest.records.get(SOURCE, 0), manifest.records.get(RECEIPT, 0)
    return f"{nodes} 个节点，{edges} 个关系，{sources} 份文件，{receipts} 条变更记录"


def _kept(records: Changes) -> str:
    words = (("加入", records.added), ("更改", records.changed), ("删去", records.removed))
    parts = [
        f"{title}{word} {counts[kind]} 条"
        for kind, title in ((RECEIPT, "变更记录"), (SETTING, "设置"))
        for word, counts in words
        if counts.get(kind)
    ]
    return "，".join(parts)


def _size(total: int) -> str:
    return f"{total / 2**20:.1f} MB" if total >= 2**20 else f"{total / 2**10:.1f} KB"
