"""The graph as Parquet: read back equal, the same bytes every time, rows that a lake can use."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hostile_graph import hostile_graph
from small_graph import small_graph
from store_graphs import rich_graph

from deltatrunk import bundled
from deltatrunk.graph.errors import ExportError
from deltatrunk.graph.export import parquet, read_parquet, write
from deltatrunk.graph.export.evidence_rows import evidence_properties, evidence_rows
from deltatrunk.graph.export.parquet import FILES, ROW_GROUP, ParquetGraphWriter, write_parquet
from deltatrunk.graph.facts import Value
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph, Node
from deltatrunk.graph.schema import schema


def rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


def parks(count: int) -> Iterator[Node]:
    for number in range(count):
        id_ = f"Park:园{number}"
        yield Node(
            id_, ("Park",), {"id": id_, "name": f"园{number}", "confidence": 0.9, "evidence": (f"a.txt:{number}-9",)}
        )


@pytest.mark.parametrize("name", ["small", "rich", "hostile", "bundled"])
def test_parquet_comes_back_equal(tmp_path: Path, name: str) -> None:
    graph = {"small": small_graph, "rich": rich_graph, "hostile": hostile_graph, "bundled": bundled}[name]()
    write(graph, "parquet", tmp_path / "lake")
    back = read_parquet(tmp_path / "lake")
    assert list(to_lines(back)) == list(to_lines(graph))
    assert dict(back.nodes) == dict(graph.nodes)
    assert dict(back.relationships) == dict(graph.relationships)


def test_bytes_do_not_depend_on_the_day_or_the_place(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(rich_graph(), "parquet", tmp_path / name)
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_every_piece_of_evidence_is_a_row(tmp_path: Path) -> None:
    graph = small_graph()
    write(graph, "parquet", tmp_path / "lake")
    found = rows(tmp_path / "lake" / "evidence.parquet")
    held = [("node", node.id, node.properties) for node in graph.nodes.values()]
    held += [("relationship", r.id, r.properties) for r in graph.relationships.values()]
    pieces = [
        (kind, id_, number, span)
        for kind, id_, properties in held
        for number, span in enumerate(properties["evidence"], 1)  # type: ignore[arg-type]
    ]
    assert [(r["kind"], r["owner"], r["number"], f"{r['file']}:{r['start']}-{r['end']}") for r in found] == pieces
    leads = next(r for r in found if r["owner"] == "LEADS|Company:星河公司|IndustryChain:人工智能")
    edge = graph.relationships[leads["owner"]]
    assert (leads["type"], (leads["passage"],), (leads["rule"],)) == (
        "LEADS", edge.properties["passages"], edge.properties["rules"],
    )  # fmt: skip


def test_columns_are_the_schema_s_whatever_the_graph(tmp_path: Path) -> None:
    write(small_graph(), "parquet", tmp_path / "small")
    write(Graph({}, {}), "parquet", tmp_path / "empty")
    for name in FILES:
        assert pq.read_schema(tmp_path / "small" / name).equals(pq.read_schema(tmp_path / "empty" / name))
    columns = pq.read_schema(tmp_path / "empty" / "nodes.parquet")
    s = schema()
    wanted = {name for label in s.labels.values() for name in label.properties} | set(s.node_properties)
    assert wanted - {"evidence", "passages", "rules"} <= set(columns.names)
    assert str(columns.field("year").type) == "int64"
    assert str(columns.field("confidence").type) == "double"
    assert columns.field("year").metadata[b"title"].decode() == "年份"


def test_row_groups_are_of_one_size(tmp_path: Path) -> None:
    write_parquet(tmp_path / "lake", parks(ROW_GROUP + 5), ())
    found = pq.ParquetFile(tmp_path / "lake" / "nodes.parquet")
    assert [found.metadata.row_group(n).num_rows for n in range(found.num_row_groups)] == [ROW_GROUP, 5]
    assert len(read_parquet(tmp_path / "lake").nodes) == ROW_GROUP + 5


def test_parts_in_folders_are_read_as_one_graph(tmp_path: Path) -> None:
    graph = small_graph()
    nodes, edges = list(graph.nodes.values()), list(graph.relationships.values())
    for part, some_nodes, some_edges in ((0, nodes[::2], edges[::2]), (1, nodes[1::2], edges[1::2])):
        with ParquetGraphWriter(tmp_path) as writer:
            for node in some_nodes:
                writer.add_node(node)
            for edge in some_edges:
                writer.add_relationship(edge)
        for name in FILES:
            (tmp_path / "lake" / name).mkdir(parents=True, exist_ok=True)
            (tmp_path / name).rename(tmp_path / "lake" / name / f"part-{part}.parquet")
    assert list(to_lines(read_parquet(tmp_path / "lake"))) == list(to_lines(graph))


@pytest.mark.parametrize(
    "properties",
    [
        pytest.param({"evidence": ("a.txt:3-9", "b:c.txt:0-1"), "rules": ("x", "y")}, id="structure"),
        pytest.param({"evidence": ("a.txt:3-9",), "passages": ("",), "rules": ("",)}, id="empty-names"),
        pytest.param({"evidence": ("a\n.txt:3-9",)}, id="spans-alone"),
    ],
)
def test_evidence_rows_give_the_same_properties_back(properties: dict[str, Value]) -> None:
    assert evidence_properties(evidence_rows(properties)) == properties


@pytest.mark.parametrize(
    "properties",
    [
        pytest.param({}, id="none"),
        pytest.param({"evidence": ()}, id="empty"),
        pytest.param({"evidence": ("a.txt:03-9",)}, id="leading-zero"),
        pytest.param({"evidence": ("a.txt",)}, id="no-span"),
        pytest.param({"evidence": ("a.txt:3-9",), "rules": ("x", "y")}, id="not-parallel"),
    ],
)
def test_evidence_that_rows_would_bend_gives_none(properties: dict[str, Value]) -> None:
    assert evidence_rows(properties) == ()


def test_a_machine_without_pyarrow_is_told_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match="pyarrow") as caught:
        write(small_graph(), "parquet", tmp_path / "lake")
    assert caught.value.hint == '请运行 pip install "deltatrunk[parquet]"'
    with pytest.raises(ExportError, match="pyarrow"):
        read_parquet(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_half_a_character_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    bad = Node("Park:\ud800", ("Park",), {"id": "Park:\ud800", "name": "x", "confidence": 0.9})
    with pytest.raises(ExportError, match="残缺"):
        write_parquet(tmp_path / "lake", [bad], ())
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_parquet_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="读不了"):
        read_parquet(tmp_path)
    for name in FILES:
        (tmp_path / name).write_bytes(b"nothing of the kind")
    with pytest.raises(ExportError, match=r"evidence\.parquet"):
        read_parquet(tmp_path)


def test_memory_is_that_of_a_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP", 200)

    def peak(count: int) -> int:
        tracemalloc.start()
        write_parquet(tmp_path / str(count), parks(count), ())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(4000) < peak(400) + 500_000
