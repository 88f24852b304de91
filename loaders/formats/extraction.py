"""A file's bytes to its text: the format by the suffix, corrected by what the bytes are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from ...graph.errors import UnreadableFile
from ..text import SourceText, check_lines, check_size, decode
from .lines import Extracted

_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4096
_TEXT = ("txt", "md")
_OFFICE = {"docx": ("Word", ".docx"), "xlsx": ("Excel", ".xlsx")}


def source(data: bytes, file: str) -> SourceText:
    """Read bytes into text; raises :class:`UnreadableFile` for what is damaged, locked, hostile or no text.

    A text file keeps every character, so that its spans slice the file itself; of other formats the
    spans slice the extracted text.
    """
    check_size(len(data), file)
    digest = hashlib.sha256(data).hexdigest()
    kind = _kind(data, file)
    if kind in _TEXT:
        text, encoding = decode(data, file)
        return SourceText(file, check_lines(text, file), digest, encoding)
    if not data.strip():
        raise UnreadableFile("文件是空的", where=file, hint="请换成有内容的文件")
    try:
        found = _reader(kind)(data, file)
    except (MemoryError, RecursionError) as error:
        raise UnreadableFile("内容过于庞大或嵌套过深，没有读", where=file, hint="请确认文件来源") from error
    if not found.text.strip():
        raise UnreadableFile("里面没有文字", where=file, hint="请换成有文字内容的文件")
    check_lines(found.text, file)
    return SourceText(file, found.text, digest, found.encoding, found.marks, found.tabular, extracted=True)


def _kind(data: bytes, file: str) -> str:
    """Name the format: what the bytes say beyond doubt, else the suffix."""
    suffix = PurePosixPath(file).suffix.lower().lstrip(".")
    kind = {"htm": "html"}.get(suffix, suffix)
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise UnreadableFile("设有打开密码", where=file, hint="请取消密码后另存一份")
        raise UnreadableFile(
            "是旧版 Office 或 WPS 文件，只是后缀被改过",
            where=file,
            hint="请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx",
        )
    if b"%PDF-" in data[:1024] and kind not in _TEXT:
        return "pdf"
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_ZIP) and kind not in _OFFICE:
        raise UnreadableFile(
            "其实是压缩包或 Office 文件，后缀不对", where=file, hint="请把后缀改成 .docx、.xlsx 或 .zip"
        )
    if kind in _OFFICE and not data.startswith(_ZIP):
        if _HTML.match(data[:_HEAD]):
            return "html"
        program, right = _OFFICE[kind]
        raise UnreadableFile(
            f"不是 {right} 文件，或者已损坏", where=file, hint=f"请用 {program} 或 WPS 打开，另存为 {right}"
        )
    if kind == "pdf":
        raise UnreadableFile("不是 PDF 文件，或者已损坏", where=file, hint="请重新下载或重新导出")
    return "html" if kind in _TEXT and _HTML.match(data[:_HEAD]) else kind


def _reader(kind: str) -> Callable[[bytes, str], Extracted]:
    """Import the reader of a format when it is first needed: the libraries take time to start."""
    if kind == "html":
        from .html import read_html  # noqa: PLC0415

        return read_html
    if kind == "docx":
        from .docx import read_docx  # noqa: PLC0415

        return read_docx
    if kind == "pdf":
        from .pdf import read_pdf  # noqa: PLC0415

        return read_pdf
    from .sheets import read_csv, read_xlsx  # noqa: PLC0415

    return read_csv if kind == "csv" else read_xlsx
