"""``doctor``: what this machine has, what is wrong, how to mend it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict

import click

from .app import App, common
from .chinese import ChineseCommand
from .console import out


@click.command(cls=ChineseCommand)
@common
@click.pass_obj
def doctor(app: App) -> int:
    """检查本机：版本、图库、Java、磁盘、编码、字体、端口，哪里有误、怎样改正。

    不改动任何东西，也不留下服务；有一项“有误”，退出码就是 1。
    """
    from ..doctor import State, examine

    with app.work("检查"):
        findings = examine(app.settings, app.environment)
    counted = Counter(finding.state for finding in findings)
    broken = counted[State.BROKEN] > 0
    for finding in findings:
        app.journal.event("finding", check=finding.check, state=finding.state.name.lower(), found=finding.found)
    if app.machine:
        rows = [{**asdict(finding), "state": finding.state.name.lower()} for finding in findings]
        out(json.dumps({"healthy": not broken, "findings": rows}, ensure_ascii=False, indent=2))
        return int(broken)
    for finding in findings:
        out(f"{finding.state}　{finding.title}：{finding.found}")
        if finding.mend:
            out(f"　　　请：{finding.mend.removeprefix('请')}")
    app.note("，".join(f"{counted[state]} 项{state}" for state in State))
    return int(broken)
