"""A map on a projector: steps, parts, saved views, and the page as it was afterwards."""

from __future__ import annotations

from typing import Any

from dotted_view import dotted_view
from opened_pages import until

from deltatrunk.graph.model import Graph


def start(page: Any) -> None:
    """Begin to present."""
    page.keyboard.press("p")
    until(page, "document.getElementById('caption').textContent.includes('1/')")


def caption(page: Any) -> str:
    found: str = page.locator("#caption").inner_text()
    return found


def test_part_fills_the_screen_without_what_lies_beyond(opened: Any, graph: Graph) -> None:
    seen = opened("trunk", graph)
    page = seen.page
    start(page)
    for _ in range(page.evaluate("deltatrunk.view.areas.filter((a) => a.title).length")):
        page.keyboard.press("ArrowRight")
        beyond = page.evaluate(
            """() => { const c = deltatrunk.camera(), v = deltatrunk.view, p = deltatrunk.state.part;
            const wide = c.right - c.left, high = c.bottom - c.top;
            return [p ? c.left <= p.left && p.right <= c.right && c.top <= p.top && p.bottom <= c.bottom : true,
              wide >= v.width || (c.left >= -1 && c.right <= v.width + 1),
              high >= v.height || (c.top >= -1 && c.bottom <= v.height + 1)]; }"""
        )
        assert beyond == [True, True, True], caption(page)
    seen.clean()


def test_map_without_parts_steps_by_type_and_by_the_most_linked(opened: Any) -> None:
    seen = opened(dotted_view(80))
    page = seen.page
    start(page)
    titles = []
    for _ in range(9):
        page.keyboard.press("PageDown")
        titles.append(caption(page).split("\u3000")[0])
        assert page.evaluate("deltatrunk.scene.focus.size") > 0
    assert titles[0].endswith("（20）")
    assert titles[-1].endswith("及其关联")
    assert len(set(titles)) == 9
    large = page.evaluate("Math.max(...deltatrunk.painter.labels.map((l) => l.px))")
    page.keyboard.press("Escape")
    until(page, "!document.body.classList.contains('presenting')")
    assert page.evaluate("deltatrunk.scene.focus") is None
    until(page, f"Math.max(...deltatrunk.painter.labels.map((l) => l.px)) < {large}")
    seen.clean()


def test_saved_view_is_the_last_step_with_its_title_filters_and_theme(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    page.keyboard.press("d")
    page.locator("#legend button[data-type=Park]").click()
    page.evaluate("deltatrunk.look({x: 300, y: 200}, 2.5)")
    page.evaluate("document.getElementById('more').open = true")
    page.locator("#keep-title").fill("<i>组件一带</i>")
    page.locator("#keep").click()
    page.evaluate("document.getElementById('more').open = false")
    page.keyboard.press("d")
    page.locator("#legend button[data-type=Park]").click()
    page.locator("#fit").click()
    start(page)
    page.keyboard.press("End")
    assert caption(page).startswith("<i>组件一带</i>")
    assert page.evaluate("deltatrunk.filtersNow().hidden") == ["Park"]
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    middle = page.evaluate("deltatrunk.network.getViewPosition()")
    assert (round(middle["x"]), round(middle["y"])) == (300, 200)
    page.keyboard.press("Escape")
    until(page, "!document.body.classList.contains('presenting')")
    assert page.evaluate("deltatrunk.filtersNow().hidden") == []
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.evaluate("document.getElementById('more').open = true")
    page.locator("#kept button[title=删除]").click()
    assert page.locator("#kept li").count() == 0
    seen.clean()


def test_escape_closes_the_panel_before_it_ends_the_presentation(opened: Any, graph: Graph) -> None:
    page = opened("chain-leaders", graph, chain="光伏").page
    start(page)
    page.evaluate("deltatrunk.openEntity('Park:北园')")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.body.classList.contains('presenting')")


def test_list_of_names_opens_what_is_chosen(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    page.keyboard.press("l")
    names = page.locator("#name-list li").all_inner_texts()
    assert len(names) == page.evaluate("deltatrunk.scene.placesOf.size")
    assert "北园" in names
    page.keyboard.press("d")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.locator("#name-list button", has_text="北园").click()
    assert page.locator("#panel h2").inner_text() == "北园"
    seen.clean()


def test_list_of_many_names_says_how_many_are_left_out(opened: Any) -> None:
    page = opened(dotted_view(1000)).page
    page.keyboard.press("l")
    assert page.locator("#name-list li").count() == 400
    assert page.locator("#name-count").inner_text().startswith("图中现有 1000 个名称，这里列出 400 个")


def test_sources_and_notes_are_told_in_full(opened: Any) -> None:
    seen = opened(dotted_view(20))
    seen.page.locator("#sources").click()
    told = seen.page.locator("#documents").inner_text()
    for words in ("文件（2）", "甲文件", "乙文件", "示意图"):
        assert words in told
    seen.clean()


def test_symbols_stand_out_from_the_dark_ground(opened: Any, graph: Graph) -> None:
    page = opened("trunk", graph).page
    worst = page.evaluate(
        """() => Math.min(...deltatrunk.view.legend.filter((e) => e.kind === 'node').map((e) => {
        const a = luminance(onGround(e.color, THEMES.dark)), b = luminance(THEMES.dark.box);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }))"""
    )
    assert worst >= 3
