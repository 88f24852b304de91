"""Government organs: a short form with its level and place (市科委 of a 合肥 plan is 合肥's).

Departments keep the short form that the documents use (ontology rule 2). Two cities' organs of one
short form are told apart by the place's name before it, and only where both are loaded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .. import lexicon
from ..lexicon_files import Term
from ..naming import is_generic, suffix_of
from .places import Setting, opening

_LEVELS = {"省": "省", "市": "市", "区": "区县", "县": "区县"}
_OF_ZONES = "管委会与开发主体（通用）"
"""The register's group of committees that belong to a zone: a bare 管委会 is no organ of the document's place."""
GOVERNMENT = ("人民政府", "政府办公室", "政府办公厅")


_NO_LEVEL = re.compile(r"^(?:市(?:场|政|民|值|容|域)|区(?:块|域|位|间|属)|省(?:会|际)|县域|市属)")
"""Words that begin like a level: 市场监管局, 区块链联盟."""
_BARE_ZONES = frozenset(
    "经开区 高新区 经济开发区 经济技术开发区 高新技术产业开发区 开发区 保税区 综合保税区 综保区 自贸区 自贸试验区 新区 "
    "大学城 科学城 科技城 产业园 工业园区 软件园 科技园 示范区 试验区".split()
)


@dataclass(frozen=True, slots=True)
class Organ:
    """A department of a place: ``core`` is its full name without the place.

    ``form`` is the written name without place and level, ``stated`` tells that the place stood in it.
    """

    place: Term
    core: str
    form: str
    stated: bool


@cache
def _core(form: str) -> str:
    """Return the full name of a local department by one of its forms, without place; empty for other names."""
    plain = form.replace("人民政府", "政府")
    if plain == "政府":
        return GOVERNMENT[0]
    known = lexicon.organizations().find(plain)
    found = [t for t in known if t.level == "地方" and t.group != _OF_ZONES and plain not in t.ambiguous]
    return found[0].name if len(found) == 1 else ""


def organ_of(name: str, here: Setting) -> Organ | None:
    """Read a name as a department of a place; None for other names and where the place stays open.

    上海市经济和信息化委员会 names its place, 市经济信息化委 its level, 经委 neither: it is the document's own.
    """
    opened = opening(name)
    if opened is not None and (core := _core(name[opened[1] :])):
        return Organ(opened[0], core, name[opened[1] :], stated=True)
    if name[:1] in _LEVELS and (core := _core(name[1:]) or ("" if _NO_LEVEL.match(name) or _core(name) else name[1:])):
        place = here.at(_LEVELS[name[0]])
        return Organ(place, core, name[1:], stated=False) if place else None
    core = _core(name)
    if not core or core == GOVERNMENT[0]:
        return None
    inside = [c for c in name if c in _LEVELS and c not in core]  # 团市委, 区府办: the level stands inside
    place = here.at(_LEVELS[inside[0]]) if inside else here.seat
    return Organ(place, core, name, stated=False) if place else None


@cache
def is_kind(name: str) -> bool:
    """Tell whether a name says only what kind of thing it is, so that every city may have one."""
    if name in _BARE_ZONES:
        return True
    known = lexicon.organizations().find(name)
    if known:
        return any(t.group == _OF_ZONES for t in known)
    ending = suffix_of(name)
    if ending is None:
        return False
    front = name.removesuffix(ending.text)
    return is_generic(name, ending.text) or bool(lexicon.industries().find(front))
