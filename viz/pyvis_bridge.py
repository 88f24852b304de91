"""A view as a pyvis network, for notebooks that already speak pyvis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph.schema import schema
from .view import View

if TYPE_CHECKING:
    from pyvis.network import Network


def to_pyvis(view: View, *, height: str = "800px", width: str = "100%") -> Network:
    """Return a ``pyvis.network.Network`` with the view's nodes at their places, physics off.

    Lines that bend in the view are straight there; areas, quotes and the panel stay behind. The
    network carries its JavaScript in line, though pyvis' own page still asks a content network for
    a style sheet: :func:`deltatrunk.viz.render` writes the page that asks nobody.
    """
    # pyvis imports IPython, half a second: only who asks for it pays.
    from pyvis.network import Network  # noqa: PLC0415

    labels = schema().labels
    network = Network(height=height, width=width, directed=True, cdn_resources="in_line")
    network.toggle_physics(False)
    for node in view.nodes:
        label = labels[node.type]
        network.add_node(
            node.id,
            label="\n".join(node.lines),
            shape=label.shape,
            color=label.color,
            title=f"{node.label}（{label.title}）",
            x=node.x,
            y=node.y,
            physics=False,
            size=14 + 6 * node.emphasis,
        )
    for edge in view.edges:
        network.add_edge(edge.source, edge.target, title=edge.label, label="", dashes=edge.borderline, physics=False)
    return network
