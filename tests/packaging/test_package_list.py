"""pyproject.toml names what is on disk: a folder that it forgets works in an editable install and not in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from source_tree import ROOT, packages, pyproject

import deltatrunk


@pytest.fixture(scope="module")
def project() -> Any:
    return pyproject()


def test_packages_are_the_folders_with_modules(project: Any) -> None:
    assert sorted(project["tool"]["setuptools"]["packages"]) == sorted(packages())


def test_package_dir_points_at_every_folder(project: Any) -> None:
    given = {name: ROOT / Path(place) for name, place in project["tool"]["setuptools"]["package-dir"].items()}
    assert given == packages()


def test_every_folder_with_modules_is_a_package() -> None:
    assert [folder for folder in packages().values() if not (folder / "__init__.py").is_file()] == []


def test_version_is_the_same_in_code_changelog_and_pyproject(project: Any) -> None:
    version = project["project"]["version"]
    assert deltatrunk.__version__ == version
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
