"""What is asked of every map that is made of boxes: geometry, and that everything points to a fact."""

from __future__ import annotations

from itertools import pairwise

from deltatrunk.viz.geometry import box, em, outside, overlaps, size
from deltatrunk.viz.view import View, ViewNode


def node(view: View, name: str) -> ViewNode:
    """Return the first box of this name."""
    found = [n for n in view.nodes if n.label == name]
    assert found, f"{name} is not on the map"
    return found[0]


def names(view: View) -> set[str]:
    """Return the names on a map."""
    return {n.label for n in view.nodes}


def check(view: View) -> None:
    """Assert that boxes keep apart, labels fit, nothing leaves the drawing and no line or label meets a box."""
    assert view.nodes
    assert overlaps(view.nodes) == ()
    assert outside(view) == ()
    for one in view.nodes:
        wide, tall = size(one.lines, one.font, one.note, icon=one.icon)
        # A mark that may not begin a line ends the one before, up to one em beyond the box's inner edge.
        assert wide <= one.width + one.font, one.label
        assert tall <= one.height + 1, one.label
    cards = {card.id: card for card in view.cards}
    places = {n.id: n for n in view.nodes}
    for edge in view.edges:
        assert edge.relationship in {fact.id for fact in cards[places[edge.source].entity].facts}
        _keeps_clear(view, edge.path, {edge.source, edge.target})
    for area in view.areas:
        if area.title:
            _reads(view, area.title, area.at, area.font, area.align)
        for x, y in area.points:
            assert 0 <= x <= view.width
            assert 0 <= y <= view.height


def _keeps_clear(view: View, path: tuple[tuple[float, float], ...], ends: set[str]) -> None:
    for (ax, ay), (bx, by) in pairwise(path):
        for one in view.nodes:
            left, top, right, bottom = box(one)
            apart = max(ax, bx) <= left or min(ax, bx) >= right or max(ay, by) <= top or min(ay, by) >= bottom
            assert apart or one.id in ends, f"a line runs through {one.label}"


def _reads(view: View, text: str, at: tuple[float, float], font: int, align: str) -> None:
    wide = em(text) * font
    left = at[0] - {"left": 0, "center": wide / 2, "right": wide}[align]
    assert left >= 0, text
    assert left + wide <= view.width, text
    for one in view.nodes:
        low, top, high, bottom = box(one)
        apart = left + wide <= low or left >= high or at[1] + font / 2 <= top or at[1] - font / 2 >= bottom
        assert apart, f"{text} covers {one.label}"
