"""合伙人图: partners by district, park and industry, with the programmes and tasks that involve them beneath.

Fields from west to east hold the partners that documents place somewhere, then those with an industry or a task
only; a line leads from each partner to its tasks. Of whom documents say nothing more than that they are partners
is listed in a field that says so.
"""

from __future__ import annotations

from ..graph.errors import ViewError
from ..graph.model import Graph
from .chain_overview import RATIO
from .partner_fields import fields_of
from .partner_parts import narrowed, read_partners
from .partner_sheet import ROWS, PartnerSheet, shape
from .reading import Reader
from .sheet import Sheet
from .view import View


def build_partners(
    graph: Graph,
    *,
    place: str | None = None,
    chain: str | None = None,
    batch: str | None = None,
    borderline: bool = False,
) -> View:
    """Draw all partners, or those of a place, an industry or a batch.

    Raises :class:`ViewError` where no document lists partners, and for a name that no partner is tied to.
    """
    reader = Reader(graph, borderline=borderline)
    everyone = read_partners(reader)
    if not everyone:
        raise ViewError("图中没有合伙人", hint="请先用 deltatrunk build 载入写有合伙人名单的文件")
    partners = narrowed(everyone, place=place, chain=chain, batch=batch)
    if not partners:
        raise ViewError("没有同时满足这些条件的合伙人", hint="请去掉 --place、--chain、--batch 中的一个")
    fields, silent = fields_of(partners)
    asides = range(5) if fields and silent else (0,)
    shapes: dict[tuple[float, ...], tuple[int, float]] = {}
    for rows in ROWS:
        for least in (480.0, 800.0, 1200.0):
            shapes.setdefault(shape(fields, rows, least), (rows, least))
    tried = [
        PartnerSheet(Sheet(reader), partners, rows, aside, least).draw(fields, silent)
        for rows, least in shapes.values()
        for aside in asides
    ]
    done = min(tried, key=lambda one: (round(max(one.width / RATIO, one.height)), one.width))
    batches = [p.batch or "批次未写明" for p in partners]
    said = [f"{name} {batches.count(name)} 家" for name in dict.fromkeys(batches)]
    counts = (
        ("所在", sum(bool(p.seats) for p in partners)),
        ("产业", sum(bool(p.industries) for p in partners)),
        ("任务", sum(bool(p.steps) for p in partners)),
    )
    told = " · ".join(f"{title} {count}" for title, count in counts)
    chosen = "、".join(name for name in (place, chain, batch) if name)
    return done.sheet.view(
        "partners",
        f"合伙人图 · {chosen}" if chosen else "合伙人图",
        subtitle=f"{' · '.join(said)} · 写明{told}",
        width=done.width,
        height=done.height,
        notes=["示意图：区县和园区由西到东，名称推不出方位的排在最左；所在、产业按文件写明的画，未写明的单列"],
    )
