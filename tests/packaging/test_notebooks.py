"""The notebooks as they are stored; .ci/run executes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from source_tree import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    return found


def test_the_four_notebooks_are_there() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["investment_promotion", "presentation", "py2neo", "research"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path: Path) -> None:
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    assert code
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_chinese_with_an_english_summary(path: Path) -> None:
    first = "".join(cells(path)[0]["source"])
    assert first.startswith("# ")
    assert "*English summary: " in first
    assert any("\u4e00" <= character <= "\u9fff" for character in first)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_only_what_is_public(path: Path) -> None:
    lines = [line.strip() for cell in cells(path) if cell["cell_type"] == "code" for line in cell["source"]]
    ours = [line for line in lines if line.startswith(("import deltatrunk", "from deltatrunk"))]
    assert ours
    assert [line for line in ours if "._" in line or " _" in line] == []
