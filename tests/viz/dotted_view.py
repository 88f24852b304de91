"""Views of dots, made by hand or in any size, as the free maps hand them over."""

from __future__ import annotations

import math
import random

from deltatrunk.graph.schema import schema
from deltatrunk.viz.bends import bend_apart
from deltatrunk.viz.view import Card, LegendEntry, View, ViewEdge, ViewNode

TYPES = ("Company", "Park", "IndustryChain", "Programme")


def dotted_view(count: int, *, seed: int = 1) -> View:
    """Return a network of so many dots and 2.5 times as many lines, neighbours mostly; the first dot weighs most."""
    chance = random.Random(seed)
    across = math.ceil(math.sqrt(count * 1.95))
    places = [
        ((at % across + 0.5 + chance.random() * 0.4) * 60, (at // across + 0.5 + chance.random() * 0.4) * 60)
        for at in range(count)
    ]
    labels = schema().labels
    names = [f"试验名称{at}号" for at in range(count)]
    nodes = tuple(
        ViewNode(f"n{at}", f"n{at}", TYPES[at % 4], names[at], (names[at],), round(x, 1), round(y, 1), 14, 14, 14,
                 mark="dot", weight=count - at)
        for at, (x, y) in enumerate(places)
    )  # fmt: skip
    ends = [(at, min(count - 1, max(0, at + chance.choice((-across, -1, 1, across, 2))))) for at in range(count)]
    ends += [(chance.randrange(count), chance.randrange(count)) for _ in range(count + count // 2)]
    edges = bend_apart(
        ViewEdge(f"e{i}@{i}", f"e{i}", "FEEDS", f"n{a}", f"n{b}", "供给", arrow=True) for i, (a, b) in enumerate(ends)
    )
    cards = tuple(
        Card(
            node.id, node.label, node.type, (labels[node.type].title,), (), (), (), (), (), (at % 2,), 0.9 - at % 3 / 4
        )
        for at, node in enumerate(nodes)
    )  # fmt: skip
    legend = tuple(
        LegendEntry(name, labels[name].title, labels[name].color, labels[name].shape, count // 4) for name in TYPES
    )
    rows = -(-count // across)
    return View(
        "dots", "点图", f"{count} 个名称", across * 60.0 + 60, rows * 60.0 + 60, nodes, edges, (), cards, (), legend,
        ("示意图",), ("甲文件", "乙文件"),
    )  # fmt: skip
