"""What the loaders see and cannot place: found, located, and not reported where it was placed."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_documents import skips

from deltatrunk.loaders import extract
from deltatrunk.loaders.pipeline import Extraction
from deltatrunk.loaders.report import KINDS, LONGEST_WORDS, Unplaced, title_of, unplaced

PLAN = """\
云川区数字经济行动方案（2024-2026年）

一、发展目标
到2026年，超过300家。数字经济规模达到500亿元，最高给予30万元，规模100人以上的企业明显增加。

二、主要任务

（一）集聚企业
引进华为、腾讯、云鲸天光、星海科技有限公司等企业。（责任单位：经委、各有关部门）

附件

设备采购清单

| 设备名称 | 数量单位 | 采购时间 | 备注内容 |
| --- | --- | --- | --- |
| 服务器 | 台 | 三月 | 无 |

重点项目表

| 序号 | 项目名称 | 建设单位 |
| --- | --- | --- |
| 1 | 云川智能工厂 | 星海科技有限公司 |
"""


@pytest.fixture
def found(tmp_path: Path) -> Extraction:
    """A plan with something of every kind that no rule places."""
    (tmp_path / "plan.md").write_text(PLAN, "utf-8")
    return extract([tmp_path / "plan.md"], strict=True)


@pytest.fixture
def rows(found: Extraction) -> tuple[Unplaced, ...]:
    """Its report."""
    return unplaced(found.graph.skipped, found.sources)


def test_a_table_that_no_rule_read_is_reported_with_its_header(found: Extraction) -> None:
    assert skips(found.graph, "unknown_header") == ["表头不认识：设备名称、数量单位、采购时间、备注内容"]


def test_a_figure_of_a_goal_without_a_value_is_reported_and_a_subsidy_is_not(found: Extraction) -> None:
    assert skips(found.graph, "figure_without_subject") == ["目标里的数字“超过300家”没有读成指标"]


def test_an_item_without_a_type_in_a_list_of_names_is_reported(tmp_path: Path) -> None:
    words = "推进云川软件园、飞流天、云川大学科技园建设。"
    (tmp_path / "plan.md").write_text(
        PLAN.replace("引进华为、腾讯、云鲸天光、星海科技有限公司等企业。", words), "utf-8"
    )
    assert skips(extract([tmp_path]).graph, "untyped_item") == ["“飞流天”在一列名称中，认不出类型"]


def test_items_that_a_list_of_companies_types_are_not_reported(found: Extraction) -> None:
    assert skips(found.graph, "untyped_item") == []


def test_a_report_says_where_and_what_to_do(rows: tuple[Unplaced, ...]) -> None:
    (table,) = [row for row in rows if row.kind == "unknown_header"]
    assert table.line == PLAN[: PLAN.index("| 设备名称")].count("\n") + 1
    assert PLAN[table.start : table.end] == "| 设备名称 | 数量单位 | 采购时间 | 备注内容 |"
    assert table.words == PLAN[table.start : table.end]
    assert table.document == "云川区数字经济行动方案（2024-2026年）"
    assert table.section == "附件"
    assert table.title == "不认识的表头"
    assert "改成" in table.advice
    (unit,) = [row for row in rows if row.kind == "unmatched_unit"]
    assert (unit.words, unit.section) == ("各有关部门", "二、主要任务 > （一）集聚企业")


def test_a_report_follows_the_reading_order(rows: tuple[Unplaced, ...]) -> None:
    places = [(row.file, row.start) for row in rows]
    assert places == sorted(places)


def test_words_of_a_report_are_cut(tmp_path: Path) -> None:
    wide = " | ".join(f"第{k}栏说明内容" for k in range(30))
    plan = PLAN.replace("| 设备名称 | 数量单位 | 采购时间 | 备注内容 |", f"| 设备名称 | 数量单位 | {wide} |")
    (tmp_path / "plan.md").write_text(plan, "utf-8")
    found = extract([tmp_path])
    words = [row.words for row in unplaced(found.graph.skipped, found.sources) if row.kind == "unknown_header"]
    assert words
    assert all(len(text) <= LONGEST_WORDS for text in words)


def test_every_kind_that_rules_record_has_a_title_and_advice() -> None:
    folder = Path(__file__).parents[2] / "loaders"
    written = {
        line.split('skip("')[1].split('"')[0] if 'skip("' in line else line.split('Skip("')[1].split('"')[0]
        for path in folder.rglob("*.py") for line in path.read_text("utf-8").splitlines()
        if 'skip("' in line or 'Skip("' in line
    }  # fmt: skip
    assert {"unknown_header", "untyped_item", "figure_without_subject", "unmatched_unit"} <= written
    assert written <= KINDS.keys()
    assert all(kind.title and kind.advice for kind in KINDS.values())
    assert title_of("schema") == "不合本体的事实"
