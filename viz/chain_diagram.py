"""一张图: one chain on an upright sheet of paper, without scripts: who, what, where, from top to bottom.

Boxes stand in a grid of bands, so nothing overlaps and a band only grows downwards. A type is told by
its outline as well as by its colour, for grey printers. What does not fit is counted, not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..queries.dossier import UNMENTIONED, Dossier, Member
from .geometry import em, wrap

WIDTH = 720.0
_PAD, _GAP, _HEAD, _FONT, _LINE = 10.0, 8.0, 24.0, 13.0, 16.5
_ACROSS, _STEPS = 4, 4
_MOST, _AT_STEP = 16, 6
_ORDER = {"上游": 0, "中游": 1, "下游": 2}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with lines of text and a small note; ``kind`` picks its look."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    lines: tuple[tuple[float, str], ...]
    note: str = ""
    note_y: float = 0

    @property
    def middle(self) -> float:
        """Where its text is centred."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Band:
    """A titled field behind boxes."""

    y: float
    height: float
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """The picture: fields, boxes, and arrows as points of polylines."""

    width: float
    height: float
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class _Chip:
    name: str
    note: str
    kind: str


def draw_chain(dossier: Dossier) -> Diagram:
    """Lay out a chain's page: people and units, companies, the chain with its segments, parks, platforms."""
    sheet = _Sheet()
    sheet.band("链长与责任单位", "office", _offices(dossier))
    sheet.band("企业与机构", "lead", _members((c for c in dossier.companies if not c.segment), "lead"))
    _steps(sheet, dossier)
    carriers = [c for c in dossier.carriers if c.type in {"园区", "片区", "行政区划"}]
    sheet.band("园区、片区与区域", "park", _members(carriers, "park"))
    others = [c for c in dossier.carriers if c not in carriers]
    sheet.band("平台与项目", "platform", _members(others, "platform"))
    return sheet.diagram(f"{dossier.chain}：由上到下为责任单位、企业、环节、园区、平台")


class _Sheet:
    """Collects bands from top to bottom. Not shared, not kept."""

    def __init__(self) -> None:
        self.y = 0.0
        self.bands: list[Band] = []
        self.boxes: list[Box] = []
        self.arrows: list[str] = []

    def band(self, title: str, kind: str, chips: Sequence[_Chip]) -> None:
        """Put chips into a titled field; an empty one says that nothing is mentioned."""
        shown = list(chips[:_MOST])
        if not shown:
            shown = [_Chip(UNMENTIONED, "", "none")]
        elif len(chips) > _MOST:
            shown[-1] = _Chip(f"另有 {len(chips) - _MOST + 1} 个，见下表", "", "none")
        self.join()
        top = self.y
        bottom = self.grid(shown, _PAD, top + _HEAD, _ACROSS, WIDTH - 2 * _PAD)
        count = f"（{len(chips)}）" if chips else ""
        self.bands.append(Band(top, bottom + _PAD - top, title + count, kind))
        self.y = bottom + _PAD

    def join(self) -> None:
        """Leave the room of an arrow between two bands, and draw it."""
        if self.bands:
            self.arrows.append(f"{WIDTH / 2:g},{self.y:g} {WIDTH / 2:g},{self.y + 13:g}")
            self.y += 14

    def grid(self, chips: Sequence[_Chip], left: float, top: float, across: int, width: float) -> float:
        """Put chips row by row; return the bottom."""
        cell = (width - (across - 1) * _GAP) / across
        y = top
        for start in range(0, len(chips), across):
            row = chips[start : start + across]
            tall = max(self.measure(chip, cell)[1] for chip in row)
            for at, chip in enumerate(row):
                self.boxes.append(self.box(chip, left + at * (cell + _GAP), y, cell, tall))
            y += tall + _GAP
        return y - _GAP if chips else y

    def measure(self, chip: _Chip, width: float) -> tuple[tuple[str, ...], float]:
        """Return a chip's lines and the height that it needs."""
        lines = wrap(chip.name, (width - 12) / _FONT, 3)
        return lines, len(lines) * _LINE + (13 if chip.note else 0) + 10

    def box(self, chip: _Chip, x: float, y: float, width: float, tall: float) -> Box:
        """Return a chip as a box, its text in the middle."""
        lines, own = self.measure(chip, width)
        first = y + (tall - own) / 2 + 5 + _LINE * 0.78
        placed = tuple((round(first + at * _LINE, 1), line) for at, line in enumerate(lines))
        note = wrap(chip.note, (width - 8) / 10.5, 1)[0] if chip.note else ""
        note_y = round(first + len(lines) * _LINE - 2, 1)
        return Box(round(x, 1), round(y, 1), round(width, 1), round(tall, 1), chip.kind, placed, note, note_y)

    def diagram(self, told: str) -> Diagram:
        """Freeze the sheet."""
        return Diagram(WIDTH, round(self.y, 1), tuple(self.bands), tuple(self.boxes), tuple(self.arrows), told)


def _steps(sheet: _Sheet, dossier: Dossier) -> None:
    """Draw the chain's name and its segments from upstream to downstream, each with who stands at it."""
    sheet.join()
    top = sheet.y
    chain = _Chip(dossier.chain, "产业链", "chain")
    wide = min(max(em(dossier.chain) * _FONT + 60, 180), WIDTH - 2 * _PAD)
    tall = sheet.measure(chain, wide)[1]
    sheet.boxes.append(sheet.box(chain, (WIDTH - wide) / 2, top + _HEAD - 14, wide, tall))
    y = top + _HEAD - 14 + tall + 16
    written = dict.fromkeys((s.name, s.position) for s in dossier.segments)
    known = sorted(written, key=lambda segment: _ORDER.get(segment[1], 3))
    flowing = any(s.position or s.feeds for s in dossier.segments)
    if not known:
        sheet.boxes.append(sheet.box(_Chip(f"环节{UNMENTIONED}", "", "none"), WIDTH / 2 - 90, y - 6, 180, 27))
        y += 27
    cell = (WIDTH - 2 * _PAD - (_STEPS - 1) * 22) / _STEPS
    for start in range(0, len(known), _STEPS):
        row = known[start : start + _STEPS]
        chips = [_Chip(name, position, "segment") for name, position in row]
        tall = max(sheet.measure(chip, cell)[1] for chip in chips)
        bottom = y + tall
        for at, (chip, (name, _)) in enumerate(zip(chips, row, strict=True)):
            x = _PAD + at * (cell + 22)
            sheet.boxes.append(sheet.box(chip, x, y, cell, tall))
            if at and flowing:
                sheet.arrows.append(f"{x - 21:g},{y + tall / 2:g} {x - 2:g},{y + tall / 2:g}")
            there = _members((m for m in (*dossier.companies, *dossier.carriers) if m.segment == name), "at")
            if len(there) > _AT_STEP:
                there = [*there[: _AT_STEP - 1], _Chip(f"另有 {len(there) - _AT_STEP + 1} 个", "", "none")]
            bottom = max(bottom, sheet.grid(there, x + 8, y + tall + 6, 1, cell - 8)) if there else bottom
        y = bottom + 12
    title = "产业链与环节（上游 → 下游）" if flowing else "产业链与环节"
    sheet.bands.append(Band(top, y - top - 2, title, "chain"))
    sheet.y = y - 2


def _offices(dossier: Dossier) -> list[_Chip]:
    roles: dict[str, list[str]] = {}
    for duty in dossier.units:
        roles.setdefault(duty.unit, [])
        if duty.role and duty.role not in roles[duty.unit]:
            roles[duty.unit].append(duty.role)
    ordered = sorted(roles, key=lambda unit: ("链长" not in roles[unit], "牵头" not in roles[unit]))
    return [_Chip(unit, "、".join(roles[unit]), "head" if "链长" in roles[unit] else "office") for unit in ordered]


def _members(members: Iterable[Member], kind: str) -> list[_Chip]:
    """Name each member once, leaders with the document's word for them."""
    found: dict[str, _Chip] = {}
    for member in members:
        note = member.role or ("引领" if member.leads else "")
        if member.chief and member.role != "链主":
            note = f"{note} · 链主"
        if kind == "park" and member.type != "园区":
            note = member.type
        if kind == "platform" and member.type == "项目":
            note = "项目"
        look = "star" if member.chief else "leader" if member.leads else kind
        found.setdefault(member.name, _Chip(member.name, note, "plain" if look == "lead" else look))
    return list(found.values())
