"""Hostile statements change nothing and read no file: before the guard, and behind it on both stores."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import neo4j
import pytest
from attacks import REACHES, TRICKS, WRITES
from fixture_types import Server
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j.exceptions import DriverError, Neo4jError
from store_graphs import small_graph

from deltatrunk.graph.errors import QueryFailed, WriteRefused
from deltatrunk.graph.guard import require_harmless, require_reading
from deltatrunk.graph.lexing import plain
from deltatrunk.graph.model import Node, Relationship
from deltatrunk.graph.store import BoltStore

SECRET = "secret-content-of-a-file"
WAITS = 2.0


def digest(store: BoltStore) -> str:
    """A checksum of all nodes and relationships of the graph with all their properties."""
    graph = store.graph()
    things: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    return hashlib.sha256("\n".join(repr((t.id, t, sorted(t.properties.items()))) for t in things).encode()).hexdigest()


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in {**WRITES, **REACHES}.items()])
def test_reading_refuses_what_writes_or_reaches_out(text: str) -> None:
    with pytest.raises((WriteRefused, QueryFailed)) as caught:
        require_reading(text)
    assert caught.value.hint


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in TRICKS.items()])
def test_reading_refuses_tricks(text: str) -> None:
    with pytest.raises((WriteRefused, QueryFailed)):
        require_reading(text)


@pytest.mark.parametrize("text", [pytest.param(t, id=n) for n, t in REACHES.items()])
def test_writing_refuses_what_reaches_out(text: str) -> None:
    with pytest.raises((WriteRefused, QueryFailed)):
        require_harmless(text)


def test_there_are_many_attempts() -> None:
    assert len(WRITES) + len(REACHES) + len(TRICKS) >= 120


def test_nothing_changes_behind_the_guard(
    server: Server, store: BoltStore, reading: neo4j.Session, tmp_path: Path
) -> None:
    """Every attempt is sent straight to the session that reads, as if there were no guard.

    Neo4j lets a reading session read files: there the guard alone keeps them shut.
    """
    secret = tmp_path / "secret.csv"
    secret.write_text(f"{SECRET},1\n", "utf-8")
    store.load(small_graph())
    before, schema = digest(store), _schema(store)
    for name, text in {**WRITES, **REACHES, **TRICKS}.items():
        sent = text.replace("FILE", secret.as_uri())
        answer = ""
        with suppress(Neo4jError, DriverError), reading.begin_transaction(timeout=WAITS) as tx:
            answer = repr(tx.run(sent, u="u", p="p", name="n", x=["a"], t="b").values())
            tx.commit()
        assert server.name == "neo4j" or SECRET not in answer, name
        with pytest.raises((WriteRefused, QueryFailed)):
            store.read(sent)
    assert digest(store) == before
    assert _schema(store) == schema
    assert store.read("MATCH (n:Hostile) RETURN count(n) AS total").rows == ((0,),)


def _schema(store: BoltStore) -> int:
    with store.driver.session(database=store.credentials.database or None) as session:
        return len(session.run("SHOW CONSTRAINTS").values())


FILLERS = st.sampled_from([" ", "\n", "\t", "\u3000", "\u00a0", "\u2028", "\ufeff", "/* SET */", "/**/", "// RETURN\n"])
HONEST = (
    "MATCH (n:Company) WHERE n.name = $name AND n.x >= 1.5 RETURN n.name AS 名称 ORDER BY 名称 , n.id LIMIT 5",
    "MATCH (n) WHERE EXISTS { ( n ) --> ( ) } WITH n , count ( * ) AS c RETURN collect ( n.id ) [ 0 ] AS x",
    "CALL { MATCH (a) RETURN a.id AS i UNION ALL MATCH (b) RETURN b.id AS i } RETURN DISTINCT i AS i",
)


@st.composite
def disguised(draw: st.DrawFn, texts: tuple[str, ...]) -> str:
    words = draw(st.sampled_from(texts)).split(" ")
    keeps = ("name", "名称", "collect", "count", "$name")
    cased = [
        word if any(k in word for k in keeps) else draw(st.sampled_from([word, word.swapcase()])) for word in words
    ]
    return draw(FILLERS) + "".join(word + draw(FILLERS) for word in cased)


@given(disguised(HONEST))
@settings(max_examples=200, deadline=None)
def test_honest_statements_pass_however_they_are_spaced(text: str) -> None:
    sent = require_reading(text)
    assert "/*" not in sent
    assert "//" not in sent
    assert require_reading(sent) == sent == plain(sent)


@given(disguised(tuple(t for t in {**WRITES, **REACHES}.values() if "//" not in t)))
@settings(max_examples=300, deadline=None)
def test_hostile_statements_never_pass_however_they_are_spaced(text: str) -> None:
    with pytest.raises((WriteRefused, QueryFailed)):
        require_reading(text)
