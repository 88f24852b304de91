"""The graph for networkx, and the XML formats that networkx writes (GraphML, GEXF)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..facts import Value
from ..model import Graph
from ..schema import Property, schema

if TYPE_CHECKING:
    import networkx as nx

LIST_SEPARATOR = "；"
"""What joins the items of a list where a format holds single values only."""

# XML 1.0 cannot carry these; a text with one would make the whole file unreadable.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(rb' lastmodifieddate="[^"]*"')


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """Return a MultiDiGraph: node keys are ids, edge keys are relationship ids.

    Nodes carry ``labels`` (a tuple, the core label first) and their properties, edges carry ``type``
    and theirs; lists are tuples. O(nodes + relationships).
    """
    import networkx as nx  # noqa: PLC0415 - a heavy import that most commands do not need

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes.values():
        made.add_node(node.id, labels=node.labels, **node.properties)
    for r in graph.relationships.values():
        made.add_edge(r.start, r.end, key=r.id, type=r.type, **r.properties)
    return made


def to_graphml(graph: Graph) -> bytes:
    """Return GraphML; lists are joined by ``；``, the core label stands in ``label``."""
    import networkx as nx  # noqa: PLC0415

    out = io.BytesIO()
    # The writer without lxml: the same bytes whether or not lxml is installed.
    nx.write_graphml_xml(_flat(graph), out, named_key_ids=True)
    return out.getvalue()


def to_gexf(graph: Graph) -> bytes:
    """Return GEXF 1.2 for Gephi; the shown label is the name, the core label stands in ``category``."""
    import networkx as nx  # noqa: PLC0415

    flat = _flat(graph)
    for _, attributes in flat.nodes(data=True):
        attributes["category"] = attributes["label"]
        attributes["label"] = attributes["name"]
    for _, _, key, attributes in flat.edges(keys=True, data=True):
        attributes["id"] = key
        attributes["label"] = attributes["type"]
        # GEXF gives an edge attribute of these names a meaning of its own.
        attributes["kind"] = attributes.pop("type")
    out = io.BytesIO()
    nx.write_gexf(flat, out, version="1.2draft")
    return _DATE.sub(b"", out.getvalue())  # today's date would make two equal graphs differ


def _flat(graph: Graph) -> nx.MultiDiGraph[str]:
    import networkx as nx  # noqa: PLC0415

    s = schema()
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes.values():
        values = {k: _scalar(v, s.node_property(node.labels, k)) for k, v in _shown(node.properties)}
        made.add_node(
            _clean(node.id), label=node.labels[0], labels=LIST_SEPARATOR.join(node.labels),
            title=s.labels[node.labels[0]].title, **values,
        )  # fmt: skip
    for r in graph.relationships.values():
        values = {k: _scalar(v, s.relationship_property(r.type, k)) for k, v in _shown(r.properties)}
        made.add_edge(
            _clean(r.start), _clean(r.end), key=_clean(r.id),
            type=r.type, title_zh=s.relationships[r.type].title, **values,
        )  # fmt: skip
    return made


def _shown(properties: Mapping[str, Value]) -> Iterable[tuple[str, Value]]:
    """All properties but the id, which is the key of a node or an edge there."""
    return ((name, value) for name, value in properties.items() if name != "id")


def _scalar(value: Value, wanted: Property | None) -> str | int | float | bool:
    if isinstance(value, tuple):
        return _clean(LIST_SEPARATOR.join(value))
    if isinstance(value, str):
        return _clean(value)
    # One type a column: a whole number in a float property would declare a second column.
    return float(value) if wanted is not None and wanted.type == "float" else value


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
