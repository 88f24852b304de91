"""Questions as Cypher files with headers: packs, their reader and the runner."""

from .header import Column, Parameter
from .listing import Listing, listings
from .lists import Lists, compile_lists
from .quoting import NO_TEXT, Texts
from .reader import Catalogue, Pack, Query, bundled, read_pack, with_packs
from .runner import advice, bind, drawn, nearest, picture, require_rows, run, values
from .table import Cell, Table

__all__ = [
    "NO_TEXT",
    "Catalogue",
    "Cell",
    "Column",
    "Listing",
    "Lists",
    "Pack",
    "Parameter",
    "Query",
    "Table",
    "Texts",
    "advice",
    "bind",
    "bundled",
    "compile_lists",
    "drawn",
    "listings",
    "nearest",
    "picture",
    "read_pack",
    "require_rows",
    "run",
    "values",
    "with_packs",
]
