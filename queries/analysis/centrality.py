"""Which companies and which chains stand in the middle."""

from __future__ import annotations

from random import Random

import networkx as nx

from ...graph.model import Graph
from ...graph.schema import schema
from .measure import Finding, Measure, Number, Options, Row, columns, finding, rounded
from .network import ACTORS, MEASURES, Network, chains_called, counted, name_of, network, span_of, touches

EXACT_UP_TO = 3000
"""Nodes up to which all are starting points; above it a seeded sample stands for them."""
SAMPLE = 500
SEED = 20220901
_COLUMNS = columns(
    rank="名次", name="名称", closeness="接近度%", degree="相连数", parts="相连的类别", neighbours="相连的名称（前十）",
    span="出处", id="节点编号",
)  # fmt: skip
_SOURCE = (
    "调和接近度 Marchiori、Latora（2000）Harmony in the small-world，Boldi、Vigna（2014）Axioms for centrality；"
    "相连数即 Freeman（1978）的度"
)


def _rank(graph: Graph, options: Options, label: str) -> Finding:
    net = network(graph, options.min_confidence, ACTORS | MEASURES)
    if not net.ids:
        return finding([], {})
    asked = [at for at, id_ in enumerate(net.ids) if graph.nodes[id_].labels[0] == label]
    if options.chain:
        chains = chains_called(graph, options.chain)
        asked = [at for at in asked if touches(net, at, chains)]
    scores = _closeness(net, asked)
    ordered = sorted(asked, key=lambda at: (-round(scores[at], 10), net.ids[at]))
    rows = [_row(graph, net, rank, at, scores[at]) for rank, at in enumerate(ordered, 1)]
    values: dict[str, Number] = {net.ids[at]: rounded(scores[at]) for at in ordered}
    return finding(rows, values)


def _closeness(net: Network, asked: list[int]) -> dict[int, float]:
    """Return the mean of 1/distance from every node (or the sampled ones) to each one asked for, in per cent."""
    every = len(net.ids)
    starts = range(every) if every <= EXACT_UP_TO else Random(SEED).sample(range(every), SAMPLE)  # noqa: S311
    sums = nx.harmonic_centrality(net.graph, nbunch=asked, sources=list(starts))
    return {at: 100 * total / max(len(starts) - 1, 1) for at, total in sums.items()}


def _row(graph: Graph, net: Network, rank: int, at: int, score: float) -> Row:
    near = net.neighbours(at)
    ranked = sorted(near, key=lambda id_: (-net.graph.degree[net.number(id_)], id_))  # type: ignore[index]
    kinds = sorted({schema().labels[graph.nodes[id_].labels[0]].title for id_ in near})
    return (
        rank, name_of(graph, net.ids[at]), rounded(score), len(near), tuple(kinds),
        tuple(name_of(graph, id_) for id_ in ranked[:10]), span_of(graph.nodes[net.ids[at]]), net.ids[at],
    )  # fmt: skip


def _measure(name: str, title: str, question: str, label: str, key: str) -> Measure:
    return Measure(
        name=name,
        title=title,
        question=question,
        definition="到网络里其他每个名称的距离（步数）的倒数的平均，以百分数表示：100 是与所有名称直接相连。",
        source=_SOURCE,
        counts=counted(ACTORS | MEASURES),
        cost=f"O(所问名称数 × 关系数)；超过 {EXACT_UP_TO} 个节点时从固定种子抽取 {SAMPLE} 个起点估计",
        limits="说的是在这些文件里的位置，不是规模和实力：与一条大产业链直接相连就会靠前，请连同相连数看；"
        "文件只列在名单里、没有写别的的企业不在网络里，没有名次",
        key=key,
        columns=_COLUMNS,
        compute=lambda graph, options: _rank(graph, options, label),
    )


COMPANIES = _measure("company-centrality", "企业中心度", "哪些企业处在网络的中心？", "Company", "centrality")
CHAINS = _measure(
    "chain-centrality", "产业链中心度", "哪些产业链牵动最多的企业、园区和任务？", "IndustryChain", "centrality"
)
