"""A large first load is written in parts, and is whole or nothing all the same: on both stores."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from store_graphs import many_companies, small_graph

from deltatrunk.graph import cypher, turns, writing
from deltatrunk.graph.commit import Commit
from deltatrunk.graph.errors import StoreBusy, StoreError
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph
from deltatrunk.graph.records import SOURCE, Record
from deltatrunk.graph.store import BoltStore
from deltatrunk.graph.transactions import Transaction

MANY = many_companies(60, "新")
SOURCES = (Record.of(SOURCE, "plan.txt", {"sha256": "x", "titles": ["规划"]}),)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "AT_ONCE", 20)
    monkeypatch.setattr(writing, "PART", 25)


def query(store: BoltStore, text: str, **parameters: Any) -> list[dict[str, Any]]:
    result = store.driver.execute_query(text, parameters, database_=store.credentials.database or None)
    return [record.data() for record in result.records]


def stamp(store: BoltStore) -> dict[str, Any]:
    (found,) = query(store, cypher.read_stamp())
    return found


def after_parts(monkeypatch: pytest.MonkeyPatch, number: int, act: Callable[[], None]) -> None:
    """Act once after so many parts are committed."""
    part = Commit.part
    done = [0]

    def acting(commit: Commit, work: Callable[[Transaction], object]) -> None:
        part(commit, work)
        done[0] += 1
        if done[0] == number:
            act()

    monkeypatch.setattr(Commit, "part", acting)


def half_load(store: BoltStore, graph: Graph) -> Commit:
    """What a load leaves whose process died after one part, and whose lock is free again."""
    dead = Commit(lambda: store.driver.session(database=store.credentials.database or None))
    some = [{"id": n.id, "properties": dict(n.properties)} for n in graph.nodes.values() if n.labels == ("Company",)]
    dead.part(lambda tx: tx.run(cypher.create_nodes(("Company",)), rows=some[:10]).consume())
    return dead


def test_parts_make_the_same_graph_as_one_transaction(store: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    parts: list[int] = []
    after_parts(monkeypatch, 3, lambda: parts.append(query(store, cypher.count_nodes())[0]["nodes"]))
    receipt = store.load(MANY, SOURCES)
    assert 0 < parts[0] <= len(MANY.nodes)
    assert list(to_lines(store.graph())) == list(to_lines(MANY))
    assert receipt.after == store.counts() == MANY.counts()
    assert [r.key for r in store.records(SOURCE)] == ["source/plan.txt"]
    assert stamp(store)["settled"]
    assert not stamp(store)["filling"]
    assert store.load(MANY, SOURCES).is_empty


def test_small_first_load_and_later_loads_are_one_transaction(
    store: BoltStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(commit: Commit, work: Callable[[Transaction], object]) -> None:
        raise AssertionError("a part was written")

    monkeypatch.setattr(Commit, "part", refused)
    store.load(small_graph())
    store.load(MANY)
    assert store.counts() == MANY.counts()


def test_failure_in_the_middle_leaves_an_empty_store(store: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise StoreError("磁盘坏了")

    after_parts(monkeypatch, 2, fail)
    with pytest.raises(StoreError, match="磁盘坏了"):
        store.load(MANY, SOURCES)
    assert query(store, cypher.count_nodes()) == [{"nodes": 0}]
    assert (store.counts(), store.records()) == ({}, ())
    assert stamp(store)["settled"]
    store.load(MANY, SOURCES)
    assert store.counts() == MANY.counts()


def test_next_reader_clears_what_a_dead_load_left(store: BoltStore) -> None:
    store.prepare()
    half_load(store, MANY)
    assert query(store, cypher.count_nodes()) == [{"nodes": 10}]
    assert store.counts() == {}
    assert query(store, cypher.count_nodes()) == [{"nodes": 0}]
    assert stamp(store) == {**stamp(store), "settled": True, "filling": False}


@pytest.mark.parametrize("way", ["load", "write"])
def test_next_writer_clears_what_a_dead_load_left(store: BoltStore, way: str) -> None:
    store.prepare()
    half_load(store, MANY)
    if way == "load":
        assert store.load(small_graph()).before == {}
        assert list(to_lines(store.graph())) == list(to_lines(small_graph()))
    else:
        store.write("CREATE (n:Note {text: 'x'})")
        assert query(store, "MATCH (n) WHERE NOT n:DeltatrunkStore RETURN labels(n) AS l") == [{"l": ["Note"]}]


def test_other_peoples_nodes_stay_when_a_dead_load_is_cleared(store: BoltStore) -> None:
    store.prepare()
    query(store, "CREATE (:Company {id: 'Company:他人', name: '他人'}), (:Person {name: '某'})")
    half_load(store, MANY)
    assert store.counts() == {}
    assert query(store, cypher.count_nodes()) == [{"nodes": 2}]


def test_load_that_lost_its_turn_writes_nothing_more(store: BoltStore) -> None:
    store.prepare()
    lost = half_load(store, MANY)
    assert store.counts() == {}
    with pytest.raises(StoreBusy, match="接手"):
        lost.part(lambda tx: tx.run("CREATE (:Company {id: 'Company:迟', hash: 'h'})").consume())
    assert query(store, cypher.count_nodes()) == [{"nodes": 0}]
    assert stamp(store)["settled"]
    assert not stamp(store)["filling"]


def test_reader_waits_for_a_first_load_and_never_sees_a_part(store: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def read() -> None:
        seen.append(store.counts())

    reader = threading.Thread(target=read)
    after_parts(monkeypatch, 1, reader.start)
    store.load(MANY)
    reader.join()
    assert seen == [MANY.counts()]


def test_reader_says_what_it_waited_for(store: BoltStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "COMMITS_WITHIN", 0.5)
    monkeypatch.setattr(turns, "_LOCKS_WITHIN", 0.5)
    said: list[StoreBusy] = []

    def read() -> None:
        with pytest.raises(StoreBusy) as caught:
            store.read("MATCH (n) RETURN count(n) AS total", timeout=0.5)
        said.append(caught.value)

    after_parts(monkeypatch, 2, read)
    store.load(MANY)
    assert ["第一次载入" in one.what and "再运行" in one.hint for one in said] == [True]
    assert store.counts() == MANY.counts()
