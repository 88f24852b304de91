"""Of which parts of a chain the documents speak."""

from __future__ import annotations

from collections import defaultdict

from ...graph.model import Graph, Relationship
from .measure import Finding, Measure, Number, Options, Row, columns, finding, rounded
from .network import confident

ASPECTS = tuple("链主 引领企业 企业 环节 上游 中游 下游 园区片区 平台载体 项目 任务计划 责任单位".split())
_KINDS = {"Company": "企业", "Platform": "平台载体", "Project": "项目"}
_DEVELOPERS = {"Park": "园区片区", "Zone": "园区片区", "Task": "任务计划", "Programme": "任务计划"}


def _compute(graph: Graph, options: Options) -> Finding:
    found: dict[str, set[str]] = defaultdict(set)
    relations = list(confident(graph, options.min_confidence))
    chain_of = {
        r.start: r.end
        for r in relations
        if r.type == "PART_OF" and r.end.startswith("IndustryChain:") and not r.start.startswith("IndustryChain:")
    }
    answered = {r.end for r in relations if r.type == "RESPONSIBLE_FOR"}
    for relation in relations:
        for chain, aspect in _says(relation, chain_of, answered):
            found[chain].add(aspect)
    rows: list[tuple[str, Row]] = []
    values: dict[str, Number] = {}
    for node in graph.nodes.values():
        if node.labels[0] != "IndustryChain" or node.confidence < options.min_confidence:
            continue
        if options.chain and options.chain not in (node.name, *_aliases(node.properties.get("aliases"))):
            continue
        has = [aspect for aspect in ASPECTS if aspect in found[node.id]]
        share = rounded(len(has) / len(ASPECTS))
        values[node.id] = share
        spans = node.properties["evidence"]
        without = tuple(aspect for aspect in ASPECTS if aspect not in has)
        first = str(spans[0]) if isinstance(spans, tuple) and spans else None
        rows.append((node.id, (node.name, share, len(has), len(ASPECTS), tuple(has), without, first)))
    rows.sort(key=lambda row: (-values[row[0]], row[0]))  # type: ignore[operator]
    return finding([row for _, row in rows], values)


def _says(relation: Relationship, chain_of: dict[str, str], answered: set[str]) -> list[tuple[str, str]]:
    """Return which chain a relation speaks of, and which aspects it shows."""
    chain = relation.end if relation.end.startswith("IndustryChain:") else chain_of.get(relation.end, "")
    if not chain:
        return []
    label = relation.start.partition(":")[0]
    aspects: list[str] = []
    match relation.type:
        case "LEADS":
            aspects = ["引领企业", "企业"] + (["链主"] if "链主" in str(relation.properties.get("role", "")) else [])
        case "PARTICIPATES_IN":
            aspects = [_KINDS.get(label, "")]
        case "FOCUSES_ON":
            aspects = [_DEVELOPERS.get(label, "")]
            if relation.start in answered:
                aspects.append("责任单位")
        case "RESPONSIBLE_FOR":
            aspects = ["责任单位"]
        case "PART_OF" if label == "Segment":
            position = str(relation.properties.get("position", ""))
            aspects = ["环节", *([position] if position in ASPECTS else [])]
    return [(chain, aspect) for aspect in aspects if aspect]


def _aliases(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


COMPLETENESS = Measure(
    name="chain-completeness",
    title="产业链完整度",
    question="一条产业链的哪些方面文件写到了，哪些未提及？",
    definition=f"{len(ASPECTS)} 个方面（{'、'.join(ASPECTS)}）里写到的份额。",
    source="本项目的定义，参照各地产业链“链主—企业—园区—平台—项目—政策—单位”的清单写法",
    counts="引领、参与、重点发展、负责和环节的组成关系；环节上的事实算在产业链上",
    cost="O(关系数)",
    limits="未提及只说这些文件没有写，不等于没有；各方面同等看待",
    key="completeness",
    columns=columns(
        chain="产业链",
        share="完整度",
        mentioned="写到",
        of="总共",
        aspects="写到的方面",
        without="未提及的方面",
        span="出处",
    ),
    compute=_compute,
)  # fmt: skip
