"""链长制 “五个一” as an HTML page that prints on A4, and an index of such pages. No scripts at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from ..queries.dossier import Dossier, Duty
from ..queries.sources import Source
from .chain_diagram import Diagram, draw_chain
from .page import render_page, shown

INDEX = "index.html"
_STYLES = ("page.css", "dossier.css")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\\/:*?\"<>|#%]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index)(\..*)?", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Part:
    id: str
    title: str
    count: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit in one role, with all that it answers for in that role."""

    unit: str
    role: str
    duties: tuple[tuple[str, Source], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class _Page:
    dossier: Dossier
    diagram: Diagram
    sources: Mapping[Source, int]
    duties: tuple[_Unit, ...]
    parts: tuple[_Part, ...]
    date: str
    index: str

    def number(self, source: Source) -> int:
        """Return the number of a footnote."""
        return self.sources[source]

    @property
    def quoted(self) -> bool:
        """Whether any footnote has the words."""
        return any(source.quote for source in self.sources)

    @property
    def companies_told(self) -> str:
        """How many companies there are, and how many lead."""
        names = {m.name for m in self.dossier.companies}
        leading = {m.name for m in self.dossier.companies if m.leads}
        return f"{len(names)} 家，其中引领 {len(leading)} 家" if names else ""

    @property
    def carriers_told(self) -> str:
        """How many carriers of each type there are."""
        kinds: dict[str, set[str]] = {}
        for member in self.dossier.carriers:
            kinds.setdefault(member.type, set()).add(member.name)
        return "，".join(f"{shown(kind, 20)} {len(names)}" for kind, names in kinds.items())

    @property
    def policies_told(self) -> str:
        """How many tasks and programmes there are, and how many values of indicators."""
        told = [f"任务和计划 {len(self.dossier.policies)}"] if self.dossier.policies else []
        return "，".join([*told, *([f"指标值 {len(self.dossier.targets)}"] if self.dossier.targets else [])])

    @property
    def units_told(self) -> str:
        """How many units answer for something."""
        units = {duty.unit for duty in self.dossier.units}
        return f"{len(units)} 个" if units else ""


def dossier_html(dossier: Dossier, *, date: str = "", index: str = "") -> str:
    """Return a chain's page. The same dossier gives the same text; ``date`` is printed where it is given."""
    page = _Page(
        dossier=dossier,
        diagram=draw_chain(dossier),
        sources=MappingProxyType({s: n for n, s in enumerate(dict.fromkeys(_in_order(dossier)), 1)}),
        duties=_by_unit(dossier.units),
        parts=_parts(dossier),
        date=date,
        index=index,
    )
    return render_page("dossier.html", styles=_STYLES, page=page)


def index_html(lines: Iterable[tuple[str, Dossier]], *, date: str = "") -> str:
    """Return the page that lists chains with links to their pages (file name, dossier)."""
    listed = tuple(_Line(quote(file), dossier) for file, dossier in lines)
    documents = tuple(sorted({name for line in listed for name in line.dossier.documents}))
    return render_page("dossiers.html", styles=_STYLES, lines=listed, documents=documents, date=date)


def write_dossiers(dossiers: Sequence[Dossier], folder: str | os.PathLike[str], *, date: str = "") -> Path:
    """Write one page a chain and the index into a folder, which is made; return the index's path.

    Raises :class:`~deltatrunk.graph.errors.ExportError` where a file cannot be written.
    """
    from ..graph.errors import ExportError, reason  # noqa: PLC0415
    from ..graph.export import write_text  # noqa: PLC0415

    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"建不了文件夹：{reason(error)}", where=str(place), hint="换一个文件夹") from error
    names = file_names(d.chain for d in dossiers)
    for name, dossier in zip(names, dossiers, strict=True):
        write_text(place / name, dossier_html(dossier, date=date, index=INDEX))
    path = place / INDEX
    write_text(path, index_html(zip(names, dossiers, strict=True), date=date))
    return path


def file_names(chains: Iterable[str]) -> list[str]:
    """Return a file name a chain that every system takes, no two alike where case does not count.

    >>> file_names(["集成电路", "AI/大模型", "ai_大模型"])
    ['集成电路.html', 'AI_大模型.html', 'ai_大模型-2.html']
    """
    taken: set[str] = set()
    found = []
    for chain in chains:
        stem = _UNSAFE.sub("_", chain)[:_LONGEST].strip(" .") or "_"
        if _RESERVED.fullmatch(stem):
            stem += "_"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        found.append(f"{name}.html")
    return found


def _in_order(dossier: Dossier) -> Iterator[Source]:
    """Yield the places in the order in which the page refers to them."""
    yield dossier.source
    for part in (dossier.companies, dossier.carriers, dossier.policies, dossier.targets):
        for line in part:
            yield line.source
    for unit in _by_unit(dossier.units):
        for _, source in unit.duties:
            yield source
    for gap in dossier.gaps:
        yield gap.source


def _by_unit(duties: Iterable[Duty]) -> tuple[_Unit, ...]:
    held: dict[tuple[str, str], dict[tuple[str, Source], None]] = {}
    for duty in duties:
        held.setdefault((duty.unit, duty.role), {})[duty.duty, duty.source] = None
    return tuple(_Unit(unit, role, tuple(found)) for (unit, role), found in held.items())


def _parts(dossier: Dossier) -> tuple[_Part, ...]:
    return (
        _Part("map", "一张图", f"环节 {len(dossier.segments)}"),
        _Part("companies", "一份企业名单", str(len(dossier.companies))),
        _Part("carriers", "一批园区和载体", str(len(dossier.carriers))),
        _Part("policies", "一套政策", str(len(dossier.policies) + len(dossier.targets))),
        _Part("units", "一张责任网", str(len(dossier.units))),
        _Part("gaps", "补链", str(len(dossier.gaps))),
    )
