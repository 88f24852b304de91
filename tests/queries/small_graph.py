"""A small graph, written by hand, that has one of everything the packs ask for.

The words are made up; the spans point into the text that is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from deltatrunk.graph.facts import Entity, Evidence, Relation, Value
from deltatrunk.graph.ids import node_id
from deltatrunk.graph.model import Graph, merge

FILE = "甲区方案.txt"
TEXT = "甲区行动方案\n一、企业\n星河公司是人工智能链主。\n云帆公司参与芯片环节。\n二、任务\n建云园，经委牵头。\n"
DOCUMENT = node_id("Document", "甲区行动方案")
OLDER = node_id("Document", "乙省规划纲要")
COMPANIES, SENTENCE, ITEM, TASKS, MEASURE = (node_id("Passage", str(order), FILE) for order in range(1, 6))
SPOTS: dict[str, dict[str, Any]] = {SENTENCE: {"page": 3}, ITEM: {"cell": "企业!A5:C5"}}
"""A page and cells, as passages of other files than texts have them."""
HEADING_OF = {SENTENCE: "一、企业", ITEM: "一、企业", MEASURE: "二、任务", COMPANIES: "一、企业", TASKS: "二、任务"}
PLACES = {
    COMPANIES: "一、企业",
    TASKS: "二、任务",
    SENTENCE: "星河公司是人工智能链主。",
    ITEM: "云帆公司参与芯片环节。",
    MEASURE: "建云园，经委牵头。",
}


def span(passage: str) -> tuple[int, int]:
    """Where a passage stands in the text."""
    start = TEXT.index(PLACES[passage])
    return start, start + len(PLACES[passage])


def at(passage: str, confidence: float = 0.9) -> tuple[Evidence, ...]:
    """A piece of evidence that covers a passage."""
    return (Evidence(FILE, *span(passage), passage, "by hand", confidence),)


@dataclass
class _Pen:
    """Collects facts; every fact stands at one passage."""

    text: bool
    facts: list[Entity | Relation] = field(default_factory=list)

    def node(self, label: str, name: str, passage: str, *, scope: str = "", extra: tuple[str, ...] = (),
             aliases: tuple[str, ...] = (), confidence: float = 0.9, **properties: Value) -> str:  # fmt: skip
        if not self.text:
            properties.pop("text", None)
        entity = Entity(label, name, at(passage, confidence), scope, extra, aliases, properties)
        self.facts.append(entity)
        return entity.id

    def edge(
        self, type_: str, head: str, tail: str, passage: str, confidence: float = 0.9, **properties: Value
    ) -> None:
        self.facts.append(Relation(type_, head, tail, at(passage, confidence), properties))


def small_graph(*, text: bool = True) -> Graph:
    """Return the graph; without ``text`` as the bundled facts have it."""
    pen = _Pen(text)
    _document(pen)
    trunk, park = _space(pen)
    _chains(pen, trunk, park)
    _programme(pen)
    _indicator(pen)
    graph = merge(pen.facts, document_of=dict.fromkeys(HEADING_OF, DOCUMENT))
    if graph.skipped:
        raise ValueError(graph.skipped)
    return graph


def _document(pen: _Pen) -> None:
    pen.node("Document", "甲区行动方案", COMPANIES, aliases=("方案",), loaded=True, number="甲府发〔2024〕1号",
         file=FILE, start=0, end=len(TEXT), encoding="utf-8")  # fmt: skip
    pen.node("Document", "乙省规划纲要", MEASURE, number="乙政发〔2021〕2号")
    pen.edge("CITES", DOCUMENT, OLDER, MEASURE)
    for order, heading in enumerate((COMPANIES, TASKS), 1):
        start, end = span(heading)
        section = pen.node("Section", PLACES[heading], heading, scope=FILE, path=PLACES[heading], level=1, order=order,
                           file=FILE, start=start, end=end)  # fmt: skip
        pen.edge("HAS_SECTION", DOCUMENT, section, heading)
    for order, passage in enumerate((COMPANIES, SENTENCE, ITEM, TASKS, MEASURE), 1):
        start, end = span(passage)
        kind = "heading" if passage in {COMPANIES, TASKS} else "paragraph"
        pen.node("Passage", str(order), passage, scope=FILE, path=HEADING_OF[passage], kind=kind, order=order,
                 file=FILE, start=start, end=end, text=PLACES[passage], **SPOTS.get(passage, {}))  # fmt: skip
        pen.edge("HAS_PASSAGE", node_id("Section", HEADING_OF[passage], FILE), passage, passage)


def _space(pen: _Pen) -> tuple[str, str]:
    trunk = pen.node("Zone", "干线", COMPANIES, kind="干线")
    district = pen.node("Place", "甲区", COMPANIES, kind="区县")
    town = pen.node("Place", "丁镇", COMPANIES, kind="街镇")
    pen.edge("PART_OF", town, district, COMPANIES)
    park = pen.node("Park", "云园", MEASURE, aliases=("云产业园",))
    hall = pen.node("Park", "星园", MEASURE)
    pen.edge("PART_OF", park, trunk, MEASURE, group="十个基座", order=1)
    pen.edge("PART_OF", hall, trunk, MEASURE, group="十个基座", order=2)
    pen.edge("LOCATED_IN", park, town, MEASURE)
    return trunk, park


def _chains(pen: _Pen, trunk: str, park: str) -> None:
    ai = pen.node("IndustryChain", "人工智能", SENTENCE, aliases=("AI",))
    chips = pen.node("IndustryChain", "集成电路", ITEM)
    segment = pen.node("Segment", "芯片", ITEM)
    pen.edge("PART_OF", segment, chips, ITEM, position="上游")
    pen.edge("FOCUSES_ON", park, ai, MEASURE)
    pen.edge("FOCUSES_ON", park, segment, MEASURE)
    pen.edge("FOCUSES_ON", node_id("Park", "星园"), chips, MEASURE, 0.3)

    star = pen.node("Company", "星河公司", SENTENCE, extra=("ChainLeader", "Partner"), aliases=("星河",))
    sail = pen.node("Company", "云帆公司", ITEM, extra=("Partner",))
    passing = pen.node("Company", "过客公司", ITEM, confidence=0.3)
    pen.edge("LEADS", star, ai, SENTENCE, role="链主")
    pen.edge("LEADS", passing, chips, ITEM, 0.3, role="龙头")
    pen.edge("PARTICIPATES_IN", sail, segment, ITEM)
    pen.edge("LOCATED_IN", star, park, SENTENCE, role="代表企业")
    pen.edge("PARTNER_OF", star, trunk, SENTENCE, batch="第一批", order=1)
    pen.edge("PARTNER_OF", sail, trunk, ITEM, batch="第一批", order=2)


def _programme(pen: _Pen) -> None:
    plan = pen.node("Programme", "星链计划", TASKS, order=1)
    task = pen.node("Task", "建云园", MEASURE, scope="甲区行动方案", order=1)
    detail = pen.node("Task", "引企业", MEASURE, scope="甲区行动方案", order=2)
    unit = pen.node("Organization", "经委", MEASURE)
    pen.edge("PART_OF", task, plan, MEASURE)
    pen.edge("PART_OF", detail, task, MEASURE)
    pen.edge("DEFINED_IN", task, DOCUMENT, MEASURE)
    pen.edge("RESPONSIBLE_FOR", unit, task, MEASURE, role="牵头", order=1)
    pen.edge("RESPONSIBLE_FOR", unit, plan, TASKS, role="责任")


def _indicator(pen: _Pen) -> None:
    district = node_id("Place", "甲区")
    indicator = pen.node("Indicator", "数字经济规模", MEASURE, scope="甲区", unit="亿元")
    goal = pen.node("Target", "2025目标", MEASURE, scope="甲区/数字经济规模", year=2025, kind="target", value=2800.0,
                comparator=">=", unit="亿元", raw="2800以上")  # fmt: skip
    done = pen.node("Target", "2025实际", MEASURE, scope="甲区/数字经济规模", year=2025, kind="actual", value=2650.5,
                comparator="=", unit="亿元", raw="2650.5")  # fmt: skip
    pen.edge("HAS_INDICATOR", district, indicator, MEASURE, order=1)
    pen.edge("HAS_VALUE", indicator, goal, MEASURE)
    pen.edge("HAS_VALUE", indicator, done, MEASURE)
