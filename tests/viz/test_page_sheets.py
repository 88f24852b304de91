"""The picture taken out of the page: whole, in part, on paper, with its words around it."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from dotted_view import dotted_view
from opened_pages import until

from deltatrunk.graph.model import Graph

SVG = "{http://www.w3.org/2000/svg}"


def words(text: str) -> list[str]:
    """Return the words of a drawing."""
    return ["".join(found.itertext()) for found in ElementTree.fromstring(text).iter(f"{SVG}text")]


def test_drawing_of_a_part_holds_only_that_part(opened: Any, graph: Graph) -> None:
    page = opened("chain-leaders", graph, chain="光伏").page
    whole = words(page.evaluate("deltatrunk.svg()"))
    page.evaluate(
        """() => { const n = deltatrunk.scene.nodeOf.get('Park:北园');
        deltatrunk.look({x: n.x, y: n.y}, deltatrunk.network.getScale() * 6); }"""
    )
    part = words(page.evaluate("deltatrunk.svg(deltatrunk.camera())"))
    assert "北园" in whole
    assert "北园" in part
    assert len(part) < len(whole)


def test_drawing_has_colours_that_office_programs_read(opened: Any, graph: Graph) -> None:
    text = opened("trunk", graph).page.evaluate("deltatrunk.svg()")
    assert re.search(r'(?:fill|stroke)="#[0-9a-f]{8}"', text) is None
    assert "fill-opacity" in text


def test_sheet_tells_every_type_and_breaks_its_sources(opened: Any) -> None:
    page = opened(dotted_view(30)).page
    page.evaluate("deltatrunk.view.sources = Array.from({length: 12}, (_, i) => '第' + i + '份很长很长的试验文件名称')")
    told = words(page.evaluate("deltatrunk.svg()"))
    for title in page.evaluate("deltatrunk.view.legend.map((e) => e.title + ' ' + e.count)"):
        assert title in told
    wide = page.evaluate("new Sheet(deltatrunk, deltatrunk.camera()).footRows().map((row) => emOf(row) * 13)")
    assert len(wide) >= 3
    assert max(wide) <= 1280


@pytest.mark.parametrize("count", [60, 1000])
def test_no_label_is_cut_by_the_edge(opened: Any, count: int) -> None:
    seen = opened(dotted_view(count))
    outside = seen.page.evaluate(
        """() => { const c = deltatrunk.camera(), s = c.scale;
        return deltatrunk.painter.labels.filter(({box}) => box && (box.left < c.left * s || box.right > c.right * s
          || box.top < c.top * s || box.bottom > c.bottom * s)).length; }"""
    )
    assert outside == 0
    assert seen.page.evaluate("deltatrunk.painter.labels.length") >= min(count - 10, 100)
    seen.clean()


def test_title_is_whole_beside_all_tools(opened: Any, graph: Graph) -> None:
    page = opened("chain-leaders", graph).page
    until(page, "document.fonts.status === 'loaded'")
    assert page.evaluate(
        "(() => { const t = document.getElementById('title'); return t.scrollWidth <= t.clientWidth; })()"
    )
    assert page.evaluate("document.querySelector('header').scrollWidth <= innerWidth")


def test_paper_is_one_page_of_lines_and_letters(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph)
    pdf = seen.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert seen.page.locator(".printed").count() == 0
    seen.clean()
