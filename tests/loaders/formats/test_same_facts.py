"""The five documents as Word files, web pages and PDFs give the facts that their texts give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_documents import SHARED, STRUCTURE, ungrounded
from written import as_docx, as_html, as_pdf

from deltatrunk.graph.model import Graph
from deltatrunk.graph.quotes import quotes
from deltatrunk.graph.schema import schema
from deltatrunk.loaders.pipeline import Extraction, extract

PLACES = ("evidence", "passages", "hash")
OF_THE_FILE = ("file", "start", "end", "sha256", "encoding")
WRITERS = {"docx": as_docx, "html": as_html, "pdf": lambda text: as_pdf(text, "长三角数字干线文件汇编")}


def facts(graph: Graph) -> tuple[dict[str, object], dict[str, object]]:
    """Return nodes and relationships with all that is no place in a file."""
    nodes: dict[str, object] = {
        n.id: (n.labels, {k: v for k, v in n.properties.items() if k not in (*PLACES, *OF_THE_FILE)})
        for n in graph.nodes.values()
        if n.labels[0] not in STRUCTURE
    }
    relationships: dict[str, object] = {
        r.id: {k: v for k, v in r.properties.items() if k not in PLACES}
        for r in graph.relationships.values()
        if not schema().relationships[r.type].structure
    }
    return nodes, relationships


@pytest.fixture(scope="module", params=sorted(WRITERS))
def rewritten(
    request: pytest.FixtureRequest, shared: Extraction, tmp_path_factory: pytest.TempPathFactory
) -> Extraction:
    """The five documents, read from files of another format."""
    assert shared.sources
    suffix, folder = str(request.param), tmp_path_factory.mktemp("documents")
    write: Callable[[str], bytes] = WRITERS[suffix]
    for path in (SHARED / "documents").glob("*.txt"):
        (folder / f"{path.stem}.{suffix}").write_bytes(write(path.read_text("utf-8")))
    return extract([folder])


def test_every_format_gives_the_facts_of_the_text(shared: Extraction, rewritten: Extraction) -> None:
    assert rewritten.problems == ()
    for found, wanted in zip(facts(rewritten.graph), facts(shared.graph), strict=True):
        assert sorted(found.keys() ^ wanted.keys()) == []
        assert {id_: found[id_] for id_ in found if found[id_] != wanted[id_]} == {}


def test_every_format_grounds_its_facts_in_the_extracted_text(rewritten: Extraction) -> None:
    text_of = {s.file: s.text for s in rewritten.sources}
    assert ungrounded(rewritten) == []
    checked = 0
    for node in rewritten.graph.nodes.values():
        for quote in quotes(node, rewritten.graph) if node.labels[0] not in (*STRUCTURE, "Document") else ():
            if quote.exact is not None:
                checked += 1
                assert text_of[quote.file][quote.start : quote.end] == quote.exact
    assert checked > 1000


def test_passages_of_a_pdf_know_their_page(rewritten: Extraction) -> None:
    pages = {p.properties.get("page") for p in rewritten.graph.nodes.values() if p.labels[0] == "Passage"}
    is_pdf = Path(rewritten.sources[0].file).suffix == ".pdf"
    assert (None in pages, len(pages) > 20) == (not is_pdf, is_pdf)
