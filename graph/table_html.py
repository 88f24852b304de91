"""A table as HTML for notebooks: escaped, without scripts, short enough to look at."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

SHOWN = 50
"""Rows that are shown; the rest is counted."""
_TABLE = "border-collapse:collapse;font-size:13px"
_CELL = "border:1px solid #ccc;padding:3px 8px;vertical-align:top;max-width:32em;text-align:"
_HEAD = "border:1px solid #ccc;padding:3px 8px;background:#ddebf7;color:#000;text-align:left"


def table_html(titles: Sequence[str], rows: Sequence[Sequence[object]], caption: str = "") -> str:
    """Return an HTML table of texts and numbers; ``None`` is an empty cell, a sequence its parts in a row."""
    head = "".join(f'<th style="{_HEAD}">{escape(title)}</th>' for title in titles)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:SHOWN])
    more = f"，这里显示前 {SHOWN} 行" if len(rows) > SHOWN else ""
    said = f"{escape(caption)}：" if caption else ""
    return (
        f'<table style="{_TABLE}"><caption style="text-align:left">{said}{len(rows)} 行{more}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f'<td style="{_CELL}{"right" if number else "left"}">{escape(_text(value))}</td>'


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.15g}"
    return "；".join(map(_text, value)) if isinstance(value, list | tuple) else str(value)
