"""A Neo4j that tests may kill, starve and stop: its own, never one that the environment names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import neo4j
import pytest
from neo4j_server import CannotRun, Neo4jServer


def _cannot(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


@contextmanager
def _small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """Mount a disk of so many megabytes on a folder; False where this user or system cannot."""
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    made = sys.platform == "linux" and shutil.which("mount") is not None
    made = made and subprocess.run(words, capture_output=True, check=False).returncode == 0
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MB that can be filled up, or made read-only."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with _small_disk(folder, 64) as made:
        if not made:
            _cannot("cannot mount a small disk: that takes root on Linux")
        yield folder


@pytest.fixture(scope="session")
def _spare_neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    home = tmp_path_factory.mktemp("spare-neo4j")
    with _small_disk(home, 400):
        try:
            server = Neo4jServer(home)
        except CannotRun as why:
            _cannot(str(why))
        yield server
        server.kill()


@pytest.fixture
def spare_neo4j(_spare_neo4j: Neo4jServer) -> Neo4jServer:
    """A Neo4j to be killed, running and emptied."""
    if not _spare_neo4j.answers():
        _spare_neo4j.restart()
    auth = (_spare_neo4j.credentials.user, _spare_neo4j.credentials.password)
    with neo4j.GraphDatabase.driver(_spare_neo4j.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=_spare_neo4j.credentials.database)
    return _spare_neo4j
