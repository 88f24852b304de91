from __future__ import annotations

import pytest

from deltatrunk.viz.bends import bend_apart
from deltatrunk.viz.view import ViewEdge


def edge(source: str, target: str, *, path: tuple[tuple[float, float], ...] = ()) -> ViewEdge:
    return ViewEdge("e", "r", "FEEDS", source, target, "供给", path)


def side(one: ViewEdge) -> float:
    """Tell to which side of the line from "a" to "b" an edge goes."""
    return one.bend if one.source == "a" else -one.bend


@pytest.mark.parametrize("pairs", [["ab", "ab"], ["ab", "ba"], ["ab", "ba", "ab"], ["ab", "ab", "ba", "ba"]])
def test_edges_between_the_same_two_boxes_all_take_different_ways(pairs: list[str]) -> None:
    bent = bend_apart(edge(*pair) for pair in pairs)
    assert len({side(one) for one in bent}) == len(pairs)
    assert sum(map(side, bent)) == pytest.approx(0)


def test_a_single_edge_stays_straight_and_a_routed_one_keeps_its_path() -> None:
    alone, routed = edge("a", "b"), edge("a", "b", path=((0, 0), (1, 1)))
    assert bend_apart([alone, routed]) == (alone, routed)
