"""What must be written so that a store holds a graph: pure, decided by ids and content hashes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .errors import StoreError
from .model import Graph, Node, Relationship
from .receipt import Changes
from .schema import schema

K = TypeVar("K", str, tuple[str, str, str])
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class StoredNode:
    """A node in a store: ``ours`` is false for other people's node under one of our labels."""

    id: str
    labels: frozenset[str]
    hash: str
    ours: bool = True


@dataclass(frozen=True, slots=True)
class StoredRelationship:
    """A relationship of ours in a store."""

    id: str
    type: str
    start: str
    end: str
    hash: str

    @property
    def ends(self) -> tuple[str, str, str]:
        """Type and the core labels of both ends, which begin their ids."""
        return self.type, core_of(self.start), core_of(self.end)


@dataclass(frozen=True, slots=True)
class Difference:
    """The way from what is stored to a graph, in groups that one text each can write.

    A node that both gains and loses a label is removed and made again, with its relationships; the
    counts in ``nodes`` and ``relationships`` tell what changed, not how it had to be written.
    """

    removed_relationships: Mapping[tuple[str, str, str], tuple[StoredRelationship, ...]]
    removed_nodes: Mapping[str, tuple[str, ...]]
    relabelled: Mapping[tuple[str, tuple[str, ...], tuple[str, ...]], tuple[Node, ...]]
    merged_nodes: Mapping[tuple[str, ...], tuple[Node, ...]]
    merged_relationships: Mapping[tuple[str, str, str], tuple[Relationship, ...]]
    nodes: Changes
    relationships: Changes
    before: Mapping[str, int]


def core_of(node_id: str) -> str:
    """Return the core label that begins an id."""
    return node_id.partition(":")[0]


def difference(graph: Graph, nodes: Iterable[StoredNode], relationships: Iterable[StoredRelationship]) -> Difference:
    """Compare a graph with what is stored. O(n).

    Raises :class:`StoreError` where the graph would take over the id of somebody else's node.
    """
    found = tuple(nodes)
    foreign = sorted(n.id for n in found if not n.ours and n.id in graph.nodes)
    if foreign:
        raise StoreError(
            f"图库里已有不属于本图的节点占用了标识 {foreign[0]}", hint="请换一个空的数据库，或改掉那个节点的 id"
        )
    old_nodes = {n.id: n for n in found if n.ours}
    old_edges = {r.id: r for r in relationships}
    remade: set[str] = set()
    merged: defaultdict[tuple[str, ...], list[Node]] = defaultdict(list)
    relabelled: defaultdict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Node]] = defaultdict(list)
    added, changed = Counter[str](), Counter[str]()
    for node in graph.nodes.values():
        old = old_nodes.get(node.id)
        if old is None:
            merged[node.labels].append(node)
            added[node.labels[0]] += 1
            continue
        wanted, extra = set(node.labels), _extra(old.labels)
        if extra != wanted - {node.labels[0]}:
            gained, lost = tuple(sorted(wanted - old.labels)), tuple(sorted(extra - wanted))
            changed[node.labels[0]] += 1
            if gained and lost:
                remade.add(node.id)
                merged[node.labels].append(node)
            else:
                relabelled[node.labels[0], gained, lost].append(node)
        elif old.hash != node.properties["hash"]:
            merged[node.labels].append(node)
            changed[node.labels[0]] += 1
    gone = sorted(set(old_nodes) - set(graph.nodes))
    edges = _edges(graph, old_edges, remade)
    before = Counter(core_of(n) for n in old_nodes)
    before.update(r.type for r in old_edges.values())
    return Difference(
        removed_relationships=edges.removed,
        removed_nodes=_grouped((core_of(n), n) for n in sorted({*gone, *remade})),
        relabelled={k: tuple(v) for k, v in sorted(relabelled.items())},
        merged_nodes={k: tuple(v) for k, v in sorted(merged.items())},
        merged_relationships=edges.merged,
        nodes=Changes(_sorted(added), _sorted(changed), _sorted(Counter(core_of(n) for n in gone))),
        relationships=edges.changes,
        before=_sorted(before),
    )


@dataclass(frozen=True, slots=True)
class _Edges:
    removed: Mapping[tuple[str, str, str], tuple[StoredRelationship, ...]]
    merged: Mapping[tuple[str, str, str], tuple[Relationship, ...]]
    changes: Changes


def _edges(graph: Graph, old: Mapping[str, StoredRelationship], remade: set[str]) -> _Edges:
    def torn(edge: Relationship | StoredRelationship) -> bool:
        return edge.start in remade or edge.end in remade

    merged: list[tuple[tuple[str, str, str], Relationship]] = []
    added, changed = Counter[str](), Counter[str]()
    for edge in graph.relationships.values():
        stored = old.get(edge.id)
        if stored is None:
            added[edge.type] += 1
        elif stored.hash != edge.properties["hash"]:
            changed[edge.type] += 1
        elif not torn(edge):
            continue
        ends = edge.type, graph.nodes[edge.start].labels[0], graph.nodes[edge.end].labels[0]
        merged.append((ends, edge))
    gone = [old[id_] for id_ in sorted(set(old) - set(graph.relationships))]
    torn_out = [r for id_, r in sorted(old.items()) if id_ in graph.relationships and torn(r)]
    return _Edges(
        removed=_grouped((r.ends, r) for r in [*gone, *torn_out]),
        merged=_grouped(merged),
        changes=Changes(_sorted(added), _sorted(changed), _sorted(Counter(r.type for r in gone))),
    )


def _extra(labels: frozenset[str]) -> set[str]:
    """Return those added labels that the schema knows; others are somebody's marks and stay."""
    known = schema().labels
    return {label for label in labels if label in known and not known[label].core}


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
