"""Which parks are alike."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from ...graph.model import Graph
from .measure import Finding, Measure, Number, Options, Row, columns, finding, rounded
from .network import chains_called, confident, name_of

TOLD = 2
"""Things that the documents must say of a park at least: two parks of one task each would be wholly alike."""
_TIES = {"FOCUSES_ON": ("IndustryChain", "Segment", "Technology", "Scenario"), "LOCATED_IN": ("Company", "Platform")}


def _compute(graph: Graph, options: Options) -> Finding:
    features: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for relation in confident(graph, options.min_confidence):
        for park, other in ((relation.start, relation.end), (relation.end, relation.start)):
            tie = (relation.type, other.partition(":")[0])
            known = tie[1] in _TIES.get(tie[0], ()) or tie in (("INVOLVES", "Task"), ("INVOLVES", "Programme"))
            if park.startswith("Park:") and known:
                features[park].add(other)
                holders[other].add(park)
    together: dict[tuple[str, str], set[str]] = defaultdict(set)
    for feature, parks in holders.items():
        for pair in combinations(sorted(parks), 2):
            together[pair].add(feature)
    rows: list[tuple[tuple[float, int, tuple[str, str]], Row]] = []
    nearest: dict[str, Number] = {}
    about = chains_called(graph, options.chain) if options.chain else frozenset()
    for (one, two), shared in together.items():
        if min(len(features[one]), len(features[two])) < TOLD:
            continue
        names = tuple(sorted(name_of(graph, id_) for id_ in shared))
        if options.chain and about.isdisjoint(shared):
            continue
        whole = features[one] | features[two]
        likeness = rounded(len(shared) / len(whole))
        row = (name_of(graph, one), name_of(graph, two), likeness, len(shared), len(whole), names, one, two)
        rows.append(((-likeness, -len(shared), (one, two)), row))
        for park in (one, two):
            nearest[park] = max(likeness, float(nearest.get(park, 0.0)))
    return finding([(rank, *row) for rank, (_, row) in enumerate(sorted(rows), 1)], nearest)


SIMILARITY = Measure(
    name="park-similarity",
    title="园区相似度",
    question="哪些园区最相像，共有什么？",
    definition=f"Jaccard 系数：两个园区共有的产业、环节、技术、应用领域、企业、平台、任务和计划，占两者合计的份额；"
    f"两个园区各写到至少 {TOLD} 项才比较。",
    source="Jaccard（1912）The distribution of the flora in the alpine zone",
    counts="园区的重点发展、园内企业和平台、涉及园区的任务和计划",
    cost="O(每个特征的园区数的平方之和)",
    limits="写得少的园区容易显得相像：请连同“共有”和“合计”两列一起看；"
    "共有的只是一项任务时，只说明它们写在同一项任务里",
    key="likeness",
    columns=columns(
        rank="名次", one="园区", other="另一园区", likeness="相似度", shared="共有", whole="合计", names="共有什么",
        id="园区节点编号", other_id="另一园区节点编号",
    ),
    compute=_compute,
)  # fmt: skip
