"""Word documents: paragraphs, headings, numbered lists, tables and text boxes in reading order.

Read are the words that a reader sees: insertions but no deletions, the text of fields and not their
code, no footnotes, comments, headers and footers. Headings carry ``#`` as in Markdown, so that the
outline knows them where the text has no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lxml import etree

from .docx_numbers import VAL, Counter, Style, W, counter, styles
from .grid import Cell, add_rows, grid
from .lines import Extracted, Lines, one_cell, one_line
from .package import check_package, part
from .zipped import Zipped

_MAIN = "word/document.xml"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(
    f"{W}{tag}"
    for tag in (
        "del moveFrom pPr rPr tblPr trPr tcPr sectPr instrText delText footnoteReference endnoteReference "
        "commentReference annotationRef rt fldChar"
    ).split()
)
_BOX = f"{W}txbxContent"
_DASHES = {f"{W}noBreakHyphen": "-", f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n"}
_MAX_HASHES = 6
_OFF = ("0", "false", "off")


def read_docx(data: bytes, file: str) -> Extracted:
    """Read a .docx file; raises :class:`UnreadableFile` for what is broken, locked or hostile."""
    with Zipped(data, file) as zipped:
        check_package(zipped, _MAIN, "Word")
        document = part(zipped, _MAIN)
        reader = _Reader(counter(part(zipped, "word/numbering.xml")), styles(part(zipped, "word/styles.xml")), file)
    body = document.find(f"{W}body") if document is not None else None
    if body is not None:
        reader.blocks(body)
    return reader.lines.extracted("docx")


class _Reader:
    def __init__(self, counter_: Counter, styles_: dict[str, Style], file: str) -> None:
        self.counter = counter_
        self.styles = styles_
        self.lines = Lines(file)
        self.in_contents = False

    def blocks(self, holder: etree._Element) -> None:
        for block in _blocks(holder):
            if block.tag == f"{W}tbl":
                self._table(block)
            else:
                for line in self._paragraph(block):
                    self.lines.add(line)
                for box in _boxes(block):
                    self.blocks(box)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        """Yield the lines of a paragraph: one, but for breaks that the author set."""
        properties = paragraph.find(f"{W}pPr")
        style = self._style(properties)
        if style.contents:
            if not self.in_contents and self.lines.last.replace(" ", "").replace("\u3000", "") in ("目录", "目次"):
                self.lines.drop_last()
            self.in_contents = True
            return
        pieces = [p for p in (one_line(line) for line in _words(paragraph).split("\n")) if p]
        if not pieces:
            return
        self.in_contents = False
        number = self._number(properties, style)
        heading = _outline_level(properties) or style.heading
        hashes = f"{'#' * min(heading, _MAX_HASHES)} " if heading else ""
        if hashes:
            pieces = ["".join(pieces)]
        yield f"{hashes}{number}{pieces[0]}"
        yield from pieces[1:]

    def _style(self, properties: etree._Element | None) -> Style:
        named = properties.find(f"{W}pStyle") if properties is not None else None
        return self.styles.get(named.get(VAL, ""), Style()) if named is not None else Style()

    def _number(self, properties: etree._Element | None, style: Style) -> str:
        own = properties.find(f"{W}numPr") if properties is not None else None
        list_id, level = style.list_id, style.level
        if own is not None:
            id_, ilvl = own.find(f"{W}numId"), own.find(f"{W}ilvl")
            list_id = id_.get(VAL, "") if id_ is not None else list_id
            text = ilvl.get(VAL, "") if ilvl is not None else ""
            level = int(text) if text.isdigit() and len(text) == 1 else level if ilvl is None else 0
        return self.counter.next(list_id, level) if list_id not in ("", "0") else ""

    def _table(self, table: etree._Element) -> None:
        if all(len(list(_cells(row))) <= 1 for row in _rows(table)) or _within(table, f"{W}tbl"):
            # a frame around text, no table
            for row in _rows(table):
                for cell in _cells(row):
                    self.blocks(cell)
            return
        add_rows(self.lines, grid(_merged_down([self._row(row) for row in _rows(table)])))

    def _row(self, row: etree._Element) -> list[tuple[Cell, bool]]:
        """Read a row: each cell, and whether it only goes on with the one above it."""
        found: list[tuple[Cell, bool]] = []
        before = row.find(f"{W}trPr/{W}gridBefore")
        if before is not None:
            found.append((Cell("", columns=_count(before)), False))
        for cell in _cells(row):
            span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(VAL, "continue") == "continue"
            paragraphs = [p for p in _blocks(cell) if p.tag == f"{W}p"]
            text = one_cell([line for p in paragraphs for line in self._paragraph(p)])
            found.append((Cell("" if goes_on else text, columns=_count(span)), goes_on))
        return found


def _merged_down(rows: list[list[tuple[Cell, bool]]]) -> list[list[Cell]]:
    """Give the cells that go on below the rows that they span, and take their continuations out."""
    taller: dict[tuple[int, int], int] = {}
    open_: dict[int, tuple[int, int]] = {}
    for r, row in enumerate(rows):
        at = 0
        for c, (cell, goes_on) in enumerate(row):
            if goes_on and at in open_:
                taller[open_[at]] = taller.get(open_[at], 1) + 1
            else:
                open_[at] = (r, c)
            at += cell.columns
    return [
        [Cell(cell.text, taller.get((r, c), 1), cell.columns) for c, (cell, goes_on) in enumerate(row) if not goes_on]
        for r, row in enumerate(rows)
    ]


def _count(element: etree._Element | None) -> int:
    text = element.get(VAL, "1") if element is not None else "1"
    return max(1, int(text)) if text.isdigit() and len(text) < 5 else 1


def _outline_level(properties: etree._Element | None) -> int:
    own = properties.find(f"{W}outlineLvl") if properties is not None else None
    text = own.get(VAL, "") if own is not None else ""
    return int(text) + 1 if text in tuple("01234567") else 0


def _blocks(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables, those inside content controls and insertions with them."""
    yield from _children(holder, (f"{W}p", f"{W}tbl"))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in _children(table, (f"{W}tr",)) if row.find(f"{W}trPr/{W}del") is None)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _children(row, (f"{W}tc",))


def _children(holder: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    stack = [holder.iterchildren()]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in wanted:
            yield child
        elif child.tag not in _SKIPPED and child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            stack.append(child.iterchildren())


def _within(element: etree._Element, tag: str) -> bool:
    return next(element.iterdescendants(tag), None) is not None


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes of a paragraph, each once: newer Word writes them twice, for old readers too."""
    return (box for box in _visible(paragraph) if box.tag == _BOX)


def _words(paragraph: etree._Element) -> str:
    found: list[str] = []
    for element in _visible(paragraph):
        if element.tag in (f"{W}t", _MATH):
            found.append(element.text or "")
        elif element.tag in _DASHES:
            found.append(_DASHES[element.tag])
        elif element.tag == f"{W}br" and element.get(f"{W}type", "textWrapping") == "textWrapping":
            found.append("\n")
    return "".join(found)


def _visible(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield what a reader sees of a paragraph, in order; a text box as one element, unopened."""
    stack: list[Iterator[etree._Element]] = [paragraph.iterchildren()]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag in _SKIPPED or _hidden(element):
            continue
        elif element.tag == f"{_MC}AlternateContent":
            options = chain(element.iterchildren(f"{_MC}Choice"), element.iterchildren(f"{_MC}Fallback"))
            first = next(options, None)
            stack.append(iter(()) if first is None else first.iterchildren())
        else:
            yield element
            if element.tag != _BOX:
                stack.append(element.iterchildren())


def _hidden(element: etree._Element) -> bool:
    vanish = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
    return vanish is not None and vanish.get(VAL, "1") not in _OFF
