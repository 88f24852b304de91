"""Sections about one chain (（一）先进光伏产业链): who belongs to it, which parks develop it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from ..deciding import CHAIN_LEADERS, can_be_field, known_field, plain_name
from ..entities import Typed, TypedSentence
from ..findings import Key
from ..measures import Unit, is_verbal
from ..reading import Reading
from .cooperation import is_partner

_WHERE = re.compile(r"依托|以|在|围绕|建设|打造|推进")
_LEADERS = re.compile(r"链主|龙头|头部|领军|骨干|引领")
_RULE = "chain.section"
_SURE = 0.65
_LONGEST_TRACK = 10
_LEAST_TRACKS = 3


def read_chain_heads(reading: Reading, unit: Unit) -> None:
    """Record the chain that a heading names."""
    if unit.head is None or unit.title is None:
        return
    at = max(unit.title.text.find(unit.head.name), 0)
    view = unit.title.part(at, min(at + len(unit.head.name), len(unit.title)))
    aliases = (unit.title.text,) if unit.title.text != unit.head.name else ()
    reading.recorder.mention(unit.head, view, "heading.chain", 0.9, aliases=aliases)


def read_tracks(reading: Reading, units: Iterable[Unit]) -> None:
    """Numbered items that are fields by name (1.数字健康, 2.元宇宙 under 拓展数字新产业): their heading develops them.

    One such title may be a measure that opens with an unusual verb; a heading over tracks has tracks only.
    """
    below: dict[Key, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.kind == "task" and unit.over is not None and unit.over.label in ("Task", "Programme"):
            below[unit.over].append(unit)
    for over, items in below.items():
        tracks = [(unit, unit.title) for unit in items if unit.title is not None and _is_track(unit.title.text)]
        if len(tracks) < max(_LEAST_TRACKS, len(items)):
            continue
        for _, title in tracks:
            chain = Key("IndustryChain", plain_name("IndustryChain", title.text))
            reading.recorder.mention(chain, title.part(0, len(chain.name)), "heading.track", 0.6)
            reading.recorder.link("FOCUSES_ON", over, chain, title, "heading.track", 0.6)


def _is_track(title: str) -> bool:
    name = plain_name("IndustryChain", title)
    known = can_be_field("IndustryChain", name) or known_field(name)
    return title.startswith(name) and len(name) <= _LONGEST_TRACK and known and not is_verbal(name)


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
