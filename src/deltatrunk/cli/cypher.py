"""``cypher``: a statement of one's own, which only reads unless it says ``--write``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .answering import FORMAT, OUTPUT, as_json, format_of, give, parameters_of
from .app import App, common
from .chinese import ChineseCommand, option

if TYPE_CHECKING:
    from ..graph.rows import Rows
    from ..queries import Table


@click.command(cls=ChineseCommand)
@click.argument("text", metavar="语句")
@option(
    "-p",
    "--parameter",
    "given",
    multiple=True,
    metavar="参数=值",
    help="语句里 $参数 的值（文字；数字和真假写成 JSON）",
)
@option("--limit", type=click.IntRange(1), default=10_000, metavar="行数", help="最多取多少行，默认 10000")
@option(
    "--timeout",
    type=click.FloatRange(0.1, 300),
    default=30.0,
    metavar="秒",
    help="最多等多少秒，默认 30，最大 300",
)
@option("--write", is_flag=True, help="允许改动图，并说明改了什么")
@FORMAT
@OUTPUT
@common
@click.pass_obj
def cypher(
    app: App,
    text: str,
    *,
    given: tuple[str, ...],
    limit: int,
    timeout: float,
    write: bool,
    format_: str | None,
    output: Path | None,
) -> None:
    """运行一条 Cypher 语句，不加 --write 时只读。例如 deltatrunk cypher "RETURN 1 AS 一"。"""
    from ..graph.guard import require_harmless, require_reading

    (require_harmless if write else require_reading)(text)  # refused before a server starts
    chosen = format_of(app, format_, output)
    parameters = as_json(parameters_of(given))
    changed = ""
    with app.open() as store, app.work("改写" if write else "查询"):
        if write:
            changes = store.bolt.write(text, parameters, timeout=timeout)
            rows, changed = changes.rows, str(changes)
        else:
            rows = store.bolt.read(text, parameters, limit=limit, timeout=timeout)
    if rows.columns or not write:
        give(app, _table(rows), chosen, output)
    if write:
        app.note(changed)
    if rows.truncated:
        app.note(f"还有更多行，只显示了前 {limit} 行；要更多请加 --limit 行数，或在语句里加条件")
    elif chosen == "table" and output is None and not write:
        app.note(f"{len(rows)} 行")


def _table(rows: Rows) -> Table:
    from ..queries import Column, Table
    from ..queries.table import plain

    columns = tuple(Column(name, name) for name in rows.columns)
    return Table("cypher", "查询结果", columns, tuple(tuple(plain(cell) for cell in row) for row in rows))
