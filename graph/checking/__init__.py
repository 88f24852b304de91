"""Checks of a graph and of what is kept beside it: pure, on what was read from a store.

`check_schema`, `check_evidence`, `check_names`, `check_records` and `check_assertions` each look at one side;
:mod:`deltatrunk.checking` runs them all on a store. ``docs/backup.md`` lists them.
"""

from __future__ import annotations

from .assertions import Assertion, bundled_assertions, check_assertions, parse_assertions, read_assertions
from .evidence_checks import check_evidence
from .model import Finding, Report, Result
from .name_checks import check_names
from .record_checks import check_records
from .schema_checks import check_constraints, check_counts, check_schema

__all__ = [
    "Assertion",
    "Finding",
    "Report",
    "Result",
    "bundled_assertions",
    "check_assertions",
    "check_constraints",
    "check_counts",
    "check_evidence",
    "check_names",
    "check_records",
    "check_schema",
    "parse_assertions",
    "read_assertions",
]
