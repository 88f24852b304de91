"""Typed phrases: what each noun phrase of a unit names, decided over the whole document.

A name that one sentence types surely (a list of companies, a legal form, a heading) types it
everywhere in the document; the class noun behind a list and the other items of the list decide for
what no lexicon and no suffix knows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from . import lexicon
from .chunks import Chunker, Phrase
from .findings import Key, Mention
from .grammar import Words, grammar
from .measures import Unit
from .naming import Guess, core_name, guess, industry, is_generic, known_words, suffix_of, without_gloss
from .normal import View

_SPACES = ("Zone", "Park", "Place")
_FIELDS = ("IndustryChain", "Segment", "Technology", "Scenario")
_REST = re.compile(
    r"^(?:\\d|建设|功能|作用|优势|能级|发展|改造|平台|项目|运营|工作|试点|落地|经验|资源|机制|制度|政策|主体|产业|行业|技术|领域|集群|企业|服务|生态|应用|方向|布局|区域|周边|内|中|上|间|"
    r"二期|一期|三期|扩区|升级|能力|水平|规划|职能|职责|培育|集聚|引领|带动|支撑|核心|研究|研发|创新|合作|成果|投产|建成|推广|重点|相关|沿线|沿岸|等|为|之|融合|赋能|转型|需求|关键|管理|产品|系统|全|产城|主导|整机|协同).*"
)
_NO_BRAND = re.compile(
    r"[，。；：、“”（）]|(?:化|性|度|率|型|类|级|力|感|场景|环节|能力|水平|作用|机制|制造|研发|运营|加工|应用|测试|认证|合作|仲裁|审计|评估|评审|经纪|撮合|交易|集成|支付|登记|结算|验证|培训|咨询|体系|模式|资源|要素|问题|需求|成果|标准|政策|服务|管理|技术|产品|装备|设备|材料|系统|软件|数据|人才)$"
)
INDUSTRY_TAILS = (
    "产业", "重点产业", "主导产业", "优势产业", "特色产业", "新兴产业", "未来产业", "先导产业", "关联产业", "产业集群", "行业", "赛道", "新赛道",
)  # fmt: skip
_PLACED = re.compile(r"^(?:上游|中游|下游)(?:的)?([\u4e00-\u9fffA-Za-z]{2,16})$")
_INNER_VERB = re.compile(r"建设|发展|合作共建|打造|共建|落户|建立|设立")
_LISTED_SLOGAN = re.compile(r"“[^”]*、[^”]*”")
_QUOTED = re.compile(r"“([^“”]{2,16})”")


_SHORTEST_SHORT_FORM = 3
_CALLED = re.compile(r"(?:支持|引进|依托|联合|发挥|集聚)$")
_SPECIFIC = 4
_BUILT = ("Platform", "Project", "Park", "Organization")
_LEANS = re.compile(r"依托|支持|推进|推动|建设|引进|打造|成立|设立|搭建|组建|建成|布局")
_ACTS = ("建立", "建设", "打造", "加快", "开展", "牵头", "组建", "设立", "搭建", "布局", "建成")
_STRUCTURE_VOTES = 10
"""A heading, a table or a bracket outweighs so many sentences in what a name's label is."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A phrase and what it names: key, exact words, how sure, by which rule, what follows the name."""

    phrase: Phrase
    key: Key
    view: View
    confidence: float
    rule: str
    rest: str
    whole: bool


@dataclass(frozen=True, slots=True)
class TypedSentence:
    """A sentence of a unit with its typed phrases."""

    unit: Unit
    view: View
    phrases: tuple[Typed, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    label: str
    name: str
    confidence: float


class Names:
    """The names that a document states itself, with their label."""

    def __init__(self, beside: Names | None = None) -> None:
        self._beside = beside
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        self._canonical: dict[str, str] = {}
        self._cores: dict[str, str] = {}

    def add(self, form: str, label: str, confidence: float, canonical: str = "") -> None:
        """Add a vote that a form names a thing of a label."""
        if len(form) >= 2 and label not in ("Task", "Indicator", "Target", "Document", "Section", "Passage"):
            self._votes[form][label] += int(100 * confidence)
            if canonical:
                self._canonical.setdefault(form, canonical)
            if label == "Company" and form.endswith("公司"):
                self._cores.setdefault(core_name(form), form)
                self._cores.setdefault(form, form)

    def find(self, form: str) -> _Known | None:
        """Return what a form names in this document, or None; a legal name's opening counts as its short form."""
        return self.stated(form) or self._short_form(form)

    def stated(self, form: str) -> _Known | None:
        """Return what a form as written names in this document, or None."""
        votes = self._votes.get(form)
        if not votes:
            return self._beside.stated(form) if self._beside else None
        label = min(votes, key=lambda one: (-votes[one], one))
        return _Known(label, self._canonical.get(form, form), min(0.95, votes[label] / 100))

    def _short_form(self, form: str) -> _Known | None:
        """A word that opens exactly one stated legal name (华东电脑 of 上海华东电脑系统有限公司)."""
        if len(form) < _SHORTEST_SHORT_FORM:
            return None
        legal = {name for core, name in self._cores.items() if core.startswith(form)}
        return _Known("Company", form, 0.8) if len(legal) == 1 else None

    def forms(self) -> Iterable[str]:
        """All forms."""
        return {*self._votes, *(self._beside.forms() if self._beside else ())}


def stated_names(mentions: Iterable[Mention], beside: Names | None = None) -> Names:
    """Collect the names that structure rules recorded (headings, tables, brackets, lists).

    ``beside`` are names of other documents, asked where this one says nothing.
    """
    names = Names(beside)
    for mention in mentions:
        if mention.place.confidence >= 0.5:
            sure = _STRUCTURE_VOTES * mention.place.confidence
            names.add(mention.key.name, mention.key.label, sure, mention.key.name)
            for alias in mention.aliases:
                names.add(alias, mention.key.label, sure, mention.key.name)
    return names


def typed_sentences(units: tuple[Unit, ...], names: Names, taken: dict[int, int]) -> tuple[TypedSentence, ...]:
    """Type the phrases of every unit's sentences; ``taken`` spans (brackets of units) are passed over.

    Two passes: the first collects what single sentences type surely, the second types every phrase
    with what the whole document knows.
    """
    chunker = Chunker(_boundaries(names))
    read = [(u, v, chunker.phrases(v)) for u in units for s in u.sentences() for v in _outside(s, taken)]
    for _, _, phrases in read:
        for phrase in phrases:
            sure = _decide(phrase, None)
            if sure is not None and sure.confidence >= 0.6 and sure.how != "suffix:总部":
                if sure.how == "suffix:产业" and sure.name:
                    names.add(sure.name, "IndustryChain", 1.5, sure.name)
                canonical = sure.name if sure.label in ("Place", *_FIELDS) else ""
                names.add(_core(phrase), sure.label, sure.confidence, canonical)
    chunker = Chunker(_boundaries(names))
    found: list[TypedSentence] = []
    recent: dict[str, Key] = {}
    for unit, view, _ in read:
        typed = _with_mates([t for p in chunker.phrases(view) for t in _typed_parts(p, view, names)], view)
        typed = [_referred(t, view, recent) for t in typed]
        found.append(TypedSentence(unit, view, tuple(t for t in typed if isinstance(t, Typed))))
    return tuple(found)


def _referred(one: Typed | Phrase, view: View, recent: dict[str, Key]) -> Typed | Phrase:
    """Let a bare ending (科技城) stand for the last zone or park of that ending; remember the named ones."""
    phrase = one.phrase if isinstance(one, Typed) else one
    suffix = suffix_of(phrase.text)
    if (
        suffix is not None
        and suffix.text == phrase.text
        and phrase.text in recent
        and len(phrase.text) >= _SHORTEST_SHORT_FORM
    ):
        key = recent[phrase.text]
        return Typed(phrase, key, view.part(phrase.start, phrase.end), 0.6, "referred", "", whole=True)
    if isinstance(one, Typed) and one.key.label in ("Zone", "Park") and one.confidence >= 0.6:
        ending = suffix_of(one.key.name)
        if ending is not None:
            recent[ending.text] = one.key
    return one


def _boundaries(names: Names) -> Words:
    base = known_words()
    return _Both(base, Words(f for f in names.forms() if len(f) >= 2))


class _Both(Words):
    """The longer match of two word sets."""

    __slots__ = ("_one", "_two")

    def __init__(self, one: Words, two: Words) -> None:
        super().__init__(())
        self._one, self._two = one, two

    def match(self, text: str, at: int) -> str:
        one, two = self._one.match(text, at), self._two.match(text, at)
        return one if len(one) >= len(two) else two


def _outside(sentence: View, taken: dict[int, int]) -> list[View]:
    """The parts of a sentence that lie outside the taken spans."""
    if not taken:
        return [sentence]
    cuts = [(s, e) for s, e in taken.items() if s < sentence.end and e > sentence.start]
    if not cuts:
        return [sentence]
    keep = [k for k in range(len(sentence)) if not any(s <= sentence.starts[k] < e for s, e in cuts)]
    parts: list[View] = []
    start = 0
    for k in range(1, len(keep) + 1):
        if k == len(keep) or keep[k] != keep[k - 1] + 1:
            parts.append(sentence.part(keep[start], keep[k - 1] + 1))
            start = k
    return [p for p in parts if len(p) > 1]


def _unquoted(text: str) -> tuple[str, int]:
    """Words inside quotation marks that enclose the whole phrase, and how far they start."""
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        return text[1:-1], 1
    return text, 0


def _decide(phrase: Phrase, names: Names | None) -> Guess | None:
    """Type a whole phrase: by itself, unless the class noun behind its list knows better."""
    if _LISTED_SLOGAN.search(phrase.text):
        return None
    placed = _PLACED.match(phrase.text)
    if placed is not None:
        return Guess("Segment", 0.8, "position", placed[1])
    whole, tail = _by_itself(phrase, names), _by_tail(phrase)
    if tail is not None and tail.label == "Segment" and (whole is None or whole.label in _FIELDS):
        return tail
    if whole is None and tail is None and phrase.text.startswith("“") and re.search(r"(?:发展|培育|布局)$", phrase.cue):
        return Guess("IndustryChain", 0.6, "quoted-after:发展")
    if (
        tail is not None
        and whole is not None
        and phrase.tail.endswith("平台")
        and whole.how.startswith("lexicon:companies")
    ):
        return replace(tail, confidence=0.7)  # a product of that name, where the list says 平台
    if tail is not None and (whole is None or (whole.confidence < 0.6 and tail.confidence > whole.confidence)):
        return tail
    return whole


def _by_itself(phrase: Phrase, names: Names | None) -> Guess | None:
    """Type the whole phrase by the document's names, the lexicons or its suffix."""
    text, _ = _unquoted(phrase.text)
    text, _ = without_gloss(text)
    known = names.find(text) if names else None
    if known is not None and known.confidence >= 0.6:
        return Guess(known.label, min(0.9, known.confidence), "document", known.name)
    place = _headquarters(text)
    if place:
        return Guess("Company", 0.85, "suffix:总部", place)
    found = guess(f"“{text}”" if phrase.text.startswith("“") and not guess(text) else text)
    if found is not None and phrase.tail and found.label in _FIELDS and _of_units(phrase.tail):
        return replace(found, confidence=0.4)  # 银行、保险等机构 are no chains
    if found is not None and found.label in ("Technology", "Segment", "Scenario") and phrase.tail in INDUSTRY_TAILS:
        chain = industry(text)
        return replace(found, label="IndustryChain", name=chain[0] if chain else found.name or text)
    if found is not None:
        return found
    chain = industry(text)
    return Guess("IndustryChain", chain[1], "suffix:产业", chain[0]) if chain else None


def _of_units(tail: str) -> bool:
    """Tell whether a class noun names companies or institutions."""
    return grammar().tail_label[tail] in ("Company", "Organization")


_HEADQUARTERS = re.compile(
    r"^(?P<who>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:全球|国际|中国|华东|长三角|亚太|区域|全国|第二|上海|云廊)*(?:研发|零售|运营|区域|功能性|地区|制造)?总部$"
)


def _headquarters(text: str) -> str:
    """The company of X总部 where a register or its form (集团) knows X, or an empty string."""
    match = _HEADQUARTERS.match(text)
    if match is None:
        return ""
    who = match["who"]
    return who if lexicon.companies().find(who) or who.endswith("集团") else ""


def _by_tail(phrase: Phrase) -> Guess | None:
    """Type a list item by the class noun that closes the list."""
    if not phrase.tail:
        return None
    text, _ = _unquoted(phrase.text)
    label = grammar().tail_label[phrase.tail]
    suffix = suffix_of(text)
    if len(text) > 24 or is_generic(text, "") or (suffix is not None and suffix.text == text):
        return None
    text, _ = without_gloss(text)
    if (label == "Project" or phrase.tail.endswith("机构")) and suffix_of(text) is None and len(text) <= 8:
        called = label == "Project" or _CALLED.search(phrase.cue) is not None
        sure = 0.65 if called and _brand(text) and (len(text) > 2 or label != "Project") else 0.0
        return Guess("Company", sure, f"tail:{phrase.tail}") if sure else None
    if label == "Programme" and len(text) < 4:
        return None
    if label in ("Platform", "Organization") and len(text) < (4 if label == "Platform" else 3):
        return Guess(label, 0.4, f"tail:{phrase.tail}")
    if label == "IndustryChain" and len(text) < 3 and not lexicon.industries().find(text):
        return Guess(label, 0.4, f"tail:{phrase.tail}", text)
    if label in ("Company", "Project") and (not _brand(text) or _is_class(text) or text.endswith(("商", "机构"))):
        return Guess(label, 0.4, f"tail:{phrase.tail}")
    if label == "Segment":
        return Guess(label, 0.75, f"tail:{phrase.tail}", _plain("IndustryChain", text))
    if label == "IndustryChain" and text.endswith(("系统", "平台", "网络", "中心")):
        return None
    sure = {
        "Company": 0.85,
        "IndustryChain": 0.75,
        "Project": 0.7,
        "Organization": 0.7,
        "Event": 0.7,
        "Technology": 0.7,
        "Scenario": 0.65,
    }
    return Guess(label, sure.get(label, 0.55), f"tail:{phrase.tail}", _plain(label, text))


def _plain(label: str, text: str) -> str:
    return re.sub(r"(?:产业链|产业|行业)$", "", text) if label == "IndustryChain" and len(text) > 3 else text


def _brand(text: str) -> bool:
    """Tell whether a short word can be a company's name: no common noun of the genre at its end."""
    return 2 <= len(text) <= 14 and not _NO_BRAND.search(text)


def _core(phrase: Phrase) -> str:
    text, _ = _unquoted(phrase.text)
    return text


def _typed(phrase: Phrase, view: View, names: Names) -> Typed | Phrase:
    text, shift = _unquoted(phrase.text)
    if _LISTED_SLOGAN.search(phrase.text):
        return phrase
    quoted = _QUOTED.search(text)
    if quoted is not None and names.find(text) is None and (text.endswith("”") or guess(text) is None):
        inner = names.find(quoted[1])
        found = (
            Guess(inner.label, inner.confidence, "document", inner.name)
            if inner
            else guess(f"“{quoted[1]}”") or guess(quoted[1])
        )
        rest = text[quoted.end() :]
        if found is not None and found.confidence >= 0.6 and (not rest or _REST.match(rest)):
            return _make(phrase, view, quoted[1], shift + quoted.start(1), len(quoted[1]), found, rest)
    whole = _decide(phrase, names)
    if whole is not None and whole.confidence >= 0.45:
        return _make(phrase, view, text, shift, len(text), whole, "")
    start, end, part = _longest_part(text, names)
    if part is not None:
        return _make(phrase, view, text, shift + start, end - start, part, text[end:])
    if whole is not None:
        return _make(phrase, view, text, shift, len(text), whole, "")
    return phrase


def _typed_parts(phrase: Phrase, view: View, names: Names) -> list[Typed | Phrase]:
    """Type a phrase; where a verb follows a complete name (宝山区建设X) both names are typed."""
    text = phrase.text
    for match in _INNER_VERB.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        before, after = names.stated(left), guess(right)
        known = (before is not None and before.confidence >= 0.6) or _is_space_or_firm(left)
        if known and after is not None and after.confidence >= 0.45 and not right.startswith(("领导小组", "办公室")):
            first = replace(phrase, text=left, end=phrase.start + match.start(), after=match[0])
            second = replace(phrase, text=right, start=phrase.start + match.end(), cue=f"{phrase.cue}{match[0]}")
            return [_typed(first, view, names), _typed(second, view, names)]
    return [_typed(phrase, view, names)]


def _is_space_or_firm(text: str) -> bool:
    found = guess(text)
    return found is not None and found.confidence >= 0.75 and found.label in (*_SPACES, "Company", "Organization")


def _longest_part(text: str, names: Names) -> tuple[int, int, Guess | None]:
    """The longest typed beginning of a phrase that a usual continuation follows (X建设, X功能)."""
    for end in range(len(text) - 1, 1, -1):
        piece = text[:end]
        if piece.count("“") != piece.count("”") or piece.count("（") != piece.count("）"):
            continue
        known = names.stated(piece)
        found = Guess(known.label, min(0.9, known.confidence), "document", known.name) if known else guess(piece)
        if found is None and end >= 4:
            chain = industry(piece) if piece.endswith(("产业", "产业链", "行业")) else None
            found = Guess("IndustryChain", chain[1], "suffix:产业", chain[0]) if chain else None
        if found is not None and found.confidence >= 0.6 and _REST.match(text[end:]):
            return 0, end, found
        if found is not None and found.confidence >= 0.7:
            sure = 0.6 if found.label == "Company" else 0.49
            return 0, end, replace(found, confidence=sure, how=f"{found.how}:modifier")
    return 0, 0, None


def _make(phrase: Phrase, view: View, text: str, shift: int, length: int, found: Guess, rest: str) -> Typed:
    start = phrase.start + shift
    if not rest and length == len(text):
        plain, _ = without_gloss(text)
        length = len(plain)
    name = found.name if found.name and found.label in ("Place", "IndustryChain", *_FIELDS) else text[:length]
    if found.how in ("document", "suffix:总部") and found.name:
        name = found.name
    if found.label == "Company" and found.how.startswith("lexicon"):
        name = text[:length]
    sure = found.confidence * (0.55 if phrase.generic and found.how != "document" else 1.0)
    key = Key(found.label, name)
    return Typed(phrase, key, view.part(start, start + length), round(sure, 3), found.how, rest, not rest)


def _with_mates(phrases: list[Typed | Phrase], view: View) -> list[Typed | Phrase]:
    """Give untyped items of a list the label on which its typed items agree."""
    groups: dict[int, list[Typed]] = defaultdict(list)
    for one in phrases:
        if isinstance(one, Typed) and one.confidence >= 0.6:
            groups[one.phrase.group].append(one)
    result: list[Typed | Phrase] = []
    for one in phrases:
        if isinstance(one, Typed):
            result.append(_raised(one, groups.get(one.phrase.group, [])))
            continue
        supported = _supported_company(one, view)
        if supported is not None:
            result.append(supported)
            continue
        if one.size < 2 or is_generic(one.text, "") or len(one.text) > 20 or _is_class(one.text):
            result.append(one)
            continue
        mates = Counter(t.key.label for t in groups.get(one.group, ()))
        if not mates:
            result.append(one)
            continue
        label, count = min(mates.items(), key=lambda pair: (-pair[1], pair[0]))
        if count * 2 < one.size - 1 or (label == "Company" and not _brand(one.text)) or label in _SPACES:
            result.append(one)
            continue
        text, shift = _unquoted(one.text)
        sure = 0.65 if label in ("Company", *_FIELDS) else 0.5
        result.append(
            _make(one, view, text, shift, len(text), Guess(label, sure, "list-mates", _plain(label, text)), "")
        )
    return result


def _raised(one: Typed, mates: list[Typed]) -> Typed:
    """Raise a doubtful name that stands in a list of sure ones, or that is long enough to be one thing."""
    if one.confidence >= 0.5 or one.key.label in _FIELDS or not one.whole or one.phrase.generic:
        return one
    if any(m.key.label == one.key.label and m.confidence >= 0.7 for m in mates):
        return replace(one, confidence=0.65)
    suffix = suffix_of(one.key.name)
    specific = suffix is not None and len(one.key.name) - len(suffix.text) >= _SPECIFIC and one.confidence >= 0.45
    if specific and one.key.label in _BUILT and (mates or _LEANS.search(one.phrase.cue)):
        return replace(one, confidence=0.6)
    return one


def _supported_company(one: Phrase, view: View) -> Typed | None:
    """支持X建立Y: a short word between 支持 and a verb is a company, unless it is a class noun."""
    fits = one.cue.endswith(("支持", "鼓励", "引导")) and one.after in _ACTS and 3 <= len(one.text) <= 8
    if not fits or one.size > 1 or _is_class(one.text) or not _brand(one.text + "有") or industry(one.text):
        return None
    return _make(one, view, one.text, 0, len(one.text), Guess("Company", 0.55, "supported"), "")


def _is_class(text: str) -> bool:
    """Tell whether a phrase ends with a class noun (关联企业): it names a kind."""
    return bool(grammar().tails.match_end(text))
