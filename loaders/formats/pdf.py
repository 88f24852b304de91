"""PDF files with a text layer: pages to lines, without what repeats on every page.

The order is that of the file, which producers write as one reads. Lines that a page's edge broke are
joined where the layout says so: the line is full and the next one is not indented.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...graph.errors import UnreadableFile
from ..normal import normalise
from ..numbering import numbering
from .grid import add_rows
from .lines import Extracted, Lines, one_cell
from .pdf_page import Line, Page, wrapped
from .pdf_reading import read_pages

_LEAST_A_PAGE = 8
"""Fewer characters a page than this: the pages are pictures with a stamp or a page number."""
_PAGE_NUMBER = re.compile(r"^[-—–·•\s第]*\d{1,4}\s*(?:页)?[-—–·•\s]*(?:[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?$")
_LONGEST_NUMBER = 30
_DIGITS = re.compile(r"\d+")
_EDGE = 0.12
"""Headers and footers stand in the outer eighth of a page's height."""
_REPEATS = 3
_INDENTED = 0.05
_LARGER = 1.15
_FULL = 2.2
"""Characters by which a full line may end before the margin: punctuation that must not open a line takes two."""
_TITLE_LEVELS = 3
_WIDE = 0.55
"""The share of the page's width from which a line of a title may have been broken."""
_GAP = 2.6
"""Heights of a line from one line to the next; official documents set them 1.75 apart."""
_CLOSED = tuple("。！？；：")


@dataclass(frozen=True, slots=True)
class _Layout:
    """The body of a document: size of its characters, left and right edge, whether paragraphs are indented."""

    size: float
    left: float
    right: float
    indented: bool


def read_pdf(data: bytes, file: str) -> Extracted:
    """Read a .pdf file; raises :class:`UnreadableFile` for scans, locked and broken files."""
    pages = list(read_pages(data, file))
    words = sum(
        len(p.text) if isinstance(p, Line) else sum(map(len, sum(p, ()))) for page in pages for p in page.pieces
    )
    if words < _LEAST_A_PAGE * max(len(pages), 1):
        raise UnreadableFile(
            "是扫描件，没有文字层", where=file, hint="请先做文字识别（OCR），另存为带文字层的 PDF、.docx 或 .txt"
        )
    pages = _without_running(pages)
    lines = Lines(file)
    width = 0  # of the table that the last piece was
    for page, text, cells in _paragraphs(pages, _layout(pages)):
        goes_on = bool(cells) and len(cells[0]) == width
        if goes_on and _is_cut(cells[0]):
            above = lines.last.split("\t")
            lines.drop_last()
            lines.row([one_cell(wrapped([t for t in pair if t])) for pair in zip(above, cells.pop(0), strict=False)])
        lines.mark(page=page)
        if cells:
            add_rows(lines, cells, body=goes_on)
        elif text:
            lines.add(text)
        width = 0 if text else width if goes_on else len(cells[0])
    return lines.extracted("pdf")


def _is_cut(row: list[str]) -> bool:
    """Tell whether a row is the rest of one that the end of a page cut: no number, few cells with words."""
    return not row[0] and 2 * sum(bool(text) for text in row) <= len(row)


def _without_running(pages: list[Page]) -> list[Page]:
    """Take out page numbers, and what stands at the edge of several pages in the same words."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_key(p) for p in page.pieces if isinstance(p, Line) and _at_edge(p, page)})
    least = max(_REPEATS, len(pages) // 3)

    def running(piece: Line, page: Page) -> bool:
        numbered = len(piece.text) <= _LONGEST_NUMBER and _PAGE_NUMBER.match(piece.text) is not None
        return _at_edge(piece, page) and (numbered or edges[_key(piece)] >= least)

    return [
        replace(page, pieces=tuple(p for p in page.pieces if not (isinstance(p, Line) and running(p, page))))
        for page in pages
    ]


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom > (1 - _EDGE) * page.height or line.top < _EDGE * page.height


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.replace(" ", ""))


def _layout(pages: list[Page]) -> _Layout:
    lines = [p for page in pages for p in page.pieces if isinstance(p, Line)]
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    body = [line for line in lines if abs(line.size - size) < 0.1 * size and len(line.text) >= 8]
    lefts = Counter(round(line.left / 2) for line in body)
    rights = sorted(line.right for line in body)
    right = rights[int(0.9 * len(rights))] if rights else 0.0
    common = [k for k, n in lefts.items() if n >= 0.1 * max(len(body), 1)]
    left = min(common) * 2.0 if common else min((line.left for line in body), default=0.0)
    indented = sum(1.2 * size < line.left - left < 4.5 * size for line in body)
    return _Layout(size, left, right, indented >= _INDENTED * max(len(body), 1))


def _paragraphs(pages: list[Page], layout: _Layout) -> Iterator[tuple[int, str, list[list[str]]]]:
    """Yield paragraphs (page, text, no cells) and tables (page, no text, rows)."""
    levels = _levels(pages, layout)
    open_: list[Line] = []
    page_of = 0

    def closed() -> tuple[int, str, list[list[str]]]:
        hashes = levels.get(round(open_[0].size), 0) if _is_title(open_[0], layout) else 0
        text = wrapped([line.text for line in open_])[0]
        return page_of, f"{'#' * hashes}{' ' if hashes else ''}{text}", []

    for page in pages:
        for piece in page.pieces:
            if not isinstance(piece, Line):
                if open_:
                    yield closed()
                    open_ = []
                yield page.number, "", [list(row) for row in piece]
                continue
            if open_ and not _goes_on(open_[-1], piece, layout):
                yield closed()
                open_ = []
            if not open_:
                page_of = page.number
            open_.append(piece)
    if open_:
        yield closed()


def _is_title(line: Line, layout: _Layout) -> bool:
    return line.size > _LARGER * layout.size


def _levels(pages: list[Page], layout: _Layout) -> dict[int, int]:
    """Give each size above the body's a level, the largest the first."""
    sizes = {round(p.size) for page in pages for p in page.pieces if isinstance(p, Line) and _is_title(p, layout)}
    return {size: min(k, _TITLE_LEVELS) for k, size in enumerate(sorted(sizes, reverse=True), 1)}


def _goes_on(before: Line, line: Line, layout: _Layout) -> bool:
    """Tell whether a line goes on with the paragraph of the one before it."""
    if abs(before.size - line.size) > 0.1 * before.size:
        return False
    below = before.bottom - line.bottom  # under zero on the next page
    if below > _GAP * before.size:
        return False
    if _is_title(line, layout):
        # a title that takes two lines is centred on both, and no number opens the second
        wide = before.right - before.left > _WIDE * (layout.right - layout.left)
        numbered = numbering(normalise(line.text, 0, len(line.text)).text) is not None
        return below > 0 and wide and not numbered and before.text[-1] not in _CLOSED
    full = before.right > layout.right - _FULL * layout.size
    return layout.indented and full and line.left < layout.left + 0.7 * layout.size
