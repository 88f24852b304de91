"""Searching on both stores: the same answers, and answers that follow the load."""

from __future__ import annotations

import pytest
from small_graph import small_graph

from deltatrunk.graph.errors import QueryError
from deltatrunk.graph.facts import Entity, Evidence
from deltatrunk.graph.guard import require_reading
from deltatrunk.graph.ids import node_id
from deltatrunk.graph.model import Graph, merge
from deltatrunk.graph.portable import violations
from deltatrunk.graph.store import BoltStore
from deltatrunk.queries.search import Choice, Searcher
from deltatrunk.queries.search.searcher import STATEMENTS, statement

FILE = "水镇规划.txt"
WORDS = (
    "一、Ｇ６０ 走廊",
    "建设Ｇ６０走廊，水镇工业园区发展氢能。",
    "氢能、储能并举，氢能优先。",
    "引进星河公司，\n做强集成\n电路。",
    "AI 与 5G-A 融合。",
)
HOSTILE = (
    "+-&|!(){}[]^\"~*?:\\/", "氢能 AND NOT 储能", "氢能*", "text:氢能", "\\", "'; MATCH (n) DETACH DELETE n //",
    "$terms", "😀", "😀氢能", "`", "%", "a" * 200, ". .", "\u202e氢能", "((((", "[[[[", "{id: 1}", "\\u0027", "-", "—",
)  # fmt: skip
ASKED = (
    "氢能", "氢能 园区", "G60走廊", "ｇ６０", '"G60 走廊"', "集成电路", "szgyyq", "shuizhen", "星河", "XINGHE",
    "储能 氢能", "ai", "5g-a", "企业", "水镇", "星盒公司", "没有的词", "规划", *HOSTILE,
)  # fmt: skip


def graph(*more: str) -> Graph:
    """Return a document of some passages with what they name."""
    facts: list[Entity] = []
    texts = (*WORDS, *more)
    document = node_id("Document", "水镇规划")
    at = 0
    for number, text in enumerate(texts):
        passage = node_id("Passage", str(number), FILE)
        here = (Evidence(FILE, at, at + len(text), passage, "by hand", 0.9),)
        kind = "heading" if number == 0 else "paragraph"
        facts.append(
            Entity("Passage", str(number), here, FILE, properties={
                "text": text, "start": at, "end": at + len(text), "file": FILE, "path": "一、Ｇ６０ 走廊", "kind": kind,
                "order": number + 1})
        )  # fmt: skip
        at += len(text) + 1
    here = (Evidence(FILE, 0, 3, node_id("Passage", "0", FILE), "by hand", 0.9),)
    weak = (Evidence(FILE, 0, 3, node_id("Passage", "0", FILE), "by hand", 0.3),)
    facts += [
        Entity("Document", "水镇规划", here, properties={"file": FILE, "loaded": True}),
        Entity("Park", "水镇工业园区", here, aliases=("水镇园区",)),
        Entity("Company", "星河公司", here, extra_labels=("ChainLeader",), aliases=("星河",)),
        Entity("IndustryChain", "氢能", (*here, Evidence(FILE, 30, 32, node_id("Passage", "1", FILE), "by hand", 0.9))),
        Entity("IndustryChain", "氢能装备", weak),
        Entity("Corridor", "G60走廊", here),
        *(Entity("Scenario", name, here) for name in more),
    ]
    passages = {node_id("Passage", str(number), FILE): document for number in range(len(texts))}
    return merge(facts, document_of=passages)


@pytest.mark.parametrize("name", STATEMENTS)
def test_statement_reads_and_runs_alike_everywhere(name: str) -> None:
    text = statement(name)
    require_reading(text)
    assert violations(text) == ()


def test_answers_are_the_same_on_both_stores(
    arcadedb_server: object, store: BoltStore, answers: dict[str, list[str]]
) -> None:
    store.load(graph())
    searcher = Searcher(store)
    for asked in ASKED:
        try:
            found = searcher.search(asked).to_json()
        except QueryError as error:
            found = str(error)
        answers.setdefault(asked, []).append(found)
    assert {asked: len(set(found)) for asked, found in answers.items()} == dict.fromkeys(ASKED, 1)


@pytest.fixture(scope="module")
def answers() -> dict[str, list[str]]:
    """What each store answered, by what was asked."""
    return {}


def test_names_come_in_the_order_of_their_fit(store: BoltStore) -> None:
    store.load(graph("氢能", "制氢能力", "氢能车", "清能"))
    found = Searcher(store).search("氢能")
    assert [(n.name, n.how) for n in found.names] == [
        ("氢能", "名称"), ("氢能", "名称"), ("氢能车", "开头"), ("制氢能力", "包含"),
    ]  # fmt: skip
    assert found.names[0].id == "IndustryChain:氢能", "more evidence first"


@pytest.mark.parametrize(
    ("asked", "name", "how"),
    [
        ("星河", "星河公司", "别名"),
        ("szgyyq", "水镇工业园区", "拼音"),
        ("水镇yq", "水镇工业园区", "拼音"),
        ("Ｇ６０ 走廊", "G60走廊", "名称"),
        ("水震工业", "水镇工业园区", "谐音"),
        ("水真工业园曲", "水镇工业园区", "谐音"),
        ("水镇工夜圆区", "水镇工业园区", "谐音"),
        ("水镇农业园区", "水镇工业园区", "相近"),
        ("水镇 园区", "水镇工业园区", "别名"),
        ("工业 水镇", "水镇工业园区", "包含"),
        ("星河 企业", "星河公司", "类型"),
        ("链主", "星河公司", "类型"),
    ],
)
def test_name_is_found(store: BoltStore, asked: str, name: str, how: str) -> None:
    store.load(graph())
    first = Searcher(store).search(asked).names[0]
    assert (first.name, first.how) == (name, how)


def test_passage_carries_its_place_and_marks(store: BoltStore) -> None:
    loaded = graph()
    store.load(loaded)
    text = "\n".join(WORDS)
    found = Searcher(store).search("集成电路")
    [hit] = found.passages
    start, end = map(int, hit.span.removeprefix(f"{FILE}:").split("-"))
    assert text[start:end] == "集成\n电路"
    assert (hit.document, hit.section, hit.how) == ("水镇规划", "一、Ｇ６０ 走廊", "原文")
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["集成 电路"]


def test_heading_and_words_in_a_row_come_first(store: BoltStore) -> None:
    store.load(graph("走廊之外另有G60。"))
    found = Searcher(store).search("G60 走廊")
    assert [hit.snippet for hit in found.passages] == [
        "一、Ｇ６０ 走廊",
        "建设Ｇ６０走廊，水镇工业园区发展氢能。",
        "走廊之外另有G60。",
    ]


def test_results_follow_a_reload(store: BoltStore) -> None:
    searcher = Searcher(store)
    store.load(graph())
    assert [n.name for n in searcher.search("新园").names] == []
    store.load(graph("新园开园。"))
    after = searcher.search("新园")
    assert [n.name for n in after.names] == ["新园开园。"]
    assert after.passages_total == 1
    store.load(graph())
    assert len(searcher.search("新园")) == 0


def test_shortest_words_are_left_out_when_nothing_holds_all(store: BoltStore) -> None:
    store.load(graph())
    found = Searcher(store).search("集成电路 无人 不存在")
    assert found.left_out == ("无人", "不存在")
    assert found.passages_total == 1


def test_wrong_characters_are_forgiven_in_several_words(store: BoltStore) -> None:
    store.load(graph())
    found = Searcher(store).search("水震 园曲")
    assert [(n.name, n.how) for n in found.names] == [("水镇工业园区", "谐音")]
    assert found.left_out == ()


def test_empty_store_finds_nothing(store: BoltStore) -> None:
    found = Searcher(store).search("氢能")
    assert (len(found), found.has_text) == (0, False)


def test_store_without_text_gives_the_passages_that_mention_the_names(store: BoltStore) -> None:
    from deltatrunk.graph.facts import Relation

    passage = node_id("Passage", "1", FILE)
    here = (Evidence(FILE, 4, 8, passage, "by hand", 0.9),)
    facts: list[Entity | Relation] = [
        Entity("Passage", "1", here, FILE, properties={"file": FILE, "start": 0, "end": 20, "path": "一、企业"}),
        Entity("Company", "星河公司", here),
        Entity("Document", "水镇规划", here, properties={"file": FILE}),
        Relation("MENTIONS", passage, "Company:星河公司", here),
    ]
    store.load(merge(facts, document_of={passage: "Document:水镇规划"}))
    found = Searcher(store).search("星河")
    [hit] = found.passages
    assert not found.has_text
    assert (hit.how, hit.document, hit.section, hit.span) == ("提及", "水镇规划", "一、企业", f"{FILE}:4-8")
    assert (hit.snippet, hit.names) == ("", ("星河公司",))


def test_choice_narrows_the_answer(store: BoltStore) -> None:
    store.load(graph())
    searcher = Searcher(store)
    assert [n.name for n in searcher.search("水镇", Choice(type="园区")).names] == ["水镇工业园区"]
    assert searcher.search("水镇", Choice(type="园区")).passages == ()
    assert [n.name for n in searcher.search("氢能", Choice(min_confidence=0)).names] == ["氢能", "氢能装备"]
    assert searcher.search("氢能", Choice(names=False)).names == ()
    assert searcher.search("氢能", Choice(passages=False)).passages == ()
    limited = searcher.search("氢能", Choice(limit=1))
    assert (len(limited.passages), limited.passages_total) == (1, 2)
    assert searcher.search("氢能", Choice(document="规划")).passages_total == 2


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice(type="公司"), "没有类型 公司"),
        (Choice(type="段落"), "没有类型 段落"),
        (Choice(document="别的文件"), "没有载入文件 别的文件"),
        (Choice(limit=0), "至少是 1"),
    ],
)
def test_unknown_choice_is_refused(store: BoltStore, choice: Choice, said: str) -> None:
    store.load(graph())
    with pytest.raises(QueryError, match=said):
        Searcher(store).search("氢能", choice)


def test_table_has_names_and_passages(store: BoltStore) -> None:
    store.load(small_graph())
    table = Searcher(store).search("星河").table()
    assert table.column("kind") == ("名称", "段落")
    assert table.to_csv().startswith(b"\xef\xbb\xbf")


def test_html_is_escaped_and_marked(store: BoltStore) -> None:
    store.load(graph("<b>氢能</b>&储能"))
    html = Searcher(store).search("储能")._repr_html_()
    assert "&lt;b&gt;氢能&lt;/b&gt;&amp;<mark>储能</mark>" in html
