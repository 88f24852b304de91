"""The neighbourhood of a name: who is how near, by which relation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..graph.errors import ViewError
from ..graph.model import Graph, Node, Relationship
from .apart import Rect
from .finding import find_any
from .geometry import plain
from .graph_layout import Placed, lay_out
from .network import network_view, part
from .reading import Reader, first_place
from .rings import Wedge, rings
from .view import Area, View

DEEPEST = 3
LIMIT = 100
"""So many names a neighbourhood draws unless asked for more: letters stay readable on a projector."""
_RINGED = (0, 150, 120)
"""Up to so many names stand on rings after one step and after two; more, or a third step, are laid out by forces."""
_WEDGES = 9
_SHARE = 0.6
"""Part of the room that a step may take before the steps beyond it had theirs."""


@dataclass(frozen=True, slots=True)
class Near:
    """What lies about a node: the distance of each, and how many were left out."""

    steps: Mapping[str, int]
    left_out: int


def build_neighbourhood(
    graph: Graph, *, name: str | None = None, depth: int = 1, limit: int = LIMIT, borderline: bool = False
) -> View:
    """Build the map of what is at most ``depth`` steps away from a name.

    Of more than ``limit`` names the nearest are drawn, of these the ones with most relations. Raises
    :class:`ViewError` for an unknown name, a depth outside 1 to 3, and a name without relations.
    """
    if not name:
        raise ViewError("邻域图要写明画谁的邻域", hint="例如 --name 华为")
    if not 1 <= depth <= DEEPEST:
        raise ViewError(f"邻域图的步数应在 1 到 {DEEPEST} 之间，得到 {depth}", hint="例如 --depth 2")
    if limit < 2:
        raise ViewError(f"邻域图最少画 2 个名称，得到 {limit}", hint=f"例如 --limit {LIMIT}")
    reader = Reader(graph, borderline=borderline)
    centre = find_any(reader, name)
    near = nearest(reader, centre.id, depth, limit)
    if len(near.steps) == 1:
        hint = "可加 --borderline 连边缘事实一起画" if not borderline else "文件没有写明它与其他名称的关系"
        raise ViewError(f"“{centre.name}”没有可画的关系", hint=hint)
    return _drawn(reader, centre, near, depth)


def nearest(reader: Reader, id_: str, depth: int, limit: int) -> Near:
    """Return who is at most ``depth`` steps away, at most ``limit`` with the middle itself."""
    steps = {id_: 0}
    waiting: dict[str, int] = {}
    ring = [id_]
    for step in range(1, depth + 1):
        near = [_others(reader, one, id_) for one in ring]
        new = {other for others in near for other in others} - set(steps) - set(waiting)
        order = _in_turn([_weighed(reader, [o for o in others if o in new]) for others in near])
        room = limit - len(steps)
        ring = order[: room if step == depth else int(room * _SHARE)]
        waiting |= dict.fromkeys(order[len(ring) :], step)
        steps |= dict.fromkeys(ring, step)
    late = list(waiting)[: limit - len(steps)]
    steps |= {other: waiting[other] for other in late}
    return Near(steps, len(waiting) - len(late))


def _others(reader: Reader, id_: str, centre: str) -> list[str]:
    """Return who is tied to a node, each once; by documents everything is tied to everything, so they do not count."""
    nodes = reader.graph.nodes
    found = dict.fromkeys(r.end if r.start == id_ else r.start for r in reader.around(id_))
    documents = "Document" in nodes[centre].labels
    return [
        o for o in found if o in nodes and reader.shows(nodes[o]) and (documents or "Document" not in nodes[o].labels)
    ]


def _weighed(reader: Reader, ids: Sequence[str]) -> list[str]:
    """Return nodes, those with most relations first."""
    return sorted(ids, key=lambda o: (-len(reader.around(o)), first_place(reader.graph.nodes[o]), o))


def _in_turn(queues: Sequence[Sequence[str]]) -> list[str]:
    """Take one of each queue in turn, so that one great hub does not take all the room."""
    longest = max(map(len, queues), default=0)
    return list(dict.fromkeys(queue[at] for at in range(longest) for queue in queues if at < len(queue)))


def _drawn(reader: Reader, centre: Node, near: Near, depth: int) -> View:
    held = set(near.steps)
    links = [r for id_ in held for r in reader.around(id_) if r.start in held and r.end in held]
    title = f"{plain(centre.name)} · 邻域图"
    counts = "，".join(f"{step} 步 {sum(s == step for s in near.steps.values())} 个" for step in range(1, depth + 1))
    subtitle = f"相距 {counts}"
    notes = []
    if near.left_out:
        notes.append(f"另有 {near.left_out} 个名称未画出")
    ringed = depth < len(_RINGED) and len(held) <= _RINGED[depth]
    if ringed:
        inward = [r for r in links if near.steps[r.start] != near.steps[r.end]]
        beside = len({r.id for r in links}) - len({r.id for r in inward})
        if beside:
            notes.append(f"同一圈名称之间的 {beside} 条关系未画出，见各名称的面板")
        links = inward
    areas: list[Area] = []

    def placing(boxes: Sequence[Rect], pairs: Sequence[tuple[int, int]]) -> Placed:
        if not ringed:
            return lay_out(boxes, pairs)
        nodes, _ = part(reader, held, ())
        placed, drawn = _on_rings(reader, nodes, links, near, centre.id, boxes)
        areas.extend(drawn)
        return placed

    return network_view(
        reader, held, links, name="neighbourhood", title=title, subtitle=subtitle, notes=notes,
        strong={centre.id}, placing=placing, areas=areas,
    )  # fmt: skip


def _on_rings(
    reader: Reader,
    nodes: Sequence[Node],
    links: Sequence[Relationship],
    near: Near,
    centre: str,
    boxes: Sequence[Rect],
) -> tuple[Placed, tuple[Area, ...]]:
    """Place the middle, its neighbours by relation, and theirs beyond; boxes are in the order of the nodes."""
    order = [centre, *(n.id for n in nodes if n.id != centre)]
    at = {id_: index for index, id_ in enumerate(order)}
    own = {node.id: box for node, box in zip(nodes, boxes, strict=True)}
    ties: dict[str, set[str]] = {id_: set() for id_ in order}
    for link in links:
        ties[link.start].add(link.end)
        ties[link.end].add(link.start)
    wedges = [Wedge(title, tuple(at[id_] for id_ in ids)) for title, ids in _kin(reader, nodes, near, centre)]
    outer = [
        (at[id_], [at[one] for one in sorted(ties[id_]) if near.steps[one] == 1])
        for id_ in order
        if near.steps[id_] == 2
    ]
    placed, areas = rings([own[id_] for id_ in order], wedges, outer)
    places = dict(zip(order, placed.points, strict=True))
    return Placed(tuple(places[node.id] for node in nodes), placed.width, placed.height), areas


def _kin(reader: Reader, nodes: Sequence[Node], near: Near, centre: str) -> list[tuple[str, list[str]]]:
    """Group the nearest by the relation that ties them to the middle and by what they are, in the schema's order."""
    kinds, labels = list(reader.schema.relationships), list(reader.schema.labels)
    link_of: dict[str, Relationship] = {}
    for link in reader.around(centre):
        other = link.end if link.start == centre else link.start
        if other not in link_of or kinds.index(link.type) < kinds.index(link_of[other].type):
            link_of[other] = link
    groups: dict[tuple[int, bool, int], list[str]] = {}
    for node in nodes:
        if near.steps[node.id] == 1:
            link = link_of[node.id]
            key = (kinds.index(link.type), link.start != centre, labels.index(node.labels[0]))
            groups.setdefault(key, []).append(node.id)
    found = []
    for (kind, _, label), ids in sorted(groups.items()):
        relation, entity = reader.schema.relationships[kinds[kind]].title, reader.schema.labels[labels[label]].title
        what = entity if relation == entity else f"{relation} · {entity}"
        found.append((f"{what} {len(ids)}", ids))
    if len(found) > _WEDGES:
        found = _merged(reader, sorted(groups.items()), kinds)
    return found


def _merged(
    reader: Reader, groups: Sequence[tuple[tuple[int, bool, int], list[str]]], kinds: Sequence[str]
) -> list[tuple[str, list[str]]]:
    """Group by the relation alone, where there would be too many fields."""
    by_kind: dict[int, list[str]] = {}
    for (kind, _, _), ids in groups:
        by_kind.setdefault(kind, []).extend(ids)
    return [(f"{reader.schema.relationships[kinds[kind]].title} {len(ids)}", ids) for kind, ids in by_kind.items()]
