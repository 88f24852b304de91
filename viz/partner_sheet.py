"""How partners are drawn: fields in a row, a free room for the lines, programmes and tasks, and who is only listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ..graph.model import Node, Relationship
from .chain_overview import MARGIN
from .geometry import wrap
from .partner_fields import Group, PartnerField
from .partner_parts import Partner
from .reading import Reader
from .sheet import GAP, GUTTER, Item, Sheet
from .view import Area, ViewNode

LANES = 34.0
"""Width of the gutter at the left of a column, where each partner's and each task's lines have a lane."""
CELL = 216.0
FONT = 17
ROWS = (3, 4, 5, 6, 8, 11, 15)
"""So many partners a column are tried."""
_PAD = 10.0
_TITLE = 30.0
_HEADING = 26.0
_TRACK = 6.0
_STEP = 4.5
_TASK = 290.0
_QUIET = 236.0
SILENT = "文件只列入名单，未写明所在、产业和任务"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished drawing with its size."""

    sheet: Sheet
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of a field's column: a heading, or a partner with its height."""

    heading: str
    partner: Partner | None
    tall: float


@dataclass(slots=True)
class PartnerSheet:
    """Draws the fields with so many partners a column. Not shared, not kept."""

    sheet: Sheet
    partners: Sequence[Partner]
    rows: int
    aside: int
    least: float
    _seated: dict[str, tuple[ViewNode, float]] = field(default_factory=dict)
    _batches: dict[str, str] = field(default_factory=dict)

    @property
    def box(self) -> float:
        """The width of a partner's box."""
        return CELL - LANES

    def draw(self, fields: Sequence[PartnerField], silent: Sequence[Partner]) -> Drawn:
        """Draw everything: the fields with their tasks, and who is only listed at the right or beneath."""
        self._batches = _badges(self.partners)
        columns = [self._columns(one) for one in fields]
        widths = [max(1, len(column)) * CELL + _PAD for column in columns]
        needed = max(sum(widths) + GAP * max(0, len(fields) - 1), self.least)
        aside = self.aside * _QUIET + 2 * _PAD if fields and silent and self.aside else 0
        width = 2 * MARGIN + needed + (aside + GAP if aside else 0)
        bottom = MARGIN
        if fields:
            spread = (needed - sum(widths) - GAP * (len(fields) - 1)) / len(fields)
            bottom = self._fields(fields, columns, [wide + spread for wide in widths], needed)
        if silent and aside:
            bottom = max(bottom, self._silent(silent, MARGIN, width - MARGIN - aside, aside))
        elif silent:
            bottom = self._silent(silent, bottom + (GAP if fields else 0), MARGIN, width - 2 * MARGIN)
        return Drawn(self.sheet, width, bottom + MARGIN)

    def _fields(
        self,
        fields: Sequence[PartnerField],
        columns: Sequence[Sequence[Sequence[_Entry]]],
        widths: Sequence[float],
        room: float,
    ) -> float:
        """Draw the fields side by side and the tasks beneath them; return the lower edge."""
        places, left = [], MARGIN
        for wide in widths:
            places.append((left, left + wide))
            left += wide + GAP
        top = MARGIN + _TITLE
        bottom = top + max(self._tall(one, column) for one, column in zip(fields, columns, strict=True))
        self._districts(fields, places, MARGIN, bottom + 6)
        for one, column, place in zip(fields, columns, places, strict=True):
            self._field(one, column, place, top)
        return self._steps(bottom + 6, room)

    def _columns(self, one: PartnerField) -> list[list[_Entry]]:
        """Fill a field's columns with headings and partners; a heading never ends a column."""
        found: list[list[_Entry]] = [[]]
        for group in one.groups:
            entries = [self._entry(partner) for partner in group.partners]
            heading = _Entry(_heading(group, one), None, _HEADING)
            for at, entry in enumerate(entries):
                full = sum(e.partner is not None for e in found[-1]) >= self.rows
                if full:
                    found.append([])
                if heading.heading and (at == 0 or full):
                    found[-1].append(heading if at == 0 else replace(heading, heading=f"{heading.heading}（续）"))
                found[-1].append(entry)
        return found

    def _entry(self, partner: Partner) -> _Entry:
        return _Entry("", partner, self.sheet.measure(self._item(partner), self.box, FONT)[1])

    def _item(self, partner: Partner, link: Relationship | None = None) -> Item:
        chief = "ChainLeader" in partner.node.labels
        others = [n.name for n in partner.industries[1:]]
        note = "、".join(others[:2])
        return Item(partner.node, link, note, 1 if chief else 0, self._batches.get(partner.batch, ""))

    def _tall(self, one: PartnerField, columns: Sequence[Sequence[_Entry]]) -> float:
        stack = max(sum(entry.tall + 8 for entry in column) for column in columns)
        return self._head_tall(one, len(columns)) + stack + 4

    def _head_tall(self, one: PartnerField, columns: int) -> float:
        if one.seat is None:
            return _PAD
        wide = columns * CELL + _PAD - 2 * _PAD
        return _PAD + self.sheet.measure(Item(one.seat), wide, FONT)[1] + _PAD

    def _districts(
        self, fields: Sequence[PartnerField], places: Sequence[tuple[float, float]], top: float, bottom: float
    ) -> None:
        """Draw a soft field a district behind its parks, the names in a row above them."""
        tones = ("area0", "area1", "area2")
        runs = [list(run) for _, run in groupby(range(len(fields)), key=lambda at: fields[at].district)]
        for number, run in enumerate(runs):
            one = fields[run[0]]
            tone = tones[number % 3] if one.seat is not None else "quiet"
            count = len({p.node.id for at in run for p in fields[at].partners})
            box = (places[run[0]][0], top, places[run[-1]][1], bottom)
            self.sheet.field_of(box, tone, f"{one.district} {count}")

    def _field(
        self,
        one: PartnerField,
        columns: Sequence[Sequence[_Entry]],
        place: tuple[float, float],
        top: float,
    ) -> None:
        """Draw a park at the head and its partners under it, tied to it at their left."""
        left, right = place
        head = None
        start = top + self._head_tall(one, len(columns))
        if one.seat is not None:
            tall = start - top - 2 * _PAD
            head = self.sheet.place(
                Item(one.seat, None, "", 2),
                (left + right) / 2,
                top + _PAD / 2 + tall / 2,
                right - left - 2 * _PAD,
                tall,
                font=FONT,
            )
        cell = (right - left - _PAD) / len(columns)
        for number, column in enumerate(columns):
            x = left + number * cell
            y = start
            for entry in column:
                if entry.partner is None:
                    at = (x + LANES + 2, y + _HEADING / 2)
                    self.sheet.areas.append(Area("label", (), "quiet", entry.heading, at, 15))
                    y += entry.tall
                    continue
                link = one.link(entry.partner)
                node = self.sheet.place(
                    self._item(entry.partner, link),
                    x + LANES + (cell - LANES) / 2,
                    y + entry.tall / 2,
                    cell - LANES,
                    entry.tall,
                    font=FONT,
                )
                self._seated[entry.partner.node.id] = (node, x)
                if head:
                    lane = x + 8
                    path = ((lane, head.y + head.height / 2), (lane, node.y), (node.x - node.width / 2, node.y))
                    self.sheet.join(link, head, node, path)
                y += entry.tall + 8

    def _steps(self, top: float, room: float) -> float:
        """Draw the programmes and tasks of the partners beneath them, and the lines; return the lower edge."""
        tied = [p for p in self.partners if p.steps and p.node.id in self._seated]
        if not tied:
            return top
        tied.sort(key=lambda p: self._seated[p.node.id][0].x)
        steps = self._ordered(tied)
        columns = max(1, min(len(steps), int(room // _TASK)))
        rows = -(-len(steps) // columns)
        columns = -(-len(steps) // rows)
        cell = room / columns
        tracks = top + 12
        start = tracks + _TRACK * len(tied) + 16
        items = [Item(node, None, _programme(self.sheet.reader, node)) for node in steps]
        talls = [
            max(self.sheet.measure(item, cell - LANES - 6, FONT - 1)[1] for item in items[r::rows]) for r in range(rows)
        ]
        boxes: dict[str, tuple[ViewNode, int]] = {}
        y = start + 26
        for row in range(rows):
            for column in range(columns):
                at = column * rows + row
                if at < len(items):
                    x = MARGIN + column * cell + LANES + (cell - LANES - 6) / 2
                    node = self.sheet.place(
                        items[at], x, y + talls[row] / 2, cell - LANES - 6, talls[row], font=FONT - 1
                    )
                    boxes[steps[at].id] = (node, column)
            y += talls[row] + 8
        self._lines(tied, boxes, tracks, cell)
        self.sheet.field_of((MARGIN, start, MARGIN + room, y + 2), "chain", "")
        title = f"计划与任务 {len(steps)}，小字为所属计划"
        self.sheet.areas.append(Area("label", (), "quiet", title, (MARGIN + LANES, start + 14), 15))
        return y + 2

    def _ordered(self, tied: Sequence[Partner]) -> list[Node]:
        """Return the steps, each programme's together, those of western fields first."""
        found: dict[str, Node] = {}
        where: dict[str, list[float]] = {}
        whole: dict[str, str] = {}
        for partner in tied:
            for _, node in partner.steps:
                found.setdefault(node.id, node)
                whole[node.id] = _programme(self.sheet.reader, node)
                where.setdefault(whole[node.id], []).append(self._seated[partner.node.id][0].x)
        middle = {name: sum(xs) / len(xs) for name, xs in where.items()}
        return [found[id_] for id_ in sorted(found, key=lambda id_: (middle[whole[id_]], whole[id_]))]

    def _lines(
        self, tied: Sequence[Partner], boxes: dict[str, tuple[ViewNode, int]], tracks: float, cell: float
    ) -> None:
        """Lead each partner's lines down its gutter to a track of its own, along it, and down to its tasks."""
        used: dict[float, int] = {}
        entered: dict[int, list[str]] = {}
        for number, partner in enumerate(tied):
            box, x = self._seated[partner.node.id]
            used[x] = used.get(x, 0) + 1
            lane = x + 10 + _STEP * min(used[x], 5)
            track = tracks + _TRACK * number
            left = box.x - box.width / 2
            for link, node in partner.steps:
                task, column = boxes[node.id]
                known = entered.setdefault(column, [])
                if partner.node.id not in known:
                    known.append(partner.node.id)
                inner = MARGIN + column * cell + 8 + _STEP * min(known.index(partner.node.id), 4)
                end = task.x - task.width / 2
                path = ((left, box.y), (lane, box.y), (lane, track), (inner, track), (inner, task.y), (end, task.y))
                self.sheet.join(link, box, task, path)

    def _silent(self, silent: Sequence[Partner], top: float, left: float, width: float) -> float:
        """List who is tied to nothing; return the lower edge."""
        columns = max(1, int((width - 2 * _PAD + 1) // _QUIET))
        cell = (width - 2 * _PAD) / columns
        title = wrap(f"{SILENT}的 {len(silent)} 家", (width - 24) / 16, 2)
        items = [self._item(partner) for partner in silent]
        head = top + 12 + 22 * len(title)
        end = self.sheet.rack(items, left + _PAD - GUTTER / 2, head, columns, cell, font=FONT - 1, level=1)
        self.sheet.field_of((left, top, left + width, end + _PAD), "quiet")
        for at, line in enumerate(title):
            self.sheet.areas.append(Area("label", (), "quiet", line, (left + 12, top + 17 + 22 * at), 16))
        return end + _PAD


def shape(fields: Sequence[PartnerField], rows: int, least: float) -> tuple[float, ...]:
    """Return what makes one drawing different from another: the columns of the fields and the width."""
    columns = [-(-len(one.partners) // rows) for one in fields]
    return (*columns, max(sum(columns) * CELL, least))


def _heading(group: Group, one: PartnerField) -> str:
    """Return what stands above a group; nothing where the whole field has no industry."""
    if not group.name and len(one.groups) == 1:
        return ""
    return f"{group.name or '产业未写明'} {len(group.partners)}"


def _badges(partners: Sequence[Partner]) -> dict[str, str]:
    """Return a number a batch, where there are several."""
    batches = sorted({p.batch for p in partners if p.batch}, key=lambda name: (len(name), name))
    order = list(dict.fromkeys(p.batch for p in partners if p.batch))
    return {name: str(at) for at, name in enumerate(order, 1)} if len(batches) > 1 else {}


def _programme(reader: Reader, node: Node) -> str:
    """Return the programme of a task; for a programme itself nothing."""
    above = [whole.name for _, whole in reader.out(node.id, "PART_OF", "Programme")]
    return above[0] if above else "计划" if "Programme" in node.labels else ""
