"""The atlas as one HTML file: one map engine, one book of cards, a block of data for each tab.

A block is parsed when its tab is first opened, so that the first picture waits for none of them; the
library that draws charts lies in the page as text and runs when the page rests or the first chart is wanted.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from markupsafe import Markup

from .atlas import Atlas, MapTab
from .atlas_tables import Sheet
from .charts import Charts
from .columns import columns
from .html import ENGINE, block, book_block, policy, view_block
from .page import asset, environment, program_version, writable

OWN = ("atlas_tables.js", "atlas_entity.js", "atlas_charts.js", "atlas.js")
CHARTS = "echarts.common.min.js"


def atlas_html(atlas: Atlas) -> str:
    """Return the whole page. The same atlas gives the same text, byte for byte."""
    library = asset("vis-network.min.js")
    drawing = asset(CHARTS)
    program = "\n".join(asset(name) for name in (*ENGINE, *OWN))
    names = {card.id: card.name for card in atlas.cards}
    blocks = {
        "book": book_block(atlas.cards, atlas.quotes),
        "atlas": block(_about(atlas)),
        "lists": block([_sheet(sheet) for sheet in atlas.lists]),
        "indicators": block({"sheets": [_sheet(sheet) for sheet in atlas.indicators], "charts": _charts(atlas.charts)}),
        **{f"view-{one.name}": view_block(one.view, names) for tab in atlas.tabs for one in (tab, *tab.parts)},
    }
    page = environment().get_template("atlas.html").render(
        atlas=atlas,
        view=atlas.tabs[0].view if atlas.tabs else None,
        version=program_version(),
        policy=policy(library, program, drawing),
        css=Markup(asset("map.css") + "\n" + asset("atlas.css")),  # noqa: S704 - the project's own files
        blocks={name: Markup(text) for name, text in blocks.items()},  # noqa: S704 - escaped by block
        library=Markup(library),  # noqa: S704 - vendored file
        drawing=Markup(drawing),  # noqa: S704 - vendored file
        program=Markup(program),  # noqa: S704 - the project's own files
    )  # fmt: skip
    return writable(page)


def _about(atlas: Atlas) -> dict[str, Any]:
    return {
        "title": atlas.title,
        "tabs": [{**_tab(tab), "parts": [_tab(part) for part in tab.parts]} for tab in atlas.tabs],
        "types": [_flat(entry) for entry in atlas.counts],
    }


def _tab(tab: MapTab) -> dict[str, Any]:
    return {"name": tab.name, "title": tab.title, "cards": tab.cards}


def _sheet(sheet: Sheet) -> dict[str, Any]:
    rows = [{heading.name: cell for heading, cell in zip(sheet.headings, row, strict=True)} for row in sheet.rows]
    return {
        "name": sheet.name,
        "title": sheet.title,
        "purpose": sheet.purpose,
        "rules": sheet.rules,
        "headings": [_flat(heading) for heading in sheet.headings],
        "rows": columns(rows),
    }


def _charts(charts: Charts) -> dict[str, Any]:
    curves = [
        {**_flat(curve), "lines": [{**_flat(line), "points": [_flat(p) for p in line.points]} for line in curve.lines]}
        for curve in charts.curves
    ]
    return {
        "curves": curves,
        "reached": [_flat(row) for row in charts.reached],
        "chains": [_flat(bar) for bar in charts.chains],
        "counted": charts.counted,
    }


def _flat(item: Any) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item)}
