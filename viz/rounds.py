"""两轮对照图: two rounds of a plan side by side, what is kept joined across, what is gone or new told apart.

The earlier plan stands at the left, the later at the right; a programme that both name stands in one row. What
counts as kept is decided by names alone (:mod:`deltatrunk.queries.rounds`), and the map says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..graph.errors import ViewError
from ..graph.facts import BORDERLINE
from ..graph.model import Graph, Node
from ..queries.rounds import GONE, KEPT, NAME_RULE, NEW, TASK_RULE, Rounds, compare_rounds, find_rounds
from .chain_overview import MARGIN, RATIO
from .plan_parts import Branch, Plan, listed, read_plan, read_plans
from .reading import Reader
from .rounds_sheet import CENTRE, Half, RoundsSheet, Row
from .sheet import GAP, Item, Sheet
from .view import Scene, View


def build_rounds(
    graph: Graph,
    *,
    earlier: str | None = None,
    later: str | None = None,
    programme: str | None = None,
    borderline: bool = False,
) -> View:
    """Draw two rounds side by side; without names, the two documents that share most programmes.

    ``programme`` keeps to one programme of both. Raises :class:`ViewError` where there are no two rounds, where a
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
    others = () if only else _others(reader, rounds, plans)
    return _best(reader, rounds, plans, rows, others, only)


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
    """Says on every box what became of it."""

    reader: Reader
    rounds: Rounds

    def half(self, branch: Branch | None, plan: Plan, change: str) -> Half | None:
        """Return a programme's half of a row, with its tasks."""
        if branch is None:
            return None
        tasks = tuple(self._task(part, plan) for part in branch.leaves() if part is not branch)
        note = f"任务 {len(tasks)}" if tasks else "任务文件未写明"
        head = replace(branch.item, note=note if change == KEPT else f"{change} · {note}", emphasis=2)
        return Half(change, head, tasks)

    def loose(self, plan: Plan) -> Half | None:
        """Return the half of a row for tasks that belong to no programme."""
        tasks = tuple(self._task(leaf, plan) for branch in plan.loose for leaf in branch.leaves())
        return Half("", None, tasks) if tasks else None

    def _task(self, branch: Branch, plan: Plan) -> Item:
        earlier = plan.document.id == self.rounds.earlier
        nodes = self.reader.graph.nodes
        others = [
            nodes[pair.later if earlier else pair.earlier].name
            for pair in self.rounds.continued
            if (pair.earlier if earlier else pair.later) == branch.node.id
        ]
        if not others:
            return replace(branch.item, note="")
        more = f" 等 {len(others)} 项" if len(others) > 1 else ""
        return replace(branch.item, note=f"留存：{others[0]}{more}", emphasis=1)


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
    reader: Reader,
    rounds: Rounds,
    plans: tuple[Plan, Plan],
    rows: Sequence[Row],
    others: Sequence[tuple[str, tuple[Item, ...]]],
    only: Node | None,
) -> View:
    """Try several numbers of columns and take the drawing with the largest letters."""
    drawn = [
        RoundsSheet(Sheet(reader), rounds, plans, columns, cell).draw(rows, others)
        for columns in range(1, 7)
        for cell in (170.0, 190.0, 215.0, 250.0, 320.0)
    ]
    done = min(drawn, key=lambda one: (round(max(one.width / RATIO, one.height)), one.width))
    changes = [rounds.change(branch.node.id) for branch in _programmes(plans)]
    said = [f"{word} {changes.count(word)} 个计划" for word in (KEPT, GONE, NEW)]
    shown = {node.entity for node in done.sheet.nodes}
    pairs = [p for p in rounds.continued if p.earlier in shown and p.later in shown]
    before, after = (sum("Task" in b.node.labels for b in plan.all()) for plan in plans)
    if only:
        said = [f"{rounds.change(only.id)}"]
    else:
        said.append(
            f"任务 {before} → {after}，对得上的 {len({p.earlier for p in pairs})} → {len({p.later for p in pairs})}"
        )
    view = done.sheet.view(
        "rounds",
        f"{only.name} · 两轮对照" if only else "两轮方案对照图",
        subtitle=" · ".join(said),
        width=done.width,
        height=done.height,
        notes=[f"计划：{NAME_RULE}", f"任务：{TASK_RULE}；没有“留存”字样的任务按此对不上"],
    )
    return replace(view, scenes=done.scenes)


def _programmes(plans: Iterable[Plan]) -> list[Branch]:
    return list({branch.node.id: branch for plan in plans for branch in plan.programmes}.values())
