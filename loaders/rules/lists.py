"""Lists of partners and of people: tables whose caption or columns say what they list."""

from __future__ import annotations

import re

from ..findings import Key
from ..naming import guess
from ..normal import EMPTY, View
from ..numbering import serial
from ..outline import Section
from ..reading import Reading
from ..tables import Row, Table
from .enterprise_tables import company_column

_LIST = re.compile(
    r"(?P<of>.+?)(?P<what>合伙人|成员单位|会员单位|理事单位|成员|会员|理事|专家)?名单(?:（(?P<batch>第.{1,3}批)）)?$"
)
_ANNEX = re.compile(r"^附件(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[：:.、]?")
_BATCH = re.compile(r"第[一二三四五六七八九十\d]{1,3}批")
_TRAILING_SHORT = re.compile(r"^(?P<legal>.+(?:公司|集团|中心|院|所))（(?P<short>[^（）]{2,8})）$")
_FORMER = re.compile(r"^（(?:原|曾任)）")
_TITLE = re.compile(
    r"(?P<title>(?:(?:执行|常务|首席|名誉|原|前)?(?:副)?(?:院长|所长|校长|会长|理事长|秘书长|主任|主席|总裁|董事长|总经理|经理|总工程师|部长|局长|处长|书记|院士|教授|研究员|"
    r"工程师|科学家|专家|顾问|合伙人|总监|主编)|(?:任)?分析师|高级工程师|正高级工程师|博导|博士生导师).*)$"
)
_COMMITTEE = re.compile(r"(?:委员会|领导小组|小组|智库|顾问团|联盟|协会|组)$")


def _captions(section: Section, table: Table) -> list[View]:
    """The lines that may say what a table lists, the nearest first; paragraphs say nothing of it."""
    near = [p.view for p in section.passages if p.kind == "caption"]
    named = [v for v in near if v.text == table.caption] + [v for v in near if v.text != table.caption]
    found = [*named, *([section.title] if section.title else [])]
    plain = [v.part(m.end(), len(v)) if (m := _ANNEX.match(v.text)) else v for v in found]
    return [v for v in plain if v and not v.text.startswith("（") and _LIST.search(v.text)]


def read_lists(reading: Reading) -> None:
    """Record partner lists (PARTNER_OF, label Partner) and lists of people (MEMBER_OF, AFFILIATED_WITH)."""
    for _, section in reading.root.walk():
        for table in section.tables:
            captions = _captions(section, table)
            if table.column("姓名") is not None:
                _people(reading, table, captions[0] if captions else EMPTY)
            elif company_column(table) is not None:
                continue
            elif (
                captions and table.column("指标") is None and table.column("合伙人", "名称", "单位", "企业") is not None
            ):
                _members(reading, table, captions[0])


def _members(reading: Reading, table: Table, caption: View) -> None:
    listed = _LIST.search(caption.text)
    column = table.column("合伙人", "名称", "单位", "企业")
    if listed is None or column is None:
        return
    partner = listed["what"] == "合伙人" or "合伙人" in table.header[column]
    batch = _BATCH.search(caption.text)
    whole = Key("Zone", listed["of"]) if partner else Key("Organization", listed["of"])
    reading.recorder.mention(whole, caption.part(listed.start("of"), listed.end("of")), "list.caption", 0.9)
    for row in table.rows:
        view = row.get(column)
        if not view:
            reading.recorder.skip("empty_cell", f"“{caption.text}”有一行没有名称", row.passage.view)
            continue
        name, alias = _legal(view.text)
        found = guess(name)
        key = Key("Organization" if found and found.label in ("Organization", "Platform") else "Company", name)
        forms = (alias, view.text) if alias else ()
        extra = ("Partner",) if partner else ()
        reading.recorder.mention(
            key, view, "list.partner" if partner else "list.member", 0.95, aliases=forms, extra_labels=extra
        )
        reading.recorder.link(
            "PARTNER_OF" if partner else "MEMBER_OF", key, whole, row.passage.view,
            "list.partner" if partner else "list.member", 0.95,
            order=_order(table, row), **({"batch": batch[0]} if batch and partner else {}),
        )  # fmt: skip


def _legal(text: str) -> tuple[str, str]:
    match = _TRAILING_SHORT.match(text)
    return (match["legal"], match["short"]) if match else (text, "")


def _order(table: Table, row: Row) -> int | None:
    return serial(row.get(table.column("序号")).text)


def _people(reading: Reading, table: Table, caption: View) -> None:
    listed = _LIST.search(caption.text)
    body = Key("Organization", listed["of"]) if listed and _COMMITTEE.search(listed["of"]) else None
    name_at, unit_at = table.column("姓名"), table.column("单位", "职务", "机构")
    field_at = table.column("领域", "组别", "类别")
    if body is not None and listed is not None:
        reading.recorder.mention(body, caption.part(listed.start("of"), listed.end("of")), "list.caption", 0.95)
    field = ""
    for row in table.rows:
        name = row.get(name_at)
        if not name:
            reading.recorder.skip("empty_cell", f"“{caption.text}”有一行没有姓名", row.passage.view)
            continue
        field = row.get(field_at).text or field
        person = Key("Person", name.text)
        reading.recorder.mention(person, name, "list.person", 0.95, field=field)
        if body is not None:
            reading.recorder.link(
                "MEMBER_OF", person, body, row.passage.view, "list.person", 0.95, order=_order(table, row)
            )
        _affiliation(reading, person, row, row.get(unit_at))


def _affiliation(reading: Reading, person: Key, row: Row, cell: View) -> None:
    if not cell:
        return
    former = _FORMER.match(cell.text)
    start = former.end() if former else 0
    title = _TITLE.search(cell.text, start)
    end = title.start() if title and title.start() > start else len(cell.text)
    view = cell.part(start, end)
    found = guess(view.text)
    unit = Key("Company" if found and found.label == "Company" else "Organization", view.text)
    reading.recorder.mention(unit, view, "list.affiliation", 0.95)
    words = f"{cell.text[:start]}{title['title'] if title else ''}"
    reading.recorder.link("AFFILIATED_WITH", person, unit, row.passage.view, "list.affiliation", 0.95, title=words)
