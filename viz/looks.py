"""What colour and symbol the types on a map have."""

from __future__ import annotations

from ..graph.schema import schema
from .view import LegendEntry, View


def looks(view: View) -> dict[str, LegendEntry]:
    """Return title, colour and symbol of every type of node on a map, by type, sorted.

    The view's own legend comes first, for it may have types that the schema does not know (the groups
    of a pyvis network); a type that it leaves out is the schema's.
    """
    labels = schema().labels
    given = {entry.type: entry for entry in view.legend if entry.kind == "node"}
    found = {}
    for name in sorted({node.type for node in view.nodes}):
        if name not in given:
            label = labels[name]
            given[name] = LegendEntry(name, label.title, label.color, label.shape, 0)
        found[name] = given[name]
    return found
