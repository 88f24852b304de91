"""Every measure at once, with a sheet that says what each is."""

from __future__ import annotations

from ...graph.model import Graph
from ..table import Table
from .measure import Options, columns
from .registry import measures


def tables_of_all(graph: Graph, options: Options | None = None) -> tuple[Table, ...]:
    """Compute every measure; the last table holds definitions and sources."""
    chosen = options or Options()
    made = [measure.table(measure.compute(graph, chosen), chosen) for measure in measures()]
    told = tuple((m.title, m.question, m.definition, m.source, m.counts, m.limits) for m in measures())
    titles = columns(
        title="分析", question="问题", definition="定义", source="来源", counts="计入的事实", limits="局限"
    )
    return (*made, Table("definitions", "定义与来源", titles, told))
