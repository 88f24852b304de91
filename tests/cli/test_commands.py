"""Commands on the embedded store, over one small graph."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from fixture_types import Command, Outcome, Server
from openpyxl import load_workbook
from small_graph import TEXT, small_graph

from deltatrunk.graph.export import read_jsonl, read_parquet
from deltatrunk.graph.opening import open_store

TWO_LINES = re.compile(r"错误：[^\n]+\n请：[^\n]+\n")
LEADS = "LEADS|Company:星河公司|IndustryChain:人工智能"


@dataclass(frozen=True)
class Console:
    """Commands that all go to one store."""

    run: Command
    store: str

    def __call__(self, *words: object) -> Outcome:
        return self.run(*words, "--store", self.store)


@pytest.fixture
def console(command: Command, arcadedb_server: Server) -> Console:
    """A console on the embedded store, which holds the small graph."""
    with open_store(arcadedb_server.where) as store:
        store.load(small_graph())
    return Console(command, arcadedb_server.where)


def test_info_counts_in_chinese(console: Console) -> None:
    shown = console("info")
    assert shown.code == 0
    assert re.search(r"产业链\s+IndustryChain\s+2", shown.out)
    assert json.loads(console("info", "--json").out)["counts"]["LEADS"] == 2


def test_a_query_shows_its_rows_and_of_how_many(console: Console) -> None:
    shown = console("query", "run", "chain-leaders")
    assert shown.code == 0
    assert "星河公司" in shown.out
    assert shown.err == "1 行（产业链总数 2）\n"
    assert console("query", "run", "chain-leaders", "-q").err == ""


def test_an_empty_answer_names_what_is_close(console: Console) -> None:
    shown = console("query", "run", "chain-leaders", "-p", "chain=人工智")
    assert (shown.code, shown.out) == (0, "")
    assert "相近的有 人工智能" in shown.err


def test_a_query_writes_files_by_their_suffix(console: Console, tmp_path: Path) -> None:
    for suffix in ("csv", "json", "xlsx"):
        assert console("query", "run", "ten-bases", "-o", tmp_path / f"t.{suffix}").code == 0
    assert tmp_path.joinpath("t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert json.loads(tmp_path.joinpath("t.json").read_text("utf-8"))["rows"][0]["base"] == "云园"
    sheet = load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["云园", "星园"]


def test_csv_goes_to_a_pipe_as_excel_wants_it(console: Console) -> None:
    shown = console("query", "run", "chain-leaders", "--format", "csv")
    assert shown.out.startswith("\ufeff产业链,企业,角色,")


def test_json_is_for_machines(console: Console) -> None:
    assert json.loads(console("query", "run", "about", "-p", "name=AI", "--json").out)["rows"]
    listed = json.loads(console("query", "list", "--json").out)
    assert {"name": "ten-bases", "kind": "rows"}.items() <= next(q for q in listed if q["name"] == "ten-bases").items()
    shown = json.loads(console("query", "show", "chain-leaders", "--values", "--json").out)
    assert shown["parameters"][0]["values"] == ["人工智能", "集成电路"]


def test_a_query_is_explained(console: Console) -> None:
    shown = console("query", "show", "chain-leaders", "--values").out
    assert "chain 的可选值：人工智能、集成电路" in shown
    assert "MATCH (c:Company)-[r:LEADS]->" in shown


def test_cypher_reads_and_refuses_to_write(console: Console) -> None:
    text = "MATCH (n:Company {name: $x}) RETURN n AS company, n.confidence AS c"
    shown = console("cypher", text, "-p", "x=星河公司", "--json")
    assert json.loads(shown.out)["rows"] == [{"company": "星河公司", "c": 0.9}]
    refused = console("cypher", "MATCH (n) DETACH DELETE n")
    assert (refused.code, refused.out) == (1, "")
    assert TWO_LINES.fullmatch(refused.err)
    wrong = console("cypher", "MATCH (n) RETRUN n")
    assert wrong.code == 1
    assert TWO_LINES.fullmatch(wrong.err)
    assert json.loads(console("info", "--json").out)["counts"]["Company"] == 3


def test_evidence_gives_the_words(console: Console) -> None:
    shown = console("evidence", "星河").out
    assert "《甲区行动方案》 › 一、企业" in shown
    assert "甲区方案.txt:12-24" in shown
    assert "“星河公司是人工智能链主。”" in shown
    piece = json.loads(console("evidence", LEADS, "--json").out)[0]
    assert piece["subject"] == "星河公司 —引领→ 人工智能"
    assert piece["quote"] == "星河公司是人工智能链主。"


def test_evidence_of_an_unknown_name_offers_others(console: Console) -> None:
    done = console("evidence", "星河公")
    assert done.code == 2
    assert "试试 星河公司" in done.err


def test_evidence_takes_the_words_from_the_documents_where_the_checksum_fits(
    console: Console, arcadedb_server: Server, tmp_path: Path
) -> None:
    built, folder = tmp_path / "built", tmp_path / "documents"
    for place in (built, folder):
        place.mkdir()
        place.joinpath("甲区方案.txt").write_text(TEXT, "utf-8")
    from deltatrunk.loaders import extract

    with open_store(arcadedb_server.where) as store:
        store.load(extract([built], text=False).graph)
        document = store.read("MATCH (d:Document {loaded: true}) RETURN d.name AS name").rows[0][0]
    bare = json.loads(console("evidence", document, "--json").out)
    assert all(piece["quote"] == "" and "--documents" in piece["why"] for piece in bare)
    full = json.loads(console("evidence", document, "--documents", folder, "--json").out)
    for piece in full:
        start, end = map(int, piece["span"].rpartition(":")[2].split("-"))
        assert piece["quote"] == TEXT[start:end]
    folder.joinpath("甲区方案.txt").write_text(TEXT + "后来加的话。\n", "utf-8")
    changed = json.loads(console("evidence", document, "--documents", folder, "--json").out)
    assert all(piece["quote"] == "" and "校验和" in piece["why"] for piece in changed)


@pytest.mark.parametrize("format_", ["jsonl", "cypher", "graphml", "gexf", "csv", "admin-import", "parquet"])
def test_an_export_is_written(console: Console, tmp_path: Path, format_: str) -> None:
    path = tmp_path / "g"
    done = console("export", "--format", format_, "-o", path)
    assert done.code == 0
    assert str(path) in done.err
    assert path.exists()
    if format_ == "jsonl":
        assert dict(read_jsonl(path).nodes) == dict(small_graph().nodes)
    if format_ == "parquet":
        assert dict(read_parquet(path).nodes) == dict(small_graph().nodes)
    if format_ == "admin-import":
        assert "--nodes=nodes-Company-ChainLeader-Partner.csv" in path.joinpath("args.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [("export", "--format", "jsonl"), ("query", "run", "ten-bases", "--format", "csv"), ("map", "chain-leaders")],
    ids=["export", "query", "map"],
)
def test_a_missing_folder_is_named(console: Console, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = console(*words, "-o", tmp_path / "no" / "file")
    assert (done.code, done.out) == (1, "")
    assert TWO_LINES.fullmatch(done.err), done.err
    assert list(tmp_path.iterdir()) == []


def test_a_map_is_drawn(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    assert console("map", "chain-leaders", "--chain", "人工智能", "-o", path).code == 0
    assert "星河公司" in path.read_text("utf-8")
    assert console("map", "chain-leaders", "--chain", "没有的链", "-o", tmp_path / "x.html").code == 1
    assert not tmp_path.joinpath("x.html").exists()
    assert "chain-leaders" in console("map", "list").out


def test_an_atlas_is_written_with_its_title_and_date(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "atlas.html"
    said = console("atlas", "-o", path, "--title", "试验图谱", "--date", "2030-01-02")
    assert said.code == 0
    page = path.read_text("utf-8")
    assert "<h1>试验图谱</h1>" in page
    assert "日期 2030-01-02" in page
    assert "星河公司" in page
    told = json.loads(console("atlas", "-o", path, "--json").out)
    assert told == {"output": str(path), "bytes": path.stat().st_size}


def test_a_heatmap_is_written_for_browser_and_excel(console: Console, tmp_path: Path) -> None:
    for name in ("h.html", "h.xlsx"):
        assert console("heatmap", "-o", tmp_path / name).code == 0
    assert "云园重点" not in tmp_path.joinpath("h.html").read_text("utf-8")
    assert "云园 × 人工智能" in tmp_path.joinpath("h.html").read_text("utf-8")
    sheet = load_workbook(tmp_path / "h.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["园区", "所属", "人工智能", "集成电路", "合计"]
    said = json.loads(console("heatmap", "--chain", "AI", "--place", "甲区", "-o", tmp_path / "x.html", "--json").out)
    assert {"rows": 1, "chains": 1, "facts": 2}.items() <= said.items()
    unknown = console("heatmap", "--place", "丁", "-o", tmp_path / "y.html")
    assert (unknown.code, tmp_path.joinpath("y.html").exists()) == (2, False)
    assert "丁镇" in unknown.err


def test_a_chain_page_is_written_and_so_are_all(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert console("dossier", "--chain", "AI", "-o", path, "--date", "2030-01-02").code == 0
    page = path.read_text("utf-8")
    assert "<q>星河公司是人工智能链主。</q>" in page
    assert "日期 2030-01-02" in page
    done = console("dossier", "--all", "-d", tmp_path / "all")
    assert (done.code, done.out.strip()) == (0, str(tmp_path / "all" / "index.html"))
    names = sorted(file.name for file in (tmp_path / "all").iterdir())
    assert names == ["index.html", "人工智能.html", "集成电路.html"]
    before = {file.name: file.read_bytes() for file in (tmp_path / "all").iterdir()}
    assert console("dossier", "--all", "-d", tmp_path / "all").code == 0
    assert {file.name: file.read_bytes() for file in (tmp_path / "all").iterdir()} == before
    assert "人工智能" in console("dossier", "--chain", "人工智", "-o", path).err


def test_the_maps_of_a_chain_are_written_with_an_index(console: Console, tmp_path: Path) -> None:
    done = console("maps", "--chain", "AI", "-d", tmp_path / "四图")
    assert (done.code, done.out.strip()) == (0, str(tmp_path / "四图" / "index.html"))
    drawn = {file.stem for file in (tmp_path / "四图").iterdir()}
    assert {"index", "chain-leaders", "chain", "distribution"} <= drawn
    said = json.loads(console("maps", "-d", tmp_path / "all", "--json").out)
    assert [line["map"] for line in said["maps"]][1:] == ["chain", "technology", "application", "distribution"]
    assert all(bool(line["file"]) != bool(line["missing"]) for line in said["maps"])
    assert {line["file"] for line in said["maps"] if line["file"]} == {
        file.name for file in (tmp_path / "all").iterdir() if file.name != "index.html"
    }
    assert "人工智能" in console("maps", "--chain", "人工智", "-d", tmp_path / "none").err
    assert not (tmp_path / "none").exists()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    folder.joinpath("甲区方案.txt").write_text(TEXT, "utf-8")
    return folder


def test_build_gives_a_receipt_and_the_second_changes_nothing(console: Console, documents: Path) -> None:
    first = console("build", documents)
    assert first.code == 0
    assert re.search(r"合计\s+\d+", first.out)
    second = console("build", documents)
    assert second.code == 0
    assert "没有改动" in second.out
    receipt = json.loads(console("build", documents, "--json").out)["receipt"]
    assert receipt["nodes"]["added"] == {}


def test_build_without_paths_loads_the_bundled_facts(console: Console) -> None:
    done = console("build", "--json")
    assert done.code == 0
    assert json.loads(done.out)["counts"]["Document"] >= 5


def test_build_leaves_out_what_is_unusable_and_says_so(console: Console, documents: Path) -> None:
    documents.joinpath("空.txt").write_bytes(b"")
    done = console("build", documents)
    assert done.code == 1
    assert "空.txt" in done.err
    assert "合计" in done.out


def test_a_failed_build_changes_nothing(console: Console, documents: Path) -> None:
    before = console("info", "--json").out
    documents.joinpath("空.txt").write_bytes(b"")
    for words in (("build", documents, "--strict"), ("build", documents / "none.txt"), ("build", documents / "空.txt")):
        done = console(*words)
        assert (done.code, done.out) == (1, ""), words
        assert TWO_LINES.search(done.err)
    assert console("info", "--json").out == before


def test_extract_writes_lines_without_a_store(command: Command, documents: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    assert command("extract", documents, "-o", path).code == 0
    graph = read_jsonl(path)
    assert graph.counts()["Document"] >= 1
    shown = command("extract", documents, "-o", "-")
    assert shown.out == path.read_text("utf-8")
    bare = command("extract", documents, "-o", "-", "--no-text")
    assert '"text":' not in bare.out


def test_a_server_that_is_not_there_is_named(command: Command) -> None:
    started = time.monotonic()
    done = command("info", "--store", "bolt://127.0.0.1:1")
    assert (done.code, done.out) == (1, "")
    assert TWO_LINES.fullmatch(done.err), done.err
    assert time.monotonic() - started < 15


def test_a_wrong_password_is_named_and_not_repeated(command: Command, arcadedb_server: Server) -> None:
    address = arcadedb_server.uri.replace("://", "://root:wrong-secret@")
    done = command("info", "--store", address)
    assert done.code == 1
    assert TWO_LINES.fullmatch(done.err), done.err
    assert "wrong-secret" not in done.err


def test_the_neo4j_of_the_environment_is_used(
    command: Command, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    login = server.writer
    for name, value in zip(
        ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"),
        (server.uri, login.user, login.password, login.database),
        strict=True,
    ):
        monkeypatch.setenv(name, value)
    assert "图库是空的" in command("info").out
    refused = command("store", "start")
    assert refused.code == 1
    assert TWO_LINES.fullmatch(refused.err)


def test_a_server_stays_when_told_to(command: Command, tmp_path: Path) -> None:
    place = ("--store", tmp_path / "store")
    assert "没有常驻" in command("store", "status", *place).out
    try:
        started = json.loads(command("store", "start", *place, "--json").out)
        status = json.loads(command("store", "status", *place, "--json").out)
        assert status == started
        assert "password" not in json.dumps(started)
        assert command("info", *place).code == 0
    finally:
        stopped = command("store", "stop", *place)
    assert (stopped.code, stopped.out) == (0, "图库已停止。\n")
    assert "没有常驻" in command("store", "stop", *place).out


def test_cypher_says_that_there_are_more_rows(console: Console) -> None:
    some = console("cypher", "UNWIND range(1, 9) AS x RETURN x AS x", "--limit", "2", "--json")
    assert len(json.loads(some.out)["rows"]) == 2
    assert "--limit" in some.err


def test_cypher_writes_only_when_told_to_and_says_what_it_changed(console: Console) -> None:
    text = "CREATE (n:Note {text: $text})"
    assert console("cypher", text, "-p", "text=x").code == 1
    written = console("cypher", text, "-p", "text=x", "--write")
    assert (written.code, written.out) == (0, "")
    assert "新建节点 1" in written.err
    assert console("cypher", "LOAD CSV FROM 'file:///etc/passwd' AS l CREATE (:X)", "--write").code == 1
    assert "删除节点 1" in console("cypher", "MATCH (n:Note) DELETE n", "--write").err
