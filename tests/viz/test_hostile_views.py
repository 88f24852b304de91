"""Hostile words in every place that takes words: each map opens, says them, and runs, asks and reports nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from drawn_graph import drawn_graph
from hostile_corpus import CORPUS, hostile_network, poisoned
from opened_pages import Opened, until
from plan_graph import plan_graph
from rich_chain import rich_graph
from test_spaces import layered_facts

from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import build, from_pyvis, views
from deltatrunk.viz.geometry import plain
from deltatrunk.viz.registry import ViewSpec

FOREIGN = (
    "#map img, #panel img, #results img, #legend img, #crumbs img, iframe, object, embed, base, "
    "a[href^='javascript'], a[target], [onerror], [onload], [onmouseover], [srcdoc], body > style, svg script"
)
ADDRESS = "#" + "&".join(
    f"{key}={quote(bad.encode('utf-8', 'replace'))}"
    for key in ("pick", "focus", "hide", "chain", "file", "theme", "at", "__proto__")
    for bad in ("<img src=x onerror=alert(1)>", "__proto__", "javascript:alert(2)")
)


@pytest.fixture(scope="module")
def small_graphs() -> tuple[Graph, ...]:
    """Return graphs of which one at least has what a map draws."""
    return drawn_graph(), plan_graph(), rich_graph(), merge(layered_facts())


def use_everything(seen: Opened) -> None:
    """Open every card, search every text, press every chip and every tool that leaves the page as it is."""
    page = seen.page
    page.evaluate(
        """() => { for (const node of deltatrunk.view.nodes) {
        deltatrunk.select(node, true);
        for (const summary of document.querySelectorAll('#panel summary')) summary.click();
        } deltatrunk.focus(deltatrunk.view.nodes[0]); }"""
    )
    middles = page.evaluate(
        """() => deltatrunk.view.edges.slice(0, 12).map(({source, target}) => deltatrunk.network.canvasToDOM(
        {x: (source.x + target.x) / 2, y: (source.y + target.y) / 2}))"""
    )
    for at in middles:
        if 0 < at["x"] < 800 and 0 < at["y"] < 500:
            page.locator("#map canvas").click(position=at)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    for text in CORPUS:
        page.locator("#search").fill(plain(text)[:200])
    page.locator("#search").fill("")
    page.evaluate("for (const chip of document.querySelectorAll('#legend button')) { chip.click(); chip.click(); }")
    page.locator("#map").hover(position={"x": 400, "y": 300})
    with page.expect_download() as waiting:
        page.evaluate("document.getElementById('png').click()")
    assert waiting.value.suggested_filename.endswith(".png")
    keep_and_load(page)
    assert page.evaluate(
        """() => { const drawn = new DOMParser().parseFromString(deltatrunk.svg(), 'image/svg+xml');
        const bad = /script|foreignObject|image|^a$|parsererror/i, way = /^on|href/i;
        const foreign = (e) => bad.test(e.tagName) || [...e.attributes].some((a) => way.test(a.name));
        return [drawn.documentElement.tagName, [...drawn.querySelectorAll('*')].filter(foreign).length]; }"""
    ) == ["svg", 0]
    page.evaluate("window.dispatchEvent(new Event('beforeprint')); window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(FOREIGN).count() == 0
    assert page.evaluate("Object.keys(Object.prototype).length") == 0


def keep_and_load(page: Any) -> None:
    """Load a file of places and notes in which everything is hostile, and one that is none."""
    ids = page.evaluate("deltatrunk.view.nodes.map((node) => node.id)")
    given = {
        "format": "deltatrunk-map", "edition": 1, "map": CORPUS[1], "title": CORPUS[1], "theme": CORPUS[1],
        "places": {id_: [CORPUS[0], 1] for id_ in ids} | {"__proto__": [1, 2]}, "notes": dict.fromkeys(ids, CORPUS[4]),
        "filters": {"hidden": list(CORPUS), "chain": CORPUS[1], "document": CORPUS[1], "confidence": CORPUS[1]},
        "views": [{"title": CORPUS[1], "at": [1, 2, 1]}, CORPUS[1], None],
    }  # fmt: skip
    for text in (
        json.dumps(given),
        CORPUS[0],
        "null",
        json.dumps({"format": "deltatrunk-map", "places": {}, "notes": {}}),
    ):
        page.locator("#file").set_input_files({"name": "<b>.json", "mimeType": "text/json", "buffer": text.encode()})
        page.wait_for_timeout(50)
    page.evaluate("document.getElementById('present').click()")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("spec", views(), ids=lambda spec: spec.name)
def test_map_of_hostile_words_runs_nothing(
    opened: Any, small_graphs: tuple[Graph, ...], spec: ViewSpec, tmp_path: Path
) -> None:
    bad = poisoned(next(graph for graph in small_graphs if drawable(spec, graph, tmp_path)))
    view = build(spec.name, bad, **given(spec, bad, tmp_path))
    assert any(mark in node.label for node in view.nodes for mark in ("alert(", "__proto__", "constructor"))
    seen = opened(view, at=ADDRESS)
    use_everything(seen)
    seen.clean()


def drawable(spec: ViewSpec, graph: Graph, folder: Path) -> bool:
    """Tell whether a graph has what a map draws before anything in it is hostile."""
    try:
        build(spec.name, graph, **given(spec, graph, folder))
    except ViewError:
        return False
    return True


def given(spec: ViewSpec, graph: Graph, folder: Path) -> dict[str, object]:
    """Return what a map cannot be drawn without, with a file of coordinates for the map that is made of them."""
    ends = next((r.start, r.end) for r in graph.relationships.values() if r.type in ("PART_OF", "LEADS", "LOCATED_IN"))
    zones = [node for node in graph.nodes.values() if node.labels[0] in ("Zone", "Park", "Place") and plain(node.name)]
    file = folder / "places.csv"
    with file.open("w", encoding="utf-8", errors="replace", newline="") as opened_file:
        csv.writer(opened_file).writerows(
            [
                ("名称", "经度", "纬度"),
                *((plain(zone.name), 121 + at / 9, 31 + at / 17) for at, zone in enumerate(zones)),
            ]
        )
    values: dict[str, object] = {
        "name": ends[0], "source": ends[0], "target": ends[1], "part": graph, "title": CORPUS[1], "places": str(file),
        "borderline": True,
    }  # fmt: skip
    # Maps that can do without coordinates are drawn without.
    known = {option.name for option in spec.options if option.name != "places" or spec.name == "places"}
    return {key: value for key, value in values.items() if key in known}


def test_network_of_hostile_words_runs_nothing(opened: Any) -> None:
    view = from_pyvis(hostile_network())
    assert len(view.nodes) == len(CORPUS)
    assert len(view.edges) == 2 * len(CORPUS)
    seen = opened(view, at=ADDRESS)
    use_everything(seen)
    seen.clean()
    page = seen.page
    said = page.evaluate("deltatrunk.view.nodes.map((node) => node.id)")
    assert len(set(said)) == len(CORPUS)
    assert {"__proto__", "constructor", "hasOwnProperty", "toString"} <= set(said)
    page.evaluate("deltatrunk.openEntity('__proto__')")
    assert page.locator("#panel h2").inner_text() == plain(CORPUS[CORPUS.index("__proto__") - 1])
    assert page.locator("#panel dd").count() >= 2


def test_page_is_whole_when_nothing_has_a_name(opened: Any) -> None:
    from pyvis.network import Network

    network = Network()
    for id_ in ("\u202e", "\x00", "\u200b"):
        network.add_node(id_)
    seen = opened(from_pyvis(network))
    assert seen.page.evaluate("deltatrunk.view.nodes.map((node) => node.label)") == ["（无名）"] * 3
    seen.clean()


def test_layout_file_with_an_unknown_theme_leaves_the_picture(opened: Any, graph: Graph) -> None:
    seen = opened("trunk", graph)
    given = {
        "format": "deltatrunk-map",
        "edition": 1,
        "map": "network",
        "places": {},
        "notes": {},
        "theme": "__proto__",
    }
    page = seen.page
    page.locator("#file").set_input_files(
        {"name": "a.json", "mimeType": "text/json", "buffer": json.dumps(given).encode()}
    )
    until(page, "document.querySelector('.told') !== null", 5)
    assert page.evaluate("deltatrunk.svg().length") > 1000
    seen.clean()
