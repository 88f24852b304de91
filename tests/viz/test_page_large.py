"""Maps of many names: moved as a picture, with what is picked, pointed at or dragged painted over it."""

from __future__ import annotations

from typing import Any

from dotted_view import dotted_view
from opened_pages import ink, until

# Painted where the camera is, and kept: nothing more is to be painted of itself.
RESTS = """deltatrunk.still.held && (({ scale, left, top }, seen) =>
scale === seen.scale && left === seen.left && top === seen.top)(deltatrunk.camera(), deltatrunk.still.seen)"""
AT = "(id) => deltatrunk.where(id)"
PIXEL = """(id) => { const at = deltatrunk.where(id), r = window.devicePixelRatio;
const c = document.querySelector('#map canvas');
return [...c.getContext('2d').getImageData(Math.round(at.x * r), Math.round(at.y * r), 1, 1).data].slice(0, 3); }"""
PAINTED = """() => { window.painted = 0; const p = deltatrunk.painter, real = p.paint.bind(p);
p.paint = (...given) => { window.painted += 1; real(...given); }; }"""


def test_pointing_and_picking_do_not_paint_the_whole_again(opened: Any) -> None:
    seen = opened(dotted_view(2000))
    page = seen.page
    until(page, RESTS)
    page.evaluate(PAINTED)
    frame = page.locator("#map").bounding_box()
    for node in ("n700", "n900"):
        at = page.evaluate(AT, node)
        page.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"])
        assert page.locator("#map").get_attribute("title") == page.evaluate(
            f"deltatrunk.scene.nodeOf.get('{node}').label"
        )
    page.mouse.down()
    page.mouse.up()
    assert page.locator("#panel h2").inner_text() == "试验名称900号"
    assert page.evaluate("window.painted") == 0
    assert ink(page) > 20
    seen.clean()


def test_drag_paints_only_the_dragged_name(opened: Any) -> None:
    seen = opened(dotted_view(2000))
    page = seen.page
    until(page, RESTS)
    page.evaluate(PAINTED)
    frame = page.locator("#map").bounding_box()
    home = page.evaluate("(() => { const n = deltatrunk.scene.nodeOf.get('n900'); return [n.x, n.y]; })()")
    at = page.evaluate(AT, "n900")
    page.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"])
    page.mouse.down()
    page.mouse.move(frame["x"] + at["x"] + 10, frame["y"] + at["y"])
    until(page, RESTS)
    once = page.evaluate("window.painted")
    for step in range(2, 9):
        page.mouse.move(frame["x"] + at["x"] + 10 * step, frame["y"] + at["y"])
    assert page.evaluate("window.painted") == once
    page.mouse.up()
    until(page, RESTS)
    moved = page.evaluate("deltatrunk.scene.nodeOf.get('n900').x")
    assert moved > home[0] + 50
    there = page.evaluate(PIXEL, "n900")
    assert there != [255, 255, 255]
    page.keyboard.press("Control+z")
    assert page.evaluate("deltatrunk.scene.nodeOf.get('n900').x") == home[0]
    seen.clean()


def test_picture_is_painted_anew_when_the_camera_rests(opened: Any) -> None:
    seen = opened(dotted_view(2000))
    page = seen.page
    until(page, RESTS)
    page.evaluate(PAINTED)
    page.evaluate(
        """async () => { for (let i = 0; i < 8; i += 1) { const {x, y} = deltatrunk.network.getViewPosition();
        deltatrunk.look({x: x + 5, y}, deltatrunk.network.getScale() * 1.03);
        await new Promise(requestAnimationFrame); } }"""
    )
    assert page.evaluate("window.painted") <= 2
    until(page, "window.painted > 0")
    until(page, "deltatrunk.still.seen.scale === deltatrunk.network.getScale()")
    seen.clean()
