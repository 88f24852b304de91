from __future__ import annotations

import json

import pytest
from stored_columns import rows as rows_of

from deltatrunk.viz.columns import columns


@pytest.mark.parametrize(
    "values",
    [
        ["a"] * 5,
        ["a", "a", "a", "b", "a"],
        ["a", "b", "a", "b", "a", "b", "a", "c", "c"],
        ["a", "b", "c", "d"],
        [[], [1], [], [], []],
        [1, True, "1", 1.0, False, 0],
        [0, "", None, [], False],
    ],
    ids=["alike", "mostly", "again", "different", "lists", "like-ones", "like-nothings"],
)
def test_columns_are_read_back_as_the_rows_were(values: list[object]) -> None:
    rows = [{"value": value, "kind": "x"} for value in values]
    told = json.loads(json.dumps(columns(rows)))
    assert json.dumps(rows_of(told)) == json.dumps(rows)


def test_many_like_rows_take_little_room() -> None:
    rows = [{"kind": "park", "name": str(at), "level": int(at == 7)} for at in range(1000)]
    assert len(json.dumps(columns(rows))) < len(json.dumps([str(at) for at in range(1000)])) + 150


def test_no_rows_are_no_columns() -> None:
    assert columns([]) == {"n": 0, "c": {}}
