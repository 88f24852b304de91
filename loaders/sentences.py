"""Sentences of a view, each with its exact place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .normal import View

_MARKS = re.compile(r"[“《（”》）。！？]")


def sentences(view: View) -> Iterator[View]:
    """Yield the sentences of a view with their final mark; a mark inside quotation marks ends none."""
    text = view.text
    start = depth = 0
    for mark in _MARKS.finditer(text):
        c = mark[0]
        if c in "“《（":
            depth += 1
        elif c in "”》）":
            depth = max(0, depth - 1)
        elif depth == 0:
            yield view.part(start, mark.end())
            start = mark.end()
    if start < len(text):
        yield view.part(start, len(text))
