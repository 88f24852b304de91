"""Folders on several processes: the same facts, clear errors, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_documents import FOLDER

from deltatrunk.graph.errors import DeltatrunkError, NotAPolicyDocument
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.loaders import Written, build, extract_lines, folders
from deltatrunk.loaders import pipeline as alone
from deltatrunk.loaders.workers import Workers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Small documents, two files that cannot be used, and one document with a name that another one states."""
    made = tmp_path / "文件"
    made.mkdir()
    for path in FOLDER.glob("*.txt"):
        (made / path.name).write_bytes(path.read_bytes())
    (made / "空.txt").write_bytes(b"")
    (made / "图.txt").write_bytes(b"\x89PNG\x00\x00")
    return made


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, empty at the start."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def streamed(folder: Path, jobs: int) -> tuple[list[str], Written]:
    found: list[str] = []
    return found, extract_lines([folder], found.extend, jobs=jobs)


def taken(lines: Iterator[str]) -> None:
    """Take every line."""
    for _ in lines:
        pass


def ended(group: int) -> bool:
    """Tell whether no process of a group is left within ten seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("jobs", [1, 2])
def test_lines_are_those_of_the_graph_whatever_the_number_of_processes(folder: Path, jobs: int) -> None:
    whole = alone.extract([folder])
    lines, written = streamed(folder, jobs)
    assert lines == list(to_lines(whole.graph))
    assert (written.counts, written.skipped) == (whole.graph.counts(), whole.graph.skipped)
    assert written.files == len(whole.sources)
    assert [str(p) for p in written.problems] == [str(p) for p in whole.problems]
    assert len(written.problems) == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_on_disk_is_that_in_memory(
    folder: Path, scratch: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with build([folder]) as one:
        pass
    monkeypatch.setattr(folders, "ALONE", 0)
    with build([folder], jobs=jobs) as two:
        assert list(to_lines(one.graph)) == list(to_lines(two.graph))
        assert (one.graph.skipped, one.files) == (two.graph.skipped, two.files)
        assert sorted(one.records, key=str) == sorted(two.records, key=str)
        assert [(p.where, p.hint) for p in one.problems] == [(p.where, p.hint) for p in two.problems]
        assert list(scratch.iterdir())
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_of_nothing_usable_is_empty(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    with build([tmp_path], jobs=jobs) as found:
        assert (len(found.graph.nodes), found.files, len(found.problems)) == (0, 0, 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_strict_raises_the_first_problem_and_leaves_nothing(folder: Path, scratch: Path, jobs: int) -> None:
    with pytest.raises(NotAPolicyDocument, match=r"recipe\.txt"):
        extract_lines([folder], taken, strict=True, jobs=jobs)
    assert list(scratch.iterdir()) == []


def test_nothing_is_written_where_no_file_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    calls: list[Iterator[str]] = []
    assert extract_lines([tmp_path], calls.append).files == 0
    assert calls == []


def test_what_lies_between_the_passes_is_gone_when_writing_fails(folder: Path, scratch: Path) -> None:
    def fail(lines: Iterator[str]) -> None:
        next(lines)
        raise OSError("满了")

    with pytest.raises(OSError, match="满了"):
        extract_lines([folder], fail)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_stage_tells_every_file_in_order(folder: Path, jobs: int) -> None:
    seen: list[tuple[str, str, int, int]] = []
    written = extract_lines([folder], taken, jobs=jobs, on_step=lambda *step: seen.append(step))
    stages = [stage for stage, _, _, _ in seen]
    assert stages == sorted(stages, key=["read", "sentences", "facts"].index)
    for stage, total in (("read", written.files + 3), ("sentences", written.files), ("facts", written.files)):
        assert [(done, of) for s, _, done, of in seen if s == stage] == [(k, total) for k in range(1, total + 1)]
        names = [name for s, name, _, _ in seen if s == stage]
        assert names == sorted(names)


def test_a_process_that_dies_is_an_error_and_no_wait() -> None:
    with Workers(2) as workers, pytest.raises(DeltatrunkError, match="意外终止") as raised:
        list(workers.map(os._exit, [3, 3, 3]))
    assert "--jobs 1" in raised.value.hint


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_raised(jobs: int) -> None:
    with Workers(jobs) as workers, pytest.raises(ValueError, match="甲"):
        list(workers.map(int, ["1", "甲", "2"]))


@pytest.mark.skipif(sys.platform == "win32", reason="consoles of Windows send interrupts to whole groups")
def test_an_interrupt_ends_every_process_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    for number in range(400):
        (folder / f"copy-{number}.txt").write_bytes((FOLDER / "action-plan.txt").read_bytes())
    output = tmp_path / "facts.jsonl"
    # a shell starts background jobs with interrupts ignored, and so would what they start
    heeds = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heeds}; import sys; from deltatrunk.cli import main; sys.exit(main())"
    arguments = ["extract", str(folder), "-o", str(output), "--jobs", "2"]
    running = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(1)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to every process of the command
    _, said = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "已中断" in said
    assert "Traceback" not in said
    assert not output.exists()
    assert ended(running.pid)
