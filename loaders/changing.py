"""A change of the set of documents: what becomes of the graph, without reading the other documents again.

The result is the graph that a build of all documents would give. Two things of one document reach into others:
names that its structure states are names in the sentences of all (a document whose text holds such a name is read
again, from its kept text), and names are resolved over all. Only the things that this touches are merged anew,
from the drafts of every document that speaks of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ..graph.facts import Entity, Fact, Relation, Skip
from ..graph.ids import fold
from ..graph.model import (
    Graph,
    Relationship,
    directed,
    entity_problem,
    merged_node,
    merged_relationship,
    schema_skip,
)
from ..graph.schema import schema
from .documents import Document
from .drafts import facts_about, facts_of, id_of
from .findings import Key, Mention
from .names import Names, stated_names
from .pipeline import Body, Head, finish, read_structure, stated_by, structures_of
from .resolution import Resolution, settle
from .resolution.decisions import NO_DECISIONS, Decisions
from .text import SourceText

Bodies = Callable[[Sequence[str]], Iterator[Body]]
"""Reads the kept bodies of files by name, a few at a time."""
Step = Callable[[str, str, int, int], None]
RelationKey = tuple[str, str, str]
_UNSEEN = re.compile(r"</?[a-zA-Z]{1,6}\s*/?>|[\s\ufeff\u200b-\u200d\u00ad‛]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store keeps of its documents: the head of each file, and where to read bodies.

    ``stale`` names files that another version read: their drafts are made anew.
    """

    heads: tuple[Head, ...]
    bodies: Bodies
    stale: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change makes of the graph: the things of ``nodes`` and ``relationships`` become those of ``graph``."""

    graph: Graph
    nodes: frozenset[str]
    relationships: frozenset[RelationKey]
    read: tuple[tuple[Head, Body], ...]
    dropped: tuple[str, ...]
    reread: tuple[str, ...]


@dataclass(slots=True)
class _Touched:
    """Ids that the change is about, while they are collected."""

    nodes: set[str] = field(default_factory=set)
    relations: set[RelationKey] = field(default_factory=set)

    def take(self, facts: Iterable[Fact]) -> None:
        s = schema()
        for fact in facts:
            if isinstance(fact, Entity):
                self.nodes.add(fact.id)
            else:
                self.relations.add(_key(directed(fact, s)))


def change(
    kept: Kept,
    opened: Sequence[tuple[SourceText, Sequence[Document]]] = (),
    dropped: Iterable[str] = (),
    decisions: Decisions = NO_DECISIONS,
    on_step: Step | None = None,
) -> Changed:
    """Work out what adding ``opened`` files and dropping others makes of the graph.

    A file whose name is kept already takes that one's place. ``on_step`` is told of the files whose kept drafts
    are looked at.
    """
    old = {head.file: head for head in kept.heads}
    out = {*dropped} | {source.file for source, _ in opened}
    structures = [tuple(read_structure(d) for d in documents) for _, documents in opened]
    stated = {s.file: stated_by(found) for (s, _), found in zip(opened, structures, strict=True)}
    staying = {name: head for name, head in old.items() if name not in out}
    before_names = _names({name: head.stated for name, head in old.items()})
    after_names = _names({**{name: head.stated for name, head in staying.items()}, **stated})
    read = [
        finish(source, found, stated[source.file], after_names)
        for (source, _), found in zip(opened, structures, strict=True)
    ]
    seen_forms = _moved_forms(before_names, after_names, [*(old[n].stated for n in out if n in old), *stated.values()])
    looked: dict[str, Body] = {}
    reread: list[tuple[Head, Body]] = []
    if seen_forms or kept.stale:
        for body in _each(kept, sorted(staying), on_step):
            again = _read_again(body, seen_forms, after_names, stale=body.source.file in kept.stale)
            if again is not None:
                looked[body.source.file] = body
                reread.append(again)
    after_heads = {**staying, **{head.file: head for head, _ in (*reread, *read)}}
    before, after = _settled(old, decisions), _settled(after_heads, decisions)
    gone = list(kept.bodies(sorted(out & set(old))))
    touched = _Touched()
    for body in (*gone, *looked.values()):
        touched.take(_facts(body, before))
    new_bodies = [body for _, body in (*reread, *read)]
    for body in new_bodies:
        touched.take(_facts(body, after))
    unread = sorted(set(staying) - set(looked))
    moved = _Moved(before, after)
    for body in _each(kept, [n for n in unread if moved.head(staying[n])], on_step):
        touched.take(moved.facts(body))
    graph = _merged(touched, new_bodies, [staying[name] for name in unread], kept, after, on_step)
    return Changed(
        graph, frozenset(touched.nodes), frozenset(touched.relations),
        (*reread, *read), tuple(sorted(out & set(old) - set(after_heads))), tuple(head.file for head, _ in reread),
    )  # fmt: skip


def _names(stated: Mapping[str, Iterable[Mention]]) -> Names:
    """The names that all documents share, in the order in which a build reads files."""
    return stated_names(mention for _, mentions in sorted(stated.items()) for mention in mentions)


def _moved_forms(before: Names, after: Names, stated: Iterable[Iterable[Mention]]) -> frozenset[str]:
    """The forms that sentences read otherwise now, as patterns see them."""
    forms = {form for mentions in stated for m in mentions for form in (m.key.name, *m.aliases)}
    return frozenset(_seen(form) for form in forms if before.stated(form) != after.stated(form))


def _read_again(body: Body, forms: frozenset[str], names: Names, *, stale: bool) -> tuple[Head, Body] | None:
    """Read a file's sentences again where they hold one of the forms; None where nothing comes of it."""
    if not body.source.text:
        return None  # facts without their text stay as they are
    if not stale:
        text = _seen(body.source.text)
        if not any(form in text for form in forms):
            return None
    structures = structures_of(body.source)
    head, again = finish(body.source, structures, stated_by(structures), names)
    return None if again.drafts == body.drafts and not stale else (head, again)


def _seen(text: str) -> str:
    """A text as patterns see it, roughly: widths folded, blanks and tags gone."""
    return fold.__wrapped__(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


def _settled(heads: Mapping[str, Head], decisions: Decisions) -> Resolution:
    return settle(tuple(ballot for _, head in sorted(heads.items()) for ballot in head.ballots), decisions)


def _each(kept: Kept, names: Sequence[str], on_step: Step | None) -> Iterator[Body]:
    for number, body in enumerate(kept.bodies(names), 1):
        if on_step is not None:
            on_step("kept", body.source.file, number, len(names))
        yield body


def _facts(body: Body, resolution: Resolution) -> Iterator[Fact]:
    for draft in body.drafts:
        yield from facts_of(draft, resolution.within((draft.file, draft.document.name)), None)[0]


def _key(relation: Relation) -> RelationKey:
    return relation.type, relation.head, relation.tail


class _Moved:
    """Which keys stand for something else after a change, document by document."""

    def __init__(self, before: Resolution, after: Resolution) -> None:
        self._before, self._after = before, after
        ends = {*before.canonical, *after.canonical}
        self._keys = {k for k in ends if before.canonical.get(k) != after.canonical.get(k)}

    def head(self, head: Head) -> bool:
        """Tell whether anything that a file names stands for something else."""
        for ballot in head.ballots:
            was, now = self._before.local.get(ballot.where, {}), self._after.local.get(ballot.where, {})
            if was != now:
                return True
            if self._keys and any(k in self._keys or was.get(k) in self._keys for k in ballot.votes):
                return True
        return False

    def facts(self, body: Body) -> Iterator[Fact]:
        """Yield the facts of a file that are about other things now, as they were and as they are."""
        for draft in body.drafts:
            where = draft.file, draft.document.name
            was, now = self._before.within(where), self._after.within(where)
            old, new = facts_of(draft, was, None)[0], facts_of(draft, now, None)[0]
            if id_of(draft.document, was) != id_of(draft.document, now):
                yield from (*old, *new)  # each names its document
                continue
            before, after = {_plain(fact): fact for fact in old}, {_plain(fact): fact for fact in new}
            yield from (fact for plain, fact in before.items() if plain not in after)
            yield from (fact for plain, fact in after.items() if plain not in before)


def _plain(fact: Fact) -> Hashable:
    properties = tuple(sorted(fact.properties.items()))
    if isinstance(fact, Entity):
        return fact.id, fact.extra_labels, fact.aliases, properties, fact.evidence
    return fact.id, properties, fact.evidence


def _merged(
    touched: _Touched,
    new: Sequence[Body],
    staying: Sequence[Head],
    kept: Kept,
    after: Resolution,
    on_step: Step | None,
) -> Graph:
    """Merge the touched things anew from the drafts of every document that speaks of them."""
    s = schema()
    entities: dict[str, list[Entity]] = defaultdict(list)
    relations: dict[RelationKey, list[Relation]] = defaultdict(list)
    document_of: dict[str, str] = {}
    skips: list[Skip] = []
    speaking = [head.file for head in staying if _speaks(head, after, touched.nodes)]
    for facts, document in _all_about(touched, new, _each(kept, speaking, on_step), after):
        for fact in facts:
            if isinstance(fact, Entity):
                if fact.id not in touched.nodes:
                    continue
                problem = entity_problem(fact, s)
                if problem:
                    skips.append(schema_skip(problem, fact.evidence))
                    continue
                entities[fact.id].append(fact)
            else:
                one = directed(fact, s)
                if _key(one) not in touched.relations:
                    continue
                relations[_key(one)].append(fact)
            document_of.update((e.passage, document) for e in fact.evidence if e.passage)
    nodes = {id_: merged_node(entities[id_], document_of) for id_ in sorted(entities)}
    ends = {end for _, start, finish in relations for end in (start, finish)}
    label_of = {end: end.partition(":")[0] for end in ends if end in nodes or end not in touched.nodes}
    edges: dict[str, Relationship] = {}
    for _, group in sorted(relations.items()):
        merged, _ = merged_relationship(group, s, label_of, document_of)
        if merged is not None:
            edges[merged.id] = merged
    return Graph(MappingProxyType(nodes), MappingProxyType(dict(sorted(edges.items()))), tuple(sorted(skips)))


def _all_about(
    touched: _Touched, new: Iterable[Body], others: Iterable[Body], after: Resolution
) -> Iterator[tuple[Sequence[Fact], str]]:
    """Yield, document by document, the facts that may be touched, and the document's id."""
    ends = {end for _, start, finish in touched.relations for end in (start, finish)}
    for bodies, whole in ((new, True), (others, False)):
        for body in bodies:
            for draft in body.drafts:
                names, words = after.within((draft.file, draft.document.name)), body.source.text or None
                facts = (
                    facts_of(draft, names, words)[0] if whole else facts_about(draft, names, words, touched.nodes, ends)
                )
                yield facts, id_of(draft.document, names)


def _speaks(head: Head, resolution: Resolution, ids: set[str]) -> bool:
    """Tell whether a file may state facts of these things: what belongs to something is told by its owner's file."""
    for ballot in head.ballots:
        names = resolution.within(ballot.where)
        if any(id_of(key, names) in ids for key in ballot.votes):
            return True
        if id_of(Key("Document", ballot.where[1]), names) in ids:
            return True
    return False
