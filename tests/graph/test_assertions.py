"""Data assertions: what counts, what a floor and a ceiling mean, and what a badly written file is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checked_graphs import edited, sound

from deltatrunk.graph.checking import (
    Finding,
    Result,
    bundled_assertions,
    check_assertions,
    parse_assertions,
    read_assertions,
)
from deltatrunk.graph.errors import InputError, QueryFailed, SchemaError
from deltatrunk.graph.guard import require_reading
from deltatrunk.graph.model import Graph
from deltatrunk.graph.portable import violations
from deltatrunk.graph.rows import Rows

STAR = "Company:星河公司"


def asserted(text: str, graph: Graph | None = None, ask: Callable[[str], Rows] | None = None) -> Result:
    """Check one assertion, given without its name and title."""
    indented = "".join(f"    {line}\n" for line in text.splitlines())
    found = parse_assertions(f"version: 1\nassertions:\n  - name: one\n    title: 应当如此\n{indented}", "own.yaml")
    (result,) = check_assertions(found, graph or sound(), ask)
    return result


def rows(*values: object, column: str = "id") -> Callable[[str], Rows]:
    return lambda text: Rows((column,), tuple((value,) for value in values))


@pytest.mark.parametrize(
    ("text", "state", "looked", "said"),
    [
        pytest.param("label: Company\nmin: 3\nmax: 3", "passed", 3, "", id="within"),
        pytest.param("label: Company\nmin: 4", "failed", 3, "有 3 个，至少应有 4", id="too-few"),
        pytest.param("label: Partner\nmax: 1", "failed", 2, "有 2 个这样的，至多 1", id="too-many-of-an-added-label"),
        pytest.param("type: LEADS\nmax: 1\nlevel: warning", "warned", 2, "有 2 个这样的，至多 1", id="warning"),
        pytest.param('label: "*"\nhaving: [evidence]\nmin: 100%', "passed", 27, "", id="all-nodes"),
        pytest.param('type: "*"\nlacking: [evidence]\nmax: 0', "passed", 30, "", id="all-relationships"),
        pytest.param("label: Company\nhaving: [aliases]\nmin: 50%", "failed", 3, "有 1 个符合（共 3）", id="share"),
        pytest.param("label: Company\nhaving: [aliases]\nmin: 33.3%", "passed", 3, "", id="share-reached"),
        pytest.param("label: Company\nlacking: [aliases]\nmax: 50%", "failed", 3, "有 2 个这样的（共 3）", id="most"),
        pytest.param("label: Person\nhaving: [name]\nmin: 100%", "passed", 0, "", id="share-of-none"),
        pytest.param("label: Person\nmin: 1", "failed", 0, "有 0 个，至少应有 1", id="none"),
    ],
)
def test_assertion_counts_labels_and_types(text: str, state: str, looked: int, said: str) -> None:
    result = asserted(text)
    assert (result.state, result.looked) == (state, looked)
    assert all(said in finding.what for finding in result.findings)
    assert bool(result.findings) == (state != "passed")


def test_assertion_names_the_things_that_fail_it() -> None:
    many = asserted("label: Company\nlacking: [aliases]\nmax: 0")
    assert [finding.where for finding in many.findings] == ["Company:云帆公司", "Company:过客公司"]
    few = asserted("label: Company\nhaving: [aliases]\nmin: 100%")
    assert [finding.where for finding in few.findings] == ["Company:云帆公司", "Company:过客公司"]


@pytest.mark.parametrize("value", ["", ()], ids=["empty-text", "empty-list"])
def test_an_empty_value_is_none(value: Any) -> None:
    graph = edited(sound(), STAR, name=value)
    assert asserted("label: Company\nhaving: [name]\nmin: 100%", graph).findings[0].where == STAR


def test_assertion_asks_a_query() -> None:
    query = 'query: "MATCH (n:Company) RETURN n.id AS id"\n'
    assert asserted(f"{query}max: 0", ask=rows()).state == "passed"
    found = asserted(f"{query}max: 1", ask=rows("a", "b"))
    assert (found.failed, found.findings[0]) == (2, Finding("a", "有 2 个这样的，至多 1"))
    assert asserted(f"{query}min: 3", ask=rows("a")).findings == (Finding("one", "有 1 个，至少应有 3"),)


def test_a_column_named_count_is_the_count() -> None:
    query = 'query: "MATCH (n:Company) RETURN count(n) AS count"\n'
    assert asserted(f"{query}min: 5", ask=rows(7, column="count")).looked == 7
    assert asserted(f"{query}max: 5", ask=rows(7, column="count")).findings == (Finding("one", "有 7 个，至多 5"),)


def test_a_query_that_fails_is_a_failure_and_none_without_a_store() -> None:
    def broken(text: str) -> Rows:
        raise QueryFailed("看不懂", hint="改")

    query = 'query: "MATCH (n) RETURN n.id AS id"\nmax: 0'
    assert asserted(query, ask=broken).findings == (Finding("one", "查询没有成功：看不懂"),)
    assert asserted(query).state == "unchecked"


WRONG: dict[str, tuple[str, str]] = {
    "no-yaml": ("version: [1", "不是 YAML"),
    "python-object": ("version: !!python/object/apply:os.system [ls]", "不是 YAML"),
    "a-list": ("- version: 1", "version: 1"),
    "no-version": ("assertions: []", "version: 1"),
    "other-version": ("version: 2\nassertions: []", "version: 1"),
    "more-keys": ("version: 1\nassertions: []\nmin: 3", "version: 1"),
    "no-list": ("version: 1\nassertions: {}", "一列断言"),
    "no-mapping": ("version: 1\nassertions: [a]", "各一行"),
    "unknown-key": ("version: 1\nassertions: [{name: a, title: 甲, label: Park, mim: 1}]", "不认识 mim"),
    "bad-name": ("version: 1\nassertions: [{name: A b, title: 甲, label: Park, min: 1}]", "name 应"),
    "no-title": ("version: 1\nassertions: [{name: a, label: Park, min: 1}]", "title 应"),
    "bad-level": ("version: 1\nassertions: [{name: a, title: 甲, label: Park, min: 1, level: bad}]", "level 应"),
    "no-subject": ("version: 1\nassertions: [{name: a, title: 甲, min: 1}]", "有且只有一个"),
    "two-subjects": ("version: 1\nassertions: [{name: a, title: 甲, label: Park, type: LEADS, min: 1}]", "只有一个"),
    "unknown-label": ("version: 1\nassertions: [{name: a, title: 甲, label: Ghost, min: 1}]", "Ghost 不在本体中"),
    "unknown-type": ("version: 1\nassertions: [{name: a, title: 甲, type: OWNS, min: 1}]", "OWNS 不在本体中"),
    "unknown-property": (
        "version: 1\nassertions: [{name: a, title: 甲, label: Park, having: [size], min: 1}]", "Park 没有属性 size",
    ),
    "property-is-no-list": (
        "version: 1\nassertions: [{name: a, title: 甲, label: Park, having: name, min: 1}]", "一列属性名",
    ),
    "no-bound": ("version: 1\nassertions: [{name: a, title: 甲, label: Park}]", "至少要有一个"),
    "negative": ("version: 1\nassertions: [{name: a, title: 甲, label: Park, min: -1}]", "min 应"),
    "boolean": ("version: 1\nassertions: [{name: a, title: 甲, label: Park, max: true}]", "max 应"),
    "over-100": ("version: 1\nassertions: [{name: a, title: 甲, label: Park, min: 101%}]", "min 应"),
    "share-of-a-query": (
        "version: 1\nassertions: [{name: a, title: 甲, query: 'MATCH (n) RETURN n.id AS id', min: 1%}]", "不能是百分比",
    ),
    "query-with-having": (
        "version: 1\nassertions: [{name: a, title: 甲, query: 'MATCH (n) RETURN n.id AS id', having: [name], min: 1}]",
        "自己写条件",
    ),
    "query-that-writes": (
        "version: 1\nassertions: [{name: a, title: 甲, query: 'MATCH (n) DETACH DELETE n', max: 0}]", "query 不能用",
    ),
    "advice-is-a-number": ("version: 1\nassertions: [{name: a, title: 甲, label: Park, min: 1, advice: 3}]", "advice"),
    "name-twice": (
        "version: 1\nassertions:\n- &a {name: a, title: 甲, label: Park, min: 1}\n- *a",
        "名称 a 重复",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_badly_written_file_is_refused_with_the_place(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(SchemaError) as caught:
        read_assertions(path)
    assert said in caught.value.what
    assert caught.value.where.startswith(str(path))


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_bytes("标题".encode("gbk"))
    for path in (tmp_path / "own.yaml", tmp_path / "none.yaml", tmp_path):
        with pytest.raises(InputError):
            read_assertions(path)


def test_bundled_queries_read_only_and_run_on_both_stores_alike() -> None:
    queries = [one.query for one in bundled_assertions() if one.query]
    assert len(queries) >= 8
    for query in queries:
        require_reading(query)
        assert violations(query) == (), query
