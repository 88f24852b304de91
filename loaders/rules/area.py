"""What a document says of the area that it plans for, in sentences under no heading of their own subject.

    重点发展人工智能、氢能等主导产业            (in the goals, the layout, an introduction)
    人工智能、氢能等我区重点发展的产业领域      (anywhere)

The guide: facts in goals without a subject belong to the area that the document plans for.
"""

from __future__ import annotations

import re

from ..deciding import INDUSTRY_TAILS
from ..entities import Typed, TypedSentence
from ..findings import Key
from ..reading import Reading
from .chains import BROAD

_OURS = re.compile(
    r"等?(?:我|本|全)(?:区|市|县|省|州)(?:内|当前|目前|近期|已|正在)*(?:重点|优先|着力|大力|主要|主导)*(?:发展|培育|布局|支持)?的"
)
_DEVELOPS = re.compile(r"发展|培育|壮大|做大|做强|做优|布局|形成|构建|聚焦")
_OWN_ROLES = ("goals", "layout", "basis", "measures", "")
_SPACES = ("Zone", "Park", "Place")
_PROGRESS = re.compile(r"取得[^，。；]{0,6}(?:进展|突破|成效)|实现[^，。；]{0,4}突破|抢占|发力|前瞻性?(?:培育|布局)")
_REACH = 18
_SURE = 0.6
_LEAST_LIST = 3
"""So many industries that grow are what the area develops (A、B、C等产业竞争力不断增强)."""


def read_area(reading: Reading, sentence: TypedSentence) -> None:
    """Record FOCUSES_ON between the document's area and the industries that such a sentence develops."""
    area = reading.area
    if area is None:
        return
    own = sentence.unit.head is None and sentence.unit.role in _OWN_ROLES
    for typed in sentence.phrases:
        if typed.key.label != "IndustryChain" or typed.key.name in (*BROAD, area.name) or typed.confidence < _SURE:
            continue
        if typed.key.name in reading.document.name or typed.key.name.endswith("化"):
            continue
        if _is_ours(sentence, typed) or (own and _listed(sentence, typed) and not _has_subject(sentence, typed, area)):
            reading.recorder.link("FOCUSES_ON", area, typed.key, sentence.view, "area.develops", _SURE)


def _is_ours(sentence: TypedSentence, typed: Typed) -> bool:
    """Tell whether the list of a phrase is followed by words such as 等我区重点发展的."""
    last = max(t.phrase.end for t in sentence.phrases if t.phrase.group == typed.phrase.group)
    return _OURS.match(sentence.view.text, last) is not None


def makes_progress(sentence: TypedSentence, typed: Typed) -> bool:
    """Tell whether a list of fields is where a plan gets ahead (在集成电路、5G等领域取得显著进展)."""
    end = max(t.phrase.end for t in sentence.phrases if t.phrase.group == typed.phrase.group)
    return _PROGRESS.search(sentence.view.text, end, end + _REACH) is not None and typed.phrase.size >= _LEAST_LIST


def _listed(sentence: TypedSentence, typed: Typed) -> bool:
    if sentence.unit.role == "goals" and makes_progress(sentence, typed):
        return True
    if typed.phrase.tail not in INDUSTRY_TAILS:
        return False
    grows = sentence.unit.role == "goals" and typed.phrase.size >= _LEAST_LIST and not typed.phrase.cue
    return grows or _DEVELOPS.search(typed.phrase.cue) is not None


def _has_subject(sentence: TypedSentence, typed: Typed, area: Key) -> bool:
    """Tell whether another space before the phrase is what the sentence speaks of."""
    return any(
        t.key.label in _SPACES and t.key != area and t.phrase.end <= typed.phrase.start for t in sentence.phrases
    )
