"""Enterprise tables: a row a company, with its chain, its link, its role, its park and its place.

    | 序号 | 企业名称 | 所属产业链 | 环节 | 是否链主 | 所在园区 | 地址 | 主要产品 | 备注 |

Such tables come as sheets of offices. What a row says belongs to its company; products and remarks are
left as text, because they are prose.
"""

from __future__ import annotations

import re

from ..findings import Key
from ..naming import guess, industry
from ..normal import EMPTY, View
from ..reading import Reading, last_place
from ..tables import Row, Table
from .chains import chain_in
from .layout import space_key

_RULE = "table.enterprise"
_SURE = 0.95
_FROM_CAPTION = 0.8
_COMPANY = re.compile(
    r"^(?:(?:重点|规上|入选|申报|入驻|落户)?(?:企业|公司|单位|法人|机构|主体)(?:全称|名称|名)|企业|公司)$"
)
_CHAIN = re.compile(
    r"产业链|^(?:所属|所在|主营|重点|细分)?(?:产业|行业|赛道)(?:名称|类别|领域|方向)?$|^(?:所属|产业)领域$|^领域$"
)
_LINK = re.compile(r"环节")
_ROLE = re.compile(r"角色|链主|^企业(?:类型|类别|属性|层级)$|^(?:类型|定位)$")
_PARK = re.compile(r"园区|载体|基地|片区")
_PLACE = re.compile(r"地址|所属区|所在区|所在地|属地|区县|街道|街镇|注册地|^(?:区|县|市|镇|城市|地区|区域)$")
_LEADERS = re.compile(r"链主|龙头|领军|骨干|头部|引领")
_YES = re.compile(r"^(?:是|√|✓|✔|☑|[Yy](?:es)?|1|●|★)$")
_NO = re.compile(r"^(?:[—\-－/无×✗xXnN0]|否|暂无|待定)*$")
_POSITION = re.compile(r"上游|中游|下游")
_OTHER_TABLES = ("项目名称", "指标", "姓名", "合伙人")
_SEPARATORS = re.compile(r"[、，；/\n]")
_PARK_ENDS = ("园", "园区", "基地", "城", "港", "谷", "湾", "小镇", "开发区")
_BRACKETS = re.compile(r"（[^（）]*）")


def company_column(table: Table) -> int | None:
    """Return the column of companies of an enterprise table; None for every other table.

    One more column has to say something of the company: a list of names alone is read as a list.
    """
    if table.column(*_OTHER_TABLES) is not None:
        return None
    titles = [_BRACKETS.sub("", title) for title in table.header]
    at = next((k for k, title in enumerate(titles) if _COMPANY.search(title)), None)
    about = (_CHAIN, _LINK, _ROLE, _PARK, _PLACE)
    told = any(k != at and any(p.search(title) for p in about) for k, title in enumerate(titles))
    return at if told else None


def read_enterprise_tables(reading: Reading) -> None:
    """Record the companies of every enterprise table with what their rows say."""
    for _, section in reading.root.walk():
        for table in section.tables:
            at = company_column(table)
            if at is None:
                continue
            caption = next(
                (p.view for p in section.passages if p.kind == "caption" and p.view.text == table.caption), EMPTY
            )
            chain = chain_in(caption.text)
            if chain is not None:
                start = caption.text.find(chain.name)
                named = caption.part(start, start + len(chain.name)) if start >= 0 else caption
                reading.recorder.mention(chain, named, _RULE, _FROM_CAPTION)
            leaders = _LEADERS.search(table.caption)
            for row in table.rows:
                _row(reading, table, row, at, chain, leaders[0] if leaders else "")


def _row(reading: Reading, table: Table, row: Row, at: int, chain: Key | None, role: str) -> None:
    recorder, words = reading.recorder, row.passage.view
    name = row.get(at)
    if not name or _NO.match(name.text):
        recorder.skip("empty_cell", "企业表有一行没有企业名称", words)
        return
    found = guess(name.text)
    company = Key(found.label if found and found.label in ("Organization", "Platform") else "Company", name.text)
    stated = _role(table, row)
    role = stated or role
    chains = [(key, _SURE) for key in _chains(reading, table, row)] or ([(chain, _FROM_CAPTION)] if chain else [])
    leads = bool(role) and company.label == "Company" and bool(chains)
    recorder.mention(company, name, _RULE, _SURE, extra_labels=("ChainLeader",) if leads and role == "链主" else ())
    for key, sure in chains:
        if leads:
            recorder.link("LEADS", company, key, words, _RULE, sure, role=role)
        else:
            recorder.link("PARTICIPATES_IN", company, key, words, _RULE, sure)
    _links(reading, table, row, company, [key for key, _ in chains])
    for place in _places(reading, table, row):
        recorder.link("LOCATED_IN", company, place, words, _RULE, _SURE)


def _columns(table: Table, pattern: re.Pattern[str]) -> list[int]:
    return [k for k, title in enumerate(table.header) if pattern.search(_BRACKETS.sub("", title))]


def _role(table: Table, row: Row) -> str:
    """The word by which a row calls its company a leader; a cross in a column 是否链主 counts as the title's."""
    for k in _columns(table, _ROLE):
        text, title = row.get(k).text, _LEADERS.search(table.header[k])
        if _NO.match(text):
            continue
        word = _LEADERS.search(text)
        if word is not None:
            return word[0]
        if title is not None and _YES.match(text):
            return title[0]
    return ""


def _chains(reading: Reading, table: Table, row: Row) -> list[Key]:
    found: list[Key] = []
    for k in [k for k in _columns(table, _CHAIN) if not _LINK.search(table.header[k])]:
        if _LEADERS.search(table.header[k]):
            continue
        for view in _items(row.get(k)):
            known = industry(view.text)
            key = Key("IndustryChain", known[0] if known else re.sub(r"(?:产业链|产业|行业)$", "", view.text))
            aliases = (view.text,) if view.text != key.name else ()
            reading.recorder.mention(key, view, _RULE, _SURE if known else 0.8, aliases=aliases)
            found.append(key)
        if found:
            return found
    return found


def _links(reading: Reading, table: Table, row: Row, company: Key, chains: list[Key]) -> None:
    """Record the links of the chain that a row names; 上游 alone names none."""
    for view in (v for k in _columns(table, _LINK) for v in _items(row.get(k))):
        position = _POSITION.search(view.text)
        name = _POSITION.sub("", view.text).strip("（）：-—·") if position else view.text
        start = view.text.find(name)
        if len(name) < 2 or start < 0:
            continue
        segment, named = Key("Segment", name), view.part(start, start + len(name))
        reading.recorder.mention(segment, named, _RULE, 0.9)
        reading.recorder.link("PARTICIPATES_IN", company, segment, row.passage.view, _RULE, 0.9)
        if len(chains) == 1:
            where = position[0] if position else None
            reading.recorder.link("PART_OF", segment, chains[0], row.passage.view, _RULE, 0.9, position=where)


def _places(reading: Reading, table: Table, row: Row) -> list[Key]:
    found: list[Key] = []
    for k in dict.fromkeys((*_columns(table, _PARK), *_columns(table, _PLACE))):
        cell = row.get(k)
        if not cell or _NO.match(cell.text):
            continue
        park = _PARK.search(table.header[k]) is not None
        key = space_key(cell.text)
        if key is None and park and cell.text.endswith(_PARK_ENDS):
            key = Key("Park", cell.text)
        if key is not None:
            reading.recorder.mention(key, cell, _RULE, 0.9)
        elif not park and (key := last_place(cell.text)) is not None:
            # an address: its most local place, where the address names it by that form
            at = cell.text.find(key.name)
            if at < 0:
                continue
            reading.recorder.mention(key, cell.part(at, at + len(key.name)), _RULE, 0.9)
        if key is not None and key not in found:
            found.append(key)
    return found


def _items(cell: View) -> list[View]:
    """Split a cell at 、 and its like; brackets stay whole."""
    if not cell or _NO.match(cell.text):
        return []
    found: list[View] = []
    at = depth = 0
    for k, char in enumerate(cell.text + "、"):
        depth += (char == "（") - (char == "）")
        if k == len(cell.text) or (depth <= 0 and _SEPARATORS.match(char)):
            if len(cell.text[at:k]) >= 2:
                found.append(cell.part(at, k))
            at = k + 1
    return found
