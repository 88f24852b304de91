"""A file's blocks to the documents in it, each with its title, number, issuer, date and period.

Most files hold one document, often behind the notice that issues it; an issue of a gazette holds
several. A title is a line without a number that names a kind of official document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ..graph.errors import NotAPolicyDocument
from .blocks import TITLE, Block, blocks, is_annex, is_metadata
from .normal import View, join
from .numbering import chinese_number
from .outline import Section, outline
from .text import SourceText

_MAX_TITLE_LINE = 90
_NOTICE = re.compile(r"(?:关于)?(?:印发|转发|发布|批转).*《(?P<name>.+)》.*的(?:通知|公告|函|批复)$")
_ISSUER = re.compile(r"^(?P<issuer>[\u4e00-\u9fff、（）]{4,40}?)(?:关于|印发|转发|发布|批转)")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}〔\d{4}〕(?:第)?\d{1,4}号")
_DATE = re.compile(r"^（?(\d{4})年(\d{1,2})月(\d{1,2})日）?(?:印发|发布)?$")
_YEARS = re.compile(r"(20\d\d)年?[~\-—至到](20\d\d)年?")
_PERIOD = re.compile(r"(?:规划期|实施期|期限|有效期)[^。]{0,12}?(20\d\d)年?[~\-—至到](20\d\d)年")
_FIVE_YEARS = re.compile(r"“?十([三四五六七])五”?")
_BLANKET = re.compile(
    r"本(?P<kind>建设方案|行动计划|行动方案|实施方案|实施意见|工作方案|规划|方案|意见|办法|措施|计划)所[指称](?P<name>[^，。；（]{4,40})"
)
_KINDS = tuple(
    "规划纲要 行动方案 行动计划 实施意见 实施方案 建设方案 工作方案 若干措施 政策解读 管理办法 "
    "规划 纲要 意见 办法 规定 条例 措施 细则 报告 公报 方案 计划 通知 清单 名单 政策".split()
)
_RED_HEAD = re.compile(r"(?:政府|办公室|办公厅|委员会|局|厅)文件$")
_LETTERHEAD = re.compile(r"^(?P<issuer>[\u4e00-\u9fff]{4,30}?)文件$")
_TITLE_OPENS = re.compile(
    r"^(?:关于|[\u4e00-\u9fff]{2,8}?(?:省|市|区|县|州|旗|开发区|高新区|新区)(?![\u4e00-\u9fff]{0,4}[：。]))"
)
_MAX_TITLE_PART = 40
_CATEGORY = re.compile(r"^【[^】]+】$")
_SIGNATURE = re.compile(r"^[\u4e00-\u9fff]{3,30}(?:人民政府|办公室|办公厅|委员会|委|局|厅)$")


@dataclass(frozen=True, slots=True)
class Named:
    """A piece of a document's head: its normalised words and where they stand."""

    text: str
    view: View


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file with its metadata and its section tree.

    ``names`` holds the title first, then other forms; ``title`` is the line that gives it (None
    where the text has no title line and the name comes from its own words or the file's name).
    """

    source: SourceText
    name: str
    aliases: tuple[str, ...]
    title: View | None
    kind: str
    number: Named | None
    issuer: Named | None
    issued: str
    period: tuple[int, int] | None
    start: int
    end: int
    root: Section
    container: str = ""

    @property
    def file(self) -> str:
        """The file's name as evidence carries it."""
        return self.source.file


def _is_title(block: Block) -> bool:
    text = block.view.text
    if block.number is not None or block.kind in ("row", "runs") or len(text) > _MAX_TITLE_LINE or len(text) < 5:
        return False
    if not (block.hashes or block.bare or len(text) <= _MAX_TITLE_LINE) or text[-1] in "。；，：":
        return False
    if (
        is_metadata(text)
        or is_annex(text)
        or _RED_HEAD.search(text)
        or _CATEGORY.match(text)
        or text.startswith(("表", "（"))
    ):
        return False
    return bool(TITLE.search(text)) and "，" not in text and "。" not in text


def _groups(found: tuple[Block, ...]) -> list[tuple[list[Block], list[Block]]]:
    """Cut blocks into (titles, blocks) of each document; what precedes the first title goes to it."""
    groups: list[tuple[list[Block], list[Block]]] = [([], [])]
    body = False
    annex = 0
    for block in found:
        if is_annex(block.view.text):
            annex = 2
        elif annex:
            annex -= 1
        if _CATEGORY.match(block.view.text) and block.number is None:
            # a gazette's department heading closes what stands before it
            groups.append(([], []))
            body = False
            continue
        if _is_title(block) and not annex:
            if body:
                groups.append(([], []))
                body = False
            groups[-1][0].append(block)
        if block.number is not None and block.number.rank <= 2:
            body = True
        groups[-1][1].append(block)
    return [g for g in groups if g[1]]


def _has_body(group: tuple[list[Block], list[Block]]) -> bool:
    return any(b.number is not None for b in group[1]) or sum(len(b.view) for b in group[1]) > 400


def _date_of(found: list[Block]) -> str:
    for block in found:
        match = _DATE.match(block.view.text)
        if match:
            return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
    return ""


def _first(found: list[Block], pattern: re.Pattern[str], limit: int = 12) -> Named | None:
    for block in found[:limit]:
        if len(block.view) > _MAX_TITLE_LINE:
            continue
        match = pattern.search(block.view.text)
        if match:
            group = "issuer" if "issuer" in pattern.groupindex else 0
            view = block.view.part(match.start(group), match.end(group))
            return Named(view.text, view)
    return None


def _issuer(found: list[Block]) -> Named | None:
    signed = _first(found, _SIGNATURE)
    head = _first(found, _LETTERHEAD) or _first([b for b in found if _NOTICE.search(b.view.text)], _ISSUER)
    if head is None or (signed is not None and signed.text == head.text):
        return head or signed
    return head


def _closing_issuer(found: list[Block]) -> Named | None:
    """The authority that signs at the end: its name on the line before the date."""
    for one, two in pairwise(found[-4:]):
        if _DATE.match(two.view.text) and (signed := _first([one], _SIGNATURE)) is not None:
            return signed
    return None


def period_of(name: str, text: str, file: str) -> tuple[int, int] | None:
    """Return the years that a document plans for: from its title, its words, or its file's name."""
    years = _YEARS.search(name)
    if years:
        return int(years[1]), int(years[2])
    stated = _PERIOD.search(text)
    if stated:
        return int(stated[1]), int(stated[2])
    plan = _FIVE_YEARS.search(name)
    if plan:
        first = 1951 + 5 * (10 + chinese_number(plan[1]))
        return first, first + 4
    year = re.search(r"(?<!\d)(20\d\d)年(?:度)?(?!\d)", name)
    if year:
        return int(year[1]), int(year[1])
    in_file = re.search(r"(20\d\d)[-_~](20\d\d)", file)
    return (int(in_file[1]), int(in_file[2])) if in_file else None


def _kind(name: str) -> str:
    plain = re.sub(r"（[^）]*）$", "", re.sub(r"（[^）]*）$", "", name))
    return next((k for k in _KINDS if plain.endswith(k)), "")


def _own_name(found: list[Block]) -> tuple[str, str, View] | None:
    """The name that a text without a title gives itself: 本建设方案所指X → X建设方案, alias 本建设方案."""
    for block in found[:12]:
        match = _BLANKET.search(block.view.text)
        if match:
            return match["name"] + match["kind"], "本" + match["kind"], block.view.part(match.start(), match.end())
    return None


def _whole_title(found: list[Block], title: Block) -> View:
    """Return a title with the line above it where it was broken in two (某市2024年数字经济 / 发展任务清单)."""
    at = found.index(title)
    above = found[at - 1] if at else None
    if above is None or above.number is not None or above.kind != "text" or not above.bare:
        return title.view
    text = above.view.text
    whole = re.match(_TITLE_OPENS, title.view.text) is not None
    other = any(p.search(text) for p in (TITLE, _NUMBER, _DATE, _SIGNATURE, _RED_HEAD, _CATEGORY)) or is_annex(text)
    broken = _TITLE_OPENS.match(text) is not None and not other and not whole and 5 <= len(text) <= _MAX_TITLE_PART
    return join([above.view, title.view]) if broken else title.view


def _document(source: SourceText, group: tuple[list[Block], list[Block]], container: str) -> Document:
    titles, found = group
    plain = [t for t in titles if not _NOTICE.search(t.view.text)]
    title = (plain or titles)[-1] if titles else None
    aliases: list[str] = []
    view: View | None = None
    if title is not None:
        notice = _NOTICE.search(title.view.text)
        whole = _whole_title(found, title)
        name = notice["name"] if notice else whole.text
        view = title.view.part(notice.start("name"), notice.end("name")) if notice else whole
    else:
        name, view = source.file.rsplit("/", 1)[-1].rsplit(".", 1)[0], None
        own = _own_name(found)
        if own:
            name, alias, view = own
            aliases.append(alias)
    head = found[: found.index(title) + 4] if title is not None else found[:8]
    text = "".join(b.view.text for b in found[:30])
    # a title opens no section: it stays as the first passage, for evidence to point to
    body = tuple(Block("text", b.view) if b in titles else b for b in found)
    return Document(
        source=source,
        name=name,
        aliases=tuple(aliases),
        title=view,
        kind=_kind(name),
        number=_first(head, _NUMBER),
        issuer=_issuer(head) or _closing_issuer(found),
        issued=_date_of(found[:12]) or _date_of(found[-4:]),
        period=period_of(name, text, source.file),
        start=min(b.view.start for b in found),
        end=max(b.view.end for b in found),
        root=outline(source.file, body),
        container=container,
    )


def documents(source: SourceText) -> tuple[Document, ...]:
    """Split a source into its documents; a file of tables is one.

    Raises :class:`NotAPolicyDocument` for a text with neither a title of an official document nor
    numbered headings of their style.
    """
    found = blocks(source)
    if not found:
        raise NotAPolicyDocument("里面没有成句的文字", where=source.file, hint="请确认是否载入了正确的文件")
    if source.tabular:
        # an only sheet that is titled as a document is gives the name; several sheets have a heading each
        titles = [b for b in found if _is_title(b)] if not any(b.hashes for b in found) else []
        return (_document(source, (titles if len(titles) == 1 else [], list(found)), ""),)
    groups = _groups(found)
    official = any(b.number is not None and b.number.rank <= 2 and b.kind == "heading" for b in found)
    if not official and not any(titles for titles, _ in groups):
        raise NotAPolicyDocument(
            "看不出政策文件的结构（没有文件标题，也没有“一、”“（一）”式的标题）",
            where=source.file,
            hint="请确认是否载入了正确的文件",
        )
    gazette = next((g for g in groups if any(t.view.text.endswith("公报") for t in g[0])), None)
    if gazette is None:
        merged: list[tuple[list[Block], list[Block]]] = []
        for group in groups:
            if merged and (not _has_body(group) or not _has_body(merged[-1])):
                merged[-1][0].extend(group[0])
                merged[-1][1].extend(group[1])
            else:
                merged.append((list(group[0]), list(group[1])))
        return tuple(_document(source, group, "") for group in merged)
    issue = _gazette(source, gazette)
    return (issue, *(_document(source, g, issue.name) for g in groups if _has_body(g) and g is not gazette))


def _gazette(source: SourceText, group: tuple[list[Block], list[Block]]) -> Document:
    """The issue itself: named by its title, year and number, because each issue is a document of its own."""
    titles, found = group
    title = next(t for t in titles if t.view.text.endswith("公报"))
    head = " ".join(b.view.text for b in found[:6])
    year, number = re.search(r"20\d\d", head), re.search(r"第\d+期", head)
    issue = f"（{year[0] if year else ''}{'年' if year else ''}{number[0] if number else ''}）"
    one = _document(source, ([title], found), "")
    name = title.view.text + (issue if year or number else "")
    return replace(one, name=name, aliases=(title.view.text,), start=0, end=len(source.text))
