"""How the label of a phrase is decided: by itself, by the class noun of its list, by its form."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from . import lexicon
from .chunks import Phrase
from .grammar import grammar
from .names import Names
from .naming import (
    NO_FIELD_ENDS,
    REMEMBERED,
    Guess,
    generic_start,
    guess,
    industry,
    is_generic,
    suffix_of,
    without_gloss,
)

FIELDS = ("IndustryChain", "Segment", "Technology", "Scenario")
"""Labels of what is developed, as against who and where."""
_INDUSTRY_ENDS = ("产业", "产业链", "产业集群", "行业", "赛道", "产业领域")
INDUSTRY_TAILS = frozenset(
    tail for tail, label in grammar().tail_label.items() if label == "IndustryChain" and tail.endswith(_INDUSTRY_ENDS)
)
"""Class nouns that make what they close a list of industries, whatever else its items may be."""
CHAIN_LEADERS = frozenset(("为链主", "担任链主", "任链主", "作为链主", "为龙头"))
"""What stands behind a company that a sentence calls the leader of a chain."""
_PLACED = re.compile(r"^(?:上游|中游|下游)(?:的)?([\u4e00-\u9fffA-Za-z]{2,16})$")
LISTED_SLOGAN = re.compile(r"“[^”]*、[^”]*”")
_CALLED = re.compile(r"(?:支持|引进|依托|联合|发挥|集聚)$")
_HEADQUARTERS = re.compile(
    r"^(?P<who>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:全球|国际|中国|华东|长三角|亚太|区域|全国|第二|上海|云廊)*(?:研发|零售|运营|区域|功能性|地区|制造)?总部$"
)
_THINGS = ("系统", "平台", "网络", "中心")
_LEAST_PROGRAMME = 4
_LEAST = {"Platform": 4, "Organization": 3, "IndustryChain": 3}
"""So many characters at least has a name of a label."""
_SURE_OF = {
    "Company": 0.85, "IndustryChain": 0.75, "Segment": 0.75, "Project": 0.7, "Organization": 0.7, "Event": 0.7,
    "Technology": 0.7, "Scenario": 0.65,
}  # fmt: skip
_CITY = re.compile(r"^[\u4e00-\u9fff]{2}(?:市|县|区)(?=[\u4e00-\u9fff]{2,})")
_NO_FIELD_STARTS = ("更", "化", "性", "的", "各", "全", "本", "新增", "一批", "相关", "有关")
_PLACES_AND_BODIES = ("Zone", "Park", "Organization", "Company", "Corridor", "Programme")
_NO_BRAND = re.compile(r"[，。；：、“”（）]")


def unquoted(text: str) -> tuple[str, int]:
    """Words inside quotation marks that enclose the whole phrase, and how far they start."""
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        return text[1:-1], 1
    return text, 0


def decide(phrase: Phrase, names: Names | None) -> Guess | None:
    """Type a whole phrase: by itself, unless the class noun behind its list knows better."""
    if ("“" in phrase.text and LISTED_SLOGAN.search(phrase.text)) or phrase.text in grammar().tails:
        return None
    placed = _PLACED.match(phrase.text) if phrase.text[:1] in "上中下" else None
    if placed is not None:
        return Guess("Segment", 0.8, "position", placed[1])
    whole, tail = _by_itself(phrase, names), _by_tail(phrase)
    if whole is None and tail is None and phrase.after in CHAIN_LEADERS and can_be_brand(phrase.text):
        return Guess("Company", 0.75, "after:链主")
    if tail is not None and tail.label == "Segment" and (whole is None or whole.label in FIELDS):
        return tail
    if whole is None and tail is None and _is_quoted_field(phrase):
        return Guess("IndustryChain", 0.6, "quoted-after:发展")
    if (
        tail is not None
        and whole is not None
        and phrase.tail.endswith("平台")
        and whole.how.startswith("lexicon:companies")
    ):
        return replace(tail, confidence=0.97)  # a product of that name, where the list says 平台
    if tail is not None and whole is not None and whole.label == "Platform" and tail.label == "Organization":
        return replace(whole, label="Organization")  # 工程中心 is a body where the list says 研究机构
    if tail is not None and (whole is None or (whole.confidence < 0.6 and tail.confidence > whole.confidence)):
        return tail
    return whole


def _is_quoted_field(phrase: Phrase) -> bool:
    """Tell whether a quotation after 发展 can name a field (发展“空中经济”)."""
    text, shift = unquoted(phrase.text)
    developed = re.search(r"(?:发展|培育|布局)$", phrase.cue) is not None
    return shift > 0 and developed and can_be_field("IndustryChain", text)


def _by_itself(phrase: Phrase, names: Names | None) -> Guess | None:
    """Type the whole phrase by the document's names, the lexicons or its suffix."""
    if names is not None:
        known = names.find(_plain(phrase.text))
        if known is not None and known.confidence >= 0.6:
            return Guess(known.label, min(0.9, known.confidence), "document", known.name)
    return _by_form(phrase.text, phrase.tail)


@lru_cache(REMEMBERED)
def _plain(text: str) -> str:
    text, _ = unquoted(text)
    return without_gloss(text)[0]


@lru_cache(REMEMBERED)
def _by_form(written: str, tail: str) -> Guess | None:
    """Type a phrase by the lexicons or its suffix; ``tail`` is the class noun behind its list."""
    text = _plain(written)
    place = _headquarters(text)
    if place:
        return Guess("Company", 0.85, "suffix:总部", place)
    found = guess(text)
    if written.startswith("“") and (found is None or 0.4 < found.confidence < 0.6):
        found = guess(f"“{text}”") or found
    if found is not None and tail and found.label in FIELDS and _of_units(tail):
        firms = tail.endswith("企业") and found.confidence >= 0.9
        return replace(found, confidence=0.6 if firms else 0.4)  # 银行、保险等机构 are no chains
    if found is not None and found.label in ("Technology", "Segment", "Scenario") and tail in INDUSTRY_TAILS:
        chain = industry(text)
        return replace(found, label="IndustryChain", name=chain[0] if chain else found.name or text)
    if found is not None:
        return found
    chain = industry(text)
    return Guess("IndustryChain", chain[1], "suffix:产业", chain[0]) if chain else None


def _of_units(tail: str) -> bool:
    """Tell whether a class noun names companies or institutions."""
    return grammar().tail_label[tail] in ("Company", "Organization")


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
    text, _ = unquoted(phrase.text)
    label = grammar().tail_label[phrase.tail]
    suffix = suffix_of(text)
    if len(text) > 24 or is_generic(text, "") or (suffix is not None and suffix.text == text):
        return None
    text, _ = without_gloss(text)
    if (label == "Project" or phrase.tail.endswith("机构")) and suffix_of(text) is None and len(text) <= 8:
        called = label == "Project" or _CALLED.search(phrase.cue) is not None
        sure = 0.65 if called and can_be_brand(text) and (len(text) > 2 or label != "Project") else 0.0
        return Guess("Company", sure, f"tail:{phrase.tail}") if sure else None
    slogan = label == "IndustryChain" and phrase.tail == "重点产业" and phrase.text.startswith("“")
    thing = label == "IndustryChain" and text.endswith(_THINGS) and text == phrase.text
    if slogan or thing or (label == "Programme" and len(text) < _LEAST_PROGRAMME):
        return None  # 以“一城一园”为特色: a slogan
    how, named = f"tail:{phrase.tail}", plain_name("IndustryChain" if label == "Segment" else label, text)
    doubtful = _doubt(label, text, phrase)
    return Guess(label, doubtful or _SURE_OF.get(label, 0.55), how, text if doubtful else named)


def _doubt(label: str, text: str, phrase: Phrase) -> float:
    """Return the confidence of a list item that is rather a kind than a name, or 0 where nothing speaks against it."""
    if label == "Company" and any(lexicon.companies().find(text[:k]) for k in range(2, len(text))):
        return 0.0  # 博世氢动力 is of 博世
    kind = label in ("Company", "Project") and (is_class(text) or text.endswith(("商", "机构")))
    no_brand = label in ("Company", "Project", "Platform") and not can_be_brand(text)
    short = len(text) < _LEAST.get(label, 2) and not (label == "IndustryChain" and lexicon.industries().find(text))
    no_field = label in FIELDS and not can_be_field(label, text) and not known_field(text)
    if kind or no_brand or short or no_field:
        return 0.4
    new = phrase.tail == "业态" and re.search(r"发展|培育|壮大", phrase.cue) is None  # 引入灯光秀等新业态
    return 0.45 if new and not known_field(text) else 0.0


def plain_name(label: str, text: str) -> str:
    """Drop 产业, 产业链 or 行业 from a chain’s name (ontology rule 2)."""
    if label != "IndustryChain" or len(text) <= 3:
        return text
    return re.sub(r"(?:产业链|产业|行业)$", "", _CITY.sub("", text)) or text


def can_be_brand(text: str) -> bool:
    """Tell whether a short word can be a company's name: no common noun of the genre at its end."""
    if generic_start(text):
        return False
    return 2 <= len(text) <= 14 and not _NO_BRAND.search(text) and not grammar().common_ends.match_end(text)


def known_field(text: str) -> bool:
    """Tell whether a register of industries, technologies or scenarios holds a word."""
    return any(one.find(text) for one in (lexicon.industries(), lexicon.technologies(), lexicon.scenarios()))


def can_be_field(label: str, text: str) -> bool:
    """Tell whether a word that no register knows can name a chain, link, technology or field of application."""
    if not 2 <= len(text) <= 14 or _NO_BRAND.search(text) or text.startswith(_NO_FIELD_STARTS):
        return False
    if label not in ("Scenario", "Segment") and (text.endswith(NO_FIELD_ENDS) or is_class(text)):
        return False
    suffix = suffix_of(text)
    if suffix is None or label == "Scenario":
        return True
    return label != "IndustryChain" and not (suffix.strong and suffix.label in _PLACES_AND_BODIES)


def is_class(text: str) -> bool:
    """Tell whether a phrase ends with a class noun (关联企业): it names a kind."""
    return bool(grammar().tails.match_end(text))
