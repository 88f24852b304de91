"""The words behind a fact: from ``FILE:START-END`` to the sentence that says so.

A graph that was loaded from documents carries each passage's words; a graph built from the bundled
facts does not, and then a quote has its document, section path and span but no text. Nothing is
guessed: where the stored words do not line up with the span, the text is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .facts import Value
from .model import Graph, Node, Relationship

WHOLE = 160
"""List items and table rows up to this length are quoted whole."""

_END = re.compile(r"[。！？；!?;]+[”’」』）)]*")
"""No line break: inside a passage it is only where the document's line was full."""
_BREAK_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef“”‘’])\s+(?=[\u3000-\u9fff\uff00-\uffef“”‘’])")
_SPAN = re.compile(r"(?P<file>.*):(?P<start>\d+)-(?P<end>\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quote:
    """One piece of evidence: where it stands and, where the graph has them, the words.

    ``exact`` are the characters of the span itself, ``text`` the sentence around them; both are
    None where the graph holds no text. ``start`` and ``end`` are those of the span in the file.
    """

    document: str
    path: str
    text: str | None
    exact: str | None
    file: str
    start: int
    end: int
    rule: str


def split_span(span: str) -> tuple[str, int, int]:
    """Split ``FILE:START-END``; a text of another shape comes back as a file with an empty span.

    >>> split_span("plan.txt:12-30")
    ('plan.txt', 12, 30)
    """
    found = _SPAN.fullmatch(span)
    return (found["file"], int(found["start"]), int(found["end"])) if found else (span, 0, 0)


def one_line(text: str) -> str:
    r"""Join the lines of a quote: nothing stands between two Chinese characters, one space elsewhere.

    >>> one_line("国家火\n炬计划  G60 走廊")
    '国家火炬计划 G60 走廊'
    """
    return " ".join(_BREAK_IN_CHINESE.sub("", text).split())


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence, or run of sentences, of a text that holds the span.

    >>> sentence("甲园建设。乙园引进企业；丙园。", 7, 9)
    '乙园引进企业；'
    """
    first = max((m.end() for m in _END.finditer(text, 0, start) if m.end() <= start), default=0)
    closing = _END.search(text, max(end - 1, start))
    return text[first : closing.end() if closing else len(text)].strip()


def quote(item: Node | Relationship, graph: Graph, index: int = 0) -> Quote:
    """Return the ``index``-th piece of evidence of a node or relationship.

    Raises :class:`IndexError` where there is no such piece.
    """
    file, start, end = split_span(_texts(item.properties.get("evidence"))[index])
    rules = _texts(item.properties.get("rules"))
    passages = _texts(item.properties.get("passages"))
    passage = graph.nodes.get(passages[index]) if index < len(passages) else None
    exact, text = _words(passage, start, end)
    return Quote(
        document=_document(item, graph, file, start, end),
        path=str(passage.properties.get("path", "")) if passage else "",
        text=text,
        exact=exact,
        file=file,
        start=start,
        end=end,
        rule=rules[index] if index < len(rules) else "",
    )


def quotes(item: Node | Relationship, graph: Graph) -> tuple[Quote, ...]:
    """Return every piece of evidence of a node or relationship, in the order of the documents."""
    count = len(_texts(item.properties.get("evidence")))
    return tuple(quote(item, graph, index) for index in range(count))


def _texts(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _words(passage: Node | None, start: int, end: int) -> tuple[str | None, str | None]:
    if passage is None:
        return None, None
    text = passage.properties.get("text")
    first, last = passage.properties.get("start"), passage.properties.get("end")
    if not isinstance(text, str) or not isinstance(first, int) or not isinstance(last, int):
        return None, None
    if len(text) != last - first or not first <= start <= end <= last:
        return None, None
    exact = text[start - first : end - first]
    whole = passage.properties.get("kind") != "paragraph" and len(text) <= WHOLE
    return exact, text.strip() if whole else sentence(text, start - first, end - first)


def _document(item: Node | Relationship, graph: Graph, file: str, start: int, end: int) -> str:
    """Name the innermost document of the file around the span: a gazette holds others."""
    named = [graph.nodes[id_] for id_ in _texts(item.properties.get("documents")) if id_ in graph.nodes]
    known = named or [node for node in graph.nodes.values() if node.labels[0] == "Document"]
    around: list[tuple[int, str]] = []
    for node in known:
        if node.properties.get("file") != file:
            continue
        first, last = node.properties.get("start"), node.properties.get("end")
        if not isinstance(first, int) or not isinstance(last, int):
            around.append((1 << 62, node.name))
        elif first <= start and end <= last:
            around.append((last - first, node.name))
    return min(around)[1] if around else named[0].name if len(named) == 1 else ""
