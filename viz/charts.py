"""What the atlas draws as lines and bars: values that the documents state, grouped but never computed anew.

The only number made here is the share of a target that an achievement reaches, which the chart shows
as such beside both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..graph.schema import schema
from ..queries.sources import text
from ..queries.table import Cell, Table
from .page import shown

CHAINS = 20
"""So many chains are drawn; the table holds all."""
COUNTED = {"companies": "Company", "parks": "Park", "platforms": "Platform", "projects": "Project"}
"""Columns of the chains' overview that are drawn side by side, each in the colour of a type."""
_TARGET = "目标"


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a year; ``high`` is the upper end of a range, ``told`` the value as the document writes it."""

    year: int
    value: float
    high: float | None
    told: str


@dataclass(frozen=True, slots=True)
class Line:
    """The values that one document states of an indicator: what it aims at, or what was reached."""

    document: str
    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """One indicator of one subject in one unit; ``rows`` are positions in the table of all values."""

    subject: str
    indicator: str
    unit: str
    lines: tuple[Line, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """A target beside the achievement nearest to its year; ``share`` is the achievement in per cent of the target."""

    subject: str
    indicator: str
    target: str
    actual: str
    share: float
    finding: str


@dataclass(frozen=True, slots=True)
class ChainBar:
    """How many companies, parks, platforms and projects the documents name in a chain."""

    chain: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """Everything that is drawn as a chart, with title and colour of what chains are counted by."""

    curves: tuple[Curve, ...]
    reached: tuple[Reached, ...]
    chains: tuple[ChainBar, ...]
    counted: tuple[tuple[str, str], ...]


def charts(values: Table, compared: Table, chains: Table) -> Charts:
    """Return the charts of three answers; what has no number or no year stays in the tables only."""
    titles, labels = {column.name: column.title for column in chains.columns}, schema().labels
    counted = tuple((titles[name], labels[type_].color) for name, type_ in COUNTED.items())
    return Charts(_curves(values), _reached(compared), _chain_bars(chains), counted)


def _curves(values: Table) -> tuple[Curve, ...]:
    """Group values by subject, indicator and unit; those with the most years first."""
    found: dict[tuple[str, str, str], dict[tuple[str, str], list[Point]]] = {}
    places: dict[tuple[str, str, str], list[int]] = {}
    for at, row in enumerate(values.records()):
        key = (text(row["subject"]), text(row["indicator"]), text(row["unit"]))
        places.setdefault(key, []).append(at)
        point = _point(row)
        lines = found.setdefault(key, {})
        if point is not None:
            lines.setdefault((text(row["document"]), text(row["kind"])), []).append(point)
    curves = [
        Curve(shown(subject, 120), shown(indicator, 120), shown(unit, 60), _lines(lines), tuple(places[key]))
        for key, lines in found.items()
        if lines
        for subject, indicator, unit in (key,)
    ]
    return tuple(sorted(curves, key=lambda c: (-len(_years(c)), -len(c.rows), c.subject, c.indicator, c.unit)))


def _lines(lines: Mapping[tuple[str, str], Iterable[Point]]) -> tuple[Line, ...]:
    """Return a line a document and kind, earlier years first; targets before achievements of the same document."""
    made = [
        Line(shown(document, 120), shown(kind, 30), tuple(sorted(points, key=lambda p: (p.year, p.value))))
        for (document, kind), points in lines.items()
    ]
    return tuple(sorted(made, key=lambda line: (line.points[0].year, line.document, line.kind != _TARGET)))


def _years(curve: Curve) -> set[int]:
    return {point.year for line in curve.lines for point in line.points}


def _point(row: Mapping[str, Cell]) -> Point | None:
    year, value, high = row["year"], row["value"], row["value_max"]
    if not isinstance(year, int) or not isinstance(value, int | float):
        return None
    top = float(high) if isinstance(high, int | float) else None
    told = text(row["raw"]) or f"{value:g}{text(row['unit'])}"
    return Point(year, float(value), top, shown(told, 60))


def _reached(compared: Table) -> tuple[Reached, ...]:
    found = []
    for row in compared.records():
        target, actual = row["target"], row["actual"]
        if not isinstance(target, int | float) or not isinstance(actual, int | float) or target <= 0:
            continue
        unit, sign = text(row["unit"]), text(row["comparator"])
        found.append(
            Reached(
                shown(row["subject"], 60),
                shown(row["indicator"], 60),
                shown(f"{row['target_year'] or '年份未写明'} 目标 {'' if sign == '=' else sign}{target:g}{unit}", 60),
                shown(f"{row['actual_year'] or '年份未写明'} 实际 {actual:g}{unit}", 60),
                round(actual / target * 100, 1),
                shown(row["finding"], 30),
            )
        )
    return tuple(found)


def _chain_bars(chains: Table) -> tuple[ChainBar, ...]:
    bars = [
        ChainBar(shown(row["chain"], 40), tuple(n if isinstance(n := row[name], int) else 0 for name in COUNTED))
        for row in chains.records()
    ]
    ranked = sorted(bars, key=lambda bar: (-sum(bar.counts), bar.chain))
    return tuple(bar for bar in ranked[:CHAINS] if sum(bar.counts))
