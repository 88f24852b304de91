"""The bundled snapshot: what the loaders found in the five documents, without their sentences.

``data/bundled.jsonl`` holds names, types, relations, figures, heading titles, spans and checksums, so
that the project works where the documents are not at hand. The file is packed: files, rules and
nodes are numbered, section paths, content hashes and names of documents are derived again on reading.

Line shapes, after a first line with the numbered files and rules:

    [id, [labels], {properties}, [evidence …]]                  a node
    [type, head number, tail number, {properties}, [evidence …]]  a relationship

and one piece of evidence is ``[file number, start, end, passage's node number, rule number]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..graph.errors import ExportError
from ..graph.facts import Value
from ..graph.ids import relationship_id
from ..graph.model import Graph, Node, Relationship, digest
from ..graph.schema import schema

FORMAT = 1
_DATA = "data/bundled.jsonl"
_DERIVED = ("id", "name", "hash", "documents", "evidence", "passages", "rules", "path", "text")
_NAME = "name"


def dump(graph: Graph) -> Iterator[str]:
    """Yield the lines of a snapshot of a graph; equal graphs give equal lines."""
    pieces: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    names = sorted({_split(e)[0] for one in pieces for e in _texts(one.properties["evidence"])})
    rules = sorted({r for one in pieces for r in _texts(one.properties["rules"])})
    file_number = {name: k for k, name in enumerate(names)}
    rule_number = {rule: k for k, rule in enumerate(rules)}
    node_number = {id_: k for k, id_ in enumerate(graph.nodes)}

    def packed(properties: Any) -> list[list[int]]:
        evidence = _texts(properties["evidence"])
        passages = _texts(properties.get("passages", ())) or ("",) * len(evidence)
        rows = zip(evidence, passages, _texts(properties["rules"]), strict=True)
        found = []
        for span, passage, rule in rows:
            file, start, end = _split(span)
            found.append([file_number[file], start, end, node_number.get(passage, -1), rule_number[rule]])
        return found

    yield _json({"format": FORMAT, "files": names, "rules": rules})
    for node in graph.nodes.values():
        kept = {k: v for k, v in node.properties.items() if k not in _DERIVED}
        if node.labels[0] != "Passage":
            kept[_NAME] = node.name
        yield _json([node.id, list(node.labels), kept, packed(node.properties)])
    for r in graph.relationships.values():
        kept = {k: v for k, v in r.properties.items() if k not in _DERIVED}
        yield _json([r.type, node_number[r.start], node_number[r.end], kept, packed(r.properties)])


def load(lines: Iterable[str]) -> Graph:
    """Read a snapshot back; raises :class:`ExportError` where it is damaged or of another format."""
    rows = iter(lines)
    try:
        head = json.loads(next(rows))
        if head["format"] != FORMAT:
            raise ExportError("随包数据的格式版本不符", where="bundled.jsonl", hint="请重新安装 deltatrunk")
        parsed = [json.loads(line) for line in rows if line.strip()]
        return _rebuild(head["files"], head["rules"], parsed)
    except (StopIteration, KeyError, IndexError, ValueError, TypeError) as error:
        raise ExportError("随包数据已损坏", where="bundled.jsonl", hint="请重新安装 deltatrunk") from error


@cache
def bundled() -> Graph:
    """Return the bundled graph, read once."""
    text = files(__package__).joinpath(_DATA).read_text("utf-8")
    return load(text.splitlines())


def _json(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=list)


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _split(span: str) -> tuple[str, int, int]:
    file, _, place = span.rpartition(":")
    start, _, end = place.partition("-")
    return file, int(start), int(end)


def _rebuild(names: list[str], rules: list[str], rows: list[list[Any]]) -> Graph:
    node_rows = [row for row in rows if len(row) == 4]
    edge_rows = [row for row in rows if len(row) == 5]
    ids = [row[0] for row in node_rows]
    labels = {row[0]: row[1][0] for row in node_rows}
    parent = {ids[row[2]]: ids[row[1]] for row in edge_rows if row[0] in ("HAS_SECTION", "HAS_PASSAGE")}
    title = {row[0]: f"{row[2].get('number', '')}{row[2].get(_NAME, '')}" for row in node_rows}
    headings = {ids[e[3]]: row[0] for row in node_rows if row[1][0] == "Section" for e in row[3] if e[3] >= 0}

    def path(id_: str) -> str:
        parts: list[str] = []
        at: str | None = headings.get(id_, id_) if labels[id_] == "Passage" else id_
        while at is not None and labels[at] != "Document":
            if labels[at] == "Section":
                parts.append(title[at])
            at = parent.get(at)
        return " > ".join(reversed(parts))

    def document(id_: str) -> str:
        at = id_
        while labels[at] != "Document":
            at = parent[at]
        return at

    def unpacked(packed: list[list[int]], *, structure: bool = False) -> dict[str, Value]:
        passages = tuple(ids[p] if p >= 0 else "" for _, _, _, p, _ in packed)
        found: dict[str, Value] = {
            "evidence": tuple(f"{names[f]}:{s}-{e}" for f, s, e, _, _ in packed),
            "passages": passages,
            "rules": tuple(rules[r] for _, _, _, _, r in packed),
        }
        if structure:
            return {"evidence": found["evidence"], "rules": found["rules"]}
        documents = tuple(sorted({document(p) for p in passages if p}))
        return {**found, "documents": documents} if documents else found

    nodes: dict[str, Node] = {}
    for id_, kinds, kept, packed in node_rows:
        properties = {**_values(kept), **unpacked(packed), "id": id_}
        if kinds[0] == "Passage":
            properties[_NAME] = id_.rpartition("/")[2]
        if kinds[0] in ("Section", "Passage"):
            properties["path"] = path(id_)
        properties["hash"] = digest(tuple(kinds), properties)
        nodes[id_] = Node(id_, tuple(kinds), MappingProxyType(dict(sorted(properties.items()))))
    edges: dict[str, Relationship] = {}
    for type_, head, tail, kept, packed in edge_rows:
        id_ = relationship_id(type_, ids[head], ids[tail])
        structure = schema().relationships[type_].structure
        properties = {**_values(kept), **unpacked(packed, structure=structure), "id": id_}
        properties["hash"] = digest(properties)
        edges[id_] = Relationship(id_, type_, ids[head], ids[tail], MappingProxyType(dict(sorted(properties.items()))))
    return Graph(MappingProxyType(nodes), MappingProxyType(edges))


def _values(raw: dict[str, Any]) -> dict[str, Value]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
