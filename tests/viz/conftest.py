from __future__ import annotations

import pytest
from deltatrunk.graph.model import Graph
from drawn_graph import drawn_graph, hostile_graph


@pytest.fixture(scope="session")
def graph() -> Graph:
    return drawn_graph()


@pytest.fixture(scope="session")
def hostile() -> Graph:
    return hostile_graph()
