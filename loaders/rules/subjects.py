"""Who a clause is about where the heading is about something wider, or about nothing.

    吉安市以甲公司为龙头，主攻触控显示；赣州市依托乙科技城，建设信创产业基地
    支持南昌高新区依托甲公司做强智能终端
    以甲市、乙新区为主体，打造数字经济创新核，重点发展虚拟现实

Each part between semicolons has a subject of its own; what the later clauses gather, rely on or develop is its.
"""

from __future__ import annotations

import re

from ..entities import Typed, TypedSentence
from ..grammar import grammar

_SPACES = ("Zone", "Park", "Place")
_LEADS_IN = re.compile(
    r"^(?:“[^”]{2,6}”(?:：|——|。|即为?|为|指)|[一二三四五六七八九][核带轴园区翼极廊圈心][：—]+)?(?:其中|一是|二是|三是|四是|五是)?，?"
    r"(?:支持|推动|鼓励|引导|发挥|促进|指导|以|在|是|由)?$"
)
_BEFORE_VERB = re.compile(
    r"(?:在[^，。；]{2,16}(?:基础上|方面|过程中)，|内|要|将|应|则|可|持续|进一步|继续|大力|积极|主动|充分|着力|全力|主要|优先|重点)*"
)
_NO_VERBS = frozenset(
    (
        "的 等 等等 以及 或者 及其 与其 为 是 在 于 向 从 对 让 将 把 被 由 使 到 按 "
        "为代表 属于 位于 分别 其中 同时 及 了 即"
    ).split()
)
_MADE_OF = re.compile(
    r"以(?P<base>[^，；。]{2,40})为(?:主体|核心|依托|支撑|基础|中心|重点)，(?:着力|加快|共同|重点)*(?:打造|建设|构建|形成|发展)"
)


def own_subjects(sentence: TypedSentence) -> tuple[dict[int, Typed], list[tuple[Typed, Typed]]]:
    """Return the subject of each phrase by where it starts, and pairs (part, whole) that a clause states."""
    subjects: dict[int, Typed] = {}
    parts: list[tuple[Typed, Typed]] = []
    at = 0
    for part in re.split("[；。]", sentence.view.text):
        inside = [t for t in sentence.phrases if at <= t.phrase.start < at + len(part)]
        made = _made_of(inside, at, part)
        if made is not None:
            parts.extend((one, made[0]) for one in made[1])
        subject, clause_at = made[0] if made is not None else None, at
        for clause in part.split("，"):
            here = [t for t in inside if clause_at <= t.phrase.start < clause_at + len(clause)]
            if made is None:
                subject = _subject(sentence, here, clause_at) or subject
            for later in here:
                if subject is not None and later.phrase.start > subject.phrase.start and later.key != subject.key:
                    subjects[later.phrase.start] = subject
            clause_at += len(clause) + 1
        at += len(part) + 1
    return subjects, parts


def _subject(sentence: TypedSentence, inside: list[Typed], at: int) -> Typed | None:
    first = inside[0] if inside else None
    if first is None or first.key.label not in _SPACES or first.confidence < 0.6 or first.phrase.size > 1:
        return None
    text, end = sentence.view.text, first.phrase.end - len(first.rest)
    return first if _LEADS_IN.match(text[at : first.phrase.start]) and _governs(text, end) else None


def _governs(text: str, end: int) -> bool:
    """Tell whether a verb follows a name, adverbs passed over."""
    adverbs = _BEFORE_VERB.match(text, end)
    at = adverbs.end() if adverbs is not None else end
    g = grammar()
    word = g.hard.match(text, at) or g.soft.match(text, at)
    return bool(word) and word not in _NO_VERBS


def _made_of(inside: list[Typed], at: int, part: str) -> tuple[Typed, list[Typed]] | None:
    """以甲、乙为主体，打造丙带: the space that is made, and what it is made of."""
    match = _MADE_OF.search(part)
    if match is None:
        return None
    base = [t for t in inside if at + match.start("base") <= t.phrase.start < at + match.end("base")]
    made = next((t for t in inside if t.phrase.start >= at + match.end()), None)
    spaces = [t for t in base if t.key.label in _SPACES and t.confidence >= 0.5]
    if made is None or made.key.label not in ("Zone", "Park") or made.phrase.start > at + match.end() + 4 or not spaces:
        return None
    return made, spaces
