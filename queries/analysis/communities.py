"""Which names belong together, and what to call each group."""

from __future__ import annotations

import networkx as nx

from ...graph.model import Graph
from .measure import Finding, Measure, Number, Options, Row, columns, finding
from .network import Network, name_of, network

SEED = 20220901
LEAST = 3
"""Smaller groups are pairs and strays: they get a number, no row."""
NAMED_BY = ("IndustryChain", "Park", "Company", "Zone", "Platform")
"""Labels after which a group is called, a reader's order of interest among equally tied members."""


def partition(net: Network) -> dict[int, int]:
    """Return the community of every node, numbered from 1 by size; ties by the smallest node."""
    if not net.ids:
        return {}
    found = nx.community.louvain_communities(net.graph, weight="weight", seed=SEED)
    ordered = sorted(found, key=lambda group: (-len(group), min(group)))
    return {at: number for number, group in enumerate(ordered, 1) for at in group}


def _compute(graph: Graph, options: Options) -> Finding:
    net = network(graph, options.min_confidence)
    groups = partition(net)
    members: dict[int, list[int]] = {}
    for at, number in sorted(groups.items()):
        members.setdefault(number, []).append(at)
    rows: list[Row] = []
    for number, nodes in sorted(members.items()):
        if len(nodes) < LEAST:
            continue
        inside = net.graph.subgraph(nodes)
        ranked = sorted(nodes, key=lambda at: (-inside.degree(at, weight="weight"), net.ids[at]))
        ids = [net.ids[at] for at in ranked]
        chains, parks, companies = (_names(graph, ids, label) for label in ("IndustryChain", "Park", "Company"))
        if options.chain and options.chain not in chains:
            continue
        rows.append((number, called(graph, ids), len(nodes), chains[:8], parks[:8], companies[:8]))
    values: dict[str, Number] = {net.ids[at]: number for at, number in groups.items()}
    return finding(rows, values)


def called(graph: Graph, ids: list[str]) -> str:
    """Return the name of a group: its most tied members, at most three, of the labels that name one."""
    naming = [id_ for id_ in ids if graph.nodes[id_].labels[0] in NAMED_BY] or ids
    return "、".join(name_of(graph, id_) for id_ in naming[:3])


def _names(graph: Graph, ids: list[str], label: str) -> tuple[str, ...]:
    return tuple(name_of(graph, id_) for id_ in ids if graph.nodes[id_].labels[0] == label)


COMMUNITIES = Measure(
    name="communities",
    title="社群",
    question="哪些企业、园区、产业链和任务自成一群，叫什么？",
    definition="Louvain 方法求模块度最大的划分（固定种子），以群内联系最多的三个名称命名。",
    source="Blondel 等（2008）Fast unfolding of communities in large networks；模块度 Newman、Girvan（2004）",
    counts="与企业中心度相同的网络，按关系数加权",
    cost="约 O(关系数)",
    limits="模块度分不清比整个网络小得多的群；少于三个成员的群不列出",
    key="community",
    columns=columns(number="编号", name="名称", size="成员", chains="产业链", parks="园区", companies="企业"),
    compute=_compute,
)
