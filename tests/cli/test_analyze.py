"""``analyze`` on the embedded store, over one small graph."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from fixture_types import Command, Outcome, Server
from openpyxl import load_workbook
from small_graph import small_graph

from deltatrunk.graph.opening import open_store
from deltatrunk.queries.analysis import measures


class Console:
    """Commands that all go to one store."""

    def __init__(self, run: Command, store: str) -> None:
        self.run, self.store = run, store

    def __call__(self, *words: object) -> Outcome:
        return self.run(*words, "--store", self.store)


@pytest.fixture
def console(command: Command, arcadedb_server: Server) -> Console:
    with open_store(arcadedb_server.where) as store:
        store.load(small_graph())
    return Console(command, arcadedb_server.where)


def test_the_measures_are_listed_with_their_questions(console: Console) -> None:
    shown = console("analyze", "list").out
    assert all(measure.name in shown for measure in measures())
    listed = json.loads(console("analyze", "list", "--json").out)
    assert [one["question"] for one in listed] == [measure.question for measure in measures()]


def test_a_measure_shows_rows_and_how_many(console: Console) -> None:
    shown = console("analyze", "chain-completeness")
    assert (shown.code, shown.err) == (0, "2 行\n")
    assert "人工智能" in shown.out
    assert "未提及" in shown.out
    assert console("analyze", "产业链完整度", "--top", "1").err == "1 行\n"


def test_an_alias_names_a_chain_and_an_unknown_one_the_closest(console: Console) -> None:
    rows = json.loads(console("analyze", "chain-completeness", "--chain", "AI", "--json").out)["rows"]
    assert [row["chain"] for row in rows] == ["人工智能"]
    shown = console("analyze", "chain-completeness", "--chain", "人工智")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == "没有结果。检查 --chain 人工智，相近的有 人工智能\n"


def test_borderline_facts_count_only_where_asked(console: Console) -> None:
    def companies(*words: str) -> list[str]:
        rows = json.loads(console("analyze", "company-centrality", "--json", *words).out)["rows"]
        return sorted(row["name"] for row in rows)

    assert "过客公司" not in companies()
    assert "过客公司" in companies("--min-confidence", "0.2")


def test_rows_go_to_files_by_their_suffix(console: Console, tmp_path: Path) -> None:
    for suffix in ("csv", "json", "xlsx"):
        assert console("analyze", "company-centrality", "-o", tmp_path / f"t.{suffix}").code == 0
    assert tmp_path.joinpath("t.csv").read_text("utf-8-sig").startswith("名次,名称,接近度%,")
    sheet = load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {"星河公司", "云帆公司"}


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_the_graph_is_written_with_the_values_on_its_nodes(console: Console, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"t.{suffix}"
    done = console("analyze", "communities", "-o", file)
    assert done.code == 0, done.err
    read = nx.read_graphml(file) if suffix == "graphml" else nx.read_gexf(file, version="1.2draft")
    assert read.nodes["Company:星河公司"]["community"] == 2
    assert "星河公司" in read.nodes["Company:星河公司"]["community_name"]
    assert "centrality" not in read.nodes["Company:星河公司"]
    assert not [id_ for id_ in read if str(id_).startswith(("Passage:", "Section:", "Document:"))]
    assert done.err == f"写入 {file}：{len(read)} 个节点，{read.number_of_edges()} 个关系\n"
    first = file.read_bytes()
    console("analyze", "communities", "-o", file)
    assert file.read_bytes() == first


def test_all_measures_go_into_one_graph(console: Console, tmp_path: Path) -> None:
    made = json.loads(console("analyze", "all", "-o", tmp_path / "t.graphml", "--json").out)
    assert (made["format"], made["output"]) == ("graphml", str(tmp_path / "t.graphml"))
    node = nx.read_graphml(tmp_path / "t.graphml").nodes["IndustryChain:人工智能"]
    assert {"centrality", "community", "community_name", "completeness"} <= set(node)


def test_all_measures_go_into_one_workbook_that_defines_them(console: Console, tmp_path: Path) -> None:
    done = console("analyze", "all", "-o", tmp_path / "t.xlsx")
    assert done.code == 0, done.err
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == [*(measure.title for measure in measures()), "定义与来源"]
    told = {cell.value for row in book["定义与来源"].iter_rows() for cell in row}
    assert all({measure.definition, measure.source, measure.limits} <= told for measure in measures())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("bridge",), "bridges"),
        (("all",), "请用 -o 文件.xlsx"),
        (("all", "-o", "t.csv"), "请用 -o 文件.xlsx"),
        (("bridges", "--format", "csv", "-o", "t.gexf"), "--format csv 不能写成 .gexf 文件"),
        (("bridges", "-o", "t.doc"), "不会写 .doc 文件"),
        (("bridges", "--min-confidence", "2"), "2"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_told_before_a_store_opens(command: Command, words: tuple[str, ...], says: str) -> None:
    done = command("analyze", *words, "--store", "/no/such/place")
    assert done.code in (1, 2)
    assert says in done.err
    assert "Traceback" not in done.err
