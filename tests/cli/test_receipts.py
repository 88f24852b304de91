"""Receipts on the screen."""

from __future__ import annotations

import pytest

from deltatrunk.cli.receipts import named
from deltatrunk.graph.receipt import Change


@pytest.mark.parametrize(
    ("id_", "kind", "wanted"),
    [
        ("Company:华为技术有限公司", "Company", "华为技术有限公司"),
        ("LEADS|Company:甲|IndustryChain:乙", "LEADS", "甲 → 乙"),
        ("Company:甲|乙", "Company", "甲|乙"),
        ("LEADS|x", "LEADS", "LEADS|x"),
    ],
)
def test_change_is_named_by_its_words(id_: str, kind: str, wanted: str) -> None:
    assert named(Change(id_, kind, "", "h")) == wanted
