"""Which one company's loss cuts most."""

from __future__ import annotations

from collections import defaultdict

from ...graph.model import Graph
from .cuts import cut_off
from .measure import Finding, Measure, Number, Options, Row, columns, finding
from .network import ACTORS, chains_called, confident, counted, name_of, network, span_of


def _compute(graph: Graph, options: Options) -> Finding:
    net = network(graph, options.min_confidence, ACTORS)
    losses = cut_off(net.graph)
    about = chains_called(graph, options.chain) if options.chain else frozenset()
    sole = _only_company(graph, options.min_confidence)
    rows: list[tuple[tuple[int, int, str], Row]] = []
    values: dict[str, Number] = {}
    for at, id_ in enumerate(net.ids):
        if not id_.startswith("Company:"):
            continue
        cut = {net.ids[other] for other in losses.get(at, ())}
        loss = len(cut | sole[id_])  # a chain that is both counts once
        if not loss or (options.chain and about.isdisjoint(cut | sole[id_])):
            continue
        chains, names = (tuple(sorted(name_of(graph, other) for other in ids)) for ids in (sole[id_], cut))
        values[id_] = loss
        row = (name_of(graph, id_), loss, len(chains), chains, len(cut), names[:10], span_of(graph.nodes[id_]), id_)
        rows.append(((-loss, -len(chains), id_), row))
    return finding([(rank, *row) for rank, (_, row) in enumerate(sorted(rows), 1)], values)


def _only_company(graph: Graph, least: float) -> dict[str, set[str]]:
    """Return for each company the chains and segments on which the documents name no other."""
    companies: dict[str, set[str]] = defaultdict(set)
    for relation in confident(graph, least):
        if relation.type in {"LEADS", "PARTICIPATES_IN"} and relation.start.startswith("Company:"):
            companies[relation.end].add(relation.start)
    found: dict[str, set[str]] = defaultdict(set)
    for chain, members in companies.items():
        if len(members) == 1:
            found[next(iter(members))].add(chain)
    return found


ROBUSTNESS = Measure(
    name="robustness",
    title="企业缺失的影响",
    question="少了哪一家企业，产业链和网络断得最多？",
    definition="去掉一家企业后受影响的名称数：只写到它一家企业的产业链和环节，和与所在网络主体断开的名称，重复的只计一次。",
    source="Albert、Jeong、Barabási（2000）Error and attack tolerance of complex networks；"
    "割点的算法 Hopcroft、Tarjan（1973）",
    counts=counted(ACTORS) + "；任务和计划不算：写在同一任务里不是联系",
    cost="O(节点数 + 关系数)",
    limits="说的是文件里的联系，不是供应关系；文件没有写到的替代者看不见",
    key="robustness",
    columns=columns(
        rank="名次", company="企业", loss="影响", sole="独有产业链和环节数", chains="独有产业链和环节",
        cut="断开名称数", names="断开的名称（前十）", span="出处", id="节点编号",
    ),
    compute=_compute,
)  # fmt: skip
