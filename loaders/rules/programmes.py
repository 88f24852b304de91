"""Programmes and their tasks: what the headings of a plan set, and under what."""

from __future__ import annotations

from ..findings import Key
from ..measures import Unit
from ..reading import Reading

_RULE = "heading.measure"


def read_programmes(reading: Reading, found: tuple[Unit, ...]) -> None:
    """Record programmes and tasks, their composition (PART_OF) and the document that sets them."""
    recorder = reading.recorder
    layers: dict[str, Key] = {}
    for unit in found:
        if unit.head is None or unit.title is None or unit.kind not in ("task", "programme", "layer", "project"):
            continue
        if unit.kind == "project":
            if unit.title is unit.section.title:
                recorder.mention(unit.head, unit.title, "heading.project", unit.confidence)
            continue
        view, sure = unit.title, unit.confidence
        if unit.kind == "layer":
            layers[unit.head.name] = unit.head
            recorder.mention(unit.head, view, "heading.layer", sure)
            continue
        order = unit.order or None
        if unit.kind == "programme":
            at = view.text.find(unit.head.name)
            named = view.part(at, at + len(unit.head.name)) if at >= 0 else view
            layer = unit.group if unit.group.endswith("层") else None
            recorder.mention(unit.head, named, _RULE, sure, layer=layer, order=order)
            if layer and layer in layers:
                recorder.link("PART_OF", unit.head, layers[layer], view, "heading.layer", 0.4, group=layer, order=order)
        else:
            number = unit.section.number if unit.title is unit.section.title else None
            recorder.mention(unit.head, view, _RULE, sure, order=order, number=number)
        recorder.link("DEFINED_IN", unit.head, reading.key, view, _RULE, sure)
        if unit.over is not None and unit.over.label in ("Programme", "Task"):
            recorder.link("PART_OF", unit.head, unit.over, view, _RULE, sure, order=order)
