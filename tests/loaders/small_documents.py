"""The small documents of these tests and what the tests ask of their graphs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from deltatrunk.graph.ids import fold
from deltatrunk.graph.model import Graph, Node, Relationship
from deltatrunk.loaders.documents import Document, documents
from deltatrunk.loaders.normal import normalise
from deltatrunk.loaders.outline import Section
from deltatrunk.loaders.pipeline import Extraction, extract
from deltatrunk.loaders.reading import passages_of
from deltatrunk.loaders.sentences import sentences
from deltatrunk.loaders.tables import Table
from deltatrunk.loaders.text import SourceText, find_files, read_source

FOLDER = Path(__file__).parent / "documents"
SHARED = Path(__file__).parents[3] / "shared"
ZONE = "镜湖数字走廊"
HEAD = "柯桥区数字经济行动方案（2023—2025年）\n柯桥区推进数字经济发展。\n"
"""The head of a small plan whose area is 柯桥区."""

STRUCTURE = ("Section", "Passage")
MEASURED = ("Indicator", "Target")
"""A value's evidence is its figure, which is no name."""


def source(text: str, file: str = "方案.txt") -> SourceText:
    """Return a text as a file that was read."""
    return SourceText(file, text, hashlib.sha256(text.encode()).hexdigest(), "utf-8")


def extracted(folder: Path, text: str, name: str = "方案.txt") -> Graph:
    """Return the graph of one text, written to a folder and read as a user's file is."""
    path = folder / name
    path.write_text(text, "utf-8")
    found = extract([path])
    assert found.problems == ()
    return found.graph


def small(name: str) -> Graph:
    """Return the graph of one small document."""
    return extract([FOLDER / name]).graph


def sections(root: Section) -> list[Section]:
    """List the headings of a tree in reading order."""
    return [section for _, section in root.walk() if section.heading is not None]


def tables(document: Document) -> list[Table]:
    """List the tables of a document in reading order."""
    return [table for _, section in document.root.walk() for table in section.tables]


def named(graph: Graph, *labels: str, least: float = 0.0) -> set[str]:
    """Return the names of the nodes that carry all of the labels."""
    return {n.name for n in graph.nodes.values() if set(labels) <= set(n.labels) and n.confidence >= least}


def edges(graph: Graph, type_: str, *keys: str, least: float = 0.5) -> set[tuple[object, ...]]:
    """Return (head, tail, properties …) of a type's relationships that are no borderline facts."""
    return {
        (graph.nodes[r.start].name, graph.nodes[r.end].name, *(r.properties.get(key) for key in keys))
        for r in graph.relationships.values()
        if r.type == type_ and r.confidence >= least
    }


def values(graph: Graph) -> set[tuple[object, ...]]:
    """Return (subject, indicator, year, kind, comparator, value, end of range, unit) of every value."""
    owner = {r.end: r.start for r in graph.relationships.values() if r.type == "HAS_INDICATOR"}
    keys = ("year", "kind", "comparator", "value", "value_max", "unit")
    return {
        (
            graph.nodes[owner[r.start]].name if r.start in owner else None,
            graph.nodes[r.start].name,
            *(graph.nodes[r.end].properties.get(key) for key in keys),
        )
        for r in graph.relationships.values()
        if r.type == "HAS_VALUE" and r.confidence >= 0.5
    }


def skips(graph: Graph, kind: str) -> list[str]:
    """Return the details of the skips of a kind."""
    return [skip.detail for skip in graph.skipped if skip.kind == kind]


def spans(item: Node | Relationship) -> Iterator[tuple[str, int, int]]:
    """Yield the places of a fact: file, start, end."""
    evidence = item.properties["evidence"]
    assert isinstance(evidence, tuple)
    for span in evidence:
        file, _, place = span.rpartition(":")
        start, _, end = place.partition("-")
        yield file, int(start), int(end)


def folded(text: str, start: int, end: int) -> str:
    """Return the words of a span in the form in which names compare."""
    return fold(normalise(text, start, end).text)


def ungrounded(found: Extraction) -> list[str]:
    """List the places that do not hold one of the names of what they are evidence for."""
    text_of = {s.file: s.text for s in found.sources}
    wrong: list[str] = []
    for node in found.graph.nodes.values():
        if node.labels[0] in (*STRUCTURE, *MEASURED) or node.confidence < 0.5:
            continue
        forms = node.properties.get("aliases", ())
        assert isinstance(forms, tuple)
        names = [fold(normalise(n, 0, len(n)).text) for n in (node.name, *forms)]
        for file, start, end in spans(node):
            words = folded(text_of[file], start, end)
            if not any(name in words for name in names):
                wrong.append(f"{node.id} {file}:{start}-{end} {words[:40]}")
    return wrong


def statements(found: Extraction) -> dict[str, set[tuple[int, int]]]:
    """Return, file by file, the spans of sentences, items, rows and headings."""
    places: dict[str, set[tuple[int, int]]] = {}
    for one in found.sources:
        here = places.setdefault(one.file, set())
        for document in documents(one):
            for passage in passages_of(document.root):
                here.add((passage.view.start, passage.view.end))
                here.update((s.start, s.end) for s in sentences(passage.view))
            here.update((s.title.start, s.title.end) for s in sections(document.root))
    return places


def shared_sources() -> tuple[SourceText, ...]:
    """Read the documents that this project is about, where they are at hand."""
    listed, _ = find_files((SHARED / "documents",))
    return tuple(read_source(path, name) for path, name in listed)
