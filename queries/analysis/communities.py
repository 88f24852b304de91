"""Which names belong together, and what to call each group."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from ...graph.model import Graph
from .measure import Finding, Measure, Number, Options, Row, columns, finding
from .network import ACTORS, MEASURES, Network, chains_called, counted, name_of, network

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
    members = ranked(net, groups)
    about = chains_called(graph, options.chain) if options.chain else frozenset()
    rows: list[Row] = []
    for number, ids in members.items():
        if len(ids) < LEAST or (options.chain and about.isdisjoint(ids)):
            continue
        chains, parks, companies = (_names(graph, ids, label) for label in ("IndustryChain", "Park", "Company"))
        rows.append((number, called(graph, ids), len(ids), chains[:8], parks[:8], companies[:8]))
    values: dict[str, Number] = {net.ids[at]: number for at, number in groups.items()}
    titles = {number: called(graph, ids) for number, ids in members.items()}
    return finding(rows, values, {net.ids[at]: titles[number] for at, number in groups.items()})


def ranked(net: Network, groups: Mapping[int, int]) -> dict[int, list[str]]:
    """Return the ids of every community, by number; those with the most ties inside it come first."""
    inside = dict.fromkeys(groups, 0)
    for one, two in net.graph.edges:
        if groups[one] == groups[two]:
            weight = net.graph[one][two]["weight"]
            inside[one] += weight
            inside[two] += weight
    found: dict[int, list[str]] = {}
    for at in sorted(groups, key=lambda at: (groups[at], -inside[at], net.ids[at])):
        found.setdefault(groups[at], []).append(net.ids[at])
    return found


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
    counts=counted(ACTORS | MEASURES) + "；按关系数加权",
    cost="约 O(关系数)",
    limits="模块度分不清比整个网络小得多的群；少于三个成员的群不列出",
    key="community",
    columns=columns(number="编号", name="名称", size="成员", chains="产业链", parks="园区", companies="企业"),
    compute=_compute,
)
