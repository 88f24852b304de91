"""Every place behind an entity or a relation, with the words themselves where they can be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .graph.errors import QueryError
from .graph.quotes import split_span
from .queries import NO_TEXT, bundled, nearest, run
from .queries.quoting import words
from .queries.runner import Reader
from .queries.table import Cell
from .texts import Folder


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
    folder = Folder(documents) if documents is not None else None
    return tuple(_piece(row, folder) for row in rows)


def _piece(row: dict[str, Cell], folder: Folder | None) -> Piece:
    subject = str(row["name"])
    if "relation" in row:
        subject = f"{subject} —{row['relation']}→ {row['other']}"
    span = str(row["span"])
    quote, context, why = _words(row, span, folder)
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


def _words(row: dict[str, Cell], span: str, folder: Folder | None) -> tuple[str, str, str]:
    sha256 = _text(row["sha256"])
    found = words(span, (row["text_start"], row["text_end"], row["text"]), sha256, folder)
    if found.exact:
        return found.exact, found.sentence, ""
    if folder is None:
        return "", "", NO_TEXT
    file = split_span(span)[0]
    return "", "", f"{folder.path} 里没有与建图时相同的 {file}（校验和 {sha256[:12] or '未知'}…）"


def _text(value: Cell) -> str:
    return value if isinstance(value, str) else ""
