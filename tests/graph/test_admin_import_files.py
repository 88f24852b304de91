"""The files for ``neo4j-admin`` as text; tests/stores/test_admin_import.py has what the real tool makes of them."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_graph import LISTS, WHOLE, WORDS, hostile_graph
from small_graph import small_graph

from deltatrunk.graph.errors import ExportError, SchemaError
from deltatrunk.graph.export import write
from deltatrunk.graph.export.admin_import import AdminImportWriter, write_admin_import
from deltatrunk.graph.model import Node, Relationship
from deltatrunk.graph.schema import schema


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def node(id_: str, **properties: str | int | float) -> Node:
    return Node(id_, (id_.partition(":")[0],), {"id": id_, "name": id_, "confidence": 0.9, **properties})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The hostile graph as files."""
    write(hostile_graph(), "admin-import", tmp_path / "import")
    return tmp_path / "import"


def test_headers_carry_the_types_of_the_schema(tmp_path: Path) -> None:
    write(small_graph(), "admin-import", tmp_path / "g")
    header = (tmp_path / "g" / "nodes-Target.csv").read_text("utf-8").splitlines()[0].split(",")
    assert header[0] == "id:ID"
    assert header[-1] == ":LABEL"
    assert {"name:string", "aliases:string[]", "confidence:double", "year:long", "value:double"} <= set(header)
    assert "loaded:boolean" in (tmp_path / "g" / "nodes-Document.csv").read_text("utf-8").splitlines()[0]
    header = (tmp_path / "g" / "relationships-PART_OF.csv").read_text("utf-8").splitlines()[0].split(",")
    assert header[:3] == [":START_ID", ":END_ID", "id:string"]
    assert header[-1] == ":TYPE"
    assert "order:long" in header


def test_every_row_is_in_the_table_of_its_labels_or_type(tmp_path: Path) -> None:
    graph = small_graph()
    write(graph, "admin-import", tmp_path / "g")
    nodes, edges = set(), set()
    for path in (tmp_path / "g").glob("*.csv"):
        kind, *names = path.stem.split("-")
        for row in table(path):
            if kind == "nodes":
                nodes.add((row["id:ID"], tuple(names)))
                assert row[":LABEL"].split("\x1f") == names
            else:
                edges.add((row["id:string"], row[":START_ID"], row[":END_ID"], names[0]))
                assert row[":TYPE"] == names[0]
    assert nodes == {(n.id, n.labels) for n in graph.nodes.values()}
    assert edges == {(r.id, r.start, r.end, r.type) for r in graph.relationships.values()}


def test_words_and_lists_stand_as_they_are(folder: Path) -> None:
    rows = [row for path in folder.glob("nodes-Company*.csv") for row in table(path)]
    assert sorted(row["name:string"] for row in rows) == sorted(WORDS)
    lists = {row["id:ID"]: row["aliases:string[]"] for row in table(folder / "nodes-Organization.csv")}
    for number, words in enumerate(LISTS):
        cell = lists[f"Organization:列表{number}"]
        sayable = words not in {(), ("",)} and not any("\x1f" in word for word in words)
        assert cell == ("\x1f".join(words) if sayable else "")


def test_empty_text_is_quoted_and_a_missing_one_is_nothing(tmp_path: Path) -> None:
    with AdminImportWriter(tmp_path) as writer:
        writer.add_node(node("Park:一", area=""))
        writer.add_node(node("Park:二"))
    columns, empty, missing = (tmp_path / "nodes-Park.csv").read_text("utf-8").splitlines()
    at = columns.split(",").index("area:string")
    assert (empty.split(",")[at], missing.split(",")[at]) == ('""', "")


def test_whole_numbers_keep_a_table_of_their_own(folder: Path) -> None:
    names = {path.name for path in folder.glob("nodes-Target*.csv")}
    assert names == {
        "nodes-Target.csv", "nodes-Target.value-long.csv", "nodes-Target.confidence-long.value-long.value_max-long.csv",
    }  # fmt: skip
    whole = table(folder / "nodes-Target.value-long.csv")
    assert {row["value:long"] for row in whole} == {str(value) for value in WHOLE}
    assert "2800.0" in {row["value:double"] for row in table(folder / "nodes-Target.csv")}


def test_what_no_cell_holds_is_in_the_script_after_the_constraints(folder: Path) -> None:
    lines = (folder / "after-import.cypher").read_bytes().decode("utf-8").split("\n")
    constraints = [line for line in lines if line.startswith("CREATE CONSTRAINT")]
    assert len(constraints) == len(schema().core_labels)
    rest = "\n".join(lines[len(constraints) + 1 :])
    assert "MATCH (x:Organization {id: row.id}) SET x.`aliases` = row.value;" in rest
    assert "{id: 'Organization:列表0', value: []}" in rest
    assert "{id: 'Organization:列表1', value: ['']}" in rest
    assert "SET x.`we``ird name` = row.value;" in rest
    assert "MATCH (:Company {id: row.start})-[x:COOPERATES_WITH {id: row.id}]->() SET x.`documents`" in rest
    assert "Organization:列表3'" not in rest


def test_a_graph_without_oddities_needs_constraints_only(tmp_path: Path) -> None:
    write(small_graph(), "admin-import", tmp_path / "g")
    lines = (tmp_path / "g" / "after-import.cypher").read_text("utf-8").splitlines()
    assert len(lines) == 1 + len(schema().core_labels)


def test_the_guide_tells_the_command_and_the_counts(tmp_path: Path) -> None:
    graph = small_graph()
    write(graph, "admin-import", tmp_path / "g")
    guide = (tmp_path / "g" / "README.txt").read_text("utf-8-sig")
    assert f"共 {len(graph.nodes)} 个节点，{len(graph.relationships)} 个关系" in guide
    assert "neo4j-admin database import full neo4j @args.txt" in guide
    assert 'database import full "$@" @args.txt' in (tmp_path / "g" / "import.sh").read_text("utf-8")
    batch = (tmp_path / "g" / "import.bat").read_bytes()
    assert b"database import full %* @args.txt\r\n" in batch
    assert batch.isascii()
    arguments = (tmp_path / "g" / "args.txt").read_text("ascii").splitlines()
    tables = {path.name for path in (tmp_path / "g").glob("*.csv")}
    named = {line.partition("=")[2] for line in arguments if line.startswith(("--nodes=", "--relationships="))}
    assert named == tables
    assert "--array-delimiter=U+001F" in arguments


def test_the_tool_s_report_does_not_hinder_the_next_export(tmp_path: Path) -> None:
    for _ in range(2):
        write(small_graph(), "admin-import", tmp_path / "g")
        (tmp_path / "g" / "import.report").write_text("", "utf-8")
    write(small_graph(), "admin-import", tmp_path / "g")
    assert not (tmp_path / "g" / "import.report").exists()
    (tmp_path / "g" / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="别的文件"):
        write(small_graph(), "admin-import", tmp_path / "g")


@pytest.mark.parametrize(
    ("bad", "error", "said"),
    [
        pytest.param(node("Park:半个\ud800"), ExportError, "残缺", id="surrogate"),
        pytest.param(node("Task:大", order=2**63), ExportError, "64 位", id="too-large"),
        pytest.param(Node("X:x", ("X",), {"id": "X:x"}), SchemaError, "核心标签", id="no-core-label"),
        pytest.param(Relationship("X|a|b", "X", "a", "b", {}), ExportError, "关系 X", id="unknown-type"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_nothing(
    tmp_path: Path, bad: Node | Relationship, error: type[Exception], said: str
) -> None:
    nodes = [node("Park:好"), *([bad] if isinstance(bad, Node) else [])]
    edges = [bad] if isinstance(bad, Relationship) else []
    with pytest.raises(error, match=said):
        write_admin_import(tmp_path / "g", nodes, edges)
    assert list(tmp_path.iterdir()) == []


def test_memory_stays_flat_whatever_passes_through(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        def nodes() -> Iterator[Node]:
            return (node(f"Park:园{number}", area="很长的文字" * 50) for number in range(count))

        tracemalloc.start()
        write_admin_import(tmp_path / str(count), nodes(), ())
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(5000) < peak(500) + 500_000
