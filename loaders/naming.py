"""What a phrase names: a label by the lexicons, by the suffix of the name, or by what a rule learnt.

Every guess says how it was made, so that a fact names the rule that found it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from . import lexicon
from .grammar import Words, grammar

_LEGAL = re.compile(r"(?:有限责任公司|股份有限公司|有限公司|集团公司|总公司|分公司|子公司|公司|集团)$")
_LEGAL_TAIL = re.compile(
    r"(?:（[^）]*）)?(?:股份|集团|（[^）]*）)*(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|公司)$"
)
_BRANCH = re.compile(r"(?:有限责任公司|股份有限公司|有限公司)(?P<branch>.+分公司)$")
_PROPER = re.compile(r"[A-Za-z]+\d|\d+[A-Za-z]|[A-Z]{2,}")
_SHORTEST = 3
_PROPER_STARTS = ("中国", "国际", "全球", "东方", "国家", "现代", "新兴", "联合", "综合", "先进", "优质")
_LEVELS = "区市县省镇"
_DEEDS = ("Programme", "Project", "Event")
_OURS = re.compile(r"(?:我|本|全)(?:市|区|省|县)")
_KIND_OF = re.compile(r"[\u4e00-\u9fff]{1,3}?(?:型|化|级|性)")
_NO_NAME_ENDS = tuple("格局 布局 结局 大局 全局 在线 上线 热线 产线 一线 主线 底线 红线 离线 连线 战线".split())
_SLOGANS = ("高地", "新高地", "增长极", "集聚地", "策源地")
NO_FIELD_ENDS = tuple(
    (
        "企业 资源 支持 规划 动能 业态 格局 布局 高地 能力 水平 需求 保障 机制 体系 模式 发展 "
        "建设 条件 基础 导向 引领 支撑 转型 升级 改造 提升 新 管理 生产 优化 集成 人才 资金 "
        "政策 标准 项目 问题 作用 优势 总部 主体 数据 方案 价值 "
    ).split()
)
"""Ends of words that name no industry, technology or field of application."""
_HONOURS = re.compile(
    r"^(?:国家级|省级|市级|区级|县级|世界级|国际级|高水平|高能级|高标准|高质量|高品质|一流|万亿级|千亿级|百亿级|本市|本区|本县)"
)
"""A title to be won or a degree: 国家级广告产业园 is an honour, no park (the guide: borderline)."""
_KINDS_INSIDE = re.compile(
    r"各(?=[委办局部门区市镇街])|多种|多个|多家|各类|若干|一批|(?:企业|机构|园区|平台)[和与及]|(?:[一二三四五六七八九十两]|\d+)(?:个|大|类|家|条|座|批)(?!城)|^\d+年"
)
"""Words of number and kind inside a phrase: it counts things, it names none."""
_LINE = re.compile(r"[\u4e00-\u9fff]{2,5}(?:高铁|铁路|高速公路|快线|城际铁路|城际|连接线)")
_NO_LINE = re.compile(r"[级管收费建改]|重大|重要|相关|沿线|普速|干线|全国|国家")
"""A line named by what it joins (沪昆高铁); 内河高等级航道 is a kind."""
TOWN = re.compile(r"[\u4e00-\u9fff]{1,3}(?:街道|[^小城乡街村重集圩古强名\W]镇|[^城\W]乡)")
"""A town, township or subdistrict by its form; 特色小镇 and 乡镇 are none."""
_BRANCH_OF = re.compile(r"^(?P<place>[\u4e00-\u9fff]{2,4}?)(?:移动|电信|联通|铁塔|广电|供电公司)(?:公司)?$")
"""A place and a carrier's short name are the carrier's branch there (无锡移动)."""
_PLAIN_FIRM = re.compile(r"(?:子公司|分公司|公司|集团)$")
_PLAN_WORDS = ("政策", "机制", "办法", "举措", "意见", "措施", "规划", "方案")


REMEMBERED = 1 << 14
"""Phrases of which the pure functions here remember what they said: a plan says the same words again and again."""

LONGEST_NAME = 200
"""Characters of a phrase among whose beginnings a name is looked for; real ones have a quarter of that."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A label for a name: how sure (0..1), by what, the canonical name where a lexicon gives one."""

    label: str
    confidence: float
    how: str
    name: str = ""


@cache
def known_words() -> Words:
    """Words that no boundary may cut: the unambiguous forms of every lexicon, and what looks like a boundary."""
    words: set[str] = set()
    for one in _lexicons():
        for form, terms in one.by_form.items():
            if len(form) >= 2 and not (len(form) == 2 and any(form in t.ambiguous for t in terms)):
                words.add(form)
    words.update(form for s in lexicon.segments() for form in s.forms)
    return Words({*grammar().protect, *words})


@cache
def _lexicons() -> tuple[lexicon.Lexicon, ...]:
    return (
        lexicon.places(), lexicon.organizations(), lexicon.companies(), lexicon.spaces(),
        lexicon.industries(), lexicon.technologies(), lexicon.scenarios(),
    )  # fmt: skip


_ONE_CHARACTER = frozenset("线带廊轴圈港谷岛城园委局办厅院所镇")
"""Endings of one character that do name things, where what stands before them is proper."""


@cache
def _suffixes() -> dict[str, lexicon.Suffix]:
    """Name endings of all files; a strong one beats a weak one, a company's usual last word is none."""
    found: dict[str, lexicon.Suffix] = {}
    for name in ("spaces", "organizations", "companies"):
        for suffix in lexicon.suffixes(name):
            if name == "companies" and not suffix.strong:
                continue  # 科技, 医疗, 建设 end company names but also everything else
            if len(suffix.text) == 1 and suffix.text not in _ONE_CHARACTER:
                continue
            old = found.get(suffix.text)
            if old is None or (suffix.strong and not old.strong):
                found[suffix.text] = suffix
    return found


@cache
def _suffix_words() -> Words:
    return Words(_suffixes())


@cache
def _generic_words() -> Words:
    groups = lexicon.words("spaces")
    return Words(w for name in ("generic_heads",) for w in groups[name].words)


@cache
def _generic_wholes() -> frozenset[str]:
    return frozenset(lexicon.words("spaces")["generic_whole"].words)


@lru_cache(REMEMBERED)
def without_gloss(name: str) -> tuple[str, str]:
    """Split a name from the words in brackets at its end: (name, inside); a place in brackets stays.

    >>> without_gloss("SaaS（软件即服务）"), without_gloss("卓越创新中心（松江）")
    (('SaaS', '软件即服务'), ('卓越创新中心（松江）', ''))
    """
    match = re.match(r"^(.{2,}?)（([^（）]+)）$", name) if name.endswith("）") else None
    if match is None or lexicon.places().find(match[2]) or len(match[2]) < 2:
        return name, ""
    return match[1], match[2].removeprefix("原")


@lru_cache(REMEMBERED)
def suffix_of(name: str) -> lexicon.Suffix | None:
    """Return the longest known name ending of a phrase, or None."""
    plain = re.sub(r"（[^）]*）$", "", name).rstrip("”")
    word = _suffix_words().match_end(plain)
    return _suffixes()[word] if word else None


@lru_cache(REMEMBERED)
def place_at_start(name: str) -> str:
    """Return the place name that opens a phrase, or an empty string."""
    for length in range(min(len(name), 8), 1, -1):
        if lexicon.places().find(name[:length]):
            return name[:length]
    return ""


def is_proper(name: str, suffix: str) -> bool:
    """Tell whether what stands before a suffix singles one thing out: a place, a brand, a code, a quotation."""
    front = name[: len(name) - len(suffix)] if name.endswith(suffix) else name
    if _PROPER.search(front) or "·" in front.strip("·") or place_at_start(front):
        return True
    longest = min(len(front), _longest_known())
    return any(lexicon.companies().find(front[:k]) or lexicon.spaces().find(front[:k]) for k in range(2, longest + 1))


@cache
def _longest_known() -> int:
    """Characters of the longest company or space in the lexicons."""
    return max(len(form) for one in (lexicon.companies(), lexicon.spaces()) for form in one.by_form)


@lru_cache(REMEMBERED)
def generic_start(name: str) -> bool:
    """Tell whether a phrase opens with a word of kind or degree (配套, 知名): no name does."""
    word = _generic_words().match(name, 0)
    return len(word) > 1 and word not in _PROPER_STARTS


@lru_cache(REMEMBERED)
def is_generic(name: str, suffix: str) -> bool:
    """Tell whether a phrase names a kind: a standing phrase, or generic words only before the suffix."""
    front_end = len(name) - len(suffix)
    at = 0
    while at < front_end:
        if name[at:] in _generic_wholes():
            return True
        kind = _KIND_OF.match(name, at, front_end)
        known = (_generic_words().match(name, at), grammar().plain_fronts.match(name, at))
        word = kind[0] if kind else max(known, key=len)
        if not word or at + len(word) > front_end:
            return False
        at += len(word)
    return True


@lru_cache(REMEMBERED)
def guess(name: str) -> Guess | None:
    """Guess the label of a whole phrase from the lexicons and the suffixes; None where neither knows it."""
    if len(name) < 2:
        return None
    for one in _lexicons():
        terms = one.find(name)
        if terms:
            sure = not any(name in t.ambiguous for t in terms)
            return Guess(terms[0].label, 0.95 if sure else 0.45, f"lexicon:{one.name}", terms[0].name)
    if name[0] in _LEVELS and lexicon.organizations().find(name[1:]):
        return Guess("Organization", 0.9, "lexicon:organizations:level", name)
    if _LEGAL.search(name) and len(name) >= 5:
        return Guess("Company", 0.3 if _is_kind_of_firm(name) else 0.95, "suffix:legal-form")
    if (branch := _BRANCH_OF.match(name)) and lexicon.places().find(branch["place"]):
        return Guess("Company", 0.9, "suffix:branch")
    if TOWN.fullmatch(name) and not generic_start(name):
        return Guess("Place", 0.75, "form:town")
    if name in grammar().tails:
        return Guess(grammar().tail_label[name], 0.3, "class")
    return _by_suffix(name)


def _by_suffix(name: str) -> Guess | None:
    suffix = suffix_of(name)
    if suffix is None or name.endswith(_NO_NAME_ENDS):
        return None
    if len(name) - len(suffix.text) < (2 if len(suffix.text) > 1 else _SHORTEST):
        return None
    how = f"suffix:{suffix.text}"
    place = place_at_start(name)
    if is_generic(re.sub(r"（[^）]*）", "", name), suffix.text) or _KINDS_INSIDE.search(name):
        return Guess(suffix.label, 0.3, f"{how}:generic")
    if _HONOURS.match(name):
        return Guess(suffix.label, 0.4, f"{how}:honour")
    if place and suffix.label in _DEEDS and is_generic(name[len(place) :], suffix.text):
        return Guess(suffix.label, 0.4, f"{how}:generic")  # 上海市重大工程 are many
    if suffix.text in _PLAN_WORDS or suffix.text in _SLOGANS:
        return Guess(suffix.label, 0.4, f"{how}:weak")
    return _by_front(name, suffix)


def _by_front(name: str, suffix: lexicon.Suffix) -> Guess | None:
    """Judge a name by what stands before its ending."""
    how = f"suffix:{suffix.text}"
    proper = is_proper(name, suffix.text) or (name[0] in _LEVELS[:2] and len(name) - len(suffix.text) > _SHORTEST)
    line = _LINE.fullmatch(name) is not None and not _NO_LINE.search(name)
    if suffix.label == "Corridor" and not proper and not line:
        return Guess(suffix.label, 0.4, how)
    if suffix.strong:
        return Guess(suffix.label, 0.9 if proper else 0.7, how)
    if len(suffix.text) == 1 and not proper:
        return None
    quoted = name.startswith("“") and suffix.text != "中心"
    return Guess(suffix.label, 0.75 if proper or quoted else 0.45, f"{how}:weak")


def _is_kind_of_firm(name: str) -> bool:
    """Tell whether a phrase with a plain ending names a kind (金融科技子公司): a field and nothing before it."""
    front = _PLAIN_FIRM.sub("", name)
    return front != name and not front.endswith("有限") and (industry(front) is not None or is_generic(front, ""))


def _without_place(name: str) -> str:
    """Drop a place or 我市 before an industry: 海宁市泛半导体产业 is 泛半导体 there."""
    place = place_at_start(name) or (m[0] if (m := _OURS.match(name)) else "")
    rest = name[len(place) :]
    if place and len(rest) >= _SHORTEST - 1:
        return rest
    return name[1:] if name[:1] in _LEVELS and lexicon.industries().find(name[1:]) else name


@lru_cache(REMEMBERED)
def industry(name: str) -> tuple[str, float] | None:
    """Return the canonical industry name of a phrase and how sure, or None.

    产业, 产业链 and 行业 are dropped (ontology rule 2); a name that no lexicon knows counts where the
    phrase itself says that it is an industry.
    """
    name = _without_place(name)
    stem = re.sub(r"(?:创新型)?(?:产业链|产业集群|产业|行业|全产业链)$", "", name)
    if _HONOURS.match(stem):
        stem = _HONOURS.sub("", stem)
        name = _HONOURS.sub("", name)
    terms = lexicon.industries().find(stem) or lexicon.industries().find(name)
    if terms:
        return terms[0].name, 0.9
    return (stem, 0.65) if stem != name and _names_a_field(stem) else None


def _names_a_field(stem: str) -> bool:
    """Tell whether what stands before 产业 can name an industry that no register knows."""
    ending = suffix_of(stem)
    if len(stem) < _SHORTEST - 1 or is_generic(stem, "") or stem.endswith(NO_FIELD_ENDS):
        return False
    return not set(stem) <= set("一二三、第") and (ending is None or ending.label not in ("Zone", "Park"))


def inside_name(left: str, right: str, *, goes_on: bool, in_list: bool) -> bool:
    """Tell whether 和, 与 or 及 between two runs stands inside one name (脑科学与智能技术卓越创新中心)."""
    behind = _head_guess(right)
    if behind is None or behind.label not in ("Platform", "Organization", "Park", "Project"):
        return False
    if goes_on:
        return behind.confidence >= 0.45
    before = guess(left) or (Guess("IndustryChain", 0.9, "industry") if industry(left) else None)
    if in_list or (before is not None and before.confidence >= 0.6) or suffix_of(left) is not None:
        return False
    return behind.confidence >= 0.45 and len(left) >= 4 and place_at_start(right) == ""


def _head_guess(run: str) -> Guess | None:
    """Guess by the name at the head of a run: the whole run, else its longest typed beginning."""
    for end in range(min(len(run), LONGEST_NAME), 3, -1):
        found = guess(run[:end])
        if found is not None and found.confidence >= 0.45:
            return found
    return None


def core_name(legal: str) -> str:
    """Return a legal name without place and legal form: 上海华测导航技术股份有限公司 → 华测导航技术.

    >>> core_name("网易（上海）网络有限公司")
    '网易网络'
    """
    name = _BRANCH.sub("", legal) if _BRANCH.search(legal) else _LEGAL_TAIL.sub("", legal)
    name = re.sub(r"（[^）]*）", "", name)
    place = place_at_start(name)
    if place and len(name) - len(place) >= 2:
        name = name[len(place) :]
    return name.removeprefix("市")
