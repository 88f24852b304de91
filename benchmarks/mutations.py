"""Documents that are damaged, blown up and made to harm, by a seed and a number: what `fuzz.py` feeds to the loaders.

A case starts from small documents (those of the tests and the ones below), is changed as text, written in a format,
and sometimes changed again as XML or as bytes. The same seed and number always give the same bytes.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "loaders" / "formats"))
from written import as_docx, as_html, as_pdf, as_xlsx

TESTS = Path(__file__).resolve().parent.parent / "tests"

CHAIN = """镜湖区低空经济产业链行动方案（2024—2026年）

一、总体要求
到2026年，产业规模达到120亿元，年均增长15%以上，引进企业30家。
二、产业链
（一）上游：传感器、芯片和新材料。链主企业：镜湖航空科技有限公司、“飞云”平台。
（二）中游：整机制造、飞行控制系统等环节，依托镜湖科技园、若耶产业园，由区科委、区经委（责任单位：区科委、各街镇）推进。
（三）下游：物流、巡检、文旅三大应用场景。
1. 建设“1+3+N”空间布局。
① 与华东某大学、浙江某研究院共建联合实验室，支持甲公司与乙集团签约，开展5G、AI、区块链等技术攻关。
三、保障措施
第十二条 对符合条件的企业，按照投资额的10%给予最高不超过500万元的支持。
"""
ENTERPRISES: list[list[object]] = [
    ["序号", "企业名称", "所属园区", "产业链", "环节", "2023年产值（亿元）"],
    [1, "镜湖航空科技有限公司", "镜湖科技园", "低空经济", "整机制造", 12.5],
    [2, "若耶传感器有限公司", "若耶产业园", "低空经济", "传感器", "约3"],
    [3, "柯桥数据服务有限公司", "", "人工智能", "算力", None],
]
KINDS = ("txt", "md", "html", "docx", "xlsx", "csv", "zip", "pdf")
_NO_XML = "\ufffe\uffff"
_CLOCK = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_OFTEN = (34, 10, 12, 12, 8, 10, 8, 6)
"""How often each kind comes, of a hundred: a PDF costs a process of its own."""

_BITS = (
    "、", "，", "。", "；", "：", "（", "）", "〔", "〕", "“", "”", "《", "》", "和", "与", "及", "等", "以及",
    "其中", "到2025年", "达到", "超过", "%", "亿元", "万亿元", "家", "2024—2026年", "第一条", "一、", "（一）",
    "1.", "①", "1.1.1", "# ", "## ", "**", "| 甲 | 乙 |", "\t", "甲\t乙\t丙", "责任单位：", "牵头单位：",
    "链主企业", "产业链", "上游", "有限公司", "集团", "大学", "研究院", "科技园", "产业园", "区", "市",
    "长三角", "数字干线", "依托", "建设", "推进", "合作", "签约", "9" * 400, "0.", "-", "~", "1e309", "٣", "Ⅳ",
    "㈱", "ﬁ", "𠮷", "é", "e\u0301", "\u202e", "\ufeff", "\u200b", "\x00", "\x0c", "\x1b[31m", "\r", "\x85",
    "\u2028", "<script>", "<table><tr><td rowspan=99>", "</td>", "<!--", "&#0;", "&lt;", "]]>",
    "=cmd|' /C calc'!A0", "$param", "`", "\\", '"', "'", "{", "}", "％", "G60", "5G", "AI+", "A－B",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A file to read: its name and its bytes."""

    name: str
    data: bytes


@lru_cache
def documents() -> tuple[str, ...]:
    """Return the small documents."""
    folder = TESTS / "loaders" / "documents"
    return (CHAIN, *(path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))))


def case(seed: int, number: int) -> Case:
    """Make one case."""
    dice = random.Random(f"{seed}:{number}")
    kind = dice.choices(KINDS, _OFTEN)[0]
    data = _MAKERS[kind](dice)
    if dice.random() < 0.35:
        for _ in range(dice.randint(1, 4)):
            data = dice.choice(_ON_BYTES)(dice, data)
    return Case(f"{number}.{kind if dice.random() > 0.03 else dice.choice(KINDS)}", data)


def _text(dice: random.Random) -> str:
    text = dice.choice(documents())
    for _ in range(dice.choice((0, 1, 1, 2, 3, 5))):
        text = dice.choice(_ON_TEXT)(dice, text)
    return text[:200_000]


def _at(dice: random.Random, size: int) -> tuple[int, int]:
    """Choose a stretch, short more often than long."""
    first = dice.randint(0, size)
    return first, min(size, first + int(dice.paretovariate(0.7)))


def _cut(dice: random.Random, text: str) -> str:
    first, last = _at(dice, len(text))
    return text[:first] + text[last:]


def _truncated(dice: random.Random, text: str) -> str:
    return text[: dice.randint(0, len(text))]


def _lines(dice: random.Random, text: str) -> str:
    """Repeat, drop, shuffle, swap or join lines."""
    lines = text.splitlines(keepends=True) or [text]
    k = dice.randrange(len(lines))
    match dice.randrange(5):
        case 0:
            lines.insert(dice.randrange(len(lines)), lines[k] * dice.choice((1, 2, 50)))
        case 1:
            del lines[k]
        case 2:
            dice.shuffle(lines)
        case 3:
            lines[k] = lines[k].rstrip("\n")
        case _:
            lines[k] = dice.choice(dice.choice(documents()).splitlines(keepends=True))
    return "".join(lines)


def _inserted(dice: random.Random, text: str) -> str:
    first, _ = _at(dice, len(text))
    return text[:first] + "".join(dice.choices(_BITS, k=dice.randint(1, 12))) + text[first:]


def _long(dice: random.Random, text: str) -> str:
    """Insert a line of thousands of characters: one phrase again and again, or many at random."""
    size = dice.choice((300, 2_000, 6_000))
    if dice.random() < 0.7:
        bit = "".join(dice.choices(_BITS, k=dice.randint(1, 3)))
        made = bit * (size // len(bit))
    else:
        made = "".join(dice.choices(_BITS, k=size // 3))
    return _put(dice, text, made.replace("\n", "")[:size])


def _nested(dice: random.Random, text: str) -> str:
    opening, closing = dice.choice(("（）", "〔〕", "《》", "“”", "()", "[]", "<>", "【】"))
    deep = dice.choice((3, 40, 1_000))
    return _put(dice, text, opening * deep + "镜湖科技园" + closing * dice.choice((deep, 0, deep // 2)))


def _numbers(dice: random.Random, text: str) -> str:
    """Blow a figure of the text up, or write one with too many digits, points or zeros."""
    digits = "".join(dice.choices("0123456789０９.,．％%-~—", k=dice.choice((5, 40, 2_000))))
    places = [k for k, c in enumerate(text) if c.isdigit()]
    if not places:
        return _put(dice, text, f"产值达到{digits}亿元")
    k = dice.choice(places)
    return text[:k] + digits + text[k + 1 :]


def _strange(dice: random.Random, text: str) -> str:
    points = [dice.choice((dice.randrange(32), dice.randrange(0x3000), dice.randrange(0x10000, 0x110000)))
              for _ in range(dice.randint(1, 30))]  # fmt: skip
    first, _ = _at(dice, len(text))
    return text[:first] + "".join(map(chr, points)) + text[first:]


def _spliced(dice: random.Random, text: str) -> str:
    other = dice.choice(documents())
    return text[: dice.randint(0, len(text))] + other[dice.randint(0, len(other)) :]


def _put(dice: random.Random, text: str, line: str) -> str:
    lines = text.split("\n")
    k = dice.randrange(len(lines))
    lines[k] = dice.choice((f"{lines[k]}{line}", f"{line}{lines[k]}", line))
    return "\n".join(lines)


_ON_TEXT: tuple[Callable[[random.Random, str], str], ...] = (
    _cut, _truncated, _lines, _lines, _inserted, _inserted, _long, _nested, _numbers, _strange, _spliced
)  # fmt: skip


def _encoded(dice: random.Random, text: str) -> bytes:
    if dice.random() < 0.05:  # two encodings in one file
        half = len(text) // 2
        return text[:half].encode("utf-8", "replace") + text[half:].encode("gb18030", "replace")
    return text.encode(dice.choice(("utf-8", "utf-8", "utf-8", "gb18030", "utf-16", "utf-8-sig")), "replace")


def _drawable(text: str) -> str:
    """Leave out what the writers of Office files refuse: they write XML 1.0."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in _NO_XML and not 0xD7FF < ord(c) < 0xE000))


def _packed(dice: random.Random, data: bytes) -> bytes:
    """Change one part of a package and zip it again, so that the damage is in the XML and not in the zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:  # the writers put the time into it
        parts = {name: _CLOCK.sub(b"2026-01-01T00:00:00Z", old.read(name)) for name in old.namelist()}
    if dice.random() < 0.4:
        return _zip(parts)
    name = dice.choice([n for n in parts if n.endswith(".xml")])
    if dice.random() < 0.5:
        parts[name] = dice.choice(_ON_BYTES)(dice, parts[name])
    else:
        pieces = parts[name].split(b"<")
        k = dice.randrange(len(pieces))
        match dice.randrange(3):
            case 0:
                pieces.insert(k, pieces[dice.randrange(len(pieces))])
            case 1:
                del pieces[k]
            case _:
                pieces[k] = pieces[dice.randrange(len(pieces))]
        parts[name] = b"<".join(pieces)
    return _zip(parts)


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _table(dice: random.Random) -> list[list[object]]:
    rows = [list(row) for row in ENTERPRISES]
    for _ in range(dice.choice((0, 1, 3, 8))):
        row = dice.choice(rows)
        match dice.randrange(5):
            case 0:
                row[dice.randrange(len(row))] = _drawable(_inserted(dice, str(dice.choice(row))))[:30_000]
            case 1:
                row[dice.randrange(len(row))] = dice.choice((None, True, -1, 1e308, 10**15, "9" * 300, "=1+1", ""))
            case 2:
                rows.insert(dice.randrange(len(rows)), list(dice.choice(rows)))
            case 3:
                row.extend(dice.choices(_BITS[:40], k=dice.choice((1, 60))))
            case _:
                dice.shuffle(rows)
    return rows


def _txt(dice: random.Random) -> bytes:
    return _encoded(dice, _text(dice))


def _html(dice: random.Random) -> bytes:
    return as_html(_text(dice), dice.choice(("utf-8", "gb18030")))


def _docx(dice: random.Random) -> bytes:
    return _packed(dice, as_docx(_drawable(_text(dice))))


def _xlsx(dice: random.Random) -> bytes:
    rows = [[_drawable(c) if isinstance(c, str) else c for c in row] for row in _table(dice)]
    return _packed(dice, as_xlsx({"名单": rows, "其他": rows[:1]}))


def _csv(dice: random.Random) -> bytes:
    mark = dice.choice((",", ",", "\t", ";"))
    text = "\r\n".join(mark.join("" if c is None else str(c) for c in row) for row in _table(dice))
    return _encoded(dice, dice.choice(_ON_TEXT)(dice, text) if dice.random() < 0.5 else text)


def _archive(dice: random.Random) -> bytes:
    names = (
        "方案.txt",
        "附件/名单.csv",
        "../外面.txt",
        "a/" * 30 + "深.txt",
        "图.jpg",
        "里.zip",
        "网页.html",
        "方案.docx",
    )
    made = {"html": _html, "csv": _csv, "docx": _docx}
    chosen = dice.sample(names, dice.randint(1, 4))
    return _zip({name: made.get(name.rpartition(".")[2], _txt)(dice) for name in chosen})


def _pdf(dice: random.Random) -> bytes:
    return as_pdf(f"镜湖区公文\n{_drawable(_text(dice))[:4_000]}")


_MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "txt": _txt, "md": _txt, "html": _html, "docx": _docx, "xlsx": _xlsx, "csv": _csv, "zip": _archive, "pdf": _pdf
}  # fmt: skip


def _flipped(dice: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(dice.choice((1, 4, 40)) if made else 0):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def _shortened(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randint(0, len(data))]


def _without(dice: random.Random, data: bytes) -> bytes:
    first, last = _at(dice, len(data))
    return data[:first] + data[last:]


def _twice(dice: random.Random, data: bytes) -> bytes:
    first, last = _at(dice, len(data))
    return data[:last] + data[first:last] * dice.choice((1, 3, 30)) + data[last:]


def _noise(dice: random.Random, data: bytes) -> bytes:
    first, _ = _at(dice, len(data))
    return data[:first] + dice.randbytes(dice.choice((1, 8, 300))) + data[first:]


_ON_BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flipped,
    _flipped,
    _shortened,
    _without,
    _twice,
    _noise,
)
