"""Whether every piece of evidence leads to words: its file, its passage, its span in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from ..errors import DeltatrunkError
from ..facts import Value
from ..model import Graph, Node, Relationship
from .model import Check, Result

TextOf = Callable[[str], str | None]
"""The text of a file, by the name that evidence has; None where nobody has it. May raise what it cannot read."""

_SPAN = re.compile(r"(.+):(\d+)-(\d+)", re.DOTALL)
_REBUILD = "请用 deltatrunk build 从原文件重新建图"


def no_text(_: str) -> str | None:
    """Know no text."""
    return None


def check_evidence(graph: Graph, text_of: TextOf = no_text) -> tuple[Result, ...]:
    """Check the evidence of all nodes and relationships. O(n); one text at a time is held."""
    form = Check("evidence", "出处写法正确，逐条有规则和段落", advice=_REBUILD)
    files = Check("evidence-files", "出处的文件都在图中", advice=_REBUILD)
    within = Check("evidence-passages", "出处落在所指的段落之内", advice=_REBUILD)
    named = Check("references", "引用的段落和文件节点都在图中", advice=_REBUILD)
    known = {str(n.properties["file"]) for n in graph.nodes.values() if "file" in n.properties}
    spans: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    things: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    for thing in things:
        pieces = [_span(one) for one in _texts(thing.properties.get("evidence"))]
        form.saw(thing.id, _form_problems(thing, pieces))
        named.saw(thing.id, _reference_problems(thing, graph))
        passages = _texts(thing.properties.get("passages"))
        for at, piece in enumerate(pieces):
            if piece is None:
                continue
            file, start, end = piece
            files.saw(thing.id, () if file in known else (f"文件 {file} 不在图中",))
            spans[file].append((start, end, thing.id))
            passage = graph.nodes.get(passages[at]) if at < len(passages) else None
            if passage is not None:
                within.saw(thing.id, _place_problems(piece, passage))
    results = [check.result() for check in (form, files, within, named)]
    return (*results, *_check_texts(graph, spans, text_of))


def _check_texts(
    graph: Graph, spans: defaultdict[str, list[tuple[int, int, str]]], text_of: TextOf
) -> tuple[Result, ...]:
    lengths = Check("passage-words", "段落的原文与起止相符", advice=_REBUILD)
    inside = Check("evidence-words", "出处在原文之内，且不是空白", advice=_REBUILD)
    passages: defaultdict[str, list[Node]] = defaultdict(list)
    for node in graph.nodes.values():
        if isinstance(node.properties.get("text"), str):
            lengths.saw(node.id, _length_problems(node))
            passages[str(node.properties.get("file", ""))].append(node)
    if not lengths.looked:
        lengths.unchecked = "图库里没有段落原文"
    unread = 0
    for file in sorted({*spans, *passages}):
        try:
            text = text_of(file)
        except DeltatrunkError as error:
            inside.add(file, error.what)
            continue
        if text is None:
            unread += 1
            continue
        for start, end, id_ in spans.get(file, ()):
            inside.saw(id_, _word_problems(text, file, start, end))
        for node in passages.get(file, ()):
            first, last = node.properties.get("start"), node.properties.get("end")
            if isinstance(first, int) and isinstance(last, int) and text[first:last] != node.properties["text"]:
                lengths.add(node.id, f"段落的原文不是 {file} 第 {first} 到 {last} 个字符")
    if unread:
        inside.unchecked = f"{unread} 份文件没有原文（可用 --documents 给出原文件）"
    return lengths.result(), inside.result()


def _form_problems(thing: Node | Relationship, pieces: list[tuple[str, int, int] | None]) -> Iterator[str]:
    written = _texts(thing.properties.get("evidence"))
    for one, piece in zip(written, pieces, strict=True):
        if piece is None:
            yield f"出处 {one} 不是 文件:起-止"
        elif piece[1] >= piece[2]:
            yield f"出处 {one} 是空的"
    for name, title in (("rules", "规则"), ("passages", "段落")):
        given = thing.properties.get(name)
        if isinstance(given, tuple) and len(given) != len(written):
            yield f"出处有 {len(written)} 条，{title}有 {len(given)} 条"


def _reference_problems(thing: Node | Relationship, graph: Graph) -> Iterator[str]:
    for name, labels in (("passages", ("Passage", "Section")), ("documents", ("Document",))):
        for id_ in _texts(thing.properties.get(name)):
            found = graph.nodes.get(id_)
            if found is None:
                yield f"{id_} 不在图中"
            elif found.labels[0] not in labels:
                yield f"{id_} 不是 {'或'.join(labels)}"


def _place_problems(piece: tuple[str, int, int], passage: Node) -> Iterator[str]:
    file, start, end = piece
    first, last = passage.properties.get("start"), passage.properties.get("end")
    if passage.properties.get("file") != file:
        yield f"{passage.id} 在另一份文件里"
    elif isinstance(first, int) and isinstance(last, int) and not first <= start <= end <= last:
        yield f"{start}-{end} 超出 {passage.id} 的 {first}-{last}"


def _length_problems(node: Node) -> Iterator[str]:
    first, last, text = (node.properties.get(name) for name in ("start", "end", "text"))
    if isinstance(first, int) and isinstance(last, int) and len(str(text)) != last - first:
        yield f"原文有 {len(str(text))} 个字符，起止是 {first}-{last}"


def _word_problems(text: str, file: str, start: int, end: int) -> Iterator[str]:
    if end > len(text):
        yield f"{start}-{end} 超出 {file} 的 {len(text)} 个字符"
    elif not text[start:end].strip():
        yield f"{file} 的 {start}-{end} 是空白"


def _span(one: str) -> tuple[str, int, int] | None:
    found = _SPAN.fullmatch(one)
    return (found[1], int(found[2]), int(found[3])) if found else None


def _texts(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
