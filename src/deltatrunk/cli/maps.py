"""``map``: one command a map, made from what the maps say about themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..graph.errors import QueryError
from .answering import as_json, parameters_of, read_statement
from .app import PATH, App, common
from .chinese import ChineseCommand, ChineseGroup, ChineseOption, option
from .console import out, table

_METAVARS = {"text": "内容", "integer": "整数"}
_OUTPUT: dict[str, Any] = {"type": PATH, "required": True, "metavar": "文件.html", "help": "写到哪个文件"}


class _Maps(ChineseGroup):
    """A group whose commands are the registered maps."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return ``list``, then the maps."""
        from ..viz import views

        return list(dict.fromkeys([*super().list_commands(ctx), *(spec.name for spec in views())]))

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

        spec = next((spec for spec in views() if cmd_name in (spec.name, spec.title)), None)
        own = super().get_command(ctx, spec.name if spec is not None else cmd_name)
        if own is not None:
            return own
        if spec is None:
            return None
        options: list[click.Parameter] = [
            ChineseOption([f"--{o.name.replace('_', '-')}"], is_flag=o.kind == "flag", help=o.help,
                          required=o.required, type=int if o.kind == "integer" else None,
                          metavar=_METAVARS.get(o.kind))
            for o in spec.options
        ]  # fmt: skip
        options.append(ChineseOption(["-o", "--output"], **_OUTPUT))
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
        _told(app, name, output)

    return draw


def _told(app: App, name: str, output: Path) -> None:
    if app.machine:
        out(json.dumps({"map": name, "output": str(output)}, ensure_ascii=False))
    else:
        app.note(f"写入 {output}，用浏览器打开即可")


@click.group("map", cls=_Maps)
def map_() -> None:
    """画一张可以离线打开的图（一个 HTML 文件）。例如 deltatrunk map chain-leaders -o map.html"""


@map_.command("query")
@click.argument("name", metavar="[名称]", required=False)
@option("--cypher", metavar="语句", help="画一条只读语句的结果，语句返回节点、关系或路径")
@option("--file", "file", type=PATH, metavar="文件.cypher", help="从文件读这条语句（UTF-8）")
@option("-p", "--parameter", "given", multiple=True, metavar="参数=值", help="给参数一个值，可多次使用")
@option("--title", metavar="内容", help="图的标题，默认用查询的标题")
@option("--pack", "packs", multiple=True, type=PATH, metavar="文件夹", help="另加一个查询包文件夹，可多次使用")
@option("-o", "--output", **_OUTPUT)
@common
@click.pass_obj
def query_map(
    app: App,
    name: str | None,
    *,
    cypher: str | None,
    file: Path | None,
    given: tuple[str, ...],
    title: str | None,
    packs: tuple[Path, ...],
    output: Path,
) -> None:
    """查询图：画一个图查询或一条只读语句的结果。例如 deltatrunk map query parks-by-industry-picture -o map.html"""
    from ..graph.guard import require_reading
    from ..queries import advice, bind, drawn, picture, with_packs
    from ..viz import build, render

    known = with_packs(packs)
    if sum(way is not None for way in (name, cypher, file)) != 1:
        listed = "、".join(q.name for q in known.queries.values() if q.kind == "picture")
        said = "请写一个图查询的名称，或 --cypher 语句，或 --file 文件，三者取一"
        raise click.UsageError(f"{said}。图查询有：{listed}", click.get_current_context())
    parameters = parameters_of(given)
    found = known.picture_of(name) if name is not None else None
    text = cypher if file is None else read_statement(file)
    if found is not None:
        bind(found, parameters)  # what is wrong shows before a server starts
    else:
        require_reading(text or "")
    with app.open(packs) as store:
        with app.work("查询"):
            if found is not None:
                part = picture(store.bolt, found, parameters)
                hint = advice(store.bolt, found, parameters) if not part.nodes else ""
            else:
                part, hint = drawn(store.bolt.read(text or "", as_json(parameters), limit=10_000)), ""
        if hint:
            raise QueryError("查询没有结果", where=found.name if found is not None else "", hint=hint)
        with app.work("读取图库"):
            graph = store.graph()
    with app.work("画图"):
        heading = title or (found.title.removesuffix("（图）") if found is not None else "")
        render(build("query", graph, part=part, title=heading), output)
    _told(app, "query", output)


@map_.command("list")
@common
@click.pass_obj
def list_(app: App) -> None:
    """列出全部的图。"""
    from ..viz import views

    if app.machine:
        rows = [{"name": s.name, "title": s.title, "line": s.line, "options": [
                    {"name": o.name, "kind": o.kind, "required": o.required, "help": o.help} for o in s.options
                ]} for s in views()]  # fmt: skip
        out(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table(("名称", "标题", "说明"), [(s.name, s.title, s.line) for s in views()])
