"""Industry chains: which one a unit is about, its links, who leads it and who belongs to it."""

from __future__ import annotations

import re
from functools import lru_cache

from .. import lexicon
from ..deciding import CHAIN_LEADERS, INDUSTRY_TAILS
from ..entities import Typed, TypedSentence
from ..findings import Key
from ..grammar import grammar
from ..measures import Unit
from ..naming import REMEMBERED, industry
from ..reading import Reading

BROAD = (
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
_LEADERS = re.compile(r"链主|龙头|头部|领军|骨干|引领")
_RELIES = re.compile(r"依托|围绕|发挥")
_LONGEST_PREDICATE = 12
_POSITION = re.compile(r"上游|中游|下游")


class Chains:
    """Which chain a unit is about: what its heading names, else a heading above."""

    def __init__(self, reading: Reading, sentences: tuple[TypedSentence, ...]) -> None:
        self._theme = reading.document.name
        self._stated = sorted(
            {t.view.text for s in sentences for t in s.phrases if t.key.label == "IndustryChain" and _is_stated(t)},
            key=lambda name: (-len(name), name),
        )
        self._of: dict[int, Key | None] = {}
        for sentence in sentences:
            unit = sentence.unit
            if id(unit) not in self._of:
                titles = [unit.title.text if unit.title else "", *reversed(unit.section.path)]
                self._of[id(unit)] = next((c for t in titles if (c := self.named_in(t)) is not None), None)

    def of(self, unit: Unit) -> Key | None:
        """Return the chain of a unit, or None."""
        return self._of.get(id(unit))

    def nearness(self, unit: Unit) -> float:
        """Return how sure a company of a unit belongs to the unit's chain: its own title has to say that it is one."""
        title = unit.title.text if unit.title is not None else ""
        chain = self.of(unit)
        own = unit.kind in ("task", "programme") and chain is not None and self.named_in(title) == chain
        return 0.55 if own and re.search(r"产业|产业链|行业", title) else 0.45

    def named_in(self, title: str) -> Key | None:
        """Return the chain that a title names, passing over the document's own theme."""
        chain = chain_in(title)
        own = next((name for name in self._stated if name in title), "")
        if len(own) > len(chain.name if chain else ""):
            chain = Key("IndustryChain", own)
        return None if chain is None or self.is_theme(chain.name) else chain

    def is_theme(self, name: str) -> bool:
        """Tell whether a chain is the document's own theme or a broad sector (the guide: borderline)."""
        return name in self._theme or name.endswith("化") or name in BROAD


def _is_stated(typed: Typed) -> bool:
    """Tell whether a phrase surely names a chain that the register does not know (商密及信创)."""
    listed = typed.confidence >= 0.6 and typed.phrase.tail in INDUSTRY_TAILS
    return listed and typed.view.text == typed.key.name and not lexicon.industries().find(typed.key.name)


@lru_cache(REMEMBERED)
def chain_in(title: str) -> Key | None:
    """Return the industry chain that a heading names inside its words, the longest first."""
    plain = re.sub(r"^[一二三四五六七八九十]+、|^（[一二三四五六七八九十\d]+）|^\d+[.、]", "", title)
    for length in range(min(len(plain), 12), 1, -1):
        for start in range(len(plain) - length + 1):
            piece = plain[start : start + length]
            terms = lexicon.industries().find(piece)
            if terms and not lexicon.industries().is_ambiguous(piece):
                return Key("IndustryChain", terms[0].name)
    named = re.search(r"([\u4e00-\u9fff]{2,12}?)产业(?!园|基地|带|区|集聚区|城|港|社区)", plain)
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


def read_title_chain(reading: Reading, sentence: TypedSentence, chains: Chains) -> None:
    """A measure whose title names a chain develops it (打造工业互联网标杆引领区)."""
    head, title = sentence.unit.head, sentence.view
    if head is None or head.label not in ("Task", "Programme"):
        return
    chain = chains.named_in(title.text)
    if chain is None or chain.name in (title.text, head.name):
        return  # a track is that chain, it does not develop it
    if not _chain_mention(reading, sentence, chain):
        return
    reading.recorder.link("FOCUSES_ON", head, chain, title, "title.chain", 0.7 * sentence.unit.confidence + 0.05)


def read_name_chain(reading: Reading, unit: Unit) -> None:
    """A park or zone whose name says its chain (智慧生物医药产业园, 跨境电商产业园)."""
    if unit.head is None or unit.title is None or unit.head.label not in ("Zone", "Park"):
        return
    for length in range(min(len(unit.head.name), 10), 2, -1):
        for start in range(len(unit.head.name) - length + 1):
            terms = lexicon.industries().find(unit.head.name[start : start + length])
            if terms and terms[0].name not in BROAD:
                at = unit.title.text.find(unit.head.name) + start
                if at < start:
                    return
                chain = Key("IndustryChain", terms[0].name)
                reading.recorder.mention(chain, unit.title.part(at, at + length), "name.chain", 0.65)
                reading.recorder.link("FOCUSES_ON", unit.head, chain, unit.title, "name.chain", 0.65)
                return


def read_segments(reading: Reading, sentence: TypedSentence, chains: Chains) -> None:
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


def _chain_follows(sentence: TypedSentence, typed: Typed) -> bool:
    """Tell whether the sentence names a chain behind a phrase (以甲公司为链主，打造乙产业链): a plain sentence."""
    return any(t.key.label == "IndustryChain" and t.phrase.start >= typed.phrase.end for t in sentence.phrases)


def _subject(sentence: TypedSentence) -> Key | None:
    """The chain that opens a sentence as its subject (卫星互联网蓄势待发，引进X、Y等龙头企业), or None."""
    first = sentence.phrases[0] if sentence.phrases else None
    if first is None or first.key.label != "IndustryChain" or first.phrase.start > 0 or first.phrase.size > 1:
        return None
    clause = re.split("[，；]", sentence.view.text, maxsplit=1)[0]
    own = clause[first.phrase.start + len(first.view.text) :]
    return first.key if len(own) <= _LONGEST_PREDICATE and "的" not in own else None


def read_subject(reading: Reading, sentence: TypedSentence, chains: Chains) -> None:
    """A sentence about a chain: the parks that it relies on develop that chain."""
    chain = None if sentence.unit.head is not None else _subject(sentence)
    if chain is None or chains.is_theme(chain.name):
        return
    for typed in sentence.phrases:
        if typed.key.label in ("Park", "Zone") and typed.confidence >= 0.6 and _RELIES.search(typed.phrase.cue):
            reading.recorder.mention(chain, sentence.phrases[0].view, "chain.subject", 0.6)
            reading.recorder.link("FOCUSES_ON", typed.key, chain, sentence.view, "chain.subject", 0.65)


def read_leads(reading: Reading, sentence: TypedSentence, chains: Chains) -> None:
    """A list of companies that the document calls 链主, 龙头, 头部, 领军 or 骨干, and the chain in question."""
    subject = None if sentence.unit.head is not None else _subject(sentence)
    for typed in sentence.phrases:
        if typed.key.label not in ("Company", "Platform", "Organization") or typed.confidence < 0.5:
            continue
        tail = typed.phrase.tail_of[-4:] + typed.phrase.tail
        word = _LEADERS.search(tail or typed.phrase.after) if typed.key.label == "Company" else None
        chain = _stated_chain(typed.phrase.tail_of) or subject or chains.of(sentence.unit)
        if sentence.unit.kind == "chain":
            chain = sentence.unit.head
        elif typed.phrase.after in CHAIN_LEADERS:
            chain = _last_chain(sentence, typed) or (None if _chain_follows(sentence, typed) else chain)
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
            sure = 0.7 if _stated_chain(typed.phrase.tail_of) or chain == subject else chains.nearness(sentence.unit)
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
    return Key("IndustryChain", found) if found and found not in BROAD else None
