"""Which parks and partners tie parts together that would otherwise be far apart."""

from __future__ import annotations

import networkx as nx

from ...graph.model import Graph
from .communities import called, partition, ranked
from .cuts import cut_off
from .measure import Finding, Measure, Number, Options, Row, columns, finding, rounded
from .network import ACTORS, MEASURES, chains_called, counted, is_partner, name_of, network, span_of, touches

EXACT_UP_TO = 3000
"""Nodes up to which every pair is looked at; above it, paths from a seeded sample of starts."""
SAMPLE = 500
SEED = 20220901


def _compute(graph: Graph, options: Options) -> Finding:
    net = network(graph, options.min_confidence)
    sample = None if len(net.ids) <= EXACT_UP_TO else SAMPLE
    scores = nx.betweenness_centrality(net.graph, k=sample, normalized=True, seed=SEED)
    losses = cut_off(net.graph)
    groups = partition(net)
    names = {number: called(graph, ids) for number, ids in ranked(net, groups).items()}
    rows: list[Row] = []
    values: dict[str, Number] = {}
    asked = [
        at for at, id_ in enumerate(net.ids) if graph.nodes[id_].labels[0] == "Park" or is_partner(graph.nodes[id_])
    ]
    if options.chain:
        about = chains_called(graph, options.chain)
        asked = [at for at in asked if touches(net, at, about)]
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
                len(joined), tuple(names[number] for number in sorted(joined)), len(losses.get(at, ())), tuple(chains),
                span_of(node), node.id,
            )
        )  # fmt: skip
    return finding(rows, values)


BRIDGES = Measure(
    name="bridges",
    title="起桥梁作用的园区和合伙人",
    question="哪些园区和合伙人把不同的群体连在一起？",
    definition="介数：网络中所有最短路径里经过它的百分比。“连接群体”是它的邻居分属几个社群；"
    "“断开名称数”是去掉它以后与所在网络主体断开的名称。",
    source="Freeman（1977）A set of measures of centrality based on betweenness；算法 Brandes（2001）",
    counts=counted(ACTORS | MEASURES),
    cost=f"O(节点数 × 关系数)；超过 {EXACT_UP_TO} 个节点时从固定种子抽取 {SAMPLE} 个起点估计",
    limits="两个名称相连只说明文件把它们写在一起；一项什么都提到的任务会让所有人靠近；不在任何最短路径中间的不列出",
    key="betweenness",
    columns=columns(
        rank="名次", name="名称", kind="类别", betweenness="介数%", communities="连接群体", names="各群体",
        lost="断开名称数", chains="产业链", span="出处", id="节点编号",
    ),
    compute=_compute,
)  # fmt: skip
