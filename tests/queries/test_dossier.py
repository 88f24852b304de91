"""A chain's page: its parts from a store, and what is not mentioned."""

from __future__ import annotations

import pytest
from small_graph import ITEM, MEASURE, SENTENCE, at, small_graph

from deltatrunk.graph.errors import QueryError
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries.dossier import Dossier, dossier, dossiers


def gaps(found: Dossier) -> set[str]:
    return {gap.what for gap in found.gaps}


def test_a_chain_has_its_parts(store: BoltStore) -> None:
    store.load(small_graph())
    found = dossier(store, "AI")
    assert (found.chain, found.aliases, found.source.span) == ("人工智能", ("AI",), "甲区方案.txt:12-24")
    (star,) = found.companies
    assert (star.name, star.relation, star.role, star.places, star.chief) == (
        "星河公司",
        "引领",
        "链主",
        ("云园",),
        True,
    )
    assert star.source.quote == "星河公司是人工智能链主。"
    assert [(c.name, c.type) for c in found.carriers] == [("云园", "园区")]
    assert found.documents == ("甲区行动方案",)
    assert found.facts == 2
    assert gaps(found) == {
        "人工智能的链长", "人工智能的环节", "人工智能的平台和项目", "人工智能的任务和计划", "人工智能的责任单位",
    }  # fmt: skip


def test_a_segment_brings_its_company_and_its_place(store: BoltStore) -> None:
    store.load(small_graph())
    found = dossier(store, "集成电路")
    assert [(s.name, s.position, s.feeds) for s in found.segments] == [("芯片", "上游", ())]
    assert [(c.name, c.segment, c.chief) for c in found.companies] == [("云帆公司", "芯片", False)]
    assert [(c.name, c.segment) for c in found.carriers] == [("云园", "芯片")]
    assert "集成电路的链主企业" in gaps(found)
    assert not {"集成电路的企业", "集成电路的环节", "集成电路的园区", "环节“芯片”的企业"} & gaps(found)


def test_borderline_facts_come_when_asked_for(store: BoltStore) -> None:
    store.load(small_graph())
    found = dossier(store, "集成电路", min_confidence=0.2)
    assert {c.name for c in found.companies} == {"云帆公司", "过客公司"}
    assert found.min_confidence == 0.2


def test_a_task_brings_its_unit_and_its_targets(store: BoltStore) -> None:
    from deltatrunk.graph.facts import Entity, Relation
    from deltatrunk.graph.ids import node_id
    from deltatrunk.graph.model import Graph, merge

    small = small_graph()
    task, unit = node_id("Task", "建云园", "甲区行动方案"), node_id("Organization", "经委")
    chain, head = node_id("IndustryChain", "氢能"), Entity("Person", "副区长", at(SENTENCE))
    amount = Entity("Indicator", "氢能产值", at(MEASURE), "甲区", properties={"unit": "亿元"})
    goal = Entity("Target", "2026目标", at(MEASURE), "甲区/氢能产值",
                  properties={"year": 2026, "kind": "target", "value": 9.0, "raw": "9"})  # fmt: skip
    more = merge(
        [
            Entity("IndustryChain", "氢能", at(ITEM)), head, amount, goal,
            Entity("Task", "建云园", at(MEASURE), "甲区行动方案"), Entity("Place", "甲区", at(MEASURE)),
            Relation("FOCUSES_ON", task, chain, at(MEASURE)),
            Relation("RESPONSIBLE_FOR", head.id, chain, at(SENTENCE), {"role": "链长"}),
            Relation("HAS_INDICATOR", node_id("Place", "甲区"), amount.id, at(MEASURE)),
            Relation("HAS_VALUE", amount.id, goal.id, at(MEASURE)),
        ]
    )  # fmt: skip
    store.load(Graph({**more.nodes, **small.nodes}, {**more.relationships, **small.relationships}))
    found = dossier(store, "氢能")
    assert [(p.name, p.type, p.whole) for p in found.policies] == [("建云园", "任务", ("星链计划",))]
    assert [(u.unit, u.role, u.duty) for u in found.units] == [("副区长", "链长", "氢能"), ("经委", "牵头", "建云园")]
    assert [(t.indicator, t.subject, t.year, t.kind, t.value) for t in found.targets] == [
        ("氢能产值", "甲区", "2026", "目标", "9 亿元")
    ]
    assert unit in small.nodes
    assert not {"氢能的链长", "氢能的任务和计划", "氢能的责任单位"} & gaps(found)


def test_all_chains_come_with_the_fullest_first(store: BoltStore) -> None:
    store.load(small_graph())
    found = dossiers(store)
    assert [d.chain for d in found] == ["集成电路", "人工智能"]
    assert [d for d in found if d.chain == "人工智能"] == [dossier(store, "人工智能")]


def test_an_unknown_chain_names_what_is_like_it(store: BoltStore) -> None:
    store.load(small_graph())
    with pytest.raises(QueryError) as caught:
        dossier(store, "人工智")
    assert "人工智能" in caught.value.hint
