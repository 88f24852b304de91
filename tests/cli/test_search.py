"""``deltatrunk search`` on the bundled facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixture_types import Command

from deltatrunk.graph import embedded
from deltatrunk.graph.opening import open_store
from deltatrunk.loaders import bundled


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store folder with the bundled facts and a server that stays for these tests."""
    folder = tmp_path_factory.mktemp("search")
    embedded.start(folder)
    with open_store(folder) as store:
        store.load(bundled())
    yield folder
    embedded.stop(folder)


def test_search_shows_names_and_the_passages_that_mention_them(command: Command, home: Path) -> None:
    found = command("search", "qpgyyq", "--store", home)
    assert found.code == 0
    assert "青浦工业园区" in found.out
    assert "拼音" in found.out
    assert "\x1b[" not in found.out
    assert "图库里没有原文" in found.err


def test_search_gives_json_with_totals(command: Command, home: Path) -> None:
    found = command("search", "氢能", "--limit", 1, "--json", "--store", home)
    answer = json.loads(found.out)
    assert [n["name"] for n in answer["names"]] == ["氢能"]
    assert answer["names_total"] > 1
    assert answer["passages"][0]["how"] == "提及"


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_search_writes_a_file(command: Command, home: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"found.{suffix}"
    assert command("search", "氢能", "-o", file, "--store", home).code == 0
    assert file.stat().st_size > 100


def test_search_for_names_only_says_nothing_of_passages(command: Command, home: Path) -> None:
    found = command("search", "华为", "--names", "--type", "企业", "--store", home)
    assert "华为技术有限公司" in found.out
    assert "段落" not in found.err
    assert "没有原文" not in found.err


def test_search_that_finds_nothing_says_so(command: Command, home: Path) -> None:
    found = command("search", "没有这样的词汇吧", "--store", home)
    assert (found.code, found.out) == (0, "")
    assert "没有找到" in found.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["   "], "没有写要找什么"),
        (["氢" * 10_000], "太长"),
        (["氢能", "--names", "--passages"], "只能写一个"),
        (["氢能", "--type", "园区", "--passages"], "--type 只用于名称"),
        (["氢能", "--limit", "0"], "--limit"),
    ],
)
def test_search_refuses_what_it_cannot_do(command: Command, words: list[str], said: str) -> None:
    found = command("search", *words, "--store", "no-such-folder")
    assert found.code == 2
    assert said in found.err
    assert not Path("no-such-folder").exists()


def test_search_refuses_an_unknown_type(command: Command, home: Path) -> None:
    found = command("search", "氢能", "--type", "公司", "--store", home)
    assert found.code == 2
    assert "可用的类型" in found.err
