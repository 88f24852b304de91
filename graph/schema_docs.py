"""The schema as a page of documentation, from the same data as constraints and MERGE text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .schema import Label, Property, RelationshipType, Schema

_HEAD = """\
# The schema · 图谱结构

Derived from `graph/schema.yaml` (version {version}) by `deltatrunk docs`; edit that file, not this page.

A node has exactly one core label, which its id starts with, and may carry added labels that qualify it.
Every node and relationship names the places in the documents that state it. Structure (documents' own sections
and passages, and what they mention) is told apart from what the documents say about the world.
"""


def markdown(schema: Schema) -> str:
    """Write the schema as Markdown; equal schemas give equal pages."""
    labels = schema.labels.values()
    parts = [
        _HEAD.format(version=schema.version),
        "## Labels · 节点\n",
        _table(
            ("label", "标题", "meaning", "colour"),
            ((f"[`{one.name}`](#{one.name.lower()})", one.title, one.description, f"`{one.color}`") for one in labels),
        ),
        "## Relationships · 关系\n",
        _table(
            ("type", "标题", "meaning"),
            (
                (f"[`{one.name}`](#{one.name.lower()})", one.title, one.description)
                for one in schema.relationships.values()
            ),
        ),
        "## Properties of every node\n",
        _properties(schema.node_properties),
        "## Properties of every relationship\n",
        _properties(schema.relationship_properties),
        "## Label by label\n",
        *(_label(one) for one in labels),
        "## Type by type\n",
        *(_relationship(one) for one in schema.relationships.values()),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _label(label: Label) -> str:
    remarks = []
    if label.extends:
        remarks.append(f"Added to {_names(label.extends)}.")
    if label.scoped:
        remarks.append("Its id carries the id of what it belongs to.")
    if label.structure:
        remarks.append("Structure of a document.")
    return _section(label.name, label.title, label.description, remarks, label.properties)


def _relationship(type_: RelationshipType) -> str:
    remarks = ["Without direction." if type_.symmetric else "", "Structure of a document." if type_.structure else ""]
    ends = "".join(f"- {_names(sorted(heads))} → {_names(sorted(tails))}\n" for heads, tails in type_.ends)
    made = _section(type_.name, type_.title, type_.description, [r for r in remarks if r], type_.properties)
    return f"{made}\n{ends}"


def _section(
    name: str, title: str, description: str, remarks: Iterable[str], properties: Mapping[str, Property]
) -> str:
    sentence = " ".join((f"{description[:1].upper()}{description[1:]}.", *remarks))
    table = f"\n{_properties(properties)}" if properties else ""
    return f"### {name}\n\n{title}. {sentence}\n{table}"


def _properties(properties: Mapping[str, Property]) -> str:
    return _table(
        ("property", "标题", "type", "meaning"),
        (
            (f"`{one.name}`", one.title, f"{one.type}, required" if one.required else one.type, one.description)
            for one in properties.values()
        ),
    )


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [titles, tuple("---" for _ in titles), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
