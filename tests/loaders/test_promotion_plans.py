"""What plans of investment promotion add: chain tables, project tables, lines of a counted plan, figures of a space."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_documents import edges, extracted, named, skips, values

from deltatrunk.graph.model import Graph


def read(folder: Path, text: str) -> Graph:
    return extracted(folder, f"# 云川县数字经济行动方案（2024—2026年）\n\n## 一、工作任务\n\n{text}\n")


CHAINS = """| 产业链 | 上游 | 中游 | 链主企业 | 重点企业 | 承载园区 | 链长 | 牵头部门 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 新能源汽车产业链 | 动力电池、电机 | 整车制造 | 吉利汽车 | 均胜电子、拓普集团 | 云川经济技术开发区 | — | 县经信局 |
| 生物医药 | 原料药 | — | 药明康德 | 暂无 | 云川生物医药产业园 | 陈川 | 县科技局、县卫健局 |
"""


def test_a_chain_table_names_links_with_their_position(tmp_path: Path) -> None:
    assert edges(read(tmp_path, CHAINS), "PART_OF", "position") >= {
        ("动力电池", "新能源汽车", "上游"),
        ("电机", "新能源汽车", "上游"),
        ("整车制造", "新能源汽车", "中游"),
        ("原料药", "生物医药", "上游"),
    }


def test_a_chain_table_names_leaders_companies_parks_and_units(tmp_path: Path) -> None:
    graph = read(tmp_path, CHAINS)
    assert edges(graph, "LEADS", "role") == {("吉利汽车", "新能源汽车", "链主"), ("药明康德", "生物医药", "链主")}
    assert named(graph, "ChainLeader") == {"吉利汽车", "药明康德"}
    assert edges(graph, "PARTICIPATES_IN") == {("均胜电子", "新能源汽车"), ("拓普集团", "新能源汽车")}
    assert edges(graph, "FOCUSES_ON") >= {("云川经济技术开发区", "新能源汽车"), ("云川生物医药产业园", "生物医药")}
    assert edges(graph, "RESPONSIBLE_FOR", "role") == {
        ("县经信局", "新能源汽车", "牵头"),
        ("县科技局", "生物医药", "牵头"),
        ("县卫健局", "生物医药", "牵头"),
        ("陈川", "生物医药", "链长"),
    }
    assert named(graph, "Person") == {"陈川"}


def test_cells_that_say_nothing_name_nothing(tmp_path: Path) -> None:
    assert named(read(tmp_path, CHAINS)) & {"—", "暂无"} == set()


def test_a_project_table_says_who_builds_where_and_who_answers(tmp_path: Path) -> None:
    table = """| 序号 | 项目名称 | 建设主体 | 建设地点 | 责任单位 |
| --- | --- | --- | --- | --- |
| 1 | 云川智算中心 | 云川数科集团有限公司 | 云川软件园 | 县数据局 |
"""
    graph = read(tmp_path, table)
    assert edges(graph, "BUILDS") == {("云川数科集团有限公司", "云川智算中心")}
    assert edges(graph, "LOCATED_IN") == {("云川智算中心", "云川软件园")}
    assert edges(graph, "RESPONSIBLE_FOR") == {("县数据局", "云川智算中心")}


def test_lines_of_a_counted_plan_are_borderline_parts_of_a_mere_place(tmp_path: Path) -> None:
    graph = read(tmp_path, "一核：即云川数字新城。\n\n三园：即云川经济技术开发区、云川软件园、云川智能传感谷。")
    assert edges(graph, "PART_OF", "group", "order", least=0.4) >= {
        ("云川数字新城", "云川县", "一核", 1),
        ("云川经济技术开发区", "云川县", "三园", 1),
        ("云川软件园", "云川县", "三园", 2),
        ("云川智能传感谷", "云川县", "三园", 3),
    }


def test_a_space_that_opens_a_part_owns_its_figures_and_its_industries(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        "其中，云川经济技术开发区重点发展集成电路、新型显示产业，到2026年工业产值达到800亿元；"
        "云川软件园规划面积3平方公里，聚焦人工智能、云计算产业。",
    )
    assert ("云川经济技术开发区", "工业产值", 2026, "target", "=", 800.0, None, "亿元") in values(graph)
    assert edges(graph, "FOCUSES_ON") == {
        ("云川经济技术开发区", "集成电路"),
        ("云川经济技术开发区", "新型显示"),
        ("云川软件园", "人工智能"),
        ("云川软件园", "云计算"),
    }


def test_a_space_that_opens_a_sentence_does_not_own_what_the_whole_county_reaches(tmp_path: Path) -> None:
    graph = read(tmp_path, "云川协同示范区集群落地，软件中心启动建设，到2026年，全县建成基站3000个。")
    assert {v[0] for v in values(graph)} == {"云川县"}
    assert skips(graph, "schema") == []


@pytest.mark.parametrize(("year", "kind"), [(2023, "actual"), (2025, "target")])
def test_a_figure_takes_the_year_that_stands_nearest(tmp_path: Path, year: int, kind: str) -> None:
    graph = read(tmp_path, f"到2026年，全县工业产值达到900亿元，其中，{year}年工业产值达到700亿元。")
    found = {(v[2], v[3], v[5]) for v in values(graph)}
    assert found == {(2026, "target", 900.0), (year, kind, 700.0)}


def test_a_company_called_the_leader_in_a_clause_leads_the_chain_of_its_heading(tmp_path: Path) -> None:
    graph = read(tmp_path, "1. 壮大智能传感器产业链。由岚川科技担任链主企业，补齐封装测试等环节。")
    assert edges(graph, "LEADS", "role") == {("岚川科技", "智能传感器", "链主")}
    assert named(graph, "ChainLeader") == {"岚川科技"}


def test_partners_behind_with_do_not_cooperate_with_each_other(tmp_path: Path) -> None:
    graph = read(tmp_path, "与上海交通大学、浙江清华长三角研究院开展合作。")
    assert ("上海交通大学", "浙江清华长三角研究院") not in edges(graph, "COOPERATES_WITH")


# measures in articles


MEASURES = """关于推进云川县与长三角数字干线协同发展的若干政策措施

第一条 支持链主企业引领。鼓励岚川科技、嘉川电子等链主企业组建创新联合体。（责任单位：县经信局、县财政局）

第二条 加强平台建设。支持云川智能传感研究院建设。（牵头单位：县科技局）

第三条 本措施自2023年9月1日起施行。

云川县人民政府办公室
2023年8月15日
"""


def test_articles_of_measures_are_tasks_with_their_units(tmp_path: Path) -> None:
    graph = extracted(tmp_path, MEASURES)
    assert named(graph, "Task", least=0.5) == {"支持链主企业引领", "加强平台建设"}
    assert edges(graph, "RESPONSIBLE_FOR") == {
        ("县经信局", "支持链主企业引领"),
        ("县财政局", "支持链主企业引领"),
        ("县科技局", "加强平台建设"),
    }
    assert named(graph, "ChainLeader") == {"岚川科技", "嘉川电子"}


def test_articles_of_a_regulation_are_no_tasks(tmp_path: Path) -> None:
    text = MEASURES.replace("关于推进云川县与长三角数字干线协同发展的若干政策措施", "云川县数字经济专项资金管理办法")
    assert named(extracted(tmp_path, text), "Task") == set()


def test_the_authority_that_signs_at_the_end_issues(tmp_path: Path) -> None:
    assert {issuer for _, issuer in edges(extracted(tmp_path, MEASURES), "ISSUED_BY")} == {"云川县人民政府办公室"}
