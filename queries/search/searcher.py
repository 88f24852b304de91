"""Search a store: names in memory, passages by one statement that both servers answer alike.

No index is kept beside the store, so none can be stale: names belong to the load whose stamp every search reads again,
and passages are asked for as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from ...graph.errors import QueryError, StoreBusy
from ...graph.quotes import split_span
from ...graph.schema import schema
from ..runner import Reader
from .names import How, Match, Name, Names, read_names
from .passages import Found, Snippet, plain, score, snippet
from .result import NameHit, PassageHit, SearchResult
from .words import Wanted, fold, wanted

LIMIT = 20
_ATTEMPTS = 5
_NAMED = 50
"""Found names whose mentions stand in for words that no passage has."""
_SHOWN_NAMES = 8


@cache
def statement(name: str) -> str:
    """Return the Cypher of a file of this package."""
    return files(__package__).joinpath(f"{name}.cypher").read_text("utf-8")


STATEMENTS = ("names", "passages", "mentions", "details")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a search is limited to. ``type`` is a label or its Chinese title, ``document`` a title, alias or file."""

    type: str = ""
    document: str = ""
    limit: int = LIMIT
    names: bool = True
    passages: bool = True
    min_confidence: float = 0.5


class Searcher:
    """Searches one store; keeps its names from one search to the next."""

    def __init__(self, store: Reader) -> None:
        self._store = store
        self._names: Names | None = None

    def search(self, text: str, choice: Choice | None = None) -> SearchResult:
        """Find names, aliases and passages that hold all words of ``text``, the best first.

        Where nothing holds them all, the shortest words are left out one by one; the result says which.

        Raises :class:`QueryError` for a text without words or a choice that the store does not know.
        """
        chosen = choice or Choice()
        words, label = wanted(text), _label(chosen.type)
        if chosen.limit < 1:
            raise QueryError(f"limit 至少是 1，得到 {chosen.limit}")
        said = " ".join(text.split())
        kept, left_out = words, list[str]()
        while len(words.terms) > 1:
            found = self._found(said, kept, chosen, label, closely=False)
            if len(found):
                return replace(found, left_out=tuple(left_out))
            if len(kept.terms) == 1:
                break
            kept, dropped = kept.fewer()
            left_out.append(dropped)
        return self._found(said, words, chosen, label, closely=True)

    def _found(self, said: str, words: Wanted, chosen: Choice, label: str, *, closely: bool) -> SearchResult:
        for _ in range(_ATTEMPTS):
            known = self._names or read_names(self._store.read(statement("names")))
            self._names = known
            documents = _documents(known, chosen.document)
            rows = self._store.read(statement("passages"), _asked(words, documents)).as_dicts()
            if known.stamp == next(((r["start"], r["file"]) for r in rows if r["row"] == "stamp"), ()):
                break
            self._names = None  # another load came between
        else:
            raise StoreBusy("图库一直在被改写，搜索不了", hint="请等载入结束后再试")
        found = [] if label or not chosen.passages else [_found(r) for r in rows if r["row"] == "passage"]
        named = _named(known, words, chosen, label, documents, closely=closely and not found)
        how = "原文"
        if not found and chosen.passages and not label and named:
            how, found = "提及", self._mentioning(named, chosen, documents)
        found.sort(key=lambda p: (-p.score, p.file, p.start, p.id))
        if not known.stamp:
            self._names = None  # nothing says when such a store changes
        shown = named[: chosen.limit] if chosen.names else []
        return SearchResult(
            text=said,
            names=tuple(_hit(name, match, known) for name, match in shown),
            passages=tuple(self._details(found[: chosen.limit], words, how, known, chosen)),
            names_total=len(named) if chosen.names else 0,
            passages_total=len(found),
            has_text=known.texts > 0,
        )

    def _mentioning(self, named: Sequence[tuple[Name, Match]], chosen: Choice, documents: Sequence[str]) -> list[Found]:
        """List the passages that mention found names: those of better names first, then those of more."""
        best = named[0][1].how
        close = best if best >= How.PINYIN else How.INSIDE
        ids = [name.id for name, match in named if match.how <= close][:_NAMED]
        given = {"ids": ids, "documents": list(documents), "min_confidence": chosen.min_confidence}
        rank = {id_: at for at, id_ in enumerate(ids)}
        each: dict[str, list[dict[str, Any]]] = {}
        for row in self._store.read(statement("mentions"), given).as_dicts():
            each.setdefault(row["id"], []).append(row)
        found = []
        for id_, rows in each.items():
            rows.sort(key=lambda r: (rank[r["name"]], r["span"] or ""))
            first = rows[0]
            points = 100 * (len(ids) - rank[first["name"]]) + min(len(rows), 99)
            found.append(Found(id_, first["file"] or "", first["start"] or 0, points, first["span"] or ""))
        return found

    def _details(
        self, found: Sequence[Found], words: Wanted, how: str, known: Names, chosen: Choice
    ) -> Iterable[PassageHit]:
        if not found:
            return
        given = {"ids": [p.id for p in found], "min_confidence": chosen.min_confidence}
        rows = {row["id"]: row for row in self._store.read(statement("details"), given).as_dicts()}
        for passage in found:
            row = rows.get(passage.id)
            if row is None:  # deleted by a load in between
                continue
            text, start = row["text"] or "", row["start"] or 0
            cut = snippet(text, words.terms) if how == "原文" else _around(text, start, passage.span)
            place = f"{row['file']}:{start + cut.hit[0]}-{start + cut.hit[1]}" if cut else ""
            named = (known.by_id[id_].name for id_ in sorted(row["names"]) if id_ in known.by_id)
            yield PassageHit(
                id=passage.id,
                how=how,
                document=_title(row["documents"], known),
                section=row["section"] or "",
                span=place or passage.span or f"{row['file']}:{start}-{row['end']}",
                spot=f"第 {row['page']} 页" if row["page"] is not None else row["cell"] or "",
                snippet=cut.text if cut else "",
                marks=cut.marks if cut else (),
                names=tuple(dict.fromkeys(named))[:_SHOWN_NAMES],
            )


def _asked(words: Wanted, documents: Sequence[str]) -> dict[str, object]:
    return {
        "terms": [list(term.forms) for term in words.terms],
        "phrase": list(words.phrase.forms),
        "documents": list(documents),
    }


def _found(row: Mapping[str, Any]) -> Found:
    points = score(
        row["hits"],
        length=row["length"],
        heading=row["kind"] == "heading",
        together=bool(row["together"]),
        titled=row["titled"] or 0,
    )
    return Found(row["id"], row["file"] or "", row["start"] or 0, points)


def _named(
    known: Names, words: Wanted, chosen: Choice, label: str, documents: Sequence[str], *, closely: bool
) -> list[tuple[Name, Match]]:
    def fits(name: Name) -> bool:
        return (
            name.confidence >= chosen.min_confidence
            and (not label or label in name.labels)
            and (not documents or not set(documents).isdisjoint((*name.documents, name.id)))
        )

    found = [hit for hit in known.find(words) if fits(hit[0])]
    return found or ([hit for hit in known.find(words, closely=True) if fits(hit[0])] if closely else [])


def _hit(name: Name, match: Match, known: Names) -> NameHit:
    return NameHit(
        id=name.id,
        labels=name.labels,
        name=name.name,
        form=(name.name, *name.aliases)[match.form],
        how=match.how.title,
        support=name.support,
        confidence=name.confidence,
        documents=tuple(known.by_id[d].name for d in name.documents if d in known.by_id),
        span=name.span,
    )


def _title(documents: object, known: Names) -> str:
    ids = documents if isinstance(documents, list | tuple) else ()
    return next((known.by_id[id_].name for id_ in ids if id_ in known.by_id), "")


def _around(text: str, start: int, span: str) -> Snippet | None:
    _, first, last = split_span(span)
    if not text or not start <= first < last <= start + len(text):
        return None
    return plain(text, first - start, last - start)


def _label(given: str) -> str:
    """Return the label of a type; raises :class:`QueryError` that lists the known ones."""
    if not given.strip():
        return ""
    known = {name: label for name, label in schema().labels.items() if name not in ("Section", "Passage", "Target")}
    for name, label in known.items():
        if fold(given) in (fold(name), fold(label.title)):
            return name
    listed = "、".join(label.title for label in known.values())
    raise QueryError(f"没有类型 {given}", hint=f"可用的类型：{listed}")


def _documents(known: Names, given: str) -> tuple[str, ...]:
    """Return the ids of the documents that a title, a part of one, an alias or a file names."""
    if not given.strip():
        return ()
    asked = fold(given)
    loaded = [name for name in known.all if name.labels[0] == "Document" and name.file]
    exact = [n.id for n in loaded if asked in (*n.forms, fold(n.file), fold(n.id))]
    found = exact or [n.id for n in loaded if any(asked in form for form in (*n.forms, fold(n.file)))]
    if not asked or not found:
        listed = "、".join(n.name for n in loaded[:5])
        raise QueryError(f"没有载入文件 {given}", hint=f"图库里的文件：{listed or '没有'}")
    return tuple(found)
