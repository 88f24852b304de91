"""How two names hang together: the shortest ways between them, from left to right."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from ..graph.errors import ViewError
from ..graph.model import Graph, Node, Relationship
from .finding import find_any
from .geometry import em, plain
from .graph_layout import RATIO
from .layered import ordered_layers
from .network import part
from .reading import Reader, first_place
from .sheet import Item, Sheet
from .view import View, ViewNode

FURTHEST = 8
"""Longer ways say nothing: in a plan everything hangs together after a few steps."""
LIMIT = 12
"""So many ways are drawn unless asked for more."""
_FONT = 20
_BOX = 210.0
_ROW = 28.0
_MARGIN = 40.0

Steps = tuple[str, ...]


def build_path(
    graph: Graph, *, source: str | None = None, target: str | None = None, limit: int = LIMIT, borderline: bool = False
) -> View:
    """Build the map of the shortest ways between two names, with every relation between neighbours on them.

    Of more than ``limit`` equally short ways those through the best known facts are drawn. Directions of
    relations do not count for the way and are drawn as arrows. Raises :class:`ViewError` for unknown or equal
    names, and where no way of at most eight steps leads from one to the other.
    """
    if not source or not target:
        raise ViewError("路径图要写明起点和终点", hint="例如 --source 华为 --target 虹桥中央商务区")
    if limit < 1:
        raise ViewError(f"路径图最少画 1 条路径，得到 {limit}", hint=f"例如 --limit {LIMIT}")
    reader = Reader(graph, borderline=borderline)
    one, two = find_any(reader, source, title="起点"), find_any(reader, target, title="终点")
    if one.id == two.id:
        raise ViewError(f"起点和终点是同一个名称：{one.name}", hint="请换一个终点")
    found = shortest_ways(reader, one.id, two.id)
    if not found:
        hint = "两者在图中不相连" if borderline else "可加 --borderline 连边缘事实一起找"
        raise ViewError(f"“{one.name}”与“{two.name}”之间没有 {FURTHEST} 步以内的路径", hint=hint)
    return _drawn(reader, one, two, found[:limit], len(found))


def shortest_ways(reader: Reader, source: str, target: str) -> list[Steps]:
    """Return all shortest ways as node ids, those whose weakest fact is surest first; none if they are too long."""
    steps = {source: 0}
    before: dict[str, list[str]] = {source: []}
    ring = [source]
    while ring and target not in steps and steps[ring[0]] < FURTHEST:
        following: list[str] = []
        for id_ in ring:
            for other in _others(reader, id_, (source, target)):
                if other not in steps:
                    steps[other] = steps[id_] + 1
                    before[other] = []
                    following.append(other)
                if steps[other] == steps[id_] + 1:
                    before[other].append(id_)
        ring = following
    if target not in steps:
        return []
    return sorted(_back(before, target), key=lambda way: (-_surety(reader, way), _places(reader, way), way))


def _others(reader: Reader, id_: str, ends: tuple[str, str]) -> list[str]:
    """Return who is tied to a node, each once. A way leads through no document: all that one says meets in it."""
    nodes = reader.graph.nodes
    found = dict.fromkeys(r.end if r.start == id_ else r.start for r in reader.around(id_))
    return [
        o for o in found if o in nodes and reader.shows(nodes[o]) and (o in ends or "Document" not in nodes[o].labels)
    ]


_MOST = 5000


def _back(before: Mapping[str, Sequence[str]], target: str) -> list[Steps]:
    """Return the ways that lead to the target, at most some thousands."""
    ways: list[Steps] = [(target,)]
    while before[ways[0][0]]:
        ways = list(itertools.islice(((previous, *way) for way in ways for previous in before[way[0]]), _MOST))
    return ways


def _surety(reader: Reader, way: Steps) -> float:
    return min(max(r.confidence for r in _between(reader, a, b)) for a, b in itertools.pairwise(way))


def _places(reader: Reader, way: Steps) -> list[tuple[str, int, int]]:
    return [min(first_place(r) for r in _between(reader, a, b)) for a, b in itertools.pairwise(way)]


def _between(reader: Reader, one: str, two: str) -> list[Relationship]:
    return [r for r in reader.around(one) if two in (r.start, r.end)]


def _drawn(reader: Reader, one: Node, two: Node, ways: Sequence[Steps], count: int) -> View:
    step = {id_: at for way in ways for at, id_ in enumerate(way)}
    # Document order, which the layers keep where lines do not ask for another.
    nodes, _ = part(reader, step, ())
    nodes.sort(key=lambda n: next(at for at, way in enumerate(ways) if n.id in way))
    pairs = {(a, b) for way in ways for a, b in itertools.pairwise(way)}
    at = {node.id: index for index, node in enumerate(nodes)}
    links = {r.id: r for a, b in sorted(pairs) for r in _between(reader, a, b)}
    lines = sorted(links.values(), key=lambda r: (first_place(r), r.id))
    layers = ordered_layers([step[n.id] for n in nodes], [(at[a], at[b]) for a, b in sorted(pairs)])
    length = len(ways[0]) - 1
    sheet = Sheet(reader)
    width, height = _placed(sheet, [[nodes[index] for index in layer] for layer in layers], {one.id, two.id}, lines)
    shown: dict[str, ViewNode] = {node.entity: node for node in sheet.nodes}
    for link in lines:
        sheet.join(link, shown[link.start], shown[link.end], arrow=not reader.schema.relationships[link.type].symmetric)
    title = f"{plain(one.name)} → {plain(two.name)} · 路径图"
    said = f"最短 {length} 步，{'至少 ' if count >= _MOST else ''}{count} 条路径"
    notes = ["箭头是关系的方向，路径不分方向"]
    if count > len(ways):
        notes.append(f"只画了其中出处最可靠的 {len(ways)} 条")
    return sheet.view("path", title, subtitle=said, width=width, height=height, notes=notes)


def _placed(
    sheet: Sheet, layers: Sequence[Sequence[Node]], ends: set[str], lines: Sequence[Relationship]
) -> tuple[float, float]:
    """Put each layer's boxes into a column of its own, in the shape of a screen; return width and height."""
    titles = [em(sheet.reader.schema.relationships[line.type].title) for line in lines]
    room = max(90.0, max(titles, default=0) * 14 + 60)
    items = [[Item(node, None, "", 2 if node.id in ends else 0) for node in layer] for layer in layers]
    tall = [[sheet.measure(item, _BOX, _FONT)[1] for item in column] for column in items]
    needed = max(sum(heights) + _ROW * (len(heights) - 1) for heights in tall)
    least = len(layers) * _BOX + (len(layers) - 1) * room
    # Wide pictures get more room between rows, tall ones longer lines.
    height = max(needed, min((least + 2 * _MARGIN) / RATIO, needed * 1.8) - 2 * _MARGIN)
    width = max(least, min((height + 2 * _MARGIN) * RATIO, least * 1.7) - 2 * _MARGIN)
    pitch = (width - _BOX) / max(1, len(layers) - 1)
    for at, (column, heights) in enumerate(zip(items, tall, strict=True)):
        free = (height - sum(heights)) / len(heights)
        y = _MARGIN + free / 2
        for item, high in zip(column, heights, strict=True):
            sheet.place(item, _MARGIN + _BOX / 2 + at * pitch, y + high / 2, _BOX, high, font=_FONT)
            y += high + free
    return width + 2 * _MARGIN, height + 2 * _MARGIN
