"""The Python API: documents to a graph, a graph into a store, questions to the store."""

from __future__ import annotations

import datetime
import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from .graph.address import Credentials
from .graph.changes import Changes
from .graph.errors import InputError, QueryError
from .graph.lexing import used_parameters
from .graph.model import Graph
from .graph.opening import open_store as _open
from .graph.receipt import Receipt
from .graph.rows import Rows
from .graph.store import BoltStore
from .keeping import Keeping, PathLike
from .queries import Lists, Table, compile_lists, picture, run, with_packs
from .settings import default_store
from .texts import Folder

if TYPE_CHECKING:
    import neo4j
    import networkx as nx

    from .evidence import Piece
    from .graph.receipt import Change
    from .loaders.resolution.decisions import Decisions
    from .queries.dossier import Dossier
    from .queries.heatmap import Heatmap
    from .queries.search import Searcher, SearchResult


def load(paths: PathLike | Iterable[PathLike], *, strict: bool = False, decisions: PathLike | None = None) -> Graph:
    """Read documents into an in-memory graph; no store is touched.

    ``paths`` are files or folders. A file that cannot be used is reported as a :class:`UserWarning`
    and left out; with ``strict``, or where no file can be used, it raises
    :class:`deltatrunk.graph.errors.InputError`. What was seen and not placed is in ``Graph.skipped``.
    ``decisions`` is a file of a person's decisions on which names are one (``deltatrunk resolve``).

    >>> graph = deltatrunk.load("documents")                      # doctest: +SKIP
    """
    from .loaders import extract  # noqa: PLC0415 - asking a store needs no loader

    found = extract(_paths(paths), strict=strict, decisions=_decided(decisions))
    _warn(found.problems, len(found.read))
    return found.graph


def _warn(problems: Sequence[InputError], used: int) -> None:
    """Warn of files that cannot be used; where none can be, the first raises."""
    if problems and not used:
        raise problems[0]
    for problem in problems:
        warnings.warn(str(problem), UserWarning, stacklevel=3)


def _paths(paths: PathLike | Iterable[PathLike]) -> list[Path]:
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    return [Path(path) for path in given]


def _decided(decisions: PathLike | None) -> Decisions:
    from .loaders.resolution.decisions import NO_DECISIONS, read  # noqa: PLC0415

    return read(Path(decisions), required=True) if decisions is not None else NO_DECISIONS


def bundled() -> Graph:
    """Return the graph that comes with the package: what was found in five documents, without their text.

    >>> deltatrunk.bundled().counts()["Company"] > 0
    True
    """
    from .loaders import bundled as packed  # noqa: PLC0415 - asking a store needs no loader

    return packed()


class Store(Keeping):
    """An open store; a context manager. Made by :func:`open_store`."""

    def __init__(self, bolt: BoltStore, *, packs: Iterable[PathLike] = ()) -> None:
        self._bolt = bolt
        self._queries = with_packs(Path(folder) for folder in packs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({self._bolt.uri!r})"

    @property
    def driver(self) -> neo4j.Driver:
        """The official Neo4j driver, connected, with the right to write."""
        return self._bolt.driver

    @property
    def bolt(self) -> BoltStore:
        """The store underneath (``deltatrunk.graph.py2neo_bridge.py2neo_graph`` takes it)."""
        return self._bolt

    @property
    def queries(self) -> tuple[str, ...]:
        """The names that :meth:`run` takes."""
        return tuple(name for name, query in self._queries.queries.items() if query.kind != "picture")

    def load(self, graph: Graph) -> Receipt:
        """Make the store hold this graph, whole or not at all, and say what that changed."""
        return self._bolt.load(graph)

    def build(
        self, paths: PathLike | Iterable[PathLike], *, strict: bool = False, decisions: PathLike | None = None
    ) -> Receipt:
        """Make the store hold what documents state, and keep of them what :meth:`add` and :meth:`remove` need.

        ``paths``, ``strict`` and ``decisions`` as for :func:`load`.

        >>> store.build("documents").nodes.added["Company"]      # doctest: +SKIP
        """
        from .loaders import build  # noqa: PLC0415 - asking a store needs no loader

        with build(_paths(paths), strict=strict, decisions=_decided(decisions)) as found:
            _warn(found.problems, found.files)
            return self._bolt.load(found.graph, found.records, command="Store.build")

    def add(
        self,
        paths: PathLike | Iterable[PathLike],
        *,
        strict: bool = False,
        beside: bool = False,
        dry_run: bool = False,
        decisions: PathLike | None = None,
    ) -> Receipt:
        """Add documents to the store's; the others are not read again. A newer version takes the older one's place.

        With ``beside`` it stands beside it; with ``dry_run`` nothing is written.

        >>> store.add("新方案.docx").documents.added      # doctest: +SKIP
        """
        from .changing import add  # noqa: PLC0415

        done = add(
            self._bolt, _paths(paths), strict=strict, beside=beside, dry=dry_run, decisions=_decided(decisions),
            command="Store.add",
        )  # fmt: skip
        for problem in done.problems:
            warnings.warn(str(problem), UserWarning, stacklevel=2)
        return done.receipt

    def remove(self, *names: str, dry_run: bool = False, decisions: PathLike | None = None) -> Receipt:
        """Remove documents by the name of their file or by their title, with the facts that only they state.

        >>> store.remove("旧方案.docx").lost      # doctest: +SKIP
        """
        from .changing import remove  # noqa: PLC0415

        decided = _decided(decisions)
        return remove(self._bolt, names, dry=dry_run, decisions=decided, command="Store.remove").receipt

    def history(self) -> tuple[Receipt, ...]:
        """Return the receipt of every load that changed something, without its details."""
        from .changing import history  # noqa: PLC0415

        return history(self._bolt)

    def diff(self, old: int, new: int) -> tuple[Change, ...]:
        """Return what changed between two states of the store, named by the numbers of receipts; 0 is the empty one.

        >>> [change.id for change in store.diff(1, 2) if change.what == "removed"]      # doctest: +SKIP
        """
        from .changing import difference  # noqa: PLC0415

        return difference(self._bolt, old, new)

    def run(self, name: str, /, *, documents: PathLike | None = None, **parameters: object) -> Table:
        """Ask a query of the packs.

        ``documents`` is a folder of source files: their sentences are shown where the store holds no
        text. Raises :class:`deltatrunk.graph.errors.QueryError` for an unknown query or parameter; the
        message lists the known ones.

        >>> store.run("chain-companies", chain="集成电路").records()      # doctest: +SKIP
        """
        return run(self._bolt, self._queries.find(name), parameters, _words(documents))

    def picture(self, name: str, /, **parameters: object) -> Graph:
        """Ask a query of kind ``picture`` and return the part of the graph that it draws."""
        return picture(self._bolt, self._queries.find(name), parameters)

    def lists(
        self,
        *names: str,
        chain: str | None = None,
        min_confidence: float = 0.5,
        documents: PathLike | None = None,
    ) -> tuple[Table, ...]:
        """Ask for lists of a promotion office by name or Chinese title; all eight for no name.

        ``chain`` keeps to one industry chain where a list is about chains; ``documents`` as in :meth:`run`.

        >>> [len(table) for table in store.lists("gaps", "projects", chain="人工智能")]      # doctest: +SKIP
        """
        return self._lists(names, chain, min_confidence, documents).tables

    def write_lists(
        self,
        path: PathLike,
        *names: str,
        chain: str | None = None,
        min_confidence: float = 0.5,
        documents: PathLike | None = None,
        title: str = "",
        date: datetime.date | None = None,
    ) -> None:
        """Write lists as a workbook (``.xlsx``), or as a folder of CSV files where the path has no suffix.

        ``title`` and ``date`` stand on the cover. See :meth:`lists` for the rest.
        """
        from .queries.list_book import write_lists  # noqa: PLC0415 - most programs write none

        write_lists(self._lists(names, chain, min_confidence, documents), Path(path), title=title, date=date)

    def _lists(
        self, names: tuple[str, ...], chain: str | None, min_confidence: float, documents: PathLike | None
    ) -> Lists:
        texts = Folder(Path(documents)) if documents is not None else None
        return compile_lists(self._bolt, names, chain=chain, min_confidence=min_confidence, texts=texts)

    def evidence(self, name: str, /, *, documents: PathLike | None = None) -> tuple[Piece, ...]:
        """List every place behind a name, an alias, a node id or a relationship id, with the words.

        ``documents`` is a folder of source files, used where the store holds no text.

        >>> [piece.span for piece in store.evidence("华为")]      # doctest: +SKIP
        """
        from .evidence import evidence  # noqa: PLC0415 - most programs ask for none

        return evidence(self._bolt, name, Path(documents) if documents is not None else None)

    def analyze(self, name: str, /, *, chain: str = "", top: int = 0, min_confidence: float = 0.5) -> Table:
        """Compute a measure of the whole graph (``docs/analysis.md`` defines them) and return its rows.

        Raises :class:`deltatrunk.graph.errors.QueryError` for an unknown measure.

        >>> store.analyze("bridges", top=10).records()      # doctest: +SKIP
        """
        from .queries.analysis import Options, analyze  # noqa: PLC0415 - networkx only when asked for

        return analyze(self._bolt.graph(), name, Options(min_confidence, chain, top))

    def heatmap(
        self,
        *,
        chain: str | None = None,
        place: str | None = None,
        spaces: bool = False,
        min_confidence: float = 0.5,
        documents: PathLike | None = None,
    ) -> Heatmap:
        """Count the facts that tie parks (with ``spaces`` also zones) to chains.

        ``deltatrunk.viz.write_heatmap`` writes it as a page, ``deltatrunk.queries.heatmap_book.heatmap_xlsx``
        as a workbook. Raises :class:`deltatrunk.graph.errors.QueryError` where no fact fits.
        """
        from .queries.heatmap import heatmap  # noqa: PLC0415

        return heatmap(
            self._bolt, chain=chain, place=place, spaces=spaces, min_confidence=min_confidence, words=_words(documents)
        )

    def dossier(self, chain: str, /, *, min_confidence: float = 0.5, documents: PathLike | None = None) -> Dossier:
        """Collect what belongs on one chain's page; ``deltatrunk.viz.write_dossier`` writes it.

        Raises :class:`deltatrunk.graph.errors.QueryError` for an unknown chain, naming what is like it.
        """
        from .queries.dossier import dossier  # noqa: PLC0415

        return dossier(self._bolt, chain, min_confidence=min_confidence, words=_words(documents))

    def dossiers(self, *, min_confidence: float = 0.5, documents: PathLike | None = None) -> tuple[Dossier, ...]:
        """Collect the pages of all chains, those with the most facts first."""
        from .queries.dossier import dossiers  # noqa: PLC0415

        return dossiers(self._bolt, min_confidence=min_confidence, words=_words(documents))

    def maps(self, folder: PathLike, *, chain: str | None = None, borderline: bool = False) -> Path:
        """Write the four maps (四图) and the chain leaders' map of a chain into a folder; return the index's path.

        Without ``chain`` they are the overviews of all chains. Raises
        :class:`deltatrunk.graph.errors.ViewError` for an unknown chain or where nothing can be drawn.

        >>> store.maps("四图", chain="集成电路")      # doctest: +SKIP
        """
        from .viz import write_maps  # noqa: PLC0415 - most programs draw none

        return write_maps(self._bolt.graph(), folder, chain, borderline=borderline)

    def atlas(
        self,
        path: PathLike,
        *,
        title: str = "",
        date: datetime.date | None = None,
        borderline: bool = False,
        min_confidence: float = 0.5,
        documents: PathLike | None = None,
    ) -> Path:
        """Write every map, entity, list and indicator as one HTML file that needs no network; return its path.

        ``borderline`` draws facts under 0.5 too, ``min_confidence`` counts for lists and indicators, ``documents``
        as in :meth:`run`. Without ``date`` the file holds no date, and the same store gives the same bytes.

        >>> store.atlas("trunk.html")      # doctest: +SKIP
        """
        from .queries.atlas import ask_atlas  # noqa: PLC0415
        from .viz import write_atlas  # noqa: PLC0415

        answers = ask_atlas(self._bolt, min_confidence=min_confidence, texts=_words(documents))
        day = date.isoformat() if date is not None else ""
        return write_atlas(self._bolt.graph(), answers, path, title=title, date=day, borderline=borderline)

    def search(
        self,
        text: str,
        /,
        *,
        type: str = "",  # noqa: A002 - the word that the command line uses
        document: str = "",
        limit: int = 20,
        names: bool = True,
        passages: bool = True,
        min_confidence: float = 0.5,
    ) -> SearchResult:
        """Find names, aliases and passages that hold all words of a text, the best first.

        Names answer to pinyin and its initials too. ``type`` is a label or its Chinese title,
        ``document`` a title, a part of one, or a file; ``limit`` counts for names and for passages.
        Raises :class:`deltatrunk.graph.errors.QueryError` for a text without words, and for a type or
        document that is not known.

        >>> store.search("氢能 园区").table().records()      # doctest: +SKIP
        """
        from .queries.search import Choice  # noqa: PLC0415 - other questions need no search

        return self._searcher.search(
            text,
            Choice(
                type=type, document=document, limit=limit, names=names, passages=passages, min_confidence=min_confidence
            ),
        )

    @cached_property
    def _searcher(self) -> Searcher:
        from .queries.search import Searcher  # noqa: PLC0415

        return Searcher(self._bolt)

    def cypher(
        self,
        text: str,
        /,
        *,
        limit: int | None = 10_000,
        timeout: float = 30.0,
        parameters: Mapping[str, object] | None = None,
        **values: object,
    ) -> Rows:
        """Run a statement of one's own that only reads; values go in as ``$parameters``.

        At most ``limit`` rows are fetched (None: all); a :class:`UserWarning` and ``Rows.truncated``
        say that there are more. Values of ``$limit``, ``$timeout`` and ``$parameters``, whose names
        are taken, go in as ``parameters={"limit": 5}``. Raises
        :class:`deltatrunk.graph.errors.WriteRefused` for a statement that would write, and
        :class:`deltatrunk.graph.errors.QueryTimeout` after ``timeout`` seconds.

        >>> store.cypher("MATCH (n:Park) RETURN n.name AS name", limit=5).truncated      # doctest: +SKIP
        True
        """
        rows = self._bolt.read(text, _joined(text, parameters, values), limit=limit, timeout=timeout)
        if rows.truncated:
            warnings.warn(f"结果多于 {limit} 行，只取了前 {limit} 行；要更多请写 limit=", UserWarning, stacklevel=2)
        return rows

    def write(
        self,
        text: str,
        /,
        *,
        timeout: float = 30.0,
        parameters: Mapping[str, object] | None = None,
        **values: object,
    ) -> Changes:
        """Run one statement that changes the graph, in one transaction, and say what it changed.

        Files, the network, the schema and administration stay refused.

        >>> store.write("MATCH (n:Company {id: $id}) SET n.mark = 1", id="…").counts      # doctest: +SKIP
        """
        return self._bolt.write(text, _joined(text, parameters, values), timeout=timeout)

    def counts(self) -> Mapping[str, int]:
        """Count nodes by label and relationships by type."""
        return self._bolt.counts()

    def graph(self) -> Graph:
        """Read the whole graph back."""
        return self._bolt.graph()

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the whole graph for networkx: node keys are ids, edge keys relationship ids."""
        from .graph.export import to_networkx  # noqa: PLC0415 - networkx only when asked for

        return to_networkx(self._bolt.graph())

    def close(self) -> None:
        """Close the connections and end a server that was started for this store."""
        self._bolt.close()


def _joined(text: str, parameters: Mapping[str, object] | None, values: Mapping[str, object]) -> dict[str, object]:
    """Join the two ways to give values; a taken name that the statement uses has to be in the first."""
    given = {**(parameters or {}), **values}
    for name in used_parameters(text):
        if name in ("limit", "timeout", "parameters") and name not in given:
            raise QueryError(f"参数 ${name} 与选项同名", hint=f"请写 parameters={{{name!r}: 值}}")
    return given


def _words(documents: PathLike | None) -> Folder | None:
    return Folder(Path(documents)) if documents is not None else None


def open_store(
    where: PathLike | None = None,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    packs: Iterable[PathLike] = (),
) -> Store:
    """Open a store: a folder (the embedded server starts by itself), or the address of a Neo4j.

    Without ``where`` it is the folder that the command line uses. User, password and database count
    for an address only and may also stand in it. ``packs`` are folders of further queries.

    >>> with deltatrunk.open_store("bolt://127.0.0.1:7687", password="…") as store:      # doctest: +SKIP
    ...     store.cypher("MATCH (n:Company) RETURN count(n) AS companies").rows
    """
    credentials = None
    if user is not None or password is not None or database is not None:
        credentials = Credentials(user or "neo4j", password or "", database or "")
    place = default_store() if where is None else where if isinstance(where, str) else Path(where)
    bolt = _open(place, credentials)
    try:
        return Store(bolt, packs=packs)
    except BaseException:
        bolt.close()
        raise
