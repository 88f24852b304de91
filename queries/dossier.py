"""链长制 “五个一”: what the documents say of one chain, in the five parts that its office keeps.

一张图, 一份企业名单, 一批园区和载体, 一套政策, 一张责任网; and what is not mentioned, with the rule that says
so. The parts are the rows of the ``dossier-…`` queries; what is not mentioned is computed from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph.errors import QueryError
from .quoting import Texts
from .reader import bundled
from .runner import Reader, nearest, run
from .sources import Source, documents_of, number, source_of, text, texts
from .table import Cell

UNMENTIONED = "未提及"
_PARTS = ("segments", "companies", "carriers", "policies", "targets", "units")
Rows = Mapping[str, list[dict[str, Cell]]]


@dataclass(frozen=True, slots=True)
class Segment:
    """A link of the chain: 上游, 中游 or 下游 where a document says so, and what it feeds."""

    name: str
    type: str
    position: str
    feeds: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Member:
    """A company or institution (``role`` is the document's word), or a park, area, platform or project."""

    name: str
    type: str
    relation: str
    role: str
    segment: str
    places: tuple[str, ...]
    source: Source
    confidence: float

    @property
    def leads(self) -> bool:
        """Whether it leads the chain."""
        return self.relation == "引领"

    @property
    def chief(self) -> bool:
        """Whether it leads the chain and a document calls it 链主, of this chain or without saying of which."""
        return self.leads and (self.role == "链主" or "链主" in self.type)


@dataclass(frozen=True, slots=True)
class Policy:
    """A task or programme that supports the chain; ``whole`` is what it belongs to."""

    name: str
    type: str
    whole: tuple[str, ...]
    segment: str
    source: Source


@dataclass(frozen=True, slots=True)
class Goal:
    """A value of an indicator that is about the chain; ``rule`` says why it counts as that."""

    indicator: str
    subject: str
    year: str
    kind: str
    value: str
    rule: str
    source: Source


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers for the chain, or for what supports it."""

    unit: str
    type: str
    role: str
    duty: str
    duty_type: str
    source: Source


@dataclass(frozen=True, slots=True)
class Gap:
    """What the documents do not mention, the rule that says so, and where the thing itself is mentioned."""

    what: str
    rule: str
    source: Source


@dataclass(frozen=True, slots=True)
class Dossier:
    """A chain's page; every part in the order in which it is read."""

    chain: str
    aliases: tuple[str, ...]
    source: Source
    segments: tuple[Segment, ...]
    companies: tuple[Member, ...]
    carriers: tuple[Member, ...]
    policies: tuple[Policy, ...]
    targets: tuple[Goal, ...]
    units: tuple[Duty, ...]
    gaps: tuple[Gap, ...]
    min_confidence: float = 0.5

    @property
    def facts(self) -> int:
        """The number of facts on the page."""
        return sum(len(getattr(self, part)) for part in _PARTS)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that the facts stand in."""
        found = [self.source, *(line.source for line in self.segments), *(line.source for line in self.policies)]
        found += [line.source for line in (*self.companies, *self.carriers)]
        found += [line.source for line in self.targets]
        return documents_of([*found, *(line.source for line in self.units)])


def dossiers(
    store: Reader, chain: str | None = None, *, min_confidence: float = 0.5, words: Texts | None = None
) -> tuple[Dossier, ...]:
    """Ask a store for the page of one chain (by name or alias) or of all, those with the most facts first.

    Raises :class:`QueryError` for a chain that the store does not know, naming what is like it.
    """
    known = bundled()
    given = {"chain": chain, "min_confidence": min_confidence}
    heads = run(store, known.find("dossier-chain"), given, words).records()
    if not heads:
        near = nearest(store, known.find("dossier-chain").parameters[0], chain) if chain is not None else None
        hint = f"相近的有 {'、'.join(near)}" if near else "请先用 deltatrunk build 载入文件，或调低 --min-confidence"
        raise QueryError(f"图中没有产业链“{chain}”" if chain is not None else "图中没有产业链", hint=hint)
    rows = {part: _by_chain(run(store, known.find(f"dossier-{part}"), given, words).records()) for part in _PARTS}
    found = [
        _dossier(head, {part: of[text(head["chain"])] for part, of in rows.items()}, min_confidence) for head in heads
    ]
    return tuple(sorted(found, key=lambda d: (-d.facts, d.chain)))


def dossier(store: Reader, chain: str, *, min_confidence: float = 0.5, words: Texts | None = None) -> Dossier:
    """Ask a store for the page of one chain; raises as :func:`dossiers` does.

    Where an alias fits several chains, the one of that name wins, else the one with the most facts.
    """
    found = dossiers(store, chain, min_confidence=min_confidence, words=words)
    return next((d for d in found if d.chain == chain), found[0])


def _by_chain(rows: Iterable[dict[str, Cell]]) -> dict[str, list[dict[str, Cell]]]:
    held: dict[str, list[dict[str, Cell]]] = defaultdict(list)
    for row in rows:
        held[text(row["chain"])].append(row)
    return held


def _dossier(head: Mapping[str, Cell], rows: Rows, min_confidence: float) -> Dossier:
    chain, source = text(head["chain"]), source_of(head)
    segments = tuple(
        Segment(text(r["segment"]), text(r["kind"]), text(r["position"]), texts(r["feeds"]), source_of(r))
        for r in rows["segments"]
    )
    companies = tuple(sorted((_member(r, "company") for r in rows["companies"]), key=_standing))
    carriers = tuple(_member(r, "carrier") for r in rows["carriers"])
    policies = tuple(
        Policy(text(r["policy"]), text(r["kind"]), texts(r["whole"]), text(r["segment"]), source_of(r))
        for r in rows["policies"]
    )
    targets = tuple(
        Goal(text(r["indicator"]), text(r["subject"]), text(r["year"]), text(r["value_kind"]),
             _amount(text(r["raw"]), text(r["unit"])), text(r["rule"]), source_of(r))
        for r in rows["targets"]
    )  # fmt: skip
    units = tuple(
        Duty(text(r["unit"]), text(r["kind"]), text(r["role"]), text(r["duty"]), text(r["duty_kind"]), source_of(r))
        for r in rows["units"]
    )
    return Dossier(
        chain, texts(head["aliases"]), source, segments, companies, carriers, policies, targets, units,
        tuple(_gaps(chain, source, segments, companies, carriers, policies, units)), min_confidence,
    )  # fmt: skip


def _member(row: Mapping[str, Cell], name: str) -> Member:
    return Member(
        name=text(row[name]),
        type=text(row["kind"]),
        relation=text(row["relation"]),
        role=text(row["role"]) if "role" in row else "",
        segment=text(row["segment"]),
        places=texts(row["places"]),
        source=source_of(row),
        confidence=number(row["confidence"]),
    )


def _amount(raw: str, unit: str) -> str:
    """Return a value as written, with its unit where a table gives that elsewhere."""
    return raw if not unit or unit in raw else f"{raw} {unit}"


def _standing(member: Member) -> tuple[bool, bool, bool, str, str]:
    """链主 first, then the other leaders, then companies before institutions."""
    return not member.chief, not member.leads, not member.type.startswith("企业"), member.name, member.segment


def _gaps(
    chain: str,
    source: Source,
    segments: Iterable[Segment],
    companies: Iterable[Member],
    carriers: Iterable[Member],
    policies: Iterable[Policy],
    units: Iterable[Duty],
) -> Iterable[Gap]:
    """List what is not mentioned; each line points to where the chain or the segment itself stands."""
    members, places, duties, parts = list(companies), list(carriers), list(units), list(segments)
    checks = (
        ([d for d in duties if d.role == "链长"], "链长", "没有一条事实以“链长”的角色对该产业链负责"),
        ([m for m in members if m.chief], "链主企业", "引领该产业链的企业里，没有一家被文件称为链主"),
        (members, "企业", "没有一家企业或机构引领或参与该产业链及其环节"),
        (parts, "环节", "没有一个环节写明属于该产业链"),
        (
            [s for s in parts if s.position or s.feeds] or not parts,
            "上下游",
            "写到的环节都没有写明上游、中游、下游或供给关系",
        ),
        ([c for c in places if c.type == "园区"], "园区", "没有一个园区写明重点发展该产业链及其环节"),
        ([c for c in places if c.type in {"平台载体", "项目"}], "平台和项目", "没有一个平台或项目参与该产业链及其环节"),
        (list(policies), "任务和计划", "没有一项任务或计划写明支持该产业链"),
        (duties, "责任单位", "该产业链和支持它的任务、计划都没有写明责任单位"),
    )
    for found, what, rule in checks:
        if not found:
            yield Gap(f"{chain}的{what}", rule, source)
    staffed = {m.segment for m in members}
    for segment in parts:
        if segment.name not in staffed and members:
            yield Gap(f"环节“{segment.name}”的企业", "没有一家企业或机构写明参与该环节", segment.source)
