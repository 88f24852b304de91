"""Responsible units in a row, the busiest first: who carries how much of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..graph.model import Node
from .geometry import em
from .plan_parts import Branch, units_by_load
from .sheet import GUTTER, Item, Sheet

CELL = 196.0
_LEAST = 6
_HEAD = 34.0
_PAD = 12.0


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The units of some tasks with their counts, as many as the rows hold."""

    units: tuple[tuple[Node, int], ...]
    width: float
    rows: int

    @classmethod
    def of(cls, branches: Iterable[Branch], width: float, *, rows: int = 1) -> UnitRow:
        """Return the units of these tasks for a field of this width; a narrow one has more rows."""
        columns = max(1, int((width - 2 * _PAD) // CELL))
        return cls(units_by_load(branches), width, max(rows, -(-_LEAST // columns)))

    @property
    def _columns(self) -> int:
        return max(1, int((self.width - 2 * _PAD) // CELL))

    def _items(self) -> list[Item]:
        return [Item(node, None, badge=str(count)) for node, count in self.units[: self._columns * self.rows]]

    def title(self) -> str:
        """Return the field's title: what the numbers mean, and who is not shown; shorter in a narrow field."""
        left = self.units[self._columns * self.rows :]
        short = f"责任单位 {len(self.units)} 个"
        told = f"{short}，数字为写明负责的任务数，多的在前"
        if left:
            rest = f"；另有 {len(left)} 个未列出"
            short += rest
            told += f"{rest}，各 {left[0][1]} 项" + ("以下" if left[0][1] > 1 else "")
        return told if em(told) * 16 + 2 * _PAD < self.width else short

    def draw(self, sheet: Sheet, left: float, top: float) -> float:
        """Draw the field and return its lower edge."""
        if not self.units:
            return top
        cell = (self.width - 2 * _PAD) / self._columns
        end = sheet.rack(self._items(), left + _PAD - GUTTER / 2, top + _HEAD, self._columns, cell, font=16, level=1)
        sheet.field_of((left, top, left + self.width, end + _PAD), "office", self.title())
        return end + _PAD
