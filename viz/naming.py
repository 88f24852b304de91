"""Names that a user writes, matched with the entities of a graph: by name, by alias, with or without 区, 县, 市."""

from __future__ import annotations

from ..graph.ids import fold
from ..graph.model import Node
from .reading import Reader, aliases

LABELS = ("Place", "Zone", "Park", "Corridor", "Platform", "Company", "Organization", "Project")
"""What has a place on the ground, those first that win where two have one name."""
_SUFFIXES = ("街道", "省", "市", "区", "县", "镇", "乡")


class Names:
    """Finds the entity that a written name means. A form that two entities of one label share finds neither."""

    def __init__(self, reader: Reader) -> None:
        self._forms: dict[str, Node | None] = {}
        nodes = [node for label in LABELS for node in reader.nodes(label)]
        for step in (_own, _others, _short):
            found: dict[str, list[Node]] = {}
            for node in nodes:
                for form in step(node):
                    found.setdefault(fold(form).casefold(), []).append(node)
            for form, meant in found.items():
                first = min(LABELS.index(_label(node)) for node in meant)
                same = {node.id: node for node in meant if LABELS.index(_label(node)) == first}
                self._forms.setdefault(form, next(iter(same.values())) if len(same) == 1 else None)

    def find(self, name: str) -> Node | None:
        """Return the entity with a name, or None."""
        form = fold(name).casefold()
        found = self._forms.get(form)
        if found is None and form not in self._forms:
            return next((self._forms[short] for short in _bare(form) if self._forms.get(short)), None)
        return found


def _label(node: Node) -> str:
    return next(label for label in LABELS if label in node.labels)


def _own(node: Node) -> tuple[str, ...]:
    return (node.name,)


def _others(node: Node) -> tuple[str, ...]:
    return aliases(node)


def _short(node: Node) -> tuple[str, ...]:
    forms = (node.name, *aliases(node)) if "Place" in node.labels else ()
    return tuple(short for form in forms for short in _bare(form))


def _bare(form: str) -> tuple[str, ...]:
    return tuple(
        form.removesuffix(suffix) for suffix in _SUFFIXES if form.endswith(suffix) and len(form) > len(suffix) + 1
    )
