"""A graph whose values a careless import bends: every kind of value, in the forms that CSV is bad at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from deltatrunk.graph.facts import Value
from deltatrunk.graph.model import Graph, Node, Relationship, digest

LONG = '很长的原文，含“引号”和 "ASCII"\n' * 120_000
"""More than the 4 MiB that a buffer of the import tool holds by itself."""
WORDS = (
    "plain", "", " ", " 前后空格 ", "\t", 'say "hi"', '"', '""', '"a"', "it's", "a,b", "a;b", "a|b", "a\tb", "a\nb",
    "a\r\nb", "\r", "\n", "\\", "a\\", '\\"', "\\n", "\\u0041", "null", "NULL", "true", "1", "1.0", "-", "#", "=1+1",
    "`x` $y {z}", "\ufeffx", "\u2028", "\x85", "\x00", "\x1f", "\x1f\x1f", "a\x1fb", "全角，；｜", "😀𠮷", "\uffff",
)  # fmt: skip
LISTS: tuple[tuple[str, ...], ...] = (
    (), ("",), ("", ""), ("a",), ("a", ""), ("", "a"), ("a", "", "b"), (" ", "\t "), ("a;b", "c|d,e"), ('"', '"a"'),
    ("a\nb", "c\r\nd"), ("\\", "a\\"), ("\x1f",), ("a\x1fb", "c"), ("😀", "\ufeff"), WORDS,
)  # fmt: skip
FLOATS = (0.0, -0.0, 0.1, -2.5, 2800.0, 1e300, 5e-324, 1.7976931348623157e308)
WHOLE = (0, 1, -1, 2800, 2**53 + 1, 2**63 - 1, -(2**63))


def hostile_graph() -> Graph:
    """Words, lists, numbers and truths of every sort as properties, ids, names and on relationships."""
    nodes = list(_nodes())
    ids = [node.id for node in nodes if node.labels[0] == "Company"]
    edges = [
        *(_edge("COOPERATES_WITH", ids[0], id_, documents=words) for id_, words in zip(ids[1:], LISTS, strict=False)),
        *(_edge("LEADS", id_, "IndustryChain:链", role=word) for id_, word in zip(ids, WORDS, strict=False)),
        _edge("PARTNER_OF", ids[0], "Zone:区", order=-(2**63), confidence=1),
        _edge("PARTNER_OF", ids[1], "Zone:区", order=0, batch=""),
    ]
    return Graph(
        MappingProxyType({n.id: n for n in sorted(nodes, key=lambda n: n.id)}),
        MappingProxyType({r.id: r for r in sorted(edges, key=lambda r: r.id)}),
    )


def _nodes() -> Iterable[Node]:
    yield _node("IndustryChain", "链")
    yield _node("Zone", "区", aliases=())
    for number, word in enumerate(WORDS):
        extra = (("ChainLeader",), ("Partner",), ("ChainLeader", "Partner"), ())[number % 4]
        yield _node("Company", f"{number}{word}", extra, name=word, aliases=(word, word))
    for number, words in enumerate(LISTS):
        yield _node("Organization", f"列表{number}", aliases=words, documents=words)
    for number, value in enumerate((*FLOATS, *WHOLE)):
        yield _node("Target", f"数{number}", value=value, year=number, value_max=0.5)
    for number, value in enumerate(WHOLE):
        yield _node("Target", f"两个整数{number}", value=value, value_max=value, confidence=1, raw="")
    yield _node("Document", "真", loaded=True)
    yield _node("Document", "假", loaded=False, number=" 〔2022〕9号 ")
    yield _node("Document", "无")
    yield _node("Passage", "长/1", text=LONG, start=0, end=len(LONG))
    # What a person may have added to a node of ours by Cypher: no column is made for it.
    yield _node("Park", "自加", note='`自己的` "备注"\n', 序号=7, ok=True)
    yield _node("Park", "自加的列表", **{"we`ird name": ("甲", "")})
    yield _node("Park", "另一种类型", area=12.5)


def _node(label: str, name: str, extra: tuple[str, ...] = (), /, **properties: Value) -> Node:
    id_ = f"{label}:{name}"
    labels = (label, *extra)
    return Node(id_, labels, _flat(id_, {"name": name, **properties}, *labels))


def _edge(type_: str, start: str, end: str, **properties: Value) -> Relationship:
    id_ = f"{type_}|{start}|{end}"
    return Relationship(id_, type_, start, end, _flat(id_, properties))


def _flat(id_: str, properties: Mapping[str, Value], *labels: str) -> Mapping[str, Value]:
    whole = {"id": id_, "confidence": 0.9, "evidence": ("plan.txt:3-9",), **properties}
    whole["hash"] = digest(labels, whole)
    return MappingProxyType(dict(sorted(whole.items())))
