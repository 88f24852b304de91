from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drawn_graph import drawn_graph, hostile_graph
from opened_pages import BROWSERS, FLAGS, WATCH, Opened, missing, until

from deltatrunk.graph.model import Graph
from deltatrunk.viz import build, render
from deltatrunk.viz.view import View


@pytest.fixture(scope="session")
def graph() -> Graph:
    return drawn_graph()


@pytest.fixture(scope="session")
def hostile() -> Graph:
    return hostile_graph()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the package playwright (pip install playwright)")
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        missing("chromium (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Return a function that writes a map, by name or as a view, opens it offline and waits for the first picture."""
    contexts = []

    def opener(
        name: str | View,
        graph: Graph | None = None,
        *,
        width: int = 1280,
        height: int = 720,
        at: str = "",
        **options: object,
    ) -> Opened:
        view = name if isinstance(name, View) else build(name, graph or drawn_graph(), **options)
        file = render(view, tmp_path / "map.html")
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True)
        contexts.append(context)
        page = context.new_page()
        seen = Opened(page)
        page.add_init_script(WATCH)
        page.on("request", lambda r: seen.requests.append(r.url) if r.url.split("#")[0] != file.as_uri() else None)
        page.on("console", lambda m: seen.errors.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: seen.errors.append(str(e)))
        page.on("dialog", seen.refuse)
        page.goto(file.as_uri() + at)
        until(page, "document.documentElement.dataset.firstPicture")
        return seen

    yield opener
    for context in contexts:
        context.close()
