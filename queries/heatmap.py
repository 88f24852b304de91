"""招商热力图: how many facts tie each park to each chain, and which.

The facts are the rows of the query ``heatmap``; everything after that is computed here, without a
store. A cell's number is the number of its facts, so that the two can be checked against each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..graph.errors import QueryError
from .quoting import Texts
from .reader import bundled
from .runner import Reader, advice, run
from .sources import Source, documents_of, number, source_of, text, texts
from .table import Cell as Value

KINDS = ("重点发展", "企业", "平台", "项目")
RULE = (
    "格中的数是事实的条数：文件说该园区重点发展该产业链或其环节、技术的，一条算一；"
    "位于该园区、又引领或参与该产业链或其环节的企业、平台、项目，每有一种关系算一；四类分别计数后相加。"
)
EMPTY = "空格表示未提及：这些文件里没有这样的事实，不等于没有。"
ORDER = "行和列按相连的园区与产业链聚在一起，事实多的一组在前。"
_ROUNDS = 30
P = TypeVar("P")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Tie:
    """A fact that ties a park to a chain; ``seat`` says where it is written that ``via`` stands in the park."""

    park: str
    park_type: str
    whole: tuple[str, ...]
    chain: str
    kind: str
    via: str
    via_type: str
    relation: str
    role: str
    segment: str
    source: Source
    seat: Source | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Side:
    """A row (park) or a column (chain): its name, what tells it from others, other names, the number of its facts."""

    name: str
    type: str
    notes: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A park and a chain that facts tie: positions of row and column, counts in the order of ``KINDS``, the facts."""

    row: int
    column: int
    counts: tuple[int, ...]
    ties: tuple[Tie, ...]

    @property
    def total(self) -> int:
        """The cell's number."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Heatmap:
    """The matrix: rows and columns in their order, the cells that hold something row by row, and what was asked.

    ``parks_known`` is the number of parks in the store, ``chosen`` are the filters as pairs of title and value.
    """

    rows: tuple[Side, ...]
    columns: tuple[Side, ...]
    cells: tuple[Cell, ...]
    parks_known: int = 0
    chosen: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> int:
        """The number of facts."""
        return sum(cell.total for cell in self.cells)

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that the facts stand in."""
        ties = [tie for cell in self.cells for tie in cell.ties]
        return documents_of([tie.source for tie in ties] + [tie.seat for tie in ties if tie.seat is not None])


def heatmap(
    store: Reader,
    *,
    chain: str | None = None,
    place: str | None = None,
    spaces: bool = False,
    min_confidence: float = 0.5,
    words: Texts | None = None,
) -> Heatmap:
    """Ask a store for the facts and arrange them.

    ``spaces`` adds zones to the parks; ``words`` gives sentences that the store does not hold.
    Raises :class:`QueryError` where no fact fits, naming what is like a value that the store does not know.
    """
    known = bundled()
    query = known.find("heatmap")
    given = {"chain": chain, "place": place, "spaces": spaces, "min_confidence": min_confidence}
    found = run(store, query, given, words).records()
    if not found:
        hint = advice(store, query, given) or "放宽 --chain、--place 或 --min-confidence，或加 --spaces"
        raise QueryError("图中没有把园区与产业链连在一起的事实", hint=hint)
    chains = run(store, known.find("dossier-chain"), {"min_confidence": min_confidence}).records()
    count = run(store, known.find("heatmap-count"), {"min_confidence": min_confidence}).rows[0][0]
    titles = {p.name: p.title for p in query.parameters}
    chosen = [(titles["chain"], chain), (titles["place"], place), (titles["min_confidence"], f"{min_confidence:g}")]
    return arrange(
        map(_tie, found),
        aliases={text(row["chain"]): texts(row["aliases"]) for row in chains},
        parks_known=int(number(count)),
        chosen=[(title, value) for title, value in chosen if value],
    )


def arrange(
    ties: Iterable[Tie],
    *,
    aliases: Mapping[str, tuple[str, ...]] | None = None,
    parks_known: int = 0,
    chosen: Iterable[tuple[str, str]] = (),
) -> Heatmap:
    """Count facts a cell and put rows and columns in an order in which blocks show."""
    held: dict[tuple[str, str], dict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for tie in ties:
        held[tie.park, tie.park_type][tie.chain].append(tie)
    numbers = {(park, chain): len(found) for park, of in held.items() for chain, found in of.items()}
    parks, chains = seriate(numbers)
    sums: Counter[object] = Counter()
    for (park, chain), value in numbers.items():
        sums[park] += value
        sums[chain] += value
    rows = tuple(Side(p[0], p[1], next(iter(held[p].values()))[0].whole, sums[p]) for p in parks)
    columns = tuple(Side(c, "产业链", (aliases or {}).get(c, ()), sums[c]) for c in chains)
    cells = tuple(
        _cell(row, column, held[park][chain])
        for row, park in enumerate(parks)
        for column, chain in enumerate(chains)
        if chain in held[park]
    )
    return Heatmap(rows, columns, cells, parks_known, tuple(chosen))


def seriate(numbers: Mapping[tuple[P, C], int]) -> tuple[list[P], list[C]]:
    """Order rows and columns so that what is tied stands together: largest group first, then by reciprocal averaging.

    Groups are the connected parts of the matrix. Within a group rows and columns are sorted in turn by
    the mean position of what they are tied to, beginning with the sums. Equal input, in any order,
    gives equal output. O(rounds · ties) and two sorts a round.

    >>> seriate({("a", "x"): 1, ("b", "y"): 3, ("c", "x"): 1})
    (['b', 'a', 'c'], ['y', 'x'])
    """
    rows: dict[P, dict[C, int]] = defaultdict(dict)
    columns: dict[C, dict[P, int]] = defaultdict(dict)
    for (row, column), value in sorted(numbers.items(), key=lambda item: repr(item[0])):
        rows[row][column] = value
        columns[column][row] = value
    found: tuple[list[P], list[C]] = ([], [])
    for part in _parts(rows, columns):
        first = sorted(part, key=lambda row: (-sum(rows[row].values()), repr(row)))
        second = sorted({c for row in part for c in rows[row]}, key=lambda c: (-sum(columns[c].values()), repr(c)))
        for _ in range(_ROUNDS):
            moved = _by_mean(second, columns, first)
            first_moved = _by_mean(first, rows, moved)
            if (first_moved, moved) == (first, second):
                break
            first, second = first_moved, moved
        found[0].extend(first)
        found[1].extend(second)
    return found


def _parts(rows: Mapping[P, Mapping[C, int]], columns: Mapping[C, Mapping[P, int]]) -> list[list[P]]:
    """Return the rows of each connected part, the part with the most facts first."""
    left = dict.fromkeys(rows)
    parts: list[list[P]] = []
    while left:
        queue = [next(iter(left))]
        del left[queue[0]]
        for row in queue:
            for column in rows[row]:
                new = [other for other in columns[column] if other in left]
                for other in new:
                    del left[other]
                queue.extend(new)
        parts.append(queue)
    return sorted(parts, key=lambda part: (-sum(sum(rows[row].values()) for row in part), min(map(repr, part))))


def _by_mean(items: Sequence[P], ties: Mapping[P, Mapping[C, int]], others: Sequence[C]) -> list[P]:
    """Sort items by the mean position of what they are tied to; equal ones keep their order."""
    at = {other: position for position, other in enumerate(others)}

    def mean(item: P) -> float:
        weights = ties[item]
        return round(sum(at[other] * n for other, n in weights.items()) / sum(weights.values()), 9)

    return sorted(items, key=mean)


def _cell(row: int, column: int, ties: Sequence[Tie]) -> Cell:
    ordered = sorted(ties, key=lambda t: (KINDS.index(t.kind), -t.confidence, t.via, t.segment, t.source))
    counts = Counter(tie.kind for tie in ties)
    return Cell(row, column, tuple(counts[kind] for kind in KINDS), tuple(ordered))


def _tie(row: Mapping[str, Value]) -> Tie:
    return Tie(
        park=text(row["park"]),
        park_type=text(row["park_type"]),
        whole=texts(row["whole"]),
        chain=text(row["chain"]),
        kind=text(row["tie"]),
        via=text(row["via"]),
        via_type=text(row["via_type"]),
        relation=text(row["relation"]),
        role=text(row["role"]),
        segment=text(row["segment"]),
        source=source_of(row),
        seat=source_of(row, "seat_") if row["seat_span"] is not None else None,
        confidence=number(row["confidence"]),
    )
