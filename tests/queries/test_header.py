"""What a query file may say wrongly, and where the error points."""

from __future__ import annotations

from pathlib import Path

import pytest

from deltatrunk.graph.errors import DeltatrunkError, QueryError, SchemaError
from deltatrunk.queries import Query, read_pack, with_packs
from deltatrunk.queries.reader import parse_query

GOOD = """\
// name: probe
// title: 试
// question: 哪些企业？
// kind: rows
// parameters:
//   least: {type: float, title: 最低, default: 0.5}
//   chain: {type: string, title: 链, default: null, values: MATCH (i:IndustryChain) RETURN i.id AS value ORDER BY i.id}
// columns:
//   company: 企业
//   label: {title: 类别, shows: label}

MATCH (c:Company)-[r:LEADS]->(i:IndustryChain)
WHERE r.confidence >= $least AND ($chain IS NULL OR i.name = $chain)
RETURN c.name AS company, labels(c) AS label
ORDER BY company, r.id
"""


def parse(text: str) -> Query:
    return parse_query(text, pack="own", file="own/probe.cypher", stem="probe")


def test_a_good_file_is_read_whole() -> None:
    query = parse(GOOD)
    assert (query.name, query.title, query.kind) == ("probe", "试", "rows")
    assert [(p.name, p.type, p.default, p.required) for p in query.parameters] == [
        ("least", "float", 0.5, False),
        ("chain", "string", None, False),
    ]
    assert [(c.name, c.title, c.shows) for c in query.columns] == [("company", "企业", ""), ("label", "类别", "label")]
    assert query.cypher.startswith("MATCH")


CASES: dict[str, tuple[str, str, type[DeltatrunkError], int, str]] = {
    # what is replaced, by what, the error, its line, words in it
    "no header": (GOOD[: GOOD.index("MATCH (c")], "", QueryError, 1, "没有查询头"),
    "not yaml": ("// title: 试", "// title: [试", QueryError, 3, "YAML"),
    "unknown item": ("// title: 试", "// titel: 试", QueryError, 2, "titel"),
    "title missing": ("// title: 试\n", "", QueryError, 1, "缺少 title"),
    "item twice": ("// title: 试", "// title: 试\n// title: 再", QueryError, 3, "两次"),
    "bad name": ("// name: probe", "// name: Probe_1", QueryError, 1, "Probe_1"),
    "name is not the file's": ("// name: probe", "// name: other", QueryError, 1, "other"),
    "unknown kind": ("// kind: rows", "// kind: list", QueryError, 4, "list"),
    "rows with of": ("// kind: rows", "// kind: rows\n// of: probe", QueryError, 5, "of"),
    "unknown type": ("type: float", "type: number", QueryError, 6, "number"),
    "default of another type": ("default: 0.5", "default: 半", QueryError, 6, "least"),
    "truth as a number": ("default: 0.5", "default: true", QueryError, 6, "least"),
    "required without example": (", default: 0.5", "", QueryError, 6, "example"),
    "parameter is no map": ("{type: float, title: 最低, default: 0.5}", "0.5", QueryError, 6, "least"),
    "bad shows": ("shows: label}", "shows: color}", QueryError, 10, "shows"),
    "no columns": ("//   company: 企业\n//   label: {title: 类别, shows: label}\n", "", QueryError, 8, "columns"),
    "column not returned": ("c.name AS company, ", "", QueryError, 14, "company"),
    "column not declared": ("//   company: 企业\n", "", QueryError, 13, "company"),
    "columns in another order": (
        "c.name AS company, labels(c) AS label", "labels(c) AS label, c.name AS company", QueryError, 14, "顺序",
    ),
    "column without AS": ("labels(c) AS label", "labels(c)", QueryError, 14, "label"),
    "no RETURN": ("RETURN c.name AS company, labels(c) AS label\nORDER BY company, r.id", "", QueryError, 12, "RETURN"),
    "no order": ("ORDER BY company, r.id\n", "", QueryError, 14, "ORDER BY"),
    "parameter not declared": ("$least", "$most", QueryError, 13, "most"),
    "parameter not used": ("r.confidence >= $least AND ", "", QueryError, 12, "least"),
    "no Cypher": (GOOD[GOOD.index("MATCH (c") :], "", QueryError, 11, "Cypher"),
    "unknown label": ("(c:Company)", "(c:Firm)", SchemaError, 12, "Firm"),
    "label of WHERE": ("i.name = $chain", "i:Chain OR i.name = $chain", SchemaError, 13, "Chain"),
    "unknown type of a relationship": ("[r:LEADS]", "[r:LEADS|OWNS]", SchemaError, 12, "OWNS"),
    "unknown property of a node": ("RETURN c.name", "RETURN c.area", SchemaError, 14, "area"),
    "unknown property of a relationship": ("r.confidence", "r.batch", SchemaError, 13, "batch"),
    "unknown property in a pattern": ("(c:Company)", "(c:Company {size: 1})", SchemaError, 12, "size"),
    "unknown label in values": ("MATCH (i:IndustryChain) RETURN", "MATCH (i:Chain) RETURN", SchemaError, 7, "Chain"),
    "values without value": ("i.id AS value ORDER BY i.id", "i.id AS x ORDER BY x", QueryError, 7, "value"),
    "form of one store": ("MATCH (c:Company)", "USE trunk MATCH (c:Company)", QueryError, 12, "USE"),
    "catalogue call": ("MATCH (c", "CALL db.labels() YIELD label MATCH (c", QueryError, 12, "db.labels"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "error", "line", "words"), CASES.values(), ids=CASES.keys())
def test_a_mistake_is_an_error_with_file_and_line(
    old: str, new: str, error: type[DeltatrunkError], line: int, words: str
) -> None:
    assert old in GOOD
    with pytest.raises(error) as caught:
        parse(GOOD.replace(old, new, 1))
    assert caught.value.where == f"own/probe.cypher 第 {line} 行"
    assert words in caught.value.what


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (c:Company&!Partner) WHERE NOT (c)-[:LOCATED_IN]->(:Park) RETURN c.name AS company ORDER BY c.id",
        "MATCH (c:Company|Organization) RETURN c {.name, kind: c.name} AS company ORDER BY c.id",
        "MATCH (c:Partner) RETURN [x IN c.aliases WHERE x <> 'Firm:Y' | x] AS company ORDER BY c.id",
        "MATCH (c:Company) CALL (c) { MATCH (c)-[:LEADS]->(i) RETURN i.id AS n } RETURN n AS company ORDER BY c.id",
        "MATCH (c) WHERE c.batch IS NULL RETURN c.name AS company ORDER BY c.id",
        "WITH {firm: 1} AS m UNWIND [m.firm] AS x RETURN x AS company ORDER BY company",
        "MATCH (c:`Company`) // (x:Firm)\nRETURN c.`name` AS company ORDER BY c.id",
        "MATCH (c:Company) RETURN c.name AS company ORDER BY c.id UNION MATCH (p:Park) RETURN p.area AS company",
    ],
)
def test_honest_cypher_passes(cypher: str) -> None:
    header = "// name: probe\n// title: 试\n// question: 问\n// kind: rows\n// columns: {company: 企业}\n"
    assert parse(header + cypher).cypher == cypher


def test_an_own_pack_is_read_with_the_others(tmp_path: Path) -> None:
    tmp_path.joinpath("probe.cypher").write_text("\ufeff" + GOOD, "utf-8")
    assert with_packs([tmp_path]).find("probe").pack == tmp_path.name


def test_an_own_pack_may_not_take_a_name(tmp_path: Path) -> None:
    text = GOOD.replace("name: probe", "name: chain-leaders", 1)
    tmp_path.joinpath("chain-leaders.cypher").write_text(text, "utf-8")
    with pytest.raises(QueryError, match="用了两次"):
        with_packs([tmp_path])


@pytest.mark.parametrize("make", [False, True], ids=["missing", "empty"])
def test_a_folder_without_queries_is_refused(tmp_path: Path, make: bool) -> None:
    folder = tmp_path / "mine"
    if make:
        folder.mkdir()
    with pytest.raises(QueryError) as caught:
        read_pack(folder)
    assert caught.value.where == str(folder)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    tmp_path.joinpath("probe.cypher").write_bytes(GOOD.encode("gbk"))
    with pytest.raises(QueryError, match=r"probe\.cypher"):
        read_pack(tmp_path)


def test_of_must_name_a_query(tmp_path: Path) -> None:
    text = GOOD.replace("kind: rows", "kind: count\n// of: nothing", 1)
    tmp_path.joinpath("probe.cypher").write_text(text, "utf-8")
    with pytest.raises(QueryError, match="nothing"):
        with_packs([tmp_path])
