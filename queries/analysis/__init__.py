"""Measures of the graph: centrality, bridges, communities, completeness, robustness, similarity."""

from .measure import Finding, Measure, Options
from .properties import with_values
from .registry import analyze, find, measures
from .workbook import tables_of_all

__all__ = ["Finding", "Measure", "Options", "analyze", "find", "measures", "tables_of_all", "with_values"]
