"""PDF files: reading order, paragraphs over lines and pages, tables, pages; running lines are no text."""

from __future__ import annotations

import io

from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas
from written import PdfWriter, as_pdf

from deltatrunk.loaders.formats.extraction import source

SENTENCE = "若耶区推进数字经济和实体经济深度融合，建设数字产业园，引进一批企业。"
PARAGRAPHS = [f"第{k}项任务：" + SENTENCE * 3 for k in range(1, 31)]


def test_paragraphs_are_joined_over_lines_and_pages() -> None:
    made = source(as_pdf("一、总体要求\n" + "\n".join(PARAGRAPHS), "若耶区文件汇编"), "x.pdf")
    assert made.text.splitlines() == ["一、总体要求", *PARAGRAPHS]
    assert made.encoding == "pdf"


def test_marks_name_the_page_on_which_a_line_begins() -> None:
    data = as_pdf("\n".join(PARAGRAPHS))
    made = source(data, "x.pdf")
    document = PdfDocument(data)
    for words in PARAGRAPHS:
        mark = made.mark(made.text.index(words))
        assert mark is not None
        assert mark.page is not None
        page = document[mark.page - 1].get_textpage()
        assert words[:6] in page.get_text_range()
        page.close()
    document.close()


def test_running_header_and_page_numbers_are_left_out() -> None:
    text = source(as_pdf("\n".join(PARAGRAPHS), "若耶区文件汇编"), "x.pdf").text
    assert "汇编" not in text
    assert "—" not in text


def test_titles_over_two_lines_are_one_and_larger_ones_are_headings() -> None:
    title = "若耶区人民政府办公室关于印发若耶区推进数字经济高质量发展行动方案的通知"
    text = source(as_pdf(f"# {title}\n## 总则\n" + "\n".join(PARAGRAPHS)), "x.pdf").text
    assert text.splitlines()[:2] == [f"# {title}", "## 总则"]


def test_ruled_tables_keep_their_cells() -> None:
    writer = PdfWriter()
    for words in PARAGRAPHS[:3]:
        writer.paragraph(words)
    writer.table(
        (
            ("序号", "企业名称", "园区"),
            ("1", "若耶光电科技股份有限公司上海分公司", "东园"),
            ("2", "镜湖机器人有限公司", ""),
        )
    )
    writer.paragraph("表后的话。")
    assert source(writer.data(), "x.pdf").text.splitlines()[3:] == [
        "序号\t企业名称\t园区",
        "1\t若耶光电科技股份有限公司上海分公司\t东园",
        "2\t镜湖机器人有限公司\t",
        "表后的话。",
    ]


def test_merged_cells_of_a_ruled_table_stand_in_every_row() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(50, 700, "A paragraph above the table that is long enough.")
    for y in (600, 640):
        canvas.line(50, y, 350, y)
    canvas.line(150, 620, 350, 620)
    for x in (50, 150, 250, 350):
        canvas.line(x, 600, x, 640)
    for x, y, words in ((60, 615, "both"), (160, 625, "b1"), (260, 625, "c1"), (160, 605, "b2"), (260, 605, "c2")):
        canvas.drawString(x, y, words)
    canvas.save()
    assert source(stream.getvalue(), "x.pdf").text.splitlines()[1:] == ["both\tb1\tc1", "both\tb2\tc2"]


def test_table_over_two_pages_is_one_and_a_cut_row_is_whole() -> None:
    writer = PdfWriter()
    for words in PARAGRAPHS[:3]:
        writer.paragraph(words)
    writer.table((("序号", "企业名称", "园区"), ("1", "若耶光电科技", "东园")))
    writer.new_page()
    writer.table((("", "股份有限公司", ""), ("2", "镜湖机器人有限公司", "西园")))
    made = source(writer.data(), "x.pdf")
    rows = ["序号\t企业名称\t园区", "1\t若耶光电科技股份有限公司\t东园", "2\t镜湖机器人有限公司\t西园"]
    assert made.text.splitlines()[3:] == rows
    assert [m.page for m in (made.mark(made.text.index(row)) for row in rows) if m] == [1, 1, 2]
