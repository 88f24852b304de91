"""A corpus run loses nothing: workers that die, documents that are bad, runs that are broken off and go on."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import fsspec
import psutil
import pyarrow.parquet as pq
import pytest
from distributed import Client
from fleet_runs import checksums, lines, run

from deltatrunk.graph.errors import ExportError
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.loaders import extract
from deltatrunk.loaders.fleet import corpus
from deltatrunk.loaders.fleet.engine import Alone, Fleet, local_cluster


class Broken(Exception):
    """A run is broken off."""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Path:
    """What a run in one process gives."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    run([small], out)
    return out


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows knows no SIGKILL")
def test_a_worker_that_is_killed_changes_nothing_in_the_result(tmp_path: Path, small: Path, undisturbed: Path) -> None:
    killed: list[int] = []
    listening: set[str] = set()
    with local_cluster(2) as cluster, Client(cluster, set_as_default=False) as client:
        pids = [os.getpid(), *client.run(os.getpid).values()]
        listening.update(
            c.laddr.ip for pid in pids for c in psutil.Process(pid).net_connections("inet") if c.status == "LISTEN"
        )

        def step(title: str, done: int, total: int) -> None:
            if not killed and title == "提取" and 0 < done < total:  # in mid-run: the other worker is at a task
                victim = sorted(client.run(os.getpid).values())[0]
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

        corpus([str(small)], str(tmp_path / "out"), Fleet(client), chunk=4, step=step)
        left = set(client.run(os.getpid).values())
    assert killed
    assert listening == {"127.0.0.1"}  # no other machine reaches such a cluster
    assert killed[0] not in left
    assert checksums(tmp_path / "out") == checksums(undisturbed)
    assert (tmp_path / "out" / "manifest.json").read_text("utf-8") == (undisturbed / "manifest.json").read_text("utf-8")


@pytest.mark.parametrize("title", ["提取", "归一"])
def test_a_run_that_is_broken_off_goes_on(tmp_path: Path, small: Path, undisturbed: Path, title: str) -> None:
    def step(now: str, done: int, _: int) -> None:
        if now == title and done == 1:
            raise Broken

    with pytest.raises(Broken):
        corpus([str(small)], str(tmp_path / "out"), Alone(), chunk=4, step=step)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    run([small], tmp_path / "out")
    assert checksums(tmp_path / "out") == checksums(undisturbed)
    assert {path: path.stat().st_mtime_ns for path in before} == before  # what was done was not done again


def test_a_second_run_writes_nothing_but_its_list(tmp_path: Path, small: Path) -> None:
    run([small], tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    run([small], tmp_path / "out")
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    assert {path.name for path in after if after[path] != before.get(path)} == {"problems.parquet"}


def test_a_changed_file_is_seen_and_only_its_chunk_is_read_again(tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "in"
    for path in sorted(small.rglob("*.txt")):
        (folder / path.name).parent.mkdir(exist_ok=True)
        (folder / path.name).write_bytes(path.read_bytes())
    run([folder], tmp_path / "out")
    scanned = set((tmp_path / "out" / "work" / "scanned").iterdir())
    changed = folder / "000007.txt"
    status = changed.stat()
    changed.write_bytes(changed.read_bytes().replace("年".encode(), "月".encode(), 1))  # the same size
    os.utime(changed, ns=(status.st_atime_ns, status.st_mtime_ns))
    run([folder], tmp_path / "out")
    assert len(set((tmp_path / "out" / "work" / "scanned").iterdir()) - scanned) == 1
    assert lines(tmp_path / "out") == sorted(to_lines(extract([folder]).graph))


def test_bad_documents_are_reported_and_the_rest_goes_on(tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes((small / "000" / "000003.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "packed.zip").write_bytes(b"PK")
    found = run([folder, tmp_path / "missing"], tmp_path / "out")
    named = {row["file"].rsplit("/", 1)[-1] for row in pq.read_table(tmp_path / "out" / "problems.parquet").to_pylist()}
    assert found.files == 1
    assert named == {"empty.txt", "binary.txt", "broken.docx", "old.doc", "packed.zip", "missing"}
    assert all(p.hint for p in found.problems)


def test_any_address_of_fsspec_is_read_and_written(small: Path, undisturbed: Path) -> None:
    fs = fsspec.filesystem("memory")
    for path in small.rglob("*.txt"):
        fs.pipe_file(f"/in/{path.relative_to(small).as_posix()}", path.read_bytes())
    found = run(["memory://in"], "memory://out", workers=2, processes=False)
    manifest = json.loads(fs.cat_file("/out/manifest.json"))
    assert manifest == json.loads((undisturbed / "manifest.json").read_text("utf-8"))
    assert found.files == manifest["files_used"]


def test_a_folder_with_something_else_is_refused(tmp_path: Path, small: Path) -> None:
    (tmp_path / "letter.txt").write_text("x", "utf-8")
    with pytest.raises(ExportError, match="已有别的内容"):
        run([small], tmp_path)


def test_the_manifest_names_every_result_with_its_checksum(undisturbed: Path) -> None:
    manifest = json.loads((undisturbed / "manifest.json").read_text("utf-8"))
    here = {
        name: digest for name, digest in checksums(undisturbed).items() if not name.startswith(("work/", "problems"))
    }
    assert {name: file["sha256"] for name, file in manifest["files"].items()} == here
