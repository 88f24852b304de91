"""Of which parts of a chain the documents speak."""

from __future__ import annotations

from collections import defaultdict

from ...graph.model import Graph, Relationship
from .indicators import indicators_of
from .measure import Finding, Measure, Number, Options, Row, columns, finding, rounded
from .network import chains_called, confident, span_of

ASPECTS = tuple("链主 引领企业 企业 环节 上游 中游 下游 园区片区 平台载体 项目 任务计划 责任单位 指标值".split())
_KINDS = {"Company": "企业", "Platform": "平台载体", "Project": "项目"}
_DEVELOPERS = {"Park": "园区片区", "Zone": "园区片区", "Task": "任务计划", "Programme": "任务计划"}


def _compute(graph: Graph, options: Options) -> Finding:
    found: dict[str, set[str]] = defaultdict(set)
    relations = list(confident(graph, options.min_confidence))
    chains_of: dict[str, set[str]] = defaultdict(set)
    for r in relations:
        if r.type == "PART_OF" and r.start.startswith("Segment:") and r.end.startswith("IndustryChain:"):
            chains_of[r.start].add(r.end)
    answered = {r.end for r in relations if r.type == "RESPONSIBLE_FOR"}
    measured = indicators_of(graph, options.min_confidence)
    for relation in relations:
        chains = {relation.end} if relation.end.startswith("IndustryChain:") else chains_of.get(relation.end, set())
        for chain in chains:
            found[chain].update(_aspects(relation, answered))
    about = chains_called(graph, options.chain) if options.chain else frozenset()
    rows: list[tuple[str, Row]] = []
    values: dict[str, Number] = {}
    for node in graph.nodes.values():
        if node.labels[0] != "IndustryChain" or node.confidence < options.min_confidence:
            continue
        if options.chain and node.id not in about:
            continue
        told = measured.get(node.id, frozenset())
        says = found[node.id] | ({"指标值"} if told else set())
        has = [aspect for aspect in ASPECTS if aspect in says]
        share = rounded(len(has) / len(ASPECTS))
        values[node.id] = share
        without = tuple(aspect for aspect in ASPECTS if aspect not in has)
        names = tuple(sorted({graph.nodes[id_].name for id_ in told}))
        row = (node.name, share, len(has), len(ASPECTS), tuple(has), without, names, span_of(node), node.id)
        rows.append((node.id, row))
    rows.sort(key=lambda row: (-values[row[0]], row[0]))  # type: ignore[operator]
    return finding([(rank, *row) for rank, (_, row) in enumerate(rows, 1)], values)


def _aspects(relation: Relationship, answered: set[str]) -> list[str]:
    """Return which aspects of its chain a relation shows."""
    label = relation.start.partition(":")[0]
    aspects: list[str] = []
    match relation.type:
        case "LEADS":
            aspects = ["引领企业", "企业"] + (["链主"] if "链主" in str(relation.properties.get("role", "")) else [])
        case "PARTICIPATES_IN":
            aspects = [_KINDS.get(label, "")]
        case "FOCUSES_ON":
            aspects = [_DEVELOPERS.get(label, "")]
            # What stands for a park or a zone says nothing of each of its industries.
            if aspects == ["任务计划"]:
                aspects += ["责任单位"] if relation.start in answered else []
        case "RESPONSIBLE_FOR":
            aspects = ["责任单位"]
        case "PART_OF" if label == "Segment":
            position = str(relation.properties.get("position", ""))
            aspects = ["环节", *([position] if position in ASPECTS else [])]
    return [aspect for aspect in aspects if aspect]


COMPLETENESS = Measure(
    name="chain-completeness",
    title="产业链完整度",
    question="一条产业链的哪些方面文件写到了，哪些未提及？",
    definition=f"{len(ASPECTS)} 个方面（{'、'.join(ASPECTS)}）里写到的份额。"
    "“责任单位”看发展它的任务和计划；“指标值”看有数值、原文写到这条产业链、"
    "或名称以它开头的指标（以面积计的不算），见“指标”列。",
    source="本项目的定义，参照各地产业链“链主—企业—园区—平台—项目—政策—单位”的清单写法",
    counts="引领、参与、重点发展、负责、指标和环节的组成关系；环节上的事实算在产业链上",
    cost="O(关系数)",
    limits="未提及只说这些文件没有写，不等于没有；各方面同等看待；只列名字、不写环节的产业链自然靠后",
    key="completeness",
    columns=columns(
        rank="名次",
        chain="产业链",
        share="完整度",
        mentioned="写到",
        of="总共",
        aspects="写到的方面",
        without="未提及的方面",
        indicators="指标",
        span="出处",
        id="节点编号",
    ),
    compute=_compute,
)  # fmt: skip
