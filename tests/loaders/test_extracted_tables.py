"""What tables and figures yield: values, lists of partners and people, projects, and what is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_documents import (
    HEAD,
    ZONE,
    edges,
    extracted,
    named,
    skips,
    small,
    values,
)

from deltatrunk.graph.model import Graph
from deltatrunk.loaders.pipeline import Extraction

# values


def test_goals_in_prose_carry_year_and_comparator(plan: Graph) -> None:
    assert values(plan) == {
        ("柯桥区", "数字经济核心产业规模", 2025, "target", "=", 320.0, None, "亿元"),
        ("柯桥区", "培育数字工厂", 2025, "target", ">=", 40.0, None, "家"),
        ("柯桥区", "建成5G基站", 2024, "target", "~", 1200.0, None, "个"),
    }


GOALS = {
    "range": ("产业规模达到200—250亿元", (2025, "=", 200.0, 250.0, "亿元")),
    "more than": ("产业规模突破200亿元", (2025, ">", 200.0, None, "亿元")),
    "and more": ("产业规模达到200亿元以上", (2025, ">=", 200.0, None, "亿元")),
    "not more than": ("产业规模不超过200亿元", (2025, "<=", 200.0, None, "亿元")),
    "percent": ("产业规模年均增长12.5%左右", (2025, "~", 12.5, None, "%")),
}


@pytest.mark.parametrize(("goal", "figure"), GOALS.values(), ids=GOALS.keys())
def test_goal_reads_its_figure(tmp_path: Path, goal: str, figure: tuple[object, ...]) -> None:
    graph = extracted(tmp_path, f"{HEAD}一、发展目标\n到2025年，{goal}。\n二、主要任务\n（一）建设机房\n改造电力。\n")
    year, comparator, value, high, unit = figure
    found = {(v[2], v[4], v[5], v[6], v[7]) for v in values(graph)}
    assert found == {(year, comparator, value, high, unit)}


# tables


def test_indicator_table_gives_targets_and_actuals_of_every_subject(lists: Extraction) -> None:
    area = "鉴水数字示范区"
    assert values(lists.graph) == {
        (area, "数字经济规模", 2023, "actual", "=", 180.5, None, "亿元"),
        (area, "数字经济规模", 2024, "target", ">=", 260.0, None, "亿元"),
        (area, "研发投入占比", 2023, "actual", "=", 3.1, None, "%"),
        (area, "研发投入占比", 2024, "target", "~", 4.0, None, "%"),
        (area, "数字工厂数量", 2023, "actual", "=", 12.0, None, "家"),
        (area, "数字工厂数量", 2024, "target", "=", 20.0, 25.0, "家"),
        (area, "技能人才数", 2023, "actual", ">=", 1.5, None, "万人"),
        (area, "技能人才数", 2024, "target", ">=", 2.5, None, "万人"),
        (area, "数字服务覆盖率", 2024, "target", "=", None, None, "%"),
        ("越城区", "园区产值增长率", 2023, "actual", "=", 8.0, None, "%"),
        ("上虞区", "园区产值增长率", 2023, "actual", "=", 12.0, None, "%"),
        (area, "园区产值增长率", 2024, "target", "=", 15.0, None, "%"),
        (area, "算力规模", 2023, "actual", "=", 60.0, None, "PFLOPS"),
        (area, "算力规模", 2024, "target", "=", 120.0, None, "PFLOPS"),
    }
    words = {n.properties["raw"] for n in lists.graph.nodes.values() if n.labels[0] == "Target"}
    assert {"高于全市平均水平", "≥260", "4左右", "20-25"} <= words


def test_indicator_table_gives_units_that_answer(lists: Extraction) -> None:
    assert {e for e in edges(lists.graph, "RESPONSIBLE_FOR", "order") if e[1] == "研发投入占比"} == {
        ("区科技局", "研发投入占比", 1), ("区财政局", "研发投入占比", 2),
    }  # fmt: skip


def test_place_of_a_cell_is_an_entity(tmp_path: Path) -> None:
    table = "表1 柯桥区指标\n序号\t指标名称\t单位\t2025年目标\n1\t产值增长率\t%\t越城区8%、上虞区12%\n"
    graph = extracted(tmp_path, f"{HEAD}一、发展目标\n{table}")
    assert {v[0] for v in values(graph)} == {"越城区", "上虞区"}


def test_partners_are_labelled_and_ordered(lists: Extraction) -> None:
    assert edges(lists.graph, "PARTNER_OF", "batch", "order") == {
        ("越谷数据有限公司", "鉴水数字示范区", "第二批", 1),
        ("若耶云科技（浙江）有限公司", "鉴水数字示范区", "第二批", 2),
        ("绍兴若耶研究院", "鉴水数字示范区", "第二批", 4),
    }
    assert named(lists.graph, "Company", "Partner") == {"越谷数据有限公司", "若耶云科技（浙江）有限公司"}
    assert named(lists.graph, "Organization", "Partner") == {"绍兴若耶研究院"}


ANNEX = (
    "镜湖数字走廊建设方案\n一、总体要求\n建设镜湖数字走廊。\n"
    "附件1{}镜湖数字走廊合伙人名单\n序号\t合伙人名称\n1\t云岚智造有限公司\n2\t越梭软件有限公司\n"
)


@pytest.mark.parametrize(
    "mark",
    [
        "\n",
        "：",
        " ",
    ],
    ids=["next line", "colon", "space"],
)
def test_partner_list_is_of_what_its_caption_names(tmp_path: Path, mark: str) -> None:
    graph = extracted(tmp_path, ANNEX.format(mark))
    assert edges(graph, "PARTNER_OF") == {("云岚智造有限公司", ZONE), ("越梭软件有限公司", ZONE)}


def test_experts_are_members_with_field_title_and_institution(lists: Extraction) -> None:
    committee = "鉴水数字示范区专家咨询委员会"
    assert edges(lists.graph, "MEMBER_OF", "order") == {
        ("沈听澜", committee, 1),
        ("顾砚秋", committee, 2),
        ("陆知微", committee, 3),
    }
    assert edges(lists.graph, "AFFILIATED_WITH", "title") == {
        ("沈听澜", "越州大学", "教授"),
        ("顾砚秋", "若耶云科技（浙江）有限公司", "首席科学家"),
        ("陆知微", "越州研究院", "（原）院长"),
    }
    fields = {n.name: n.properties["field"] for n in lists.graph.nodes.values() if n.labels[0] == "Person"}
    assert fields == {"沈听澜": "算力", "顾砚秋": "算力", "陆知微": "治理"}


def test_project_table_with_other_headers_gives_projects_builders_and_chains() -> None:
    graph = small("project-table.txt")
    assert named(graph, "Project") == {"浣江智算中心", "枫桥传感器生产线", "店口智慧物流园"}
    assert edges(graph, "BUILDS") == {
        ("浣江算力科技有限公司", "浣江智算中心"),
        ("枫桥微电子有限公司", "枫桥传感器生产线"),
        ("诸暨市科创投资集团", "枫桥传感器生产线"),
        ("店口物流有限公司", "店口智慧物流园"),
    }
    assert edges(graph, "PARTICIPATES_IN") == {("浣江智算中心", "人工智能"), ("枫桥传感器生产线", "集成电路")}
    assert {(h, t) for h, t in edges(graph, "DEFINED_IN")} == {
        (name, "诸暨市数字产业重点项目实施方案（2024—2026年）") for name in named(graph, "Project")
    }


def test_rows_without_a_name_and_unknown_tables_are_skipped_and_counted(lists: Extraction) -> None:
    assert skips(lists.graph, "empty_cell") == [
        "“鉴水数字示范区合伙人名单（第二批）”有一行没有名称",
        "指标表有一行没有指标名称",
    ]
    assert skips(lists.graph, "unknown_header") == ["表头不认识：设备名称、数量单位、采购时间、备注内容"]
    assert skips(small("project-table.txt"), "empty_cell") == ["项目表有一行没有项目名称"]


@pytest.mark.parametrize("header", ["序号\t指标名称\t目标值", "序号\t指标名称", "序号 指标 目标值"])
def test_table_without_rows_is_read(tmp_path: Path, header: str) -> None:
    graph = extracted(tmp_path, f"一、发展目标\n{header}\n二、保障措施\n（一）加强领导\n建立专班。\n")
    assert named(graph, "Task") == {"加强领导"}


@pytest.mark.parametrize("number", ["①", "1."])
def test_number_that_lost_its_words_is_read(tmp_path: Path, number: str) -> None:
    graph = extracted(tmp_path, f"{number}\n（一）加强领导。建立专班。（责任单位：区府办）\n")
    assert edges(graph, "RESPONSIBLE_FOR") == {("区府办", "加强领导")}


def test_skips_say_where(lists: Extraction, action_plan: Extraction) -> None:
    for found in (lists, action_plan):
        (source,) = found.sources
        assert all(0 <= s.start < s.end <= len(source.text) for s in found.graph.skipped)
    words = [
        action_plan.sources[0].text[s.start : s.end] for s in action_plan.graph.skipped if s.kind == "unmatched_unit"
    ]
    assert words == ["各镇人民政府", "有关镇街"]
