"""A view of any network: nodes and edges as pyvis describes them become symbols and lines, each with a card."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..graph.errors import ViewError
from .geometry import plain, wrap
from .graph_layout import LABELLED
from .network_lines import drawn_lines, lines_legend, read_lines
from .network_looks import Looks
from .network_places import RADIUS, Layout, boxes, by_forces, framed, given_places, placed, radii
from .pyvis_values import key, text, text_ids
from .view import Card, View, ViewNode

Options = Mapping[str, Any]
FONT = 14
_LONGEST = 12.0
"""Em of a label's longest line."""
_BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) *\n *(?=[\u3000-\u9fff\uff00-\uffef])")
_DRAWN = frozenset(
    "id label name type title group x y shape color size mass physics fixed hidden level font image brokenImage icon "
    "borderWidth borderWidthSelected labelHighlightBold shadow chosen scaling margin opacity imagePadding "
    "shapeProperties heightConstraint widthConstraint ctxRenderer".split()
)
"""What says how a node looks; everything else tells something of it."""


def network_view(
    nodes: Sequence[Options],
    edges: Sequence[Options],
    *,
    title: str = "",
    groups: Options | None = None,
    layout: Layout = by_forces,
) -> View:
    """Draw nodes and edges that are described as pyvis describes them.

    A node with ``x`` and ``y`` stays there, but for a shift of the whole; the others get a place from
    ``layout``. Titles and whatever else a node carries are told in its card as text. Hidden nodes, and
    edges to nodes that are not there, are left out and counted in the notes. Raises
    :class:`ViewError` where there is no node at all.
    """
    seen = [node for node in nodes if node.get("hidden") is not True]
    if not seen:
        raise ViewError("网络里没有可画的节点", hint="先用 add_node 加入节点；由 DOT 文字得来的网络没有节点清单")
    ids = text_ids(node.get("id") for node in seen)
    held: dict[str, Options] = {}
    for node in seen:
        held.setdefault(ids[key(node.get("id"))], node)
    lines = read_lines(edges, ids)
    looks = Looks(list(held.values()), groups or {})
    names = {id_: _name(node, id_) for id_, node in held.items()}
    # Labels side by side have room in a small network; in a large one most wait until one zooms in.
    longest = _LONGEST if len(held) <= LABELLED else 2 * _LONGEST
    labels = {id_: _label(node, names[id_], longest) for id_, node in held.items()}
    degree = Counter(id_ for line in lines for id_ in {line.source, line.target})
    stand = given_places(held)
    sizes = radii(held, degree, given=bool(stand))
    rooms = boxes(labels, sizes, FONT)
    places = placed(stand, sizes, rooms, [(line.source, line.target) for line in lines], layout)
    at, width, height = framed(places, rooms)
    return View(
        name="network",
        title=plain(title)[:200] or "网络图",
        subtitle=f"{len(held)} 个节点，{len(lines)} 条连线",
        width=width,
        height=height,
        nodes=tuple(
            ViewNode(
                id=id_,
                entity=id_,
                type=type_,
                label=names[id_],
                lines=labels[id_],
                x=at[id_][0],
                y=at[id_][1],
                width=2 * sizes[id_],
                height=2 * sizes[id_],
                font=FONT,
                mark="dot",
                weight=round(degree[id_] + sizes[id_] - RADIUS, 1),
            )
            for id_, type_ in zip(held, looks.types, strict=True)
        ),
        edges=drawn_lines(lines),
        areas=(),
        cards=_cards(held, names, dict(zip(held, zip(looks.types, looks.titles, strict=True), strict=True))),
        quotes=(),
        legend=(*looks.legend, *lines_legend(lines)),
        notes=tuple(_notes(len(held) - len(stand), len(held), len(nodes) - len(held), len(edges) - len(lines))),
    )


def _notes(computed: int, drawn: int, nodes_left: int, edges_left: int) -> list[str]:
    said = []
    if computed:
        said.append("示意图：位置由程序计算" if computed == drawn else "示意图：部分位置由程序计算")
    if nodes_left:
        said.append(f"{nodes_left} 个隐藏或重复的节点未画出")
    if edges_left:
        said.append(f"{edges_left} 条隐藏或缺少端点的连线未画出")
    return said


def _name(node: Options, id_: str) -> str:
    """Return what a node is called: its label without the line breaks that only fit it to its box, else its id."""
    label, name = node.get("label"), node.get("name")
    if isinstance(label, str):
        if isinstance(name, str) and "".join(name.split()) == "".join(label.split()):
            label = name
        label = _BROKEN.sub("", label)
    return text(label) or plain(id_) or "（无名）"


def _label(node: Options, name: str, longest: float) -> tuple[str, ...]:
    label = node.get("label")
    if isinstance(label, str):
        if label and not label.strip():
            return ("",)  # a blank is how pyvis' users take a label away
        if "\n" in label:
            return tuple(line for part in label.split("\n")[:3] for line in wrap(part, longest, 1))
    return (name,) if len(name) <= longest // 1 else wrap(name, longest, 2)


def _cards(
    held: Mapping[str, Options],
    names: Mapping[str, str],
    kinds: Mapping[str, tuple[str, str]],
) -> tuple[Card, ...]:
    return tuple(
        Card(
            id=id_,
            name=names[id_],
            type=kinds[id_][0],
            types=(kinds[id_][1],),
            aliases=(),
            properties=_properties(held[id_], names[id_], kinds[id_][1]),
            facts=(),  # the page tells the lines of the map
            quotes=(),
        )
        for id_ in sorted(held)
    )


def _properties(node: Options, name: str, kind: str) -> tuple[tuple[str, str], ...]:
    title = node.get("title")
    if isinstance(title, str):
        title = "；".join(part for line in title.splitlines() if (part := plain(line)))
        # A title that only says the name again, as ours do with the type behind it, tells nothing new.
        title = "" if title in {name, f"{name}（{kind}）"} else title
    found = [("说明", text(title))]
    found += [
        ("数值" if name == "value" else text(name), text(node[name])) for name in sorted(set(node) - _DRAWN, key=str)
    ]
    return tuple(pair for pair in found if pair[1])
