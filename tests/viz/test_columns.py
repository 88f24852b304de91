from __future__ import annotations

import json
from typing import Any

import pytest

from deltatrunk.viz.columns import columns


def read(stored: dict[str, Any]) -> list[dict[str, Any]]:
    """Read columns back in the way the module's docstring tells."""
    found: list[dict[str, Any]] = [{} for _ in range(stored["n"])]
    for name, column in stored["c"].items():
        for at, row in enumerate(found):
            if "i" in column:
                row[name] = column["t"][column["i"][at]]
            elif "d" not in column:
                row[name] = column["v"][at]
            elif at in column.get("at", []):
                row[name] = column["v"][column["at"].index(at)]
            else:
                row[name] = column["d"]
    return found


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
    assert json.dumps(read(told)) == json.dumps(rows)


def test_many_like_rows_take_little_room() -> None:
    rows = [{"kind": "park", "name": str(at), "level": int(at == 7)} for at in range(1000)]
    assert len(json.dumps(columns(rows))) < len(json.dumps([str(at) for at in range(1000)])) + 150


def test_no_rows_are_no_columns() -> None:
    assert columns([]) == {"n": 0, "c": {}}
