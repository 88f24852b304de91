"""两轮对照图: two rounds of a plan side by side, what is kept joined across, what is gone or new told apart.

The earlier plan stands at the left, the later at the right; a programme that both name stands in one row. What
counts as kept is decided by names alone (:mod:`deltatrunk.queries.rounds`), and the map says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..graph.errors import ViewError
from ..graph.facts import BORDERLINE
from ..graph.model import Graph, Node
from ..queries.rounds import GONE, KEPT, NAME_RULE, NEW, TASK_RULE, Rounds, compare_rounds, find_rounds
from .chain_overview import RATIO
from .plan_parts import Branch, Plan, read_plan, read_plans
from .reading import Reader
from .rounds_sheet import Detail, Half, RoundsSheet, Row, Step
from .sheet import Item, Sheet
from .view import View


def build_rounds(
    graph: Graph,
    *,
    earlier: str | None = None,
    later: str | None = None,
    programme: str | None = None,
    tasks: bool = False,
    borderline: bool = False,
) -> View:
    """Draw two rounds side by side; without names, the two documents that share most programmes.

    By default the programmes with the number of their tasks and the tasks that go on; ``tasks`` draws all tasks,
    ``programme`` those of one programme. Raises :class:`ViewError` where there are no two rounds, where a
    name is unknown, and where a document has no programme or task.
    """
    reader = Reader(graph, borderline=borderline)
    least = 0.0 if borderline else BORDERLINE
    before, after = _documents(reader, earlier, later, least)
    plans = read_plan(reader, before), read_plan(reader, after)
    for plan in plans:
        if not plan.branches:
            raise ViewError(f"图中没有“{plan.document.name}”的计划或任务", hint=_hint(reader))
    rounds = compare_rounds(graph, before.id, after.id, min_confidence=least)
    rows = _rows(reader, rounds, *plans)
    only = reader.find(programme, "Programme", title="计划") if programme else None
    if only:
        rows = tuple(row for row in rows if row.holds(only.id))
        if not rows:
            raise ViewError(f"两轮方案都没有写“{only.name}”的任务", hint="不加 --programme 可看全部计划")
    detail = Detail.ONE if only else Detail.ALL if tasks else Detail.KEPT
    return _best(reader, rounds, plans, rows, detail, only)


def _documents(reader: Reader, earlier: str | None, later: str | None, least: float) -> tuple[Node, Node]:
    found = None if earlier and later else find_rounds(reader.graph, min_confidence=least)
    if not found and not (earlier and later):
        raise ViewError("图中没有前后两轮的方案：没有两个文件写到同一个计划", hint=_hint(reader))
    one = reader.find(earlier, "Document", title="文件") if earlier else found[0] if found else None
    two = reader.find(later, "Document", title="文件") if later else found[1] if found else None
    if one is None or two is None or one.id == two.id:
        raise ViewError("前一轮和后一轮要是两个不同的文件", hint=_hint(reader))
    return one, two


def _hint(reader: Reader) -> str:
    known = "、".join(plan.document.name for plan in read_plans(reader))
    return f"可用 --earlier 和 --later 指定，有计划或任务的文件：{known or '无'}"


def _rows(reader: Reader, rounds: Rounds, before: Plan, after: Plan) -> tuple[Row, ...]:
    """Return kept programmes in the later plan's order, then gone and new ones, then what belongs to none."""
    left = {branch.node.id: branch for branch in before.programmes}
    right = {branch.node.id: branch for branch in after.programmes}
    told = _Teller(reader, rounds)
    kept = [
        Row(told.half(left.get(id_), before, KEPT), told.half(right.get(id_), after, KEPT))
        for id_ in dict.fromkeys((*right, *left))
        if rounds.change(id_) == KEPT
    ]
    gone = [told.half(branch, before, GONE) for id_, branch in left.items() if rounds.change(id_) != KEPT]
    new = [told.half(branch, after, NEW) for id_, branch in right.items() if rounds.change(id_) != KEPT]
    changed = [
        Row(gone[at] if at < len(gone) else None, new[at] if at < len(new) else None)
        for at in range(max(len(gone), len(new)))
    ]
    loose = [told.loose(before), told.loose(after)]
    return (*kept, *changed, *([Row(*loose)] if any(loose) else []))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Says of every programme and task what became of it."""

    reader: Reader
    rounds: Rounds

    def half(self, branch: Branch | None, plan: Plan, change: str) -> Half | None:
        """Return a programme's half of a row, with its tasks."""
        if branch is None:
            return None
        tasks = tuple(self._step(part, plan) for part in branch.leaves() if part is not branch)
        return Half(self._earlier(plan), change, branch.item, tasks)

    def loose(self, plan: Plan) -> Half | None:
        """Return the half of a row for tasks that belong to no programme."""
        tasks = tuple(self._step(leaf, plan) for branch in plan.loose for leaf in branch.leaves())
        return Half(self._earlier(plan), "", None, tasks) if tasks else None

    def _earlier(self, plan: Plan) -> bool:
        return plan.document.id == self.rounds.earlier

    def _step(self, branch: Branch, plan: Plan) -> Step:
        earlier, nodes = self._earlier(plan), self.reader.graph.nodes
        others = [
            nodes[pair.later if earlier else pair.earlier]
            for pair in self.rounds.continued
            if (pair.earlier if earlier else pair.later) == branch.node.id
        ]
        return Step(branch.item, tuple(others))


def _others(reader: Reader, rounds: Rounds, plans: tuple[Plan, Plan]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Return the programmes that a round names without defining them, by what became of them."""
    defined = {branch.node.id for plan in plans for branch in plan.programmes}
    found: dict[str, list[Item]] = defaultdict(list)
    for node in reader.nodes("Programme"):
        change = rounds.change(node.id)
        if change and node.id not in defined:
            found[change].append(Item(node))
    return tuple((change, tuple(found[change])) for change in (KEPT, GONE, NEW) if found[change])


def _best(
    reader: Reader, rounds: Rounds, plans: tuple[Plan, Plan], rows: Sequence[Row], detail: Detail, only: Node | None
) -> View:
    """Try several numbers of columns and take the drawing with the largest letters."""
    others = _others(reader, rounds, plans)
    named = others if detail is Detail.ALL else ()
    drawn = [
        RoundsSheet(Sheet(reader), rounds, plans, detail, columns, cell).draw(rows, named)
        for columns in ((1,) if only else range(1, 7))
        for cell in ((280.0, 340.0) if only else (190.0, 215.0, 250.0, 290.0))
    ]
    done = min(drawn, key=lambda one: (round(max(one.width / RATIO, one.height)), one.width))
    notes = [f"计划：{NAME_RULE}", f"任务：{TASK_RULE}"]
    if others and detail is Detail.KEPT:
        notes.insert(0, "只画对应得上的任务，其余任务与只提到名称的计划、政策未画出")
    view = done.sheet.view(
        "rounds",
        f"{only.name} · 两轮对照" if only else "两轮方案对照图",
        subtitle=rounds.change(only.id) if only else _said(rounds, plans),
        width=done.width,
        height=done.height,
        notes=notes,
    )
    return replace(view, scenes=done.scenes)


def _said(rounds: Rounds, plans: tuple[Plan, Plan]) -> str:
    """Count in words which programmes are kept, gone and new."""
    programmes = {branch.node.id for plan in plans for branch in plan.programmes}
    changes = [rounds.change(id_) for id_ in programmes]
    said = [f"{word} {changes.count(word)}" for word in (KEPT, GONE, NEW)]
    return f"计划{' · '.join(said)}"
