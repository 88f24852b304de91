"""The measures by name."""

from __future__ import annotations

from difflib import get_close_matches

from ...graph.errors import QueryError
from ...graph.model import Graph
from ..table import Table
from .bridges import BRIDGES
from .centrality import CHAINS, COMPANIES
from .communities import COMMUNITIES
from .completeness import COMPLETENESS
from .measure import Measure, Options
from .robustness import ROBUSTNESS
from .similarity import SIMILARITY

_MEASURES = (COMPANIES, CHAINS, BRIDGES, COMMUNITIES, COMPLETENESS, ROBUSTNESS, SIMILARITY)


def measures() -> tuple[Measure, ...]:
    """Return every measure in the order in which they are listed."""
    return _MEASURES


def find(name: str) -> Measure:
    """Return a measure by name or Chinese title; raises :class:`QueryError` that names the closest ones."""
    for measure in _MEASURES:
        if name in (measure.name, measure.title):
            return measure
    close = get_close_matches(name, [measure.name for measure in _MEASURES], n=3, cutoff=0.4)
    hint = f"是否想问 {'、'.join(close)}" if close else "用 deltatrunk analyze list 看全部分析"
    raise QueryError(f"没有分析 {name}", hint=hint)


def analyze(graph: Graph, name: str, options: Options | None = None) -> Table:
    """Compute a measure on a graph and return its rows.

    >>> analyze(graph, "chain-completeness", Options(chain="人工智能"))      # doctest: +SKIP
    """
    measure, chosen = find(name), options or Options()
    return measure.table(measure.compute(graph, chosen), chosen)
