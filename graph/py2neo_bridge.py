"""A connected ``py2neo.Graph`` for an open store, for notebooks that rest on py2neo.

py2neo is at its end of life (2021.2.4 is its last release): reading, merging and bulk loading work
on both servers, its schema calls on neither.
"""

from __future__ import annotations

import importlib
from typing import Any

from .errors import StoreUnavailable
from .store import BoltStore


def py2neo_graph(store: BoltStore) -> Any:
    """Return a ``py2neo.Graph`` on the same server, database and user as the store.

    It has the rights of the user who loads and ends to work when the store is closed. Raises
    :class:`StoreUnavailable` where py2neo is not installed.
    """
    try:
        py2neo = importlib.import_module("py2neo")
    except ImportError as error:
        raise StoreUnavailable("没有安装 py2neo", hint='请运行 pip install "deltatrunk[py2neo]"') from error
    user = store.credentials
    try:
        return py2neo.Graph(
            store.uri, auth=(user.user, user.password) if user.password else None, name=user.database or None
        )
    except Exception as error:  # py2neo has no common base for what its connector raises
        raise StoreUnavailable("py2neo 连不上图库", where=store.uri, hint="请改用 store.driver") from error
