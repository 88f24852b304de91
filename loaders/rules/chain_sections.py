"""Sections about one chain (（一）先进光伏产业链): who belongs to it, which parks develop it."""

from __future__ import annotations

import re

from ..deciding import CHAIN_LEADERS
from ..entities import Typed, TypedSentence
from ..findings import Key
from ..measures import Unit
from ..reading import Reading
from .cooperation import is_partner

_WHERE = re.compile(r"依托|以|在|围绕|建设|打造|推进")
_LEADERS = re.compile(r"链主|龙头|头部|领军|骨干|引领")
_RULE = "chain.section"
_SURE = 0.65


def read_chain_heads(reading: Reading, unit: Unit) -> None:
    """Record the chain that a heading names."""
    if unit.head is None or unit.title is None:
        return
    at = max(unit.title.text.find(unit.head.name), 0)
    view = unit.title.part(at, min(at + len(unit.head.name), len(unit.title)))
    aliases = (unit.title.text,) if unit.title.text != unit.head.name else ()
    reading.recorder.mention(unit.head, view, "heading.chain", 0.9, aliases=aliases)


def of_chain(reading: Reading, sentence: TypedSentence, chain: Key, typed: Typed) -> None:
    """Record what a sentence of a chain's section says of a company or a space that it names."""
    label, cue = typed.key.label, typed.phrase.cue
    sure = min(_SURE, typed.confidence)
    if typed.phrase.generic or not (typed.whole or label == "Company"):
        sure = min(sure, 0.45)
    if label == "Company":
        leads = typed.phrase.after in CHAIN_LEADERS or _LEADERS.search(typed.phrase.tail_of[-4:] + typed.phrase.tail)
        if not leads and not is_partner(sentence, typed):
            reading.recorder.link("PARTICIPATES_IN", typed.key, chain, sentence.view, _RULE, sure)
    elif label in ("Park", "Zone") and typed.key not in (reading.zone, reading.area):
        sure = sure if _WHERE.search(cue) else min(sure, 0.45)
        reading.recorder.link("FOCUSES_ON", typed.key, chain, sentence.view, _RULE, sure)
    elif label in ("Platform", "Project"):
        reading.recorder.link("PARTICIPATES_IN", typed.key, chain, sentence.view, _RULE, min(sure, 0.45))
