"""Every query of the packs, on both stores, over one small graph: the rows written down here."""

from __future__ import annotations

import pytest
from small_graph import small_graph

from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import bundled, nearest, picture, run, values
from deltatrunk.queries.trial import usual

SENTENCE = ("甲区行动方案", "一、企业", "甲区方案.txt:12-24", "星河公司是人工智能链主。", 0.9)
ITEM = ("甲区行动方案", "一、企业", "甲区方案.txt:25-36", "云帆公司参与芯片环节。", 0.9)
MEASURE = ("甲区行动方案", "二、任务", "甲区方案.txt:42-51", "建云园，经委牵头。", 0.9)
TASKS = ("甲区行动方案", "二、任务", "甲区方案.txt:37-41", "二、任务", 0.9)
STAR = ("星河公司", "企业（合伙人、链主）")

GOLDEN: dict[str, tuple[dict[str, object], list[tuple[object, ...]]]] = {
    "chain-leaders": ({}, [("人工智能", "星河公司", "链主", *SENTENCE)]),
    "chain-leaders-count": ({}, [(2,)]),
    "chain-companies": (
        {},
        [
            ("人工智能", "星河公司", "引领", "链主", None, *SENTENCE),
            ("集成电路", "云帆公司", "参与", None, "芯片", *ITEM),
        ],
    ),
    "parks-by-industry": (
        {},
        [
            ("人工智能", "产业链", "云园", ("丁镇", "干线"), *MEASURE),
            ("芯片", "环节", "云园", ("丁镇", "干线"), *MEASURE),
        ],
    ),
    "park-companies": ({"park": "云产业园"}, [("云园", "星河公司", "位于", "代表企业", ("人工智能",), *SENTENCE)]),
    "partners-by-district": (
        {},
        [
            (("甲区",), "云园", "第一批", 1, "星河公司", *SENTENCE),
            (("未提及",), "未提及", "第一批", 2, "云帆公司", *ITEM),
        ],
    ),
    "programme-tasks": (
        {"programme": "星链计划"},
        [
            ("星链计划", None, "经委", "责任", *TASKS),
            ("星链计划", "建云园", "经委", "牵头", *MEASURE),
            ("星链计划", "引企业", None, None, *MEASURE),
        ],
    ),
    "indicator-values": (
        {"subject": "甲区"},
        [
            ("甲区", "数字经济规模", 2025, "实际", "2650.5", 2650.5, None, "=", "亿元", ("2800以上",), *MEASURE),
            ("甲区", "数字经济规模", 2025, "目标", "2800以上", 2800.0, None, ">=", "亿元", ("2650.5",), *MEASURE),
        ],
    ),
    "document-citations": (
        {},
        [("甲区行动方案", "乙省规划纲要", "乙政发〔2021〕2号", False, *MEASURE[1:])],
    ),
    "ten-bases": (
        {},
        [
            (1, "云园", "干线", ("人工智能", "芯片"), *MEASURE),
            (2, "星园", "干线", (), *MEASURE),
        ],
    ),
    "about": (
        {"name": "星河"},
        [
            (*STAR, "引领", "→", "人工智能", "产业链", "链主", *SENTENCE),
            (*STAR, "位于", "→", "云园", "园区", "代表企业", *SENTENCE),
            (*STAR, "合伙人", "→", "干线", "片区", None, *SENTENCE),
        ],
    ),
    "evidence": (
        {"name": "星河公司"},
        [(*STAR, *SENTENCE[:3], "第 3 页", "by hand", "甲区方案.txt", None, 12, 24, "星河公司是人工智能链主。")],
    ),
    "evidence-relation": (
        {"id": "PARTICIPATES_IN|Company:云帆公司|Segment:芯片"},
        [
            ("云帆公司", "参与", "芯片", *ITEM[:3], "企业!A5:C5", "by hand", "甲区方案.txt", None, 25, 36,
             "云帆公司参与芯片环节。"),
        ],
    ),
}  # fmt: skip
PICTURES: dict[str, tuple[dict[str, object], dict[str, int]]] = {
    "chain-leaders-picture": ({}, {"Company": 1, "IndustryChain": 1, "LEADS": 1, "LOCATED_IN": 1, "Park": 1}),
    "about-picture": (
        {"name": "云帆公司"},
        {"Company": 1, "PARTICIPATES_IN": 1, "PARTNER_OF": 1, "Segment": 1, "Zone": 1},
    ),
}


def test_every_query_gives_its_rows(store: BoltStore) -> None:
    store.load(small_graph())
    found = {name: run(store, bundled().find(name), given).rows for name, (given, _) in GOLDEN.items()}
    assert {name: list(rows) for name, rows in found.items()} == {name: rows for name, (_, rows) in GOLDEN.items()}


def test_every_picture_holds_its_nodes_and_relationships(store: BoltStore) -> None:
    graph = small_graph()
    store.load(graph)
    for name, (given, counts) in PICTURES.items():
        drawn = picture(store, bundled().find(name), given)
        assert dict(drawn.counts()) == counts, name
        assert {r.id: (r.start, r.end) for r in drawn.relationships.values()}.items() <= {
            r.id: (r.start, r.end) for r in graph.relationships.values()
        }.items()


def test_borderline_facts_show_when_asked_for(store: BoltStore) -> None:
    store.load(small_graph())
    rows = run(store, bundled().find("chain-leaders"), {"min_confidence": "0"}).column("company")
    assert rows == ("星河公司", "过客公司")


@pytest.mark.parametrize("given", ["AI", "人工智能"], ids=["alias", "name"])
def test_a_chain_is_found_by_name_and_alias(store: BoltStore, given: str) -> None:
    store.load(small_graph())
    assert run(store, bundled().find("chain-companies"), {"chain": given}).column("company") == ("星河公司",)


def test_an_empty_store_gives_no_rows(store: BoltStore) -> None:
    for query in bundled().queries.values():
        if query.kind == "rows":
            assert run(store, query, usual(query)).rows == (), query.name
        elif query.kind == "count":
            assert run(store, query, usual(query)).rows == ((0,),), query.name
        else:
            assert not picture(store, query, usual(query)).nodes, query.name


def test_possible_values_are_listed(store: BoltStore) -> None:
    store.load(small_graph())
    chain = bundled().find("chain-leaders").parameters[0]
    assert values(store, chain) == ("人工智能", "集成电路")
    assert nearest(store, chain, "人工智") == ("人工智能",)
    assert nearest(store, chain, "集成电路") is None
