"""A map is the same file, byte for byte, whichever store its graph comes from."""

from __future__ import annotations

import pytest

from deltatrunk import bundled
from deltatrunk.graph.errors import ViewError
from deltatrunk.graph.model import Graph
from deltatrunk.graph.store import BoltStore
from deltatrunk.viz import build, views
from deltatrunk.viz.html import to_html


def page(name: str, graph: Graph) -> str:
    """Return a map's page, or what it says where it cannot be drawn."""
    try:
        return to_html(build(name, graph))
    except ViewError as error:
        return str(error)


@pytest.fixture
def graphs(store: BoltStore) -> tuple[Graph, Graph]:
    given = bundled()
    store.load(given)
    return given, store.graph()


def test_maps_of_a_store_are_those_of_the_facts_that_were_loaded(graphs: tuple[Graph, Graph]) -> None:
    given, stored = graphs
    drawable = [spec.name for spec in views() if not any(option.required for option in spec.options)]
    pages = {name: page(name, given) for name in drawable}
    assert {name: page(name, stored) == pages[name] for name in drawable} == dict.fromkeys(drawable, True)
    assert sum("<html" in text for text in pages.values()) >= 2
