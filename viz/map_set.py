"""四图 and the chain leaders' map as one folder: a page a map, and an index that says what each shows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ..graph.errors import ExportError, ViewError, reason
from ..graph.export import write_text
from ..graph.model import Graph
from .html import to_html
from .page import render_page
from .reading import Reader
from .registry import build, views
from .view import View

SET = ("chain-leaders", "chain", "technology", "application", "distribution")
"""The maps of the set, in the order of the index: 链主图, then the four."""
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class SetLine:
    """One map of a set: its file, or why there is nothing to draw."""

    name: str
    title: str
    line: str
    file: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    said: str = ""
    notes: tuple[str, ...] = ()
    missing: str = ""


def write_map_set(
    graph: Graph, folder: str | os.PathLike[str], *, chain: str | None = None, borderline: bool = False
) -> tuple[Path, tuple[SetLine, ...]]:
    """Write the maps of one chain, or the overviews of all, with an index; return its path and its lines.

    A map for which the documents say nothing is not written, and the index says so. Each file is
    replaced whole or not at all, the index last. Raises :class:`ViewError` for an unknown chain or
    where no map can be drawn, :class:`ExportError` where a file cannot be written.
    """
    subject = "全部产业链"
    options: dict[str, object] = {"borderline": borderline}
    if chain is not None:
        node = Reader(graph, borderline=borderline).find(chain, "IndustryChain", title="产业链")
        subject, options["chain"] = node.name, node.id
    lines, drawn = _build(graph, options)
    if not drawn:
        raise ViewError(f"“{subject}”没有可画的图", hint="；".join(dict.fromkeys(line.missing for line in lines)))
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"建不了文件夹：{reason(error)}", where=str(place), hint="换一个文件夹") from error
    for line, view in drawn:
        write_text(place / line.file, to_html(view))
    sources = tuple(sorted({name for _, view in drawn for name in view.sources}))
    page = render_page(
        "map_set.html", styles=("page.css", "map_set.css"), subject=subject, lines=lines, sources=sources,
    )  # fmt: skip
    path = place / INDEX
    write_text(path, page)
    return path, lines


def _build(graph: Graph, options: dict[str, object]) -> tuple[tuple[SetLine, ...], list[tuple[SetLine, View]]]:
    specs = {spec.name: spec for spec in views()}
    lines: list[SetLine] = []
    drawn: list[tuple[SetLine, View]] = []
    for name in SET:
        spec = specs[name]
        told = spec.line.split("；不指定")[0]
        try:
            view = build(name, graph, **options)
        except ViewError as error:
            lines.append(SetLine(name, spec.title, told, missing=error.what))
            continue
        counts = tuple((entry.title, entry.count) for entry in view.legend if entry.kind == "node")
        line = SetLine(name, spec.title, told, f"{name}.html", counts, view.subtitle, view.notes)
        lines.append(line)
        drawn.append((line, view))
    return tuple(lines), drawn
