"""What an atlas asks of a store besides its maps: the lists, the indicators' values, the chains' counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .lists import Lists, compile_lists
from .quoting import Texts
from .reader import bundled
from .runner import Reader, run
from .table import Table

VALUES, COMPARED, CHAINS = "indicator-values", "targets-against-actuals", "chain-overview"


@dataclass(frozen=True, slots=True)
class Answers:
    """The lists, every value of every indicator, targets beside achievements, chains in numbers."""

    lists: Lists
    values: Table
    compared: Table
    chains: Table


def ask_atlas(
    store: Reader,
    *,
    min_confidence: float = 0.5,
    texts: Texts | None = None,
    step: Callable[[str, int, int], None] = lambda _title, _done, _of: None,
) -> Answers:
    """Ask a store for the tables of an atlas; ``step`` is told which list comes next."""
    values, compared, chains = (
        run(store, bundled().find(name), {"min_confidence": min_confidence}, texts)
        for name in (VALUES, COMPARED, CHAINS)
    )
    lists = compile_lists(store, min_confidence=min_confidence, texts=texts, step=step)
    return Answers(lists, values, compared, chains)
