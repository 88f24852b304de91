"""Indicator tables: a row an indicator, a column a year; units and responsible units beside them."""

from __future__ import annotations

import re

from .. import lexicon
from ..findings import Key
from ..naming import guess, industry
from ..normal import View
from ..outline import Section
from ..reading import Reading, last_place, place_key
from ..tables import Row, Table
from ..values import FIGURE, Figure, cell_figure, figure_of
from .layout import space_key

_YEAR = re.compile(r"(20\d\d)年?(?:底|末)?")
_ACTUAL = re.compile(r"完成|实际|实绩|现状|基期|基数|达到情况")
_PLACE_IN_CELL = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:区|县|市|镇)")
_SPACE_COLUMNS = ("园区", "基地", "片区", "区县", "县区", "市县", "地区", "区域")
_NO_QUANTITY = re.compile(r"(?:目标值?|预期|计划|预计|完成|实际|实绩)")
_AIM = re.compile(r"目标|预期|计划|规划")
_UNIT_NOTE = re.compile(r"单位：([^；，。）“”]{1,6})")
_SURE = 0.95
_RULE = "table.indicator"


def read_indicators(reading: Reading) -> None:
    """Record indicators, their values by year and kind, and who answers for them."""
    for _, section in reading.root.walk():
        for table in section.tables:
            name_at = table.column("指标名称", "指标")
            values = _value_columns(reading, table)
            if name_at is None:
                read_spaces_by_year(reading, section, table)
                continue
            if not values:
                continue
            subject = _subject(reading, table)
            if subject is None:
                reading.recorder.skip("no_subject", f"“{table.caption}”的指标不知属于谁", _where(table))
                continue
            for row in table.rows:
                _indicator(reading, table, row, name_at, values, subject)


def read_spaces_by_year(reading: Reading, section: Section, table: Table) -> None:
    """A row a park or place, a column a year (园区名称 | 2022年产值 | 2025年目标 | 主导产业)."""
    years = [(k, y) for k, title in enumerate(table.header) if (y := _YEAR.search(title))]
    if not years or table.column(*_SPACE_COLUMNS) != 0:
        return
    quantity = next((q for k, y in years if (q := _quantity(table.header[k], y))), "") or _captioned(table.caption)
    unit = _noted_unit(section, table)
    aims = [int(year[1]) for k, year in years if _AIM.search(table.header[k])]
    begins = reading.document.period[0] if reading.document.period else min(aims, default=0)
    for row in table.rows:
        space = space_key(row.get(0).text)
        if space is None:
            reading.recorder.skip("no_subject", f"“{row.get(0).text}”不知是什么地方", row.passage.view)
            continue
        reading.recorder.mention(space, row.get(0), _RULE, _SURE)
        for k, year in years:
            figure, number = cell_figure(row.get(k).text, unit), int(year[1])
            if figure is None or figure.value is None or not quantity:
                continue
            past = _ACTUAL.search(table.header[k]) is not None or number < begins
            record_value(
                reading, space, row.get(k), row.get(k), row.passage.view, figure, number,
                "actual" if past else "target", _RULE, _SURE, quantity,
            )  # fmt: skip
        for piece in re.finditer(r"[^、，；]+", row.get(table.column("主导产业", "重点产业", "产业方向")).text):
            cell = row.get(table.column("主导产业", "重点产业", "产业方向"))
            chain = industry(piece[0])
            key = Key("IndustryChain", chain[0] if chain else piece[0])
            reading.recorder.mention(key, cell.part(piece.start(), piece.end()), _RULE, _SURE)
            reading.recorder.link("FOCUSES_ON", space, key, row.passage.view, _RULE, _SURE)


def _quantity(title: str, year: re.Match[str]) -> str:
    """Return what a column measures (产值 of 2022年产值), or an empty string where it says only 目标."""
    return _NO_QUANTITY.sub("", title[year.end() :])


def _captioned(caption: str) -> str:
    found = re.search(r"(产值|营收|营业收入|产业规模|规模|增加值|投资额|税收)", caption)
    return found[1] if found else ""


def _noted_unit(section: Section, table: Table) -> str:
    """Return the unit that the caption or a note of the section states (单位：亿元)."""
    words = [table.caption, section.title.text, *(p.view.text for p in section.passages)]
    found = next((m for text in words if (m := _UNIT_NOTE.search(text))), None)
    return found[1] if found else ""


def _where(table: Table) -> View | None:
    """Where a table that cannot be placed stands: its header, else its first row."""
    first = table.header_passage or (table.rows[0].passage if table.rows else None)
    return first.view if first is not None else None


def _value_columns(reading: Reading, table: Table) -> list[tuple[int, int | None, str]]:
    """Columns that hold values: (column, year, kind)."""
    found: list[tuple[int, int | None, str]] = []
    for k, title in enumerate(table.header):
        year = _YEAR.search(title)
        kind = "actual" if _ACTUAL.search(title) else "target"
        if year:
            found.append((k, int(year[1]), kind))
        elif title in ("目标值", "目标", "目标值（累计）", "规划目标"):
            period = reading.document.period
            found.append((k, period[1] if period else None, kind))
    return found


def _subject(reading: Reading, table: Table) -> Key | None:
    """The place that the caption names, else what the document plans for."""
    in_caption = last_place(table.caption)
    if reading.area is not None and reading.area.label == "Zone" and reading.area.name in table.caption:
        return reading.area
    return in_caption or reading.area


def _indicator(
    reading: Reading, table: Table, row: Row, name_at: int, values: list[tuple[int, int | None, str]], subject: Key
) -> None:
    name = row.get(name_at)
    if not name:
        reading.recorder.skip("empty_cell", "指标表有一行没有指标名称", row.passage.view)
        return
    unit = row.get(table.column("单位")).text if table.column("单位") != table.column("责任单位") else ""
    found_any = False
    for column, year, kind in values:
        cell = row.get(column)
        for owner, figure in _figures(cell, unit, subject):
            found_any = True
            if owner != subject:
                _named_in_cell(reading, owner, cell)
            indicator = record_value(reading, owner, name, cell, row.passage.view, figure, year, kind, _RULE, _SURE)
            attribute = row.get(table.column("属性")).text or None
            reading.recorder.mention(indicator, name, _RULE, _SURE, unit=unit, attribute=attribute)
            _units(reading, row.get(table.column("责任单位", "责任部门", "牵头单位")), indicator, row)
    if not found_any:
        reading.recorder.skip("no_value", f"指标“{name.text}”没有读到数值", row.passage.view)


def _figures(cell: View, unit: str, subject: Key) -> list[tuple[Key, Figure]]:
    """The figures of a cell; a cell may give one a place (宝山区增长50%、金山区增长100%)."""
    text = cell.text
    named = [(m, key) for m in _PLACE_IN_CELL.finditer(text) if (key := _place(m[0]))]
    if named:
        pairs: list[tuple[Key, Figure]] = []
        for k, (match, key) in enumerate(named):
            end = named[k + 1][0].start() if k + 1 < len(named) else len(text)
            figure = FIGURE.search(text, match.end(), end)
            if figure:
                pairs.append((key, figure_of(figure, unit)))
        if pairs:
            return pairs
    figure_ = cell_figure(text, unit)
    return [(subject, figure_)] if figure_ else []


def _named_in_cell(reading: Reading, owner: Key, cell: View) -> None:
    """Record the place that a cell names before its figure."""
    for match in cell.finditer(_PLACE_IN_CELL):
        for start in range(match.start(), match.end() - 1):
            if place_key(cell.text[start : match.end()]) == owner:
                reading.recorder.mention(owner, cell.part(start, match.end()), _RULE, _SURE)
                return


def _place(text: str) -> Key | None:
    for start in range(len(text) - 1):
        key = place_key(text[start:])
        if key is not None:
            return key
    return None


def _units(reading: Reading, cell: View, indicator: Key, row: Row) -> None:
    at = 0
    for order, piece in enumerate(re.split(r"[、，；]", cell.text), 1):
        view = cell.part(at, at + len(piece))
        at += len(piece) + 1
        if not piece:
            continue
        found = guess(piece)
        terms = lexicon.organizations().find(piece)
        key = Key(found.label if found and found.label in ("Company", "Park", "Place") else "Organization", piece)
        reading.recorder.mention(key, view, "table.unit", _SURE if terms or found else 0.8)
        reading.recorder.link(
            "RESPONSIBLE_FOR", key, indicator, row.passage.view, "table.unit", _SURE, role="责任", order=order
        )


def record_value(
    reading: Reading, subject: Key, name: View, value: View, where: View, figure: Figure,
    year: int | None, kind: str, rule: str, confidence: float, indicator_name: str = "",
) -> Key:  # fmt: skip
    """Record one value of one indicator of a subject; return the indicator's key."""
    indicator = Key("Indicator", indicator_name or name.text, subject)
    amount = f"{figure.value:g}" if figure.value is not None else figure.raw
    more = f"~{figure.value_max:g}" if figure.value_max is not None else ""
    words = "目标" if kind == "target" else "实际"
    sign = "" if figure.comparator == "=" else figure.comparator
    label = f"{f'{year}年' if year else '未注明年份'}{words}{sign}{amount}{more}{figure.unit}"
    target = Key("Target", label, indicator)
    recorder = reading.recorder
    recorder.mention(indicator, name, rule, confidence)
    recorder.mention(
        target, value, rule, confidence, year=year, kind=kind, value=figure.value, value_max=figure.value_max,
        comparator=figure.comparator, unit=figure.unit, raw=figure.raw,
    )  # fmt: skip
    recorder.link("HAS_INDICATOR", subject, indicator, where, rule, confidence)
    recorder.link("HAS_VALUE", indicator, target, where, rule, confidence)
    recorder.link("DEFINED_IN", indicator, reading.key, where, rule, confidence)
    return indicator
