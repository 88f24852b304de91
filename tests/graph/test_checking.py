"""Every check passes on a sound graph and names what is wrong with a spoiled one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from checked_graphs import copied, edited, labelled, linked, sound, without
from small_graph import COMPANIES, FILE, MEASURE, SENTENCE, TEXT

import deltatrunk
from deltatrunk.graph.checking import (
    Finding,
    Report,
    Result,
    bundled_assertions,
    check_assertions,
    check_constraints,
    check_counts,
    check_evidence,
    check_names,
    check_records,
    check_schema,
)
from deltatrunk.graph.checking.model import KEPT, Check
from deltatrunk.graph.errors import UnreadableFile
from deltatrunk.graph.model import Graph
from deltatrunk.graph.receipt import Changes as Counted
from deltatrunk.graph.receipt import Receipt, pack_details
from deltatrunk.graph.records import RECEIPT, SOURCE, Record
from deltatrunk.graph.schema import schema

STAR, SAIL, PASSING = "Company:星河公司", "Company:云帆公司", "Company:过客公司"
AI, CHIPS, PARK, TRUNK = "IndustryChain:人工智能", "IndustryChain:集成电路", "Park:云园", "Zone:干线"
LEADS = f"LEADS|{STAR}|{AI}"
LOCATED = f"LOCATED_IN|{STAR}|{PARK}"
PASSAGE_LINK = f"HAS_PASSAGE|Section:{FILE}/一、企业|{SENTENCE}"


def text_of(file: str) -> str | None:
    return TEXT if file == FILE else None


def checked(graph: Graph, text: Callable[[str], str | None] = text_of) -> Report:
    return Report((*check_schema(graph), *check_evidence(graph, text), *check_names(graph)))


def ended(report: Report, state: str) -> list[str]:
    return [one.name for one in report.results if one.state == state]


def test_every_check_passes_on_a_sound_graph() -> None:
    report = checked(sound())
    assert {one.state for one in report.results} == {"passed"}
    assert report.passed()
    assert report["properties"].looked == len(sound().nodes) + len(sound().relationships)
    assert report["evidence-words"].looked == report["evidence-files"].looked > 0


SPOILED: dict[str, tuple[Graph, str, str, str]] = {
    # how: the graph, the check that fails, where, what it says
    "label-unknown": (labelled(sound(), STAR, "Company", "Ghost"), "labels", STAR, "Ghost 不在本体中"),
    "label-not-for-it": (labelled(sound(), PARK, "Park", "Partner"), "labels", PARK, "Park 不能附加标签 Partner"),
    "two-core-labels": (labelled(sound(), STAR, "Company", "Park"), "labels", STAR, "有 2 个"),
    "type-unknown": (linked(sound(), "OWNS", STAR, PARK), "ends", f"OWNS|{STAR}|{PARK}", "OWNS 不在本体中"),
    "end-missing": (without(sound(), CHIPS), "ends", f"LEADS|{PASSING}|{CHIPS}", f"端点 {CHIPS} 不在图中"),
    "ends-not-for-it": (linked(sound(), "LEADS", PARK, AI), "ends", f"LEADS|{PARK}|{AI}", "不能从 Park 指向"),
    "ends-the-same": (linked(sound(), "PART_OF", TRUNK, TRUNK), "ends", f"PART_OF|{TRUNK}|{TRUNK}", "指向自身"),
    "ends-the-wrong-way": (
        linked(sound(), "COOPERATES_WITH", STAR, SAIL), "ends", f"COOPERATES_WITH|{STAR}|{SAIL}", "没有方向",
    ),
    "property-of-another-type": (edited(sound(), LEADS, role=3), "properties", LEADS, "role 应为 string"),
    "property-missing": (edited(sound(), STAR, evidence=()), "properties", STAR, "缺少出处 evidence"),
    "relationship-property-missing": (edited(sound(), LEADS, evidence=None), "properties", LEADS, "缺少出处"),
    "boolean-for-a-number": (edited(sound(), LEADS, confidence=True), "properties", LEADS, "应为 float"),
    "confidence-too-high": (edited(sound(), STAR, confidence=1.5), "properties", STAR, "不在 0 到 1"),
    "not-a-number": (edited(sound(), STAR, confidence=float("nan")), "properties", STAR, "不是有限的数"),
    "span-backwards": (edited(sound(), COMPANIES, start=9, end=7, text=None), "properties", COMPANIES, "不成一段"),
    "id-of-another-name": (edited(sound(), PASSING, name="路人公司"), "ids", PASSING, "不是由名称"),
    "id-inside-another": (edited(sound(), PASSING, id="x"), "ids", PASSING, "标识应以 Company:"),
    "id-of-other-ends": (
        Graph(sound().nodes, {**sound().relationships, LOCATED: replace(sound().relationships[LOCATED], start=SAIL)}),
        "ids", LOCATED, f"实际连接 {SAIL}",
    ),
    "edited-by-hand": (edited(sound(), STAR, rehash=False, name="星河", aliases=()), "hashes", STAR, "与摘要不符"),
    "relationship-edited": (edited(sound(), LEADS, rehash=False, role="龙头"), "hashes", LEADS, "与摘要不符"),
    "label-taken-away": (
        Graph({**sound().nodes, STAR: replace(sound().nodes[STAR], labels=("Company",))}, sound().relationships),
        "hashes", STAR, "与摘要不符",
    ),
    "evidence-without-span": (edited(sound(), STAR, evidence=("a.txt",)), "evidence", STAR, "不是 文件:起-止"),
    "evidence-empty": (edited(sound(), STAR, evidence=(f"{FILE}:14-14",)), "evidence", STAR, "是空的"),
    "rules-too-few": (edited(sound(), STAR, rules=()), "evidence", STAR, "出处有 1 条，规则有 0 条"),
    "passages-too-many": (
        edited(sound(), STAR, passages=(SENTENCE, SENTENCE)), "evidence", STAR, "出处有 1 条，段落有 2 条",
    ),
    "file-unknown": (edited(sound(), STAR, evidence=("乙.txt:1-2",)), "evidence-files", STAR, "文件 乙.txt 不在图中"),
    "outside-its-passage": (
        edited(sound(), STAR, evidence=(f"{FILE}:0-3",)), "evidence-passages", STAR, "0-3 超出",
    ),
    "passage-of-another-file": (
        edited(sound(), MEASURE, file="别.txt", text=None), "evidence-passages", PARK, "在另一份文件里",
    ),
    "passage-gone": (edited(sound(), STAR, passages=("Passage:无",)), "references", STAR, "Passage:无 不在图中"),
    "passage-is-none": (edited(sound(), STAR, passages=(PARK,)), "references", STAR, "不是 Passage或Section"),
    "document-gone": (edited(sound(), STAR, documents=("Document:无",)), "references", STAR, "Document:无 不在图中"),
    "passage-too-short": (edited(sound(), SENTENCE, text="星河"), "passage-words", SENTENCE, "原文有 2 个字符"),
    "passage-of-other-words": (
        edited(sound(), SENTENCE, text="某" * 12), "passage-words", SENTENCE, "段落的原文不是",
    ),
    "span-behind-the-text": (
        edited(sound(), STAR, evidence=(f"{FILE}:9990-9999",)), "evidence-words", STAR, "9990-9999 超出",
    ),
    "span-of-blanks": (
        edited(sound(), STAR, evidence=(f"{FILE}:{TEXT.index(chr(10))}-{TEXT.index(chr(10)) + 1}",)),
        "evidence-words", STAR, "是空白",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("graph", "name", "where", "said"), SPOILED.values(), ids=SPOILED)
def test_a_check_fails_and_names_the_place(graph: Graph, name: str, where: str, said: str) -> None:
    report = checked(graph)
    result = report[name]
    assert result.state == "failed"
    assert not report.passed()
    assert [f.what for f in result.findings if f.where == where and said in f.what] != []
    assert result.advice


def test_an_edit_with_the_old_hash_fails_nothing_else() -> None:
    graph = edited(sound(), LEADS, rehash=False, role="龙头")
    assert ended(checked(graph), "failed") == ["hashes"]


def test_what_a_person_wrote_on_things_is_their_own() -> None:
    graph = edited(sound(), STAR, rehash=False, mark="x", area="a park's property")
    graph = edited(graph, LEADS, rehash=False, seen=True)
    assert {one.state for one in checked(graph).results} == {"passed"}


NAMED: dict[str, tuple[Graph, str, str, str]] = {
    "orphan": (
        without(sound(), *(id_ for id_ in sound().relationships if PASSING in id_)), "orphans", PASSING, "没有任何关系",
    ),
    "same-name": (
        copied(sound(), PASSING, "Company:乙省/过客公司"), "names", PASSING, "与 Company:乙省/过客公司 同名",
    ),
    "alias-is-a-name": (edited(sound(), STAR, aliases=("云帆公司",)), "aliases", STAR, f"是 {SAIL} 的名称"),
    "alias-in-other-widths": (edited(sound(), CHIPS, aliases=("人工 智能",)), "aliases", CHIPS, f"是 {AI} 的名称"),
}  # fmt: skip


@pytest.mark.parametrize(("graph", "name", "where", "said"), NAMED.values(), ids=NAMED)
def test_names_and_orphans_are_warnings(graph: Graph, name: str, where: str, said: str) -> None:
    report = checked(graph)
    assert report[name].state == "warned"
    assert [f.what for f in report[name].findings if f.where == where and said in f.what] != []
    assert report.passed()
    assert not report.passed(strict=True)


def test_what_may_stand_alone_and_what_may_share_a_name() -> None:
    graph = copied(sound(), "Document:乙省规划纲要", "Document:丙省规划纲要", name="丙省规划纲要")
    graph = copied(graph, "Task:甲区行动方案/建云园", "Task:乙省规划纲要/建云园")
    report = checked(graph)
    assert "Document:丙省规划纲要" not in {f.where for f in report["orphans"].findings}
    assert report["names"].state == "passed"


def test_words_are_unchecked_when_nobody_has_the_text() -> None:
    report = checked(sound(), lambda file: None)
    assert report["evidence-words"].state == "unchecked"
    assert "1 份文件没有原文" in report["evidence-words"].unchecked
    bare = checked(edited_without_text(sound()), lambda file: None)
    assert bare["passage-words"].state == "unchecked"
    assert bare.passed(strict=False)


def edited_without_text(graph: Graph) -> Graph:
    for node in list(graph.nodes.values()):
        if "text" in node.properties:
            graph = edited(graph, node.id, text=None)
    return graph


def test_a_text_that_cannot_be_read_fails() -> None:
    def broken(file: str) -> str | None:
        raise UnreadableFile("已损坏", where=file)

    assert checked(sound(), broken)["evidence-words"].findings == (Finding(FILE, "已损坏"),)


def receipt(number: int, graph: Graph, **after: int) -> Record:
    one = Receipt(
        Counted(), Counted(), {}, {**graph.counts(), **after}, 0.1, number=number, at="2026-11-21T00:00:00+00:00"
    )
    note = {key: value for key, value in one.as_dict().items() if key != "lost"}
    return Record.of(RECEIPT, f"{number:06d}", note, body=pack_details(()))


def kept(sha256: str | None = None, file: str = FILE) -> Record:
    found = sha256 or str(sound().nodes["Document:甲区行动方案"].properties["sha256"])
    return Record.of(SOURCE, file, {"sha256": found, "titles": ["甲区行动方案"]}, "head", "body")


def test_records_pass_when_they_are_whole_and_agree() -> None:
    results = check_records(sound(), [receipt(1, Graph({}, {})), receipt(2, sound()), kept()])
    assert [(one.name, one.state) for one in results] == [
        ("records", "passed"), ("receipts", "passed"), ("sources", "passed")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("records", "name", "where", "said"),
    [
        pytest.param(
            [replace(kept(), body="other")], "records", f"source/{FILE}", "与校验和不符", id="other-body"
        ),
        pytest.param([replace(kept(), note="{")], "records", f"source/{FILE}", "读不出来", id="note-no-json"),
        pytest.param(
            [Record.of(RECEIPT, "000001", {"number": 1})], "records", "receipt/000001", "读不出来", id="no-receipt"
        ),
        pytest.param(
            [Record.of(RECEIPT, "000001", receipt(1, sound()).noted, body="!")],
            "records", "receipt/000001", "读不出来", id="details-damaged",
        ),
        pytest.param(
            [receipt(1, sound(), Company=7)], "receipts", "receipt/000001", "记录说 Company 有 7 个，图里有 3 个",
            id="other-counts",
        ),
        pytest.param(
            [receipt(3, sound()), receipt(12, sound(), Person=1)], "receipts", "receipt/000012", "Person", id="the-last"
        ),
        pytest.param(
            [Record.of(RECEIPT, "000002", receipt(1, sound()).noted)], "receipts", "receipt/000002", "编号是 1",
            id="other-number",
        ),
        pytest.param([kept("00")], "sources", FILE, "校验和不同", id="other-sha256"),
        pytest.param([kept(file="别.txt")], "sources", FILE, "没有它的文件记录", id="no-record"),
        pytest.param([kept(), kept(file="别.txt")], "sources", "别.txt", "图中却没有", id="no-document"),
    ],
)  # fmt: skip
def test_records_fail_and_name_the_record(records: list[Record], name: str, where: str, said: str) -> None:
    report = Report(check_records(sound(), records))
    assert report[name].state == "failed"
    assert [f.what for f in report[name].findings if f.where == where and said in f.what] != []


def test_records_are_unchecked_when_there_are_none() -> None:
    states = {one.name: one.state for one in check_records(sound(), ())}
    assert states == {"records": "passed", "receipts": "unchecked", "sources": "unchecked"}


def test_constraints_fail_when_one_is_missing() -> None:
    labels = set(schema().core_labels)
    assert check_constraints(labels, sound()).state == "passed"
    assert check_constraints(labels - {"Park"}, sound()).findings == (
        Finding("Park", "标签 Park 没有 id 的唯一性约束"),
    )
    assert check_constraints((), Graph({}, {})).state == "unchecked"


def test_counts_fail_when_something_stands_twice() -> None:
    counts = sound().counts()
    assert check_counts(sound(), counts).state == "passed"
    twice = check_counts(sound(), {**counts, "LEADS": 3})
    assert twice.findings == (Finding("LEADS", "图库里有 3 个，不同的标识只有 2 个"),)


def test_findings_are_counted_beyond_those_that_are_kept() -> None:
    check = Check("x", "都好")
    for number in range(KEPT + 5):
        check.saw(str(number), ("不好",))
    result = check.result()
    assert (result.looked, result.failed, len(result.findings)) == (KEPT + 5, KEPT + 5, KEPT)


def test_report_as_plain_data() -> None:
    one = Result("x", "都好", "warning", 2, 1, (Finding("a", "b"),))
    assert Report((one,)).as_dict(strict=True) == {
        "passed": False,
        "checks": [
            {
                "state": "warned", "name": "x", "title": "都好", "level": "warning", "looked": 2, "failed": 1,
                "findings": ({"where": "a", "what": "b"},), "advice": "", "unchecked": "",
            }
        ],
    }  # fmt: skip


def test_the_bundled_graph_passes_and_warns_of_one_word_only() -> None:
    graph = deltatrunk.bundled()
    report = Report((*checked(graph).results, *check_assertions(bundled_assertions(), graph)))
    assert ended(report, "failed") == []
    assert ended(report, "warned") == ["aliases"]
    assert {f.what for f in report["aliases"].findings} == {"别名“示范区”是 Zone:示范区 的名称"}
