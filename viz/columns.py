"""Rows of equal things as columns: a map of 20,000 names then weighs a third, and is read faster.

A column is ``{"d": value}`` where all rows are alike, ``{"d": value, "at": [rows], "v": [values]}`` where most
are, ``{"t": [values], "i": [indexes]}`` where few different ones come again and again, else ``{"v": [values]}``.
``static/data.js`` reads them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

Json = object
Row = Mapping[str, Json]

_ALONE = ({str}, {int}, {float}, {int, float})
"""Types whose equal values are the same to JSON."""
_MOSTLY = 0.6
_AGAIN = 2


def columns(rows: Sequence[Row]) -> dict[str, Json]:
    """Return the rows as ``{"n": count, "c": {name: column}}``; every row has the same names.

    >>> columns([{"x": 1, "kind": "park"}, {"x": 2, "kind": "park"}])
    {'n': 2, 'c': {'x': {'v': [1, 2]}, 'kind': {'d': 'park'}}}
    """
    return stored({name: [row[name] for row in rows] for name in rows[0]} if rows else {})


def stored(table: Mapping[str, Sequence[Json]]) -> dict[str, Json]:
    """Return lists of values by name, all of one length, as :func:`columns` returns rows."""
    count = len(next(iter(table.values()), ()))
    return {"n": count, "c": {name: _column(values) for name, values in table.items()} if count else {}}


def _column(values: Sequence[Json]) -> dict[str, Json]:
    keys = values if set(map(type, values)) in _ALONE else [_key(value) for value in values]
    counted = Counter(keys)
    common, most = counted.most_common(1)[0]
    first = {key: at for at, key in reversed(list(enumerate(keys)))}
    default = values[first[common]]
    if most == len(values):
        return {"d": default}
    if most >= _MOSTLY * len(values):
        others = [at for at, key in enumerate(keys) if key != common]
        return {"d": default, "at": others, "v": [values[at] for at in others]}
    if len(counted) * _AGAIN <= len(values) and not all(isinstance(value, int | float) for value in values):
        table = {key: at for at, key in enumerate(counted)}
        return {"t": [values[first[key]] for key in counted], "i": [table[key] for key in keys]}
    return {"v": list(values)}


def _key(value: Json) -> Json:
    """Return what two equal values share: their type, too, for 1 is not true."""
    if isinstance(value, list):
        return (list, json.dumps(value) if value else "")
    return (type(value), value)
