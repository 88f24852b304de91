"""Small graphs for the store tests, made of facts written for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deltatrunk.graph.facts import Entity, Evidence, Fact, Relation
from deltatrunk.graph.model import Graph, merge

HERE = (Evidence("plan.txt", 3, 9, "Passage:plan.txt/1", "test", 0.9),)
CHAIN, ZONE = "IndustryChain:集成电路", "Zone:长三角数字干线"


def company(name: str, *, extra: Sequence[str] = (), aliases: Sequence[str] = ()) -> Entity:
    return Entity("Company", name, HERE, extra_labels=tuple(extra), aliases=tuple(aliases))


def relation(type_: str, head: str, tail: str, **properties: str | int) -> Relation:
    return Relation(type_, head, tail, HERE, properties)


def frame() -> list[Fact]:
    return [
        Entity("IndustryChain", "集成电路", HERE),
        Entity("Zone", "长三角数字干线", HERE, properties={"kind": "干线"}),
    ]


def small_graph(*more: Fact) -> Graph:
    """Two companies, a chain, a zone and four relationships."""
    facts: list[Fact] = [
        *frame(),
        company("甲公司", extra=("ChainLeader", "Partner"), aliases=("甲", "甲集团")),
        company("乙公司"),
        relation("LEADS", "Company:甲公司", CHAIN, role="链主"),
        relation("PARTICIPATES_IN", "Company:乙公司", CHAIN),
        relation("PARTNER_OF", "Company:甲公司", ZONE, batch="第一批", order=1),
        relation("COOPERATES_WITH", "Company:乙公司", "Company:甲公司"),
    ]
    return merge([*facts, *more], document_of={"Passage:plan.txt/1": "Document:规划"})


def rich_graph() -> Graph:
    """Every kind of value that a graph carries, in the forms that a server could bend."""
    text = "第一行\r\n“引号”'单' \\ 反斜杠 \u3000全角空格\t制表 😀 $notaparameter `tick` " + "长" * 20000
    return small_graph(
        Entity("Document", "规划", HERE, properties={"loaded": True, "period_start": 2021, "file": "plan.txt"}),
        Entity("Passage", "1", HERE, scope="plan.txt", properties={"text": text, "start": 0, "end": 9}),
        Entity("Indicator", "数字经济规模", HERE, scope="青浦区", properties={"unit": "亿元"}),
        *(
            Entity(
                "Target", f"2025 {value}", HERE, scope="青浦区/数字经济规模", properties={"year": 2025, "value": value}
            )
            for value in (2800.0, 2800, 0.1, -0.5, 1e300)
        ),
        Entity(
            "Target", "2026", HERE, scope="青浦区/数字经济规模", properties={"value": 1.0, "value_max": 2.0, "raw": ""}
        ),
        *(
            relation("HAS_VALUE", "Indicator:青浦区/数字经济规模", f"Target:青浦区/数字经济规模/2025{value}")
            for value in (2800.0, 0.1)
        ),
        relation("HAS_PASSAGE", "Document:规划", "Passage:plan.txt/1"),
        relation("MENTIONS", "Passage:plan.txt/1", "Company:甲公司"),
    )


def many_companies(count: int, mark: str) -> Graph:
    """``count`` companies that all carry one alias, so that a mixture of two such graphs shows."""
    return merge([*frame(), *_marked(count, mark)])


def _marked(count: int, mark: str) -> Iterable[Fact]:
    for number in range(count):
        name = f"企业{number:04d}"
        yield company(name, aliases=(mark,))
        yield relation("PARTICIPATES_IN", f"Company:{name}", CHAIN)
