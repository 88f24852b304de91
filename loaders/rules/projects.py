"""Project tables: a row a project, with its field, its site, who builds it and who answers for it."""

from __future__ import annotations

import re

from ..findings import Key
from ..naming import guess, industry
from ..normal import EMPTY, View
from ..numbering import serial
from ..reading import Reading
from ..tables import Row, Table
from .layout import space_key

_CN_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?、?")
_HAS_WORDS = re.compile(r"[\u4e00-\u9fff]{2,}")
_RULE = "table.project"
_SURE = 0.95


def read_projects(reading: Reading) -> None:
    """Record projects, who builds them, where, who answers for them, and the chain of their field."""
    for _, section in reading.root.walk():
        for table in section.tables:
            if table.column("项目名称", "项目") is not None and table.column("指标") is None:
                _projects(reading, table)


def _projects(reading: Reading, table: Table) -> None:
    name_at = table.column("项目名称", "项目")
    builder_at = table.column(
        "建设主体", "建设单位", "实施主体", "承担单位", "项目单位", "投资主体", "实施单位", "业主单位",
        "投资单位", "投资方", "企业名称", "申报单位", "责任单位", "牵头单位",
    )  # fmt: skip
    field_at = table.column("领域", "产业", "类别", "行业")
    builds = builder_at is not None and not re.search("责任|牵头", table.header[builder_at])
    unit_at = table.column("责任单位", "牵头单位") if builds else None
    site_at = table.column("建设地点", "项目地点", "选址", "落户园区", "所在园区", "所属园区", "所属区", "所在区")
    group = EMPTY
    for row in table.rows:
        name = row.get(name_at)
        if name and is_group(row, name_at):
            group = name
            continue
        if not name:
            reading.recorder.skip("empty_cell", "项目表有一行没有项目名称", row.passage.view)
            continue
        found = guess(name.text)
        label = "Programme" if found is not None and found.label == "Programme" else "Project"
        key = Key(label, name.text)
        order = serial(row.get(table.column("序号")).text)
        reading.recorder.mention(key, name, _RULE, _SURE, order=order)
        reading.recorder.link("DEFINED_IN", key, reading.key, row.passage.view, _RULE, _SURE)
        for at, building in ((builder_at, builds), (unit_at, False)):
            type_, role = ("BUILDS", None) if building else ("RESPONSIBLE_FOR", "责任")
            for unit, view in units_of(row.get(at)):
                reading.recorder.mention(unit, view, _RULE, _SURE)
                reading.recorder.link(type_, unit, key, row.passage.view, _RULE, _SURE, role=role)
        site = row.get(site_at)
        space = space_key(site.text) if site else None
        if space is not None and label == "Project":
            reading.recorder.mention(space, site, _RULE, 0.9)
            reading.recorder.link("LOCATED_IN", key, space, row.passage.view, _RULE, 0.9)
        field = row.get(field_at) or group
        chain = industry(field.text) if field else None
        if chain is not None or (field and field.text not in ("综合", "其他", "其它")):
            chain_key = Key("IndustryChain", chain[0] if chain else field.text)
            reading.recorder.mention(chain_key, field, _RULE, 0.9, aliases=(field.text,))
            if label == "Project":
                reading.recorder.link("PARTICIPATES_IN", key, chain_key, row.passage.view, _RULE, 0.9)
            else:
                reading.recorder.link("FOCUSES_ON", key, chain_key, row.passage.view, _RULE, 0.9)


def is_group(row: Row, name_at: int | None) -> bool:
    """Tell whether a row only names the field of those below it (一 | 动力电池 | | | 578)."""
    others = [c.text for k, c in enumerate(row.cells) if k != name_at and c]
    return bool(others) and _CN_NUMBER.fullmatch(others[0]) is not None and not any(map(_HAS_WORDS.search, others[1:]))


def units_of(cell: View) -> list[tuple[Key, View]]:
    """Split a cell of units: companies and organizations between 、 and commas."""
    found: list[tuple[Key, View]] = []
    at = 0
    for piece in re.split(r"[、，；]", cell.text):
        view = cell.part(at, at + len(piece))
        at += len(piece) + 1
        name = re.sub(r"等$", "", piece)
        if len(name) < 2:
            continue
        known = guess(name)
        label = known.label if known and known.label in ("Company", "Organization", "Park", "Place") else "Organization"
        label = "Company" if name.endswith(("公司", "集团")) else label
        found.append((Key(label, name), view.part(0, len(name))))
    return found
