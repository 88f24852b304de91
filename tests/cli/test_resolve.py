"""``resolve``: what is one and why, what may be one, what a person decides."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from fixture_types import Command

from deltatrunk.graph.export import read_jsonl

TWO_LINES = re.compile(r"错误：[^\n]+\n请：[^\n]+\n")
WHO = ("--by", "张三", "--why", "核对过登记信息")
PLAN = """\
云川区数字经济行动方案（2024-2026年）

一、主要任务

（一）集聚企业
引进星海智能科技有限公司、远山科技有限公司等企业，建设云川软件园、云川数字软件园。（责任单位：经委、各有关部门）

（二）培育企业
依托星海智能、远山科技等企业，推进云川软件园建设。（责任单位：经委）
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small plan."""
    path = tmp_path / "plan.md"
    path.write_text(PLAN, "utf-8")
    return path


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    """Where this test's decisions go; not there yet."""
    return tmp_path / "决定" / "decisions.yaml"


def companies(jsonl: Path) -> set[str]:
    return {n.name for n in read_jsonl(jsonl).nodes.values() if n.labels[0] == "Company"}


def test_list_shows_each_form_with_its_rule_and_source(command: Command, plan: Path) -> None:
    shown = command("resolve", "list", plan)
    assert shown.code == 0
    assert re.search(r"企业\s+星海智能\s+星海智能科技有限公司\s+唯一的全称", shown.out)
    assert "云川区数字经济行动方案（2024-2026年）" in shown.out
    rows = json.loads(command("resolve", "list", plan, "--json").out)
    assert {"form": "远山科技", "into": "远山科技有限公司", "rule": "唯一的全称"}.items() <= rows[1].items()


def test_list_without_files_shows_the_forms_of_the_bundled_facts(command: Command) -> None:
    shown = command("resolve", "list")
    assert (
        re.search(r"企业\s+华为\s+华为技术有限公司", shown.out.replace("华为技术有限公司     华为", ""))
        or "华为" in shown.out
    )
    assert "只保留写法" in shown.err
    assert {"label": "Company", "form": "华为", "into": "华为技术有限公司"} in json.loads(
        command("resolve", "list", "--json").out
    )


def test_propose_ranks_what_looks_alike(command: Command, plan: Path) -> None:
    pairs = json.loads(command("resolve", "propose", plan, "--json").out)
    assert {"云川软件园", "云川数字软件园"} in [{p["one"], p["other"]} for p in pairs]
    shown = command("resolve", "propose", plan, "--top", "1")
    assert shown.code == 0
    assert "1 对，共" in shown.err
    assert command("resolve", "propose", "--all").code == 0


def test_explain_says_why_and_why_not(command: Command, plan: Path) -> None:
    shown = command("resolve", "explain", "星海智能", plan)
    assert shown.out.startswith("星海智能科技有限公司（企业）")
    assert "载入的企业全称里只有一个以“星海智能”开头" in shown.out
    assert "为什么不是同一个" in shown.out
    (one,) = json.loads(command("resolve", "explain", "云川软件园", plan, "--json").out)
    assert one["near"][0]["other"] == "云川数字软件园"
    assert "没有规则" in one["near"][0]["why"]


def test_explain_of_an_unknown_name_offers_close_ones(command: Command, plan: Path) -> None:
    shown = command("resolve", "explain", "星海智能公司", plan)
    assert shown.code == 1
    assert "没有“星海智能公司”这个名称。相近的有 星海智能科技有限公司" in shown.out


def test_decisions_are_written_and_used_by_the_next_extraction(command: Command, plan: Path, decisions: Path) -> None:
    done = command("resolve", "different", "星海智能", "星海智能科技有限公司", plan, *WHO, "--decisions", decisions)
    assert done.code == 0
    assert "下次 build 或 extract 时生效" in done.err
    (entry,) = yaml.safe_load(decisions.read_text("utf-8"))
    assert entry["different"] == ["星海智能", "星海智能科技有限公司"]
    assert (entry["by"], entry["why"]) == WHO[1::2]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry["date"])
    out = plan.with_name("g.jsonl")
    assert command("extract", plan, "-o", out).code == 0
    assert "星海智能" not in companies(out)
    assert command("extract", plan, "-o", out, "--decisions", decisions).code == 0
    assert {"星海智能", "星海智能科技有限公司"} <= companies(out)
    assert command("extract", plan, "-o", out, "--decisions", decisions, "--jobs", "2").code == 0
    assert {"星海智能", "星海智能科技有限公司"} <= companies(out)
    explained = command("resolve", "explain", "星海智能", plan, "--decisions", decisions)
    assert "人工决定不是同一个：张三" in explained.out


def test_the_users_own_file_is_used_where_none_is_named(command: Command, plan: Path) -> None:
    assert command("resolve", "same", "星海智能", "远山科技", plan, *WHO, "-q").code == 0
    out = plan.with_name("g.jsonl")
    assert command("extract", plan, "-o", out).code == 0
    assert companies(out) == {"星海智能科技有限公司"}


def test_a_decision_is_written_once_and_never_against_another(command: Command, plan: Path, decisions: Path) -> None:
    words = ("星海智能", "远山科技", plan, *WHO, "--decisions", decisions)
    assert command("resolve", "same", *words).code == 0
    before = decisions.read_bytes()
    again = command("resolve", "same", *words)
    assert (again.code, "已有这条决定" in again.out) == (0, True)
    against = command("resolve", "different", *words)
    assert against.code == 1
    assert TWO_LINES.fullmatch(against.err)
    assert "第 1 行却把它们合为一个" in against.err
    assert decisions.read_bytes() == before


def test_things_of_two_kinds_are_not_joined(command: Command, plan: Path, decisions: Path) -> None:
    refused = command("resolve", "same", "星海智能", "云川区", plan, *WHO, "--decisions", decisions)
    assert refused.code == 1
    assert "“星海智能”是企业，“云川区”是行政区划，类型不同" in refused.err
    assert not decisions.exists()


def test_a_name_that_no_file_has_is_remarked_and_kept(command: Command, plan: Path, decisions: Path) -> None:
    done = command("resolve", "same", "星海智能", "星海集团", plan, *WHO, "--decisions", decisions)
    assert done.code == 0
    assert "没有“星海集团”；决定照记" in done.err
    assert "星海集团" in decisions.read_text("utf-8")


@pytest.mark.parametrize("words", [("build",), ("extract", "-o", "g.jsonl"), ("resolve", "list")], ids=lambda w: w[0])
def test_a_file_with_a_mistake_is_named_with_its_line(
    command: Command, plan: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("- same: [甲, 乙]\n  by: 张三\n", "utf-8")
    done = command(*words, plan, "--decisions", bad, "--store", tmp_path / "store")
    assert done.code == 1
    assert TWO_LINES.fullmatch(done.err)
    assert f"{bad} 第 1 行：缺少 why" in done.err
    missing = command(*words, plan, "--decisions", tmp_path / "无.yaml", "--store", tmp_path / "store")
    assert "没有这个归一决定文件" in missing.err
    assert not (tmp_path / "g.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("resolve", "same", "甲", "乙", "--why", "x"), "--by"),
        (("resolve", "same", "甲", "乙", "--by", " ", "--why", "x"), "--by 不能是空的"),
        (("resolve", "same", "甲\n乙", "丙", "--by", "x", "--why", "x"), "不能显示的字符"),
        (("resolve", "same", "甲"), "名称二"),
    ],
)
def test_a_decision_without_who_and_why_is_wrong_usage(command: Command, words: tuple[str, ...], says: str) -> None:
    done = command(*words)
    assert done.code == 2
    assert says in done.err
