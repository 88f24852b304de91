"""Backup and restore over both stores: what comes back is what was there, wherever it came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fixture_types import Server
from neo4j import GraphDatabase
from store_graphs import CHAIN, company, many_companies, relation, rich_graph, small_graph

from deltatrunk.graph.backup import Restored, back_up, read_backup, restore
from deltatrunk.graph.errors import ExportError, StoreBusy, StoreError
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph
from deltatrunk.graph.records import RECEIPT, SOURCE, Record
from deltatrunk.graph.store import BoltStore

pytestmark = pytest.mark.slow

EMPTY = Graph({}, {})
PLAN = Record.of(SOURCE, "plan.txt", {"sha256": "ab", "titles": ["规划"]}, "头" * 50, "正文" * 5000)
OTHER = Record.of(SOURCE, "other.txt", {"sha256": "cd", "titles": ["方案"]}, "head", "body")


def query(store: BoltStore, text: str, **parameters: Any) -> list[Any]:
    return store.driver.execute_query(text, parameters, database_=store.credentials.database).records


def content(store: BoltStore) -> tuple[list[str], tuple[Record, ...]]:
    return list(to_lines(store.graph())), store.whole_records()


def saved(store: BoltStore, path: Path) -> bytes:
    back_up(store, path, made_by="0.1.0")
    return path.read_bytes()


@pytest.fixture
def full(store: BoltStore) -> BoltStore:
    """A store with a graph of every kind of value, a source and two receipts."""
    store.load(small_graph(), [PLAN], command="build")
    store.load(rich_graph(), [PLAN], command="add")
    return store


@pytest.fixture
def embedded(arcadedb_server: Server) -> Iterator[BoltStore]:
    """An empty embedded store, for what is decided before a store is asked."""
    with arcadedb_server.open() as opened:
        query(opened, "MATCH (n) DETACH DELETE n")
        yield opened


def test_backup_has_the_whole_store_and_only_its_owner_may_read_it(full: BoltStore, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    manifest = back_up(full, path, made_by="0.1.0")
    found = read_backup(path)
    assert (list(to_lines(found.graph)), found.records) == content(full)
    assert found.manifest == manifest
    assert manifest.records == {"receipt": 2, "source": 1}
    assert path.stat().st_mode & 0o077 == 0


def test_restore_brings_back_what_was_backed_up(full: BoltStore, tmp_path: Path) -> None:
    before, data = content(full), saved(full, tmp_path / "b.zip")
    full.load(many_companies(5, "新"), [OTHER], command="build")
    restored = restore(full, tmp_path / "b.zip")
    assert content(full) == before
    assert saved(full, tmp_path / "again.zip") == data
    assert not restored.is_empty
    assert restored.receipt.after == full.counts() == rich_graph().counts()


def test_restore_says_what_went_and_a_dry_run_says_the_same(full: BoltStore, tmp_path: Path) -> None:
    saved(full, tmp_path / "b.zip")
    full.load(many_companies(5, "新"), [OTHER], command="build")
    before = content(full)
    dry = restore(full, tmp_path / "b.zip", dry=True)
    assert content(full) == before

    def said(restored: Restored) -> dict[str, Any]:
        found = restored.as_dict()
        del found["receipt"]["seconds"]
        return found

    done = restore(full, tmp_path / "b.zip")
    assert said(dry) == said(done)
    assert done.receipt.nodes.removed == {"Company": 5}
    assert done.receipt.relationships.removed == {"PARTICIPATES_IN": 5}
    assert done.receipt.nodes.added["Company"] == 2
    assert done.receipt.documents.added == ("plan.txt",)
    assert done.receipt.documents.removed == ("other.txt",)
    assert done.records.as_dict() == {
        "added": {"source": 1}, "changed": {}, "removed": {"receipt": 1, "source": 1}
    }  # fmt: skip
    assert {one.id for one in done.receipt.lost if one.kind == "Company"} == {f"Company:企业{n:04d}" for n in range(5)}


def test_restore_writes_nothing_when_the_store_is_equal(full: BoltStore, tmp_path: Path) -> None:
    saved(full, tmp_path / "b.zip")
    everything = "MATCH (n) RETURN elementId(n) AS element, properties(n) AS properties ORDER BY element"
    before = query(full, everything)
    assert restore(full, tmp_path / "b.zip").is_empty
    assert query(full, everything) == before


def test_restore_into_an_empty_store_and_of_an_empty_one(store: BoltStore, tmp_path: Path) -> None:
    nothing = saved(store, tmp_path / "empty.zip")
    store.load(small_graph(), [PLAN], command="build")
    before, _ = content(store), saved(store, tmp_path / "b.zip")
    gone = restore(store, tmp_path / "empty.zip")
    assert (gone.receipt.after, gone.records.removed) == ({}, {"receipt": 1, "source": 1})
    assert content(store) == ([], ())
    assert saved(store, tmp_path / "again.zip") == nothing
    restore(store, tmp_path / "b.zip")
    assert content(store) == before


EDITS = (
    "MATCH (n:Company {id: 'Company:乙公司'}) SET n.name = '改名公司'",
    "MATCH (n:Target) WHERE n.value = 2800.0 SET n.value = 2800",
    "MATCH (n:Zone) SET n.mark = true",
    "MATCH ()-[r:PARTNER_OF]->() REMOVE r.batch",
    "MATCH (n:Company {id: 'Company:甲公司'}) REMOVE n:Partner",
    "MATCH (a)-[r:LEADS]->(b) CREATE (a)-[q:LEADS]->(b) SET q = properties(r)",
    """MATCH (a)-[r:PARTICIPATES_IN]->(b), (c:Company {id: 'Company:甲公司'})
    CREATE (c)-[q:PARTICIPATES_IN]->(b) SET q = properties(r) DELETE r""",
    "MATCH ()-[r:COOPERATES_WITH]->() DELETE r",
    "MATCH (r:DeltatrunkRecord {key: 'source/plan.txt'}) SET r.body = 'x'",
    "MATCH (r:DeltatrunkRecord {key: 'receipt/000001'}) DELETE r",
)


def test_restore_undoes_what_was_edited_by_hand(full: BoltStore, tmp_path: Path) -> None:
    """The hashes stay as they were, so that no load would see it."""
    before, data = content(full), saved(full, tmp_path / "b.zip")
    for edit in EDITS:
        query(full, edit)
    restored = restore(full, tmp_path / "b.zip")
    assert content(full) == before
    assert saved(full, tmp_path / "again.zip") == data
    assert full.read("MATCH ()-[r]->() RETURN count(r) AS total").rows == ((len(rich_graph().relationships),),)
    assert restored.receipt.nodes.as_dict() == {
        "added": {}, "changed": {"Company": 2, "Target": 1, "Zone": 1}, "removed": {}
    }  # fmt: skip
    assert restored.receipt.relationships.as_dict() == {
        "added": {"COOPERATES_WITH": 1}, "changed": {"LEADS": 1, "PARTICIPATES_IN": 1, "PARTNER_OF": 1}, "removed": {}
    }  # fmt: skip
    assert restored.records.as_dict() == {"added": {"receipt": 1}, "changed": {"source": 1}, "removed": {}}
    assert restore(full, tmp_path / "b.zip").is_empty


def test_what_was_edited_by_hand_is_in_the_backup(full: BoltStore, tmp_path: Path) -> None:
    query(full, EDITS[0])
    before, data = content(full), saved(full, tmp_path / "b.zip")
    full.load(small_graph(), command="build")
    full.load(rich_graph(), command="build")
    restore(full, tmp_path / "b.zip")
    assert content(full) == before
    assert saved(full, tmp_path / "again.zip") == data


def test_restore_leaves_other_peoples_data_and_marks(full: BoltStore, tmp_path: Path) -> None:
    saved(full, tmp_path / "b.zip")
    query(full, "CREATE (a:Company {id: 'theirs', name: '别人的'})-[:ABOUT]->(b:Note {text: 't'})")
    query(full, "MATCH (a:Company {id: 'Company:甲公司'}) SET a:Favourite")
    full.load(small_graph(company("丙公司"), relation("LEADS", "Company:丙公司", CHAIN)), command="build")
    restore(full, tmp_path / "b.zip")
    assert full.read("MATCH (n:Company {id: 'theirs'})-->(m) RETURN m.text AS text").rows == (("t",),)
    assert full.read("MATCH (n:Favourite) RETURN n.id AS id").rows == (("Company:甲公司",),)


def test_restore_that_fails_leaves_the_store_as_it_was(full: BoltStore, tmp_path: Path) -> None:
    saved(full, tmp_path / "b.zip")
    full.load(small_graph(company("丙公司")), [OTHER], command="build")
    query(full, "MATCH (a:Company {id: 'Company:丙公司'}) CREATE (n:Note {text: 't'})-[:ABOUT]->(a)")
    before = content(full)
    with pytest.raises(StoreError, match="不属于本图的关系"):
        restore(full, tmp_path / "b.zip")
    assert content(full) == before


def test_restore_of_a_damaged_backup_leaves_the_store_as_it_was(embedded: BoltStore, tmp_path: Path) -> None:
    embedded.load(rich_graph(), [PLAN], command="build")
    data = bytearray(saved(embedded, tmp_path / "b.zip"))
    embedded.load(small_graph(), command="build")
    before = content(embedded)
    for at in range(0, len(data), len(data) // 7):
        (tmp_path / "bad.zip").write_bytes(data[:at] + bytes((data[at] ^ 0x10,)) + data[at + 1 :])
        with pytest.raises(ExportError):
            restore(embedded, tmp_path / "bad.zip")
    assert content(embedded) == before


def test_loads_go_on_from_the_restored_receipts(full: BoltStore, tmp_path: Path) -> None:
    saved(full, tmp_path / "b.zip")
    full.load(EMPTY, command="build")
    restore(full, tmp_path / "b.zip")
    assert full.load(rich_graph(), [PLAN]).is_empty
    assert full.load(small_graph(), [PLAN]).number == 3
    assert [one.name for one in full.records(RECEIPT)] == ["000001", "000002", "000003"]


def test_backup_begins_anew_when_a_load_comes_between(
    embedded: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded.load(small_graph(), [PLAN], command="build")
    whole, loads = embedded.graph, [rich_graph(), small_graph(), EMPTY]

    def graph() -> Graph:
        found = whole()
        if loads:
            embedded.load(loads.pop(), [OTHER], command="build")
        return found

    monkeypatch.setattr(embedded, "graph", graph)
    back_up(embedded, tmp_path / "b.zip", made_by="0.1.0")
    found = read_backup(tmp_path / "b.zip")
    assert loads == []
    assert (list(to_lines(found.graph)), found.records) == content(embedded)
    assert list(to_lines(found.graph)) == list(to_lines(rich_graph()))


def test_backup_gives_up_when_loads_never_end(
    embedded: BoltStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded.load(small_graph(), command="build")
    old = saved(embedded, tmp_path / "b.zip")
    whole = embedded.graph

    def graph() -> Graph:
        found = whole()
        embedded.load(EMPTY if found.nodes else small_graph(), command="build")
        return found

    monkeypatch.setattr(embedded, "graph", graph)
    with pytest.raises(StoreBusy, match="没有备份"):
        back_up(embedded, tmp_path / "b.zip", made_by="0.1.0")
    assert (tmp_path / "b.zip").read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


def test_backup_takes_the_place_of_a_backup_and_of_no_other_file(embedded: BoltStore, tmp_path: Path) -> None:
    embedded.load(small_graph(), command="build")
    small = saved(embedded, tmp_path / "b.zip")
    embedded.load(rich_graph(), command="build")
    assert saved(embedded, tmp_path / "b.zip") != small
    letter = tmp_path / "方案.docx"
    letter.write_text("方案", "utf-8")
    with pytest.raises(ExportError, match="已有别的文件"):
        back_up(embedded, letter, made_by="0.1.0")
    assert letter.read_text("utf-8") == "方案"
    for place in (tmp_path, tmp_path / "none" / "b.zip"):
        with pytest.raises(ExportError):
            back_up(embedded, place, made_by="0.1.0")


def test_backup_refuses_what_no_store_could_take_back(full: BoltStore, tmp_path: Path) -> None:
    query(full, "MATCH (n:IndustryChain) REMOVE n.hash")
    with pytest.raises(ExportError, match="不能恢复的内容") as caught:
        back_up(full, tmp_path / "b.zip", made_by="0.1.0")
    assert CHAIN in caught.value.what
    assert not (tmp_path / "b.zip").exists()


def test_backup_goes_from_store_to_store_and_back(
    arcadedb_server: Server, neo4j_session_server: Server, tmp_path: Path
) -> None:
    servers = (arcadedb_server, neo4j_session_server)
    for server in servers:
        auth = (server.writer.user, server.writer.password)
        with GraphDatabase.driver(server.uri, auth=auth) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.writer.database)
    with servers[0].open() as first_store, servers[1].open() as neo4j:
        first_store.load(small_graph(), [PLAN], command="build")
        first_store.load(rich_graph(), [PLAN, OTHER], command="add")
        first = saved(first_store, tmp_path / "first.zip")
        restore(neo4j, tmp_path / "first.zip")
        assert content(neo4j) == content(first_store)
        assert saved(neo4j, tmp_path / "second.zip") == first
        neo4j.load(small_graph(), [OTHER], command="remove")
        third = saved(neo4j, tmp_path / "third.zip")
        restore(first_store, tmp_path / "third.zip")
        assert content(neo4j) == content(first_store)
        assert saved(first_store, tmp_path / "fourth.zip") == third
