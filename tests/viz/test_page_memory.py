"""What a user changes on a map, takes back, and keeps in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from drawn_graph import HOSTILE
from opened_pages import click, until

from deltatrunk.graph.model import Graph

STAR = "Company:甲星公司"
MOVE = (
    """([id, dx]) => { const n = deltatrunk.scene.nodeOf.get(id); deltatrunk.scene.move(n, {x: n.x + dx, y: n.y}); }"""
)


def place(page: Any, node: str) -> list[float]:
    """Return where a node stands in the drawing."""
    found: list[float] = page.evaluate(
        "(id) => { const n = deltatrunk.scene.nodeOf.get(id); return [n.x, n.y]; }", node
    )
    return found


def press(page: Any, button: str) -> None:
    """Press a button of the menu."""
    page.evaluate("document.getElementById('more').open = true")
    page.locator(f"#{button}").click()


def test_reset_brings_everything_home_and_can_be_taken_back(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    home = place(page, STAR)
    page.evaluate(MOVE, [STAR, 300])
    page.locator("#legend button[data-type=Park]").click()
    page.evaluate("deltatrunk.focus(deltatrunk.scene.nodeOf.get('Segment:组件'))")
    press(page, "home")
    assert place(page, STAR) == home
    assert page.locator("#crumbs").is_hidden()
    assert page.locator("#legend button[data-type=Park]").get_attribute("aria-pressed") == "true"
    assert "复位" in page.locator(".told").inner_text()
    page.keyboard.press("Control+z")
    assert place(page, STAR)[0] == home[0] + 300
    assert page.locator("#legend button[data-type=Park]").get_attribute("aria-pressed") == "false"
    seen.clean()


def test_loading_a_file_is_one_step_that_can_be_taken_back(opened: Any, graph: Graph, tmp_path: Path) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    home = place(page, STAR)
    file = tmp_path / "kept.json"
    kept = {
        "format": "deltatrunk-map",
        "edition": 1,
        "map": "chain-leaders",
        "title": page.evaluate("deltatrunk.view.title"),
        "theme": "dark",
        "filters": {"hidden": ["Park"]},
        "places": {STAR: [10, 20]},
        "notes": {STAR: "约见"},
        "views": [{"title": "一处", "at": [0, 0, 100, 50]}, {"title": "坏的", "at": [0, "x", 1, 2]}],
    }
    file.write_text(json.dumps(kept), "utf-8")
    page.locator("#file").set_input_files(file)
    page.wait_for_selector(".told")
    assert "1 个位置、1 条备注、1 个视角" in page.locator(".told").inner_text()
    assert place(page, STAR) == [10, 20]
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator("#legend button[data-type=Park]").get_attribute("aria-pressed") == "false"
    page.keyboard.press("Control+z")
    assert place(page, STAR) == home
    assert page.evaluate("deltatrunk.state.notes.size") == 0
    assert page.locator("#kept li").count() == 0
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.keyboard.press("Control+y")
    assert place(page, STAR) == [10, 20]
    seen.clean()


def test_hostile_file_is_text_and_numbers_only(opened: Any, graph: Graph, tmp_path: Path) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    file = tmp_path / "hostile.json"
    bad = {
        "format": "deltatrunk-map",
        "edition": 1,
        "map": HOSTILE,
        "title": HOSTILE,
        "theme": HOSTILE,
        "filters": {"hidden": [HOSTILE, 7], "chain": {"a": 1}, "confidence": "x"},
        "places": {STAR: [1e300, 0], "__proto__": [1, 2], "Park:北园": [None, 3]},
        "notes": {STAR: HOSTILE, "Park:北园": {"x": 1}, "constructor": HOSTILE},
        "views": [{"title": HOSTILE, "at": [0, 0, 10, 10], "focus": [HOSTILE], "filters": 3, "theme": 4}, None, 3],
    }
    file.write_text(json.dumps(bad), "utf-8")
    home = place(page, STAR)
    page.locator("#file").set_input_files(file)
    page.wait_for_selector(".told")
    told = page.locator(".told").inner_text()
    assert "另一张图" in told
    assert place(page, STAR) == home
    page.evaluate("document.getElementById('more').open = true")
    assert "<script>" in page.locator("#kept li button").first.inner_text()
    page.locator("#kept li button").first.click()
    page.evaluate("document.getElementById('more').open = false")
    page.evaluate("deltatrunk.fit()")
    click(page, STAR)
    assert page.locator("#panel textarea").input_value().startswith("</script>")
    assert page.locator("#kept img, #panel img, .told img").count() == 0
    seen.clean()


def test_note_written_in_the_panel_marks_the_name(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    click(page, "Park:北园")
    page.locator("#panel textarea").fill("周三走访")
    frame = page.locator("#map").bounding_box()
    page.mouse.click(frame["x"] + 5, frame["y"] + 5)
    assert page.evaluate("[...deltatrunk.state.notes.values()]") == ["周三走访"]
    assert "注" in page.evaluate("deltatrunk.svg()")
    page.keyboard.press("Control+z")
    assert page.evaluate("deltatrunk.state.notes.size") == 0
    seen.clean()


def test_another_map_and_back_keeps_places_and_views(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    home = place(page, STAR)
    page.evaluate(MOVE, [STAR, 250])
    press(page, "keep")
    page.evaluate(
        """() => { window.first = deltatrunk.view;
        const other = {...first, name: 'other', title: '另一张', nodes: [], edges: [], areas: [],
          scenes: [], legend: []};
        deltatrunk.load(other); }"""
    )
    assert page.evaluate("first.nodes.find((n) => n.id === 'Company:甲星公司').x") == home[0]
    assert page.locator("#kept li").count() == 0
    assert page.locator("#undo").is_disabled()
    page.evaluate("deltatrunk.load(first)")
    assert place(page, STAR)[0] == home[0] + 250
    assert page.locator("#kept li").count() == 1
    press(page, "home")
    assert place(page, STAR) == home
    seen.clean()


def test_changed_address_changes_the_page(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    page.evaluate("location.hash = '#pick=' + encodeURIComponent('Park:北园') + '&theme=dark&hide=Company&other=1'")
    until(page, "document.documentElement.dataset.theme === 'dark'")
    assert page.locator("#panel h2").inner_text() == "北园"
    assert page.locator("#legend button[data-type=Company]").get_attribute("aria-pressed") == "false"
    page.locator("#fit").click()
    page.keyboard.press("d")
    until(page, "!location.hash.includes('theme')")
    assert "other=1" in page.evaluate("location.hash")
    seen.clean()
