"""What every map offers, by its visible effect in a real browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from dotted_view import dotted_view
from opened_pages import click, ink, until

from deltatrunk.graph.model import Graph


def drag(page: Any, place: str, dx: int, dy: int) -> None:
    """Drag a node of the view by so many pixels."""
    at, frame = page.evaluate("(id) => deltatrunk.where(id)", place), page.locator("#map").bounding_box()
    page.mouse.move(frame["x"] + at["x"], frame["y"] + at["y"])
    page.mouse.down()
    page.mouse.move(frame["x"] + at["x"] + dx / 2, frame["y"] + at["y"] + dy / 2)
    page.mouse.move(frame["x"] + at["x"] + dx, frame["y"] + at["y"] + dy)
    page.mouse.up()


def where(page: Any, place: str) -> tuple[float, float]:
    """Return where a node stands on the screen."""
    at = page.evaluate("(id) => deltatrunk.where(id)", place)
    return round(at["x"]), round(at["y"])


def menu(page: Any, button: str) -> None:
    """Press a button of the menu."""
    page.evaluate("document.getElementById('more').open = true")
    page.locator(f"#{button}").click()


def test_filters_leave_what_fits_and_say_how_many(opened: Any) -> None:
    seen = opened(dotted_view(40))
    page = seen.page
    page.locator("#sift summary").click()
    assert page.locator("#sift-count").inner_text() == "显示 40 个名称，共 40 个"
    page.locator("#sift-document").select_option(label="乙文件")
    assert page.locator("#sift-count").inner_text() == "显示 20 个名称，共 40 个"
    page.locator("#sift-confidence").select_option(label="0.7 以上")
    assert page.locator("#sift-count").inner_text() == "显示 7 个名称，共 40 个"
    click(page, "n0")
    assert page.locator("#panel").is_hidden()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    click(page, "n0")
    assert page.locator("#panel h2").inner_text() == "试验名称0号"
    seen.clean()


def test_filter_by_chain_offers_the_chains_of_the_map(opened: Any, graph: Graph) -> None:
    page = opened("chain-leaders", graph).page
    page.locator("#sift summary").click()
    offered = page.locator("#sift-chain option").all_inner_texts()
    assert offered[0] == "不限"
    assert "光伏" in offered
    page.locator("#sift-chain").select_option(label="光伏")
    shown = page.evaluate("deltatrunk.scene.nodes.filter((n) => deltatrunk.scene.isSeen(n)).map((n) => n.label)")
    assert "光伏" in shown
    assert "甲星公司" in shown
    assert len(shown) < page.evaluate("deltatrunk.scene.nodes.length")


def test_a_dragged_name_is_put_back_by_undo_and_again_by_redo(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    home = where(page, "Company:甲星公司")
    drag(page, "Company:甲星公司", 120, 60)
    assert where(page, "Company:甲星公司") == (home[0] + 120, home[1] + 60)
    page.keyboard.press("Control+z")
    assert where(page, "Company:甲星公司") == home
    page.keyboard.press("Control+y")
    assert where(page, "Company:甲星公司") == (home[0] + 120, home[1] + 60)
    menu(page, "home")
    assert where(page, "Company:甲星公司") == home
    assert page.evaluate("deltatrunk.scene.pathOf(deltatrunk.scene.edges[0]) !== null")
    seen.clean()


def test_layout_and_notes_come_back_from_the_file(opened: Any, graph: Graph, tmp_path: Path) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    drag(page, "Company:甲星公司", 90, 0)
    moved = where(page, "Company:甲星公司")
    click(page, "Park:北园")
    page.locator("#panel textarea").fill("<b>下周拜访</b>")
    page.locator("#panel .close").click()
    menu(page, "keep")
    with page.expect_download() as waiting:
        menu(page, "save")
    file = tmp_path / "kept.json"
    waiting.value.save_as(file)
    kept = json.loads(file.read_text("utf-8"))
    assert list(kept["notes"].values()) == ["<b>下周拜访</b>"]
    assert list(kept["places"]) == ["Company:甲星公司"]
    kept["places"]["Company:没有"] = [1, 2]
    file.write_text(json.dumps(kept), "utf-8")

    again = opened("chain-leaders", graph, chain="光伏")
    again.page.locator("#file").set_input_files(file)
    again.page.wait_for_selector(".told")
    assert "1 项在这张图里没有" in again.page.locator(".told").inner_text()
    assert where(again.page, "Company:甲星公司") == moved
    click(again.page, "Park:北园")
    assert again.page.locator("#panel textarea").input_value() == "<b>下周拜访</b>"
    assert again.page.locator("#kept li").count() == 1
    assert again.errors == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "不是 JSON"), ("{}", "不是本图保存的"), ("null", "不是本图保存的"),
     ('{"format":"deltatrunk-map","edition":99,"places":{},"notes":{}}', "更新的版本")],
    ids=["no-json", "other", "nothing", "newer"],
)  # fmt: skip
def test_a_wrong_layout_file_changes_nothing(opened: Any, graph: Graph, tmp_path: Path, text: str, said: str) -> None:
    page = opened("chain-leaders", graph, chain="光伏").page
    drag(page, "Company:甲星公司", 90, 0)
    moved = where(page, "Company:甲星公司")
    file = tmp_path / "wrong.json"
    file.write_text(text, "utf-8")
    page.locator("#file").set_input_files(file)
    page.wait_for_selector(".told")
    assert said in page.locator(".told").inner_text()
    assert where(page, "Company:甲星公司") == moved


def test_presenting_steps_through_the_parts_of_the_map(opened: Any, graph: Graph) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    page = seen.page
    whole = page.evaluate("deltatrunk.camera().scale")
    page.keyboard.press("p")
    until(page, "document.getElementById('caption').textContent.includes('1/')")
    assert page.locator("header").is_hidden()
    titles = [page.locator("#caption").inner_text()]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        titles.append(page.locator("#caption").inner_text())
    assert len(set(titles)) == 3
    assert page.evaluate("deltatrunk.camera().scale") > whole
    page.keyboard.press("ArrowLeft")
    assert page.locator("#caption").inner_text() == titles[1]
    assert ink(page) > 20
    page.keyboard.press("Escape")
    page.wait_for_selector("header", state="visible")
    assert page.locator("#caption").is_hidden()
    seen.clean()


def test_svg_holds_every_name_as_text(opened: Any, graph: Graph, tmp_path: Path) -> None:
    seen = opened("chain-leaders", graph, chain="光伏")
    with seen.page.expect_download() as waiting:
        menu(seen.page, "svg")
    file = tmp_path / "map.svg"
    waiting.value.save_as(file)
    text = file.read_text("utf-8")
    assert waiting.value.suggested_filename.endswith(".svg")
    assert text.startswith("<svg")
    for name in ("甲星公司", "北园", "光伏", "来源："):
        assert name in text
    assert "<script" not in text
    assert "NaN" not in text


def test_hostile_names_are_text_in_the_svg(opened: Any, hostile: Graph) -> None:
    seen = opened("chain-leaders", hostile, chain="光伏")
    text = seen.page.evaluate("deltatrunk.svg()")
    assert "&lt;img src" in text
    assert "<img" not in text
    seen.clean()


def test_address_brings_back_what_was_looked_at(opened: Any, graph: Graph) -> None:
    page = opened("chain-leaders", graph, chain="光伏").page
    page.locator("#legend button[data-type=Park]").click()
    page.locator("#theme").click()
    click(page, "Company:甲星公司")
    until(page, "location.hash.includes('pick')")
    address = page.evaluate("location.hash")
    again = opened("chain-leaders", graph, chain="光伏", at=address)
    assert again.page.locator("#panel h2").inner_text() == "甲星公司"
    assert again.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert again.page.locator("#legend button[data-type=Park]").get_attribute("aria-pressed") == "false"
    again.clean()


def test_arranging_moves_dots_only_when_asked_and_is_one_step(opened: Any) -> None:
    seen = opened(dotted_view(30))
    page = seen.page
    before = page.evaluate("deltatrunk.scene.nodes.map((n) => [n.x, n.y])")
    page.wait_for_timeout(300)
    assert page.evaluate("deltatrunk.scene.nodes.map((n) => [n.x, n.y])") == before
    menu(page, "arrange")
    until(page, "deltatrunk.scene.moved.size > 20")
    menu(page, "arrange")
    assert page.evaluate("deltatrunk.scene.nodes.map((n) => [n.x, n.y])") != before
    menu(page, "undo")
    assert page.evaluate("deltatrunk.scene.nodes.map((n) => [n.x, n.y])") == before
    seen.clean()


def test_boxes_are_not_arranged(opened: Any, graph: Graph) -> None:
    page = opened("trunk", graph).page
    assert page.locator("#arrange").is_disabled()


def test_paper_shows_the_whole_map_in_light(opened: Any, graph: Graph) -> None:
    seen = opened("trunk", graph)
    page = seen.page
    page.locator("#theme").click()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    shown = page.evaluate(
        """() => { const c = document.querySelector('.printed'), b = c.getBoundingClientRect();
        return [getComputedStyle(c).display, c.querySelectorAll('text').length > 20,
          b.left >= 0, b.right <= innerWidth + 1, getComputedStyle(document.querySelector('header')).display]; }"""
    )
    assert shown == ["block", True, True, True, "none"]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".printed").count() == 0
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    seen.clean()


def test_help_lists_the_keys(opened: Any, graph: Graph) -> None:
    page = opened("trunk", graph).page
    page.keyboard.press("?")
    assert "演示" in page.locator("#help").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()


@pytest.mark.parametrize("count", [1000, 5000])
def test_many_names_have_a_hundred_readable_labels_that_do_not_touch(opened: Any, count: int) -> None:
    page = opened(dotted_view(count), width=1920, height=1080).page
    labels = page.evaluate("deltatrunk.painter.labels.filter((l) => l.px >= 12).map((l) => [l.node.at, l.box])")
    assert len(labels) >= 100
    assert labels[0][0] == 0
    assert sum(at < count / 2 for at, _ in labels) > len(labels) / 2
    boxes = [box for _, box in labels]
    touching = [
        (one, two)
        for i, one in enumerate(boxes)
        for two in boxes[i + 1 :]
        if one["left"] < two["right"] and two["left"] < one["right"]
        and one["top"] < two["bottom"] and two["top"] < one["bottom"]
    ]  # fmt: skip
    assert touching == []


def test_more_labels_stand_as_one_zooms(opened: Any) -> None:
    page = opened(dotted_view(3000)).page
    few = page.evaluate("deltatrunk.painter.labels.length / deltatrunk.scene.nodes.length")
    page.evaluate("deltatrunk.look({x: 1500, y: 800}, 1)")
    page.wait_for_timeout(300)
    inside = """(() => { const c = deltatrunk.camera(); return deltatrunk.scene.nodes.filter(
        (n) => n.x > c.left && n.x < c.right && n.y > c.top && n.y < c.bottom).length; })()"""
    assert page.evaluate("deltatrunk.painter.labels.length") / page.evaluate(inside) > 3 * few


def test_pinyin_initials_find_a_name(opened: Any, graph: Graph) -> None:
    page = opened("chain-leaders", graph, chain="光伏").page
    for typed in ("jxgs", "jiaxing", "beiy"):
        page.locator("#search").fill(typed)
        first = page.locator("#results li").first.inner_text()
        assert first.startswith("北园" if typed == "beiy" else "甲星公司"), typed


def test_every_tool_has_a_name_for_screen_readers(opened: Any, graph: Graph) -> None:
    page = opened("trunk", graph).page
    nameless = page.evaluate(
        """[...document.querySelectorAll('button, summary, input, select')].map((e) =>
        [e.getAttribute('aria-label') || e.textContent.trim() || (e.labels || []).length, e.outerHTML])
        .filter(([name]) => !name).map(([_, markup]) => markup)"""
    )
    assert nameless == []


def test_a_name_without_facts_of_its_own_tells_the_lines_of_the_map(opened: Any) -> None:
    seen = opened(dotted_view(12))
    page = seen.page
    click(page, "n5")
    told = page.evaluate("deltatrunk.scene.edgesOf(deltatrunk.scene.nodeOf.get('n5')).length")
    assert told > 0
    assert page.locator("#panel li .name").count() == told
    page.locator("#panel li .name").first.click()
    assert page.locator("#panel h2").inner_text() != "试验名称5号"
    seen.clean()
