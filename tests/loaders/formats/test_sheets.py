"""Sheets: titled tables with the cells of each row, and the facts of enterprise and project tables."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from small_documents import edges, named, ungrounded
from written import as_xlsx

from deltatrunk.loaders.formats.extraction import source
from deltatrunk.loaders.pipeline import Extraction, extract

HEADER: list[object] = ["序号", "企业名称", "所属产业链", "环节", "是否链主", "所在园区", "地址", "主要产品", "备注"]
ENTERPRISES: list[list[object]] = [
    ["若耶区2024年重点企业名单"],
    HEADER,
    [1, "若耶光电科技有限公司", "集成电路", "芯片设计", "是", "若耶芯谷产业园",
     "浙江省绍兴市柯桥区云集路1号", "光刻胶", None],
    [2, "镜湖机器人有限公司", "人工智能、机器人产业", "下游：整机制造", "否", "若耶芯谷产业园",
     "绍兴市越城区", "手术机器人", "2023年投产"],
    [3, "鉴湖生物研究院", "生物医药", None, "—", None, None, None, None],
    [4, None, "生物医药", None, None, None, None, None, None],
]  # fmt: skip
PROJECTS: list[list[object]] = [
    ["序号", "项目名称", "建设单位", "总投资（亿元）", "所在园区", "所属产业", "责任单位"],
    [1, "镜湖算力中心项目", "镜湖数据有限公司", 12.5, "若耶芯谷产业园", "人工智能", "区发改局"],
]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    path = tmp_path_factory.mktemp("sheets") / "招商台账.xlsx"
    path.write_bytes(as_xlsx({"企业": ENTERPRISES, "项目": PROJECTS}))
    return extract([path])


def test_chain_of_a_row_is_led_or_taken_part_in(workbook: Extraction) -> None:
    graph = workbook.graph
    assert edges(graph, "LEADS", "role") == {("若耶光电科技有限公司", "集成电路", "链主")}
    assert named(graph, "ChainLeader") == {"若耶光电科技有限公司"}
    assert edges(graph, "PARTICIPATES_IN") == {
        ("若耶光电科技有限公司", "芯片设计"),
        ("镜湖机器人有限公司", "人工智能"),
        ("镜湖机器人有限公司", "机器人"),
        ("镜湖机器人有限公司", "整机制造"),
        ("鉴湖生物研究院", "生物医药"),
        ("镜湖算力中心项目", "人工智能"),
    }
    assert named(graph, "Organization") == {"鉴湖生物研究院", "区发改局"}


def test_links_parks_and_places_of_a_row_are_placed(workbook: Extraction) -> None:
    assert edges(workbook.graph, "PART_OF", "position") == {("芯片设计", "集成电路", None)}
    assert edges(workbook.graph, "LOCATED_IN") == {
        ("若耶光电科技有限公司", "若耶芯谷产业园"),
        ("若耶光电科技有限公司", "柯桥区"),
        ("镜湖机器人有限公司", "若耶芯谷产业园"),
        ("镜湖机器人有限公司", "越城区"),
        ("镜湖算力中心项目", "若耶芯谷产业园"),
    }


def test_projects_of_a_sheet_have_builders_and_units(workbook: Extraction) -> None:
    assert edges(workbook.graph, "BUILDS") == {("镜湖数据有限公司", "镜湖算力中心项目")}
    assert edges(workbook.graph, "RESPONSIBLE_FOR", "role") == {("区发改局", "镜湖算力中心项目", "责任")}
    assert edges(workbook.graph, "MEMBER_OF") == set()


def test_facts_of_a_sheet_name_their_words_and_cells(workbook: Extraction) -> None:
    # the name of a workbook is its file's: no words give it
    assert [place for place in ungrounded(workbook) if not place.startswith("Document:")] == []
    text = workbook.sources[0].text
    rows = {
        n.properties["cell"]: text[int(str(n.properties["start"])) : int(str(n.properties["end"]))]
        for n in workbook.graph.nodes.values()
        if n.labels[0] == "Passage" and n.properties["kind"] == "row"
    }
    assert rows["企业!A4:I4"].startswith("2\t镜湖机器人有限公司\t")
    assert rows["项目!A2:G2"].startswith("1\t镜湖算力中心项目\t镜湖数据有限公司\t12.5\t")


def test_row_without_a_company_is_reported(workbook: Extraction) -> None:
    assert [s.detail for s in workbook.graph.skipped] == ["企业表有一行没有企业名称"]


def test_name_of_a_workbook_is_its_title_or_its_file(workbook: Extraction, tmp_path: Path) -> None:
    assert named(workbook.graph, "Document") == {"招商台账"}
    (tmp_path / "表.xlsx").write_bytes(as_xlsx({"Sheet1": ENTERPRISES}))
    assert named(extract([tmp_path]).graph, "Document") == {"若耶区2024年重点企业名单"}


def test_chain_and_role_of_a_caption_hold_for_its_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["若耶区生物医药链主企业名单"],
        ["序号", "企业名称", "所属区"],
        [1, "鉴湖制药有限公司", "柯桥区"],
    ]
    (tmp_path / "表.xlsx").write_bytes(as_xlsx({"Sheet1": rows}))
    graph = extract([tmp_path]).graph
    assert edges(graph, "LEADS", "role") == {("鉴湖制药有限公司", "生物医药", "链主")}
    assert edges(graph, "LOCATED_IN") == {("鉴湖制药有限公司", "柯桥区")}


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-8", "\t"), ("utf-8", ";")])
def test_csv_gives_the_facts_of_the_sheet(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = [mark.join('"甲，乙"' if c == "备注" else str(c or "") for c in row) for row in ENTERPRISES[1:]]
    (tmp_path / "企业.csv").write_bytes("\r\n".join(lines).encode(encoding))
    graph = extract([tmp_path]).graph
    assert edges(graph, "LEADS", "role") == {("若耶光电科技有限公司", "集成电路", "链主")}
    cells = {n.properties.get("cell") for n in graph.nodes.values() if n.labels[0] == "Passage"}
    assert "A3:I3" in cells


def test_merged_cells_hidden_sheets_and_number_formats_are_as_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["指标表"],
        ["序号", "指标", "目标", None],
        [None, None, "2024年", "2025年"],
        [1, "占比", 0.125, 3.0],
        [2, None, True, 10**6],
    ):
        sheet.append(row)
    for area in ("A1:D1", "A2:A3", "B2:B3", "C2:D2", "B4:B5"):
        sheet.merge_cells(area)
    sheet["C4"].number_format = "0.0%"
    book.create_sheet("隐藏").append(["不读"])
    book["隐藏"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    made = source(stream.getvalue(), "指标.xlsx")
    assert made.text.splitlines() == [
        "指标表", "序号\t指标\t目标2024年\t目标2025年", "1\t占比\t12.5%\t3", "2\t占比\t是\t1000000",
    ]  # fmt: skip
    assert [m.cell for m in made.marks] == ["Sheet!A1", "Sheet!A2:D2", "Sheet!A4:D4", "Sheet!A5:D5"]
