"""The atlas without a browser: what is in it, that it is safe, that it is repeatable."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

import pytest
import yaml
from drawn_graph import HOSTILE
from made_atlas import hostile_answers, small_answers
from stored_columns import block_of, rows
from test_html import FETCHES, STATIC

from deltatrunk.graph.errors import ExportError, ViewError
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import views, write_atlas
from deltatrunk.viz.atlas import Atlas, MapTab, build_atlas
from deltatrunk.viz.atlas_page import OWN, atlas_html
from deltatrunk.viz.charts import charts


@pytest.fixture(scope="module")
def atlas(graph: Graph) -> Atlas:
    return build_atlas(graph, small_answers(), title="试验图谱", date="2030-01-02")


def views_of(atlas: Atlas) -> list[MapTab]:
    return [one for tab in atlas.tabs for one in (tab, *tab.parts)]


@pytest.fixture(scope="module")
def page(atlas: Atlas) -> str:
    return atlas_html(atlas)


def test_atlas_has_a_card_for_every_entity_and_none_for_passages(graph: Graph, atlas: Atlas) -> None:
    sure = {n.id for n in graph.nodes.values() if n.labels[0] not in ("Section", "Passage") and n.confidence >= 0.5}
    assert {card.id for card in atlas.cards} == sure
    assert sum(entry.count for entry in atlas.counts) == len(sure)
    assert atlas.relations == len({r.id for r in graph.relationships.values() if r.confidence >= 0.5})


def test_atlas_has_every_map_or_says_why_not(atlas: Atlas) -> None:
    named = {tab.title for tab in atlas.tabs} | {title for title, _ in atlas.left_out}
    assert named == {spec.title for spec in views()}
    assert {"chain-leaders", "trunk"} <= {tab.name for tab in atlas.tabs}
    assert all(why for _, why in atlas.left_out)
    for tab in atlas.tabs:
        ids = {atlas.cards[at].id for at in tab.cards}
        assert ids == {node.entity for node in tab.view.nodes} & {card.id for card in atlas.cards}


def test_a_map_of_chains_has_parts_for_single_chains(atlas: Atlas) -> None:
    leaders = next(tab for tab in atlas.tabs if tab.name == "chain-leaders")
    assert [part.title for part in leaders.parts] == ["无人问津", "光伏"] or [p.title for p in leaders.parts] == [
        "光伏"
    ]
    solar = leaders.parts[-1]
    assert "光伏" in solar.view.title
    assert {"甲星公司", "硅料"} <= {atlas.cards[at].name for at in solar.cards}
    assert next(tab for tab in atlas.tabs if tab.name == "trunk").parts == ()


def test_a_map_that_cannot_be_drawn_is_left_out_and_told() -> None:
    from drawn_graph import Writer

    w = Writer()
    w.node("Company", "甲星公司")
    made = build_atlas(merge(w.facts), small_answers())
    assert made.tabs == ()
    assert len(made.left_out) == len(views())
    text = atlas_html(made)
    assert made.left_out[0][0] in text
    assert 'id="book"' in text


def test_an_empty_graph_is_refused() -> None:
    with pytest.raises(ViewError) as caught:
        build_atlas(merge(()), small_answers())
    assert "build" in (caught.value.hint or "")


def test_borderline_facts_come_only_when_asked(graph: Graph) -> None:
    made = build_atlas(graph, small_answers(), borderline=True)
    shy = next(card for card in made.cards if card.name == "边缘公司")
    assert any(fact.borderline for fact in shy.facts)
    plain = build_atlas(graph, small_answers())
    assert not any(fact.borderline for card in plain.cards for fact in card.facts)


def test_documents_are_told_with_what_they_state(atlas: Atlas) -> None:
    (source,) = atlas.sources
    assert source.name.startswith("试验行动方案")
    assert source.facts > 10


def test_lists_and_indicators_keep_every_row_with_its_place(atlas: Atlas) -> None:
    (projects,) = atlas.lists
    names = [heading.name for heading in projects.headings]
    assert [row[names.index("project")] for row in projects.rows] == ["甲星工厂", "乙镜车间"]
    assert projects.rows[0][names.index("quote")] == "到期末达到九亿元。"
    assert not {h.name for h in projects.headings if h.main} & {"document", "section", "quote", "confidence"}
    assert any(name == "收录" for name, _ in projects.rules)
    values, compared, chains = atlas.indicators
    assert (len(values.rows), len(compared.rows), len(chains.rows)) == (5, 2, 2)
    assert [h.name for h in values.headings if h.number] == ["year", "value", "confidence"]


def test_curves_keep_documents_and_kinds_apart(atlas: Atlas) -> None:
    first, second = atlas.charts.curves
    assert (first.indicator, first.unit, first.rows) == ("数字规模", "亿元", (0, 1, 2))
    told = [(line.document, line.kind, [(p.year, p.value) for p in line.points]) for line in first.lines]
    assert told == [("后来的方案", "实际", [(2030, 6.0)]), ("试验行动方案", "目标", [(2030, 5.0), (2031, 9.0)])]
    assert (second.indicator, second.unit) == ("占比", "%")


def test_targets_of_nothing_and_chains_without_members_are_not_drawn(atlas: Atlas) -> None:
    assert [(row.share, row.finding, row.target) for row in atlas.charts.reached] == [
        (120.0, "达到", "2030 目标 5亿元")
    ]
    assert [(bar.chain, bar.counts) for bar in atlas.charts.chains] == [("光伏", (2, 1, 1, 0))]
    assert [title for title, _ in atlas.charts.counted] == ["企业", "园区片区", "平台载体", "项目"]


def test_a_year_that_is_not_written_is_not_drawn() -> None:
    made = small_answers()
    at = [column.name for column in made.values.columns].index("year")
    lost = tuple((*row[:at], None, *row[at + 1 :]) for row in made.values.rows)
    drawn = charts(type(made.values)("x", "x", made.values.columns, lost), made.compared, made.chains)
    assert drawn.curves == ()


def test_the_same_graph_gives_the_same_bytes(graph: Graph, tmp_path: Path, page: str) -> None:
    one = write_atlas(graph, small_answers(), tmp_path / "a.html", title="试验图谱", date="2030-01-02")
    assert one.read_text("utf-8") == page
    assert "2030-01-02" in page
    assert "日期" not in block_of(page, "atlas")
    assert "日期 20" not in atlas_html(build_atlas(graph, small_answers()))


def test_the_page_fetches_nothing_and_allows_only_its_own_scripts(page: str) -> None:
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not FETCHES.search(markup)
    assert "http" not in markup.replace("http-equiv", "").replace("http://www.w3.org", "")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; ")
    assert "unsafe-eval" not in rules
    assert "unsafe-inline" not in rules.split("style-src")[0]
    scripts = re.findall(r"<script(?: type=\"text/plain\" id=\"drawing\")?>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 3
    for script in scripts:
        assert f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in rules


def test_own_scripts_never_write_markup() -> None:
    for name in OWN:
        text = (STATIC / name).read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text), name


def test_hostile_words_stay_text(hostile: Graph) -> None:
    made = build_atlas(hostile, hostile_answers(), title=HOSTILE, date="<b>")
    page = atlas_html(made)
    for name in ("book", "atlas", "lists", "indicators", *(f"view-{tab.name}" for tab in views_of(made))):
        assert "<" not in block_of(page, name)
        assert "\u2028" not in block_of(page, name)
    assert page.count("<script") == page.count("</script>") == 4 + len(views_of(made)) + 3
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "<img" not in markup
    assert "日期 &lt;b&gt;" in markup
    assert "\u202e" not in page


def test_the_book_is_told_once_and_read_back_whole(atlas: Atlas, page: str) -> None:
    book = json.loads(block_of(page, "book"))
    facts, cards, quotes = rows(book["facts"]), rows(book["cards"]), rows(book["quotes"])
    given = [(card, fact) for card in atlas.cards for fact in card.facts]
    assert len(facts) == len(given)
    for stored, (card, fact) in zip(facts, given, strict=True):
        other = stored["other"] if isinstance(stored["other"], str) else cards[stored["other"]]["id"]
        ends = (card.id, other) if fact.outward else (other, card.id)
        assert other == fact.other
        assert (stored["id"] or "|".join((fact.type, *ends))) == fact.id
        assert (stored["name"] or cards[stored["other"]]["name"]) == fact.name
    for stored, quote in zip(quotes, atlas.quotes, strict=True):
        at = stored["at"]
        assert (stored["exact"] if at < 0 else stored["text"][at : at + stored["size"]]) == quote.exact


def test_a_folder_that_is_not_there_is_named(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        write_atlas(graph, small_answers(), tmp_path / "nowhere" / "a.html")
    assert "nowhere" in str(caught.value)


def test_the_library_of_charts_is_what_its_record_says() -> None:
    record = yaml.safe_load((STATIC / "vendored.yaml").read_text("utf-8"))["echarts"]
    raw = (STATIC / record["stored_as"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == record["sha256"]
    assert f'version="{record["version"]}"'.encode() in raw
    for name in record["license_files"]:
        assert (STATIC / name).stat().st_size > 150
