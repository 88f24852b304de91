"""The sentence behind a row, from the store or from the documents beside it."""

from __future__ import annotations

import pytest

from deltatrunk.queries.quoting import quoted

TEXT = "一、园区\n甲园建设。乙园引进企业；\n丙园。"
START = TEXT.index("甲园")
PASSAGE = (START, len(TEXT), TEXT[START:])
BARE = (START, len(TEXT), None)
SPAN = f"方案.txt:{TEXT.index('引进')}-{TEXT.index('企业') + 2}"


class Shelf:
    """Texts by checksum."""

    def text(self, sha256: str) -> str | None:
        return TEXT if sha256 == "known" else None


@pytest.mark.parametrize(
    ("value", "texts", "expected"),
    [
        pytest.param([SPAN, *PASSAGE, "known"], None, "乙园引进企业；", id="words-in-the-store"),
        pytest.param([SPAN, *BARE, "known"], None, None, id="nobody-has-them"),
        pytest.param([SPAN, *BARE, "known"], Shelf(), "乙园引进企业；", id="words-in-the-folder"),
        pytest.param([SPAN, *BARE, "other"], Shelf(), None, id="another-file-of-that-name"),
        pytest.param([SPAN, 0, 2, None, "known"], Shelf(), "引进企业", id="span-outside-the-passage"),
        pytest.param([SPAN, None, None, None, None], Shelf(), None, id="no-passage"),
        pytest.param(["方案.txt:2-7", 0, len(TEXT), TEXT, ""], None, "一、园区甲园建设。", id="on-one-line"),
        pytest.param(None, None, None, id="no-fact"),
        pytest.param([None, *PASSAGE, "known"], None, None, id="no-span"),
    ],
)
def test_a_quote_is_the_sentence(value: object, texts: Shelf | None, expected: str | None) -> None:
    assert quoted(value, texts) == expected
