"""The page: one file, escaped, with a policy, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import yaml
from drawn_graph import HOSTILE
from stored_columns import block_of, rows

from deltatrunk.graph.errors import ExportError
from deltatrunk.graph.model import Graph
from deltatrunk.viz import build, html, render, views
from deltatrunk.viz.html import to_html

STATIC = Path(html.__file__).parent / "static"
FETCHES = re.compile(
    r"""(?:src|href|action|data|poster|srcset)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?\s*(?:https?:)?//|@import""",
    re.I,
)


def test_a_notebook_gets_the_page_in_a_frame_that_is_shut_in(graph: Graph) -> None:
    view = build("chain-leaders", graph, chain="光伏")
    shown = view._repr_html_()
    assert shown.startswith("<iframe ")
    assert 'sandbox="allow-scripts"' in shown
    held = re.search(r'srcdoc="([^"]*)"', shown)
    assert held is not None
    assert unescape(held[1]) == to_html(view)


def test_render_writes_the_same_bytes_twice(graph: Graph, tmp_path: Path) -> None:
    view = build("chain-leaders", graph, chain="光伏")
    one = render(view, tmp_path / "a.html")
    two = render(build("chain-leaders", graph, chain="光伏"), tmp_path / "b.html")
    assert one.read_bytes() == two.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_page_fetches_nothing_and_allows_only_its_own_scripts(graph: Graph) -> None:
    page = to_html(build("trunk", graph))
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not FETCHES.search(markup)
    assert "http" not in markup.replace("http-equiv", "")
    assert "sourceMappingURL" not in page
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; ")
    assert "unsafe-eval" not in rules
    assert "unsafe-inline" not in rules.split("style-src")[0]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        assert f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in rules


def test_own_scripts_never_write_markup() -> None:
    for name in html.PROGRAM:
        text = (STATIC / name).read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text), name


def test_hostile_names_stay_text(hostile: Graph) -> None:
    for options in ({"chain": "光伏"}, {}):
        page = to_html(build("chain-leaders", hostile, **options))
        for name in ("book", "view"):
            assert "<" not in block_of(page, name)
            assert "\u2028" not in block_of(page, name)
        cards = rows(json.loads(block_of(page, "book"))["cards"])
        assert any("<img src=x onerror=alert(2)>" in card["name"] for card in cards)
        assert page.count("</script>") == 4
        assert HOSTILE not in page


def test_hostile_titles_are_escaped(graph: Graph) -> None:
    view = replace(build("trunk", graph), title=HOSTILE, notes=(HOSTILE,), sources=('"><script>',))
    page = to_html(view)
    assert page.count("<script") == 4
    assert "<img" not in page


def test_lone_surrogate_does_not_stop_the_page(graph: Graph, tmp_path: Path) -> None:
    view = replace(build("trunk", graph), subtitle="坏\ud800字")
    assert "坏?字" in render(view, tmp_path / "a.html").read_text("utf-8")


def test_data_holds_aliases_and_the_sentence(graph: Graph) -> None:
    book = json.loads(block_of(to_html(build("chain-leaders", graph, chain="光伏")), "book"))
    at, card = next((at, card) for at, card in enumerate(rows(book["cards"])) if card["name"] == "甲星公司")
    assert card["aliases"] == ["甲星"]
    facts = [fact for fact in rows(book["facts"]) if fact["of"] == at]
    solar = next(place for place, one in enumerate(rows(book["cards"])) if one["name"] == "光伏")
    lead = next(fact for fact in facts if fact["type"] == "LEADS" and fact["other"] == solar)
    quote = rows(book["quotes"])[lead["quotes"][0]]
    assert quote["text"][quote["at"] :][: quote["size"]] == "甲星公司是光伏产业链的链主"
    assert quote["text"] == "甲星公司是光伏产业链的链主，乙镜公司参与组件环节。"
    assert quote["document"].startswith("试验行动方案")
    assert quote["path"] == "一、总体安排"


def test_render_into_a_missing_folder_says_where(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        render(build("trunk", graph), tmp_path / "nowhere" / "map.html")
    assert "nowhere" in str(caught.value)
    assert caught.value.hint


def test_vendored_script_is_what_its_record_says() -> None:
    record = yaml.safe_load((STATIC / "vendored.yaml").read_text("utf-8"))["vis-network"]
    raw = (STATIC / record["stored_as"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == record["sha256"]
    assert f"@version {record['version']}".encode() in raw[:1000]
    for name in record["license_files"]:
        assert (STATIC / name).stat().st_size > 500


def test_every_map_has_a_chinese_title_and_line() -> None:
    names = [spec.name for spec in views()]
    assert {"chain-leaders", "trunk", "partners", "programmes", "rounds"} <= set(names)
    assert len(set(names)) == len(names)
    assert {"chain-leaders", "trunk", "neighbourhood", "path", "query"} <= set(names)
    assert len(names) == len(set(names))
    assert {"chain-leaders", "trunk", "layers", "cores", "places"} <= set(names)
    assert len(set(names)) == len(names)
    for spec in views():
        assert re.search(r"[\u4e00-\u9fff]", spec.title)
        assert re.search(r"[\u4e00-\u9fff]", spec.line)
        assert "\n" not in spec.line
