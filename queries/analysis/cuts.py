"""Which nodes lose their tie to the rest when one node goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx


def cut_off(graph: nx.Graph[int]) -> Mapping[int, tuple[int, ...]]:
    """Return, for every cut point, the nodes of its component outside the largest part that stays.

    Of equally large parts the one with the smallest node stays. One depth-first walk (Hopcroft and Tarjan
    1973), in which each part is a stretch of the walk: O(nodes + edges), and the nodes that are returned.
    """
    found: dict[int, tuple[int, ...]] = {}
    seen: set[int] = set()
    for root in sorted(graph):
        if root not in seen:
            walk = _Walk(graph, root)
            seen.update(walk.order)
            found.update(walk.losses())
    return found


class _Walk:
    """The depth-first walk of one component: who came when, and how far back a subtree reaches."""

    def __init__(self, graph: nx.Graph[int], root: int) -> None:
        self.order: list[int] = []
        self.at: dict[int, int] = {}
        self.end: dict[int, int] = {}
        self.severed: dict[int, list[int]] = {}
        """Children whose subtree reaches nothing above the node."""
        low: dict[int, int] = {}
        path: list[tuple[int, int, Iterator[int]]] = [(root, root, iter(sorted(graph[root])))]
        self._enter(root, low)
        while path:
            node, parent, others = path[-1]
            for other in others:
                if other not in self.at:
                    self._enter(other, low)
                    path.append((other, node, iter(sorted(graph[other]))))
                    break
                if other != parent:
                    low[node] = min(low[node], self.at[other])
            else:
                path.pop()
                self.end[node] = len(self.order)
                if node != root:
                    low[parent] = min(low[parent], low[node])
                    if low[node] >= self.at[parent]:
                        self.severed.setdefault(parent, []).append(node)

    def _enter(self, node: int, low: dict[int, int]) -> None:
        self.at[node] = low[node] = len(self.order)
        self.order.append(node)

    def losses(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        for node, children in self.severed.items():
            stretches = [(self.at[child], self.end[child]) for child in children]
            rest = len(self.order) - 1 - sum(end - start for start, end in stretches)
            if len(stretches) + (rest > 0) < 2:
                continue
            # The rest is listed only where it is not the part that stays: it is nearly everything.
            largest = max(rest, *(end - start for start, end in stretches))
            parts = [self.order[start:end] for start, end in stretches]
            if rest and (rest < largest or any(len(part) == largest for part in parts)):
                gone = {node, *(other for part in parts for other in part)}
                parts.append([other for other in self.order if other not in gone])
            elif rest:
                yield node, tuple(sorted(other for part in parts for other in part))
                continue
            parts.sort(key=lambda part: (-len(part), min(part)))
            yield node, tuple(sorted(other for part in parts[1:] for other in part))
