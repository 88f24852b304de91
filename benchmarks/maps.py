"""Time maps of N nodes and 2.5 N edges in headless Chromium: plain pyvis and ours, side by side in one run.

    python benchmarks/maps.py [--nodes N ...] [--repeat N] [--physics N ...] [--limit SECONDS] [--alone]

Both draw the same made-up network (seeded; names, titles and relations in Chinese), each page from a file, with the
network cut, on the same screen. Printed are medians of the rounds; pages take turns within a round.

    export         from lists of nodes and edges to a written file. Ours with its layout, which is printed apart. pyvis'
                   add_edge looks through all edges: at 20,000 nodes that takes minutes, so pyvis is built once a run
    file           megabytes
    first picture  seconds from navigation to the first painted frame with nodes: of pyvis with its physics (up to
                   --physics nodes: more takes many minutes; what does not come within --limit is counted
                   as that limit), of pyvis with our positions and no physics, of ours
    heap           megabytes of JavaScript objects after a garbage collection
    zoom, pan      drawn frames a second while the wheel turns, or the mouse drags, sixty times a second
    search, filter, pick   milliseconds from the act to the painted answer, in ours

Then every ratio against what is asked for. The exit code is 1 where something is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browsing import SCREEN, Seen, browser, opened
from pyvis.network import Network

from deltatrunk.graph.schema import schema
from deltatrunk.viz import render
from deltatrunk.viz.network_places import Layout, by_forces
from deltatrunk.viz.network_view import network_view
from deltatrunk.viz.view import Point

SEED = 20
EDGES = 2.5
TYPES = ("Company", "Park", "Organization", "Project", "Platform", "Technology")
PLACES = ("青浦", "松江", "嘉善", "吴江", "昆山", "虹桥", "临港", "张江")
WORDS = ("云帆", "星河", "启明", "华测", "智联", "远景", "数澜", "芯源", "碳和", "海纳", "博观", "天启", "恒通", "锐捷")
TRADES = ("集成电路", "人工智能", "生物医药", "低空经济", "氢能", "卫星互联网", "新材料", "数据服务")
KINDS = ("有限公司", "产业园", "研究院", "项目", "实验室", "技术")
RELATIONS = ("位于", "参与", "合作", "引领", "聚焦")
GESTURE = 3.0
SEARCHES = ("青浦", "芯源集成电路", "研究院1", "数澜", "没有这个名称")
ASKED_PHYSICS = 1000
Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up network: nodes and edges as lists of what is known of each."""

    nodes: tuple[Mapping[str, Any], ...]
    edges: tuple[Mapping[str, Any], ...]


def made(count: int) -> Made:
    """Return a network in which few nodes have many lines, no pair two; both programs draw all of it."""
    rng = random.Random(SEED)  # seeded, and no secret
    labels = schema().labels
    nodes = []
    for at in range(count):
        kind = rng.randrange(len(TYPES))
        name = f"{rng.choice(PLACES)}{rng.choice(WORDS)}{rng.choice(TRADES)}{KINDS[kind]}{at}"
        nodes.append(
            {"id": f"n{at}", "label": name, "title": f"{name}（{labels[TYPES[kind]].title}）", "type": TYPES[kind]}
        )
    pairs: dict[tuple[int, int], None] = {}
    ends = [0]
    while len(pairs) < int(count * EDGES):
        one = rng.randrange(count)
        two = rng.choice(ends) if rng.random() < 0.5 else rng.randrange(count)
        if one != two and (one, two) not in pairs and (two, one) not in pairs:
            pairs[one, two] = None
            ends += (one, two)
    edges = tuple({"from": f"n{a}", "to": f"n{b}", "title": rng.choice(RELATIONS)} for a, b in pairs)
    return Made(tuple(nodes), edges)


def export_ours(network: Made, file: Path, layout: Layout) -> tuple[float, float, Mapping[str, Point]]:
    """Write our page; return the seconds of all, those of the layout in it, and where everything stands."""
    spent = []

    def timed(sizes: Sequence[tuple[float, float]], links: Sequence[tuple[int, int]]) -> Sequence[Point]:
        begun = time.perf_counter()
        found = layout(sizes, links)
        spent.append(time.perf_counter() - begun)
        return found

    begun = time.perf_counter()
    view = network_view(network.nodes, network.edges, title="测试网络", layout=timed)
    render(view, file)
    return time.perf_counter() - begun, sum(spent), {node.id: (node.x, node.y) for node in view.nodes}


def export_pyvis(network: Made, file: Path, places: Mapping[str, Point] | None) -> float:
    """Write the page of plain pyvis, with given places and no physics or with neither; return the seconds."""
    labels = schema().labels
    begun = time.perf_counter()
    drawn = Network(height=f"{SCREEN['height'] - 80}px", width="100%", cdn_resources="in_line")
    for node in network.nodes:
        look = labels[node["type"]]
        at = {} if places is None else {"x": places[node["id"]][0], "y": places[node["id"]][1]}
        drawn.add_node(node["id"], label=node["label"], title=node["title"], color=look.color, shape=look.shape, **at)
    for edge in network.edges:
        drawn.add_edge(edge["from"], edge["to"], title=edge["title"])
    if places is not None:
        drawn.toggle_physics(False)
    drawn.write_html(str(file))
    return time.perf_counter() - begun


async def watch(running: Any, file: Path, who: str, times: Times, *, gestures: bool, limit: float) -> None:
    """Open a page once and note what it takes."""
    async with opened(running, file) as seen:
        first = await seen.first_picture(limit)
        if first is None:
            print(f"  {who}: no picture within {limit:g} s", flush=True)
            times[f"first {who}"].append(limit)
            return
        times[f"first {who}"].append(first)
        if who == "pyvis with physics":
            return
        await asyncio.sleep(1)
        times[f"heap {who}"].append(await seen.heap())
        if gestures:
            times[f"zoom {who}"].append(await seen.zoomed(GESTURE))
            times[f"pan {who}"].append(await seen.panned(GESTURE))
        if who == "ours":
            await use(seen, times)
            times["asked and said"].append(len(seen.requests) + len(seen.errors))
            times["asked and said"].append(len(await seen.page.evaluate("window.__probe.reports")))
            for line in (*seen.requests, *seen.errors):
                print(f"  ours: {line[:200]}")


async def use(seen: Seen, times: Times) -> None:
    """Search, filter and pick as a reader does, and note how long the answers take."""
    for text in SEARCHES:
        spent = await seen.page.evaluate(
            """(text) => { const input = document.getElementById('search'), list = document.getElementById('results');
            const before = list.textContent;
            const type = () => { input.value = text; input.dispatchEvent(new Event('input', {bubbles: true})); };
            return window.__probe.until(type, () => list.textContent !== before && list.textContent !== ''); }""",
            text,
        )
        times["search"].append(_known(spent, "search"))
    await seen.page.evaluate("document.getElementById('search').value = ''")
    await seen.page.evaluate("document.getElementById('search').dispatchEvent(new Event('input', {bubbles: true}))")
    for _ in range(4):
        spent = await seen.page.evaluate(
            """() => { const chip = document.querySelector('#legend [data-type=Park]');
            return window.__probe.until(() => chip.click(), (drawn) => window.__probe.drawn > drawn); }"""
        )
        times["filter"].append(_known(spent, "filter"))
    await seen.page.evaluate(
        """() => { const map = document.getElementById('map');
        for (const kind of ['pointerup', 'mouseup']) map.addEventListener(kind, () => {
          const panel = document.getElementById('panel');
          window.__picking = window.__picking || window.__probe.until(() => {}, () => !panel.hidden); }, true); }"""
    )
    await seen.page.evaluate("document.getElementById('fit').click()")
    frame = await seen.page.locator("#map").bounding_box()
    count = int(await seen.page.evaluate("deltatrunk.view.nodes.length"))
    for part in (0.1, 0.3, 0.5, 0.7, 0.9):
        await seen.page.keyboard.press("Escape")
        await seen.page.evaluate("window.__picking = null; deltatrunk.fit()")
        at = await seen.page.evaluate("(at) => deltatrunk.where(deltatrunk.view.nodes[at].id)", int(count * part))
        await seen.page.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
        times["pick"].append(_known(await seen.page.evaluate("window.__picking"), "pick"))


def _known(spent: float | None, what: str) -> float:
    if spent is None:
        raise SystemExit(f"{what}: the page gave no answer within 20 s")
    return spent


async def measure(given: argparse.Namespace, scratch: Path) -> Mapping[int, Times]:
    """Return every time by number of nodes and name."""
    found: dict[int, Times] = {}
    async with browser() as running:
        for count in given.nodes:
            times: Times = defaultdict(list)
            found[count] = times
            network = made(count)
            files = {
                who: scratch / f"{who.replace(' ', '-')}-{count}.html"
                for who in ("ours", "pyvis", "pyvis with physics")
            }
            places: Mapping[str, Point] = {}
            for _ in range(given.repeat):
                spent, layout, places = export_ours(network, files["ours"], by_forces)
                times["export ours"].append(spent)
                times["layout ours"].append(layout)
            print(f"{count} nodes: ours written", flush=True)
            pages = ["ours"]
            if not given.alone:
                pages.append("pyvis")
                times["export pyvis"].append(export_pyvis(network, files["pyvis"], places))
                if count in given.physics:
                    pages.append("pyvis with physics")
                    export_pyvis(network, files["pyvis with physics"], None)
                print(f"{count} nodes: pyvis written", flush=True)
            for who in pages[:2]:
                times[f"file {who}"].append(files[who].stat().st_size / 1e6)
            for _ in range(given.repeat):
                for who in pages:
                    await watch(running, files[who], who, times, gestures=count in given.gestures, limit=given.limit)
            print("\n".join(report(count, times)), end="\n\n", flush=True)
    return found


def report(count: int, times: Times) -> Iterator[str]:
    """Write the medians of one size as lines."""
    middle = {name: statistics.median(of) for name, of in times.items()}
    yield f"{count} nodes, {int(count * EDGES)} edges"
    yield f"{'':<16}{'ours':>10}{'pyvis':>10}{'physics':>10}"
    for what, unit in (
        ("export", "s"),
        ("layout", "s"),
        ("file", "MB"),
        ("first", "s"),
        ("heap", "MB"),
        ("zoom", "fps"),
        ("pan", "fps"),
    ):
        cells = [middle.get(f"{what} {who}") for who in ("ours", "pyvis", "pyvis with physics")]
        if any(cell is not None for cell in cells):
            written = "".join(f"{'-':>10}" if cell is None else f"{cell:>10.2f}" for cell in cells)
            yield f"{what:<16}{written}   {unit}"
    for what in ("search", "filter", "pick"):
        yield f"{what:<16}{middle[what]:>10.1f}{'':>20}   ms (most {max(times[what]):.1f})"


def verdicts(found: Mapping[int, Times]) -> Iterator[tuple[bool, str]]:
    """Compare with what is asked for: whether it is held, and the line that says so."""

    def middle(count: int, name: str) -> float | None:
        of = found.get(count, {}).get(name)
        return statistics.median(of) if of else None

    def ratio(count: int, what: str, other: str, least: bool, bound: float) -> Iterator[tuple[bool, str]]:
        one, two = middle(count, f"{what} ours"), middle(count, f"{what} {other}")
        if one is None or two is None:
            return
        part = one / two if two else float("inf")
        held = part >= bound if least else part <= bound
        told = f"{part:.2f}" if part > 0.1 else f"1/{1 / part:.0f}"
        asked = f"{bound:.2f}" if bound > 0.1 else f"1/{1 / bound:.0f}"
        yield held, f"{what} at {count} against {other}: {told} (asked: {'at least' if least else 'at most'} {asked})"

    said = sum(sum(times["asked and said"]) for times in found.values())
    yield said == 0, f"requests, console errors and policy reports: {said:g} (asked: 0)"
    yield from ratio(1000, "first", "pyvis with physics", least=False, bound=1 / 90)
    for count in sorted(found):
        if count >= 5000:
            yield from ratio(count, "first", "pyvis", least=False, bound=0.35)
            yield from ratio(count, "file", "pyvis", least=False, bound=0.55)
        yield from ratio(count, "heap", "pyvis", least=False, bound=0.5)
    yield from ratio(20000, "export", "pyvis", least=False, bound=1 / 50)
    yield from ratio(5000, "zoom", "pyvis", least=True, bound=2)
    yield from ratio(5000, "pan", "pyvis", least=True, bound=4)
    for what, bound in (("search", 10), ("filter", 350), ("pick", 200)):
        spent = middle(20000, what)
        if spent is not None:
            yield spent <= bound, f"{what} at 20000: {spent:.1f} ms (asked: at most {bound})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--nodes", type=int, nargs="+", default=[1000, 5000, 20000], help="sizes (default 1000 5000 20000)"
    )
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default 3)")
    parser.add_argument(
        "--physics", type=int, nargs="*", default=[1000], help="sizes at which pyvis' physics runs (default 1000)"
    )
    parser.add_argument(
        "--gestures", type=int, nargs="*", default=[5000], help="sizes at which zoom and pan are timed (default 5000)"
    )
    parser.add_argument("--limit", type=float, default=900, help="seconds that a page may take to draw (default 900)")
    parser.add_argument("--alone", action="store_true", help="ours only, without pyvis")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = asyncio.run(measure(given, Path(scratch)))
    missed = 0
    for held, line in verdicts(found):
        missed += not held
        print(f"{'pass' if held else 'FAIL'}  {line}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
