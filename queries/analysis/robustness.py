"""Which one company's loss cuts most."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

from ...graph.model import Graph
from .measure import Finding, Measure, Number, Options, Row, columns, finding
from .network import ACTORS, Network, confident, name_of, network


def _compute(graph: Graph, options: Options) -> Finding:
    net = network(graph, options.min_confidence, ACTORS)
    cuts = set(nx.articulation_points(net.graph))
    sole = _only_company(graph, options.min_confidence)
    rows: list[tuple[tuple[int, int, str], Row]] = []
    values: dict[str, Number] = {}
    for at, id_ in enumerate(net.ids):
        if not id_.startswith("Company:"):
            continue
        chains = sorted(name_of(graph, chain) for chain in sole[id_])
        if options.chain and options.chain not in chains:
            continue
        lost = _cut_off(net, at) if at in cuts else []
        if not lost and not chains:
            continue
        names = tuple(sorted(name_of(graph, net.ids[other]) for other in lost))
        values[id_] = len(lost) + len(chains)
        spans = graph.nodes[id_].properties["evidence"]
        first = str(spans[0]) if isinstance(spans, tuple) and spans else None
        row = (name_of(graph, id_), len(lost) + len(chains), len(chains), tuple(chains), len(lost), names[:10], first)
        rows.append(((-len(lost) - len(chains), -len(chains), id_), row))
    return finding([row for _, row in sorted(rows)], values)


def _only_company(graph: Graph, least: float) -> dict[str, list[str]]:
    """Return for each company the chains on which the documents name no other."""
    companies: dict[str, set[str]] = defaultdict(set)
    for relation in confident(graph, least):
        if relation.type in {"LEADS", "PARTICIPATES_IN"} and relation.start.startswith("Company:"):
            companies[relation.end].add(relation.start)
    found: dict[str, list[str]] = defaultdict(list)
    for chain, members in companies.items():
        if len(members) == 1:
            found[next(iter(members))].append(chain)
    return found


def _cut_off(net: Network, at: int) -> list[int]:
    """Return the nodes of its component that lose their tie to the component's largest remaining part."""
    inside = nx.node_connected_component(net.graph, at) - {at}
    parts = sorted(nx.connected_components(net.graph.subgraph(inside)), key=lambda part: (-len(part), min(part)))
    return [other for part in parts[1:] for other in part]


ROBUSTNESS = Measure(
    name="robustness",
    title="企业缺失的影响",
    question="少了哪一家企业，产业链和网络断得最多？",
    definition="去掉一家企业后：只有它一家的产业链和环节数，加上与所在网络主体断开的名称数。",
    source="Albert、Jeong、Barabási（2000）Error and attack tolerance of complex networks；"
    "割点的算法 Hopcroft、Tarjan（1973）",
    counts="企业中心度的网络去掉任务和计划：写在同一任务里不算联系",
    cost="O(节点数 + 关系数)，每个割点再走一遍它所在的部分",
    limits="说的是文件里的联系，不是供应关系；文件没有写到的替代者看不见",
    key="robustness",
    columns=columns(
        company="企业", loss="影响", sole="独有产业链和环节数", chains="独有产业链和环节", cut="断开名称数",
        names="断开的名称（前十）", span="出处",
    ),
    compute=_compute,
)  # fmt: skip
