"""Typed phrases: what each noun phrase of a unit names, decided over the whole document.

A name that one sentence types surely (a list of companies, a legal form, a heading) types it
everywhere in the document; the class noun behind a list and the other items of the list decide for
what no lexicon and no suffix knows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from . import lexicon
from .chunks import Chunker, Phrase
from .deciding import (
    CHAIN_LEADERS,
    FIELDS,
    INDUSTRY_TAILS,
    LISTED_SLOGAN,
    can_be_brand,
    can_be_field,
    decide,
    is_class,
    plain_name,
    unquoted,
)
from .findings import Key
from .grammar import Words, grammar
from .measures import Unit
from .names import SHORTEST_SHORT_FORM, Known, Names
from .naming import (
    LONGEST_NAME,
    REMEMBERED,
    TOWN,
    Guess,
    guess,
    industry,
    is_generic,
    place_at_start,
    suffix_of,
    without_gloss,
)
from .normal import View

_SPACES = ("Zone", "Park", "Place")
_INNER_VERB = re.compile(r"建设|发展|培育|合作共建|打造|共建|落户|建立|设立")
AROUND = "〉"
"""What stands behind a place that the next phrase lies in (封开县|江口街道)."""
_PHASE = re.compile(r"[一二三四]期")
"""What stands in phases exists: X平台二期建设."""
_PROJECT_OF = re.compile(r"^“[^“”]{3,16}”(?:等)?项目(?:建设)?$")
_QUOTED = re.compile(r"“([^“”]{2,16})”")


_SPECIFIC = 4
_SHORT_ADDITION = 3
_LONGEST_ITEM = 20
_LONG = ("Platform", "Programme", "Project", "Event", "Organization")
"""Labels whose names are no two or three characters: 基础, 线下 beside a plan or a platform name nothing."""
_BUILT = ("Platform", "Project", "Park", "Organization")
_LEANS = re.compile(r"依托|支持|推进|推动|建设|引进|打造|成立|设立|搭建|组建|建成|布局")
_ABOUT = re.compile(
    r"(?:持续|深入|全力|稳步|大力|有序|全面)*(?:加快|推动|推进|支持|提升|深化)(?:[^，。；：、]{4,20})(?:建设|发展|提升|功能集聚|升级|改造|落地)$"
)
_GROWS = re.compile(r"(?:主攻|(?:重点|大力|着力|优先|主要)(?:发展|布局|培育|壮大|攻关|突破))$")
_ACTS = ("建立", "建设", "打造", "加快", "开展", "牵头", "组建", "设立", "搭建", "布局", "建成")


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
    """A sentence of a unit with its typed phrases and the ones that nothing typed."""

    unit: Unit
    view: View
    phrases: tuple[Typed, ...]
    untyped: tuple[Phrase, ...] = ()


def typed_sentences(units: tuple[Unit, ...], names: Names, taken: dict[int, int]) -> tuple[TypedSentence, ...]:
    """Type the phrases of every unit's sentences; ``taken`` spans (brackets of units) are passed over.

    Two passes: the first collects what single sentences type surely, the second types every phrase
    with what the whole document knows.
    """
    before = names.words()
    chunker = Chunker(before)
    read = [(u, v, chunker.phrases(v)) for u in units for s in u.sentences() for v in _outside(s, taken)]
    for _, _, phrases in read:
        for phrase in (part for p in phrases for part in _parts(p, names)):
            sure = decide(phrase, None)
            if sure is not None and sure.confidence >= 0.6 and sure.how != "suffix:总部":
                if sure.how == "suffix:产业" and sure.name:
                    names.add(sure.name, "IndustryChain", 1.5, sure.name)
                canonical = sure.name if sure.label in ("Place", *FIELDS) else ""
                names.add(_core(phrase), sure.label, sure.confidence, canonical)
    chunker = Chunker(names.words())
    learnt = Words(form for form in names.forms() if form not in before)
    found: list[TypedSentence] = []
    recent: dict[str, Key] = {}
    for unit, view, first in read:
        phrases = chunker.phrases(view) if learnt.occur_in(view.text) else first
        typed = _with_mates([_typed(part, view, names) for p in phrases for part in _parts(p, names)], view)
        typed = [_referred(t, view, recent) for t in typed]
        if view is unit.title and is_about_one_thing(view.text):
            typed = [_titled(t) for t in typed]
        named = tuple(t for t in typed if isinstance(t, Typed))
        found.append(TypedSentence(unit, view, named, tuple(t for t in typed if isinstance(t, Phrase))))
    return tuple(found)


def is_about_one_thing(title: str) -> bool:
    """Tell whether a measure's title speaks of one thing that exists (加快X建设, 推动X发展)."""
    return _ABOUT.match(title) is not None


def _titled(one: Typed | Phrase) -> Typed | Phrase:
    """Raise the name that such a title is about."""
    if not isinstance(one, Typed) or not 0.45 <= one.confidence < 0.6 or one.key.label not in (*_SPACES, *_BUILT):
        return one
    return replace(one, confidence=0.6) if len(one.key.name) > _SPECIFIC and not one.phrase.generic else one


def _referred(one: Typed | Phrase, view: View, recent: dict[str, Key]) -> Typed | Phrase:
    """Let a bare ending (科技城) stand for the last zone or park of that ending; remember the named ones."""
    phrase = one.phrase if isinstance(one, Typed) else one
    suffix = suffix_of(phrase.text)
    if (
        suffix is not None
        and suffix.text == phrase.text
        and phrase.text in recent
        and len(phrase.text) >= SHORTEST_SHORT_FORM
    ):
        key = recent[phrase.text]
        return Typed(phrase, key, view.part(phrase.start, phrase.end), 0.6, "referred", "", whole=True)
    if isinstance(one, Typed) and one.key.label in ("Zone", "Park") and one.confidence >= 0.6:
        ending = suffix_of(one.key.name)
        if ending is not None:
            recent[ending.text] = one.key
    return one


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


def _core(phrase: Phrase) -> str:
    text, _ = unquoted(phrase.text)
    return text


def _typed(phrase: Phrase, view: View, names: Names) -> Typed | Phrase:
    text, shift = unquoted(phrase.text)
    marked = "“" in phrase.text
    if marked and LISTED_SLOGAN.search(phrase.text):
        return phrase
    quoted = _QUOTED.search(text) if marked else None
    if quoted is not None and _PROJECT_OF.match(text):
        named = Guess("Project", 0.65, "quoted:项目")
        return _make(phrase, view, quoted[1], shift + quoted.start(1), len(quoted[1]), named, text[quoted.end() :])
    if quoted is not None and names.find(text) is None and (text.endswith("”") or guess(text) is None):
        inner = names.find(quoted[1])
        found = (
            Guess(inner.label, inner.confidence, "document", inner.name)
            if inner
            else guess(f"“{quoted[1]}”") or guess(quoted[1])
        )
        rest = text[quoted.end() :]
        front = text[: quoted.start()]
        if not rest and found is not None and found.confidence < 0.6 and industry(front) is not None:
            return _make(phrase, view, text, shift, len(text), replace(found, confidence=0.4, how="slogan"), "")
        if found is not None and found.confidence >= 0.6 and (not rest or _continues(rest)):
            return _make(phrase, view, quoted[1], shift + quoted.start(1), len(quoted[1]), found, rest)
    whole = decide(phrase, names)
    if whole is not None and whole.confidence >= 0.45:
        return _make(phrase, view, text, shift, len(text), whole, "")
    start, end, part = _longest_part(text, names, leads=phrase.after in CHAIN_LEADERS or phrase.size > 1)
    if part is not None:
        return _make(phrase, view, text, shift + start, end - start, part, text[end:])
    if whole is not None:
        return _make(phrase, view, text, shift, len(text), whole, "")
    return phrase


def _parts(phrase: Phrase, names: Names) -> list[Phrase]:
    """Cut a phrase at a verb that follows a complete name (宝山区建设X): both sides are names then."""
    behind = _behind_space(phrase, names)
    space = _opening_space(phrase, behind)
    if space is not None:
        return [space, *_parts(behind, names)]
    text = phrase.text
    place = place_at_start(text)
    if place and len(place) < len(text) and _is_place(text[len(place) :]) and names.stated(text) is None:
        first = replace(phrase, text=place, end=phrase.start + len(place), after=AROUND)
        return [first, *_parts(replace(phrase, text=text[len(place) :], start=phrase.start + len(place)), names)]
    for match in _INNER_VERB.finditer(text):
        left, right = text[: match.start()], text[match.end() :]
        chain = industry(right) if right else None
        after = guess(right) or (Guess("IndustryChain", chain[1], "industry", chain[0]) if chain else None)
        if after is None and len(right) >= _SPECIFIC and _is_space_or_firm(left, 0.85):
            after = Guess("", 0.3, "")
        if after is None or right.startswith(("领导小组", "办公室")) or names.stated(text) is not None:
            continue
        before, sure = names.stated(left), _is_sure_name(right)
        second = replace(phrase, text=right, start=phrase.start + match.end(), cue=f"{phrase.cue}{match[0]}")
        kind = suffix_of(left)
        if (sure and kind is not None and is_generic(left, kind.text)) or left in grammar().tails:
            return [second]  # 产业园区建设X, 龙头单位建设X
        known = (before is not None and before.confidence >= 0.6) or _is_space_or_firm(left, 0.75)
        # 腾讯先进计算建设科恩实验室: what follows is surely a name, what stands before ends or opens as one
        known = known or (sure and _is_space_or_firm(left, 0.45))
        known = known or (after.label in _SPACES and _is_space_or_firm(left, 0.6))  # 甲工业园建设特色园区
        known = known or (sure and any(_is_space_or_firm(left[:end], 0.75) for end in range(2, len(left))))
        if known and after.confidence >= (0.45 if before is not None and before.confidence < 0.85 else 0.3):
            return [replace(phrase, text=left, end=phrase.start + match.start(), after=match[0]), second]
    return [phrase]


def _is_place(text: str) -> bool:
    """Tell whether words behind a place are a place inside it (封开县|江口街道)."""
    return bool(lexicon.places().find(text)) or TOWN.fullmatch(text) is not None or place_at_start(text) == text


def _behind_space(phrase: Phrase, names: Names) -> Phrase:
    """Cut a known space before an industry (示范区工业互联网): the industry there is what the phrase names."""
    text = phrase.text
    for end in range(len(text) - 2, 2, -1):
        known = names.stated(text[:end])
        rest = names.stated(text[end:]) if place_at_start(text) == text[:end] else None
        if (
            rest is not None
            and rest.label in ("Zone", "Park")
            and rest.confidence >= 0.6
            and names.stated(text) is None
        ):
            return replace(phrase, text=text[end:], start=phrase.start + end)
        listed = lexicon.spaces().find(text[:end])
        if listed and listed[0].label == "Zone" and not lexicon.spaces().is_ambiguous(text[:end]):
            known = Known("Zone", listed[0].name, 0.9)
        if known is not None and known.label in ("Zone", "Park") and known.confidence >= 0.6:
            chain = industry(text[end:])
            inside = chain is not None and chain[1] >= 0.9
            return replace(phrase, text=text[end:], start=phrase.start + end) if inside else phrase
    return phrase


def _opening_space(phrase: Phrase, behind: Phrase) -> Phrase | None:
    """Return the space that was cut off before an industry (嘉定新城|智能传感器), as a phrase of its own."""
    length = behind.start - phrase.start
    return replace(phrase, text=phrase.text[:length], end=behind.start, after=AROUND) if length > 1 else None


def _is_sure_name(text: str) -> bool:
    """Tell whether a piece is a name by a strong ending."""
    found = guess(text)
    return found is not None and found.confidence >= 0.7


def _is_space_or_firm(text: str, least: float) -> bool:
    found = guess(text)
    return (
        found is not None
        and found.confidence >= least
        and found.label in (*_SPACES, "Company", "Organization", "Platform")
    )


@cache
def _firm_words() -> frozenset[str]:
    """The usual last words of companies' names (科技, 电子)."""
    return frozenset(s.text for s in lexicon.suffixes("companies") if not s.strong)


def _longest_part(text: str, names: Names, *, leads: bool = False) -> tuple[int, int, Guess | None]:
    """The longest typed beginning of a phrase that a usual continuation follows (X建设, X功能)."""
    stated = names.open(text)
    for end, piece, form in _beginnings(text, every=stated):
        known = names.stated(piece) if stated else None
        found = Guess(known.label, min(0.9, known.confidence), "document", known.name) if known else form
        if found is not None and found.confidence >= 0.45 and _PHASE.match(text[end:]):
            return 0, end, replace(found, confidence=max(0.65, found.confidence))
        firm = found is not None and found.label == "Company" and found.how.startswith("lexicon")
        if firm and text[end:] in _firm_words():
            return 0, len(text), Guess("Company", 0.8, "lexicon:companies:longer")  # 华勤电子
        common = bool(grammar().common_ends.match_end(text[end:]))
        if firm and leads and len(text) - end <= _SHORT_ADDITION and not common and not _continues(text[end:]):
            return 0, len(text), Guess("Company", 0.8, "lexicon:companies:longer")  # 隆基乐叶 is of 隆基
        if found is not None and found.confidence >= 0.6 and _continues(text[end:]):
            return 0, end, found
        if found is not None and found.confidence >= 0.7:
            sure = (
                0.6
                if (found.label == "Company" and not common) or (found.label == "Platform" and found.confidence >= 0.85)
                else 0.49
            )
            return 0, end, replace(found, confidence=sure, how=f"{found.how}:modifier")
    return 0, 0, None


@lru_cache(REMEMBERED // 4)
def _beginnings(text: str, *, every: bool) -> tuple[tuple[int, str, Guess | None], ...]:
    """The beginnings of a phrase with what their form says, the longest first; ``every`` keeps the unknown ones."""
    found: list[tuple[int, str, Guess | None]] = []
    for end in range(min(len(text) - 1, LONGEST_NAME), 1, -1):
        piece = text[:end]
        if piece.count("“") != piece.count("”") or piece.count("（") != piece.count("）"):
            continue
        form = guess(piece)
        if form is None and end >= 4:
            chain = industry(piece) if piece.endswith(("产业", "产业链", "行业")) else None
            form = Guess("IndustryChain", chain[1], "suffix:产业", chain[0]) if chain else None
        if every or form is not None:
            found.append((end, piece, form))
    return tuple(found)


def _make(phrase: Phrase, view: View, text: str, shift: int, length: int, found: Guess, rest: str) -> Typed:
    start = phrase.start + shift
    if not rest and length == len(text):
        plain, _ = without_gloss(text)
        length = len(plain)
    name = found.name if found.name and found.label in ("Place", "IndustryChain", *FIELDS) else text[:length]
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
        mates = groups.get(one.phrase.group if isinstance(one, Typed) else one.group, [])
        if not isinstance(one, Typed):
            result.append(
                _supported_company(one, view) or _like_mates(one, mates, view) or _developed_field(one, view) or one
            )
        elif one.rule == "tail:项目" and any(m.key.label in FIELDS for m in mates):
            result.append(replace(one, confidence=0.4))  # 结构件、锂电池等配套项目: products beside a field
        else:
            result.append(_raised(one, mates))
    return result


def _like_mates(one: Phrase, mates: list[Typed], view: View) -> Typed | None:
    """Type an item by the label of most of its list's sure items, or not at all."""
    if one.size < 2 or not mates or is_generic(one.text, "") or len(one.text) > _LONGEST_ITEM or is_class(one.text):
        return None
    counts = Counter(t.key.label for t in mates)
    label, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    text, shift = unquoted(one.text)
    no_brand = label == "Company" and not can_be_brand(one.text)
    no_name = (label in FIELDS and not can_be_field(label, text)) or (label in _LONG and len(text) < _SPECIFIC)
    if count * 2 < one.size - 1 or label in _SPACES or no_brand or no_name:
        return None
    sure = 0.65 if label in ("Company", *FIELDS) else 0.5
    return _make(one, view, text, shift, len(text), Guess(label, sure, "list-mates", plain_name(label, text)), "")


def _developed_field(one: Phrase, view: View) -> Typed | None:
    """Type an unknown word as an industry where nothing but industries can follow (主攻通讯终端、触控显示)."""
    text, shift = unquoted(one.text)
    fits = one.size > 1 and not one.tail and not one.generic and one.text == text and _GROWS.search(one.cue)
    if not fits or not can_be_field("IndustryChain", text) or is_generic(text, "") or is_class(text):
        return None
    return _make(one, view, text, shift, len(text), Guess("IndustryChain", 0.6, "developed"), "")


def _raised(one: Typed, mates: list[Typed]) -> Typed:
    """Raise a doubtful name that stands in a list of sure ones, or that is long enough to be one thing."""
    if one.key.label == "IndustryChain" and one.confidence < 0.5 and one.phrase.tail in INDUSTRY_TAILS:
        known = any(m.key.label == "IndustryChain" and m.confidence >= 0.75 for m in mates)
        return replace(one, confidence=0.65) if known and not is_generic(one.key.name, "") else one
    if one.confidence >= 0.6 or one.key.label in FIELDS or not one.whole or one.phrase.generic:
        return one
    if any(m.key.label == one.key.label and m.confidence >= 0.7 for m in mates):
        return replace(one, confidence=0.65)
    suffix = suffix_of(one.key.name)
    specific = suffix is not None and len(one.key.name) - len(suffix.text) >= _SPECIFIC and 0.45 <= one.confidence < 0.5
    if specific and one.key.label in _BUILT and (mates or _LEANS.search(one.phrase.cue)):
        return replace(one, confidence=0.6)
    return one


def _supported_company(one: Phrase, view: View) -> Typed | None:
    """支持X建立Y: a short word between 支持 and a verb is a company, unless it is a class noun."""
    fits = one.cue.endswith(("支持", "鼓励", "引导")) and one.after in _ACTS and 3 <= len(one.text) <= 8
    if not fits or one.size > 1 or is_class(one.text) or not can_be_brand(one.text + "有") or industry(one.text):
        return None
    if grammar().common_ends.match_end(one.text):
        return None
    return _make(one, view, one.text, 0, len(one.text), Guess("Company", 0.55, "supported"), "")


def _continues(rest: str) -> bool:
    """Tell whether words may follow a name without being part of it."""
    return rest[:1].isdigit() or bool(grammar().continuations.match(rest, 0))
