"""The atlas in a real browser with the network cut."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_atlas import hostile_answers, small_answers
from opened_pages import WATCH, Opened, click, until

import deltatrunk
from deltatrunk.graph.model import Graph
from deltatrunk.viz import write_atlas

SIZES = [(1920, 1080), (1280, 720)]
SLACK = 3
"""Machines that run tests do other things too: times may be so many times the limits that hold on a quiet one."""


@pytest.fixture
def atlas_page(chromium: Any) -> Iterator[Any]:
    """Return a function that opens an atlas' file offline and waits for the first picture."""
    contexts = []

    def opener(file: Path, *, width: int = 1280, height: int = 720, at: str = "") -> Opened:
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True)
        contexts.append(context)
        seen = Opened(context.new_page())
        seen.page.add_init_script(WATCH)
        seen.page.on("request", lambda r: seen.requests.append(r.url) if r.url.split("#")[0] != file.as_uri() else None)
        seen.page.on("console", lambda m: seen.errors.append(m.text) if m.type in ("error", "warning") else None)
        seen.page.on("pageerror", lambda e: seen.errors.append(str(e)))
        seen.page.on("dialog", seen.refuse)
        seen.page.goto(file.as_uri() + at)
        until(seen.page, "document.documentElement.dataset.firstPicture")
        return seen

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def small(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_atlas(graph, small_answers(), tmp_path_factory.mktemp("atlas") / "small.html", title="试验图谱")


@pytest.fixture(scope="module")
def trunk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The atlas of the bundled facts, asked of an embedded store."""
    folder = tmp_path_factory.mktemp("trunk")
    with deltatrunk.open_store(folder / "store") as store:
        store.load(deltatrunk.bundled())
        return store.atlas(folder / "trunk.html")


def tabs(page: Any) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('#tabs [role=tab]')].map((one) => one.dataset.tab)")
    return found


def go(page: Any, tab: str) -> int:
    """Open a tab by a click and return how many milliseconds that took."""
    page.evaluate("document.documentElement.dataset.took = ''")
    page.locator(f"#tab-{tab}").click()
    until(page, "document.documentElement.dataset.took")
    name, took = page.evaluate("document.documentElement.dataset.took").split()
    assert name == tab
    return int(took)


def fits(page: Any) -> bool:
    found: bool = page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"
    )
    return found


def drawn(page: Any, canvas: str = ".chart canvas") -> int:
    """Return how many colours a canvas shows, sampled from a copy."""
    found: int = page.evaluate(
        """(which) => { const c = document.querySelector(which), seen = new Set();
        if (!c) return 0;
        const copy = document.createElement('canvas'), ctx = copy.getContext('2d', { willReadFrequently: true });
        copy.width = c.width; copy.height = c.height;
        ctx.drawImage(c, 0, 0);
        const d = ctx.getImageData(0, 0, c.width, c.height).data;
        for (let i = 0; i < d.length; i += 4 * 13) seen.add((d[i] << 16) | (d[i + 1] << 8) | d[i + 2]);
        return seen.size; }""",
        canvas,
    )
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_tab_shows_something(atlas_page: Any, small: Path, width: int, height: int) -> None:
    seen = atlas_page(small, width=width, height=height)
    page = seen.page
    assert "试验图谱" in page.locator("#sheet-overview h1").inner_text()
    assert page.locator("#sheet-overview").inner_text().count("未提及") >= 3
    maps = [name for name in tabs(page) if name not in ("overview", "entity", "lists", "indicators")]
    assert len(maps) >= 2
    for name in maps:
        go(page, name)
        assert drawn(page, "#map canvas") > 20
        assert page.locator("#title").inner_text()
        assert fits(page)
    go(page, "entity")
    assert page.locator("#entity-page h1").inner_text()
    assert page.locator("#entity-page svg.near path").count() > 0
    go(page, "lists")
    assert page.locator("#list-page tbody tr.row").count() == 2
    go(page, "indicators")
    assert drawn(page) > 3
    assert fits(page)
    for at in (1, 2):
        page.locator("#chart-picks button").nth(at).click()
        assert drawn(page) > 3
    seen.clean()


@pytest.mark.parametrize("typed", ["甲星公司", "甲星", "jxgs", "jiaxing"], ids=["name", "alias", "initials", "pinyin"])
def test_search_finds_an_entity_by(atlas_page: Any, small: Path, typed: str) -> None:
    seen = atlas_page(small)
    page = seen.page
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#entity-hits button").first.inner_text().startswith("甲星公司")
    page.keyboard.press("Enter")
    assert page.locator("#entity-page h1").inner_text() == "甲星公司"
    seen.clean()


def test_search_keeps_to_a_type_and_says_where_there_is_nothing(atlas_page: Any, small: Path) -> None:
    page = atlas_page(small).page
    go(page, "entity")
    page.locator("#entity-type").select_option("Park")
    names = page.locator("#entity-hits button").all_inner_texts()
    assert len(names) == 7
    assert "北园" in "".join(names)
    page.locator("#entity-search").fill("甲星公司")
    assert "没有这个名称" in page.locator("#entity-told").inner_text()


def test_an_entity_s_page_shows_facts_sentence_and_neighbours(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small, at="#tab=entity&entity=Company%3A甲星公司")
    page, shown = seen.page, seen.page.locator("#entity-page")
    assert shown.locator("h1").inner_text() == "甲星公司"
    assert "链主" in shown.locator(".tags").inner_text()
    assert "又名 甲星" in shown.inner_text()
    assert "引领 →（1）" in shown.inner_text()
    shown.locator("summary").first.click()
    until(page, "document.querySelector('#entity-page .facts blockquote')")
    quote = shown.locator(".facts blockquote").first.inner_text()
    assert "试验行动方案" in quote
    assert "一、总体安排" in quote
    shown.locator("svg.near g[role=button]", has_text="光伏").click()
    assert shown.locator("h1").inner_text() == "光伏"
    assert "甲星公司是光伏产业链的链主，乙镜公司参与组件环节。" in shown.inner_text()
    assert "entity=IndustryChain" in page.evaluate("decodeURIComponent(location.hash)")
    seen.clean()


def test_an_entity_is_shown_on_a_map_and_back(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small, at="#tab=entity&entity=Company%3A甲星公司")
    page = seen.page
    page.locator("#entity-page .acts button", has_text="链主图").first.click()
    assert page.locator("#tab-chain-leaders").get_attribute("aria-selected") == "true"
    assert page.locator("#panel h2").inner_text() == "甲星公司"
    go(page, "trunk")
    assert page.locator("#panel").is_hidden()
    assert "空间布局" in page.title()
    go(page, "entity")
    assert page.locator("#entity-page h1").inner_text() == "甲星公司"
    seen.clean()


def test_a_single_chain_s_map_is_chosen_and_stays_in_the_address(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small)
    page = seen.page
    go(page, "chain-leaders")
    whole = page.locator("#title").inner_text()
    page.locator("#part").select_option("光伏")
    until(page, f"document.getElementById('title').textContent !== '{whole}'")
    assert "光伏" in page.locator("#title").inner_text()
    again = atlas_page(small, at=page.evaluate("location.hash")).page
    assert again.locator("#title").inner_text() == page.locator("#title").inner_text()
    go(page, "trunk")
    assert page.locator("#part").is_hidden()
    page.evaluate("atlas.go('entity', { entity: 'Company:甲星公司' })")
    page.locator("#entity-page .acts button", has_text="链主图 · 光伏").click()
    assert "光伏" in page.locator("#title").inner_text()
    assert page.locator("#panel h2").inner_text() == "甲星公司"
    seen.clean()


def test_what_a_map_does_not_show_opens_on_its_own_page(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small)
    page = seen.page
    go(page, "trunk")
    page.evaluate("deltatrunk.openEntity('Company:甲星公司')")
    assert page.locator("#entity-page h1").inner_text() == "甲星公司"
    seen.clean()


def test_a_list_is_filtered_sorted_and_opened(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small)
    page, rows = seen.page, seen.page.locator("#list-page tbody tr.row")
    go(page, "lists")
    assert "甲星工厂" in rows.nth(0).inner_text()
    head = page.locator("#list-page th button", has_text="项目").first
    head.click()
    head.click()
    assert page.locator("#list-page th[aria-sort=descending]").count() == 1
    assert "乙镜车间" in rows.nth(0).inner_text()
    page.locator("#list-page input").fill("甲星 项目表")
    assert rows.count() == 1
    rows.nth(0).locator("button").click()
    more = page.locator("#list-page tr.more").inner_text()
    assert "到期末达到九亿元。" in more
    assert "《试验行动方案》 · 一、总体安排" in more
    page.locator("#list-page tr.more button.name", has_text="甲星公司").click()
    assert page.locator("#entity-page h1").inner_text() == "甲星公司"
    seen.clean()


def test_an_indicator_is_picked_and_its_rows_are_beneath(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small)
    page = seen.page
    go(page, "indicators")
    assert page.locator("#chart-page h1").inner_text() == "甲区 · 数字规模（亿元）"
    assert page.locator("#chart-page tbody tr.row").count() == 3
    page.locator("#curve-search").fill("占比")
    page.locator("#curve-picks button").click()
    assert page.locator("#chart-page h1").inner_text() == "甲区 · 占比（%）"
    assert page.locator("#chart-page tbody tr.row").count() == 1
    before = page.evaluate("document.querySelector('.chart canvas').toDataURL()")
    page.locator("#shade").click()
    until(page, "document.documentElement.dataset.theme === 'dark'")
    assert page.evaluate("document.querySelector('.chart canvas').toDataURL()") != before
    seen.clean()


def test_the_address_brings_a_tab_back(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small)
    page = seen.page
    go(page, "indicators")
    page.locator("#chart-picks button").nth(2).click()
    said = page.evaluate("location.hash")
    again = atlas_page(small, at=said).page
    assert again.locator("#tab-indicators").get_attribute("aria-selected") == "true"
    assert again.locator("#chart-page h1").inner_text() == "产业链分布"
    lost = atlas_page(small, at="#tab=nowhere&entity=none").page
    assert lost.locator("#sheet-overview").is_visible()
    seen.clean()


def test_arrow_keys_walk_the_tabs(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small)
    page = seen.page
    page.locator("#tab-overview").focus()
    names = tabs(page)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("atlas.current") == names[1]
    assert page.evaluate("document.activeElement.dataset.tab") == names[1]
    page.keyboard.press("End")
    assert page.evaluate("atlas.current") == "indicators"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("atlas.current") == "overview"
    assert page.locator("#tabs [tabindex='0']").count() == 1
    seen.clean()


def test_a_map_in_the_atlas_is_picked_and_presented(atlas_page: Any, small: Path) -> None:
    seen = atlas_page(small)
    page = seen.page
    go(page, "trunk")
    go(page, "chain-leaders")
    click(page, page.evaluate("deltatrunk.view.nodes.find((node) => node.label === '甲星公司').id"))
    assert page.locator("#panel h2").inner_text() == "甲星公司"
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    until(page, "document.body.classList.contains('presenting')")
    assert page.locator("#bar").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator("#bar").is_visible()
    seen.clean()


def test_a_type_of_the_overview_opens_its_entities(atlas_page: Any, small: Path) -> None:
    page = atlas_page(small).page
    page.locator("#types [data-type=ChainLeader]").click()
    assert page.locator("#entity-page h1").inner_text() == "甲星公司"
    assert page.locator("#entity-hits button").count() == 1


def test_paper_is_light_and_without_bars(atlas_page: Any, small: Path) -> None:
    page = atlas_page(small).page
    go(page, "lists")
    page.locator("#shade").click()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.locator("#bar").is_hidden()
    assert page.locator("#list-page table").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_hostile_words_run_nothing(atlas_page: Any, hostile: Graph, tmp_path: Path) -> None:
    seen = atlas_page(write_atlas(hostile, hostile_answers(), tmp_path / "bad.html", title="<script>alert(9)</script>"))
    page = seen.page
    for name in tabs(page):
        go(page, name)
    page.locator("#tab-entity").click()
    page.locator("#entity-search").fill("<img")
    page.keyboard.press("Enter")
    assert "<img src=x onerror=alert(2)>" in page.locator("#entity-page h1").inner_text()
    page.locator("#tab-lists").click()
    for button in page.locator("#list-page td.open button").all():
        button.click()
    page.locator("#tab-indicators").click()
    for at in range(5):
        page.locator("#chart-picks button").nth(at).click()
        box = page.locator(".chart").bounding_box() if page.locator(".chart").count() else None
        if box:
            for part in (0.3, 0.5, 0.7):
                page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * part)
    assert page.locator(".tab img, .tab script, .tab iframe").count() == 0
    assert page.evaluate("document.querySelectorAll('body > script').length") == page.evaluate(
        "document.querySelectorAll('body > script[id]').length + 2"
    )
    seen.clean()


def test_the_atlas_of_the_bundled_facts_keeps_to_size_and_time(atlas_page: Any, trunk: Path) -> None:
    assert trunk.stat().st_size <= 4_000_000
    first: list[int] = []
    took: dict[str, list[int]] = {}
    for _ in range(3):
        seen = atlas_page(trunk, width=1920, height=1080)
        page = seen.page
        first.append(int(page.evaluate("document.documentElement.dataset.firstPicture")))
        for name in tabs(page):
            took.setdefault(name, []).append(go(page, name))
        seen.clean()
    assert statistics.median(first) <= 1000 * SLACK
    slow = {name: times for name, times in took.items() if statistics.median(times) > 500 * SLACK}
    assert slow == {}


def test_the_bundled_atlas_finds_by_initials_and_draws_its_charts(atlas_page: Any, trunk: Path) -> None:
    seen = atlas_page(trunk, at="#tab=entity")
    page = seen.page
    page.locator("#entity-search").fill("csjszgx")
    assert page.locator("#entity-hits button").first.inner_text().startswith("长三角数字干线")
    go(page, "lists")
    assert page.locator("#list-picks button").count() == 8
    for at in range(8):
        page.locator("#list-picks button").nth(at).click()
        assert page.locator("#list-page tbody tr.row").count() >= 30
    go(page, "indicators")
    for at in range(3):
        page.locator("#chart-picks button").nth(at).click()
        assert drawn(page) > 3
    seen.clean()
