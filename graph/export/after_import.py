"""The Cypher script that is run once after ``neo4j-admin database import``: constraints, and what no CSV cell says."""

from __future__ import annotations

from collections import defaultdict
from typing import BinaryIO

from ..cypher import constraints
from ..difference import core_of
from ..facts import Value
from ..model import Node, Relationship
from .script import BATCH, literal

_HEAD = "// deltatrunk：导入并启动 Neo4j 之后执行一次：建约束，补上 CSV 写不出的值；可重复执行\n"


class AfterImport:
    """Collect single properties and write them as statements of :data:`BATCH` rows.

    Held in memory are at most that many rows for each property of each label or type.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rows: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
        file.write(_HEAD.encode("utf-8"))
        file.writelines(f"{constraint};\n".encode("ascii") for constraint in constraints())

    def node(self, node: Node, name: str) -> None:
        """Set one property of a node."""
        self._add(f"MATCH (x:{node.labels[0]} {{id: row.id}})", name, {"id": node.id, "value": node.properties[name]})

    def relationship(self, r: Relationship, name: str) -> None:
        """Set one property of a relationship, found from its start."""
        match = f"MATCH (:{core_of(r.start)} {{id: row.start}})-[x:{r.type} {{id: row.id}}]->()"
        self._add(match, name, {"id": r.id, "start": r.start, "value": r.properties[name]})

    def close(self) -> None:
        """Write what is left; the file stays open."""
        for match, name in sorted(self._rows):
            self._flush(match, name)

    def _add(self, match: str, name: str, row: dict[str, Value]) -> None:
        rows = self._rows[match, name]
        rows.append(("{" + ", ".join(f"{k}: {literal(v)}" for k, v in row.items()) + "}").encode("utf-8"))
        if len(rows) == BATCH:
            self._flush(match, name)

    def _flush(self, match: str, name: str) -> None:
        quoted = name.replace("`", "``")
        rows = b",\n".join(self._rows.pop((match, name)))
        self._file.write(b"UNWIND [\n" + rows + f"\n] AS row\n{match} SET x.`{quoted}` = row.value;\n".encode())
