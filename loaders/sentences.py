"""Sentences of a view, each with its exact place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .normal import View

LONGEST = 2_000
"""Characters of what is read as one sentence, five times the longest of real plans.

The rules look at a sentence again for each of its figures and phrases: time grows with the square of its length."""

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
            yield from _bounded(view.part(start, mark.end()))
            start = mark.end()
    if start < len(text):
        yield from _bounded(view.part(start, len(text)))


def _bounded(view: View) -> Iterator[View]:
    """Cut what is no sentence any more, behind its last comma where it has one."""
    while len(view) > LONGEST:
        cut = 1 + max(view.text.rfind(mark, 0, LONGEST) for mark in "；，、") or LONGEST
        yield view.part(0, cut)
        view = view.part(cut, len(view))
    yield view
