"""Coordinates and boundaries that the user brings: a CSV table of points, or GeoJSON.

Nothing of the kind ships with the package. Longitude and latitude are in degrees; all of one file
have to be in one coordinate system (WGS84, GCJ-02 …), which is not converted.
"""

from __future__ import annotations

import csv
import json
import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..graph.errors import UnreadableFile, ViewError, reason
from .geometry import plain
from .view import Point

NAMES = ("名称", "名字", "地名", "name", "title")
LONGITUDES = ("经度", "lon", "lng", "longitude", "x")
LATITUDES = ("纬度", "lat", "latitude", "y")
_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS = re.compile(r"^(?:东经|北纬)|[°度EN\s]+$", re.IGNORECASE)
_HOW = "第一行写列名 名称,经度,纬度，其下每行一处，例如 某园区,121.12,31.15"
_SHAPES = "Point、MultiPoint、LineString、MultiLineString、Polygon、MultiPolygon"


@dataclass(frozen=True, slots=True)
class Located:
    """A name with its points, lines or outer boundaries in degrees; ``where`` is its line or feature."""

    name: str
    where: str
    points: tuple[Point, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()
    rings: tuple[tuple[Point, ...], ...] = ()


def read_places(path: str | os.PathLike[str]) -> tuple[Located, ...]:
    """Read a file of places: ``.geojson`` and ``.json`` as GeoJSON, anything else as CSV.

    UTF-8 (with or without mark), UTF-16 and GBK are read. Raises
    :class:`~deltatrunk.graph.errors.UnreadableFile` for a file that cannot be read as text and
    :class:`~deltatrunk.graph.errors.ViewError` that names the line or the feature that is wrong.
    """
    file = Path(path)
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"不能读取坐标文件：{reason(error)}", where=str(path), hint="请检查 --places 后的路径"
        ) from error
    if raw[:2] == b"PK" or raw[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableFile(
            "这是 Excel 工作簿，不是文本", where=str(path), hint="请在 Excel 中另存为“CSV UTF-8（逗号分隔）”"
        )
    text = _decoded(raw, str(path))
    found = (
        parse_geojson(text, str(path))
        if file.suffix.lower() in (".geojson", ".json") or text.lstrip().startswith("{")
        else parse_csv(text, str(path))
    )
    if not any(place.points or place.lines or place.rings for place in found):
        raise ViewError("文件中没有一处坐标", where=str(path), hint=_HOW)
    return found


def _decoded(raw: bytes, where: str) -> str:
    encodings = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("不能识别坐标文件的文字编码", where=where, hint="请另存为 UTF-8 或 GBK 编码")


def parse_csv(text: str, where: str) -> tuple[Located, ...]:
    """Read a table with the columns 名称, 经度 and 纬度; a row without coordinates is a place without any."""
    lines = text.splitlines()
    head = next((at for at, line in enumerate(lines) if line.strip(" ,;\t")), None)
    if head is None:
        raise ViewError("坐标文件是空的", where=where, hint=_HOW)
    comma = max(",;\t，", key=lines[head].count)
    columns = [cell.strip().casefold() for cell in next(csv.reader([lines[head]], delimiter=comma))]
    at_name, at_lon, at_lat = (_column(columns, names) for names in (NAMES, LONGITUDES, LATITUDES))
    if at_name is None or at_lon is None or at_lat is None:
        wanted = ((at_name, "名称"), (at_lon, "经度"), (at_lat, "纬度"))
        raise ViewError(
            f"第 {head + 1} 行没有这些列：{'、'.join(title for at, title in wanted if at is None)}",
            where=f"{where} 第 {head + 1} 行",
            hint=_HOW,
        )
    found = []
    reader = csv.reader(lines[head + 1 :], delimiter=comma)
    try:
        for row in reader:
            line = f"{where} 第 {head + 1 + reader.line_num} 行"
            cells = [row[at].strip() if at < len(row) else "" for at in (at_name, at_lon, at_lat)]
            if not any(cells):
                continue
            if not cells[0]:
                raise ViewError("这一行没有名称", where=line, hint="请补上名称，或删去这一行")
            point = None if not cells[1] and not cells[2] else _point([_number(cell, line) for cell in cells[1:]], line)
            found.append(Located(plain(cells[0]), line, (point,) if point else ()))
    except csv.Error as error:
        line = f"{where} 第 {head + 1 + reader.line_num} 行"
        raise ViewError(f"表格格式有误：{error}", where=line, hint=_HOW) from error
    return tuple(found)


def _column(columns: Sequence[str], names: Sequence[str]) -> int | None:
    return next((at for name in names for at, cell in enumerate(columns) if cell == name), None)


def _number(cell: str, where: str) -> float:
    try:
        return float(_MARKS.sub("", cell))
    except ValueError as error:
        raise ViewError(
            f"“{plain(cell)[:20]}”不是十进制的度数", where=where, hint="请写成十进制度数，例如 121.12（不用 121°7′12″）"
        ) from error


def _point(pair: object, where: str) -> Point:
    """Check a pair of degrees: finite, inside the world, not the wrong way round."""
    if not isinstance(pair, list | tuple) or len(pair) < 2 or not all(_is_number(value) for value in pair[:2]):
        raise ViewError("坐标不是一对数", where=where, hint="坐标应为 [经度, 纬度]，例如 [121.12, 31.15]")
    lon, lat = float(pair[0]), float(pair[1])
    if abs(lat) > 85 and abs(lon) <= 85:
        raise ViewError(
            f"纬度 {lat:g} 不在 -85 到 85 之间", where=where, hint="经度和纬度可能写反了：先写经度，再写纬度"
        )
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 85):
        raise ViewError(
            f"坐标 {lon:g}, {lat:g} 不是经纬度", where=where, hint="请用以度为单位的经纬度，投影坐标（米）请先转换"
        )
    return lon, lat


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def parse_geojson(text: str, where: str) -> tuple[Located, ...]:
    """Read features with a name; of polygons the outer boundary is kept, holes are not drawn."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" 第 {error.lineno} 行" if isinstance(error, json.JSONDecodeError) else ""
        raise ViewError("不是完整的 JSON", where=f"{where}{line}", hint="请用地图软件重新导出为 GeoJSON") from error
    kind = raw.get("type") if isinstance(raw, dict) else None
    features = raw.get("features") if kind == "FeatureCollection" else [raw] if kind == "Feature" else None
    if not isinstance(features, list):
        raise ViewError(
            "不是 GeoJSON 的要素集合（FeatureCollection）", where=where, hint="请用地图软件重新导出为 GeoJSON"
        )
    return tuple(_feature(feature, f"{where} 第 {at} 个要素") for at, feature in enumerate(features, 1))


def _feature(feature: object, where: str) -> Located:
    given = feature if isinstance(feature, dict) else {}
    properties = given.get("properties")
    words = {str(key).casefold(): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    name = next((plain(str(words[key])) for key in NAMES if words.get(key) not in (None, "")), "")
    if not name:
        raise ViewError("这个要素没有名称", where=where, hint="请在 properties 中写 name 或 名称")
    where = f"{where}“{name}”"
    geometry = given.get("geometry")
    if geometry is None:
        return Located(name, where)
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    parts: Any = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(kind, str) and kind.startswith("Multi") and isinstance(parts, list):
        kind = kind.removeprefix("Multi")
    else:
        parts = [parts]
    if kind == "Point":
        return Located(name, where, points=tuple(_point(part, where) for part in parts))
    if kind == "LineString":
        return Located(name, where, lines=tuple(_run(part, 2, where) for part in parts))
    if kind == "Polygon":
        outer = [part[0] if isinstance(part, list) and part else None for part in parts]
        return Located(name, where, rings=tuple(_run(part, 4, where) for part in outer))
    raise ViewError(f"不支持的图形 {plain(str(kind))[:30]}", where=where, hint=f"可用的图形：{_SHAPES}")


def _run(part: object, least: int, where: str) -> tuple[Point, ...]:
    if not isinstance(part, list) or len(part) < least:
        raise ViewError(f"线或边界少于 {least} 个点", where=where, hint="请用地图软件重新导出为 GeoJSON")
    return tuple(_point(pair, where) for pair in part)
