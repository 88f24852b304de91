"""A graph that was given, not read: its facts as drafts, file by file, so that documents can be added to it.

The facts that come with the package, and a graph that a program loads, have no text here. Each piece of evidence
becomes a mention or a link of its file under the name that the graph gives it; merging these drafts gives the
graph back. Their sentences cannot be read again when another document states a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..graph.facts import Value
from ..graph.ids import fold
from ..graph.model import Graph, Node, Relationship
from ..graph.receipt import file_of
from ..graph.schema import schema
from .drafts import Draft, Part
from .findings import Key, Link, Mention, Place
from .pipeline import Body, Head
from .resolution.model import Ballot
from .resolution.places import Setting, chain_of, terms
from .text import SourceText

_PARTS = ("Section", "Passage")
_HOLDS = ("HAS_SECTION", "HAS_PASSAGE")
_DERIVED = ("id", "name", "hash", "aliases", "documents", "evidence", "passages", "rules", "confidence")
GIVEN = "given"
"""The encoding of a source that was never read."""


def given(graph: Graph) -> tuple[tuple[Head, Body], ...]:
    """Return a head and a body for every file that the graph's evidence names."""
    files = _Files(graph)
    return tuple(files.read(name) for name in files.names)


@dataclass(slots=True)
class _Piece:
    """One piece of evidence of a thing, with the best confidence of those that were merged with it."""

    start: int
    end: int
    passage: str
    rule: str
    confidence: float


class _Files:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._owner = _owners(graph)
        self._keys: dict[str, Key] = {}
        self._nodes: dict[str, list[tuple[Node, _Piece]]] = defaultdict(list)
        self._links: dict[str, list[tuple[Relationship, _Piece]]] = defaultdict(list)
        s = schema()
        mentioned: set[tuple[str, str]] = set()
        for r in graph.relationships.values():
            if r.type == "MENTIONS":  # more than the node's own evidence: those that pass by count here
                for file, piece in _pieces(r.properties, r.start):
                    mentioned.add((r.end, f"{file}:{piece.start}-{piece.end}"))
                    self._nodes[file].append((graph.nodes[r.end], piece))
            elif not s.relationships[r.type].structure:
                for file, piece in _pieces(r.properties):
                    self._links[file].append((r, piece))
        for node in graph.nodes.values():
            for file, piece in _pieces(node.properties):
                if (node.id, f"{file}:{piece.start}-{piece.end}") not in mentioned:
                    self._nodes[file].append((node, piece))
        self._issuers: dict[str, list[str]] = defaultdict(list)
        for r in graph.relationships.values():
            if r.type == "ISSUED_BY":
                self._issuers[r.start].append(r.end)
        self._holder = {r.end: r.start for r in graph.relationships.values() if r.type in _HOLDS}
        self.names = sorted({*self._nodes, *self._links})

    def read(self, name: str) -> tuple[Head, Body]:
        """Return a file's head and body; its documents are those that its passages stand in."""
        drafts: dict[str, tuple[list[Part], list[Mention], list[str], list[Link], list[str]]] = {}

        def of(document: str) -> tuple[list[Part], list[Mention], list[str], list[Link], list[str]]:
            return drafts.setdefault(document, ([], [], [], [], []))

        main = self._main(name)
        for node, piece in self._nodes[name]:
            if node.labels[0] in _PARTS:
                of(self._document(node.id) or main)[0].append(self._part(node, piece))
                continue
            _, mentions, mentioned, _, _ = of(self._document(piece.passage) or main)
            mentions.append(self._mention(name, node, piece))
            mentioned.append(piece.passage)
        for r, piece in self._links[name]:
            _, _, _, links, linked = of(self._document(piece.passage) or main)
            place = Place(name, piece.start, piece.end, piece.rule, piece.confidence)
            links.append(Link(r.type, self._key(r.start), self._key(r.end), place, _own(r.properties)))
            linked.append(piece.passage)
        sha = ""
        made: list[Draft] = []
        ballots: list[Ballot] = []
        for document in sorted(drafts):
            parts, mentions, mentioned, links, linked = drafts[document]
            key = self._key(document) if document else Key("Document", name)
            held = self._graph.nodes.get(document)
            sha = sha or str(held.properties.get("sha256", "") if held is not None else "")
            made.append(
                Draft(key, name, tuple(parts), tuple(mentions), tuple(mentioned), tuple(links), tuple(linked), ())
            )
            ballots.append(self._ballot(name, document, key, mentions))
        source = SourceText(name, "", sha, GIVEN)
        return Head(name, sha, tuple(ballots), ()), Body(source, tuple(made))

    def _main(self, name: str) -> str:
        """The document that evidence without a passage belongs to: the first that has the file's evidence."""
        found = sorted(n.id for n, _ in self._nodes[name] if n.labels[0] == "Document" and n.properties.get("sha256"))
        held = sorted({d for n, _ in self._nodes[name] if n.labels[0] in _PARTS and (d := self._document(n.id))})
        return (held or found or [""])[0]

    def _document(self, id_: str) -> str:
        """Follow a passage up to its document; empty where it stands in none."""
        at = id_
        while at in self._holder:
            at = self._holder[at]
        return at if at.startswith("Document:") else ""

    def _part(self, node: Node, piece: _Piece) -> Part:
        parent = self._holder.get(node.id, "")
        label = node.labels[0]
        kept = {k: v for k, v in node.properties.items() if k not in _DERIVED}
        return Part(
            label, node.name, _scope_of(node), "" if parent.startswith("Document:") else parent,
            piece.passage, piece.start, piece.end, kept,
        )  # fmt: skip

    def _mention(self, file: str, node: Node, piece: _Piece) -> Mention:
        place = Place(file, piece.start, piece.end, piece.rule, piece.confidence)
        aliases = node.properties.get("aliases", ())
        forms = aliases if isinstance(aliases, tuple) else ()
        return Mention(self._key(node.id), place, forms, node.labels[1:], _own(node.properties))

    def _key(self, id_: str) -> Key:
        found = self._keys.get(id_)
        if found is None:
            node = self._graph.nodes[id_]
            owner = self._owner.get(id_)
            found = self._keys[id_] = Key(node.labels[0], node.name, self._key(owner) if owner else None)
        return found

    def _ballot(self, file: str, document: str, key: Key, mentions: list[Mention]) -> Ballot:
        votes: dict[Key, float] = {}
        aliases: dict[Key, frozenset[str]] = {}
        for one in mentions:
            plain = Key(one.key.label, one.key.name)
            votes[plain] = votes.get(plain, 0.0) + one.place.confidence
            if one.aliases:
                aliases[plain] = frozenset(one.aliases)
        return Ballot((file, key.name), self._setting(document), votes, aliases, {}, {})

    def _setting(self, document: str) -> Setting:
        """The place of a document: the one that opens its title, else its issuer's name."""
        known = (document, *self._issuers.get(document, ()))
        names = [self._graph.nodes[id_].name for id_ in known if id_ in self._graph.nodes]
        for name in names:
            for end in range(min(len(name), 12), 1, -1):
                meant = terms(name[:end])
                if len(meant) == 1:
                    return chain_of(meant[0])
        return Setting()


def _owners(graph: Graph) -> dict[str, str]:
    """What a thing belongs to, by its id: the part of it before its own name is the owner's id without its label."""
    neighbours: dict[str, list[str]] = defaultdict(list)
    for r in graph.relationships.values():
        neighbours[r.end].append(r.start)
        neighbours[r.start].append(r.end)
    found: dict[str, str] = {}
    for id_, node in graph.nodes.items():
        if node.labels[0] not in _PARTS and (scope := _scope_of(node)):
            owners = [n for n in neighbours[id_] if n.partition(":")[2] == scope]
            if owners:
                found[id_] = min(owners)
    return found


def _scope_of(node: Node) -> str:
    rest = node.id.partition(":")[2]
    return rest.removesuffix(f"/{fold(node.name)}") if rest != fold(node.name) else ""


def _own(properties: Mapping[str, Value]) -> dict[str, Value]:
    return {k: v for k, v in properties.items() if k not in _DERIVED}


def _pieces(properties: Mapping[str, Value], passage: str = "") -> Iterator[tuple[str, _Piece]]:
    evidence, rules, passages = (_texts(properties.get(k, ())) for k in ("evidence", "rules", "passages"))
    sure = float(properties.get("confidence", 1.0))  # type: ignore[arg-type]
    for at, span in enumerate(evidence):
        start, _, end = span.rpartition(":")[2].partition("-")
        held = passages[at] if at < len(passages) else passage
        yield file_of(span), _Piece(int(start), int(end), held, rules[at], sure)


def _texts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
