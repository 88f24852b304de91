"""One HTML file from a view: everything inlined, nothing asked of any network.

The page's policy allows only the scripts that it carries, by their hashes; data stands in JSON blocks
in which no character can end the block, and reaches the page as text, never as markup. The ``book``
holds what is told of names and relations, the ``view`` what is drawn: an atlas has many views of one book.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from markupsafe import Markup

from ..queries.search.pinyin import readings
from .columns import Row, columns, stored
from .page import asset, digest, environment, program_version, writable
from .view import Card, Fact, QuoteLine, View, ViewEdge, ViewNode

_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029\x7f"}
ENGINE = (
    "data.js", "draw.js", "scene.js", "paint.js", "find.js", "panel.js", "map.js", "svg.js", "sheet.js", "tools.js",
    "filters.js", "memory.js", "present.js", "arrange.js", "names.js", "hash.js", "start.js",
)  # fmt: skip
"""The scripts of every page with a map, in the order in which they need one another."""
PROGRAM = (*ENGINE, "single.js")
_IN_BOOK = {"cards", "quotes", "nodes", "edges"}
"""What a view does not hold as it is: told in the book, or stored as columns."""


def to_html(view: View) -> str:
    """Return the whole page. The same view gives the same text, byte for byte."""
    library, program = asset("vis-network.min.js"), "\n".join(asset(name) for name in PROGRAM)
    template = environment().get_template("map.html")
    page = template.render(
        view=view,
        version=program_version(),
        policy=policy(library, program),
        css=Markup(asset("map.css")),  # noqa: S704 - the project's own file
        book=Markup(book_block(view.cards, view.quotes)),  # noqa: S704 - escaped by block
        data=Markup(view_block(view, {card.id: card.name for card in view.cards})),  # noqa: S704 - escaped by block
        library=Markup(library),  # noqa: S704 - vendored file
        program=Markup(program),  # noqa: S704 - the project's own files
    )
    return writable(page)


def policy(*scripts: str) -> str:
    """Return the content security policy that allows these scripts, inline styles and nothing else.

    Inline styles stay allowed because vis-network adds its own when it starts; no data reaches a style.
    """
    hashes = " ".join(map(digest, scripts))
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def book_block(cards: Sequence[Card], quotes: Sequence[QuoteLine]) -> str:
    """Return cards, quotes and how names are spoken as JSON that may stand inside a script element."""
    places = {card.id: at for at, card in enumerate(cards)}
    facts = [_fact(fact, card, at, places, cards) for at, card in enumerate(cards) for fact in card.facts]
    return block(
        {
            "cards": stored(_table(cards, Card, but="facts")),
            "facts": columns(facts),
            "quotes": columns([_quote(quote) for quote in quotes]),
            "sounds": _sounds(form for card in cards for form in (card.name, *card.aliases)),
        }
    )


def view_block(view: View, names: Mapping[str, str] | None = None) -> str:
    """Return what is drawn, without cards and quotes, as JSON that may stand inside a script element.

    ``names`` are those of the book's cards by entity: what can be told from them, or from the rest, is
    left out, for a file of many names is mostly names.
    """
    names = names or {}
    places = {node.id: at for at, node in enumerate(view.nodes)}
    raw = {field.name: _plain(getattr(view, field.name)) for field in fields(view) if field.name not in _IN_BOOK}
    nodes = _table(view.nodes, ViewNode) | {
        "entity": ["" if node.entity == node.id else node.entity for node in view.nodes],
        "label": ["" if names.get(node.entity) == node.label else node.label for node in view.nodes],
        "lines": [[] if node.lines == (node.label,) else list(node.lines) for node in view.nodes],
    }
    edges = _table(view.edges, ViewEdge) | {
        "id": ["" if edge.id == f"{edge.relationship}@{at}" else edge.id for at, edge in enumerate(view.edges)],
        "relationship": [
            "" if edge.relationship == f"e{at}" else edge.relationship for at, edge in enumerate(view.edges)
        ],
        "source": [places[edge.source] for edge in view.edges],
        "target": [places[edge.target] for edge in view.edges],
    }
    return block({**raw, "nodes": stored(nodes), "edges": stored(edges)})


def _table(items: Sequence[Any], kind: type, *, but: str = "") -> dict[str, Sequence[Any]]:
    """Return the fields of like items as lists, leaving one out."""
    names = [field.name for field in fields(kind) if field.name != but]
    return {name: _values([getattr(item, name) for item in items]) for name in names}


def _values(values: list[Any]) -> list[Any]:
    """Return one field of many items as JSON has it; most need no look at each."""
    kinds = set(map(type, values))
    if kinds <= {str, int, bool}:
        return values
    if kinds <= {int, float}:
        return [int(value) if value == value // 1 else value for value in values]
    if kinds == {tuple} and not any(values):
        return [[]] * len(values)
    return [_plain(value) for value in values]


def block(value: object) -> str:
    """Return a value as JSON in which no character can end a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _fact(fact: Fact, card: Card, of: int, places: Mapping[str, int], cards: Sequence[Card]) -> Row:
    """Return a fact without what its two cards tell: another card is a number, whose name is not said again."""
    row = {**_flat(fact), "of": of}
    ends = (card.id, fact.other) if fact.outward else (fact.other, card.id)
    row["id"] = "" if fact.id == "|".join((fact.type, *ends)) else fact.id
    at = places.get(fact.other)
    if at is not None:
        row["other"] = at
        row["name"] = "" if fact.name == cards[at].name else fact.name
    return row


def _quote(quote: QuoteLine) -> Row:
    """Return a quote whose exact words are a piece of its text, where they are: its first character and its length."""
    row = {**_flat(quote), "at": -1, "size": 0}
    at = quote.text.find(quote.exact) if quote.exact else -1
    # JavaScript counts characters beyond the basic plane twice.
    if at >= 0 and max(quote.text) < "\U00010000":
        row |= {"exact": "", "at": at, "size": len(quote.exact)}
    return row


def _flat(item: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(item, field.name)) for field in fields(item)}


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | None):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return _flat(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _sounds(forms: Iterable[str]) -> dict[str, str]:
    """Return the syllables of every character in use, so that the page finds names by their pinyin."""
    used = sorted({character for form in forms for character in form})
    spoken = ((character, " ".join(readings(character))) for character in used)
    return {character: syllables for character, syllables in spoken if syllables}
