"""``docs`` and ``snapshot``: what the project's maintainers regenerate; hidden from the help page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out

_CHECK = option("--check", is_flag=True, help="只比较，不写；不同则退出码为 1")


@click.command(cls=ChineseCommand, hidden=True)
@click.argument("folder", type=PATH, metavar="文件夹")
@_CHECK
@common
@click.pass_obj
def docs(app: App, folder: Path, *, check: bool) -> int:
    """从本体、命令和查询包生成 schema.md、cli.md、packs.md 与 analysis.md，写到一个文件夹。"""
    from ..graph.schema import schema
    from ..graph.schema_docs import markdown as schema_page
    from ..queries import bundled
    from ..queries.analysis.analysis_docs import markdown as analysis_page
    from ..queries.pack_docs import markdown as pack_page
    from .reference import markdown as command_page
    from .root import root

    pages = {
        folder / "schema.md": schema_page(schema()),
        folder / "cli.md": command_page(root),
        folder / "packs.md": pack_page(bundled()),
        folder / "analysis.md": analysis_page(),
    }
    return _settle(app, pages, check=check)


@click.command(cls=ChineseCommand, hidden=True)
@click.argument("documents", type=PATH, metavar="原文文件夹")
@click.argument("file", type=PATH, metavar="文件.jsonl")
@_CHECK
@common
@click.pass_obj
def snapshot(app: App, documents: Path, file: Path, *, check: bool) -> int:
    """从原文件生成随包的事实（不含原文）。"""
    from .. import loaders
    from ..loaders.bundled import dump

    with app.work("读取并提取"):
        found = loaders.extract((documents,), strict=True, text=False)
    text = "".join(f"{line}\n" for line in dump(found.graph))
    return _settle(app, {file: text}, check=check)


def _settle(app: App, pages: Mapping[Path, str], *, check: bool) -> int:
    """Write what differs, or with ``check`` only say so."""
    differing = [path for path, text in pages.items() if _read(path) != text]
    if not check:
        from ..graph.export.files import write_text

        for path in differing:
            write_text(path, pages[path])
    if app.machine:
        out(json.dumps({"differing": [str(path) for path in differing], "written": not check}, ensure_ascii=False))
    else:
        for path in pages:
            same = path not in differing
            app.note(f"{path}：{'已是最新' if same else '与生成的不同，请重新生成' if check else '已写入'}")
    return 1 if check and differing else 0


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
