"""The pages of a PDF, asked of :mod:`.pdf_child` in a process that can be stopped."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ...graph.errors import UnreadableFile
from .pdf_page import Char, Page, shaped
from .pdf_tables import Stroke

MAX_PAGES = 3_000
SECONDS = 120.0
"""A thousand pages take some 15 seconds."""

_CHILD = Path(__file__).with_name("pdf_child.py")


def read_pages(data: bytes, file: str) -> Iterator[Page]:
    """Yield the pages of a PDF; raises :class:`UnreadableFile` where it is locked, broken or takes too long."""
    try:
        # -P: this folder has modules that are called as some of the standard library's are
        child = subprocess.Popen([sys.executable, "-P", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL)  # fmt: skip
    except OSError as error:
        raise UnreadableFile("启动不了读 PDF 的程序", where=file, hint="请重新安装 deltatrunk") from error
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(SECONDS, stop)
    timer.start()
    number = 0
    try:
        with child:
            try:
                total = _opened(child, data, file)
                for number in range(1, total + 1):
                    yield _page(_answer(child), number, file)
            finally:
                child.kill()
    except (EOFError, ValueError, KeyError) as error:
        if late.is_set():
            raise UnreadableFile(
                f"读到第 {number} 页已超过 {SECONDS:.0f} 秒，没有再读",
                where=file,
                hint="请确认文件来源，或拆分后再载入",
            ) from error
        raise UnreadableFile("PDF 已损坏", where=file, hint="请重新下载或重新导出") from error
    finally:
        timer.cancel()


def _opened(child: subprocess.Popen[bytes], data: bytes, file: str) -> int:
    """Hand the file over and return the number of its pages."""
    if child.stdin is not None:
        with suppress(OSError):  # it ended before it read all; its answer, or none, says why
            child.stdin.write(data)
            child.stdin.close()
    head = _answer(child)
    if head.get("error") == "password":
        raise UnreadableFile("设有打开密码", where=file, hint="请换成没有密码的 PDF")
    if "error" in head:
        raise UnreadableFile("PDF 已损坏", where=file, hint="请重新下载或重新导出")
    pages = int(str(head["pages"]))
    if pages > MAX_PAGES:
        raise UnreadableFile(f"超过 {MAX_PAGES} 页的上限", where=file, hint="请拆分后再载入")
    return pages


def _answer(child: subprocess.Popen[bytes]) -> dict[str, object]:
    line = child.stdout.readline() if child.stdout is not None else b""
    if not line.endswith(b"\n"):
        raise EOFError
    answer: dict[str, object] = json.loads(line)
    return answer


def _page(answer: dict[str, object], number: int, file: str) -> Page:
    chars, strokes, height = answer.get("chars"), answer.get("strokes"), answer.get("height")
    if not isinstance(chars, list) or not isinstance(strokes, list) or not isinstance(height, float | int):
        raise UnreadableFile(f"第 {number} 页已损坏", where=file, hint="请重新下载或重新导出")
    return shaped(number, height, [Char(*c) for c in chars], [Stroke(*s) for s in strokes])
