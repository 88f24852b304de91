"""Files to text: encodings, refusals, and which files of a folder are read under which name."""

from __future__ import annotations

from pathlib import Path

import pytest

from deltatrunk.graph.errors import UnreadableFile
from deltatrunk.loaders import text as text_module
from deltatrunk.loaders.text import decode, find_files, read_source

WORDS = "一、总体要求\r\n镜湖数字走廊，２０２５年。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(WORDS.encode(), "utf-8", id="utf-8"),
        pytest.param(WORDS.encode("gb18030"), "gb18030", id="gb18030"),
        pytest.param(WORDS.encode("gbk"), "gb18030", id="gbk"),
        pytest.param(b"\xff\xfe" + WORDS.encode("utf-16-le"), "utf-16", id="utf-16 little end first"),
        pytest.param(b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16", id="utf-16 big end first"),
    ],
)
def test_decode_keeps_every_character_when_encoding_is_known(data: bytes, encoding: str) -> None:
    assert decode(data, "a.txt") == (WORDS, encoding)


def test_decode_keeps_byte_order_mark_as_a_character() -> None:
    text, encoding = decode(b"\xef\xbb\xbf" + WORDS.encode(), "a.txt")
    assert (text, encoding) == ("\ufeff" + WORDS, "utf-8")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        pytest.param(b"", "空", id="empty"),
        pytest.param(b" \r\n\t ", "空", id="white space only"),
        pytest.param(b"PK\x03\x04\x00\x00\x00word/document.xml", "二进制", id="zip"),
        pytest.param(bytes(range(1, 32)) * 20, "二进制", id="control characters"),
        pytest.param("总体要求".encode() + b"\xff\xff\xff", "编码", id="broken"),
        pytest.param(b"\xff\xfe" + b"\x00\xd8" * 50, "编码", id="broken utf-16"),
    ],
)
def test_decode_refuses_what_is_no_text(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        decode(data, "坏.txt")
    assert what in refused.value.what
    assert refused.value.where == "坏.txt"
    assert refused.value.hint


def test_read_source_gives_name_digest_and_encoding(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_bytes(b"abc")
    source = read_source(path, "规划/方案.txt")
    assert (source.file, source.text, source.encoding) == ("规划/方案.txt", "abc", "utf-8")
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_read_source_refuses_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    path.write_text("总体要求" * 10, "utf-8")
    monkeypatch.setattr(text_module, "MAX_BYTES", 100)
    with pytest.raises(UnreadableFile, match="超过"):
        read_source(path, "大.txt")


def test_read_source_refuses_a_file_that_vanished(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="读不了"):
        read_source(tmp_path / "没有.txt", "没有.txt")


def written(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")


def names_and_problems(*paths: Path) -> tuple[list[str], list[str]]:
    listed, problems = find_files(paths)
    return [name for _, name in listed], [p.what for p in problems]


def test_find_files_names_files_below_their_folder_in_order(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", "a.md", "内/c.TXT", "内/深/d.txt", ".隐藏.txt")
    assert names_and_problems(tmp_path) == (["a.md", "b.txt", "内/c.TXT", "内/深/d.txt"], [])


def test_find_files_is_the_same_whatever_the_order_of_the_arguments(tmp_path: Path) -> None:
    written(tmp_path, "甲/x.txt", "乙/x.txt", "乙/y.txt")
    one = find_files((tmp_path / "甲", tmp_path / "乙"))
    assert one == find_files((tmp_path / "乙", tmp_path / "甲"))
    assert [name for _, name in one[0]] == ["y.txt", "乙/x.txt", "甲/x.txt"]


def test_find_files_reads_a_file_once_when_it_is_named_twice(tmp_path: Path) -> None:
    written(tmp_path, "x.txt")
    assert names_and_problems(tmp_path, tmp_path / "x.txt") == (["x.txt"], [])


def test_find_files_reports_what_it_cannot_read(tmp_path: Path) -> None:
    written(tmp_path, "有/x.txt", "有/y.doc", "z.ofd", "空/.keep")
    names, problems = names_and_problems(tmp_path / "有", tmp_path / "z.ofd", tmp_path / "空", tmp_path / "无.txt")
    assert names == ["x.txt"]
    assert problems == ["不读 .doc 文件", "不读 .ofd 文件", "文件夹里没有可读的文件", "文件不存在"]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_find_files_gives_every_file_a_name_of_its_own(tmp_path: Path, depth: int) -> None:
    tail = "/".join(["年度"] * depth)
    written(tmp_path, f"甲/{tail}/x.txt", f"乙/{tail}/x.txt")
    names, _ = names_and_problems(tmp_path / "甲", tmp_path / "乙")
    assert len(set(names)) == 2


def test_find_files_names_a_file_by_its_folder_when_it_is_given_both_ways(tmp_path: Path) -> None:
    written(tmp_path, "内/x.txt")
    one = find_files((tmp_path, tmp_path / "内" / "x.txt"))
    assert one == find_files((tmp_path / "内" / "x.txt", tmp_path))
    assert [name for _, name in one[0]] == ["内/x.txt"]


def test_find_files_reads_a_file_once_when_one_path_is_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "x.txt")
    monkeypatch.chdir(tmp_path)
    assert names_and_problems(Path("x.txt"), tmp_path / "x.txt") == (["x.txt"], [])
