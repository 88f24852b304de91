"""From a span to the sentence."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from deltatrunk.graph.facts import Entity, Evidence, Value
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.quotes import one_line, quote, quotes, sentence, split_span

TEXT = "甲园建设。乙园引进企业；丙园规划“三期”。其余另定\n下一行"
PASSAGE = "Passage:a.txt/1"


def quoted_graph(**properties: Value) -> Graph:
    """Return a graph with one park whose evidence is 乙园 in a passage that starts at 100."""
    where = Evidence("a.txt", 105, 107, PASSAGE, "rule", 0.9)
    whole = Evidence("a.txt", 0, 500, "", "rule", 1.0)
    inner = Evidence("a.txt", 50, 300, "", "rule", 1.0)
    passage: dict[str, Value] = {
        "file": "a.txt", "start": 100, "end": 100 + len(TEXT), "kind": "paragraph", "path": "一、园区", "text": TEXT,
    }  # fmt: skip
    passage.update(properties)
    return merge(
        [
            Entity("Park", "乙园", (where,)),
            Entity("Passage", "1", (whole,), scope="a.txt", properties=passage),
            Entity("Document", "公报", (whole,), properties={"file": "a.txt", "start": 0, "end": 500}),
            Entity("Document", "方案", (inner,), properties={"file": "a.txt", "start": 50, "end": 300}),
        ]
    )


def test_quote_is_the_sentence_around_the_span() -> None:
    graph = quoted_graph()
    found = quote(graph.nodes["Park:乙园"], graph)
    assert (found.exact, found.text) == ("乙园", "乙园引进企业；")
    assert (found.file, found.start, found.end, found.rule, found.path) == ("a.txt", 105, 107, "rule", "一、园区")


def test_quote_names_the_innermost_document_of_a_gazette() -> None:
    graph = quoted_graph()
    assert quote(graph.nodes["Park:乙园"], graph).document == "方案"


@pytest.mark.parametrize("kind", ["item", "row", "heading"])
def test_short_items_and_rows_are_quoted_whole(kind: str) -> None:
    graph = quoted_graph(kind=kind)
    assert quote(graph.nodes["Park:乙园"], graph).text == TEXT


def test_quote_has_no_text_when_the_words_do_not_line_up() -> None:
    graph = quoted_graph(text=TEXT[:8])
    found = quote(graph.nodes["Park:乙园"], graph)
    assert found.text is None
    assert found.exact is None
    assert found.path == "一、园区"


def test_quote_has_no_text_when_the_passage_is_not_in_the_graph() -> None:
    graph = quoted_graph()
    bare = Graph(MappingProxyType({k: n for k, n in graph.nodes.items() if k != PASSAGE}), graph.relationships)
    found = quotes(graph.nodes["Park:乙园"], bare)
    assert [q.text for q in found] == [None]
    assert found[0].start == 105


def test_quote_past_the_last_piece_is_refused() -> None:
    graph = quoted_graph()
    with pytest.raises(IndexError):
        quote(graph.nodes["Park:乙园"], graph, 1)


def test_quotes_of_an_item_without_evidence_are_none() -> None:
    graph = quoted_graph()
    node = replace(graph.nodes["Park:乙园"], properties=MappingProxyType({"name": "乙园"}))
    assert quotes(node, graph) == ()


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, "甲园建设。"),
        (5, 7, "乙园引进企业；"),
        (12, 14, "丙园规划“三期”。"),
        (0, 7, "甲园建设。乙园引进企业；"),
        (len(TEXT) - 2, len(TEXT), "其余另定\n下一行"),
    ],
    ids=["first", "middle", "quoted mark", "two sentences", "last"],
)
def test_sentence_ends_at_marks(start: int, end: int, expected: str) -> None:
    assert sentence(TEXT, start, end) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [("a.txt:1-2", ("a.txt", 1, 2)), ("c:/x:y.txt:10-20", ("c:/x:y.txt", 10, 20)), ("odd", ("odd", 0, 0))],
)
def test_split_span(span: str, expected: tuple[str, int, int]) -> None:
    assert split_span(span) == expected


def test_one_line_joins_chinese_without_a_gap_and_words_with_one() -> None:
    assert one_line("国家火\n炬计划\n（二期）  G60 \n走廊 A\nB") == "国家火炬计划（二期） G60 走廊 A B"
