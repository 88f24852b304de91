"""Offsets: whatever the text and its encoding, a place leads back to the characters that stand there."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import TEXTS, bounded

from deltatrunk.graph.model import Node, Relationship
from deltatrunk.graph.quotes import one_line, sentence, split_span
from deltatrunk.loaders import extract
from deltatrunk.loaders.normal import View, join, normalise
from deltatrunk.loaders.sentences import sentences
from deltatrunk.loaders.text import read_source

HEAD = "柯桥区数字经济行动方案（2023—2025年）\n"
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
WRITTEN = st.text(st.characters(codec="gb18030", categories=["L", "N", "P", "Zs"]), max_size=60)
"""Texts that every encoding here can hold, without control characters: those are refused as binary."""


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a stretch of it."""
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


def spans(view: View) -> list[tuple[str, int, int]]:
    return list(zip(view.text, view.starts, view.ends, strict=True))


@given(stretches(), st.data())
@bounded(200)
def test_part_of_a_part_is_a_part(stretch: tuple[str, int, int], data: st.DataObject) -> None:
    view = normalise(*stretch)
    i = data.draw(st.integers(0, len(view)))
    j = data.draw(st.integers(i, len(view)))
    k = data.draw(st.integers(0, j - i))
    end = data.draw(st.integers(k, j - i))
    assert spans(view.part(i, j).part(k, end)) == spans(view.part(i + k, i + end)) == spans(view)[i + k : i + end]


@given(TEXTS, st.sampled_from(["", "甲乙\n", "x" * 30]))
@bounded(200)
def test_view_moves_with_its_text(text: str, before: str) -> None:
    moved = normalise(before + text, len(before), len(before) + len(text))
    assert spans(moved) == spans(normalise(text, 0, len(text)).shifted(len(before)))


@given(st.lists(TEXTS, max_size=4), st.integers(0, 4))
@bounded(200)
def test_joining_in_steps_is_joining_at_once(texts: list[str], at: int) -> None:
    whole, views = "\n".join(texts), []
    start = 0
    for text in texts:
        views.append(normalise(whole, start, start + len(text)))
        start += len(text) + 1
    assert spans(join([join(views[:at]), join(views[at:])])) == spans(join(views))


@given(TEXTS)
@bounded(200)
def test_sentences_are_the_text_and_nothing_else(text: str) -> None:
    view = normalise(text, 0, len(text))
    assert [one for piece in sentences(view) for one in spans(piece)] == spans(view)


@given(WRITTEN, st.sampled_from(ENCODINGS), st.data())
@bounded(150)
def test_quote_is_found_again_by_its_place_in_the_file(body: str, encoding: str, data: st.DataObject) -> None:
    whole = f"{HEAD}{body}。\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "方案.txt"
        path.write_bytes(whole.encode(encoding))
        source = read_source(path, path.name)
    assert source.text.removeprefix("\ufeff") == whole
    start = data.draw(st.integers(0, len(source.text) - 1))
    end = data.draw(st.integers(start + 1, len(source.text)))
    file, first, last = split_span(f"{source.file}:{start}-{end}")
    mark = len(source.text) - len(whole)
    assert (file, source.text[first:last].removeprefix("\ufeff")) == (
        path.name,
        whole[max(start - mark, 0) : end - mark],
    )
    around = sentence(source.text, start, end)
    assert source.text[start:end].strip() in around
    assert not one_line(around).startswith(" ")


PIECES = (
    "若耶科技园", "镜湖智能科技有限公司", "人工智能产业", "区科委", "到2025年，产值达到100亿元", "、", "，", "。\n",
    "依托", "推进", "建设", "（责任单位：区科委）", " ", "二、重点任务\n", "甲\t乙\n1\t2\n",
)  # fmt: skip
NAMED = st.lists(st.sampled_from(PIECES), min_size=3, max_size=14)


@given(NAMED)
@bounded(25)
def test_evidence_is_the_same_words_in_every_encoding(pieces: list[str]) -> None:
    text = f"{HEAD}一、总体要求\n柯桥区推进{''.join(pieces)}。\n"
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for encoding in ("utf-8", "gb18030", "utf-8-sig"):
            path = Path(folder) / "方案.txt"
            path.write_bytes(text.encode(encoding))
            extraction = extract([path])
            written = extraction.sources[0].text
            quotes = set()
            items: list[Node | Relationship] = [*extraction.graph.nodes.values()]
            items += extraction.graph.relationships.values()
            for item in items:
                places = item.properties["evidence"]
                assert isinstance(places, tuple)
                for place in places:
                    _, start, end = split_span(place)
                    assert 0 <= start < end <= len(written)
                    quotes.add(written[start:end])
            found.append(quotes)
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("span", ["a:b.txt:1-2", "档案.zip/附件:1.csv:10-20", "x\ny:3-4"])
def test_span_with_marks_in_its_file_is_split_at_the_last(span: str) -> None:
    file, start, end = split_span(span)
    assert f"{file}:{start}-{end}" == span
