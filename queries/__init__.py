"""Questions as Cypher files with headers: packs, their reader and the runner."""

from .header import Column, Parameter
from .reader import Catalogue, Pack, Query, bundled, read_pack, with_packs
from .runner import advice, bind, nearest, picture, require_rows, run, values
from .table import Cell, Table

__all__ = [
    "Catalogue",
    "Cell",
    "Column",
    "Pack",
    "Parameter",
    "Query",
    "Table",
    "advice",
    "bind",
    "bundled",
    "nearest",
    "picture",
    "read_pack",
    "require_rows",
    "run",
    "values",
    "with_packs",
]
