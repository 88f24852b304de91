"""Zip archives are read as folders are; nothing of them reaches the disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from written import as_docx, as_html, as_pdf

from deltatrunk.loaders import write_texts
from deltatrunk.loaders.pipeline import extract
from deltatrunk.loaders.text import find_files, read_source
from deltatrunk.texts import read_texts

PLAN = "若耶区数字经济行动方案\n一、总体要求\n推进数字化。\n"


def archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return stream.getvalue()


def as_chinese_windows(name: str, data: bytes) -> bytes:
    """Write an archive of one member whose name is in GBK and not flagged as UTF-8."""
    plain = "x" * len(name.encode("gbk"))
    return archive({plain: data}).replace(plain.encode(), name.encode("gbk"))


def test_members_are_files_below_the_archive(tmp_path: Path) -> None:
    members = {
        "通知/方案.docx": as_docx(PLAN), "通知/方案.pdf": as_pdf(PLAN),
        "方案.html": as_html(PLAN), "a/b/c.txt": PLAN.encode(),
        "图.png": b"x", "__MACOSX/x.txt": b"x", ".DS_Store": b"x", "旧.doc": b"x", "里.zip": archive({"x.txt": b"x"}),
    }  # fmt: skip
    (tmp_path / "归档.zip").write_bytes(archive(members))
    found = extract([tmp_path])
    assert [s.file for s in found.sources] == [
        f"归档.zip/{n}" for n in ("a/b/c.txt", "方案.html", "通知/方案.docx", "通知/方案.pdf")
    ]
    assert sorted(p.where for p in found.problems) == ["归档.zip/图.png", "归档.zip/旧.doc", "归档.zip/里.zip"]
    assert {n.name for n in found.graph.nodes.values() if n.labels[0] == "Document"} == {"若耶区数字经济行动方案"}
    assert list(tmp_path.iterdir()) == [tmp_path / "归档.zip"]


def test_names_in_gbk_are_decoded(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(as_chinese_windows("通知/方案.txt", PLAN.encode()))
    listed, problems = find_files((tmp_path / "x.zip",))
    assert ([name for _, name in listed], problems) == (["x.zip/通知/方案.txt"], ())
    assert read_source(*listed[0]).text == PLAN


@pytest.mark.parametrize("name", ["../方案.txt", "/etc/方案.txt", "甲/../../方案.txt", "C:/方案.txt", "..\\方案.txt"])
def test_paths_that_leave_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.zip").write_bytes(archive({name: PLAN.encode(), "好.txt": PLAN.encode()}))
    listed, problems = find_files((tmp_path,))
    assert [n for _, n in listed] == ["x.zip/好.txt"]
    assert [p.what for p in problems] == ["压缩包里的路径不正常"]


def test_extracted_texts_are_written_and_quotes_are_found_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "甲.zip").write_bytes(archive({"通知/方案?.docx": as_docx(PLAN)}))
    (folder / "乙.txt").write_text(PLAN, "utf-8")
    assert write_texts([folder], out) == ("甲.zip/通知/方案?.docx.txt",)
    written = (out / "甲.zip" / "通知" / "方案_.docx.txt").read_text("utf-8")
    assert written in [text for _, text in read_texts(folder)]
    assert [p.name for p in out.rglob("*.txt")] == ["方案_.docx.txt"]
