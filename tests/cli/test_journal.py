"""``--log``: JSON lines of what a command did, without passwords and without the documents' sentences."""

from __future__ import annotations

import json
import logging
import os
import re
from pathlib import Path
from typing import Any

import pytest
from fixture_types import Command, Server
from small_graph import small_graph

from deltatrunk.cli import console
from deltatrunk.cli.journal import Journal
from deltatrunk.cli.progress import in_words
from deltatrunk.graph.errors import ExportError
from deltatrunk.graph.export import write

SECRET = "s3cret-of-mine"
SENTENCE = "若耶区推进数字化转型，依托若耶科技园建设算力中心。"
PLAN = f"若耶区数字经济行动方案（2023—2025年）\n一、总体要求\n{SENTENCE}\n"


def rows(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, "utf-8")
    return path


def test_log_has_a_line_an_event_when_a_command_succeeds(command: Command, log: Path, plan: Path) -> None:
    assert command("extract", plan, "-o", plan.with_suffix(".jsonl"), "--log", log).code == 0
    found = rows(log)
    assert (found[0]["event"], found[-1]["event"], found[-1]["exit_code"]) == ("started", "ended", 0)
    assert {row["command"] for row in found} == {"deltatrunk extract"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", row["time"]) for row in found)
    stages = [row for row in found if row["event"] == "stage"]
    assert "读取并提取" in {row["stage"] for row in stages}
    assert all(row["seconds"] >= 0 for row in stages)


def test_log_says_what_failed_when_a_command_fails(command: Command, log: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.txt"
    empty.write_bytes(b"")
    assert command("extract", empty, "-o", tmp_path / "x.jsonl", "--log", log).code == 1
    failed = next(row for row in rows(log) if row["event"] == "failed")
    assert (failed["level"], failed["kind"], failed["what"], failed["where"]) == (
        "error", "UnreadableFile", "文件是空的", "空.txt"
    )  # fmt: skip
    assert rows(log)[-1]["exit_code"] == 1


def test_log_is_appended_and_private(command: Command, log: Path) -> None:
    log.write_text('{"event": "earlier"}\n', "utf-8")
    log.chmod(0o644)
    command("--log", log, "nosuch")
    command("--log", log, "nosuch")
    assert [row["event"] for row in rows(log)] == ["earlier", *["started", "failed", "ended"] * 2]
    assert os.name == "nt" or log.stat().st_mode & 0o777 == 0o600


def test_documents_are_logged_only_when_asked_for(command: Command, log: Path, plan: Path) -> None:
    command("extract", plan, "-o", plan.with_suffix(".jsonl"), "--log", log)
    assert "document" not in {row["event"] for row in rows(log)}
    command("extract", plan, "-o", plan.with_suffix(".jsonl"), "--log", log, "-v")
    assert {row["document"] for row in rows(log) if row["event"] == "document"} == {"方案.txt"}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--store", f"neo4j://me:{SECRET}@127.0.0.1:1", "info"), id="in the address"),
        pytest.param(("--store", f"nosuch://me:{SECRET}@127.0.0.1:1", "info"), id="another scheme"),
        pytest.param(("--store", f"neo4j://me:{SECRET}@127.0.0.1:none", "info"), id="a port that is none"),
        pytest.param(("info", f"neo4j://me:{SECRET}@127.0.0.1:1"), id="in the wrong place"),
        pytest.param(("--store", "neo4j://127.0.0.1:1", "info"), id="of the environment"),
    ],
)
def test_password_is_in_neither_log_nor_answer(
    command: Command, log: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    found = command("-v", "--log", log, *words)
    assert found.code != 0
    assert rows(log)[-1]["event"] == "ended"
    assert SECRET not in log.read_text("utf-8")
    assert words[0] == "info" or SECRET not in found.out + found.err


def test_known_passwords_are_blotted_out_wherever_they_stand(tmp_path: Path) -> None:
    journal = Journal()
    journal.open(tmp_path / "log")
    journal.hide((SECRET,))
    try:
        journal.event("x", text=f"a {SECRET} b", deep={"list": [f"bolt://u:pw@h {SECRET}"]})
        logging.getLogger("deltatrunk.graph").info("from below", extra={"fields": {"count": 3, "text": SECRET}})
    finally:
        journal.close()
    text = (tmp_path / "log").read_text("utf-8")
    assert SECRET not in text
    assert "pw" not in text
    assert [row["event"] for row in rows(tmp_path / "log")] == ["x", "from below"]


def test_sentences_of_documents_are_not_logged(command: Command, log: Path, plan: Path, tmp_path: Path) -> None:
    write(small_graph(), "jsonl", tmp_path / "small.jsonl")
    command("extract", plan, "-o", tmp_path / "x.jsonl", "--report", tmp_path / "r.md", "--log", log, "-v")
    text = log.read_text("utf-8")
    assert not any(SENTENCE[k : k + 8] in text for k in range(len(SENTENCE) - 8))


def test_error_that_is_not_ours_is_logged_without_its_words(tmp_path: Path) -> None:
    journal = Journal()
    journal.open(tmp_path / "log")
    try:
        try:
            dict[str, str]()[SENTENCE]
        except KeyError as error:
            journal.failed(error)
    finally:
        journal.close()
    (row,) = rows(tmp_path / "log")
    assert (row["kind"], SENTENCE in str(row)) == ("KeyError", False)
    assert "test_journal.py" in row["where"][-1]


def test_log_that_cannot_be_written_is_named(command: Command, tmp_path: Path) -> None:
    found = command("info", "--log", tmp_path / "nosuch" / "log")
    assert (found.code, found.err.count("\n")) == (1, 2)
    assert "写不了日志" in found.err
    with pytest.raises(ExportError, match="文件夹"):
        Journal().open(tmp_path)


def test_receipt_and_unusable_documents_are_logged_in_numbers_and_names(
    command: Command, log: Path, plan: Path, tmp_path: Path, arcadedb_server: Server
) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    found = command("build", plan, tmp_path / "空.txt", "--log", log, "--store", arcadedb_server.where)
    assert found.code == 1
    receipt = next(row for row in rows(log) if row["event"] == "receipt")
    assert receipt["nodes"]["added"] > 0
    unusable = [(row["document"], row["kind"]) for row in rows(log) if row["event"] == "unusable"]
    assert unusable == [("空.txt", "UnreadableFile")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_command_goes_on_when_the_log_is_full(command: Command, plan: Path, tmp_path: Path) -> None:
    found = command("extract", plan, "-o", tmp_path / "x.jsonl", "--log", "/dev/full")
    assert (found.code, (tmp_path / "x.jsonl").exists()) == (0, True)
    assert found.err.count("日志写不进去了") == 1


def test_timings_are_printed_when_asked_for(command: Command, plan: Path, tmp_path: Path) -> None:
    found = command("extract", plan, "-o", tmp_path / "x.jsonl", "-v")
    assert re.search(r"读取并提取：\d+\.\d\d 秒", found.err)
    assert re.search(r"共用时：\d+\.\d\d 秒", found.err)


def test_remaining_time_is_said_in_words() -> None:
    assert [in_words(s) for s in (0.2, 59, 61, 3599, 7200)] == ["1 秒", "59 秒", "1 分钟", "60 分钟", "2.0 小时"]


def test_remaining_time_is_shown_where_the_total_is_known() -> None:
    from rich.progress import Progress

    from deltatrunk.cli.progress import Remaining

    clock = iter(range(1000))
    progress = Progress(get_time=lambda: float(next(clock)))
    known, unknown = progress.add_task("a", total=100), progress.add_task("b", total=None)
    for done in (1, 2, 3):
        progress.update(known, completed=done)
        progress.update(unknown, completed=done)
    column = Remaining()
    assert column.render(progress.tasks[0]).plain.startswith("剩余约 ")
    assert column.render(progress.tasks[1]).plain == ""
    assert console.SHOW_AFTER > 0
