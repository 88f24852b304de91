"""Word files: what a reader sees, in order, with the numbers that Word counts itself."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from deltatrunk.loaders.formats.extraction import source

LEVELS = (
    ("chineseCountingThousand", "%1、", 1),
    ("chineseCounting", "（%2）", 1),
    ("decimal", "%3.", 3),
    ("decimalEnclosedCircle", "%4", 1),
    ("bullet", "●", 1),
)
NUMBERING = "".join(
    f'<w:lvl w:ilvl="{k}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for k, (kind, text, start) in enumerate(LEVELS)
)


def text_of(document: Document) -> str:
    stream = io.BytesIO()
    document.save(stream)
    return source(stream.getvalue(), "通知.docx").text


def numbered(document: Document) -> None:
    """Add the usual list of official documents to a document, as number 77."""
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{NUMBERING}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def raw(document: Document, xml: str) -> None:
    """Put a paragraph of raw XML at the end."""
    spaces = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.element.body.insert(-1, parse_xml(f"<w:p {spaces}>{xml}</w:p>"))


def test_numbers_of_lists_are_counted() -> None:
    document = docx.Document()
    numbered(document)
    for level, words in (
        (0, "总体要求"),
        (0, "主要任务"),
        (1, "强基础"),
        (2, "建设平台"),
        (2, "培育企业"),
        (3, "甲"),
        (1, "优生态"),
        (2, "服务"),
        (4, "点"),
        (0, "保障"),
    ):
        raw(
            document,
            f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
            f"<w:r><w:t>{words}</w:t></w:r>",
        )
    assert text_of(document).splitlines() == [
        "一、总体要求", "二、主要任务", "（一）强基础", "3.建设平台", "4.培育企业", "①甲",
        "（二）优生态", "3.服务", "点", "三、保障",
    ]  # fmt: skip


def test_numbers_come_from_the_style_too() -> None:
    document = docx.Document()
    numbered(document)
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("总体要求", 1)
    document.add_heading("主要任务", 1)
    assert text_of(document) == "# 一、总体要求\n# 二、主要任务\n"


def test_paragraphs_tables_and_text_boxes_stand_in_order() -> None:
    document = docx.Document()
    document.add_paragraph("表前")
    table = document.add_table(3, 3)
    for row, words in zip(
        table.rows, (("序号", "企业", "园区"), ("1", "甲公司\n乙公司", "东园"), ("2", "丙", "")), strict=True
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    document.add_paragraph("表后")
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict>"
    choices = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    twice = f"<mc:AlternateContent>{choices}</mc:AlternateContent>"
    raw(document, f"<w:r><w:t>框外</w:t></w:r><w:r>{twice}</w:r>")
    assert text_of(document).splitlines() == [
        "表前", "序号\t企业\t园区", "1\t甲公司、乙公司\t东园", "2\t丙\t东园", "表后", "框外", "框内",
    ]  # fmt: skip


def test_only_what_a_reader_sees_is_read() -> None:
    document = docx.Document()
    raw(
        document,
        "<w:r><w:t>保留</w:t></w:r><w:del><w:r><w:delText>删去</w:delText><w:t>删去</w:t></w:r></w:del><w:ins><w:r><w:t>插入</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:br w:type="page"/></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt><w:r><w:br/><w:t>下一行</w:t></w:r>",
    )
    assert text_of(document) == "保留插入链接控件\n下一行\n"


def test_contents_of_the_file_are_left_out() -> None:
    document = docx.Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("目 录")
    document.add_paragraph("一、总体要求\t1", style)
    document.add_paragraph("一、总体要求")
    assert text_of(document) == "一、总体要求\n"


def test_table_around_text_is_paragraphs() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "一、总体要求"
    cell.add_paragraph("推进数字化。")
    assert text_of(document) == "一、总体要求\n推进数字化。\n"


@pytest.mark.parametrize("missing", ["word/styles.xml", "word/numbering.xml"])
def test_file_without_styles_or_lists_is_read(missing: str) -> None:
    document = docx.Document()
    document.add_paragraph("推进数字化。")
    stream = io.BytesIO()
    document.save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != missing:
                new.writestr(name, old.read(name))
    assert source(out.getvalue(), "x.docx").text == "推进数字化。\n"
