"""The corpora of these tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import synthetic_corpus


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic corpus of short documents."""
    folder = tmp_path_factory.mktemp("small")
    synthetic_corpus.write(folder, 16, 1, least=0.7, most=1.4)
    return folder / "documents"
