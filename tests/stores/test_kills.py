"""Builds killed by SIGKILL: the next command finds the old graph or the new one. In full: benchmarks/kills.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from kill_places import Lasting, Neo4jPlace, OneUse
from killing import EMPTY, Found, Kill, first_builds, series
from neo4j_server import Neo4jServer
from store_graphs import many_companies

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]

OLD, NEW = many_companies(150, "旧"), many_companies(200, "新")


def wrongs(found: list[Found]) -> list[str]:
    return [str(one) for one in found if one.wrong]


def test_next_command_finds_a_whole_graph_when_the_first_build_is_killed(tmp_path: Path) -> None:
    found = list(first_builds([Kill(("client", "java"), 0.7)], tmp_path, NEW))
    assert (len(found), wrongs(found)) == (1, [])


def test_next_command_finds_a_whole_graph_when_a_first_build_in_parts_is_killed(tmp_path: Path) -> None:
    kills = [Kill(("client",), 0.5, in_commit=True), Kill(("client", "java"), 0.8, in_commit=True)]
    found = list(first_builds(kills, tmp_path, NEW, at_once=100))
    assert (len(found), wrongs(found)) == (2, [])


def test_next_command_finds_a_whole_graph_when_a_build_with_its_own_server_is_killed(tmp_path: Path) -> None:
    place = OneUse(str(tmp_path / "store"))
    kills = [Kill(("client",), 0.6), Kill(("java",), 0.3, in_commit=True)]
    found = list(series(place, kills, tmp_path, OLD, NEW))
    assert (len(found), wrongs(found)) == (2, [])


def test_next_command_finds_a_whole_graph_when_a_build_on_a_server_that_stays_is_killed(tmp_path: Path) -> None:
    place = Lasting(tmp_path / "store")
    kills = [Kill(("client",), 0.1, in_commit=True), Kill(("supervisor", "client"), 0.9)]
    try:
        found = list(series(place, kills, tmp_path, OLD, NEW))
    finally:
        place.close()
    assert (len(found), wrongs(found)) == (2, [])


def test_next_command_finds_a_whole_graph_when_a_build_on_neo4j_is_killed(
    tmp_path: Path, spare_neo4j: Neo4jServer
) -> None:
    kills = [
        Kill(("client",), 0.8),
        Kill(("client",), 0.1, in_commit=True),
        Kill(("client", "java"), 0.5, in_commit=True),
        Kill(("java",), 0.9),
    ]
    found = list(series(Neo4jPlace(spare_neo4j), kills, tmp_path, OLD, NEW))
    assert (len(found), wrongs(found)) == (4, [])


def test_next_command_finds_a_whole_graph_when_a_first_build_in_parts_on_neo4j_is_killed(
    tmp_path: Path, spare_neo4j: Neo4jServer
) -> None:
    kills = [Kill(("client",), 0.3, in_commit=True), Kill(("java",), 0.6, in_commit=True)]
    place = Neo4jPlace(spare_neo4j, name="neo4j, in parts", at_once=100)
    found = list(series(place, kills, tmp_path, EMPTY, NEW))
    assert (len(found), wrongs(found)) == (2, [])
