"""What a sentence says of a thing that it names itself, whatever the heading above is about.

    云川软件园重点发展人工智能、云计算产业      FOCUSES_ON
    甲公司、乙公司落户云川软件园              LOCATED_IN
    云川软件园集聚了甲公司等企业              LOCATED_IN
    以甲公司为链主，打造智能网联汽车产业链      LEADS
    云川高速贯穿甲县、乙县                   PASSES_THROUGH

Two neighbouring lists of names and nothing but the verb between them: what stands farther apart is
left to the rules that know what a section is about.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .. import lexicon
from ..entities import Typed, TypedSentence
from ..findings import Key
from ..reading import Reading
from .chains import BROAD

_SPACES = ("Zone", "Park")
_COVERED = ("Place", "Zone", "Park")
_PLACED = ("Company", "Organization", "Platform", "Project")
_SURE = 0.75
_LEAST = 0.5
_CLASS = r"(?:等[^，。；、]{0,8}?(?:企业|公司|机构|项目|平台|单位|院所|集团)?)?"
_DEVELOPS = re.compile(
    r"(?:内|区内|园内)?(?:将|要|应|则|主要|重点|着力|大力|积极|加快|优先|进一步|全力|围绕)*"
    r"(?:发展|培育|聚焦|布局|壮大|做强|做大|做优|突破|深耕|瞄准|主攻)+(?:了|以)?"
)
_MADE_INTO = re.compile(
    r"(?:建设|打造|创建|建成)(?:成为?)?(?:[\u4e00-\u9fff]{1,2}级)?(?P<field>[\u4e00-\u9fffA-Za-z0-9]{2,8}?)(?:产业)?"
    r"(?:特色|专业|主题|示范|先导|创新)*(?:园区|产业园|基地|集聚区|先导区)"
)
_OPENING = re.compile(
    r"(?:“[^”]{2,6}”(?:：|——|即为?|为|指)|[一二三四五六七八九][核带轴园区翼极廊圈心][：—]+)?(?:其中|一是|二是|三是)?，?"
    r"(?:以(?P<base>[^，；。]{2,40}?)为(?:主体|核心|中心|依托|基础)的|以|在)?"
)
_COVERS = re.compile(r"串联|涵盖|包括|覆盖|包含|连接|贯穿|贯通")
_SITS = re.compile(
    _CLASS + r"(?:已|均|正式|陆续|相继|先后|成功|都)*(?:位于|坐落于?|坐落在|落户于?|落户在|入驻|进驻|落地于?|设在|落子)"
)
_GATHERS = re.compile(
    r"(?:内|区内|园内)?(?:已|目前|现|先后|成功|陆续|累计|正在|将|要|重点|积极)*(?:集聚|引进|吸引|汇聚|聚集|引育|引入)(?:了)?(?:以|包括)?"
)
_LED_BY = re.compile(r"(?:以|由|推动|支持|鼓励|依托|发挥)$")
_LEADS = re.compile(
    _CLASS + r"(?:为|作为|担任|任)(?:产业链)?(?P<role>链主|龙头|领军|引领)(?:企业|单位)?(?:，|,)?"
    r"(?:引领|带动|牵头|共同|加快|大力|重点|着力|积极|做大)*(?:打造|发展|做强|做大|培育|建设|构建|形成|推动|推进|布局|主攻|重点发展)?"
)
_LEADER_OF = re.compile(r"(?:产业链|产业|领域)?(?:的)?(?P<role>链主|龙头|领军)(?:企业|单位)?(?:为|是|：|有)")
_PASSES = re.compile(
    r"(?:自[东西南北]向[东西南北])?(?:横贯|纵贯|贯穿|途经|经过|途径|穿越|串联|串起|连接|联结|连通)[了起]?"
)


def read_plain(reading: Reading, sentence: TypedSentence) -> None:
    """Record the relations that a plain verb between two lists of a sentence states."""
    lists: dict[int, list[Typed]] = {}
    for typed in sentence.phrases:
        lists.setdefault(typed.phrase.group, []).append(typed)
    for spaces in lists.values():
        _built_for(reading, sentence, spaces)
    if sentence.unit.head is None:
        _opened(reading, sentence)
    for one, two in pairwise(lists.values()):
        between = sentence.view.text[one[-1].phrase.end : two[0].phrase.start]
        if between:
            _pair(reading, sentence, one, between, two)


def _built_for(reading: Reading, sentence: TypedSentence, spaces: list[Typed]) -> None:
    """A、B建设人工智能特色园区: what a park is made into says its field."""
    match = _MADE_INTO.match(sentence.view.text, spaces[-1].phrase.end)
    terms = lexicon.industries().find(match["field"]) if match is not None else ()
    if match is None or not terms or not _all(spaces, _SPACES):
        return
    chain, field = Key("IndustryChain", terms[0].name), sentence.view.part(match.start("field"), match.end("field"))
    reading.recorder.mention(chain, field, "plain.made-into", 0.6, aliases=(match["field"],))
    for space in spaces:
        reading.recorder.link("FOCUSES_ON", space.key, chain, sentence.view, "plain.made-into", 0.65)


def _opened(reading: Reading, sentence: TypedSentence) -> None:
    """A space that opens a part of a sentence develops what the later clauses of that part develop."""
    text, at = sentence.view.text, 0
    for part in text.split("；"):
        opening = _OPENING.match(part)
        begins, end = at + (opening.end() if opening else 0), at + len(part)
        inside = [t for t in sentence.phrases if at <= t.phrase.start < end]
        at = end + 1
        cues: dict[int, str] = {}
        space = next((t for t in inside if t.phrase.start == begins), None)
        if space is not None and opening is not None and opening["base"]:
            for part_of in inside[: inside.index(space)]:
                _part_of(reading, sentence, part_of, space)
            inside = inside[inside.index(space) :]
        if not inside or inside[0].phrase.start != begins or inside[0].key.label not in _SPACES:
            continue
        for covered in inside[1:]:
            if _COVERS.search(covered.phrase.cue):
                _part_of(reading, sentence, covered, inside[0])
        inside = [t for t in inside if not (t.key.label in _COVERED and _COVERS.search(t.phrase.cue))]
        others = [t for t in inside[1:] if t.key.label in (*_SPACES, *_PLACED, "Place")]
        for thing in inside[1:]:
            if others and thing.phrase.start > others[0].phrase.start:
                break
            cue = cues.setdefault(thing.phrase.group, thing.phrase.cue)  # the verb stands before a list's first item
            if thing.phrase.clause != inside[0].phrase.clause and _DEVELOPS.fullmatch(cue):
                _of_space(reading, sentence, inside[0], thing)


def _part_of(reading: Reading, sentence: TypedSentence, part: Typed, whole: Typed) -> None:
    if part.key.label in _COVERED and part.confidence >= _LEAST and part.key != whole.key:
        _link(reading, sentence, "PART_OF", part, whole)


def _pair(reading: Reading, sentence: TypedSentence, one: list[Typed], between: str, two: list[Typed]) -> None:
    if _all(one, _SPACES) and (_DEVELOPS.fullmatch(between) or _GATHERS.fullmatch(between)):
        for space in one:
            for thing in two:
                _of_space(reading, sentence, space, thing)
    elif _all(two, (*_SPACES, "Place")) and _SITS.fullmatch(between):
        for thing in _named(one, _PLACED):
            for space in two:
                _link(reading, sentence, "LOCATED_IN", thing, space)
    elif _all(one, ("Corridor",)) and _PASSES.fullmatch(between):
        for line in one:
            for place in _named(two, ("Place", "Zone")):
                _link(reading, sentence, "PASSES_THROUGH", line, place)
    elif (led := _LEADS.fullmatch(between)) and _LED_BY.search(sentence.view.text[: one[0].phrase.start]):
        _leads(reading, sentence, one, two, led["role"])
    elif led := _LEADER_OF.fullmatch(between):
        _leads(reading, sentence, two, one[-1:], led["role"])


def _of_space(reading: Reading, sentence: TypedSentence, space: Typed, thing: Typed) -> None:
    if thing.key.label in _PLACED:
        _link(reading, sentence, "LOCATED_IN", thing, space)
    elif thing.key.label in ("IndustryChain", "Segment", "Technology", "Scenario") and thing.key.name not in BROAD:
        _link(reading, sentence, "FOCUSES_ON", space, thing)


def _leads(reading: Reading, sentence: TypedSentence, firms: list[Typed], chains: list[Typed], role: str) -> None:
    for firm in _named(firms, ("Company",)):
        if role == "链主":
            reading.recorder.mention(firm.key, firm.view, "plain.leads", _SURE, extra_labels=("ChainLeader",))
        for chain in _named(chains, ("IndustryChain",)):
            _link(reading, sentence, "LEADS", firm, chain, role)


def _link(
    reading: Reading, sentence: TypedSentence, type_: str, head: Typed, tail: Typed, role: str | None = None
) -> None:
    sure = round(min(_SURE, head.confidence, tail.confidence), 3)
    reading.recorder.link(type_, head.key, tail.key, sentence.view, f"plain.{type_.lower()}", sure, role=role)


def _named(things: list[Typed], labels: tuple[str, ...]) -> list[Typed]:
    return [t for t in things if t.key.label in labels and t.confidence >= _LEAST and not t.phrase.generic]


def _all(things: list[Typed], labels: tuple[str, ...]) -> bool:
    sound = [t for t in _named(things, labels) if t.whole or t.rest == "内"]
    return len(sound) == len(things)
