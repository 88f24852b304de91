"""``resolve``: which names are one node and why, what may be one as well, and what a person decides."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..settings import default_decisions
from .app import PATH, App, common
from .chinese import ChineseCommand, ChineseGroup, option
from .console import out, table
from .deciding import DECISIONS, decisions_of

if TYPE_CHECKING:
    from ..graph.model import Graph
    from ..loaders.resolution import Resolution
    from ..loaders.resolution.decisions import Decision, Decisions
    from ..loaders.resolution.explaining import Explanation
    from ..loaders.resolution.lookalikes import Pair

_PATHS = click.argument("paths", nargs=-1, type=PATH, metavar="[文件或文件夹]...")
_NOT_RECORDED = "（随附的事实只保留写法，不保留依据；给出文件或文件夹即可看到）"


@click.group(cls=ChineseGroup)
def resolve() -> None:
    """名称归一：哪些写法是同一个，为什么；哪些相近而没有合并；人工决定。

    不给文件时看随附的事实。
    """


@resolve.command("list", cls=ChineseCommand)
@_PATHS
@DECISIONS
@common
@click.pass_obj
def list_(app: App, paths: tuple[Path, ...], decisions: Path | None) -> None:
    """列出全部归一：写法、归为什么、按哪条规则、依据。"""
    from ..graph.schema import schema
    from ..loaders.resolution.explaining import RULES

    graph, resolution = _resolved(app, paths, decisions_of(decisions))
    if resolution is None:
        rows = [
            {"label": node.labels[0], "form": alias, "into": node.name}
            for node in graph.nodes.values() for alias in _texts(node.properties.get("aliases"))
        ]  # fmt: skip
    else:
        rows = [
            {"label": m.into_label, "form": m.form, "into": m.into, "rule": RULES.get(m.rule, m.rule),
             "because": m.because, "source": m.source, "only_in": m.document}
            for m in resolution.merges if m.form != m.into
        ]  # fmt: skip
    if app.machine:
        out(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    titles = ("类型", "写法", "归为", "规则", "依据", "见于", "范围")[: 3 if resolution is None else 7]
    labels = schema().labels
    shown = [{**r, "only_in": "这份文件" if r["only_in"] else "全部"} if "only_in" in r else r for r in rows]
    table(titles, [(labels[r["label"]].title, *list(r.values())[1:]) for r in shown])
    app.note(f"{len(rows)} 条{_NOT_RECORDED if resolution is None else ''}")


@resolve.command(cls=ChineseCommand)
@_PATHS
@option("--top", type=click.IntRange(1), default=50, show_default=True, metavar="数目", help="最多列出多少对")
@option("--all", "guarded", is_flag=True, help="也列出有硬特征（地方、数字、种类等）不同的")
@DECISIONS
@common
@click.pass_obj
def propose(app: App, paths: tuple[Path, ...], *, top: int, guarded: bool, decisions: Path | None) -> None:
    """列出相近而没有合并的名称，供人判断；这里不合并任何东西。"""
    from ..loaders.resolution.lookalikes import names_of
    from ..loaders.resolution.lookalikes import propose as look

    decided = decisions_of(decisions)
    graph, _ = _resolved(app, paths, decided)
    with app.work("比较名称"):
        pairs = look(names_of(graph), decided, guarded=guarded)
    shown = pairs[:top]
    if app.machine:
        out(json.dumps([_pair(p) for p in shown], ensure_ascii=False, indent=2))
        return
    if not shown:
        out("没有相近而未合并的名称。")
        return
    rows = [(p.one.name, p.other.name, p.score, "；".join((*p.features, *p.guards))) for p in shown]
    table(("名称", "相近的名称", "相似度", "特征"), rows)
    app.note(f"{len(shown)} 对，共 {len(pairs)} 对；决定用 deltatrunk resolve same 或 different")


@resolve.command(cls=ChineseCommand)
@click.argument("name", metavar="名称")
@_PATHS
@DECISIONS
@common
@click.pass_obj
def explain(app: App, name: str, paths: tuple[Path, ...], decisions: Path | None) -> int:
    """说明一个名称归到哪里、为什么，以及为什么没有和相近的名称合并。"""
    from ..loaders.resolution.explaining import explain as reasons
    from ..loaders.resolution.lookalikes import Name, names_of, nearest

    decided = decisions_of(decisions)
    graph, resolution = _resolved(app, paths, decided)
    names = names_of(graph)
    found = reasons(name, names, resolution, decided)
    if app.machine:
        out(json.dumps([_explained(e) for e in found], ensure_ascii=False, indent=2))
        return 0 if found else 1
    if not found:
        close = nearest(Name("", name), names)
        out(f"没有“{name}”这个名称。" + (f"相近的有 {'、'.join(p.other.name for p in close)}" if close else ""))
        return 1
    for one in found:
        _show(one, recorded=resolution is not None)
    return 0


def _show(one: Explanation, *, recorded: bool) -> None:
    from ..graph.schema import schema
    from ..loaders.resolution.explaining import RULES

    node = one.node
    out(f"{node.name}（{schema().labels[node.label].title}），依据 {node.support} 处")
    if one.merges:
        rows = [(m.form, m.into, RULES.get(m.rule, m.rule), m.because, m.source) for m in one.merges]
        table(("写法", "归为", "规则", "依据", "见于"), rows)
    elif node.aliases:
        out(f"写法：{'、'.join(node.aliases)}{'' if recorded else _NOT_RECORDED}")
    if one.near:
        rows_ = [(p.other.name, p.score, why) for p, why in one.near]
        table(("相近的名称", "相似度", "为什么不是同一个"), rows_)


def _decide(kind: str) -> click.Command:
    said = "是同一个，名称取前一个" if kind == "same" else "不是同一个"

    @click.command(kind, cls=ChineseCommand, help=f"记下人工决定：两个名称{said}。以后建图都照此办理。")
    @click.argument("one", metavar="名称一")
    @click.argument("other", metavar="名称二")
    @_PATHS
    @option("--by", required=True, metavar="谁", help="谁决定的")
    @option("--why", required=True, metavar="为什么", help="为什么")
    @option("--decisions", type=PATH, metavar="文件.yaml",
            help="写到哪个文件；默认用本用户数据文件夹里的 decisions.yaml")  # fmt: skip
    @common
    @click.pass_obj
    def decide(
        app: App, one: str, other: str, paths: tuple[Path, ...], *, by: str, why: str, decisions: Path | None
    ) -> None:
        _write(app, kind, (one, other), paths, by=by, why=why, path=decisions or default_decisions())

    return decide


resolve.add_command(_decide("same"))
resolve.add_command(_decide("different"))


def _write(
    app: App, kind: str, pair: tuple[str, str], paths: tuple[Path, ...], *, by: str, why: str, path: Path
) -> None:
    from ..graph.export.files import write_text
    from ..loaders.resolution import decisions as file

    for what, said in (("名称", pair[0]), ("名称", pair[1]), ("--by", by), ("--why", why)):
        if not said.strip():
            raise click.UsageError(f"{what} 不能是空的", click.get_current_context())
        if not said.isprintable():
            raise click.UsageError(f"{what} 里有换行或不能显示的字符", click.get_current_context())
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
    one, other = (name.strip() for name in pair)
    decision = file.Decision(kind, one, other, by.strip(), why.strip(), today)
    text = file.text_of(path)
    now = file.added(text, decision, file=str(path))
    if now == text:
        out(f"{path} 里已有这条决定。")
        return
    _check_names(app, decision, paths, file.read(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, now)
    if app.machine:
        out(json.dumps({"decisions": str(path), kind: [one, other], "date": today}, ensure_ascii=False))
    else:
        out(file.written(decision).rstrip())
        app.note(f"写入 {path}；下次 build 或 extract 时生效")


def _check_names(app: App, decision: Decision, paths: tuple[Path, ...], known: Decisions) -> None:
    """Refuse to join what is of different kinds; say which names no document has yet."""
    from ..graph.errors import DecisionError
    from ..graph.ids import fold
    from ..graph.schema import schema
    from ..loaders.resolution.joining import compatible
    from ..loaders.resolution.lookalikes import names_of

    graph, _ = _resolved(app, paths, known)
    labels: dict[str, set[str]] = {}
    for name in names_of(graph):
        for form in (name.name, *name.aliases):
            labels.setdefault(fold(form), set()).add(name.label)
    ones, others = (labels.get(fold(name), set()) for name in (decision.one, decision.other))
    for said, seen in ((decision.one, ones), (decision.other, others)):
        if not seen:
            app.note(f"{'给出的文件' if paths else '随附的事实'}里没有“{said}”；决定照记，遇到时生效")
    fits = any(compatible(a, b) for a in ones for b in others)
    if decision.kind == "same" and ones and others and not fits:
        titles = ["、".join(schema().labels[label].title for label in sorted(seen)) for seen in (ones, others)]
        raise DecisionError(
            f"“{decision.one}”是{titles[0]}，“{decision.other}”是{titles[1]}，类型不同，不能合为一个",
            hint="核对名称；确实同一个的话，先看 deltatrunk resolve explain 里的类型",
        )


def _resolved(app: App, paths: tuple[Path, ...], decisions: Decisions) -> tuple[Graph, Resolution | None]:
    from .. import loaders

    if not paths:
        with app.work("读取随附的事实"):
            return loaders.bundled(), None
    with app.work("读取并提取"):
        found = loaders.extract(paths, decisions=decisions, text=False)
    if found.problems and not found.sources:
        raise found.problems[0]
    for problem in found.problems:
        app.note(f"不能用，已略过：{problem}")
    return found.graph, found.resolution


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "one": pair.one.name, "other": pair.other.name, "labels": [pair.one.label, pair.other.label],
        "score": pair.score, "features": list(pair.features), "guards": list(pair.guards),
    }  # fmt: skip


def _explained(one: Explanation) -> dict[str, object]:
    node = one.node
    keys = ("form", "into", "rule", "because", "source", "document")
    return {
        "label": node.label, "name": node.name, "aliases": list(node.aliases), "support": node.support,
        "merges": [{key: getattr(merge, key) for key in keys} for merge in one.merges],
        "near": [{**_pair(pair), "why": why} for pair, why in one.near],
    }  # fmt: skip
