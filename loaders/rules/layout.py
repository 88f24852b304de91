"""The spatial order: counted groups (五大支柱 …), layers, wings, what a zone is made of, lines that it passes."""

from __future__ import annotations

import re

from ..chunks import Chunker
from ..findings import Key
from ..measures import Unit, counted_group, second_name
from ..naming import guess, known_words
from ..normal import View
from ..reading import Reading, place_key

_COUNT = r"[一二三四五六七八九十\d]{1,3}"
_GROUP = re.compile(
    rf"“(?P<group>{_COUNT}个?[^”，。]{{1,10}})”(?:分别为|即为|即|包括|指|为|是指|是)(?P<members>[^；。]+)"
)
_GROUP_LINE = re.compile(
    r"^“?(?P<group>[一二两三四五六七八九十][\u4e00-\u9fff]?[核心轴带翼园区廊片团环点圈湾城链极港谷镇])”?(?:：|——)(?:即|分别为|分别是|为|指|包括)?"
    r"(?P<members>[^；。：]+)"
)
"""三园：即甲软件园、乙科技园 — a line of a counted plan (一核两带三园)."""
_CORE = re.compile(r"(?:的)?(?P<alias>核心区|先导区|启动区)（(?P<name>[^（）]+)）")
_INSIDE = re.compile(
    r"(?P<whole>[^，。；、（）“”]{3,24}?)(?:涵盖|包含|下辖|下设|包括)(?P<members>[^，。；（）]+?)(?:等(?:区域|园区|片区|板块|街镇|镇|地区)?)?(?=[，。；（）]|$)"
)
_LABELLED = re.compile(r"^“?(?P<name>[^：“”，]{2,12})”?：(?P<place>[^，：]{2,20})(?:，|$)")
_QUOTED_ROLE = re.compile(
    r"(?P<area>[^，。；、“”]{2,12}?(?:片区|新城|地区|区|镇|园区))[^；。]{0,60}?(?:打造|建设|成为|形成|深化|培育)[^；。“”]{0,40}?“(?P<name>[^”，。]{3,20}(?:区|片|田|带|港|谷|城|岛|廊|圈|高地))”"
)
_COUNTED_PLAN = re.compile(
    r"“((?:[一二两三四五六七八九十][\u4e00-\u9fff]{1,3}){2,4})”(?:战略|空间|功能|总体)*(?:布局|格局)"
)
_AREA = re.compile(
    r"(?:^|，)(?P<area>[\u4e00-\u9fff]{2,8}?(?:片区|新城|地区))(?:重点|主要|充分)?(?:依托|围绕|聚焦)(?P<members>[^，；。]+)，[^；。]*(?:打造|建设|形成)"
)
_SHORT_ROLE = re.compile(
    r"(?P<area>[^，。；、“”和及与]{2,10}?(?:片区|新城))“(?P<name>[^”，。]{3,20}(?:区|片|田|带|港|谷|城|岛|廊|圈|高地))”"
)
_TRIPLE = re.compile(r"(?P<members>[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6}){1,5})“(?P<name>[^”，。]{3,10})”")
_LINES = re.compile(r"由(?P<members>[^。；]+?)构成的")
_ALONG = re.compile(
    r"(?P<stops>[\u4e00-\u9fffA-Za-z]{2,8}(?:[—-][\u4e00-\u9fffA-Za-z]{2,8}){2,})的(?P<line>[^，。；]{3,16}?(?:通道|走廊|廊道|轴|轴线|线|带))"
)
_THROUGH = re.compile(r"(?:东西向|南北向)?(?:贯通|贯穿|穿越|经过|途经)(?P<place>[\u4e00-\u9fff]{2,6}(?:区|县|市|镇))")
_CORRIDOR = re.compile(
    r"(?:高速公路|高速|轨道交通[\d\u4e00-\u9fff]*号线|号线|铁路|城际线|示范区线|线|快速路|航道|高铁)(?:（[^）]*）)?$"
)
_SURE = 0.9
_UNSAID = 0.45
"""That a park of the plan lies in the planned city goes without saying: a careful reader could leave it out."""


def read_layout(reading: Reading, found: tuple[Unit, ...]) -> None:
    """Record zones, parks and corridors with their composition as headings and sentences state it."""
    for unit in found:
        if unit.kind == "space":
            _space(reading, unit)
        if unit.title is not None:
            _labelled(reading, unit)
    for unit in found:
        group = counted_group(unit.section.title.text)
        for sentence in unit.sentences():
            _groups(reading, sentence)
            _insides(reading, sentence)
            _wings(reading, sentence)
            _roles(reading, sentence)
            _line(reading, sentence, group)


def _space(reading: Reading, unit: Unit) -> None:
    """A heading that names a space; under a counted group it is a part of the zone that the plan is about."""
    if unit.head is None or unit.title is None:
        return
    recorder, other = reading.recorder, second_name(unit.title.text)
    at = max(unit.title.text.find(unit.head.name), 0)
    view = unit.title.part(at, min(at + len(unit.head.name), len(unit.title)))
    if unit.head.label == "Place":
        view = unit.title
    aliases = tuple(a for a in (other, unit.title.text if other else "") if a)
    recorder.mention(unit.head, view, "heading.space", _SURE, aliases=aliases)
    whole = reading.zone or reading.area
    if counted_group(unit.group) and whole is not None:
        recorder.link(
            "PART_OF", unit.head, whole, unit.title, "heading.group", 0.95, group=unit.group, order=unit.order or None
        )
    elif unit.over is not None and unit.over.label in ("Task", "Programme"):
        recorder.link("INVOLVES", unit.over, unit.head, unit.title, "heading.space", 0.7)
    elif unit.over is not None and unit.over.label in ("Zone", "Park", "Place"):
        recorder.link("PART_OF", unit.head, unit.over, unit.title, "heading.space", 0.6, order=unit.order or None)


def _labelled(reading: Reading, unit: Unit) -> None:
    """数字天元：上海市青浦区，… — a layer of the plan's zone and where it lies."""
    title = unit.title
    match = _LABELLED.match(title.text) if title is not None else None
    if match is None or title is None or unit.section.role not in ("layout", "") or reading.zone is None:
        return
    place = space_key(match["place"])
    if place is None and unit.section.role != "layout":
        return
    key = Key("Zone", match["name"])
    view = title.part(match.start("name"), match.end("name"))
    reading.recorder.mention(key, view, "heading.layer", _SURE)
    if place is not None:
        named = title.part(match.start("place"), match.end("place"))
        reading.recorder.mention(place, named, "heading.layer", _SURE)
        reading.recorder.link("LOCATED_IN", key, place, title, "heading.layer", _SURE)
    group = unit.section.path[-2] if len(unit.section.path) > 1 else ""
    group = re.sub(r"^[一二三四五六七八九十]+、", "", group)
    reading.recorder.link(
        "PART_OF", key, reading.zone, title, "heading.layer", _SURE, group=group, order=unit.section.ordinal or None
    )


def space_key(name: str) -> Key | None:
    """Return the key of a place, zone or park by its name, or None."""
    place = place_key(name)
    if place is None:
        place = next(
            (k for cut in range(1, len(name) - 1) if (k := place_key(name[cut:])) and place_key(name[:cut])), None
        )
    if place is not None:
        return place
    found = guess(name)
    return (
        Key(found.label, name)
        if found is not None and found.label in ("Zone", "Park") and found.confidence >= 0.4
        else None
    )


def _members(view: View, start: int, end: int, *, every: bool = False) -> list[tuple[Key, View]]:
    """The spaces listed in a part of a sentence; with ``every`` one known space makes all items spaces."""
    part = view.part(start, end)
    found: list[tuple[Key, View]] = []
    for phrase in Chunker(known_words()).phrases(part):
        name = re.sub(r"(?:区域|等)$", "", phrase.text)
        key = space_key(name)
        if key is None and every and len(name) >= 3:
            key = Key("Zone", name)
        if key is not None:
            found.append((key, part.part(phrase.start, phrase.start + len(name))))
    known = any(space_key(key.name) is not None for key, _ in found)
    return found if known else []


def _groups(reading: Reading, sentence: View) -> None:
    whole = reading.zone or reading.area
    if whole is None:
        return
    recorder = reading.recorder
    for match in (*sentence.finditer(_GROUP), *sentence.finditer(_GROUP_LINE)):
        core = _CORE.search(match["members"])
        members: list[tuple[Key, View]] = []
        if core is not None:
            start = match.start("members") + core.start("name")
            key = space_key(core["name"])
            if key is not None:
                members = [(key, sentence.part(start, start + len(core["name"])))]
        else:
            stop = match["members"].find("（")
            end = match.start("members") + stop if stop > 0 else match.end("members")
            if match.re is _GROUP_LINE and re.search(r"，|^以.+为", match["members"]):
                continue  # described one by one, not listed
            members = _members(sentence, match.start("members"), end, every=match.re is _GROUP_LINE)
        stated = _SURE if whole.label == "Zone" else _UNSAID
        for order, (key, view) in enumerate(members, 1):
            recorder.mention(key, view, "sentence.group", _SURE, aliases=(core["alias"],) if core is not None else ())
            recorder.link("PART_OF", key, whole, sentence, "sentence.group", stated, group=match["group"], order=order)


def _insides(reading: Reading, sentence: View) -> None:
    if not any(verb in sentence.text for verb in ("涵盖", "包含", "下辖", "下设", "包括")):
        return  # most sentences: the pattern would try every character before it finds none
    for match in sentence.finditer(_INSIDE):
        whole = space_key(re.sub(r"^.*?(?:（|其中|，)", "", match["whole"]))
        if whole is None or whole.label == "Place":
            continue
        closed = sentence.text[match.end("members") : match.end()].startswith("等")
        members = _members(sentence, match.start("members"), match.end("members"), every=closed)
        if len(members) < 2:
            continue
        start = match.end("whole") - len(whole.name)
        reading.recorder.mention(whole, sentence.part(start, match.end("whole")), "sentence.inside", _SURE)
        if reading.zone is not None and whole != reading.zone:
            reading.recorder.link("PART_OF", whole, reading.zone, sentence, "sentence.inside", 0.7)
        for order, (key, view) in enumerate(members, 1):
            if key != whole:
                reading.recorder.mention(key, view, "sentence.inside", _SURE)
                reading.recorder.link("PART_OF", key, whole, sentence, "sentence.inside", _SURE, order=order)


def _wings(reading: Reading, sentence: View) -> None:
    """新城片区重点依托A及B，着力打造…“数字两业融合发展区”；青东片区… — an area a clause, with what it relies on."""
    if not any(word in sentence.text for word in ("片区", "新城", "地区")):
        return
    plan = _COUNTED_PLAN.search(sentence.text)
    whole = Key("Zone", plan[1]) if plan is not None else None
    at = order = 0
    for clause in re.split(r"；", sentence.text):
        area = _AREA.search(clause)
        key = space_key(area["area"]) if area else None
        if area is not None and key is not None:
            recorder = reading.recorder
            recorder.mention(key, sentence.part(at + area.start("area"), at + area.end("area")), "sentence.wing", _SURE)
            for part, view in _members(sentence, at + area.start("members"), at + area.end("members")):
                if part.label != "Place" and part != key:
                    recorder.mention(part, view, "sentence.wing", 0.85)
                    recorder.link("LOCATED_IN", part, key, sentence, "sentence.wing", 0.7, role="依托")
            for quoted in re.finditer(r"“([^“”，。]{3,20}(?:区|片|田|带|港|谷|城|岛|廊|圈))”", clause):
                zone = Key("Zone", quoted[1])
                recorder.mention(zone, sentence.part(at + quoted.start(1), at + quoted.end(1)), "sentence.wing", 0.85)
                recorder.link("LOCATED_IN", zone, key, sentence, "sentence.wing", 0.85)
            if plan is not None and whole is not None:
                order += 1
                recorder.mention(whole, sentence.part(plan.start(1), plan.end(1)), "sentence.wing", 0.7)
                if reading.zone is not None and reading.zone != whole:
                    recorder.link("PART_OF", whole, reading.zone, sentence, "sentence.wing", 0.6, group=plan[1])
                recorder.link("PART_OF", key, whole, sentence, "sentence.wing", 0.7, group=plan[1], order=order)
            if reading.area is not None and reading.area != key and reading.area.label == "Place":
                recorder.link(
                    "PART_OF", key, reading.area, sentence, "sentence.wing", 0.6, group=plan[1] if plan else None
                )
        at += len(clause) + 1


def _roles(reading: Reading, sentence: View) -> None:
    """新城片区“数字两业融合发展区” — a quoted label is a zone of its own in the area."""
    if "“" not in sentence.text:
        return
    for pattern in (_QUOTED_ROLE, _SHORT_ROLE):
        for match in sentence.finditer(pattern):
            area = space_key(re.sub(r"^.*(?:深化|持续|推进|，|及|和|、)", "", match["area"]))
            if area is None:
                continue
            key = Key("Zone", match["name"])
            at = match.end("area") - len(area.name) if match["area"].endswith(area.name) else match.start("area")
            reading.recorder.mention(area, sentence.part(at, match.end("area")), "sentence.role", 0.85)
            reading.recorder.mention(key, sentence.part(match.start("name"), match.end("name")), "sentence.role", 0.85)
            reading.recorder.link("LOCATED_IN", key, area, sentence, "sentence.role", 0.85)
    for match in sentence.finditer(_TRIPLE):
        keys = [_nested_place(name) for name in match["members"].split("、")]
        if all(keys) and len(keys) >= 2:
            whole = Key("Zone", match["name"])
            reading.recorder.mention(
                whole, sentence.part(match.start("name"), match.end("name")), "sentence.triple", _SURE
            )
            at = match.start("members")
            for name, part in zip(match["members"].split("、"), keys, strict=True):
                if part is not None:
                    reading.recorder.mention(part, sentence.part(at, at + len(name)), "sentence.triple", _SURE)
                    reading.recorder.link("PART_OF", part, whole, sentence, "sentence.triple", _SURE)
                at += len(name) + 1


def _nested_place(name: str) -> Key | None:
    """The place of 上海青浦: the second of two names that follow each other."""
    return place_key(name) or next(
        (k for cut in range(2, len(name) - 1) if place_key(name[:cut]) and (k := place_key(name[cut:]))), None
    )


def _line(reading: Reading, sentence: View, group: str) -> None:
    recorder, zone = reading.recorder, reading.zone
    made_of = _LINES.search(sentence.text)
    if made_of is not None and zone is not None and group:
        at = made_of.start("members")
        for order, name in enumerate(made_of["members"].split("、"), 1):
            if _CORRIDOR.search(name):
                plain = re.sub(r"（[^）]*）$", "", name)
                other = second_name(name)
                key = Key("Corridor", plain)
                recorder.mention(
                    key, sentence.part(at, at + len(plain)), "sentence.line", _SURE, aliases=(other,) if other else ()
                )
                recorder.link("PART_OF", key, zone, sentence, "sentence.line", _SURE, group=group, order=order)
            at += len(name) + 1
    for match in sentence.finditer(_ALONG) if "—" in sentence.text or "-" in sentence.text else ():
        line = Key("Corridor", match["line"])
        stops = re.split(r"[—-]", match["stops"])
        stops[0] = next((stops[0][k:] for k in range(len(stops[0]) - 1) if space_key(stops[0][k:])), stops[0][-2:])
        keys = [space_key(s) for s in stops]
        if sum(k is not None for k in keys) * 2 < len(keys):
            continue
        recorder.mention(line, sentence.part(match.start("line"), match.end("line")), "sentence.along", 0.7)
        at = match.start("stops")
        for stop in stops:
            at = sentence.text.index(stop, at)
            key = space_key(stop) or Key("Zone", stop)
            recorder.mention(key, sentence.part(at, at + len(stop)), "sentence.along", 0.7)
            recorder.link("PASSES_THROUGH", line, key, sentence, "sentence.along", 0.7)
    through = _THROUGH.search(sentence.text)
    if through is not None and zone is not None and group:
        place = place_key(through["place"])
        if place is not None:
            recorder.mention(
                place, sentence.part(through.start("place"), through.end("place")), "sentence.through", _SURE
            )
            recorder.link("PASSES_THROUGH", zone, place, sentence, "sentence.through", 0.49)
