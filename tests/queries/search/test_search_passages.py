"""How passages are weighed and cut."""

from __future__ import annotations

from deltatrunk.queries.search.passages import SNIPPET, plain, score, snippet
from deltatrunk.queries.search.words import wanted


def points(hits: list[int], *, length: int = 50, heading: bool = False, together: bool = False, titled: int = 0) -> int:
    return score(hits, length=length, heading=heading, together=together, titled=titled)


def test_score_grows_with_each_sign_and_shrinks_with_length() -> None:
    plain_one = points([1, 1])
    assert points([2, 1]) > plain_one
    assert points([1, 1], together=True) > points([2, 1])
    assert points([1, 1], heading=True) > plain_one
    assert points([1, 1], titled=1) > plain_one
    assert points([1, 1], length=900) < plain_one


def test_score_of_many_occurrences_has_an_end() -> None:
    assert points([40]) == points([4])


def test_snippet_is_the_sentence_with_most_words() -> None:
    cut = snippet("甲园有氢能。乙园的氢能与储能并举。丙园。", wanted("氢能 储能").terms)
    assert cut is not None
    assert cut.text == "乙园的氢能与储能并举。"
    assert [cut.text[a:b] for a, b in cut.marks] == ["氢能", "储能"]


def test_hit_of_a_snippet_is_its_place_in_the_passage() -> None:
    text = "  甲园。\n乙园的Ｇ６０ 走廊。"
    cut = snippet(text, wanted("g60走廊").terms)
    assert cut is not None
    assert text[slice(*cut.hit)] == "Ｇ６０ 走廊"


def test_long_sentence_is_cut_around_the_hit() -> None:
    cut = snippet("前" * 200 + "氢能" + "后" * 200, wanted("氢能").terms)
    assert cut is not None
    assert len(cut.text) == SNIPPET + 2
    assert cut.text.startswith("…")
    assert cut.text.endswith("…")
    assert [cut.text[a:b] for a, b in cut.marks] == ["氢能"]


def test_marks_that_touch_are_one() -> None:
    cut = snippet("氢能氢能园区", wanted("氢能 园区").terms)
    assert cut is not None
    assert cut.marks == ((0, 6),)


def test_passage_without_the_words_has_no_snippet() -> None:
    assert snippet("甲园。", wanted("氢能").terms) is None


def test_place_is_shown_in_its_sentence() -> None:
    cut = plain("甲园。乙园引进企业。", 3, 5)
    assert (cut.text, cut.marks) == ("乙园引进企业。", ((0, 2),))
