"""The graph: schema, facts, ids, merge rules, Cypher text, stores and exports.

Importing this package loads neither the driver nor a server: what needs them imports them when asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .store import BoltStore

__all__ = ["py2neo_graph"]


def py2neo_graph(store: BoltStore) -> Any:
    """Return a connected ``py2neo.Graph`` for an open store; see :mod:`deltatrunk.graph.py2neo_bridge`.

    Raises :class:`deltatrunk.graph.errors.StoreUnavailable` where the extra ``[py2neo]`` is not installed.
    """
    from .py2neo_bridge import py2neo_graph as connect  # noqa: PLC0415 (py2neo is an extra, the driver is heavy)

    return connect(store)
