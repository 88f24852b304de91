"""All checks on a store: what was read from it, its constraints, its records, the texts behind its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from .graph import cypher
from .graph.checking import (
    Assertion,
    Report,
    Result,
    bundled_assertions,
    check_assertions,
    check_constraints,
    check_counts,
    check_evidence,
    check_names,
    check_records,
    check_schema,
)
from .graph.checking.model import Check
from .graph.errors import StoreBusy
from .graph.model import Graph
from .graph.records import SOURCE, Record
from .graph.store import WHOLE_WITHIN, BoltStore
from .texts import Folder

_ATTEMPTS = 3
_AT_ONCE = 50
_CONSTRAINTS = (
    "SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes AS labels, properties AS properties"
)


def check(store: BoltStore, assertions: Sequence[Assertion] = (), documents: Path | None = None) -> Report:
    """Run every check on a store; ``assertions`` come after the bundled ones.

    ``documents`` is a folder of source files: a file counts where its SHA-256 is the one that the graph was
    made from. Without it the texts are those that the store keeps.
    """
    for _ in range(_ATTEMPTS):
        listed = store.records()
        found = _checked(store, listed, assertions, documents)
        if store.records() == listed:  # every load leaves a record: no load came between the readings
            return found
    raise StoreBusy("图库一直在被改写，没有检查完", where=store.uri, hint="请等载入结束后再试")


def _checked(
    store: BoltStore, records: Sequence[Record], assertions: Sequence[Assertion], documents: Path | None
) -> Report:
    graph = store.graph()
    ask = partial(store.read, timeout=WHOLE_WITHIN)
    constrained = {label for labels, properties in ask(_CONSTRAINTS) if properties == ["id"] for label in labels}
    counted: dict[str, int] = dict(ask(cypher.counts()).rows)
    folder = Folder(documents) if documents is not None else None
    return Report(
        (
            check_constraints(constrained, graph),
            check_counts(graph, counted),
            *check_schema(graph),
            *check_evidence(graph, _texts(store, graph, records, folder)),
            *([] if folder is None else [_check_folder(graph, folder)]),
            *check_names(graph),
            *check_records(graph, _whole(store, records)),
            *check_assertions([*bundled_assertions(), *assertions], graph, ask),
        )
    )


def _whole(store: BoltStore, listed: Sequence[Record]) -> Iterator[Record]:
    for at in range(0, len(listed), _AT_ONCE):
        some = listed[at : at + _AT_ONCE]
        keys = [one.key for one in some]
        data, bodies = store.record_parts("data", keys), store.record_parts("body", keys)
        for one in some:
            yield replace(one, data=data.get(one.key) or "", body=bodies.get(one.key) or "")


def _check_folder(graph: Graph, folder: Folder) -> Result:
    check = Check("documents", "给出的文件夹里有每一份原文件", "warning", advice="请给出建图时的文件，或重新建图")
    for file, sha256 in sorted(_digests(graph).items()):
        found = folder.text(sha256) is not None
        check.saw(file, () if found else (f"没有与建图时相同的文件（校验和 {sha256[:12]}…）",))
    return check.result()


def _digests(graph: Graph) -> dict[str, str]:
    """The SHA-256 of every file that was loaded."""
    return {
        str(node.properties["file"]): str(node.properties["sha256"])
        for node in graph.nodes.values()
        if "file" in node.properties and "sha256" in node.properties
    }


def _texts(
    store: BoltStore, graph: Graph, records: Sequence[Record], folder: Folder | None
) -> Callable[[str], str | None]:
    """Return the way to a file's text: the folder first, then what the store keeps."""
    kept = {one.name: one.key for one in records if one.kind == SOURCE and not one.noted.get("given")}
    sha256 = _digests(graph)

    def text_of(file: str) -> str | None:
        if folder is not None and file in sha256:
            found = folder.text(sha256[file])
            if found is not None:
                return found
        if file not in kept:
            return None
        from .loaders.sources import unpack_body  # noqa: PLC0415 - most stores need no loader

        body = store.record_parts("body", [kept[file]]).get(kept[file]) or ""
        return unpack_body(body).source.text

    return text_of
