"""``info``, ``query`` and ``cypher``: what the store holds and what it answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..graph.schema import schema
from .answering import DOCUMENTS, FORMAT, OUTPUT, format_of, give, parameters_of
from .app import PATH, App, common
from .chinese import ChineseCommand, ChineseGroup, option
from .console import out, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..queries import Catalogue, Query

_PACK = option("--pack", "packs", multiple=True, type=PATH, metavar="文件夹", help="另加一个查询包文件夹，可多次使用")


@click.command(cls=ChineseCommand)
@common
@click.pass_obj
def info(app: App) -> None:
    """显示图库里有什么：各类节点和关系的数量。"""
    with app.open() as store, app.work("清点"):
        counts = store.counts()
    if app.machine:
        out(
            json.dumps(
                {"store": str(app.settings.store).rpartition("@")[2], "counts": dict(counts)},
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    if not counts:
        out("图库是空的。用 deltatrunk build 载入随附的事实，或 deltatrunk build 文件夹 载入自己的文件。")
        return
    s = schema()
    rows: list[tuple[str, str, str, int]] = []
    for what, kinds in (("节点", s.labels), ("关系", s.relationships)):
        rows += [(what, kind.title, name, counts[name]) for name, kind in kinds.items() if counts.get(name)]
    table(("", "类型", "名称", "数量"), rows)


@click.group(cls=ChineseGroup)
def query() -> None:
    """用查询包提问：list 列出，show 说明，run 运行。"""


@query.command("list")
@_PACK
@common
@click.pass_obj
def list_(app: App, packs: tuple[Path, ...]) -> None:
    """列出全部查询。"""
    known = _catalogue(packs)
    if app.machine:
        rows = [
            {"pack": pack.name, "name": q.name, "title": q.title, "question": q.question, "kind": q.kind}
            for pack in known.packs for q in pack.queries
        ]  # fmt: skip
        out(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    listed = [(pack.title, q.name, q.question) for pack in known.packs for q in pack.queries if q.kind != "picture"]
    table(("查询包", "名称", "问题"), listed)


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    return [name for name in _catalogue(()).queries if name.startswith(incomplete)]


@query.command()
@click.argument("name", metavar="名称", shell_complete=_complete)
@option("--values", is_flag=True, help="列出各参数在图库里的可选值")
@_PACK
@common
@click.pass_obj
def show(app: App, name: str, values: bool, packs: tuple[Path, ...]) -> None:
    """说明一个查询：问题、参数、列和 Cypher。"""
    found = _catalogue(packs).find(name)
    choices = _values(app, found) if values else {}
    if app.machine:
        out(json.dumps(_described(found, choices), ensure_ascii=False, indent=2))
        return
    out(f"{found.title}（{found.name}）\n{found.question}")
    if found.parameters:
        rows = [(p.name, p.title, p.type, "必填" if p.required else "不限" if p.default is None else p.default)
                for p in found.parameters]  # fmt: skip
        table(("参数", "含义", "类型", "默认"), rows)
    for parameter, known in choices.items():
        out(f"{parameter} 的可选值：{'、'.join(known) or '（图库里没有）'}\n")
    table(("列", "标题"), [(c.name, c.title) for c in found.columns])
    out(found.cypher)


@query.command("run")
@click.argument("name", metavar="名称", shell_complete=_complete)
@option("-p", "--parameter", "given", multiple=True, metavar="参数=值", help="给参数一个值，可多次使用")
@FORMAT
@OUTPUT
@DOCUMENTS
@_PACK
@common
@click.pass_obj
def run_(
    app: App,
    name: str,
    *,
    given: tuple[str, ...],
    format_: str | None,
    output: Path | None,
    documents: Path | None,
    packs: tuple[Path, ...],
) -> None:
    """运行一个查询。例如 deltatrunk query run chain-companies -p chain=集成电路"""
    from ..queries import advice, bind, require_rows, run
    from ..texts import Folder

    known = _catalogue(packs)
    found = known.find(name)
    parameters = parameters_of(given)
    require_rows(found)  # what is wrong shows before a server starts
    bind(found, parameters)
    chosen = format_of(app, format_, output)
    with app.open(packs) as store:
        with app.work("查询"):
            answer = run(store.bolt, found, parameters, Folder(documents) if documents is not None else None)
        hint = advice(store.bolt, found, parameters) if not answer.rows else ""
        whole = "" if app.quiet or chosen != "table" else _denominator(store.bolt, known, found)
    give(app, answer, chosen, output)
    if not answer.rows:
        app.note(f"没有结果。{hint}")
    elif chosen == "table" and output is None:
        app.note(f"{len(answer)} 行{whole}")


@query.command()
@option("--slow", type=float, default=50.0, metavar="毫秒", help="慢于多少毫秒算慢，默认 50")
@_PACK
@common
@click.pass_obj
def check(app: App, slow: float, packs: tuple[Path, ...]) -> int:
    """用默认参数把全部查询各运行一次，指出失败、没有结果和慢的查询；有失败时退出码为 1。"""
    from ..queries.trial import try_out

    known = _catalogue(packs).queries
    with app.open(packs) as store, app.work("运行查询") as working:
        trials = []
        for done, trial in enumerate(try_out(store.bolt, known.values()), 1):
            trials.append(trial)
            working.step("运行查询", done, len(known))
    if app.machine:
        rows = [{"name": t.query.name, "rows": t.rows, "milliseconds": round(t.milliseconds, 1), "problem": t.problem,
                 "verdict": t.verdict(slow)} for t in trials]  # fmt: skip
        out(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        table(
            ("查询包", "名称", "行数", "毫秒", "结论"),
            [(t.query.pack, t.query.name, t.rows, round(t.milliseconds, 1), t.verdict(slow) or "正常") for t in trials],
        )
    failed = sum(bool(t.problem) for t in trials)
    app.note(f"{len(trials)} 个查询，{failed} 个失败，{sum(not t.rows and not t.problem for t in trials)} 个没有结果")
    return 1 if failed else 0


def _catalogue(packs: tuple[Path, ...]) -> Catalogue:
    from ..queries import with_packs

    return with_packs(packs)


def _denominator(store: Any, known: Catalogue, found: Query) -> str:
    """Say of how many: the answers of the counts that belong to the query."""
    from ..queries import run

    counts = [q for q in known.queries.values() if q.kind == "count" and q.header.of == found.name]
    return "".join(f"（{q.columns[0].title} {run(store, q).rows[0][0]}）" for q in counts)


def _values(app: App, found: Query) -> Mapping[str, tuple[str, ...]]:
    from ..queries import values

    with app.open() as store:
        return {p.name: values(store.bolt, p) for p in found.parameters if p.values}


def _described(found: Query, choices: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    return {
        "pack": found.pack,
        "name": found.name,
        "title": found.title,
        "question": found.question,
        "kind": found.kind,
        "parameters": [
            {
                "name": p.name, "title": p.title, "type": p.type, "required": p.required, "default": p.default,
                **({"values": list(choices[p.name])} if p.name in choices else {}),
            }
            for p in found.parameters
        ],
        "columns": [{"name": c.name, "title": c.title} for c in found.columns],
        "cypher": found.cypher,
    }  # fmt: skip
