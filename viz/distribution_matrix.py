"""All chains over all places: a row a chain, a column a district or zone from west to east, counts as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..graph.errors import ViewError
from ..graph.model import Node
from .chain_board import fill_screen
from .chain_ties import PLACES
from .districts import ORDER_NOTE, SEAT_NOTE, Region, region
from .geometry import rectangle
from .reading import Reader
from .sheet import GAP, Item, Sheet
from .view import Area, View

MARGIN = 16.0
NAME = 176.0
COLUMNS = (92.0, 110.0, 130.0, 160.0, 190.0)
ROW = 42.0
MOST = 40
FEW = 12
"""So many chains have a row, those in one place only if there are few; the others are counted."""
Counts = Mapping[str, Counter[Region]]
UNTOLD = "未写明所属区"


def draw_matrix(reader: Reader) -> View:
    """Draw which districts and zones carry which chains, those carried most first.

    Raises :class:`ViewError` where no document says where a chain is developed.
    """
    counts: dict[str, Counter[Region]] = {}
    for chain in reader.nodes("IndustryChain"):
        carriers = {node.id: node for _, node in reader.into(chain.id, "FOCUSES_ON", *PLACES)}
        if carriers:
            counts[chain.id] = Counter(region(reader, node) for node in carriers.values())
    if not counts:
        raise ViewError(
            "图中没有写明产业链落在哪里", hint="请先用 deltatrunk build 载入写到园区、片区或区域产业方向的文件"
        )
    ordered = sorted(counts, key=lambda id_: (-counts[id_].total(), -len(counts[id_])))
    several = sum(counts[id_].total() > 1 for id_ in ordered)
    shown = ordered[: min(MOST, max(FEW, several))]
    regions = sorted({one for id_ in shown for one in counts[id_]}, key=lambda one: one.key)
    chains = [reader.graph.nodes[id_] for id_ in shown]
    tried = [_draw(Sheet(reader), chains, regions, counts, panels, cell) for panels in range(1, 6) for cell in COLUMNS]
    sheet, width, height = fill_screen(tried)
    notes = [ORDER_NOTE, SEAT_NOTE, "横条与数字：该区域里重点发展该产业链的园区、片区与区域个数"]
    if any(not one.district for one in regions):
        notes.append("文件未写明所属区的，按所属片区列在右侧")
    if len(ordered) > MOST:
        notes.append(f"另有 {len(ordered) - MOST} 条产业链落在较少的地方，未列入，见单链图")
    said = f"{len(shown)} 条产业链 · {sum(one.district for one in regions)} 个区"
    return sheet.view("distribution", "分布区域图 · 全部产业链", subtitle=said, width=width, height=height, notes=notes)


def _draw(
    sheet: Sheet,
    chains: Sequence[Node],
    regions: Sequence[Region],
    counts: Mapping[str, Counter[Region]],
    panels: int,
    cell: float,
) -> tuple[Sheet, float, float]:
    panel = NAME + len(regions) * cell + 12
    rows = -(-len(chains) // panels)
    bottoms = []
    for at in range(panels):
        left = MARGIN + at * (panel + GAP)
        part = chains[at * rows : (at + 1) * rows]
        if part:
            bottoms.append(_panel(sheet, part, regions, counts, left, cell))
    width = 2 * MARGIN + len(bottoms) * panel + (len(bottoms) - 1) * GAP
    return sheet, width, max(bottoms) + MARGIN


def _panel(
    sheet: Sheet,
    chains: Sequence[Node],
    regions: Sequence[Region],
    counts: Mapping[str, Counter[Region]],
    left: float,
    cell: float,
) -> float:
    """Draw rows under the headings of their columns; return the lower edge."""
    most = max(max(counts[chain.id].values()) for chain in chains)
    step = min(26.0, (cell - 60) / max(1, most - 1))
    head = max(_heading(sheet, one, cell)[1] for one in regions)
    top, right = MARGIN, left + NAME + len(regions) * cell + 12
    y = top + head + 14
    for at, chain in enumerate(chains):
        if at % 2 == 0:
            sheet.areas.append(Area("area", rectangle(left, y, right, y + ROW), "quiet"))
        sheet.place(Item(chain), left + NAME / 2, y + ROW / 2, NAME - 8, ROW - 8, font=17, lines=1)
        for column, one in enumerate(regions):
            count = counts[chain.id][one]
            if count:
                x, tone = left + NAME + column * cell + 22, "line2" if one.district else "line0"
                _bar(sheet, count, x, y + ROW / 2, step=step, tone=tone)
        y += ROW
    for column, one in enumerate(regions):
        x = left + NAME + (column + 0.5) * cell
        item, tall = _heading(sheet, one, cell)
        if item is None:
            for line, text in enumerate((UNTOLD[:3], UNTOLD[3:])):
                sheet.areas.append(Area("label", (), "quiet", text, (x, top + 14 + 20 * line), 15, "center"))
        else:
            sheet.place(item, x, top + head - tall / 2, cell - 6, tall, font=15, lines=4, icon=False)
    return y


def _heading(sheet: Sheet, one: Region, cell: float) -> tuple[Item | None, float]:
    if not one.id:
        return None, 44
    item = Item(sheet.reader.graph.nodes[one.id], None, "", 1 if one.district else 0)
    return item, sheet.measure(item, cell - 6, 15, lines=4, icon=False)[1]


def _bar(sheet: Sheet, count: int, x: float, y: float, *, step: float, tone: str) -> None:
    """Draw a count as a bar with its number at the right, beginning at x."""
    end = x + 4 + step * (count - 1)
    sheet.areas.append(Area("line", ((x, y), (end, y)), tone, width=16))
    sheet.areas.append(Area("label", (), "quiet", str(count), (end + 16, y), 17))
