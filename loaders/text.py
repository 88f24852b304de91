r"""Files to text whose characters stay as the file has them.

All later stages carry character spans into :attr:`SourceText.text`, so nothing is stripped or
translated here: a byte order mark stays a character, ``\r\n`` stays two.
"""

from __future__ import annotations

import stat
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..graph.errors import UnreadableFile, reason

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".xlsx", ".csv")
"""File types that are read; other types are reported, not guessed at."""

ARCHIVE = ".zip"
"""An archive is read as a folder is."""

MAX_BYTES = 64 * 1024 * 1024
MAX_LINE = 20_000
"""Characters a line; the longest paragraph of a real document is a tenth of that."""

_CONVERT = (
    ((".doc", ".wps", ".wpt", ".rtf", ".dot", ".odt"), "请用 Word 或 WPS 打开，另存为 .docx"),
    ((".xls", ".et", ".ods", ".xlsb", ".xlsm"), "请用 Excel 或 WPS 打开，另存为 .xlsx"),
    ((".ofd", ".ceb", ".caj"), "请用它的阅读器导出为带文字的 PDF"),
    ((".rar", ".7z", ".tar", ".gz", ".tgz"), "请先解压，或改用 .zip"),
    ((".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff"), "是图片：请先做文字识别（OCR），另存为 .docx 或 .txt"),
    ((".ppt", ".pptx", ".dps"), "请把文字另存为 .docx 或 .txt"),
    ((".mht", ".mhtml"), "请在浏览器里另存为“网页，仅 HTML”（.html）"),
)
_ELSE = f"可读的类型：{'、'.join((*SUFFIXES, ARCHIVE))}"
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = frozenset(chr(c) for c in range(32)) - set("\t\n\r\f\x0b\x1a")
_MAX_CONTROL_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the text from an offset on stands in the file: a page of a PDF, the cells of a sheet's row."""

    start: int
    page: int | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded file: its name as evidence carries it, its text, the digest of its bytes, its encoding.

    ``text`` is what every span slices: the file's own characters, or what was extracted from a format
    that is no text; ``encoding`` then names the format. ``marks``, in order, lead from it back to pages
    and cells. ``tabular`` marks a file that is tables and no document, ``extracted`` a text that is not
    the file's own characters.
    """

    file: str
    text: str
    sha256: str
    encoding: str
    marks: tuple[Mark, ...] = ()
    tabular: bool = False
    extracted: bool = False

    def mark(self, offset: int) -> Mark | None:
        """Return the mark that holds at an offset: the last one before it; None where there is none."""
        k = bisect_right(self.marks, offset, key=lambda m: m.start)
        return self.marks[k - 1] if k else None


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Decode bytes as UTF-8, UTF-16 with a byte order mark, or GB18030; return text and encoding.

    Raises :class:`UnreadableFile` for empty, binary and undecodable content.
    """
    if not data.strip():
        raise UnreadableFile("文件是空的", where=file, hint="请换成有内容的文本文件")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data.decode(encoding, errors="replace"), encoding, file)
    if b"\0" in data:
        raise UnreadableFile("是二进制文件，不是文本", where=file, hint="请先另存为 UTF-8 编码的 .txt")
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding), encoding, file)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        "编码既不是 UTF-8 也不是 GB18030，或者内容已损坏", where=file, hint="请用记事本另存为 UTF-8 编码"
    )


def _checked(text: str, encoding: str, file: str) -> tuple[str, str]:
    strange = sum(c in _CONTROL or c == "\ufffd" for c in text)
    if strange > max(2, _MAX_CONTROL_SHARE * len(text)):
        raise UnreadableFile("是二进制文件或编码已损坏，不是文本", where=file, hint="请先另存为 UTF-8 编码的 .txt")
    return text, encoding


def read_source(path: Path, file: str) -> SourceText:
    """Read one file, or one member of a zip archive; ``file`` is the name that evidence carries.

    Raises :class:`UnreadableFile` naming the file and what to do.
    """
    from .formats import archive, extraction  # noqa: PLC0415 - they build on this module

    zipped = archive.holder(path)
    data = archive.member(*zipped, file) if zipped else _bytes(path, file)
    return extraction.source(data, file)


def on_disk(path: Path) -> Path:
    """Return the file itself, or the archive that holds it."""
    from .formats import archive  # noqa: PLC0415 - it builds on this module

    zipped = archive.holder(path)
    return zipped[0] if zipped else path


def _bytes(path: Path, file: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile("不是普通文件", where=file, hint="请换成文本文件")
        check_size(status.st_size, file)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"读不了：{reason(error)}", where=file, hint="请检查路径和权限") from error


def check_size(size: int, file: str) -> None:
    """Refuse a file that is larger than any document; raises :class:`UnreadableFile`."""
    if size > MAX_BYTES:
        raise UnreadableFile(f"文件有 {size // 2**20} MiB，超过 64 MiB 的上限", where=file, hint="请拆分后再载入")


def check_lines(text: str, file: str) -> str:
    """Return the text; raises :class:`UnreadableFile` where a line is longer than any paragraph."""
    if len(text) > MAX_LINE and (longest := max(map(len, text.splitlines()), default=0)) > MAX_LINE:
        raise UnreadableFile(
            f"有一行长达 {longest} 个字，不像文件的段落", where=file, hint="请确认内容，按段落换行后再载入"
        )
    return text


def find_files(paths: tuple[Path, ...]) -> tuple[tuple[tuple[Path, str], ...], tuple[UnreadableFile, ...]]:
    """List the files to read, each with its evidence name, and what cannot be read.

    A file is named by its own name, a file of a folder by its path below that folder; two files
    that would share a name are told apart by the folders above them. A member of a zip archive is
    listed as if the archive were a folder. Sorted, so that the order of the arguments does not matter.
    """
    found: dict[Path, set[str]] = {}
    problems: list[UnreadableFile] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
            if not any(_is_read(p) for p in inside):
                problems.append(UnreadableFile("文件夹里没有可读的文件", where=str(path), hint=_ELSE))
            for p in inside:
                _list(p, p.relative_to(path).as_posix(), found, problems)
        elif not path.exists():
            problems.append(UnreadableFile("文件不存在", where=str(path), hint="请检查路径"))
        else:
            _list(path, path.name, found, problems)
    names = {path: max(forms, key=lambda n: (n.count("/"), n)) for path, forms in found.items()}
    return tuple(sorted(_told_apart(names).items(), key=lambda pair: pair[1])), tuple(problems)


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in (*SUFFIXES, ARCHIVE)


def _list(path: Path, name: str, found: dict[Path, set[str]], problems: list[UnreadableFile]) -> None:
    """List a file, or the members of an archive, or why it cannot be read."""
    if path.suffix.lower() == ARCHIVE:
        from .formats import archive  # noqa: PLC0415 - it builds on this module

        members, refused = archive.members(path, name)
        problems.extend(refused)
        for parts in members:
            found.setdefault(path.resolve().joinpath(*parts), set()).add("/".join((name, *parts)))
    elif path.suffix.lower() in SUFFIXES:
        found.setdefault(path.resolve(), set()).add(name)
    else:
        problems.append(unknown_type(path.suffix, str(path)))


def unknown_type(suffix: str, where: str) -> UnreadableFile:
    """Say that a type is not read, and what to save it as."""
    hint = next((words for suffixes, words in _CONVERT if suffix.lower() in suffixes), _ELSE)
    return UnreadableFile(f"不读 {suffix or '没有后缀的'} 文件", where=where, hint=hint)


def _told_apart(names: dict[Path, str]) -> dict[Path, str]:
    """Put folders before names that two files share, as many as it takes: evidence names one file."""
    while True:
        counts = Counter(names.values())
        shared = [path for path, name in names.items() if counts[name] > 1]
        if not shared:
            return names
        for path in shared:
            names[path] = "/".join(path.parts[-(names[path].count("/") + 2) :])
