"""Which parks and partners tie parts together that would otherwise be far apart."""

from __future__ import annotations

import networkx as nx

from ...graph.model import Graph
from .communities import partition
from .measure import Finding, Measure, Number, Options, Row, columns, finding, rounded
from .network import is_partner, name_of, network

EXACT_UP_TO = 3000
"""Nodes up to which every pair is looked at; above it, paths from a seeded sample of starts."""
SAMPLE = 500
SEED = 20220901


def _compute(graph: Graph, options: Options) -> Finding:
    net = network(graph, options.min_confidence)
    sample = None if len(net.ids) <= EXACT_UP_TO else SAMPLE
    scores = nx.betweenness_centrality(net.graph, k=sample, normalized=True, seed=SEED)
    cuts = set(nx.articulation_points(net.graph))
    groups = partition(net)
    rows: list[Row] = []
    values: dict[str, Number] = {}
    asked = [
        at for at, id_ in enumerate(net.ids) if graph.nodes[id_].labels[0] == "Park" or is_partner(graph.nodes[id_])
    ]
    for at in sorted(asked, key=lambda at: (-round(scores[at], 10), net.ids[at])):
        if scores[at] <= 0:
            continue
        node = graph.nodes[net.ids[at]]
        joined = {groups[net.number(id_)] for id_ in net.neighbours(at)}  # type: ignore[index]
        chains = [name_of(graph, id_) for id_ in net.neighbours(at) if id_.startswith("IndustryChain:")]
        values[node.id] = rounded(scores[at] * 100)
        rows.append(
            (
                len(rows) + 1, node.name, "园区" if node.labels[0] == "Park" else "合伙人", rounded(scores[at] * 100),
                len(joined), at in cuts, tuple(chains), _first(node.properties["evidence"]),
            )
        )  # fmt: skip
    return finding(rows, values)


def _first(spans: object) -> str | None:
    return str(spans[0]) if isinstance(spans, tuple) and spans else None


BRIDGES = Measure(
    name="bridges",
    title="起桥梁作用的园区和合伙人",
    question="哪些园区和合伙人把不同的群体连在一起？",
    definition="介数：网络中所有最短路径里经过它的百分比。“连接群体”是它的邻居分属几个社群；"
    "“割点”是去掉它网络就多断成几块。",
    source="Freeman（1977）A set of measures of centrality based on betweenness；算法 Brandes（2001）",
    counts="与企业中心度相同的网络",
    cost=f"O(节点数 × 关系数)；超过 {EXACT_UP_TO} 个节点时从固定种子抽取 {SAMPLE} 个起点估计",
    limits="两个名称相连只说明文件把它们写在一起；一项什么都提到的任务会让所有人靠近",
    key="betweenness",
    columns=columns(
        rank="名次", name="名称", kind="类别", betweenness="介数%", communities="连接群体", cut="割点", chains="产业链",
        span="出处",
    ),
    compute=_compute,
)  # fmt: skip
