"""A small graph for the maps of plans and partners: two rounds of a plan, a list of partners in two batches."""

from __future__ import annotations

from dataclasses import dataclass, field

from deltatrunk.graph.facts import Entity, Evidence, Fact, Relation, Value
from deltatrunk.graph.ids import node_id
from deltatrunk.graph.model import Graph, merge

EARLIER = "甲区行动方案（2030-2031年）"
LATER = "甲区行动方案（2032-2033年）"
FILES = {EARLIER: "earlier.txt", LATER: "later.txt"}
PASSAGES = {f"Passage:{file}/1": node_id("Document", name) for name, file in FILES.items()}


@dataclass
class PlanWriter:
    """Writes facts, each at a place of its own in the file of a plan."""

    facts: list[Fact] = field(default_factory=list)
    at: int = 0

    def evidence(self, plan: str, confidence: float) -> tuple[Evidence, ...]:
        self.at += 10
        file = FILES[plan]
        return (Evidence(file, self.at, self.at + 5, f"Passage:{file}/1", "测试规则", confidence),)

    def node(
        self,
        label: str,
        name: str,
        plan: str = EARLIER,
        *,
        scope: str = "",
        extra: tuple[str, ...] = (),
        aliases: tuple[str, ...] = (),
        confidence: float = 0.9,
        **properties: Value,
    ) -> str:
        made = Entity(label, name, self.evidence(plan, confidence), scope, extra, aliases, properties)
        self.facts.append(made)
        return made.id

    def link(
        self, type_: str, head: str, tail: str, plan: str = EARLIER, *, confidence: float = 0.9, **more: Value
    ) -> None:
        self.facts.append(Relation(type_, head, tail, self.evidence(plan, confidence), more))

    def task(self, name: str, plan: str, whole: str = "", *, units: tuple[str, ...] = (), **more: Value) -> str:
        """Write a task of a plan, of a programme or task where one is given, and its units (``牵头`` the first)."""
        task = self.node("Task", name, plan, scope=FILES[plan])
        self.link("DEFINED_IN", task, node_id("Document", plan), plan)
        if whole:
            self.link("PART_OF", task, whole, plan)
        for at, unit in enumerate(units):
            self.link("RESPONSIBLE_FOR", unit, task, plan, role="责任" if at or len(units) == 1 else "牵头")
        return task


def plan_facts() -> list[Fact]:
    """Return the facts of two rounds: a programme that is kept, one that is gone, one that is new."""
    w = PlanWriter()
    for year, (name, file) in zip((2030, 2032), FILES.items(), strict=True):
        w.node("Document", name, name, loaded=True, file=file, period_start=year, period_end=year + 1)
        place: dict[str, Value] = {
            "file": file,
            "start": 0,
            "end": 9999,
            "kind": "paragraph",
            "path": "一、",
            "order": 1,
        }
        w.facts.append(Entity("Passage", "1", w.evidence(name, 1.0), scope=file, properties=place))
    kept = w.node("Programme", "共同计划")
    w.node("Programme", "共同计划", LATER)
    gone, new = w.node("Programme", "旧计划"), w.node("Programme", "新计划", LATER)
    w.node("Programme", "随口一提计划")
    for programme, plan in ((kept, EARLIER), (kept, LATER), (gone, EARLIER), (new, LATER)):
        w.link("DEFINED_IN", programme, node_id("Document", plan), plan)
    economy, office = w.node("Organization", "经委", LATER), w.node("Organization", "数据局", LATER)
    town = w.node("Place", "东镇", LATER)
    west, east = w.node("Park", "西园"), w.node("Park", "东园")
    one = w.task("加强园区招商", EARLIER, kept)
    w.task("办好讲堂", EARLIER, kept)
    w.task("退出的任务", EARLIER, gone)
    two = w.task("持续加强园区招商", LATER, kept, units=(economy, office))
    w.task("开放数据", LATER, kept, units=(office,))
    w.task("建设新港", LATER, new, units=(economy, town))
    for task, plan in ((one, EARLIER), (two, LATER)):
        w.link("INVOLVES", task, west, plan)
        w.link("INVOLVES", task, east, plan)
    w.task("加强领导", EARLIER)
    w.task("加强领导", LATER)
    w.task("含糊的任务", LATER)
    w.link("PART_OF", w.node("Task", "细化的任务", LATER, scope=FILES[LATER]), two, LATER, confidence=0.3)
    w.link("RESPONSIBLE_FOR", economy, w.task("未必的任务", LATER), LATER, confidence=0.3)
    _partners(w, west, east, one, two, kept)
    return w.facts


def _partners(w: PlanWriter, west: str, east: str, one: str, two: str, kept: str) -> None:
    trunk = w.node("Zone", "试验干线")
    district = w.node("Place", "虹桥区", kind="区县", aliases=("虹桥",))
    w.link("LOCATED_IN", east, district)
    light, stores = w.node("IndustryChain", "光伏"), w.node("IndustryChain", "存储")
    names = ("甲星公司", "乙镜公司", "丙算公司", "丁云公司", "戊港公司", "己船公司", "庚车公司")
    made = {}
    for order, name in enumerate(names, 1):
        made[name] = w.node("Company", name, extra=("Partner",))
        w.link("PARTNER_OF", made[name], trunk, batch="第一批" if order < 5 else "第二批", order=order)
    shy = w.node("Company", "边缘公司", extra=("Partner",))
    w.link("PARTNER_OF", shy, trunk, batch="第二批", order=9, confidence=0.3)
    w.link("LOCATED_IN", made["甲星公司"], east)
    w.link("LOCATED_IN", made["乙镜公司"], west)
    w.link("LEADS", made["甲星公司"], light)
    w.link("PARTICIPATES_IN", made["丙算公司"], stores)
    segment = w.node("Segment", "组件")
    w.link("PART_OF", segment, light)
    w.link("PARTICIPATES_IN", made["戊港公司"], segment)
    w.link("INVOLVES", one, made["甲星公司"])
    w.link("INVOLVES", two, made["丙算公司"], LATER)
    w.link("INVOLVES", kept, made["丁云公司"])
    w.link("RESPONSIBLE_FOR", made["丁云公司"], two, LATER)


def plan_graph(facts: list[Fact] | None = None) -> Graph:
    """Return the graph of these facts, by default all of them."""
    return merge(plan_facts() if facts is None else facts, document_of=PASSAGES)
