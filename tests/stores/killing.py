"""Builds that are killed by SIGKILL, and what the next command finds.

Used by tests/stores/test_kills.py and, in full, by benchmarks/kills.py.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import telling_build
from kill_places import OneUse, Place, environment, runs

from deltatrunk.graph.errors import DeltatrunkError
from deltatrunk.graph.jsonl import to_lines
from deltatrunk.graph.model import Graph

EMPTY = Graph(MappingProxyType({}), MappingProxyType({}))
ENDS_WITHIN = 240.0
"""Seconds after which a command counts as hanging; the slowest machine needs a fraction of them."""
DIES_WITHIN = 30.0


def checksum(graph: Graph) -> str:
    """Return the digest of a graph as ``deltatrunk export --format jsonl`` writes it."""
    return hashlib.sha256("".join(f"{line}\n" for line in to_lines(graph)).encode()).hexdigest()


def thinned(graph: Graph, every: int) -> Graph:
    """Return a part of a graph: each so-many-th node, and what joins two of them."""
    nodes = dict(list(graph.nodes.items())[::every])
    edges = {r.id: r for r in graph.relationships.values() if r.start in nodes and r.end in nodes}
    return Graph(MappingProxyType(nodes), MappingProxyType(edges))


def changed(graph: Graph) -> Graph:
    """Return another version of a graph: nodes gone with their relationships, others with new contents."""
    nodes = {}
    for number, node in enumerate(graph.nodes.values()):
        if number % 7 == 0:
            continue
        if number % 3 == 0:
            node = replace(node, properties={**node.properties, "name": f"{node.name}（新）", "hash": f"new-{number}"})  # noqa: PLW2901
        nodes[node.id] = node
    edges = {r.id: r for r in graph.relationships.values() if r.start in nodes and r.end in nodes}
    return Graph(MappingProxyType(nodes), MappingProxyType(edges))


@dataclass(frozen=True, slots=True)
class Kill:
    """Who is killed, and when: at a part of the whole build, or of its commit."""

    victims: tuple[str, ...]
    part: float
    in_commit: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of a build that nobody kills, and of its commit."""

    build: float
    commit: float


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one kill. ``wrong`` is empty where everything is as promised."""

    kill: Kill
    place: str
    at: float
    committing: float | None
    graph: str
    answered: float
    client: str
    wrong: str = ""
    name: str = ""
    """The graph's own name; ``graph`` tells whether it was there before."""

    def __str__(self) -> str:
        since = "" if self.committing is None else f" (commit +{self.committing:.2f} s)"
        text = f"{self.place:<23} {'+'.join(self.kill.victims):<22} at {self.at:6.2f} s{since:<19}"
        text += f" found {self.graph:<5} answer after {self.answered:5.2f} s, client {self.client}"
        return text + (f"  WRONG: {self.wrong}" if self.wrong else "")


class Build:
    """One running build and what it has said so far."""

    def __init__(self, place: Place, file: Path) -> None:
        self.started = time.monotonic()
        self.said: dict[str, float] = {}
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, telling_build.__file__, place.where, str(file), str(place.at_once)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(place),
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._changed:
                self._lines.append(line.strip())
                if line.startswith("."):
                    self.said[line.strip()[1:]] = time.monotonic()
                self._changed.notify_all()
        with self._changed:
            self.said["end"] = time.monotonic()
            self._changed.notify_all()

    def wait_for(self, word: str, until: float) -> bool:
        """Wait until the build has said a word; False when it ended without, or time is over."""
        with self._changed:
            self._changed.wait_for(lambda: word in self.said or "end" in self.said, max(0.0, until - time.monotonic()))
            return word in self.said

    def timing(self) -> Timing:
        """Return how long it took; a build that has nothing to write has no commit."""
        loaded = self.said["loaded"]
        return Timing(loaded - self.started, loaded - self.said.get("committing", loaded))

    def end(self) -> tuple[int, str]:
        """Wait for its end; return the exit code (None became -1000: it hung) and its last words."""
        try:
            code = self.process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            code = -1000
        self._listener.join(10)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code, next((line for line in reversed(self._lines) if not line.startswith(".")), "")


def measure(place: Place, file: Path) -> Timing:
    """Time a build that nobody kills; raises :class:`RuntimeError` where it fails."""
    build = Build(place, file)
    code, words = build.end()
    if code != 0:
        raise RuntimeError(f"a build that nobody killed failed ({code}): {words}")
    return build.timing()


def run(place: Place, kill: Kill, timing: Timing, graphs: dict[str, tuple[Path, str]], wanted: str) -> Found:
    """Build the ``wanted`` one of two graphs (file and checksum by name), kill, and ask with a new command."""
    part = kill.part
    for _ in range(6):
        place.ready()
        build = Build(place, graphs[wanted][0])
        happened = _kill(build, place, replace(kill, part=part), timing)
        code, words = build.end()
        if happened is not None:
            break
        if code != 0:
            return Found(kill, place.name, 0, None, "-", 0, "ended", f"failed before the kill ({code}): {words}")
        # It was faster than the one that was measured (servers warm up): the same again, by its own time.
        own = build.timing()
        timing = Timing(min(timing.build, own.build), min(timing.commit, own.commit))
        part *= 0.85
        wanted = next(name for name in graphs if name != wanted)
    else:
        return Found(kill, place.name, 0, None, "-", 0, "ended", "it was always over before the kill")
    client = {-signal.SIGKILL: "killed", telling_build.REFUSED: "reported", 0: "done", -1000: "hung"}.get(
        code, "crashed"
    )
    wrong = f"client {client}: {words}" if client in {"hung", "crashed"} else ""
    place.mend()
    found, answered, failure = ask(place, {digest: name for name, (_, digest) in graphs.items()}, graphs["old"][0])
    if client == "done" and found != wanted:
        wrong = wrong or "the client said that it was done"
    committing = build.said.get("committing", happened + 1)  # a client whose server died may start another
    return Found(
        kill=kill,
        place=place.name,
        at=happened - build.started,
        committing=happened - committing if happened >= committing else None,
        graph=found if found == "-" else "new" if found == wanted else "old",
        answered=answered,
        client=client,
        wrong=wrong or failure,
        name=found,
    )


def series(place: Place, kills: Sequence[Kill], folder: Path, old: Graph, new: Graph) -> Iterator[Found]:
    """Build from one graph to the other and back, each build killed; ends with a build that nobody kills.

    Yields what each kill left. The store is filled, and a build timed, before the first of them.
    """
    graphs = _written(folder, old, new)
    names = {digest: name for name, (_, digest) in graphs.items()}
    measure(place, graphs["old"][0])
    timing, there = measure(place, graphs["new"][0]), "new"
    for kill in kills:
        found = run(place, kill, timing, graphs, "old" if there == "new" else "new")
        yield found
        there = ask(place, names, graphs["old"][0])[0] if found.wrong else found.name
    wanted = "old" if there == "new" else "new"
    measure(place, graphs[wanted][0])
    found_at_last, _, failure = ask(place, names, graphs["old"][0])
    if found_at_last != wanted:
        raise RuntimeError(f"the build after the last kill left {found_at_last}: {failure}")


def first_builds(kills: Sequence[Kill], folder: Path, new: Graph, *, at_once: int = 0) -> Iterator[Found]:
    """Build into a new folder for each kill, so that the making of the database is killed too.

    A build that nobody kills follows into the same folder.
    """
    graphs = _written(folder, EMPTY, new)
    timing = measure(OneUse(str(folder / "timed"), at_once=at_once), graphs["new"][0])
    for number, kill in enumerate(kills):
        place = OneUse(
            str(folder / f"new-{number}"), name=f"embedded, new{', parts' if at_once else ' folder'}", at_once=at_once
        )
        found = run(place, kill, timing, graphs, "new")
        try:
            measure(place, graphs["old" if found.name == "new" else "new"][0])
        except RuntimeError as error:
            found = replace(found, wrong=found.wrong or str(error))
        yield found


def _written(folder: Path, old: Graph, new: Graph) -> dict[str, tuple[Path, str]]:
    graphs: dict[str, tuple[Path, str]] = {}
    for name, graph in (("old", old), ("new", new)):
        file = folder / f"{name}.jsonl"
        file.write_text("".join(f"{line}\n" for line in to_lines(graph)), "utf-8")
        graphs[name] = file, checksum(graph)
    return graphs


def ask(place: Place, names: dict[str, str], beside: Path) -> tuple[str, float, str]:
    """Export the graph with a new command; return which one it is, the seconds it took, and what is wrong."""
    file = beside.with_name("found.jsonl")
    file.unlink(missing_ok=True)
    started = time.monotonic()
    words = ["export", "--format", "jsonl", "-o", str(file), "--store", place.where]
    asking = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-m", "deltatrunk", *words],
        env=environment(place), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        _, said = asking.communicate(timeout=ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        asking.send_signal(signal.SIGABRT)  # it says where it is
        _, said = asking.communicate()
        return "-", ENDS_WITHIN, f"the next command hung: {said[:3000]}"
    seconds = time.monotonic() - started
    if asking.returncode != 0:
        return "-", seconds, f"the next command failed: {' '.join(said.split())[:300]}"
    name = names.get(hashlib.sha256(file.read_bytes()).hexdigest(), "-")
    return name, seconds, "" if name != "-" else "neither the old nor the new graph"


def _kill(build: Build, place: Place, kill: Kill, timing: Timing) -> float | None:
    """Kill at the moment; return when that was, None when the build was over before."""
    if kill.in_commit:
        if not build.wait_for("committing", build.started + ENDS_WITHIN):
            return None
        moment = build.said["committing"] + kill.part * timing.commit
    else:
        moment = build.started + kill.part * timing.build
    if build.wait_for("loaded", moment):
        return None
    while True:
        pids = place.victims(build.process.pid)
        if set(kill.victims) <= set(pids):
            break
        if build.wait_for("loaded", time.monotonic() + 0.01) or build.process.poll() is not None:
            return None
    at = time.monotonic()
    for victim in kill.victims:
        try:
            os.kill(pids[victim], signal.SIGKILL)
        except ProcessLookupError:
            continue
    # A java with much memory takes a while to die: who looks at once takes it for one that runs.
    while any(runs(pids[victim]) for victim in kill.victims) and time.monotonic() < at + DIES_WITHIN:
        time.sleep(0.01)
    return at


@contextmanager
def watched(place: Place, allowed: Sequence[str]) -> Iterator[Callable[[], tuple[int, str]]]:
    """Read the graph all the time, beside the builds; yields what tells how often, and what was wrong."""
    ended, counted, wrong = threading.Event(), [0], [""]

    def look() -> None:
        while not ended.wait(0.2):
            store = place.reader()
            if store is None:
                continue
            with store, suppress(DeltatrunkError):  # the server was killed under the reader
                while not ended.wait(1.0):  # it shares the processors with the builds
                    if checksum(store.graph()) not in allowed:
                        wrong[0] = "a reader beside the builds saw neither graph"
                    counted[0] += 1

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield lambda: (counted[0], wrong[0])
    finally:
        ended.set()
        watcher.join(ENDS_WITHIN)


def kills(chance: random.Random, count: int, victims: Sequence[tuple[str, ...]]) -> list[Kill]:
    """Return kills spread evenly over the build, with chance, a third of them aimed at the commit."""
    aimed = count // 3
    found = [Kill((), (number + chance.random()) / (count - aimed)) for number in range(count - aimed)]
    found += [Kill((), 1.2 * (number + chance.random()) / aimed, in_commit=True) for number in range(aimed)]
    chance.shuffle(found)
    who = [victims[number % len(victims)] for number in range(count)]
    return [replace(kill, victims=tuple(chance.sample(v, len(v)))) for kill, v in zip(found, who, strict=True)]
