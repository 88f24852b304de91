"""Web pages: the article and nothing around it, tables with their cells, encodings as they are."""

from __future__ import annotations

import pytest
from written import as_html

from deltatrunk.loaders.formats.extraction import source
from deltatrunk.loaders.text import SourceText

BODY = "<p>　　为推进若耶区数字经济发展，现将有关事项通知如下，请认真贯彻执行。</p><p>一、总体要求</p>" + "".join(
    f"<p>第{k}段写明任务，各单位按照职责分工抓好落实，确保取得实效。</p>" for k in range(6)
)


def page(body: str, head: str = "") -> SourceText:
    return source(f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode(), "公文.html")


def test_page_keeps_the_article_and_drops_what_surrounds_it() -> None:
    text = source(as_html("若耶区数字经济行动方案\n一、总体要求\n推进数字化。\n"), "x.html").text
    assert text == "若耶区数字经济行动方案\n一、总体要求\n推进数字化。\n"


@pytest.mark.parametrize("name", ["zoom", "UCAP-CONTENT", "ivs_content"])
def test_article_is_the_container_of_the_sites_systems(name: str) -> None:
    others = "<div><p>" + "其他栏目的一段话，与正文无关，只是占据篇幅而已。" * 4 + "</p></div>"
    assert "其他栏目" not in page(f"{others}<div id='{name}'>{BODY}</div>").text


def test_article_of_an_unknown_site_is_where_the_words_are() -> None:
    links = "<ul>" + "".join(f"<li><a href='#'>栏目{k}</a></li>" for k in range(30)) + "</ul>"
    text = page(
        f"<div class='w1200'>{links}<div class='abc'>{BODY}</div></div><div class='bq'>版权所有 若耶区</div>"
    ).text
    assert text.startswith("为推进若耶区数字经济发展")
    assert "栏目3" not in text


def test_title_comes_from_the_declared_one_when_the_article_lacks_it() -> None:
    declared = "<meta name='ArticleTitle' content='关于印发《若耶区行动方案》的通知'>"
    assert page(f"<div id='zoom'>{BODY}</div>", declared).text.startswith("# 关于印发《若耶区行动方案》的通知\n为推进")
    repeated = f"<div id='zoom'><p>关于印发《若耶区行动方案》的通知</p>{BODY}</div>"
    assert page(repeated, declared).text.count("行动方案") == 1


def test_title_of_the_window_loses_the_name_of_the_site() -> None:
    assert page(f"<div id='zoom'>{BODY}</div>", "<title>若耶区行动方案_若耶区人民政府</title>").text.startswith(
        "# 若耶区行动方案\n"
    )


def test_furniture_of_the_page_is_no_text() -> None:
    shown = "<p>发布日期：2024-01-01</p><p>【字体：大 中 小】</p><p>打印 关闭</p>"
    noise = f"{shown}<div style='display: none'>暗文</div><script>var 脚本=1</script>"
    assert page(f"<div id='zoom'>{noise}{BODY}</div>").text == page(f"<div id='zoom'>{BODY}</div>").text


def test_tables_keep_their_cells_and_spans() -> None:
    table = """<table><tr><td rowspan='2'>序号</td><td rowspan='2'>指标</td><td colspan='2'>目标值</td></tr>
    <tr><td>2024年</td><td>2025年</td></tr><tr><td>1</td><td><p>数字经济</p><p>规模</p></td><td>10&nbsp;亿元</td><td>12</td></tr>
    <tr><td>2</td><td rowspan=2>园区</td><td>1</td><td>2</td></tr><tr><td>3</td><td>5</td><td>6</td></tr></table>"""
    rows = page(f"<div id='zoom'>{BODY}{table}</div>").text.splitlines()[-4:]
    assert rows == [
        "序号\t指标\t目标值2024年\t目标值2025年",
        "1\t数字经济 规模\t10 亿元\t12",
        "2\t园区\t1\t2",
        "3\t园区\t5\t6",
    ]


def test_table_that_lays_the_page_out_is_paragraphs() -> None:
    text = page(
        f"<table><tr><td><div id='zoom'>{BODY}<table><tr><td>甲</td><td>乙</td></tr>"
        "<tr><td>1</td><td>2</td></tr></table></div></td></tr></table>"
    ).text
    assert text.splitlines()[:2] == ["为推进若耶区数字经济发展，现将有关事项通知如下，请认真贯彻执行。", "一、总体要求"]
    assert text.endswith("甲\t乙\n1\t2\n")


def test_lines_end_at_breaks_and_blocks_and_entities_are_characters() -> None:
    text = page(
        f"<div id='zoom'>{BODY}<p>甲&ldquo;乙&rdquo;<br>（一）<b>丙</b>&#20219;</p><span>丁</span><div>戊</div></div>"
    ).text
    assert text.endswith("甲“乙”\n（一）丙任\n丁\n戊\n")


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "utf-8", "utf-16"])
def test_encoding_is_the_declared_one_or_the_mark_at_the_start(encoding: str) -> None:
    assert "一、总体要求" in source(as_html("一、总体要求\n推进若耶区数字化。", encoding), "x.htm").text


def test_page_that_names_a_wrong_encoding_is_read_as_what_it_is() -> None:
    raw = f"<html><meta charset='utf-8'><body>{BODY}</body></html>".encode("gb18030")
    assert "一、总体要求" in source(raw, "x.html").text


def test_text_file_that_is_a_page_is_read_as_one() -> None:
    assert "<p>" not in source(as_html("一、总体要求"), "公文.txt").text
