"""Words and normalised lines against the plain ways to find them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deltatrunk.loaders.findings import Key, Mention, Place
from deltatrunk.loaders.grammar import Words
from deltatrunk.loaders.names import stated_names
from deltatrunk.loaders.normal import _character_by_character, normalise

_TEXTS = st.text("甲乙丙丁", max_size=12)
_WORDS = st.sets(st.text("甲乙丙丁", min_size=1, max_size=5), max_size=12)


@given(_WORDS, _WORDS, _WORDS, _TEXTS)
def test_longest_match_is_found_at_every_place(own: set[str], beside: set[str], below: set[str], text: str) -> None:
    words = Words(below).union(beside).union(own)
    every = own | beside | below
    for at in range(len(text)):
        expected = max((w for w in every if text.startswith(w, at)), key=len, default="")
        assert words.match(text, at) == expected
        pair = text[at : at + 2]
        assert any(pair in pairs for pairs in words.begins) == any(w[:2] == pair for w in every if len(w) > 1)
    assert words.match_end(text) == max((w for w in every if text.endswith(w)), key=len, default="")
    assert words.occur_in(text) == any(w in text for w in every)
    assert set(words) == every
    assert all(w in words for w in every)


@given(st.text("甲a1 \t,，<b>*‛’㎡①…・ﬁ　½\u200b\ufeff\u00a8", max_size=30))
def test_a_whole_line_reads_as_its_characters_do(text: str) -> None:
    fast, slow = normalise(text, 0, len(text)), _character_by_character(text, 0, len(text))
    assert (fast.text, tuple(fast.starts), tuple(fast.ends)) == (slow.text, tuple(slow.starts), tuple(slow.ends))


def test_a_short_form_is_known_where_one_legal_name_opens_with_it() -> None:
    place = Place("甲.txt", 0, 2, "table", 0.9)
    legal = ("上海华东电脑系统有限公司", "上海东方明珠有限公司", "上海东方航空有限公司")
    names = stated_names(Mention(Key("Company", name), place) for name in legal)
    known = names.find("华东电脑")
    assert known is not None
    assert (known.label, known.name) == ("Company", "华东电脑")
    assert names.find("东方") is None
    assert names.find("上海东方航空") is not None
