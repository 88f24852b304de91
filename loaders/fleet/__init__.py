"""A corpus on a cluster: the facts of :func:`..folders.extract`, of any number of documents, as partitioned Parquet.

Wants the extra ``deltatrunk[fleet]``.
"""

from .engine import engine
from .running import Report, corpus

__all__ = ["Report", "corpus", "engine"]
