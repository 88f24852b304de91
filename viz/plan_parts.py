"""Plans as documents state them: programmes, their tasks and sub-tasks, and the units that are responsible."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..graph.model import Node, Relationship
from .geometry import em, note_font
from .reading import Link, Reader, aliases, text_of
from .sheet import Item

STEPS = ("Programme", "Task")
LONG = 8
UNITS = ("Organization", "Company", "Park", "Place", "Person", "Zone")


@dataclass(frozen=True, slots=True)
class Branch:
    """A programme or task with what it is divided into and the units that are responsible for it."""

    item: Item
    units: tuple[Link, ...] = ()
    branches: tuple[Branch, ...] = ()

    @property
    def node(self) -> Node:
        """The programme or task."""
        return self.item.node

    def leaves(self) -> tuple[Branch, ...]:
        """Return the tasks that are divided no further; a branch without parts is its own leaf."""
        return tuple(leaf for part in self.branches for leaf in part.leaves()) or (self,)

    def all(self) -> tuple[Branch, ...]:
        """Return the branch and everything under it, from above to below."""
        return (self, *(found for part in self.branches for found in part.all()))

    def kept(self, test: Callable[[Branch], bool]) -> Branch | None:
        """Return the branch with only those parts that pass, or lead to what passes; None where nothing does."""
        parts = tuple(found for part in self.branches if (found := part.kept(test)))
        return replace(self, branches=parts) if parts or test(self) else None

    def depth(self) -> int:
        """Count the layers of the branch, itself included."""
        return 1 + max((part.depth() for part in self.branches), default=0)

    def tasks(self) -> int:
        """Count the tasks under a programme or task."""
        return sum("Task" in part.node.labels for part in self.all()[1:])


@dataclass(frozen=True, slots=True)
class Plan:
    """A document with its programmes (and tasks that belong to none), in its own order."""

    document: Node
    branches: tuple[Branch, ...]

    @property
    def programmes(self) -> tuple[Branch, ...]:
        """The programmes of the plan."""
        return tuple(branch for branch in self.branches if "Programme" in branch.node.labels)

    @property
    def loose(self) -> tuple[Branch, ...]:
        """The tasks that belong to no programme."""
        return tuple(branch for branch in self.branches if "Programme" not in branch.node.labels)

    def all(self) -> tuple[Branch, ...]:
        """Return every programme and task."""
        return tuple(found for branch in self.branches for found in branch.all())


def read_plans(reader: Reader) -> tuple[Plan, ...]:
    """Return the plans that define a programme or task, by the first year of their period, then by place."""
    plans = [read_plan(reader, node) for node in reader.nodes("Document")]
    full = [plan for plan in plans if plan.branches]
    # Sorting is stable: what has no period stays in the order of the documents, at the end.
    return tuple(sorted(full, key=lambda plan: _year(plan.document)))


def read_plan(reader: Reader, document: Node) -> Plan:
    """Return one document's programmes, then its tasks outside of them."""
    defined = {node.id: (link, node) for link, node in reader.into(document.id, "DEFINED_IN", *STEPS)}
    seen: set[str] = set()

    def branch(item: Item) -> Branch:
        seen.add(item.node.id)
        parts = [
            (link, node)
            for link, node in reader.into(item.node.id, "PART_OF", "Task")
            if node.id in defined and node.id not in seen
        ]
        units = tuple(reader.into(item.node.id, "RESPONSIBLE_FOR", *UNITS))
        return Branch(item, units, tuple(branch(Item(node, link)) for link, node in parts))

    tops: list[Branch] = []
    for label in STEPS:
        for link, node in defined.values():
            above = [whole for _, whole in reader.out(node.id, "PART_OF", *STEPS) if whole.id in defined]
            if label in node.labels and node.id not in seen and not (label == "Task" and above):
                tops.append(branch(Item(node, link)))
    return Plan(document, tuple(tops))


def units_by_load(branches: Iterable[Branch]) -> tuple[tuple[Node, int], ...]:
    """Return the units with the number of tasks and programmes that they answer for, the busiest first."""
    tasks: dict[str, set[str]] = {}
    nodes: dict[str, Node] = {}
    for branch in branches:
        for _, unit in branch.units:
            tasks.setdefault(unit.id, set()).add(branch.node.id)
            nodes.setdefault(unit.id, unit)
    # Equal loads keep the order in which the plan names them.
    ordered = sorted(tasks, key=lambda id_: -len(tasks[id_]))
    return tuple((nodes[id_], len(tasks[id_])) for id_ in ordered)


def with_units(branch: Branch, width: float, font: int) -> Item:
    """Return a task's item with the names of its units as its note, as many as its box holds."""
    said = [f"{short(unit)}（{role}）" if (role := _lead(link)) else short(unit) for link, unit in branch.units]
    return replace(branch.item, note=listed(said, width, font)) if said else branch.item


def listed(names: Iterable[str], width: float, font: int) -> str:
    """Join names to a note that a box of this width holds; the others are counted."""
    known = list(names)
    room = (width - 20 - (font + 6)) / note_font(font)
    for count in range(len(known), 0, -1):
        text = "、".join(known[:count]) + (f" 等 {len(known)} 个" if count < len(known) else "")
        if em(text) <= room:
            return text
    return f"{len(known)} 个" if known else ""


def short(node: Node) -> str:
    """Return a name for a note: the shortest form that a document uses where the full name is a long one."""
    if len(node.name) <= LONG:
        return node.name
    return min((node.name, *(form for form in aliases(node) if len(form) > 1)), key=lambda form: (len(form), form))


def _lead(link: Relationship) -> str:
    role = text_of(link, "role")
    return role if "牵头" in role else ""


def _year(node: Node) -> int:
    start = node.properties.get("period_start")
    return start if isinstance(start, int) else 9999
