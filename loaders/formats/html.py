"""Web pages of governments to the article: its title, its paragraphs, its tables.

The article is the container that the sites' common systems use for it, else the narrowest element
that holds most of the page's words outside links. Everything is decided by structure: the same page
gives the same text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree
from lxml import html as lxml_html

from ...graph.errors import UnreadableFile
from ..text import decode
from .grid import Cell, add_rows, grid
from .lines import Extracted, Lines, one_cell, one_line

MAX_HTML = 16 * 1024 * 1024
MAX_DEPTH = 200
"""Pages of real sites nest 20 to 40 elements."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = frozenset(
    "script style noscript nav footer aside form button select option iframe frame svg template object embed "
    "video audio canvas map head title textarea input dialog".split()
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|bshare|bdshare\w*|nav|navbar|crumb|crumbs|breadcrumb|footer|foot|copyright|print|printer|toolbar|"
    r"fontsize|related|xgwj|sidebar|menu|search|login|qrcode|ewm|pager|pagination|prevnext|topbar|header|fenxiang|dyfx|"
    r"position|location|weizhi|dqwz)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CONTAINERS = (
    "#UCAP-CONTENT #zoom #Zoom #ivs_content #zoomcon #article-content #articleContent #article_content #js_content "
    ".TRS_Editor .trs_editor_view .pages_content .Article_content .article-content .article_content .view-content "
    ".news_content article main"
).split()
"""Where the sites' systems put an article: ids, classes and tags, the surest first."""
_BLOCKS = frozenset(
    "address article blockquote body center dd div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 hr html li main "
    "ol p pre section table tbody td tfoot th thead tr ul caption".split()
)
_HEADINGS = {f"h{k}": "#" * k + " " for k in range(1, 7)}
_NOISE = re.compile(
    r"^(?:【?(?:字体|字号)[：:].{0,20}|.{0,6}(?:扫一扫|扫码).{0,20}|分享(?:到|至)?[：:]?.{0,12}|(?:打印|关闭|返回顶部|收藏|我要纠错|打印本页|关闭窗口)[\s|｜】]*(?:打印|关闭|收藏)?.{0,6}|"
    r"(?:发布(?:日期|时间)|来源|浏览次数|访问量|责任编辑|信息来源|索\s*引\s*号|主题分类|编辑|作者)[：:].{0,60}|当前位置[：:].{0,80}|上一篇[：:].*|下一篇[：:].*|相关(?:附件|稿件|解读|链接)[：:]?)$"
)
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s*|\s*[-–—]+\s+|[-–—](?=[^-–—]*(?:政府|网|门户|委员会|局)$)")
_LIGHT = ("a", "script", "style", "select", "noscript")
_LITTLE = 0.3
"""Navigation has a small share of a page's words; a container that is called so and has more is none."""
_SHORT = 200
_SHORTEST_TITLE = 6
"""Windows are also called 首页 and 详情."""
_MOST = 0.8
_LEAST = 10
"""Characters outside links that a container must hold to be believed."""
_LONGEST_CELL = 3_000
_LONGEST_TITLE = 300
_LONGEST_NAME = 200


def read_html(data: bytes, file: str) -> Extracted:
    """Read a web page; raises :class:`UnreadableFile` for what cannot be decoded or nests without end."""
    if len(data) > MAX_HTML:
        raise UnreadableFile("网页超过 16 MiB 的上限", where=file, hint="请只保存正文")
    text, encoding = _decoded(data, file)
    root = _tree(text, file)
    title = _title(root)
    _strip(root)
    lines = Lines(file)
    article = _article(root)
    writer = _Writer(lines)
    body = Lines(file)
    inner = _Writer(body)
    inner.block(article)
    inner.flush()
    found = body.extracted(encoding)
    opening = [_plain(line) for line in found.text.splitlines()[:12]]
    if title and not any(_plain(title) in line or (len(line) > 6 and line in _plain(title)) for line in opening):
        writer.line(title, "# ")
    for line in found.text.splitlines():
        lines.add(line)
    return lines.extracted(encoding)


def _plain(text: str) -> str:
    return re.sub(r"[\s#\u3000]", "", text)


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    named = _CHARSET.search(data[:8192])
    if named and not data.startswith(_BOMS):
        name = named[1].decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030") else name
        try:
            return data.decode(codecs.lookup(name).name), name
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # many pages name another encoding than they have
    return decode(data, file)


def _tree(text: str, file: str) -> etree._Element:
    text = _DECLARATION.sub("", text.replace("\0", "").lstrip("\ufeff"))
    parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableFile("网页已损坏或嵌套过深", where=file, hint="请在浏览器里打开后重新另存") from error
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise UnreadableFile(f"网页的嵌套超过 {MAX_DEPTH} 层", where=file, hint="请确认文件来源，或只保存正文")
    return root


def _title(root: etree._Element) -> str:
    """The article's title: what the page declares (ArticleTitle is required of government sites), else its h1."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "articletitle" and (meta.get("content") or "").strip():
            return one_line(re.sub(r"<[^>]*>", "", meta.get("content") or ""))
    headings = [one_line("".join(str(t) for t in h.itertext())) for h in root.iter("h1")]
    named = [h for h in headings if len(h) >= 5]
    if len(named) == 1:
        return named[0]
    for one in root.iter("title"):
        first = one_line(_SITE.split((one.text or "")[:_LONGEST_TITLE])[0])
        return first if len(first) >= _SHORTEST_TITLE else ""
    return ""


def _strip(root: etree._Element) -> None:
    """Take out what is no text of the page: scripts, navigation, what is hidden."""
    weights = _weights(root)
    holders = {one for element in _containers(root) for one in (element, *element.iterancestors())}
    little = max(_LITTLE * weights[root], _SHORT)
    for element in list(weights):
        if element.getparent() is None:
            continue
        style = (element.get("style") or "")[:_LONGEST_TITLE].replace(" ", "").lower()
        names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAME]
        furniture = _FURNITURE.search(names) is not None and element not in holders and element.tag != "body"
        hidden = "display:none" in style or element.get("hidden") is not None
        if element.tag in _DROPPED or hidden or (furniture and weights[element] < little):
            _drop(element)


def _containers(root: etree._Element) -> list[etree._Element]:
    """List what the sites' systems call an article, the surest first, each kind in reading order."""
    found = [e for e in root.iter(etree.Element) if _container(e) < len(_CONTAINERS)]
    return sorted(found, key=_container)


def _container(element: etree._Element) -> int:
    names = [f".{name}" for name in (element.get("class") or "").split()]
    names += [f"#{element.get('id') or ''}", str(element.tag)]
    return min((_CONTAINERS.index(name) for name in names if name in _CONTAINERS), default=len(_CONTAINERS))


def _drop(element: etree._Element) -> None:
    """Remove an element, not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _weights(root: etree._Element) -> dict[etree._Element, int]:
    """Count the characters of every element outside links and scripts, in one pass."""
    found: dict[etree._Element, int] = {}
    open_: list[int] = []
    inside = 0
    for event, one in etree.iterwalk(root, events=("start", "end")):
        light = one.tag in _LIGHT
        if event == "start":
            inside += light
            found[one] = 0
            open_.append(0 if inside else len((one.text or "").strip()))
            continue
        inside -= light
        found[one] = open_.pop()
        if open_:
            open_[-1] += found[one] + (0 if inside else len((one.tail or "").strip()))
    return found


def _article(root: etree._Element) -> etree._Element:
    weights = _weights(root)
    whole = weights[root]
    for _, group in groupby(_containers(root), key=_container):
        best = max(group, key=lambda e: weights[e])
        if weights[best] >= max(_LEAST, whole // 4):
            return best
    body = root.find("body")
    here = body if body is not None else root
    while True:
        heavy = [c for c in here.iterchildren(etree.Element) if c.tag in _BLOCKS and weights[c] >= _MOST * whole]
        if not heavy or heavy[0].tag in ("table", "ul", "ol", "dl", "p", "pre"):
            return here
        here = heavy[0]


class _Writer:
    """Writes elements as lines: a block a line, a data table its rows."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.parts: list[str] = []
        self.prefix = ""

    def flush(self) -> None:
        text, self.parts = "".join(self.parts), []
        for line in text.split("\n"):
            self.line(one_line(line), self.prefix)

    def line(self, text: str, prefix: str = "") -> None:
        if text and not _NOISE.match(text):
            self.lines.add(f"{prefix}{text}")

    def block(self, element: etree._Element) -> None:
        """Write an element and what stands in it (no deeper than :data:`MAX_DEPTH`)."""
        tag = str(element.tag)
        if tag == "br":
            self.parts.append(" " if self.prefix else "\n")
            return
        if tag == "table" and (rows := _data_rows(element)):
            self.flush()
            add_rows(self.lines, grid(rows))
            return
        breaks = tag in _BLOCKS
        if breaks:
            self.flush()
        outer, self.prefix = self.prefix, _HEADINGS.get(tag, self.prefix)
        self._text(element.text, kept=tag == "pre")
        for child in element.iterchildren():
            if isinstance(child.tag, str):
                self.block(child)
            self._text(child.tail, kept=tag == "pre")
        if breaks:
            self.flush()
        self.prefix = outer

    def _text(self, text: str | None, *, kept: bool) -> None:
        if text:
            self.parts.append(text if kept else re.sub(r"[ \t\r\n\f]+", " ", text))


def _data_rows(table: etree._Element) -> list[list[Cell]]:
    """Read a table of data; empty for a table that only lays the page out."""
    if any(True for _ in table.iterdescendants("table")):
        return []
    rows = [[_cell(c) for c in row.iterchildren("td", "th")] for row in table.iter("tr")]
    several = sum(len(row) > 1 for row in rows)
    if several < 2 or any(len(c.text) > _LONGEST_CELL for row in rows for c in row):
        return []
    caption = table.find("caption")
    head = [[Cell(one_line("".join(str(t) for t in caption.itertext())))]] if caption is not None else []
    return [*head, *rows]


def _cell(element: etree._Element) -> Cell:
    inner = Lines("")
    writer = _Writer(inner)
    for text in _cell_parts(element):
        writer.parts.append(text)
    writer.flush()
    lines = inner.extracted("").text.splitlines()
    return Cell(one_cell(lines), _span(element.get("rowspan")), _span(element.get("colspan")))


def _cell_parts(element: etree._Element) -> Iterator[str]:
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if one.tag == "br" or (one.tag in _BLOCKS and one is not element):
                yield "\n"
            yield re.sub(r"\s+", " ", one.text or "")
        elif one is not element:
            if one.tag in _BLOCKS:
                yield "\n"
            yield re.sub(r"\s+", " ", one.tail or "")


def _span(text: str | None) -> int:
    return max(1, int(text)) if text and text.strip().isdigit() and len(text.strip()) < 5 else 1
