"""Relations between names that stand in one sentence, under headings that are about something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_documents import edges, extracted, named

from deltatrunk.graph.model import Graph

TITLE = "云川区数字经济行动方案（2024-2026年）"


def read(folder: Path, sentence: str, title: str = TITLE) -> Graph:
    return extracted(folder, f"# {title}\n\n## 一、总体要求\n\n{sentence}\n")


@pytest.mark.parametrize("verb", ["重点发展", "内着力培育", "聚焦"])
def test_a_park_focuses_on_what_it_develops(tmp_path: Path, verb: str) -> None:
    graph = read(tmp_path, f"云川软件园{verb}人工智能、云计算产业。")
    assert edges(graph, "FOCUSES_ON") == {("云川软件园", "人工智能"), ("云川软件园", "云计算")}


def test_a_park_that_another_relies_on_develops_nothing(tmp_path: Path) -> None:
    graph = read(tmp_path, "学习云川软件园经验，发展人工智能产业。")
    assert edges(graph, "FOCUSES_ON") == set()


@pytest.mark.parametrize(
    "sentence", ["阿里巴巴、科大讯飞等企业已落户云川软件园。", "云川软件园已集聚了阿里巴巴、科大讯飞等企业。"]
)
def test_companies_sit_where_they_settled(tmp_path: Path, sentence: str) -> None:
    graph = read(tmp_path, sentence)
    assert edges(graph, "LOCATED_IN") == {("阿里巴巴", "云川软件园"), ("科大讯飞", "云川软件园")}


def test_a_chain_leader_leads_the_chain_that_it_is_to_build(tmp_path: Path) -> None:
    graph = read(tmp_path, "以华为为链主，打造智能网联汽车产业链。")
    assert edges(graph, "LEADS", "role") == {("华为", "智能网联汽车", "链主")}
    assert named(graph, "ChainLeader") == {"华为"}


def test_a_company_that_leads_nothing_stated_is_no_chain_leader(tmp_path: Path) -> None:
    graph = read(tmp_path, "以华为为合作对象，打造智能网联汽车产业链。")
    assert edges(graph, "LEADS") == set()
    assert named(graph, "ChainLeader") == set()


def test_a_road_passes_through_the_places_that_it_joins(tmp_path: Path) -> None:
    graph = read(tmp_path, "G50高速公路串联起吴江、嘉善。")
    assert edges(graph, "PASSES_THROUGH") == {("G50高速公路", "吴江区"), ("G50高速公路", "嘉善县")}


# the area of the title


@pytest.mark.parametrize(
    ("title", "area"),
    [
        (TITLE, "云川区"),
        ("上海市云川县数字经济行动方案", "云川县"),
        ("若耶数字湾示范区云川区行动方案", "云川区"),
    ],
)
def test_a_place_that_no_register_names_is_one_by_its_form(tmp_path: Path, title: str, area: str) -> None:
    graph = read(tmp_path, "到2026年，数字经济规模达到300亿元。", title)
    assert {head for head, _ in edges(graph, "HAS_INDICATOR")} == {area}
    assert area in named(graph, "Place")


@pytest.mark.parametrize("title", ["智慧社区建设行动方案", "数字城市建设方案", "主城区更新行动方案", "示范区建设方案"])
def test_a_kind_of_area_is_no_place(tmp_path: Path, title: str) -> None:
    assert named(read(tmp_path, "到2026年，数字经济规模达到300亿元。", title), "Place") == set()
