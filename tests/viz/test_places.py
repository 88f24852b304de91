"""Coordinates and boundaries that the user brings."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from drawn_graph import Writer, drawn_graph

from deltatrunk.graph.errors import DeltatrunkError, UnreadableFile, ViewError
from deltatrunk.graph.model import Graph, merge
from deltatrunk.viz import build
from deltatrunk.viz.geometry import outside, overlaps
from deltatrunk.viz.labelling import Labelling, Wish, crosses, simplified
from deltatrunk.viz.places_file import Located, parse_csv, parse_geojson, read_places
from deltatrunk.viz.view import View, ViewNode

TABLE = "名称,经度,纬度\n东枢纽,121.31,31.19\n西客厅,120.90,31.03\n中心城,121.11,31.15\n朱家角园,121.05,31.11\n"
SQUARE = [[121.0, 31.0], [121.2, 31.0], [121.2, 31.2], [121.0, 31.2], [121.0, 31.0]]


def feature(name: str, kind: str, coordinates: object, key: str = "name") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {key: name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def node(view: View, name: str) -> ViewNode:
    found = [n for n in view.nodes if n.label == name]
    assert found, f"{name} is not on the map"
    return found[0]


def drawn(graph: Graph, folder: Path, text: str, name: str = "places", file: str = "p.csv") -> View:
    path = folder / file
    path.write_text(text, encoding="utf-8")
    return build(name, graph, places=str(path))


@pytest.mark.parametrize(
    "raw",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("gbk"),
        TABLE.encode("utf-16"),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace(",", "，").encode("gbk"),
        TABLE.replace("\n", "\r\n").encode("utf-8-sig"),
        TABLE.replace("名称,经度,纬度", "Name,Lon,Lat").encode(),
        ("\n\n" + TABLE.replace("121.31,31.19", "东经121.31°,北纬31.19°")).encode(),
    ],
    ids=["utf-8", "mark", "gbk", "utf-16", "tabs", "wide commas", "windows", "english", "degrees"],
)
def test_table_is_read_when_excel_or_others_saved_it(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "p.csv").write_bytes(raw)
    found = read_places(tmp_path / "p.csv")
    assert [(place.name, place.points) for place in found[:2]] == [
        ("东枢纽", ((121.31, 31.19),)),
        ("西客厅", ((120.90, 31.03),)),
    ]
    assert len(found) == 4


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ("名称,经度\n甲,121", "第 1 行", "纬度"),
        ("名称,经度,纬度\n甲,121,31\n乙,121°7′,31", "第 3 行", "十进制"),
        ("名称,经度,纬度\n甲,31.1,121.3", "第 2 行", "写反"),
        ("名称,经度,纬度\n甲,350000,3450000", "第 2 行", "投影"),
        ("名称,经度,纬度\n甲,nan,31", "第 2 行", "十进制"),
        ("名称,经度,纬度\n甲,121,", "第 2 行", "十进制"),
        ("名称,经度,纬度\n,121,31", "第 2 行", "名称"),
        ("", "p.csv", "名称,经度,纬度"),
        ("名称,经度,纬度\n甲,,", "p.csv", "名称,经度,纬度"),
    ],
    ids=["no column", "minutes", "turned", "metres", "nan", "half", "no name", "empty", "no coordinate"],
)
def test_broken_table_names_the_line_and_what_to_do(tmp_path: Path, text: str, where: str, word: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ViewError) as caught:
        read_places(path)
    assert where in caught.value.where
    assert word in caught.value.what + caught.value.hint


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ('{"type": "FeatureCollection",\n "features": [', "第 2 行", "JSON"),
        ('{"type": "Topology"}', "p.geojson", "FeatureCollection"),
        ("[]", "p.geojson", "FeatureCollection"),
        (collection(feature("甲", "Point", [121, 31]), feature("", "Point", [121, 31])), "第 2 个要素", "name"),
        (collection(feature("甲", "Point", [31, 121])), "第 1 个要素“甲”", "写反"),
        (collection(feature("甲", "Point", ["121", 31])), "第 1 个要素“甲”", "经度"),
        (collection(feature("甲", "Polygon", [[[121, 31], [122, 31]]])), "第 1 个要素“甲”", "4"),
        (collection(feature("甲", "Polygon", 7)), "第 1 个要素“甲”", "4"),
        (collection(feature("甲", "GeometryCollection", [])), "第 1 个要素“甲”", "MultiPolygon"),
        ('{"type": "FeatureCollection", "features": [3]}', "第 1 个要素", "name"),
    ],
    ids=["cut off", "topology", "list", "no name", "turned", "text", "short", "no list", "kind", "number"],
)
def test_broken_geojson_names_the_feature_and_what_to_do(tmp_path: Path, text: str, where: str, word: str) -> None:
    path = tmp_path / "p.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ViewError) as caught:
        read_places(path)
    assert where in caught.value.where
    assert word in caught.value.what + caught.value.hint


@pytest.mark.parametrize(
    ("raw", "word"),
    [(b"PK\x03\x04", "另存为"), (b"\x80\xff\xff\xff", "编码"), (None, "路径")],
    ids=["workbook", "binary", "missing"],
)
def test_unreadable_file_says_what_to_do(tmp_path: Path, raw: bytes | None, word: str) -> None:
    path = tmp_path / "p.csv"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(UnreadableFile) as caught:
        read_places(path)
    assert word in caught.value.hint + caught.value.what


def test_geojson_gives_points_lines_and_outer_boundaries() -> None:
    hole = [[121.05, 31.05], [121.1, 31.05], [121.1, 31.1], [121.05, 31.05]]
    found = parse_geojson(
        collection(
            feature("点", "Point", [121.1, 31.1, 4.0], "名称"),
            feature("多点", "MultiPoint", [[121.1, 31.1], [121.2, 31.1]]),
            feature("线", "LineString", [[121.1, 31.1], [121.3, 31.2]], "NAME"),
            feature("面", "Polygon", [SQUARE, hole]),
            feature("多面", "MultiPolygon", [[SQUARE], [SQUARE]]),
            {"type": "Feature", "properties": {"name": "空"}, "geometry": None},
        ),
        "x",
    )
    assert [(p.name, len(p.points), len(p.lines), len(p.rings)) for p in found] == [
        ("点", 1, 0, 0),
        ("多点", 2, 0, 0),
        ("线", 0, 1, 0),
        ("面", 0, 0, 1),
        ("多面", 0, 0, 2),
        ("空", 0, 0, 0),
    ]
    assert len(found[3].rings[0]) == len(SQUARE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_geojson_is_read_in_the_encodings_of_windows(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(collection(feature("东枢纽", "Point", [121, 31])).encode(encoding))
    assert read_places(path)[0].name == "东枢纽"


def test_row_without_coordinates_is_a_place_without_any() -> None:
    assert parse_csv("名称,经度,纬度\n甲,,\n", "x") == (Located("甲", "x 第 2 行"),)


def test_east_is_right_north_is_up_and_distances_keep_their_shape(graph: Graph, tmp_path: Path) -> None:
    view = drawn(graph, tmp_path, TABLE)
    dots = {
        (round(sum(x for x, _ in a.points) / len(a.points)), round(sum(y for _, y in a.points) / len(a.points)))
        for a in view.areas
        if a.kind == "field"
    }
    east, west = max(dots), min(dots)
    assert east[1] < west[1]
    # A degree of longitude is cos(31.1°) of a degree of latitude.
    assert (east[0] - west[0]) / (west[1] - east[1]) == pytest.approx(0.41 * 0.856 / 0.16, rel=0.02)
    assert node(view, "西客厅").x < node(view, "中心城").x < node(view, "东枢纽").x


@pytest.mark.parametrize("name", ["places", "trunk"])
def test_parts_without_coordinates_are_listed_at_the_side(graph: Graph, tmp_path: Path, name: str) -> None:
    view = drawn(graph, tmp_path, TABLE, name)
    assert node(view, "某支柱").x > view.width - 240
    assert {"农业带", "甲产业园", "试验高速", "青东片区"} <= {n.label for n in view.nodes}
    assert any(area.title.startswith("坐标文件中没有的") for area in view.areas)
    assert "有坐标 4" in view.subtitle
    assert "坐标与边界由使用者提供" in view.notes
    assert any("审图号" in note for note in view.notes)


@pytest.mark.parametrize(("view", "space"), [("cores", "另一示范区"), ("layers", None)])
def test_other_spatial_views_take_coordinates(tmp_path: Path, view: str, space: str | None) -> None:
    w = Writer()
    for order, name in enumerate(("内元", "外座"), 1):
        w.link("PART_OF", w.node("Zone", name), w.node("Zone", "圈"), group="布局", order=order)
    w.link("LOCATED_IN", "Zone:内元", "Zone:外座")
    w.link("PART_OF", w.node("Place", "河口县"), "Zone:内元")
    path = tmp_path / "p.csv"
    path.write_text("名称,经度,纬度\n核心城,121,31\n东部融合区,121.1,31\n河口,121,31.1\n", encoding="utf-8")
    options = {"space": space} if space else {}
    built = build(view, drawn_graph(tuple(w.facts)), places=str(path), **options)
    assert {"核心城", "东部融合区", "河口县"} <= {n.label for n in built.nodes}
    assert built.name == view


def test_boundaries_are_fields_and_names_stand_inside_them(graph: Graph, tmp_path: Path) -> None:
    shape = [[120.8, 30.9], [121.4, 30.9], [121.4, 31.3], [120.8, 31.3], [120.8, 30.9]]
    text = collection(
        feature("东枢纽", "Point", [121.31, 31.19]),
        feature("青东片区", "Polygon", [SQUARE]),
        feature("图中没有的县", "MultiPolygon", [[shape]]),
        feature("试验高速", "LineString", [[120.8, 31.0], [121.4, 31.2]]),
    )
    view = drawn(graph, tmp_path, text, file="p.geojson")
    fields = [area for area in view.areas if area.kind == "field" and len(area.points) == 5]
    assert len(fields) == 2
    inner = min(fields, key=lambda area: max(x for x, _ in area.points) - min(x for x, _ in area.points))
    place = node(view, "青东片区")
    assert min(x for x, _ in inner.points) < place.x < max(x for x, _ in inner.points)
    assert min(y for _, y in inner.points) < place.y < max(y for _, y in inner.points)
    assert any(area.title == "图中没有的县" for area in view.areas)
    assert [area.width for area in view.areas if area.kind == "line" and area.width == 5] == [5]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("河口县", "Place:河口县"),
        ("河口", "Place:河口县"),
        ("老河口", "Place:河口县"),
        ("河口县城区", ""),
        ("北园", "Park:北园"),
    ],
)
def test_names_are_found_by_name_alias_and_suffix(tmp_path: Path, written: str, meant: str) -> None:
    w = Writer()
    w.node("Place", "河口县", aliases=("老河口",))
    text = f"名称,经度,纬度\n{written},121,31\n东枢纽,121.31,31.19\n"
    view = drawn(drawn_graph(tuple(w.facts)), tmp_path, text)
    if meant:
        assert meant in {n.entity for n in view.nodes}
    else:
        assert any(written in note and "未画出" in note for note in view.notes)


def test_name_of_two_places_means_neither(tmp_path: Path) -> None:
    w = Writer()
    for name in ("河口县", "河口镇"):
        w.node("Place", name)
    view = drawn(drawn_graph(tuple(w.facts)), tmp_path, TABLE + "河口,121,31\n")
    assert any("河口" in note for note in view.notes)


def test_file_of_foreign_names_says_which_names_would_do(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="没有一个名称") as caught:
        drawn(graph, tmp_path, "名称,经度,纬度\n火星,121,31\n")
    assert "东枢纽" in caught.value.hint


def test_places_without_a_file_asks_for_one(graph: Graph) -> None:
    with pytest.raises(ViewError) as caught:
        build("places", graph)
    assert "--places" in caught.value.hint


def test_graph_without_spaces_still_shows_what_the_file_names(tmp_path: Path) -> None:
    w = Writer()
    w.node("Company", "甲星公司")
    view = drawn(merge(w.facts), tmp_path, "名称,经度,纬度\n甲星公司,121,31\n")
    assert [n.label for n in view.nodes] == ["甲星公司"]


def test_crowded_points_have_labels_that_keep_apart_and_lines_to_them(tmp_path: Path) -> None:
    w = Writer()
    rows = ["名称,经度,纬度"]
    for number in range(45):
        w.link("PART_OF", w.node("Park", f"第{number:02d}号测试产业园"), "Zone:试验干线", group="基座", order=number)
        rows.append(f"第{number:02d}号测试产业园,{121 + number % 9 * 0.02:.3f},{31 + number // 9 * 0.02:.3f}")
    rows.append("东枢纽,121.9,31.3")
    view = drawn(drawn_graph(tuple(w.facts)), tmp_path, "\n".join(rows))
    assert overlaps(view.nodes) == ()
    assert outside(view) == ()
    named = [n for n in view.nodes if n.type == "Park" and n.label.startswith("第")]
    assert len(named) == 45
    assert any(area.title.startswith("过密而只画点的") for area in view.areas)
    assert "过密而只画点" in view.subtitle
    leaders = [area.points for area in view.areas if area.kind == "line" and area.width == 1.5]
    assert leaders
    for line in leaders:
        for one in view.nodes:
            inner = (
                one.x - one.width / 2 + 1,
                one.y - one.height / 2 + 1,
                one.x + one.width / 2 - 1,
                one.y + one.height / 2 - 1,
            )
            assert not crosses((line[0], line[1]), inner)


def test_map_is_equal_when_graph_comes_in_another_order(graph: Graph, tmp_path: Path) -> None:
    turned = Graph(dict([*graph.nodes.items()][::-1]), dict([*graph.relationships.items()][::-1]))
    assert drawn(graph, tmp_path, TABLE) == drawn(turned, tmp_path, TABLE)


def test_many_corners_of_a_boundary_are_thinned() -> None:
    line = (*((x / 10, 0.05 if x % 2 else 0.0) for x in range(1000)), (100.0, 50.0))
    thin = simplified(line, 0.6)
    assert thin[0] == line[0]
    assert thin[-1] == line[-1]
    assert len(thin) == 3


def test_labels_keep_off_each_other_points_and_lines() -> None:
    labels = Labelling((0, 0, 400, 300))
    spots = [(200.0 + dx, 150.0 + dy) for dx in (-30, 0, 30) for dy in (-14, 14)]
    labels.points = list(spots)
    found = labels.place_all([Wish(at, 90, 24) for at in spots])
    placed = [spot for spot in found if spot is not None]
    assert len(placed) == 6
    for (one, _), (two, _) in combinations(placed, 2):
        assert one[0] >= two[2] or two[0] >= one[2] or one[1] >= two[3] or two[1] >= one[3]
    assert all(left >= 0 and top >= 0 and right <= 400 and bottom <= 300 for (left, top, right, bottom), _ in placed)
    assert all(a <= b for a, b in pairwise(sorted(at[0] for at in spots)))


@pytest.mark.parametrize("text", ['名称,经度,纬度\n"未闭合,121,31\n', "名称,经度,纬度\n" + "甲" * 200_000 + ",1,2\n"])
def test_reading_never_ends_in_another_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeltatrunkError) as caught:
        read_places(path)
    assert caught.value.hint
