"""Blocks to the heading tree: sections with their passages and tables.

A section's rank is that of its numbering; a section stands under the nearest section of a higher
rank before it. What a heading says (goals, measures, safeguards) is its *role*, inherited by what
stands under it: measures under 保障措施 are tasks, dashes under 发展目标 are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..graph.ids import node_id
from .blocks import Block, heading_roles, is_annex
from .column_runs import run_table
from .normal import EMPTY, View
from .tables import Cells, Table, table

_BARE_RANK = 7
_ANNEX_RANK = 0
_ROLE_TAIL = re.compile(r"^(?:.*?)(?P<tail>目标|任务|举措|措施|保障|格局|布局|原则|要求|路径)$")
_TAIL_ROLES = {
    "目标": "goals", "任务": "measures", "举措": "measures", "措施": "measures", "保障": "safeguards",
    "格局": "layout", "布局": "layout", "原则": "principles", "要求": "principles",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, item, table row, caption or heading: the unit that evidence points to."""

    file: str
    kind: str
    view: View
    path: tuple[str, ...]
    order: int

    @property
    def name(self) -> str:
        """``START-END`` in the file."""
        return f"{self.view.start}-{self.view.end}"

    @property
    def id(self) -> str:
        """The Passage node's id."""
        return node_id("Passage", self.name, self.file)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it. The root of a document has an empty title."""

    file: str
    title: View
    heading: Passage | None
    number: str
    style: str
    rank: int
    ordinal: int
    role: str
    path: tuple[str, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    clause: bool = False

    @property
    def id(self) -> str:
        """The Section node's id, made of the file, the heading's place and its words."""
        return node_id("Section", self.title.text, f"{self.file}@{self.title.start}")

    def walk(self) -> Iterator[tuple[tuple[Section, ...], Section]]:
        """Yield every section below with its ancestors (the root first), in reading order."""
        yield from _walk(self, ())


def _walk(section: Section, above: tuple[Section, ...]) -> Iterator[tuple[tuple[Section, ...], Section]]:
    yield above, section
    for child in section.sections:
        yield from _walk(child, (*above, section))


@dataclass(slots=True)
class _Open:
    """A section under construction."""

    title: View
    heading: Passage | None
    number: str
    style: str
    rank: int
    ordinal: int
    role: str
    path: tuple[str, ...]
    clause: bool = False
    passages: list[Passage] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    sections: list[_Open] = field(default_factory=list)


def role_of(title: str) -> str:
    """Return the role that a section title gives to what stands under it, or an empty string."""
    plain = title.strip("“”")
    known = heading_roles().get(plain)
    if known:
        return known
    tail = _ROLE_TAIL.match(plain)
    return _TAIL_ROLES.get(tail["tail"], "") if tail and len(plain) <= 12 else ""


def _role_below(title: str, above: str) -> str:
    """Return a section's role; among measures a title such as 推动能源数字化发展布局 is one more measure."""
    if above in ("measures", "safeguards") and title not in heading_roles():
        return above
    return role_of(title) or above


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.order = 0
        self.stack = [_Open(EMPTY, None, "", "root", -1, 0, "", ())]
        self.rows: list[Cells] = []
        self.runs: list[tuple[View, ...]] = []
        self.caption: Passage | None = None

    def passage(self, kind: str, view: View) -> Passage:
        self.order += 1
        return Passage(self.file, kind, view, self.stack[-1].path, self.order)

    def open(self, block: Block, rank: int, style: str) -> None:
        while self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1]
        title = block.title.text
        path = (*parent.path, _heading_text(block))
        self.order += 1
        end = block.number.length if block.number else 0
        heading_view = block.view.part(0, max(end, _title_end(block)))
        heading = Passage(self.file, "heading", heading_view, path, self.order)
        number = block.view.text[:end]
        ordinal = block.number.ordinal if block.number else 0
        section = _Open(
            block.title, heading, number, style, rank, ordinal, _role_below(title, parent.role), path, block.clause
        )
        parent.sections.append(section)
        self.stack.append(section)
        if block.body:
            section.passages.append(self.passage("paragraph", block.body))

    def close_table(self) -> None:
        here = self.stack[-1]
        if self.rows:
            here.tables.append(table(self.caption, [(self.passage("row", c.view), c.cells) for c in self.rows]))
        if self.runs:
            cells = run_table(self.runs)
            here.tables.append(table(self.caption, [(self.passage("row", c.view), c.cells) for c in cells]))
        if self.rows or self.runs:
            self.caption = None
        self.rows, self.runs = [], []


def _title_end(block: Block) -> int:
    return block.view.text.find(block.title.text) + len(block.title.text)


def _heading_text(block: Block) -> str:
    number = block.view.text[: block.number.length] if block.number else ""
    return f"{number}{block.title.text}"


def _is_caption(block: Block, following: Block | None) -> bool:
    table_next = following is not None and following.kind in ("row", "runs")
    return table_next and block.number is None and len(block.view) <= 60


def outline(file: str, found: tuple[Block, ...]) -> Section:
    """Build the section tree of one document's blocks; the root holds what precedes any heading."""
    b = _Builder(file)
    annex_open = False
    for k, block in enumerate(found):
        following = found[k + 1] if k + 1 < len(found) else None
        if block.kind == "row":
            b.rows.append(Cells(block.view, block.cells))
            continue
        if block.kind == "runs":
            b.runs.append(block.cells)
            continue
        b.close_table()
        if is_annex(block.view.text) and len(block.view) <= 60 and not block.view.text.endswith("。"):
            annex_open = True
            title = Block("heading", block.view, None, block.view)
            b.open(title, _ANNEX_RANK, "annex")
            continue
        if _is_caption(block, following):
            b.caption = b.passage("caption", block.view)
            b.stack[-1].passages.append(b.caption)
            continue
        if annex_open and block.number is None and (block.bare or block.hashes):
            b.stack[-1].passages.append(b.passage("caption", block.view))
            annex_open = block.view.text.startswith("（")
            continue
        annex_open = False
        if block.kind == "heading" and block.number is not None:
            b.open(block, block.number.rank, block.number.style)
        elif block.kind == "heading":
            b.open(block, _BARE_RANK, "bare")
        else:
            b.stack[-1].passages.append(b.passage("item" if block.number else "paragraph", block.view))
    b.close_table()
    return _frozen(b.stack[0], file)


def _frozen(section: _Open, file: str) -> Section:
    return Section(
        file, section.title, section.heading, section.number, section.style, section.rank, section.ordinal,
        section.role, section.path, tuple(section.passages), tuple(section.tables),
        tuple(_frozen(s, file) for s in section.sections), section.clause,
    )  # fmt: skip
