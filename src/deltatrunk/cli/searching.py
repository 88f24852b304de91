"""``search``: find names, aliases and passages by words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .answering import FORMAT, OUTPUT, format_of, give
from .app import App, common
from .chinese import ChineseCommand, option
from .console import out, out_bytes, table

if TYPE_CHECKING:
    from rich.text import Text

    from ..queries.search import PassageHit, SearchResult

NO_TEXT = "图库里没有原文（随附的事实不含原文），列出的是提及这些名称的段落；用 deltatrunk build 文件夹 建图后可搜原文"


@click.command(cls=ChineseCommand)
@click.argument("words", nargs=-1, required=True, metavar="文字...")
@option("--type", "type_", default="", metavar="类型", help="只找一类名称，如 企业、园区、链主（也可写标签 Company）")
@option("--document", default="", metavar="文件", help="只在一份文件里找：标题、标题的一部分或文件名")
@option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, metavar="数目",
        help="名称和段落各最多列出多少")  # fmt: skip
@option("--names", "only_names", is_flag=True, help="只找名称")
@option("--passages", "only_passages", is_flag=True, help="只找段落")
@option("--min-confidence", type=click.FloatRange(0, 1), default=0.5, show_default=True, metavar="数值",
        help="名称和提及的最低置信度")  # fmt: skip
@FORMAT
@OUTPUT
@common
@click.pass_obj
def search(
    app: App,
    words: tuple[str, ...],
    *,
    type_: str,
    document: str,
    limit: int,
    only_names: bool,
    only_passages: bool,
    min_confidence: float,
    format_: str | None,
    output: Path | None,
) -> None:
    """找名称、别名和原文。几个词要同时出现，引号里的是一个词组；名称可用拼音或首字母：qpgyyq、qingpu。"""
    from ..queries.search import wanted

    if only_names and only_passages:
        raise click.UsageError("--names 和 --passages 只能写一个", click.get_current_context())
    if type_.strip() and only_passages:
        raise click.UsageError("段落没有类型，--type 只用于名称", click.get_current_context())
    text = " ".join(words)
    wanted(text)  # refused before a server starts
    chosen = format_of(app, format_, output)
    with app.open() as store, app.work("搜索"):
        found = store.search(text, type=type_, document=document, limit=limit, names=not only_passages,
                             passages=not only_names, min_confidence=min_confidence)  # fmt: skip
    if chosen == "table":
        _show(found)
    elif chosen == "json" and output is None:
        out_bytes(found.to_json().encode("utf-8"))
    elif chosen == "json" and output is not None:
        from ..graph.export import write_bytes

        write_bytes(output, found.to_json().encode("utf-8"))
        app.note(f"写入 {output}：{len(found)} 项")
    else:
        give(app, found.table(), chosen, output)
    if found.left_out and len(found):
        app.note(f"没有一处同时有全部的词，已略去 {'、'.join(found.left_out)}")
    if not len(found):
        app.note("没有找到。换一个写法，或少写几个词")
    elif output is None:
        names = "" if only_passages else f"名称 {_counted(len(found.names), found.names_total)} 个"
        passages = "" if only_names or type_ else f"段落 {_counted(len(found.passages), found.passages_total)} 处"
        app.note("，".join(part for part in (names, passages) if part))
    if not found.has_text and not only_names and not type_.strip():
        app.note(NO_TEXT)


def _counted(shown: int, total: int) -> str:
    return str(total) if shown == total else f"{total}（显示前 {shown}）"


def _show(found: SearchResult) -> None:
    if found.names:
        table(
            ("名称", "类型", "匹配", "依据处数", "出处"),
            [(n.name, n.type, n.fit, n.support, n.span) for n in found.names],
        )
    if not found.passages:
        return
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    for number, hit in enumerate(found.passages, 1):
        section = f" › {hit.section}" if hit.section else ""
        spot = f"，{hit.spot}" if hit.spot else ""
        out(f"{number:>3}. 《{hit.document}》{section}\n     {hit.span}{spot}")
        if hit.snippet:
            console.print(_highlighted(hit))
        if hit.names:
            out(f"     提及：{'、'.join(hit.names)}")


def _highlighted(hit: PassageHit) -> Text:
    from rich.text import Text

    text = Text(hit.snippet)
    for start, end in hit.marks:
        text.stylize("bold red", start, end)
    return Text("     ").append_text(text)
