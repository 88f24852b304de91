"""Where the nodes of a free network stand."""

from __future__ import annotations

import time
from collections import Counter
from itertools import combinations

import pytest
from made_network import Link, Rect, made_network, shown_labels

from deltatrunk.viz.apart import push_apart
from deltatrunk.viz.graph_layout import LABELLED, RATIO, lay_out
from deltatrunk.viz.layered import crossings, ordered_layers
from deltatrunk.viz.packing import pack

BOX = (134.0, 66.0)


def covered(points: tuple[tuple[float, float], ...], sizes: list[Rect]) -> list[tuple[int, int]]:
    return [
        (a, b)
        for a, b in combinations(range(len(points)), 2)
        if abs(points[a][0] - points[b][0]) < (sizes[a][0] + sizes[b][0]) / 2
        and abs(points[a][1] - points[b][1]) < (sizes[a][1] + sizes[b][1]) / 2
    ]


SMALL: list[tuple[str, int, list[Link]]] = [
    ("nothing", 0, []),
    ("one", 1, []),
    ("pair", 2, [(0, 1)]),
    ("lonely", 9, []),
    ("chain", 12, [(i, i + 1) for i in range(11)]),
    ("star", 40, [(0, i) for i in range(1, 40)]),
    ("ring", 30, [(i, (i + 1) % 30) for i in range(30)]),
    ("all with all", 14, list(combinations(range(14), 2))),
    ("loops and repeats", 5, [(0, 0), (0, 1), (1, 0), (0, 1), (2, 2), (3, 4)]),
    ("communities", 150, made_network(150, 300)),
    ("most labelled", LABELLED, made_network(LABELLED, 700)),
]


@pytest.mark.parametrize(("count", "links"), [case[1:] for case in SMALL], ids=[case[0] for case in SMALL])
def test_labels_of_small_networks_stand_apart_and_inside(count: int, links: list[Link]) -> None:
    sizes = [(60.0 + 9 * (i % 9), 40.0 + 20 * (i % 3)) for i in range(count)]
    placed = lay_out(sizes, links)
    assert len(placed.points) == count
    assert covered(placed.points, sizes) == []
    for (x, y), (wide, tall) in zip(placed.points, sizes, strict=True):
        assert wide / 2 <= x <= placed.width - wide / 2
        assert tall / 2 <= y <= placed.height - tall / 2


@pytest.mark.parametrize("count", [60, 150, 1000, 5000])
def test_drawing_fits_a_wide_screen(count: int) -> None:
    placed = lay_out([BOX] * count, made_network(count, int(2.5 * count)))
    assert 0.75 * RATIO < placed.width / placed.height < 1.35 * RATIO


@pytest.mark.parametrize("count", [150, 1000])
def test_places_are_equal_when_links_come_in_another_order(count: int) -> None:
    links = made_network(count, int(2.5 * count))
    turned = [(b, a) for a, b in links[::-1]]
    assert lay_out([BOX] * count, links) == lay_out([BOX] * count, turned)


@pytest.mark.parametrize("count", [1000, 2500])
def test_hundred_labels_are_readable_at_fit(count: int) -> None:
    links = made_network(count, int(2.5 * count))
    placed = lay_out([BOX] * count, links)
    degree = Counter(end for link in links for end in link)
    scale = min(1920 / placed.width, 1000 / placed.height)
    label = (8 * 12.0, 2 * 12 * 1.28)
    sizes = [14 + min(24, degree[node]) for node in range(count)]
    shown = shown_labels(placed.points, [label] * count, sizes, [degree[node] for node in range(count)], scale)
    assert shown >= 150
    heaviest = sorted(range(count), key=lambda n: (-degree[n], n))[:150]
    among = shown_labels(
        [placed.points[n] for n in heaviest],
        [label] * 150,
        [sizes[n] for n in heaviest],
        [degree[n] for n in heaviest],
        scale,
    )
    assert among >= 70


def test_linked_nodes_stand_nearer_than_others() -> None:
    links = made_network(1000, 2500)
    points = lay_out([BOX] * 1000, links).points

    def far(a: int, b: int) -> float:
        return abs(points[a][0] - points[b][0]) / RATIO + abs(points[a][1] - points[b][1])

    tied = sum(far(a, b) for a, b in links) / len(links)
    any_ = sum(far(a, (a * 7 + 311) % 1000) for a in range(1000)) / 1000
    assert tied < 0.55 * any_


def test_nodes_do_not_stand_on_each_other_when_there_are_thousands() -> None:
    points = lay_out([BOX] * 5000, made_network(5000, 12500)).points
    crowd = Counter((round(x / 20), round(y / 20)) for x, y in points)
    assert max(crowd.values()) <= 12


def test_parts_without_links_between_them_are_packed_side_by_side() -> None:
    stars = [(10 * s, 10 * s + i) for s in range(12) for i in range(1, 10)]
    placed = lay_out([BOX] * 120, stars)
    bounds = []
    for s in range(12):
        held = placed.points[10 * s : 10 * s + 10]
        xs, ys = [x for x, _ in held], [y for _, y in held]
        bounds.append((min(xs), min(ys), max(xs), max(ys)))
    for one, two in combinations(bounds, 2):
        assert one[2] < two[0] or two[2] < one[0] or one[3] < two[1] or two[3] < one[1]
    used = sum((b[2] - b[0] + BOX[0]) * (b[3] - b[1] + BOX[1]) for b in bounds)
    assert used > 0.7 * placed.width * placed.height


def test_time_grows_with_the_network_and_no_faster() -> None:
    taken = []
    for count in (1000, 16_000):
        links = made_network(count, int(2.5 * count))
        start = time.process_time()
        lay_out([BOX] * count, links)
        taken.append(time.process_time() - start)
    assert taken[1] < 30 * taken[0]  # some 5 times are usual; by the square it would be 256


def test_fixed_rectangle_stays_when_the_others_are_pushed() -> None:
    points = push_apart([(0, 0), (5, 5), (-5, 5), (0, 9)], [BOX] * 4, fixed=0)
    assert points[0] == (0, 0)
    assert covered(tuple(points), [BOX] * 4) == []


def test_rectangles_at_one_point_come_apart() -> None:
    assert covered(tuple(push_apart([(3, 3)] * 30, [BOX] * 30)), [BOX] * 30) == []


def test_packed_rectangles_do_not_overlap() -> None:
    sizes = [(30.0 + 17 * (i % 7), 20.0 + 11 * (i % 5)) for i in range(60)]
    corners = pack(sizes, RATIO)
    middles = tuple((x + w / 2, y + h / 2) for (x, y), (w, h) in zip(corners, sizes, strict=True))
    assert covered(middles, [(w - 0.01, h - 0.01) for w, h in sizes]) == []


def test_layers_are_sorted_so_that_lines_do_not_cross() -> None:
    layer_of = [0, 1, 1, 1, 2, 2, 2]
    links = [(0, 1), (0, 2), (0, 3), (1, 6), (2, 5), (3, 4)]
    layers = ordered_layers(layer_of, links)
    assert crossings([[0], [1, 2, 3], [4, 5, 6]], layer_of, links) == 3
    assert crossings(layers, layer_of, links) == 0
