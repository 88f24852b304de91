"""Sentences of a view, each with its exact place."""

from __future__ import annotations

from collections.abc import Iterator

from .normal import View

_ENDS = "。！？"


def sentences(view: View) -> Iterator[View]:
    """Yield the sentences of a view with their final mark; a mark inside quotation marks ends none."""
    text = view.text
    start = depth = 0
    for k, c in enumerate(text):
        if c in "“《（":
            depth += 1
        elif c in "”》）":
            depth = max(0, depth - 1)
        elif c in _ENDS and depth == 0:
            yield view.part(start, k + 1)
            start = k + 1
    if start < len(text):
        yield view.part(start, len(text))
