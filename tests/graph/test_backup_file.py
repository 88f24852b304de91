"""A backup's file: equal bytes for equal contents, and nothing but what was written is read back."""

from __future__ import annotations

import io
import json
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from backup_files import RECORDED, backup_bytes, parts_of, remade, sealed, zipped
from store_graphs import rich_graph, small_graph

from deltatrunk.graph.backup import read_backup
from deltatrunk.graph.backup.manifest import GRAPH, MANIFEST, RECORDS
from deltatrunk.graph.backup.reading import is_backup
from deltatrunk.graph.errors import ExportError
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph

pytestmark = pytest.mark.slow

GOOD = backup_bytes(small_graph())
LINES = parts_of(GOOD)[GRAPH].splitlines(keepends=True)


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[bytes], ExportError]:
    """Read bytes as a backup, which must be refused; return the error."""
    path = tmp_path / "b.zip"

    def refuse(data: bytes) -> ExportError:
        path.write_bytes(data)
        with pytest.raises(ExportError) as caught:
            read_backup(path)
        assert caught.value.where.startswith(str(path))
        assert caught.value.hint
        return caught.value

    return refuse


@pytest.mark.parametrize("graph", [small_graph(), rich_graph(), Graph({}, {})], ids=["small", "rich", "empty"])
def test_backup_read_back_is_what_was_written(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(backup_bytes(graph))
    found = read_backup(path)
    assert (found.graph.nodes, found.graph.relationships) == (graph.nodes, graph.relationships)
    assert found.records == RECORDED
    assert found.manifest.records == {"receipt": 1, "source": 1}
    assert is_backup(path)
    assert backup_bytes(found.graph, found.records) == path.read_bytes()


def test_backup_is_a_plain_zip_with_the_graph_as_it_is_exported() -> None:
    parts = parts_of(GOOD)
    assert list(parts) == [GRAPH, RECORDS, MANIFEST]
    assert parts[GRAPH].decode() == "".join(f"{line}\n" for line in to_lines(small_graph()))
    assert [json.loads(line)["key"] for line in parts[RECORDS].splitlines()] == ["receipt/000001", "source/plan.txt"]
    assert json.loads(parts[MANIFEST])["counts"] == dict(small_graph().counts())
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_backup_differs_when_one_word_differs() -> None:
    other = (replace(RECORDED[0], note='{"number":2}'), RECORDED[1])
    assert backup_bytes(small_graph(), other) != GOOD


def _regions() -> Iterator[tuple[str, int, int]]:
    """Cut a backup at its headers, packed parts, directory and end."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        infos = archive.infolist()
        directory = archive.start_dir
    starts = [info.header_offset for info in infos] + [directory]
    for info, end in zip(infos, starts[1:], strict=True):
        name, extra = struct.unpack_from("<HH", GOOD, info.header_offset + 26)
        packed = info.header_offset + 30 + name + extra
        yield f"header-of-{info.filename}", info.header_offset, packed
        yield info.filename, packed, packed + info.compress_size
        if packed + info.compress_size < end:
            yield f"sizes-of-{info.filename}", packed + info.compress_size, end
    end_record = GOOD.rindex(b"PK\x05\x06")
    yield "directory", directory, end_record
    yield "end", end_record, len(GOOD)


REGIONS = list(_regions())


def test_regions_cover_every_byte() -> None:
    assert [start for _, start, _ in REGIONS] == [0, *(end for _, _, end in REGIONS[:-1])]
    assert REGIONS[-1][2] == len(GOOD)


@pytest.mark.parametrize(("start", "end"), [pytest.param(a, b, id=name) for name, a, b in REGIONS])
def test_read_refuses_when_any_byte_is_another(start: int, end: int, refused: Callable[[bytes], ExportError]) -> None:
    for at in range(start, end):
        refused(GOOD[:at] + bytes((GOOD[at] ^ (0xFF if at % 2 else 0x01),)) + GOOD[at + 1 :])


def test_read_refuses_when_the_file_is_cut_off_anywhere(refused: Callable[[bytes], ExportError]) -> None:
    for length in range(0, len(GOOD), 11):
        refused(GOOD[:length])
    refused(GOOD[:-1])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(GOOD + b"\0", id="one-byte-more"),
        pytest.param(GOOD + GOOD, id="twice"),
        pytest.param(GOOD[:200] + GOOD, id="something-before"),
        pytest.param(GOOD + bytes(100_000), id="zeros-behind"),
    ],
)
def test_read_refuses_when_something_is_added(data: bytes, refused: Callable[[bytes], ExportError]) -> None:
    refused(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param("一、总体要求\n".encode(), id="text"),
        pytest.param(zipped([("word/document.xml", b"<w/>")]), id="word-file"),
        pytest.param(b"PK\x03\x04" + bytes(500), id="only-looks-like-a-zip"),
    ],
)
def test_read_refuses_what_is_no_backup(data: bytes, refused: Callable[[bytes], ExportError]) -> None:
    error = refused(data)
    assert "备份" in error.what


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: None], ids=["folder", "nothing"])
def test_read_says_why_when_there_is_no_file(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "b.zip")
    with pytest.raises(ExportError, match="读不了这个备份"):
        read_backup(tmp_path / "b.zip")


def _line(text: str, *, at: int = 0) -> bytes:
    return b"".join([*LINES[:at], text.encode() + b"\n", *LINES[at + 1 :]])


def _other(line: bytes, **changes: object) -> str:
    return json.dumps({**json.loads(line), **changes}, ensure_ascii=False)


def _with(line: bytes, name: str, value: object) -> str:
    row = json.loads(line)
    row["properties"][name] = value
    return json.dumps(row, ensure_ascii=False)


EDITED: dict[str, tuple[Callable[[], bytes], str]] = {
    "repacked": (lambda: zipped(parts_of(GOOD).items()), "与封签的校验和不符"),
    "repacked-other-words": (
        lambda: sealed({**parts_of(GOOD), GRAPH: parts_of(GOOD)[GRAPH].replace("甲".encode(), "丁".encode())}),
        "与清单里的校验和不符",
    ),
    "newer-version": (lambda: remade(GOOD, manifest={"version": 2}), "格式是第 2 版"),
    "newer-schema": (lambda: remade(GOOD, manifest={"schema": 99}), "本体第 99 版"),
    "other-format": (lambda: remade(GOOD, manifest={"format": "tar"}), "格式是 'tar'"),
    "manifest-is-a-list": (lambda: sealed({**parts_of(GOOD), MANIFEST: b"[]"}), "不是备份的清单"),
    "manifest-is-no-json": (lambda: sealed({**parts_of(GOOD), MANIFEST: b"{"}), "不是备份的清单"),
    "manifest-lacks-counts": (lambda: remade(GOOD, manifest={"counts": None}), "不是备份的清单"),
    "manifest-negative": (lambda: remade(GOOD, manifest={"records": {"source": -1}}), "不是备份的清单"),
    "other-counts": (lambda: remade(GOOD, counts={"Company": 1}), "数目与清单不符"),
    "other-records": (lambda: remade(GOOD, manifest={"records": {"source": 2}}), "记录的数目与清单不符"),
    "part-missing": (lambda: sealed({MANIFEST: parts_of(GOOD)[MANIFEST]}), "实有 1 个部分"),
    "part-too-many": (lambda: sealed({**parts_of(GOOD), "../../evil.sh": b"x"}), "实有 4 个部分"),
    "not-packed": (lambda: sealed(parts_of(GOOD), compression=zipfile.ZIP_STORED), "压缩方式不对"),
    "packed-otherwise": (lambda: sealed(parts_of(GOOD), compression=zipfile.ZIP_LZMA), "压缩方式不对"),
    "bomb": (lambda: sealed({**parts_of(GOOD), GRAPH: b"0" * (8 << 20)}), "压缩炸弹"),
    "huge-manifest": (lambda: sealed({**parts_of(GOOD), MANIFEST: b" " * (2 << 20)}), "超过上限"),
    "no-json-line": (lambda: remade(GOOD, graph=_line("{", at=2)), "不是图的一行"),
    "deep-line": (lambda: remade(GOOD, graph=_line("[" * 100_000)), "不是节点或关系"),
    "no-utf8": (lambda: remade(GOOD, graph=b"\xff\n"), "不是 UTF-8"),
    "no-last-line-end": (lambda: remade(GOOD, graph=b"".join(LINES)[:-1]), "不完整或太长"),
    "id-twice": (lambda: remade(GOOD, graph=LINES[0] + b"".join(LINES)), "重复的标识"),
    "ids-of-two-types": (lambda: remade(GOOD, graph=_line(_other(LINES[0], id=7))), "不是节点或关系"),
    "unknown-label": (lambda: remade(GOOD, graph=_line(_other(LINES[0], labels=["Ghost"]))), "一个核心标签"),
    "label-of-another": (lambda: remade(GOOD, graph=_line(_other(LINES[0], labels=["Zone"]))), "数目与清单不符"),
    "unknown-added-label": (
        lambda: remade(GOOD, graph=_line(_other(LINES[0], labels=["Company", "x`) DETACH DELETE (n"]))),
        "附加标签",
    ),
    "unknown-type": (
        lambda: remade(GOOD, graph=_line(_other(LINES[-1], label="OWNS"), at=len(LINES) - 1)),
        "数目与清单不符",
    ),
    "end-missing": (
        lambda: remade(GOOD, graph=_line(_other(LINES[-1], end={"id": "Zone:无", "labels": []}), at=len(LINES) - 1)),
        "不在图中",
    ),
    "ends-swapped": (
        lambda: remade(
            GOOD,
            graph=_line(
                _other(LINES[-1], start=json.loads(LINES[-1])["end"], end=json.loads(LINES[-1])["start"]),
                at=len(LINES) - 1,
            ),
        ),
        "不能从",
    ),
    "other-id-inside": (lambda: remade(GOOD, graph=_line(_with(LINES[0], "id", "Company:x"))), "标识应以"),
    "no-hash": (lambda: remade(GOOD, graph=_line(_with(LINES[0], "hash", None))), "没有内容摘要"),
    "value-is-a-map": (lambda: remade(GOOD, graph=_line(_with(LINES[0], "name", {"a": 1}))), "不能存入图库"),
    "value-is-null": (lambda: remade(GOOD, graph=_line(_with(LINES[0], "x", None))), "不能存入图库"),
    "value-is-too-large": (lambda: remade(GOOD, graph=_line(_with(LINES[0], "x", 1 << 70))), "不能存入图库"),
    "value-is-mixed": (lambda: remade(GOOD, graph=_line(_with(LINES[0], "aliases", ["a", 1]))), "不能存入图库"),
    "record-is-a-list": (lambda: remade(GOOD, records=b"[]\n"), "不是一条记录"),
    "record-lacks-a-field": (lambda: remade(GOOD, records=b'{"key":"source/a","kind":"source"}\n'), "不是一条记录"),
    "record-of-another-kind": (
        lambda: remade(GOOD, records=parts_of(GOOD)[RECORDS].replace(b"source", b"secret")),
        "不是一条记录",
    ),
    "record-twice": (lambda: remade(GOOD, records=parts_of(GOOD)[RECORDS] * 2), "重复"),
}


@pytest.mark.parametrize(("make", "said"), EDITED.values(), ids=EDITED)
def test_read_refuses_when_somebody_edited_it(
    make: Callable[[], bytes], said: str, refused: Callable[[bytes], ExportError]
) -> None:
    assert said in refused(make()).what


def test_read_names_the_line_when_a_line_is_wrong(refused: Callable[[bytes], ExportError]) -> None:
    assert refused(remade(GOOD, graph=_line("{", at=2))).where.endswith("graph.jsonl 第 3 行")
    assert refused(remade(GOOD, records=b"[]\n")).where.endswith("records.jsonl 第 1 行")


def test_read_refuses_when_a_part_stands_twice(refused: Callable[[bytes], ExportError]) -> None:
    parts = list(parts_of(GOOD).items())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile says so while it is made
        data = zipped([*parts, parts[0]])
    assert "实有 4 个部分" in refused(data).what


def test_read_unpacks_no_more_than_a_part_claims(refused: Callable[[bytes], ExportError]) -> None:
    """A directory that says 100 bytes of a part that unpacks to 64 MB."""
    data = bytearray(sealed({**parts_of(GOOD), GRAPH: b"0" * (64 << 20)}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 100)
    assert "应有" in refused(bytes(data)).what


def test_is_backup_when_it_is_something_else(tmp_path: Path) -> None:
    for name, data in (("a", b""), ("b", b"x" * 1000), ("c", GOOD[:-1])):
        tmp_path.joinpath(name).write_bytes(data)
        assert not is_backup(tmp_path / name)
    assert not is_backup(tmp_path / "d")
