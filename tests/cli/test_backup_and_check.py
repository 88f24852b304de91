"""``backup``, ``restore`` and ``check`` on the embedded store: what they print and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from checked_graphs import edited, sound
from fixture_types import Command, Server
from store_graphs import company
from store_graphs import small_graph as other_graph

import deltatrunk
from deltatrunk.cli.checking import _SHOWN
from deltatrunk.graph.opening import open_store
from deltatrunk.graph.records import SOURCE, Record

TWO_LINES = re.compile(r"错误：[^\n]+\n请：[^\n]+\n")
PLAN = Record.of(SOURCE, "甲区方案.txt", {"sha256": "ab", "titles": ["甲区行动方案"]}, "head", "body")


@pytest.fixture
def where(arcadedb_server: Server) -> str:
    """The embedded store, which holds a sound graph and nothing else."""
    with open_store(arcadedb_server.where) as store:
        store.driver.execute_query("MATCH (n) DETACH DELETE n")
        store.load(sound(), command="build")
    return arcadedb_server.where


def test_backup_says_what_it_holds_and_restore_what_it_changes(command: Command, where: str, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    done = command("backup", file, "--store", where)
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"已备份到 \S+（[\d.]+ KB）：27 个节点，30 个关系，0 份文件，1 条变更记录。\n", done.out)
    with open_store(where) as store:
        store.load(other_graph(company("丙公司")), [PLAN], command="build")
    dry = command("restore", file, "--dry-run", "--store", where)
    assert dry.code == 0
    assert re.search(r"企业 Company\s+3\s+0\s+3\s+3\s*\n", dry.out)
    assert "去掉文件 1 份：甲区方案.txt\n" in dry.out
    assert "\n变更记录删去 1 条\n" in dry.out
    assert dry.out.startswith("试运行：以下改动没有写入图库。\n")
    with open_store(where) as store:
        assert store.counts() == other_graph(company("丙公司")).counts()
    told = command("restore", file, "--store", where)
    assert told.code == 0
    assert told.out.endswith("已与备份 " + f"{file} 一致：27 个节点，30 个关系，0 份文件，1 条变更记录。\n")
    assert "图的校验和" in told.err
    again = command("restore", file, "--store", where, "-q")
    assert (again.out, again.err) == (f"图库与备份 {file} 已经一致，没有改动。\n", "")


def test_backup_and_restore_for_machines(command: Command, where: str, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    made = json.loads(command("backup", file, "--json", "--store", where).out)
    assert (made["format"], made["bytes"]) == ("deltatrunk-backup", file.stat().st_size)
    assert made["deltatrunk"] == deltatrunk.__version__
    told = json.loads(command("restore", file, "--json", "--dry-run", "--store", where).out)
    assert told["dry_run"] is True
    assert told["backup"]["counts"] == dict(sound().counts())
    assert told["records"] == {"added": {}, "changed": {}, "removed": {}}


def test_a_file_that_cannot_be_restored_is_told_in_two_lines(command: Command, where: str, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    command("backup", file, "--store", where)
    data = file.read_bytes()
    (tmp_path / "cut.backup").write_bytes(data[:-300])
    (tmp_path / "text.backup").write_text("方案", "utf-8")
    for name, said in (("cut.backup", "文件不完整"), ("text.backup", "不是 deltatrunk 的备份"), ("none", "路径不存在")):
        done = command("restore", tmp_path / name, "--store", where)
        assert (done.code, done.out) == (1, "")
        assert TWO_LINES.fullmatch(done.err)
        assert said in done.err
    refused = command("backup", tmp_path / "text.backup", "--store", where)
    assert refused.code == 1
    assert "已有别的文件" in refused.err
    with open_store(where) as store:
        assert store.counts() == sound().counts()


def test_python_backs_up_restores_and_checks_too(where: str, tmp_path: Path) -> None:
    with deltatrunk.open_store(where) as store:
        manifest = store.backup(tmp_path / "a.backup")
        store.load(other_graph())
        assert not store.check().passed()
        assert store.restore(tmp_path / "a.backup", dry_run=True).receipt.nodes.removed["Company"] == 2
        assert store.restore(tmp_path / "a.backup").manifest == manifest
        assert store.check().passed()
        assert dict(store.counts()) == dict(sound().counts())


def test_check_passes_and_says_what_it_could_not_look_at(command: Command, where: str) -> None:
    done = command("check", "--store", where)
    assert (done.code, done.err) == (0, "")
    assert re.search(r"内容与摘要一致\s+通过\s+57\s+0\s*\n", done.out)
    assert re.search(r"出处在原文之内，且不是空白\s+未查", done.out)
    assert re.search(r"\n\d+ 项通过，2 项未查\n$", done.out)
    told = json.loads(command("check", "--json", "--store", where).out)
    assert told["passed"] is True
    assert {one["state"] for one in told["checks"]} == {"passed", "unchecked"}


def test_check_names_what_is_wrong_and_ends_with_1(command: Command, where: str) -> None:
    graph = sound()
    for id_ in list(graph.nodes)[: _SHOWN + 2]:
        graph = edited(graph, id_, rehash=False, rules=("changed",))
    with open_store(where) as store:
        store.driver.execute_query(
            "UNWIND $ids AS id MATCH (n {id: id}) SET n.rules = ['changed']", ids=list(graph.nodes)[: _SHOWN + 2]
        )
    done = command("check", "--store", where)
    assert done.code == 1
    assert f"不通过：内容与摘要一致（{_SHOWN + 2} 处）" in done.out
    assert f"    {next(iter(graph.nodes))}：内容被改动过" in done.out
    assert "    另有 2 处（加 -v 逐条列出）" in done.out
    assert "另有" not in command("check", "-v", "--store", where).out


def test_check_fails_on_warnings_only_when_it_is_strict(command: Command, where: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "version: 1\nassertions: [{name: parks, title: 一百个园区, label: Park, min: 100, level: warning}]\n", "utf-8"
    )
    plain, strict = (command("check", "--assertions", own, "--store", where, *more) for more in ((), ("--strict",)))
    assert (plain.code, strict.code) == (0, 1)
    assert "警告：一百个园区（1 处）\n    parks：有 2 个，至少应有 100" in plain.out


def test_check_refuses_a_badly_written_file(command: Command, where: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("version: 1\nassertions: [{name: parks, title: 园区, label: Parks, min: 1}]\n", "utf-8")
    done = command("check", "--assertions", own, "--store", where)
    assert (done.code, done.out) == (1, "")
    assert TWO_LINES.fullmatch(done.err)
    assert "第 1 条断言（parks）：标签 Parks 不在本体中" in done.err
