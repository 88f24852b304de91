"""Where a part of a space lies by its name: 东部…, 西翼, 北拓展区; or as any map has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import yaml

WINDS: Mapping[str, int] = {"东": 0, "东北": 45, "北": 90, "西北": 135, "西": 180, "西南": 225, "南": 270, "东南": 315}
"""Degrees from east, against the clock, north up."""
KNOWN_NOTE = "文件未写明的方位取自通行地图的大致方位"
"""What a map says that seats something by :func:`bearing` and not by the words of a document."""
_SAID = re.compile(r"(东北|西北|东南|西南|东|西|南|北)(?=部|翼|片|侧|拓|扩|向|进|延|组团)")


def said_bearing(names: Iterable[str]) -> int | None:
    """Return the direction that one of the names says itself, in degrees; None where none does.

    >>> said_bearing(["东部产城融合示范区"]), said_bearing(["西南翼"]), said_bearing(["西岑科创中心"])
    (0, 225, None)
    """
    found = (_SAID.search(name) for name in names)
    return next((WINDS[match[1]] for match in found if match), None)


def bearing(names: Iterable[str]) -> int | None:
    """Return the direction that a name says, else the one that any map has for it; None where neither does."""
    forms = tuple(names)
    said = said_bearing(forms)
    if said is not None:
        return said
    known = max(((len(name), name) for name in _known() if any(name in form for form in forms)), default=None)
    return WINDS[_known()[known[1]]] if known else None


@cache
def _known() -> Mapping[str, str]:
    raw = yaml.safe_load(files(__package__).joinpath("data/bearings.yaml").read_text("utf-8"))
    return {str(name): str(wind) for name, wind in raw.items()}
