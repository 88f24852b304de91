"""A small graph for the maps: two chains, a trunk with pillars, bases and belts, a second space."""

from __future__ import annotations

from deltatrunk.graph.facts import Entity, Evidence, Fact, Relation, Value
from deltatrunk.graph.model import Graph, merge

FILE = "plan.txt"
HEAD = "一、总体安排\n"
BODY = (
    "甲星公司是光伏产业链的链主，乙镜公司参与组件环节。北园重点发展光伏产业。"
    "东枢纽位于青东片区；西客厅位于青西片区。丙算公司引领存储产业发展！\n"
)
TEXT = HEAD + BODY
DOCUMENT = "Document:试验行动方案(2030-2031年)"
PASSAGE = f"Passage:{FILE}/2"
HOSTILE = "</script><script>alert(1)</script>\"'\u2028<img src=x onerror=alert(2)>"


class Writer:
    """Writes facts whose evidence is a phrase of the text."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def evidence(self, words: str, confidence: float = 0.9) -> tuple[Evidence, ...]:
        start = TEXT.find(words)
        assert start >= 0, words
        return (Evidence(FILE, start, start + len(words), PASSAGE, "测试规则", confidence),)

    def node(
        self, label: str, name: str, *, extra: str = "", aliases: tuple[str, ...] = (), confidence: float = 0.9
    ) -> str:
        words = name if name in TEXT else "总体安排"
        entity = Entity(
            label, name, self.evidence(words, confidence), extra_labels=(extra,) if extra else (), aliases=aliases
        )
        self.facts.append(entity)
        return entity.id

    def link(
        self, type_: str, head: str, tail: str, words: str = "总体安排", confidence: float = 0.9, **more: Value
    ) -> None:
        self.facts.append(Relation(type_, head, tail, self.evidence(words, confidence), more))


def drawn_facts() -> list[Fact]:
    """Return the facts of the small graph."""
    w = Writer()
    whole = Evidence(FILE, 0, len(TEXT), "", "测试规则", 1.0)
    w.facts.append(
        Entity("Document", "试验行动方案（2030～2031年）", (whole,), properties={"loaded": True, "file": FILE})
    )
    place: dict[str, Value] = {
        "file": FILE,
        "start": len(HEAD),
        "end": len(TEXT),
        "kind": "paragraph",
        "path": "一、总体安排",
        "order": 2,
    }
    w.facts.append(Entity("Passage", "2", (whole,), scope=FILE, properties=place | {"text": BODY}))
    _chains(w)
    _trunk(w)
    return w.facts


def _chains(w: Writer) -> None:
    solar = w.node("IndustryChain", "光伏", aliases=("太阳能",))
    storage = w.node("IndustryChain", "存储")
    w.node("IndustryChain", "无人问津")
    star = w.node("Company", "甲星公司", extra="ChainLeader", aliases=("甲星",))
    mirror = w.node("Company", "乙镜公司")
    shy = w.node("Company", "边缘公司")
    w.link("LEADS", star, solar, "甲星公司是光伏产业链的链主", role="链主")
    w.link("LEADS", w.node("Company", "丙算公司"), storage, "丙算公司引领存储产业发展", role="引领")
    w.link("PARTICIPATES_IN", star, storage)
    w.link("PARTICIPATES_IN", shy, solar, confidence=0.3)
    names = ("硅料", "组件", "电站")
    segments = [w.node("Segment", name) for name in names]
    for segment, position in zip(segments, ("上游", "中游", "下游"), strict=True):
        w.link("PART_OF", segment, solar, position=position)
    w.link("FEEDS", segments[0], segments[1])
    w.link("FEEDS", segments[1], segments[2])
    w.link("PARTICIPATES_IN", mirror, segments[1], "乙镜公司参与组件环节")
    w.link("FOCUSES_ON", w.node("Park", "北园"), solar, "北园重点发展光伏产业")
    w.link("PARTICIPATES_IN", w.node("Platform", "测试平台"), solar)
    w.link("RESPONSIBLE_FOR", w.node("Person", "副区长"), solar, role="链长")


def _trunk(w: Writer) -> None:
    trunk = w.node("Zone", "试验干线")
    areas = w.node("Zone", "一城两翼")
    held = {}
    for name in ("青东片区", "青西片区", "新城片区"):
        held[name] = w.node("Zone", name)
        w.link("PART_OF", held[name], areas)
    w.link("PART_OF", w.node("Corridor", "试验高速"), trunk)
    pillars = {"东枢纽": "青东片区", "西客厅": "青西片区", "中心城": "新城片区", "某支柱": ""}
    for order, (name, area) in enumerate(pillars.items(), 1):
        pillar = w.node("Zone", name)
        w.link("PART_OF", pillar, trunk, group="五大支柱", order=order)
        if area:
            w.link("LOCATED_IN", pillar, held[area])
    for order, name in enumerate(("朱家角园", "甲产业园", "乙产业园", "青浦新城示范区", "丙产业园", "丁产业园"), 1):
        w.link("PART_OF", w.node("Park", name), trunk, group="十个基座", order=order)
    for order, name in enumerate(("农业带", "文旅带", "金融带"), 1):
        w.link("PART_OF", w.node("Zone", name), trunk, group="三条拓展带", order=order)
    other = w.node("Zone", "另一示范区")
    for group, names in {
        "一核": ("核心城",),
        "两拓": ("东部融合区", "西部融合区"),
        "三基地": ("甲基地", "乙基地", "丙基地"),
    }.items():
        for order, name in enumerate(names, 1):
            w.link("PART_OF", w.node("Zone", name), other, group=group, order=order)


def drawn_graph(extra: tuple[Fact, ...] = ()) -> Graph:
    """Return the small graph, with further facts where a test needs them."""
    return merge([*drawn_facts(), *extra], document_of={PASSAGE: DOCUMENT})


def hostile_graph() -> Graph:
    """Return the small graph with a company whose name is an attack."""
    w = Writer()
    bad = w.node("Company", HOSTILE, aliases=("javascript:alert(3)", "\u202eabc", "长" * 10_000))
    w.link("LEADS", bad, "IndustryChain:光伏", role="<b>链主</b>")
    return drawn_graph(tuple(w.facts))
