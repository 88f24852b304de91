"""The ontology as typed data, read once from ``schema.yaml``.

Constraints, MERGE text, validation, export headers and documentation derive from :func:`schema`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from .errors import SchemaError

PROPERTY_TYPES = ("string", "integer", "float", "boolean", "strings")


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name, type, Chinese title, description and whether it must be there."""

    name: str
    type: str
    title: str
    description: str
    required: bool = False

    def accepts(self, value: object) -> bool:
        """Tell whether a value has this property's type (an integer also serves as a float)."""
        match self.type:
            case "string":
                return isinstance(value, str)
            case "integer":
                return isinstance(value, int) and not isinstance(value, bool)
            case "float":
                return isinstance(value, int | float) and not isinstance(value, bool)
            case "boolean":
                return isinstance(value, bool)
            case _:
                return isinstance(value, tuple | list) and all(isinstance(item, str) for item in value)


@dataclass(frozen=True, slots=True)
class Label:
    """A node label. ``extends`` names the core labels that an added label (Partner) may stand on."""

    name: str
    title: str
    description: str
    color: str
    shape: str
    properties: Mapping[str, Property]
    extends: tuple[str, ...] = ()
    structure: bool = False
    scoped: bool = False

    @property
    def core(self) -> bool:
        """Whether the label identifies a node (an added label only qualifies one)."""
        return not self.extends


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type with the label pairs that it may join."""

    name: str
    title: str
    description: str
    ends: tuple[tuple[frozenset[str], frozenset[str]], ...]
    properties: Mapping[str, Property]
    structure: bool = False
    symmetric: bool = False

    def joins(self, head: str, tail: str) -> bool:
        """Tell whether the type may lead from a core label to another."""
        return any(head in heads and tail in tails for heads, tails in self.ends)


@dataclass(frozen=True, slots=True)
class Schema:
    """All labels and relationship types, in the order in which they are shown."""

    version: int
    labels: Mapping[str, Label]
    relationships: Mapping[str, RelationshipType]
    node_properties: Mapping[str, Property]
    relationship_properties: Mapping[str, Property]

    @property
    def core_labels(self) -> tuple[str, ...]:
        """The labels that identify nodes, in display order."""
        return tuple(name for name, label in self.labels.items() if label.core)

    def core_of(self, labels: Iterable[str]) -> str:
        """Return the one core label among a node's labels.

        Raises :class:`SchemaError` where there is none or more than one.
        """
        found = [name for name in labels if name in self.labels and self.labels[name].core]
        if len(found) != 1:
            raise SchemaError(f"节点应有且只有一个核心标签，得到 {sorted(labels)}", hint="见 docs/schema.md")
        return found[0]

    def node_property(self, labels: Iterable[str], name: str) -> Property | None:
        """Find a property of a node with these labels, or None."""
        if name in self.node_properties:
            return self.node_properties[name]
        for label in labels:
            if label in self.labels and name in self.labels[label].properties:
                return self.labels[label].properties[name]
        return None

    def relationship_property(self, type_: str, name: str) -> Property | None:
        """Find a property of a relationship type, or None."""
        if name in self.relationship_properties:
            return self.relationship_properties[name]
        found = self.relationships.get(type_)
        return found.properties.get(name) if found else None


def _properties(raw: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Property]:
    found: dict[str, Property] = {}
    for name, spec in raw.items():
        if spec["type"] not in PROPERTY_TYPES:
            raise SchemaError(f"属性 {name} 的类型 {spec['type']} 未知", where="schema.yaml")
        found[name] = Property(name, spec["type"], spec["title"], spec["description"], spec.get("required", False))
    return MappingProxyType(found)


def _ends(name: str, raw: list[list[list[str]]], known: set[str]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    pairs = tuple((frozenset(heads), frozenset(tails)) for heads, tails in raw)
    for heads, tails in pairs:
        unknown = (heads | tails) - known
        if unknown:
            raise SchemaError(f"关系 {name} 的端点 {sorted(unknown)} 不是核心标签", where="schema.yaml")
    return pairs


def parse_schema(text: str) -> Schema:
    """Build a schema from YAML text; raises :class:`SchemaError` on an unknown type or end."""
    raw = yaml.safe_load(text)
    labels = {
        name: Label(
            name=name,
            title=spec["title"],
            description=spec["description"],
            color=spec["color"],
            shape=spec["shape"],
            properties=_properties(spec["properties"]),
            extends=tuple(spec.get("extends", ())),
            structure=spec.get("structure", False),
            scoped=spec.get("scoped", False),
        )
        for name, spec in raw["labels"].items()
    }
    core = {name for name, label in labels.items() if label.core}
    relationships = {
        name: RelationshipType(
            name=name,
            title=spec["title"],
            description=spec["description"],
            ends=_ends(name, spec["ends"], core),
            properties=_properties(spec["properties"]),
            structure=spec.get("structure", False),
            symmetric=spec.get("symmetric", False),
        )
        for name, spec in raw["relationships"].items()
    }
    return Schema(
        version=raw["version"],
        labels=MappingProxyType(labels),
        relationships=MappingProxyType(relationships),
        node_properties=_properties(raw["node_properties"]),
        relationship_properties=_properties(raw["relationship_properties"]),
    )


@cache
def schema() -> Schema:
    """Return the project's schema, read once."""
    return parse_schema(files(__package__).joinpath("schema.yaml").read_text("utf-8"))
