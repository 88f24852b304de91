"""The set of maps in a folder: an index, a page a map, what cannot be drawn said in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich_chain import rich_graph

from deltatrunk.graph.errors import ExportError, ViewError
from deltatrunk.graph.model import Graph
from deltatrunk.viz import write_maps
from deltatrunk.viz.map_set import SET, write_map_set

FILES = {"index.html", *(f"{name}.html" for name in SET)}


@pytest.fixture(scope="module")
def rich() -> Graph:
    return rich_graph()


def test_set_of_a_chain_is_four_maps_the_leaders_and_an_index(rich: Graph, tmp_path: Path) -> None:
    index = write_maps(rich, tmp_path / "四图", "工作母机")
    assert {path.name for path in index.parent.iterdir()} == FILES
    text = index.read_text("utf-8")
    assert set(re.findall(r'href="([^"]+)"', text)) == FILES - {"index.html"}
    assert "机床 · 四图与链主图" in text
    assert "default-src &#39;none&#39;" in text
    assert "<script" not in text
    for title in ("链主图", "产业链条图", "技术路线图", "应用领域图", "分布区域图"):
        assert f">{title}</a>" in text


def test_set_of_all_chains_has_their_overviews(rich: Graph, tmp_path: Path) -> None:
    index = write_maps(rich, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == FILES
    assert "全部产业链" in index.read_text("utf-8")
    assert "产业链条图 · 全部产业链" in (tmp_path / "chain.html").read_text("utf-8")


def test_map_of_which_nothing_is_told_is_named_in_the_index(rich: Graph, tmp_path: Path) -> None:
    index, lines = write_map_set(rich, tmp_path, chain="存储")
    missing = {line.name for line in lines if line.missing}
    assert missing == {"technology", "application"}
    assert not (tmp_path / "technology.html").exists()
    assert "没有画：图中没有“存储”产业链的技术" in index.read_text("utf-8")


def test_set_is_the_same_bytes_when_facts_come_in_another_order(rich: Graph, tmp_path: Path) -> None:
    one, two = write_maps(rich, tmp_path / "1", "机床"), write_maps(rich_graph(backwards=True), tmp_path / "2", "机床")
    for name in FILES:
        assert (one.parent / name).read_bytes() == (two.parent / name).read_bytes(), name


def test_names_are_escaped_in_the_index(hostile: Graph, tmp_path: Path) -> None:
    text = write_maps(hostile, tmp_path, "光伏").read_text("utf-8")
    assert "<script" not in text


@pytest.mark.parametrize("chain", ["没有这条链", "无人问津"], ids=["unknown", "nothing around it"])
def test_set_of_nothing_is_refused_before_a_file_is_written(rich: Graph, tmp_path: Path, chain: str) -> None:
    with pytest.raises(ViewError):
        write_maps(rich, tmp_path / "none", chain)
    assert not (tmp_path / "none").exists()


def test_folder_that_cannot_be_made_is_refused(rich: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ExportError, match="文件夹"):
        write_maps(rich, tmp_path / "file", "机床")
