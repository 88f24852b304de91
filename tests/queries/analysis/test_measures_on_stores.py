"""Measures over the five documents' facts: the same from either store, and in step with the queries."""

from __future__ import annotations

import pytest

from deltatrunk import Store, bundled
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries import bundled as packs
from deltatrunk.queries import run
from deltatrunk.queries.analysis import Options, analyze, measures, tables_of_all

OF_THE_QUERY = {"上游环节": "上游", "中游环节": "中游", "下游环节": "下游", "园区": "园区片区"}
"""Aspects that the query ``gap-chain`` calls otherwise; it also looks at some that the measure does not."""


def test_a_store_gives_the_rows_of_the_graph_that_was_loaded(full_store: BoltStore) -> None:
    store = Store(full_store)
    expected = tables_of_all(bundled())
    assert tables_of_all(store.graph()) == expected
    assert store.analyze("bridges", top=3).rows == expected[2].rows[:3]
    assert [table.query for table in expected[:-1]] == [measure.name for measure in measures()]


@pytest.mark.parametrize("chain", ["集成电路", "人工智能", "低空经济", "氢能", "卫星互联网"])
def test_the_gap_list_of_a_chain_names_what_its_completeness_does_not_find(full_store: BoltStore, chain: str) -> None:
    gaps = run(full_store, packs().find("gap-chain"), {"chain": chain}).column("aspect")
    (row,) = analyze(bundled(), "chain-completeness", Options(chain=chain)).records()
    found, without = row["aspects"], row["without"]
    assert isinstance(found, tuple)
    assert isinstance(without, tuple)
    asked = {OF_THE_QUERY.get(str(aspect), str(aspect)) for aspect in gaps}
    assert asked & set(found) == set()
    assert set(without) - asked <= {"任务计划", "指标值"}
