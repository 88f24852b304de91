"""Tables that lost their borders: optical character recognition or a converter left runs of words.

Two shapes occur. In the *line* shape each row is a line whose last pieces are attribute, unit and
value ("4 类别 指标 预期性 % 6左右"). In the *column* shape a row starts with its number and field, then
come the lines of each cell, one cell after the other; narrow lines belong to narrow cells.
"""

from __future__ import annotations

import re

from .normal import View, join
from .tables import Cells

_NUMBER = re.compile(r"^\d{1,3}$")
_VALUE = re.compile(
    r"^(?:[≥≤><~]?[-\d.,~]+(?:%|万|亿|左右|以上|以下|余|个|家|倍)*|.*(?:左右|以上|以下|水平|全覆盖|完成.*))$"
)
_BUILDER = re.compile(
    r"(?:公司等?|人民政府|政府|委员会|管委会|联席办|联席会议办公室|集团|研究院|研究所|中心|大学|医院|局|委|办|院|所|厅|部)(?:等)?$"
)
_BUILDER_PART = re.compile(r"[、，]")
_PROJECT = re.compile(
    r"(?:平台|系统|工厂|中心|基地|计划|工程|项目|生产线|产线|园区?|实验室|孵化器|云|总部|大楼|网络|枢纽|示范区?)$"
)
_FOOTNOTE_MARK = re.compile(r"(?<=[\u4e00-\u9fff])\d$")
_WIDE = 20


def run_table(lines: list[tuple[View, ...]]) -> list[Cells]:
    """Rebuild the rows of a run table; the first line holds the column titles."""
    header = lines[0]
    rows: list[Cells] = [Cells(join(list(header)), header)]
    titles = [c.text for c in header]
    if any("指标" in t for t in titles) and any("目标" in t or "值" in t for t in titles):
        rows.extend(_line_rows(lines[1:], titles))
    else:
        rows.extend(_column_rows(lines[1:], titles))
    return rows


def _line_rows(lines: list[tuple[View, ...]], titles: list[str]) -> list[Cells]:
    rows: list[Cells] = []
    name_at = next(k for k, t in enumerate(titles) if "指标" in t)
    behind = len(titles) - name_at - 1
    for tokens in lines:
        if len(tokens) <= behind or not _VALUE.match(tokens[-1].text):
            continue
        tail = tokens[len(tokens) - behind :]
        front = [t for t in tokens[: len(tokens) - behind] if not _NUMBER.match(t.text)]
        if not front:
            continue
        name = front[-1]
        mark = _FOOTNOTE_MARK.search(name.text)
        if mark:
            name = name.part(0, mark.start())
        number = next((t for t in tokens if _NUMBER.match(t.text)), None)
        empty = View("", (), ())
        cells = [empty] * name_at
        if number is not None and name_at:
            cells[0] = number
        rows.append(Cells(join([name, *tail]), (*cells, name, *tail)))
    return rows


def _column_rows(lines: list[tuple[View, ...]], titles: list[str]) -> list[Cells]:
    groups: list[list[tuple[View, ...]]] = []
    expected = 1
    for tokens in lines:
        if _NUMBER.match(tokens[0].text) and int(tokens[0].text) == expected:
            groups.append([tokens])
            expected += 1
        elif groups:
            groups[-1].append(tokens)
    return [row for group in groups if (row := _column_row(group, titles)) is not None]


def _column_row(group: list[tuple[View, ...]], titles: list[str]) -> Cells | None:
    first = group[0]
    number, field = first[0], first[1] if len(first) > 1 else View("", (), ())
    name_lines: list[View] = [join(list(first[2:]))] if len(first) > 2 else []
    wide_from = len(group)
    for k, tokens in enumerate(group[1:], 1):
        line = join(list(tokens))
        if len(line) >= _WIDE:
            wide_from = k
            break
        name_lines.append(line)
    cut = _cut(name_lines)
    if cut is None:
        return None
    name, builder = join(name_lines[:cut]), join(name_lines[cut:])
    rest = [join(list(t)) for t in group[wide_from:]]
    content, novelty = _wide_and_narrow(rest)
    cells: list[View] = [number, field, name, builder, join(content), join(novelty)]
    every = [v for v in [number, field, name, builder, *content, *novelty] if v]
    return Cells(join(every), tuple(cells[: max(len(titles), 4)]))


def _cut(lines: list[View]) -> int | None:
    """Choose where the name ends and the builder begins among the narrow lines."""
    best: tuple[int, int] | None = None
    for cut in range(1, len(lines)):
        name, builder = join(lines[:cut]).text, join(lines[cut:]).text
        parts = [p for p in _BUILDER_PART.split(builder) if p]
        score = 2 * all(_BUILDER.search(p) for p in parts) + bool(_PROJECT.search(name))
        score -= bool(_BUILDER.search(name)) and not _PROJECT.search(name)
        if builder and builder[0] in "）、，”":
            score -= 3
        if name.count("（") != name.count("）") or name.count("“") != name.count("”"):
            score -= 3
        if best is None or score >= best[0]:
            best = (score, cut)
    return best[1] if best and best[0] >= 2 else None


def _wide_and_narrow(lines: list[View]) -> tuple[list[View], list[View]]:
    """Split a row's remaining lines into the wide cell and the narrow cell after it."""
    last_wide = max((k for k, line in enumerate(lines) if len(line) >= _WIDE), default=-1)
    end = last_wide + 1
    while end < len(lines) and lines[end - 1].text and lines[end - 1].text[-1] not in "。；":
        end += 1
        if lines[end - 1].text[-1] in "。；":
            break
    return lines[:end], lines[end:]
