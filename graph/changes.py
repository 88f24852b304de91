"""What a statement changed, as the server counted it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from .rows import Rows

if TYPE_CHECKING:
    import neo4j

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "nodes_created": "新建节点",
        "nodes_deleted": "删除节点",
        "relationships_created": "新建关系",
        "relationships_deleted": "删除关系",
        "properties_set": "写入属性",
        "labels_added": "加上标签",
        "labels_removed": "去掉标签",
    }
)


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows that a writing statement returned and its counts by name; zeros are left out."""

    rows: Rows
    counts: Mapping[str, int]

    @classmethod
    def of(cls, rows: Rows, counters: neo4j.SummaryCounters) -> Self:
        """Take the counts from the driver's summary."""
        counts = {name: getattr(counters, name) for name in TITLES}
        return cls(rows, MappingProxyType({name: count for name, count in counts.items() if count}))

    def __str__(self) -> str:
        return "，".join(f"{TITLES[name]} {count}" for name, count in self.counts.items()) or "没有改动"
