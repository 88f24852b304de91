"""What whole small documents yield: sets of facts, each with the words that state it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_documents import (
    HEAD,
    MEASURED,
    STRUCTURE,
    ZONE,
    edges,
    extracted,
    named,
    skips,
    small,
    spans,
    statements,
    ungrounded,
)

from deltatrunk.graph.model import Graph, Node, Relationship
from deltatrunk.graph.schema import schema
from deltatrunk.loaders.pipeline import Extraction

PLAN = "镜湖数字走廊柯桥区行动方案（2023—2025年）"


# evidence


def test_every_span_holds_a_name_of_its_entity(everything: Extraction) -> None:
    assert ungrounded(everything) == []


def test_every_relation_stands_in_a_sentence_an_item_or_a_row(everything: Extraction) -> None:
    places = statements(everything)
    loose = [
        (r.id, file, start, end)
        for r in everything.graph.relationships.values()
        if r.type not in ("HAS_SECTION", "HAS_PASSAGE", "MENTIONS", "ISSUED_BY")
        for file, start, end in spans(r)
        if (start, end) not in places[file]
    ]
    assert loose == []


def test_every_fact_names_its_passage_and_its_document(everything: Extraction) -> None:
    s, graph = schema(), everything.graph
    facts: list[Node | Relationship] = [
        *(n for n in graph.nodes.values() if not s.labels[n.labels[0]].structure),
        *(r for r in graph.relationships.values() if not s.relationships[r.type].structure),
    ]
    for fact in facts:
        passages = fact.properties["passages"]
        assert isinstance(passages, tuple)
        for passage, (file, start, end) in zip(passages, spans(fact), strict=True):
            where = graph.nodes[passage].properties
            assert where["file"] == file
            assert int(str(where["start"])) <= start < end <= int(str(where["end"]))
        assert fact.properties["documents"]


def test_every_entity_is_mentioned_by_its_passages(plan: Graph) -> None:
    mentioned = {r.end for r in plan.relationships.values() if r.type == "MENTIONS"}
    assert {id_ for id_, n in plan.nodes.items() if n.labels[0] not in STRUCTURE} == mentioned


# the document


def test_document_carries_what_its_head_says(plan: Graph) -> None:
    (document,) = [n for n in plan.nodes.values() if n.properties.get("loaded")]
    wanted = {
        "name": PLAN, "kind": "行动方案", "number": "绍柯政办发〔2023〕17号", "issued": "2023-05-18",
        "period_start": 2023, "period_end": 2025, "file": "action-plan.txt", "encoding": "utf-8",
    }  # fmt: skip
    assert {key: document.properties[key] for key in wanted} == wanted
    assert edges(plan, "ISSUED_BY") == {(PLAN, "绍兴市柯桥区人民政府办公室")}


def test_own_title_and_short_forms_are_no_citations(plan: Graph) -> None:
    assert edges(plan, "CITES") == {(PLAN, "浙江省织造产业提升行动计划")}
    assert named(plan, "Document") == {PLAN, "浙江省织造产业提升行动计划"}


def test_cited_document_carries_the_number_behind_it(tmp_path: Path) -> None:
    graph = extracted(
        tmp_path, HEAD + "一、总体要求\n依据《越州市算力规划》（越政发〔2022〕3号）和《算力券办法》制定。\n"
    )
    numbers = {n.name: n.properties.get("number") for n in graph.nodes.values() if n.labels[0] == "Document"}
    assert numbers["越州市算力规划"] == "越政发〔2022〕3号"
    assert numbers["算力券办法"] is None


def test_cited_document_that_is_loaded_is_one_node(everything: Extraction) -> None:
    rules = [n for n in everything.graph.nodes.values() if n.name == "越州市算力券管理办法"]
    assert [n.properties.get("loaded") for n in rules] == [True]
    assert ("《越州市算力券管理办法》政策解读", "越州市算力券管理办法") in edges(everything.graph, "CITES")


def test_texts_of_a_gazette_are_part_of_its_issue() -> None:
    issue = "越州市人民政府公报（2023年第4期）"
    texts = ("越州市数字湾区建设规划", "越州市算力券管理办法", "《越州市算力券管理办法》政策解读")
    assert {(h, t) for h, t in edges(small("gazette.txt"), "PART_OF") if t == issue} == {(t, issue) for t in texts}


def test_sections_form_the_heading_tree(plan: Graph) -> None:
    paths = {str(n.properties["path"]): n.properties["level"] for n in plan.nodes.values() if n.labels[0] == "Section"}
    assert paths["三、主要任务 > （一）实施“织机上云”计划 > 2.建设印染数据枢纽"] == 3
    assert paths["附件1"] == 1
    assert (PLAN, "主要任务") in edges(plan, "HAS_SECTION")
    assert ("主要任务", "实施“织机上云”计划") in edges(plan, "HAS_SECTION")


def test_zone_and_place_of_a_title_are_entities(tmp_path: Path) -> None:
    text = "镜湖数字走廊柯桥区行动方案\n一、空间布局\n（一）三大支柱\n1. 鉴水智造带\n建设面料研发平台。\n"
    graph = extracted(tmp_path, text)
    assert named(graph, "Zone") >= {"镜湖数字走廊", "鉴水智造带"}
    assert ("鉴水智造带", "镜湖数字走廊") in edges(graph, "PART_OF")
    assert "柯桥区" in named(graph, "Place")


@pytest.mark.parametrize("name", ["plan-and-report.txt", "action-plan.txt", "project-table.txt"])
def test_title_of_the_document_names_no_programme(name: str) -> None:
    own = named(small(name), "Programme")
    assert {n for n in own if "方案" in n or "行动计划" in n or "措施" in n} == set()


# spaces


def test_counted_groups_are_parts_of_the_zone_in_their_order(plan: Graph) -> None:
    assert edges(plan, "PART_OF", "group", "order") >= {
        ("鉴水智造带", ZONE, "三大支柱", 1),
        ("兰渚软件谷", ZONE, "三大支柱", 2),
        ("安昌物联港", ZONE, "三大支柱", 3),
        ("钱清智慧印染产业园", ZONE, "四个基座", 1),
        ("杨汛桥光电产业园", ZONE, "四个基座", 2),
        ("平水新材料产业园", ZONE, "四个基座", 3),
        ("福全跨境电商产业园", ZONE, "四个基座", 4),
    }
    assert named(plan, "Zone", least=0.5) == {ZONE, "鉴水智造带", "兰渚软件谷", "安昌物联港"}
    assert {"钱清智慧印染产业园", "杨汛桥光电产业园", "平水新材料产业园", "福全跨境电商产业园"} <= named(plan, "Park")


def test_tenants_and_fields_belong_to_the_space_of_their_heading(plan: Graph) -> None:
    assert edges(plan, "LOCATED_IN") == {("云岚智造有限公司", "安昌物联港"), ("越梭软件有限公司", "安昌物联港")}
    assert ("兰渚软件谷", "工业软件") in edges(plan, "FOCUSES_ON")


# measures


def test_tasks_are_parts_of_their_programmes_and_defined_in_the_document(plan: Graph) -> None:
    one, two = "“织机上云”计划", "“链上聚能”行动"
    assert {e for e in edges(plan, "PART_OF", "order") if e[1] in (one, two)} == {
        ("推进织机联网改造", one, 1), ("建设印染数据枢纽", one, 2), ("壮大工业软件产业链", two, 1),
    }  # fmt: skip
    tasks = {"推进织机联网改造", "建设印染数据枢纽", "壮大工业软件产业链", "加强组织领导"}
    assert named(plan, "Task") == tasks
    assert {h for h, _ in edges(plan, "DEFINED_IN") if h not in named(plan, "Indicator")} == {*tasks, one, two}


def test_labelled_brackets_name_units_with_their_role(plan: Graph) -> None:
    assert edges(plan, "RESPONSIBLE_FOR", "role", "order") == {
        ("区经信局", "推进织机联网改造", "责任", 1),
        ("区科技局", "推进织机联网改造", "责任", 2),
        ("区数据局", "建设印染数据枢纽", "牵头", 1),
        ("区经信局", "建设印染数据枢纽", "配合", 1),
        ("区投资促进中心", "壮大工业软件产业链", "责任", 1),
        ("绍兴市柯桥区人民政府办公室", "加强组织领导", "责任", 1),  # 区府办: the office that issues the plan
    }


def test_units_that_name_nobody_are_skipped_and_counted(plan: Graph) -> None:
    assert skips(plan, "unmatched_unit") == [
        "责任单位“各镇人民政府”没有指明是谁",
        "责任单位“有关镇街”没有指明是谁",
    ]


TASKS = HEAD + "一、主要任务\n（一）建设机房。改造电力设施。{}\n（二）引育企业。完善服务。\n"
BRACKETS = {
    "square": ("〔责任单位：区经信局、区科技局〕", {("区经信局", "责任"), ("区科技局", "责任")}),
    "half-width": ("(责任单位:区经信局,区科技局)", {("区经信局", "责任"), ("区科技局", "责任")}),
    "two labels": ("（责任单位：区经信局；配合单位：区科技局）", {("区经信局", "责任"), ("区科技局", "配合")}),
    "等": ("（责任单位：区经信局、区科技局等）", {("区经信局", "责任"), ("区科技局", "责任")}),
    "a company": ("（实施单位：云岚智造有限公司）", {("云岚智造有限公司", "责任")}),
    "a place": ("（责任单位：柯桥区、区数据局）", {("柯桥区", "责任"), ("区数据局", "责任")}),
    "line of its own": ("\n责任单位：区经信局、区科技局", {("区经信局", "责任"), ("区科技局", "责任")}),
    "no units": ("（详见附件）", set()),
}


@pytest.mark.parametrize(("bracket", "units"), BRACKETS.values(), ids=BRACKETS.keys())
def test_bracket_behind_a_measure_says_who_answers(tmp_path: Path, bracket: str, units: set[tuple[str, str]]) -> None:
    graph = extracted(tmp_path, TASKS.format(bracket))
    assert edges(graph, "RESPONSIBLE_FOR", "role") == {(unit, "建设机房", role) for unit, role in units}


def test_unlabelled_brackets_name_units() -> None:
    assert edges(small("task-list.txt"), "RESPONSIBLE_FOR", "role") == {
        ("区经信局", "打造智能眼镜小镇", "责任"),
        ("区科技局", "打造智能眼镜小镇", "责任"),
        ("娄桥街道", "打造智能眼镜小镇", "责任"),
        ("区市场监管局", "建设光学检测中心", "牵头"),
        ("区科技局", "建设光学检测中心", "配合"),
        ("区商务局", "拓展海外市场", "责任"),
        ("区财政局", "强化资金支持", "责任"),
    }


def test_unlabelled_brackets_name_units_that_a_lexicon_holds(tmp_path: Path) -> None:
    graph = extracted(tmp_path, TASKS.format("（经委牵头，科委配合）"))
    assert edges(graph, "RESPONSIBLE_FOR", "role") == {("经委", "建设机房", "牵头"), ("科委", "建设机房", "配合")}


def test_task_list_nests_tasks_without_programmes() -> None:
    assert edges(small("task-list.txt"), "PART_OF", "order") == {
        ("打造智能眼镜小镇", "建强制造基地", 1),
        ("建设光学检测中心", "建强制造基地", 2),
        ("拓展海外市场", "建强制造基地", 3),
    }


def test_title_of_a_task_is_no_alias_of_a_chain() -> None:
    graph = small("task-list.txt")
    aliases = {a for n in graph.nodes.values() if n.labels[0] == "IndustryChain" for a in _aliases(graph, n.id)}
    assert aliases & named(graph, "Task") == set()


def _aliases(graph: Graph, id_: str) -> tuple[str, ...]:
    found = graph.nodes[id_].properties.get("aliases", ())
    return found if isinstance(found, tuple) else ()


def test_measures_without_companies_yield_tasks_only() -> None:
    graph = small("measures.txt")
    assert named(graph, "Task") == {
        "支持载体建设",
        "加快建设泛半导体产业园",
        "支持公共服务平台建设",
        "支持人才引育",
        "引进紧缺人才",
    }
    assert edges(graph, "PART_OF", "order") == {
        ("加快建设泛半导体产业园", "支持载体建设", 1),
        ("支持公共服务平台建设", "支持载体建设", 2),
        ("引进紧缺人才", "支持人才引育", 1),
    }
    assert named(graph, "Company") == named(graph, "Programme", least=0.5) == set()
    assert "附则" not in named(graph, "Task")


def test_place_in_front_is_no_part_of_an_industry() -> None:
    chains = named(small("measures.txt"), "IndustryChain", least=0.5)
    assert {c for c in chains if c.startswith(("海宁", "我市"))} == set()


def test_regulation_sets_no_tasks() -> None:
    assert named(small("gazette.txt"), "Task") == {"建设湾区算力中心"}


# sentences


def test_list_before_leading_companies_leads_the_chain(plan: Graph) -> None:
    assert edges(plan, "LEADS", "role") == {
        ("越梭软件有限公司", "工业软件", "龙头"),
        ("兰亭数智科技股份有限公司", "工业软件", "龙头"),
    }


def test_chain_leaders_carry_the_label(tmp_path: Path) -> None:
    measure = "发挥兰亭数智科技有限公司等链主企业作用，做强工业软件产业。"
    text = f"一、主要任务\n（一）壮大工业软件产业链。{measure}\n（二）加强招商。完善服务。\n"
    graph = extracted(tmp_path, HEAD + text)
    assert named(graph, "Company", "ChainLeader") == {"兰亭数智科技有限公司"}
    assert edges(graph, "LEADS", "role") == {("兰亭数智科技有限公司", "工业软件", "链主")}


def test_short_forms_join_their_legal_names(plan: Graph) -> None:
    found = {n.name: n.properties.get("aliases") for n in plan.nodes.values() if n.labels[0] == "Company"}
    assert found == {
        "云岚智造有限公司": None,
        "越梭软件有限公司": ("越梭软件",),
        "兰亭数智科技股份有限公司": ("兰亭数智",),
    }


def test_named_cooperation_joins_the_area_and_the_partner(plan: Graph) -> None:
    assert edges(plan, "COOPERATES_WITH") == {("浙江理工大学", "柯桥区")}


def test_company_before_the_verb_builds_the_platform(plan: Graph) -> None:
    assert edges(plan, "BUILDS") == {("云岚智造有限公司", "柯桥织机云平台")}


def test_companies_of_a_measure_are_involved_in_it(plan: Graph) -> None:
    assert edges(plan, "INVOLVES") >= {
        ("建设印染数据枢纽", "越梭软件有限公司"),
        ("壮大工业软件产业链", "越梭软件有限公司"),
        ("壮大工业软件产业链", "兰亭数智科技股份有限公司"),
    }


def test_measured_things_belong_to_the_schema_only_with_a_subject(everything: Extraction) -> None:
    scopes = {n.id.split("/")[0] for n in everything.graph.nodes.values() if n.labels[0] in MEASURED}
    assert all(scope.split(":", 1)[1] for scope in scopes)
