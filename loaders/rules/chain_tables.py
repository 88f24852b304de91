"""Chain tables: a row an industry chain, with its links, its leaders, its parks and who answers for it.

    | 产业链 | 上游 | 中游 | 下游 | 链主企业 | 重点企业 | 承载园区 | 牵头部门 |

Such tables close plans of investment promotion (链长制); what a cell lists belongs to the row's chain.
"""

from __future__ import annotations

import re

from ..findings import Key
from ..naming import industry
from ..normal import View
from ..reading import Reading
from ..tables import Row, Table
from .enterprise_tables import company_column
from .layout import space_key
from .projects import units_of

_RULE = "table.chain"
_SURE = 0.9
_CHAIN = ("产业链", "链条", "重点产业", "产业名称")
_LEADERS = re.compile(r"链主|龙头|领军|骨干|头部")
_COMPANIES = re.compile(r"(?:重点|代表|配套|主要|相关|关键)企业|^企业")
_POSITION = re.compile(r"上游|中游|下游")
_LINKS = re.compile(r"环节|细分领域|细分赛道|关键产品")
_PARKS = re.compile(r"园区|载体|平台|基地|布局区域")
_UNITS = re.compile(r"链长|牵头|责任|配合")
_OFFICE = re.compile(r"市长|区长|县长|省长|州长|书记|常委|主任|主席|委员")
_LONGEST_PERSON = 4
_NOTHING = re.compile(r"^(?:[—\-－/无暂]|暂无|待定)*$")


def read_chain_tables(reading: Reading) -> None:
    """Record the chains of every chain table with what their rows list."""
    for _, section in reading.root.walk():
        for table in section.tables:
            at = table.column(*_CHAIN)
            if at is None or table.column("项目名称", "指标") is not None or not _about_chains(table, at):
                continue
            if company_column(table) is not None:
                continue
            for row in table.rows:
                _row(reading, table, row, at)


def _about_chains(table: Table, at: int) -> bool:
    """Tell whether other columns list leaders, companies, positions or parks."""
    titles = [title for k, title in enumerate(table.header) if k != at]
    return any(p.search(title) for title in titles for p in (_LEADERS, _COMPANIES, _POSITION, _PARKS))


def _row(reading: Reading, table: Table, row: Row, at: int) -> None:
    cell = row.get(at)
    if _NOTHING.match(cell.text):
        reading.recorder.skip("empty_cell", "产业链表有一行没有产业链名称", row.passage.view)
        return
    found = industry(cell.text)
    name = found[0] if found else re.sub(r"(?:产业链|产业)$", "", cell.text)
    chain = Key("IndustryChain", name)
    aliases = (cell.text,) if cell.text != name else ()
    reading.recorder.mention(chain, cell, _RULE, _SURE, aliases=aliases)
    for k, title in enumerate(table.header):
        if k != at:
            _cell(reading, row, chain, title, row.get(k))


def _cell(reading: Reading, row: Row, chain: Key, title: str, cell: View) -> None:
    recorder, words = reading.recorder, row.passage.view
    if "链长" in title and cell and _OFFICE.search(cell.text) and not _NOTHING.match(cell.text):
        office = Key("Person", cell.text)  # the office as written: 市委常委、常务副市长 is one
        recorder.mention(office, cell, _RULE, _SURE)
        recorder.link("RESPONSIBLE_FOR", office, chain, words, _RULE, _SURE, role="链长")
        return
    for key, view in _items(cell):
        if (unit := _UNITS.search(title)) is not None:  # first: 牵头部门 holds 头部
            who = Key("Person", key.name) if unit[0] == "链长" and len(key.name) <= _LONGEST_PERSON else key
            recorder.mention(who, view, _RULE, _SURE)
            recorder.link("RESPONSIBLE_FOR", who, chain, words, _RULE, _SURE, role=unit[0])
        elif (leader := _LEADERS.search(title)) is not None:
            company = Key("Company", key.name)
            extra = ("ChainLeader",) if leader[0] == "链主" else ()
            recorder.mention(company, view, _RULE, _SURE, extra_labels=extra)
            recorder.link("LEADS", company, chain, words, _RULE, _SURE, role=leader[0])
        elif _COMPANIES.search(title):
            company = Key("Company", key.name)
            recorder.mention(company, view, _RULE, _SURE)
            recorder.link("PARTICIPATES_IN", company, chain, words, _RULE, _SURE)
        elif (position := _POSITION.search(title)) is not None or _LINKS.search(title):
            segment, where = Key("Segment", key.name), position[0] if position else None
            recorder.mention(segment, view, _RULE, _SURE)
            recorder.link("PART_OF", segment, chain, words, _RULE, _SURE, position=where)
        elif _PARKS.search(title) and (space := space_key(key.name)) is not None and space.label in ("Zone", "Park"):
            recorder.mention(space, view, _RULE, _SURE)
            recorder.link("FOCUSES_ON", space, chain, words, _RULE, _SURE)


def _items(cell: View) -> list[tuple[Key, View]]:
    return [] if _NOTHING.match(cell.text) else units_of(cell)
