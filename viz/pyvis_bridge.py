"""From a graph or a view to a pyvis network and back, for notebooks that already speak pyvis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph.facts import BORDERLINE
from ..graph.model import Graph
from ..graph.schema import schema
from .geometry import plain, wrap
from .looks import looks
from .network_places import RADIUS, Layout, boxes, by_forces, placed
from .network_view import FONT, network_view
from .reading import Reader, display_type
from .view import View

if TYPE_CHECKING:
    from pyvis.network import Network


def to_pyvis(
    drawn: Graph | View,
    *,
    height: str = "800px",
    width: str = "100%",
    borderline: bool = False,
    layout: Layout = by_forces,
) -> Network:
    """Return a ``pyvis.network.Network`` with every node at its place, physics off.

    Of a view: lines that bend in it are straight there; areas, quotes and the panel stay behind. Of a
    graph: its entities and relations without sections and passages, those under the borderline
    confidence only where ``borderline`` asks for them. The network carries its JavaScript in line,
    though pyvis' own page still asks a content network for a style sheet:
    :func:`deltatrunk.viz.render` writes the page that asks nobody.
    """
    # pyvis imports IPython, half a second: only who asks for it pays.
    from pyvis.network import Network  # noqa: PLC0415

    network = Network(height=height, width=width, directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    if isinstance(drawn, View):
        _fill_from_view(network, drawn)
    else:
        _fill_from_graph(network, Reader(drawn, borderline=borderline), layout)
    return network


def from_pyvis(network: Network, *, layout: Layout = by_forces) -> View:
    """Return a pyvis network as a view, which :func:`deltatrunk.viz.render` writes as one offline page.

    Labels, colours, shapes, sizes, groups, directions and dashes are kept, and places where x and y
    are given; the others are computed. Titles become text in a node's card: markup in
    them is shown, never obeyed, and pictures are not loaded. Any value that pyvis or a user put in
    (numpy, dates, None) is read. Raises :class:`~deltatrunk.graph.errors.ViewError` where the
    network has no nodes.
    """
    options = network.options if isinstance(network.options, dict) else {}
    groups = options.get("groups")
    return network_view(
        network.nodes,
        network.edges,
        title=str(network.heading or ""),
        groups=groups if isinstance(groups, dict) else {},
        layout=layout,
    )


def _fill_from_view(network: Network, view: View) -> None:
    kinds, labels = schema().relationships, schema().labels
    styles = looks(view)
    for node in view.nodes:
        look = styles[node.type]
        _add_node(
            network,
            node.id,
            label="\n".join(node.lines),
            name=node.label,
            # What the schema does not know is a group of pyvis' own.
            **({"type": node.type} if node.type in labels else {"group": look.title}),
            shape=look.shape,
            color=look.color,
            title=f"{node.label}（{look.title}）",
            x=node.x,
            y=node.y,
            size=node.width / 2 if node.mark == "dot" else 14 + 6 * node.emphasis,
        )
    for edge in view.edges:
        known = edge.type in kinds
        _add_edge(
            network,
            edge.source,
            edge.target,
            title=edge.label,
            type=edge.type,
            dashes=edge.borderline,
            arrows="to" if known or edge.arrow else "",
        )


def _fill_from_graph(network: Network, reader: Reader, layout: Layout) -> None:
    kinds, labels = reader.schema.relationships, reader.schema.labels
    nodes = {
        id_: node
        for id_, node in sorted(reader.graph.nodes.items())
        if reader.shows(node) and not any(labels[name].structure for name in node.labels if name in labels)
    }
    relations = [
        r
        for _, r in sorted(reader.graph.relationships.items())
        if reader.shows(r) and r.start in nodes and r.end in nodes and r.type in kinds and not kinds[r.type].structure
    ]
    names = {id_: wrap(plain(node.name), 12) for id_, node in nodes.items()}
    sizes = dict.fromkeys(nodes, RADIUS)
    rooms = boxes(names, sizes, FONT)
    places = placed({}, sizes, rooms, [(r.start, r.end) for r in relations], layout)
    for id_, node in nodes.items():
        label = labels[display_type(node)]
        name = plain(node.name)
        _add_node(
            network,
            id_,
            label="\n".join(names[id_]),
            name=name,
            type=label.name,
            shape=label.shape,
            color=label.color,
            title=f"{name}（{label.title}）",
            x=round(places[id_][0], 1),
            y=round(places[id_][1], 1),
        )
    for r in relations:
        _add_edge(
            network,
            r.start,
            r.end,
            title=kinds[r.type].title,
            type=r.type,
            dashes=r.confidence < BORDERLINE,
            arrows="to",
        )


def _add_node(network: Network, id_: str, **options: object) -> None:
    """Add a node as ``add_node`` does, which takes time in the square of their number."""
    network.nodes.append({"id": id_, **options, "physics": False})
    network.node_ids.append(id_)
    network.node_map[id_] = network.nodes[-1]


def _add_edge(network: Network, source: str, target: str, **options: object) -> None:
    """Add an edge as ``add_edge`` does, which looks both ends up in a list."""
    network.edges.append({"from": source, "to": target, "label": "", **options, "physics": False})
