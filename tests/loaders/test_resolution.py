"""Which names are one node over several documents, why, and what a person's decisions change."""

from __future__ import annotations

from pathlib import Path

import pytest

from deltatrunk.graph.errors import DecisionError
from deltatrunk.graph.model import Graph, Node
from deltatrunk.loaders import extract
from deltatrunk.loaders.pipeline import Extraction
from deltatrunk.loaders.resolution.decisions import NO_DECISIONS, Decision, Decisions, added, parse, read
from deltatrunk.loaders.resolution.departments import organ_of
from deltatrunk.loaders.resolution.explaining import explain
from deltatrunk.loaders.resolution.guards import GUARDS, forbidding
from deltatrunk.loaders.resolution.lookalikes import Name, compare, names_of, propose
from deltatrunk.loaders.resolution.places import chain_of, read_place

SHANGHAI = """\
上海市人民政府办公厅
关于印发上海市算力发展行动方案（2024-2026年）的通知

上海市算力发展行动方案（2024-2026年）

一、主要任务

（一）建设算力网络
支持华为技术有限公司、上海海思技术有限公司等企业建设算力网络，在普陀区布局。（责任单位：市科委、市经济信息化委、上海市发展和改革委员会）

（二）培育算力企业
依托华为、海思等企业，培育算力产业。（责任单位：市发展改革委、青浦区人民政府、黄浦区人民政府）
"""
HEFEI = """\
合肥市数字经济行动方案（2024-2026年）

一、主要任务

（一）壮大人工智能产业
依托科大讯飞股份有限公司等企业，发展人工智能产业，建设软件产业园。（责任单位：市科委、市数据资源局、蜀山区政府）
"""
SONGJIANG = """\
松江区软件产业行动方案（2024-2026年）

一、主要任务

（一）发展软件产业
建设软件产业园。（责任单位：经委、市科委、上海市经济和信息化委员会）
"""
ZHOUSHAN = """\
舟山市普陀区海洋经济实施方案（2024-2026年）

一、主要任务

（一）发展海洋电子信息产业
在普陀区建设海洋数字产业园。（责任单位：区发展改革局、市科技局）
"""
QINGPU = """\
青浦区软件产业实施方案（2024-2026年）

一、主要任务

（一）发展软件产业
在上海市青浦区建设软件园。（责任单位：经委、区发展改革委）
"""
TEXTS = {"上海": SHANGHAI, "合肥": HEFEI, "松江": SONGJIANG, "舟山": ZHOUSHAN, "青浦": QINGPU}


class Shelf:
    """A folder of small documents, read together by their keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in TEXTS.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")

    def read(self, *names: str, decisions: Decisions = NO_DECISIONS) -> Extraction:
        return extract([self.folder / f"{name}.txt" for name in names], decisions=decisions, strict=True)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """The small documents of five places."""
    return Shelf(tmp_path)


def nodes(graph: Graph, label: str) -> dict[str, set[str]]:
    """Return the aliases of every node of a label by its name."""
    return {n.name: aliases(n) for n in graph.nodes.values() if n.labels[0] == label}


def aliases(node: Node) -> set[str]:
    forms = node.properties.get("aliases", ())
    assert isinstance(forms, tuple)
    return set(forms)


def responsible(graph: Graph, document: str) -> set[str]:
    """Return the organizations and places that answer for the measures of a document."""
    return {
        graph.nodes[r.start].name
        for r in graph.relationships.values()
        if r.type == "RESPONSIBLE_FOR" and any(document in d for d in r.properties["documents"])  # type: ignore[union-attr]
    }


def test_a_short_form_and_its_legal_name_are_one_and_two_firms_are_two(shelf: Shelf) -> None:
    firms = nodes(shelf.read("上海").graph, "Company")
    assert firms == {"华为技术有限公司": {"华为"}, "上海海思技术有限公司": {"海思"}}


def test_a_departments_forms_are_one_by_its_place_and_the_short_one_is_its_name(shelf: Shelf) -> None:
    organs = nodes(shelf.read("上海").graph, "Organization")
    assert organs["市发展改革委"] == {"上海市发展和改革委员会"}
    assert organs["市科委"] == set()
    both = nodes(shelf.read("上海", "松江").graph, "Organization")
    assert both["市经济信息化委"] == {"上海市经济和信息化委员会"}
    assert "市科委" in both, "a district's plan and the city's speak of the same 市科委"


def test_one_short_form_of_two_cities_is_two_organs_told_apart_by_the_city(shelf: Shelf) -> None:
    graph = shelf.read("上海", "合肥").graph
    organs = nodes(graph, "Organization")
    assert organs["上海市科委"] == organs["合肥市科委"] == {"市科委"}
    assert "市科委" not in organs
    assert "市数据资源局" in organs, "what only one city has keeps its short form"
    assert responsible(graph, "合肥市") == {"合肥市科委", "市数据资源局", "蜀山区政府"}


def test_a_bare_form_belongs_to_the_documents_own_district(shelf: Shelf) -> None:
    organs = nodes(shelf.read("松江", "青浦").graph, "Organization")
    assert organs["松江区经委"] == organs["青浦区经委"] == {"经委"}
    assert "经委" in nodes(shelf.read("青浦").graph, "Organization")


def test_governments_of_two_districts_stay_two(shelf: Shelf) -> None:
    organs = nodes(shelf.read("上海").graph, "Organization")
    assert {"青浦区人民政府", "黄浦区人民政府"} <= organs.keys()


def test_places_of_one_name_are_kept_apart_by_what_they_belong_to(shelf: Shelf) -> None:
    graph = shelf.read("上海", "舟山").graph
    places = nodes(graph, "Place")
    assert places["上海市普陀区"] == places["舟山市普陀区"] == {"普陀区"}
    assert {n.properties["kind"] for n in graph.nodes.values() if "普陀区" in n.name and n.labels[0] == "Place"} == {
        "区县"
    }
    assert "普陀区" in nodes(shelf.read("舟山").graph, "Place")


def test_a_place_with_its_city_before_it_is_that_place(shelf: Shelf) -> None:
    places = nodes(shelf.read("青浦").graph, "Place")
    assert "青浦区" in places
    assert not {"上海市青浦区", "青浦"} & places.keys()


def test_a_park_without_a_name_of_its_own_belongs_to_its_city(shelf: Shelf) -> None:
    assert "软件产业园" in nodes(shelf.read("合肥").graph, "Park")
    parks = nodes(shelf.read("合肥", "松江").graph, "Park")
    assert parks["合肥市软件产业园"] == parks["上海市软件产业园"] == {"软件产业园"}


def test_one_title_of_two_cities_is_two_documents(tmp_path: Path) -> None:
    for city in ("合肥", "南京"):
        body = HEFEI[HEFEI.index("一、") :]
        text = f"{city}市人民政府\n\n关于加快数字经济发展的实施意见\n\n{body}"
        (tmp_path / f"{city}.txt").write_text(text, "utf-8")
    graph = extract([tmp_path], strict=True).graph
    title = "关于加快数字经济发展的实施意见"
    assert nodes(graph, "Document") == {f"合肥市{title}": {title}, f"南京市{title}": {title}}
    alone = extract([tmp_path / "合肥.txt"]).graph
    assert nodes(alone, "Document") == {title: set()}


@pytest.mark.parametrize(
    ("words", "place"),
    [("上海市青浦区", "青浦区"), ("上海青浦", "青浦区"), ("浙江省嘉兴市嘉善县", "嘉善县"), ("青浦", "青浦区")],
)
def test_places_one_in_the_other_are_the_last_one(words: str, place: str) -> None:
    assert [t.name for t in read_place(words)[0]] == [place]


@pytest.mark.parametrize("words", ["合肥市青浦区", "青浦区上海市", "产业园区", "上海科委"])
def test_places_that_do_not_lie_in_each_other_are_none(words: str) -> None:
    assert read_place(words) == ((), ())


def test_homonyms_are_read_by_the_place_before_them() -> None:
    assert [(t.name, t.parent) for t in read_place("舟山市普陀区")[0]] == [("普陀区", "舟山市")]
    assert {t.parent for t in read_place("鼓楼区")[0]} >= {"南京市", "徐州市"}


@pytest.mark.parametrize(
    ("own", "form", "organ"),
    [
        ("青浦区", "经委", "青浦区 经济委员会"),
        ("青浦区", "区经委", "青浦区 经济委员会"),
        ("青浦区", "青浦区经济委员会", "青浦区 经济委员会"),
        ("青浦区", "市科委", "上海市 科学技术委员会"),
        ("青浦区", "市政府办公厅", "上海市 政府办公厅"),
        ("上海市", "上海市人民政府办公厅", "上海市 政府办公厅"),
        ("青浦区", "市场监管局", "青浦区 市场监督管理局"),
        ("青浦区", "团市委", "上海市 共产主义青年团委员会"),
        ("青浦区", "区府办", "青浦区 政府办公室"),
        ("朱家角镇", "财政局", "青浦区 财政局"),
        ("昆山市", "市科技局", "昆山市 科学技术局"),
        ("昆山市", "苏州市科技局", "苏州市 科学技术局"),
        ("昆山市", "省工信厅", "江苏省 工业和信息化厅"),
        ("嘉善县", "县经信局", "嘉善县 经济和信息化局"),
        ("嘉善县", "市经信局", "嘉兴市 经济和信息化局"),
        ("合肥市", "市数字经济领导小组", "合肥市 数字经济领导小组"),
        ("合肥市", "区科技局", ""),
        ("青浦区", "国家发改委", ""),
        ("青浦区", "区块链联盟", ""),
        ("青浦区", "管委会", ""),
        ("青浦区", "上海交通大学", ""),
    ],
)
def test_a_departments_form_tells_its_level_and_place(own: str, form: str, organ: str) -> None:
    found = organ_of(form, chain_of(read_place(own)[0][0]))
    assert (f"{found.place.name} {found.core}" if found else "") == organ


@pytest.mark.parametrize(
    ("guard", "one", "other"),
    [
        ("place", "青浦区人民政府", "黄浦区人民政府"),
        ("place", "网易（上海）网络有限公司", "网易（杭州）网络有限公司"),
        ("number", "上海市第一人民医院", "上海市第二人民医院"),
        ("number", "生物医药基地一期", "生物医药基地二期"),
        ("number", "中国电科14所", "中国电科28所"),
        ("number", "行动方案（2022-2023年）", "行动方案（2024-2025年）"),
        ("direction", "综合保税区东区", "综合保税区西区"),
        ("direction", "东部产城融合示范区", "西部产城融合示范区"),
        ("kind", "长三角数字干线研究院", "长三角数字干线研究中心"),
        ("kind", "氢能产业园", "氢能实验室"),
        ("level", "市科委", "区科委"),
        ("branch", "中国电信股份有限公司", "中国电信股份有限公司上海分公司"),
        ("latin", "AR体验中心", "VR体验中心"),
        ("opposite", "氢能上游环节", "氢能下游环节"),
        ("register", "华为", "海思半导体"),
    ],
)
def test_a_guard_keeps_apart_what_differs_in_a_hard_feature(guard: str, one: str, other: str) -> None:
    assert guard in [g.name for g, _ in forbidding(one, other)]
    assert guard in [g.name for g, _ in forbidding(other, one)]


def test_every_guard_has_a_case() -> None:
    (mark,) = [m for m in test_a_guard_keeps_apart_what_differs_in_a_hard_feature.pytestmark if m.name == "parametrize"]  # type: ignore[attr-defined]
    assert {case[0] for case in mark.args[1]} == {guard.name for guard in GUARDS}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市西软件信息园", "市西软件信息园区"),
        ("长三角数字干线专家咨询委员会", "长三角数字干线发展专家咨询委员会"),
        ("上海市青浦区人民政府", "青浦区人民政府"),
        ("华为", "华为技术有限公司"),
    ],
)
def test_no_guard_keeps_apart_what_may_be_one(one: str, other: str) -> None:
    assert forbidding(one, other) == ()


def test_every_merge_says_by_which_rule_and_where(shelf: Shelf) -> None:
    merges = {m.form: m for m in shelf.read("上海", "合肥").resolution.merges if m.form != "市科委"}
    assert (merges["华为"].rule, merges["华为"].into) == ("legal-name", "华为技术有限公司")
    assert "华为" in merges["华为"].because
    assert merges["华为"].source == "上海市算力发展行动方案（2024-2026年）"
    organ = merges["上海市发展和改革委员会"]
    assert (organ.rule, organ.document) == ("department", "上海市算力发展行动方案（2024-2026年）")


def test_a_decision_joins_what_the_rules_keep_apart(shelf: Shelf) -> None:
    decided = decisions(("same", "华为", "海思"))
    firms = nodes(shelf.read("上海", decisions=decided).graph, "Company")
    assert firms == {"华为技术有限公司": {"华为", "海思", "上海海思技术有限公司"}}


def test_a_decision_splits_what_a_rule_joins(shelf: Shelf) -> None:
    decided = decisions(
        ("different", "华为", "华为技术有限公司"), ("different", "市发展改革委", "上海市发展和改革委员会")
    )
    found = shelf.read("上海", decisions=decided)
    assert {"华为", "华为技术有限公司"} <= nodes(found.graph, "Company").keys()
    assert {"市发展改革委", "上海市发展和改革委员会"} <= nodes(found.graph, "Organization").keys()
    assert "人工决定" in next(a.because for a in found.resolution.apart if a.one == "华为")


def test_a_decision_keeps_a_name_out_of_a_group_that_it_would_join_by_another(shelf: Shelf) -> None:
    decided = decisions(("same", "华为", "海思"), ("different", "华为技术有限公司", "上海海思技术有限公司"))
    firms = nodes(shelf.read("上海", decisions=decided).graph, "Company")
    assert len(firms) == 2
    assert any({name, *forms} >= {"华为", "海思"} for name, forms in firms.items())


def test_a_decision_across_kinds_is_not_carried_out_and_is_reported(shelf: Shelf) -> None:
    found = shelf.read("上海", decisions=decisions(("same", "华为", "普陀区")))
    assert [s.kind for s in found.graph.skipped if s.kind == "decision"] == ["decision"]
    assert "华为技术有限公司" in nodes(found.graph, "Company")


def test_a_decision_on_names_that_no_document_has_changes_nothing(shelf: Shelf) -> None:
    plain = shelf.read("上海").graph
    assert shelf.read("上海", decisions=decisions(("same", "甲公司", "乙公司"))).graph.nodes == plain.nodes


def decisions(*pairs: tuple[str, str, str]) -> Decisions:
    """Return decisions as a file gives them."""
    blocks = (
        f"- {kind}: [{one}, {other}]\n  by: 张三\n  why: 核对过\n  date: 2026-11-21\n" for kind, one, other in pairs
    )
    return parse("".join(blocks), file="decisions.yaml")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("same: [甲, 乙]", 1, "应是一列决定"),
        ("- 甲", 1, "不是键值结构"),
        ("- same: [甲, 乙]\n  by: 张三\n  why: 一家\n", 1, "缺少 date"),
        ("- same: [甲, 乙]\n  by:\n  why: 一家\n  date: 2026-11-21\n", 2, "缺少 by"),
        ("- same: [甲]\n  by: 张三\n  why: 一家\n  date: 2026-11-21\n", 1, "两个名称"),
        ("- same: [甲, 甲 ]\n  by: 张三\n  why: 一家\n  date: 2026-11-21\n", 1, "其实一样"),
        ("- same: [甲, 乙]\n  by: 张三\n  why: 一家\n  date: 昨天\n", 4, "date 应写成"),
        ("- same: [甲, 乙]\n  who: 张三\n", 2, "不认识的项 who"),
        ("- same: [甲, 乙]\n  by: 张三\n  by: 李四\n", 3, "by 写了两次"),
        ("- by: 张三\n  why: 一家\n  date: 2026-11-21\n", 1, "same 或 different"),
        ("- same: [甲, 乙\n", 2, "不是有效的 YAML"),
    ],
)
def test_a_decision_that_is_badly_written_is_named_with_file_and_line(text: str, line: int, what: str) -> None:
    with pytest.raises(DecisionError, match=what) as caught:
        parse(text, file="决定.yaml")
    assert caught.value.where == f"决定.yaml 第 {line} 行"


def test_decisions_that_contradict_each_other_are_named_with_their_lines() -> None:
    with pytest.raises(DecisionError, match=r"第 9 行说“甲”和“丙”不是同一个，第 1 行、第 5 行却") as caught:
        decisions(("same", "甲", "乙"), ("same", "乙", "丙"), ("different", "甲", "丙"))
    assert caught.value.where == "decisions.yaml"


def test_a_new_decision_is_added_behind_what_a_person_wrote() -> None:
    text = "# 我们的决定\n- same: [甲, 乙]  # 查过\n  by: 张三\n  why: 一家\n  date: 2026-11-21\n"
    new = Decision("different", "甲", "丙: “丁”", "李四", '他说 "不是"', "2026-11-22")
    now = added(text, new, file="决定.yaml")
    assert now.startswith(text)
    assert parse(now, file="决定.yaml").forbids("丙: “丁”", "甲") is not None
    assert added(now, new, file="决定.yaml") == now, "the same decision is not written twice"
    with pytest.raises(DecisionError, match="新的这一条说“乙”和“甲”不是同一个，第 2 行却"):
        added(text, Decision("different", "乙", "甲", "李四", "两家", "2026-11-22"), file="决定.yaml")


def test_a_decision_is_not_added_where_the_file_would_no_longer_be_read() -> None:
    text = "[{same: [甲, 乙], by: 张三, why: 一家, date: 2026-11-21}]\n"
    assert len(parse(text, file="决定.yaml").items) == 1
    with pytest.raises(DecisionError, match="加不进这个文件"):
        added(text, Decision("same", "丙", "丁", "李四", "一家", "2026-11-22"), file="决定.yaml")


def test_a_decisions_file_that_is_not_there_holds_none_unless_it_was_named(tmp_path: Path) -> None:
    assert read(tmp_path / "无.yaml") == Decisions()
    with pytest.raises(DecisionError, match="没有这个归一决定文件"):
        read(tmp_path / "无.yaml", required=True)


def test_proposals_are_ranked_and_leave_out_what_guards_or_people_decided() -> None:
    names = [Name("Company", n) for n in ("复旦微电子", "复旦微电", "复旦张江", "星海智能科技", "星海智联科技")]
    names += [Name("Park", "青浦氢能产业园一期"), Name("Park", "青浦氢能产业园二期")]
    pairs = {(p.one.name, p.other.name) for p in propose(names, Decisions())}
    assert ("复旦微电", "复旦微电子") in pairs
    assert not any("一期" in a for a, _ in pairs)
    every = propose(names, Decisions(), guarded=True)
    assert [p.guards for p in every if "一期" in p.one.name] == [("数字或序号不同（一与二）",)]
    scores = [p.score for p in every if not p.guards]
    assert scores == sorted(scores, reverse=True)
    decided = decisions(("different", "复旦微电", "复旦微电子"))
    assert ("复旦微电", "复旦微电子") not in {(p.one.name, p.other.name) for p in propose(names, decided)}


def test_proposing_does_not_merge(shelf: Shelf) -> None:
    graph = shelf.read("上海").graph
    before = set(graph.nodes)
    propose(names_of(graph), Decisions())
    assert set(graph.nodes) == before


def test_likeness_says_its_features() -> None:
    pair = compare(Name("Company", "上海星海智能科技有限公司"), Name("Company", "星海智能科技"))
    assert "去掉地名和公司后缀后相同" in pair.features
    assert compare(Name("Park", "氢谷"), Name("Company", "氢谷")).features == ("去掉地名和公司后缀后相同", "类型不同")


def test_explaining_names_the_reasons_for_and_against(shelf: Shelf) -> None:
    found = shelf.read("上海")
    (one,) = explain("海思", names_of(found.graph), found.resolution, Decisions())
    assert one.node.name == "上海海思技术有限公司"
    assert [(m.form, m.rule) for m in one.merges] == [("海思", "legal-name")]
    (government,) = explain("青浦区人民政府", names_of(found.graph), found.resolution, Decisions())
    against = {pair.other.name: why for pair, why in government.near}
    assert against["黄浦区人民政府"].startswith("地方不同（青浦区与黄浦区）")
    assert explain("没有这家", names_of(found.graph), found.resolution, Decisions()) == ()


def test_a_short_form_that_numbers_tell_apart_from_the_legal_name_stays_on_its_own(tmp_path: Path) -> None:
    text = HEFEI.replace("科大讯飞股份有限公司等企业", "云海建工第一建筑有限公司、云海建工、远山科技等企业")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    found = extract([tmp_path])
    assert {"云海建工", "云海建工第一建筑有限公司"} <= nodes(found.graph, "Company").keys()
    assert any("数字或序号不同" in a.because for a in found.resolution.apart)


def test_resolution_is_the_same_whatever_the_order_of_the_documents(shelf: Shelf) -> None:
    one, other = (shelf.read(*order) for order in (TEXTS, reversed(TEXTS)))
    assert one.resolution == other.resolution
    assert one.graph.nodes == other.graph.nodes
