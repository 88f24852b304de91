"""Hostile words in every place that takes words: each map opens, says them, and runs, asks and reports nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_corpus import CORPUS, hostile_network, poisoned
from test_browser import WATCH, Opened, chromium  # noqa: F401 - the fixture starts the browser

from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.model import Graph
from deltatrunk.viz import build, from_pyvis, render, views
from deltatrunk.viz.geometry import plain
from deltatrunk.viz.view import View

FOREIGN = (
    "#map img, #panel img, #results img, #legend img, #crumbs img, iframe, object, embed, base, "
    "a[href^='javascript'], a[target], [onerror], [onload], [onmouseover], [srcdoc], body > style, svg script"
)


@pytest.fixture(scope="module")
def bad_graph() -> Graph:
    return poisoned()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Any]:  # noqa: F811 - pytest's way
    """Return a function that opens a view offline, with a hostile address, and waits for its picture."""
    contexts = []

    def opener(view: View, hash_: str = "#<img src=x onerror=alert(1)>&__proto__=1&constructor") -> Opened:
        file = render(view, tmp_path / "map.html")
        context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True, accept_downloads=True)
        contexts.append(context)
        seen = Opened(context.new_page())
        seen.page.add_init_script(WATCH)
        seen.page.on("request", lambda r: seen.requests.append(r.url) if not r.url.startswith(file.as_uri()) else None)
        seen.page.on("console", lambda m: seen.errors.append(m.text) if m.type in ("error", "warning") else None)
        seen.page.on("pageerror", lambda e: seen.errors.append(str(e)))
        seen.page.on("dialog", seen.refuse)
        seen.page.goto(file.as_uri() + hash_)
        seen.page.locator("html[data-first-picture]").wait_for(state="attached", timeout=20_000)
        return seen

    yield opener
    for context in contexts:
        context.close()


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
        page.locator("#png").click()
    assert waiting.value.suggested_filename.endswith(".png")
    page.evaluate("window.dispatchEvent(new Event('beforeprint')); window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(FOREIGN).count() == 0
    assert page.evaluate("Object.keys(Object.prototype).length") == 0


@pytest.mark.parametrize("name", [spec.name for spec in views()])
def test_map_of_hostile_words_runs_nothing(opened: Any, bad_graph: Graph, name: str) -> None:
    spec = next(spec for spec in views() if spec.name == name)
    companies = [id_ for id_, node in bad_graph.nodes.items() if "Company" in node.labels]
    chain = next(id_ for id_ in bad_graph.nodes if id_.startswith("IndustryChain:光伏"))
    # What some maps cannot be drawn without.
    values: dict[str, object] = {
        "name": companies[0],
        "source": companies[0],
        "target": companies[1],
        "part": bad_graph,
    }
    known = {option.name for option in spec.options}
    wanted = {key: value for key, value in values.items() if key in known}
    drawn = 0
    for more in ({"borderline": True}, {"chain": chain}):
        if more.keys() <= known:
            try:
                view = build(name, bad_graph, **wanted, **more)
            except ViewError:
                continue  # a chain without what this map draws
            seen = opened(view)
            use_everything(seen)
            seen.clean()
            drawn += 1
    assert drawn


def test_network_of_hostile_words_runs_nothing(opened: Any) -> None:
    view = from_pyvis(hostile_network())  # type: ignore[arg-type]
    assert len(view.nodes) == len(CORPUS)
    assert len(view.edges) == 2 * len(CORPUS)
    seen = opened(view)
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
