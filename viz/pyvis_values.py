"""What people give pyvis as ids, labels, sizes, colours and shapes, read as what a view can hold.

pyvis takes anything and leaves the rest to JSON and the browser; so numpy scalars, dates, missing
values and every way of writing a CSS colour are met here, once. Nothing raises: what cannot be read
is as if it had not been given.
"""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

import webcolors

from .geometry import plain

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.I)
_CALL = re.compile(r"(rgb|hsl)a?\(([^()]{5,80})\)", re.I)
_HALF = re.compile("[\ud800-\udfff]")
_FAR = 1e7
_SHAPES = {
    "box": "box", "database": "box", "square": "square", "image": "square", "diamond": "diamond", "star": "star",
    "triangle": "triangle", "triangleDown": "triangleDown", "hexagon": "hexagon", "ellipse": "ellipse",
}  # fmt: skip


def text(value: object) -> str:
    """Return any value as one line of plain text, empty for what is missing.

    >>> text(3.0), text(None), text(float("nan")), text(("甲", 2))
    ('3', '', '', '甲、2')
    """
    if type(value) is str:
        return plain(value)
    value = _scalar(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    elif isinstance(value, datetime):
        value = value.isoformat(" ")
    elif isinstance(value, date):
        value = value.isoformat()
    elif isinstance(value, Mapping):
        value = "；".join(f"{text(key)}：{text(one)}" for key, one in value.items())
    elif isinstance(value, (list, tuple)):
        value = "、".join(map(text, value))
    return plain(str(value))


def number(value: object) -> float | None:
    """Return a finite number that a drawing has room for, or None."""
    value = _scalar(value)
    if isinstance(value, (bool, complex)) or value is None:
        return None
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) < _FAR else None


def color(value: object) -> str:
    """Return a CSS colour, or the background of a pyvis colour object, as ``#rrggbb``; empty where it is none.

    What stands here reaches the page's canvas, so nothing but six digits leaves.

    >>> color("RED"), color("rgb(0, 128, 255)"), color({"background": "#abc"}), color("url(x)")
    ('#ff0000', '#0080ff', '#aabbcc', '')
    """
    if isinstance(value, Mapping):
        value = value.get("background", value.get("color"))
    if not isinstance(value, str):
        return ""
    written = value.strip().lower()
    if _HEX.fullmatch(written):
        digits = written[1:]
        return "#" + ("".join(d * 2 for d in digits[:3]) if len(digits) < 6 else digits[:6])
    called = _CALL.fullmatch(written)
    if called:
        return _called(called[1], re.split(r"[\s,/]+", called[2].strip()))
    try:
        return str(webcolors.name_to_hex(written))
    except ValueError:
        return ""


def shape(value: object) -> str:
    """Return the symbol nearest to a pyvis shape. Pictures are never loaded; they become squares."""
    return _SHAPES.get(value, "dot") if isinstance(value, str) else "dot"


def key(value: object) -> Hashable:
    """Return what tells an id from others: itself, or its writing where it cannot be hashed."""
    if isinstance(value, Hashable):
        try:
            hash(value)
        except TypeError:  # a tuple that holds a list
            return repr(value)
        return value
    return repr(value)


def text_ids(values: Iterable[object]) -> dict[Hashable, str]:
    """Return a text for every id, by :func:`key`; different ids get different texts.

    A text stays what it is, so ``1`` beside ``"1"`` is the one that gets a number behind it. Halves of
    surrogate pairs, which no file can hold, are written out.
    """
    known = {key(value): value for value in values}
    found: dict[Hashable, str] = {k: v for k, v in known.items() if isinstance(v, str) and _storable(v)}
    taken = set(found.values())
    for k, value in known.items():
        if k in found:
            continue
        base = (value if isinstance(value, str) else text(value)).encode("utf-8", "backslashreplace").decode() or "-"
        name, copy = base, 1
        while name in taken:
            copy += 1
            name = f"{base} #{copy}"
        taken.add(name)
        found[k] = name
    return {k: found[k] for k in known}


def _storable(value: str) -> bool:
    return bool(value) and not _HALF.search(value)


def _scalar(value: object) -> Any:
    """Return what a numpy or pandas scalar holds; arrays become lists."""
    if value is None or type(value) in (str, int, float):
        return value
    for name in ("item", "tolist"):
        unpack = getattr(value, name, None)
        if callable(unpack) and type(value).__module__.partition(".")[0] in ("numpy", "pandas"):
            try:
                return unpack()
            except (TypeError, ValueError):
                continue
    return None if type(value).__name__ in ("NaTType", "NAType") else value


def _called(kind: str, parts: list[str]) -> str:
    try:
        if kind == "rgb":
            values = [float(p[:-1]) * 2.55 if p.endswith("%") else float(p) for p in parts[:3]]
        else:
            hue, saturation, light = (float(p.removesuffix("%").removesuffix("deg")) for p in parts[:3])
            values = [255 * v for v in colorsys.hls_to_rgb(hue / 360 % 1, light / 100, saturation / 100)]
        red, green, blue = (min(255, max(0, round(v))) for v in values)
    except (ValueError, OverflowError):
        return ""
    return f"#{red:02x}{green:02x}{blue:02x}"
