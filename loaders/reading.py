"""What every rule sees while one document is read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from . import lexicon
from .documents import Document
from .findings import Key, Recorder
from .grammar import grammar
from .naming import guess, suffix_of
from .normal import View
from .outline import Passage, Section

_YEARS = re.compile(
    r"（[^）]*(?:20\d\d|十[三四五六七]五|试行|暂行|草案|稿|修订|第[一二三四五六七八九十\d]+[批次版])[^）]*）"
)
_KIND = re.compile(
    r"(?:发展)?(?:规划纲要|行动方案|行动计划|实施方案|建设方案|工作方案|实施意见|若干措施|专项规划|总体方案|高质量发展|创新发展|规划|方案|意见|办法|措施|计划|纲要|政策|建设)$"
)
_SHORTEST_ZONE = 4
_LONGEST_ZONE = 16
_AREA_OF_TITLE = re.compile(r"(?<![\u4e00-\u9fff])?([\u4e00-\u9fff]{2})(?:地区|片区|试验区|先行区|合作区)")
_OFTEN = 5
_SURE_SPACE = 0.85
_FORMED = r"(?![本全各])[\u4e00-\u9fff]{2}[区县市]"
"""A place that no register names, by its form: two characters and 区, 县 or 市."""
_OPENING_PLACE = re.compile(rf"(?:[\u4e00-\u9fff]{{2,3}}[省市])?({_FORMED})")
_CLOSING_PLACE = re.compile(rf"({_FORMED})$")
_NO_PLACE = re.compile(
    r"^(?:经济|高新|开发|综合|产业|融合|协作|启动|数字|城市|都市|智慧|全国|主城|特别)|城市$|片区$|地区$|园区$"
)
_PERIOD = re.compile(r"(?:20\d\d年?[-~—至]20\d\d年?|“?十[三四五六]五”?)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One document under the rules: the document, its key, what it plans for, where findings go.

    ``zone`` is the functional space of the title (长三角数字干线), ``area`` the thing that goals without
    a subject belong to: the place of the title, else its zone, else the issuer's place.
    """

    document: Document
    key: Key
    zone: Key | None
    area: Key | None
    recorder: Recorder

    @property
    def root(self) -> Section:
        """The document's section tree."""
        return self.document.root


def place_key(name: str) -> Key | None:
    """Return the key of a place by any of its forms, or None; a homonym's first entry is taken."""
    terms = lexicon.places().find(name)
    return Key("Place", terms[0].name) if terms else None


def forms_of(key: Key) -> tuple[str, ...]:
    """Return the forms by which a text may name a place, the longest first; of other things the name."""
    terms = lexicon.places().find(key.name) if key.label == "Place" else ()
    return tuple(sorted(terms[0].forms, key=len, reverse=True)) if terms else (key.name,)


def last_place(text: str) -> Key | None:
    """Return the most local place that a text names: its last one."""
    found: Key | None = None
    at = 0
    while at < len(text):
        step = 1
        for length in range(min(8, len(text) - at), 1, -1):
            key = place_key(text[at : at + length])
            if key is not None:
                found, step = key, length
                break
        at += step
    return found


def theme(document: Document) -> tuple[Key | None, Key | None]:
    """Return the zone and the area that a document plans for, from its title and its issuer."""
    stem = _PERIOD.sub("", _YEARS.sub("", document.name))
    stem = re.sub(r"^(?:关于)?(?:加快|推进|促进|支持|进一步|印发|推动)*", "", stem)
    for _ in range(2):
        stem = _KIND.sub("", stem)
    place, rest = _place_at_end(stem)
    if _is_zone(rest):
        zone = Key("Zone", rest)
        return zone, place or zone
    place = place or leading_space(stem) or _formed_place(stem) or last_place(stem)
    place = place or _often_named(document, stem)
    if place is None and document.issuer is not None:
        place = _formed_place(document.issuer.text) or last_place(document.issuer.text)
    if place is None and _SHORTEST_ZONE <= len(stem) <= _LONGEST_ZONE and not grammar().hard.match(stem, 0):
        place = Key("Zone", stem)  # a space with an ending that nobody knows (若耶数字湾)
    return None, place


def _often_named(document: Document, stem: str) -> Key | None:
    """Return the space that a text speaks of again and again with a word of its title (南北转型: 南北地区)."""
    text = document.source.text[document.start : document.end]
    counts = Counter(m[0] for m in _AREA_OF_TITLE.finditer(text) if m[1] in stem)
    best = max(counts, key=lambda name: (counts[name], name), default="")
    return Key("Zone", best) if counts[best] >= _OFTEN else None


def leading_space(stem: str) -> Key | None:
    """Return the development zone or park that opens a title (无锡高新区关于支持…): it is planned for, not its city."""
    for end in range(min(_LONGEST_ZONE, len(stem) - 2), 3, -1):
        found = guess(stem[:end])
        named = found is not None and found.label in ("Zone", "Park") and found.confidence >= _SURE_SPACE
        if found is not None and named and not any(grammar().hard.match(stem, k) for k in range(end)):
            return Key(found.label, stem[:end])
    return None


def _place_at_end(stem: str) -> tuple[Key | None, str]:
    """Split a title's stem from the place name that ends it."""
    for start in range(len(stem) - 1):
        key = place_key(stem[start:])
        if key is not None:
            return key, stem[:start]
    closing = _CLOSING_PLACE.search(stem)
    if closing is not None and _is_place_by_form(closing[1]) and _is_zone(stem[: closing.start()]):
        return Key("Place", closing[1]), stem[: closing.start()]
    return None, stem


def _formed_place(text: str) -> Key | None:
    """Return the place, unknown to the register, that opens a title or an issuer's name; else None."""
    opening = _OPENING_PLACE.match(text)
    return Key("Place", opening[1]) if opening and _is_place_by_form(opening[1]) else None


def _is_place_by_form(name: str) -> bool:
    return place_key(name) is None and suffix_of(name) is None and _NO_PLACE.search(name) is None


def _is_zone(text: str) -> bool:
    found = guess(text) if len(text) >= _SHORTEST_ZONE else None
    return found is not None and found.label == "Zone" and found.confidence >= 0.6


def passages_of(section: Section) -> list[Passage]:
    """List every passage of a section tree, headings and table rows included, in reading order."""
    found: list[Passage] = []
    for _, one in section.walk():
        if one.heading is not None:
            found.append(one.heading)
        found.extend(one.passages)
        for table in one.tables:
            if table.header_passage is not None:
                found.append(table.header_passage)
            found.extend(row.passage for row in table.rows)
    return sorted(found, key=lambda p: p.order)


def whole(views: list[View]) -> View:
    """Return a view that spans the given ones (its text is the first one's; for evidence only)."""
    first = min(views, key=lambda v: v.start)
    last = max(views, key=lambda v: v.end)
    return View(first.text[:1], (first.start,), (last.end,))
