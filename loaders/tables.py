"""Tables: rows of cells under a header, repeated headers of a next page taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .normal import EMPTY, View

if TYPE_CHECKING:
    from .outline import Passage

_HEADER_WORDS = (
    "序号 指标 名称 单位 项目 责任 属性 备注 目标 领域 类别 内容 姓名 企业 任务 牵头 时间 措施 进度 "
    "产业链 上游 中游 下游 环节 链主 链长 载体 所在园区 所属园区 所属行业 所属区 所在地 地址 角色 总投资"
).split()
_LONGEST_TITLE = 14


@dataclass(frozen=True, slots=True)
class Cells:
    """One row as read: the view of the whole line and its cells."""

    view: View
    cells: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its passage and its cells, as many as the header has (missing ones are empty)."""

    passage: Passage
    cells: tuple[View, ...]

    def get(self, column: int | None) -> View:
        """Return a cell, empty where the row or the column does not have it."""
        return self.cells[column] if column is not None and column < len(self.cells) else EMPTY


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption's words, its header cells and its rows."""

    caption: str
    header: tuple[str, ...]
    header_passage: Passage | None
    rows: tuple[Row, ...]

    def column(self, *words: str) -> int | None:
        """Return the first column whose title holds one of the words, the words tried in order."""
        for word in words:
            for k, title in enumerate(self.header):
                if word in title:
                    return k
        return None


def is_header(cells: tuple[View, ...]) -> bool:
    """Tell whether a row holds column titles: known words, no cell that is a number or a company."""
    texts = [c.text for c in cells]
    known = sum(len(text) <= _LONGEST_TITLE and any(word in text for word in _HEADER_WORDS) for text in texts)
    return known >= max(2, len(texts) // 2) and not any(text.isdigit() or "有限公司" in text for text in texts)


def table(caption: Passage | None, rows: list[tuple[Passage, tuple[View, ...]]]) -> Table:
    """Build a table from its rows in order; the first header row names the columns."""
    header: tuple[str, ...] = ()
    header_passage: Passage | None = None
    body: list[Row] = []
    for passage, cells in rows:
        if is_header(cells):
            if not header:
                header, header_passage = tuple(c.text for c in cells), passage
            continue
        padded = cells + (EMPTY,) * (len(header) - len(cells))
        body.append(Row(passage, padded))
    return Table(caption.view.text if caption else "", header, header_passage, tuple(body))
