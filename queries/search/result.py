"""What a search found, and its forms for a screen, a file and a notebook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from ...graph.schema import schema
from ..header import Column
from ..table import Cell, Table

_COLUMNS = tuple(
    Column(name, title)
    for name, title in (
        ("kind", "找到的"), ("name", "名称"), ("label", "类型"), ("how", "匹配"), ("document", "文件"),
        ("section", "章节"), ("span", "出处"), ("snippet", "原文"), ("names", "提及"), ("support", "依据处数"),
        ("id", "标识"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name that was found; ``form`` is the name or alias that fits, ``how`` the Chinese word for the way it fits."""

    id: str
    labels: tuple[str, ...]
    name: str
    form: str
    how: str
    support: int
    confidence: float
    documents: tuple[str, ...]
    span: str

    @property
    def type(self) -> str:
        """The Chinese titles of its labels."""
        return "、".join(schema().labels[label].title for label in self.labels)

    @property
    def fit(self) -> str:
        """The way it fits, and the alias that does where it is one."""
        return self.how if self.form == self.name else f"{self.how}：{self.form}"


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that was found.

    ``span`` is the exact place of the first hit (``FILE:START-END``), ``snippet`` the sentence around it, cut to a
    length and empty where the store has no words, ``marks`` are the hits as start and end in the snippet, ``names``
    what the passage mentions. ``how`` is 原文 for words of the text, 提及 for a passage that mentions a found name.
    """

    id: str
    how: str
    document: str
    section: str
    span: str
    spot: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Names and passages, the best first; the totals count what the limit left out too.

    ``left_out`` are words that had to be left out because nothing holds them all.
    ``has_text`` is false for a store without any passage's words, such as one made of the bundled facts.
    """

    text: str
    names: tuple[NameHit, ...]
    passages: tuple[PassageHit, ...]
    names_total: int
    passages_total: int
    has_text: bool
    left_out: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.names) + len(self.passages)

    def table(self) -> Table:
        """Return names, then passages, under Chinese titles."""
        rows: list[tuple[Cell, ...]] = [
            ("名称", n.name, n.type, n.fit, "；".join(n.documents) or None, None, n.span or None, None, None,
             n.support, n.id) for n in self.names
        ]  # fmt: skip
        rows += [
            ("段落", None, None, p.how, p.document or None, p.section or None, p.span, p.snippet or None,
             p.names or None, None, p.id) for p in self.passages
        ]  # fmt: skip
        return Table("search", f"搜索 {self.text}", _COLUMNS, tuple(rows))

    def to_json(self) -> str:
        """Return JSON for machines; ``marks`` are the hits as start and end in ``snippet``."""
        value = {
            "text": self.text,
            "has_text": self.has_text,
            "left_out": self.left_out,
            "names_total": self.names_total,
            "passages_total": self.passages_total,
            "names": [
                {"id": n.id, "labels": n.labels, "type": n.type, "name": n.name, "form": n.form, "how": n.how,
                 "support": n.support, "confidence": n.confidence, "documents": n.documents, "span": n.span}
                for n in self.names
            ],
            "passages": [
                {"id": p.id, "how": p.how, "document": p.document, "section": p.section, "span": p.span,
                 "spot": p.spot, "snippet": p.snippet, "marks": p.marks, "names": p.names}
                for p in self.passages
            ],
        }  # fmt: skip
        return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"

    def _repr_html_(self) -> str:
        names = "".join(f"<li>{escape(n.name)}（{escape(n.type)}，{escape(n.how)}）</li>" for n in self.names)
        passages = "".join(
            f"<li>《{escape(p.document)}》 {escape(p.section)}<br>{marked_html(p)}<br>"
            f"<small>{escape(p.span)}</small></li>"
            for p in self.passages
        )
        return f"<p>名称 {self.names_total} 个，段落 {self.passages_total} 处</p><ul>{names}</ul><ol>{passages}</ol>"


def marked_html(hit: PassageHit) -> str:
    """Return a snippet as HTML with its hits in ``<mark>``."""
    parts, at = [], 0
    for start, end in hit.marks:
        parts += [escape(hit.snippet[at:start]), f"<mark>{escape(hit.snippet[start:end])}</mark>"]
        at = end
    return "".join([*parts, escape(hit.snippet[at:])])
