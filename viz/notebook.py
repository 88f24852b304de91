"""A view inside a notebook: the same page, in a frame of its own, asking no network."""

from __future__ import annotations

from html import escape

from .view import View

HEIGHT = 640
"""Pixels: a map and its legend without scrolling on a laptop."""


def frame(view: View, height: int = HEIGHT) -> str:
    """Return an ``iframe`` that holds the whole page; its script may run and reaches nothing outside it."""
    from .html import to_html  # noqa: PLC0415 - the template engine is needed only here

    page = escape(to_html(view), quote=True)
    return (
        f'<iframe title="{escape(view.title, quote=True)}" sandbox="allow-scripts" srcdoc="{page}" '
        f'style="width:100%;height:{height}px;border:1px solid #ccc"></iframe>'
    )
