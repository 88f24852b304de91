"""Figures in prose: 到2023年，园区产业规模达到100亿元，其中数字经济核心产业规模达到30亿元."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..findings import Key
from ..grammar import grammar
from ..measures import Unit
from ..naming import Guess, guess, place_at_start
from ..normal import View
from ..reading import Reading, place_key
from ..sentences import sentences
from ..values import FIGURE, figure_of
from .indicators import record_value
from .layout import space_key

_GOAL_YEAR = re.compile(r"(?:到|至)(20\d\d)年")
_YEAR = re.compile(r"(?<![\d〔—~至\-])(20\d\d)年")
_NO_OWN_YEAR = re.compile(r"\d{1,2}月|以来|起|开始|版|度?[至~—\-]")
_AHEAD = 3
"""Characters behind a year that decide whether it is one of its own."""
_SPAN = re.compile(r"20\d\d年?[~\-—至到](20\d\d)年")
_NAME = re.compile(r"(?P<name>[^，。；：！？]*)$")
_VERB = re.compile(
    r"(?:力争|争取|预计|总体|全面|基本|累计|分别|将|要|已|均)*(?:达到|达|实现|完成|为|超过|突破|增长|提升至|提高到|增加到|提高至|增至|降至|控制在|稳定在|维持在|不低于|不少于|保持在|占|等于|至|到|有|拥有|集聚|引进|培育|新增|打造|建成|建设|开放|创建|认定|形成|推动|设立|布局|服务|引育|评选|集聚了|设有)(?:了)?$"
)
_ACTUAL = re.compile(r"(?:已|目前|截至|截止|累计建设|集聚了|现有|完成率超过|建成了|获评|拥有)")
_LEADING = re.compile(
    r"^(?:、|其中|力争|到|全面|基本|并|且|以及|和|及|与|预计|同时|实现|确保|争取|使|将|年|底|末|前|全区|全市|我区|我市|全省|全县|本市|本区|园区|示范区内?|年底)+"
)
_MEASURED = re.compile(r"[\u4e00-\u9fff]{2,}")
_COUNTED = re.compile(r"^(?P<what>[\u4e00-\u9fffA-Za-z0-9（）“”、]{2,26}?)(?=[，。；：]|$)")
_COUNTS = re.compile(r"(?:培育|打造|建设|建成|引进|新增|集聚|完成|拥有|有|认定|设立|布局|推动|开放|评选)(?:了)?$")
_LONGEST_NAME = 24
_LONGEST_SPACE = 20
_GOVERNS = re.compile(r"内?(?:，|将|要|重点|主要|着力|大力|积极|聚焦|围绕|发展|培育|布局|规划|占地)")
_OTHERS = re.compile(r"[全我本][省市区县]")
_CARRIES = ("新增", "累计", "新增累计", "金额", "分别", "均")
_INSIDE = re.compile(r"^(?P<space>[\u4e00-\u9fff]{2,10}?)(?:区域)?(?:范围)?内(?P<rest>.{3,})$")
_AREAS = ("片区", "地区", "区域", "园区")
_FROM = "由从比较"
_BASE = re.compile(r"[由从](?:(?P<year>20\d\d)年(?:底|末|度)?的?|目前的|现有的)$")
"""由2022年的45%提高到60%: the first figure is what was reached in its own year."""
_THIS_YEAR = re.compile(r"年内|年底前|全年|今年|本年度")
_SUBSIDY = re.compile(r"补贴|补助|奖励|资助|最高|贴息|给予|兑付|不超过合同")
"""Sentences about money that is given: their figures measure nothing."""
_MONEY = ("万元", "亿元", "元", "%")
_LEAST_INDICATOR = 4
_RULE = "prose.value"


def read_values(reading: Reading, found: tuple[Unit, ...]) -> None:
    """Record every figure that measures something of a subject, with the year of its clause or goal."""
    for unit in found:
        year: int | None = _heading_year(unit)
        for _, view in unit.texts:
            for sentence in sentences(view):
                year = _sentence(reading, unit, sentence, year)


def _heading_year(unit: Unit) -> int | None:
    span = _SPAN.search("".join(unit.section.path))
    return int(span[1]) if span else None


@dataclass(slots=True)
class _Running:
    """What the figures of a sentence take over from those before them."""

    year: int | None
    subject: Key | None
    first: str = ""
    based: str = ""
    consumed: int = 0
    this_year: bool = False


class _Years:
    """The years of a sentence that stand for themselves, asked for from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = [y for y in _YEAR.finditer(text) if text[max(y.start() - 1, 0)] not in _FROM]
        self._next = 0
        self._last: int | None = None

    def before(self, end: int) -> int | None:
        """Return the last one before a place; what stands from there on decides nothing."""
        while self._next < len(self._found) and self._found[self._next].end() + _AHEAD <= end:
            self._last = self._year(self._next, end) or self._last
            self._next += 1
        return self._year(self._next, end) or self._last

    def _year(self, k: int, end: int) -> int | None:
        if k == len(self._found) or self._found[k].end() > end:
            return None
        year = self._found[k]
        return None if _NO_OWN_YEAR.match(self._text, year.end(), end) else int(year[1])


def _sentence(reading: Reading, unit: Unit, sentence: View, year: int | None) -> int | None:
    """Record the values of a sentence; return the year that the next sentence goes on with."""
    text = sentence.text
    running, years, this_year = _Running(year, _subject(text)), _Years(text), _THIS_YEAR.search(text)
    for match in FIGURE.finditer(text):
        stated = years.before(match.start())
        if stated is not None:
            running.year = stated
        elif this_year is not None and this_year.end() <= match.start() and reading.document.period is not None:
            running.year = reading.document.period[1]
            running.this_year = True
        if match.start() >= running.consumed and _is_value(text, match):
            _figure(reading, unit, sentence, match, running, stated=stated is not None)
    goal = _GOAL_YEAR.search(text)
    return int(goal[1]) if goal else running.year


def _is_subsidy(text: str, match: re.Match[str]) -> bool:
    """Tell whether a figure is money that is given (给予最高30万元奖励): it measures nothing."""
    begins = max(text.rfind(mark, 0, match.start()) for mark in "，；。、")
    ends = min((k for mark in "，；。" if (k := text.find(mark, match.end())) >= 0), default=len(text))
    return match["unit"] in _MONEY and _SUBSIDY.search(text[begins + 1 : ends]) is not None


def _figure(
    reading: Reading, unit: Unit, sentence: View, match: re.Match[str], running: _Running, *, stated: bool
) -> None:
    text = sentence.text
    if _is_subsidy(text, match):
        return
    base = _BASE.search(text[running.consumed : match.start()])
    name, name_at, counted = _indicator(text, match, running.consumed, base)
    if not name or name in _CARRIES:
        if not (running.based or running.first):
            return
        name, name_at = running.based or running.first, -1  # 到2027年累计达到100家 goes on about the quantity before
    owner = place_key(name)
    if owner is not None and running.first:
        name, name_at, running.subject = running.first, -1, owner  # 其中甲区达到2000亿元
    running.first, running.based = running.first or name, name if base is not None else ""
    subject = running.subject or _opening_space(text, match.start()) or _default_subject(reading, unit)
    inside = _INSIDE.match(name)
    space = (space_key(inside["space"]) or _stated_space(reading, inside["space"])) if inside is not None else None
    if inside is not None and space is not None:
        subject, name = space, inside["rest"]
        running.subject = space  # and of the clauses behind it
    elif (own := _space_before(name)) is not None:
        subject, name = own, name[len(own.name) :]
    elif (place := place_at_start(name)) and len(name) - len(place) >= _LEAST_INDICATOR:
        subject, name = place_key(place) or subject, name[len(place) :]
    if subject is None:
        view = sentence.part(match.start(), match.end())
        reading.recorder.skip("no_subject", f"数值“{match[0]}”不知属于谁", view)
        return
    year = int(base["year"]) if base is not None and base["year"] else running.year
    begins = reading.document.period[0] if reading.document.period else None
    past = base is not None or (year is not None and begins is not None and year < begins)
    actual = past or unit.role == "basis" or (year is None and bool(_ACTUAL.search(text[: match.start()])))
    period = reading.document.period
    if year is None and period is not None and period[0] == period[1] and unit.role not in ("basis", "principles"):
        year = period[0]  # the plan of one year: its measures are of that year
        running.this_year = True
    sure = 0.85 if (year is not None and (unit.role in ("goals", "layout") or stated)) else 0.45
    if running.this_year and not _SUBSIDY.search(text):
        sure = max(sure, 0.6)
    if actual:
        sure = 0.6 if past else 0.4
    if subject.label in ("Zone", "Park") and (named_at := text.find(subject.name)) >= 0:
        subject_view = sentence.part(named_at, named_at + len(subject.name))
        reading.recorder.mention(subject, subject_view, _RULE, 0.6)
    running.consumed = match.end() + counted
    at = text.find(name, max(name_at, 0)) if name_at >= 0 else text.find(name)
    named = sentence.part(at, at + len(name)) if at >= 0 else sentence
    value, kind = sentence.part(match.start(), match.end()), "actual" if actual else "target"
    record_value(reading, subject, named, value, sentence, figure_of(match), year, kind, _RULE, sure, name)


def _stated_space(reading: Reading, word: str) -> Key | None:
    """The one zone or park of the document that a short word stands for (新城 of 新城片区), or None."""
    names = {word + ending for ending in _AREAS}
    spaces = {m.key for m in reading.recorder.mentions if m.key.label in ("Zone", "Park")}
    found = {s for s in spaces if s.name in names} or {s for s in spaces if s.name.endswith(word) and s.name != word}
    return next(iter(found)) if len(found) == 1 else None


def _is_value(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1] if match.start() else ""
    if (before.isalnum() and before.isascii()) or before in ".G第“十" or not match["unit"]:
        return False
    after = text[match.end() : match.end() + 1]
    if match["unit"] in ("年", "月", "日", "期", "位", "级") and match["after"] is None:
        return False
    return after not in tuple("年月号”") or bool(match["unit"])


def _indicator(text: str, match: re.Match[str], after: int, base: re.Match[str] | None) -> tuple[str, int, int]:
    """The quantity's name before the figure, or what is counted behind it: (name, its start, length behind)."""
    before = _NAME.search(text[after : after + base.start()] if base is not None else text[after : match.start()])
    words = before["name"] if before else ""
    start = (after + base.start() if base is not None else match.start()) - len(words)
    verb = _VERB.search(words)
    if verb:
        words = words[: verb.start()]
    words = re.sub(r"^.*?(?:到|至|截至)?20\d\d年(?:底|末|前)?", "", words) if "20" in words else words
    lead = _LEADING.match(words)
    cut = lead.end() if lead else 0
    name = words[cut:]
    counted = _COUNTED.match(text[match.end() :]) if match["unit"] else None
    behind = counted["what"] if counted and not re.match(r"(?:以上|左右|以下|的?目标)", counted["what"]) else ""
    behind = re.sub(r"^(?:以上|左右)", "", behind)
    counts = bool(behind) and verb is not None and _COUNTS.search(verb[0]) is not None
    if (len(_han(name)) < 2 or counts) and len(_han(behind)) >= 2:
        lead_word = next((w for w in ("新增", "引进") if verb is not None and w in verb[0]), "")
        return lead_word + behind, match.end(), len(behind)
    if "等" in name and (len(name) > _LONGEST_NAME or "、" in name):
        name = name.rsplit("等", 1)[1]  # 华为、美的等链主企业的关联企业: the kind names the quantity
    if len(name) > _LONGEST_NAME:
        name = behind  # a list of what is counted is no quantity's name
    if len(_han(name)) < 2:
        return "", -1, 0
    at = text.rfind(name, 0, match.start())
    return _tidy(name), at if at >= 0 else start, 0


def _tidy(name: str) -> str:
    name = re.sub(r"^[“”、的]+|[、的]+$", "", name)
    return re.sub(r"^(?:园区|全区|其中)", "", name) or name


def _han(text: str) -> str:
    return "".join(_MEASURED.findall(text))


def _subject(text: str) -> Key | None:
    """A place or zone that the sentence itself sets as the subject (其中青浦达到 …)."""
    match = re.match(
        r"^(?:到|至)?(?:20\d\d年(?:底|末)?，)?(?P<name>[\u4e00-\u9fff]{2,12}?)(?:要|将|基本|内)?[，]", text
    )
    if match is not None:
        key = place_key(match["name"])
        if key is not None:
            return key
        found = _named_space(match["name"], len(match["name"]))
        if found is not None:
            return Key(found.label, match["name"])
    return None


def _named_space(text: str, end: int) -> Guess | None:
    """The guess for ``text[:end]`` where it is surely a zone's or park's name and no verb begins in it; else None."""
    found = guess(text[:end])
    if found is None or found.label not in ("Zone", "Park") or found.confidence < 0.6:
        return None
    return None if any(grammar().hard.match(text, k) for k in range(end)) else found


def _opening_space(text: str, before: int) -> Key | None:
    """The space that opens the part of a sentence (between semicolons) that a figure stands in."""
    part = re.sub(r"^(?:其中|一是|二是|三是)?，?", "", text[text.rfind("；", 0, before) + 1 : before])
    space = _space_before(part)
    if space is None or _OTHERS.search(part) or not _GOVERNS.match(part, len(space.name)):
        return None
    return space


def _space_before(text: str) -> Key | None:
    """The zone or park whose name opens a text that goes on, the longest name first; no kind (示范区, 3个园区)."""
    if grammar().soft.match(text, 0) or re.search(r"\d[个家条]", text[:_LONGEST_SPACE]):
        return None
    for end in range(min(_LONGEST_SPACE, len(text) - 2), 3, -1):
        found = _named_space(text, end)
        if found is not None and not found.how.endswith(":weak"):  # 宽带 ends like 发展带
            return Key(found.label, text[:end])
    return None


def _default_subject(reading: Reading, unit: Unit) -> Key | None:
    if unit.kind == "space" and unit.head is not None:
        return unit.head
    if unit.over is not None and unit.over.label in ("Zone", "Park"):
        return unit.over
    return reading.area
