"""Open a store wherever it is."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path

from . import embedded
from .address import Credentials, EmbeddedAddress, parse_address
from .store import BoltStore
from .waiting import OnWait


def open_store(
    where: str | Path,
    credentials: Credentials | None = None,
    on_wait: OnWait | None = None,
    *,
    timeout: float = embedded.WAITS,
) -> BoltStore:
    """Open the store in a folder or at a server address; close it, or use it as a context manager.

    For a folder the server that stays is used, or one is started that ends when the store is closed.
    ``on_wait`` is told when something is waited for: another process that holds the folder (after
    ``timeout`` seconds that is a :class:`StoreBusy`), another load, a commit. ``credentials`` count
    only for a server address.

    >>> with open_store("graph-folder") as store:      # doctest: +SKIP
    ...     store.read("MATCH (n:Company) RETURN count(n) AS companies")
    """
    address = parse_address(where, credentials)
    if not isinstance(address, EmbeddedAddress):
        store = BoltStore(address.uri, address.credentials, on_wait=on_wait)
        try:
            store.check()
        except BaseException:
            store.close()
            raise
        return store
    finish = ExitStack()
    info = finish.enter_context(embedded.running(address.folder, on_wait=on_wait, timeout=timeout))
    try:
        return BoltStore(
            info.uri,
            info.writer,
            info.reader,
            exclusive=partial(embedded.loading, info.folder),
            on_wait=on_wait,
            on_close=finish.close,
        )
    except BaseException:
        finish.close()
        raise
