"""``extract --report``: what could not be placed, as files and on the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fixture_types import Command
from openpyxl import load_workbook

PLAN = """\
云川区数字经济行动方案（2024-2026年）

一、主要任务

（一）集聚企业
引进星海科技有限公司等企业。（责任单位：经委、各有关部门）

附件

设备采购情况

| 设备名称 | 数量单位 | 采购时间 | 备注内容 |
| --- | --- | --- | --- |
| 服务器 | 台 | 三月 | =1+1 |
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with a table of an unknown kind and a unit that says nobody."""
    path = tmp_path / "plan.md"
    path.write_text(PLAN, "utf-8")
    return path


def test_a_report_is_written_in_the_format_of_its_suffix(command: Command, plan: Path) -> None:
    for suffix in ("xlsx", "csv", "jsonl", "md"):
        report = plan.with_name(f"report.{suffix}")
        done = command("extract", plan, "-o", plan.with_name("g.jsonl"), "--report", report)
        assert done.code == 0
        assert f"写入 {report}：2 处" in done.err
        assert "不认识的表头 1 处" in done.err
    rows = [json.loads(line) for line in plan.with_name("report.jsonl").read_text("utf-8").splitlines()]
    assert [row["kind"] for row in rows] == ["unmatched_unit", "unknown_header"]
    assert PLAN[rows[0]["start"] : rows[0]["end"]] == rows[0]["words"] == "各有关部门"
    assert rows[0]["section"] == "一、主要任务 > （一）集聚企业"
    assert rows[1]["line"] == PLAN[: PLAN.index("| 设备名称")].count("\n") + 1
    sheet = load_workbook(plan.with_name("report.xlsx")).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:5] == ["文件", "类别", "原文", "说明", "怎么办"]
    assert sheet.max_row == 3
    assert plan.with_name("report.csv").read_bytes().startswith("\ufeff文件,类别,原文".encode())
    page = plan.with_name("report.md").read_text("utf-8")
    assert "## plan.md" in page
    assert r"\| 设备名称 \|" in page


def test_a_report_on_the_screen_is_a_table(command: Command, plan: Path) -> None:
    done = command("extract", plan, "-o", plan.with_name("g.jsonl"), "--report", "-")
    assert done.code == 0
    assert "不认识的表头" in done.out
    assert "plan.md 第 6 行" in done.out


def test_a_report_is_the_same_on_several_processes(command: Command, plan: Path) -> None:
    one, two = plan.with_name("one.jsonl"), plan.with_name("two.jsonl")
    assert command("extract", plan, "-o", plan.with_name("g.jsonl"), "--report", one).code == 0
    assert command("extract", plan, "-o", plan.with_name("h.jsonl"), "--report", two, "--jobs", "2").code == 0
    assert one.read_bytes() == two.read_bytes()
    assert plan.with_name("g.jsonl").read_bytes() == plan.with_name("h.jsonl").read_bytes()


def test_a_report_of_nothing_says_so(command: Command, plan: Path) -> None:
    plan.write_text(PLAN[: PLAN.index("附件")].replace("、各有关部门", ""), "utf-8")
    done = command("extract", plan, "-o", plan.with_name("g.jsonl"), "--report", "-")
    assert (done.code, done.out) == (0, "没有未能归位的内容。\n")


@pytest.mark.parametrize(
    ("output", "report", "says"),
    [
        ("g.jsonl", "report.pdf", "不会写 .pdf 的报告"),
        ("-", "-", "不能都写到标准输出"),
        ("g.jsonl", "report", "不会写 report"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused_first(
    command: Command, plan: Path, monkeypatch: pytest.MonkeyPatch, output: str, report: str, says: str
) -> None:
    monkeypatch.chdir(plan.parent)
    done = command("extract", plan, "-o", output, "--report", report)
    assert done.code == 2
    assert says in done.err
    assert [p.name for p in plan.parent.iterdir()] == ["plan.md"]
