"""Answers for an atlas as a store would give them, small ones and ones whose every text is an attack."""

from __future__ import annotations

from made_pages import HOSTILE

from deltatrunk.queries import Table, bundled, listings
from deltatrunk.queries.atlas import CHAINS, COMPARED, VALUES, Answers
from deltatrunk.queries.lists import Lists
from deltatrunk.queries.table import Cell

WHERE: dict[str, Cell] = {
    "document": "试验行动方案", "section": "一、总体安排", "span": "plan.txt:1-9", "quote": "到期末达到九亿元。",
    "confidence": 0.9,
}  # fmt: skip


def table(name: str, rows: list[dict[str, Cell]]) -> Table:
    """Return an answer of a bundled query; what a row does not name is empty."""
    query = bundled().find(name)
    return Table(name, query.title, query.columns, tuple(tuple(row.get(c.name) for c in query.columns) for row in rows))


def value(year: int, number: float, kind: str, **more: Cell) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "subject": "甲区", "indicator": "数字规模", "unit": "亿元", "year": year, "value": number, "kind": kind,
        "raw": f"{number:g}亿元", **WHERE, **more,
    }  # fmt: skip
    return row


def small_answers() -> Answers:
    values = [
        value(2030, 5.0, "目标"), value(2031, 9.0, "目标"), value(2030, 6.0, "实际", document="后来的方案"),
        value(2030, 40.0, "目标", indicator="占比", unit="%"), value(2031, 0.0, "目标", indicator="无数", value=None),
    ]  # fmt: skip
    reached: dict[str, Cell] = {
        "subject": "甲区", "indicator": "数字规模", "unit": "亿元", "target_year": 2030, "target": 5.0,
        "comparator": "=", "actual_year": 2030, "actual": 6.0, "finding": "达到", **WHERE,
    }  # fmt: skip
    chain: dict[str, Cell] = {"chain": "光伏", "companies": 2, "parks": 1, "platforms": 1, "projects": 0, **WHERE}
    bare: dict[str, Cell] = {"chain": "无人问津", "companies": 0, "parks": 0, "platforms": 0, "projects": 0, **WHERE}
    project: dict[str, Cell] = {"project": "甲星工厂", "source": "项目表", "builders": ("甲星公司",), **WHERE}
    other: dict[str, Cell] = {"project": "乙镜车间", "source": "正文提及", "number": 2, **WHERE}
    return answers(
        table(VALUES, values),
        table(COMPARED, [reached, {**reached, "target": 0.0}]),
        table(CHAINS, [bare, chain]),
        [project, other],
    )


def hostile_answers() -> Answers:
    told: dict[str, Cell] = dict(zip(("document", "section", "span", "quote"), HOSTILE, strict=False))
    values = [value(2030, 5.0, name, subject=name, indicator=name, unit=name, raw=name, **told) for name in HOSTILE]
    reached: list[dict[str, Cell]] = [
        {"subject": name, "indicator": name, "unit": name, "target": 5.0, "actual": 6.0, "finding": name, **told}
        for name in HOSTILE
    ]
    chains: list[dict[str, Cell]] = [{"chain": name, "companies": 1, **told} for name in HOSTILE]
    projects: list[dict[str, Cell]] = [{"project": name, "builders": (name, name), **told} for name in HOSTILE]
    return answers(table(VALUES, values), table(COMPARED, reached), table(CHAINS, chains), projects)


def answers(values: Table, compared: Table, chains: Table, projects: list[dict[str, Cell]]) -> Answers:
    """Return answers with one list, the projects."""
    listing = listings().lists["projects"]
    columns = {column.name: column for column in listing.queries[0].columns}
    shown = tuple(columns[column.name] for column in listing.columns)
    rows = tuple(tuple(row.get(column.name) for column in listing.columns) for row in projects)
    lists = Lists(
        (listing,), (Table("projects", listing.title, shown, rows),), ("",), table("list-documents", []), 0, None, 0.5
    )
    return Answers(lists, values, compared, chains)
