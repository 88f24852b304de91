"""The series (五大支柱, 十个基座) in which documents list the parts of a space."""

from __future__ import annotations

from collections import defaultdict

from ..graph.errors import ViewError
from ..graph.model import Node
from .reading import Link, Reader, order_of, text_of

SPACE_LABELS = ("Zone", "Park", "Place")


def role_of(group: str) -> str:
    """Return the role that a group's name gives its members.

    >>> [role_of(name) for name in ("五大支柱", "十个基座", "三条拓展带", "一城两翼", "一核")]
    ['pillar', 'base', 'belt', 'area', 'pillar']
    """
    for role, words in (
        ("belt", ("带",)),
        ("line", ("干线", "廊道", "一干")),
        ("area", ("翼", "片区", "拓", "一城")),
        ("layer", ("层", "圈")),
        ("pillar", ("柱", "核")),
    ):
        if any(word in group for word in words):
            return role
    return "base"


def find_space(reader: Reader, name: str) -> Node:
    """Find a zone, park or place by name, alias or id; raise :class:`ViewError` with the spaces that have series."""
    errors = []
    for label in SPACE_LABELS:
        try:
            return reader.find(name, label, title="空间")
        except ViewError as error:
            errors.append(error)
    raise ViewError(f"没有找到空间“{name}”", hint=f"有分组组成的空间：{space_names(reader) or '无'}") from errors[0]


def grouped_spaces(reader: Reader) -> list[Node]:
    """Return the spaces with grouped parts, the one with most first."""
    counts: dict[str, int] = defaultdict(int)
    for relationship in reader.graph.relationships.values():
        if relationship.type != "PART_OF" or not text_of(relationship, "group") or not reader.shows(relationship):
            continue
        end, start = reader.graph.nodes.get(relationship.end), reader.graph.nodes.get(relationship.start)
        if end and start and end.labels[0] in SPACE_LABELS and start.labels[0] in (*SPACE_LABELS, "Corridor"):
            counts[end.id] += 1
    return [reader.graph.nodes[id_] for id_ in sorted(counts, key=lambda id_: (-counts[id_], id_))]


def space_names(reader: Reader) -> str:
    """Return the names of the spaces with grouped parts as one text for a hint."""
    return "、".join(node.name for node in grouped_spaces(reader))


def links_by_group(reader: Reader, whole: Node) -> dict[str, list[Link]]:
    """Return the parts of a space by the name of their series, each in its order; parts without one under ""."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link, node in reader.into(whole.id, "PART_OF", *SPACE_LABELS):
        found[text_of(link, "group")].append((link, node))
    return {name: sorted(found[name], key=lambda pair: order_of(pair[0])) for name in sorted(found)}
