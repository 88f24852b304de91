"""What the other rules left: tables that none of them read, figures of goals without a value, untyped items.

These rules run after the others and look only at what they recorded, so that a new rule takes its own
findings off this list. Nothing is dropped silently (ontology rule 5).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ..chunks import Phrase
from ..deciding import is_class
from ..entities import TypedSentence
from ..measures import Unit
from ..naming import is_generic
from ..normal import View
from ..reading import Reading
from ..sentences import sentences
from ..tables import Table
from ..values import FIGURE

_GOAL_YEAR = re.compile(r"(?:到|至)20\d\d年")
_MONEY_GIVEN = re.compile(
    r"奖励|奖补|补贴|补助|资助|给予|扶持|支持额|最高|贴息|券|每户|每家|每人|罚款|注册资本|低于标准"
)
_THRESHOLD = re.compile(r"^(?:及?以上|以下|以内)?的?(?:企业|单位|项目|人才|团队|纳税|用户|家庭|高校)")
_TIMES = frozenset("天 小时 分钟 秒 岁 期 级 位 分 年 月 日".split())
_NO_FIGURE_BEFORE = tuple(".G第“十零+—-~至/")
_SURE, _LEAST_ITEMS, _SHORTEST_ITEM, _LONGEST_ITEM = 0.6, 2, 3, 20


def report_structure(reading: Reading, units: Iterable[Unit]) -> None:
    """Record the tables that no rule read, and the figures of goals that gave no value."""
    for table in _unread_tables(reading):
        first = table.header_passage or table.rows[0].passage
        words = f"表头不认识：{'、'.join(table.header)}" if table.header else "没有认出这张表的表头"
        reading.recorder.skip("unknown_header", words, first.view)
    measured = _Spans(
        [(m.place.start, m.place.end) for m in reading.recorder.mentions if m.key.label in ("Target", "Indicator")]
        + [(s.start, s.end) for s in reading.recorder.skips if s.kind in ("no_subject", "no_value")]
    )
    for view in _goal_figures(units):
        if not measured.touch(view.start, view.end):
            reading.recorder.skip("figure_without_subject", f"目标里的数字“{view.text}”没有读成指标", view)


def report_items(reading: Reading, typed: Iterable[TypedSentence]) -> None:
    """Record the items that got no type in a list of names whose other items got one."""
    for sentence in typed:
        if not sentence.untyped:
            continue
        sure: dict[int, Counter[str]] = defaultdict(Counter)
        for one in sentence.phrases:
            if one.confidence >= _SURE:
                sure[one.phrase.group][one.key.label] += 1
        for phrase in sentence.untyped:
            named = sure.get(phrase.group)
            if named is None or phrase.size < _LEAST_ITEMS or named.total() * 2 < phrase.size:
                continue
            if _is_name(phrase):
                view = sentence.view.part(phrase.start, phrase.end)
                reading.recorder.skip("untyped_item", f"“{phrase.text}”在一列名称中，认不出类型", view)


def _is_name(phrase: Phrase) -> bool:
    """Tell whether an item may be a name at all: neither a kind nor a clause."""
    if phrase.generic or not _SHORTEST_ITEM <= len(phrase.text) <= _LONGEST_ITEM:
        return False
    return not is_generic(phrase.text, "") and not is_class(phrase.text)


class _Spans:
    """Tells whether any of many places touches a span: O(log n) where places are short."""

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        self._places = sorted(set(places))
        self._longest = max((end - start for start, end in self._places), default=0)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether a place overlaps ``start..end``."""
        at = bisect_left(self._places, (start - self._longest, 0))
        while at < len(self._places) and self._places[at][0] < end:
            if self._places[at][1] > start:
                return True
            at += 1
        return False


def _unread_tables(reading: Reading) -> Iterator[Table]:
    recorder = reading.recorder
    read = _Spans(
        [(m.place.start, m.place.end) for m in recorder.mentions if m.place.rule != "citation"]
        + [(s.start, s.end) for s in recorder.skips]
    )
    for _, section in reading.root.walk():
        for table in section.tables:
            passages = [row.passage for row in table.rows]
            if table.header_passage is not None:
                passages.append(table.header_passage)
            if table.rows and not any(read.touch(p.view.start, p.view.end) for p in passages):
                yield table


def _goal_figures(units: Iterable[Unit]) -> Iterator[View]:
    """Yield the figures with a unit of goals: no dates, subsidies, thresholds or codes."""
    for unit in units:
        for _, view in unit.texts:
            for sentence in sentences(view):
                if unit.role != "goals" and not _GOAL_YEAR.search(sentence.text):
                    continue
                for match in FIGURE.finditer(sentence.text):
                    if _measures(sentence.text, match):
                        yield sentence.part(match.start(), match.end())


def _measures(text: str, match: re.Match[str]) -> bool:
    if not match["unit"] or match["unit"] in _TIMES:
        return False
    before = text[match.start() - 1 : match.start()]
    if before in _NO_FIGURE_BEFORE or (before.isascii() and before.isalnum()):
        return False
    clause = re.split(r"[，。；]", text[: match.start()])[-1]
    return not _MONEY_GIVEN.search(clause) and not _THRESHOLD.match(text[match.end() :])
