"""Texts that do harm where a page takes them for markup, script, an address or a key; and a graph full of them."""

from __future__ import annotations

from types import MappingProxyType

from deltatrunk.graph.facts import Value
from deltatrunk.graph.model import Graph, Node, Relationship

CORPUS = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<!--<script>",
    "-->]]><svg onload=alert(3)>",
    "<img src=x onerror=alert(4)>",
    "\"><iframe srcdoc='<script>parent.alert(5)</script>'></iframe>",
    "'onmouseover='alert(6)",
    "javascript:alert(7)",
    "<a href=javascript:alert(8) target=_blank>详见</a>",
    "data:text/html,<script>alert(9)</script>",
    "http://192.0.2.1/pixel.png",
    "url(http://192.0.2.1/a.css);}</style><style>*{background:url(http://192.0.2.1/b)}",
    "{{ 7*7 }}${alert(10)}`${alert(11)}`",
    "\\u003cscript\\u003ealert(12)\\u003c/script\\u003e",
    "\u202egnp.exe\u202c\u2066\u200b\ufeff",
    "行\u2028分\u2029隔\x00\x07\x1b[31m\x7f\x85",
    "半个\ud800字\udfff",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "toString",
    "&lt;b&gt;&#60;script&#62;alert(13)&#60;/script&#62;",
    "'\"`\\/;--%00%3Cscript%3E",
    "=HYPERLINK(\"javascript:alert(14)\")",
    "长" * 10_000,
    "W" * 10_000,
    "\u0301" * 500 + "a",
    "👨‍👩‍👧‍👦\U0001f1e8\U0001f1f3",
    " ",
)  # fmt: skip
_MEANT = {"position", "kind", "year", "unit"}
"""Properties whose words decide what is drawn at all."""
_REPLACED = {"Company", "Park", "Platform", "Person", "Organization", "Technology", "Event"}
"""Labels whose names mean nothing to a layout."""


def poisoned(graph: Graph) -> Graph:
    """Return a graph with a hostile text in every id, name, alias, heading, sentence and note."""
    ids = {id_: f"{id_}{_bad(at)}" for at, id_ in enumerate(graph.nodes)}
    nodes = {}
    for at, node in enumerate(graph.nodes.values()):
        told = _told(node.properties, at, ids)
        name = _bad(at) if node.labels[0] in _REPLACED else f"{node.name}{_bad(at)}"
        told |= {"id": ids[node.id], "name": name, "aliases": (_bad(at + 1), _bad(at + 7))}
        nodes[ids[node.id]] = Node(ids[node.id], node.labels, MappingProxyType(told))
    relationships = {}
    for at, r in enumerate(graph.relationships.values()):
        start, end = ids[r.start], ids[r.end]
        told = _told(r.properties, at, ids) | {"role": _bad(at), "id": f"{r.type}|{start}|{end}"}
        relationships[told["id"]] = Relationship(str(told["id"]), r.type, start, end, MappingProxyType(told))
    return Graph(MappingProxyType(nodes), MappingProxyType(dict(relationships)))  # type: ignore[arg-type]


def hostile_network() -> object:
    """Return a pyvis network in which everything that takes a text has a hostile one."""
    from pyvis.network import Network

    network = Network(directed=True, heading=CORPUS[1])
    for at, bad in enumerate(CORPUS):
        node: dict[str, object] = {
            "id": bad, "label": CORPUS[at - 1], "title": CORPUS[at - 2], "group": CORPUS[at - 3],
            "color": CORPUS[at - 4], "shape": CORPUS[at - 5], "image": CORPUS[at - 6],
            "url": CORPUS[at - 7], CORPUS[at - 8]: CORPUS[at - 9],
            "x": CORPUS[at - 10] if at % 2 else 100.0 * at, "y": 40.0 * (at % 5),
        }  # fmt: skip
        network.nodes.append(node)
        link = {"label": bad, "title": CORPUS[at - 1], "arrows": CORPUS[at - 2], "type": CORPUS[at - 3], "color": bad}
        network.edges.append({"from": bad, "to": CORPUS[at - 1], **link})
        network.edges.append({"from": bad, "to": bad})
    return network


def _bad(at: int) -> str:
    return CORPUS[at % len(CORPUS)]


def _told(properties: object, at: int, ids: dict[str, str]) -> dict[str, Value]:
    assert isinstance(properties, MappingProxyType)
    told: dict[str, Value] = {}
    for shift, (key, value) in enumerate(properties.items()):
        if key in ("passages", "documents") and isinstance(value, tuple):
            told[key] = tuple(ids.get(str(one), str(one)) for one in value)
        elif key == "rules" and isinstance(value, tuple):
            told[key] = tuple(_bad(at + shift) for _ in value)
        elif isinstance(value, str) and key not in _MEANT | {"file", "group"}:
            told[key] = value + _bad(at + shift)
        else:
            told[key] = value
    return told | {"note": _bad(at + 3)}
