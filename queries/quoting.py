"""The sentence behind a row: from a fact's span and its passage to the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..graph.quotes import one_line, sentence, split_span

NO_TEXT = "图中没有原文（随附的事实不含原文）；可用 --documents 给出放有原文件的文件夹"


class Texts(Protocol):
    """Where a document's text can be had when the store does not hold it."""

    def text(self, sha256: str) -> str | None:
        """Return the text of the file with this SHA-256, None where it is not at hand."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """The characters of a span and the sentence around them; both empty where nobody has the text."""

    exact: str = ""
    sentence: str = ""


def words(span: str, passage: tuple[object, object, object], sha256: object, texts: Texts | None = None) -> Words:
    """Return the words of ``FILE:START-END``.

    ``passage`` is start, end and text of the passage that holds the span; without the text,
    ``texts`` is asked for the document of that SHA-256. Where the two do not line up nothing is
    guessed.
    """
    _, start, end = split_span(span)
    first, last, text = passage
    if isinstance(text, str) and isinstance(first, int) and first <= start <= end <= first + len(text):
        return Words(text[start - first : end - first], sentence(text, start - first, end - first))
    found = texts.text(sha256) if texts is not None and isinstance(sha256, str) else None
    if found is None:
        return Words()
    if isinstance(first, int) and isinstance(last, int) and first <= start <= end <= last:
        return Words(found[start:end], sentence(found[first:last], start - first, end - first))
    return Words(found[start:end])


def quoted(value: object, texts: Texts | None = None) -> str | None:
    """Return the cell of a column that shows a quote, on one line; None where nobody has the text.

    ``value`` is ``[span, p.start, p.end, p.text, d.sha256]``.
    """
    if not isinstance(value, tuple | list) or len(value) != 5 or not isinstance(value[0], str):
        return None
    span, start, end, text, sha256 = value
    found = words(span, (start, end, text), sha256, texts)
    return one_line(found.sentence or found.exact) or None
