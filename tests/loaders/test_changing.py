"""A change of the set of documents gives the graph that a build of all of them gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_documents import FOLDER, SHARED, source

from deltatrunk.graph.errors import NotAPolicyDocument
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph
from deltatrunk.loaders.changing import Changed, Kept, change
from deltatrunk.loaders.documents import Document, documents
from deltatrunk.loaders.pipeline import Body, Head, extract, joined, read_files
from deltatrunk.loaders.resolution.decisions import NO_DECISIONS
from deltatrunk.loaders.sources import pack_body, pack_head, unpack_body, unpack_head
from deltatrunk.loaders.text import SourceText, find_files, read_source

Read = tuple[tuple[Head, Body], ...]
Opened = tuple[SourceText, Sequence[Document]]

FULL_NAME = source(
    "关于启明数字科技有限公司的说明\n一、总体情况\n启明数字科技有限公司（以下简称启明数字）落户云岭软件园。\n", "a.txt"
)
SHORT_NAME = source("云岭区行动方案\n一、重点任务\n依托启明数字、云岭软件园发展软件产业。\n", "b.txt")
TITLED = source("云岭区行动方案（2024年）\n一、重点任务\n落实《云岭区行动方案》，发展人工智能产业。\n", "c.txt")


def opened(*sources: SourceText) -> list[Opened]:
    return [(one, tuple(documents(one))) for one in sources]


def folder(path: Path) -> list[SourceText]:
    found = []
    for file, name in find_files((path,))[0]:
        one = read_source(file, name)
        if one.text.strip():
            found.append(one)
    return found


def lines(graph: Graph) -> list[str]:
    return list(to_lines(graph))


def built(*sources: SourceText) -> tuple[Read, Graph]:
    read = read_files(opened(*sorted(sources, key=lambda s: s.file)))
    return read, joined(read, NO_DECISIONS, text=True)[0]


def kept(read: Read) -> Kept:
    """What a store keeps, through its text form."""
    bodies = {head.file: pack_body(body) for head, body in read}

    def some(names: Sequence[str]) -> Iterator[Body]:
        return (unpack_body(bodies[name]) for name in names)

    return Kept(tuple(unpack_head(pack_head(head)) for head, _ in read), some)


def after(read: Read, graph: Graph, add: Sequence[SourceText] = (), drop: Sequence[str] = ()) -> tuple[Read, Graph]:
    """The state after a change, as a store has it then."""
    changed = change(kept(read), opened(*add), drop)
    state = {head.file: (head, body) for head, body in read}
    for name in changed.dropped:
        del state[name]
    state.update({head.file: (head, body) for head, body in changed.read})
    return tuple(one for _, one in sorted(state.items())), applied(graph, changed)


def applied(graph: Graph, changed: Changed) -> Graph:
    """Return a graph after a change: what a store does, in memory."""
    nodes = {id_: node for id_, node in graph.nodes.items() if id_ not in changed.nodes}
    edges = {id_: r for id_, r in graph.relationships.items() if (r.type, r.start, r.end) not in changed.relationships}
    nodes.update(changed.graph.nodes)
    edges.update(changed.graph.relationships)
    return Graph(MappingProxyType(dict(sorted(nodes.items()))), MappingProxyType(dict(sorted(edges.items()))))


def small() -> list[SourceText]:
    usable = []
    for one in folder(FOLDER):
        try:
            tuple(documents(one))
        except NotAPolicyDocument:
            continue
        usable.append(one)
    return usable


@pytest.mark.parametrize("name", [s.file for s in small()])
def test_added_document_gives_the_graph_of_a_build(name: str) -> None:
    everything = small()
    read, graph = built(*[s for s in everything if s.file != name])
    whole_read, whole = built(*everything)
    found_read, found = after(read, graph, add=[s for s in everything if s.file == name])
    assert lines(found) == lines(whole)
    assert found_read == whole_read


@pytest.mark.parametrize("name", [s.file for s in small()])
def test_removed_document_gives_the_graph_of_a_build(name: str) -> None:
    everything = small()
    read, graph = built(*everything)
    rest_read, rest = built(*[s for s in everything if s.file != name])
    found_read, found = after(read, graph, drop=[name])
    assert lines(found) == lines(rest)
    assert found_read == rest_read


@pytest.mark.parametrize(
    ("first", "second"),
    [*combinations((FULL_NAME, SHORT_NAME, TITLED), 2)],
    ids=lambda one: one.file if isinstance(one, SourceText) else None,
)
def test_documents_that_name_each_other_s_things(first: SourceText, second: SourceText) -> None:
    for one, other in ((first, second), (second, first)):
        read, graph = built(one)
        assert lines(after(read, graph, add=[other])[1]) == lines(built(one, other)[1])
        both_read, both = built(one, other)
        assert lines(after(both_read, both, drop=[other.file])[1]) == lines(graph)


def test_newer_text_of_a_file_takes_its_place() -> None:
    newer = source(SHORT_NAME.text.replace("软件产业", "氢能产业"), SHORT_NAME.file)
    read, graph = built(FULL_NAME, SHORT_NAME)
    assert lines(after(read, graph, add=[newer])[1]) == lines(built(FULL_NAME, newer)[1])


def test_change_touches_no_more_than_it_has_to() -> None:
    read, graph = built(FULL_NAME, SHORT_NAME)
    other = source("临海市养老服务办法\n一、服务\n完善社区养老服务。\n", "z.txt")
    changed = change(kept(read), opened(other))
    assert [head.file for head, _ in changed.read] == ["z.txt"]
    assert not changed.reread
    assert not changed.nodes & set(graph.nodes)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared documents here")
def test_shared_documents_one_by_one() -> None:
    everything = folder(SHARED / "documents")
    read, graph = built(everything[0])
    for number in range(2, len(everything) + 1):
        read, graph = after(read, graph, add=[everything[number - 1]])
    whole_read, whole = built(*everything)
    assert lines(graph) == lines(whole) == lines(extract((SHARED / "documents",)).graph)
    assert read == whole_read
    for one in everything[:-1]:
        read, graph = after(read, graph, drop=[one.file])
    assert lines(graph) == lines(built(everything[-1])[1])


def test_document_is_read_again_when_another_states_a_name_that_it_holds() -> None:
    stating = source(
        "云岭蓝色工坊科技园（以下简称“蓝坊”）建设方案\n一、总体情况\n云岭蓝色工坊科技园（以下简称“蓝坊”）占地10亩。\n",
        "a.txt",
    )
    using = source("云岭区行动方案\n一、重点任务\n依托蓝坊、云岭软件园发展软件产业。\n", "b.txt")
    read, graph = built(using)
    assert change(kept(read), opened(stating)).reread == (using.file,)
    both_read, both = built(stating, using)
    assert lines(after(read, graph, add=[stating])[1]) == lines(both)
    assert change(kept(both_read), dropped=[stating.file]).reread == (using.file,)
    assert lines(after(both_read, both, drop=[stating.file])[1]) == lines(graph)


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(range(6)), min_size=1, max_size=6))
def test_any_row_of_changes_gives_the_graph_of_a_build(steps: list[int]) -> None:
    """A step brings the document in, or takes it out where it is there."""
    texts = [FULL_NAME, SHORT_NAME, TITLED, *small()[:3]]
    read, graph = built(texts[0])
    there = {texts[0].file: texts[0]}
    for step in steps:
        one = texts[step]
        if one.file in there:
            del there[one.file]
            read, graph = after(read, graph, drop=[one.file])
        else:
            there[one.file] = one
            read, graph = after(read, graph, add=[one])
    assert lines(graph) == lines(built(*there.values())[1])
