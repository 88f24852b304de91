"""Normalised views: one form for many spellings, and every character's way back to the file."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deltatrunk.loaders.normal import EMPTY, View, join, normalise

CASES = {
    "full-width digits and letters": ("２０２５年Ｇ６０", "2025年G60"),
    "half-width punctuation": ("(一)目标:甲,乙;丙?", "（一）目标：甲，乙；丙？"),
    "square brackets": ("[2022]9号", "〔2022〕9号"),
    "stray spaces between characters": ("长 三 角　数字 干线", "长三角数字干线"),
    "spaces beside punctuation": ("甲 、 乙 （ 丙 ）", "甲、乙（丙）"),
    "spaces around a range": ("2022 ~ 2023 年", "2022~2023年"),
    "spaces before a percent sign": ("95 %", "95%"),
    "Latin words keep one space": ("AI   Studio平台", "AI Studio平台"),
    "reversed quote before digits": ("‛60科创走廊和‛50", "G60科创走廊和G50"),
    "reversed quote elsewhere": ("‛甲", "‛甲"),
    "bold marks": ("**一、总体要求**", "一、总体要求"),
    "single star": ("甲*乙", "甲*乙"),
    "tags": ("CO<sub>2</sub>减排<br/>目标", "CO2减排目标"),
    "no tag": ("a<b", "a<b"),
    "wave dashes": ("2022～2023", "2022~2023"),
    "hyphen-like dashes": ("2022–2023－2024", "2022-2023-2024"),
    "long dash stays": ("2023—2025", "2023—2025"),
    "corner quotes": ("「云」『上』", "“云”“上”"),
    "middle dots": ("甲•乙・丙", "甲·乙·丙"),
    "invisible characters": ("\ufeff甲\u200b乙", "甲乙"),
    "line break inside a word": ("数字\r\n干线", "数字干线"),
    "circled numbers": ("①甲", "①甲"),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_normalise_folds_to_one_form(text: str, wanted: str) -> None:
    assert normalise(text, 0, len(text)).text == wanted


@pytest.mark.parametrize("text", [c[0] for c in CASES.values()], ids=CASES.keys())
def test_normalise_is_stable_when_repeated(text: str) -> None:
    once = normalise(text, 0, len(text)).text
    assert normalise(once, 0, len(once)).text == once


LETTERS = st.sampled_from(
    "长三角数字干线一二（）()【】,，.。;；:： \t　\n*<>/bsu‛‘”“0123456789０５％%～—–AaGz①…㎡㈱Ⅳﬁ·•\ufeff\u200b"
)
TEXTS = st.text(st.one_of(LETTERS, LETTERS, LETTERS, st.characters(codec="utf-8")), max_size=60)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_every_character_comes_from_its_place_in_the_source(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    view = normalise(text, start, end)
    assert len(view) == len(view.starts) == len(view.ends)
    assert all(start <= s < e <= end for s, e in zip(view.starts, view.ends, strict=True))
    assert list(view.starts) == sorted(view.starts)
    for i, c in enumerate(view.text):
        s, e = view.span(i, i + 1)
        original = text[s:e]
        assert (c == " " and original.isspace()) or c in normalise(original, 0, len(original)).text or original == "‛"


@given(TEXTS, st.data())
def test_span_of_a_part_holds_the_part(text: str, data: st.DataObject) -> None:
    view = normalise(text, 0, len(text))
    if not view:
        return
    i = data.draw(st.integers(0, len(view) - 1))
    j = data.draw(st.integers(i + 1, len(view)))
    part = view.part(i, j)
    assert (part.start, part.end) == view.span(i, j)
    again = normalise(text, *view.span(i, j)).text
    assert part.text.strip() in again or "‛" in text or "<" in text or "*" in text


def test_span_slices_the_file_exactly_when_characters_vanish() -> None:
    text = "依托长 三 角\r\n数字**干线**建设"
    view = normalise(text, 0, len(text))
    found = re.search("长三角数字干线", view.text)
    assert found is not None
    start, end = view.span(*found.span())
    assert text[start:end] == "长 三 角\r\n数字**干线"


def test_finditer_matches_the_normalised_words() -> None:
    view = normalise("(甲)(乙)", 0, 6)
    assert [view.span(*m.span()) for m in view.finditer(re.compile("（.）"))] == [(0, 3), (3, 6)]


@given(st.lists(TEXTS, max_size=5))
def test_join_keeps_offsets(texts: list[str]) -> None:
    whole = "\n".join(texts)
    views: list[View] = []
    at = 0
    for text in texts:
        views.append(normalise(whole, at, at + len(text)))
        at += len(text) + 1
    joined = join(views)
    assert joined.text.replace(" ", "") == "".join(v.text for v in views).replace(" ", "")
    pairs = [(s, e) for v in views for s, e in zip(v.starts, v.ends, strict=True)]
    kept = list(zip(joined.starts, joined.ends, strict=True))
    assert [p for p in kept if p in set(pairs)] == pairs
    assert list(joined.starts) == sorted(joined.starts)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param(("数字", "干线"), "数字干线", id="Chinese"),
        pytest.param(("AI", "Studio"), "AI Studio", id="Latin words"),
        pytest.param(("20", "25年"), "2025年", id="a number that a page broke"),
        pytest.param(("甲", "", "乙"), "甲乙", id="an empty line"),
    ],
)
def test_join_puts_a_space_only_between_latin_words(lines: tuple[str, ...], wanted: str) -> None:
    assert join([normalise(line, 0, len(line)) for line in lines]).text == wanted


def test_shifted_and_stripped_views_keep_their_places() -> None:
    view = normalise("\t甲、乙、", 0, 5).shifted(100)
    assert (view.strip("、").text, view.strip("、").start, view.strip("、").end) == ("甲、乙", 101, 104)


def test_empty_view_is_false() -> None:
    assert not EMPTY
    assert not normalise("  \n", 0, 3)
    assert join([]) == EMPTY
