"""Pairs of names that look alike: what a person may want to decide, ranked; nothing is merged here.

Names are compared only where they share rare pairs of characters, so that cost grows with the number
of names and not with that of pairs. rapidfuzz ranks; guards say what speaks against.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz.fuzz import ratio

from ...graph.facts import Value
from ...graph.ids import fold
from ...graph.model import Graph
from ..naming import core_name, suffix_of
from .decisions import Decisions
from .guards import forbidding
from .joining import compatible

LABELS = frozenset(
    "Company Organization Place Corridor Zone Park Platform Project Programme Event IndustryChain Segment Technology "
    "Scenario".split()
)
FIELDS = frozenset("IndustryChain Segment Technology Scenario".split())
"""Names of fields are made of each other (医疗, 精准医疗): one that opens another is no short form of it."""
_MOST_IN_BLOCK = {1: 60, 2: 20, 4: 8}
"""How many names may share a piece, by its weight: what more share (上海, 科技园) says nothing of any two of them."""
_CONTAINED, _SHORTENED, _SHARED = 88.0, 80.0, 90.0
_MOST_OF_IT = 0.6
_LEAST = 72.0
_SHORTEST_PART = 2
_SHORTEST_MISSPELT, _LONGEST_MISSPELT = 4, 24


@dataclass(frozen=True, slots=True)
class Name:
    """A node's name with its label, its other forms and the number of places that name it."""

    label: str
    name: str
    aliases: tuple[str, ...] = ()
    support: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that look alike: how much (0..100), by what features, and what keeps them apart."""

    one: Name
    other: Name
    score: float
    features: tuple[str, ...]
    guards: tuple[str, ...]


def names_of(graph: Graph) -> tuple[Name, ...]:
    """Return the names of a graph that may have twins."""
    return tuple(
        Name(
            node.labels[0], node.name, _texts(node.properties.get("aliases")), len(_texts(node.properties["evidence"]))
        )
        for node in graph.nodes.values()
        if node.labels[0] in LABELS
    )


def _texts(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def propose(names: Iterable[Name], decisions: Decisions, *, guarded: bool = False) -> tuple[Pair, ...]:
    """Return the pairs that look alike, the likeliest first; with ``guarded`` also those that a guard forbids."""
    ordered = sorted(names, key=lambda n: (n.label, n.name))
    found: list[Pair] = []
    for a, b in sorted(_near(ordered)):
        one, other = ordered[a], ordered[b]
        score, features = _likeness(one, other)
        if score < _LEAST or decisions.forbids(one.name, other.name) is not None:
            continue
        pair = _guarded(one, other, score, features)
        if guarded or not pair.guards:
            found.append(pair)
    return tuple(sorted(found, key=lambda p: (bool(p.guards), -p.score, p.one.name, p.other.name)))


def nearest(name: Name, names: Iterable[Name], most: int = 5) -> tuple[Pair, ...]:
    """Return the names closest to one, guarded or not."""
    pairs = [
        compare(name, other)
        for other in names
        if (other.label, other.name) != (name.label, name.name) and _grams(name.name) & _grams(other.name)
    ]
    close = [p for p in pairs if p.score >= _LEAST / 2]
    return tuple(sorted(close, key=lambda p: (-p.score, p.other.label, p.other.name))[:most])


def compare(one: Name, other: Name) -> Pair:
    """Compare two names: likeness, features, and the guards that keep them apart."""
    score, features = _likeness(one, other)
    return _guarded(one, other, score, features)


def _guarded(one: Name, other: Name, score: float, features: tuple[str, ...]) -> Pair:
    guards = tuple(f"{guard.title}（{why}）" for guard, why in forbidding(one.name, other.name))
    return Pair(one, other, round(score, 1), features, guards)


def _likeness(one: Name, other: Name) -> tuple[float, tuple[str, ...]]:
    a, b = _core(one.label, one.name), _core(other.label, other.name)
    score, features = ratio(a, b), []
    short, long = sorted((a, b), key=lambda text: (len(text), text))
    opens = long.startswith(short) and one.label not in FIELDS and other.label not in FIELDS
    if len(short) >= _SHORTEST_PART and short in long and (opens or len(short) >= _MOST_OF_IT * len(long)):
        features.append("一个包含另一个" if short != long else "去掉地名和公司后缀后相同")
        score = max(score, _CONTAINED - (len(long) - len(short)))
    elif len(short) > _SHORTEST_PART and short[0] == long[0] and _in_order(short, long):
        features.append("一个像另一个的缩写")
        score = max(score, _SHORTENED - (len(long) - len(short)))
    if one.label != other.label:
        features.append("类型不同")
        score *= 0.9 if compatible(one.label, other.label) else 0.6
    shared = {x for x in one.aliases if not _is_ending(x)} & set(other.aliases)
    if shared:
        features.append(f"有相同的别名 {'、'.join(sorted(shared))}")
        score = max(score, _SHARED)
    return score, tuple(features)


def _near(names: list[Name]) -> set[tuple[int, int]]:
    """The pairs that share enough rare pieces to be worth a comparison."""
    cores = [_core(name.label, name.name) for name in names]
    blocks: Mapping[tuple[int, str], list[int]] = defaultdict(list)
    for at, core in enumerate(cores):
        for piece in _pieces(core):
            blocks[piece].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for (weight, _), block in blocks.items():
        if len(block) <= _MOST_IN_BLOCK[weight]:
            for k, a in enumerate(block):
                for b in block[k + 1 :]:
                    shared[a, b] += weight
    return {
        (a, b)
        for (a, b), weight in shared.items()
        if weight * 2 >= min(len(cores[a]) - 1, len(cores[b]) - 1, 4) and compatible(names[a].label, names[b].label)
    }


def _pieces(core: str) -> set[tuple[int, str]]:
    """What two alike names share, with its weight: pairs, triples of characters, the name without any one of them."""
    found = {(size - 1, core[k : k + size]) for size in (2, 3) for k in range(len(core) - size + 1)}
    if _SHORTEST_MISSPELT <= len(core) <= _LONGEST_MISSPELT:
        found |= {(4, f"-{core[:k]}{core[k + 1 :]}") for k in range(len(core))}
    return found


def _grams(text: str) -> set[str]:
    return {text[k : k + 2] for k in range(len(text) - 1)}


def _is_ending(form: str) -> bool:
    """Tell whether a short form is a bare ending (示范区) that many names share in passing."""
    ending = suffix_of(form)
    return ending is not None and ending.text == form


@cache
def _core(label: str, name: str) -> str:
    return fold(core_name(name) if label == "Company" else name)


def _in_order(short: str, long: str) -> bool:
    """Tell whether the characters of a short text stand in a long one in order."""
    rest = iter(long)
    return all(character in rest for character in short)
