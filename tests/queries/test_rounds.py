"""The rule of kept, new and gone in Python, held to what the queries answer over the bundled facts."""

from __future__ import annotations

import pytest

import deltatrunk
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import bundled, run
from deltatrunk.queries.rounds import Rounds, compare_rounds, find_rounds


@pytest.fixture(scope="module")
def facts() -> Graph:
    return deltatrunk.bundled()


@pytest.fixture(scope="module")
def rounds(facts: Graph) -> Rounds:
    found = find_rounds(facts)
    assert found
    return compare_rounds(facts, found[0].id, found[1].id)


def test_rounds_are_the_documents_that_the_queries_compare(facts: Graph, rounds: Rounds) -> None:
    defaults = {p.name: p.default for p in bundled().find("rounds-tasks").parameters}
    nodes = facts.nodes
    assert (nodes[rounds.earlier].name, nodes[rounds.later].name) == (defaults["earlier"], defaults["later"])


def test_tasks_go_on_as_the_query_says(full_store: BoltStore, facts: Graph, rounds: Rounds) -> None:
    rows = run(full_store, bundled().find("rounds-tasks"), {}).records()
    told = {
        (row["task"], row["earlier_task"], tuple(sorted(_words(row["shared"])))) for row in rows if row["earlier_task"]
    }
    names = {id_: node.name for id_, node in facts.nodes.items()}
    found = {(names[p.later], names[p.earlier], tuple(sorted(names[id_] for id_ in p.names))) for p in rounds.continued}
    assert told == found
    assert found


def test_tasks_are_gone_as_the_query_says(full_store: BoltStore, facts: Graph, rounds: Rounds) -> None:
    rows = run(full_store, bundled().find("rounds-tasks-gone"), {}).records()
    kept = {pair.earlier for pair in rounds.continued}
    tasks = [n for n in facts.nodes.values() if "Task" in n.labels and n.confidence >= 0.5]
    gone = {n.name for n in tasks if rounds.earlier in _words(n.properties.get("documents")) and n.id not in kept}
    assert {row["task"] for row in rows} == gone


def test_programmes_change_as_the_query_says(full_store: BoltStore, facts: Graph, rounds: Rounds) -> None:
    rows = run(full_store, bundled().find("rounds-names"), {}).records()
    assert {(row["name"], row["change"]) for row in rows} == {
        (facts.nodes[id_].name, change) for id_, change in rounds.changes
    }


def test_no_rounds_are_found_in_an_empty_graph() -> None:
    assert find_rounds(merge([])) is None


def _words(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
