"""Heatmap and chain pages in a real browser with the network cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_pages import (
    bare_dossier,
    hostile_dossier,
    hostile_heatmap,
    small_dossier,
    small_heatmap,
    wide_heatmap,
)
from opened_pages import WATCH, Opened

from deltatrunk.viz.dossier_page import dossier_html
from deltatrunk.viz.heatmap_page import heatmap_html

SIZES = [(1920, 1080), (1366, 768), (390, 844)]


@pytest.fixture
def shown(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Return a function that opens a page's text offline, with or without scripts."""
    contexts = []

    def opener(text: str, *, width: int = 1366, height: int = 768, scripts: bool = True) -> Opened:
        file = tmp_path / "page.html"
        file.write_text(text, "utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height}, offline=True, java_script_enabled=scripts
        )
        contexts.append(context)
        seen = Opened(context.new_page())
        seen.page.add_init_script(WATCH)
        seen.page.on("request", lambda r: seen.requests.append(r.url) if not r.url.startswith(file.as_uri()) else None)
        seen.page.on("console", lambda m: seen.errors.append(m.text) if m.type in ("error", "warning") else None)
        seen.page.on("pageerror", lambda e: seen.errors.append(str(e)))
        seen.page.on("dialog", seen.refuse)
        seen.page.goto(file.as_uri())
        return seen

    yield opener
    for context in contexts:
        context.close()


def fits(page: Any) -> bool:
    found: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_matrix_keeps_its_heads_in_sight(shown: Any, width: int, height: int) -> None:
    seen = shown(heatmap_html(wide_heatmap(40, 60)), width=width, height=height)
    page = seen.page
    assert fits(page)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.evaluate("document.getElementById('scroll').scrollTo(400, 600)")
    head, corner = page.locator("#matrix thead .corner").bounding_box(), page.locator("#scroll").bounding_box()
    assert abs(head["x"] - corner["x"]) < 2
    assert abs(head["y"] - corner["y"]) < 2
    assert page.locator("#matrix thead th").nth(30).bounding_box()["y"] < corner["y"] + 2
    assert page.locator("#matrix tfoot th").bounding_box()["y"] > corner["y"] + corner["height"] - 50
    seen.clean()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_cell_opens_its_facts(shown: Any, width: int, height: int) -> None:
    seen = shown(heatmap_html(small_heatmap()), width=width, height=height)
    page, panel = seen.page, seen.page.locator("#panel")
    page.locator("td a", has_text="2").click()
    assert panel.locator("h3").inner_text().startswith("云园 × 人工智能")
    assert "云园重点发展人工智能。" in panel.inner_text()
    assert "一、总则 › （二）园区 › plan.txt:10-20" in panel.inner_text()
    assert "位于该园区" in panel.inner_text()
    assert fits(page)
    panel.locator(".close").click()
    assert panel.is_hidden()
    seen.clean()


def test_keys_walk_open_and_close(shown: Any) -> None:
    seen = shown(heatmap_html(small_heatmap()))
    page = seen.page
    focused = "document.activeElement.title || document.activeElement.id"
    page.locator("td a").first.focus()
    assert page.evaluate(focused).startswith("云园 × 人工智能")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused).startswith("星园 × 人工智能")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused).startswith("星园 × 氢能")
    page.keyboard.press("Enter")
    assert page.locator("#panel h3").inner_text().startswith("星园 × 氢能")
    assert page.evaluate(focused) == "panel"
    assert "星园 × 氢能" in page.locator("#live").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate(focused).startswith("星园 × 氢能")
    assert page.locator("td a[tabindex='0']").count() == 1
    seen.clean()


@pytest.mark.parametrize(
    ("word", "parks", "chains"),
    [
        ("ai", ["云园", "星园"], ["人工智能"]),
        ("星园", ["星园"], ["人工智能", "氢能"]),
        ("钢", ["孤园"], ["钢铁"]),
        ("没有这个", [], []),
    ],
    ids=["alias", "park", "chain", "nothing"],
)
def test_words_filter_parks_and_chains(shown: Any, word: str, parks: list[str], chains: list[str]) -> None:
    seen = shown(heatmap_html(small_heatmap()))
    page = seen.page
    page.keyboard.press("/")
    page.keyboard.type(word)
    rows = [text.split("\n")[0] for text in page.locator("#matrix tbody th:visible").all_inner_texts()]
    columns = page.locator("#matrix thead th:visible .up").all_inner_texts()
    assert (rows, columns) == (parks, chains)
    assert page.locator("#nothing").is_visible() == (not parks)
    page.keyboard.press("Escape")
    assert page.locator("#matrix tbody th:visible").count() == 3
    seen.clean()


def test_without_scripts_a_cell_leads_to_its_facts(shown: Any) -> None:
    page = shown(heatmap_html(small_heatmap()), scripts=False).page
    assert page.locator("#search").is_hidden()
    page.locator("td a", has_text="2").click()
    assert page.url.endswith("#c0-0")
    assert page.locator("#c0-0").is_visible()


@pytest.mark.parametrize(
    "text",
    [lambda: heatmap_html(hostile_heatmap()), lambda: dossier_html(hostile_dossier())],
    ids=["heatmap", "dossier"],
)
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_hostile_names_do_nothing(shown: Any, text: Any, width: int, height: int) -> None:
    seen = shown(text(), width=width, height=height)
    page = seen.page
    links = page.locator("#matrix td a")
    for at in range(links.count()):
        links.nth(at).evaluate("(link) => link.click()")
        assert page.locator("#panel h3").is_visible()
    page.wait_for_timeout(150)
    assert page.locator("body img, body script:not(:last-child)").count() == 0
    assert page.locator("h1").first.is_visible()
    assert fits(page)
    seen.clean()


@pytest.mark.parametrize("made", [small_dossier, bare_dossier], ids=["small", "bare"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_dossier_reads_without_scripts(shown: Any, made: Any, width: int, height: int) -> None:
    page = shown(dossier_html(made()), width=width, height=height, scripts=False).page
    box = page.locator("#map svg").bounding_box()
    assert box["height"] > 150
    assert page.locator("sup a").first.is_visible()


def test_labels_of_the_picture_fit_their_boxes(shown: Any) -> None:
    for made in (small_dossier, hostile_dossier):
        page = shown(dossier_html(made())).page
        wide = page.evaluate(
            """() => { const all = (what) => [...document.querySelectorAll(what)], boxes = all('rect.box');
            return all('text.name').map((n, i) => n.getBBox().width - boxes[i].getBBox().width); }"""
        )
        assert max(wide) <= 0


def test_pages_print_on_their_paper(shown: Any, tmp_path: Path) -> None:
    import pypdfium2

    sizes = {
        "heatmap": (heatmap_html(wide_heatmap(12, 45)), 842, 595),
        "dossier": (dossier_html(small_dossier()), 595, 842),
    }
    for name, (text, width, height) in sizes.items():
        page = shown(text).page
        file = tmp_path / f"{name}.pdf"
        page.pdf(path=str(file), format="A4", landscape=width > height, prefer_css_page_size=True)
        document = pypdfium2.PdfDocument(file)
        try:
            first = document[0]
            assert abs(first.get_width() - width) < 2
            assert abs(first.get_height() - height) < 2
            words = "".join(p.get_textpage().get_text_range() for p in document)
        finally:
            document.close()
        assert ("全表" in words) == (name == "heatmap")
        assert ("本页所称" in words) == (name == "dossier")
