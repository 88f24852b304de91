"""``check``: whether the store is what it should be."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import PATH, App, common
from .chinese import ChineseCommand, option
from .console import out, table

if TYPE_CHECKING:
    from ..graph.checking import Report, Result

_SHOWN = 5
"""Findings of each check that are shown without ``-v``."""
_STATES = {"passed": "通过", "warned": "警告", "failed": "不通过", "unchecked": "未查"}


@click.command(cls=ChineseCommand)
@option("--assertions", type=PATH, metavar="文件.yaml", help="自己的数据断言，加在随附的之后；格式见 docs/backup.md")
@option("--documents", type=PATH, metavar="文件夹", help="放有原文件的文件夹；校验和相同的，出处与它的原文核对")
@option("--strict", is_flag=True, help="有警告也算不通过")
@common
@click.pass_obj
def check(app: App, *, assertions: Path | None, documents: Path | None, strict: bool) -> int:
    """检查图库：约束、本体、出处、重名、记录和数据断言；有不通过的，退出码为 1。"""
    with app.open() as store, app.work("检查图库"):
        report = store.check(assertions=assertions, documents=documents)
    if app.machine:
        out(json.dumps(report.as_dict(strict=strict), ensure_ascii=False, indent=2))
    else:
        _print(app, report)
    return 0 if report.passed(strict=strict) else 1


def _print(app: App, report: Report) -> None:
    rows = [(one.title, _STATES[one.state], one.looked, one.failed) for one in report.results]
    table(("检查", "结果", "查过", "问题"), rows)
    for one in report.results:
        if one.failed:
            _print_findings(app, one)
        elif one.unchecked and not app.quiet:
            out(f"未查：{one.title}：{one.unchecked}")
    counted = Counter(_STATES[one.state] for one in report.results)
    out("，".join(f"{counted[title]} 项{title}" for title in _STATES.values() if counted[title]))


def _print_findings(app: App, one: Result) -> None:
    out(f"{_STATES[one.state]}：{one.title}（{one.failed} 处）")
    shown = one.findings if app.verbose else one.findings[:_SHOWN]
    for finding in shown:
        out(f"    {finding.where}：{finding.what}")
    if one.failed > len(shown):
        more = "" if app.verbose or len(one.findings) <= _SHOWN else "（加 -v 逐条列出）"
        out(f"    另有 {one.failed - len(shown)} 处{more}")
    if one.advice:
        out(f"    怎么办：{one.advice}")
