"""Find any entity by what a person calls it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..graph.errors import ViewError
from ..graph.ids import fold
from ..graph.model import Node
from .reading import Reader, aliases

_SUFFIXES = ("产业链", "产业", "行业")


def find_any(reader: Reader, name: str, *, title: str = "名称") -> Node:
    """Find a node of any type by its id, its name, an alias, or its name without 产业链, in this order.

    Of several with the same name the one with most relations is meant. Raises :class:`ViewError` that names
    the nearest names where there is none.
    """
    structure = {label for label, kind in reader.schema.labels.items() if kind.structure}
    known = sorted((n for n in reader.graph.nodes.values() if not structure & set(n.labels)), key=lambda n: n.id)
    wanted = fold(name).casefold()
    if not wanted:
        raise ViewError(f"没有写明{title}", hint="请写一个名称、别名或标识，例如 华为")
    for forms_of in (_ids, _names, _aliases, _short):
        found = [n for n in known if wanted in forms_of(n)]
        if forms_of is _short and not found:
            found = [n for n in known if _cut(wanted) in forms_of(n)]
        if found:
            return min(found, key=lambda n: (-len(reader.around(n.id)), n.id))
    raise ViewError(f"没有找到{title}“{name}”", hint=_hint(known, wanted))


def _hint(known: list[Node], wanted: str) -> str:
    names: dict[str, str] = {}
    for node in known:
        for form in (*_names(node), *_aliases(node)):
            names.setdefault(form, node.name)
    inside = sorted((form for form in names if wanted in form), key=lambda form: (len(form), form))[:5]
    near = inside + get_close_matches(wanted, list(names), n=5, cutoff=0.4)
    likely = list(dict.fromkeys(names[form] for form in near))[:5]
    return f"相近的有：{'、'.join(likely)}" if likely else "图中没有相近的名称，请先用 deltatrunk search 查找"


def _ids(node: Node) -> Iterator[str]:
    yield fold(node.id).casefold()


def _names(node: Node) -> Iterator[str]:
    yield fold(node.name).casefold()


def _aliases(node: Node) -> Iterator[str]:
    yield from (fold(form).casefold() for form in aliases(node))


def _short(node: Node) -> Iterator[str]:
    yield from map(_cut, (*_names(node), *_aliases(node)))


def _cut(form: str) -> str:
    for suffix in _SUFFIXES:
        if form.endswith(suffix) and len(form) > len(suffix):
            return form.removesuffix(suffix)
    return form
