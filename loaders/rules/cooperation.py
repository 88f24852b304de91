"""Named cooperation: A与B开展合作, A、B等合作, A牵头，联合B、C."""

from __future__ import annotations

import re

from ..entities import Typed, TypedSentence
from ..findings import Key
from ..reading import Reading

_PARTNERS = ("Company", "Organization", "Zone", "Park", "Place", "Platform")
_BEHIND = re.compile(r"^(?:等[^，。；、]{0,16}?)?.{0,20}?(?:合作|共建)|^的?[^，。；、]{0,4}?(?:对接|联动|协作|协同)")
_MUTUAL = re.compile(r"^等?(?:深度|战略|全面|紧密|开展|加强|深化)*合作")
_MOST_MUTUAL = 3
_JOINS = re.compile(r"(?:联合|携手|协同)$")
_TOGETHER = re.compile(
    r"^(?:在[^，。；]{2,12})?(?:建立|共同|共建|联合|协同|携手|开展|签订|签署|推进|合作|打造|举办|深化)"
)
_WITH = re.compile(r"(?:与|同|联合|携手)[^，。；]{0,2}$")
STATE_ORGAN = re.compile(
    r"^(?:国务院|党中央|中央|市委|市政府|区委|区政府|省委|省政府|国家|全国人大|[\u4e00-\u9fff]{1,4}部$)"
)
_SURE = 0.7
_RULE = "cooperation"


def is_partner(sentence: TypedSentence, typed: Typed) -> bool:
    """Tell whether a phrase stands in a list of partners (与A、B开展合作): no tenant of the place."""
    group = [t for t in sentence.phrases if t.phrase.group == typed.phrase.group]
    text = sentence.view.text
    if _BEHIND.match(text[_end_of(group) :]) is None:
        return False
    return _with_before(text, group) or _led(sentence, group)


def _end_of(group: list[Typed]) -> int:
    """Where the last name of a list ends: words that follow it inside its phrase (深度合作) stand behind it."""
    return max(t.phrase.end - len(t.rest) for t in group)


def _with_before(text: str, group: list[Typed]) -> bool:
    return _WITH.search(text[: min(t.phrase.start for t in group)]) is not None


def _led(sentence: TypedSentence, group: list[Typed]) -> bool:
    """Tell whether the first item of a list is who cooperates with the others (A与B、C)."""
    if len(group) < 2 or group[0].phrase.index != 0:
        return False
    return sentence.view.text[group[0].phrase.end : group[1].phrase.start] == "与"


def read_cooperation(reading: Reading, sentence: TypedSentence) -> None:
    """Record COOPERATES_WITH; who cooperates in one clause does so in the clauses behind it too."""
    text = sentence.view.text
    groups: dict[int, list[Typed]] = {}
    for typed in sentence.phrases:
        if typed.key.label in _PARTNERS and typed.confidence >= 0.5:
            groups.setdefault(typed.phrase.group, []).append(typed)
    carried: Key | None = None
    for group in groups.values():
        behind = text[_end_of(group) :]
        first = group[0]
        if _JOINS.search(first.phrase.cue) and (leader := _leader(sentence, first)) is not None:
            _each(reading, sentence, leader, group)
        elif _led(sentence, group) and (_BEHIND.match(behind) or _TOGETHER.match(behind)):
            carried = first.key
            _each(reading, sentence, first.key, group[1:])
        elif 2 <= len(group) <= _MOST_MUTUAL and _MUTUAL.match(behind) and not _with_before(text, group):
            for k, one in enumerate(group):
                _each(reading, sentence, one.key, group[k + 1 :])
        elif is_partner(sentence, first):
            carried = _near_subject(sentence, first) or carried
            subject = carried or _default_subject(reading, sentence)
            if subject is not None and subject.label in _PARTNERS:
                _each(reading, sentence, subject, group)


def _each(reading: Reading, sentence: TypedSentence, subject: Key, others: list[Typed]) -> None:
    for other in others:
        sure = 0.4 if STATE_ORGAN.match(other.key.name) else _SURE
        reading.recorder.link("COOPERATES_WITH", subject, other.key, sentence.view, _RULE, sure)


def _leader(sentence: TypedSentence, first: Typed) -> Key | None:
    """Who leads before 联合: A牵头，联合B、C."""
    before = [t for t in sentence.phrases if t.phrase.end <= first.phrase.start and t.key.label in _PARTNERS]
    leading = [t for t in before if t.phrase.after in ("牵头", "联合", "携手")]
    return leading[-1].key if leading else None


def _near_subject(sentence: TypedSentence, typed: Typed) -> Key | None:
    """The name right before 与 in the same clause."""
    before = [
        t.key
        for t in sentence.phrases
        if t.phrase.end < typed.phrase.start and t.phrase.group != typed.phrase.group
        and t.phrase.clause == typed.phrase.clause and t.key.label in _PARTNERS and t.confidence >= 0.5
    ]  # fmt: skip
    return before[-1] if before else None


def _default_subject(reading: Reading, sentence: TypedSentence) -> Key | None:
    """The space that the unit is about, else the area that the document plans for."""
    head = sentence.unit.head
    return head if head is not None and head.label in ("Zone", "Park") else reading.area
