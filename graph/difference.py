"""What must be written so that a store holds a graph: pure, decided by ids and content hashes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .errors import StoreError
from .model import Graph, Relationship
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

    @property
    def kind(self) -> str:
        """The core label."""
        return core_of(self.id)


@dataclass(frozen=True, slots=True)
class StoredRelationship:
    """A relationship of ours in a store."""

    id: str
    type: str
    start: str
    end: str
    hash: str

    @property
    def kind(self) -> str:
        """The type."""
        return self.type

    @property
    def ends(self) -> tuple[str, str, str]:
        """Type and the core labels of both ends, which begin their ids."""
        return self.type, core_of(self.start), core_of(self.end)


@dataclass(frozen=True, slots=True)
class Difference:
    """The way from what is stored to a graph, in groups that one text each can write.

    What is to be written is named by its id, nodes before relationships: the graph may be larger than memory. A node
    that both gains and loses a label is removed and made again, with its relationships: ``added``, ``changed`` (what
    stood there) and ``gone`` tell what changed, not how it had to be written.
    """

    removed_relationships: Mapping[tuple[str, str, str], tuple[StoredRelationship, ...]]
    removed_nodes: Mapping[str, tuple[str, ...]]
    relabelled: Mapping[tuple[str, tuple[str, ...], tuple[str, ...]], tuple[str, ...]]
    merged_nodes: Mapping[tuple[str, ...], tuple[str, ...]]
    created_relationships: Mapping[tuple[str, str, str], tuple[str, ...]]
    merged_relationships: Mapping[tuple[str, str, str], tuple[str, ...]]
    added_nodes: tuple[str, ...]
    added_relationships: tuple[str, ...]
    changed: tuple[StoredNode | StoredRelationship, ...]
    gone: tuple[StoredNode | StoredRelationship, ...]
    remade: tuple[str, ...]
    before: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Whether the store holds the graph already."""
        return self.total == 0

    @property
    def is_first(self) -> bool:
        """Whether nothing of ours is stored yet."""
        return not self.before

    @property
    def total(self) -> int:
        """How many things change in any way."""
        return len(self.added_nodes) + len(self.added_relationships) + len(self.changed) + len(self.gone)


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
    merged: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    relabelled: defaultdict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
    added: list[str] = []
    changed: list[StoredNode | StoredRelationship] = []
    for node in graph.nodes.values():
        old = old_nodes.get(node.id)
        if old is None:
            merged[node.labels].append(node.id)
            added.append(node.id)
            continue
        wanted, extra = set(node.labels), _extra(old.labels)
        if extra != wanted - {node.labels[0]}:
            gained, lost = tuple(sorted(wanted - old.labels)), tuple(sorted(extra - wanted))
            changed.append(old)
            if gained and lost:
                remade.add(node.id)
                merged[node.labels].append(node.id)
            else:
                relabelled[node.labels[0], gained, lost].append(node.id)
        elif old.hash != node.properties["hash"]:
            merged[node.labels].append(node.id)
            changed.append(old)
    gone = [old_nodes[id_] for id_ in sorted(id_ for id_ in old_nodes if id_ not in graph.nodes)]
    edges = _edges(graph, old_edges, remade)
    before = Counter(n.kind for n in old_nodes.values())
    before.update(r.type for r in old_edges.values())
    return Difference(
        removed_relationships=edges.removed,
        removed_nodes=_grouped((core_of(n), n) for n in sorted({*(n.id for n in gone), *remade})),
        relabelled={k: tuple(v) for k, v in sorted(relabelled.items())},
        merged_nodes={k: tuple(v) for k, v in sorted(merged.items())},
        created_relationships=edges.created,
        merged_relationships=edges.merged,
        added_nodes=tuple(added),
        added_relationships=edges.added,
        changed=(*changed, *edges.changed),
        gone=(*gone, *edges.gone),
        remade=tuple(sorted(remade)),
        before=dict(sorted(before.items())),
    )


@dataclass(frozen=True, slots=True)
class _Edges:
    removed: Mapping[tuple[str, str, str], tuple[StoredRelationship, ...]]
    created: Mapping[tuple[str, str, str], tuple[str, ...]]
    merged: Mapping[tuple[str, str, str], tuple[str, ...]]
    added: tuple[str, ...]
    changed: tuple[StoredRelationship, ...]
    gone: tuple[StoredRelationship, ...]


def _edges(graph: Graph, old: Mapping[str, StoredRelationship], remade: set[str]) -> _Edges:
    def torn(edge: Relationship | StoredRelationship) -> bool:
        return edge.start in remade or edge.end in remade

    created: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    merged: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    added: list[str] = []
    changed: list[StoredRelationship] = []
    for edge in graph.relationships.values():
        stored = old.get(edge.id)
        if stored is None:
            added.append(edge.id)
        elif stored.hash != edge.properties["hash"]:
            changed.append(stored)
        elif not torn(edge):
            continue
        group = created if stored is None or torn(edge) else merged
        group[edge.type, core_of(edge.start), core_of(edge.end)].append(edge.id)
    gone = tuple(old[id_] for id_ in sorted(id_ for id_ in old if id_ not in graph.relationships))
    torn_out = [r for id_, r in sorted(old.items()) if torn(r) and id_ in graph.relationships] if remade else []
    return _Edges(
        removed=_grouped((r.ends, r) for r in [*gone, *torn_out]),
        created={key: tuple(ids) for key, ids in sorted(created.items())},
        merged={key: tuple(ids) for key, ids in sorted(merged.items())},
        added=tuple(added),
        changed=tuple(changed),
        gone=gone,
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
