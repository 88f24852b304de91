"""A file's documents: title, number, issuer, date, period."""

from __future__ import annotations

from itertools import pairwise

import pytest
from small_documents import FOLDER, sections, source

from deltatrunk.graph.errors import NotAPolicyDocument
from deltatrunk.loaders.documents import Document, documents, period_of
from deltatrunk.loaders.text import read_source

BODY = "一、主要任务\n（一）建设机房\n改造电力设施。\n"


def small(name: str) -> tuple[Document, ...]:
    return documents(read_source(FOLDER / name, name))


def test_notice_and_its_plan_are_one_document() -> None:
    (found,) = small("action-plan.txt")
    assert found.name == "镜湖数字走廊柯桥区行动方案（2023—2025年）"
    assert found.kind == "行动方案"
    assert found.number is not None
    assert found.number.text == "绍柯政办发〔2023〕17号"
    assert found.issuer is not None
    assert found.issuer.text == "绍兴市柯桥区人民政府办公室"
    assert (found.issued, found.period, found.container) == ("2023-05-18", (2023, 2025), "")
    text = found.source.text
    assert text[found.number.view.start : found.number.view.end] == "绍柯政办发〔2023〕17号"
    assert (text[found.start], text[found.end - 1]) == ("绍", "院")


def test_gazette_is_split_into_the_issue_and_its_texts() -> None:
    issue, *texts = small("gazette.txt")
    assert (issue.name, issue.kind, issue.container) == ("越州市人民政府公报（2023年第4期）", "公报", "")
    assert (issue.start, issue.end) == (0, len(issue.source.text))
    assert [(d.name, d.kind, d.number.text if d.number else "", d.container) for d in texts] == [
        ("越州市数字湾区建设规划", "规划", "越政发〔2023〕8号", issue.name),
        ("越州市算力券管理办法", "管理办法", "越政办发〔2023〕15号", issue.name),
        ("《越州市算力券管理办法》政策解读", "政策解读", "", issue.name),
    ]
    assert [one.end <= two.start for one, two in pairwise(texts)] == [True, True]
    assert [s.title.text for s in sections(texts[1].root) if s.style == "chapter"] == ["总则", "申领"]


def test_plan_and_the_report_on_it_are_two_documents() -> None:
    plan, report = small("plan-and-report.txt")
    assert plan.name == "平湖市数字港建设行动计划（2024—2025年）（草案）"
    assert (plan.kind, plan.period) == ("行动计划", (2024, 2025))
    assert report.name == "关于《平湖市数字港建设行动计划（2024—2025年）（草案）》征求意见情况的报告"
    assert report.kind == "报告"
    assert [s.title.text for s in sections(report.root)] == ["征求意见情况", "意见采纳情况"]


def test_text_without_title_takes_the_name_that_it_gives_itself() -> None:
    (found,) = small("untitled-2021-2023.txt")
    assert (found.name, found.aliases, found.kind) == ("剡溪数字谷建设方案", ("本建设方案",), "建设方案")
    assert found.period == (2021, 2023)
    assert found.title is not None
    assert found.source.text[found.title.start : found.title.end] == "本建设方案所指剡溪数字谷"


def test_text_without_title_and_own_name_is_called_after_its_file() -> None:
    (found,) = documents(source(BODY, "规划/剡溪数字谷 2024.txt"))
    assert (found.name, found.title, found.kind) == ("剡溪数字谷 2024", None, "")


@pytest.mark.parametrize("text", [(FOLDER / "recipe.txt").read_text("utf-8"), "购物清单：米、面、油。\n", "1\n2\n3\n"])
def test_text_of_another_genre_is_refused(text: str) -> None:
    with pytest.raises(NotAPolicyDocument) as refused:
        documents(source(text, "别的.txt"))
    assert refused.value.where == "别的.txt"
    assert refused.value.hint


@pytest.mark.parametrize(
    ("name", "text", "file", "period"),
    [
        pytest.param("甲行动方案（2022~2023年）", "", "a.txt", (2022, 2023), id="title"),
        pytest.param("甲行动方案（2022年—2024年）", "", "a.txt", (2022, 2024), id="title with two 年"),
        pytest.param("甲发展规划", "本规划期限为2021年至2035年。", "a.txt", (2021, 2035), id="words"),
        pytest.param("甲发展“十四五”规划", "", "a.txt", (2021, 2025), id="14th plan"),
        pytest.param("甲发展十三五规划", "", "a.txt", (2016, 2020), id="13th plan"),
        pytest.param("甲发展规划", "", "x/甲_2021-2025.txt", (2021, 2025), id="file name"),
        pytest.param(
            "甲行动方案（2022~2023年）", "规划期为2021—2030年", "2011-2015.txt", (2022, 2023), id="title first"
        ),
        pytest.param("甲发展规划", "到2025年建成。", "a.txt", None, id="none"),
    ],
)
def test_period_comes_from_title_words_plan_or_file(
    name: str, text: str, file: str, period: tuple[int, int] | None
) -> None:
    assert period_of(name, text, file) == period


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("甲市数字经济发展规划", "甲市数字经济发展规划", id="plain"),
        pytest.param("# 甲市数字经济发展规划", "甲市数字经济发展规划", id="markdown"),
        pytest.param("**甲市数字经济发展规划**", "甲市数字经济发展规划", id="bold"),
        pytest.param("甲市数字经济发展规划\n（2022—2025年）", "甲市数字经济发展规划（2022—2025年）", id="years below"),
        pytest.param("甲市数字经济发展规划\n（征求意见稿）", "甲市数字经济发展规划（征求意见稿）", id="draft below"),
        pytest.param("关于支持甲市发展的若干措施", "关于支持甲市发展的若干措施", id="measures"),
    ],
)
def test_title_line_names_the_document(title: str, name: str) -> None:
    (found,) = documents(source(f"{title}\n\n{BODY}"))
    assert found.name == name
    assert found.title is not None


def test_long_title_of_a_notice_does_not_run_into_its_addressees() -> None:
    notice = "绍兴市越城区人民政府办公室关于印发《越城区若耶溪数字经济创新产业示范区建设三年行动计划》的通知"
    text = f"{notice}\n各镇人民政府，区政府各部门，区直各单位：\n现将文件印发给你们，请结合实际认真贯彻执行。\n{BODY}"
    (found,) = documents(source(text))
    assert found.name == "越城区若耶溪数字经济创新产业示范区建设三年行动计划"
    assert found.issuer is not None
    assert found.issuer.text == "绍兴市越城区人民政府办公室"


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("（2022年6月3日）", "2022-06-03"),
        ("2022年11月13日", "2022-11-13"),
        ("2022年6月3日印发", "2022-06-03"),
        ("二○二二年六月三日", ""),
    ],
)
def test_date_of_issue_stands_on_a_line_of_its_own(line: str, issued: str) -> None:
    assert documents(source(f"甲市数字经济发展规划\n{line}\n{BODY}"))[0].issued == issued


def test_signature_issues_where_no_letterhead_does() -> None:
    (found,) = documents(source(f"甲市数字经济发展规划\n{BODY}"))
    assert found.issuer is None
    (found,) = documents(source(f"甲市数字经济发展规划\n越州市数字经济发展委员会\n2024年1月2日\n{BODY}"))
    assert found.issuer is not None
    assert found.issuer.text == "越州市数字经济发展委员会"
