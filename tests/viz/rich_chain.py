"""A chain of which everything is told: segments, technologies, fields of use, districts, parks, companies."""

from __future__ import annotations

from drawn_graph import DOCUMENT, FILE, PASSAGE, Writer, drawn_facts

from deltatrunk.graph.facts import Entity, Evidence, Fact
from deltatrunk.graph.model import Graph, merge

PLANS = {"早期方案（2026～2028年）": (2026, 2028), "后期方案（2029～2030年）": (2029, 2030)}
DOCUMENT_OF = {
    PASSAGE: DOCUMENT,
    f"Passage:{FILE}/early": "Document:早期方案(2026-2028年)",
    f"Passage:{FILE}/late": "Document:后期方案(2029-2030年)",
}


class PlanWriter(Writer):
    """Writes facts of one plan: its passage is the last but one, or the last."""

    def __init__(self, which: str) -> None:
        super().__init__()
        self.which = which

    def evidence(self, words: str, confidence: float = 0.9) -> tuple[Evidence, ...]:
        (one,) = super().evidence(words, confidence)
        return (Evidence(one.file, one.start, one.end, f"Passage:{FILE}/{self.which}", one.rule, one.confidence),)


def rich_facts() -> list[Fact]:
    """Return the small graph's facts and those of the chain 机床."""
    w = Writer()
    chain = w.node("IndustryChain", "机床", aliases=("工作母机",))
    names = ("铸件", "主轴", "整机", "维保")
    segments = [w.node("Segment", name) for name in names]
    for segment, position in zip(segments, ("上游", "上游", "中游", "下游"), strict=True):
        w.link("PART_OF", segment, chain, position=position)
    for one, two in ((0, 1), (1, 2), (2, 3), (0, 3)):
        w.link("FEEDS", segments[one], segments[two])
    _technologies(w, chain, segments)
    _places(w, chain, segments)
    return [*drawn_facts(), *w.facts, *_measures(chain)]


def _technologies(w: Writer, chain: str, segments: list[str]) -> None:
    precise = w.node("Technology", "超精密加工")
    bearing = w.node("Technology", "磁悬浮轴承")
    w.link("PART_OF", precise, chain)
    w.link("PART_OF", bearing, segments[1])
    for technology, field in ((precise, "航空发动机"), (bearing, "真空泵")):
        w.link("APPLIED_IN", technology, w.node("Scenario", field))
    w.link("APPLIED_IN", chain, w.node("Scenario", "模具制造"))
    w.node("IndustryChain", "机床+船舶")
    w.link("PARTICIPATES_IN", w.node("Project", "五轴机床产线"), chain)


def _measures(chain: str) -> list[Fact]:
    early, late = PlanWriter("early"), PlanWriter("late")
    for writer, (name, years) in zip((early, late), PLANS.items(), strict=True):
        properties = {"loaded": True, "period_start": years[0], "period_end": years[1]}
        writer.facts.append(Entity("Document", name, writer.evidence("总体安排"), properties=properties))
    for writer, name, things in (
        (early, "攻关数控系统", (("Technology", "五轴联动"), ("Technology", "误差补偿"), ("Segment", "整机"))),
        (late, "开展示范应用", (("Scenario", "汽车零部件"), ("Scenario", "医疗植入物"))),
        (late, "推广应用机床云", ()),
        (late, "招引机床企业", ()),
    ):
        task = writer.node("Task", name)
        writer.link("FOCUSES_ON", task, chain)
        for label, thing in things:
            writer.link("FOCUSES_ON", task, writer.node(label, thing))
    early.link("INVOLVES", "Task:攻关数控系统", early.node("Platform", "机床研究院"))
    return [*early.facts, *late.facts]


def _places(w: Writer, chain: str, segments: list[str]) -> None:
    for name in ("青浦区", "松江区", "宝山区"):
        w.facts.append(Entity("Place", name, w.evidence("总体安排"), properties={"kind": "区县"}))
    for name, district in (("西园", "青浦区"), ("中园", "松江区"), ("东园", "宝山区"), ("无名园", "")):
        park = w.node("Park", name)
        w.link("FOCUSES_ON", park, chain)
        if district:
            w.link("LOCATED_IN", park, f"Place:{district}")
    w.link("FOCUSES_ON", w.node("Zone", "松江科技城"), chain)
    w.link("FOCUSES_ON", "Park:西园", segments[0])
    for number, (name, place) in enumerate((("铁心铸造", "西园"), ("转轴精机", "中园"), ("母机集团", "东园"))):
        company = w.node("Company", name)
        w.link("PARTICIPATES_IN", company, segments[number])
        w.link("LOCATED_IN", company, f"Park:{place}")
    w.link("LEADS", w.node("Company", "漂泊机床"), chain, role="龙头")


def rich_graph(*, backwards: bool = False) -> Graph:
    """Return the graph; ``backwards`` feeds its facts in another order."""
    facts = rich_facts()
    return merge(facts[::-1] if backwards else facts, document_of=DOCUMENT_OF)
