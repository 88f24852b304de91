"""The maps in a real browser with the network cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from opened_pages import click, ink

from deltatrunk.graph.model import Graph


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
@pytest.mark.parametrize(
    ("name", "options"),
    [("chain-leaders", {}), ("chain-leaders", {"chain": "光伏"}), ("trunk", {})],
    ids=["overview", "chain", "trunk"],
)
def test_map_draws_with_the_network_cut(
    opened: Any, graph: Graph, name: str, options: dict[str, object], width: int, height: int
) -> None:
    seen = opened(name, graph, width=width, height=height, **options)
    assert ink(seen.page) > 20
    assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert seen.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    corners = seen.page.evaluate(
        """() => { const v = deltatrunk.view, n = deltatrunk.network, b = document.getElementById('map');
        const a = n.canvasToDOM({x: 0, y: 0}), z = n.canvasToDOM({x: v.width, y: v.height});
        return [a.x, a.y, b.clientWidth - z.x, b.clientHeight - z.y]; }"""
    )
    assert min(corners) >= -1
    seen.clean()


def test_search_by_alias_opens_the_entity(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    page.keyboard.press("/")
    page.keyboard.type("甲星")
    assert page.locator("#results li").first.inner_text().startswith("甲星公司")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "甲星公司"
    assert "甲星" in page.locator("#panel").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    seen.clean()


def test_search_without_a_hit_says_so(opened: Any, graph: Graph) -> None:
    page = opened("trunk", graph).page
    page.locator("#search").fill("没有这个")
    assert "没有" in page.locator("#results").inner_text()


def test_click_on_a_box_shows_the_sentence(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    click(page, "Company:甲星公司")
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "甲星公司"
    panel.locator("summary").first.click()
    assert "甲星公司是光伏产业链的链主，乙镜公司参与组件环节。" in panel.inner_text()
    assert "试验行动方案" in panel.inner_text()
    assert panel.locator("mark").first.inner_text() != ""
    panel.locator("button.name", has_text="光伏").first.click()
    assert panel.locator("h2").inner_text() == "光伏"
    seen.clean()


def test_click_on_a_line_shows_the_sentence(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    at = page.evaluate(
        """() => { const e = deltatrunk.view.edges.find((e) => e.type === 'LEADS'), [a, b] = e.path.slice(0, 2);
        return deltatrunk.network.canvasToDOM({x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2}); }"""
    )
    frame = page.locator("#map").bounding_box()
    page.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
    text = page.locator("#panel").inner_text()
    assert "引领" in text
    assert "甲星公司是光伏产业链的链主" in text
    seen.clean()


def test_legend_hides_and_shows_a_type(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    chip = page.locator("#legend button[data-type=Park]")
    assert chip.inner_text().split() == ["园区1"] or chip.inner_text().split() == ["园区", "1"]
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    click(page, "Park:北园")
    assert page.locator("#panel").is_hidden()
    chip.click()
    click(page, "Park:北园")
    assert page.locator("#panel h2").inner_text() == "北园"
    seen.clean()


def test_neighbourhood_and_back(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    before = page.evaluate("deltatrunk.network.getViewPosition()")
    click(page, "Segment:组件")
    page.locator("#panel button", has_text="只看邻域").click()
    assert page.locator("#back").is_visible()
    assert page.evaluate("deltatrunk.network.getViewPosition()") != before
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#back").is_hidden()
    seen.clean()


def test_arrow_keys_walk_from_box_to_box(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    click(page, "Segment:硅料")
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel h2").inner_text() == "组件"
    assert "组件" in page.locator("#live").inner_text()
    seen.clean()


def test_dark_and_print_keep_the_picture(opened: Any, graph: Graph) -> None:
    seen = opened("trunk", graph)
    page = seen.page
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert ink(page) > 20
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    seen.clean()


def test_png_is_saved(opened: Any, graph: Graph, tmp_path: Path) -> None:
    seen = opened("trunk", graph)
    with seen.page.expect_download() as waiting:
        seen.page.evaluate("document.getElementById('more').open = true")
        seen.page.locator("#png").click()
    file = tmp_path / "map.png"
    waiting.value.save_as(file)
    assert file.read_bytes().startswith(b"\x89PNG")
    assert int.from_bytes(file.read_bytes()[16:20], "big") == 2 * 1280
    assert file.stat().st_size > 10_000
    assert waiting.value.suggested_filename.startswith("试验干线")
    assert seen.errors == []
    assert seen.reports() == []


def test_hostile_names_run_nothing(opened: Any, hostile: Graph) -> None:
    seen = opened("chain-leaders", hostile, chain="光伏")
    page = seen.page
    bad = page.evaluate("deltatrunk.view.nodes.find((n) => n.label.includes('img')).id")
    click(page, bad)
    assert "<img src=x onerror=alert(2)>" in page.locator("#panel h2").inner_text()
    page.locator("#search").fill("<img")
    assert page.locator("#results img").count() == 0
    assert page.locator("#panel img, #panel script").count() == 0
    seen.clean()
