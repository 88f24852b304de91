"""The characters and ruling lines of a PDF, read by the library in a process of its own.

Run as a script: the file comes on standard input, JSON lines go to standard output, one for the number
of pages and one a page. PDFium is C++ and a crafted file can keep it busy for ever or end it; the
process that asks (:mod:`.pdf_reading`) can stop this one and goes on. Only the standard library and
pypdfium2 are imported, so that it starts soon.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

MAX_CHARACTERS = 60_000
"""Characters a page; a full page of small print has five thousand."""
MAX_STROKES = 20_000
_MAX_OBJECTS = 50_000
_MAX_FORM_DEPTH = 4
_NO_CHARACTERS = (0, 0xFFFD, 0xFFFE, 0xFFFF)


def main() -> None:
    """Answer for the file on standard input."""
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
    except pdfium.PdfiumError as error:
        _say({"error": "password" if "password" in str(error).lower() else "broken"})
        return
    _say({"pages": len(document)})
    for k in range(len(document)):
        try:
            page = document[k]
            words = page.get_textpage()
            _say({"height": page.get_height(), "chars": list(_chars(words)), "strokes": list(_strokes(page))})
            words.close()
            page.close()
        except pdfium.PdfiumError:
            _say({"error": "page"})
            return


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n")
    sys.stdout.buffer.flush()


def _chars(page: pdfium.PdfTextPage) -> Iterator[tuple[str, float, float, float, float]]:
    """Yield each character with its box: left, bottom, right, top in points."""
    box = raw.FS_RECTF()
    for k in range(min(page.count_chars(), MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(page, k)
        if code in _NO_CHARACTERS or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or chr(code) in "\r\n":
            continue
        if raw.FPDFText_GetLooseCharBox(page, k, ctypes.byref(box)):
            yield chr(code), round(box.left, 2), round(box.bottom, 2), round(box.right, 2), round(box.top, 2)


def _strokes(page: pdfium.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight pieces of every path, curves left out, in page coordinates."""
    x, y = ctypes.c_float(), ctypes.c_float()
    count = 0
    for number, item in enumerate(page.get_objects(max_depth=_MAX_FORM_DEPTH)):
        if number > _MAX_OBJECTS:
            return
        if item.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        matrix = item.get_matrix()
        start = here = (0.0, 0.0)
        for k in range(raw.FPDFPath_CountSegments(item)):
            count += 1
            if count > MAX_STROKES:
                return
            segment = raw.FPDFPath_GetPathSegment(item, k)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = matrix.on_point(x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO:
                yield round(here[0], 2), round(here[1], 2), round(point[0], 2), round(point[1], 2)
            here = point
            if raw.FPDFPathSegment_GetClose(segment):
                yield round(here[0], 2), round(here[1], 2), round(start[0], 2), round(start[1], 2)
                here = start


if __name__ == "__main__":
    main()
