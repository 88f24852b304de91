"""Chinese policy documents about the Yangtze Delta digital trunk as a property graph.

    >>> import deltatrunk
    >>> with deltatrunk.open_store("trunk") as store:            # doctest: +SKIP
    ...     store.load(deltatrunk.load("documents"))
    ...     store.run("chain-leaders", chain="人工智能").rows

Names are imported when they are first used, so that ``import deltatrunk`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api import Store, bundled, load, open_store
    from .graph.errors import DeltatrunkError
    from .graph.model import Graph
    from .graph.receipt import Receipt
    from .graph.rows import Rows
    from .queries.table import Table

__version__ = "0.1.0"

_HOMES = {
    "DeltatrunkError": ".graph.errors",
    "Graph": ".graph.model",
    "Receipt": ".graph.receipt",
    "Rows": ".graph.rows",
    "Store": ".api",
    "Table": ".queries.table",
    "bundled": ".api",
    "load": ".api",
    "open_store": ".api",
}

__all__ = [
    "DeltatrunkError",
    "Graph",
    "Receipt",
    "Rows",
    "Store",
    "Table",
    "__version__",
    "bundled",
    "load",
    "open_store",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name], __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
