"""A drawable view: what stands where, computed in Python, so that JavaScript only draws.

Coordinates are units of the drawing: x grows to the right (east), y downwards, the origin is the
upper left corner. A node's ``x`` and ``y`` are its centre; ``width`` and ``height`` hold its symbol
and its whole label, so that overlaps can be counted without a browser. An entity may stand at
several places (a company in two chains): then several nodes carry the same ``entity``.
"""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ViewNode:
    """A box on the map.

    ``emphasis`` is 0 (plain), 1 (strong) or 2 (strongest); ``level`` 0 is read from afar, higher
    ones appear as one zooms; ``icon`` tells whether the type's symbol stands before the label, and
    ``badge`` is a number that stands in it. ``mark`` is ``box`` (the label stands inside) or ``dot``
    (a symbol of this size, its label beside it where there is room, those of greater ``weight`` first).
    """

    id: str
    entity: str
    type: str
    label: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    font: int = 17
    note: str = ""
    emphasis: int = 0
    level: int = 0
    icon: bool = True
    badge: str = ""
    mark: str = "box"
    weight: float = 0


@dataclass(frozen=True, slots=True)
class ViewEdge:
    """A relation on the map.

    ``path`` are the corners of its line, from source to target; empty means a straight line, or one
    that bends aside by ``bend`` of its length (to the left as seen from its source), so that parallel
    and opposite relations are all seen. ``documents`` are positions in ``View.sources``;
    ``note`` is what its properties say, for views whose cards list no facts.
    """

    id: str
    relationship: str
    type: str
    source: str
    target: str
    label: str
    path: tuple[Point, ...] = ()
    arrow: bool = False
    emphasis: int = 0
    borderline: bool = False
    bend: float = 0
    confidence: float = 1
    documents: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A soft shape or a guide line behind the nodes.

    ``kind`` is ``area`` (outlined rectangle), ``field`` (outlined polygon), ``band`` (soft stripe), ``line``
    (an axis) or ``label``; ``tone`` picks one of the template's colours; ``title`` is written at ``at``.
    """

    kind: str
    points: tuple[Point, ...]
    tone: str
    title: str = ""
    at: Point = (0, 0)
    font: int = 16
    align: str = "left"
    width: float = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation of an entity as the panel lists it; ``quotes`` are positions in ``View.quotes``."""

    id: str
    type: str
    title: str
    outward: bool
    other: str
    name: str
    note: str
    borderline: bool
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """What the panel tells of an entity; properties are pairs of Chinese title and text.

    ``chains`` are the industry chains that it stands in or is tied to, ``documents`` positions in
    ``View.sources``: what a reader filters by.
    """

    id: str
    name: str
    type: str
    types: tuple[str, ...]
    aliases: tuple[str, ...]
    properties: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    quotes: tuple[int, ...]
    chains: tuple[str, ...] = ()
    documents: tuple[int, ...] = ()
    confidence: float = 1


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A piece of evidence as shown: document, section, sentence and the exact words in it."""

    document: str
    path: str
    text: str
    exact: str
    place: str
    rule: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A type on the map with its Chinese title, colour, shape and number of entities."""

    type: str
    title: str
    color: str
    shape: str
    count: int
    kind: str = "node"


@dataclass(frozen=True, slots=True)
class Scene:
    """A part of the map that a presenter steps to: its title and the rectangle that fills the screen."""

    title: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class View:
    """A whole map, ready to draw. ``scenes`` are the steps of a presentation after the whole map."""

    name: str
    title: str
    subtitle: str
    width: float
    height: float
    nodes: tuple[ViewNode, ...]
    edges: tuple[ViewEdge, ...]
    areas: tuple[Area, ...]
    cards: tuple[Card, ...]
    quotes: tuple[QuoteLine, ...]
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    scenes: tuple[Scene, ...] = ()

    def _repr_html_(self) -> str:
        from .notebook import frame  # noqa: PLC0415 - only notebooks ask

        return frame(self)
