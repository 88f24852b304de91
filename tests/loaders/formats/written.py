"""Texts written as .docx, .html, .pdf and .xlsx files, as an office would write them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_HEADING = re.compile(r"^\s*(#{1,6})\s+(.*)$")
_MARKUP = re.compile(r"\*\*|</?(?:sub|sup|b|i)>")
_WORD = re.compile(r"[A-Za-z0-9.]")
_OPENERS = "（《“〔"
_CLOSERS = "，。；：！？、）》”〕"
FONT = "STSong-Light"
SIZE = 16.0
_MARGIN = 72.0
_ACROSS = 28


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a text: heading of a level, plain (level 0), or a table of rows."""

    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def pieces(text: str) -> list[Piece]:
    """Take a text apart into headings, lines and tables; page breaks and blank lines go."""
    found: list[Piece] = []
    table: list[tuple[str, ...]] = []
    for raw in [*re.split(r"[\n\f]", text.replace("\r", "")), ""]:
        cells = _cells(raw)
        if cells:
            table.append(cells)
            continue
        line = _MARKUP.sub("", raw).rstrip()
        if not line.strip() and raw is not None and table and not found:
            continue
        if table and line.strip():
            found.append(Piece(rows=tuple(table)))
            table = []
        heading = _HEADING.match(line)
        if heading:
            found.append(Piece(heading[2], len(heading[1])))
        elif line.strip():
            found.append(Piece(line))
    if table:
        found.append(Piece(rows=tuple(table)))
    return found


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line and line.strip():
        return tuple(_MARKUP.sub("", c).strip() for c in line.split("\t"))
    if line.count("|") >= 2:
        cells = [c.strip() for c in line.split("|")]
        if not cells[0]:
            cells = cells[1:]
        return tuple(cells if cells[-1] else cells[:-1])
    return ()


def as_docx(text: str) -> bytes:
    """Write a text as a Word document with heading styles and tables."""
    document = docx.Document()
    for piece in pieces(text):
        if piece.rows:
            table = document.add_table(0, max(map(len, piece.rows)))
            for row in piece.rows:
                for cell, words in zip(table.add_row().cells, row, strict=False):
                    cell.text = words
        elif piece.level:
            document.add_heading(piece.text, piece.level)
        else:
            document.add_paragraph(piece.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_html(text: str, encoding: str = "utf-8") -> bytes:
    """Write a text as the page of a government site, between its navigation and its footer."""
    links = "".join(
        f'<li><a href="/{k}">{name}</a></li>' for k, name in enumerate(("首页", "政务公开", "办事服务", "互动交流"))
    )
    body = "\n".join(_element(piece) for piece in pieces(text))
    page = f"""<!DOCTYPE html><html><head><meta charset="{encoding}"><title>公文_某区人民政府网站</title>
<script>var a = "一、不是正文";</script><style>.x {{ color: red }}</style></head><body>
<div class="header"><ul class="nav">{links}</ul></div><div class="crumb">当前位置：首页 &gt; 政务公开 &gt; 公文</div>
<div class="main"><div id="zoom">{body}</div><div class="share">分享到：<a>微信</a></div></div>
<div class="footer">主办：某区人民政府办公室　网站标识码：0000000000　<a>网站地图</a></div></body></html>"""
    return page.encode(encoding, errors="xmlcharrefreplace")


def _element(piece: Piece) -> str:
    if piece.rows:
        rows = "".join(
            "<tr>" + "".join(f"<td><p>{html.escape(c)}</p></td>" for c in row) + "</tr>" for row in piece.rows
        )
        return f"<table border=1>{rows}</table>"
    tag = f"h{piece.level}" if piece.level else "p"
    words = html.escape(piece.text)
    return f"<{tag}>{words if piece.level else '&nbsp;' + words.replace('“', '&ldquo;')}</{tag}>"


def as_xlsx(sheets: dict[str, list[list[object]]]) -> bytes:
    """Write rows of values as the sheets of a workbook."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class PdfWriter:
    """Sets text in lines of 28 characters under a running header and over a page number (GB/T 9704)."""

    def __init__(self, header: str = "") -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._stream = io.BytesIO()
        self._canvas = Canvas(self._stream, pagesize=A4, invariant=1)
        self._header = header
        self._page = 0
        self._open()

    def _open(self) -> None:
        self._page += 1
        self._y = A4[1] - 110
        self._canvas.setFont(FONT, 10)
        if self._header:
            self._canvas.drawString(_MARGIN, A4[1] - 50, self._header)
        self._canvas.drawCentredString(A4[0] / 2, 40, f"— {self._page} —")

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self._canvas.showPage()
        self._open()

    def _down(self, by: float) -> None:
        self._y -= by
        if self._y < 80:
            self.new_page()

    def line(self, text: str, size: float = SIZE, indent: float = 0.0) -> None:
        """Set one line."""
        self._canvas.setFont(FONT, size)
        self._canvas.drawString(_MARGIN + indent, self._y, text)
        self._down(size * 1.75)

    def title(self, text: str, size: float) -> None:
        """Set a title, centred, over as many lines as it takes."""
        for line in _broken(text, int(_ACROSS * SIZE / size) - 2, 0, size):
            self._canvas.setFont(FONT, size)
            self._canvas.drawCentredString(_MARGIN + _ACROSS * SIZE / 2, self._y, line)
            self._down(size * 1.75)

    def paragraph(self, text: str) -> None:
        """Set a paragraph, its first line indented by two characters."""
        for k, line in enumerate(_broken(text, _ACROSS, 2, SIZE)):
            self.line(line, SIZE, 0 if k else 2 * SIZE)

    def table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Rule a table and set its cells."""
        size, count = 9.0, max(map(len, rows))
        width = _ACROSS * SIZE / count
        self._canvas.setFont(FONT, size)
        self._y += SIZE
        for row in rows:
            cells = [list(_broken(c, max(int(width / size) - 1, 1), 0, size)) for c in row] + [[]] * (count - len(row))
            height = max(1, *map(len, cells)) * size * 1.3 + 4
            if self._y - height < 70:
                self.new_page()
                self._canvas.setFont(FONT, size)
            for k, lines in enumerate(cells):
                self._canvas.rect(_MARGIN + k * width, self._y - height, width, height)
                for n, line in enumerate(lines):
                    self._canvas.drawString(_MARGIN + k * width + 3, self._y - size * 1.3 * (n + 1), line)
            self._y -= height
        self._down(2 * SIZE)

    def data(self) -> bytes:
        """Close the file and return it."""
        self._canvas.showPage()
        self._canvas.save()
        return self._stream.getvalue()


def _broken(text: str, across: int, indent: int, size: float) -> Iterator[str]:
    """Break a text into lines of a width; punctuation that closes does not open a line."""
    room = (across - indent) * size
    line = ""
    for char in text:
        wide = pdfmetrics.stringWidth(line + char, FONT, size)
        if line and wide > room + 0.1 and char not in _CLOSERS:
            keep = ""
            while line and (line[-1] in _OPENERS or (_WORD.match(line[-1]) and _WORD.match(char))) and len(keep) < 20:
                line, keep = line[:-1], line[-1] + keep
            if line:
                yield line
            line, room = keep, across * size
        line += char
    if line:
        yield line


def as_pdf(text: str, header: str = "") -> bytes:
    """Write a text as a PDF; a text that comes in short lines keeps them."""
    found = pieces(text)
    longest = max(len(p.text) for p in found if not p.rows)
    writer = PdfWriter(header)
    for piece in found:
        if piece.rows:
            writer.table(piece.rows)
        elif piece.level:
            writer.title(piece.text, 24.0 - piece.level)
        elif longest <= 60:
            writer.line(piece.text.strip(), indent=2 * SIZE if piece.text[0] in " \u3000" else 0)
        else:
            writer.paragraph(piece.text.strip())
    return writer.data()
