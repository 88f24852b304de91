"""The built distribution: an sdist, the wheel made from it, and what a fresh environment does with that wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from source_tree import ROOMS, ROOT, package_files

TOP = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "MANIFEST.in", "CHANGELOG.md")
SEARCHED = "PYTHONPATH"


def cannot(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


def run(*words: str | Path, cwd: Path) -> str:
    """Run a command away from the repository and return what it printed; a failure shows its words."""
    environment = {k: v for k, v in os.environ.items() if k != SEARCHED and not k.startswith("NEO4J_")}
    done = subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    assert done.returncode == 0, f"{words}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A package index that answers: building takes setuptools from it, installing the dependencies."""
    folder = tmp_path_factory.mktemp("index")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), "setuptools>=77"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        cannot(f"no package index answers: {done.stderr.strip()[-300:]}")


@pytest.fixture(scope="module")
def wheel(index: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that ``python -m build`` makes from the sdist, from a copy without leftovers."""
    source, target = tmp_path_factory.mktemp("source") / "deltatrunk", tmp_path_factory.mktemp("dist")
    source.mkdir()
    for name in TOP:
        shutil.copy(ROOT / name, source)
    for place in ROOMS.values():
        shutil.copytree(ROOT / place, source / place, ignore=shutil.ignore_patterns("__pycache__"))
    run(sys.executable, "-m", "build", "--outdir", target, source, cwd=target)
    assert len(list(target.glob("*.tar.gz"))) == 1
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """``deltatrunk`` in a fresh virtual environment that holds the wheel and its dependencies only."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home / "venv", with_pip=True, symlinks=os.name != "nt")
    scripts = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "-q", wheel, cwd=home)

    def deltatrunk(*words: str | Path) -> str:
        return run(scripts / "deltatrunk", *words, cwd=home)

    return deltatrunk


def test_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == set(package_files())


def test_wheel_carries_the_licences(wheel: Path) -> None:
    names = [name.partition(".dist-info/licenses/")[2] for name in zipfile.ZipFile(wheel).namelist()]
    vendored = {f"viz/static/{file.name}" for file in (ROOT / "viz" / "static").glob("*.LICENSE-*")}
    assert {name for name in names if name} == {"LICENSE", "NOTICE", *vendored}


def test_installed_wheel_builds_a_graph_and_draws_a_map(installed: Callable[..., str], tmp_path: Path) -> None:
    assert installed("--version").startswith("deltatrunk ")
    assert "Company" in installed("build", "--store", tmp_path / "store")
    installed("map", "chain-leaders", "-o", tmp_path / "map.html", "--store", tmp_path / "store")
    page = (tmp_path / "map.html").read_text("utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "vis-network" in page


def test_installed_wheel_needs_no_extra(installed: Callable[..., str]) -> None:
    assert "chain-leaders" in installed("query", "list")
    assert "trunk" in installed("map", "list")
