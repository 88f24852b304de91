"""Every place behind an entity or a relation, with the words themselves where they can be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .graph.errors import InputError, QueryError
from .graph.quotes import sentence, split_span
from .queries import bundled, nearest, run
from .queries.runner import Reader
from .queries.table import Cell

NO_TEXT = "图中没有这一处的原文（随附的事实不含原文）；可用 --documents 给出放有原文件的文件夹"


@dataclass(frozen=True, slots=True)
class Piece:
    """One place: what it speaks of, where it stands, and its words.

    ``spot`` is the page of a PDF or the cells of a sheet on which its passage begins, else empty.
    ``quote`` are the characters of the span, ``context`` the sentence around them; where they cannot be had both are
    empty and ``why`` says so.
    """

    subject: str
    document: str
    section: str
    span: str
    rule: str
    quote: str = ""
    context: str = ""
    why: str = ""
    spot: str = ""


def evidence(store: Reader, name: str, documents: Path | None = None) -> tuple[Piece, ...]:
    """List the evidence of a name, an alias, a node id or a relationship id.

    ``documents`` is a folder with the source files, used where the store holds no text; a file
    counts only where its SHA-256 is the one that the graph was made from. Raises
    :class:`QueryError` where the store knows nothing of that name.
    """
    relation = name.count("|") >= 2
    query = bundled().find("evidence-relation" if relation else "evidence")
    given = {"id" if relation else "name": name}
    rows = run(store, query, given).records()
    if not rows:
        close = nearest(store, query.parameters[0], name)
        raise QueryError(f"图中没有“{name}”", hint=f"试试 {'、'.join(close)}" if close else "检查名称，或改用全称")
    files = _Files(documents)
    return tuple(_piece(row, files) for row in rows)


class _Files:
    """The texts of a folder by the SHA-256 of their bytes, read when first asked for."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._texts: dict[str, str] | None = None

    def text(self, sha256: str) -> str | None:
        if self.folder is None:
            return None
        if self._texts is None:
            self._texts = dict(_read(self.folder))
        return self._texts.get(sha256)


def _read(folder: Path) -> list[tuple[str, str]]:
    from .loaders.text import find_files, read_source  # noqa: PLC0415 - most calls need no file

    listed, problems = find_files((folder,))
    if not listed:
        raise problems[0] if problems else InputError("文件夹里没有可读的文件", where=str(folder))
    found = []
    for path, name in listed:
        try:
            source = read_source(path, name)
        except InputError:
            continue  # a file of another kind beside the documents
        found.append((source.sha256, source.text))
    return found


def _piece(row: dict[str, Cell], files: _Files) -> Piece:
    subject = str(row["name"])
    if "relation" in row:
        subject = f"{subject} —{row['relation']}→ {row['other']}"
    span = str(row["span"])
    quote, context, why = _words(row, span, files)
    return Piece(
        subject=subject,
        document=_text(row["document"]) or split_span(span)[0],
        section=_text(row["section"]),
        span=span,
        rule=_text(row["rule"]),
        quote=quote,
        context=context,
        why=why,
        spot=_text(row["spot"]),
    )


def _words(row: dict[str, Cell], span: str, files: _Files) -> tuple[str, str, str]:
    file, start, end = split_span(span)
    first, last, text = row["text_start"], row["text_end"], row["text"]
    if isinstance(text, str) and isinstance(first, int) and first <= start <= end <= first + len(text):
        return text[start - first : end - first], sentence(text, start - first, end - first), ""
    if files.folder is None:
        return "", "", NO_TEXT
    sha256 = _text(row["sha256"])
    whole = files.text(sha256) if sha256 else None
    if whole is None:
        why = f"{files.folder} 里没有与建图时相同的 {file}（校验和 {sha256[:12] or '未知'}…）"
        return "", "", why
    if isinstance(first, int) and isinstance(last, int) and first <= start <= end <= last:
        return whole[start:end], sentence(whole[first:last], start - first, end - first), ""
    return whole[start:end], "", ""


def _text(value: Cell) -> str:
    return value if isinstance(value, str) else ""
