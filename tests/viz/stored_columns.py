"""The data blocks of a page, read as the page reads them."""

from __future__ import annotations

import re
from typing import Any


def block_of(page: str, name: str) -> str:
    """Return one of the data blocks of a page."""
    data = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert data
    return data[1]


def rows(stored: dict[str, Any]) -> list[dict[str, Any]]:
    """Return rows that were stored as columns, read as the page reads them."""
    return [{name: value(column, at) for name, column in stored["c"].items()} for at in range(stored["n"])]


def value(column: dict[str, Any], at: int) -> Any:
    if "i" in column:
        return column["t"][column["i"][at]]
    if "d" not in column:
        return column["v"][at]
    return column["v"][column["at"].index(at)] if at in column.get("at", ()) else column["d"]
