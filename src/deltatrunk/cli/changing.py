"""``add``, ``remove``, ``history`` and ``diff``: the documents of a store and what became of the graph with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import PATH, App, common
from .building import name_problems, print_steps
from .chinese import ChineseCommand, option
from .console import out, table
from .deciding import DECISIONS, decisions_of
from .journal import log_receipt
from .receipts import DRY, print_changes, print_receipt

if TYPE_CHECKING:
    from ..changing import Done
    from ..graph.receipt import Change, Receipt


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="文件或文件夹...")
@option("--strict", is_flag=True, help="有一个文件不能用就停止，图库保持原样")
@option("--beside", is_flag=True, help="与同名、同标题的旧文件并存，不当作它的新版本")
@DRY
@DECISIONS
@common
@click.pass_obj
def add(app: App, paths: tuple[Path, ...], *, strict: bool, beside: bool, dry_run: bool, decisions: Path | None) -> int:
    """把文件加入图库，其余文件不必重读；结果与从全部文件重新建图一样。

    与已有文件同名或同标题的，当作它的新版本：取代旧的，并列出差别。
    """
    from .. import changing

    with app.open() as store, app.work("加入文件") as working:
        done = changing.add(
            store.bolt, paths, strict=strict, beside=beside, dry=dry_run, decisions=decisions_of(decisions),
            on_step=print_steps(working), command=app.command,
        )  # fmt: skip
    return _say(app, done, dry=dry_run)


@click.command(cls=ChineseCommand)
@click.argument("names", nargs=-1, required=True, metavar="文件名或标题...")
@DRY
@DECISIONS
@common
@click.pass_obj
def remove(app: App, names: tuple[str, ...], *, dry_run: bool, decisions: Path | None) -> int:
    """从图库去掉文件，连同只有它们写到的事实；原文件不动。"""
    from .. import changing

    with app.open() as store, app.work("去掉文件") as working:
        done = changing.remove(
            store.bolt, names, dry=dry_run, decisions=decisions_of(decisions),
            on_step=print_steps(working), command=app.command,
        )  # fmt: skip
    return _say(app, done, dry=dry_run)


@click.command(cls=ChineseCommand)
@click.argument("number", type=click.IntRange(min=1), required=False, metavar="[第几次]")
@common
@click.pass_obj
def history(app: App, number: int | None) -> None:
    """列出图库的历次改动；给出第几次则显示那一次的全部内容。"""
    from .. import changing

    with app.open() as store:
        if number is not None:
            one = changing.receipt(store.bolt, number)
            if app.machine:
                _print_json(one.as_dict())
            else:
                out(f"第 {one.number} 次改动，{one.at}，{one.command or '由程序写入'}")
                print_receipt(one)
            return
        every = changing.history(store.bolt)
    if app.machine:
        _print_json([one.as_dict() for one in every])
        return
    rows = [(one.number, one.at, one.command or "由程序写入", _files(one), *_totals(one)) for one in every]
    table(("第几次", "时间（UTC）", "命令", "文件", "新增", "更改", "删除"), rows)


@click.command(cls=ChineseCommand)
@click.argument("old", type=click.IntRange(min=0), metavar="第几次")
@click.argument("new", type=click.IntRange(min=0), metavar="第几次")
@option("--limit", type=click.IntRange(min=1), default=50, metavar="N", help="最多列出几条；默认 50")
@option("--all", "structure", is_flag=True, help="也列出章节、段落和提及")
@common
@click.pass_obj
def diff(app: App, old: int, new: int, *, limit: int, structure: bool) -> None:
    """比较图库的两个状态：第几次改动之后与第几次之后；0 是空的图库。"""
    from .. import changing
    from ..graph.receipt import counted

    with app.open() as store:
        changes = changing.difference(store.bolt, old, new)
    tally = counted(changes)
    if app.machine:
        shown = {
            "nodes": tally.nodes.as_dict(),
            "relationships": tally.relationships.as_dict(),
            "evidence": tally.evidence.as_dict(),
            "changes": [_plain(one) for one in changes if structure or not one.is_structure],
        }
        _print_json(shown)
        return
    for title, part in (("节点", tally.nodes), ("关系", tally.relationships), ("出处", tally.evidence)):
        counts = (sum(each.values()) for each in (part.added, part.changed, part.removed))
        out(f"{title}：" + "，".join(f"{word} {n}" for word, n in zip(("新增", "更改", "减少"), counts, strict=True)))
    print_changes(changes, structure=structure, most=limit)


def _say(app: App, done: Done, *, dry: bool) -> int:
    log_receipt(done.receipt)
    if app.machine:
        shown = {
            "receipt": done.receipt.as_dict(),
            "reread": list(done.reread),
            "already": list(done.already),
            "unusable": [{"where": p.where, "what": p.what, "hint": p.hint} for p in done.problems],
        }
        _print_json(shown)
    else:
        for name in done.already:
            app.note(f"图库里已有这份文件，内容相同：{name}")
        if done.reread:
            app.note(f"因名称有变而按新的名称重读的文件 {len(done.reread)} 份")
        print_receipt(done.receipt, dry=dry)
    return name_problems(done.problems)


def _files(one: Receipt) -> str:
    files = one.documents
    came, went = len(files.added) + len(files.renewed), len(files.removed) + len(files.renewed)
    return f"+{came} ~{len(files.changed)} -{went}"


def _totals(one: Receipt) -> list[int]:
    parts = ("added", "changed", "removed")
    return [sum(sum(getattr(c, part).values()) for c in (one.nodes, one.relationships)) for part in parts]


def _plain(one: Change) -> dict[str, object]:
    return {"what": one.what, "id": one.id, "type": one.kind, "gained": list(one.gained), "lost": list(one.lost)}


def _print_json(value: object) -> None:
    out(json.dumps(value, ensure_ascii=False, indent=2))
