"""Responsible units in a row, the busiest first: who carries how much of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..graph.model import Node
from .plan_parts import Branch, units_by_load
from .sheet import GUTTER, Item, Sheet

CELL = 168.0
ROWS = 2
_HEAD = 34.0
_PAD = 12.0


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The units of some tasks with their counts, as many as the rows hold."""

    units: tuple[tuple[Node, int], ...]
    most: int

    @classmethod
    def of(cls, branches: Iterable[Branch], width: float, *, rows: int = ROWS) -> UnitRow:
        """Return the units of these tasks for a field of this width."""
        return cls(units_by_load(branches), max(1, int((width - 2 * _PAD) // CELL)) * rows)

    def _items(self) -> list[Item]:
        return [Item(node, None, badge=str(count)) for node, count in self.units[: self.most]]

    def title(self) -> str:
        """Return the field's title: what the numbers mean, and who is not shown."""
        left = self.units[self.most :]
        said = f"责任单位 {len(self.units)} 个，数字为写明负责的任务数，多的在前"
        if left:
            said += f"；另有 {len(left)} 个未列出，各 {left[0][1]} 项" + ("以下" if left[0][1] > 1 else "")
        return said

    def height(self, sheet: Sheet, width: float) -> float:
        """Return the height of the field; nothing where no document names a unit."""
        if not self.units:
            return 0
        columns, cell = self._grid(width)
        return _HEAD + sheet.rack_height(self._items(), columns, cell, 16) + _PAD

    def draw(self, sheet: Sheet, left: float, top: float, width: float) -> float:
        """Draw the field and return its lower edge."""
        if not self.units:
            return top
        columns, cell = self._grid(width)
        end = sheet.rack(self._items(), left + _PAD - GUTTER / 2, top + _HEAD, columns, cell, font=16, level=1)
        sheet.field_of((left, top, left + width, end + _PAD), "office", self.title())
        return end + _PAD

    def _grid(self, width: float) -> tuple[int, float]:
        columns = max(1, int((width - 2 * _PAD) // CELL))
        return columns, (width - 2 * _PAD) / columns
