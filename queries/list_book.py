"""Lists as what is handed in: a workbook with a cover and a sheet of rules, or CSV files."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..graph.errors import ExportError
from ..graph.export import write_bytes
from ..graph.export.files import write_folder
from .header import Column
from .listing import Listing, listings
from .lists import Lists
from .table import Table
from .workbook import Link, Sheet, SheetColumn, workbook

COVER, RULES = "封面", "规则与来源"
NO_WORDS = (
    "条引文只有位置，没有原文：图库由随附的事实建成。加 --documents 文件夹（放有原文件），"
    "或用 deltatrunk build 文件夹 由原文件建图，即有原文。"
)


def lists_workbook(lists: Lists, *, title: str = "", date: datetime.date | None = None) -> bytes:
    """Return the workbook: cover, a sheet a list, the rules and the documents.

    ``date`` is the day that the cover names; without it the file carries the day of the latest
    document, so that the same store gives the same bytes.
    """
    name = title or (f"{lists.chain}产业链招商清单" if lists.chain else "长三角数字干线招商清单")
    sheets = [_cover(lists, name, date)]
    for listing, table, total in zip(lists.listings, lists.tables, lists.totals, strict=True):
        sheets.append(_sheet(listing, table, total))
    sheets.append(_rules(lists))
    return workbook(sheets, title=name, date=date or max(_issued(lists.documents), default=None))


def lists_csv(lists: Lists) -> Mapping[str, bytes]:
    """Return file names and contents: one CSV file a list, and one with the rules and the documents."""
    rules = _rules(lists)
    columns = tuple(Column(f"column{at}", column.title) for at, column in enumerate(rules.columns))
    plain = tuple(tuple(cell.text if isinstance(cell, Link) else cell for cell in row) for row in rules.rows)
    return {f"{table.title}.csv": table.to_csv() for table in (*lists.tables, Table("rules", RULES, columns, plain))}


def is_list_file(name: str) -> bool:
    """Tell whether a file name is one that :func:`lists_csv` gives."""
    return name in {f"{title}.csv" for title in (RULES, *(listing.title for listing in listings().lists.values()))}


def write_lists(
    lists: Lists, path: Path, *, title: str = "", date: datetime.date | None = None, format_: str | None = None
) -> None:
    """Write a workbook, or a folder of CSV files (``format_`` xlsx or csv).

    Without ``format_`` a path that ends in ``.xlsx`` is a workbook, one without a suffix a folder.
    Raises :class:`ExportError` for another suffix and where the place cannot be written.
    """
    suffix = path.suffix.lower()
    chosen = format_ or {".xlsx": "xlsx", "": "csv"}.get(suffix)
    if chosen == "xlsx":
        write_bytes(path, lists_workbook(lists, title=title, date=date))
    elif chosen == "csv":

        def fill(folder: Path) -> None:
            for name, data in lists_csv(lists).items():
                folder.joinpath(name).write_bytes(data)

        write_folder(
            path,
            fill,
            replaceable=lambda file: file.is_file() and is_list_file(file.name),
        )
    else:
        raise ExportError(f"不会写 {suffix} 文件", where=str(path), hint="写成 .xlsx，或给一个文件夹名（写成 CSV）")


def _cover(lists: Lists, title: str, date: datetime.date | None) -> Sheet:
    rows = tuple(
        (number, Link(listing.title, listing.title), listing.purpose, listing.handed_in, len(table), _sources([table]))
        for number, (listing, table) in enumerate(zip(lists.listings, lists.tables, strict=True), 1)
    )
    issued = _issued(lists.documents)
    undated = len(lists.documents) - len(issued)
    span = f"文件日期：{issued[0]} 至 {issued[-1]}" if issued else "文件日期：未提及"
    notes = [
        f"编制日期：{date.year} 年 {date.month} 月 {date.day} 日" if date else "",
        f"范围：{f'{lists.chain}产业链' if lists.chain else '全部产业链'}；置信度 {lists.min_confidence:g} 以上",
        f"共 {sum(map(len, lists.tables))} 条，来自 {_sources(lists.tables)} 个文件（载入 {len(lists.documents)} 个）",
        span + (f"（另有 {undated} 个文件未写日期）" if undated else ""),
        f"各清单的规则和各文件的文号、日期，见工作表“{RULES}”。内容出自文件，未提及不等于没有。",
        f"{lists.wordless} {NO_WORDS}" if lists.wordless else "",
    ]
    columns = (
        SheetColumn("序号", 6, "0"), SheetColumn("清单", 24), SheetColumn("用途", 64), SheetColumn("谁来交", 34),
        SheetColumn("条数", 8, "0"), SheetColumn("来自文件数", 11, "0"),
    )  # fmt: skip
    back = ((None, Link(RULES, RULES), "每张清单收录什么、怎样判定；各文件的文号和日期", None, None, None),)
    return Sheet(COVER, columns, (*rows, *back), title=title, notes=tuple(filter(None, notes)), filters=False)


def _sheet(listing: Listing, table: Table, total: str) -> Sheet:
    columns = tuple(
        SheetColumn(column.title, shown.width, shown.format)
        for column, shown in zip(table.columns, listing.columns, strict=True)
    )
    count = f"共 {len(table)} 条，来自 {_sources([table])} 个文件" if table.rows else "没有符合条件的内容"
    notes = (f"{listing.purpose}。{count}{f'（{total}）' if total and table.rows else ''}。",)
    return Sheet(listing.title, columns, table.rows, title=listing.title, notes=notes, frozen=listing.frozen)


def _rules(lists: Lists) -> Sheet:
    columns = (
        SheetColumn("类别", 16), SheetColumn("名称", 30), SheetColumn("说明", 72), SheetColumn("文号", 22),
        SheetColumn("印发日期", 12), SheetColumn("规划期", 12),
    )  # fmt: skip
    rows: list[tuple[str | Link | None, ...]] = [
        ("通用", name, text, None, None, None) for name, text in listings().common
    ]
    for listing in lists.listings:
        asked = "、".join(query.name for query in listing.queries)
        rows += [(Link(listing.title, listing.title), name, text, None, None, None) for name, text in listing.rules]
        rows.append((Link(listing.title, listing.title), "查询", f"{asked}（deltatrunk query show 可看）", *[None] * 3))
    for record in lists.documents.records():
        start, end = record["period_start"], record["period_end"]
        about = "，".join(filter(None, (_text(record["kind"]), _text(record["file"]))))
        rows.append((
            "文件", _text(record["document"]), about, _text(record["number"]) or "未提及",
            _text(record["issued"]) or "未提及", f"{start}–{end}" if start and end else "未提及",
        ))  # fmt: skip
    return Sheet(RULES, columns, tuple(rows), title=RULES, frozen=2)


def _sources(tables: Sequence[Table]) -> int:
    return len({name for table in tables for name in table.column("document") if name})


def _issued(documents: Table) -> list[datetime.date]:
    """Return the days on which documents were issued, in order; a text that is no date is left out."""
    found = []
    for value in documents.column("issued"):
        try:
            found.append(datetime.date.fromisoformat(_text(value)))
        except ValueError:
            continue
    return sorted(found)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
