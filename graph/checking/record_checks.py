"""Whether what is kept beside the graph is whole, and agrees with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..errors import DeltatrunkError
from ..model import Graph
from ..receipt import receipt_of, unpack_details
from ..records import RECEIPT, SOURCE, Record
from .model import Check, Result


def check_records(graph: Graph, records: Iterable[Record]) -> tuple[Result, ...]:
    """Check whole records, with data and body: content, the last receipt's counts, the files.

    ``records`` may come as they are read; none is held longer than it is looked at.
    """
    whole = Check("records", "文件记录和变更记录完整", advice="请用 deltatrunk restore 恢复备份，或重新建图")
    sources: dict[str, Mapping[str, Any]] = {}
    receipts: list[tuple[str, Mapping[str, Any]]] = []
    for one in records:
        problems = [*_record_problems(one)]
        whole.saw(one.key, problems)
        if problems:
            continue
        if one.kind == SOURCE:
            sources[one.name] = one.noted
        elif one.kind == RECEIPT:
            receipts.append((one.name, one.noted))
    return whole.result(), _check_receipts(graph, receipts), _check_sources(graph, sources)


def _record_problems(one: Record) -> Iterator[str]:
    try:
        if not one.is_whole:
            yield "内容与校验和不符"
        elif one.kind == RECEIPT:
            receipt_of(one.noted, one.body)
            if one.body:
                unpack_details(one.body)
    except (DeltatrunkError, ValueError, KeyError, TypeError, AttributeError):
        yield "读不出来"


def _check_receipts(graph: Graph, receipts: Sequence[tuple[str, Mapping[str, Any]]]) -> Result:
    check = Check(
        "receipts", "最近一次变更记录的数目与图一致",
        advice="有人绕过 deltatrunk build 改过图：请重新建图，或恢复备份",
    )  # fmt: skip
    if not receipts:
        check.unchecked = "没有变更记录"
        return check.result()
    for name, note in receipts:
        check.saw(f"{RECEIPT}/{name}", () if name == f"{note['number']:06d}" else (f"编号是 {note['number']}",))
    name, last = max(receipts, key=lambda one: one[1]["number"])
    counts = graph.counts()
    for kind in sorted({*counts, *last["after"]}):
        said, have = last["after"].get(kind, 0), counts.get(kind, 0)
        check.saw(f"{RECEIPT}/{name}", () if said == have else (f"记录说 {kind} 有 {said} 个，图里有 {have} 个",))
    return check.result()


def _check_sources(graph: Graph, sources: Mapping[str, Mapping[str, Any]]) -> Result:
    check = Check("sources", "文件记录与图中载入的文件一致", advice="请用 deltatrunk build 从原文件重新建图")
    if not sources:
        check.unchecked = "没有文件记录（随附的事实，或旧版本建的图）"
        return check.result()
    loaded = {
        str(node.properties.get("file")): node
        for node in graph.nodes.values()
        if node.labels[0] == "Document" and node.properties.get("loaded") is True
    }
    for file in sorted({*sources, *loaded}):
        check.saw(file, _source_problems(sources.get(file), loaded[file].properties if file in loaded else None))
    return check.result()


def _source_problems(note: Mapping[str, Any] | None, properties: Mapping[str, Any] | None) -> Iterator[str]:
    if note is None:
        yield "图中有这份文件，却没有它的文件记录"
    elif properties is None:
        yield "有文件记录，图中却没有这份文件"
    elif "sha256" in note and note["sha256"] != properties.get("sha256"):
        yield "文件记录与图中的校验和不同"
