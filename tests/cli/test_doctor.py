"""``doctor``: a line a check; it works where much is broken, and leaves everything as it was."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from fixture_types import Command, Server
from small_graph import small_graph

from deltatrunk.doctor import State, examine, machine
from deltatrunk.doctor import store as store_checks
from deltatrunk.doctor.finding import Finding, guarded
from deltatrunk.graph import arcadedb, embedded
from deltatrunk.graph.opening import open_store
from deltatrunk.settings import Settings

CHECKS = ("python", "packages", "encodings", "fonts", "temporary", "ports", "disk", "java", "store")
SECRET = "s3cret-of-mine"


def states(found: str) -> dict[str, str]:
    return {row["check"]: row["state"] for row in json.loads(found)["findings"]}


def only(findings: Iterator[Finding]) -> Finding:
    (found,) = findings
    return found


def refuse(*_: object, **__: object) -> NoReturn:
    raise OSError(13, "Permission denied")


def test_sound_machine_has_nothing_broken_and_nothing_is_made(command: Command, tmp_path: Path) -> None:
    found = command("doctor", "--json", "--store", tmp_path / "store")
    assert set(CHECKS) <= set(states(found.out))
    assert "broken" not in states(found.out).values()
    assert (found.code, list(tmp_path.iterdir())) == (0, [])


def test_lines_are_chinese_and_counted(command: Command, tmp_path: Path) -> None:
    found = command("doctor", "--store", tmp_path / "store")
    lines = [line for line in found.out.splitlines() if not line.startswith("　")]
    assert all(line.split("　")[0] in tuple(State) for line in lines)
    assert f"{sum(line.startswith('正常') for line in lines)} 项正常" in found.err


def test_store_is_opened_counted_and_left_without_a_server(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(folder) as store:
        store.load(small_graph())
        graph = store.graph()
    found = command("doctor", "--json", "--store", folder)
    row = next(row for row in json.loads(found.out)["findings"] if row["check"] == "store")
    assert row["state"] == "fine"
    assert f"能打开，{len(graph.nodes)} 个节点" in row["found"]
    assert embedded.status(folder) is None
    assert embedded.held_by(folder) is None
    with open_store(folder) as store:
        assert store.graph() == graph


def test_store_in_use_is_named_with_its_process(command: Command, arcadedb_server: Server) -> None:
    found = command("doctor", "--store", arcadedb_server.where)
    assert f"进程 {os.getpid()}" in found.out
    assert found.code == 0


def test_wrong_password_is_broken_and_not_repeated(
    command: Command, arcadedb_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    found = command("doctor", "--json", "--store", arcadedb_server.uri)
    assert (found.code, states(found.out)["store"]) == (1, "broken")
    assert SECRET not in found.out + found.err


def test_missing_wheel_is_broken_for_a_folder_and_a_notice_for_an_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(arcadedb, "WHEEL", "no_such_wheel")
    assert only(store_checks.java(Settings(tmp_path))).state is State.BROKEN
    assert only(store_checks.java(Settings("neo4j://127.0.0.1:1"))).state is State.NOTICE


def test_java_that_does_not_start_is_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "jre" / "bin").mkdir(parents=True)
    monkeypatch.setattr(arcadedb, "find_wheel", lambda: tmp_path)
    found = only(store_checks.java(Settings(tmp_path)))
    assert (found.state, "启动不了" in found.found) == (State.BROKEN, True)


@pytest.mark.parametrize(("free", "state"), [(1 << 20, State.BROKEN), (500 << 20, State.NOTICE), (1 << 40, State.FINE)])
def test_disk_is_judged_by_its_free_space(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, state: State
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert only(store_checks.disk(Settings(tmp_path / "not" / "there"))).state is state


@pytest.mark.parametrize("below", ["", "store"])
def test_store_that_cannot_be_a_folder_is_broken(tmp_path: Path, below: str) -> None:
    file = tmp_path / "file"
    file.write_text("x", "utf-8")
    found = only(store_checks.store(Settings(file / below)))
    assert (found.state, bool(found.mend)) == (State.BROKEN, True)


def test_address_that_is_none_is_broken() -> None:
    assert only(store_checks.store(Settings("ftp://127.0.0.1"))).state is State.BROKEN


def test_machine_without_ports_temporary_files_or_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    monkeypatch.setattr(machine, "_listed_fonts", list)
    monkeypatch.setattr(machine, "_font_files", lambda _: [])
    assert only(machine.ports()).state is State.BROKEN
    assert only(machine.temporary()).state is State.BROKEN
    assert only(machine.fonts({})).state is State.NOTICE


@pytest.mark.parametrize(
    ("system", "folder", "name"),
    [
        ("win32", "Fonts", "msyh.ttc"),
        ("darwin", "Library/Fonts", "PingFang.ttc"),
        ("linux", ".local/share/fonts/noto", "NotoSansCJK-Regular.ttc"),
    ],
)
def test_fonts_are_found_by_their_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, folder: str, name: str
) -> None:
    monkeypatch.setattr(machine, "sys", SimpleNamespace(platform=system))
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / name).touch()
    (tmp_path / folder / "Arial.ttf").touch()
    found = machine._font_files({"HOME": str(tmp_path), "WINDIR": str(tmp_path), "LOCALAPPDATA": str(tmp_path)})
    assert name in found
    assert "Arial.ttf" not in found


def test_file_names_that_are_not_unicode_are_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = SimpleNamespace(getfilesystemencoding=lambda: "ascii", platform="linux")
    monkeypatch.setattr(machine, "sys", odd)
    found = only(machine.encodings({"LANG": "C"}))
    assert (found.state, "LANG" in found.mend) == (State.BROKEN, True)


def test_console_that_shows_no_chinese_is_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_console_page", lambda: 437)
    assert "chcp" in only(machine.encodings({})).mend


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["neo4j>=6", "nosuchthing>=1", "dask; extra == 'fleet'", "deltatrunk[fleet]; extra == 'all'"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: wanted)
    found = list(machine.packages())
    assert (found[0].state, found[0].mend) == (State.BROKEN, "请运行 pip install nosuchthing")
    assert {f.check for f in found[1:]} == {"extra-all", "extra-fleet"}
    assert all(f.state is State.FINE for f in found[1:])


def test_check_that_fails_is_a_finding_and_the_others_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken() -> Iterator[Finding]:
        raise ZeroDivisionError("why")
        yield

    assert guarded("x", "某项", broken)[0].state is State.BROKEN
    monkeypatch.setattr(machine, "fonts", lambda _: broken())
    monkeypatch.setattr(machine, "packages", broken)
    found = {f.check: f.state for f in examine(Settings(tmp_path / "store"), {})}
    assert (found["fonts"], found["packages"], found["ports"]) == (State.BROKEN, State.BROKEN, State.FINE)


@pytest.mark.parametrize("missing", ["yaml", "neo4j", "rich"])
def test_it_works_where_a_package_is_missing(missing: str, tmp_path: Path) -> None:
    done = _without(missing, "doctor", "--store", str(tmp_path / "store"))
    assert "正常　本机端口" in done.stdout
    assert "Traceback" not in done.stderr


def test_other_commands_say_what_is_missing(tmp_path: Path) -> None:
    done = _without("yaml", "info", "--store", str(tmp_path / "store"))
    assert done.returncode == 1
    assert "加载不了 yaml" in done.stderr
    assert "deltatrunk doctor" in done.stderr


def _without(package: str, *words: str) -> subprocess.CompletedProcess[str]:
    script = (
        f"import sys; sys.modules[{package!r}] = None; from deltatrunk.cli import main; sys.exit(main({list(words)!r}))"
    )
    environment: dict[str, Any] = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, timeout=300, check=False,
        encoding="utf-8",
    )  # fmt: skip
