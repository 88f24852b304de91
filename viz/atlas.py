"""The atlas: every map that needs no further word, every entity, the lists and the indicators, in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..graph.errors import ViewError
from ..graph.model import Graph, Node
from ..queries.atlas import Answers
from .atlas_tables import Sheet, indicator_sheets, list_sheets
from .charts import Charts, charts
from .details import Details
from .geometry import plain
from .reading import Reader, display_type, first_place, text_of
from .registry import ViewSpec, build, views
from .view import Card, LegendEntry, QuoteLine, View

TITLE = "长三角数字干线图谱"
PARTS = 8
"""So many chains, those with the most facts, have maps of their own."""


@dataclass(frozen=True, slots=True)
class MapTab:
    """A map of the atlas; ``cards`` are positions of the cards whose entities it shows.

    ``parts`` are the same map of single chains, where it can be drawn of one; they are titled by the chain.
    """

    name: str
    title: str
    line: str
    view: View
    cards: tuple[int, ...]
    parts: tuple[MapTab, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A loaded document: name, number, day of issue, period, and how many facts it states."""

    name: str
    number: str
    issued: str
    period: str
    facts: int


@dataclass(frozen=True, slots=True)
class Atlas:
    """The whole book, ready to be written.

    ``counts`` are the types of entities with their numbers, ``relations`` the number of relations,
    ``left_out`` the maps that cannot be drawn of this graph, with the reason.
    """

    title: str
    date: str
    tabs: tuple[MapTab, ...]
    left_out: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    quotes: tuple[QuoteLine, ...]
    counts: tuple[LegendEntry, ...]
    relations: int
    sources: tuple[Source, ...]
    cited: int
    lists: tuple[Sheet, ...]
    indicators: tuple[Sheet, ...]
    charts: Charts


def build_atlas(graph: Graph, answers: Answers, *, title: str = "", date: str = "", borderline: bool = False) -> Atlas:
    """Build the atlas of a graph; ``answers`` are those of :func:`deltatrunk.queries.atlas.ask_atlas`.

    ``date`` is printed as given; without it the atlas holds no date. A map that cannot be drawn of
    this graph, or that needs a name, is left out and told. Raises :class:`ViewError` where the graph
    holds no entity at all.
    """
    reader = Reader(graph, borderline=borderline)
    entities = _entities(reader)
    if not entities:
        raise ViewError("图中没有可以画的内容", hint="先用 deltatrunk build 载入文件或随附的事实")
    details = Details(reader)
    cards = details.cards(node.id for node in entities)
    place = {card.id: at for at, card in enumerate(cards)}
    tabs, left_out = [], []
    for spec in views():
        if needed := [option.name for option in spec.options if option.required]:
            left_out.append((spec.title, f"要写明 {'、'.join(f'--{name}' for name in needed)}"))
            continue
        try:
            view = build(spec.name, graph, **_options(spec, borderline))
        except ViewError as error:
            left_out.append((spec.title, plain(error.what)))
            continue
        parts = _parts(graph, spec, answers, place, borderline)
        tabs.append(MapTab(spec.name, spec.title, spec.line, view, _shown(view, place), parts))
    documents = [node for node in entities if "Document" in node.labels]
    loaded = [node for node in documents if node.properties.get("loaded") is True]
    return Atlas(
        title=plain(title) or TITLE,
        date=plain(date),
        tabs=tuple(tabs),
        left_out=tuple(left_out),
        cards=cards,
        quotes=details.quotes(),
        counts=_counts(reader, entities),
        relations=len({fact.id for card in cards for fact in card.facts}),
        sources=_sources(reader, loaded),
        cited=len(documents) - len(loaded),
        lists=list_sheets(answers),
        indicators=indicator_sheets(answers),
        charts=charts(answers.values, answers.compared, answers.chains),
    )


def _parts(
    graph: Graph, spec: ViewSpec, answers: Answers, place: Mapping[str, int], borderline: bool
) -> tuple[MapTab, ...]:
    """Draw a map of chains for the chains with the most facts, each by itself."""
    if all(option.name != "chain" for option in spec.options):
        return ()
    found: list[MapTab] = []
    for chain in answers.chains.column("chain")[:PARTS]:
        try:
            view = build(spec.name, graph, chain=chain, **_options(spec, borderline))
        except ViewError:
            continue  # nothing to draw of this one, or the graph does not know it
        name = f"{spec.name}.{len(found)}"
        found.append(MapTab(name, plain(str(chain)), view.title, view, _shown(view, place)))
    return tuple(found)


def _shown(view: View, place: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted({place[node.entity] for node in view.nodes if node.entity in place}))


def _options(spec: ViewSpec, borderline: bool) -> dict[str, bool]:
    known = {option.name for option in spec.options}
    return {"borderline": True} if borderline and "borderline" in known else {}


def _entities(reader: Reader) -> list[Node]:
    """Return what a reader may look up: everything but the documents' own structure."""
    structure = {name for name, label in reader.schema.labels.items() if label.structure}
    return [n for n in reader.graph.nodes.values() if n.labels[0] not in structure and reader.shows(n)]


def _counts(reader: Reader, entities: list[Node]) -> tuple[LegendEntry, ...]:
    found = Counter(display_type(node) for node in entities)
    return tuple(
        LegendEntry(name, label.title, label.color, label.shape, found[name])
        for name, label in reader.schema.labels.items()
        if found[name]
    )


def _sources(reader: Reader, loaded: list[Node]) -> tuple[Source, ...]:
    """Return the loaded documents, those that state the most first."""
    stated: Counter[str] = Counter()
    for relationship in reader.graph.relationships.values():
        kind = reader.schema.relationships.get(relationship.type)
        said = relationship.properties.get("documents")
        if kind is not None and not kind.structure and reader.shows(relationship) and isinstance(said, tuple):
            stated.update(said)
    ordered = sorted(loaded, key=lambda node: (-stated[node.id], first_place(node), node.id))
    return tuple(
        Source(
            plain(node.name),
            plain(text_of(node, "number")),
            plain(text_of(node, "issued")),
            "–".join(part for key in ("period_start", "period_end") if (part := text_of(node, key))),
            stated[node.id],
        )
        for node in ordered
    )
