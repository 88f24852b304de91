"""What sentences say of the thing that their unit is about.

The head of most relations is the unit's: a task INVOLVES what its text relies on or builds, a zone or
park has tenants (LOCATED_IN), both FOCUS_ON what the text develops. How a phrase is governed (依托,
打造, 重点发展 …) decides how sure the relation is.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from ..deciding import FIELDS, INDUSTRY_TAILS
from ..entities import AROUND, Typed, TypedSentence, is_about_one_thing
from ..findings import Key
from ..grammar import grammar
from ..reading import Reading
from .area import makes_progress, read_area
from .chain_sections import of_chain, read_chain_heads, read_tracks
from .chains import BROAD, Chains, read_leads, read_name_chain, read_segments, read_subject, read_title_chain
from .cooperation import STATE_ORGAN, is_partner, read_cooperation
from .plain import read_plain
from .subjects import own_subjects

_THINGS = ("Company", "Park", "Platform", "Project", "Event", "Programme", "Corridor")
_RELIES = re.compile(r"依托|借助|发挥|用好|利用|结合|基于|借力|凭借|以(?!及)")
_BUILDS = re.compile(
    r"建设|打造|推进|推动|加快|搭建|构建|建立|设立|成立|组建|筹建|提升|强化|布局|完善|优化|深化|建成|启动|争取|引进|集聚|支持|举办|承办|开展|参加|推广|创建|整合|联合|促成|做强|培育|"
    r"围绕|聚焦|引入|落地|探索|发起|承接|实施|落实|申报|用足|放大|参与|协同|对接|依靠|通过|利用|孵化|支撑|服务|深入|高标准|持续|放大|建|办|举行"
)
_DEVELOPS = re.compile(
    r"发展|培育|聚焦|布局|壮大|围绕|打造|做大|做强|做优|重点|引进|推动|加快|支持|推进|集聚|促进|形成|强化|突破|拓展|攻关|构建|深耕|瞄准|优化|提升|建设|开展|围绕|招引|招商|深化|创新|引育|研发|延伸"
)
_DEVELOPS_SURELY = re.compile(
    r"主攻|发展|培育|聚焦|布局|壮大|做大|做强|做优|重点|招商|招引|引育|突破|深耕|瞄准|围绕|攻关"
)
_GROWS = re.compile(r"(?:主攻|发展|培育|壮大|做大做强|做大|做强|做优|布局)$")
_APPLIES = re.compile(r"利用|运用|应用|赋能|融合")
_WEAK_FIELD = re.compile(r"利用|运用|应用|赋能|结合|通过|借助|基于|依托|支撑|融合|以(?!及)")
_COOPERATES = re.compile(r"合作|共建|联动|签约|签订|对接|联合|协作|共同|携手")
_SETS_UP = re.compile(
    r"(?:牵头|加快|负责|积极|参与|共同)*(?:建设|建立|承建|打造|搭建|组建|设立|创建)(?:了|一个|全国|国家级)?"
)
_AWAY = re.compile(r"向东|向西|辐射|对标|学习|借鉴|链接|衔接|联动|对接|学")
_SUPPORTS = re.compile(r"支持|引进|集聚|推动|加快推动")
_MAKES = re.compile(r"打造|建设|构建|创建|推进|深化")
_CREATES = re.compile(r"(?:打造|建设|构建|创建|深化|推进|推动|加快)$")
_GATHERS = re.compile(r"集聚|引进|落户|入驻|引育|汇聚")
_INDUSTRY = ("产业", "产业链", "行业")
_NO_SUBJECTS = ("consultation", "principles")
_SITS_IN = re.compile(r"(?:位于|地处|坐落|坐落于|选址|设在)$")
_COVERS = re.compile(r"串联|涵盖|包括|覆盖|包含|连接|联结|联通|贯穿|贯通|涉及|辐射带动")
_TENANTS = ("Company", "Organization", "Platform", "Project", "Park", "Zone")
_NO_HEAD = ("group", "structure", "layer")


def read_relations(reading: Reading, sentences: tuple[TypedSentence, ...]) -> None:
    """Record mentions of typed phrases and the relations that they have with their unit's head."""
    seen = Counter(t.key for s in sentences for t in s.phrases)
    chains = Chains(reading, sentences)
    opened = _Opened()
    for sentence in sentences:
        in_title = sentence.unit.title is not None and sentence.view is sentence.unit.title
        about, parts = _subjects_of(sentence, reading)
        for one, whole in parts:
            reading.recorder.link("PART_OF", one.key, whole.key, sentence.view, "clause.made-of", 0.7)
        _involve_subjects(reading, sentence, about)
        for typed in sentence.phrases:
            _mention(reading, sentence, typed)
            if (subject := about.get(typed.phrase.start)) is not None:
                measure, field = _is_measure(sentence.unit.head), typed.key.label in FIELDS
                if not measure or field or subject.key.label == "Place" or typed.key.label == "Company":
                    _of_space(reading, sentence, subject.key, typed)
                if not measure or field:
                    continue
            if (space := opened.over(sentence)) is not None:
                _under_opening(reading, sentence, space, typed)
            if sentence.unit.head is not None and sentence.unit.kind not in _NO_HEAD:
                named = in_title and (seen[typed.key] > 1 or is_about_one_thing(sentence.view.text))
                _relate(reading, sentence, typed, named=named)
        if in_title:
            read_title_chain(reading, sentence, chains)
        _own_fields(reading, sentence)
        read_segments(reading, sentence, chains)
        read_leads(reading, sentence, chains)
        read_subject(reading, sentence, chains)
        read_area(reading, sentence)
        read_cooperation(reading, sentence)
        read_plain(reading, sentence)
        _builders(reading, sentence)
    for sentence in sentences:
        if sentence.unit.kind == "space":
            read_name_chain(reading, sentence.unit)
        elif sentence.unit.kind == "chain":
            read_chain_heads(reading, sentence.unit)
    read_tracks(reading, {id(s.unit): s.unit for s in sentences}.values())


def _own_fields(reading: Reading, sentence: TypedSentence) -> None:
    """重点发展甲新城智能传感器产业: the space right before an industry is the one that develops it."""
    for one, two in pairwise(sentence.phrases):
        adjacent = one.phrase.after == AROUND and one.phrase.end == two.phrase.start
        if adjacent and one.key.label in ("Zone", "Park") and two.key.label == "IndustryChain" and _grown(two):
            for typed in (t for t in sentence.phrases if t.phrase.group == two.phrase.group or t is two):
                if typed.key.label == "IndustryChain" and typed.phrase.start >= two.phrase.start:
                    sure = min(0.6, typed.confidence)
                    reading.recorder.link("FOCUSES_ON", one.key, typed.key, sentence.view, "space.own-field", sure)
                    break


def _grown(typed: Typed) -> bool:
    return _developed(typed) and _DEVELOPS_SURELY.search(typed.phrase.cue) is not None


def _subjects_of(sentence: TypedSentence, reading: Reading) -> tuple[dict[int, Typed], list[tuple[Typed, Typed]]]:
    """What the clauses of a sentence are about, where its section is about a space or about nothing."""
    head = sentence.unit.head
    if sentence.unit.role in _NO_SUBJECTS or sentence.unit.kind == "project":
        return {}, []
    subjects, parts = own_subjects(sentence)
    wide = (head, reading.zone, reading.area)
    return {k: s for k, s in subjects.items() if s.key not in wide}, parts


def _involve_subjects(reading: Reading, sentence: TypedSentence, about: dict[int, Typed]) -> None:
    """A zone or park that a clause of a measure is about is involved in the measure."""
    head = sentence.unit.head
    if head is None or head.label not in ("Task", "Programme", "IndustryChain"):
        return
    for subject in {s.key: s for s in about.values()}.values():
        if head.label == "IndustryChain":
            reading.recorder.link("FOCUSES_ON", subject.key, head, sentence.view, "clause.subject", 0.6)
            continue
        if subject.key.label in ("Zone", "Park") and subject.key != head:
            sure = round(min(0.6, subject.confidence), 3)
            reading.recorder.link("INVOLVES", head, subject.key, sentence.view, "clause.subject", sure)


def _is_measure(head: Key | None) -> bool:
    return head is not None and head.label in ("Task", "Programme", "IndustryChain")


def _under_opening(reading: Reading, sentence: TypedSentence, space: Key, typed: Typed) -> None:
    """What a paragraph opened by a space gathers there (集聚, 引进) or forms there."""
    label, cue = typed.key.label, typed.phrase.cue
    named = typed.phrase.tail != "" and typed.confidence >= 0.6
    if label in ("Company", "Organization") and named and _GATHERS.search(cue) and not is_partner(sentence, typed):
        reading.recorder.link("LOCATED_IN", typed.key, space, sentence.view, "opening.gathers", 0.7, role=_role(typed))
    elif label == "IndustryChain" and typed.phrase.tail in INDUSTRY_TAILS:
        _focus(reading, sentence, space, typed)


class _Opened:
    """The space that opens a paragraph of a description (在示范区内，…): it covers what is named behind it."""

    def __init__(self) -> None:
        self._space: Key | None = None
        self._until = -1

    def over(self, sentence: TypedSentence) -> Key | None:
        """Return the space over a sentence of a unit that is about nothing itself, or None."""
        if sentence.unit.head is not None or sentence.unit.role not in ("basis", "", "layout"):
            return None
        if sentence.view.start >= self._until:
            self._space = None
        first = sentence.phrases[0] if sentence.phrases else None
        if (
            first is not None
            and first.phrase.start <= 1
            and first.rest.startswith("内")
            and first.key.label in ("Zone", "Park", "Place")
        ):
            self._space = first.key
            self._until = next((p.view.end for p, _ in sentence.unit.texts if p.view.end >= sentence.view.end), -1)
        return self._space


def _mention(reading: Reading, sentence: TypedSentence, typed: Typed) -> None:
    if typed.key.label == "Programme" and (typed.key.name in reading.document.name or typed.key.name.startswith("本")):
        return  # the document's own name and 本方案 name no programme
    aliases = (typed.view.text,) if typed.view.text != typed.key.name else ()
    sure = typed.confidence
    if typed.key.label in ("Technology", "Scenario") and not typed.phrase.tail and typed.phrase.size < 3:
        sure = min(sure, 0.45)  # the guide: only where the text lists or develops them as such
    listed = typed.phrase.tail in INDUSTRY_TAILS
    if typed.key.label == "IndustryChain" and _is_applied_in(sentence, typed):
        sure = min(sure, 0.45)
    if typed.key.label == "IndustryChain" and sentence.unit.kind == "project" and not listed:
        sure = min(sure, 0.45)
    if typed.key.label == "IndustryChain" and (
        not _developed(typed) or typed.key.name in BROAD or typed.key.name.endswith("化")
    ):
        sure = min(sure, 0.49)
    reading.recorder.mention(typed.key, typed.view, f"phrase.{typed.rule}", sure, aliases=aliases)


def _is_applied_in(sentence: TypedSentence, typed: Typed) -> bool:
    """Tell whether a field is where something is to be done (在金融、制造等领域推广), not what is developed."""
    inside = typed.phrase.cue.endswith("在") and typed.phrase.tail not in INDUSTRY_TAILS
    return inside and not makes_progress(sentence, typed)


def _developed(typed: Typed) -> bool:
    """Tell whether the text develops a field rather than passing by it."""
    tail, cue = typed.phrase.tail, typed.phrase.cue
    as_industry = typed.view.text.endswith(_INDUSTRY) or typed.rest.startswith(("产业", "发展", "领域", "集群"))
    listed = bool(tail) and grammar().tail_label[tail] in ("IndustryChain", "Technology", "Segment")
    surely = bool(_DEVELOPS_SURELY.search(cue)) and (typed.phrase.size > 1 or as_industry or bool(_GROWS.search(cue)))
    kinds = tail.endswith("企业") and bool(_GATHERS.search(cue)) and typed.rule.startswith(("lexicon", "document"))
    return surely or listed or kinds or _turned_to(typed) or (as_industry and bool(_DEVELOPS.search(cue)))


def _turned_to(typed: Typed) -> bool:
    """Tell whether something turns into a field (推动传统贸易向数字贸易转型)."""
    return typed.phrase.cue.endswith("向") and typed.rest.startswith(("转", "升级", "迈进"))


def _relate(reading: Reading, sentence: TypedSentence, typed: Typed, *, named: bool) -> None:
    head = sentence.unit.head
    if head is None or head == typed.key:
        return
    if head.label in ("Task", "Programme"):
        _of_measure(reading, sentence, head, typed, named=named)
    elif head.label in ("Zone", "Park"):
        _of_space(reading, sentence, head, typed)
    elif head.label == "IndustryChain":
        of_chain(reading, sentence, head, typed)


def _of_measure(reading: Reading, sentence: TypedSentence, head: Key, typed: Typed, *, named: bool) -> None:
    label, cue = typed.key.label, typed.phrase.cue
    sure = typed.confidence * sentence.unit.confidence
    rule = f"measure.{_rule(cue)}"
    if label == "Programme" and sentence.unit.title is not None and typed.key.name in sentence.unit.title.text:
        return  # 实施X计划: the measure is the programme
    if label in _THINGS or label == "Organization" or label == "Zone":
        if not typed.whole:
            sure *= 0.9
        if label == "Organization":
            near = (
                _RELIES.search(cue)
                or _SUPPORTS.search(cue)
                or _COOPERATES.search(cue + typed.rest + _behind(sentence, typed))
            )
            sure = sure if near and not STATE_ORGAN.match(typed.key.name) else min(sure, 0.4)
        elif label == "Zone":
            quoted = typed.view.text != typed.phrase.text and typed.phrase.text.startswith("“")
            built = quoted and _CREATES.search(cue) is not None
            strong = (
                _RELIES.search(cue)
                or built
                or (typed.rest.startswith(("建设", "功能", "能级", "发展")) and _BUILDS.search(cue))
            )
            listed = typed.phrase.tail != "" and typed.phrase.size > 1
            built = built or (typed.confidence >= 0.9 and typed.whole and _MAKES.search(cue) is not None)
            sure = sure if strong or named or listed else min(sure, 0.45)
            if reading.zone == typed.key or reading.area == typed.key:
                sure = 0.3
        elif not (_RELIES.search(cue) or _BUILDS.search(cue) or typed.phrase.size > 1):
            sure = min(sure, 0.55)
        reading.recorder.link("INVOLVES", head, typed.key, sentence.view, rule, round(min(sure, 0.95), 3))
    elif label in ("IndustryChain", "Segment", "Technology", "Scenario"):
        _focus(reading, sentence, head, typed)
    elif label == "Place" and typed.whole:
        reading.recorder.link("INVOLVES", head, typed.key, sentence.view, rule, 0.3)


def _behind(sentence: TypedSentence, typed: Typed) -> str:
    """The words right behind the list of a phrase."""
    end = max(t.phrase.end for t in sentence.phrases if t.phrase.group == typed.phrase.group)
    return sentence.view.text[end : end + 6]


def _focus(reading: Reading, sentence: TypedSentence, head: Key, typed: Typed) -> None:
    cue = typed.phrase.cue
    sure = min(0.9, typed.confidence) * sentence.unit.confidence
    if typed.key.name in reading.document.name or typed.key.name in BROAD or typed.key.name.endswith("化"):
        sure = min(sure, 0.4)
    listed = typed.phrase.tail in INDUSTRY_TAILS
    if _is_applied_in(sentence, typed):
        sure = min(sure, 0.45)
    if not _developed(typed) or (_WEAK_FIELD.search(cue) and not (listed and not _APPLIES.search(cue))):
        sure = min(sure, 0.45)
    if typed.key.label in ("Technology", "Scenario") and typed.phrase.size < 2:
        sure = min(sure, 0.49)
    said = typed.view.text.endswith(_INDUSTRY) or _turned_to(typed)
    if not typed.whole and not said and not typed.rest.startswith((*_INDUSTRY, "领域", "集群", "发展")):
        sure = min(sure, 0.49)
    reading.recorder.link("FOCUSES_ON", head, typed.key, sentence.view, f"focus.{_rule(cue)}", round(sure, 3))


def _of_space(reading: Reading, sentence: TypedSentence, head: Key, typed: Typed) -> None:
    label, cue = typed.key.label, typed.phrase.cue
    if label in FIELDS:
        _focus(reading, sentence, head, typed)
    elif label in ("Place", "Zone", "Park") and _SITS_IN.search(cue) and typed.whole and head != typed.key:
        if typed.phrase.after != AROUND:
            reading.recorder.link("LOCATED_IN", head, typed.key, sentence.view, "space.sits", 0.7)
    elif label == "Place":
        if typed.whole and head.label == "Zone" and _COVERS.search(cue) and typed.phrase.after != AROUND:
            reading.recorder.link("PART_OF", typed.key, head, sentence.view, "space.covers", 0.65)
    elif label in _TENANTS and not is_partner(sentence, typed):
        _tenant(reading, sentence, head, typed)


def _tenant(reading: Reading, sentence: TypedSentence, head: Key, typed: Typed) -> None:
    """Record that something sits in the space that a unit or a clause is about."""
    label, cue = typed.key.label, typed.phrase.cue
    if label == "Zone" and typed.key in (reading.zone, reading.area):
        return
    sure = typed.confidence * 0.95
    made = label == "Zone" and head.label == "Place" and _BUILDS.search(cue) and typed.confidence >= 0.7
    if (label in ("Zone", "Organization") and not made) or _AWAY.search(cue):
        sure = min(sure, 0.45)
    if typed.phrase.generic:
        sure = min(sure, 0.4)
    rule = f"space.{_rule(cue)}"
    reading.recorder.link("LOCATED_IN", typed.key, head, sentence.view, rule, round(sure, 3), role=_role(typed))


def _role(typed: Typed) -> str | None:
    tail = typed.phrase.tail
    if "代表" in typed.phrase.after or "代表" in tail:
        return "代表企业"
    return tail if typed.key.label == "Company" and tail else None


def _rule(cue: str) -> str:
    for name, pattern in (("relies", _RELIES), ("develops", _DEVELOPS), ("builds", _BUILDS)):
        if pattern.search(cue):
            return name
    return "names"


def _builders(reading: Reading, sentence: TypedSentence) -> None:
    """支持A建设B, 由A承建B, A、B在P建设C — who stands before the verb builds what follows it."""
    text = sentence.view.text
    for k, (one, two) in enumerate(zip(sentence.phrases, sentence.phrases[1:], strict=False)):
        if two.key.label not in ("Platform", "Project", "Park") or one.phrase.clause != two.phrase.clause:
            continue
        if _SETS_UP.fullmatch(text[one.phrase.end : two.phrase.start]) is None:
            continue
        who, where = one, None
        if one.key.label in ("Zone", "Park", "Place") and k > 0 and text[: one.phrase.start].endswith("在"):
            who, where = sentence.phrases[k - 1], one
        if who.phrase.clause != two.phrase.clause:
            continue
        if who.key.label not in ("Company", "Organization") or who.phrase.tail or not who.whole:
            continue
        builders = [t for t in sentence.phrases if t.phrase.group == who.phrase.group] if where is not None else [who]
        for builder in builders:
            if min(builder.confidence, two.confidence) >= 0.5:
                reading.recorder.link("BUILDS", builder.key, two.key, sentence.view, "sentence.builds", 0.8)
        if where is not None and min(where.confidence, two.confidence) >= 0.5:
            reading.recorder.link("LOCATED_IN", two.key, where.key, sentence.view, "sentence.builds", 0.75)
