"""Lines to logical blocks: headings with run-in text, paragraphs, table rows.

Page furniture (page numbers, rules, tables of contents, running headers) is dropped; lines that a
page or a column broke are joined again; headings that a converter glued together are taken apart.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

from .normal import EMPTY, View, join, normalise
from .numbering import Numbering, numbering
from .text import SourceText

MAX_TITLE = 45
"""Longest title clause, in characters; GB/T 9704 titles take one line, two at most."""

MAX_TITLE_CLAUSE = 30
"""A longer first sentence with a comma is no title clause."""

_MIN_COLON_TITLE = 6
TERMINAL = "。！？；…"
_SHORTEST_LINE = 18
"""No page is so narrow that a shorter line was broken off by its edge."""
_COLUMN = re.compile(r"\S+(?:[ ]\S+)*(?=\s{2,}|\u3000|\s*$)")
_LEAST_COLUMNS = 3
_LEAST_COLUMN_LINES = 3
_LONGEST_COLUMN_TITLE = 14
_OWN_LINE = 2
"""Headings down to （一） stand on a line of their own (GB/T 9704), however full that line is."""
_CLOSERS = "”’）》"
_PAGE_NUMBER = re.compile(r"^[-—·\s]*(?:第)?\d{1,3}(?:页)?[-—·\s]*$")
_RULE = re.compile(r"^[-=_*—|:：\s\u2500-\u257f]{3,}$")
_CONTENTS_ENTRY = re.compile(r"(?:\.{3,}|…{2,})（?\d+）?$")
_GAZETTE_HEADING = re.compile(r"【[^】]+】")
_HASHES = re.compile(r"^\s*(#{1,6})\s+")
_FOOTNOTE = re.compile(r"^\s*\d{1,2}\s+[\u4e00-\u9fff]")
_RUN_HEADER = re.compile(r"^\s*序号(?:\s+\S+){2,}\s*$")
_BOX = re.compile(r"^\s*[│┃║]\s*")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_FUSED = re.compile(r"^([一二三四五六七八九十]+、[^，。；（]{2,20})(（[一二三四五六七八九十]+）.{2,})$")
_DOCUMENT_NUMBER = re.compile(r"^[\u4e00-\u9fff]{1,10}〔\d{4}〕第?\d{1,4}号$")
_NOTICE_TITLE = re.compile(r"^[^，。；]{4,40}关于(?:印发|转发|发布|批转).{0,8}《[^。；]+》的通知$")
_SUBTITLE = re.compile(r"^（(?:20\d\d年?[~—至到-]20\d\d年?|草案|征求意见稿|送审稿|试行|暂行|修订版?)）$")
_ANNEX = re.compile(
    r"^(?:附(?:件|表|录)|专栏)(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})?(?:[：:.、]|$)|\d{1,2}(?=[“\u4e00-\u9fff]))"
)
_METADATA = re.compile(
    r"^(?:索引号|发布机构|发文机关|发文机构|制发机关|名称|标题|文号|发文字号|主题词|主题分类|分类|成文日期|发文日期|发布日期|公开日期|生效日期|有效性|有效期|来源|信息来源|公开方式|公开范围|体裁|组配分类|字体|浏览次数)："
)
"""The lines that a government site puts over a document."""
TITLE = re.compile(
    r"(?:规划纲要|纲要|规划|方案|行动计划|工作计划|计划|意见|办法|规定|条例|措施|细则|通知|公告|批复|报告|解读|导则|清单|名单|公报|政策|文件|汇总表|一览表|分解表|计划表|任务表|明细表|安排表)"
    r"(?:（[^）]{1,20}）)*$"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One logical line.

    ``kind`` is ``heading`` (title, maybe run-in ``body``), ``text``, ``row`` (``cells``) or ``runs``
    (a line inside a table that lost its cell borders). ``view`` holds all its words. ``hashes`` is
    the Markdown level, 0 without. ``bare`` marks a short line that stands alone without a number, ``clause``
    a heading that is only the first clause of a sentence.
    """

    kind: str
    view: View
    number: Numbering | None = None
    title: View = EMPTY
    body: View = EMPTY
    cells: tuple[View, ...] = ()
    hashes: int = 0
    bare: bool = False
    clause: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    view: View
    cells: tuple[View, ...]
    hashes: int
    raw: str
    start: int
    end: int


@cache
def heading_roles() -> dict[str, str]:
    """Map the genre's section titles to their role (goals, measures, safeguards …)."""
    raw = yaml.safe_load(files(__package__).joinpath("data/headings.yaml").read_text("utf-8"))
    return {title: role for role, titles in raw.items() if role != "source" for title in titles}


@cache
def _glued_title() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, heading_roles()), key=len, reverse=True))
    return re.compile(
        rf"^((?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)(?:{titles}))([^，。；：、）].{{18,}})$"
    )


def _cells(text: str, start: int, end: int) -> tuple[View, ...]:
    raw = text[start:end]
    if raw.count("\t") >= 1 and raw.strip():
        mark = "\t"
    elif raw.count("|") >= 2:
        mark = "|"
    else:
        return ()
    cells: list[View] = []
    at = start
    for piece in raw.split(mark):
        cells.append(normalise(text, at, at + len(piece)).strip(" \t*"))
        at += len(piece) + 1
    if mark == "|":
        if cells and not cells[0]:
            cells = cells[1:]
        if cells and not cells[-1]:
            cells = cells[:-1]
    return tuple(cells) if len(cells) > 1 and any(cells) else ()


def _physical(source: SourceText) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    contents: set[str] | None = None
    for raw in source.text.splitlines(keepends=True):
        end = start + len(raw)
        content_end = start + len(raw.rstrip("\r\n\f\x0b\x1c\x1d\x1e\x85\u2028\u2029"))
        begin = start
        start = end
        hashes = _HASHES.match(raw)
        if hashes:
            begin += hashes.end()
        elif _BOX.match(raw):
            side = _BOX.match(raw)
            begin += side.end() if side else 0
        elif _BULLET.match(raw):
            bullet = _BULLET.match(raw)
            begin += bullet.end() if bullet else 0
        view = normalise(source.text, begin, content_end)
        if not view or _RULE.match(view.text) or _RULE.match(raw):
            continue
        if view.text.replace(" ", "") in ("目录", "目次"):
            contents = {line.view.text for line in lines}
            continue
        entry = _CONTENTS_ENTRY.search(view.text)
        if entry:
            if contents is not None:
                contents.add(view.text[: entry.start()])
            continue
        if contents is not None:
            if not _ends_contents(contents, view, hashes=bool(hashes)):
                contents.add(view.text.rstrip("0123456789"))
                continue
            contents = None
        cells = _cells(source.text, begin, content_end)
        if _PAGE_NUMBER.match(view.text) and not cells:
            continue
        level = len(hashes[1]) if hashes else 0
        lines.append(_Line(view, cells, level, source.text[begin:content_end], begin, content_end))
    return _without_running_headers(_with_columns(source.text, lines))


def _with_columns(text: str, lines: list[_Line]) -> list[_Line]:
    """Give lines their cells where columns are set by white space: three lines at least, equally many columns each."""
    split = [[] if line.cells else [m.span() for m in _COLUMN.finditer(line.raw)] for line in lines]
    found = list(lines)
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(split[end]) == len(split[at]) >= _LEAST_COLUMNS:
            end += 1
        header = tuple(lines[at].raw[a:b] for a, b in split[at])
        if end - at >= _LEAST_COLUMN_LINES and all(len(title) <= _LONGEST_COLUMN_TITLE for title in header):
            for k in range(at, end):
                start = lines[k].start
                cells = tuple(normalise(text, start + a, start + b) for a, b in split[k])
                found[k] = replace(lines[k], cells=cells)
        at = max(end, at + 1)
    return found


def _ends_contents(contents: set[str], view: View, *, hashes: bool) -> bool:
    """A table of contents ends where one of its lines returns, at a Markdown heading, or at a long line.

    Headings such as 【政策解读】 of a gazette's contents are passed over with them.
    """
    if hashes and _GAZETTE_HEADING.fullmatch(view.text):
        return False
    return hashes or view.text in contents or len(view) >= MAX_TITLE


def _without_running_headers(lines: list[_Line]) -> list[_Line]:
    counts = Counter(line.view.text for line in lines if not line.cells)
    repeated = {t for t, n in counts.items() if n >= 4 and len(t) < 40 and t[-1] not in TERMINAL and not numbering(t)}
    return [line for line in lines if line.view.text not in repeated]


def _taken_apart(line: _Line) -> list[_Line]:
    """Split a heading from the heading or the text that was glued to it."""
    for pattern in (_FUSED, _glued_title()):
        match = pattern.match(line.view.text)
        if match:
            cut = match.end(1)
            left, right = line.view.part(0, cut), line.view.part(cut, len(line.view))
            first = _Line(left, (), line.hashes, left.text, left.start, left.end)
            return [first, *_taken_apart(_Line(right, (), 0, right.text, right.start, right.end))]
    return [line]


def _terminal(view: View) -> bool:
    if view.text.count("（") > view.text.count("）") and "。" not in view.text[view.text.rfind("（") :]:
        return False  # a bracket goes on (（责任单位： / 甲局）)
    text = view.text.rstrip(_CLOSERS)
    return not text or text[-1] in TERMINAL or view.text[-1] in "：:"


def _width(lines: list[_Line]) -> int:
    """The typical length of a full line; a large number where lines are whole paragraphs."""
    lengths = sorted(len(line.view) for line in lines if not line.cells and len(line.view) >= 12)
    return lengths[int(0.6 * len(lengths))] if lengths else 80


def is_annex(text: str) -> bool:
    """Tell whether a line opens an annex (附件, 附件1：…)."""
    return bool(_ANNEX.match(text))


def is_metadata(text: str) -> bool:
    """Tell whether a line is one that a government site puts over a document (索引号：…)."""
    return _METADATA.match(text) is not None


def _continues(previous: View, line: _Line, width: int) -> bool:
    number = numbering(previous.text)
    if line.hashes or line.cells or numbering(line.view.text) or is_annex(line.view.text):
        return False
    text = previous.text
    if _METADATA.match(text) or _METADATA.match(line.view.text):
        return False
    if text[-1] in "，、" or line.view.text[0] in "，。；：、）》”%":
        return True
    if _terminal(previous):
        return False
    rank = number.rank if number else 9
    if number and "。" not in text and len(text) <= MAX_TITLE and (rank <= _OWN_LINE or len(text) < width - 1):
        return False
    if _SUBTITLE.match(line.view.text) and TITLE.search(text) and len(text) <= MAX_TITLE and not number:
        return True
    if _NOTICE_TITLE.search(text) or _DOCUMENT_NUMBER.match(text):
        return False
    if TITLE.search(text) and len(text) <= MAX_TITLE and "。" not in text and not number:
        return len(text) >= 20 and TITLE.search(line.view.text) is not None and text.count("《") > text.count("》")
    return len(text) >= max(_SHORTEST_LINE, min(int(0.75 * width), 22))


def _block(parts: list[_Line]) -> Block:
    view = join([p.view for p in parts])
    number = numbering(view.text)
    hashes = parts[0].hashes
    if number is None:
        short = len(view) <= MAX_TITLE and not _terminal(view)
        return Block(
            "heading" if hashes and short else "text", view, None, view if hashes else EMPTY, EMPTY, (), hashes, short
        )
    rest = view.part(number.length, len(view)).strip()
    stop = rest.text.find("。")
    title = rest.strip("：:")
    if stop < 0 and len(rest) <= MAX_TITLE and title and rest.text[-1] not in "；，、":
        return Block("heading", view, number, title, EMPTY, (), hashes)
    colon = rest.text.find("：")
    if _MIN_COLON_TITLE <= colon <= MAX_TITLE_CLAUSE and colon < stop and not set(rest.text[:colon]) & set("，、；"):
        # 3.花炮产业链数字化改造：推广…。 A label before a mere name (数字天元：某区) holds no sentence behind it.
        return Block("heading", view, number, rest.part(0, colon), rest.part(colon + 1, len(rest)), (), hashes)
    comma = rest.text.find("，")
    if stop > MAX_TITLE_CLAUSE and stop + 1 < len(rest) and 4 <= comma <= MAX_TITLE_CLAUSE:
        # a sentence, not a title: its first clause has to serve as one
        return Block(
            "heading", view, number, rest.part(0, comma), rest.part(comma + 1, len(rest)), (), hashes, clause=True
        )
    if 0 < stop <= MAX_TITLE and stop + 1 < len(rest):
        return Block("heading", view, number, rest.part(0, stop), rest.part(stop + 1, len(rest)), (), hashes)
    return Block("text", view, number, EMPTY, rest, (), hashes)


def _tokens(line: _Line) -> tuple[View, ...]:
    """The pieces of a line between white space: what is left of a table's cells."""
    offset = line.start
    pieces = re.finditer(r"\S+", line.raw)
    return tuple(v for v in (normalise(line.raw, m.start(), m.end()).shifted(offset) for m in pieces) if v)


def blocks(source: SourceText) -> tuple[Block, ...]:
    """Cut a source into its logical blocks, in reading order."""
    lines = [piece for line in _physical(source) for piece in _taken_apart(line)]
    width = _width(lines)
    found: list[Block] = []
    parts: list[_Line] = []

    def close() -> None:
        if parts:
            found.append(_block(parts))
            parts.clear()

    in_runs = False
    note: list[_Line] = []
    for line in lines:
        if _RUN_HEADER.match(line.raw) and not line.cells:
            close()
            in_runs = True
        if in_runs:
            number = numbering(line.view.text)
            in_runs = number is None or number.style not in ("cn", "chapter")
        if in_runs:
            found.append(Block("runs", line.view, cells=_tokens(line)))
            continue
        if note or (parts and not _terminal(parts[-1].view) and _FOOTNOTE.match(line.raw)):
            # a footnote at the foot of a page does not end the paragraph that runs on over the page
            note.append(line)
            if _terminal(line.view):
                found.append(Block("text", join([n.view for n in note])))
                note.clear()
            continue
        if len(line.cells) > 1:
            close()
            found.append(Block("row", line.view, cells=line.cells))
            continue
        if parts:
            so_far = join([p.view for p in parts])
            if not _continues(so_far, line, width):
                close()
        parts.append(line)
    close()
    return tuple(found)
