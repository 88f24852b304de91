"""``extract --report``: what could not be placed, as a file for Excel or a table on the screen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import App
from .console import out, table

if TYPE_CHECKING:
    from ..loaders.report import Unplaced

SUFFIXES = (".xlsx", ".csv", ".jsonl", ".md")
_TITLES = (
    ("document", "文件"), ("title", "类别"), ("words", "原文"), ("detail", "说明"), ("advice", "怎么办"),
    ("section", "章节"), ("line", "行"), ("start", "起"), ("end", "止"), ("file", "来源"),
)  # fmt: skip


def check_target(report: Path | None, output: Path) -> None:
    """Refuse a report that cannot be written as named, before any work is done."""
    if report is None:
        return
    if str(report) == "-":
        if str(output) == "-":
            raise click.UsageError("-o 和 --report 不能都写到标准输出", click.get_current_context())
    elif report.suffix.lower() not in SUFFIXES:
        raise click.UsageError(
            f"不会写 {report.suffix or report} 的报告，可用 {'、'.join(SUFFIXES)}，或 - 显示在屏幕上",
            click.get_current_context(),
        )


def give(app: App, rows: Sequence[Unplaced], report: Path) -> None:
    """Write or show the report."""
    if str(report) == "-":
        if not rows:
            out("没有未能归位的内容。")
            return
        table(("类别", "原文", "说明", "怎么办", "位置"), [_brief(row) for row in rows])
        return
    from ..graph.export import write_bytes

    write_bytes(report, _bytes(rows, report.suffix.lower()))
    app.note(f"写入 {report}：{len(rows)} 处")


def _brief(row: Unplaced) -> tuple[str, ...]:
    place = f"{row.file} 第 {row.line} 行 {row.start}-{row.end}" if row.line else row.file
    return row.title, row.words, row.detail, row.advice, place


def _bytes(rows: Sequence[Unplaced], suffix: str) -> bytes:
    if suffix == ".jsonl":
        lines = [json.dumps({"kind": r.kind, **_record(r)}, ensure_ascii=False) for r in rows]
        return "".join(f"{line}\n" for line in lines).encode()
    if suffix == ".md":
        return _markdown(rows).encode()
    from ..queries import Column, Table

    columns = tuple(Column(name, title) for name, title in _TITLES)
    answer = Table("report", "未能归位", columns, tuple(tuple(_record(r).values()) for r in rows))
    return answer.to_csv() if suffix == ".csv" else answer.to_xlsx()


def _record(row: Unplaced) -> dict[str, str | int]:
    return {name: getattr(row, name) for name, _ in _TITLES}


def _markdown(rows: Sequence[Unplaced]) -> str:
    lines = ["# 看到而未能归位", ""]
    for file in dict.fromkeys(row.file for row in rows):
        titles = "| 行 | 类别 | 原文 | 说明 | 怎么办 | 起止 |"
        lines += [f"## {file or '（没有位置）'}", "", titles, "| --- | --- | --- | --- | --- | --- |"]
        for row in rows:
            if row.file == file:
                cells = (row.line, row.title, row.words, row.detail, row.advice, f"{row.start}-{row.end}")
                lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)
