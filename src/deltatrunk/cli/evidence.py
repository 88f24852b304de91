"""``evidence``: every passage behind an entity or a relation."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out


@click.command(cls=ChineseCommand)
@click.argument("name", metavar="名称或标识")
@option("--documents", type=PATH, metavar="文件夹", help="放有原文件的文件夹；校验和相同才取其中的原文")
@common
@click.pass_obj
def evidence(app: App, name: str, documents: Path | None) -> None:
    """显示一个名称、别名或关系标识的全部出处：文件、章节、字符位置和原文。"""
    from ..evidence import evidence as find
    from ..graph.quotes import one_line

    with app.open() as store, app.work("查找出处"):
        pieces = find(store.bolt, name, documents)
    if app.machine:
        out(json.dumps([asdict(piece) for piece in pieces], ensure_ascii=False, indent=2))
        return
    subject = ""
    for number, piece in enumerate(pieces, 1):
        if piece.subject != subject:
            subject = piece.subject
            out(subject)
        section = f" › {piece.section}" if piece.section else ""
        spot = f"，{piece.spot}" if piece.spot else ""
        out(f"{number:>3}. 《{piece.document}》{section}\n     {piece.span}{spot}（规则 {piece.rule}）")
        words = piece.context or piece.quote
        out(f"     “{one_line(words)}”" if words else f"     {piece.why}")
    app.note(f"{len(pieces)} 处")
