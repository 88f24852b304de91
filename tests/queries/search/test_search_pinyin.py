"""What counts as the pinyin of a name."""

from __future__ import annotations

import pytest

from deltatrunk.queries.search.pinyin import Fit, alike, fit, ways


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        pytest.param("qpgyyq", "青浦工业园区", Fit.WHOLE, id="initials"),
        pytest.param("qingpu", "青浦工业园区", Fit.BEGINNING, id="syllables"),
        pytest.param("qingpugyyq", "青浦工业园区", Fit.WHOLE, id="mixed"),
        pytest.param("qpgongy", "青浦工业园区", Fit.BEGINNING, id="mixed the other way"),
        pytest.param("qingpugo", "青浦工业园区", Fit.BEGINNING, id="syllable being typed"),
        pytest.param("gyyq", "青浦工业园区", Fit.INSIDE, id="inside"),
        pytest.param("gy", "青浦工业园区", None, id="two letters only at the beginning"),
        pytest.param("hw", "华为", Fit.WHOLE, id="two letters"),
        pytest.param("zsj", "长三角", Fit.WHOLE, id="the other reading"),
        pytest.param("csj", "长三角", Fit.WHOLE, id="the reading"),
        pytest.param("chongqing", "重庆", Fit.WHOLE, id="heteronym"),
        pytest.param("zhongqing", "重庆", Fit.WHOLE, id="heteronym read wrongly"),
        pytest.param("chsj", "长三角", Fit.WHOLE, id="ch as an initial"),
        pytest.param("g60kczl", "G60科创走廊", Fit.WHOLE, id="letters and digits"),
        pytest.param("青浦gyyq", "青浦工业园区", Fit.WHOLE, id="characters and letters"),
        pytest.param("lvse", "绿色", Fit.WHOLE, id="v for ü"),
        pytest.param("luse", "绿色", Fit.WHOLE, id="u for ü"),
        pytest.param("cynxd", "“产业聚能”行动", None, id="a character left out"),
        pytest.param("cyjnxd", "“产业聚能”行动", Fit.WHOLE, id="marks are skipped"),
        pytest.param("qpgyyqx", "青浦工业园区", None, id="one too many"),
    ],
)
def test_letters_fit_a_name(typed: str, name: str, expected: Fit | None) -> None:
    spoken = tuple(map(ways, name))
    fits = [found for start in range(len(spoken)) if (found := fit(typed, spoken, start)) is not None]
    assert min(fits, default=None) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("清浦", "青浦", True), ("集成电璐", "集成电路", True), ("期能", "氢能", False), ("清铺", "青浦", False)],
)
def test_homophones_are_alike_when_half_is_the_same(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected
