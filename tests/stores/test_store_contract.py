"""What every store does, run over the embedded ArcadeDB and a real Neo4j."""

from __future__ import annotations

import threading
import time
import warnings
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import neo4j
import pytest
from fixture_types import Server
from neo4j.exceptions import DriverError, Neo4jError
from neo4j_server import free_port
from store_graphs import CHAIN, ZONE, company, frame, many_companies, relation, rich_graph, small_graph

from deltatrunk.graph import cypher, py2neo_graph
from deltatrunk.graph.address import Credentials
from deltatrunk.graph.difference import StoredNode, StoredRelationship, difference
from deltatrunk.graph.errors import DeltatrunkError, QueryFailed, StoreError, StoreUnavailable, WriteRefused
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph, Node, Relationship, merge
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.schema import schema
from deltatrunk.graph.store import BoltStore
from deltatrunk.graph.writing import write_difference

EMPTY = Graph(MappingProxyType({}), MappingProxyType({}))


def lines(graph: Graph) -> list[str]:
    return list(to_lines(graph))


def query(store: BoltStore, text: str, **parameters: Any) -> list[neo4j.Record]:
    return store.driver.execute_query(text, parameters, database_=store.credentials.database).records


def test_load_into_an_empty_store_gives_a_receipt_of_what_was_added(store: BoltStore) -> None:
    receipt = store.load(small_graph())
    assert receipt.nodes.added == {"Company": 2, "IndustryChain": 1, "Zone": 1}
    assert receipt.relationships.added == {"COOPERATES_WITH": 1, "LEADS": 1, "PARTICIPATES_IN": 1, "PARTNER_OF": 1}
    assert (receipt.nodes.changed, receipt.nodes.removed, receipt.before) == ({}, {}, {})
    assert receipt.after == store.counts() == small_graph().counts()
    assert receipt.seconds > 0
    assert not receipt.is_empty


def test_load_again_writes_nothing(store: BoltStore) -> None:
    store.load(small_graph())
    everything = "MATCH (n) RETURN n.id AS id, elementId(n) AS element, properties(n) AS properties ORDER BY id"
    before = query(store, everything)
    receipt = store.load(small_graph())
    assert receipt.is_empty
    assert receipt.before == receipt.after == small_graph().counts()
    assert query(store, everything) == before


def test_load_of_another_graph_writes_only_the_difference(store: BoltStore) -> None:
    store.load(small_graph())
    wanted = merge(
        [
            *frame(),
            company("甲公司", extra=("ChainLeader", "Partner"), aliases=("甲", "甲集团")),
            company("丙公司"),
            relation("LEADS", "Company:甲公司", CHAIN, role="龙头"),
            relation("PARTNER_OF", "Company:甲公司", ZONE, batch="第一批", order=1),
            relation("PARTICIPATES_IN", "Company:丙公司", CHAIN),
        ],
        document_of={"Passage:plan.txt/1": "Document:规划"},
    )
    receipt = store.load(wanted)
    assert receipt.as_dict()["nodes"] == {"added": {"Company": 1}, "changed": {}, "removed": {"Company": 1}}
    assert receipt.as_dict()["relationships"] == {
        "added": {"PARTICIPATES_IN": 1},
        "changed": {"LEADS": 1},
        "removed": {"COOPERATES_WITH": 1, "PARTICIPATES_IN": 1},
    }
    assert lines(store.graph()) == lines(wanted)


def test_load_of_an_empty_graph_removes_everything_of_ours(store: BoltStore) -> None:
    store.load(rich_graph())
    receipt = store.load(EMPTY)
    assert receipt.after == store.counts() == {}
    assert sum(receipt.nodes.removed.values()) == len(rich_graph().nodes)
    assert query(store, "MATCH (n) WHERE NOT n:DeltatrunkStore AND NOT n:DeltatrunkRecord RETURN n") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param((), ("ChainLeader",), id="gains-one"),
        pytest.param(("ChainLeader", "Partner"), (), id="loses-all"),
        pytest.param(("ChainLeader",), ("Partner",), id="swaps"),
    ],
)
def test_load_when_labels_of_a_node_change(store: BoltStore, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    def graph(extra: tuple[str, ...], *names: str) -> Graph:
        edges = [relation("PARTICIPATES_IN", f"Company:{n}", CHAIN) for n in ("甲", *names)]
        return merge([*frame(), company("甲", extra=extra), *(company(n) for n in names), *edges])

    store.load(graph(first))
    receipt = store.load(graph(second, "乙"))
    assert receipt.as_dict()["nodes"] == {"added": {"Company": 1}, "changed": {"Company": 1}, "removed": {}}
    assert receipt.as_dict()["relationships"] == {"added": {"PARTICIPATES_IN": 1}, "changed": {}, "removed": {}}
    assert lines(store.graph()) == lines(graph(second, "乙"))
    assert store.load(graph(second, "乙")).is_empty
    # The constraint's index still finds the node under its core label, and it is still one node.
    found = store.read("MATCH (n:Company {id: $id}) RETURN count(n) AS total", {"id": "Company:甲"})
    assert found.rows == ((1,),)
    with pytest.raises((Neo4jError, DriverError)):
        query(store, "CREATE (n:Company {id: $id})", id="Company:甲")


def test_constraint_stands_for_every_core_label_after_a_load(store: BoltStore) -> None:
    store.load(small_graph())
    rows = store.read("SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes AS l, properties AS p")
    found = {labels[0] for labels, properties in rows if properties == ["id"]}
    assert set(schema().core_labels) <= found


@pytest.mark.parametrize("graph", [pytest.param(small_graph(), id="small"), pytest.param(rich_graph(), id="rich")])
def test_graph_read_back_is_byte_identical(store: BoltStore, graph: Graph) -> None:
    store.load(graph)
    assert lines(store.graph()) == lines(graph)
    assert store.graph().nodes == graph.nodes
    assert store.graph().relationships == graph.relationships


def test_types_of_values_survive_the_store(store: BoltStore) -> None:
    store.load(rich_graph())
    rows = store.read("MATCH (t:Target) WHERE t.value IS NOT NULL RETURN t.id AS id, t.value AS value ORDER BY id")
    assert {(id_.rpartition("/")[2], type(value)) for id_, value in rows} == {
        ("20252800.0", float),
        ("20252800", int),
        ("20250.1", float),
        ("2025-0.5", float),
        ("20251e+300", float),
        ("2026", float),
    }


class TestOtherPeoplesData:
    """A shared database: what is not ours is neither counted, changed nor removed."""

    def test_foreign_nodes_are_untouched_by_load_and_clear(self, store: BoltStore) -> None:
        store.load(small_graph())
        query(store, "CREATE (a:Company {id: 'theirs-1', name: '别人的'})-[:ABOUT {id: 'x'}]->(b:Note {text: 't'})")
        query(store, "CREATE (a:Company {name: '没有标识'})-[:LEADS]->(b:IndustryChain {id: 'theirs-2', hash: 'h'})")
        query(store, "MATCH (a:Company {id: 'Company:甲公司'}) SET a:Favourite")
        theirs = (
            "MATCH (n) WHERE (n.id IS NULL OR n.id STARTS WITH 'theirs') AND NOT n:DeltatrunkRecord "
            "RETURN n.id AS id, n.name AS name, n.text AS t"
        )
        before = store.read(theirs + " ORDER BY id, name, t")
        assert store.counts() == small_graph().counts()
        assert lines(store.graph()) == lines(small_graph())
        assert store.load(small_graph()).is_empty
        store.load(EMPTY)
        assert store.read(theirs + " ORDER BY id, name, t") == before
        assert store.read("MATCH ()-[r]->() RETURN count(r) AS total").rows == ((2,),)

    def test_load_refuses_when_a_foreign_node_has_one_of_its_ids(self, store: BoltStore) -> None:
        query(store, "CREATE (a:Company {id: 'Company:甲公司', name: '别人的'})")
        with pytest.raises(StoreError, match="不属于本图的节点"):
            store.load(small_graph())
        assert store.counts() == {}
        assert store.read("MATCH (n:Company) RETURN n.name AS name").rows == (("别人的",),)

    def test_load_refuses_to_remove_a_node_that_foreign_relationships_touch(self, store: BoltStore) -> None:
        store.load(small_graph())
        query(store, "MATCH (a:Company {id: 'Company:乙公司'}) CREATE (n:Note {text: 't'})-[:ABOUT]->(a)")
        with pytest.raises(StoreError, match="不属于本图的关系"):
            store.load(EMPTY)
        assert lines(store.graph()) == lines(small_graph())


def test_load_sends_long_texts_in_messages_that_the_server_takes(store: BoltStore) -> None:
    graph = many_companies(40, "长" * 200_000)  # 24 MB in all; ArcadeDB never answers a message of 16 MiB
    store.load(graph)
    assert store.counts() == graph.counts()


def test_load_refuses_a_row_that_no_message_can_hold(store: BoltStore) -> None:
    store.load(small_graph())
    with pytest.raises(StoreError, match="太长") as caught:
        store.load(many_companies(1, "长" * 6_000_000))
    assert caught.value.hint
    assert lines(store.graph()) == lines(small_graph())


class TestAtomicity:
    def test_reader_sees_the_old_graph_until_the_load_ends(self, store: BoltStore) -> None:
        old, new = many_companies(50, "旧"), many_companies(60, "新")
        store.load(old)
        with store.driver.session(database=store.credentials.database) as session:
            with session.begin_transaction() as tx:
                nodes = [
                    StoredNode(r["id"], frozenset(r["labels"]), r["hash"], r["ours"])
                    for r in tx.run(cypher.stored_nodes())
                ]
                edges = [StoredRelationship(**r.data()) for r in tx.run(cypher.stored_relationships())]
                write_difference(tx, new, difference(new, nodes, edges))
                assert lines(store.graph()) == lines(old)
                tx.commit()
            assert lines(store.graph()) == lines(new)

    def test_parallel_reader_never_sees_a_mixture(self, server: Server, store: BoltStore) -> None:
        graphs = [many_companies(150, "旧"), many_companies(200, "新")]
        store.load(graphs[0])
        seen: list[tuple[int, tuple[str, ...]]] = []
        ended = threading.Event()

        def read() -> None:
            text = "MATCH (n:Company) UNWIND n.aliases AS a RETURN count(*) AS c, collect(DISTINCT a) AS marks"
            with server.open() as other:
                while not ended.is_set():
                    seen.extend((count, tuple(marks)) for count, marks in other.read(text))

        reader = threading.Thread(target=read)
        reader.start()
        try:
            for turn in range(1, 6):
                store.load(graphs[turn % 2])
        finally:
            ended.set()
            reader.join()
        assert set(seen) == {(150, ("旧",)), (200, ("新",))}

    def test_failed_load_leaves_the_old_graph_when_a_value_cannot_be_sent(self, store: BoltStore) -> None:
        store.load(small_graph())
        wanted = small_graph(company("丙公司"), relation("PARTICIPATES_IN", "Company:丙公司", CHAIN))
        bad = wanted.relationships["PARTICIPATES_IN|Company:丙公司|IndustryChain:集成电路"]
        edges = {**wanted.relationships, bad.id: replace(bad, properties={**bad.properties, "order": 2**70})}
        with pytest.raises(QueryFailed, match="参数"):
            store.load(replace(wanted, relationships=edges))
        assert lines(store.graph()) == lines(small_graph())
        assert store.load(wanted).nodes.added == {"Company": 1}

    def test_failed_load_leaves_the_old_graph_when_the_server_finds_no_end(self, store: BoltStore) -> None:
        store.load(small_graph())
        there = small_graph(company("丙公司"))
        # A node whose properties hold another id: the server makes that one and misses the end.
        node = there.nodes["Company:丙公司"]
        node = replace(node, properties={**node.properties, "id": "Company:丁公司"})
        edge = Relationship("LEADS|Company:丙公司|x", "LEADS", "Company:丙公司", CHAIN, {"id": "x", "hash": "h"})
        bad = Graph({**there.nodes, "Company:丙公司": node}, {**there.relationships, edge.id: edge})
        with pytest.raises(StoreError, match="端点"):
            store.load(bad)
        assert lines(store.graph()) == lines(small_graph())

    def test_reader_goes_on_when_a_load_died_in_its_commit(self, store: BoltStore) -> None:
        store.load(small_graph())
        query(store, cypher.begin_stamp())
        assert store.counts() == small_graph().counts()

    @pytest.mark.parametrize("lost", ["s.begun, s.done", "s.done"])
    def test_reader_goes_on_when_a_server_died_while_it_made_the_stamp(self, store: BoltStore, lost: str) -> None:
        store.load(small_graph())
        query(store, f"MATCH (s:DeltatrunkStore) REMOVE {lost}")
        assert store.counts() == small_graph().counts()
        store.load(rich_graph())
        assert store.counts() == rich_graph().counts()
        (stamp,) = query(store, cypher.read_stamp())
        assert stamp["settled"]

    def test_reader_waits_while_a_load_commits(self, store: BoltStore) -> None:
        store.load(small_graph())
        (begun,) = query(store, cypher.begin_stamp())
        ending = threading.Timer(0.5, lambda: query(store, cypher.end_stamp(), begun=begun["begun"]))
        started = time.monotonic()
        ending.start()
        assert store.counts() == small_graph().counts()
        assert time.monotonic() - started > 0.4
        ending.join()

    def test_two_loads_at_once_end_with_one_of_the_graphs(self, server: Server, store: BoltStore) -> None:
        graphs = [many_companies(80, "一"), many_companies(90, "二")]
        failures: list[BaseException] = []

        def load(graph: Graph) -> None:
            try:
                with server.open() as mine:
                    mine.load(graph)
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=load, args=(graph,)) for graph in graphs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures
        assert lines(store.graph()) in [lines(graph) for graph in graphs]


class TestReading:
    def test_rows_carry_nodes_relationships_and_paths(self, store: BoltStore) -> None:
        graph = small_graph()
        store.load(graph)
        text = "MATCH p = (a:Company)-[r:LEADS]->(b) RETURN a AS a, r AS r, p AS p, [a, 1] AS l, {k: b} AS m"
        rows = store.read(text)
        head, tail = graph.nodes["Company:甲公司"], graph.nodes[CHAIN]
        edge = graph.relationships[f"LEADS|Company:甲公司|{CHAIN}"]
        assert rows.columns == ("a", "r", "p", "l", "m")
        assert rows.rows == ((head, edge, (head, edge, tail), [head, 1], {"k": tail}),)
        assert isinstance(rows.rows[0][0], Node)

    def test_relationship_returned_alone_names_its_ends(self, store: BoltStore) -> None:
        store.load(small_graph())
        rows = store.read("MATCH ()-[r:PARTNER_OF]->() RETURN r AS r")
        assert rows.rows[0][0] == small_graph().relationships[f"PARTNER_OF|Company:甲公司|{ZONE}"]

    def test_temporal_values_become_text(self, store: BoltStore) -> None:
        rows = store.read("RETURN date('2025-03-01') AS d, datetime('2025-03-01T08:00:00Z') AS t, duration('P1D') AS u")
        assert rows.rows[0] == ("2025-03-01", "2025-03-01T08:00:00.000000000+00:00", "P1D")

    def test_plain_values_stay_what_they_are(self, store: BoltStore) -> None:
        given = {"i": 1, "f": 1.0, "t": True, "n": None, "l": [1, 2], "m": {"k": "值"}}
        rows = store.read("RETURN $p AS p, $i AS i", {"p": given, "i": 7})
        assert rows.as_dicts() == [{"p": given, "i": 7}]
        assert type(rows.rows[0][0]["f"]) is float

    def test_quotes_in_a_parameter_are_only_a_value(self, store: BoltStore) -> None:
        store.load(small_graph())
        rows = store.read("MATCH (n {name: $name}) RETURN n AS n", {"name": "' OR 1=1 MATCH (m) DETACH DELETE m //"})
        assert len(rows) == 0
        assert store.counts() == small_graph().counts()


WRITES = [
    "CREATE (n:Company {id: 'Company:x'})",
    "MERGE (n:Company {id: 'Company:x'})",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n:Company) SET n:Partner",
    "CREATE CONSTRAINT x IF NOT EXISTS FOR (n:Strange) REQUIRE n.id IS UNIQUE",
    "EXPLAIN CREATE CONSTRAINT x IF NOT EXISTS FOR (n:Strange) REQUIRE n.id IS UNIQUE",
    "CREATE INDEX y IF NOT EXISTS FOR (n:Strange) ON (n.name)",
    "DROP CONSTRAINT deltatrunk_company_id",
    "FOREACH (x IN [1] | CREATE (:Company {id: 'Company:x'}))",
    "CALL { CREATE (n:Company {id: 'Company:x'}) } RETURN 1 AS one",
    "LOAD CSV FROM 'file:///etc/passwd' AS line CREATE (:Line {text: line[0]})",
    "CALL db.createLabel('Strange')",
]


@pytest.mark.parametrize("text", WRITES)
def test_read_refuses_to_write(store: BoltStore, text: str) -> None:
    store.load(small_graph())
    with pytest.raises(WriteRefused):
        store.read(text)


@pytest.mark.parametrize("text", WRITES)
def test_server_refuses_to_write_when_the_guard_is_passed(store: BoltStore, reading: neo4j.Session, text: str) -> None:
    store.load(small_graph())
    shown = "SHOW CONSTRAINTS YIELD name RETURN name AS name ORDER BY name"
    before = store.read(shown)
    try:
        reading.run(text).consume()
    except (Neo4jError, DriverError):
        refused = True
    else:
        refused = False
    assert refused or text.startswith("EXPLAIN")  # Neo4j explains without doing
    assert lines(store.graph()) == lines(small_graph())
    assert store.read("MATCH (n) WHERE n.hash IS NOT NULL RETURN count(n) AS total").rows == ((4,),)
    assert store.read(shown) == before


class TestErrors:
    def test_wrong_password(self, server: Server) -> None:
        secret = "wrong-" + server.writer.password
        wrong = Credentials(server.writer.user, secret, server.writer.database)
        with BoltStore(server.uri, wrong) as store, pytest.raises(StoreUnavailable, match="密码") as caught:
            store.check()
        said = " ".join((str(caught.value), caught.value.hint, repr(caught.value), repr(store), repr(wrong)))
        assert secret not in said
        assert server.writer.password not in said

    def test_unreachable_port(self) -> None:
        with pytest.raises(StoreUnavailable, match="连不上") as caught:
            open_store(f"bolt://neo4j:geheim@127.0.0.1:{free_port()}")
        assert "geheim" not in str(caught.value) + caught.value.hint + caught.value.where

    def test_unknown_database(self, server: Server) -> None:
        nowhere = replace(server.writer, database="nosuch")
        with BoltStore(server.uri, nowhere) as store, pytest.raises(StoreUnavailable, match="数据库"):
            store.check()

    def test_syntax_error(self, store: BoltStore) -> None:
        with pytest.raises(QueryFailed, match="RETRUN"):
            store.read("MATCH (n) RETRUN n")

    def test_missing_parameter(self, store: BoltStore) -> None:
        with pytest.raises(QueryFailed, match="缺少参数：name"):
            store.read("MATCH (n) WHERE n.name = $name RETURN n AS n")

    def test_value_that_cannot_be_sent(self, store: BoltStore) -> None:
        with pytest.raises(QueryFailed, match="参数"):
            store.read("RETURN $x AS x", {"x": object()})

    def test_failure_while_running(self, store: BoltStore) -> None:
        with pytest.raises(QueryFailed):
            store.read("UNWIND [1, 0] AS x RETURN 1 / x AS y")

    def test_unknown_function(self, store: BoltStore) -> None:
        with pytest.raises(WriteRefused, match=r"no\.such\.function"):
            store.read("RETURN no.such.function(1) AS x")

    def test_every_error_has_a_hint_and_a_cause(self, store: BoltStore) -> None:
        with pytest.raises(DeltatrunkError) as caught:
            store.read("MATCH (n) RETURN m.x AS x")
        assert caught.value.hint
        assert caught.value.where == store.uri
        assert isinstance(caught.value.__cause__, Neo4jError)

    def test_closed_store(self, server: Server) -> None:
        store = server.open()
        store.close()
        store.close()
        with pytest.raises(StoreUnavailable):
            store.counts()


def test_py2neo_reads_and_writes_the_same_store(store: BoltStore) -> None:
    store.load(small_graph())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # py2neo is at its end of life and warns about its own code
        graph = py2neo_graph(store)
        found = graph.run("MATCH (n:Company) WHERE n.name = $name RETURN n.id AS id", name="甲公司").evaluate()
        assert found == "Company:甲公司"
        graph.run("CREATE (n:Note {text: '备注'})")
        graph.service.connector.close()
    assert store.read("MATCH (n:Note) RETURN n.text AS text").rows == (("备注",),)
