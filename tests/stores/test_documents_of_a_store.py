"""Documents come into a store and go, on both stores: what it holds is what a build of them gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from deltatrunk import changing
from deltatrunk.graph.errors import InputError, StoreBusy, StoreError
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.loading import Part, Wanted
from deltatrunk.graph.model import Graph
from deltatrunk.graph.receipt import Receipt
from deltatrunk.graph.records import RECEIPT, SOURCE
from deltatrunk.graph.store import BoltStore
from deltatrunk.loaders import extract
from deltatrunk.loaders.resolution.decisions import Decision, of
from deltatrunk.loaders.sources import records_of

TEXTS = {
    "park.txt": "云岭蓝色工坊科技园（简称“蓝坊”）建设方案\n一、总体\n云岭蓝色工坊科技园（以下简称“蓝坊”）占地10亩。\n",
    "plan.txt": "云岭区行动方案\n一、重点任务\n依托蓝坊发展软件产业。支持启明数字科技有限公司落户云岭软件园。\n",
    "care.txt": "临海市养老服务办法\n一、服务\n完善社区养老服务。\n",
}
NEWER = "云岭区行动方案\n一、重点任务\n依托云岭软件园发展氢能产业。\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def paths(folder: Path, *names: str) -> list[Path]:
    return [folder / name for name in names]


def build(store: BoltStore, given: Sequence[Path]) -> Receipt:
    found = extract(given)
    return store.load(found.graph, records_of(found.read), command="build")


def lines(graph: Graph) -> list[str]:
    return list(to_lines(graph))


def wanted(folder: Path, *names: str) -> list[str]:
    return lines(extract(paths(folder, *names)).graph)


def kept(store: BoltStore) -> dict[str, str]:
    return {r.name: r.digest for r in store.records(SOURCE)}


def test_add_and_remove_give_what_a_build_gives(store: BoltStore, files: Path) -> None:
    build(store, paths(files, "plan.txt"))
    alone, sources = lines(store.graph()), kept(store)
    done = changing.add(store, paths(files, "park.txt", "care.txt"))
    assert done.receipt.documents.added == ("care.txt", "park.txt")
    assert done.reread == ("plan.txt",)
    assert lines(store.graph()) == wanted(files, *TEXTS)
    assert done.receipt.after == store.counts()
    assert build(store, [files]).is_empty
    gone = changing.remove(store, ["care.txt", "park.txt"]).receipt
    assert gone.documents.removed == ("care.txt", "park.txt")
    assert lines(store.graph()) == alone == wanted(files, "plan.txt")
    assert kept(store) == sources
    # What an addition brought and a removal took leaves nothing.
    assert changing.difference(store, 1, 3) == ()
    assert {c.id for c in gone.lost} >= {"Park:云岭蓝色工坊科技园"}


def test_second_addition_of_a_document_changes_nothing(store: BoltStore, files: Path) -> None:
    build(store, [files])
    records = store.whole_records()
    done = changing.add(store, paths(files, "plan.txt"))
    assert (done.already, done.receipt.is_empty) == (("plan.txt",), True)
    assert store.whole_records() == records


@pytest.mark.parametrize("name", ["plan.txt", "新方案.txt"], ids=["same file", "same title"])
def test_newer_version_takes_the_older_one_s_place(store: BoltStore, files: Path, tmp_path: Path, name: str) -> None:
    build(store, [files])
    newer = tmp_path / name
    newer.write_text(NEWER, "utf-8")
    done = changing.add(store, [newer])
    documents = done.receipt.documents
    assert (documents.changed, documents.renewed) == (
        (("plan.txt",), ()) if name == "plan.txt" else ((), (("plan.txt", name),))
    )
    assert "Company:启明数字科技有限公司" in {c.id for c in done.receipt.lost}
    assert any("氢能" in c.id for c in done.receipt.details if c.what == "added")
    assert lines(store.graph()) == lines(extract([*paths(files, "park.txt", "care.txt"), newer]).graph)


def test_document_of_the_same_title_stands_beside_when_asked(store: BoltStore, files: Path, tmp_path: Path) -> None:
    build(store, [files])
    newer = tmp_path / "more" / "plan.txt"
    newer.parent.mkdir()
    newer.write_text(NEWER, "utf-8")
    done = changing.add(store, [newer], beside=True)
    assert done.receipt.documents.added == ("more/plan.txt",)
    assert {"plan.txt", "more/plan.txt"} <= set(kept(store))


def test_other_document_under_a_taken_name_gets_its_folder_before_it(
    store: BoltStore, files: Path, tmp_path: Path
) -> None:
    build(store, [files])
    other = tmp_path / "2026" / "plan.txt"
    other.parent.mkdir()
    other.write_text(TEXTS["care.txt"].replace("养老", "托育"), "utf-8")
    assert changing.add(store, [other]).receipt.documents.added == ("2026/plan.txt",)


def test_dry_run_says_what_would_change_and_writes_nothing(store: BoltStore, files: Path) -> None:
    build(store, paths(files, "plan.txt"))
    graph, records = lines(store.graph()), store.whole_records()
    dry = changing.add(store, paths(files, "park.txt"), dry=True).receipt
    assert lines(store.graph()) == graph
    assert store.whole_records() == records
    real = changing.add(store, paths(files, "park.txt")).receipt
    assert (dry.nodes, dry.relationships, dry.evidence, dry.lost) == (
        real.nodes,
        real.relationships,
        real.evidence,
        real.lost,
    )


def test_document_is_added_to_facts_that_were_given(store: BoltStore, files: Path) -> None:
    store.load(extract(paths(files, "park.txt", "care.txt")).graph)
    before = lines(store.graph())
    done = changing.add(store, paths(files, "plan.txt"))
    assert done.receipt.documents.added == ("plan.txt",)
    assert "Park:云岭软件园" in store.graph().nodes
    assert set(kept(store)) == set(TEXTS)
    changing.remove(store, ["plan.txt"])
    assert lines(store.graph()) == before


def test_other_decisions_join_every_document_again(store: BoltStore, files: Path) -> None:
    build(store, [files])
    decided = of([Decision("same", "云岭软件园", "云岭蓝色工坊科技园", "张三", "同一个园区", "2026-11-21")])
    changing.add(store, paths(files, "care.txt"), decisions=decided)
    assert lines(store.graph()) == lines(extract([files], decisions=decided).graph)
    assert "Park:云岭蓝色工坊科技园" not in store.graph().nodes


def test_change_is_refused_when_another_came_between(store: BoltStore, files: Path) -> None:
    build(store, paths(files, "plan.txt"))
    graph = lines(store.graph())
    late = Wanted(Graph({}, {}), part=Part(frozenset({"Park:云岭软件园"}), frozenset()), since=0)
    with pytest.raises(StoreBusy, match="另一个命令"):
        store.change(late)
    assert lines(store.graph()) == graph


def test_receipts_tell_documents_evidence_and_single_changes(store: BoltStore, files: Path) -> None:
    build(store, paths(files, "plan.txt"))
    changing.add(store, paths(files, "park.txt"))
    first, second = changing.history(store)
    assert (first.number, first.command, second.number) == (1, "build", 2)
    assert first.after == second.before
    assert second.evidence.added["park.txt"] > 0
    whole = changing.receipt(store, 2)
    assert whole.details
    assert changing.difference(store, 1, 2) == whole.details
    back = {c.id: (c.what, c.gained, c.lost) for c in changing.difference(store, 2, 1)}
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert back == {c.id: (opposite[c.what], c.lost, c.gained) for c in whole.details}
    for number in (0, 3):
        with pytest.raises(StoreError, match=f"没有第 {number} 次"):
            changing.receipt(store, number)


def test_load_without_sources_forgets_those_of_another_graph(store: BoltStore, files: Path) -> None:
    build(store, [files])
    store.load(extract(paths(files, "plan.txt")).graph)
    assert not kept(store)
    assert len(store.records(RECEIPT)) == 2


@pytest.mark.parametrize(("name", "told"), [("没有.txt", "没有文件"), (".txt", "几个文件")])
def test_remove_names_the_documents_when_it_knows_none_or_several(
    store: BoltStore, files: Path, name: str, told: str
) -> None:
    build(store, [files])
    with pytest.raises(InputError, match=told) as refused:
        changing.remove(store, [name])
    assert "plan.txt" in refused.value.hint


def test_unusable_file_is_named_and_the_rest_added(store: BoltStore, files: Path, tmp_path: Path) -> None:
    build(store, paths(files, "plan.txt"))
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\0\1\2")
    done = changing.add(store, [broken, files / "park.txt"])
    assert [p.where for p in done.problems] == ["broken.txt"]
    with pytest.raises(InputError):
        changing.add(store, [broken, files / "care.txt"], strict=True)
    assert set(kept(store)) == {"plan.txt", "park.txt"}


def test_what_a_person_wrote_on_a_node_stays_when_the_node_changes(store: BoltStore, files: Path) -> None:
    build(store, paths(files, "plan.txt"))
    store.write("MATCH (n:Park {name: '云岭软件园'}) SET n.note = '已走访', n:Visited")
    store.write("MATCH (:Company)-[r:LOCATED_IN]->(:Park) SET r.note = '待核实'")
    (files / "more.txt").write_text("云岭区产业通知\n一、任务\n支持云岭软件园建设。\n", "utf-8")
    done = changing.add(store, paths(files, "more.txt", "park.txt"))
    assert "Park:云岭软件园" in {c.id for c in done.receipt.details if c.what == "changed"}
    rows = store.read("MATCH (n:Visited) RETURN n.name AS name, n.note AS note")
    assert list(rows) == [("云岭软件园", "已走访")]
    assert len(store.read("MATCH ()-[r]->() WHERE r.note = '待核实' RETURN r.id AS id")) == 1
