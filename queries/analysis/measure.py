"""What a measure is: its definition, where it comes from, and how it is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ...graph.model import BORDERLINE, Graph
from ..header import Column
from ..table import Cell, Table

Number = float | int | str
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chooses: the least confidence of a fact, one chain, and how many rows (0 is all)."""

    min_confidence: float = BORDERLINE
    chain: str = ""
    top: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """The rows of a measure, best first, and its value for each node id, for maps and exports.

    ``names`` holds the Chinese name of a value that is only a number, as that of a community.
    """

    rows: tuple[Row, ...]
    values: Mapping[str, Number]
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with everything that its page in the documentation says.

    ``counts`` says in words which facts make the network; ``key`` is the property under which a node
    carries its value in a map or an export.
    """

    name: str
    title: str
    question: str
    definition: str
    source: str
    counts: str
    cost: str
    limits: str
    key: str
    columns: tuple[Column, ...]
    compute: Callable[[Graph, Options], Finding]

    def table(self, finding: Finding, options: Options) -> Table:
        """Return the rows as a table, cut where the options say so."""
        rows = finding.rows[: options.top] if options.top else finding.rows
        return Table(self.name, self.title, self.columns, rows)


def columns(**titles: str) -> tuple[Column, ...]:
    """Return columns from names and Chinese titles, in order."""
    return tuple(Column(name, title) for name, title in titles.items())


def rounded(value: float) -> float:
    """Return a value as it is shown: the last digits of sums differ between machines."""
    return round(value, 4)


def finding(rows: list[Row], values: Mapping[str, Number], names: Mapping[str, str] | None = None) -> Finding:
    """Freeze rows, values and names; values and names are sorted by id."""
    named = MappingProxyType(dict(sorted((names or {}).items())))
    return Finding(tuple(rows), MappingProxyType(dict(sorted(values.items()))), named)
