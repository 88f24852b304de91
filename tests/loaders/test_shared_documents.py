"""What the five documents must yield: names, numbers and order, checked against lists kept here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from small_documents import SHARED, edges, named, spans, ungrounded, values

from deltatrunk.graph.checking import Report, check_evidence, check_names, check_schema
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph, Node, Relationship
from deltatrunk.loaders.pipeline import Extraction

TRUNK = "长三角数字干线"
DEV = {"qingpu-action-plan-2022-2023": (0.70, 0.60), "songjiang-g60-plan-2021-2025": (0.70, 0.60)}


@pytest.fixture(scope="module")
def graph(shared: Extraction) -> Graph:
    return shared.graph


def test_every_file_is_read_and_nothing_is_refused(shared: Extraction) -> None:
    assert len(shared.sources) == 5
    assert shared.problems == ()


def test_every_span_lies_in_its_file_and_holds_a_name(shared: Extraction) -> None:
    length = {s.file: len(s.text) for s in shared.sources}
    facts: list[Node | Relationship] = [*shared.graph.nodes.values(), *shared.graph.relationships.values()]
    assert [f.id for f in facts for file, start, end in spans(f) if not 0 <= start < end <= length[file]] == []
    assert ungrounded(shared) == []


PARTNERS = """
华为技术有限公司
国家会展中心（上海）有限责任公司
长三角投资（上海）有限公司
百联集团股份有限公司
光明食品（集团）有限公司
中国核工业建设股份有限公司
中国电信股份有限公司上海分公司
中国移动通信集团上海有限公司
中国联合网络通信有限公司上海市分公司
中国铁塔股份有限公司上海市分公司
上海东方有线网络技术服务有限公司
上海海思技术有限公司
网易（上海）网络有限公司
阿里巴巴（中国）有限公司
上海德启信息科技有限公司
上海中通吉网络科技有限公司
上海申雪供应链管理有限公司
上海圆擎信息科技有限公司
顺丰速运集团（上海）速运有限公司
上海东普信息科技有限公司
上海汉得信息技术股份有限公司
上海络安信息技术有限公司
上海肯耐珂萨人力资源科技股份有限公司
上海联适导航技术股份有限公司
上海华测导航技术股份有限公司
上海势航网络科技有限公司
遥聚信息服务（上海）有限公司
上海爱仕达机器人有限公司
上海精测半导体技术有限公司
东芯半导体股份有限公司
上海爱湃斯科技有限公司
上海漕河泾开发区赵巷新兴产业经济发展有限公司
锐嘉科集团有限公司
上海西虹桥导航产业发展有限公司
格创东智（上海）工业智能科技有限公司
上海云砺信息科技有限公司
上海云门数字科技有限公司
美的集团（上海）有限公司
上海市信息技术研究中心
上海数果科技有限公司
上海启迪科技城企业集团有限公司
上海极有网络科技有限公司
优刻得（上海）数据科技有限公司
上海影谱科技有限公司
安踏体育用品集团有限公司
威马汽车科技集团有限公司
妮维雅（上海）有限公司
上海麦迪睿网络技术有限公司
上海契胜科技有限公司
上海创力集团股份有限公司
熊猫智慧水务有限公司
上海崧源私募基金管理有限公司
""".split()


def test_all_partners_stand_in_their_order(graph: Graph) -> None:
    assert len(PARTNERS) == 52
    wanted = {(name, TRUNK, "第一批", order) for order, name in enumerate(PARTNERS, 1)}
    assert edges(graph, "PARTNER_OF", "batch", "order") == wanted
    assert named(graph, "Partner") == set(PARTNERS)
    assert named(graph, "Organization", "Partner") == {"上海市信息技术研究中心"}


def test_short_names_of_partners_are_their_aliases(graph: Graph) -> None:
    aliases = {n.name: n.properties.get("aliases", ()) for n in graph.nodes.values() if "Partner" in n.labels}
    for name, short in (
        ("华为技术有限公司", "华为"),
        ("上海中通吉网络科技有限公司", "中通"),
        ("上海圆擎信息科技有限公司", "圆通"),
    ):
        found = aliases[name]
        assert isinstance(found, tuple)
        assert short in found


EXPERTS = (
    ("张兆安", "战略研究领域", "上海社会科学院", "副院长"),
    ("盛雪锋", "战略研究领域", "上海智慧城市发展研究院", "院长"),
    ("陈启军", "学术领域", "中国（上海）数字城市研究院", "执行院长"),
    ("王建宇", "学术领域", "中科院上海技术物理研究所", "院士"),
    ("关新平", "学术领域", "上海交大电子信息与电气工程学院", "院长"),
    ("彭文宗", "信息化领域", "上海市经济和信息化发展研究中心", "副主任"),
    ("丁岳伟", "信息化领域", "上海理工大学", "（原）教授"),
    ("薛质", "信息化领域", "上海交通大学", "教授"),
    ("姜建伟", "信息化领域", "中共上海市委办公厅总值班室", "（原）主任"),
    ("熊伟", "产业领域", "上海海思技术有限公司", ""),
    ("何军", "产业领域", "格创东智（上海）工业智能科技有限公司", ""),
    ("封松林", "产业领域", "上海高等研究院", ""),
)


def test_all_experts_have_field_institution_and_title(graph: Graph) -> None:
    committee = "长三角数字干线专家咨询委员会"
    wanted = {(name, committee, order) for order, (name, *_) in enumerate(EXPERTS, 1)}
    assert edges(graph, "MEMBER_OF", "order") >= wanted
    fields = {n.name: n.properties.get("field") for n in graph.nodes.values() if n.labels[0] == "Person"}
    assert {name: fields[name] for name, *_ in EXPERTS} == {name: field for name, field, *_ in EXPERTS}
    where = {(h, t): str(title or "") for h, t, title in edges(graph, "AFFILIATED_WITH", "title")}
    for name, _, institution, title in EXPERTS:
        assert where[name, institution].startswith(title)
        assert bool(title) == bool(where[name, institution])


QINGPU_YEARS = (
    (2022, "target"), (2023, "target"), (2027, "target"), (2023, "actual"), (2024, "target"), (2025, "target"),
)  # fmt: skip
QINGPU: dict[tuple[str, str], tuple[float | None, ...]] = {
    ("数字经济规模", "亿元"): (1600, 2000, 4000, 2048.1, 2380, 2800),
    ("数字技术应用业产值", "亿元"): (800, 900, 1500, 952.0, 1050, 1150),
    ("智能制造产值（规模以上）", "亿元"): (780, 840, 910, 947.9, 960, 980),
    ("智能工厂（车间、生产线、仓储）", "个"): (30, 50, 100, 40, 50, 60),
    ("数字贸易交易额", "亿元"): (100, 120, 200, 275.6, 300, 330),
    ("数字商务服务开放场景", "个"): (5, 10, 40, 10, 20, 30),
    ("跨境电商交易量", "万单"): (600, 650, 800, 4537, 2500, 3000),
    ("固定宽带平均可用下载速率", "Mbps"): (70, 85, None, 230, 245, 260),
    ("5G网络移动宽带平均下载速率", "Mbps"): (420, 440, None, 600, 650, 700),
    ("公共数据开放规模", "万条"): (8, 10, 50, 12.7, 20, 30),
}
SONGJIANG = {
    ("规上制造业企业数字化转型比例", ">=", 95, None, "%"),
    ("具有全国影响力的工业互联网平台", "=", 1, 2, "个"),
    ("工业互联网综合解决方案“单项冠军”", "=", 3, 5, "个"),
    ("数字经济领域的企业研发投入强度", "~", 6, None, "%"),
    ("新增数字经济领域国家级创新平台", "=", 5, None, "个"),
    ("引进数字经济领域的高层次人才团队", "=", 10, None, "个"),
    ("新增数字经济领域高价值专利", "=", 50, None, "件"),
    ("5G网络覆盖率", ">=", 98, None, "%"),
    ("5G网络下行速率", "=", 500, None, "Mbps"),
    ("标杆性智能工厂", "=", 10, None, "家"),
    ("代表性智能楼宇", "=", 10, None, "幢"),
}
SHANGHAI = {
    ("南北地区", "新增规上工业总产值占全市新增规上工业总产值比重", ">=", 20, "%"),
    ("宝山区", "工业投资额占全区固定资产投资比重", ">", 25, "%"),
    ("金山区", "工业投资额占全区固定资产投资比重", ">", 30, "%"),
    ("宝山区", "规模以上服务业企业营业收入", "=", 50, "%"),
    ("金山区", "规模以上服务业企业营业收入", "=", 100, "%"),
    ("宝山区", "高新技术企业数量", "=", 300, "%"),
    ("金山区", "高新技术企业数量", "=", 100, "%"),
    ("上海市", "数字经济核心产业增加值占全市生产总值比重", "~", 15, "%"),
    ("上海市", "软件和信息服务业收入", "~", 1.5, "万亿元"),
    ("上海市", "规模以上制造业企业数字化转型比例", "~", 80, "%"),
    ("上海市", "数字贸易额", "~", 525, "亿美元"),
    ("上海市", "网络零售额", "~", 2.1, "万亿元"),
    ("上海市", "公共数据开放规模", "~", 15, "亿条"),
    ("上海市", "5G网络用户平均下载速率", "~", 500, "Mbps"),
    ("上海市", "新型城域物联感知终端", "~", 1000, "万个"),
}
IN_WORDS = {
    "地区生产总值年均增长率": "高于全市平均水平",
    "战略性新兴产业总产值占全区规模以上工业总产值比重": "达到全市平均水平",
    "单位生产总值能耗和二氧化碳排放降低率": "完成全市下达任务",
    "空气质量优良天数比例": "不低于全市平均水平",
    "主要污染物减排": "超额完成全市下达要求",
    "城镇社区公共服务设施15分钟步行可达覆盖率": "达到全市平均水平",
}


def test_every_value_of_the_qingpu_tables_is_there(graph: Graph) -> None:
    wanted = {
        ("青浦区", name, year, kind, "=", value, None, unit)
        for (name, unit), row in QINGPU.items()
        for (year, kind), value in zip(QINGPU_YEARS, row, strict=True)
        if value is not None
    }
    assert len(wanted) == 58
    assert wanted - values(graph) == set()
    rates = {v[2:4] for v in values(graph) if v[1] == "固定宽带平均可用下载速率"}
    assert (2027, "target") not in rates


def test_every_value_of_the_songjiang_table_is_there(graph: Graph) -> None:
    area = "松江新城G60数字经济创新产业示范区"
    wanted = {(area, name, 2025, "target", sign, low, high, unit) for name, sign, low, high, unit in SONGJIANG}
    assert wanted - values(graph) == set()


def test_every_value_of_the_gazette_tables_is_there(graph: Graph) -> None:
    wanted = {(area, name, 2025, "target", sign, value, None, unit) for area, name, sign, value, unit in SHANGHAI}
    assert wanted - values(graph) == set()


def test_goals_in_words_keep_their_words(graph: Graph) -> None:
    raw = {
        (graph.nodes[r.start].name, graph.nodes[r.end].properties["raw"])
        for r in graph.relationships.values()
        if r.type == "HAS_VALUE" and "value" not in graph.nodes[r.end].properties
    }
    assert set(IN_WORDS.items()) - raw == set()


GROUPS = {
    "五大支柱": ("虹桥中央商务区", "水乡客厅", "西岑科创中心", "新城5F数字之城", "智能化国家物流枢纽"),
    "十个基座": (
        "智慧生物医药产业园", "数字信息产业园", "智慧低碳产业园", "人工智能产业园", "北斗及高分遥感数字产业园",
        "朱家角绿色数智创新园", "全球数字贸易产业园", "市西软件信息园", "青浦新城数字商业示范区", "跨境电商产业园",
    ),
    "三条拓展带": ("数字农业引领示范带", "数字文旅创新体验带", "数字金融功能倍增带"),
    "一条干线": ("G50智慧高速公路", "轨道交通17号线", "上海示范区线"),
}  # fmt: skip


@pytest.mark.parametrize("group", GROUPS)
def test_spatial_order_has_every_member_in_its_place(graph: Graph, group: str) -> None:
    found = {(h, order) for h, t, g, order in edges(graph, "PART_OF", "group", "order") if (t, g) == (TRUNK, group)}
    assert found == {(name, order) for order, name in enumerate(GROUPS[group], 1)}


def test_ten_bases_are_parks(graph: Graph) -> None:
    assert set(GROUPS["十个基座"]) - named(graph, "Park") == set()


def test_songjiang_core_and_bases_are_parts_of_its_zone(graph: Graph) -> None:
    zone = "松江新城G60数字经济创新产业示范区"
    found = Counter(g for _, t, g, _ in edges(graph, "PART_OF", "group", "order") if t == zone)
    assert (found["一个核心区"], found["三个产业基地"]) == (1, 3)


def test_gazette_is_an_issue_of_six_texts(graph: Graph) -> None:
    issue = "上海市人民政府公报（2022年第13期）"
    texts = {h for h, t in edges(graph, "PART_OF") if t == issue}
    assert texts == {
        "关于加快推进南北转型发展的实施意见",
        "上海市数字经济发展“十四五”规划",
        "上海市电子证照管理办法",
        "关于《关于加快推进南北转型发展的实施意见》的政策解读",
        "关于《上海市数字经济发展“十四五”规划》的政策解读",
        "关于《上海市电子证照管理办法》的政策解读",
    }


DOCUMENTS = {
    "长三角数字干线发展规划纲要": ("青府发〔2022〕13号", "2022-02-21", 2022, 2027),
    "长三角数字干线青浦区行动方案（2022~2023年）": ("青府办发〔2022〕9号", "2022-02-15", 2022, 2023),
    "长三角数字干线青浦区行动方案（2024-2025年）（草案）": (None, None, 2024, 2025),
    "松江新城G60数字经济创新产业示范区建设方案": (None, None, 2021, 2025),
    "关于加快推进南北转型发展的实施意见": ("沪府发〔2022〕5号", "2022-06-13", None, None),
    "上海市数字经济发展“十四五”规划": ("沪府办发〔2022〕11号", "2022-06-12", 2021, 2025),
    "上海市电子证照管理办法": ("沪府办规〔2022〕7号", "2022-06-08", None, None),
}


def test_documents_carry_number_date_and_period(graph: Graph) -> None:
    keys = ("number", "issued", "period_start", "period_end")
    loaded = {n.name: n.properties for n in graph.nodes.values() if n.properties.get("loaded")}
    assert {name: tuple(loaded[name].get(k) for k in keys) for name in DOCUMENTS} == DOCUMENTS
    assert len(loaded) == 12


@pytest.fixture(scope="module")
def exported(shared: Extraction, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph as JSON lines, as the scorer reads it."""
    path = tmp_path_factory.mktemp("score") / "graph.jsonl"
    path.write_text("\n".join(to_lines(shared.graph)), "utf-8")
    return path


@pytest.mark.skipif(not (SHARED / "score").is_dir(), reason="../shared/score is not at hand")
@pytest.mark.parametrize("name", DEV)
def test_score_is_above_its_floor(exported: Path, name: str) -> None:
    words = [str(SHARED / "score" / "score.py"), str(exported), str(SHARED / "score" / f"{name}.jsonl"), "--json"]
    options = ["--source", f"{name}.txt", "--documents", str(SHARED / "documents")]
    done = subprocess.run([sys.executable, *words, *options], capture_output=True, text=True, check=True, timeout=60)
    report = json.loads(done.stdout)
    least_entities, least_relations = DEV[name]
    assert report["entities"]["all"]["f1"] >= least_entities
    assert report["relations"]["all"]["f1"] >= least_relations


def test_every_check_passes_with_the_texts(shared: Extraction) -> None:
    texts = {source.file: source.text for source in shared.sources}
    results = (*check_schema(shared.graph), *check_evidence(shared.graph, texts.get), *check_names(shared.graph))
    assert {one.name: one.state for one in results if one.state != "passed"} == {"aliases": "warned"}
    assert Report(results)["evidence-words"].looked > 10_000
