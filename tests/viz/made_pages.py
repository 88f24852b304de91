"""Heatmaps and dossiers for the pages' tests: small ones, and ones whose every text is an attack."""

from __future__ import annotations

from deltatrunk.queries.dossier import Dossier, Duty, Gap, Goal, Member, Policy, Segment
from deltatrunk.queries.heatmap import KINDS, Heatmap, Tie, arrange
from deltatrunk.queries.sources import Source

HOSTILE = (
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(2)>",
    "</style><style>*{display:none}",
    "\u202e\u2066右到左\u200f",
    "长" * 10_000,
    "javascript:alert(3)",
    "{{ 7*7 }}<svg onload=alert(4)>\u2028",
    "坏\ud800字",
)
HERE = Source("甲区行动方案", "一、总则 > （二）园区", "plan.txt:10-20", "云园重点发展人工智能。")
THERE = Source("乙区规划", "二、企业", "other.txt:5-9")


def tie(park: str, chain: str, kind: str = "重点发展", via: str = "星河公司", source: Source = HERE) -> Tie:
    focus = kind == "重点发展"
    return Tie(
        park, "园区", (park,), chain, kind, chain if focus else via, "产业链" if focus else "企业",
        "重点发展" if focus else "引领", "" if focus else "链主", "", source, None if focus else THERE, 0.9,
    )  # fmt: skip


def small_heatmap() -> Heatmap:
    ties = [tie("云园", "人工智能"), tie("云园", "人工智能", "企业"), tie("星园", "人工智能"), tie("星园", "氢能"),
            tie("孤园", "钢铁")]  # fmt: skip
    return arrange(ties, parks_known=9, aliases={"人工智能": ("AI",)}, chosen=[("最低置信度", "0.5")])


def wide_heatmap(parks: int, chains: int) -> Heatmap:
    ties = [tie(f"第{p}号产业园区", f"第{c}条产业链", KINDS[(p + c) % 4]) for p in range(parks)
            for c in range(chains) if (p * 7 + c * 3) % 5 == 0]  # fmt: skip
    return arrange(ties, parks_known=parks)


def hostile_heatmap() -> Heatmap:
    ties = [
        tie(name, other, "企业", name, Source(name, name, name, name))
        for name in HOSTILE for other in (name, "人工智能")
    ]  # fmt: skip
    return arrange(ties, aliases={name: (name,) for name in HOSTILE}, chosen=[(HOSTILE[0], HOSTILE[1])])


def small_dossier() -> Dossier:
    return Dossier(
        chain="人工智能",
        aliases=("AI",),
        source=HERE,
        segments=(Segment("零部件", "环节", "上游", ("整机",), HERE), Segment("整机", "环节", "中游", (), HERE)),
        companies=(
            Member("星河公司", "企业（链主）", "引领", "龙头", "", ("云园",), HERE, 0.9),
            Member("云帆公司", "企业", "参与", "", "整机", (), THERE, 0.8),
        ),
        carriers=(
            Member("云园", "园区", "重点发展", "", "", ("甲区",), HERE, 0.9),
            Member("测试平台", "平台载体", "参与", "", "", (), THERE, 0.9),
        ),
        policies=(Policy("建云园", "任务", ("星链计划",), "", HERE),),
        targets=(Goal("人工智能产值", "甲区", "2025", "目标", "9亿元", "指标的名称以该产业链的名称开头", HERE),),
        units=(
            Duty("副区长", "人员", "链长", "人工智能", "产业链", HERE),
            Duty("经委", "机构", "牵头", "建云园", "任务", THERE),
        ),
        gaps=(Gap("环节“零部件”的企业", "没有一家企业或机构写明参与该环节", HERE),),
    )


def bare_dossier() -> Dossier:
    return Dossier("无人问津", (), THERE, (), (), (), (), (), (), (Gap("无人问津的企业", "没有一家企业", THERE),))


def hostile_dossier() -> Dossier:
    sources = [Source(name, name, name, name) for name in HOSTILE]
    return Dossier(
        chain=HOSTILE[0],
        aliases=HOSTILE,
        source=sources[0],
        segments=tuple(Segment(n, n, n, (n,), s) for n, s in zip(HOSTILE, sources, strict=True)),
        companies=tuple(Member(n, n, n, n, m, (n,), s, 0.9) for m in ("", HOSTILE[1])
                        for n, s in zip(HOSTILE, sources, strict=True)),
        carriers=tuple(Member(n, n, n, n, n, (n,), s, 0.9) for n, s in zip(HOSTILE, sources, strict=True)),
        policies=tuple(Policy(n, n, (n,), n, s) for n, s in zip(HOSTILE, sources, strict=True)),
        targets=tuple(Goal(n, n, n, n, n, n, s) for n, s in zip(HOSTILE, sources, strict=True)),
        units=tuple(Duty(n, n, n, n, n, s) for n, s in zip(HOSTILE, sources, strict=True)),
        gaps=tuple(Gap(n, n, s) for n, s in zip(HOSTILE, sources, strict=True)),
    )  # fmt: skip
