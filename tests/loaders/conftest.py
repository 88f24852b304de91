"""The small documents, read once."""

from __future__ import annotations

import pytest
from hypothesis import settings
from small_documents import FOLDER, SHARED

from deltatrunk.graph.model import Graph
from deltatrunk.loaders.pipeline import Extraction, extract

# the same examples on every machine; a busy machine is no failure
settings.register_profile("loaders", deadline=None, derandomize=True)
settings.load_profile("loaders")


@pytest.fixture(scope="session")
def action_plan() -> Extraction:
    """A notice with the action plan that it issues."""
    return extract([FOLDER / "action-plan.txt"])


@pytest.fixture
def plan(action_plan: Extraction) -> Graph:
    """The graph of the action plan."""
    return action_plan.graph


@pytest.fixture(scope="session")
def lists() -> Extraction:
    """A plan with an indicator table, a partner list, an expert list and a table of another kind."""
    return extract([FOLDER / "lists.txt"])


@pytest.fixture(scope="session")
def everything() -> Extraction:
    """All small documents, the recipe among them."""
    return extract([FOLDER])


@pytest.fixture(scope="session")
def shared() -> Extraction:
    """The documents that this project is about."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("../shared/documents is not at hand")
    return extract([SHARED / "documents"])
