"""What a load saw and could not place, as a list that a person can work through (ontology rule 5).

Each line says where it stands: file, line, section, characters, the words; and what to do about it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..graph.facts import Skip
from .documents import documents
from .reading import passages_of
from .text import SourceText, find_files, read_source

LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of what is not placed: its Chinese title and what a person can do."""

    title: str
    advice: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "unknown_header": Kind(
            "不认识的表头", "把表头改成“指标、目标值、项目名称、产业链、企业”等常用列名，或报告给开发者"
        ),
        "unmatched_unit": Kind("对不上的责任单位", "统称没有指明是谁；需要时在原文写出单位名称"),
        "no_subject": Kind("不知属于谁的数值", "核对这一数值说的是哪个地方、园区或计划；需要时在句首写明"),
        "figure_without_subject": Kind("没有读成指标的数字", "核对它衡量的是什么；需要时写成“指标达到数值单位”"),
        "no_value": Kind("读不出数值的指标", "核对表格里的数值和单位"),
        "untyped_item": Kind("认不出类型的列举项", "核对它是企业、园区还是产业；可在列举后写明“等企业”之类"),
        "empty_cell": Kind("表格里的空格", "核对原表这一格是否漏填"),
        "schema": Kind("不合本体的事实", "核对这一处读得对不对；读错了请报告给开发者"),
        "decision": Kind("不能执行的归一决定", "改正决定文件里的那一条"),
    }
)
_UNKNOWN = Kind("", "核对原文")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """One thing that was not placed; ``line`` counts from 1, 0 where there is no place."""

    document: str
    file: str
    kind: str
    detail: str
    words: str
    line: int
    section: str
    start: int
    end: int

    @property
    def title(self) -> str:
        """The kind's Chinese title."""
        return title_of(self.kind)

    @property
    def advice(self) -> str:
        """What to do about it."""
        return KINDS.get(self.kind, _UNKNOWN).advice


def title_of(kind: str) -> str:
    """Return the Chinese title of a kind of skips; the kind itself where it has none."""
    return KINDS.get(kind, _UNKNOWN).title or kind


def sources_of(paths: Sequence[Path], skipped: Iterable[Skip]) -> Iterator[SourceText]:
    """Read again, one at a time, the files that something was skipped in: a load of thousands keeps no text."""
    wanted = {skip.file for skip in skipped}
    for path, name in find_files(tuple(paths))[0]:
        if name in wanted:
            yield read_source(path, name)


def unplaced(skipped: Iterable[Skip], sources: Iterable[SourceText]) -> tuple[Unplaced, ...]:
    """Return everything that a load could not place, by document and place; ``sources`` are its files."""
    left: dict[str, set[Skip]] = defaultdict(set)
    for skip in skipped:
        left[skip.file].add(skip)
    rows: list[Unplaced] = []
    for source in sources:
        if source.file in left:
            rows += _placed(source, left.pop(source.file))
    rows += [Unplaced("", s.file, s.kind, s.detail, "", 0, "", s.start, s.end) for rest in left.values() for s in rest]
    return tuple(sorted(rows, key=lambda r: (r.file, r.start, r.end, r.kind, r.detail)))


def _placed(source: SourceText, skipped: Iterable[Skip]) -> Iterator[Unplaced]:
    """Say where in a file each skip stands: its structure is read again, its sentences are not."""
    lines = _line_starts(source.text)
    passages = sorted(
        (passage.view.start, " > ".join(passage.path), document.name)
        for document in documents(source) for passage in passages_of(document.root)
    )  # fmt: skip
    starts = [start for start, _, _ in passages]
    for skip in skipped:
        words = " ".join(source.text[skip.start : skip.end].split())
        if len(words) > LONGEST_WORDS:
            words = words[: LONGEST_WORDS - 1] + "…"
        _, section, document = passages[max(0, bisect_right(starts, skip.start) - 1)] if passages else (0, "", "")
        line = bisect_right(lines, skip.start)
        yield Unplaced(document, skip.file, skip.kind, skip.detail, words, line, section, skip.start, skip.end)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
