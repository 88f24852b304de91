from __future__ import annotations

import pytest
from drawn_graph import drawn_graph, hostile_graph

from deltatrunk.graph.model import Graph


@pytest.fixture(scope="session")
def graph() -> Graph:
    return drawn_graph()


@pytest.fixture(scope="session")
def hostile() -> Graph:
    return hostile_graph()
