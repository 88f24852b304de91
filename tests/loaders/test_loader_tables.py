"""Tables with cell borders, and tables that lost them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_documents import source, tables

from deltatrunk.loaders.column_runs import run_table
from deltatrunk.loaders.documents import documents
from deltatrunk.loaders.normal import View, normalise
from deltatrunk.loaders.tables import Table, is_header
from deltatrunk.loaders.values import FIGURE, Figure, cell_figure, figure_of

HEAD = "甲市数字经济发展规划（2022—2025年）\n一、发展目标\n"


def read(text: str) -> list[Table]:
    (document,) = documents(source(HEAD + text))
    return tables(document)


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in row.cells] for row in table.rows]


def views(*texts: str) -> tuple[View, ...]:
    return tuple(normalise(t, 0, len(t)) for t in texts)


MARKDOWN = (
    "表1 主要指标\n| 序号 | 指标名称 | 单位 |\n| --- | :-: | --- |\n| 1 | 数字经济规模 | 亿元 |\n| 2 | 工厂数 | |\n"
)
TAB = "表1 主要指标\n序号\t指标名称\t单位\n1\t数字经济规模\t亿元\n2\t工厂数\t\n"


@pytest.mark.parametrize("text", [MARKDOWN, TAB], ids=["markdown", "tab"])
def test_table_has_caption_header_and_rows(text: str) -> None:
    (table,) = read(text)
    assert (table.caption, table.header) == ("表1主要指标", ("序号", "指标名称", "单位"))
    assert rows(table) == [["1", "数字经济规模", "亿元"], ["2", "工厂数", ""]]


@pytest.mark.parametrize("text", [MARKDOWN, TAB], ids=["markdown", "tab"])
def test_cells_keep_their_places(text: str) -> None:
    (table,) = read(text)
    whole = HEAD + text
    cell = table.rows[0].cells[1]
    assert whole[cell.start : cell.end] == "数字经济规模"
    passage = table.rows[0].passage
    assert whole[passage.view.start : passage.view.end].startswith(("1\t", "| 1 |"))
    assert (passage.kind, passage.path) == ("row", ("一、发展目标",))


def test_header_of_the_next_page_is_no_row() -> None:
    (table,) = read("序号\t指标名称\t单位\n1\t甲\t个\n\n- 3 -\n\n序号\t指标名称\t单位\n2\t乙\t个\n")
    assert rows(table) == [["1", "甲", "个"], ["2", "乙", "个"]]


def test_missing_cells_are_empty() -> None:
    (table,) = read("序号\t指标名称\t单位\t备注\n1\t甲\n")
    assert rows(table) == [["1", "甲", "", ""]]
    assert table.rows[0].get(9).text == table.rows[0].get(None).text == ""


def test_row_that_holds_only_its_number_is_a_row() -> None:
    (table,) = read("序号\t合伙人名称\n1\t甲公司\n2\t\n")
    assert rows(table) == [["1", "甲公司"], ["2", ""]]


def test_column_is_the_first_whose_title_holds_the_word() -> None:
    (table,) = read(MARKDOWN)
    assert (table.column("名称"), table.column("没有", "单位"), table.column("没有")) == (1, 2, None)


def test_two_tables_of_a_section_keep_their_captions() -> None:
    one, two = read("表1 指标\n序号\t指标名称\n1\t甲\n表2 项目\n序号\t项目名称\n1\t乙\n")
    assert (one.caption, two.caption) == ("表1指标", "表2项目")
    assert (rows(one), rows(two)) == ([["1", "甲"]], [["1", "乙"]])


@pytest.mark.parametrize(
    ("cells", "header"),
    [
        (("序号", "合伙人名称"), True),
        (("编号", "项目名称", "所属产业", "实施主体", "建设内容及规模"), True),
        (("编号", "项目名称", "建设内容", "责任单位"), True),
        (("1", "项目名称"), False),
        (("甲公司", "乙公司"), False),
    ],
)
def test_header_is_recognised_by_its_words(cells: tuple[str, ...], header: bool) -> None:
    assert is_header(views(*cells)) is header


LINES = """表1 发展指标
序号 类别 指标名称 属性 单位 2025年目标值
1 规模 数字经济规模 预期性 亿元 ≥900
数字企业数 预期性 家 300左右
2 创新 研发投入占比1 约束性 % 4.5
"""


def test_line_runs_become_rows() -> None:
    (table,) = read(LINES)
    assert table.header == ("序号", "类别", "指标名称", "属性", "单位", "2025年目标值")
    assert [row[2:] for row in rows(table)] == [
        ["数字经济规模", "预期性", "亿元", "≥900"],
        ["数字企业数", "预期性", "家", "300左右"],
        ["研发投入占比", "约束性", "%", "4.5"],
    ]
    cell = table.rows[2].cells[2]
    assert (HEAD + LINES)[cell.start : cell.end] == "研发投入占比"


COLUMNS = """表2 重点项目
序号 领域 项目名称 建设主体 建设内容
1 云计算 兰渚云图
服务平台
越梭软件有限公司、
浙江镜湖研究院
建设面向织造企业的云服务平台，提供设计、排产、检验等服务。
2 物联网 织机传感生产线
云岚智造有限公司
新建传感器生产线两条，形成年产十万套织机传感器的能力。
"""


def test_column_runs_become_rows() -> None:
    (table,) = read(COLUMNS)
    assert rows(table) == [
        [
            "1",
            "云计算",
            "兰渚云图服务平台",
            "越梭软件有限公司、浙江镜湖研究院",
            "建设面向织造企业的云服务平台，提供设计、排产、检验等服务。",
        ],
        [
            "2",
            "物联网",
            "织机传感生产线",
            "云岚智造有限公司",
            "新建传感器生产线两条，形成年产十万套织机传感器的能力。",
        ],
    ]
    name = table.rows[0].cells[2]
    assert (HEAD + COLUMNS)[name.start : name.end] == "兰渚云图\n服务平台"


def test_run_table_leaves_out_a_row_whose_builder_it_cannot_tell() -> None:
    cells = run_table([views("序号", "领域", "项目名称", "建设主体"), views("1", "综合", "甲乙"), views("丙丁")])
    assert [[c.text for c in row.cells] for row in cells] == [["序号", "领域", "项目名称", "建设主体"]]


FIGURES = {
    "2800": Figure(2800, None, "=", "亿元", "2800"),
    "≥260": Figure(260, None, ">=", "亿元", "≥260"),
    "不低于3.5": Figure(3.5, None, ">=", "亿元", "不低于3.5"),
    "20-25": Figure(20, 25, "=", "亿元", "20-25"),
    "20～25万": Figure(20, 25, "=", "万", "20~25万"),
    "300左右": Figure(300, None, "~", "亿元", "300左右"),
    "约300": Figure(300, None, "~", "亿元", "约300"),
    "95%以上": Figure(95, None, ">=", "%", "95%以上"),
    "100余家": Figure(100, None, ">", "家", "100余家"),
    "超过50个": Figure(50, None, ">", "个", "超过50个"),
    "不超过5%": Figure(5, None, "<=", "%", "不超过5%"),
    "小于10毫秒": Figure(10, None, "<", "毫秒", "小于10毫秒"),
    "达到90": Figure(90, None, "=", "亿元", "90"),
    "高于全市平均水平": Figure(None, None, "=", "亿元", "高于全市平均水平"),
    "全覆盖": Figure(None, None, "=", "亿元", "全覆盖"),
}


@pytest.mark.parametrize(("text", "figure"), FIGURES.items(), ids=FIGURES.keys())
def test_cell_figure_reads_number_range_comparator_and_unit(text: str, figure: Figure) -> None:
    assert cell_figure(normalise(text, 0, len(text)).text, "亿元") == figure


@pytest.mark.parametrize("text", ["", "—", "-", "——", "/", " "])
def test_cell_figure_is_none_when_a_cell_is_empty(text: str) -> None:
    assert cell_figure(text, "亿元") is None


@given(st.integers(0, 10**6), st.sampled_from(["亿元", "万亿元", "%", "家", "平方公里", "PFLOPS", "个百分点"]))
def test_figure_takes_the_longest_unit(number: int, unit: str) -> None:
    match = FIGURE.search(f"规模达到{number}{unit}。")
    assert match is not None
    assert (figure_of(match).value, figure_of(match).unit) == (number, unit)
