"""Heatmap and chain pages as text: one file, a policy by hashes, escaped, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from made_pages import (
    HOSTILE,
    bare_dossier,
    hostile_dossier,
    hostile_heatmap,
    small_dossier,
    small_heatmap,
    wide_heatmap,
)

from deltatrunk.graph.errors import ExportError
from deltatrunk.viz import page, write_dossier, write_dossiers, write_heatmap
from deltatrunk.viz.chain_diagram import draw_chain
from deltatrunk.viz.dossier_page import dossier_html, file_names, index_html
from deltatrunk.viz.heatmap_page import BAND, heatmap_html, levels

Made = Callable[[], str]
PAGES: dict[str, tuple[Made, int]] = {
    "heatmap": (lambda: heatmap_html(small_heatmap()), 1),
    "hostile heatmap": (lambda: heatmap_html(hostile_heatmap()), 1),
    "dossier": (lambda: dossier_html(small_dossier()), 0),
    "bare dossier": (lambda: dossier_html(bare_dossier()), 0),
    "hostile dossier": (lambda: dossier_html(hostile_dossier()), 0),
    "index": (lambda: index_html([("人工智能.html", small_dossier()), ("x.html", hostile_dossier())]), 0),
}
EVERY = pytest.mark.parametrize(("made", "scripts"), PAGES.values(), ids=PAGES.keys())


@EVERY
def test_a_page_allows_only_its_own_blocks(made: Made, scripts: int) -> None:
    text = made()
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert found
    policy = unescape(found[1])
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    programs = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert (len(styles), len(programs)) == (1, scripts)
    assert all(page.digest(block) in policy for block in (*styles, *programs))
    assert policy.count("sha256-") == 1 + scripts


@EVERY
def test_a_page_asks_for_nothing(made: Made, scripts: int) -> None:
    text = re.sub(r"<(style|script)>.*?</\1>", "", made(), flags=re.DOTALL)
    assert not re.search(r"\b(src|srcset|data|poster|action)=\"", text.replace('data-words="', ""))
    assert not re.search(r"\bstyle=|\bon[a-z]+=\"|@import", re.sub(r'"[^"]*"', '""', text))
    links = re.findall(r'href="([^"]*)"', text)
    assert all(link.startswith("#") or re.fullmatch(r"[^:/]+\.html", link) for link in links)


@EVERY
def test_a_page_is_the_same_twice(made: Made, scripts: int) -> None:
    assert made() == made()


@pytest.mark.parametrize("name", ["hostile heatmap", "hostile dossier"])
def test_hostile_texts_are_escaped(name: str) -> None:
    text = PAGES[name][0]()
    body = text[text.index("<body") :]
    assert "<img" not in body
    assert "<script>alert" not in body
    assert "<svg onload" not in body
    assert "\u202e" not in body
    assert "{{ 7*7 }}" in body
    assert "长" * 1300 not in body
    assert "坏?字" in body or "坏 字" in body
    text.encode("utf-8")


def test_links_inside_a_page_lead_somewhere() -> None:
    for made, _ in (PAGES["heatmap"], PAGES["dossier"], PAGES["hostile dossier"]):
        text = made()
        ids = re.findall(r' id="([^"]*)"', text)
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in re.findall(r'href="(#[^"]*)"', text)} <= set(ids)


def test_the_heatmap_shows_every_fact_with_its_place() -> None:
    text = heatmap_html(small_heatmap())
    assert text.count('class="cell"') == len(small_heatmap().cells)
    assert text.count("《甲区行动方案》 › 一、总则 › （二）园区 › plan.txt:10-20") == 5
    assert "<blockquote>云园重点发展人工智能。</blockquote>" in text
    assert "位于该园区" in text
    assert "3 个园区（文件共写到 9 个园区） × 3 条产业链，5 条事实" in text
    assert "未提及" in text


def test_on_paper_every_number_stands_once() -> None:
    made = wide_heatmap(30, 47)
    paper = heatmap_html(made).partition('<div class="paper"')[2].partition('<div id="facts">')[0]
    assert paper.count("<table>") == -(-len(made.columns) // BAND)
    assert len(re.findall(r'<td class="l\d">', paper)) == len(made.cells)
    for row in re.findall(r"<tr>(.*?)</tr>", paper, re.DOTALL):
        assert len(re.findall(r"<t[hd]", row)) == BAND + 2


@pytest.mark.parametrize("highest", [1, 2, 5, 6, 17, 400])
def test_levels_cover_every_number_once(highest: int) -> None:
    steps = levels(highest)
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert len(steps) == min(highest, 5)
    assert steps[-1].most == highest
    assert [step.most for step in steps] == sorted({step.most for step in steps})


def test_the_scale_is_read_without_colour() -> None:
    css = page.asset("heatmap.css")
    shades = re.findall(r"\.l(\d) \{ background: #(\w\w)(\w\w)(\w\w);( color: #fff)?", css)
    grey = [0.2126 * int(r, 16) + 0.7152 * int(g, 16) + 0.0722 * int(b, 16) for _, r, g, b, _ in shades]
    assert [number for number, *_ in shades] == ["1", "2", "3", "4", "5"]
    assert all(one - two >= 25 for one, two in pairwise(grey))

    def linear(hexed: str) -> float:
        part = int(hexed, 16) / 255
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    for _, r, g, b, white in shades:
        light = 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
        ink = 1.0 if white else 0.2126 * linear("1c") + 0.7152 * linear("25") + 0.0722 * linear("30")
        assert (max(light, ink) + 0.05) / (min(light, ink) + 0.05) >= 4.5


def test_own_script_never_writes_markup() -> None:
    text = page.asset("heatmap.js")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text)


def test_a_dossier_names_its_five_parts_and_its_places() -> None:
    text = dossier_html(small_dossier())
    for title in (
        "一、一张图",
        "二、一份企业名单",
        "三、一批园区和载体",
        "四、一套政策",
        "五、一张责任网",
        "补链：未提及",
    ):
        assert title in text
    assert text.count('<li id="n') == 2
    assert "《甲区行动方案》 › 一、总则 › （二）园区 › " in text
    assert "<q>云园重点发展人工智能。</q>" in text
    assert "本页所称“五个一”" in text
    assert "日期" not in text
    assert "日期 2030-01-02。" in dossier_html(small_dossier(), date="2030-01-02")


def test_a_dossier_without_facts_says_that_nothing_is_mentioned() -> None:
    text = dossier_html(bare_dossier())
    assert text.count('<p class="none">未提及：') == 4
    assert "加 --documents 可附上原文" in text


@pytest.mark.parametrize("made", [small_dossier, bare_dossier, hostile_dossier])
def test_boxes_of_the_picture_stay_apart_and_inside(made: Callable[[], object]) -> None:
    found = draw_chain(made())  # type: ignore[arg-type]
    boxes = found.boxes
    for at, one in enumerate(boxes):
        assert one.x >= 0
        assert one.x + one.width <= found.width
        assert one.y + one.height <= found.height
        for two in boxes[at + 1 :]:
            apart = (
                one.x + one.width <= two.x + 0.2
                or two.x + two.width <= one.x + 0.2
                or one.y + one.height <= two.y + 0.2
                or two.y + two.height <= one.y + 0.2
            )
            assert apart, (one, two)
    for upper, lower in pairwise(found.bands):
        assert upper.y + upper.height <= lower.y


def test_the_picture_shows_upstream_left_of_downstream_and_leaders_thick() -> None:
    boxes = {"".join(line for _, line in box.lines): box for box in draw_chain(small_dossier()).boxes}
    assert boxes["零部件"].x < boxes["整机"].x
    assert boxes["云帆公司"].y > boxes["整机"].y
    assert (boxes["星河公司"].kind, boxes["星河公司"].note) == ("star", "龙头 · 链主")
    assert boxes["副区长"].kind == "head"
    assert boxes["副区长"].y < boxes["星河公司"].y < boxes["零部件"].y < boxes["云园"].y < boxes["测试平台"].y


def test_file_names_fit_every_system() -> None:
    names = file_names(["AI/大模型", "ai:大模型", "CON", "..", "index", "x" * 300, "\u202e右\x00", *HOSTILE])
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert re.fullmatch(r"[^\\/:*?\"<>|#%\x00-\x1f]{1,80}\.html", name)
        assert name.casefold() not in {"con.html", "index.html", "..html"}


def test_all_pages_are_written_with_an_index(tmp_path: Path) -> None:
    index = write_dossiers([small_dossier(), hostile_dossier(), bare_dossier()], tmp_path / "a" / "b")
    assert index.name == "index.html"
    files = {path.name for path in index.parent.iterdir()}
    assert {"人工智能.html", "无人问津.html"} < files
    assert len(files) == 4
    assert 'href="index.html"' in (index.parent / "人工智能.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ExportError, match="nowhere"):
        write_heatmap(small_heatmap(), tmp_path / "nowhere" / "h.html")
    with pytest.raises(ExportError, match="nowhere"):
        write_dossier(small_dossier(), tmp_path / "nowhere" / "d.html")
    with pytest.raises(ExportError, match="file"):
        write_dossiers([small_dossier()], tmp_path / "file" / "d")
