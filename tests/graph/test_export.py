"""What the exports hold when they are read again, and what a failure leaves behind."""

from __future__ import annotations

import csv
import io
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from small_graph import ITEM, SENTENCE, at, small_graph

from deltatrunk.graph.errors import ExportError
from deltatrunk.graph.export import FORMATS, read_jsonl, to_networkx, write, write_bytes, write_text
from deltatrunk.graph.export.networks import to_gexf, to_graphml
from deltatrunk.graph.export.parquet import evidence_fields, node_fields, relationship_fields
from deltatrunk.graph.export.script import literal, to_script
from deltatrunk.graph.export.tables import cell_text, to_tables
from deltatrunk.graph.facts import Entity, Relation
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.store import BoltStore

NASTY = "'单' \"双\" \\ \\n \\u0041 \\\\u0042\r\n\t`x` $y {z} // 注 \u3000😀"


@pytest.fixture
def graph() -> Graph:
    return small_graph()


@pytest.fixture
def nasty() -> Graph:
    """A graph whose words would break a careless writer."""
    return merge([
        Entity("Company", "=cmd|'/c calc'!A0", at(SENTENCE), aliases=("甲；乙", "a'b\\")),
        Entity("IndustryChain", "</node>&amp;\x01", at(ITEM)),
        Entity("Passage", "1", at(ITEM), scope="x", properties={"text": NASTY, "start": 0}),
        Entity("Target", "t", at(ITEM), scope="x", properties={"value": 2800, "value_max": 0.1, "year": 2025}),
        Entity("Document", "d", at(ITEM), properties={"loaded": True}),
        Relation("LEADS", "Company:=cmd|'/c calc'!A0", "IndustryChain:</node>&amp;\x01", at(ITEM), {"role": "@链主"}),
    ])  # fmt: skip


def test_jsonl_comes_back_equal(graph: Graph, nasty: Graph, tmp_path: Path) -> None:
    for number, one in enumerate((graph, nasty)):
        path = tmp_path / f"{number}.jsonl"
        write(one, "jsonl", path)
        back = read_jsonl(path)
        assert dict(back.nodes) == dict(one.nodes)
        assert dict(back.relationships) == dict(one.relationships)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_export_is_the_same_every_time(graph: Graph, tmp_path: Path, format_: str) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write(graph, format_, first)
    write(graph, format_, second)

    def content(path: Path) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in path.iterdir()} if path.is_dir() else {"": path.read_bytes()}

    assert content(first) == content(second)


def test_networkx_carries_everything(graph: Graph) -> None:
    made = to_networkx(graph)
    assert (made.number_of_nodes(), made.number_of_edges()) == (len(graph.nodes), len(graph.relationships))
    assert made.nodes["Company:星河公司"]["labels"] == ("Company", "ChainLeader", "Partner")
    assert made.nodes["Company:星河公司"]["aliases"] == ("星河",)
    key = "LEADS|Company:星河公司|IndustryChain:人工智能"
    assert made.edges["Company:星河公司", "IndustryChain:人工智能", key]["role"] == "链主"


def test_graphml_comes_back(graph: Graph) -> None:
    back = nx.parse_graphml(to_graphml(graph).decode("utf-8"), force_multigraph=True)
    assert set(back.nodes) == set(graph.nodes)
    assert isinstance(back, nx.MultiDiGraph)
    assert {key for _, _, key in back.edges(keys=True)} == set(graph.relationships)
    assert back.nodes["Company:星河公司"]["label"] == "Company"
    assert back.nodes["Company:星河公司"]["title"] == "企业"
    target = back.nodes["Target:甲区/数字经济规模/2025目标"]
    assert (target["value"], target["year"]) == (2800.0, 2025)


def test_gexf_comes_back(graph: Graph) -> None:
    back = nx.read_gexf(io.BytesIO(to_gexf(graph)))
    assert set(back.nodes) == set(graph.nodes)
    assert back.number_of_edges() == len(graph.relationships)
    star = back.nodes["Company:星河公司"]
    assert (star["label"], star["category"], star["labels"]) == ("星河公司", "Company", "Company；ChainLeader；Partner")
    kinds = {data["kind"] for _, _, data in back.edges(data=True)}
    assert kinds == {r.type for r in graph.relationships.values()}


def test_xml_survives_any_words(nasty: Graph) -> None:
    for back in (
        nx.parse_graphml(to_graphml(nasty).decode("utf-8"), force_multigraph=True),
        nx.read_gexf(io.BytesIO(to_gexf(nasty))),
    ):
        assert "IndustryChain:</node>&amp;\ufffd" in back.nodes
        assert back.nodes["Target:x/t"]["value"] == 2800.0


def test_tables_hold_every_row(graph: Graph, nasty: Graph) -> None:
    for one in (graph, nasty):
        files = dict(to_tables(one))
        assert all(data.startswith(b"\xef\xbb\xbf") for data in files.values())
        rows = {
            name: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            for name, data in files.items()
        }
        for name, count in one.counts().items():
            found = rows.get(f"nodes-{name}.csv") or rows[f"relationships-{name}.csv"]
            assert len(found) == count
        guide = rows["README.csv"]
        assert {(r["file"], r["column"]) for r in guide} == {
            (name, column) for name, found in rows.items() if name != "README.csv" for column in found[0]
        }
        assert all(r["标题"] and r["列标题"] for r in guide)


def test_tables_name_the_ends(graph: Graph) -> None:
    data = dict(to_tables(graph))["relationships-LEADS.csv"].decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(data)))
    assert (row["start_name"], row["role"], row["end_name"]) == ("星河公司", "链主", "人工智能")


@pytest.mark.parametrize(
    ("value", "text"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"), ("平", "平"), (-1, "-1"), (2.0, "2"),
     (0.1, "0.1"), (True, "true"), (None, ""), (("=a", "b"), "'=a；b")],
)  # fmt: skip
def test_no_cell_runs_as_a_formula(value: str | float | tuple[str, ...] | None, text: str) -> None:
    assert cell_text(value) == text


def test_the_script_fills_a_store(store: BoltStore, graph: Graph, nasty: Graph) -> None:
    for one in (graph, nasty):
        with store.driver.session(database=store.credentials.database or None) as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
            for _ in range(2):
                for statement in to_script(one):
                    if not statement.startswith("//"):
                        session.run(statement.rstrip().removesuffix(";")).consume()
        back = store.graph()
        assert dict(back.nodes) == dict(one.nodes)
        assert dict(back.relationships) == dict(one.relationships)


def test_a_literal_stays_on_its_line() -> None:
    assert "\n" not in literal(NASTY)
    assert literal(("a'b", "c")) == "['a\\'b', 'c']"
    assert (literal(True), literal(2.5), literal(3)) == ("true", "2.5", "3")


def test_every_format_is_in_the_docs() -> None:
    text = Path(__file__).parents[2].joinpath("docs", "exports.md").read_text("utf-8")
    assert [name for name in FORMATS if f"| `{name}` |" not in text] == []
    own = {"label", "labels", "whole", "other", "start_label", "end_label", *evidence_fields()}
    assert own <= {*evidence_fields(), *node_fields(), *relationship_fields()}
    assert [name for name in own if f"`{name}`" not in text] == []


def test_an_unknown_format_names_the_known_ones(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        write(graph, "rdf", tmp_path / "g")
    assert all(name in caught.value.hint for name in FORMATS)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_missing_parent_is_named_and_not_made(graph: Graph, tmp_path: Path, format_: str) -> None:
    with pytest.raises(ExportError, match="不存在"):
        write(graph, format_, tmp_path / "no" / "g")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="文件夹"):
        write(graph, "jsonl", tmp_path)


def test_a_name_too_long_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        write_text(tmp_path / ("长" * 200), "x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_tables_is_replaced_by_the_next(graph: Graph, nasty: Graph, tmp_path: Path) -> None:
    path = tmp_path / "tables"
    write(graph, "csv", path)
    write(nasty, "csv", path)
    assert {p.name for p in path.iterdir()} == {name for name, _ in to_tables(nasty)}
    assert [p.name for p in tmp_path.iterdir()] == ["tables"]


def test_a_person_s_folder_is_not_replaced(graph: Graph, tmp_path: Path) -> None:
    tmp_path.joinpath("note.txt").write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="别的文件"):
        write(graph, "csv", tmp_path)
    assert tmp_path.joinpath("note.txt").read_text("utf-8") == "mine"


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may grow over 64 KiB, as on a disk that is nearly full."""
    if sys.platform == "win32":
        pytest.skip("no file size limit on Windows")
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, old[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, old)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, small_disk: None) -> None:
    path = tmp_path / "g.jsonl"
    write_bytes(path, b"old")
    with pytest.raises(ExportError):
        write_bytes(path, b"x" * 200_000)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["g.jsonl"]


def test_a_failed_folder_leaves_the_old_one(graph: Graph, tmp_path: Path, small_disk: None) -> None:
    path = tmp_path / "tables"
    write(graph, "csv", path)
    before = {p.name: p.read_bytes() for p in path.iterdir()}
    big = merge([Entity("Company", f"公司{n}", at(ITEM)) for n in range(2000)])
    with pytest.raises(ExportError):
        write(big, "csv", path)
    assert {p.name: p.read_bytes() for p in path.iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["tables"]


def test_a_line_that_is_no_graph_is_named(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text('{"type": "node"}\n', "utf-8")
    with pytest.raises(ExportError, match=r"g\.jsonl 第 1 行"):
        read_jsonl(path)
    with pytest.raises(ExportError, match="读不了"):
        read_jsonl(tmp_path / "none.jsonl")
