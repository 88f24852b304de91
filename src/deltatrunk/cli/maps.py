"""``map``: one command a map, made from what the maps say about themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from .app import PATH, App, common
from .chinese import ChineseCommand, ChineseGroup, ChineseOption
from .console import out, table


class _Maps(ChineseGroup):
    """A group whose commands are the registered maps."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return ``list``, then the maps."""
        from ..viz import views

        return [*super().list_commands(ctx), *(spec.name for spec in views())]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the map, or say which there are."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise click.UsageError(f"没有名为“{args[0]}”的图，可用：{'、'.join(self.list_commands(ctx)[1:])}", ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a map from its options."""
        from ..viz import views

        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        spec = next((spec for spec in views() if cmd_name in (spec.name, spec.title)), None)
        if spec is None:
            return None
        options: list[click.Parameter] = [
            ChineseOption([f"--{o.name.replace('_', '-')}"], is_flag=o.kind == "flag", help=o.help,
                          metavar=None if o.kind == "flag" else "内容")
            for o in spec.options
        ]  # fmt: skip
        options.append(
            ChineseOption(["-o", "--output"], type=PATH, required=True, metavar="文件.html", help="写到哪个文件")
        )
        command = ChineseCommand(
            spec.name, params=options, help=f"{spec.title}：{spec.line}。", callback=click.pass_obj(_drawer(spec.name))
        )
        return _with_common(command)


def _with_common(command: click.Command) -> click.Command:
    """Give a made command the common options, which decorate functions."""

    def carrier() -> None:
        """Carry the options."""

    common(carrier)
    command.params.extend(reversed(carrier.__click_params__))  # type: ignore[attr-defined]
    return command


def _drawer(name: str) -> Any:
    def draw(app: App, output: Path, **options: object) -> None:
        from ..viz import build, render

        given = {key: value for key, value in options.items() if value not in (None, False)}
        with app.open() as store, app.work("读取图库"):
            graph = store.graph()
        with app.work("画图"):
            view = build(name, graph, **given)
            render(view, output)
        if app.machine:
            out(json.dumps({"map": name, "output": str(output)}, ensure_ascii=False))
        else:
            app.note(f"写入 {output}，用浏览器打开即可")

    return draw


@click.group("map", cls=_Maps)
def map_() -> None:
    """画一张可以离线打开的图（一个 HTML 文件）。例如 deltatrunk map chain-leaders -o map.html"""


@map_.command("list")
@common
@click.pass_obj
def list_(app: App) -> None:
    """列出全部的图。"""
    from ..viz import views

    if app.machine:
        rows = [{"name": s.name, "title": s.title, "line": s.line,
                 "options": [{"name": o.name, "kind": o.kind, "help": o.help} for o in s.options]}
                for s in views()]  # fmt: skip
        out(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table(("名称", "标题", "说明"), [(s.name, s.title, s.line) for s in views()])
