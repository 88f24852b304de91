"""Who answers for a measure: the bracket behind it, labelled or not, or a clause that says 牵头."""

from __future__ import annotations

import re

from .. import lexicon
from ..findings import Key
from ..measures import Unit
from ..naming import TOWN, guess
from ..normal import View
from ..reading import Reading, place_key

_LABELS = "|".join(
    (
        "责任单位 责任部门 责任主体 牵头单位 牵头部门 牵头责任单位 主责单位 配合单位 配合部门 参与单位 "
        "链长 副链长 协同单位 协办单位 主办单位 实施单位 实施主体 承办单位 落实单位"
    ).split()
)
_BRACKET = re.compile(rf"[（〔【]((?:{_LABELS})[：:][^（）〔〕【】]*(?:（[^（）]*）[^（）〔〕【】]*)*)[）〕】]")
_PART = re.compile(rf"(?P<label>{_LABELS})[：:](?P<units>.*?)(?=[；;，。]?(?:{_LABELS})[：:]|$)")
_LINE = re.compile(rf"^(?:{_LABELS})[：:]")
_LAST_BRACKET = re.compile(r"（([^（）]{2,160})）[。]?$")
_GENERIC = re.compile(r"^(?:各|有关|相关|其他|区内|全区|市级|区级|市有关|区有关|省有关|市相关|区相关)")
_LEAD = re.compile(r"^(?P<lead>.+?)(?:共同)?牵头(?:[，；](?P<rest>.+?))?(?:等)?(?:配合|参与|按职责分工负责|协同)?$")
_DUTY = re.compile(r"(?:等)?(?:按照?(?:各自)?职责分工(?:负责|落实)?|分工负责|负责|参与|配合|按职责分工)$")
_UNIT = re.compile(r"^[\u4e00-\u9fff]{2,16}(?:局|委|办|办公室|街道|镇|乡|管委会|指挥部|专班|公安分局|供电公司|集团)$")
_DIVIDED = re.compile(
    r"(?:^|，|。|；|由)(?P<units>[^，。；由（）]{3,40}?)"
    r"(?:按照?(?:各自)?职责分工|负责(?:组织|统筹|牵头|实施)|统筹推进|统筹协调|牵头(?:负责|推进|组织|建立|统筹)|"
    r"(?:建立|制定|组织|开展)[^，。；]{2,14}(?:制度|机制|监测|评估))"
)
_UNIT_NAMES = re.compile(r"(?:(?!会同)[^、和及与])+")
_BODY = re.compile(r"(?:局|委|办|厅|部|处|站|中心|办公室|小组|指挥部|专班|管委会|委员会|公司|学校|学院|研究院|协会)$")
_SURE = 0.95
_ROLES = {
    "链长": "链长",
    "副链长": "链长",
    "牵头": "牵头",
    "主责": "牵头",
    "配合": "配合",
    "参与": "配合",
    "协": "配合",
}


def _role(label: str) -> str:
    return next((role for word, role in _ROLES.items() if label.startswith(word)), "责任")


def read_responsibility(reading: Reading, found: tuple[Unit, ...]) -> dict[int, int]:
    """Record RESPONSIBLE_FOR from the brackets of measures.

    Returns the end offset of each unit's words by where the bracket starts, so that other rules do not
    read units as mentions of the measure's text: ``{start of bracket: end of bracket}``.
    """
    taken: dict[int, int] = {}
    for unit in found:
        if unit.kind not in ("task", "programme", "space", "chain", "clause") or unit.head is None:
            continue
        for passage, view in unit.texts:
            for match in _BRACKET.finditer(view.text):
                taken[view.starts[match.start()]] = view.ends[match.end() - 1]
                for part in _PART.finditer(match[1]):
                    start = match.start(1) + part.start("units")
                    _record(
                        reading, unit, view.part(start, start + len(part["units"])), _role(part["label"]), passage.view
                    )
            if _LINE.match(view.text):
                taken[view.start] = view.end
                for part in _PART.finditer(view.text):
                    _record(
                        reading,
                        unit,
                        view.part(part.start("units"), part.end("units")),
                        _role(part["label"]),
                        passage.view,
                    )
        _unlabelled(reading, unit, taken)
        _clauses(reading, unit)
    return taken


def _unlabelled(reading: Reading, unit: Unit, taken: dict[int, int]) -> None:
    """A bracket at the end of a measure whose items are all units needs no label."""
    if not unit.texts:
        return
    passage, view = unit.texts[-1]
    match = _LAST_BRACKET.search(view.text)
    if match is None or view.starts[match.start()] in taken:
        return
    inside = match[1]
    lead = _LEAD.match(inside)
    plain = _DUTY.sub("", inside)
    names = [n for n in re.split(r"[、，；]|牵头|配合", plain) if n]
    known = sum(_is_unit(re.sub(r"等$", "", n)) for n in names)
    if (
        not names
        or known < len(names) - (len(names) > 1 and known > 0)
        or (len(names) == 1 and lead is None and not _DUTY.search(inside))
    ):
        return
    taken[view.starts[match.start()]] = view.ends[match.end() - 1]
    if lead is not None and "牵头" in inside:
        _record(reading, unit, view.part(match.start(1), match.start(1) + lead.end("lead")), "牵头", passage.view)
        if lead["rest"]:
            start = match.start(1) + lead.start("rest")
            _record(reading, unit, view.part(start, start + len(lead["rest"])), "配合", passage.view)
        return
    _record(reading, unit, view.part(match.start(1), match.start(1) + len(plain)), "责任", passage.view)


def _clauses(reading: Reading, unit: Unit) -> None:
    """Units that a clause sets to work: 甲局、乙厅按职责分工抓好落实, 由甲局会同乙中心建立制度."""
    if unit.kind not in ("task", "clause"):
        return
    for passage, view in unit.texts:
        for match in _DIVIDED.finditer(view.text):
            at = match.start("units")
            pieces = [view.part(at + p.start(), at + p.end()) for p in _UNIT_NAMES.finditer(match["units"])]
            keys = [(unit_key(p.text), p) for p in pieces]
            named = [k.label == "Organization" and not _GENERIC.match(p.text) and _BODY.search(p.text) for k, p in keys]
            if not keys or not all(named):
                continue
            for order, (key, piece) in enumerate(keys, 1):
                reading.recorder.mention(key, piece, "clause.unit", 0.8)
                reading.recorder.link(
                    "RESPONSIBLE_FOR", key, unit.head, passage.view, "clause.unit", 0.65, role="责任", order=order
                ) if unit.head is not None else None


def _is_unit(name: str) -> bool:
    if _GENERIC.match(name) or _UNIT.search(name):
        return True
    found = guess(name)
    return found is not None and found.label in ("Organization", "Company", "Place", "Park")


def unit_key(name: str) -> Key:
    """Return the key of a responsible unit; a town stands for its government, a company for itself."""
    place = place_key(name)
    if place is not None:
        return place
    if TOWN.fullmatch(name):
        return Key("Place", name)
    if lexicon.organizations().find(name):
        return Key("Organization", name)
    found = guess(name)
    if found is not None and found.label in ("Company", "Park", "Place"):
        return Key(found.label, name)
    if name.endswith(("公司", "集团")):
        return Key("Company", name)
    return Key("Organization", name)


def _record(reading: Reading, unit: Unit, view: View, role: str, where: View) -> None:
    if unit.head is None:
        return
    target = unit.head
    at = order = 0
    for piece in re.split(r"[、，；]", view.text):
        part = view.part(at, at + len(piece))
        at += len(piece) + 1
        name = re.sub(r"等(?:有关|相关|各)?(?:部门|单位|乡镇|镇街|街镇|镇|街道|园区)?(?:（街道）)?$", "", piece).strip(
            "。"
        )
        if len(name) < 2:
            continue
        if _GENERIC.match(name):
            reading.recorder.skip("unmatched_unit", f"责任单位“{name}”没有指明是谁", part)
            continue
        order += 1
        key = Key("Person", name) if role == "链长" and not _UNIT.search(name) else unit_key(name)
        reading.recorder.mention(key, part.part(0, len(name)), "bracket.unit", _SURE)
        if target.label in ("Task", "Programme", "IndustryChain"):
            reading.recorder.link("RESPONSIBLE_FOR", key, target, where, "bracket.unit", _SURE, role=role, order=order)
