"""Rows as a notebook shows them."""

from __future__ import annotations

from types import MappingProxyType

from deltatrunk.graph.model import Node
from deltatrunk.graph.rows import Rows

NODE = Node("Park:云园", ("Park",), MappingProxyType({"id": "Park:云园", "name": "<云园>"}))
ROWS = Rows(("园区", "数"), ((NODE, 2.5), (None, 1)))


def test_a_notebook_shows_nodes_by_name_and_escapes_them() -> None:
    shown = ROWS._repr_html_()
    assert "&lt;云园&gt;" in shown
    assert "<云园>" not in shown
    assert "2 行" in shown


def test_a_data_frame_has_the_columns_of_the_statement() -> None:
    frame = ROWS.to_pandas()
    assert list(frame.columns) == ["园区", "数"]
    assert frame["数"].sum() == 3.5
