"""How a person's words are split and compared."""

from __future__ import annotations

import pytest

from deltatrunk.graph.errors import QueryError
from deltatrunk.queries.search.words import LONGEST, MOST_WORDS, fold, occurrences, wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ｇ６０", "g60", id="full-width"),
        pytest.param("“产业聚能”行动", "产业聚能行动", id="quotes"),
        pytest.param("5G\u200b-A\x00", "5g-a", id="control characters"),
        pytest.param("集成\u3000电 路\n", "集成电路", id="white space"),
        pytest.param("《纲要》", "纲要", id="title marks"),
    ],
)
def test_text_is_folded(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("氢能", ["氢能"], id="one word"),
        pytest.param(" 氢能\u3000园区 ", ["氢能", "园区"], id="two words, wide blank"),
        pytest.param('"G60 科创走廊" 松江', ["g60科创走廊", "松江"], id="phrase"),
        pytest.param("“G60 科创走廊”", ["g60科创走廊"], id="Chinese quotation marks"),
        pytest.param('氢能 "', ["氢能"], id="a lone quotation mark"),
        pytest.param("氢能 氢能", ["氢能"], id="twice"),
        pytest.param("a+b (c)", ["a+b", "(c)"], id="signs stand for themselves"),
    ],
)
def test_search_is_split_into_words(text: str, terms: list[str]) -> None:
    assert [term.text for term in wanted(text).terms] == terms


@pytest.mark.parametrize("text", ["", "   ", "\x00\x1b\u200b", '""', "“”", "\ud800"])
def test_search_without_words_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="没有写要找什么"):
        wanted(text)


@pytest.mark.parametrize("text", ["氢" * (LONGEST + 1), " ".join(str(n) for n in range(MOST_WORDS + 1))])
def test_search_that_is_too_long_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"太长|太多"):
        wanted(text)


def test_term_is_looked_for_in_both_widths() -> None:
    assert set(wanted("G60(松江)").terms[0].forms) >= {"g60(松江)", "ｇ６０（松江）", "g60（松江）"}


def test_places_are_those_of_the_text_itself_when_it_is_broken_and_wide() -> None:
    text = "建设Ｇ６０科\n创走廊"
    [(start, end, number)] = occurrences(text, wanted("g60科创").terms)
    assert (text[start:end], number) == ("Ｇ６０科\n创", 0)
