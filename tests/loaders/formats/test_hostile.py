"""Files that are broken, locked or made to harm: one clear line each, soon, and never a traceback."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas
from written import as_docx, as_html, as_pdf, as_xlsx

from deltatrunk.graph.errors import UnreadableFile
from deltatrunk.loaders import extract
from deltatrunk.loaders.formats import pdf_reading, zipped
from deltatrunk.loaders.formats.extraction import source

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{k} "&a{k - 1};&a{k - 1};">' for k in range(1, 30)) + "]>"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SECONDS = 20.0


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """Return a package with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


def word(body: str, head: str = "") -> bytes:
    document = f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>'
    return changed(as_docx("推进数字化。"), "word/document.xml", document.encode())


def sheet(body: str) -> bytes:
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{body}</worksheet>'
    return changed(as_xlsx({"S": [["企业名称", "园区"]]}), "xl/worksheets/sheet1.xml", xml.encode())


def locked_pdf() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=pdfencrypt.StandardEncryption("secret"))
    canvas.drawString(50, 700, "words")
    canvas.save()
    return stream.getvalue()


def picture_pdf() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(3):
        canvas.rect(50, 50, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def cyclic_pdf() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 9999/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def nested_forms(levels: int, width: int) -> bytes:
    """A page that draws a form that draws the next one several times, and so on: few bytes, no end."""

    def stream(head: str, body: str) -> str:
        return f"<<{head}/Length {len(body)}>>stream\n{body}\nendstream"

    form = "/Type/XObject/Subtype/Form/BBox[0 0 500 500]"
    font = "/Font<</A<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>{font}>>>>",
        stream("", "BT /A 12 Tf 50 400 Td (words of the page) Tj ET /F Do"),
        *(
            stream(f"{form}/Resources<</XObject<</F {k + 6} 0 R>>>>", "/F Do " * width) if k < levels - 1
            else stream(form, "0 0 m 9 9 l S") for k in range(levels)
        ),
    ]  # fmt: skip
    data, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj{text}endobj\n".encode()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    table = f"xref\n0 {count}\n0000000000 65535 f \n{rows}trailer<</Root 1 0 R/Size {count}>>\n"
    return data + f"{table}startxref\n{len(data)}\n%%EOF".encode()


def locked_member() -> bytes:
    data = bytearray(as_docx("推进数字化。"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip-bomb-docx": ("x.docx", lambda: word(f"<w:p><w:r><w:t>{'数' * 9_000_000}</w:t></w:r></w:p>"), "压缩炸弹"),
    "zip-bomb-xlsx": ("x.xlsx", lambda: sheet("<!--" + " " * 30_000_000 + "-->"), "压缩炸弹"),
    "laughs-docx": ("x.docx", lambda: word("<w:p><w:r><w:t>&a29;</w:t></w:r></w:p>", LAUGHS), "实体声明"),
    "laughs-xlsx": ("x.xlsx", lambda: changed(as_xlsx({"S": [["a"]]}), "xl/workbook.xml", LAUGHS.encode()), "实体声明"),
    "deep-docx": ("x.docx", lambda: word("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "嵌套过深"),
    "deep-html": ("x.html", lambda: b"<html><body>" + b"<div>" * 200_000 + "数字".encode() * 50, "嵌套"),
    "no-docx": ("x.docx", "不是压缩包".encode, "不是 .docx"),
    "half-docx": ("x.docx", lambda: as_docx("推进数字化。")[:3000], "已损坏"),
    "zip-docx": ("x.docx", lambda: changed(as_xlsx({"S": [["a"]]}), "", b""), "不是 Word"),
    "broken-xml": ("x.docx", lambda: word("<w:p><w:r>"), "XML 已损坏"),
    "locked-office": ("x.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "locked-member": ("x.docx", locked_member, "密码"),
    "old-word": ("x.docx", lambda: OLE, "旧版"),
    "old-word-txt": ("x.txt", lambda: OLE, "旧版"),
    "docx-as-txt": ("x.txt", lambda: as_docx("推进数字化。"), "后缀不对"),
    "empty-docx": ("x.docx", lambda: as_docx("\u3000"), "没有文字"),
    "no-bytes": ("x.pdf", lambda: b"", "不是 PDF"),
    "no-bytes-html": ("x.html", lambda: b"  ", "空的"),
    "no-pdf": ("x.pdf", lambda: b"hello", "不是 PDF"),
    "half-pdf": ("x.pdf", lambda: as_pdf("推进数字化。")[:300], "已损坏|没有文字"),
    "locked-pdf": ("x.pdf", locked_pdf, "密码"),
    "scan": ("x.pdf", picture_pdf, "扫描件"),
    "cyclic-pdf": ("x.pdf", cyclic_pdf, "3000 页"),
    "no-workbook": ("x.xlsx", lambda: as_docx("推进数字化。"), "不是 Excel"),
    "broken-sheet": ("x.xlsx", lambda: sheet("<sheetData><row><c t='s'><v>99</v></c></row></sheetData>"), "已损坏"),
    "long-line": ("x.txt", lambda: "数".encode() * 30_000, "一行长达"),
    "long-paragraph": ("x.docx", lambda: word(f"<w:p><w:r><w:t>{'数' * 30_000}</w:t></w:r></w:p>"), "一行长达"),
    "csv-quote": ("x.csv", lambda: '甲,"'.encode() + b"x,\n" * 100_000, "CSV|一行长达"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("case", CASES)
def test_file_is_refused_in_words(case: str) -> None:
    file, make, words = CASES[case]
    with pytest.raises(UnreadableFile, match=words) as caught:
        source(make(), file)
    assert caught.value.where == file
    assert caught.value.hint


def test_sheet_that_claims_to_be_huge_is_read_for_what_it_holds() -> None:
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>企业名称</t></is></c></row>'
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = sheet(
        f'<dimension ref="A1:XFD1048576"/><sheetData>{first}{last}</sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    assert "企业名称" in source(data, "x.xlsx").text


def test_pages_that_nest_tables_and_spans_are_read_within_bounds() -> None:
    table = (
        "<table><tr><td rowspan='9999' colspan='9999'>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    )
    nested = f"<html><body>{'<table><tr><td>' * 40}{table * 50}{'</td></tr></table>' * 40}</body></html>"
    assert "丁" in source(nested.encode(), "x.html").text


def test_page_with_entities_of_its_own_expands_none() -> None:
    made = source(
        f"{LAUGHS.replace('DOCTYPE x', 'DOCTYPE html')}<html><body><p>数字经济&a29;</p></body></html>".encode(),
        "x.html",
    )
    assert len(made.text) < 5000


def test_archive_that_unpacks_beyond_the_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = changed(as_docx("推进数字化。"), "", b"")
    monkeypatch.setattr(zipped, "MAX_TOTAL", 1000)
    with pytest.raises(UnreadableFile, match="512 MiB"):
        source(data, "x.docx")
    monkeypatch.setattr(zipped, "MAX_MEMBERS", 2)
    with pytest.raises(UnreadableFile, match="2 个的上限"):
        source(data, "x.docx")


@pytest.mark.parametrize(("make", "file"), [(as_docx, "x.docx"), (as_html, "x.html"), (as_pdf, "x.pdf")])
def test_cut_and_changed_files_are_read_or_refused(make: Callable[[str], bytes], file: str) -> None:
    data = make("一、总体要求\n推进若耶区数字化转型。\n甲\t乙\n1\t2\n")
    refused = 0
    for k in range(60):
        at = len(data) * k // 60
        for hurt in (data[:at], data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]):
            try:
                source(hurt, file)
            except UnreadableFile:
                refused += 1
    assert refused > 0


def test_pdf_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert source(nested_forms(3, 10), "x.pdf").text == "words of the page\n"
    monkeypatch.setattr(pdf_reading, "SECONDS", 2.0)
    with pytest.raises(UnreadableFile, match="已超过 2 秒"):
        source(nested_forms(10, 10), "x.pdf")


@pytest.mark.parametrize(
    "data", [b"<!---->" * 600, b"<html><title>" + b"-" * 2_000_000, b"<p class='" + b"_bdshare" * 200_000]
)
def test_patterns_end_soon_on_what_is_made_to_keep_them_busy(data: bytes) -> None:
    for file in ("x.html", "x.txt"):
        with suppress(UnreadableFile):
            source(data + "<p>数字经济</p>".encode(), file)


def test_merges_without_an_end_are_passed_over() -> None:
    cells = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>企业名称</t></is></c></row></sheetData>'
    noise = "<!--" + "".join(f"<mergeCell {k} " for k in range(200_000)) + "-->"
    assert "企业名称" in source(sheet(cells + noise), "x.xlsx").text


def test_pdf_that_was_refused_leaves_the_library_usable() -> None:
    with pytest.raises(UnreadableFile):
        source(cyclic_pdf(), "x.pdf")
    document = PdfDocument(as_pdf("推进数字化。"))
    assert len(document) == 1
    document.close()


def test_sheet_with_a_style_that_is_not_there_is_read_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    cell = '<c r="A1" s="99" t="inlineStr"><is><t>企业名称</t></is></c><c r="B1" t="inlineStr"><is><t>园区</t></is></c>'
    with suppress(UnreadableFile):
        source(sheet(f'<sheetData><row r="1">{cell}</row></sheetData>'), "x.xlsx")
    assert capfd.readouterr() == ("", "")


def test_table_of_marks_only_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("2,", "utf-8")
    assert "没有成句的文字" in str(extract([path]).problems[0])
