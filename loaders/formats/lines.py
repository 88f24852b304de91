"""Lines of extracted text, with marks that lead back to pages and cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...graph.errors import UnreadableFile
from ..text import Mark

MAX_TEXT = 16_000_000
"""Characters that one file may yield; a gazette issue has some hundred thousand."""

_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_NAME_END = re.compile(
    r"(?:公司|集团|中心|院|所|局|委|办|厅|部|处|大学|学院|医院|协会|联盟|政府|委员会|园区?|基地|区|县|市|镇|街道|实验室|厂)(?:（[^（）]*）)?$"
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a format yields: its text, where the pieces of the text stand, the format or encoding read."""

    text: str
    encoding: str
    marks: tuple[Mark, ...] = ()
    tabular: bool = False


@dataclass(slots=True)
class Lines:
    """Collects lines; a mark opens at the line that follows it."""

    file: str
    _lines: list[str] = field(default_factory=list)
    _marks: list[Mark] = field(default_factory=list)
    _at: int = 0

    def add(self, line: str) -> None:
        """Add one line, cleaned of control characters; an empty one is left out."""
        line = _CONTROL.sub("", line).rstrip(" ")
        if not line.strip():
            return
        self._lines.append(line)
        self._at += len(line) + 1
        if self._at > MAX_TEXT:
            raise UnreadableFile("文字超过 1600 万字的上限", where=self.file, hint="请拆分后再载入")

    def row(self, cells: list[str]) -> None:
        """Add a table row: its cells between tabs."""
        self.add("\t".join(cells))

    def mark(self, page: int | None = None, cell: str = "") -> None:
        """Say where the lines that follow stand."""
        if self._marks and self._marks[-1].start == self._at:
            self._marks.pop()
        self._marks.append(Mark(self._at, page, cell))

    @property
    def last(self) -> str:
        """The last line, empty where there is none."""
        return self._lines[-1] if self._lines else ""

    def drop_last(self) -> None:
        """Take the last line back."""
        self._at -= len(self._lines.pop()) + 1

    def extracted(self, encoding: str, *, tabular: bool = False) -> Extracted:
        """Close the collection."""
        text = "".join(f"{line}\n" for line in self._lines)
        marks = tuple(m for m in self._marks if m.start < len(text))
        return Extracted(text, encoding, marks, tabular)


def one_line(text: str) -> str:
    """Fold white space as a browser does; ideographic spaces stay inside and go at the ends."""
    return _SPACES.sub(" ", text).strip(" \u3000")


def one_cell(lines: list[str]) -> str:
    """Join the lines of a cell: a list of names by 、, other text by a space."""
    pieces = [p for p in (one_line(line) for line in lines) if p]
    if len(pieces) > 1 and all(_NAME_END.search(p) for p in pieces):
        return "、".join(pieces)
    return " ".join(pieces)
