"""What sentences say of the thing that their unit is about.

The head of most relations is the unit's: a task INVOLVES what its text relies on or builds, a zone or
park has tenants (LOCATED_IN), both FOCUS_ON what the text develops. How a phrase is governed (依托,
打造, 重点发展 …) decides how sure the relation is.
"""

from __future__ import annotations

import re
from collections import Counter

from .. import lexicon
from ..entities import INDUSTRY_TAILS as _INDUSTRY_TAILS
from ..entities import Typed, TypedSentence
from ..findings import Key
from ..grammar import grammar
from ..measures import Unit
from ..naming import industry
from ..reading import Reading

_THINGS = ("Company", "Park", "Platform", "Project", "Event", "Programme", "Corridor")
_RELIES = re.compile(r"依托|借助|发挥|用好|利用|结合|基于|借力|凭借|以")
_BUILDS = re.compile(
    r"建设|打造|推进|推动|加快|搭建|构建|建立|设立|成立|组建|筹建|提升|强化|布局|完善|优化|深化|建成|启动|争取|引进|集聚|支持|举办|承办|开展|参加|推广|创建|整合|联合|促成|做强|培育|"
    r"围绕|聚焦|引入|落地|探索|发起|承接|实施|落实|申报|用足|放大|参与|协同|对接|依靠|通过|利用|孵化|支撑|服务|深入|高标准|持续|放大|建|办|举行"
)
_DEVELOPS = re.compile(
    r"发展|培育|聚焦|布局|壮大|围绕|打造|做大|做强|做优|重点|引进|推动|加快|支持|推进|集聚|促进|形成|强化|突破|拓展|攻关|构建|深耕|瞄准|优化|提升|建设|开展|围绕|招引|招商|深化|创新|引育|研发|延伸"
)
_DEVELOPS_SURELY = re.compile(r"发展|培育|聚焦|布局|壮大|做大|做强|做优|重点|招商|招引|引育|突破|深耕|瞄准|围绕|攻关")
_GROWS = re.compile(r"(?:发展|培育|壮大|做大做强|做大|做强|做优|布局)$")
_APPLIES = re.compile(r"利用|运用|应用|赋能|融合")
_WEAK_FIELD = re.compile(r"利用|运用|应用|赋能|结合|通过|借助|基于|依托|支撑|融合|以")
_COOPERATES = re.compile(r"合作|共建|联动|签约|签订|对接|联合|协作|共同|携手")
_STRONG_COOPERATION = re.compile(
    r"^.{0,12}?(?:开展|深化|加强|进行|展开|签订|签署|建立|产学研|深度|战略|全面)*.{0,8}?(?:合作|共建)"
)
_LEADERS = re.compile(r"链主|龙头|头部|领军|骨干|引领")
_AWAY = re.compile(r"向东|向西|辐射|对标|学习|借鉴|链接|衔接|联动|对接|学")
_SUPPORTS = re.compile(r"支持|引进|集聚|推动|加快推动")
_STATE = re.compile(r"^(?:国务院|党中央|中央|市委|市政府|区委|区政府|省委|省政府|国家|全国人大)")
_POSITION = re.compile(r"上游|中游|下游")
_BROAD = (
    "新型基础设施",
    "数字生活",
    "数字治理",
    "数字社会",
    "专业服务",
    "科技服务",
    "5G",
    "数字经济",
    "数字产业",
    "制造业",
    "服务业",
    "农业",
    "工业",
    "先进制造",
    "实体经济",
    "数据",
    "平台经济",
    "总部经济",
    "战略性新兴",
)
_GATHERS = re.compile(r"集聚|引进|落户|入驻|引育|汇聚")
_MOST_MUTUAL = 3
_MUTUAL = re.compile(r"^等?(?:深度|战略|全面|紧密|开展|加强|深化)*合作")
_JOINS = re.compile(r"(?:联合|携手|会同)$")
_NO_HEAD = ("group", "structure", "layer")


def read_relations(reading: Reading, sentences: tuple[TypedSentence, ...]) -> None:
    """Record mentions of typed phrases and the relations that they have with their unit's head."""
    seen = Counter(t.key for s in sentences for t in s.phrases)
    chains = _Chains(reading, sentences)
    opened = _Opened()
    for sentence in sentences:
        in_title = sentence.unit.title is not None and sentence.view is sentence.unit.title
        for typed in sentence.phrases:
            _mention(reading, sentence, typed)
            if (space := opened.over(sentence)) is not None:
                _under_opening(reading, sentence, space, typed)
            if sentence.unit.head is not None and sentence.unit.kind not in _NO_HEAD:
                _relate(reading, sentence, typed, in_title=in_title, often=seen[typed.key] > 1)
        if in_title:
            _title_chain(reading, sentence, chains)
        _segments(reading, sentence, chains)
        _leads(reading, sentence, chains)
        _cooperation(reading, sentence)
        _builders(reading, sentence)
    for sentence in sentences:
        if sentence.unit.kind == "space":
            _name_chain(reading, sentence.unit)


def _under_opening(reading: Reading, sentence: TypedSentence, space: Key, typed: Typed) -> None:
    """What a paragraph opened by a space gathers there (集聚, 引进) or forms there."""
    label, cue = typed.key.label, typed.phrase.cue
    named = typed.phrase.tail != "" and typed.confidence >= 0.6
    if label in ("Company", "Organization") and named and _GATHERS.search(cue) and not _is_partner(sentence, typed):
        reading.recorder.link("LOCATED_IN", typed.key, space, sentence.view, "opening.gathers", 0.7, role=_role(typed))
    elif label == "IndustryChain" and typed.phrase.tail in _INDUSTRY_TAILS:
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


class _Chains:
    """Which chain a unit is about: what its heading names, else a heading above."""

    def __init__(self, reading: Reading, sentences: tuple[TypedSentence, ...]) -> None:
        self._theme = reading.document.name
        self._of: dict[int, Key | None] = {}
        for sentence in sentences:
            unit = sentence.unit
            if id(unit) not in self._of:
                titles = [unit.title.text if unit.title else "", *reversed(unit.section.path)]
                self._of[id(unit)] = next((c for t in titles if (c := self.named_in(t)) is not None), None)

    def of(self, unit: Unit) -> Key | None:
        """Return the chain of a unit, or None."""
        return self._of.get(id(unit))

    def named_in(self, title: str) -> Key | None:
        """Return the chain that a title names, passing over the document's own theme."""
        chain = chain_in(title)
        return None if chain is None or self.is_theme(chain.name) else chain

    def is_theme(self, name: str) -> bool:
        """Tell whether a chain is the document's own theme or a broad sector (the guide: borderline)."""
        return name in self._theme or name.endswith("化") or name in _BROAD


def _mention(reading: Reading, sentence: TypedSentence, typed: Typed) -> None:
    aliases = (typed.view.text,) if typed.view.text != typed.key.name else ()
    sure = typed.confidence
    if typed.key.label in ("Technology", "Scenario") and not typed.phrase.tail and typed.phrase.size < 3:
        sure = min(sure, 0.45)  # the guide: only where the text lists or develops them as such
    listed = typed.phrase.tail in _INDUSTRY_TAILS
    if typed.key.label == "IndustryChain" and sentence.unit.kind == "project" and not listed:
        sure = min(sure, 0.45)
    if typed.key.label == "IndustryChain" and (
        not _developed(typed) or typed.key.name in _BROAD or typed.key.name.endswith("化")
    ):
        sure = min(sure, 0.49)
    reading.recorder.mention(typed.key, typed.view, f"phrase.{typed.rule}", sure, aliases=aliases)


def _developed(typed: Typed) -> bool:
    """Tell whether the text develops a field rather than passing by it."""
    tail, cue = typed.phrase.tail, typed.phrase.cue
    as_industry = typed.view.text.endswith(("产业", "产业链")) or typed.rest.startswith(
        ("产业", "发展", "领域", "集群")
    )
    listed = bool(tail) and grammar().tail_label[tail] in ("IndustryChain", "Technology", "Segment")
    surely = bool(_DEVELOPS_SURELY.search(cue)) and (typed.phrase.size > 1 or as_industry or bool(_GROWS.search(cue)))
    return surely or listed or (as_industry and bool(_DEVELOPS.search(cue)))


def _relate(reading: Reading, sentence: TypedSentence, typed: Typed, *, in_title: bool, often: bool) -> None:
    head = sentence.unit.head
    if head is None or head == typed.key:
        return
    if head.label in ("Task", "Programme"):
        _of_measure(reading, sentence, head, typed, named=in_title and often)
    elif head.label in ("Zone", "Park"):
        _of_space(reading, sentence, head, typed)


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
                or _COOPERATES.search(cue + typed.rest + typed.phrase.after)
            )
            sure = sure if near and not _STATE.match(typed.key.name) else min(sure, 0.4)
        elif label == "Zone":
            strong = _RELIES.search(cue) or (
                typed.rest.startswith(("建设", "功能", "能级", "发展")) and _BUILDS.search(cue)
            )
            sure = sure if strong or named else min(sure, 0.45)
            if reading.zone == typed.key or reading.area == typed.key:
                sure = 0.3
        elif not (_RELIES.search(cue) or _BUILDS.search(cue) or typed.phrase.size > 1):
            sure = min(sure, 0.55)
        reading.recorder.link("INVOLVES", head, typed.key, sentence.view, rule, round(min(sure, 0.95), 3))
    elif label in ("IndustryChain", "Segment", "Technology", "Scenario"):
        _focus(reading, sentence, head, typed)
    elif label == "Place" and typed.whole:
        reading.recorder.link("INVOLVES", head, typed.key, sentence.view, rule, 0.3)


def _focus(reading: Reading, sentence: TypedSentence, head: Key, typed: Typed) -> None:
    cue = typed.phrase.cue
    sure = min(0.9, typed.confidence) * sentence.unit.confidence
    if typed.key.name in reading.document.name or typed.key.name in _BROAD or typed.key.name.endswith("化"):
        sure = min(sure, 0.4)
    listed = typed.phrase.tail in _INDUSTRY_TAILS
    if not _developed(typed) or (_WEAK_FIELD.search(cue) and not (listed and not _APPLIES.search(cue))):
        sure = min(sure, 0.45)
    if typed.key.label in ("Technology", "Scenario") and typed.phrase.size < 2:
        sure = min(sure, 0.49)
    if not typed.whole and not typed.rest.startswith(("产业", "领域", "行业", "集群", "发展")):
        sure = min(sure, 0.49)
    reading.recorder.link("FOCUSES_ON", head, typed.key, sentence.view, f"focus.{_rule(cue)}", round(sure, 3))


def _of_space(reading: Reading, sentence: TypedSentence, head: Key, typed: Typed) -> None:
    label, cue = typed.key.label, typed.phrase.cue
    if label in ("Company", "Organization", "Platform", "Project", "Park", "Zone"):
        if _is_partner(sentence, typed):
            return
        sure = typed.confidence * 0.95
        if label in ("Zone", "Organization") or _AWAY.search(cue):
            sure = min(sure, 0.45)
        if label == "Zone" and typed.key in (reading.zone, reading.area):
            return
        if typed.phrase.generic:
            sure = min(sure, 0.4)
        role = _role(typed)
        reading.recorder.link(
            "LOCATED_IN", typed.key, head, sentence.view, f"space.{_rule(cue)}", round(sure, 3), role=role
        )
    elif label in ("IndustryChain", "Segment", "Technology", "Scenario"):
        _focus(reading, sentence, head, typed)


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


def chain_in(title: str) -> Key | None:
    """Return the industry chain that a heading names inside its words, the longest first."""
    plain = re.sub(r"^[一二三四五六七八九十]+、|^（[一二三四五六七八九十\d]+）|^\d+[.、]", "", title)
    for length in range(min(len(plain), 12), 1, -1):
        for start in range(len(plain) - length + 1):
            piece = plain[start : start + length]
            terms = lexicon.industries().find(piece)
            if terms and not lexicon.industries().is_ambiguous(piece):
                return Key("IndustryChain", terms[0].name)
    named = re.search(r"([\u4e00-\u9fff]{2,12}?)(?:产业|产业链)", plain)
    stem = _without_verbs(named[1]) if named else ""
    found = industry(stem + "产业") if len(stem) >= 2 and stem not in grammar().plain_fronts else None
    return Key("IndustryChain", found[0]) if found else None


def _without_verbs(text: str) -> str:
    """Cut the verbs and quantifiers that open a phrase."""
    g = grammar()
    while text:
        word = g.hard.match(text, 0) or g.soft.match(text, 0) or g.quantifiers.match(text, 0)
        if not word:
            return text
        text = text[len(word) :]
    return text


def _title_chain(reading: Reading, sentence: TypedSentence, chains: _Chains) -> None:
    """A measure whose title names a chain develops it (打造工业互联网标杆引领区)."""
    head, title = sentence.unit.head, sentence.view
    if head is None or head.label not in ("Task", "Programme"):
        return
    chain = chains.named_in(title.text)
    if chain is None:
        return
    at = title.text.find(chain.name)
    view = title.part(at, at + len(chain.name)) if at >= 0 else title
    aliases = () if at >= 0 else (title.text,)
    reading.recorder.mention(chain, view, "title.chain", 0.7, aliases=aliases if len(title) <= 8 else ())
    reading.recorder.link("FOCUSES_ON", head, chain, title, "title.chain", 0.7 * sentence.unit.confidence + 0.05)


def _name_chain(reading: Reading, unit: Unit) -> None:
    """A park or zone whose name says its chain (智慧生物医药产业园, 跨境电商产业园)."""
    if unit.head is None or unit.title is None or unit.head.label not in ("Zone", "Park"):
        return
    for length in range(min(len(unit.head.name), 10), 2, -1):
        for start in range(len(unit.head.name) - length + 1):
            terms = lexicon.industries().find(unit.head.name[start : start + length])
            if terms and terms[0].name not in _BROAD:
                at = unit.title.text.find(unit.head.name) + start
                chain = Key("IndustryChain", terms[0].name)
                reading.recorder.mention(chain, unit.title.part(at, at + length), "name.chain", 0.65)
                reading.recorder.link("FOCUSES_ON", unit.head, chain, unit.title, "name.chain", 0.65)
                return


def _segments(reading: Reading, sentence: TypedSentence, chains: _Chains) -> None:
    """Lists that name the links of a chain: A、B等产业链上下游企业, 上游A、中游B, A、B等氢能主体产业."""
    for typed in sentence.phrases:
        position = _POSITION.match(typed.phrase.text)
        of = typed.phrase.tail_of
        chain: Key | None = None
        if position is not None:
            chain = chains.of(sentence.unit) or _last_chain(sentence, typed)
        elif typed.key.label == "Segment" and typed.phrase.tail:
            chain = _stated_chain(of) or chains.of(sentence.unit)
        elif typed.phrase.tail in ("主体产业", "产业链") and (named := chain_in(of)) is not None:
            chain = named
        if chain is None or typed.key.name == chain.name or chains.is_theme(chain.name):
            continue
        segment = Key("Segment", typed.key.name)
        reading.recorder.mention(segment, typed.view, "segment.list", 0.8)
        reading.recorder.link(
            "PART_OF", segment, chain, sentence.view, "segment.list", 0.75, position=position[0] if position else None
        )


def _last_chain(sentence: TypedSentence, typed: Typed) -> Key | None:
    """The chain that the sentence names last before a phrase."""
    before = [t.key for t in sentence.phrases if t.key.label == "IndustryChain" and t.phrase.end <= typed.phrase.start]
    return before[-1] if before else None


def _leads(reading: Reading, sentence: TypedSentence, chains: _Chains) -> None:
    """A list of companies that the document calls 链主, 龙头, 头部, 领军 or 骨干, and the chain in question."""
    for typed in sentence.phrases:
        if typed.key.label not in ("Company", "Platform", "Organization") or typed.confidence < 0.5:
            continue
        tail = typed.phrase.tail_of[-4:] + typed.phrase.tail
        word = _LEADERS.search(tail or typed.phrase.after) if typed.key.label == "Company" else None
        chain = _stated_chain(typed.phrase.tail_of) or chains.of(sentence.unit)
        if chain is not None and chains.is_theme(chain.name):
            chain = None
        if word is not None:
            role = word[0]
            if role == "链主":
                reading.recorder.mention(
                    typed.key, typed.view, "leads.chain-leader", 0.85, extra_labels=("ChainLeader",)
                )
            if chain is not None:
                sure = 0.7 if role != "引领" else 0.5
                _chain_mention(reading, sentence, chain)
                reading.recorder.link("LEADS", typed.key, chain, sentence.view, "leads.tail", sure, role=role)
        elif typed.phrase.tail and chain is not None and typed.whole:
            sure = 0.7 if _stated_chain(typed.phrase.tail_of) else 0.55
            if typed.key.label == "Organization" and sure < 0.6:
                continue
            if _chain_mention(reading, sentence, chain):
                reading.recorder.link("PARTICIPATES_IN", typed.key, chain, sentence.view, "chain.tail", sure)


def _chain_mention(reading: Reading, sentence: TypedSentence, chain: Key) -> bool:
    """Record where the words name a chain that a relation needs: the sentence, the title, the heading."""
    terms = lexicon.industries().find(chain.name)
    forms = terms[0].forms if terms else (chain.name,)
    heading = sentence.unit.section.heading
    for view in (sentence.view, sentence.unit.title, heading.view if heading else None):
        for form in forms if view is not None else ():
            at = view.text.find(form) if view is not None else -1
            if view is not None and at >= 0:
                aliases = (form,) if form != chain.name else ()
                reading.recorder.mention(chain, view.part(at, at + len(form)), "chain.named", 0.6, aliases=aliases)
                return True
    return False


def _stated_chain(of: str) -> Key | None:
    """The chain that the words before a class noun name (工业互联网 of 等工业互联网平台)."""
    pieces = [of[:end] for end in range(len(of), 1, -1)] + [of[start:] for start in range(1, len(of) - 1)]
    found = next((terms[0].name for piece in pieces if (terms := lexicon.industries().find(piece))), "")
    return Key("IndustryChain", found) if found and found not in _BROAD else None


def _is_partner(sentence: TypedSentence, typed: Typed) -> bool:
    """与A、B开展合作 — the list is a partner, not a tenant."""
    return _cooperation_end(sentence, typed) >= 0


def _cooperation_end(sentence: TypedSentence, typed: Typed) -> int:
    text = sentence.view.text
    group = [t for t in sentence.phrases if t.phrase.group == typed.phrase.group]
    first, last = min(t.phrase.start for t in group), max(t.phrase.end for t in group)
    opened = re.search(r"(?:与|同|联合|携手)$", text[:first]) or re.search(
        r"(?:与|联合|携手)[^，。；]{0,2}$", text[:first]
    )
    if opened is None:
        return -1
    behind = re.match(r"(?:等[^，。；、]{0,16}?)?" + _STRONG_COOPERATION.pattern.lstrip("^"), text[last:])
    return last + behind.end() if behind else -1


def _cooperation(reading: Reading, sentence: TypedSentence) -> None:
    kinds = ("Company", "Organization", "Zone", "Park", "Place", "Platform")
    _mutual(reading, sentence, kinds)
    carried: Key | None = None
    for typed in sentence.phrases:
        if typed.key.label not in kinds or typed.confidence < 0.5 or _cooperation_end(sentence, typed) < 0:
            continue
        near = _near_subject(sentence, typed)
        carried = near or carried
        subject = carried or _default_subject(reading, sentence)
        if subject is not None and subject != typed.key and subject.label in kinds:
            sure = 0.7 if not _STATE.match(typed.key.name) else 0.4
            reading.recorder.link("COOPERATES_WITH", subject, typed.key, sentence.view, "cooperation", sure)


def _mutual(reading: Reading, sentence: TypedSentence, kinds: tuple[str, ...]) -> None:
    """A与B深度合作, A、B等合作 — the items of a list cooperate; A牵头，联合B、C — A does with each."""
    text = sentence.view.text
    groups: dict[int, list[Typed]] = {}
    for typed in sentence.phrases:
        if typed.key.label in kinds and typed.confidence >= 0.5:
            groups.setdefault(typed.phrase.group, []).append(typed)
    for group in groups.values():
        last = max(t.phrase.end for t in group)
        if 2 <= len(group) <= _MOST_MUTUAL and _MUTUAL.match(text[last:]):
            for k, one in enumerate(group):
                for two in group[k + 1 :]:
                    reading.recorder.link("COOPERATES_WITH", one.key, two.key, sentence.view, "cooperation.mutual", 0.7)
        if _JOINS.search(group[0].phrase.cue) and group[0].key.label in ("Company", "Organization", "Platform"):
            leaders = [
                t for t in sentence.phrases if t.phrase.after in ("牵头", "联合", "携手") and t.key.label in kinds
            ]
            leaders = [t for t in leaders if t.phrase.end <= group[0].phrase.start]
            for other in group if leaders else []:
                reading.recorder.link(
                    "COOPERATES_WITH", leaders[-1].key, other.key, sentence.view, "cooperation.joint", 0.7
                )


def _near_subject(sentence: TypedSentence, typed: Typed) -> Key | None:
    """Who cooperates: the name right before 与 in the same clause; it serves the clauses behind too."""
    before = [
        t
        for t in sentence.phrases
        if t.phrase.end < typed.phrase.start and t.phrase.group != typed.phrase.group and t.phrase.clause == typed.phrase.clause
        and t.key.label in ("Company", "Organization", "Zone", "Park", "Place", "Platform") and t.confidence >= 0.5
    ]  # fmt: skip
    return before[-1].key if before else None


def _default_subject(reading: Reading, sentence: TypedSentence) -> Key | None:
    """The space that the unit is about, else the area that the document plans for."""
    head = sentence.unit.head
    return head if head is not None and head.label in ("Zone", "Park") else reading.area


def _builders(reading: Reading, sentence: TypedSentence) -> None:
    """支持A建设B, 由A承建B — the company or institute right before the verb builds what follows it."""
    text = sentence.view.text
    for one, two in zip(sentence.phrases, sentence.phrases[1:], strict=False):
        if (
            one.key.label not in ("Company", "Organization")
            or two.key.label not in ("Platform", "Project", "Park")
            or one.phrase.tail
        ):
            continue
        if one.phrase.clause != two.phrase.clause or min(one.confidence, two.confidence) < 0.5 or not one.whole:
            continue
        between = text[one.phrase.end : two.phrase.start]
        if re.fullmatch(
            r"(?:牵头|加快|负责|积极|参与|共同)*(?:建设|建立|承建|打造|搭建|组建|设立|创建)(?:了|一个|全国|国家级)?",
            between,
        ):
            reading.recorder.link("BUILDS", one.key, two.key, sentence.view, "sentence.builds", 0.8)
