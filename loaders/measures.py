"""The units of a document: which heading is a task, a programme, a place or a chain, and its words.

The head of most relations stands in the heading above, so sentences are read unit by unit. A unit is
a heading with the passages directly under it; a heading printed in bold inside a paragraph (a
*run-in* title: a short sentence that opens with a verb) starts a unit of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .blocks import heading_roles
from .documents import Document
from .findings import Key
from .grammar import grammar
from .naming import guess, industry
from .normal import View
from .numbering import numbering
from .outline import Passage, Section
from .sentences import sentences

_NO_TASKS = ("basis", "principles", "goals", "functions", "consultation")
_REGULATIONS = ("管理办法", "办法", "规定", "条例", "细则", "通知", "报告", "公报")
_SECOND_HAND = "政策解读"

_PROGRAMME = re.compile(
    r"^(?:组织|深入|大力|全面|加快|启动|推进|推动)?(?:实施|开展|推进|推动)?(?P<name>[^，。：；、]{2,24}?(?:计划|行动|工程|专项行动|攻坚战))(?:建设)?(?=[，：]|$)"
)
_NO_PROGRAMME = re.compile(
    r"^(?:专项|主要|重点|“?[一二三四五六七八九十]+大?”?|具体|工作|支撑|重大|重点)?(?:行动计划|计划|行动|工程|专项行动计划|专项行动)$"
)
_LAYER = re.compile(r"^(?P<layer>[\u4e00-\u9fff]{2,4}层)(?:面)?(?:专项行动|行动|计划)?$")
_CARRIES_OUT = re.compile(r"^(?:组织|深入|大力|全面|加快|启动|持续|扎实)*(?:实施|开展|推进|推动|落实)")
_SETS_UP = re.compile(r"^(?:加快|推进|推动|加强|实施|开展|完善|强化|落实|制定|制订|编制|出台|组织|启动|深化)")
_SPACE_GROUP = re.compile(
    r"(?:支柱|基座|带|片区|区|园|基地|核|极|翼|廊|轴|圈|片|城|港|中心|载体|组团|干线|板块|高地|节点|门户)$"
)
_COUNTED_GROUP = re.compile(
    r"^“?(?:[一二三四五六七八九十]|\d{1,2}){1,3}(?:大|个|条|片|块|座|极|核|轴|带|翼|区|园)”?[\u4e00-\u9fff]{0,6}”?$"
)
_CHAIN_ENDS = ("产业链", "产业", "产业集群")
"""A numbered item that names a chain (（一）先进光伏产业链) is about that chain, no measure."""
_BOX = "专栏"
"""A box of a plan lists its projects."""
_MEASURES = ("Task", "Programme")
_SPACE_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z\d]{3,12}[带轴廊核圈翼极区园城港谷]")
_SHORT_SPACE = 10
_RUN_IN_MAX = 26
_MAX_CELL_NAME = 20
_VERBS = re.compile(
    r"^(?:加快|推动|推进|打造|建设|建立|构建|强化|加强|完善|优化|提升|实施|开展|促进|支持|培育|发展|做|形成|探索|深化|引进|拓展|普及|积极|大力|全面|重点|争取|健全|加大|创新|"
    r"聚焦|集聚|布局|搭建|设立|组建|用好|落实|鼓励|引导|协同|持续|扎实|出台|研究|制定|制订|梳理|明确|高效|精准|多|完成|推广|突破|夯实|扩大|提高|增强|营造|统筹|释放|激发|壮大|"
    r"组织|举办|改造|保障|规范|简化|降低|减轻|给予|奖励|补贴|设置|打通|畅通|链接|放大|发挥|依托|围绕|落地|招引|坚持|注重|牢牢|守住|丰富|升级|数字赋能|赋能|聚力|攻坚|攻关|保护|防范|锚定|以)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """Words with the thing that they are about.

    ``head`` is the task, programme, place, park or chain of the heading (None where the heading
    names nothing); ``over`` is the nearest such thing above; ``texts`` are the passages with the part
    of each that belongs to the unit; ``confidence`` is how sure the head is.
    """

    head: Key | None
    kind: str
    over: Key | None
    role: str
    title: View | None
    section: Section
    texts: tuple[tuple[Passage, View], ...]
    confidence: float = 0.9
    group: str = ""
    order: int = 0

    def sentences(self) -> Iterator[View]:
        """Yield the sentences of the unit, a measure's title clause first."""
        if self.title is not None and self.kind in ("task", "programme"):
            yield self.title
        for _, view in self.texts:
            for sentence in sentences(view):
                number = numbering(sentence.text)
                words = sentence if number is None else sentence.part(number.length, len(sentence))
                if words:
                    yield words


@dataclass(frozen=True, slots=True)
class _Above:
    """What a section inherits: the thing above, the role, a layer's or a counted group's title."""

    over: Key | None
    role: str
    group: str = ""
    space: Key | None = None


def structural(title: str) -> bool:
    """Tell whether a title only orders the text (方向和目标, 任务和举措) and names nothing."""
    return title in heading_roles()


def programme_name(title: str) -> str:
    """Return the programme that a title names, or an empty string.

    >>> programme_name("实施“产业聚能”行动，提升数字经济硬实力")
    '“产业聚能”行动'
    """
    match = _PROGRAMME.match(title)
    if match is None or _NO_PROGRAMME.match(match["name"]):
        return ""
    name = match["name"]
    short = len(title) <= 12 and name == title and not _SETS_UP.match(name)
    return "" if _VERBS.match(name) and "“" not in name and not name.endswith("工程") and not short else name


def is_verbal(title: str) -> bool:
    """Tell whether a title clause says what is to be done."""
    return bool(_VERBS.match(title)) or bool(grammar().hard.match(title, 0)) or bool(grammar().soft.match(title, 0))


def counted_group(title: str) -> str:
    """Return the title of a counted group of spaces (五大支柱, 十个基座, 三条拓展带), or an empty string."""
    return title.strip("“”") if _COUNTED_GROUP.match(title) else ""


def units(document: Document) -> tuple[Unit, ...]:
    """Cut a document into its units, in reading order."""
    found: list[Unit] = []
    regulation = document.kind in _REGULATIONS
    _walk(document.root, _Above(None, ""), found, document, regulation)
    if document.kind == _SECOND_HAND:
        # an explanation repeats what the plan itself states
        found = [
            replace(u, confidence=min(u.confidence, 0.45)) if u.kind in ("task", "programme") else u for u in found
        ]
    return tuple(found)


def _walk(section: Section, above: _Above, found: list[Unit], document: Document, regulation: bool) -> None:
    unit = _unit(section, above, document, regulation)
    parts = _run_ins(unit, document) if unit.kind in ("task", "programme", "structure") else [unit]
    if len(parts) == 1 and not section.sections:
        parts = [_as_measure(unit, document)]
    if unit.kind == "task" and section.clause and above.over is not None and above.over.label in _MEASURES:
        parts = [replace(unit, texts=()), _whole_clause(unit, above.over)]
    found.extend(parts)
    found.extend(_project_rows(section))
    title = section.title.text
    layer = _LAYER.match(title)
    group = counted_group(title) or (layer["layer"] if layer else "")
    own = unit.head if unit.kind in ("task", "programme", "space", "chain") else above.over
    space = unit.head if unit.kind == "space" else above.space
    if title.startswith(_BOX):
        group, own = title, None
    below = _Above(own, section.role, group or (above.group if structural(title) else ""), space)
    for child in section.sections:
        _walk(child, below, found, document, regulation)


def _whole_clause(unit: Unit, over: Key) -> Unit:
    """The words of a measure without a title clause: they are about the heading above (the guide)."""
    texts = unit.texts
    heading = unit.section.heading
    if heading is not None:
        number = numbering(heading.view.text)
        whole = heading.view.part(number.length if number else 0, len(heading.view))
        behind = [(p, v) for p, v in texts if v.start >= whole.end]
        texts = ((heading, whole), *behind)
    return replace(unit, head=over, kind="clause", title=None, texts=texts, confidence=0.85)


def _as_measure(unit: Unit, document: Document) -> Unit:
    """A measure without measures below it is a task, even where it sets a programme (开展“X”行动。…)."""
    if unit.kind != "programme" or unit.title is None or not _CARRIES_OUT.match(unit.title.text):
        return unit
    return replace(unit, head=Key("Task", unit.title.text, Key("Document", document.name)), kind="task")


def _project_rows(section: Section) -> Iterator[Unit]:
    """What a project table says of each project is a unit about it."""
    for table in section.tables:
        name_at = table.column("项目名称", "项目")
        if name_at is None or table.column("指标") is not None:
            continue
        for row in table.rows:
            cells = [c for k, c in enumerate(row.cells) if k > name_at and len(c) > _MAX_CELL_NAME]
            if row.get(name_at) and cells:
                name = row.get(name_at)
                known = guess(name.text)
                label = "Programme" if known is not None and known.label == "Programme" else "Project"
                texts = tuple((row.passage, c) for c in cells)
                yield Unit(Key(label, name.text), "project", None, section.role, name, section, texts, 0.8)


def _texts(section: Section) -> tuple[tuple[Passage, View], ...]:
    return tuple((p, p.view) for p in section.passages if p.kind in ("paragraph", "item"))


def _unit(section: Section, above: _Above, document: Document, regulation: bool) -> Unit:
    title = section.title.text
    base = Unit(
        None,
        "structure",
        above.over,
        section.role,
        section.title or None,
        section,
        _texts(section),
        0.9,
        above.group,
        section.ordinal,
    )
    if not title or section.style in ("annex", "bare", "root", "chapter", "section"):
        return base
    if section.style == "article" and regulation:
        return base
    if structural(title) and section.role == "goals" and above.over is not None and above.over.label == "Programme":
        return replace(base, head=above.over, kind="goal")
    if structural(title) or (regulation and section.rank > 0):
        return base
    if above.group.startswith(_BOX) and not is_verbal(title):
        return replace(base, head=Key("Project", title), kind="project", confidence=0.8)
    layer = _LAYER.match(title)
    if layer:
        return replace(base, head=Key("Programme", layer["layer"]), kind="layer", confidence=0.4)
    if counted_group(title):
        return replace(base, kind="group")
    name = programme_name(title)
    if name and section.role not in _NO_TASKS:
        return replace(base, head=Key("Programme", name), kind="programme")
    space = _space(section, above)
    if space is not None:
        return replace(base, head=space, kind="space")
    if section.role in _NO_TASKS or section.role == "layout":
        return base
    if section.rank <= 1 and not is_verbal(title):
        return base
    if section.rank <= 1 and not section.sections:
        return base
    return _measure(base, section, document)


def _measure(base: Unit, section: Section, document: Document) -> Unit:
    """The task, or the chain, that a heading under the measures names."""
    title = section.title.text
    sure = 0.9 if section.role in ("measures", "safeguards") else 0.8
    if section.clause:
        sure = 0.45  # a measure without a title clause takes its first clause as its name (the guide: borderline)
    chain = industry(title) if not is_verbal(title) else None
    if chain is not None and title.endswith(_CHAIN_ENDS) and section.rank > 1:
        return replace(base, head=Key("IndustryChain", chain[0]), kind="chain", confidence=0.9)
    task = Key("Task", title, Key("Document", document.name))
    return replace(base, head=task, kind="task", confidence=sure if chain is None else 0.7)


def _space(section: Section, above: _Above) -> Key | None:
    """The place, zone or park that a heading names, if it names one."""
    title = section.title.text
    if above.group.endswith("层"):
        return None
    if _SPACE_GROUP.search(above.group) and counted_group(above.group) and not (_VERBS.match(title) or "：" in title):
        if "基座" in above.group or "园" in above.group[-2:] or title.endswith(("园", "基地")):
            return Key("Park", _main_name(title))
        return Key("Zone", _main_name(title))
    first = re.split(r"[：，]", title, maxsplit=1)[0]
    found = guess(first)
    if found is None and section.role == "layout" and _SPACE_NAME.fullmatch(first) and not is_verbal(first):
        return None if any(grammar().hard.match(first, k) for k in range(len(first))) else Key("Zone", first)
    if found is None or found.label not in ("Zone", "Park", "Place") or is_verbal(first):
        return None
    if not found.how.startswith("lexicon") and any(grammar().hard.match(first, k) for k in range(2, len(first) - 1)):
        return None  # 某区依托主城片区: a clause
    named = len(title) <= _SHORT_SPACE and section.rank > 1 and found.confidence >= 0.45
    if section.role == "layout" or found.confidence >= 0.7 or named:
        return Key(found.label, found.name if found.label == "Place" and found.name else _main_name(first))
    return None


def _main_name(title: str) -> str:
    """A heading's name without the second name in brackets at its end."""
    match = re.match(r"^(.{3,}?)（[^（）]{3,}）$", title)
    return match[1] if match else title


def second_name(title: str) -> str:
    """Return the other name that a title gives in brackets at its end (市西软件信息园（长三角软件信息园）)."""
    match = re.match(r"^.{3,}?（(?:原)?([^（）]{3,})）$", title)
    return match[1] if match else ""


def _is_run_in(view: View) -> bool:
    text = view.text.rstrip("。")
    return 5 <= len(text) <= _RUN_IN_MAX and not any(c in text for c in "，；：、") and bool(_VERBS.match(text))


def _run_ins(unit: Unit, document: Document) -> list[Unit]:
    """Split a unit at its run-in titles; two at least make a series, and text follows each."""
    if unit.role in (*_NO_TASKS, "layout") or unit.section.sections or unit.head is None:
        return [unit]
    pieces = [(p, s) for p, v in unit.texts for s in sentences(v)]
    starts = [
        k
        for k, (_, s) in enumerate(pieces[:-1])
        if _is_run_in(s) and not _is_run_in(pieces[k + 1][1]) and any(c in pieces[k + 1][1].text for c in "，、")
    ]
    if len(starts) < 2:
        return [unit]
    found = [replace(unit, texts=tuple(pieces[: starts[0]]))]
    for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(pieces)], strict=True), 1):
        title = pieces[start][1]
        title = title.part(0, len(title) - 1) if title.text.endswith("。") else title
        key = Key("Task", title.text, Key("Document", document.name))
        found.append(
            Unit(key, "task", unit.head, unit.role, title, unit.section, tuple(pieces[start + 1 : end]), 0.85, "", n)
        )
    return found
