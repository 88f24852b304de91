"""In which district a park, zone or company lies, and which district lies further east."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ..graph.model import Node
from .reading import Reader, text_of

DEPTH = 3
"""So many steps of 位于 or 组成 are followed outwards."""
DISTRICT = "区县"
ORDER_NOTE = "示意图：区县自西向东排列，次序按一般地图，不表示实际距离与边界"
SEAT_NOTE = "所属区依文件写明的从属关系，或名称中的区名"
_SUFFIXES = ("新区", "区", "县", "市")


@dataclass(frozen=True, slots=True)
class Region:
    """A field of the map: a district, else the zone that holds the things, else nothing that is known."""

    id: str = ""
    name: str = ""
    district: bool = False

    @property
    def key(self) -> tuple[int, int, str]:
        """What regions are ordered by: districts from west to east, then zones, then the unknown."""
        if not self.id:
            return 2, 0, ""
        rank = _rank(self.name)
        return 0 if self.district else 1, 99 if rank is None else rank, self.id


def region(reader: Reader, node: Node) -> Region:
    """Tell in which region a thing lies: by what holds it, by a district's name in its own, else by its zone."""
    level, seen, zones = [node], {node.id}, list[Node]()
    for _ in range(DEPTH + 1):
        found = [one for one in level if _is_district(one)]
        if found:
            return Region(found[0].id, found[0].name, True)
        named = next((district for one in level for district in _named(reader, one.name)), None)
        if named is not None:
            return Region(named.id, named.name, True)
        above = []
        for one in level:
            for type_ in ("LOCATED_IN", "PART_OF"):
                for _, held in reader.out(one.id, type_, "Zone", "Park", "Place"):
                    if held.id not in seen:
                        seen.add(held.id)
                        above.append(held)
        zones += [one for one in above if "Zone" in one.labels]
        level = above
    if "Zone" in node.labels and reader.into(node.id, "PART_OF", "Park", "Zone"):
        zones.insert(0, node)
    return Region(zones[0].id, zones[0].name) if zones else Region()


def _is_district(node: Node) -> bool:
    return "Place" in node.labels and text_of(node, "kind") == DISTRICT


def _named(reader: Reader, name: str) -> list[Node]:
    return [place for place in reader.nodes("Place") if _is_district(place) and _stem(place.name) in name]


def _stem(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


@cache
def _order() -> dict[str, int]:
    raw = yaml.safe_load(files(__package__).joinpath("data/districts.yaml").read_text("utf-8"))
    return {name: position for position, names in enumerate(raw["order"]) for name in names}


def _rank(name: str) -> int | None:
    found = max(((len(word), -rank) for word, rank in _order().items() if word in name), default=None)
    return -found[1] if found else None
