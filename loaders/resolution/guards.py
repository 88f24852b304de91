"""What keeps names apart that look alike: a named set of hard features.

Edit distance alone never merges; a rule that joins by spelling asks these first, and ``resolve
explain`` names the one that forbade. Each guard answers with its evidence in Chinese, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .. import lexicon
from ..lexicon_files import Term
from ..naming import suffix_of
from .places import above, opening, read_place

_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_DIGIT = "零〇一二三四五六七八九十百两"
_ORDINAL = re.compile(rf"第([{_DIGIT}]+)|([{_DIGIT}]+)(?=[期号院所局厂处批届建航冶]|公司|工程|中学|医院)")
_DIRECTION = re.compile(r"[东西南北中上下左右前后内外](?=[区部片园岸翼路站侧段线院环]|地块|组团|校区|厂区|新区)")
_LATIN = re.compile(r"[A-Za-z]+")
_LEVEL = re.compile(r"^(国家|中央|省|市|区|县|镇)(?=.{2})")
_BRANCH = re.compile(r"([^（）]{0,8}?)(分公司|子公司|分院|分校|分所|分局|分行|分中心|总部|支行)$")
_KINDS = (
    "研究院 研究中心 研究所 研究会 实验室 设计院 工程中心 大学 学院 医院 学校 委员会 领导小组 办公室 办公厅 协会 联盟 "
    "学会 商会 基金 基金会 平台 中心 基地 园区 产业园 科技园 软件园 园 新城 示范区 开发区 试验区 走廊 计划 行动 工程 "
    "方案 规划 局 厅 委 办 院 所 镇 街道 区 县 市 省"
).split()
_SAME_KIND = (frozenset({"园", "园区", "产业园", "产业园区"}), frozenset({"委", "委员会"}), frozenset({"办", "办公室"}))
_OPPOSITES = (
    ("上游", "中游", "下游"), ("国内", "国际", "国外", "海外"), ("进口", "出口"), ("软件", "硬件"), ("公办", "民办"),
    ("新", "老"), ("东部", "中部", "西部", "东北"), ("设计", "制造", "封测", "封装测试"), ("整车", "零部件"),
    ("生产性", "生活性"), ("线上", "线下"), ("陆上", "海上"), ("近期", "远期"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guard:
    """A feature that two names of one thing cannot differ in; ``title`` is its Chinese name."""

    name: str
    title: str
    check: Callable[[str, str], str]


def _place(one: str, other: str) -> str:
    a, b = _place_of(one), _place_of(other)
    if a is None or b is None or a == b or a in above(b) or b in above(a):
        return ""
    return f"{a.name}与{b.name}"


def _place_of(name: str) -> Term | None:
    opened = opening(name)
    if opened is not None:
        return opened[0]
    bracket = re.search(r"（([^（）]{2,8})）", name)
    meant = read_place(bracket[1])[0] if bracket else read_place(name)[0]
    return meant[0] if len(meant) == 1 else None


def _number(one: str, other: str) -> str:
    a, b = (sorted([*_ARABIC.findall(n), *("".join(m) for m in _ORDINAL.findall(n))]) for n in (one, other))
    return "" if a == b else f"{'、'.join(a) or '无'}与{'、'.join(b) or '无'}"


def _direction(one: str, other: str) -> str:
    a, b = sorted(_DIRECTION.findall(one)), sorted(_DIRECTION.findall(other))
    return "" if a == b else f"{''.join(a) or '无'}与{''.join(b) or '无'}"


def _kind(one: str, other: str) -> str:
    a, b = _kind_of(one), _kind_of(other)
    if not a or not b or a.endswith(b) or b.endswith(a) or any(a in same and b in same for same in _SAME_KIND):
        return ""
    return f"{a}与{b}"


def _kind_of(name: str) -> str:
    plain = re.sub(r"（[^（）]*）$", "", name)
    found = suffix_of(plain)
    return max((found.text if found else "", *(k for k in _KINDS if plain.endswith(k))), key=len)


def _level(one: str, other: str) -> str:
    a, b = _LEVEL.match(one), _LEVEL.match(other)
    levels = (a[1] if a and not read_place(one)[0] else "", b[1] if b and not read_place(other)[0] else "")
    return f"{levels[0]}与{levels[1]}" if all(levels) and levels[0] != levels[1] else ""


def _branch(one: str, other: str) -> str:
    a, b = (m[2] if (m := _BRANCH.search(n)) else "" for n in (one, other))
    return "" if a == b else f"{a or '本部'}与{b or '本部'}"


def _latin(one: str, other: str) -> str:
    a, b = ({w.upper() for w in _LATIN.findall(n)} for n in (one, other))
    return f"{'、'.join(sorted(a))}与{'、'.join(sorted(b))}" if a and b and not (a <= b or b <= a) else ""


def _opposite(one: str, other: str) -> str:
    for words in _OPPOSITES:
        a, b = ({w for w in words if w in n} for n in (one, other))
        if a and b and a.isdisjoint(b):
            return f"{'、'.join(sorted(a))}与{'、'.join(sorted(b))}"
    return ""


def _register(one: str, other: str) -> str:
    for known in (lexicon.companies(), lexicon.organizations(), lexicon.industries(), lexicon.technologies()):
        a, b = known.find(one), known.find(other)
        if a and b and not set(a) & set(b):
            return f"词表分列为{a[0].name}与{b[0].name}"
    return ""


GUARDS = (
    Guard("place", "地方不同", _place),
    Guard("number", "数字或序号不同", _number),
    Guard("direction", "方位不同", _direction),
    Guard("kind", "机构或园区的种类不同", _kind),
    Guard("level", "层级不同", _level),
    Guard("branch", "总部与分支不同", _branch),
    Guard("latin", "字母代号不同", _latin),
    Guard("opposite", "用词相反", _opposite),
    Guard("register", "词表分为两家", _register),
)
BY_NAME: Mapping[str, Guard] = {guard.name: guard for guard in GUARDS}
_OF_PARTS = ("number",)
"""The guards for a short form and the legal name that opens with it: it may well leave out place and kind, and a
group's short form counts as its listed subsidiary (ontology rule 2)."""


def forbidding(one: str, other: str, *, whole: bool = True) -> tuple[tuple[Guard, str], ...]:
    """Return the guards that keep two names apart, each with its evidence.

    ``whole`` false compares a short form with a longer name that opens with it.
    """
    asked = GUARDS if whole else tuple(BY_NAME[name] for name in _OF_PARTS)
    return tuple((guard, why) for guard in asked if (why := guard.check(one, other)))


def why_apart(one: str, other: str, *, whole: bool = True) -> str:
    """Say in Chinese what keeps two names apart; empty where nothing does."""
    return "；".join(f"{guard.title}（{why}）" for guard, why in forbidding(one, other, whole=whole))
