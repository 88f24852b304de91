"""Lines to blocks to the heading tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_documents import FOLDER, sections, source

from deltatrunk.graph.errors import NotAPolicyDocument
from deltatrunk.graph.ids import fold
from deltatrunk.loaders.blocks import Block, blocks
from deltatrunk.loaders.documents import documents
from deltatrunk.loaders.numbering import chinese_number, numbering
from deltatrunk.loaders.outline import Section, outline, role_of
from deltatrunk.loaders.reading import passages_of
from deltatrunk.loaders.sentences import sentences
from deltatrunk.loaders.text import read_source

LONG = "各镇街要结合本地实际制定具体推进清单，逐项明确时间节点和责任人员，每季度报送一次进展情况"


def read(text: str) -> tuple[Block, ...]:
    return blocks(source(text))


def tree(text: str) -> Section:
    return outline("方案.txt", read(text))


def words(text: str) -> list[tuple[str, str]]:
    return [(b.kind, b.view.text) for b in read(text)]


@pytest.mark.parametrize(
    ("line", "style", "rank", "ordinal", "length"),
    [
        ("第三章总则", "chapter", 0, 3, 3),
        ("第12部分总则", "chapter", 0, 12, 5),
        ("第二节申领", "section", 1, 2, 3),
        ("一、总体要求", "cn", 1, 1, 2),
        ("二十三、其他", "cn", 1, 23, 4),
        ("（十）任务", "cn_paren", 2, 10, 3),
        ("（一）、任务", "cn_paren", 2, 1, 4),
        ("第二十条办法", "article", 2, 20, 4),
        ("1.任务", "arabic", 3, 1, 2),
        ("12、任务", "arabic", 3, 12, 3),
        ("（3）任务", "arabic_paren", 4, 3, 3),
        ("3）任务", "arabic_half_paren", 4, 3, 2),
        ("⑳任务", "circled", 5, 20, 1),
        ("——任务", "dash", 6, 0, 2),
        ("--任务", "dash", 6, 0, 2),
        ("—任务", "dash", 6, 0, 1),
    ],
)
def test_numbering_is_recognised_in_every_style(line: str, style: str, rank: int, ordinal: int, length: int) -> None:
    found = numbering(line)
    assert found is not None
    assert (found.style, found.rank, found.ordinal, found.length) == (style, rank, ordinal, length)


@pytest.mark.parametrize("line", ["1.5万亿元", "2023年任务", "一个中心", "（试行）", "任务一、二", "", "100.任务"])
def test_numbering_is_none_when_a_line_opens_otherwise(line: str) -> None:
    assert numbering(line) is None


@pytest.mark.parametrize(
    ("text", "value"), [("一", 1), ("十", 10), ("十五", 15), ("二十", 20), ("九十九", 99), ("42", 42), ("甲", 0)]
)
def test_chinese_number_counts_to_ninety_nine(text: str, value: int) -> None:
    assert chinese_number(text) == value


STYLES = """# 镜湖数字走廊规划
第一章 总则
一、总体要求
（一）建设算力底座
1. 建设机房
(1) 改造电力
① 更换变压器
（二）引育企业
第二章 任务
一、主要任务
"""


def test_outline_puts_every_style_under_the_next_higher_one() -> None:
    found = [(len(s.path), s.style, s.path[-1]) for s in sections(tree(STYLES))]
    assert found == [
        (1, "bare", "镜湖数字走廊规划"),
        (1, "chapter", "第一章总则"),
        (2, "cn", "一、总体要求"),
        (3, "cn_paren", "（一）建设算力底座"),
        (4, "arabic", "1.建设机房"),
        (5, "arabic_paren", "（1）改造电力"),
        (6, "circled", "①更换变压器"),
        (3, "cn_paren", "（二）引育企业"),
        (1, "chapter", "第二章任务"),
        (2, "cn", "一、主要任务"),
    ]


def test_outline_goes_on_when_a_rank_is_left_out() -> None:
    found = sections(tree("一、主要任务\n1. 建设机房\n（1）改造电力\n2. 引进企业\n二、保障措施\n"))
    assert [s.path for s in found] == [
        ("一、主要任务",),
        ("一、主要任务", "1.建设机房"),
        ("一、主要任务", "1.建设机房", "（1）改造电力"),
        ("一、主要任务", "2.引进企业"),
        ("二、保障措施",),
    ]


def test_heading_keeps_number_and_title_apart() -> None:
    (section,) = sections(tree("（二） 建设机房\n"))
    assert (section.number, section.title.text, section.ordinal) == ("（二）", "建设机房", 2)
    assert section.heading is not None
    assert section.heading.view.text == "（二）建设机房"


def test_run_in_title_opens_a_section_with_its_text() -> None:
    (section,) = sections(tree("1. 建设机房。改造电力设施，更换变压器。\n"))
    assert section.title.text == "建设机房"
    assert [p.view.text for p in section.passages] == ["改造电力设施，更换变压器。"]


@pytest.mark.parametrize("line", [f"1. {LONG}。", "1. 建设机房；", "1. 建设机房，"])
def test_numbered_sentence_is_an_item_and_no_heading(line: str) -> None:
    root = tree(line + "\n")
    assert sections(root) == []
    assert [p.kind for p in root.passages] == ["item"]


def test_glued_headings_are_taken_apart() -> None:
    assert words(
        "三、建设内容（一）打造算力底座\n一、发展基础近年来，全区数字产业规模持续扩大，企业数量稳步增加。\n"
    ) == [
        ("heading", "三、建设内容"),
        ("heading", "（一）打造算力底座"),
        ("heading", "一、发展基础"),
        ("text", "近年来，全区数字产业规模持续扩大，企业数量稳步增加。"),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n- 7 -\n\n", "\n---\n", "\n第 7 页\n", "\r\n\f"])
def test_sentence_that_a_page_breaks_is_one_paragraph(gap: str) -> None:
    text = f"一、保障措施\n{LONG}{gap}并抄送有关部门。\n"
    assert words(text)[1:] == [("text", f"{LONG}并抄送有关部门。")]


def test_word_that_a_page_breaks_is_whole_again_with_its_span() -> None:
    text = f"{LONG}，持续做强人工\n\n- 3 -\n\n智能产业。\n"
    (block,) = read(text)
    at = block.view.text.index("人工智能")
    start, end = block.view.span(at, at + 4)
    assert text[start:end] == "人工\n\n- 3 -\n\n智能"


def test_page_furniture_is_dropped() -> None:
    page = "镜湖数字走廊规划汇编\n一、任务\n建设机房。\n— 1 —\n"
    found = [text for _, text in words(page * 4 + "====\n***\n12\n")]
    assert found == ["一、任务", "建设机房。"] * 4


def test_line_that_repeats_with_a_number_or_a_full_stop_is_no_running_header() -> None:
    found = [text for _, text in words("一、任务\n建设机房。\n" * 5)]
    assert found == ["一、任务", "建设机房。"] * 5


CONTENTS = {
    "dotted": "目 录\n一、总体要求......1\n（一）指导思想……2\n二、主要任务.....(3)\n",
    "page numbers": "目录\n一、总体要求 1\n（一）指导思想 1\n二、主要任务 3\n",
    "bare": "目次\n一、总体要求\n（一）指导思想\n二、主要任务\n",
    "markdown": "## 目录\n- 一、总体要求\n- （一）指导思想\n- 二、主要任务\n",
}
BODY = "一、总体要求\n（一）指导思想\n坚持创新。\n二、主要任务\n建设机房。\n"


@pytest.mark.parametrize("contents", CONTENTS.values(), ids=CONTENTS.keys())
@pytest.mark.parametrize("front", ["", "镜湖数字走廊规划\n"], ids=["at the start", "behind the title"])
def test_table_of_contents_is_dropped_and_the_body_kept(front: str, contents: str) -> None:
    assert words(front + contents + BODY) == words(front) + words(BODY)


def test_table_of_contents_ends_where_the_title_returns() -> None:
    title = "镜湖数字走廊规划\n"
    assert words(title + CONTENTS["dotted"] + title + BODY) == words(title) + words(title) + words(BODY)


def test_footnote_at_the_foot_of_a_page_does_not_end_the_paragraph() -> None:
    text = f"{LONG}，形成数字工\n1 数字工厂指以数据驱动的工厂。\n厂集群。\n"
    assert words(text) == [("text", "1数字工厂指以数据驱动的工厂。"), ("text", f"{LONG}，形成数字工厂集群。")]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("附件1：合伙人名单", "附件1：合伙人名单"),
        ("附件 2 专家名单", "附件2专家名单"),
        ("附件", "附件"),
        ("附件一、指标表", "附件一、指标表"),
        ("附件3．项目表", "附件3.项目表"),
    ],
)
def test_annex_opens_a_section_of_the_highest_rank(line: str, title: str) -> None:
    found = sections(tree(f"一、任务\n（一）建设机房\n{line}\n（第一批）\n"))
    assert [(s.style, s.path) for s in found[2:]] == [("annex", (title,))]


def test_words_under_an_annex_mark_are_its_captions() -> None:
    (annex,) = sections(tree("附件1\n镜湖数字走廊合伙人名单\n"))
    assert [(p.kind, p.view.text) for p in annex.passages] == [("caption", "镜湖数字走廊合伙人名单")]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("发展目标", "goals"),
        ("“十四五”发展目标", "goals"),
        ("主要任务", "measures"),
        ("重点举措", "measures"),
        ("保障措施", "safeguards"),
        ("空间布局", "layout"),
        ("基本原则", "principles"),
        ("发展基础", "basis"),
        ("建设机房", ""),
        ("围绕群众和企业的需求持续推进各项工作措施", ""),
    ],
)
def test_title_gives_its_role(title: str, role: str) -> None:
    assert role_of(title) == role


def test_role_is_inherited_until_a_heading_has_its_own() -> None:
    text = "一、总体要求\n（一）算力底座\n（二）发展目标\n1. 规模倍增\n二、保障措施\n（一）加强领导\n"
    assert [s.role for s in sections(tree(text))] == ["principles", "principles", "goals", "goals"] + ["safeguards"] * 2


def test_passages_count_up_and_lie_in_their_order() -> None:
    found = passages_of(tree(STYLES + BODY))
    assert [p.order for p in found] == sorted({p.order for p in found})
    assert [p.view.start for p in found] == sorted(p.view.start for p in found)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda p: p.stem)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_passage_slices_to_its_words(path: object, end: str) -> None:
    given = read_source(FOLDER / str(path), "x.txt").text.replace("\n", end)
    if "番茄" in given:
        return
    one = source("\ufeff" + given)
    for document in documents(one):
        passages = passages_of(document.root)
        assert passages
        assert len({p.id for p in passages}) == len(passages)
        for passage in passages:
            assert fold(passage.view.text) in fold(one.text[passage.view.start : passage.view.end])


def test_no_line_of_a_document_is_lost() -> None:
    given = read_source(FOLDER / "lists.txt", "lists.txt")
    (document,) = documents(given)
    covered = {i for p in passages_of(document.root) for i in range(p.view.start, p.view.end)}
    repeated = given.text.splitlines().count("序号\t指标名称\t单位\t2023年（完成）\t2024年目标\t责任单位") - 1
    lost = [
        line
        for line, at in _lines(given.text)
        if line.strip() and not any(i in covered for i in range(at, at + len(line)))
    ]
    assert len(lost) == repeated


def _lines(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((line, at))
        at += len(line) + 1
    return found


LINES = st.one_of(
    st.sampled_from([line for p in FOLDER.glob("*.txt") for line in p.read_text("utf-8").splitlines()]),
    st.sampled_from(
        "|\t|1|①|——|# |**|附件|附件1|目录|......3|1. 。|（一）。|《|》|1 甲|（2023—2025年）|【解读】".split("|")
    ),
    st.sampled_from(["序号 指标 目标值", "序号 甲 乙 丙"]),
    st.just("|---|---|"),
)


@given(st.lists(LINES, max_size=20), st.sampled_from(["\n", "\r\n"]))
def test_any_lines_are_read_or_refused(lines: list[str], end: str) -> None:
    one = source(end.join(lines))
    try:
        found = documents(one)
    except NotAPolicyDocument:
        return
    for document in found:
        for passage in passages_of(document.root):
            assert 0 <= passage.view.start < passage.view.end <= len(one.text)
            assert list(passage.view.starts) == sorted(passage.view.starts)


def test_sentences_keep_marks_inside_quotation_marks() -> None:
    view = read("1. 甲。\n会议提出“建机房！引企业。”并部署（见附件。）任务？完成\n")[-1].view
    assert [s.text for s in sentences(view)] == ["会议提出“建机房！引企业。”并部署（见附件。）任务？", "完成"]
