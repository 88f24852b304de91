"""Measures of the graph: centrality, bridges, communities, completeness, robustness, similarity."""

from .measure import Finding, Measure, Options
from .network import close_chains
from .properties import marked_graph, with_values, without_structure
from .registry import analyze, find, measures
from .workbook import tables_of_all

__all__ = [
    "Finding",
    "Measure",
    "Options",
    "analyze",
    "close_chains",
    "find",
    "marked_graph",
    "measures",
    "tables_of_all",
    "with_values",
    "without_structure",
]
