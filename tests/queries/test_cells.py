"""What a cell holds, and how much room it takes."""

from __future__ import annotations

import pytest

from deltatrunk.queries.cells import LONGEST, TALLEST, Value, digits, height, is_formula, sheet_names, shown, width


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "是"),
        (False, "否"),
        (7, "7"),
        (("甲", "乙"), "甲；乙"),
        ("a\x00b\x1fc", "a\ufffdb\ufffdc"),
        ("\ud800\uffff", "\ufffd\ufffd"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("_x0041_", "_x005F_x0041_"),
        ("_xyz_", "_xyz_"),
    ],
    ids=repr,
)
def test_a_value_is_shown_as(value: Value, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize("character", ["长", "\U00020000"], ids=["one unit", "two units"])
def test_a_text_longer_than_a_cell_ends_in_an_ellipsis(character: str) -> None:
    found = shown(character * 40_000)
    assert found.endswith("…")
    assert LONGEST - 1 <= len(found.encode("utf-16-le")) // 2 <= LONGEST
    assert shown("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_what_begins_like_a_formula_is_known(first: str) -> None:
    assert is_formula(f"{first}1+1")
    assert not is_formula(f"1{first}1")


def test_a_chinese_character_is_two_wide() -> None:
    assert width("一二ab") == 6
    assert width("一\nabcdef") == 6
    assert width("") == 0


@pytest.mark.parametrize(
    ("value", "format_", "characters"),
    [(0.123, "0.0%", 5), (123456.0, "0.0%", 11), (2.0, "0%", 4), (2025, "0", 4), (0.5, "0.00", 4), (2048.1, "", 6)],
)
def test_a_number_takes_its_characters(value: float, format_: str, characters: int) -> None:
    assert digits(value, format_) == characters


def test_a_row_is_as_high_as_its_longest_cell_wants() -> None:
    one, two = height([("甲", 20.0)]), height([("甲" * 15, 20.0), ("甲", 20.0)])
    assert one < two == height([("甲\n乙", 20.0)])
    assert height([("甲" * 10_000, 10.0)]) == TALLEST
    assert height([]) == one


def test_sheet_names_are_what_excel_takes() -> None:
    found = sheet_names(["a/b:c", "", "'甲'", "A B C", "History", "甲" * 40, "甲" * 40])
    assert found == ["a b c", "表", "甲", "A B C（2）", "History（2）", "甲" * 31, "甲" * 28 + "（2）"]
    assert max(map(len, found)) <= 31
