"""All chains at once, by the measures that name them: a measure, the chains in it, the things named with them.

A measure often names several chains and several technologies together without saying which goes with
which. So the overview keeps the measure as the row and pairs nothing that no document pairs.
"""

from __future__ import annotations

from collections.abc import Sequence

from .chain_ties import MEASURES, PLACES, Tie, items, tie_of
from .lanes import MARGIN, Block, Lane
from .reading import Reader, first_place
from .sheet import GAP, Item, Sheet
from .shelves import Form, best_form, draw_shelves

CELL = 164.0
"""Names of chains, technologies and fields are short."""
Row = tuple[Tie, tuple[Item, ...], tuple[Item, ...]]


def ledger_rows(reader: Reader, label: str) -> list[Row]:
    """Return the measures and places that develop both a chain and things of a label, in document order."""
    found = []
    for kind in (*MEASURES, *PLACES):
        for node in reader.nodes(kind):
            chains = reader.out(node.id, "FOCUSES_ON", "IndustryChain")
            things = items(reader.out(node.id, "FOCUSES_ON", label))
            if chains and things:
                tie = tie_of(reader, chains[0][0], node, set())
                found.append((tie, items(chains), things))
    return sorted(found, key=lambda row: (_place(row), row[0].item.node.id))


def ledger_lane(row: Row) -> Lane:
    """Return a row as a lane: the measure, its chains, its things."""
    tie, chains, things = row
    return Lane(Item(tie.item.node), (chains, things))


def draw_ledger(reader: Reader, blocks: Sequence[Block], columns: Sequence[str]) -> tuple[Sheet, float, float]:
    """Draw fields of lanes without a chain on top; return the sheet that suits a screen, width and height."""
    return best_form(blocks, lambda form: _draw(Sheet(reader), blocks, columns, form), CELL)


def _draw(sheet: Sheet, blocks: Sequence[Block], columns: Sequence[str], form: Form) -> tuple[Sheet, float, float]:
    bottom = draw_shelves(sheet, blocks, None, form, MARGIN, columns)
    return sheet, form.width, bottom - GAP + MARGIN


def _place(row: Row) -> tuple[str, int, int]:
    link = row[0].item.link
    return first_place(link) if link is not None else ("", 0, 0)
